/* SPDX-License-Identifier: MIT */
/*
 * Runs every suite: each tests/test_NAME.c has a `Suite *suite_NAME(void)`, and the Makefile lists
 * them in suites.h. With arguments, runs just the suites of these names.
 */
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

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

static int is_wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(name, argv[i]) == 0)
            return 1;
    }
    return argc < 2;
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
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner) + (srunner_ntests_run(runner) == 0);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
