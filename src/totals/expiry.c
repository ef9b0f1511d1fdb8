/* SPDX-License-Identifier: MIT */
/* Months are counted from the year 0. */
#include "totals/expiry.h"
#include "base/calendar.h"
#include "base/hash_set.h"
#include "base/memory.h"

#include <stdlib.h>

struct month_count {
    int64_t month;
    struct expiry_count count;
};

struct expiry {
    struct hash_key key;
    struct hash_map numbers; /* of each month, from 1 */
    struct month_count *months;
    size_t count;
    size_t capacity;
    int64_t now;
    struct expiry_count dated;
    size_t undated;
    size_t unclear;
};

struct expiry *expiry_new(int64_t now)
{
    struct expiry *expiry = memory_new(sizeof *expiry);
    expiry->now = now;
    expiry->key = hash_key_new();
    return expiry;
}

void expiry_free(struct expiry *expiry)
{
    if (!expiry)
        return;
    hash_map_free(&expiry->numbers);
    memory_free(expiry->months);
    memory_free(expiry);
}

static uint64_t hash_month(const struct expiry *expiry, int64_t month)
{
    return hash_numbered_text(&expiry->key, (uint64_t)month, text_of(""));
}

static void add_count(struct expiry_count *sum, struct expiry_count count)
{
    sum->profiles += count.profiles;
    sum->expired += count.expired;
}

static void add_month(struct expiry *expiry, int64_t month, struct expiry_count count)
{
    uint32_t *number = hash_map_at(&expiry->numbers, hash_month(expiry, month));
    if (!*number) {
        expiry->months =
            memory_grow(expiry->months, expiry->count, &expiry->capacity, sizeof *expiry->months);
        expiry->months[expiry->count++] = (struct month_count){.month = month};
        *number = (uint32_t)expiry->count;
    }
    add_count(&expiry->months[*number - 1].count, count);
}

void expiry_add(struct expiry *expiry, const struct inspection *inspection)
{
    for (size_t i = 0; i < inspection->inventory.profile_count; i++) {
        const struct profile_entry *profile = &inspection->inventory.profiles[i];
        if (!profile->expires) {
            expiry->undated++;
        } else if (!profile->expires_is_date) {
            expiry->unclear++;
        } else {
            struct calendar_date date = calendar_date_of(profile->expires_at);
            const struct expiry_count count = {1, profile->expires_at < expiry->now};
            add_count(&expiry->dated, count);
            add_month(expiry, date.year * 12 + date.month - 1, count);
        }
    }
}

static int compare_months(const void *left, const void *right)
{
    const struct month_count *a = left, *b = right;
    return (a->month > b->month) - (a->month < b->month);
}

static void sort_months(struct expiry *expiry)
{
    qsort(expiry->months, expiry->count, sizeof *expiry->months, compare_months);
    for (size_t i = 0; i < expiry->count; i++)
        *hash_map_at(&expiry->numbers, hash_month(expiry, expiry->months[i].month)) =
            (uint32_t)(i + 1);
}

/* The shortest span of months in which at least half of the profiles with a date expire. */
static void find_dense_half(const struct expiry *expiry, int64_t *from, int64_t *to)
{
    const struct month_count *months = expiry->months;
    size_t first = 0, profiles = 0;
    *from = months[0].month;
    *to = months[expiry->count - 1].month;
    for (size_t last = 0; last < expiry->count; last++) {
        profiles += months[last].count.profiles;
        for (; profiles >= expiry->dated.profiles - expiry->dated.profiles / 2; first++) {
            if (months[last].month - months[first].month < *to - *from) {
                *from = months[first].month;
                *to = months[last].month;
            }
            profiles -= months[first].count.profiles;
        }
    }
}

/* How many months a step has when the densest half takes no more than half of the steps. */
static int64_t measure_step(int64_t first, int64_t last)
{
    static const int64_t steps[] = {1, 3, 6, 12, 60, 120};
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof *steps &&
           last / steps[i] - first / steps[i] >= EXPIRY_STEPS / 2)
        i++;
    int64_t step = steps[i];
    while (last / step - first / step >= EXPIRY_STEPS / 2)
        step *= 2;
    return step;
}

/* The first step of the line, which has the densest half in it, and all where there's room. */
static int64_t find_first_step(const struct expiry *expiry, int64_t of_half, int64_t months)
{
    int64_t first = expiry->months[0].month / months;
    int64_t last = expiry->months[expiry->count - 1].month / months;
    int64_t earliest = of_half - EXPIRY_STEPS / 4;
    return last - first < EXPIRY_STEPS || first > earliest ? first : earliest;
}

static void count_steps(const struct expiry *expiry, int64_t first, struct expiry_line *line)
{
    for (size_t i = 0; i < expiry->count; i++) {
        int64_t step = expiry->months[i].month / line->months - first;
        struct expiry_count *sum = step < 0                       ? &line->earlier
                                   : step >= (int64_t)line->count ? &line->later
                                                                  : &line->steps[step].count;
        add_count(sum, expiry->months[i].count);
    }
}

void expiry_tell(struct expiry *expiry, struct expiry_line *line)
{
    *line = (struct expiry_line){.is_compared = expiry->now != EXPIRY_NEVER,
                                 .dated = expiry->dated,
                                 .undated = expiry->undated,
                                 .unclear = expiry->unclear};
    if (!expiry->count)
        return;
    sort_months(expiry);
    int64_t from, to;
    find_dense_half(expiry, &from, &to);
    line->months = measure_step(from, to);
    int64_t first = find_first_step(expiry, from / line->months, line->months);
    int64_t last = expiry->months[expiry->count - 1].month / line->months;
    line->count = last - first < EXPIRY_STEPS ? (size_t)(last - first) + 1 : EXPIRY_STEPS;
    for (size_t i = 0; i < line->count; i++) {
        int64_t month = (first + (int64_t)i) * line->months;
        line->steps[i].year = month / 12;
        line->steps[i].month = (unsigned)(month % 12 + 1);
    }
    count_steps(expiry, first, line);
    while (
        !line->steps[line->count - 1].count.profiles) /* the half that it was made for is in it */
        line->count--;
}
