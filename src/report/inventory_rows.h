/* SPDX-License-Identifier: MIT */
/*
 * The rows of an inventory: one for each server entry of each profile, one for a profile without
 * any, and one for an input without a profile, be it that it wasn't linted. What was found at an
 * entry are the findings that begin in it, known ones included.
 */
#ifndef SIPLINT_REPORT_INVENTORY_ROWS_H
#define SIPLINT_REPORT_INVENTORY_ROWS_H

#include "catalogue/rules.h"
#include "report/report.h"

struct inventory_row {
    const struct inspection *inspection;
    const struct profile_entry *profile; /* NULL: the input has none, and … */
    const struct server_entry *server;   /* NULL: there's none, and the following is about … */
    bool found[RULE_COUNT];              /* the whole profile or input: by rule, was it found? */
    enum severity severity;              /* of the worst finding; SEVERITY_OFF: there's none */
    enum severity profile_severity;      /* likewise in all of the profile or input */
    const char *reason; /* why the input wasn't linted, or not to its end; NULL: it was */
};

/* Calls `put` for each row of an input, in the input's order. */
void inventory_rows(struct report *report, const struct inspection *inspection,
                    void (*put)(struct report *report, const struct inventory_row *row));

#endif
