/* SPDX-License-Identifier: MIT */
/* Functions of expat that have successors in later versions, where the old names are deprecated.
 * For scan.c only. */
#ifndef SIPLINT_XML_SUCCESSORS_H
#define SIPLINT_XML_SUCCESSORS_H

#include <expat.h>
#include <stdint.h>

#define EXPAT_IS_FROM(major, minor) \
    (XML_MAJOR_VERSION > (major) || (XML_MAJOR_VERSION == (major) && XML_MINOR_VERSION >= (minor)))

/* The offset of the current event; -1: there's none. */
static inline int64_t current_index(XML_Parser parser)
{
#if EXPAT_IS_FROM(2, 9)
    return XML_GetCurrentByteIndex64(parser);
#else
    return XML_GetCurrentByteIndex(parser);
#endif
}

/* How many bytes it takes. */
static inline uint64_t current_count(XML_Parser parser)
{
#if EXPAT_IS_FROM(2, 9)
    return (uint64_t)XML_GetCurrentByteCount64(parser);
#else
    return (uint64_t)XML_GetCurrentByteCount(parser);
#endif
}

static inline void set_salt(XML_Parser parser, const uint64_t salt[2])
{
#if EXPAT_IS_FROM(2, 8)
    XML_SetHashSalt16Bytes(parser, (const uint8_t *)salt);
#else
    XML_SetHashSalt(parser, (unsigned long)salt[0]);
#endif
}

#endif
