/* SPDX-License-Identifier: MIT */
/* XML's tokens (XML 1.0 sections 2 and 3) as a table of what follows what. */
#include "xml/syntax.h"
#include "base/text.h"

#include <string.h>

/* ---- Characters ---- */

uint64_t syntax_decode(const struct chunk *chunk, uint64_t byte, uint32_t *code_point)
{
    return byte + encoding_decode(&chunk->encoding, chunk_at(chunk, byte),
                                  chunk_at(chunk, chunk_end(chunk)), code_point);
}

uint32_t syntax_at(const struct chunk *chunk, uint64_t byte)
{
    uint32_t code_point = TEXT_INVALID;
    if (byte < chunk_end(chunk))
        syntax_decode(chunk, byte, &code_point);
    return code_point;
}

bool syntax_is(const struct chunk *chunk, uint64_t byte, const char *ascii)
{
    for (size_t unit = encoding_unit(&chunk->encoding); *ascii; ascii++, byte += unit) {
        if (syntax_at(chunk, byte) != (unsigned char)*ascii)
            return false;
    }
    return true;
}

const struct syntax_entity syntax_entities[SYNTAX_ENTITIES] = {
    {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''},
};

const struct syntax_entity *syntax_entity_at(const struct chunk *chunk, uint64_t byte,
                                             uint64_t *end)
{
    for (size_t i = 0; i < SYNTAX_ENTITIES; i++) {
        const char *name = syntax_entities[i].name;
        *end = byte + strlen(name) * encoding_unit(&chunk->encoding);
        if (syntax_is(chunk, byte, name))
            return &syntax_entities[i];
    }
    return NULL;
}

bool syntax_is_name(uint32_t code_point)
{
    if (code_point >= 0x80)
        return code_point != TEXT_INVALID;
    char byte = (char)code_point;
    return text_is_letter(byte) || text_is_digit(byte) || text_is_one_of(byte, "_-.:");
}

uint64_t syntax_skip_blanks(const struct chunk *chunk, uint64_t byte)
{
    while (text_is_blank_code_point(syntax_at(chunk, byte)))
        byte += encoding_unit(&chunk->encoding);
    return byte;
}

uint64_t syntax_skip_name(const struct chunk *chunk, uint64_t byte)
{
    uint32_t code_point;
    while (syntax_is_name(syntax_at(chunk, byte)))
        byte = syntax_decode(chunk, byte, &code_point);
    return byte;
}

bool syntax_is_section_end(const struct chunk *chunk, uint64_t byte)
{
    uint64_t before = 2 * encoding_unit(&chunk->encoding);
    return byte >= chunk->origin.byte + before && syntax_is(chunk, byte - before, "]]>");
}

/* ---- Parts ---- */

enum sign {
    SIGN_OTHER,
    SIGN_BLANK,
    SIGN_NAME,
    SIGN_EQUALS,
    SIGN_QUOTE,
    SIGN_LESS,
    SIGN_SLASH, /* ends a tag; in an XML declaration that's `?` */
    SIGN_COUNT,
};

static enum sign sign_of(const struct syntax *syntax, uint32_t code_point)
{
    static const enum sign signs[] = {
        ['='] = SIGN_EQUALS, ['"'] = SIGN_QUOTE,  ['\''] = SIGN_QUOTE, ['<'] = SIGN_LESS,
        [' '] = SIGN_BLANK,  ['\t'] = SIGN_BLANK, ['\n'] = SIGN_BLANK, ['\r'] = SIGN_BLANK,
    };
    if (syntax_is_name(code_point))
        return SIGN_NAME;
    if (code_point == (syntax->is_declaration ? '?' : '/'))
        return SIGN_SLASH;
    return code_point < sizeof signs / sizeof *signs ? signs[code_point] : SIGN_OTHER;
}

/* What a character leads to, where it isn't for take_apart() to say; 0, as it's never the text: the
 * part that it's in. */
static const uint8_t following[][SIGN_COUNT] = {
    [SYNTAX_TEXT] = {[SIGN_LESS] = SYNTAX_OPEN},
    [SYNTAX_OPEN] = {[SIGN_NAME] = SYNTAX_NAME},
    [SYNTAX_NAME] = {[SIGN_BLANK] = SYNTAX_GAP, [SIGN_SLASH] = SYNTAX_SLASH},
    [SYNTAX_GAP] = {[SIGN_NAME] = SYNTAX_ATTRIBUTE, [SIGN_SLASH] = SYNTAX_SLASH},
    [SYNTAX_ATTRIBUTE] = {[SIGN_BLANK] = SYNTAX_AFTER_NAME, [SIGN_EQUALS] = SYNTAX_EQUALS},
    [SYNTAX_AFTER_NAME] = {[SIGN_EQUALS] = SYNTAX_EQUALS},
    [SYNTAX_EQUALS] = {[SIGN_QUOTE] = SYNTAX_VALUE},
    [SYNTAX_VALUE] = {0},
    [SYNTAX_VALUE_END] = {[SIGN_BLANK] = SYNTAX_GAP, [SIGN_SLASH] = SYNTAX_SLASH},
    [SYNTAX_SLASH] = {0},
    [SYNTAX_END_OPEN] = {[SIGN_NAME] = SYNTAX_END_NAME},
    [SYNTAX_END_NAME] = {[SIGN_BLANK] = SYNTAX_END_GAP},
    [SYNTAX_END_GAP] = {0},
    [SYNTAX_BANG] = {0},
    [SYNTAX_COMMENT] = {0},
    [SYNTAX_SECTION] = {0},
    [SYNTAX_INSTRUCTION] = {0},
};

static void begin_part(struct syntax *syntax, enum syntax_part part)
{
    syntax->part = part;
    syntax->since = 0;
}

static bool ends_with(const struct syntax *syntax, char last)
{
    return syntax->since >= 2 && syntax->last_two[0] == (unsigned char)last &&
           syntax->last_two[1] == (unsigned char)last;
}

/* Does the character end the markup that is open? */
static bool ends_markup(const struct syntax *syntax, uint32_t code_point)
{
    if (code_point != '>')
        return false;
    switch (syntax->part) {
    case SYNTAX_TEXT:
    case SYNTAX_VALUE:
        return false;
    case SYNTAX_COMMENT:
        return ends_with(syntax, '-');
    case SYNTAX_SECTION:
        return ends_with(syntax, ']');
    case SYNTAX_INSTRUCTION:
        return syntax->since && syntax->last_two[0] == '?';
    case SYNTAX_SLASH:
        return true;
    default:
        return !syntax->is_declaration;
    }
}

/* What a part is told by that isn't in the table. */
static enum syntax_part take_apart(const struct syntax *syntax, const struct chunk *chunk,
                                   uint32_t code_point)
{
    enum syntax_part part = syntax->part;
    if (part == SYNTAX_OPEN && code_point == '/')
        return SYNTAX_END_OPEN;
    if (part == SYNTAX_OPEN && code_point == '!')
        return SYNTAX_BANG;
    if (part == SYNTAX_OPEN && code_point == '?')
        return SYNTAX_INSTRUCTION;
    if (part == SYNTAX_BANG && syntax->since == 0 && code_point == '[')
        return SYNTAX_SECTION;
    if (part == SYNTAX_BANG && syntax->since == 1 && code_point == '-' &&
        syntax->last_two[0] == '-')
        return SYNTAX_COMMENT;
    if (part == SYNTAX_INSTRUCTION && syntax->since == 3 && text_is_blank_code_point(code_point) &&
        syntax_is(chunk, syntax->token, "<?xml"))
        return SYNTAX_GAP;
    if (part == SYNTAX_VALUE && code_point == syntax->quote)
        return SYNTAX_VALUE_END;
    return (enum syntax_part)following[part][sign_of(syntax, code_point)];
}

/* What begins, or has ended, at `byte` with the part there. */
static void note_bounds(struct syntax *syntax, uint64_t byte, uint64_t next, uint32_t code_point)
{
    switch (syntax->part) {
    case SYNTAX_OPEN:
        syntax->token = byte;
        syntax->name = syntax->name_end = syntax->attribute = byte;
        syntax->is_declaration = false;
        break;
    case SYNTAX_NAME:
    case SYNTAX_END_NAME:
        syntax->name = byte;
        break;
    case SYNTAX_ATTRIBUTE:
        syntax->attribute = byte;
        break;
    case SYNTAX_VALUE:
        syntax->value = next;
        syntax->quote = code_point;
        break;
    default:
        break;
    }
}

static void take_character(struct syntax *syntax, const struct chunk *chunk, uint64_t byte,
                           uint64_t next, uint32_t code_point)
{
    enum syntax_part before = syntax->part;
    if (code_point == '&' && (before == SYNTAX_TEXT || before == SYNTAX_VALUE))
        syntax->ampersand = byte;
    if (ends_markup(syntax, code_point)) {
        begin_part(syntax, SYNTAX_TEXT);
        syntax->token = next;
        return;
    }
    enum syntax_part part = take_apart(syntax, chunk, code_point);
    if (!part) {
        syntax->since += syntax->since < 255;
        return;
    }
    syntax->is_declaration |= before == SYNTAX_INSTRUCTION;
    begin_part(syntax, part);
    note_bounds(syntax, byte, next, code_point);
    if (before == SYNTAX_NAME || before == SYNTAX_END_NAME)
        syntax->name_end = byte;
}

struct syntax syntax_read(const struct chunk *chunk, uint64_t from, bool in_section, uint64_t to)
{
    struct syntax syntax = {.part = in_section ? SYNTAX_SECTION : SYNTAX_TEXT, .token = from};
    for (uint64_t byte = from; byte < to;) {
        uint32_t code_point;
        uint64_t next = syntax_decode(chunk, byte, &code_point);
        take_character(&syntax, chunk, byte, next, code_point);
        syntax.last = byte;
        syntax.last_two[1] = syntax.last_two[0];
        syntax.last_two[0] = code_point;
        byte = next;
    }
    if (syntax.part == SYNTAX_NAME || syntax.part == SYNTAX_END_NAME)
        syntax.name_end = to;
    return syntax;
}
