/* SPDX-License-Identifier: MIT */
/*
 * How far a run is: one line on the terminal that standard error is, from the second second on,
 * overwritten as the run goes on and gone when it ends. Embed one.
 */
#ifndef SIPLINT_REPORT_PROGRESS_H
#define SIPLINT_REPORT_PROGRESS_H

#include "report/emit.h"
#include "totals/totals.h"

struct progress {
    struct emit *out; /* NULL: nothing is shown */
    int64_t start;    /* of the run, in nanoseconds */
    int64_t next;     /* when the line is due again */
    size_t width;     /* of the line that's there; 0: there is none */
};

/* `out` is a terminal's stream, borrowed, or NULL. */
void progress_begin(struct progress *progress, struct emit *out);

/* Shows the line anew when that's due. Costs next to nothing when it isn't. */
void progress_update(struct progress *progress, const struct totals *totals);

/* Takes the line away, before anything else is written to the terminal. */
void progress_hide(struct progress *progress);

#endif
