/* SPDX-License-Identifier: MIT */
/* What the formats csv and inventory have in common. */
#ifndef SIPLINT_REPORT_CSV_H
#define SIPLINT_REPORT_CSV_H

#include "report/csv_text.h"
#include "report/report.h"

/* The last two cells of a row: "linted", "partial", "skipped" or "unreadable", and why it's not
 * "linted". It ends the row. */
void csv_put_outcome(struct csv *csv, const struct inspection *inspection, const char *reason);

/* The report's last row, where inputs are missing that no other row tells of: "incomplete", and
 * why. Of its columns all but the last two are empty: so many. */
void csv_put_shortfall(struct report *report, size_t empty);

#endif
