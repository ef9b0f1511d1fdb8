/* SPDX-License-Identifier: MIT */
/*
 * What all inspections of a run add up to: how much was linted and found, and the exit status that
 * follows from that. The other files of this folder count further: by rule and folder (statistics),
 * by profile (audit), server (audit_servers) and date (expiry). None of them keeps an inspection.
 */
#ifndef SIPLINT_TOTALS_TOTALS_H
#define SIPLINT_TOTALS_TOTALS_H

#include "base/status.h"
#include "findings/inspection.h"

struct totals {
    size_t files;   /* linted, … */
    size_t partial; /* … and of these the ones that weren't to their end */
    size_t skipped;
    size_t unreadable;
    size_t by_severity[SEVERITY_COUNT]; /* shown and hidden */
    size_t hidden[SEVERITY_COUNT];
    size_t suppressed;
    size_t known;                   /* findings that a baseline has */
    size_t skipped_for[SKIP_COUNT]; /* these add up to `skipped` */
};

void totals_add(struct totals *totals, const struct inspection *inspection);

/* What a run with these totals ends with. Findings count whether they're shown or not. */
enum status totals_status(const struct totals *totals, const struct policy *policy);

#endif
