/* SPDX-License-Identifier: MIT */
/* Text that is safe to show. */
#include "findings/message.h"
#include "base/lookalike.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

struct argument word(const char *constant)
{
    return (struct argument){.kind = ARGUMENT_WORD, .text = text_of(constant)};
}

struct argument number(uint64_t value)
{
    return (struct argument){.kind = ARGUMENT_NUMBER, .number = value};
}

struct argument path(const char *name)
{
    return (struct argument){.kind = ARGUMENT_PATH, .text = text_of(name)};
}

struct argument code_point(uint32_t value)
{
    return (struct argument){.kind = ARGUMENT_CODE_POINT, .number = value};
}

/*
 * Code points that act on a terminal, a log or a reader's eye instead of showing: Unicode 15.0
 * controls (Cc), format characters (Cf) and other default-ignorable ones, line and paragraph
 * separators, private use and non-characters at the end of a plane.
 */
static bool is_invisible(uint32_t code_point)
{
    static const struct {
        uint32_t first, last;
    } hidden[] = {
        {0x0000, 0x001F},   {0x007F, 0x009F},   {0x00AD, 0x00AD},    {0x034F, 0x034F},
        {0x0600, 0x0605},   {0x061C, 0x061C},   {0x06DD, 0x06DD},    {0x070F, 0x070F},
        {0x0890, 0x0891},   {0x08E2, 0x08E2},   {0x115F, 0x1160},    {0x17B4, 0x17B5},
        {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},    {0x2060, 0x206F},
        {0x3164, 0x3164},   {0xD800, 0xF8FF},   {0xFDD0, 0xFDEF},    {0xFE00, 0xFE0F},
        {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},    {0xFFFE, 0xFFFF},
        {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F},  {0x1BCA0, 0x1BCA3},
        {0x1D173, 0x1D17A}, {0x1FFFE, 0x1FFFF}, {0xE0000, 0x10FFFF},
    };
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        if (code_point <= hidden[i].last)
            return code_point >= hidden[i].first;
    }
    return false;
}

static char hex_digit(uint32_t value)
{
    return "0123456789abcdef"[value & 15];
}

static size_t put_unicode_escape(uint32_t code_point, char *out)
{
    size_t length = 3;
    int shift = 20;
    memcpy(out, "\\u{", 3);
    while (shift > 0 && !(code_point >> shift))
        shift -= 4;
    for (; shift >= 0; shift -= 4)
        out[length++] = hex_digit(code_point >> shift);
    out[length++] = '}';
    return length;
}

/* The visible form of one code point; `out` has room for "\u{10ffff}". */
static size_t make_visible(uint32_t code_point, unsigned char raw_byte, char *out)
{
    static const struct {
        uint32_t code_point;
        char letter;
    } short_forms[] = {{'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}};
    out[0] = '\\';
    if (code_point == TEXT_INVALID) {
        out[1] = 'x';
        out[2] = hex_digit(raw_byte >> 4);
        out[3] = hex_digit(raw_byte);
        return 4;
    }
    for (size_t i = 0; i < sizeof short_forms / sizeof *short_forms; i++) {
        if (code_point == short_forms[i].code_point) {
            out[1] = short_forms[i].letter;
            return 2;
        }
    }
    return is_invisible(code_point) ? put_unicode_escape(code_point, out)
                                    : text_encode(code_point, out);
}

size_t message_visible_in_value(uint32_t code_point, unsigned char raw_byte,
                                char out[MESSAGE_VISIBLE_ROOM])
{
    size_t length = lookalike_is_blank(code_point) ? put_unicode_escape(code_point, out)
                                                   : make_visible(code_point, raw_byte, out);
    out[length] = '\0';
    return length;
}

size_t message_visible(uint32_t code_point, unsigned char raw_byte, char *out, size_t room)
{
    char form[16];
    size_t length = make_visible(code_point, raw_byte, form);
    if (length + 1 > room) {
        if (room)
            *out = '\0';
        return 0;
    }
    memcpy(out, form, length);
    out[length] = '\0';
    return length;
}

/* Where a message grows: first it's measured, with `out` NULL, then written. */
struct composer {
    char *out;
    size_t length;
};

static void put_bytes(struct composer *composer, const char *bytes, size_t length)
{
    if (composer->out)
        memcpy(composer->out + composer->length, bytes, length);
    composer->length += length;
}

static void put_digits(struct composer *composer, uint64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    put_bytes(composer, digits + at, sizeof digits - at);
}

struct argument quoted(struct harmless value)
{
    return (struct argument){.kind = ARGUMENT_QUOTED, .text = value.text, .shown = value.shown};
}

/* At most `limit` code points of a value, and what stands for the rest. */
static void put_harmless(struct composer *composer, struct text value, size_t harmless,
                         size_t limit)
{
    const char *at = value.bytes;
    const char *end = at + harmless;
    size_t shown = 0;
    while (at < end && shown++ < limit) {
        uint32_t code_point;
        char form[MESSAGE_VISIBLE_ROOM];
        size_t taken = text_decode(at, end, &code_point);
        put_bytes(composer, form, message_visible_in_value(code_point, (unsigned char)*at, form));
        at += taken;
    }
    if (at < end)
        put_bytes(composer, "…", strlen("…"));
    else if (harmless < value.length)
        put_bytes(composer, MESSAGE_MASK, strlen(MESSAGE_MASK));
}

static void put_quoted(struct composer *composer, const struct argument *argument)
{
    put_bytes(composer, "\"", 1);
    put_harmless(composer, argument->text, argument->shown, MESSAGE_QUOTED_LIMIT);
    put_bytes(composer, "\"", 1);
}

static void put_path(struct composer *composer, struct text path)
{
    const char *end = path.bytes + path.length;
    for (const char *at = path.bytes; at < end;) {
        uint32_t code_point;
        char form[MESSAGE_VISIBLE_ROOM];
        size_t taken = text_decode(at, end, &code_point);
        put_bytes(composer, form, make_visible(code_point, (unsigned char)*at, form));
        at += taken;
    }
}

/* Four digits, or as many as it has. */
static void put_code_point_number(struct composer *composer, uint64_t value)
{
    char digits[16];
    int length = snprintf(digits, sizeof digits, "U+%04X", (unsigned)value);
    put_bytes(composer, digits, (size_t)length);
}

static void put_argument(struct composer *composer, const struct argument *argument)
{
    switch (argument->kind) {
    case ARGUMENT_WORD:
        put_bytes(composer, argument->text.bytes, argument->text.length);
        break;
    case ARGUMENT_PATH:
        put_path(composer, argument->text);
        break;
    case ARGUMENT_QUOTED:
        put_quoted(composer, argument);
        break;
    case ARGUMENT_NUMBER:
        put_digits(composer, argument->number);
        break;
    case ARGUMENT_CODE_POINT:
        put_code_point_number(composer, argument->number);
        break;
    case ARGUMENT_END:
        assert(false && "a message has more {} than arguments");
        break;
    }
}

static void compose(struct composer *composer, const char *pattern,
                    const struct argument *arguments)
{
    while (*pattern) {
        size_t plain = strcspn(pattern, "{");
        put_bytes(composer, pattern, plain);
        pattern += plain;
        if (pattern[0] == '{' && pattern[1] == '}') {
            put_argument(composer, arguments);
            arguments += arguments->kind != ARGUMENT_END;
            pattern += 2;
        } else if (*pattern) {
            put_bytes(composer, pattern++, 1);
        }
    }
}

const char *message_compose(struct arena *arena, const char *pattern,
                            const struct argument *arguments)
{
    struct composer composer = {0};
    compose(&composer, pattern, arguments);
    composer = (struct composer){.out = arena_take(arena, composer.length + 1)};
    compose(&composer, pattern, arguments);
    return composer.out;
}

const char *message_value(struct arena *arena, struct harmless value)
{
    struct composer composer = {0};
    put_harmless(&composer, value.text, value.shown, SIZE_MAX);
    composer = (struct composer){.out = arena_take(arena, composer.length + 1)};
    put_harmless(&composer, value.text, value.shown, SIZE_MAX);
    return composer.out;
}
