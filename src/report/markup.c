/* SPDX-License-Identifier: MIT */
/* Each kind of markup is two sets of characters. All are ASCII, so no other character is split. */
#include "report/markup.h"

/* What begins something in a line of Markdown, HTML, character references, mentions and the
 * addresses that are links by themselves included. */
#define PROSE "\\`*_[]<>&~#@:$"

struct markup {
    const char *escaped; /* by a backslash */
    const char *doubled;
};

static bool is_markup(const struct markup *markup, char byte)
{
    return text_is_one_of(byte, markup->escaped) || text_is_one_of(byte, markup->doubled);
}

static void escape_markup(struct emit *out, struct text text, const struct markup *markup)
{
    size_t shown = 0;
    for (size_t at = 0; at < text.length; at++) {
        if (!is_markup(markup, text.bytes[at]))
            continue;
        emit_json_part(out, text_slice(text, shown, at));
        if (text_is_one_of(text.bytes[at], markup->doubled))
            emit_json_part(out, text_slice(text, at, at + 1));
        else
            emit_json_part(out, text_of("\\"));
        shown = at;
    }
    emit_json_part(out, text_slice(text, shown, text.length));
}

void markup_put_sarif(struct emit *out, struct text text)
{
    static const struct markup markup = {.escaped = "\\[]", .doubled = "{}"};
    escape_markup(out, text, &markup);
}

void markup_put_sarif_prose(struct emit *out, struct text text)
{
    static const struct markup markup = {.escaped = PROSE, .doubled = "{}"};
    escape_markup(out, text, &markup);
}

void markup_put_sarif_code(struct emit *out, struct text text)
{
    static const struct markup markup = {.escaped = "", .doubled = "{}"};
    escape_markup(out, text, &markup);
}

void markup_put_prose(struct emit *out, struct text text)
{
    static const struct markup markup = {.escaped = PROSE, .doubled = ""};
    escape_markup(out, text, &markup);
}
