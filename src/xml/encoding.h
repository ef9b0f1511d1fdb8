/* SPDX-License-Identifier: MIT */
/*
 * The bytes of a document as code points, for finding places in them. expat has accepted the bytes
 * before; what it couldn't have accepted is passed over one byte at a time.
 */
#ifndef SIPLINT_XML_ENCODING_H
#define SIPLINT_XML_ENCODING_H

#include "base/range.h"

#include <stdbool.h>
#include <stddef.h>

enum encoding_form {
    ENCODING_UTF_8,
    ENCODING_UTF_16_LITTLE,
    ENCODING_UTF_16_BIG,
    ENCODING_BYTE, /* one byte a code point: US-ASCII, ISO 8859-1, and what iconv knows */
};

struct encoding {
    enum encoding_form form;
    const int
        *map; /* ENCODING_BYTE: the code points of the 256 bytes (-1: none); NULL: ISO 8859-1 */
};

/* The form that the first bytes of a document show; a UTF-8 that a declaration may still replace is
 * the default. */
enum encoding_form encoding_sniff(const unsigned char *head, size_t length, size_t *mark_length);

/* What a single-byte encoding's bytes stand for. Embed one, zeroed. */
struct encoding_map {
    char name[64];
    int code_points[256]; /* -1: none */
};

/*
 * Fills the map for the encoding of that name, unless it's that already: asking iconv takes as long
 * as linting a small file. False when iconv doesn't know it or when it isn't a single-byte
 * encoding.
 */
bool encoding_load_map(const char *name, struct encoding_map *map);

/* Is a byte below 0x80 the ASCII character? expat takes no single-byte encoding that isn't so. */
static inline bool encoding_is_ascii_based(const struct encoding *encoding)
{
    return encoding->form == ENCODING_UTF_8 || encoding->form == ENCODING_BYTE;
}

/* How many bytes the smallest characters take: 2 in UTF-16, else 1. */
static inline size_t encoding_unit(const struct encoding *encoding)
{
    return encoding_is_ascii_based(encoding) ? 1 : 2;
}

/* Takes one code point off the front of [bytes, end), not empty; returns how many bytes it took. */
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

/* Do the bytes hold this ASCII text, whose first character doesn't come again in it? */
bool encoding_finds(const struct encoding *encoding, const unsigned char *bytes,
                    const unsigned char *end, const char *ascii);

/* Moves `place` from `bytes` to `end`. Neither may stand between a CR and its LF. A byte order mark
 * counts no column. */
void encoding_advance(const struct encoding *encoding, struct place *place,
                      const unsigned char *bytes, const unsigned char *end);

/*
 * Moves `place` back, from `from` to `to`, which doesn't take longer the more there is before it.
 * False, and nothing is moved, when it can't be told without what comes before: `to` is in the line
 * that `start` is in, or a line ends with a CR alone, or it's UTF-16.
 */
bool encoding_retreat(const struct encoding *encoding, struct place *place,
                      const unsigned char *start, const unsigned char *from,
                      const unsigned char *to);

#endif
