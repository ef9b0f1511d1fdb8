/* SPDX-License-Identifier: MIT */
/* The list of findings: its order, what is dropped from it, and sums over a run. */
#include "exact.h"
#include "totals/totals.h"

#include <stdio.h>

Suite *suite_findings(void);

static struct finding make(uint64_t from, uint64_t to, uint16_t rule, const char *message)
{
    return (struct finding){
        .at = {{.byte = from}, {.byte = to}},
        .rule = rule,
        .message = message,
        .severity = SEVERITY_WARNING,
    };
}

static void add(struct findings *findings, struct finding finding)
{
    findings->counts.by_severity[finding.severity]++;
    findings_add(findings, &finding);
}

START_TEST(names)
{
    ck_assert_str_eq(severity_name(SEVERITY_OFF), "off");
    ck_assert_str_eq(severity_name(SEVERITY_NOTE), "note");
    ck_assert_str_eq(severity_name(SEVERITY_WARNING), "warning");
    ck_assert_str_eq(severity_name(SEVERITY_ERROR), "error");
}
END_TEST

/* Start, then end, then rule; and the same from any order in which they were added. */
START_TEST(order)
{
    static const struct {
        uint64_t from, to;
        uint16_t rule;
    } sorted[] = {{0, 0, 9}, {0, 5, 3}, {0, 5, 4},     {0, 6, 1},
                  {2, 3, 8}, {2, 3, 9}, {300, 301, 0}, {UINT64_C(1) << 32, UINT64_C(5) << 32, 1}};
    const size_t count = sizeof sorted / sizeof *sorted;
    uint64_t state = 42;
    for (int round = 0; round < 100; round++) {
        struct findings findings = {0};
        size_t places[sizeof sorted / sizeof *sorted];
        for (size_t i = 0; i < count; i++) {
            size_t k = random_under(&state, i + 1);
            places[i] = places[k];
            places[k] = i;
        }
        for (size_t i = 0; i < count; i++)
            add(&findings,
                make(sorted[places[i]].from, sorted[places[i]].to, sorted[places[i]].rule, "x"));
        findings_sort(&findings);
        ck_assert_uint_eq(findings.count, count);
        for (size_t i = 0; i < count; i++) {
            ck_assert_uint_eq(findings.items[i].at.start.byte, sorted[i].from);
            ck_assert_uint_eq(findings.items[i].at.end.byte, sorted[i].to);
            ck_assert_uint_eq(findings.items[i].rule, sorted[i].rule);
        }
        ck_assert_uint_eq(findings.counts.by_severity[SEVERITY_WARNING], count);
        findings_free(&findings);
    }
}
END_TEST

/* Of those alike in place and rule one stays: always the same one, and it's counted once. */
START_TEST(doubles)
{
    for (int turn = 0; turn < 2; turn++) {
        struct findings findings = {0};
        add(&findings, make(1, 2, 3, turn ? "b" : "a"));
        add(&findings, make(1, 2, 4, "c"));
        add(&findings, make(1, 2, 3, turn ? "a" : "b"));
        findings_sort(&findings);
        ck_assert_uint_eq(findings.count, 2);
        ck_assert_str_eq(findings.items[0].message, "a");
        ck_assert_str_eq(findings.items[1].message, "c");
        ck_assert_uint_eq(findings.counts.by_severity[SEVERITY_WARNING], 2);
        findings_free(&findings);
    }
}
END_TEST

START_TEST(reset)
{
    struct findings findings = {0};
    findings_sort(&findings);
    for (int round = 0; round < 3; round++) {
        for (uint16_t i = 0; i < 1000; i++)
            add(&findings, make(i, i, i, arena_string(&findings.arena, text_of("message"))));
        findings.counts.hidden[SEVERITY_NOTE] = findings.counts.suppressed = 1;
        findings_sort(&findings);
        ck_assert_uint_eq(findings.count, 1000);
        ck_assert_str_eq(findings.items[999].message, "message");
        findings_reset(&findings);
        ck_assert_uint_eq(findings.count, 0);
        ck_assert_uint_eq(findings.counts.suppressed, 0);
        for (size_t i = 0; i < SEVERITY_COUNT; i++)
            ck_assert(!findings.counts.by_severity[i] && !findings.counts.hidden[i]);
    }
    findings_free(&findings);
    findings_free(&findings);
}
END_TEST

/* ---- Sums ---- */

static const struct row {
    size_t notes, warnings, errors, unreadable;
    enum severity fails;
    enum status status;
} rows[] = {
    {0, 0, 0, 0, SEVERITY_WARNING, STATUS_CLEAN},
    {1, 0, 0, 0, SEVERITY_WARNING, STATUS_CLEAN},
    {1, 0, 0, 0, SEVERITY_NOTE, STATUS_FINDINGS},
    {0, 1, 0, 0, SEVERITY_NOTE, STATUS_FINDINGS},
    {0, 1, 0, 0, SEVERITY_WARNING, STATUS_FINDINGS},
    {1, 1, 0, 0, SEVERITY_ERROR, STATUS_CLEAN},
    {0, 0, 1, 0, SEVERITY_ERROR, STATUS_FINDINGS},
    {0, 0, 1, 0, SEVERITY_WARNING, STATUS_FINDINGS},
    {1, 1, 1, 0, SEVERITY_OFF, STATUS_CLEAN}, /* never */
    {0, 0, 0, 1, SEVERITY_WARNING, STATUS_INCOMPLETE},
    {1, 1, 1, 1, SEVERITY_WARNING, STATUS_INCOMPLETE},
    {0, 0, 0, 1, SEVERITY_OFF, STATUS_INCOMPLETE},
};

START_TEST(status)
{
    const struct row *row = &rows[_i];
    const struct policy policy = {.fails = row->fails};
    struct inspection linted = {.outcome = OUTCOME_LINTED};
    struct inspection unreadable = {.outcome = OUTCOME_UNREADABLE};
    struct inspection skipped = {.outcome = OUTCOME_SKIPPED};
    struct totals totals = {0};
    linted.findings.counts.by_severity[SEVERITY_NOTE] = row->notes;
    linted.findings.counts.by_severity[SEVERITY_WARNING] = row->warnings;
    linted.findings.counts.by_severity[SEVERITY_ERROR] = row->errors;
    linted.findings.counts.hidden[SEVERITY_ERROR] = row->errors; /* hidden ones count as well */
    linted.findings.counts.suppressed = 2;
    for (int i = 0; i < 3; i++) {
        linted.partial = i > 0;
        totals_add(&totals, &linted);
    }
    for (size_t i = 0; i < row->unreadable; i++)
        totals_add(&totals, &unreadable);
    totals_add(&totals, &skipped);
    ck_assert_uint_eq(totals.files, 3);
    ck_assert_uint_eq(totals.partial, 2);
    ck_assert_uint_eq(totals.skipped, 1);
    ck_assert_uint_eq(totals.unreadable, row->unreadable);
    ck_assert_uint_eq(totals.by_severity[SEVERITY_NOTE], 3 * row->notes);
    ck_assert_uint_eq(totals.by_severity[SEVERITY_WARNING], 3 * row->warnings);
    ck_assert_uint_eq(totals.hidden[SEVERITY_ERROR], 3 * row->errors);
    ck_assert_uint_eq(totals.suppressed, 6);
    ck_assert_int_eq(totals_status(&totals, &policy), row->status);
}
END_TEST

Suite *suite_findings(void)
{
    Suite *suite = suite_create("findings");
    TCase *tests = tcase_create("findings");
    tcase_add_test(tests, names);
    tcase_add_test(tests, order);
    tcase_add_test(tests, doubles);
    tcase_add_test(tests, reset);
    ADD_ROWS(tests, status, rows);
    suite_add_tcase(suite, tests);
    return suite;
}
