/* SPDX-License-Identifier: MIT */
/*
 * The bytes of a document as code points: are they valid, and where are they?
 *
 * UTF-8 after RFC 3629 (no overlong forms, no surrogates, nothing over U+10FFFF), UTF-16 after
 * RFC 2781 (no surrogate without its other half), and single-byte character sets.
 */
#ifndef SIPLINT_XML_ENCODING_H
#define SIPLINT_XML_ENCODING_H

#include "base/range.h"
#include "xml/charset.h"

#include <stdbool.h>
#include <stddef.h>

enum encoding_form {
    ENCODING_UTF_8,
    ENCODING_UTF_16_LITTLE,
    ENCODING_UTF_16_BIG,
    ENCODING_BYTE, /* one byte a code point */
};

struct encoding {
    enum encoding_form form;
    const struct charset *charset; /* of ENCODING_BYTE, else NULL */
};

/* So many of a document's first bytes are needed to tell its form. */
#define ENCODING_HEAD 4

/*
 * The form that the first bytes of a document show (XML 1.0 appendix F.1), by default UTF-8, which
 * a declaration may replace. *mark_length: of its byte order mark.
 */
enum encoding_form encoding_sniff(const unsigned char *head, size_t length, size_t *mark_length);

/* Is a byte below 0x80 the ASCII character? */
static inline bool encoding_is_ascii_based(const struct encoding *encoding)
{
    return encoding->form == ENCODING_UTF_8 || encoding->form == ENCODING_BYTE;
}

/* How many bytes the smallest characters take: 2 in UTF-16, else 1. */
static inline size_t encoding_unit(const struct encoding *encoding)
{
    return encoding_is_ascii_based(encoding) ? 1 : 2;
}

/* What the bytes after those that are valid are. */
enum encoding_rest {
    ENCODING_COMPLETE,   /* there are none */
    ENCODING_INCOMPLETE, /* the beginning of a character */
    ENCODING_INVALID,    /* no beginning of any character */
};

/* How many of the bytes, which begin with a character, are valid. */
size_t encoding_valid(const struct encoding *encoding, const unsigned char *bytes,
                      const unsigned char *end, enum encoding_rest *rest);

/* Takes one code point off the front of [bytes, end), not empty; returns how many bytes it took. An
 * invalid one is TEXT_INVALID, or a lone surrogate, and takes the smallest number of bytes. */
size_t encoding_decode_any(const struct encoding *encoding, const unsigned char *bytes,
                           const unsigned char *end, uint32_t *code_point);

static inline size_t encoding_decode(const struct encoding *encoding, const unsigned char *bytes,
                                     const unsigned char *end, uint32_t *code_point)
{
    if (*bytes >= 0x80 || !encoding_is_ascii_based(encoding))
        return encoding_decode_any(encoding, bytes, end, code_point);
    *code_point = *bytes;
    return 1;
}

/* The last place at or before `at` in [bytes, …) where a character begins that no CR comes before
 * whose LF it is. */
const unsigned char *encoding_boundary(const struct encoding *encoding, const unsigned char *bytes,
                                       const unsigned char *at);

/* Moves `place` from `bytes` to `end`. Neither may be between a CR and its LF, nor before a byte
 * order mark. */
void encoding_advance(const struct encoding *encoding, struct place *place,
                      const unsigned char *bytes, const unsigned char *end);

/* How many lines end in [bytes, end); neither may be between a CR and its LF. */
uint32_t encoding_count_lines(const struct encoding *encoding, const unsigned char *bytes,
                              const unsigned char *end);

/*
 * Moves `place` back, from `from` to `to`, which doesn't take longer the more there is before it.
 * False, and nothing is moved, when it can't be told without what comes before: `to` is in the line
 * that `start` is in, or a line ends with a CR alone, or it's UTF-16.
 */
bool encoding_retreat(const struct encoding *encoding, struct place *place,
                      const unsigned char *start, const unsigned char *from,
                      const unsigned char *to);

#endif
