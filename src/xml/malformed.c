/* SPDX-License-Identifier: MIT */
/*
 * What an administrator did, guessed from what stands before and at the place where expat gave up.
 * Only ASCII matters for that, so the neighbourhood is first made one byte a character.
 */
#include "xml/malformed.h"

#include <string.h>

#define REPLACEMENT 0xFFFD /* for a character that isn't known yet, but isn't ASCII */
#define BEFORE 256         /* how far to look back; more than any name or entity of a profile */

/* The characters before the error, as ASCII ('?' for all else), and the one at it. */
struct neighbourhood {
    char before[BEFORE + 1];
    size_t length;
    uint32_t at;
    bool at_end;
};

/* How many bytes a UTF-8 character that starts with this one takes; 0: none starts so. */
static size_t utf_8_length(unsigned char first)
{
    if (first < 0xC2 || first > 0xF4)
        return first < 0x80;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* Does the input, as far as it has come, end within the character at the error? expat doesn't wait
 * for the rest when it can't be right. */
static bool is_cut_off(const struct error_context *context)
{
    size_t left = (size_t)(context->end - context->error);
    if (context->encoding->form != ENCODING_UTF_8 || left >= utf_8_length(*context->error))
        return false;
    for (size_t i = 1; i < left; i++) {
        if ((context->error[i] & 0xC0) != 0x80)
            return false;
    }
    return true;
}

static struct neighbourhood look_around(const struct error_context *context)
{
    struct neighbourhood near = {.at_end = context->error >= context->end};
    size_t unit = encoding_unit(context->encoding);
    size_t back = (size_t)(context->error - context->start);
    if (back > BEFORE * unit)
        back = BEFORE * unit;
    back -= back % unit;
    for (const unsigned char *byte = context->error - back; byte < context->error;) {
        uint32_t code_point;
        byte += encoding_decode(context->encoding, byte, context->error, &code_point);
        near.before[near.length++] = code_point < 0x80 ? (char)code_point : '?';
    }
    if (!near.at_end && is_cut_off(context))
        near.at = REPLACEMENT;
    else if (!near.at_end)
        encoding_decode(context->encoding, context->error, context->end, &near.at);
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

/* Directly behind text, and that behind nothing, a comment or a declaration? */
static bool is_behind_text(const struct neighbourhood *near)
{
    size_t i = near->length;
    while (i > 0 && near->before[i - 1] != '<' && near->before[i - 1] != '>')
        i--;
    if (i == near->length || text_is_blank(last_of(near)))
        return false;
    if (i == 0)
        return near->length < BEFORE;
    return i > 1 && near->before[i - 1] == '>' && text_is_one_of(near->before[i - 2], "?-");
}

static enum malformation classify_reference(const struct neighbourhood *near)
{
    size_t i = near->length;
    while (i > 0 && is_name_character(near->before[i - 1]))
        i--;
    if (i == 0 || near->before[i - 1] != '&')
        return MALFORMED_OTHER;
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

enum malformation malformed_classify(const struct error_context *context)
{
    struct neighbourhood near = look_around(context);
    if (near.at_end)
        return MALFORMED_TRUNCATED;
    if (near.at == TEXT_INVALID)
        return MALFORMED_NOT_ENCODED;
    if (is_control(near.at))
        return MALFORMED_CONTROL_CHARACTER;
    enum malformation reference = classify_reference(&near);
    if (reference != MALFORMED_OTHER)
        return reference;
    if (is_in_tag(&near))
        return classify_in_tag(&near);
    if (near.at == '<' && is_in_value(&near))
        return MALFORMED_LESS_THAN_IN_VALUE;
    if (near.at == '<' && is_behind_text(&near))
        return MALFORMED_TEXT_IN_FRONT;
    return MALFORMED_OTHER;
}

/* Does a reference that XML knows by itself begin behind the `&` before `byte`: &amp; or &#65;? */
static bool is_predefined(const struct error_context *context, const unsigned char *byte)
{
    static const char *const names[] = {"amp", "lt", "gt", "quot", "apos"};
    char name[sizeof "quot;"];
    size_t length = 0;
    uint32_t code_point = 0;
    while (length < sizeof name && byte < context->end && code_point != ';') {
        byte += encoding_decode(context->encoding, byte, context->end, &code_point);
        name[length++] = code_point < 0x80 ? (char)code_point : '?';
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (code_point == ';' && text_equal((struct text){name, length - 1}, text_of(names[i])))
            return true;
    }
    return length && name[0] == '#';
}

/* The first reference from the error on that names nothing: a document that declares entities isn't
 * parsed as far as this. */
static const unsigned char *find_undefined(const struct error_context *context)
{
    const unsigned char *byte = context->error;
    while (byte < context->end) {
        uint32_t code_point;
        const unsigned char *next =
            byte + encoding_decode(context->encoding, byte, context->end, &code_point);
        if (code_point == '&' && !is_predefined(context, next))
            return byte;
        byte = next;
    }
    return context->error;
}

struct place malformed_start(struct error_context *context, enum malformation malformation,
                             struct place error)
{
    const unsigned char *from = context->error;
    if (malformation == MALFORMED_UNDEFINED_ENTITY)
        context->error = find_undefined(context);
    encoding_advance(context->encoding, &error, from, context->error);
    return error;
}

/* How many bytes from the error on belong to what is wrong. */
static size_t measure(const struct error_context *context, enum malformation malformation)
{
    bool is_reference = false;
    bool is_name =
        malformation == MALFORMED_MISMATCHED_TAG || malformation == MALFORMED_DUPLICATE_ATTRIBUTE;
    const unsigned char *byte = context->error;
    if (byte < context->end && is_cut_off(context))
        return utf_8_length(*byte);
    while (byte < context->end) {
        uint32_t code_point;
        size_t taken = encoding_decode(context->encoding, byte, context->end, &code_point);
        bool in_name = code_point >= 0x80 || (code_point && is_name_character((char)code_point));
        if (is_name && !in_name)
            break;
        is_reference |= code_point == '&' && malformation == MALFORMED_UNDEFINED_ENTITY;
        byte += taken;
        if (is_reference ? code_point == ';' : !is_name)
            break;
    }
    return (size_t)(byte - context->error);
}

struct place malformed_end(const struct error_context *context, enum malformation malformation,
                           struct place start)
{
    struct place end = start;
    size_t length = measure(context, malformation);
    if (length <= (size_t)(context->end - context->error)) {
        encoding_advance(context->encoding, &end, context->error, context->error + length);
    } else { /* not all bytes have come */
        end.byte += length;
        end.column++;
    }
    return end;
}
