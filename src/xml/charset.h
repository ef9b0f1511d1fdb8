/* SPDX-License-Identifier: MIT */
/*
 * The single-byte character sets that an XML declaration may name, from the table charset.def. They
 * are our own, and not iconv's, because iconv knows others on each system, loads modules that the
 * text would choose, and can fail for want of descriptors. Multi-byte sets are never known.
 */
#ifndef SIPLINT_XML_CHARSET_H
#define SIPLINT_XML_CHARSET_H

#include "base/text.h"

#include <stdint.h>

/* One byte stands for one code point; below 0x80 it's ASCII. */
struct charset {
    const char *name;      /* as IANA registers it */
    const char *other;     /* another name that programs write, or NULL */
    unsigned first;        /* below it a byte is the code point of that number */
    const uint16_t *upper; /* of the bytes from `first` to 0xFF; NULL: these stand for nothing */
};

/* The code point for a byte; TEXT_INVALID: it stands for none. */
static inline uint32_t charset_decode(const struct charset *charset, unsigned char byte)
{
    if (byte < charset->first)
        return byte;
    uint32_t code_point = charset->upper ? charset->upper[byte - charset->first] : 0xFFFD;
    return code_point == 0xFFFD ? TEXT_INVALID : code_point;
}

/* Fills in what each byte stands for, as expat wants it: -1 for none. */
void charset_map(const struct charset *charset, int map[256]);

/* The set of that name, in any letter case; NULL when there is none. */
const struct charset *charset_find(struct text name);

#endif
