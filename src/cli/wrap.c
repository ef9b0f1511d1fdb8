/* SPDX-License-Identifier: MIT */
/* Breaks lines between words. */
#include "cli/wrap.h"
#include "base/width.h"

struct wrap wrap_begin(struct emit *out, size_t indent)
{
    return (struct wrap){out, indent, indent};
}

static void put_word(struct wrap *wrap, struct text word, struct text mark)
{
    size_t columns = width_of_text(word) + width_of_text(mark);
    bool is_first = wrap->column == wrap->indent;
    if (!is_first && wrap->column + 1 + columns > WRAP_WIDTH) {
        emit_literal(wrap->out, "\n");
        emit_repeat(wrap->out, ' ', wrap->indent);
        wrap->column = wrap->indent;
    } else if (!is_first) {
        emit_literal(wrap->out, " ");
        wrap->column++;
    }
    emit_message_part(wrap->out, word);
    emit_message_part(wrap->out, mark);
    wrap->column += columns;
}

void wrap_words(struct wrap *wrap, const char *words)
{
    struct text rest = text_of(words);
    while (rest.length) {
        size_t end = text_find(rest, ' ');
        put_word(wrap, text_slice(rest, 0, end), text_of(""));
        rest = text_slice(rest, end < rest.length ? end + 1 : end, rest.length);
    }
}

void wrap_word(struct wrap *wrap, const char *word, const char *mark)
{
    put_word(wrap, text_of(word), text_of(mark));
}

void wrap_end(struct wrap *wrap)
{
    emit_literal(wrap->out, "\n");
}

void wrap_text(struct emit *out, const char *text, size_t indent)
{
    struct wrap wrap = wrap_begin(out, indent);
    wrap_words(&wrap, text);
    wrap_end(&wrap);
}

void wrap_lines(struct emit *out, const char *text, size_t indent)
{
    struct text rest = text_of(text);
    while (rest.length) {
        size_t end = text_find(rest, '\n');
        emit_repeat(out, ' ', indent);
        emit_message_part(out, text_slice(rest, 0, end));
        emit_literal(out, "\n");
        rest = text_slice(rest, end < rest.length ? end + 1 : end, rest.length);
    }
}
