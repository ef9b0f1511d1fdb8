/* SPDX-License-Identifier: MIT */
/*
 * What is wrong with a text that isn't well-formed, and where the character to change is: found
 * from the bytes around the place where the parser gave up, MALFORMED_AHEAD after it and
 * CHUNK_CONTEXT before it at most. So it's the same however the bytes arrived.
 */
#ifndef SIPLINT_XML_MALFORMED_H
#define SIPLINT_XML_MALFORMED_H

#include "xml/chunk.h"

/* So many bytes after an error must be at hand, or all that there are. */
#define MALFORMED_AHEAD 4096

enum malformation {
    MALFORMED_OTHER,
    MALFORMED_EMPTY,
    MALFORMED_TRUNCATED,
    MALFORMED_MISSING_BLANK,
    MALFORMED_QUOTE_NOT_CLOSED,
    MALFORMED_BARE_AMPERSAND,
    MALFORMED_ENTITY_WITHOUT_SEMICOLON,
    MALFORMED_UNDEFINED_ENTITY,
    MALFORMED_LESS_THAN_IN_VALUE,
    MALFORMED_NOT_QUOTED,
    MALFORMED_TEXT_BEFORE_DECLARATION,
    MALFORMED_MISMATCHED_TAG,
    MALFORMED_DUPLICATE_ATTRIBUTE,
    MALFORMED_AFTER_ROOT,
    MALFORMED_TEXT_BEFORE_ROOT,
    MALFORMED_C_ESCAPE,
    MALFORMED_CONTROL_CHARACTER,
    MALFORMED_NOT_ENCODED,
    MALFORMED_ENCODING_CONTRADICTED,
    MALFORMED_ENCODING_UNKNOWN,
    MALFORMED_PREFIX,
    MALFORMED_REFERENCE,
};

/* An error as the parser tells of it. */
struct malformed_error {
    enum malformation cause; /* MALFORMED_OTHER: no more than that a token is wrong */
    uint64_t byte;   /* where the parser points; of an undefined entity, where its tag may begin */
    bool is_outside; /* of the root and a DOCTYPE, where only markup may be, … */
    bool is_after;   /* … after the root: no further element may … */
    uint64_t markup_end; /* … where the last of it ended */
};

/* Its cause, and where the character to change is. */
enum malformation malformed_explain(struct chunk *chunk, const struct malformed_error *error,
                                    struct range *at);

/* Is it about the declared encoding? */
bool malformed_is_encoding(enum malformation malformation);

/* Does the character at `byte` end a `]]>`? */
bool malformed_is_section_end(const struct chunk *chunk, uint64_t byte);

/* The first reference in the bytes [from, to) that names nothing, as no entity is ever declared
 * here: neither a character nor one of the five that XML knows. When they begin with a quotation
 * mark, only up to the next of its kind. False when there is none. */
bool malformed_find_undefined(const struct chunk *chunk, uint64_t from, uint64_t to,
                              uint64_t *reference);

#endif
