/* SPDX-License-Identifier: MIT */
/* Which of two versions is later. */
#include "base/version.h"

#include <check.h>

Suite *suite_version(void);

static const struct {
    const char *version;
    const char *minimum;
    bool is_at_least;
} pairs[] = {
    {"2.2.5", "2.2.5", true},
    {"2.2.6", "2.2.5", true},
    {"2.2.4", "2.2.5", false},
    {"2.10.0", "2.9.0", true},
    {"2.9.0", "2.10.0", false},
    {"3.0.0", "2.2.5", true},
    {"1.95.8", "2.2.5", false},
    {"2", "2.0.0", true},
    {"2", "2.0.1", false},
    {"2.0.0", "2", true},
    {"2.5.0-rc1", "2.5.0", true},
    {"2.5-rc1", "2.5.0", true},
    {"2.05", "2.5", true},
    {"", "0.0", true},
    {"", "2", false},
    {"newest", "2", false},
    {"18446744073709551616.1", "18446744073709551615.2", false},
    {"18446744073709551616", "99999999999999999999999999999999", true},
};

START_TEST(of_two)
{
    bool is_at_least = version_is_at_least(text_of(pairs[_i].version), text_of(pairs[_i].minimum));
    ck_assert_msg(is_at_least == pairs[_i].is_at_least, "%s, at least %s: %d", pairs[_i].version,
                  pairs[_i].minimum, is_at_least);
}
END_TEST

Suite *suite_version(void)
{
    Suite *suite = suite_create("version");
    TCase *tests = tcase_create("version");
    tcase_add_loop_test(tests, of_two, 0, sizeof pairs / sizeof *pairs);
    suite_add_tcase(suite, tests);
    return suite;
}
