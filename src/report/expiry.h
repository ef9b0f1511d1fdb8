/* SPDX-License-Identifier: MIT */
/*
 * When profiles expire: how many in each month, in as few steps as a picture can show. The steps
 * are as long as the densest half of the profiles asks for, so that a date in 2999 doesn't make one
 * step of all the others.
 */
#ifndef SIPLINT_REPORT_EXPIRY_H
#define SIPLINT_REPORT_EXPIRY_H

#include "findings/inspection.h"

struct expiry;

struct expiry *expiry_new(void);
void expiry_free(struct expiry *expiry);
void expiry_add(struct expiry *expiry, const struct inspection *inspection);

/* So many months from that one on, and the profiles that expire in them. */
struct expiry_step {
    int64_t year;
    unsigned month; /* from 1 */
    size_t profiles;
};
#define EXPIRY_STEPS 24

struct expiry_line {
    struct expiry_step steps[EXPIRY_STEPS]; /* without a gap */
    size_t count;
    int64_t months; /* of a step */
    size_t earlier; /* profiles that expire before the first step, … */
    size_t later;   /* … and after the last one */
    size_t dated;   /* profiles with a date, … */
    size_t undated; /* … without, … */
    size_t unclear; /* … and with something else */
};
void expiry_tell(struct expiry *expiry, struct expiry_line *line);

#endif
