/* SPDX-License-Identifier: MIT */
/* The gcc and pretty formats, byte by byte, and the closing line. */
#include "capture.h"
#include "catalogue/rules.h"
#include "report/formats.h"
#include "same.h"

#include <string.h>

Suite *suite_report(void);

static const struct finding plain = {
    .at = {.start = {100, 12, 7}, .end = {105, 12, 12}},
    .message = "no \"key\"",
    .help = "add it",
    .where = "provision",
    .rule = RULE_missing_key,
    .severity = SEVERITY_WARNING,
};

static struct report_settings settings;

/* One finding in one input through one format. */
static char *written_by(const struct format *format, const char *path, struct finding finding,
                        bool color)
{
    struct inspection inspection = {
        .path = path,
        .findings = {.items = &finding, .count = 1},
    };
    struct totals totals = {0};
    struct capture capture = capture_begin(color);
    struct report report = {.format = format, .out = capture.out, .settings = &settings};
    report_begin(&report);
    report_inspection(&report, &inspection);
    report_end(&report, &totals);
    ck_assert_uint_eq(report.inspections, 1);
    ck_assert_uint_eq(report.findings, 1);
    return capture_end(&capture);
}

static void assert_written(const struct format *format, struct finding finding,
                           const char *expected)
{
    char *written = written_by(format, "a.xml", finding, false);
    ck_assert_str_eq(written, expected);
    free(written);
}

START_TEST(gcc_lines)
{
    struct finding finding = plain;
    assert_written(&format_gcc, finding, "a.xml:12:7: warning: no \"key\" [missing-key]\n");
    finding.severity = SEVERITY_NOTE;
    finding.code = "RTC_E_PROFILE_NO_KEY";
    assert_written(&format_gcc, finding,
                   "a.xml:12:7: note: no \"key\"; the RTC client rejects this profile ("
                   "RTC_E_PROFILE_NO_KEY) [missing-key]\n");
    finding.severity = SEVERITY_ERROR;
    finding.likely = true;
    assert_written(
        &format_gcc, finding,
        "a.xml:12:7: error: no \"key\"; the RTC client will probably reject this profile ("
        "RTC_E_PROFILE_NO_KEY) [missing-key]\n");
    finding.message = "enabling it fails: RTC_E_PROFILE_NO_KEY";
    assert_written(&format_gcc, finding,
                   "a.xml:12:7: error: enabling it fails: RTC_E_PROFILE_NO_KEY [missing-key]\n");
}
END_TEST

START_TEST(gcc_help)
{
    struct finding finding = plain;
    settings.shows_help = true;
    assert_written(&format_gcc, finding,
                   "a.xml:12:7: warning: no \"key\"; help: add it [missing-key]\n");
    finding.code = "RTC_E_PROFILE_NO_KEY";
    assert_written(&format_gcc, finding,
                   "a.xml:12:7: warning: no \"key\"; the RTC client rejects this profile "
                   "(RTC_E_PROFILE_NO_KEY); help: add it [missing-key]\n");
    settings.shows_help = false;
}
END_TEST

START_TEST(gcc_related)
{
    struct finding finding = plain;
    finding.related = (struct related){.message = "the first", .at = {.start = {0, 3, 4}}};
    assert_written(&format_gcc, finding,
                   "a.xml:12:7: warning: no \"key\" [missing-key]\na.xml:3:4: note: the first\n");
    finding.related.path = "other\n.xml";
    assert_written(&format_gcc, finding,
                   "a.xml:12:7: warning: no \"key\" [missing-key]\n"
                   "other\\n.xml:3:4: note: the first\n");
}
END_TEST

START_TEST(gcc_hostile_path)
{
    char *written =
        written_by(&format_gcc, "a\x1b[31m\n::error::\xc2\x9b\xe2\x80\xae\xff", plain, false);
    ck_assert_str_eq(written, "a\\u{1b}[31m\\n::error::\\u{9b}\\u{202e}\\xff:12:7: warning: no "
                              "\"key\" [missing-key]\n");
    free(written);
}
END_TEST

START_TEST(gcc_color)
{
    char *written = written_by(&format_gcc, "a.xml", plain, true);
    ck_assert_str_eq(written, "\033[1ma.xml:12:7:\033[0m \033[1;35mwarning:\033[0m no \"key\" "
                              "[missing-key]\n");
    free(written);
}
END_TEST

static const struct {
    const char *what;
    const char *excerpt;
    uint32_t mark_start;
    uint32_t mark_end;
    const char *line;
    const char *caret;
} excerpts[] = {
    {"plain", "<a b=\"c\"/>", 6, 7, "<a b=\"c\"/>", "      ^"},
    {"a word", "<user uri=\"x\"/>", 1, 5, "<user uri=\"x\"/>", " ^~~~"},
    {"empty range", "<a b=\"\"/>", 6, 6, "<a b=\"\"/>", "      ^"},
    {"at the start", "<a/>", 0, 4, "<a/>", "^~~~"},
    {"at the end", "<a/>", 4, 4, "<a/>", "    ^"},
    {"behind the end", "<a/>", 9, 12, "<a/>", "    ^"},
    {"to behind the end", "<a/>", 2, 9, "<a/>", "  ^~"},
    {"empty line", "", 0, 0, "", "^"},
    {"tab in front", "\t<a/>", 1, 5, "        <a/>", "        ^~~~"},
    {"tabs to their stops", "ab\tc\tX", 5, 6, "ab      c       X", "                ^"},
    {"a tab at a stop", "12345678\tX", 9, 10, "12345678        X", "                ^"},
    {"tab underlined", "a\tb", 1, 2, "a       b", " ^~~~~~~"},
    {"double width before", "\xe4\xb8\xad\xe6\x96\x87X", 2, 3, "\xe4\xb8\xad\xe6\x96\x87X",
     "    ^"},
    {"double width underlined", "a\xe4\xb8\xad\xe6\x96\x87", 1, 3, "a\xe4\xb8\xad\xe6\x96\x87",
     " ^~~~"},
    {"double width and tab", "\xe4\xb8\xad\tX", 2, 3, "\xe4\xb8\xad      X", "        ^"},
    {"combining before", "e\xcc\x81X", 2, 3, "e\xcc\x81X", " ^"},
    {"combining underlined", "Xe\xcc\x81Y", 1, 3, "Xe\xcc\x81Y", " ^"},
    {"emoji before", "\xf0\x9f\x93\x9e X", 2, 3, "\xf0\x9f\x93\x9e X", "   ^"},
};

START_TEST(pretty_excerpt)
{
    struct finding finding = plain;
    finding.excerpt.line = excerpts[_i].excerpt;
    finding.excerpt.mark_start = excerpts[_i].mark_start;
    finding.excerpt.mark_end = excerpts[_i].mark_end;
    char expected[300];
    snprintf(expected, sizeof expected,
             "a.xml:12:7: warning: no \"key\" [missing-key]\n12 | %s\n   | %s\nhelp: add it\n\n",
             excerpts[_i].line, excerpts[_i].caret);
    char *written = written_by(&format_pretty, "a.xml", finding, false);
    expect_same(expected, written, "%s", excerpts[_i].what);
    free(written);
}
END_TEST

START_TEST(pretty_without_excerpt)
{
    struct finding finding = plain;
    finding.related = (struct related){.message = "the first", .at = {.start = {0, 3, 4}}};
    assert_written(&format_pretty, finding,
                   "a.xml:12:7: warning: no \"key\" [missing-key]\nhelp: add it\n"
                   "a.xml:3: note: the first\n\n");
}
END_TEST

START_TEST(pretty_color)
{
    struct finding finding = plain;
    finding.excerpt = (struct excerpt){.line = "<a/>", .mark_end = 4};
    char *written = written_by(&format_pretty, "a.xml", finding, true);
    ck_assert_str_eq(written, "\033[1ma.xml:12:7:\033[0m \033[1;35mwarning:\033[0m no \"key\" "
                              "[missing-key]\n"
                              "\033[1m12 | \033[0m<a/>\n"
                              "  \033[1m | \033[0m\033[1;32m^~~~\033[0m\n"
                              "\033[1;34mhelp:\033[0m add it\n\n");
    free(written);
}
END_TEST

START_TEST(nothing_found)
{
    struct inspection inspection = {.path = "a.xml"};
    struct totals totals = {.files = 1};
    static const struct format *const text_formats[] = {&format_gcc, &format_pretty};
    for (size_t i = 0; i < 2; i++) {
        struct capture capture = capture_begin(false);
        struct report report = {.format = text_formats[i], .out = capture.out};
        report_begin(&report);
        report_inspection(&report, &inspection);
        report_end(&report, &totals);
        char *written = capture_end(&capture);
        ck_assert_str_eq(written, "");
        free(written);
    }
}
END_TEST

START_TEST(file_list)
{
    static const struct inspection inspections[] = {
        {.path = "a\n.xml", .kind = INPUT_PROFILE},
        {.path = "a.provxml", .kind = INPUT_CARRIER},
        {.path = "b.xml", .outcome = OUTCOME_SKIPPED, .reason = "not a profile"},
        {.path = "c.xml", .outcome = OUTCOME_UNREADABLE, .reason = "Is a\n directory"},
        {.path = "d.xml", .outcome = OUTCOME_UNREADABLE},
    };
    struct capture capture = capture_begin(false);
    struct report report = {.format = &format_file_list, .out = capture.out};
    for (size_t i = 0; i < sizeof inspections / sizeof *inspections; i++) {
        report_inspection(&report, &inspections[i]);
        if (inspections[i].outcome == OUTCOME_UNREADABLE)
            report_unreadable(capture.out, &inspections[i]);
    }
    char *written = capture_end(&capture);
    ck_assert_str_eq(written, "a\\n.xml: profile\n"
                              "a.provxml: carrier\n"
                              "b.xml: skipped: not a profile\n"
                              "c.xml: can't be read: Is a\\n directory\n"
                              "siplint: c.xml: can't be read: Is a\\n directory\n"
                              "d.xml: can't be read\n"
                              "siplint: d.xml: can't be read\n");
    free(written);
}
END_TEST

/* Each row: files, skipped, unreadable, suppressed; errors, warnings, notes; hidden of the latter
 * two; files in part. */
static const struct {
    size_t counts[10];
    const char *line;
} summaries[] = {
    {{0}, "nothing was linted"},
    {{0, 2, 0, 0}, "nothing was linted; 2 files skipped (not a profile)"},
    {{0, 0, 1, 0}, "nothing was linted; 1 input unreadable"},
    {{1}, "1 file: no findings"},
    {{3, 1, 1, 2, 2, 1, 4, 0, 4},
     "3 files: 2 errors, 1 warning; 4 notes hidden (--pedantic shows them); 2 findings suppressed "
     "by "
     "comments (--audit shows them); 1 file skipped (not a profile); 1 input unreadable"},
    {{1, 0, 0, 1, 1, 0, 1, 0, 0},
     "1 file: 1 error, 1 note; 1 finding suppressed by a comment (--audit shows it)"},
    {{1, 0, 0, 2}, "1 file: no findings; 2 findings suppressed by comments (--audit shows them)"},
    {{2, 0, 0, 0, 0, 0, 1, 0, 1}, "2 files: no findings; 1 note hidden (--pedantic shows it)"},
    {{2, 0, 0, 0, 1, 3, 0, 3, 0},
     "2 files: 1 error; 3 warnings hidden (--min-severity=warning shows them)"},
    {{2, 0, 0, 0, 0, 1, 1, 1, 1},
     "2 files: no findings; 1 warning, 1 note hidden (--pedantic shows them)"},
    {{1, 0, 0, 0, 1, 0, 0, 0, 0, 1}, "1 file: 1 error; 1 file checked only in part"},
    {{9, 1, 0, 0, 2, 0, 1, 0, 1, 2},
     "9 files: 2 errors; 1 note hidden (--pedantic shows it); 2 files checked only in part; 1 file "
     "skipped (not a profile)"},
    {{1, 0, 2, 0, 0, 2, 5, 1, 2},
     "1 file: 1 warning, 3 notes; 1 warning, 2 notes hidden (--pedantic shows them); 2 inputs "
     "unreadable"},
};

START_TEST(summary)
{
    const size_t *counts = summaries[_i].counts;
    struct totals totals = {
        .files = counts[0],
        .partial = counts[9],
        .skipped = counts[1],
        .skipped_for = {[SKIP_NOT_PROFILE] = counts[1]},
        .unreadable = counts[2],
        .suppressed = counts[3],
        .by_severity = {0, counts[6], counts[5], counts[4]},
        .hidden = {0, counts[8], counts[7], 0},
    };
    struct capture capture = capture_begin(false);
    report_summary(capture.out, &totals, &settings);
    char *written = capture_end(&capture);
    char expected[300];
    snprintf(expected, sizeof expected, "siplint: %s\n", summaries[_i].line);
    ck_assert_str_eq(written, expected);
    free(written);
}
END_TEST

/* What is found is no matter there. */
START_TEST(list_summary)
{
    static const struct {
        struct totals totals;
        const char *line;
    } rows[] = {
        {{0}, "nothing would be linted"},
        {{.files = 1, .by_severity = {0, 2, 3, 4}, .hidden = {0, 2}, .suppressed = 3},
         "1 file would be linted"},
        {{.files = 2, .skipped = 1, .skipped_for = {1}},
         "2 files would be linted; 1 file skipped (not a profile)"},
        {{.skipped = 2, .skipped_for = {2}, .unreadable = 1},
         "nothing would be linted; 2 files skipped (not a profile); 1 input unreadable"},
        {{.skipped = 3, .skipped_for = {[SKIP_EMPTY] = 2, [SKIP_SPECIAL] = 1}},
         "nothing would be linted; 2 empty files skipped; 1 file skipped (not a regular file)"},
        {{.skipped = 3, .skipped_for = {[SKIP_NOT_PROFILE] = 1, [SKIP_NO_ROOT] = 2}},
         "nothing would be linted; 1 file skipped (not a profile); 2 files skipped (no root "
         "element "
         "could be read)"},
        {{.files = 1, .skipped = 2, .skipped_for = {[SKIP_NOT_PROFILE] = 1, [SKIP_EMPTY] = 1}},
         "1 file would be linted; 1 file skipped (not a profile); 1 empty file skipped"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct capture capture = capture_begin(false);
        report_list_summary(capture.out, &rows[i].totals);
        char *written = capture_end(&capture);
        char expected[300];
        snprintf(expected, sizeof expected, "siplint: %s\n", rows[i].line);
        ck_assert_str_eq(written, expected);
        free(written);
    }
}
END_TEST

START_TEST(finding_formats)
{
    ck_assert_ptr_eq(format_find(text_of("gcc")), &format_gcc);
    ck_assert_ptr_eq(format_find(text_of("pretty")), &format_pretty);
    ck_assert_ptr_null(format_find(text_of("GCC")));
    ck_assert_ptr_null(format_find(text_of("gc")));
    ck_assert_ptr_null(format_find(text_of("")));
    ck_assert(format_pretty.wanted == WANTED_EXCERPTS && !format_gcc.wanted);
    for (size_t i = 0; formats[i]; i++) {
        ck_assert_ptr_eq(format_find(text_of(formats[i]->name)), formats[i]);
        ck_assert_uint_gt(strlen(formats[i]->summary), 10);
    }
}
END_TEST

Suite *suite_report(void)
{
    Suite *suite = suite_create("report");
    TCase *formatted = tcase_create("formats");
    TCase *lines = tcase_create("lines");
    tcase_add_test(formatted, gcc_lines);
    tcase_add_test(formatted, gcc_help);
    tcase_add_test(formatted, gcc_related);
    tcase_add_test(formatted, gcc_hostile_path);
    tcase_add_test(formatted, gcc_color);
    tcase_add_loop_test(formatted, pretty_excerpt, 0, (int)(sizeof excerpts / sizeof *excerpts));
    tcase_add_test(formatted, pretty_without_excerpt);
    tcase_add_test(formatted, pretty_color);
    tcase_add_test(formatted, nothing_found);
    tcase_add_test(formatted, finding_formats);
    suite_add_tcase(suite, formatted);
    tcase_add_test(lines, file_list);
    tcase_add_loop_test(lines, summary, 0, (int)(sizeof summaries / sizeof *summaries));
    tcase_add_test(lines, list_summary);
    suite_add_tcase(suite, lines);
    return suite;
}
