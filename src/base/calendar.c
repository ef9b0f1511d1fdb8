/* SPDX-License-Identifier: MIT */
/* By Howard Hinnant's days_from_civil, and that backwards: years are counted from March, and 400 of
 * them always have the same number of days. */
#include "base/calendar.h"

#define SECONDS_A_DAY 86400
#define DAYS_IN_400_YEARS 146097
#define DAYS_BEFORE_1970 719468 /* from 0000-03-01 */

static int64_t divide_down(int64_t number, int64_t by)
{
    return number / by - (number % by < 0);
}

struct calendar_date calendar_date_of(int64_t seconds)
{
    int64_t days = divide_down(seconds, SECONDS_A_DAY) + DAYS_BEFORE_1970;
    int64_t era = divide_down(days, DAYS_IN_400_YEARS);
    int64_t day = days - era * DAYS_IN_400_YEARS;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= 365 * year + year / 4 - year / 100;
    int64_t month = (5 * day + 2) / 153; /* 0 is March */
    return (struct calendar_date){
        .year = era * 400 + year + (month >= 10),
        .month = (unsigned)(month < 10 ? month + 3 : month - 9),
        .day = (unsigned)(day - (153 * month + 2) / 5 + 1),
    };
}

int64_t calendar_days(struct calendar_date date)
{
    int64_t month = date.month > 2 ? (int64_t)date.month - 3 : (int64_t)date.month + 9;
    int64_t year = date.year - (date.month <= 2);
    int64_t days = 365 * year + divide_down(year, 4) - divide_down(year, 100) +
                   divide_down(year, 400) + (153 * month + 2) / 5 + date.day - 1;
    return days - DAYS_BEFORE_1970;
}

bool calendar_has(struct calendar_date date)
{
    struct calendar_date same = calendar_date_of(calendar_days(date) * SECONDS_A_DAY);
    return same.year == date.year && same.month == date.month && same.day == date.day;
}
