/* SPDX-License-Identifier: MIT */
/*
 * Suppression comments: `<!-- siplint disable=rule-id,rule-id: reason -->` suppresses those rules
 * in the element that follows, and in all that it contains; before the root that's the whole
 * document. The reason is required.
 *
 *     comment = "siplint" 1*blank "disable=" id *("," id) ":" reason
 *
 * Blanks are allowed around each part.
 */
#ifndef SIPLINT_FINDINGS_SUPPRESS_H
#define SIPLINT_FINDINGS_SUPPRESS_H

#include "base/range.h"
#include "base/text.h"

/* A document's comments may have so many ids together, more than any profile needs. */
#define SUPPRESSION_LIMIT 256

/*
 * Is it meant for siplint? Then its first words are `siplint disable`, in any letter case and with
 * or without a colon between: who writes that means a suppression, though it can't be read.
 * Prose, such as `siplint is run on this file` or `siplint disabled here`, isn't for siplint.
 */
bool suppression_is_meant(struct text comment);

/* The ids of a comment, one at a time; start with suppression_begin(). */
struct suppression_ids {
    struct text rest;
    size_t count; /* of all */
};

/* False when the comment can't be read. */
bool suppression_begin(struct text comment, struct suppression_ids *ids);
bool suppression_next(struct suppression_ids *ids, struct text *id);

/* One silenced rule. */
struct suppression {
    uint64_t from;    /* the element's first byte, or SUPPRESSION_ELEMENT: not met yet */
    uint64_t to;      /* after its last one; UINT64_MAX: it's still open */
    long depth;       /* of the element, counted from that of the first comment */
    uint32_t comment; /* which comment it's of, from 0 */
    uint16_t rule;
    bool used;
};

struct suppressions {
    struct suppression *items;
    size_t count;
    size_t capacity;
    long depth;
};

/* `from` is the first byte where the rule is silenced; SUPPRESSION_ELEMENT: that of the element
 * that follows. */
#define SUPPRESSION_ELEMENT UINT64_MAX
void suppressions_add(struct suppressions *suppressions, uint16_t rule, uint32_t comment,
                      uint64_t from);

/* An element begins or ends at that byte. */
void suppressions_enter(struct suppressions *suppressions, uint64_t byte);
void suppressions_leave(struct suppressions *suppressions, uint64_t byte);

/* All elements end there that began below a depth; what began there holds no further. */
void suppressions_leave_to(struct suppressions *suppressions, long depth, uint64_t byte);

/* Is the rule silenced at that byte? Notes that the comment was of use. */
bool suppressions_silence(struct suppressions *suppressions, uint16_t rule, uint64_t byte);

void suppressions_reset(struct suppressions *suppressions);
void suppressions_free(struct suppressions *suppressions);

#endif
