/* SPDX-License-Identifier: MIT */
/*
 * CSV for spreadsheets: RFC 4180 in UTF-8, with the byte order mark by which these know it. Texts
 * are in quotes, numbers aren't.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe before what makes it one,
 * as OWASP advises ("CSV Injection"): `=`, `+`, `-` or `@`, also in their wide forms, where a cell
 * begins, or may begin for a reader that takes another separator than the comma, quoted or not.
 */
#ifndef SIPLINT_REPORT_CSV_TEXT_H
#define SIPLINT_REPORT_CSV_TEXT_H

#include "report/emit.h"

/* Embed one: (struct csv){.out = out}. */
struct csv {
    struct emit *out;
    bool has_cells; /* the row that is open */
};

/* What comes before anything else, then the row of the columns' names; these end with NULL. */
void csv_begin(struct csv *csv, const char *const *columns);

/* Each adds a cell to the row. */
void csv_text(struct csv *csv, const char *value); /* any text; NULL: an empty cell */
void csv_number(struct csv *csv, uint64_t value);
void csv_boolean(struct csv *csv, bool value);
void csv_empty(struct csv *csv);

/* Begins a text cell, whose pieces the caller puts with csv_put_text() or, where they're words of
 * ours, emits; and ends it. */
void csv_begin_text(struct csv *csv);
void csv_put_text(struct emit *out, struct text piece);
void csv_end_text(struct csv *csv);

void csv_end_row(struct csv *csv);

#endif
