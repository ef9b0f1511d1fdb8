/* SPDX-License-Identifier: MIT */
/* Puts a profile into a carrier. */
#ifndef SIPLINT_TESTS_WRAPPING_H
#define SIPLINT_TESTS_WRAPPING_H

#include "base/text.h"
#include "bytes.h"

#include <check.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum escaping { BY_NAME, BY_DECIMAL, BY_HEXADECIMAL, ESCAPINGS };

struct wrapping {
    const char *before; /* the value */
    const char *after;
    const char *setting;
    char quote;
    enum escaping escaping;
    const char *encoding;
    bool keeps_lines; /* line ends are written as they are, and so become blanks */
};

static inline bool wrapping_has(const char *encoding, uint32_t code_point)
{
    char form[4];
    char room[8];
    size_t length = text_encode(code_point, form);
    iconv_t converter = iconv_open(encoding, "UTF-8");
    char *in = form, *out = room;
    size_t in_left = length, out_left = sizeof room;
    size_t result = iconv(converter, &in, &in_left, &out, &out_left);
    iconv_close(converter);
    return result != (size_t)-1;
}

static inline void wrapping_put(FILE *out, uint32_t code_point, const struct wrapping *wrapping)
{
    static const char signs[] = "&<>\"'";
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    const char *sign = code_point && code_point < 0x80 ? strchr(signs, (int)code_point) : NULL;
    bool is_line_end = code_point == '\n' || code_point == '\r' || code_point == '\t';
    bool must = sign || (is_line_end && !wrapping->keeps_lines) ||
                (code_point >= 0x80 && !wrapping_has(wrapping->encoding, code_point));
    bool may = wrapping->escaping != BY_NAME && code_point % 3 == 0;
    char form[4];
    if (sign && wrapping->escaping == BY_NAME)
        fputs(names[sign - signs], out);
    else if (!must && !may)
        fwrite(form, 1, text_encode(code_point, form), out);
    else
        fprintf(out, wrapping->escaping == BY_HEXADECIMAL ? "&#x%x;" : "&#%u;", code_point);
}

static inline struct bytes wrapping_convert(struct bytes text, const char *encoding)
{
    struct bytes out = {malloc(4 * text.length + 4), 0};
    iconv_t converter = iconv_open(encoding, "UTF-8");
    char *in = text.bytes, *to = out.bytes;
    size_t in_left = text.length, out_left = 4 * text.length + 4;
    ck_assert_uint_ne(iconv(converter, &in, &in_left, &to, &out_left), (size_t)-1);
    iconv_close(converter);
    out.length = (size_t)(to - out.bytes);
    bytes_free(text);
    return out;
}

static inline bool wrapping_is(const struct wrapping *wrapping, const char *start)
{
    return strncmp(wrapping->encoding, start, strlen(start)) == 0;
}

/* The profile, UTF-8, in a carrier. */
static inline struct bytes wrap(const char *profile, const struct wrapping *wrapping)
{
    struct bytes carrier = {NULL, 0};
    FILE *out = open_memstream(&carrier.bytes, &carrier.length);
    const char *end = profile + strlen(profile);
    if (wrapping_is(wrapping, "UTF-16"))
        fputs("\xEF\xBB\xBF", out);
    if (wrapping_is(wrapping, "WINDOWS"))
        fprintf(out, "<?xml version='1.0' encoding='%s'?>", wrapping->encoding);
    fputs(wrapping->before, out);
    for (const char *at = profile; at < end;) {
        uint32_t code_point;
        at += text_decode(at, end, &code_point);
        wrapping_put(out, code_point, wrapping);
    }
    fputs(wrapping->after, out);
    fclose(out);
    return wrapping_convert(carrier, wrapping->encoding);
}

#endif
