/* SPDX-License-Identifier: MIT */
/* One document after another: none gets other findings because of those before it. */
#include "catalogue/rules.h"
#include "documents.h"
#include "run/lint.h"
#include "same.h"
#include "scratch.h"
#include "support.h"
#include "thorough.h"

Suite *suite_lint(void);

#define DOCUMENTS 1200

/* The findings of a file, with their source lines; to be freed. */
static char *inspect(struct linter *linter, unsigned number)
{
    char path[32];
    snprintf(path, sizeof path, "%u.xml", number);
    struct linted linted = {0};
    const struct input input = {.path = path, .named = true};
    linter_inspect(linter, &input, path, &linted);
    ck_assert_int_eq(linted.inspection.outcome, OUTCOME_LINTED);
    char *said = findings_as_text(&linted.inspection.findings);
    findings_free(&linted.inspection.findings);
    return said;
}

static char *inspect_alone(const struct judgement *judgement, unsigned number)
{
    struct linter *linter = linter_new(judgement, WANTED_EXCERPTS);
    char *said = inspect(linter, number);
    linter_free(linter);
    return said;
}

static void shuffle(unsigned numbers[DOCUMENTS], uint64_t state)
{
    for (unsigned i = 0; i < DOCUMENTS; i++)
        numbers[i] = i;
    for (unsigned i = DOCUMENTS - 1; i; i--) {
        unsigned other = (unsigned)random_under(&state, i + 1);
        unsigned number = numbers[i];
        numbers[i] = numbers[other];
        numbers[other] = number;
    }
}

START_TEST(any_order_finds_the_same)
{
    static char *alone[DOCUMENTS];
    unsigned numbers[DOCUMENTS];
    char path[32];
    struct lab lab;
    lab_init(&lab);
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        snprintf(path, sizeof path, "%u.xml", i);
        documents_write(path, i);
        alone[i] = inspect_alone(&lab.judgement, i);
    }
    for (uint64_t order = 1; order <= (uint64_t)thorough(4, 2); order++) {
        struct linter *linter = linter_new(&lab.judgement, WANTED_EXCERPTS);
        shuffle(numbers, order);
        for (unsigned i = 0; i < DOCUMENTS; i++) {
            char *said = inspect(linter, numbers[i]);
            expect_same(alone[numbers[i]], said, "document %u, number %u of order %u", numbers[i],
                        i, (unsigned)order);
            free(said);
        }
        linter_free(linter);
    }
    for (unsigned i = 0; i < DOCUMENTS; i++)
        free(alone[i]);
}
END_TEST

/* What becomes of a file that needn't be a profile, and why. */
START_TEST(skipped)
{
    static const struct {
        const char *bytes;
        size_t length;
        enum outcome outcome;
        enum skip skip;
    } rows[] = {
#define ROW(bytes, outcome, skip) {bytes, sizeof(bytes) - 1, outcome, skip}
        ROW("", OUTCOME_SKIPPED, SKIP_EMPTY),
        ROW(" \r\n", OUTCOME_SKIPPED, SKIP_NO_ROOT),
        ROW("\xEF\xBB\xBF", OUTCOME_SKIPPED, SKIP_NO_ROOT),
        ROW("<?xml version=\"1.0\"?>\n<!-- x -->", OUTCOME_SKIPPED, SKIP_NO_ROOT),
        ROW("<?xml version=\"1.0\"?>\n<prov", OUTCOME_SKIPPED, SKIP_NO_ROOT),
        ROW("<!-- x", OUTCOME_SKIPPED, SKIP_NO_ROOT),
        ROW("<\0?\0x\0", OUTCOME_SKIPPED, SKIP_NO_ROOT),
        ROW("<pom/>", OUTCOME_SKIPPED, SKIP_NOT_PROFILE),
        ROW("<pom><a>", OUTCOME_SKIPPED, SKIP_NOT_PROFILE),
        ROW("text", OUTCOME_SKIPPED, SKIP_NO_ROOT),
        ROW("<a <", OUTCOME_SKIPPED, SKIP_NO_ROOT),
        ROW("<provision", OUTCOME_LINTED, 0),
        ROW("<provision key=\"a\">", OUTCOME_LINTED, 0),
#undef ROW
    };
    struct lab lab;
    lab_init(&lab);
    struct linter *linter = linter_new(&lab.judgement, 0);
    const struct input input = {.path = (char[]){"a.xml"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct linted linted = {0};
        write_file(input.path, (struct text){rows[i].bytes, rows[i].length});
        linter_inspect(linter, &input, input.path, &linted);
        ck_assert_msg(linted.inspection.outcome == rows[i].outcome, "%s", rows[i].bytes);
        if (rows[i].outcome == OUTCOME_SKIPPED) {
            ck_assert_msg(linted.inspection.skip == rows[i].skip, "%s", rows[i].bytes);
            ck_assert_uint_eq(linted.inspection.findings.count, 0);
        }
        findings_free(&linted.inspection.findings);
    }
    linter_free(linter);
}
END_TEST

/* ---- Files that a directory has ---- */

/* What ends before it's known whether it's a profile, and the rule that says so; NULL: it's of
 * another kind. */
static const struct {
    const char *document;
    const char *rule;
} unjudged[] = {
    {"<!DOCTYPE r [<!ENTITY a 'b'>]><provision key='k'/>", "xml-entity"},
    {"<!DOCTYPE r [<!ENTITY a 'b'>]><r><provision key='k'/></r>", NULL},
    {"<!DOCTYPE provision SYSTEM 'x'><provision key='&x;'/>", "xml-malformed"},
    {"<!DOCTYPE r SYSTEM 'x'><provision key='&x;'/>", "xml-malformed"},
    {"<!DOCTYPE r SYSTEM 'x'><r key='&x;'/>", NULL},
    {"<provision><x>&x;</x><user/></provision>", "xml-malformed"},
    {"<r><provision>&x;<user/></provision></r>", NULL},
    {"<?xml version='1.1'?><provision/>", "xml-version"},
    {"<?xml version='1.1'?><r/>", NULL},
};

START_TEST(unjudged_in_a_directory)
{
    struct lab lab;
    struct linted linted = {0};
    const struct input input = {.path = (char[]){"a.xml"}};
    lab_init(&lab);
    struct linter *linter = linter_new(&lab.judgement, 0);
    FILE *file = fopen("a.xml", "w");
    ck_assert_ptr_nonnull(file);
    fputs(unjudged[_i].document, file);
    fclose(file);
    linter_inspect(linter, &input, "a.xml", &linted);
    const struct findings *findings = &linted.inspection.findings;
    if (unjudged[_i].rule) {
        ck_assert_int_eq(linted.inspection.outcome, OUTCOME_LINTED);
        ck_assert(linted.inspection.partial);
        ck_assert_str_eq(rules[findings->items[findings->count - 1].rule].id, unjudged[_i].rule);
    } else {
        ck_assert_int_eq(linted.inspection.outcome, OUTCOME_SKIPPED);
        ck_assert_uint_eq(findings->count, 0);
    }
    findings_free(&linted.inspection.findings);
    linter_free(linter);
}
END_TEST

Suite *suite_lint(void)
{
    Suite *suite = suite_create("lint");
    TCase *order = tcase_create("order");
    tcase_set_timeout(order, 120);
    tcase_add_checked_fixture(order, scratch_enter, scratch_leave);
    tcase_add_test(order, any_order_finds_the_same);
    tcase_add_test(order, skipped);
    tcase_add_loop_test(order, unjudged_in_a_directory, 0,
                        (int)(sizeof unjudged / sizeof *unjudged));
    suite_add_tcase(suite, order);
    return suite;
}
