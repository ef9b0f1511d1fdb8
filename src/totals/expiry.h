/* SPDX-License-Identifier: MIT */
/*
 * When profiles expire: how many in each month, in as few steps as a picture can show. The steps
 * are as long as the densest half of the profiles asks for, so that a date in 2999 doesn't make one
 * step of all the others.
 */
#ifndef SIPLINT_TOTALS_EXPIRY_H
#define SIPLINT_TOTALS_EXPIRY_H

#include "findings/inspection.h"

struct expiry;

/* What expires before that time has expired; EXPIRY_NEVER: nothing is said of it. */
#define EXPIRY_NEVER INT64_MIN
struct expiry *expiry_new(int64_t now);
void expiry_free(struct expiry *expiry);
void expiry_add(struct expiry *expiry, const struct inspection *inspection);

/* Profiles with a date, and how many of them have expired. */
struct expiry_count {
    size_t profiles;
    size_t expired;
};

/* So many months from that one on, and the profiles that expire in them. */
struct expiry_step {
    int64_t year;
    unsigned month; /* from 1 */
    struct expiry_count count;
};
#define EXPIRY_STEPS 24

struct expiry_line {
    struct expiry_step steps[EXPIRY_STEPS]; /* without a gap */
    size_t count;
    int64_t months;              /* of a step */
    bool is_compared;            /* what has expired is known */
    struct expiry_count earlier; /* those that expire before the first step, … */
    struct expiry_count later;   /* … and after the last one */
    struct expiry_count dated;   /* all with a date */
    size_t undated;              /* profiles without one, … */
    size_t unclear;              /* … and with something else */
};
void expiry_tell(struct expiry *expiry, struct expiry_line *line);

#endif
