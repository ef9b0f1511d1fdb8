/* SPDX-License-Identifier: MIT */
/*
 * A document that stands escaped in an attribute's value of another one, the outer document: its
 * text, and where each byte of that is written there, as a character, an entity, a character
 * reference, or a line end that became a blank (XML 1.0 sections 3.3.3 and 4.1).
 *
 * The text is UTF-8; offsets in it are bytes, from 0. Embed one, zeroed; tag_embed() fills it. It
 * takes four bytes for each of the text, and a value is no longer than the longest tag.
 */
#ifndef SIPLINT_XML_EMBEDDED_H
#define SIPLINT_XML_EMBEDDED_H

#include "xml/encoding.h"

struct embedded {
    char *text; /* owned, as are the two below */
    size_t length;
    size_t capacity;
    uint32_t *written;   /* by byte of the text, and for its end: offset in the value */
    struct place *marks; /* places some way apart, from the value's start on, to look up others */
    size_t mark_count;
    size_t mark_capacity;
    struct place located; /* the one that was looked up last */
    char quote;           /* that the value is between */
    /* The outer document's; borrowed. */
    const struct encoding *encoding;
    const unsigned char *value;
};

/* Where one stands, and how far it was found well-formed: offsets in the outer document. */
struct embedded_part {
    uint64_t from;
    uint64_t to;
    uint64_t trusted; /* UINT64_MAX: to its end */
};

/* A value begins at that place. */
void embedded_begin(struct embedded *embedded, const struct encoding *encoding,
                    const unsigned char *value, struct place start, char quote);

/* At this offset in the value the character is written that comes next in the text. */
void embedded_add(struct embedded *embedded, uint32_t code_point, size_t at);

/* And there the value ends. */
void embedded_end(struct embedded *embedded, size_t at);

/* The place in the outer document of a byte of the text that a character begins with, or of its
 * end. Looking up rising offsets takes the time of one way through the value. */
struct place embedded_place(struct embedded *embedded, uint64_t byte);

void embedded_free(struct embedded *embedded);

#endif
