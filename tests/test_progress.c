/* SPDX-License-Identifier: MIT */
/* The line that says how far a run is: when it's there, what it says, and that it goes. */
#include "capture.h"
#include "report/progress.h"

#include <check.h>
#include <string.h>

Suite *suite_progress(void);

static const struct totals some = {
    .files = 10,
    .skipped = 2,
    .unreadable = 1,
    .by_severity = {[SEVERITY_ERROR] = 3, [SEVERITY_NOTE] = 5},
    .hidden = {[SEVERITY_NOTE] = 5},
};

/* As if the run had begun so many seconds ago. */
static void begin_earlier(struct progress *progress, struct emit *out, int seconds)
{
    progress_begin(progress, out);
    progress->start -= seconds * (int64_t)1000000000;
    progress->next -= seconds * (int64_t)1000000000;
}

START_TEST(nothing_is_shown_in_the_first_second)
{
    struct progress progress;
    struct capture capture = capture_begin(false);
    progress_begin(&progress, capture.out);
    progress_update(&progress, &some);
    progress_hide(&progress);
    char *text = capture_end(&capture);
    ck_assert_str_eq(text, "");
    free(text);
}
END_TEST

START_TEST(nothing_is_shown_without_a_terminal)
{
    struct progress progress;
    progress_begin(&progress, NULL);
    progress.next = 0;
    progress_update(&progress, &some);
    progress_hide(&progress);
    ck_assert_uint_eq(progress.width, 0);
}
END_TEST

START_TEST(a_line_is_shown_once_in_a_while_and_goes)
{
    struct progress progress;
    struct capture capture = capture_begin(false);
    begin_earlier(&progress, capture.out, 1000);
    progress_update(&progress, &some);
    progress_update(&progress, &some);
    progress_hide(&progress);
    progress_hide(&progress);
    char *text = capture_end(&capture);
    ck_assert_str_eq(text, "\rsiplint: 13 files, 0 a second, 3 findings"
                           "\r                                         \r");
    free(text);
}
END_TEST

START_TEST(one_of_each_is_singular)
{
    static const struct totals one = {.files = 1, .by_severity = {[SEVERITY_ERROR] = 1}};
    struct progress progress;
    struct capture capture = capture_begin(false);
    begin_earlier(&progress, capture.out, 1000);
    progress_update(&progress, &one);
    char *text = capture_end(&capture);
    ck_assert_str_eq(text, "\rsiplint: 1 file, 0 a second, 1 finding");
    free(text);
}
END_TEST

START_TEST(a_shorter_line_leaves_nothing_of_a_longer_one)
{
    static const struct totals more = {.files = 13, .by_severity = {[SEVERITY_ERROR] = 12345}};
    struct progress progress;
    struct capture capture = capture_begin(false);
    begin_earlier(&progress, capture.out, 1000);
    progress_update(&progress, &more);
    progress.next = 0;
    progress_update(&progress, &some);
    char *text = capture_end(&capture);
    ck_assert_ptr_nonnull(strstr(text, "12345 findings\rsiplint: 13 files, 0 a second, 3 findings"
                                       "    "));
    free(text);
}
END_TEST

Suite *suite_progress(void)
{
    Suite *suite = suite_create("progress");
    TCase *lines = tcase_create("lines");
    tcase_add_test(lines, nothing_is_shown_in_the_first_second);
    tcase_add_test(lines, nothing_is_shown_without_a_terminal);
    tcase_add_test(lines, a_line_is_shown_once_in_a_while_and_goes);
    tcase_add_test(lines, one_of_each_is_singular);
    tcase_add_test(lines, a_shorter_line_leaves_nothing_of_a_longer_one);
    suite_add_tcase(suite, lines);
    return suite;
}
