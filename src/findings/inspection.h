/* SPDX-License-Identifier: MIT */
/* What became of one input: the unit that is handed to a report. */
#ifndef SIPLINT_FINDINGS_INSPECTION_H
#define SIPLINT_FINDINGS_INSPECTION_H

#include "base/status.h"
#include "findings/finding.h"
#include "findings/policy.h"

enum outcome {
    OUTCOME_LINTED,     /* examined; the findings say the rest */
    OUTCOME_SKIPPED,    /* not a profile, and needn't be one */
    OUTCOME_UNREADABLE, /* couldn't be opened or read to its end */
};

struct inspection {
    const char *path; /* as it was named; raw bytes, to be shown with emit_path() only */
    enum outcome outcome;
    const char *reason; /* why it was skipped or is unreadable; NULL when linted */
    struct findings findings;
    bool partial; /* linted, but not to its end, or not as a profile: a finding of a fixed rule says
                   * why. What wasn't checked may have any mistake. */
};

/* Sums over a run. */
struct totals {
    size_t files;   /* linted, … */
    size_t partial; /* … and of these the ones that weren't to their end */
    size_t skipped;
    size_t unreadable;
    size_t by_severity[SEVERITY_COUNT]; /* shown and hidden */
    size_t hidden[SEVERITY_COUNT];
    size_t suppressed;
};

void totals_add(struct totals *totals, const struct inspection *inspection);

/* What a run with these totals ends with. Findings count whether they're shown or not. */
enum status totals_status(const struct totals *totals, const struct policy *policy);

#endif
