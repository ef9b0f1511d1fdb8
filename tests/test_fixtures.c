/* SPDX-License-Identifier: MIT */
/*
 * Every fixture against the findings that it expects (see fixtures/README.md): the whole set, in
 * one chunk, byte by byte, and in between; and the place of every finding counted anew, by iconv.
 */
#include "base/memory.h"
#include "fixture.h"
#include "oracle.h"
#include "run/fleet.h"
#include "same.h"
#include "thorough.h"

#include <ctype.h>
#include <libgen.h>
#include <strings.h>

Suite *suite_fixtures(void);

/* ---- Where a place is, counted by others ---- */

static const char *encoding_of(const struct fixture *fixture, char room[64])
{
    const unsigned char *head = (const unsigned char *)fixture->file.bytes;
    if (fixture->file.length >= 2) {
        if ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] && !head[1]))
            return "UTF-16LE";
        if ((head[0] == 0xFE && head[1] == 0xFF) || !head[0])
            return "UTF-16BE";
    }
    const char *start = strstr(fixture->text, "<?xml");
    const char *end = start ? strstr(start, "?>") : NULL;
    const char *declared = start ? strstr(start, "encoding=") : NULL;
    if (!declared || !end || declared > end)
        return "UTF-8";
    size_t length = strcspn(declared + 10, "\"'");
    snprintf(room, 64, "%.*s", (int)length, declared + 10);
    return strncasecmp(room, "UTF-16", 6) == 0 ? "UTF-8" : room;
}

/* What iconv doesn't take has no place to compare. */
static void check_place(const struct fixture *fixture, const struct place *place)
{
    char room[64];
    const char *encoding = encoding_of(fixture, room);
    struct text document = bytes_text(fixture->file);
    ck_assert_uint_le(place->byte, document.length);
    if (oracle_takes(text_slice(document, 0, place->byte), encoding))
        oracle_check_place(document, encoding, place, fixture->path);
}

/* ---- Running siplint on it ---- */

static void add_finding(struct lines *lines, const struct finding *finding)
{
    char line[512];
    snprintf(line, sizeof line, "%u:%u-%u:%u %s %s", finding->at.start.line,
             finding->at.start.column, finding->at.end.line, finding->at.end.column,
             severity_name((enum severity)finding->severity), rules[finding->rule].id);
    add_line(lines, line);
}

static void inspect(struct linter *linter, struct fleet *fleet, const char *path,
                    struct linted *linted)
{
    struct input input = {.path = (char *)(uintptr_t)path, .named = true};
    findings_reset(&linted->inspection.findings);
    linter_inspect(linter, &input, path, linted);
    ck_assert_msg(linted->inspection.outcome == OUTCOME_LINTED, "%s: %s", path,
                  linted->inspection.reason);
    fleet_judge(fleet, linted);
}

static char *find(const struct fixture *fixture, const struct judgement *judgement, size_t chunk)
{
    struct linter *linter = linter_new(judgement, WANTED_EXCERPTS);
    struct fleet *fleet = fleet_new();
    struct linted linted = {0};
    struct lines *found = calloc(1, sizeof *found);
    linter_set_chunk(linter, chunk);
    for (size_t i = 0; i < fixture->with.count; i++) {
        char *copy = strdup(fixture->path);
        char other[4096];
        snprintf(other, sizeof other, "%s/%s", dirname(copy), fixture->with.lines[i]);
        inspect(linter, fleet, other, &linted);
        free(copy);
    }
    inspect(linter, fleet, fixture->path, &linted);
    const struct findings *findings = &linted.inspection.findings;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        add_finding(found, finding);
        check_place(fixture, &finding->at.start);
        check_place(fixture, &finding->at.end);
        ck_assert_msg(finding->excerpt.line != NULL, "%s: no excerpt", fixture->path);
    }
    char *text = join(found);
    free(found);
    findings_free(&linted.inspection.findings);
    fleet_free(fleet);
    linter_free(linter);
    return text;
}

/* The last one takes a system call for each byte. */
static const size_t chunks[] = {0, 7, 1000, 1};

START_TEST(fixture_finds_what_it_expects)
{
    struct fixture fixture = load(fixtures[_i]);
    struct options options;
    ck_assert_int_eq(parse_options(&fixture, &options), STATUS_CLEAN);
    const struct judgement judgement = {
        .policy = &options.policy,
        .target = options.target,
        .now = options.now,
        .heed_suppressions = options.suppressions,
        .key = {{1, 2}},
    };
    for (size_t i = 0; i < (size_t)thorough(4, 2); i++) {
        char *found = find(&fixture, &judgement, chunks[i]);
        expect_same(fixture.expected, found, "%s, in chunks of %zu", fixture.path, chunks[i]);
        free(found);
    }
    options_free(&options);
    unload(&fixture);
}
END_TEST

/* ---- What the table says of what rules depend on ---- */

/* The lines of `text` that are about the rule. */
static char *lines_of(const char *text, const char *id)
{
    char *lines = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&lines, &size);
    for (const char *end; (end = strchr(text, '\n')); text = end + 1) {
        size_t length = (size_t)(end - text), word = strlen(id);
        if (length > word && text[length - word - 1] == ' ' && memcmp(end - word, id, word) == 0)
            fprintf(out, "%.*s\n", (int)length, text);
    }
    fclose(out);
    return lines;
}

/* Notes which rules find something else now, and takes the text. */
static void compare_by_rule(const char *before, char *text, bool differs[RULE_COUNT])
{
    for (int rule = 0; rule < RULE_COUNT && strcmp(before, text) != 0; rule++) {
        char *first = lines_of(before, rules[rule].id), *second = lines_of(text, rules[rule].id);
        differs[rule] |= strcmp(first, second) != 0;
        free(first);
        free(second);
    }
    free(text);
}

/* Lints the fixture for each target, at other times, and without the other files. */
static void vary(const struct fixture *fixture, struct judgement judgement,
                 bool differs[RULE_COUNT])
{
    static const int64_t times[] = {INT64_MIN, INT64_MAX};
    struct fixture alone = *fixture;
    char *before = find(fixture, &judgement, 0);
    alone.with.count = 0;
    compare_by_rule(before, find(&alone, &judgement, 0), differs);
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct judgement other = judgement;
        other.now = times[i];
        compare_by_rule(before, find(fixture, &other, 0), differs);
    }
    for (int target = 0; target < TARGET_COUNT; target++) {
        judgement.target = (enum target)target;
        compare_by_rule(before, find(fixture, &judgement, 0), differs);
    }
    free(before);
}

/* A row says that its rule depends on more than the file just where that shows in a fixture; the
 * rule's first bad one is enough, unless it's to be thorough. */
START_TEST(rules_depend_on_what_their_rows_say)
{
    bool differs[RULE_COUNT] = {false};
    for (int i = 0; i < fixture_count; i++) {
        if (!thorough(1, strstr(fixtures[i], "/bad.xml") != NULL))
            continue;
        struct fixture fixture = load(fixtures[i]);
        struct options options;
        ck_assert_int_eq(parse_options(&fixture, &options), STATUS_CLEAN);
        const struct judgement judgement = {
            .policy = &options.policy,
            .target = options.target,
            .now = options.now,
            .heed_suppressions = options.suppressions,
            .key = {{1, 2}},
        };
        vary(&fixture, judgement, differs);
        options_free(&options);
        unload(&fixture);
    }
    for (int rule = 0; rule < RULE_COUNT; rule++)
        ck_assert_msg(differs[rule] == rules[rule].depends, "%s depends on %s", rules[rule].id,
                      differs[rule] ? "more than the file" : "the file alone");
}
END_TEST

/* ---- Every rule has its fixtures ---- */

START_TEST(rule_has_fixtures)
{
    static const char *const names[] = {"bad.xml", "good.xml"};
    for (size_t i = 0; i < 2; i++) {
        char path[512];
        snprintf(path, sizeof path, "fixtures/rules/%s/%s", rules[_i].id, names[i]);
        ck_assert_msg(access(path, R_OK) == 0, "%s is missing", path);
        struct fixture fixture = load(path);
        char wanted[128];
        snprintf(wanted, sizeof wanted, " %s\n", rules[_i].id);
        bool fires = strstr(fixture.expected, wanted) != NULL;
        ck_assert_msg(fires == (i == 0), "%s %s", path,
                      i == 0 ? "doesn't expect its rule" : "expects its rule");
        unload(&fixture);
    }
}
END_TEST

Suite *suite_fixtures(void)
{
    Suite *suite = suite_create("fixtures");
    TCase *tcase = tcase_create("fixtures");
    fixture_count = 0;
    ftw("fixtures", add_fixture, 16);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, fixture_finds_what_it_expects, 0, fixture_count);
    tcase_add_loop_test(tcase, rule_has_fixtures, 0, RULE_COUNT);
    tcase_add_test(tcase, rules_depend_on_what_their_rows_say);
    suite_add_tcase(suite, tcase);
    return suite;
}
