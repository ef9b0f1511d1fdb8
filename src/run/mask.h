/* SPDX-License-Identifier: MIT */
/*
 * Decides what of a source line may be shown. It lets through what is known to be harmless and masks all else, rather than
 * looking for secrets: names of the schema, values of its attributes but the password, punctuation. Text, comments, attributes that
 * the schema doesn't have, and whatever can't be told apart in a document that isn't well-formed stay hidden.
 *
 * It goes through the whole document from its start, a code point at a time, and keeps the last MASK_MEMORY of a line, since whether a name or
 * value may be shown is known at its end.
 */
#ifndef SIPLINT_RUN_MASK_H
#define SIPLINT_RUN_MASK_H

#include "profile/schema.h"

#define MASK_MEMORY 2048

enum mask_state {
    MASK_TEXT,
    MASK_OPEN,         /* behind `<` */
    MASK_MARKUP,       /* behind `<!` */
    MASK_COMMENT,
    MASK_CDATA,
    MASK_DOCTYPE,
    MASK_INSTRUCTION,
    MASK_ELEMENT_NAME,
    MASK_END_TAG,
    MASK_IN_TAG,       /* between attributes */
    MASK_ATTRIBUTE_NAME,
    MASK_EQUALS,       /* behind the name: `=` is to come */
    MASK_QUOTE,        /* behind the `=`: a quotation mark is to come */
    MASK_VALUE,
    MASK_BROKEN,       /* not XML any more: to the next `>` */
};

struct mask {
    bool strict;  /* the document isn't well-formed: names that the schema doesn't have stay hidden too */
    enum mask_state state;
    enum element_kind element;
    enum attribute_kind attribute;
    uint32_t quote;
    unsigned depth;      /* of `[` within a doctype */
    uint32_t last[2];    /* the code points before */
    uint32_t since;      /* code points in this state */
    uint32_t column;     /* of the next code point, from 1 */
    uint32_t word_start; /* the column where the current name or value starts */
    bool word_is_cut;    /* it started on an earlier line, or too far back */
    uint32_t code_points[MASK_MEMORY]; /* by column modulo MASK_MEMORY */
    bool shown[MASK_MEMORY];
};

void mask_begin(struct mask *mask, bool strict);

/* The next code point of the document; line ends (LF, or the CR of CR LF) are told apart by the caller, who then calls mask_end_line(). */
void mask_take(struct mask *mask, uint32_t code_point);
void mask_end_line(struct mask *mask);

#endif
