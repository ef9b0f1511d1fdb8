/* SPDX-License-Identifier: MIT */
/*
 * The source lines that are shown: what in them gets another form, and whether what is marked is
 * still what the finding is about.
 */
#include "capture.h"
#include "run/lint.h"
#include "scratch.h"
#include "support.h"

#include <fcntl.h>
#include <unistd.h>

Suite *suite_excerpt(void);

static char directory[SCRATCH_SIZE];

static void enter_directory(void)
{
    scratch_enter(directory);
}

static void leave_directory(void)
{
    scratch_leave(directory);
}

/* In each of them the protocol is wrong, and marked. */
static const struct {
    const char *element;
    const char *excerpt;
    const char *marked;
} lines[] = {
    {"<sipsrv protocol='x' addr='a'/>", "<sipsrv protocol='x' addr='a'/>", "x"},
    {"<sipsrv protocol='##[x]' addr='a'/>", "<sipsrv protocol='#\\x23[x]' addr='a'/>", "#\\x23[x]"},
    {"<sipsrv addr='##vso[a]##' protocol='###'/>",
     "<sipsrv addr='#\\x23vso[a]#\\x23' protocol='#\\x23#'/>", "#\\x23#"},
    {"<sipsrv addr='#\xc3\xa9#[' protocol='x'/>", "<sipsrv addr='#\xc3\xa9\\x23[' protocol='x'/>",
     "x"},
    {"<sipsrv addr='#\xc2\x9b#[' protocol='\xc2\x9b\xc3\xa9'/>",
     "<sipsrv addr='#\\u{9b}#[' protocol='\\u{9b}\xc3\xa9'/>", "\\u{9b}\xc3\xa9"},
    {"<sipsrv\taddr='#' protocol='\xef\xbb\xbf'/>", "<sipsrv\taddr='#' protocol='\\u{feff}'/>",
     "\\u{feff}"},
    {"<user password='##[x]'/><sipsrv addr='#' protocol='##'/>",
     "<user password='********'/><sipsrv addr='#' protocol='#\\x23'/>", "#\\x23"},
};

static void write_document(const char *element)
{
    char document[300];
    int length = snprintf(document, sizeof document,
                          "<provision key='k' name='n'>\n%s\n</provision>\n", element);
    int descriptor = open("a.xml", O_WRONLY | O_CREAT, 0600);
    ck_assert_int_eq(write(descriptor, document, (size_t)length), length);
    close(descriptor);
}

/* The bytes of a line up to a code point. */
static size_t bytes_before(const char *line, uint32_t index)
{
    const char *at = line;
    while (index-- && *at) {
        uint32_t code_point;
        at += text_decode(at, at + strlen(at), &code_point);
    }
    return (size_t)(at - line);
}

static void check_finding(const struct finding *finding, const char *excerpt, const char *marked)
{
    ck_assert_str_eq(finding->excerpt, excerpt);
    size_t start = bytes_before(excerpt, finding->mark_start);
    size_t end = bytes_before(excerpt, finding->mark_end);
    ck_assert_uint_eq(end - start, strlen(marked));
    ck_assert_int_eq(strncmp(excerpt + start, marked, end - start), 0);
    /* The stream changes nothing any more, so the caret stays below. */
    struct capture capture = capture_begin(false);
    emit_message(capture.out, excerpt);
    char *written = capture_end(&capture);
    ck_assert_str_eq(written, excerpt);
    free(written);
}

START_TEST(line)
{
    struct lab lab;
    struct linted linted = {0};
    struct input input = {.path = (char[]){"a.xml"}, .named = true};
    lab_init(&lab);
    write_document(lines[_i].element);
    struct linter *linter = linter_new(&lab.judgement, true);
    linter_inspect(linter, &input, "a.xml", &linted);
    const struct findings *findings = &linted.inspection.findings;
    int checked = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].rule != RULE_protocol_unknown)
            continue;
        check_finding(&findings->items[i], lines[_i].excerpt, lines[_i].marked);
        checked++;
    }
    ck_assert_int_eq(checked, 1);
    linter_free(linter);
    findings_free(&linted.inspection.findings);
}
END_TEST

Suite *suite_excerpt(void)
{
    Suite *suite = suite_create("excerpt");
    TCase *tests = tcase_create("excerpt");
    tcase_add_checked_fixture(tests, enter_directory, leave_directory);
    tcase_add_loop_test(tests, line, 0, (int)(sizeof lines / sizeof *lines));
    suite_add_tcase(suite, tests);
    return suite;
}
