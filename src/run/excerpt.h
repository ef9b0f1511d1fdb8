/* SPDX-License-Identifier: MIT */
/*
 * The source lines that findings point into, ready to show: UTF-8, what isn't known to be harmless
 * masked (see mask.h), control characters made visible except for tabs, and a `#` after another one
 * replaced (see message.h), long lines cut around the range with an ellipsis.
 *
 * They come from the bytes that were judged, of which the first EXCERPT_LIMIT are kept: a file that
 * is read a second time may hold something else by then. Findings after these have no excerpt.
 */
#ifndef SIPLINT_RUN_EXCERPT_H
#define SIPLINT_RUN_EXCERPT_H

#include "findings/finding.h"
#include "xml/embedded.h"

#define EXCERPT_LIMIT (1024 * 1024)

/* So many bytes after a finding's start decide, at most, what its excerpt looks like. */
#define EXCERPT_REACH (8 * 1024)

/* A document's first bytes, and what is known of it. */
struct head {
    const char *bytes;
    size_t length;
    bool is_whole; /* the document has no more */
    const struct encoding *encoding;
    uint64_t trusted;                     /* where it stops being well-formed, see mask.h */
    const struct embedded_part *embedded; /* the profiles in it */
    size_t embedded_count;
};

/* Gives the findings, which are sorted, their excerpts. */
void excerpt_findings(const struct head *head, struct findings *findings);

/* The excerpt that a finding there would have; its line is in the arena. */
struct excerpt excerpt_of(const struct head *head, const struct range *at, struct arena *arena);

#endif
