/* SPDX-License-Identifier: MIT */
/* Dates of the Gregorian calendar, in UTC, also from before there was one. */
#ifndef SIPLINT_BASE_CALENDAR_H
#define SIPLINT_BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

struct calendar_date {
    int64_t year;
    unsigned month; /* from 1 */
    unsigned day;   /* from 1 */
};

/* The date of so many seconds since 1970. */
struct calendar_date calendar_date_of(int64_t seconds);

/* The days from 1970-01-01 to a date. */
int64_t calendar_days(struct calendar_date date);

/* Is there such a day? */
bool calendar_has(struct calendar_date date);

#endif
