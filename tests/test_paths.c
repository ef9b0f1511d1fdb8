/* SPDX-License-Identifier: MIT */
/*
 * Which inputs there are: made-up trees, walked from within a temporary directory. What comes
 * out is compared as one string: each path, with `=` when it was named, `!` and the error when
 * it can't be read, `~` and the reason when it's passed over, `|` at its end.
 */
#include "base/memory.h"
#include "bytes.h"
#include "input/name_list.h"
#include "input/paths.h"
#include "input/problem.h"
#include "scratch.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

Suite *suite_paths(void);

static size_t open_files; /* inputs of the last walk that came open */

static void make_directories(const char *const *names)
{
    for (; *names; names++)
        ck_assert_int_eq(mkdir(*names, 0700), 0);
}

static void make_files(const char *const *names)
{
    for (; *names; names++)
        make_file(*names);
}

static const char *name_of(int problem)
{
    static const struct {
        int problem;
        const char *name;
    } names[] = {{ENOENT, "ENOENT"},
                 {ELOOP, "ELOOP"},
                 {ENOTDIR, "ENOTDIR"},
                 {EISDIR, "EISDIR"},
                 {EIO, "EIO"},
                 {ENAMETOOLONG, "ENAMETOOLONG"},
                 {PROBLEM_UTF_16, "UTF-16"},
                 {PROBLEM_LEADS_OUT, "OUT"},
                 {PROBLEM_REPLACED, "REPLACED"},
                 {PROBLEM_QUOTED, "QUOTED"},
                 {PROBLEM_MARKUP, "MARKUP"},
                 {PROBLEM_SPECIAL, "SPECIAL"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].problem == problem)
            return names[i].name;
    return problem_text(problem);
}

/* If the input is open, it's the file of its path, which was met in a directory. */
static void check_descriptor(const struct input *input)
{
    struct stat opened;
    struct stat by_path;
    ck_assert(!(input->regular && input->problem)); /* it would be opened */
    if (!input->descriptor)
        return;
    ck_assert(!input->named && !input->problem && input->passing == PASSING_NOT);
    ck_assert_int_eq(fstat(input->descriptor, &opened), 0);
    ck_assert(S_ISREG(opened.st_mode));
    if (stat(input->path, &by_path) == 0)
        ck_assert(opened.st_dev == by_path.st_dev && opened.st_ino == by_path.st_ino);
    else
        ck_assert_int_eq(errno, ENAMETOOLONG);
    ck_assert(fcntl(input->descriptor, F_GETFD) & FD_CLOEXEC);
    close(input->descriptor);
    open_files++;
}

/* How the arguments, up to NULL, and a list come out. */
static const char *walk_all(const char *const *arguments, const char *list, bool nul,
                            const struct path_filter *filter)
{
    static char result[256 * 1024];
    static const char *const passings[] = {"", "~special", "~excluded"};
    size_t count = 0;
    while (arguments[count])
        count++;
    struct paths *paths = paths_new(arguments, count, list, nul, filter);
    struct input input;
    size_t length = 0;
    result[0] = '\0';
    open_files = 0;
    while (paths_next(paths, &input)) {
        length += (size_t)snprintf(result + length, sizeof result - length, "%s%s%s%s", input.path,
                                   input.named ? "=" : "", input.standard_input ? "<" : "",
                                   passings[input.passing]);
        if (input.problem)
            length += (size_t)snprintf(result + length, sizeof result - length, "!%s",
                                       name_of(input.problem));
        length += (size_t)snprintf(result + length, sizeof result - length, "|");
        ck_assert_uint_lt(length, sizeof result);
        check_descriptor(&input);
        memory_free(input.path);
    }
    ck_assert(!paths_next(paths, &input));
    paths_free(paths);
    return result;
}

static const struct path_filter no_filter;

#define ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NO_ARGUMENTS ((const char *const[]){NULL})
#define ASSERT_WALK(arguments, expected) \
    ck_assert_str_eq(walk_all(arguments, NULL, false, &no_filter), expected)

START_TEST(order_by_bytes_of_path)
{
    make_directories(ARGUMENTS("d", "d/a", "d/a.xml.d", "d/b"));
    make_files(ARGUMENTS("d/b.xml", "d/a/b.xml", "d/a-b.xml", "d/a.xml", "d/a.xml.d/x.xml",
                         "d/B.xml", "d/b/\xC3\xA9.xml", "d/b/z.xml", "d/\xFF.xml", "d/a0.xml"));
    ASSERT_WALK(ARGUMENTS("d"), "d/B.xml|d/a-b.xml|d/a.xml|d/a.xml.d/x.xml|d/a/b.xml|d/a0.xml|"
                                "d/b.xml|d/b/z.xml|d/b/\xC3\xA9.xml|d/\xFF.xml|");
}
END_TEST

START_TEST(how_directories_are_named)
{
    make_directories(ARGUMENTS("d", "d/e"));
    make_files(ARGUMENTS("d/a.xml", "d/e/b.xml", "x.xml"));
    ASSERT_WALK(ARGUMENTS("d"), "d/a.xml|d/e/b.xml|");
    ASSERT_WALK(ARGUMENTS("d/"), "d/a.xml|d/e/b.xml|");
    ASSERT_WALK(ARGUMENTS("d///"), "d/a.xml|d/e/b.xml|");
    ASSERT_WALK(ARGUMENTS("./d"), "d/a.xml|d/e/b.xml|");
    ASSERT_WALK(ARGUMENTS(".///./d/"), "d/a.xml|d/e/b.xml|");
    ASSERT_WALK(ARGUMENTS("."), "d/a.xml|d/e/b.xml|x.xml|");
    ASSERT_WALK(ARGUMENTS("./"), "d/a.xml|d/e/b.xml|x.xml|");
    ASSERT_WALK(ARGUMENTS("./x.xml"), "x.xml=|");
    char root[sizeof scratch + 8];
    snprintf(root, sizeof root, "/%s/d", scratch);
    ASSERT_WALK(ARGUMENTS(root), "d/a.xml|d/e/b.xml|");
    ck_assert_int_eq(chdir("d/e"), 0);
    const char *result = walk_all(ARGUMENTS(root), NULL, false, &no_filter);
    ck_assert_int_eq(strncmp(result, root + 1, strlen(root) - 1), 0);
    ck_assert_str_eq(result + strlen(root) - 1 + strlen("/a.xml|") + strlen(root) - 1, "/e/b.xml|");
}
END_TEST

/* A file has one name, whichever way it's spelt or come to, and comes once. */
START_TEST(one_file_once)
{
    char path[64];
    make_directories(ARGUMENTS("d", "d/e", "o"));
    make_files(ARGUMENTS("d/a.xml", "d/e/b.xml", "d/pom.xml"));
    ck_assert_int_eq(link("d/a.xml", "d/hard.xml") | symlink("d", "l"), 0);
    static const char *const spellings[] = {"d//a.xml",     "./d/a.xml",         "d/./a.xml",
                                            "d/../d/a.xml", "o/../d/e/../a.xml", NULL};
    for (size_t i = 0; spellings[i]; i++)
        ASSERT_WALK(ARGUMENTS(spellings[i]), "d/a.xml=|");
    snprintf(path, sizeof path, "%s/d/a.xml", scratch);
    ASSERT_WALK(ARGUMENTS(path), "d/a.xml=|");
    ASSERT_WALK(spellings, "d/a.xml=|");
    ASSERT_WALK(ARGUMENTS("d/a.xml", path, "l/a.xml", "d/hard.xml"), "d/a.xml=|d/hard.xml=|");
    ASSERT_WALK(ARGUMENTS("l/a.xml", "d/a.xml"), "l/a.xml=|");
    ASSERT_WALK(ARGUMENTS("d", "d/e", "d/", "l", "."), "d/a.xml|d/e/b.xml|d/hard.xml|d/pom.xml|");
    ASSERT_WALK(ARGUMENTS("d/e", "d"), "d/e/b.xml|d/a.xml|d/hard.xml|d/pom.xml|");
    /* What is named must be a profile, whether its folder comes before it or not. */
    ASSERT_WALK(ARGUMENTS("d", "d/pom.xml"), "d/a.xml|d/e/b.xml|d/hard.xml|d/pom.xml=|");
    ASSERT_WALK(ARGUMENTS("d/pom.xml", "d"), "d/pom.xml=|d/a.xml|d/e/b.xml|d/hard.xml|");
    write_file("list", text_of("d\nl/a.xml\nd\nd/e//b.xml\nno\nno\n"));
    ck_assert_str_eq(walk_all(ARGUMENTS("d/e"), "list", false, &no_filter),
                     "d/e/b.xml|d/a.xml|d/hard.xml|d/pom.xml|no=!ENOENT|");
}
END_TEST

START_TEST(arguments_in_their_order)
{
    make_directories(ARGUMENTS("d", "e"));
    make_files(ARGUMENTS("d/2.xml", "d/1.xml", "e/3.xml", "z", "a"));
    ASSERT_WALK(ARGUMENTS("z", "e", "-", "d", "a", "z"), "z=|e/3.xml|-=<|d/1.xml|d/2.xml|a=|");
}
END_TEST

/* One that can't be read hides none of the others. */
START_TEST(problems_among_others)
{
    char long_name[5000];
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    make_directories(ARGUMENTS("d"));
    make_files(ARGUMENTS("d/a.xml", "b"));
    ck_assert_int_eq(symlink("loop", "loop"), 0);
    ASSERT_WALK(ARGUMENTS("missing", "d", "loop", "b", "b/x", "", "missing/too", "b"),
                "missing=!ENOENT|d/a.xml|loop=!ELOOP|b=|b/x=!ENOTDIR|=!ENOENT|missing/"
                "too=!ENOENT|");
    const char *result = walk_all(ARGUMENTS(long_name, "b"), NULL, false, &no_filter);
    ck_assert_str_eq(result + sizeof long_name - 1, "=!ENAMETOOLONG|b=|");
}
END_TEST

START_TEST(hostile_names)
{
    make_directories(ARGUMENTS("d", "d/-rf", "d/\n"));
    make_files(ARGUMENTS("d/a\nb.xml", "d/\x1B[31m.xml", "d/\xFE\xC0\x80.xml", "d/-.xml",
                         "d/-rf/ .xml", "d/ x .xml", "d/\n/'\"$(x).xml", "d/*.xml", "d/.xml",
                         "d/..xml", "d/::error::.xml", "-", "--format=gcc"));
    ASSERT_WALK(ARGUMENTS("d"),
                "d/\n/'\"$(x).xml|d/\x1B[31m.xml|d/ x .xml|d/*.xml|d/-.xml|d/-rf/ .xml|d/..xml|"
                "d/.xml|d/::error::.xml|d/a\nb.xml|d/\xFE\xC0\x80.xml|");
    ASSERT_WALK(ARGUMENTS("./-", "--format=gcc"), "-=|--format=gcc=|");
}
END_TEST

START_TEST(links)
{
    make_directories(ARGUMENTS("d", "d/e", "elsewhere"));
    make_files(ARGUMENTS("d/file.xml", "elsewhere/x.xml", "d/e/data"));
    char absolute[64];
    snprintf(absolute, sizeof absolute, "%s/d/e/data", scratch);
    ck_assert_int_eq(symlink("file.xml", "d/link.xml"), 0);
    ck_assert_int_eq(symlink("e/../e/data", "d/linked-data.xml"), 0);
    ck_assert_int_eq(symlink(absolute, "d/linked-by-root.xml"), 0);
    ck_assert_int_eq(symlink("../link.xml", "d/e/twice.xml"), 0);
    ck_assert_int_eq(symlink("../elsewhere", "d/folder.xml"), 0);
    ck_assert_int_eq(symlink("..", "d/up"), 0);
    ck_assert_int_eq(symlink("nowhere", "d/dangling.xml"), 0);
    ck_assert_int_eq(symlink("loop.xml", "d/loop.xml"), 0);
    ck_assert_int_eq(symlink("nowhere", "d/.#not-wanted"), 0);
    ck_assert_int_eq(symlink("ann@host.1234:56", "d/.#file.xml"), 0);
    ck_assert_int_eq(symlink("d", "named"), 0);
    const char *expected = "d/dangling.xml!ENOENT|d/e/twice.xml|d/file.xml|d/link.xml|"
                           "d/linked-by-root.xml|d/linked-data.xml|d/loop.xml!ELOOP|";
    ASSERT_WALK(ARGUMENTS("d"), expected);
    /* A link that's named is followed, with a slash at its end or without. */
    const char *named = "named/dangling.xml!ENOENT|named/e/twice.xml|named/file.xml|"
                        "named/link.xml|named/linked-by-root.xml|named/linked-data.xml|"
                        "named/loop.xml!ELOOP|";
    ASSERT_WALK(ARGUMENTS("named"), named);
    ASSERT_WALK(ARGUMENTS("named/"), named);
    ASSERT_WALK(ARGUMENTS("d/up/d/file.xml"), "d/up/d/file.xml=|");
}
END_TEST

/* A link leads to a file of the directory, or it's said that it doesn't. */
START_TEST(links_that_lead_out)
{
    make_directories(ARGUMENTS("d", "d/e", "d-too"));
    make_files(ARGUMENTS("secret.xml", "d-too/x.xml", "d/e/in.xml"));
    ck_assert_int_eq(symlink("../secret.xml", "d/up.xml"), 0);
    ck_assert_int_eq(symlink("../d-too/x.xml", "d/too.xml"), 0);
    ck_assert_int_eq(symlink("/etc/passwd", "d/root.xml"), 0);
    ck_assert_int_eq(symlink("/proc/self/status", "d/proc.xml"), 0);
    ck_assert_int_eq(symlink("..", "d/e/back"), 0);
    ck_assert_int_eq(symlink("back/up.xml", "d/e/on.xml"), 0);
    ck_assert_int_eq(symlink("back/e/in.xml", "d/e/round.xml"), 0);
    ASSERT_WALK(ARGUMENTS("d"), "d/e/in.xml|d/e/on.xml!OUT|d/e/round.xml|d/proc.xml!OUT|"
                                "d/root.xml!OUT|d/too.xml!OUT|d/up.xml!OUT|");
    /* From further up they stay in what is linted. */
    ck_assert_int_eq(unlink("d/root.xml") | unlink("d/proc.xml"), 0);
    ASSERT_WALK(ARGUMENTS("."), "d-too/x.xml|d/e/in.xml|d/e/on.xml|d/e/round.xml|d/too.xml|"
                                "d/up.xml|secret.xml|");
    ASSERT_WALK(ARGUMENTS("d/up.xml"), "d/up.xml=|");
}
END_TEST

/*
 * What isn't a file is passed over in a directory, without being opened, which would wait for
 * ever.
 */
START_TEST(special_files)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "d/socket.xml"};
    make_directories(ARGUMENTS("d", "d/folder.xml"));
    make_files(ARGUMENTS("d/a.xml"));
    ck_assert_int_eq(mkfifo("d/fifo.xml", 0600), 0);
    ck_assert_int_eq(mkfifo("d/fifo", 0600), 0);
    ck_assert_int_eq(symlink("fifo.xml", "d/link.xml"), 0);
    ck_assert_int_eq(symlink("/dev/zero", "d/device.xml"), 0);
    int end = socket(AF_UNIX, SOCK_STREAM, 0);
    ck_assert_int_eq(bind(end, (const struct sockaddr *)&address, sizeof address), 0);
    ASSERT_WALK(ARGUMENTS("d"), "d/a.xml|d/device.xml~special|d/fifo.xml~special|"
                                "d/link.xml~special|d/socket.xml~special|");
    ASSERT_WALK(ARGUMENTS("d/fifo.xml"), "d/fifo.xml=|");
    close(end);
}
END_TEST

/* Swaps what stands at the path for a link, which is put there by renaming. */
static void swap_for_link(const char *path, const char *goal)
{
    ck_assert_int_eq(rename(path, "moved"), 0);
    ck_assert_int_eq(symlink(goal, path), 0);
}

static void swap_folder(void)
{
    swap_for_link("d/e", "../elsewhere");
}

static void swap_upper_folder(void)
{
    swap_for_link("d", "elsewhere");
}

static void swap_file(void)
{
    swap_for_link("d/b.xml", "../elsewhere/secret.xml");
}

static void swap_for_pipe(void)
{
    ck_assert_int_eq(rename("d/b.xml", "moved") | mkfifo("d/b.xml", 0600), 0);
}

/* What was swapped once the walk was at d/a.xml isn't left the directory for. */
static const struct {
    void (*swap)(void);
    const char *paths[4];
    int problem; /* in `paths`; -1: none */
    bool is_pipe;
} swaps[] = {
    {swap_folder, {"d/b.xml", "d/e", "d/z.xml"}, 1, false},
    {swap_upper_folder, {"d/b.xml", "d/e/b.xml", "d/z.xml"}, -1, false},
    {swap_file, {"d/b.xml", "d/e/b.xml", "d/z.xml"}, 0, false},
    {swap_for_pipe, {"d/b.xml", "d/e/b.xml", "d/z.xml"}, -1, true},
};

START_TEST(swapped)
{
    struct input input;
    struct stat status;
    struct stat secret;
    make_directories(ARGUMENTS("d", "d/e", "elsewhere", "elsewhere/e"));
    make_files(ARGUMENTS("d/a.xml", "d/b.xml", "d/e/b.xml", "d/z.xml", "elsewhere/secret.xml",
                         "elsewhere/b.xml", "elsewhere/z.xml", "elsewhere/e/b.xml"));
    ck_assert_int_eq(stat("elsewhere", &secret), 0);
    struct paths *paths = paths_new(ARGUMENTS("d"), 1, NULL, false, &no_filter);
    ck_assert(paths_next(paths, &input));
    close(input.descriptor);
    memory_free(input.path);
    swaps[_i].swap();
    for (int i = 0; swaps[_i].paths[i]; i++) {
        ck_assert(paths_next(paths, &input));
        ck_assert_str_eq(input.path, swaps[_i].paths[i]);
        ck_assert_int_eq(input.problem != 0, i == swaps[_i].problem);
        if (input.descriptor) {
            ck_assert_int_eq(fstat(input.descriptor, &status), 0);
            ck_assert(S_ISREG(status.st_mode) || swaps[_i].is_pipe);
            for (const char *const *other = ARGUMENTS("secret.xml", "b.xml", "z.xml", "e/b.xml");
                 *other; other++) {
                char path[64];
                snprintf(path, sizeof path, "elsewhere/%s", *other);
                ck_assert_int_eq(stat(path, &secret), 0);
                ck_assert(secret.st_ino != status.st_ino);
            }
            close(input.descriptor);
        }
        memory_free(input.path);
    }
    ck_assert(!paths_next(paths, &input));
    paths_free(paths);
}
END_TEST

/* A folder that's elsewhere when the walk comes back to it: what it has left is lost, and said. */
START_TEST(moved_folder)
{
    struct input input;
    make_directories(ARGUMENTS("d", "d/1", "d/1/2", "d/1/2/3", "d/1/2/3/4", "d/1/2/3/4/5",
                               "d/1/2/3/4/5/6", "d/1/2/3/4/5/6/7", "elsewhere"));
    make_files(ARGUMENTS("d/1/2/3/4/5/6/7/a.xml", "d/1/z.xml", "d/z.xml"));
    struct paths *paths = paths_new(ARGUMENTS("d"), 1, NULL, false, &no_filter);
    ck_assert(paths_next(paths, &input));
    ck_assert_str_eq(input.path, "d/1/2/3/4/5/6/7/a.xml");
    close(input.descriptor);
    memory_free(input.path);
    ck_assert_int_eq(rename("d/1/2", "elsewhere/2"), 0);
    ck_assert(paths_next(paths, &input));
    ck_assert_str_eq(input.path, "d/1");
    ck_assert_int_eq(input.problem, PROBLEM_REPLACED);
    memory_free(input.path);
    ck_assert(paths_next(paths, &input));
    ck_assert_str_eq(input.path, "d/z.xml");
    close(input.descriptor);
    memory_free(input.path);
    ck_assert(!paths_next(paths, &input));
    paths_free(paths);
}
END_TEST

static const struct {
    const char *include[3];
    const char *exclude[3];
    const char *expected;
} filters[] = {
    {{0}, {0}, "d/A.XML|d/old/o.xml|d/s/a.xml|d/s/old/p.xml|"},
    {{"*.sip"}, {0}, "d/b.sip|"},
    {{"*.sip", "A.*"}, {0}, "d/A.XML|d/b.sip|"},
    {{"a.*"}, {0}, "d/s/a.xml|"},
    {{"s/*"}, {0}, "d/s/a.xml|"},
    {{"s/**"}, {0}, "d/s/a.xml|d/s/old/p.xml|"},
    {{"d/*"}, {0}, "d/A.XML|d/b.sip|d/readme|"},
    {{"d/s/*"}, {0}, "d/s/a.xml|"},
    {{"*"}, {"*.xml"}, "d/A.XML|d/b.sip|d/readme|"},
    {{0}, {"old"}, "d/A.XML|d/s/a.xml|"},
    {{0}, {"old/"}, "d/A.XML|d/s/a.xml|"},
    {{0}, {"/old"}, "d/A.XML|d/s/a.xml|d/s/old/p.xml|"},
    {{0}, {"./old"}, "d/A.XML|d/s/a.xml|d/s/old/p.xml|"},
    {{0}, {"s/old"}, "d/A.XML|d/old/o.xml|d/s/a.xml|"},
    {{0}, {"d/s/old"}, "d/A.XML|d/old/o.xml|d/s/a.xml|"},
    {{0}, {"./d//s/./old/"}, "d/A.XML|d/old/o.xml|d/s/a.xml|"},
    {{0}, {"%/d/s/old"}, "d/A.XML|d/old/o.xml|d/s/a.xml|"},
    {{0}, {"d/*/old"}, "d/A.XML|d/old/o.xml|d/s/a.xml|"},
    {{0}, {"d/old"}, "d/A.XML|d/s/a.xml|d/s/old/p.xml|"},
    {{0}, {"d/A.XML/", "d/s/a.xml"}, "d/A.XML|d/old/o.xml|d/s/old/p.xml|"},
    {{0}, {"d"}, "d/A.XML|d/old/o.xml|d/s/a.xml|d/s/old/p.xml|"},
    {{0}, {"s", "old"}, "d/A.XML|"},
    {{0}, {"A.XML/", "a.xml"}, "d/A.XML|d/old/o.xml|d/s/old/p.xml|"},
    {{0}, {"*"}, ""},
    {{0}, {""}, "d/A.XML|d/old/o.xml|d/s/a.xml|d/s/old/p.xml|"},
};

static size_t count_of(const char *const *globs)
{
    size_t count = 0;
    while (globs[count])
        count++;
    return count;
}

static void make_filtered(void)
{
    make_directories(ARGUMENTS("d", "d/old", "d/s", "d/s/old"));
    make_files(
        ARGUMENTS("d/A.XML", "d/b.sip", "d/readme", "d/old/o.xml", "d/s/a.xml", "d/s/old/p.xml"));
}

START_TEST(filtered)
{
    char from_root[64];
    make_filtered();
    const char *exclude[3];
    memcpy(exclude, filters[_i].exclude, sizeof exclude);
    struct path_filter filter = {.include = filters[_i].include,
                                 .include_count = count_of(filters[_i].include),
                                 .exclude = exclude,
                                 .exclude_count = count_of(exclude)};
    if (filter.exclude_count && *exclude[0] == '%') {
        snprintf(from_root, sizeof from_root, "%s%s", scratch, exclude[0] + 1);
        exclude[0] = from_root;
    }
    ck_assert_str_eq(walk_all(ARGUMENTS("d"), NULL, false, &filter), filters[_i].expected);
    char root[sizeof scratch + 8];
    snprintf(root, sizeof root, "%s/d/", scratch);
    ck_assert_str_eq(walk_all(ARGUMENTS(root), NULL, false, &filter), filters[_i].expected);
    /* Named files count, whatever the filter says. */
    ck_assert_str_eq(walk_all(ARGUMENTS("d/readme", "d/old/o.xml"), NULL, false, &filter),
                     "d/readme=|d/old/o.xml=|");
}
END_TEST

/* From elsewhere: the path that's shown, and the one below the directory. */
START_TEST(filtered_from_elsewhere)
{
    make_filtered();
    make_directories(ARGUMENTS("w"));
    ck_assert_int_eq(chdir("w"), 0);
    char from_root[64];
    snprintf(from_root, sizeof from_root, "%s/d/s", scratch);
    for (const char *const *glob = ARGUMENTS("../d/s", "s", "/s", "s/", "./../w/../d/s", from_root);
         *glob; glob++) {
        struct path_filter filter = {.exclude = glob, .exclude_count = 1};
        ck_assert_str_eq(walk_all(ARGUMENTS("../d"), NULL, false, &filter),
                         *glob == from_root ? "../d/A.XML|../d/old/o.xml|../d/s/a.xml|"
                                              "../d/s/old/p.xml|"
                                            : "../d/A.XML|../d/old/o.xml|");
    }
    struct path_filter filter = {.exclude = ARGUMENTS(from_root), .exclude_count = 1};
    snprintf(from_root, sizeof from_root, "%s/d", scratch);
    char expected[2 * sizeof from_root + 32];
    snprintf(expected, sizeof expected, "%s/A.XML|%s/old/o.xml|", from_root, from_root);
    snprintf(from_root, sizeof from_root, "%s/d/s", scratch);
    char root[sizeof scratch + 8];
    snprintf(root, sizeof root, "%s/d", scratch);
    ck_assert_str_eq(walk_all(ARGUMENTS(root), NULL, false, &filter), expected);
}
END_TEST

/* What is named is passed over as well, by a folder on its way or by itself, and so is a directory.
 */
START_TEST(force_exclude)
{
    static const struct {
        const char *exclude;
        const char *expected; /* of the arguments below */
    } rows[] = {
        {"none", "d/A.XML=|d/old/o.xml=|d/s/a.xml|d/s/old/p.xml|no.xml=!ENOENT|"},
        {"old", "d/A.XML=|d/old/o.xml=~excluded|d/s/a.xml|no.xml=!ENOENT|"},
        {"d/old", "d/A.XML=|d/old/o.xml=~excluded|d/s/a.xml|d/s/old/p.xml|no.xml=!ENOENT|"},
        {"d/s/", "d/A.XML=|d/old/o.xml=|d/s=~excluded|no.xml=!ENOENT|"},
        {"*.xml", "d/A.XML=|d/old/o.xml=~excluded|no.xml=~excluded|"},
        {"*.xml/", "d/A.XML=|d/old/o.xml=|d/s/a.xml|d/s/old/p.xml|no.xml=!ENOENT|"},
        {"d", "d/A.XML=~excluded|d/old/o.xml=~excluded|d/s=~excluded|no.xml=!ENOENT|"},
        {"/d/*.XML", "d/A.XML=~excluded|d/old/o.xml=|d/s/a.xml|d/s/old/p.xml|no.xml=!ENOENT|"},
    };
    make_filtered();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct path_filter filter = {.exclude = &rows[i].exclude,
                                     .exclude_count = 1,
                                     .force_exclude = true};
        static const char *const arguments[] = {"./d/A.XML", "d/old/o.xml", "d//s", "no.xml", NULL};
        ck_assert_str_eq(walk_all(arguments, NULL, false, &filter), rows[i].expected);
    }
}
END_TEST

/* Which globs of --include=*.xml --include=*.sap --exclude=old --exclude=d/s/old --exclude=older
 * matched nothing: a glob isn't hidden by another one. */
START_TEST(unmatched_globs)
{
    static const struct {
        const char *argument;
        bool force;
        const char *expected;
    } rows[] = {
        {"d", false, "include *.sap;exclude older;"},
        {"d/s", false, "include *.sap;exclude older;"},
        {"d/old", false, "include *.sap;exclude old;exclude d/s/old;exclude older;"},
        {"d/A.XML", false,
         "include *.xml;include *.sap;exclude old;exclude d/s/old;exclude older;"},
        {"d/A.XML", true, "include *.xml;include *.sap;"},
        {"d", true, "include *.sap;exclude older;"},
    };
    static const char *const include[] = {"*.xml", "*.sap"};
    static const char *const exclude[] = {"old", "d/s/old", "older"};
    make_filtered();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct path_filter filter = {.include = include,
                                           .include_count = 2,
                                           .exclude = exclude,
                                           .exclude_count = 3,
                                           .force_exclude = rows[i].force};
        char told[200] = "";
        struct input input;
        struct glob_name name;
        size_t number = 0;
        struct paths *paths = paths_new(&rows[i].argument, 1, NULL, false, &filter);
        ck_assert_ptr_null(paths_unmatched(paths, &number).option);
        while (paths_next(paths, &input)) {
            if (input.descriptor)
                close(input.descriptor);
            memory_free(input.path);
        }
        while ((name = paths_unmatched(paths, &number)).option)
            snprintf(told + strlen(told), sizeof told - strlen(told), "%s %s;", name.option,
                     name.glob);
        ck_assert_str_eq(told, rows[i].expected);
        paths_free(paths);
    }
}
END_TEST

/* Then nothing that's named must be a profile; problems stay what they are. */
START_TEST(named_non_profiles)
{
    static const struct path_filter filter = {.skip_non_profiles = true};
    make_directories(ARGUMENTS("d"));
    make_files(ARGUMENTS("d/a.xml", "pom.xml"));
    write_file("list", text_of("pom.xml\nnone\n"));
    ck_assert_str_eq(walk_all(ARGUMENTS("pom.xml", "-", "d", "none"), "list", false, &filter),
                     "pom.xml|-<|d/a.xml|none!ENOENT|");
}
END_TEST

/* What the run itself writes is met under none of its names, and what is called alike is. */
START_TEST(own_files)
{
    struct stat status;
    make_directories(ARGUMENTS("d", "d/e"));
    make_files(ARGUMENTS("d/.siplint-a", "d/.siplint-b", "d/a.xml"));
    ck_assert_int_eq(link("d/.siplint-a", "d/e/c"), 0);
    ck_assert_int_eq(symlink("../.siplint-a", "d/e/d.xml"), 0);
    ck_assert_int_eq(symlink("nowhere", "d/e/e"), 0);
    ck_assert_int_eq(stat("d/.siplint-a", &status), 0);
    const struct file_identity own[] = {{0}, file_identity_of(&status)};
    static const char *const all[] = {"*"};
    struct path_filter filter = {.include = all, .include_count = 1, .own = own, .own_count = 2};
    ck_assert_str_eq(walk_all(ARGUMENTS("d"), NULL, false, &filter),
                     "d/.siplint-b|d/a.xml|d/e/e!ENOENT|");
    filter.include_count = 0;
    ck_assert_str_eq(walk_all(ARGUMENTS("d"), NULL, false, &filter), "d/a.xml|");
    filter.include_count = 1;
    filter.own_count = 0;
    ck_assert_str_eq(walk_all(ARGUMENTS("d"), NULL, false, &filter),
                     "d/.siplint-a|d/.siplint-b|d/a.xml|d/e/c|d/e/d.xml|d/e/e!ENOENT|");
}
END_TEST

/* Goes down `depth` folders of that name from the current one, making them. */
static void make_deep(const char *name, int depth)
{
    for (int i = 0; i < depth; i++) {
        ck_assert_int_eq(mkdir(name, 0700), 0);
        ck_assert_int_eq(chdir(name), 0);
    }
    make_file("x.xml");
    ck_assert_int_eq(chdir(scratch), 0);
}

/* Removes them again: too deep for what goes by paths. */
static void remove_deep(const char *name, int depth)
{
    for (int i = 0; i < depth; i++)
        ck_assert_int_eq(chdir(name), 0);
    for (int i = 0; i < depth; i++) {
        unlink("x.xml");
        ck_assert_int_eq(chdir(".."), 0);
        ck_assert_int_eq(rmdir(name), 0);
    }
}

/* 10,000 levels, and few descriptors. */
START_TEST(deep_tree)
{
    enum { DEPTH = 10000 };
    struct rlimit usual;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &usual), 0);
    const struct rlimit limit = {32, usual.rlim_max};
    make_deep("f", DEPTH);
    make_file("z.xml");
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
    const char *result = walk_all(ARGUMENTS("."), NULL, false, &no_filter);
    ck_assert_uint_eq(strlen(result), 2 * DEPTH + strlen("x.xml|") + strlen("z.xml|"));
    ck_assert_str_eq(result + 2 * DEPTH, "x.xml|z.xml|");
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &usual), 0);
    remove_deep("f", DEPTH);
}
END_TEST

/* Paths that are too long for the system make no difference: each folder is opened from its own. */
START_TEST(path_too_long_for_the_system)
{
    char name[256];
    memset(name, 'f', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    make_deep(name, 300);
    make_file("z.xml");
    const char *result = walk_all(ARGUMENTS("."), NULL, false, &no_filter);
    ck_assert_uint_eq(strlen(result), 300 * sizeof name + strlen("x.xml|z.xml|"));
    ck_assert_str_eq(result + 300 * sizeof name, "x.xml|z.xml|");
    ck_assert_uint_eq(open_files, 2);
    remove_deep(name, 300);
}
END_TEST

/* Many files in one folder, made in another order than they are to come. */
START_TEST(wide_folder)
{
    char name[32];
    make_directories(ARGUMENTS("d"));
    for (int i = 0; i < 2000; i++) {
        snprintf(name, sizeof name, "d/%04d.xml", (i * 7919) % 2000);
        make_file(name);
    }
    const char *at = walk_all(ARGUMENTS("d"), NULL, false, &no_filter);
    for (int i = 0; i < 2000; i++) {
        int length = snprintf(name, sizeof name, "d/%04d.xml|", i);
        ck_assert_int_eq(strncmp(at, name, (size_t)length), 0);
        at += length;
    }
    ck_assert_str_eq(at, "");
    ck_assert_uint_eq(open_files, 2000);
}
END_TEST

/* A walk that's given up in the middle. The leak check of a sanitizer run is the judge. */
START_TEST(left_early)
{
    struct input input;
    make_directories(ARGUMENTS("d", "d/e", "g"));
    make_files(ARGUMENTS("d/e/a.xml", "d/e/b.xml", "d/f.xml", "g/a.xml", "g/b.xml", "list"));
    write_file("list", text_of("g\nd\n"));
    struct paths *paths = paths_new(ARGUMENTS("d"), 1, "list", false, &no_filter);
    for (int i = 0; i < 4; i++) {
        ck_assert(paths_next(paths, &input));
        close(input.descriptor);
        memory_free(input.path);
    }
    paths_free(paths);
    paths_free(NULL);
}
END_TEST

static const struct {
    const char *bytes;
    size_t length;
    bool nul;
    const char *expected;
} lists[] = {
#define LIST(bytes, nul, expected)              \
    {                                           \
        bytes, sizeof(bytes) - 1, nul, expected \
    }
    LIST("", false, ""),
    LIST("\n\n", false, ""),
    LIST("a\nd\nb\n", false, "a=|d/1.xml|b=|"),
    LIST("a\nb", false, "a=|b=|"),
    LIST("a\r\n\r\nb\r\n", false, "a=|b=|"),
    LIST("a\0d\0b", true, "a=|d/1.xml|b=|"),
    LIST("a\0\0b\0", true, "a=|b=|"),
    LIST("with\nline end\0b\r\0", true, "with\nline end=|b\r=!ENOENT|"),
    LIST("a\0b\0", false, "a=|b=|"), /* --null was forgotten */
    LIST("\xEF\xBB\xBF"
         "a\r\nb\r\n",
         false, "a=|b=|"),
    LIST("\xEF\xBB\xBF\n"
         "a\n",
         false, "a=|"),
    LIST("a\n\xEF\xBB\xBF"
         "b\n",
         false,
         "a=|\xEF\xBB\xBF"
         "b=!ENOENT|"),
    LIST("a\nb\n", true, "a\nb\n=!ENOENT|"),
    LIST("-\n./-\n --format\n", false, "-=| --format=!ENOENT|"),
    LIST("missing\na\n", false, "missing=!ENOENT|a=|"),
    /* As git writes names. */
    LIST("\"a\"\n", false, "a=|"),
    LIST("\"with\\nline end\"\r\nb\n", false, "with\nline end=|b=|"),
    LIST("\"\\303\\244\"\n", false, "\xC3\xA4=|"),
    LIST("\"\\303\\244\"\0", true, "\"\\303\\244\"=!ENOENT|"),
    LIST("\"quoted\"\n", false, "\"quoted\"=|"), /* a file of that name */
    LIST("\"missing\"\n\"a\na\"\n", false, "\"missing\"=!QUOTED|\"a=!ENOENT|a\"=!ENOENT|"),
    /* What looks like a profile is told to nobody. */
    LIST("a\n  <user password=\"x\"\n uri=\"y\"/>\nb\n", false, "a=|list=!MARKUP|"),
    LIST("<a>\nb\n<b>\n", false, "<a>=|b=|list=!MARKUP|"),
#undef LIST
};

START_TEST(listed)
{
    make_directories(ARGUMENTS("d"));
    make_files(ARGUMENTS("a", "b", "d/1.xml", "with\nline end", "-", "z", "\xC3\xA4", "\"quoted\"",
                         "<a>"));
    write_file("list", (struct text){lists[_i].bytes, lists[_i].length});
    ck_assert_str_eq(walk_all(NO_ARGUMENTS, "list", lists[_i].nul, &no_filter), lists[_i].expected);
    /* The same from standard input, behind an argument. */
    int descriptor = open("list", O_RDONLY);
    ck_assert_int_eq(dup2(descriptor, STDIN_FILENO), STDIN_FILENO);
    const char *result = walk_all(ARGUMENTS("z"), "-", lists[_i].nul, &no_filter);
    ck_assert_int_eq(strncmp(result, "z=|", 3), 0);
    const char *own = strstr(lists[_i].expected, "list=!"); /* what is said of the list */
    size_t common = own ? (size_t)(own - lists[_i].expected) : strlen(lists[_i].expected);
    ck_assert_int_eq(strncmp(result + 3, lists[_i].expected, common), 0);
    ck_assert_str_eq(result + 3 + common, own ? "-=!MARKUP|" : "");
}
END_TEST

START_TEST(special_files_in_a_list)
{
    ck_assert_int_eq(mkfifo("fifo", 0600) | symlink("fifo", "link"), 0);
    make_files(ARGUMENTS("a"));
    write_file("list", text_of("fifo\na\n/dev/null\nlink\n"));
    ck_assert_str_eq(walk_all(NO_ARGUMENTS, "list", false, &no_filter),
                     "fifo=!SPECIAL|a=|/dev/null=!SPECIAL|link=!SPECIAL|");
}
END_TEST

/* What git lists may be a link as well: it stays in the repository, or in the working directory. */
START_TEST(links_in_a_list)
{
    make_directories(ARGUMENTS("r", "r/.git", "r/sub", "n", "n/sub"));
    make_files(ARGUMENTS("out.xml", "r/a.xml", "n/a.xml"));
    static const char names[] = "up.xml\nout.xml\nroot.xml\n../a.xml\n../../out.xml\n";
    static const char *const directories[] = {"r/sub", "n/sub"};
    static const char *const expected[] = {
        "up.xml=|out.xml=!OUT|root.xml=!OUT|../a.xml=|../../out.xml=|",
        "up.xml=!OUT|out.xml=!OUT|root.xml=!OUT|../a.xml=|../../out.xml=|",
    };
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(chdir(scratch) | chdir(directories[i]), 0);
        ck_assert_int_eq(symlink("../a.xml", "up.xml") | symlink("../../out.xml", "out.xml") |
                             symlink("/proc/self/status", "root.xml"),
                         0);
        write_file("list", text_of(names));
        ck_assert_str_eq(walk_all(NO_ARGUMENTS, "list", false, &no_filter), expected[i]);
        ck_assert_str_eq(walk_all(ARGUMENTS("out.xml"), NULL, false, &no_filter), "out.xml=|");
    }
}
END_TEST

START_TEST(lists_that_cannot_be_read)
{
    make_files(ARGUMENTS("a"));
    make_directories(ARGUMENTS("d"));
    ck_assert_str_eq(walk_all(ARGUMENTS("a"), "missing", false, &no_filter), "a=|missing=!ENOENT|");
    ck_assert_str_eq(walk_all(ARGUMENTS("a"), "d", false, &no_filter), "a=|d=!EISDIR|");
    ck_assert_str_eq(walk_all(ARGUMENTS("a"), "/proc/self/mem", false, &no_filter),
                     "a=|/proc/self/mem=!EIO|");
    /* In UTF-16, as PowerShell writes it: `/` would be one of its names. */
    write_file("little", (struct text){"\xFF\xFE/\0a\0\r\0\n\0", 10});
    write_file("big", (struct text){"\xFE\xFF\0/\0a\0\n", 8});
    ck_assert_str_eq(walk_all(NO_ARGUMENTS, "little", false, &no_filter), "little=!UTF-16|");
    ck_assert_str_eq(walk_all(NO_ARGUMENTS, "big", false, &no_filter), "big=!UTF-16|");
}
END_TEST

static const struct {
    const char *bytes;
    size_t length;
    bool is_markup;
} beginnings[] = {
#define BEGINNING(bytes, is_markup)         \
    {                                       \
        bytes, sizeof(bytes) - 1, is_markup \
    }
    BEGINNING("", false),
    BEGINNING("\n", false),
    BEGINNING("a<\n", false),
    BEGINNING("a\n<\n", false),
    BEGINNING("\xEF\xBB\xBF"
              "a",
              false),
    BEGINNING("<", true),
    BEGINNING("<?xml?>\n", true),
    BEGINNING(" \t\r\n\n<a/>", true),
    BEGINNING("\xEF\xBB\xBF<a/>", true),
    BEGINNING("\xFF\xFE<\0a\0", true),
    BEGINNING("\xFE\xFF\0<\0a", true),
    BEGINNING("\xFE\xFF\0\n\0<\0a", true),
    BEGINNING("<\0a\0", true),
    BEGINNING("\0<\0a", true),
    BEGINNING("\0\0\xFE\xFF\0\0\0<", true),
#undef BEGINNING
};

/* From a file, and from a pipe that gives a byte at a time. The names come afterwards, all of them.
 */
START_TEST(markup_in_place_of_a_list)
{
    const char *bytes = beginnings[_i].bytes;
    size_t length = beginnings[_i].length;
    int ends[2];
    write_file("list", (struct text){bytes, length});
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        const struct timespec pause = {0, 2000000};
        close(ends[0]);
        for (size_t i = 0; i < length && write(ends[1], bytes + i, 1) == 1; i++)
            nanosleep(&pause, NULL);
        _exit(0);
    }
    close(ends[1]);
    ck_assert_int_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    struct name_list *lists_of_it[] = {name_list_open("list", false), name_list_open("-", false)};
    for (int i = 0; i < 2; i++) {
        int problem;
        ck_assert(name_list_is_markup(lists_of_it[i]) == beginnings[_i].is_markup);
        if (length && bytes[0] == 'a')
            ck_assert_int_eq(name_list_next(lists_of_it[i], &problem)[0], 'a');
        name_list_close(lists_of_it[i]);
    }
    close(ends[0]);
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
}
END_TEST

/* A line of a MiB is cut and told of; the names around it are found, wherever the chunks end. */
START_TEST(endless_line)
{
    size_t length = 1024 * 1024;
    char *bytes = memory_new(length + 8);
    memcpy(bytes, "a\n", 2);
    memset(bytes + 2, 'n', length);
    memcpy(bytes + 2 + length, "\nb\n", 3);
    make_files(ARGUMENTS("a", "b"));
    write_file("list", (struct text){bytes, length + 5});
    const char *result = walk_all(NO_ARGUMENTS, "list", false, &no_filter);
    const char *end = strchr(result, '!');
    ck_assert_int_eq(strncmp(result, "a=|nnn", 6), 0);
    ck_assert_ptr_nonnull(end);
    ck_assert_int_lt(end - result, 20 * 1024);
    ck_assert_str_eq(end, "!ENAMETOOLONG|b=|");
    memory_free(bytes);
}
END_TEST

/* Names end at every place of the list's chunks in turn. */
START_TEST(names_across_chunks)
{
    enum { COUNT = 9000, LENGTH = 5 };
    char *bytes = memory_new(COUNT * LENGTH + 1);
    for (int i = 0; i < COUNT; i++)
        snprintf(bytes + LENGTH * i, LENGTH + 1, "%04d\n", i);
    write_file("list", (struct text){bytes, COUNT * LENGTH});
    const char *at = walk_all(NO_ARGUMENTS, "list", false, &no_filter);
    for (int i = 0; i < COUNT; i++) {
        char expected[32];
        int length = snprintf(expected, sizeof expected, "%04d=!ENOENT|", i);
        ck_assert_int_eq(strncmp(at, expected, (size_t)length), 0);
        at += length;
    }
    ck_assert_str_eq(at, "");
    memory_free(bytes);
}
END_TEST

Suite *suite_paths(void)
{
    Suite *suite = suite_create("paths");
    TCase *trees = tcase_create("trees");
    TCase *names = tcase_create("lists");
    tcase_add_checked_fixture(trees, scratch_enter, scratch_leave);
    tcase_add_checked_fixture(names, scratch_enter, scratch_leave);
    tcase_set_timeout(trees, 30);
    tcase_add_test(trees, order_by_bytes_of_path);
    tcase_add_test(trees, how_directories_are_named);
    tcase_add_test(trees, one_file_once);
    tcase_add_test(trees, arguments_in_their_order);
    tcase_add_test(trees, problems_among_others);
    tcase_add_test(trees, hostile_names);
    tcase_add_test(trees, links);
    tcase_add_test(trees, special_files);
    tcase_add_test(trees, links_that_lead_out);
    tcase_add_loop_test(trees, swapped, 0, (int)(sizeof swaps / sizeof *swaps));
    tcase_add_test(trees, moved_folder);
    tcase_add_loop_test(trees, filtered, 0, (int)(sizeof filters / sizeof *filters));
    tcase_add_test(trees, filtered_from_elsewhere);
    tcase_add_test(trees, force_exclude);
    tcase_add_test(trees, unmatched_globs);
    tcase_add_test(trees, named_non_profiles);
    tcase_add_test(trees, own_files);
    tcase_add_test(trees, deep_tree);
    tcase_add_test(trees, path_too_long_for_the_system);
    tcase_add_test(trees, wide_folder);
    tcase_add_test(trees, left_early);
    suite_add_tcase(suite, trees);
    tcase_add_loop_test(names, listed, 0, (int)(sizeof lists / sizeof *lists));
    tcase_add_loop_test(names, markup_in_place_of_a_list, 0,
                        (int)(sizeof beginnings / sizeof *beginnings));
    tcase_add_test(names, special_files_in_a_list);
    tcase_add_test(names, links_in_a_list);
    tcase_add_test(names, lists_that_cannot_be_read);
    tcase_add_test(names, endless_line);
    tcase_add_test(names, names_across_chunks);
    suite_add_tcase(suite, names);
    return suite;
}
