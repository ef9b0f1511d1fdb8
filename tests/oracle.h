/* SPDX-License-Identifier: MIT */
/*
 * What iconv and a plain count say of a document: where a byte is, and what bytes stand for. Check
 * writes to a file at every assertion, so these look first and only then complain.
 */
#ifndef SIPLINT_TESTS_ORACLE_H
#define SIPLINT_TESTS_ORACLE_H

#include "base/range.h"
#include "support.h"

/* Opening one takes long, so the last one is kept. (iconv_t)-1: iconv doesn't know the encoding. */
static inline iconv_t oracle_converter(const char *encoding)
{
    static iconv_t converter = (iconv_t)-1;
    static char name[64];
    if (strcmp(name, encoding) != 0) {
        if (converter != (iconv_t)-1)
            iconv_close(converter);
        converter = iconv_open("UTF-32LE", encoding);
        snprintf(name, sizeof name, "%s", encoding);
    }
    if (converter != (iconv_t)-1)
        iconv(converter, NULL, NULL, NULL, NULL);
    return converter;
}

/* The code points of the bytes, to be freed; NULL when iconv doesn't take them all. */
static inline uint32_t *oracle_try_decode(struct text bytes, const char *encoding, size_t *count)
{
    iconv_t converter = oracle_converter(encoding);
    if (converter == (iconv_t)-1)
        return NULL;
    size_t room = 4 * bytes.length + 16, in_left = bytes.length, out_left = room;
    uint32_t *code_points = malloc(room);
    char *in = (char *)(uintptr_t)bytes.bytes, *out = (char *)code_points;
    size_t result = in_left ? iconv(converter, &in, &in_left, &out, &out_left) : 0;
    if (result == (size_t)-1 || in_left) {
        free(code_points);
        return NULL;
    }
    iconv(converter, NULL, NULL, &out, &out_left);
    *count = (room - out_left) / 4;
    return code_points;
}

static inline bool oracle_takes(struct text bytes, const char *encoding)
{
    size_t count;
    uint32_t *code_points = oracle_try_decode(bytes, encoding, &count);
    free(code_points);
    return code_points != NULL;
}

/* The same code points; it's a failure when iconv doesn't take all of the bytes. */
static inline uint32_t *oracle_decode(struct text bytes, const char *encoding, size_t *count)
{
    uint32_t *code_points = oracle_try_decode(bytes, encoding, count);
    if (!code_points)
        ck_abort_msg("%zu bytes aren't %s", bytes.length, encoding);
    return code_points;
}

/* The bytes as UTF-8; the caller frees it. */
static inline char *oracle_utf_8(struct text bytes, const char *encoding)
{
    size_t count, length = 0;
    uint32_t *code_points = oracle_decode(bytes, encoding, &count);
    char *out = malloc(4 * count + 1);
    for (size_t i = 0; i < count; i++)
        length += text_encode(code_points[i], out + length);
    out[length] = '\0';
    free(code_points);
    return out;
}

/* The place of a byte of the document. */
static inline struct place oracle_place(struct text document, const char *encoding, uint64_t byte)
{
    struct place place = {byte, 1, 1};
    size_t count;
    uint32_t *code_points = oracle_decode(text_slice(document, 0, byte), encoding, &count);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 && code_points[i] == 0xFEFF)
            continue;
        bool ends_line = code_points[i] == '\r' || code_points[i] == '\n';
        bool is_half = code_points[i] == '\n' && i > 0 && code_points[i - 1] == '\r';
        if (is_half)
            continue;
        place.line += ends_line;
        place.column = ends_line ? 1 : place.column + 1;
    }
    free(code_points);
    return place;
}

static inline void oracle_check_place(struct text document, const char *encoding,
                                      const struct place *place, const char *what)
{
    struct place expected = oracle_place(document, encoding, place->byte);
    if (expected.line != place->line || expected.column != place->column)
        ck_abort_msg("%s, %s: byte %lu is %u:%u, not %u:%u", encoding, what,
                     (unsigned long)place->byte, expected.line, expected.column, place->line,
                     place->column);
}

static inline void oracle_check(struct text document, const char *encoding,
                                const struct range *range, const char *what)
{
    const struct place *places[] = {&range->start, &range->end};
    if (range->start.byte > range->end.byte || range->end.byte > document.length)
        ck_abort_msg("%s, %s: %lu-%lu is no range", encoding, what,
                     (unsigned long)range->start.byte, (unsigned long)range->end.byte);
    for (size_t i = 0; i < 2; i++)
        oracle_check_place(document, encoding, places[i], what);
}

/* The bytes of a range as UTF-8; the caller frees it. */
static inline char *oracle_slice(struct text document, const char *encoding,
                                 const struct range *range)
{
    return oracle_utf_8(text_slice(document, range->start.byte, range->end.byte), encoding);
}

/* A raw attribute value as XML 1.0 section 3.3.3 has it: references resolved, blanks made spaces.
 */
static inline char *oracle_normalise(const char *raw)
{
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    char *out = malloc(strlen(raw) + 1);
    size_t length = 0;
    while (*raw) {
        size_t i = 0;
        while (i < 5 && strncmp(raw, names[i], strlen(names[i])) != 0)
            i++;
        if (i < 5) {
            out[length++] = "&<>\"'"[i];
            raw += strlen(names[i]);
        } else if (raw[0] == '&' && raw[1] == '#') {
            char *end;
            bool hex = raw[2] == 'x';
            length +=
                text_encode((uint32_t)strtoul(raw + 2 + hex, &end, hex ? 16 : 10), out + length);
            raw = end + 1;
        } else if (raw[0] == '\r' && raw[1] == '\n') {
            out[length++] = ' ';
            raw += 2;
        } else {
            out[length++] = text_is_blank(*raw) ? ' ' : *raw;
            raw++;
        }
    }
    out[length] = '\0';
    return out;
}

#endif
