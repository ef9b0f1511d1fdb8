/* SPDX-License-Identifier: MIT */
/*
 * Runs every suite: each tests/test_NAME.c has a `Suite *suite_NAME(void)`, and the Makefile lists
 * them in suites.h. With arguments, runs just the suites of these names.
 *
 * A process for each test takes longer than most tests do. So all tests share one at first, and
 * that's all as long as they pass. When one fails, or ends the process, each is run again in a
 * process of its own, which shows what fails and leaves the others alone. CK_FORK and CK_RUN_CASE,
 * which Check knows, have them run in just one of these ways.
 */
#include <check.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PASSED 42    /* the status of a process that all tests shared: none of them ends it so */
#define LONGEST 1200 /* seconds that it may take */

static pid_t shared;

bool marks_points = true;

#define SUITE(name) Suite *suite_##name(void);
#include "suites.h"
#undef SUITE

static const struct {
    const char *name;
    Suite *(*make)(void);
} suites[] = {
#define SUITE(name) {#name, suite_##name},
#include "suites.h"
#undef SUITE
};

static bool is_wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(name, argv[i]) == 0)
            return true;
    }
    return argc < 2;
}

static bool run(SRunner *runner)
{
    srunner_run_all(runner, CK_NORMAL);
    return srunner_ntests_failed(runner) == 0 && srunner_ntests_run(runner) > 0;
}

static void copy_to_output(FILE *file)
{
    char line[4096];
    rewind(file);
    while (fgets(line, sizeof line, file))
        fputs(line, stdout);
    fflush(stdout);
}

static void end_shared(int number)
{
    (void)number;
    kill(shared, SIGKILL);
}

/* Runs the tests in one process, and puts what it says into the file. It's not the process's own
 * alarm that ends it: on that, Check would end all of its group. */
static bool run_together(SRunner *runner, FILE *said)
{
    int status;
    shared = fork();
    if (shared == 0) {
        dup2(fileno(said), STDOUT_FILENO);
        dup2(fileno(said), STDERR_FILENO);
        srunner_set_fork_status(runner, CK_NOFORK);
        marks_points = false;
        exit(run(runner) ? PASSED : EXIT_FAILURE);
    }
    if (shared < 0)
        return false;
    struct sigaction end = {.sa_handler = end_shared, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &end, NULL);
    alarm(LONGEST);
    bool ended = waitpid(shared, &status, 0) == shared;
    alarm(0);
    signal(SIGALRM, SIG_DFL);
    return ended && WIFEXITED(status) && WEXITSTATUS(status) == PASSED;
}

static bool run_both_ways(SRunner *runner)
{
    FILE *said = tmpfile();
    bool passed = said && run_together(runner, said);
    if (passed) {
        copy_to_output(said);
    } else if (run(runner) && said) {
        copy_to_output(said);
        puts("the tests fail, or take 20 minutes, when they share a process: see CK_FORK=no");
    }
    if (said)
        fclose(said);
    return passed;
}

/* Whoever started this, as `nohup` does, may ignore signals that the suites send. */
static void heed_signals(void)
{
    static const int sent[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
        signal(sent[i], SIG_DFL);
}

int main(int argc, char **argv)
{
    heed_signals();
    setenv("CK_DEFAULT_TIMEOUT", "120", 0); /* a busy machine is no failure */
    SRunner *runner = srunner_create(NULL);
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        if (is_wanted(suites[i].name, argc, argv))
            srunner_add_suite(runner, suites[i].make());
    }
    bool one_way = getenv("CK_FORK") || getenv("CK_RUN_CASE");
    bool passed = one_way ? run(runner) : run_both_ways(runner);
    srunner_free(runner);
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
