/* SPDX-License-Identifier: MIT */
/* Dates against the C library's, and the line of time that expiry dates are shown on. */
#include "base/calendar.h"
#include "grammar/value.h"
#include "totals/expiry.h"

#include <check.h>
#include <stdio.h>
#include <time.h>

Suite *suite_calendar(void);

#define SECONDS_A_DAY 86400

START_TEST(dates)
{
    for (int64_t day = -800000; day < 3000000; day += 37) {
        time_t seconds = (time_t)(day * SECONDS_A_DAY + day % SECONDS_A_DAY);
        struct tm wanted;
        ck_assert_ptr_nonnull(gmtime_r(&seconds, &wanted));
        struct calendar_date date = calendar_date_of(seconds);
        ck_assert_int_eq(date.year, (int64_t)wanted.tm_year + 1900);
        ck_assert_uint_eq(date.month, (unsigned)wanted.tm_mon + 1);
        ck_assert_uint_eq(date.day, (unsigned)wanted.tm_mday);
        ck_assert(calendar_has(date));
        int64_t within = seconds - calendar_days(date) * SECONDS_A_DAY;
        ck_assert(within >= 0 && within < SECONDS_A_DAY);
        date.day += 31;
        ck_assert(!calendar_has(date));
    }
}
END_TEST

/* The 15th of that month, in seconds since 1970. */
static int64_t middle_of(int year, int month)
{
    char text[64];
    snprintf(text, sizeof text, "%04d-%02d-15T00:00:00Z", year, month);
    struct date_time date = date_time_parse(text_of(text));
    ck_assert_msg(date.problem == DATE_TIME_OK, "%s", text);
    return date.seconds;
}

/* Adds a profile that expires in that month. */
static void add_expiring(struct expiry *expiry, int year, int month)
{
    struct profile_entry profile = {.expires = "x",
                                    .expires_is_date = true,
                                    .expires_at = middle_of(year, month)};
    struct inspection inspection = {.inventory = {.profiles = &profile, .profile_count = 1}};
    expiry_add(expiry, &inspection);
}

static void assert_sums(const struct expiry_line *line)
{
    size_t sum = line->earlier.profiles + line->later.profiles;
    size_t expired = line->earlier.expired + line->later.expired;
    ck_assert_uint_le(line->count, EXPIRY_STEPS);
    for (size_t i = 0; i < line->count; i++) {
        sum += line->steps[i].count.profiles;
        expired += line->steps[i].count.expired;
    }
    ck_assert_uint_eq(sum, line->dated.profiles);
    ck_assert_uint_eq(expired, line->dated.expired);
}

START_TEST(line_of_months)
{
    struct expiry *expiry = expiry_new(EXPIRY_NEVER);
    struct expiry_line line;
    expiry_tell(expiry, &line);
    ck_assert_uint_eq(line.count, 0);
    for (int month = 12; month >= 1; month--)
        add_expiring(expiry, 2027, month);
    add_expiring(expiry, 2027, 3);
    expiry_tell(expiry, &line);
    assert_sums(&line);
    ck_assert_int_eq(line.months, 1);
    ck_assert_uint_eq(line.count, 12);
    ck_assert_int_eq(line.steps[0].year, 2027);
    ck_assert_uint_eq(line.steps[2].month, 3);
    ck_assert_uint_eq(line.steps[2].count.profiles, 2);
    expiry_free(expiry);
}
END_TEST

/* A few far dates don't make one step of the others. */
START_TEST(line_with_far_dates)
{
    struct expiry *expiry = expiry_new(EXPIRY_NEVER);
    struct expiry_line line;
    for (int month = 1; month <= 12; month++)
        add_expiring(expiry, 2027, month);
    add_expiring(expiry, 1601, 1);
    add_expiring(expiry, 9999, 12);
    expiry_tell(expiry, &line);
    assert_sums(&line);
    ck_assert_int_eq(line.months, 1);
    ck_assert_uint_eq(line.earlier.profiles, 1);
    ck_assert_uint_eq(line.later.profiles, 1);
    expiry_free(expiry);
}
END_TEST

/* What has expired is known only when there's a time to compare with: here the 15th of June. */
START_TEST(line_until_now)
{
    struct expiry *expiry = expiry_new(middle_of(2027, 6));
    struct expiry_line line;
    for (int month = 1; month <= 12; month++)
        add_expiring(expiry, 2027, month);
    expiry_tell(expiry, &line);
    assert_sums(&line);
    ck_assert(line.is_compared);
    ck_assert_uint_eq(line.dated.expired, 5);
    ck_assert_uint_eq(line.steps[4].count.expired, 1);
    ck_assert_uint_eq(line.steps[5].count.expired, 0);
    expiry_free(expiry);
    expiry = expiry_new(EXPIRY_NEVER);
    add_expiring(expiry, 1, 1);
    expiry_tell(expiry, &line);
    ck_assert(!line.is_compared);
    ck_assert_uint_eq(line.dated.expired, 0);
    expiry_free(expiry);
}
END_TEST

START_TEST(line_of_any_dates)
{
    struct expiry *expiry = expiry_new(middle_of(2027, 1));
    struct expiry_line line;
    for (int i = 0; i < 2000; i++) {
        add_expiring(expiry, 1 + (int)((int64_t)i * i * 7919 % 9999), 1 + i % 12);
        if (i % 50)
            continue;
        expiry_tell(expiry, &line);
        assert_sums(&line);
    }
    expiry_free(expiry);
}
END_TEST

Suite *suite_calendar(void)
{
    Suite *suite = suite_create("calendar");
    TCase *tests = tcase_create("calendar");
    tcase_add_test(tests, dates);
    tcase_add_test(tests, line_of_months);
    tcase_add_test(tests, line_with_far_dates);
    tcase_add_test(tests, line_until_now);
    tcase_add_test(tests, line_of_any_dates);
    suite_add_tcase(suite, tests);
    return suite;
}
