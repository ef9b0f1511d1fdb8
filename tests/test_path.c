/* SPDX-License-Identifier: MIT */
/* One spelling for each path, in a tree of links, and where in it a directory ends. */
#include "base/memory.h"
#include "base/path.h"
#include "scratch.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Suite *suite_path(void);

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static void make_tree(void)
{
    scratch_enter();
    static const char *const folders[] = {"other", "other/x", "work", "work/d", "work/d/e"};
    static const struct {
        const char *to, *name;
    } links[] = {{"../other", "out"},
                 {"d", "in"},
                 {".", "here"},
                 {"work", "../again"},
                 {"nowhere", "dangling"}};
    for (int i = 0; i < COUNT(folders); i++)
        ck_assert_int_eq(mkdir(folders[i], 0700), 0);
    ck_assert_int_eq(chdir("work"), 0);
    for (int i = 0; i < COUNT(links); i++)
        ck_assert_int_eq(symlink(links[i].to, links[i].name), 0);
    ck_assert_int_eq(close(open("d/a.xml", O_WRONLY | O_CREAT, 0600)), 0);
}

/* In front of a path that begins with % comes the scratch directory. */
static const char *expand(const char *pattern)
{
    static char rooms[4][300];
    static size_t next;
    char *room = rooms[next++ % 4];
    bool is_scratch = *pattern == '%';
    snprintf(room, sizeof *rooms, "%s%s", is_scratch ? scratch : "", pattern + is_scratch);
    return room;
}

static const struct {
    const char *path;
    const char *clean;
    const char *from; /* the working directory; NULL: the same */
} spellings[] = {
    {"a.xml", "a.xml", NULL},
    {"d/a.xml", "d/a.xml", NULL},
    {"./d/a.xml", "d/a.xml", NULL},
    {"d//a.xml", "d/a.xml", NULL},
    {"d/./a.xml", "d/a.xml", NULL},
    {".///././d/./././/a.xml", "d/a.xml", NULL},
    {"d/", "d", NULL},
    {"d/.", "d", NULL},
    {".", ".", NULL},
    {"./", ".", NULL},
    {"", ".", NULL},
    {"d/..", ".", NULL},
    {"d/e/../a.xml", "d/a.xml", NULL},
    {"d/e/../../d/e/../a.xml", "d/a.xml", NULL},
    {"d/../..", "..", NULL},
    {"...", "...", NULL},
    {"..d/.e", "..d/.e", NULL},
    /* Where a link leads, `..` isn't the folder that it stands in. */
    {"out/../x", "out/../x", NULL},
    {"in/../d/a.xml", "in/../d/a.xml", NULL},
    {"out/x/../y", "out/y", NULL},
    {"out/../../x", "out/../../x", NULL},
    {"here/a.xml", "here/a.xml", NULL},
    /* Nor where there's no folder. */
    {"missing/../a.xml", "missing/../a.xml", NULL},
    {"dangling/../a.xml", "dangling/../a.xml", NULL},
    {"d/a.xml/../a.xml", "d/a.xml/../a.xml", NULL},
    /* The working directory by other names. */
    {"../work/d/a.xml", "../work/d/a.xml", "d/a.xml"},
    {"../work", "../work", "."},
    {"../again/d/a.xml", "../again/d/a.xml", "d/a.xml"},
    {"../work/../work/a.xml", "../work/a.xml", "a.xml"},
    {"../other/x", "../other/x", NULL},
    {"../worker/x", "../worker/x", NULL},
    {"..", "..", NULL},
    {"../..", "../..", NULL},
    {"%/work/d/a.xml", "%/work/d/a.xml", "d/a.xml"},
    {"%/work//d/./a.xml", "%/work/d/a.xml", "d/a.xml"},
    {"%/work", "%/work", "."},
    {"%/work/", "%/work", "."},
    {"%/work/missing/a.xml", "%/work/missing/a.xml", "missing/a.xml"},
    {"%/again/d/a.xml", "%/again/d/a.xml", "d/a.xml"},
    {"%/again/missing/a.xml", "%/again/missing/a.xml", "missing/a.xml"},
    {"%/again", "%/again", "."},
    {"%/again/here/d", "%/again/here/d", "d"},
    {"%/other/x", "%/other/x", NULL},
    {"%/worker/a.xml", "%/worker/a.xml", NULL},
    {"/%/a.xml", "/%/a.xml", NULL},
    {"/../..//a.xml", "/a.xml", NULL},
    {"/", "/", NULL},
    {"//", "/", NULL},
};

START_TEST(spelling)
{
    const char *path = expand(spellings[_i].path);
    char *clean = path_clean(path);
    ck_assert_str_eq(clean, expand(spellings[_i].clean));
    struct path_base here = path_base_here();
    for (int i = 0; i < 2; i++) { /* the second time from what the first one found out */
        char *from = path_from(&here, path);
        ck_assert_str_eq(from,
                         expand(spellings[_i].from ? spellings[_i].from : spellings[_i].clean));
        memory_free(from);
    }
    path_base_free(&here);
    memory_free(clean);
}
END_TEST

/* All of them by one base, one after the other. */
START_TEST(spellings_in_turn)
{
    struct path_base here = path_base_here();
    for (int i = 0; i < COUNT(spellings); i++) {
        char *from = path_from(&here, expand(spellings[i].path));
        ck_assert_str_eq(from, expand(spellings[i].from ? spellings[i].from : spellings[i].clean));
        memory_free(from);
    }
    path_base_free(&here);
}
END_TEST

/* From the root of the system, and from a directory that's gone. */
START_TEST(other_bases)
{
    ck_assert_int_eq(chdir("/"), 0);
    struct path_base base = path_base_here();
    char *from = path_from(&base, "/a//b.xml");
    ck_assert_str_eq(from, "a/b.xml");
    memory_free(from);
    from = path_from(&base, "/");
    ck_assert_str_eq(from, ".");
    memory_free(from);
    path_base_free(&base);
    ck_assert_int_eq(chdir(scratch) | mkdir("gone", 0700) | chdir("gone"), 0);
    ck_assert_int_eq(rmdir(expand("%/gone")), 0);
    base = path_base_here();
    from = path_from(&base, expand("%/gone/a.xml"));
    ck_assert_str_eq(from, expand("%/gone/a.xml"));
    memory_free(from);
    path_base_free(&base);
    ck_assert(!path_base_repository(&base));
    ck_assert_ptr_null(base.name);
}
END_TEST

START_TEST(components)
{
    static const struct {
        const char *path, *folder, *last;
    } rows[] = {{"a", ".", "a"},     {"d/a", "d", "a"}, {"d/e/a", "d/e", "a"}, {"/a", "/", "a"},
                {"/d/a", "/d", "a"}, {"/", "/", ""},    {"..", ".", ".."},     {".", ".", "."}};
    for (int i = 0; i < COUNT(rows); i++) {
        char *folder = path_folder(rows[i].path);
        ck_assert_str_eq(folder, rows[i].folder);
        ck_assert_str_eq(path_last(rows[i].path), rows[i].last);
        memory_free(folder);
    }
}
END_TEST

START_TEST(repository)
{
    struct path_base base;
    ck_assert(!path_base_repository(&base)); /* unless the place for scratch files is in one */
    ck_assert_int_eq(chdir("d/e"), 0);
    ck_assert_int_eq(mkdir("../../.git", 0700), 0);
    ck_assert(path_base_repository(&base));
    ck_assert_str_eq(base.name, expand("%/work"));
    ck_assert_uint_eq(path_inside(&base, expand("%/again/d/x")), strlen(scratch) + 7);
    path_base_free(&base);
    close(open("../.git", O_WRONLY | O_CREAT, 0600)); /* as in a work tree of another one */
    ck_assert(path_base_repository(&base));
    ck_assert_str_eq(base.name, expand("%/work/d"));
    path_base_free(&base);
}
END_TEST

Suite *suite_path(void)
{
    Suite *suite = suite_create("path");
    TCase *names = tcase_create("names");
    tcase_add_checked_fixture(names, make_tree, scratch_leave);
    tcase_add_loop_test(names, spelling, 0, COUNT(spellings));
    tcase_add_test(names, spellings_in_turn);
    tcase_add_test(names, other_bases);
    tcase_add_test(names, components);
    tcase_add_test(names, repository);
    suite_add_tcase(suite, names);
    return suite;
}
