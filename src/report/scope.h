/* SPDX-License-Identifier: MIT */
/*
 * What a report for people says of its own limits: the version, the settings that held, the rules
 * that were off, and what wasn't checked or isn't shown.
 */
#ifndef SIPLINT_REPORT_SCOPE_H
#define SIPLINT_REPORT_SCOPE_H

#include "report/report.h"
#include "totals/audit.h"

/* How a format writes it: a fact is a term and its text, which has paths and rules in it. */
struct scope_writer {
    void (*begin)(struct emit *out, const char *term);
    void (*end)(struct emit *out);
    void (*path)(struct emit *out, const char *path);
    void (*rule)(struct emit *out, const char *id);
    report_put *put; /* any other text that isn't our own */
    size_t inputs;   /* how many of each kind are named */
};

void scope_tell(const struct report *report, const struct totals *totals, const struct audit *audit,
                const struct scope_writer *writer);

/* Is there something that wasn't checked, not to its end, or that isn't shown? */
bool scope_has_gaps(const struct report *report, const struct totals *totals);

/* It in a line: "Not checked: 2 inputs that couldn't be read, 1 profile only in part. Not shown: 3
 * suppressed findings." */
void scope_tell_gaps(const struct report *report, const struct totals *totals);

#endif
