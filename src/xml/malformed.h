/* SPDX-License-Identifier: MIT */
/*
 * What is wrong with a text that isn't well-formed, and where the character to change is: found by
 * a table from the bytes of the markup in which the parser gave up, and MALFORMED_AHEAD after it at
 * most. So it's the same however the bytes arrived, and however long what comes before it is.
 */
#ifndef SIPLINT_XML_MALFORMED_H
#define SIPLINT_XML_MALFORMED_H

#include "xml/malformation.h"

/* Room for a name that could be one of a schema's. */
#define MALFORMED_NAME_ROOM 32

struct malformed {
    enum malformation cause;
    struct range at;                     /* the character to change */
    struct range edits[MALFORMED_EDITS]; /* the bytes to replace; empty where something is missing.
                                            Line 0: no more */
    struct malformed_references references;
    uint32_t character;             /* the first one at `at`; the quotation mark that's missing */
    bool is_last;                   /* it's an end tag, and no other follows in what is looked at */
    struct place opened;            /* where the markup begins that isn't closed */
    char name[MALFORMED_NAME_ROOM]; /* of the end tag that doesn't match, the tag that isn't closed,
                                       or else the attribute: UTF-8; "": there's none, or a longer
                                       one */
};

/* Its cause, and where the character to change is. */
struct malformed malformed_explain(struct chunk *chunk, const struct malformed_error *said);

/* Is it about the declared encoding? */
bool malformed_is_encoding(enum malformation malformation);

/* The first reference in the bytes [from, to) that names nothing, as no entity is ever declared
 * here: neither a character nor one of the five that XML knows. When they begin with a quotation
 * mark, only up to the next of its kind. False when there is none. */
bool malformed_find_undefined(const struct chunk *chunk, uint64_t from, uint64_t to,
                              uint64_t *reference);

#endif
