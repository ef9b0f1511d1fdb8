/* SPDX-License-Identifier: MIT */
/* Two texts of many lines that should be the same: a failure shows the first line that isn't. */
#ifndef SIPLINT_TESTS_SAME_H
#define SIPLINT_TESTS_SAME_H

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* `what` and what follows, as for printf(), say of what they are. */
__attribute__((format(printf, 3, 4))) static inline void
expect_same(const char *expected, const char *got, const char *what, ...)
{
    if (strcmp(expected, got) == 0)
        return;
    unsigned line = 1;
    size_t length = strcspn(expected, "\n");
    while (expected[length] && strncmp(expected, got, length + 1) == 0) {
        expected += length + 1;
        got += length + 1;
        length = strcspn(expected, "\n");
        line++;
    }
    char of[3500];
    va_list arguments;
    va_start(arguments, what);
    vsnprintf(of, sizeof of, what, arguments);
    va_end(arguments);
    ck_abort_msg("%s\n  line %u, expected: %.*s\n  line %u, got:      %.*s", of, line,
                 (int)(length < 500 ? length : 500), *expected ? expected : "(the end)", line,
                 (int)(strcspn(got, "\n") < 500 ? strcspn(got, "\n") : 500),
                 *got ? got : "(the end)");
}

#endif
