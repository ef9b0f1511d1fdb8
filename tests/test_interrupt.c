/* SPDX-License-Identifier: MIT */
/* How a program ends before its time: each way in a process of its own. */
#include "base/cleanup.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "base/status.h"
#include "bytes.h"
#include "scratch.h"

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

Suite *suite_interrupt(void);

/* Files are noted, forgotten and noted again; `a` and `d` are left. */
static void note_files(void)
{
    static const char a[] = "a", b[] = "b", c[] = "c", d[] = "d";
    make_file(a);
    make_file(b);
    make_file(c);
    make_file(d);
    cleanup_note(a);
    cleanup_note(b);
    cleanup_note(c);
    cleanup_forget(b);
    cleanup_forget(c);
    cleanup_forget(c);
    cleanup_note(d);
}

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

/* Runs it in a process with those files, and gives what became of that. */
static int status_of(void (*run)(int), int number)
{
    struct rlimit no_core = {0, 0};
    int status;
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &no_core);
        note_files();
        run(number);
        _exit(99);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return status;
}

static void raise_once(int number)
{
    interrupt_catch();
    raise(number);
    _exit(interrupt_pending() && exists("a") ? 0 : 1);
}

static void raise_twice(int number)
{
    interrupt_catch();
    raise(number);
    raise(number);
}

static void raise_another(int number)
{
    interrupt_catch();
    raise(number);
    raise(number == SIGTERM ? SIGINT : SIGTERM);
    _exit(interrupt_pending() && exists("a") ? 0 : 1);
}

static void raise_ignored(int number)
{
    signal(number, SIG_IGN);
    interrupt_catch();
    raise(number);
    raise(number);
    _exit(!interrupt_pending() && exists("a") ? 0 : 1);
}

static void run_out(int number)
{
    (void)number;
    memory_free(memory_resize(NULL, SIZE_MAX / 2, 3)); /* more than there can be */
}

static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

START_TEST(signal_comes)
{
    int status = status_of(raise_once, signals[_i]);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    status = status_of(raise_another, signals[_i]);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    status = status_of(raise_ignored, signals[_i]);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    ck_assert(exists("a") && exists("b") && exists("c") && exists("d"));
    status = status_of(raise_twice, signals[_i]);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == signals[_i]);
    ck_assert(!exists("a") && exists("b") && exists("c") && !exists("d"));
}
END_TEST

START_TEST(out_of_memory)
{
    int status = status_of(run_out, 0);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == STATUS_INCOMPLETE);
    ck_assert(!exists("a") && exists("b") && exists("c") && !exists("d"));
}
END_TEST

struct wait {
    bool waited;
    atomic_bool over;
};

static void *wait_long(void *context)
{
    struct wait *wait = context;
    const struct timespec pause = {60, 0};
    wait->waited = nanosleep(&pause, NULL) == 0;
    wait->over = true;
    return NULL;
}

/* A thread that waits in the system is woken, and one that's woken again ends nothing. */
START_TEST(woken)
{
    pthread_t thread;
    struct wait wait = {.waited = true};
    const struct timespec pause = {0, 20000000};
    ck_assert_int_eq(pthread_create(&thread, NULL, wait_long, &wait), 0);
    while (!wait.over) {
        interrupt_wake(thread);
        nanosleep(&pause, NULL);
    }
    ck_assert_int_eq(pthread_join(thread, NULL), 0);
    ck_assert(!wait.waited);
}
END_TEST

Suite *suite_interrupt(void)
{
    Suite *suite = suite_create("interrupt");
    TCase *ends = tcase_create("ends");
    tcase_add_checked_fixture(ends, scratch_enter, scratch_leave);
    tcase_add_loop_test(ends, signal_comes, 0, (int)(sizeof signals / sizeof *signals));
    tcase_add_test(ends, out_of_memory);
    tcase_add_test(ends, woken);
    suite_add_tcase(suite, ends);
    return suite;
}
