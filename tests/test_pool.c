/* SPDX-License-Identifier: MIT */
/*
 * Many inputs on many threads: the same output for any number of them, in order, as soon as it can
 * be; no more under way than the ring holds; a good end after an interrupt.
 */
#include "base/interrupt.h"
#include "base/memory.h"
#include "capture.h"
#include "documents.h"
#include "report/formats.h"
#include "run/pool.h"
#include "same.h"
#include "scratch.h"
#include "support.h"
#include "thorough.h"
#include "totals/statistics.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

Suite *suite_pool(void);

static const unsigned job_counts[] = {1, 2, 8};
#define JOB_COUNTS (int)(sizeof job_counts / sizeof *job_counts)

static void pass_time(long milliseconds)
{
    const struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

/* Writes a profile of that key, with so many servers: each lacks its role. */
static void write_profile(const char *path, const char *key, unsigned servers)
{
    FILE *file = fopen(path, "w");
    ck_assert_msg(file != NULL, "%s: %s", path, strerror(errno));
    fprintf(file, "<provision key=\"%s\" name=\"n\"><user uri=\"sip:a@contoso.net\"/>\n", key);
    for (unsigned i = 0; i < servers; i++)
        fprintf(file, "<sipsrv addr=\"s%u.contoso.net\" protocol=\"tls\"/>\n", i);
    fprintf(file, "</provision>\n");
    ck_assert_int_eq(fclose(file), 0);
}

/* profile0000.xml, … */
static void write_profiles(unsigned count, unsigned servers)
{
    char path[32];
    char key[32];
    for (unsigned i = 0; i < count; i++) {
        snprintf(path, sizeof path, "profile%04u.xml", i);
        snprintf(key, sizeof key, "key-%u", i);
        write_profile(path, key, servers);
    }
}

/* ---- Whole reports ---- */

struct written {
    struct report report;
    struct totals totals;
};

static bool write_inspection(void *context, struct inspection *inspection)
{
    struct written *written = context;
    totals_add(&written->totals, inspection);
    statistics_add(written->report.settings->statistics, inspection);
    report_inspection(&written->report, inspection);
    if (inspection->outcome != OUTCOME_LINTED)
        report_unreadable(written->report.out, inspection);
    return true;
}

/* Lints directories, and gives the report as a string to be freed. */
static char *report_on(const struct format *format, unsigned jobs, const char *const *arguments,
                       size_t count)
{
    static const struct path_filter filter;
    struct lab lab;
    lab_init(&lab);
    struct capture capture = capture_begin(false);
    const struct report_settings settings = {.target = "any", .statistics = statistics_new()};
    struct written written = {.report = {.format = format,
                                         .out = capture.out,
                                         .policy = &lab.policy,
                                         .settings = &settings}};
    const struct run run = {.judgement = &lab.judgement,
                            .wanted = format->wanted,
                            .jobs = jobs,
                            .report = write_inspection,
                            .context = &written};
    struct paths *paths = paths_new(arguments, count, NULL, false, &filter);
    report_begin(&written.report);
    ck_assert(run_inputs(&run, paths));
    report_end(&written.report, &written.totals);
    paths_free(paths);
    statistics_free(settings.statistics);
    ck_assert_uint_gt(written.totals.files, 0);
    return capture_end(&capture);
}

/* All of them, or some thirty. */
static const char *const fixtures[] = {"fixtures/profiles", "fixtures/hostile", "fixtures"};

START_TEST(any_number_of_jobs_writes_the_same_in_each_format)
{
    size_t count = (size_t)thorough(3, 2);
    for (size_t i = 0; formats[i]; i++) {
        char *alone =
            report_on(formats[i], 0, fixtures, count); /* as many as there are processors */
        for (size_t k = 0; k < (size_t)thorough(JOB_COUNTS, 1); k++) {
            unsigned jobs = job_counts[(i + k) % JOB_COUNTS];
            char *together = report_on(formats[i], jobs, fixtures, count);
            expect_same(alone, together, "%s, %u jobs", formats[i]->name, jobs);
            free(together);
        }
        free(alone);
    }
}
END_TEST

START_TEST(every_run_writes_the_same)
{
    const struct format *format = format_find(text_of("gcc"));
    char *alone = report_on(format, 1, fixtures, (size_t)thorough(3, 2));
    for (int i = 0; i < thorough(100, 30); i++) {
        char *together = report_on(format, job_counts[1 + i % 2], fixtures, (size_t)thorough(3, 2));
        expect_same(alone, together, "run %d", i);
        free(together);
    }
    free(alone);
}
END_TEST

/* ---- A fleet: many files with findings, some that name another file, some that can't be read ----
 */

/* Makes the files in an order of its own: `step` must have no factor in common with their number.
 */
static void make_fleet(unsigned step)
{
    unsigned files = (unsigned)thorough(700, 290);
    char path[32];
    ck_assert_int_eq(mkdir("tree", 0700), 0);
    for (unsigned i = 0; i < 10; i++) {
        snprintf(path, sizeof path, "tree/%u", i);
        ck_assert_int_eq(mkdir(path, 0700), 0);
    }
    for (unsigned i = 0; i < files; i++) {
        unsigned number = i * step % files;
        snprintf(path, sizeof path, "tree/%u/%u.xml", number % 10, number);
        if (number % 29 == 0)
            ck_assert_int_eq(symlink("nowhere", path), 0);
        else
            documents_write(path, number);
    }
}

static char *report_on_fleet(const struct format *format, unsigned jobs)
{
    static const char *const arguments[] = {"tree/7", "missing.xml", "tree", "/proc/self/mem",
                                            "tree/3/3.xml"};
    return report_on(format, jobs, arguments, sizeof arguments / sizeof *arguments);
}

START_TEST(any_number_of_jobs_writes_the_same_of_a_fleet)
{
    static const unsigned counts[] = {8, 2, 4, 8, 1};
    const size_t most = sizeof counts / sizeof *counts;
    make_fleet(1);
    ck_assert_int_eq(mkdir("other", 0700), 0);
    ck_assert_int_eq(chdir("other"), 0);
    make_fleet(333);
    for (size_t i = 0; formats[i]; i++) {
        ck_assert_int_eq(chdir(".."), 0);
        char *alone = report_on_fleet(formats[i], 1);
        ck_assert_int_eq(chdir("other"), 0);
        for (size_t k = 0; k < (size_t)thorough((int)most, 1); k++) {
            unsigned jobs = counts[(i + k) % most];
            char *together = report_on_fleet(formats[i], jobs);
            expect_same(alone, together, "%s, %u jobs", formats[i]->name, jobs);
            free(together);
        }
        if (strcmp(formats[i]->name, "gcc") == 0) {
            ck_assert_ptr_nonnull(strstr(alone, "[duplicate-key]"));
            ck_assert_ptr_nonnull(strstr(alone, "[duplicate-realm]"));
            ck_assert_ptr_nonnull(strstr(alone, "[duplicate-user]"));
            ck_assert_ptr_nonnull(strstr(alone, "[shared-password]"));
            const char *unreadable = strstr(alone, "/proc/self/mem: can't be read: ");
            ck_assert_ptr_nonnull(unreadable);
            ck_assert_ptr_nonnull(strstr(unreadable, strerror(EIO)));
            ck_assert_ptr_nonnull(strstr(alone, "tree/0/0.xml: can't be read"));
        }
        free(alone);
    }
}
END_TEST

static void write_password(const char *path, const char *password)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file,
            "<provision key='%s' name='n'>\n"
            "<sipsrv addr='sip.contoso.net' protocol='TLS' role='registrar'/>\n"
            "<user uri='sip:%c@contoso.net' allowedauth='kerberos'\n"
            "password='%s'/>\n"
            "</provision>\n",
            path, path[5], password);
    ck_assert_int_eq(fclose(file), 0);
}

/* Of a password that two files share, a report tells neither what it is nor how long. */
START_TEST(shared_passwords_tell_nothing)
{
    static const char *const tree[] = {"tree"};
    static const char *const passwords[] = {"Zq7Xv", "opensesame-opensesame-opensesame"};
    ck_assert_int_eq(mkdir("tree", 0700), 0);
    write_password("tree/c.xml", "another");
    for (size_t i = 0; formats[i]; i++) {
        char *reports[2];
        for (size_t k = 0; k < 2; k++) {
            write_password("tree/a.xml", passwords[k]);
            write_password("tree/b.xml", passwords[k]);
            reports[k] = report_on(formats[i], 2, tree, 1);
        }
        expect_same(reports[0], reports[1], "%s", formats[i]->name);
        if (strcmp(formats[i]->name, "inventory") != 0) /* it's of servers only */
            ck_assert_ptr_nonnull(strstr(reports[0], "shared-password"));
        free(reports[0]);
        free(reports[1]);
    }
}
END_TEST

START_TEST(the_first_file_with_a_key_is_the_first_one_in_order)
{
    char path[32];
    mkdir("tree", 0700);
    write_profile("tree/a.xml", "same", 20000); /* is finished last */
    for (unsigned i = 0; i < 40; i++) {
        snprintf(path, sizeof path, "tree/b%02u.xml", i);
        write_profile(path, i % 2 ? "same" : "other", 1);
    }
    static const char *const tree[] = {"tree"};
    const struct format *format = format_find(text_of("gcc"));
    char *alone = report_on(format, 1, tree, 1);
    char *together = report_on(format, job_counts[_i], tree, 1);
    expect_same(alone, together, "%u jobs", job_counts[_i]);
    ck_assert_ptr_nonnull(strstr(alone, "duplicate-key"));
    free(alone);
    free(together);
}
END_TEST

/* A file repeats nothing of itself, however often it comes and whatever it's called. */
START_TEST(the_same_file_is_not_another_one)
{
    mkdir("tree", 0700);
    write_profile("tree/a.xml", "same", 1);
    ck_assert_int_eq(link("tree/a.xml", "tree/hard.xml"), 0);
    ck_assert_int_eq(symlink("a.xml", "tree/soft.xml"), 0);
    static const char *const inputs[] = {"tree", "tree/a.xml", "tree/../tree/hard.xml", "tree/"};
    static const char *const others[] = {"tree/b.xml", "tree", "tree/soft.xml"};
    const struct format *format = format_find(text_of("gcc"));
    char *alone = report_on(format, job_counts[_i], inputs, 4);
    ck_assert_ptr_null(strstr(alone, "duplicate-key"));
    write_profile("tree/b.xml", "same", 1);
    char *together = report_on(format, job_counts[_i], others, 3);
    size_t found = 0;
    for (const char *at = together; (at = strstr(at, "[duplicate-key]")); at++)
        found++;
    ck_assert_uint_eq(found, 3); /* a and hard in the folder, and soft, which is named */
    free(alone);
    free(together);
}
END_TEST

/* ---- Order ---- */

/* What was reported: numbers of profiles. */
struct seen {
    unsigned count;
    unsigned last; /* none: one less than 0 */
    bool in_order;
    unsigned stop_at;      /* after so many: stop; 0: never */
    unsigned interrupt_at; /* after so many: SIGINT; 0: never */
    int names;             /* where the next name is written, or -1 */
    unsigned pauses;
};

static bool see(void *context, struct inspection *inspection)
{
    struct seen *seen = context;
    unsigned number = (unsigned)strtoul(strpbrk(inspection->path, "0123456789"), NULL, 10);
    seen->in_order &= number > seen->last || seen->last + 1 == 0;
    seen->last = number;
    seen->count++;
    if (seen->count == seen->interrupt_at)
        kill(getpid(), SIGINT); /* the first thread gets it, whichever this one is */
    if (seen->names >= 0) {
        char name[32];
        int length = snprintf(name, sizeof name, "profile%04u.xml\n", number + 1);
        ck_assert_int_eq(write(seen->names, name, (size_t)length), length);
        if (seen->count == 20) {
            close(seen->names);
            seen->names = -1;
        }
    }
    return !seen->stop_at || seen->count < seen->stop_at;
}

static void see_pause(void *context)
{
    struct seen *seen = context;
    seen->pauses++;
}

static struct seen see_all(unsigned jobs, struct paths *paths, struct seen seen)
{
    struct lab lab;
    lab_init(&lab);
    seen.in_order = true;
    seen.last = 0u - 1;
    const struct run run = {.judgement = &lab.judgement,
                            .jobs = jobs,
                            .report = see,
                            .pause = see_pause,
                            .context = &seen};
    ck_assert(run_inputs(&run, paths) == !interrupt_pending());
    paths_free(paths);
    return seen;
}

static const struct path_filter every_file;
static const char *const here[] = {"."};

START_TEST(each_input_is_reported_once_and_in_order)
{
    write_profiles(700, 1);
    write_profile("profile0000.xml", "slow", 20000);
    write_profile("profile0300.xml", "slow too", 20000);
    struct paths *paths = paths_new(here, 1, NULL, false, &every_file);
    struct seen seen = see_all(job_counts[_i], paths, (struct seen){.names = -1});
    ck_assert_uint_eq(seen.count, 700);
    ck_assert(seen.in_order);
}
END_TEST

START_TEST(more_findings_than_may_wait_change_nothing)
{
    write_profiles(60, (unsigned)thorough(3000, 1000)); /* a finding or more for each server */
    struct paths *paths = paths_new(here, 1, NULL, false, &every_file);
    struct seen seen = see_all(job_counts[_i], paths, (struct seen){.names = -1});
    ck_assert_uint_eq(seen.count, 60);
    ck_assert(seen.in_order);
}
END_TEST

START_TEST(nothing_is_reported_after_the_report_has_failed)
{
    write_profiles(100, 1);
    struct paths *paths = paths_new(here, 1, NULL, false, &every_file);
    struct seen seen = see_all(job_counts[_i], paths, (struct seen){.names = -1, .stop_at = 3});
    ck_assert_uint_eq(seen.count, 3);
}
END_TEST

/* Each name is written when the one before was reported: one that waits for more never ends. */
START_TEST(names_are_linted_as_they_come)
{
    int ends[2];
    char list[32];
    write_profiles(20, 1);
    ck_assert_int_eq(pipe(ends), 0);
    snprintf(list, sizeof list, "/dev/fd/%d", ends[0]);
    ck_assert_int_eq(write(ends[1], "profile0000.xml\n", 16), 16);
    struct paths *paths = paths_new(NULL, 0, list, false, &every_file);
    struct seen seen = see_all(job_counts[_i], paths, (struct seen){.names = ends[1]});
    close(ends[0]);
    ck_assert_uint_eq(seen.count, 21); /* the last name is that of no file */
    ck_assert(seen.in_order);
    ck_assert_uint_gt(seen.pauses, 0);
}
END_TEST

/* ---- One slow input ---- */

#define NAMES 3000
#define NAME_LENGTH 1024 /* so that few of them fit into the pipe */

struct slow {
    int names;          /* the pipe to which names are written */
    size_t taken_early; /* of them, while the first input was still being read */
};

static void compose_name(char name[NAME_LENGTH + 1], size_t number)
{
    char end[32];
    int length = snprintf(end, sizeof end, "profile%04zu.xml\n", number + 1);
    memset(name, '/', NAME_LENGTH);
    memcpy(name, "./", 2);
    memcpy(name + NAME_LENGTH - length, end, (size_t)length + 1);
}

/* Writes names until nobody has taken any for a while, then lets the first input end. */
static void *feed_slowly(void *context)
{
    struct slow *slow = context;
    char name[NAME_LENGTH + 1];
    size_t written = 0;
    fcntl(slow->names, F_SETFL, O_NONBLOCK);
    for (int waits = 0; written < NAMES && waits < 20;) {
        compose_name(name, written);
        if (write(slow->names, name, NAME_LENGTH) == NAME_LENGTH) {
            written++;
            waits = 0;
        } else {
            waits++;
            pass_time(20);
        }
    }
    slow->taken_early = written;
    fcntl(slow->names, F_SETFL, 0);
    write_profile("slow0", "slow", 1);
    for (; written < NAMES; written++) {
        compose_name(name, written);
        ck_assert_int_eq(write(slow->names, name, NAME_LENGTH), NAME_LENGTH);
    }
    close(slow->names);
    return NULL;
}

static bool count_report(void *context, struct inspection *inspection)
{
    size_t *count = context;
    if (*count == 0)
        ck_assert_str_eq(inspection->path, "slow0");
    ck_assert_int_eq(inspection->outcome, OUTCOME_LINTED);
    ++*count;
    return true;
}

START_TEST(one_slow_input_holds_up_the_walk)
{
    int ends[2];
    char list[32];
    pthread_t feeder;
    size_t count = 0;
    static const char *const first[] = {"slow0"};
    struct lab lab;
    lab_init(&lab);
    write_profiles(2, 1);
    for (unsigned i = 2; i <= NAMES; i++) {
        char name[32];
        snprintf(name, sizeof name, "profile%04u.xml", i);
        ck_assert_int_eq(link("profile0001.xml", name), 0);
    }
    ck_assert_int_eq(mkfifo("slow0", 0600), 0);
    ck_assert_int_eq(pipe(ends), 0);
    snprintf(list, sizeof list, "/dev/fd/%d", ends[0]);
    struct slow slow = {.names = ends[1]};
    struct paths *paths = paths_new(first, 1, list, false, &every_file);
    const struct run run = {.judgement = &lab.judgement,
                            .jobs = 4,
                            .report = count_report,
                            .context = &count};
    ck_assert_int_eq(pthread_create(&feeder, NULL, feed_slowly, &slow), 0);
    ck_assert(run_inputs(&run, paths));
    pthread_join(feeder, NULL);
    paths_free(paths);
    close(ends[0]);
    ck_assert_uint_eq(count, NAMES + 1);
    ck_assert_msg(slow.taken_early < 600, "%zu inputs were under way", slow.taken_early);
}
END_TEST

/* ---- Interrupts: each in a process of its own, whose status says what came of it ---- */

/* Until this process has nothing more to do but wait; the first thread of a run looks up now and
 * then. */
static void wait_for_rest(void)
{
    struct timespec before;
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    do {
        before = now;
        pass_time(200);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    } while (now.tv_sec > before.tv_sec || now.tv_nsec - before.tv_nsec > 2000000);
}

/* It takes no signal itself: as with the threads of a run, they go to the first one. */
static void *signal_soon(void *number)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    wait_for_rest();
    kill(getpid(), *(const int *)number);
    return number;
}

static int interrupted_while_reporting(unsigned jobs)
{
    write_profiles(600, 20);
    struct paths *paths = paths_new(here, 1, NULL, false, &every_file);
    struct seen seen = see_all(jobs, paths, (struct seen){.names = -1, .interrupt_at = 3});
    return interrupt_pending() && seen.in_order && seen.count >= 3 && seen.count < 600;
}

/* The named pipe has no writer: opening it waits for ever. */
static int interrupted_by(int number, unsigned jobs)
{
    pthread_t other;
    write_profiles(3, 1);
    static const char *const arguments[] = {"profile0000.xml", "pipe1", "profile0002.xml"};
    if (mkfifo("pipe1", 0600) != 0 || pthread_create(&other, NULL, signal_soon, &number) != 0)
        return 0;
    struct paths *paths = paths_new(arguments, 3, NULL, false, &every_file);
    struct seen seen = see_all(jobs, paths, (struct seen){.names = -1});
    pthread_join(other, NULL);
    return interrupt_pending() && seen.in_order && seen.count == (jobs == 1 ? 1 : 2);
}

static int interrupted_while_waiting(unsigned jobs)
{
    return interrupted_by(SIGTERM, jobs);
}

static int hung_up(unsigned jobs)
{
    return interrupted_by(SIGHUP, jobs);
}

/* As under a shell that ignores SIGTERM: it's what wakes the threads. */
static int interrupted_with_termination_ignored(unsigned jobs)
{
    signal(SIGTERM, SIG_IGN);
    return interrupted_by(SIGINT, jobs);
}

/* The pipe with the names stays open, and empty. */
static int interrupted_while_walking(unsigned jobs)
{
    int ends[2];
    char list[32];
    pthread_t other;
    int number = SIGTERM;
    write_profiles(1, 1);
    if (pipe(ends) != 0 || write(ends[1], "profile0000.xml\n", 16) != 16 ||
        pthread_create(&other, NULL, signal_soon, &number) != 0)
        return 0;
    snprintf(list, sizeof list, "/dev/fd/%d", ends[0]);
    struct paths *paths = paths_new(NULL, 0, list, false, &every_file);
    struct seen seen = see_all(jobs, paths, (struct seen){.names = -1});
    pthread_join(other, NULL);
    return interrupt_pending() && seen.count == 1;
}

static int (*const interruptions[])(unsigned jobs) = {interrupted_while_reporting,
                                                      interrupted_while_waiting, hung_up,
                                                      interrupted_with_termination_ignored,
                                                      interrupted_while_walking};

START_TEST(what_is_complete_is_reported_after_an_interrupt)
{
    int status;
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        signal(SIGALRM, SIG_DFL); /* Check's handler kills whoever it takes for the test */
        alarm(60);
        interrupt_catch();
        _exit(interruptions[_i / JOB_COUNTS](job_counts[_i % JOB_COUNTS]) ? 0 : 1);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(status == 0, "interruption %d with %u jobs: status %#x", _i / JOB_COUNTS,
                  job_counts[_i % JOB_COUNTS], (unsigned)status);
}
END_TEST

Suite *suite_pool(void)
{
    Suite *suite = suite_create("pool");
    TCase *whole = tcase_create("whole reports");
    tcase_set_timeout(whole, 600); /* the thread sanitizer takes its time */
    tcase_add_test(whole, any_number_of_jobs_writes_the_same_in_each_format);
    tcase_add_test(whole, every_run_writes_the_same);
    suite_add_tcase(suite, whole);
    TCase *fleet = tcase_create("fleet");
    tcase_set_timeout(fleet, 600);
    tcase_add_checked_fixture(fleet, scratch_enter, scratch_leave);
    tcase_add_test(fleet, any_number_of_jobs_writes_the_same_of_a_fleet);
    suite_add_tcase(suite, fleet);
    TCase *order = tcase_create("order");
    tcase_set_timeout(order, 120);
    tcase_add_checked_fixture(order, scratch_enter, scratch_leave);
    tcase_add_test(order, shared_passwords_tell_nothing);
    tcase_add_loop_test(order, the_first_file_with_a_key_is_the_first_one_in_order, 0, JOB_COUNTS);
    tcase_add_loop_test(order, the_same_file_is_not_another_one, 0, JOB_COUNTS);
    tcase_add_loop_test(order, each_input_is_reported_once_and_in_order, 0, JOB_COUNTS);
    tcase_add_loop_test(order, more_findings_than_may_wait_change_nothing, 0, JOB_COUNTS);
    tcase_add_loop_test(order, nothing_is_reported_after_the_report_has_failed, 0, JOB_COUNTS);
    tcase_add_loop_test(order, names_are_linted_as_they_come, 0, JOB_COUNTS);
    tcase_add_test(order, one_slow_input_holds_up_the_walk);
    tcase_add_loop_test(order, what_is_complete_is_reported_after_an_interrupt, 0,
                        (int)(sizeof interruptions / sizeof *interruptions) * JOB_COUNTS);
    suite_add_tcase(suite, order);
    return suite;
}
