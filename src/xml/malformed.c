/* SPDX-License-Identifier: MIT */
/*
 * What an administrator did, guessed from what comes before and at the place where expat gave up.
 * Only ASCII matters for that, so the neighbourhood is first made one byte a character.
 */
#include "xml/malformed.h"

#include <string.h>

#define BEFORE 256 /* how far to look back; more than any name or entity of a profile */

_Static_assert(4 * BEFORE <= CHUNK_CONTEXT,
               "the context holds as many characters as are looked at");

/* The characters before the error, as ASCII ('?' for all else), and the one at it. */
struct neighbourhood {
    char before[BEFORE + 1];
    uint16_t back[BEFORE + 1]; /* how many bytes before the error each begins */
    size_t length;
    uint32_t at;
    bool at_end;
};

static struct neighbourhood look_around(const struct chunk *chunk, uint64_t error)
{
    const unsigned char *at = chunk_at(chunk, error);
    const unsigned char *end = chunk_at(chunk, chunk_end(chunk));
    struct neighbourhood near = {.at_end = at >= end};
    size_t unit = encoding_unit(&chunk->encoding);
    size_t back = (size_t)(error - chunk->origin.byte);
    if (back > BEFORE * unit)
        back = BEFORE * unit;
    back -= back % unit;
    for (const unsigned char *byte = at - back; byte < at;) {
        uint32_t code_point;
        near.back[near.length] = (uint16_t)(at - byte);
        byte += encoding_decode(&chunk->encoding, byte, at, &code_point);
        near.before[near.length++] = code_point < 0x80 ? (char)code_point : '?';
    }
    if (!near.at_end)
        encoding_decode(&chunk->encoding, at, end, &near.at);
    return near;
}

static bool is_name_character(char character)
{
    return text_is_letter(character) || text_is_digit(character) || strchr("_-.:?#", character);
}

/* The last character before the error, or NUL. */
static char last_of(const struct neighbourhood *near)
{
    return near->length ? near->before[near->length - 1] : '\0';
}

static bool is_in_tag(const struct neighbourhood *near)
{
    for (size_t i = near->length; i-- > 0;) {
        if (near->before[i] == '<' || near->before[i] == '>')
            return near->before[i] == '<';
    }
    return false;
}

/* A value may have a `>` in it, but no `<`: so the last one before begins its tag. */
static bool is_in_value(const struct neighbourhood *near)
{
    size_t i = near->length;
    while (i > 0 && near->before[i - 1] != '<')
        i--;
    if (i == 0 || i == near->length || !is_name_character(near->before[i]) ||
        near->before[i] == '?')
        return false;
    char quote = '\0';
    for (; i < near->length; i++) {
        char character = near->before[i];
        if (character == quote)
            quote = '\0';
        else if (!quote && (character == '"' || character == '\''))
            quote = character;
    }
    return quote != '\0';
}

/* *error moves to the `&` where that is what has to change. */
static enum malformation classify_reference(const struct neighbourhood *near, uint64_t *error)
{
    size_t i = near->length;
    while (i > 0 && is_name_character(near->before[i - 1]))
        i--;
    if (i == 0 || near->before[i - 1] != '&')
        return MALFORMED_OTHER;
    if (i == near->length)
        *error -= near->back[i - 1];
    if (i == near->length)
        return MALFORMED_BARE_AMPERSAND;
    return near->before[i] == '#' ? MALFORMED_REFERENCE : MALFORMED_ENTITY_WITHOUT_SEMICOLON;
}

static bool is_control(uint32_t code_point)
{
    return (code_point < 0x20 && !text_is_blank((char)code_point)) || code_point == 0xFFFE ||
           code_point == 0xFFFF;
}

/* `uri="sip:a@b.c realm="b.c"`: the quotation mark before the error should open a value. */
static bool is_behind_name(const struct neighbourhood *near)
{
    if (near->length < 2 || near->before[near->length - 2] != '=')
        return false;
    size_t end = near->length - 2;
    size_t i = end;
    while (i > 0 && is_name_character(near->before[i - 1]))
        i--;
    return i > 0 && i < end && text_is_blank(near->before[i - 1]);
}

static enum malformation classify_in_tag(const struct neighbourhood *near)
{
    char last = last_of(near);
    bool name = near->at >= 0x80 || is_name_character((char)near->at);
    if (near->at == '\\' || last == '\\')
        return MALFORMED_C_ESCAPE;
    if (near->at == '<')
        return MALFORMED_LESS_THAN_IN_VALUE;
    bool is_behind_quote = last == '"' || last == '\'';
    if (is_behind_quote && is_behind_name(near))
        return MALFORMED_QUOTE_NOT_CLOSED;
    if (is_behind_quote && name)
        return MALFORMED_MISSING_BLANK;
    size_t i = near->length;
    while (i > 0 && text_is_blank(near->before[i - 1]))
        i--;
    if (i > 0 && near->before[i - 1] == '=')
        return MALFORMED_NOT_QUOTED;
    return MALFORMED_OTHER;
}

static enum malformation classify(const struct chunk *chunk, uint64_t *error)
{
    struct neighbourhood near = look_around(chunk, *error);
    if (near.at_end)
        return MALFORMED_TRUNCATED;
    if (is_control(near.at))
        return MALFORMED_CONTROL_CHARACTER;
    enum malformation reference = classify_reference(&near, error);
    if (reference != MALFORMED_OTHER)
        return reference;
    if (is_in_tag(&near))
        return classify_in_tag(&near);
    if (near.at == '<' && is_in_value(&near))
        return MALFORMED_LESS_THAN_IN_VALUE;
    return MALFORMED_OTHER;
}

/* ---- Where it is ---- */

/* The offset after the character at `byte`, and what that is. */
static uint64_t decode_at(const struct chunk *chunk, uint64_t byte, uint32_t *code_point)
{
    return byte + encoding_decode(&chunk->encoding, chunk_at(chunk, byte),
                                  chunk_at(chunk, chunk_end(chunk)), code_point);
}

/* Does a reference that XML knows by itself follow the `&` before `byte`: &amp; or &#65;? */
static bool is_predefined(const struct chunk *chunk, uint64_t byte)
{
    static const char *const names[] = {"amp", "lt", "gt", "quot", "apos"};
    char name[sizeof "quot;"];
    size_t length = 0;
    uint32_t code_point = 0;
    while (length < sizeof name && byte < chunk_end(chunk) && code_point != ';') {
        byte = decode_at(chunk, byte, &code_point);
        name[length++] = code_point < 0x80 ? (char)code_point : '?';
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (code_point == ';' && text_equal((struct text){name, length - 1}, text_of(names[i])))
            return true;
    }
    return length && name[0] == '#';
}

bool malformed_find_undefined(const struct chunk *chunk, uint64_t from, uint64_t to,
                              uint64_t *reference)
{
    uint32_t first = 0;
    for (bool is_first = true; from < to; is_first = false) {
        uint32_t code_point;
        uint64_t next = decode_at(chunk, from, &code_point);
        if (is_first && (code_point == '"' || code_point == '\''))
            first = code_point;
        else if (first && code_point == first)
            return false;
        if (code_point == '&' && !is_predefined(chunk, next)) {
            *reference = from;
            return true;
        }
        from = next;
    }
    return false;
}

bool malformed_is_section_end(const struct chunk *chunk, uint64_t byte)
{
    static const char section_end[] = "]]>";
    uint64_t before = 2 * encoding_unit(&chunk->encoding);
    if (byte < chunk->origin.byte + before)
        return false;
    byte -= before;
    for (const char *expected = section_end; *expected; expected++) {
        uint32_t code_point = 0;
        if (byte < chunk_end(chunk))
            byte = decode_at(chunk, byte, &code_point);
        if (code_point != (unsigned char)*expected)
            return false;
    }
    return true;
}

/* The first character outside of the root that is neither blank nor begins markup. False when there
 * is none at hand. */
static bool find_stray(const struct chunk *chunk, const struct malformed_error *error,
                       uint64_t *stray)
{
    uint64_t byte = error->markup_end;
    uint32_t code_point = ' ';
    uint64_t at = byte;
    if (byte < chunk->origin.byte)
        byte = chunk->origin.byte;
    while (byte < chunk_end(chunk) && code_point < 0x80 && text_is_blank((char)code_point)) {
        at = byte;
        byte = decode_at(chunk, byte, &code_point);
    }
    uint32_t next = '!';
    if (error->is_after && code_point == '<' && byte < chunk_end(chunk))
        decode_at(chunk, byte, &next);
    if (text_is_blank_code_point(code_point) || (code_point == '<' && (next == '!' || next == '?')))
        return false;
    *stray = at;
    return true;
}

/* The offset where what is wrong at `byte` ends: after a name, else after one character. Of a
 * reference that names nothing it's the `&`: a password with an `&` in it looks like one. */
static uint64_t find_mistake_end(const struct chunk *chunk, enum malformation malformation,
                                 uint64_t byte)
{
    bool is_name =
        malformation == MALFORMED_MISMATCHED_TAG || malformation == MALFORMED_DUPLICATE_ATTRIBUTE;
    uint64_t end = chunk_end(chunk);
    if (end - byte > MALFORMED_AHEAD)
        end = byte + MALFORMED_AHEAD;
    while (byte < end) {
        uint32_t code_point;
        uint64_t next = decode_at(chunk, byte, &code_point);
        bool in_name = code_point >= 0x80 || (code_point && is_name_character((char)code_point));
        if (is_name && !in_name)
            break;
        byte = next;
        if (!is_name)
            break;
    }
    return byte;
}

/* The end of the last line: before the line ends that the file ends with, up to CHUNK_CONTEXT. */
static uint64_t last_line_end(const struct chunk *chunk)
{
    size_t unit = encoding_unit(&chunk->encoding);
    uint64_t end = chunk_end(chunk);
    uint64_t first =
        end - chunk->origin.byte > CHUNK_CONTEXT ? end - CHUNK_CONTEXT : chunk->origin.byte;
    for (uint32_t code_point; end >= first + unit; end -= unit) {
        decode_at(chunk, end - unit, &code_point);
        if (code_point != '\n' && code_point != '\r')
            break;
    }
    return end;
}

static bool is_at(const struct chunk *chunk, uint64_t byte, char character)
{
    uint32_t code_point = 0;
    if (byte < chunk_end(chunk))
        decode_at(chunk, byte, &code_point);
    return code_point == (unsigned char)character;
}

bool malformed_is_encoding(enum malformation malformation)
{
    return malformation == MALFORMED_ENCODING_UNKNOWN ||
           malformation == MALFORMED_ENCODING_CONTRADICTED;
}

enum malformation malformed_explain(struct chunk *chunk, const struct malformed_error *error,
                                    struct range *at)
{
    enum malformation cause = error->cause;
    uint64_t byte = cause == MALFORMED_NOT_ENCODED ? chunk->checked : error->byte;
    if (error->is_outside && !malformed_is_encoding(cause) && find_stray(chunk, error, &byte))
        cause = error->is_after ? MALFORMED_AFTER_ROOT : MALFORMED_TEXT_BEFORE_ROOT;
    else if (cause == MALFORMED_OTHER)
        cause = classify(chunk, &byte);
    if (cause == MALFORMED_UNDEFINED_ENTITY && is_at(chunk, byte, '<'))
        malformed_find_undefined(chunk, byte, chunk_end(chunk), &byte);
    bool is_empty = cause == MALFORMED_TRUNCATED || cause == MALFORMED_EMPTY;
    if (is_empty)
        byte = last_line_end(chunk);
    *at = chunk_range(chunk, byte, is_empty ? byte : find_mistake_end(chunk, cause, byte));
    return cause;
}
