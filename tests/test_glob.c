/* SPDX-License-Identifier: MIT */
/* Globs: a table, and random ones against fnmatch() where both mean the same. */
#include "base/glob.h"
#include "exact.h"

#include <fnmatch.h>
#include <time.h>

Suite *suite_glob(void);

static const struct {
    const char *glob;
    const char *text;
    bool matches;
} cases[] = {
    {"", "", true},
    {"", "a", false},
    {"a", "a", true},
    {"a", "A", false},
    {"a", "ab", false},
    {"ab", "a", false},
    {"*", "", true},
    {"*", "anything at all", true},
    {"*", "a/b", false},
    {"*.xml", "a.xml", true},
    {"*.xml", ".xml", true},
    {"*.xml", "a.xml.xml", true},
    {"*.xml", "a.xmlx", false},
    {"a*b*c", "a-b-b-c", true},
    {"a*b*c", "a-c-b", false},
    {"*a", "aba", true},
    {"***a", "ba", true},
    {"?", "a", true},
    {"?", "", false},
    {"?", "/", false},
    {"?", "\xC3\xA9", true},
    {"??", "\xC3\xA9", false},
    {"?", "\xFF", true},
    {"*.xml", "\xFF\xFE.xml", true},
    {"\xC3\xA9*", "\xC3\xA9.xml", true},
    {"[abc]", "b", true},
    {"[abc]", "d", false},
    {"[a-c]x", "bx", true},
    {"[!a-c]", "d", true},
    {"[!a-c]", "b", false},
    {"[^a-c]", "b", false},
    {"[!a]", "/", false},
    {"[/]", "/", false},
    {"[]a]", "]", true},
    {"[]a]", "a", true},
    {"[!]]", "]", false},
    {"[a-]", "-", true},
    {"[\\]]", "]", true},
    {"[\xC3\xA0-\xC3\xAF]", "\xC3\xA9", true},
    {"[\xC3\xA0-\xC3\xAF]", "z", false},
    {"[!a]", "\xFF", true},
    {"[\xFF]", "\xFE", false},
    {"[ab", "[ab", true},
    {"[ab", "a", false},
    {"[", "[", true},
    {"\\*", "*", true},
    {"\\*", "a", false},
    {"\\\\", "\\", true},
    {"a\\", "a\\", true},
    {"a/b", "a/b", true},
    {"a/*", "a/b", true},
    {"a/*", "a/b/c", false},
    {"*/b", "a/b", true},
    {"*/b", "b", false},
    {"**", "a/b/c", true},
    {"**/c", "c", true},
    {"**/c", "a/b/c", true},
    {"**/c", "a/bc", false},
    {"a/**", "a/b/c", true},
    {"a/**", "ab/c", false},
    {"a/**/d", "a/d", true},
    {"a/**/d", "a/b/c/d", true},
    {"a/**/d", "a/b/cd", false},
    {"**/a*/b", "ab/x/a/b", true},
    {"**/a/**/b", "x/a/y/z/b", true},
    {"**/a/**/b", "x/y/z/b", false},
    {"a**b", "axxb", true},
    {"a**b", "ax/xb", false},
    {"**a", "x/a", false},
};

START_TEST(matching)
{
    struct text glob = exact_copy(text_of(cases[_i].glob));
    struct text text = exact_copy(text_of(cases[_i].text));
    ck_assert_msg(glob_matches(glob, text) == cases[_i].matches, "%s with %s", cases[_i].glob,
                  cases[_i].text);
    exact_free(glob);
    exact_free(text);
}
END_TEST

static const struct {
    const char *glob;
    const char *path;
    bool is_directory;
    bool selects;
} selections[] = {
    {"old", "old", true, true},
    {"old", "a/old", true, true},
    {"old", "a/old", false, true},
    {"old", "old/a.xml", false, false},
    {"old/", "old", true, true},
    {"old/", "a/old", true, true},
    {"old/", "old", false, false},
    {"/old", "old", true, true},
    {"/old", "a/old", true, false},
    {"./old", "old", true, true},
    {"./old", "a/old", true, false},
    {"/old/", "old", true, true},
    {"a/*.xml", "a/b.xml", false, true},
    {"a/*.xml", "x/a/b.xml", false, false},
    {"**/a/*.xml", "x/a/b.xml", false, true},
    {"*.xml", "a/b/c.xml", false, true},
    {"", "a", false, false},
    {"/", "a", true, false},
};

START_TEST(selecting)
{
    struct text glob = exact_copy(text_of(selections[_i].glob));
    bool selects = glob_selects(glob, text_of(selections[_i].path), selections[_i].is_directory);
    ck_assert_msg(selects == selections[_i].selects, "%s with %s", selections[_i].glob,
                  selections[_i].path);
    exact_free(glob);
}
END_TEST

/* Random globs and texts; the C locale, and no `**`, which fnmatch() doesn't know. */
START_TEST(oracle)
{
    static const char *const glob_pieces[] = {"*", "?", "a", "b", "/", "[ab]", "[!a]", "\\*", NULL};
    static const char *const text_pieces[] = {"a", "b", "/", "*", "ab", NULL};
    uint64_t state = 20240229;
    unsigned matches = 0;
    for (int round = 0; round < 200000; round++) {
        char glob_bytes[13], text_bytes[13];
        struct text glob = random_text(&state, glob_pieces, glob_bytes, sizeof glob_bytes - 1);
        struct text text = random_text(&state, text_pieces, text_bytes, sizeof text_bytes - 1);
        glob_bytes[glob.length] = '\0';
        text_bytes[text.length] = '\0';
        if (strstr(glob_bytes, "**"))
            continue;
        bool expected = fnmatch(glob_bytes, text_bytes, FNM_PATHNAME) == 0;
        if (glob_matches(glob, text) != expected)
            ck_abort_msg("`%s` with `%s`", glob_bytes, text_bytes);
        matches += expected;
    }
    ck_assert_uint_gt(matches, 1000);
}
END_TEST

/* What takes a recursive matcher for ever. */
START_TEST(many_stars)
{
    char glob[] = "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b";
    static char name[4096];
    memset(name, 'a', sizeof name);
    clock_t start = clock();
    ck_assert(!glob_matches(text_of(glob), (struct text){name, sizeof name}));
    ck_assert((double)(clock() - start) / CLOCKS_PER_SEC < 1.0);
}
END_TEST

Suite *suite_glob(void)
{
    Suite *suite = suite_create("glob");
    TCase *globs = tcase_create("globs");
    tcase_add_loop_test(globs, matching, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_loop_test(globs, selecting, 0, (int)(sizeof selections / sizeof *selections));
    tcase_add_test(globs, oracle);
    tcase_add_test(globs, many_stars);
    suite_add_tcase(suite, globs);
    return suite;
}
