/* SPDX-License-Identifier: MIT */
/*
 * Fixed rules, which say that a file wasn't checked to its end: no option and no comment makes such
 * a file look clean. The files are the fixtures bad.xml of the rules that the table calls fixed.
 */
#include "capture.h"
#include "cli/command_line.h"
#include "exact.h"
#include "findings/inspection.h"
#include "support.h"

Suite *suite_fixed(void);

#define WORDS_LIMIT 16

/* A command line that grows by words. */
struct attempt {
    char words[WORDS_LIMIT][128];
    char *arguments[WORDS_LIMIT + 1];
    int count;
    struct options options;
    char *message;
};

static void add(struct attempt *attempt, const char *before, const char *name, const char *after)
{
    ck_assert_int_lt(attempt->count, WORDS_LIMIT);
    char *word = attempt->words[attempt->count];
    snprintf(word, sizeof attempt->words[0], "%s%s%s", before, name, after);
    attempt->arguments[attempt->count++] = word;
    attempt->arguments[attempt->count] = NULL;
}

static void begin(struct attempt *attempt)
{
    attempt->count = 0;
    add(attempt, "siplint", "", "");
    add(attempt, "profile.xml", "", "");
}

static enum status try(struct attempt *attempt)
{
    const struct environment environment = {.clock = 1000000000};
    struct capture errors = capture_begin(false);
    enum status status = options_parse(&attempt->options, attempt->count, attempt->arguments,
                                       &environment, errors.out);
    attempt->message = capture_end(&errors);
    return status;
}

static void end(struct attempt *attempt)
{
    free(attempt->message);
    options_free(&attempt->options);
}

static bool shows_fixed(const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        if (rules[findings->items[i].rule].fixed && findings->items[i].severity == SEVERITY_ERROR)
            return true;
    return false;
}

/* The file is linted as the command line says: that it wasn't checked to its end is shown, and
 * fails the run unless nothing does. */
static void assert_not_clean(const struct attempt *attempt, struct text document)
{
    const struct options *options = &attempt->options;
    const struct judgement judgement = {.policy = &options->policy,
                                        .target = options->target,
                                        .now = options->now,
                                        .heed_suppressions = options->suppressions,
                                        .key = {{1, 2}}};
    struct engine *engine = engine_new(&judgement);
    struct inspection inspection = {.path = "profile.xml", .outcome = OUTCOME_LINTED};
    struct totals totals = {0};
    char line[1024] = "";
    for (int i = 2; i < attempt->count; i++)
        snprintf(line + strlen(line), sizeof line - strlen(line), " %s", attempt->words[i]);
    ck_assert_msg(lint_bytes(engine, document, 0, &inspection.findings), "%s", line);
    ck_assert_msg(shows_fixed(&inspection.findings), "%s\n%.*s", line, (int)document.length,
                  document.bytes);
    totals_add(&totals, &inspection);
    bool may_fail = options->policy.fails != SEVERITY_OFF;
    ck_assert_int_eq(totals_status(&totals, &options->policy),
                     may_fail ? STATUS_FINDINGS : STATUS_CLEAN);
    findings_free(&inspection.findings);
    engine_free(engine);
}

/* The rule's bad.xml; `in_front` comes before it. */
static struct bytes load_bad(int rule, const char *in_front)
{
    char path[256];
    snprintf(path, sizeof path, "fixtures/rules/%s/bad.xml", rules[rule].id);
    struct bytes bad = bytes_read(path), whole = {NULL, 0};
    FILE *out = open_memstream(&whole.bytes, &whole.length);
    fputs(in_front, out);
    fwrite(bad.bytes, 1, bad.length, out);
    fclose(out);
    bytes_free(bad);
    return whole;
}

static void assert_bad_not_clean(const struct attempt *attempt, int rule, const char *in_front)
{
    struct bytes document = load_bad(rule, in_front);
    assert_not_clean(attempt, bytes_text(document));
    bytes_free(document);
}

/* By its id a fixed rule can be neither turned off nor lowered, whatever comes before. */
START_TEST(by_id)
{
    static const char *const refused[][2] = {{"--disable=", ""},
                                             {"--disable=basic-auth,", ",realm-missing"},
                                             {"--severity=", "=warning"},
                                             {"--severity=", "=note"},
                                             {"--severity=", "=off"}};
    static const char *const taken[][2] = {{"--enable=", ""},
                                           {"--only=", ""},
                                           {"--severity=", "=error"}};
    struct attempt attempt;
    if (!rules[_i].fixed)
        return;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        begin(&attempt);
        add(&attempt, "--only=lint", "", "");
        add(&attempt, refused[i][0], rules[_i].id, refused[i][1]);
        ck_assert_int_eq(try(&attempt), STATUS_USAGE);
        ck_assert_ptr_nonnull(strstr(attempt.message, rules[_i].id));
        end(&attempt);
    }
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        begin(&attempt);
        add(&attempt, taken[i][0], rules[_i].id, taken[i][1]);
        ck_assert_int_eq(try(&attempt), STATUS_CLEAN);
        assert_bad_not_clean(&attempt, _i, "");
        end(&attempt);
    }
}
END_TEST

static const char *const of_category[][2] = {
    {"--disable=", ""},
    {"--only=", ""},
    {"--severity=", "=note"},
    {"--severity=", "=off"},
};

/* A category, or all of them, leaves the fixed ones of it as they are. */
START_TEST(by_category)
{
    struct attempt attempt;
    if (!rules[_i].fixed)
        return;
    for (size_t i = 0; i < sizeof of_category / sizeof *of_category; i++) {
        struct attempt all;
        begin(&all);
        for (int category = 0; category < CATEGORY_COUNT; category++) {
            const char *name = category_name((enum category)category);
            begin(&attempt);
            add(&attempt, of_category[i][0], name, of_category[i][1]);
            add(&all, of_category[i][0], name, of_category[i][1]);
            ck_assert_int_eq(try(&attempt), STATUS_CLEAN);
            assert_bad_not_clean(&attempt, _i, "");
            end(&attempt);
        }
        ck_assert_int_eq(try(&all), STATUS_CLEAN);
        assert_bad_not_clean(&all, _i, "");
        end(&all);
    }
}
END_TEST

/* One of the ways to see less. */
static void add_random(struct attempt *attempt, uint64_t *state)
{
    static const char *const levels[] = {"=off", "=note", "=warning", "=error"};
    static const char *const others[] = {
        "--min-severity=error", "--max-findings=1", "--fail-on=error", "--fail-on=never",
        "--fleet=enabled",      "--pedantic",       "--audit",         "--no-suppressions",
        "--target=rtc-1.0",     "--quiet"};
    size_t way = random_under(state, 5);
    int rule = (int)random_under(state, RULE_COUNT);
    bool has_id = random_under(state, 2) && !rules[rule].fixed;
    const char *name = has_id ? rules[rule].id : category_name(rules[rule].category);
    if (way == 0)
        add(attempt, others[random_under(state, sizeof others / sizeof *others)], "", "");
    else if (way == 1)
        add(attempt, "--severity=", name, levels[random_under(state, 4)]);
    else
        add(attempt, way == 2 ? "--disable=" : way == 3 ? "--only=" : "--enable=", name, "");
}

START_TEST(by_any_options)
{
    uint64_t state = 14;
    struct attempt attempt;
    int rule = 0;
    for (int round = 0; round < 600; round++) {
        begin(&attempt);
        for (size_t left = random_under(&state, 8); left; left--)
            add_random(&attempt, &state);
        ck_assert_int_eq(try(&attempt), STATUS_CLEAN);
        do
            rule = (rule + 1) % RULE_COUNT;
        while (!rules[rule].fixed);
        assert_bad_not_clean(&attempt, rule, "");
        for (int i = 0; i < RULE_COUNT; i++)
            ck_assert(!rules[i].fixed || attempt.options.policy.severity[i] == SEVERITY_ERROR);
        end(&attempt);
    }
}
END_TEST

/* A comment in front that names it, or them all beside other rules, suppresses it not. In front of
 * an XML declaration the comment itself is what isn't well-formed. */
START_TEST(by_comment)
{
    struct attempt attempt;
    char all[1024] = "<!-- siplint disable=suppression-malformed";
    char one[256];
    if (!rules[_i].fixed)
        return;
    for (int i = 0; i < RULE_COUNT; i++)
        if (rules[i].fixed)
            snprintf(all + strlen(all), sizeof all - strlen(all), ",%s", rules[i].id);
    strcat(all, ": reason -->\n");
    snprintf(one, sizeof one, "<!-- siplint disable=%s: reason -->\n", rules[_i].id);
    begin(&attempt);
    ck_assert_int_eq(try(&attempt), STATUS_CLEAN);
    assert_bad_not_clean(&attempt, _i, all);
    assert_bad_not_clean(&attempt, _i, one);
    end(&attempt);
}
END_TEST

/* In a profile that's checked to its end the comment is told of, by the rule's id. */
START_TEST(comment_is_told_of)
{
    static const char profile[] = "<!-- siplint disable=%s,missing-key: reason -->"
                                  "<provision name='n'/>";
    char document[256];
    struct lab lab;
    struct findings findings = {0};
    size_t told = 0;
    if (!rules[_i].fixed)
        return;
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    snprintf(document, sizeof document, profile, rules[_i].id);
    lint_bytes(engine, text_of(document), 0, &findings);
    for (size_t i = 0; i < findings.count; i++)
        told += findings.items[i].rule == RULE_suppression_malformed &&
                strstr(findings.items[i].message, rules[_i].id) != NULL;
    ck_assert_uint_eq(told, 1);
    ck_assert(!has_rule(&findings, RULE_suppression_unknown_rule));
    ck_assert(!has_rule(&findings, RULE_missing_key)); /* the comment's other ids hold */
    ck_assert_uint_eq(findings.counts.suppressed, 1);
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

Suite *suite_fixed(void)
{
    Suite *suite = suite_create("fixed");
    TCase *tests = tcase_create("fixed");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, by_id, 0, RULE_COUNT);
    tcase_add_loop_test(tests, by_category, 0, RULE_COUNT);
    tcase_add_test(tests, by_any_options);
    tcase_add_loop_test(tests, by_comment, 0, RULE_COUNT);
    tcase_add_loop_test(tests, comment_is_told_of, 0, RULE_COUNT);
    suite_add_tcase(suite, tests);
    return suite;
}
