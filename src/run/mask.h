/* SPDX-License-Identifier: MIT */
/*
 * Decides what of a source line may be shown. It lets through what is known to be harmless and
 * hides all else, rather than looking for secrets: punctuation, names, and of the values of
 * attributes that the schema has what harmless.h says. Text, comments, what is within data,
 * attributes that the schema doesn't have, and values with a reference in them stay hidden.
 *
 * A document that isn't well-formed can't be trusted: a quotation mark that is missing makes a
 * value of what was none. There a value is shown only when its whole tag comes before the place
 * where expat gave up, and a name only when the schema has it. Of a DOCTYPE, the declarations in it
 * and the XML declaration, the words that they're made of are shown in any document.
 *
 * A profile that is embedded in a value is read as a document of its own: of that only what is
 * written there for what would be shown is shown.
 *
 * The mask goes through the document from its start, a code point at a time, and remembers the last
 * MASK_MEMORY of a line, since whether something may be shown is known at its end.
 */
#ifndef SIPLINT_RUN_MASK_H
#define SIPLINT_RUN_MASK_H

#include "run/mask_reader.h"
#include "xml/embedded.h"

#define MASK_REFERENCE_ROOM 16

/* A reference in an embedded profile, as far as it was read. */
struct mask_reference {
    bool is_open;
    uint64_t byte;
    uint32_t column;
    char name[MASK_REFERENCE_ROOM]; /* cut */
    size_t length;
};

struct mask {
    struct mask_line line;
    struct mask_reader document;
    const struct embedded_part *embedded; /* the profiles that are still to come; borrowed */
    size_t embedded_count;
    bool is_in_embedded;        /* the first of these has begun */
    struct mask_reader profile; /* in an embedded one */
    struct mask_reference reference;
};

/* The embedded profiles are borrowed. */
void mask_begin(struct mask *mask, uint64_t trusted, const struct embedded_part *embedded,
                size_t embedded_count);

/* The next code point of the document, which starts at that byte; not a line end. */
void mask_take(struct mask *mask, uint32_t code_point, uint64_t byte);

/* The line ends, by what starts at that byte. */
void mask_end_line(struct mask *mask, uint64_t byte);

#endif
