/* SPDX-License-Identifier: MIT */
/*
 * Findings: what a rule has to say about a place in an input.
 *
 * Every string of a finding is safe to show: UTF-8 without control characters, bidirectional
 * overrides or line separators (what came from the input was made visible when the message was
 * composed, see message.h), and without secrets. A format only adds its own escaping.
 */
#ifndef SIPLINT_FINDINGS_FINDING_H
#define SIPLINT_FINDINGS_FINDING_H

#include "base/arena.h"
#include "base/range.h"
#include "catalogue/severity.h"
#include "findings/edit.h"
#include "findings/fingerprint.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Another place that explains a finding. */
struct related {
    const char *message; /* NULL: there is none */
    const char *path;    /* NULL: in the same input */
    struct range at;
};

/* The source line to show below a finding; see run/excerpt.h. */
struct excerpt {
    const char *line;    /* NULL: there is none */
    uint32_t mark_start; /* the part of it to underline, in code points from 0 */
    uint32_t mark_end;
    bool is_after_hidden; /* something before that isn't shown */
};

struct finding {
    struct range at;
    const char *message;      /* what is wrong, the value seen, what would be right; no rule id */
    const char *help;         /* what to write instead; never NULL */
    const struct edit *edits; /* the same as steps, ended by EDIT_NONE; NULL: there are none */
    const char *code;         /* what the RTC client answers: a constant's name, or NULL */
    const char *where;        /* the token: "provision/sipsrv/@protocol", "provision/user", "xml" */
    struct related related;
    struct fingerprint fingerprint; /* once the input's findings are complete: see run/pool.c */
    struct excerpt excerpt;
    uint16_t rule;    /* an index into the catalogue */
    uint8_t severity; /* enum severity, as the policy has it */
    bool likely;      /* the client's answer is inferred, not documented */
};

/* How many there are. */
struct finding_counts {
    size_t by_severity[SEVERITY_COUNT]; /* all that were found, shown or hidden */
    size_t hidden[SEVERITY_COUNT];      /* found, but below the level that is shown */
    size_t suppressed;                  /* silenced by a comment in the input */
    size_t known;                       /* set aside; they aren't among the others */
};

/* The findings of one input, in the order in which they were added until they are sorted. */
struct findings {
    struct finding *items;
    size_t count; /* after these come those that were set aside: counts.known */
    size_t capacity;
    struct arena arena; /* owns the findings' strings */
    struct finding_counts counts;
};

void findings_add(struct findings *findings, const struct finding *finding);

/* Forgets those that `is_kept` says no to; the counts stay. */
void findings_keep(struct findings *findings,
                   bool (*is_kept)(void *context, const struct finding *finding), void *context);

/* Sets aside those that `is_known` says yes to: they come after the others, and only the formats
 * that tell of them look there. Not twice for one list. */
void findings_set_aside(struct findings *findings,
                        bool (*is_known)(void *context, const struct finding *finding),
                        void *context);

/* Sorts by position, then rule; of findings alike in both, one stays. */
void findings_sort(struct findings *findings);

/* Of sorted ones, the number of the first that begins at that byte or later; `count`: none does. */
size_t findings_from(const struct finding *items, size_t count, uint64_t byte);

void findings_reset(struct findings *findings);
void findings_free(struct findings *findings);

#endif
