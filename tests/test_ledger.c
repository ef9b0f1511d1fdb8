/* SPDX-License-Identifier: MIT */
/* The memory of expat: apart, aligned, kept when it grows, each document's in its own ledger. */
#include "exact.h"
#include "profile/ledger.h"
#include "profile/scan.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>

Suite *suite_ledger(void);

static bool holds(const unsigned char *bytes, size_t size, unsigned char value)
{
    size_t same = 0;
    while (same < size && bytes[same] == value)
        same++;
    return same == size;
}

#define PIECES 200

/* Pieces grow and shrink in any order, some are left, and all keep what they hold. */
START_TEST(pieces)
{
    struct ledger ledger = {0};
    unsigned char *taken[PIECES] = {NULL};
    size_t sizes[PIECES] = {0};
    uint64_t state = 88172645463325252u;
    ledger_open(&ledger);
    for (unsigned i = 0; i < 20 * PIECES; i++) {
        size_t at = random_under(&state, PIECES);
        size_t size = random_under(&state, i % 50 ? 100 : 20000);
        size_t kept = size < sizes[at] ? size : sizes[at];
        unsigned char value = (unsigned char)(at + 1);
        if (i % 7 == 0) {
            ledger_leave(taken[at]);
            taken[at] = ledger_take(size);
            kept = 0;
        } else {
            taken[at] = ledger_resize(taken[at], size);
        }
        ck_assert_uint_eq((uintptr_t)taken[at] % alignof(max_align_t), 0);
        ck_assert_msg(holds(taken[at], kept, value), "a piece lost what it held");
        sizes[at] = size;
        memset(taken[at], value, size);
    }
    for (size_t at = 0; at < PIECES; at++)
        ck_assert_msg(holds(taken[at], sizes[at], (unsigned char)(at + 1)), "pieces overlap");
    arena_free(&ledger.arena);
}
END_TEST

/* No size runs over, and the total tells what was asked for. */
START_TEST(sizes)
{
    struct ledger ledger = {0};
    ledger_open(&ledger);
    void *first = ledger_take(100);
    ck_assert_uint_eq(ledger.total, 100);
    for (size_t less = 0; less < 40; less++) {
        ck_assert_ptr_null(ledger_take(SIZE_MAX - less));
        ck_assert_ptr_null(ledger_resize(first, SIZE_MAX - less));
    }
    ck_assert_ptr_null(ledger_take((size_t)PTRDIFF_MAX + 1));
    ck_assert_uint_eq(ledger.total, 100);
    ck_assert_ptr_eq(ledger_resize(first, 50), first);
    ck_assert_ptr_nonnull(ledger_resize(NULL, 0));
    ck_assert_uint_eq(ledger.total, 100);
    ledger_resize(first, 200);
    ck_assert_uint_eq(ledger.total, 300);
    arena_free(&ledger.arena);
}
END_TEST

static void count_start(void *context, const struct scan_start *start)
{
    (void)start;
    ++*(unsigned *)context;
}

static void pass_over(void *context)
{
    (void)context;
}

static void fail_on_fact(void *context, const struct xml_fact *fact)
{
    (void)context;
    ck_abort_msg("fact %d", (int)fact->kind);
}

static struct scan *new_counter(unsigned *count)
{
    struct scan *scan = scan_new(&(struct scan_handler){.context = count,
                                                        .start = count_start,
                                                        .end = pass_over,
                                                        .text = pass_over,
                                                        .xml = fail_on_fact});
    scan_reset(scan);
    return scan;
}

static void feed(struct scan *scan, const char *part, bool final)
{
    memcpy(scan_buffer(scan, strlen(part)), part, strlen(part));
    ck_assert(scan_parse(scan, strlen(part), final));
}

/* One thread reads documents by turns; one ends, and starts again, while the others go on. */
START_TEST(by_turns)
{
    unsigned counts[3] = {0};
    struct scan *scans[3];
    char part[64];
    for (size_t i = 0; i < 3; i++) {
        scans[i] = new_counter(&counts[i]);
        feed(scans[i], "<r>", false);
    }
    for (unsigned round = 0; round < 1000; round++) {
        for (size_t i = 0; i < 3; i++) {
            snprintf(part, sizeof part, "<n%zu-%u a%u='%u'>", i, round, round, round);
            feed(scans[i], part, false);
            snprintf(part, sizeof part, "</n%zu-%u>", i, round);
            feed(scans[i], part, false);
        }
        if (round % 100 == 99) {
            feed(scans[0], "</r>", true);
            scan_reset(scans[0]);
            feed(scans[0], "<r>", false);
        }
    }
    for (size_t i = 0; i < 3; i++) {
        feed(scans[i], "</r>", true);
        scan_free(scans[i]);
    }
    ck_assert_uint_eq(counts[0], 1011);
    ck_assert_uint_eq(counts[1], 1001);
    ck_assert_uint_eq(counts[2], 1001);
}
END_TEST

Suite *suite_ledger(void)
{
    Suite *suite = suite_create("ledger");
    TCase *tests = tcase_create("ledger");
    tcase_add_test(tests, pieces);
    tcase_add_test(tests, sizes);
    tcase_add_test(tests, by_turns);
    suite_add_tcase(suite, tests);
    return suite;
}
