/* SPDX-License-Identifier: MIT */
/* Attributes and their values; references and what else isn't allowed in text. */
#include "base/lookalike.h"
#include "xml/mistake.h"

#include <string.h>

/* ---- Text ---- */

/* The entity that XML knows whose name is at `byte`, and which isn't followed by a semicolon. What
 * follows can be a letter after `lt` and `gt` only, as in `&ltprovision`; NULL: there's none. */
static const char *find_open_entity(const struct scene *scene, uint64_t byte, uint64_t *end)
{
    const struct syntax_entity *entity = syntax_entity_at(scene->chunk, byte, end);
    uint32_t after = syntax_at(scene->chunk, *end);
    if (!entity || after == ';')
        return NULL;
    bool is_of_tag = entity->character == '<' || entity->character == '>';
    return is_of_tag || !syntax_is_name(after) ? entity->name : NULL;
}

/* Those from the `&` at `byte` on to the end of the value or text. */
static void find_open_entities(const struct scene *scene, uint64_t byte,
                               struct malformed_references *references)
{
    char until[] = "&<";
    if (scene->part == SYNTAX_VALUE)
        until[1] = (char)scene->syntax.quote;
    for (; syntax_at(scene->chunk, byte) == '&'; byte = find_any(scene, byte, until)) {
        uint64_t end;
        byte = unit_after(scene, byte);
        const char *entity = find_open_entity(scene, byte, &end);
        if (entity && references->count++ < MALFORMED_REFERENCES) {
            references->items[references->count - 1].entity = entity;
            references->items[references->count - 1].end = end;
        }
    }
    references->is_cut = byte >= end_of(scene) && byte >= scene->error->byte + MALFORMED_AHEAD;
}

/* Is the error in a reference, and what is after its `&`? */
static bool is_in_reference(const struct scene *scene, uint64_t *name)
{
    uint64_t ampersand = scene->syntax.ampersand;
    if (syntax_at(scene->chunk, ampersand) != '&' || ampersand < scene->error->from)
        return false;
    *name = unit_after(scene, ampersand);
    uint64_t from = syntax_at(scene->chunk, *name) == '#' ? unit_after(scene, *name) : *name;
    return from >= scene->byte || syntax_skip_name(scene->chunk, from) >= scene->byte;
}

static bool lacks_semicolon_of_number(const struct scene *scene, struct mistake *mistake)
{
    uint64_t name;
    if (!is_in_reference(scene, &name))
        return false;
    insert_at(mistake, scene->byte);
    return syntax_at(scene->chunk, name) == '#' && unit_after(scene, name) < scene->byte &&
           !syntax_is_name(scene->code_point);
}

/* `&lt` and no more, or `&ltprovision` together with others: by itself `&ltd` is rather an `&`. */
static bool lacks_semicolon(const struct scene *scene, struct mistake *mistake)
{
    struct malformed_references *references = &mistake->references;
    uint64_t name;
    uint64_t end;
    if (!is_in_reference(scene, &name) || !find_open_entity(scene, name, &end))
        return false;
    find_open_entities(scene, scene->syntax.ampersand, references);
    mistake->at = (struct stretch){end, unit_after(scene, end)};
    mistake->edit_count = 0;
    for (size_t i = 0; i < references->count && references->count <= MALFORMED_EDITS; i++)
        add_edit(mistake, references->items[i].end, references->items[i].end);
    return end == scene->byte || references->count > 1;
}

static bool is_bare_ampersand(const struct scene *scene, struct mistake *mistake)
{
    uint64_t name;
    if (!is_in_reference(scene, &name))
        return false;
    point_at(mistake, scene->syntax.ampersand, name);
    return true;
}

static bool is_reference(const struct scene *scene, struct mistake *mistake)
{
    uint64_t end = find_any(scene, scene->byte, ";<>\"'");
    mistake->edits[0].to = end;
    if (syntax_at(scene->chunk, end) == ';')
        mistake->edits[0].to = unit_after(scene, end);
    return true;
}

static bool is_section_end(const struct scene *scene, struct mistake *mistake)
{
    (void)mistake;
    return syntax_is_section_end(scene->chunk, scene->byte);
}

/* ---- Values ---- */

/* The curly quotation mark that closes what `quote` opens; the end where there's none. */
static uint64_t find_curly(const struct scene *scene, uint64_t byte, uint64_t end, char quote)
{
    uint32_t code_point;
    for (uint64_t next; byte < end; byte = next) {
        next = syntax_decode(scene->chunk, byte, &code_point);
        if (code_point >= 0x80 && lookalike_quote(code_point) == quote)
            return byte;
    }
    return end;
}

/* Nothing but one can be meant after `=`. */
static bool is_curly_pair(const struct scene *scene, struct mistake *mistake)
{
    char quote = lookalike_quote(scene->code_point);
    uint32_t code_point;
    if (!quote)
        return false;
    uint64_t end = find_any(scene, scene->byte, "<>\"");
    uint64_t other = find_curly(scene, scene->next, end, quote);
    if (other >= end)
        return false;
    add_edit(mistake, other, syntax_decode(scene->chunk, other, &code_point));
    return true;
}

static bool is_curly(const struct scene *scene, struct mistake *mistake)
{
    (void)mistake;
    return lookalike_quote(scene->code_point) != '\0';
}

/* `uri="sip:a@b.c realm="b.c"`: the value has swallowed the next attribute's name and `=`. Where
 * the blank before that name is. */
static bool finds_swallowed(const struct scene *scene, uint64_t *gap)
{
    const struct syntax *syntax = &scene->syntax;
    uint64_t name = 0; /* after the last blank */
    bool after_blank = false;
    *gap = syntax->value;
    if (syntax_at(scene->chunk, units_before(scene, syntax->last, 1)) != '=')
        return false;
    for (uint64_t byte = syntax->value; byte < units_before(scene, syntax->last, 1);) {
        uint32_t code_point;
        uint64_t at = byte;
        byte = syntax_decode(scene->chunk, byte, &code_point);
        bool is_blank = text_is_blank_code_point(code_point);
        if (is_blank && !after_blank)
            *gap = at;
        if (!is_blank && after_blank)
            name = at;
        else if (!is_blank && !syntax_is_name(code_point))
            name = 0;
        after_blank = is_blank;
    }
    return name && !after_blank;
}

/* Does an attribute begin here, or does the tag end? */
static bool is_after_value(const struct scene *scene, uint64_t byte)
{
    const struct chunk *chunk = scene->chunk;
    uint64_t name_end = syntax_skip_name(chunk, byte);
    return syntax_is(chunk, byte, ">") || syntax_is(chunk, byte, "/>") ||
           (name_end > byte && syntax_is(chunk, syntax_skip_blanks(chunk, name_end), "="));
}

/* The value goes on, as a straight quotation mark is missing, up to the next attribute's, or up to
 * the next tag. */
static bool is_too_long(const struct scene *scene)
{
    uint64_t last = scene->part == SYNTAX_VALUE ? scene->byte : scene->syntax.last;
    do
        last = units_before(scene, last, 1);
    while (last > scene->syntax.value && text_is_blank_code_point(syntax_at(scene->chunk, last)));
    return scene->part == SYNTAX_VALUE
               ? is_one_of(scene, "<") && syntax_at(scene->chunk, last) == '>'
               : syntax_at(scene->chunk, last) == '=';
}

/* The first one that is where a value ends. */
static bool is_closed_by_curly(const struct scene *scene, struct mistake *mistake)
{
    uint64_t end = scene->byte;
    char quote = (char)scene->syntax.quote;
    uint64_t curly = scene->syntax.value;
    if (!is_too_long(scene))
        return false;
    while ((curly = find_curly(scene, curly, end, quote)) < end) {
        uint32_t code_point;
        uint64_t next = syntax_decode(scene->chunk, curly, &code_point);
        if (is_after_value(scene, syntax_skip_blanks(scene->chunk, next))) {
            point_at(mistake, curly, next);
            mistake->character = code_point;
            return true;
        }
        curly = next;
    }
    return false;
}

static bool is_not_closed(const struct scene *scene, struct mistake *mistake)
{
    uint64_t gap;
    if (!finds_swallowed(scene, &gap))
        return false;
    point_at(mistake, gap, gap);
    mistake->character = scene->syntax.quote;
    return true;
}

/* The value goes on behind the end of its tag, up to the `<` of the next one. */
static bool has_swallowed_tag(const struct scene *scene, struct mistake *mistake)
{
    uint64_t last[2] = {0}; /* that aren't blanks */
    for (uint64_t byte = scene->syntax.value; byte < scene->byte;) {
        uint32_t code_point;
        uint64_t at = byte;
        byte = syntax_decode(scene->chunk, byte, &code_point);
        if (text_is_blank_code_point(code_point))
            continue;
        last[1] = last[0];
        last[0] = at;
    }
    if (!is_one_of(scene, "<") || !last[0] || syntax_at(scene->chunk, last[0]) != '>')
        return false;
    uint64_t end = last[1] && syntax_at(scene->chunk, last[1]) == '/' ? last[1] : last[0];
    point_at(mistake, end, end);
    mistake->character = scene->syntax.quote;
    return true;
}

static bool is_quote(const struct scene *scene, struct mistake *mistake)
{
    uint32_t after = syntax_at(scene->chunk, scene->next);
    (void)mistake;
    return is_one_of(scene, "\"'") && (scene->part == SYNTAX_VALUE_END ||
                                       (after < 0x80 && text_is_one_of((char)after, " \t\r\n/>")));
}

/* Does an attribute, or the tag's end, follow this quotation mark? */
static bool is_value_end(const struct scene *scene, uint64_t quote)
{
    uint64_t byte = unit_after(scene, quote);
    uint64_t next = syntax_skip_blanks(scene->chunk, byte);
    return is_after_value(scene, next) &&
           (next > byte || !syntax_is_name(syntax_at(scene->chunk, next)));
}

/* The marks within the value become references, up to the one that closes it. */
static bool is_quote_in_value(const struct scene *scene, struct mistake *mistake)
{
    const char quote[] = {(char)scene->syntax.quote, '<', '\0'};
    uint64_t byte = scene->syntax.last;
    if (is_one_of(scene, "<,;/>"))
        return false;
    point_at(mistake, byte, unit_after(scene, byte));
    mistake->character = scene->syntax.quote;
    mistake->edit_count = 0;
    do {
        add_edit(mistake, byte, unit_after(scene, byte));
        byte = find_any(scene, unit_after(scene, byte), quote);
    } while (syntax_at(scene->chunk, byte) == scene->syntax.quote && !is_value_end(scene, byte) &&
             mistake->edit_count < MALFORMED_EDITS);
    if (syntax_at(scene->chunk, byte) != scene->syntax.quote)
        mistake->edit_count = 0;
    return true;
}

static bool is_not_quoted(const struct scene *scene, struct mistake *mistake)
{
    uint64_t end = find_any(scene, scene->byte, " \t\r\n<>\"'");
    if (is_one_of(scene, "/><"))
        return false;
    if (syntax_at(scene->chunk, end) == '>' &&
        syntax_at(scene->chunk, units_before(scene, end, 1)) == '/')
        end = units_before(scene, end, 1);
    bool is_closed = syntax_is(scene->chunk, end, "\"") || syntax_is(scene->chunk, end, "'");
    insert_at(mistake, scene->byte);
    add_edit(mistake, end, is_closed ? unit_after(scene, end) : end);
    return true;
}

static bool has_no_value(const struct scene *scene, struct mistake *mistake)
{
    uint32_t code_point;
    uint64_t name = scene->syntax.attribute;
    if (scene->part != SYNTAX_AFTER_NAME
            ? !is_one_of(scene, "/>")
            : !is_one_of(scene, "/>") && !syntax_is_name(scene->code_point))
        return false;
    mistake->at = (struct stretch){name, syntax_decode(scene->chunk, name, &code_point)};
    mistake->edits[0] = (struct stretch){name, scene->byte};
    return true;
}

static bool is_blank_missing(const struct scene *scene, struct mistake *mistake)
{
    uint64_t equals = syntax_skip_blanks(scene->chunk, syntax_skip_name(scene->chunk, scene->byte));
    insert_at(mistake, scene->byte);
    return syntax_is_name(scene->code_point) && syntax_is(scene->chunk, equals, "=");
}

/* `uri "…"`, `uri:"…"` */
static bool is_equals_missing(const struct scene *scene, struct mistake *mistake)
{
    insert_at(mistake, scene->byte);
    if (scene->syntax.last_two[0] == ':')
        point_at(mistake, scene->syntax.last, scene->byte);
    return is_one_of(scene, "\"'");
}

static bool is_less_than(const struct scene *scene, struct mistake *mistake)
{
    (void)mistake;
    return is_one_of(scene, "<");
}

const struct mistake_row mistakes_of_values[] = {
    {MALFORMED_REFERENCE, OF(REFERENCE), ANY_PART, is_reference},
    {MALFORMED_SECTION_END, OF(OTHER), IN(TEXT), is_section_end},
    {MALFORMED_ENTITY_WITHOUT_SEMICOLON, OF(OTHER), IN(TEXT) | IN(VALUE),
     lacks_semicolon_of_number},
    {MALFORMED_ENTITY_WITHOUT_SEMICOLON, OF(OTHER), IN(TEXT) | IN(VALUE), lacks_semicolon},
    {MALFORMED_BARE_AMPERSAND, OF(OTHER), IN(TEXT) | IN(VALUE), is_bare_ampersand},
    {MALFORMED_CURLY_QUOTE, OF(OTHER), IN(VALUE) | IN(VALUE_END), is_closed_by_curly},
    {MALFORMED_QUOTE_NOT_CLOSED, OF(OTHER), IN(VALUE), has_swallowed_tag},
    {MALFORMED_LESS_THAN_IN_VALUE, OF(OTHER), IN(VALUE), is_less_than},
    {MALFORMED_QUOTE_NOT_CLOSED, OF(OTHER), IN(VALUE_END), is_not_closed},
    {MALFORMED_MISSING_BLANK, OF(OTHER), IN(VALUE_END), is_blank_missing},
    {MALFORMED_EXTRA_QUOTE, OF(OTHER), IN(VALUE_END) | IN(GAP), is_quote},
    {MALFORMED_QUOTE_IN_VALUE, OF(OTHER), IN(VALUE_END), is_quote_in_value},
    {MALFORMED_CURLY_QUOTES, OF(OTHER), IN(EQUALS), is_curly_pair},
    {MALFORMED_CURLY_QUOTE, OF(OTHER), IN(EQUALS), is_curly},
    {MALFORMED_NOT_QUOTED, OF(OTHER), IN(EQUALS), is_not_quoted},
    {MALFORMED_NO_VALUE, OF(OTHER), IN(EQUALS) | IN(ATTRIBUTE) | IN(AFTER_NAME), has_no_value},
    {MALFORMED_MISSING_EQUALS, OF(OTHER), IN(ATTRIBUTE) | IN(AFTER_NAME), is_equals_missing},
    {.cause = MALFORMED_COUNT},
};
