/* SPDX-License-Identifier: MIT */
/* Column widths: samples of every kind and at the tables' edges, and how many of each there are. */
#include "base/width.h"

#include <check.h>
#include <stddef.h>

Suite *suite_width(void);

static const struct {
    uint32_t code_point;
    unsigned width;
    const char *what;
} samples[] = {
    {' ', 1, "blank"},
    {'~', 1, "tilde"},
    {0xAD, 1, "soft hyphen: shown where a line ends"},
    {0xE9, 1, "e with acute, precomposed"},
    {0x2FF, 1, "before the first mark"},
    {0x300, 0, "combining grave accent, the first"},
    {0x36F, 0, "the last of that block"},
    {0x370, 1, "behind it"},
    {0x5D0, 1, "Hebrew alef"},
    {0x5B0, 0, "Hebrew point"},
    {0x600, 1, "Arabic number sign: a format character that shows"},
    {0x93F, 1, "a spacing mark"},
    {0x10FF, 1, "before the Hangul consonants"},
    {0x1100, 2, "leading Hangul consonant"},
    {0x1160, 0, "Hangul vowel, joins the one before"},
    {0x11FF, 0, "trailing Hangul consonant"},
    {0x200B, 0, "zero width space"},
    {0x200D, 0, "zero width joiner"},
    {0x2014, 1, "em dash: ambiguous, and narrow here"},
    {0x20DD, 0, "enclosing circle"},
    {0x231A, 2, "watch, an emoji"},
    {0x2600, 1, "sun: text by default"},
    {0x3000, 2, "ideographic space"},
    {0x302A, 0, "ideographic tone mark, within a wide block"},
    {0x3042, 2, "hiragana"},
    {0x3099, 0, "combining voiced sound mark"},
    {0x4E2D, 2, "a Han character"},
    {0xAC00, 2, "a Hangul syllable, the first"},
    {0xD7A3, 2, "the last"},
    {0xFE0F, 0, "variation selector"},
    {0xFF21, 2, "fullwidth A"},
    {0xFF61, 1, "halfwidth ideographic full stop"},
    {0xFF71, 1, "halfwidth katakana"},
    {0x1F1E6, 1, "regional indicator: two make a flag of two columns"},
    {0x1F4DE, 2, "telephone receiver"},
    {0x1F600, 2, "grinning face"},
    {0x20000, 2, "plane 2"},
    {0x3FFFD, 2, "the end of plane 3"},
    {0x3FFFE, 1, "behind it"},
    {0xE0100, 0, "variation selector of plane 14"},
    {0x10FFFF, 1, "the last code point"},
    {0xFFFFFFFF, 1, "no code point"},
};

START_TEST(sample)
{
    ck_assert_msg(width_of(samples[_i].code_point) == samples[_i].width, "%s: %u", samples[_i].what,
                  width_of(samples[_i].code_point));
}
END_TEST

/* Sums over the Unicode Character Database, with the unassigned that the tables' ranges take in. */
START_TEST(sums)
{
    unsigned counts[3] = {0};
    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++)
        counts[width_of(code_point)]++;
    ck_assert_uint_eq(counts[0], 2490);
    ck_assert_uint_eq(counts[2], 182750);
}
END_TEST

Suite *suite_width(void)
{
    Suite *suite = suite_create("width");
    TCase *widths = tcase_create("widths");
    tcase_add_loop_test(widths, sample, 0, (int)(sizeof samples / sizeof *samples));
    tcase_add_test(widths, sums);
    suite_add_tcase(suite, widths);
    return suite;
}
