/* SPDX-License-Identifier: MIT */
/*
 * Follows a document type declaration by its tokens (XML 1.0 section 2.8), to know where its parts
 * begin and end. In other encodings than UTF-8 expat hands out a token in pieces of 1024 bytes. No
 * piece of a literal is mistaken for a token that is looked for here: either none is looked for
 * where a literal can be, or the literal's last piece ends with its quote. Processing
 * instructions and comments must be kept away.
 */
#ifndef SIPLINT_XML_DOCTYPE_H
#define SIPLINT_XML_DOCTYPE_H

#include "base/text.h"

/* Where the document is. */
enum doctype_part {
    DOCTYPE_OUTSIDE,
    DOCTYPE_HEADER, /* around the internal subset, in which there are: */
    DOCTYPE_SUBSET,
    DOCTYPE_DECLARATION,
    DOCTYPE_ENTITY, /* a declaration of one */
};

/* Offsets in the document; embed one, zeroed. */
struct doctype {
    enum doctype_part part;
    uint64_t start;       /* of the DOCTYPE that was met last, … */
    uint64_t declaration; /* … and of the last declaration in it */
};

/* What a token is. */
enum doctype_event {
    DOCTYPE_NOTHING,
    DOCTYPE_BEGINS,
    DOCTYPE_ENDS,
    DOCTYPE_ENTITY_ENDS, /* the declaration of one */
    DOCTYPE_REFERENCE,   /* to a parameter entity */
};

/* Takes the next token in front of the root, which begins at that byte. */
enum doctype_event doctype_follow(struct doctype *doctype, struct text token, uint64_t byte);

#endif
