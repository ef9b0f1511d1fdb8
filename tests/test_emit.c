/* SPDX-License-Identifier: MIT */
/*
 * The writer: what each call makes of its text, whether every failure to write is told of, and
 * that a file is replaced as a whole or not at all.
 */
#include "capture.h"
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

Suite *suite_emit(void);

static const struct {
    const char *bytes;
    size_t length;
    const char *visible;
    const char *json;
} values[] = {
#define VALUE(bytes, visible, json)             \
    {                                           \
        bytes, sizeof(bytes) - 1, visible, json \
    }
    VALUE("", "", "\"\""),
    VALUE("plain ~ text", "plain ~ text", "\"plain ~ text\""),
    VALUE("\"\\/", "\"\\/", "\"\\\"\\\\/\""),
    VALUE("a\nb\rc\td", "a\\nb\\rc\\td", "\"a\\u000ab\\u000dc\\u0009d\""),
    VALUE("\0", "\\u{0}", "\"\\u0000\""),
    VALUE("\x1b[31m", "\\u{1b}[31m", "\"\\u001b[31m\""),
    VALUE("\x7f", "\\u{7f}", "\"\\u007f\""),
    VALUE("\xc2\x9b", "\\u{9b}", "\"\\u009b\""),
    VALUE("\xe2\x80\xae", "\\u{202e}", "\"\\u202e\""),
    VALUE("\xe2\x80\xa8", "\\u{2028}", "\"\\u2028\""),
    VALUE("\xef\xbb\xbf", "\\u{feff}", "\"\\ufeff\""),
    VALUE("\xf3\xa0\x80\x81", "\\u{e0001}", "\"\\udb40\\udc01\""),
    VALUE("\xc3\xa9\xe4\xb8\xad\xf0\x9f\x93\x9e", "\xc3\xa9\xe4\xb8\xad\xf0\x9f\x93\x9e",
          "\"\xc3\xa9\xe4\xb8\xad\xf0\x9f\x93\x9e\""),
    VALUE("\xff", "\\xff", "\"\\\\xff\""),
    VALUE("\xc3", "\\xc3", "\"\\\\xc3\""),
    VALUE("\xc0\x80", "\\xc0\\x80", "\"\\\\xc0\\\\x80\""),
    VALUE("\xed\xa0\x80", "\\xed\\xa0\\x80", "\"\\\\xed\\\\xa0\\\\x80\""),
#undef VALUE
};

START_TEST(value_forms)
{
    struct text value = {values[_i].bytes, values[_i].length};
    struct capture capture = capture_begin(false);
    emit_value(capture.out, value);
    emit_literal(capture.out, "|");
    emit_json_string(capture.out, value);
    char *written = capture_end(&capture);
    char expected[100];
    snprintf(expected, sizeof expected, "%s|%s", values[_i].visible, values[_i].json);
    ck_assert_str_eq(written, expected);
    free(written);
}
END_TEST

/* Every byte, before and behind others: none that a terminal or log acts on comes through. */
START_TEST(no_raw_control)
{
    for (int first = 0; first < 256; first++) {
        struct capture capture = capture_begin(false);
        for (int second = 0; second < 256; second++) {
            char bytes[] = {(char)first, (char)second, 'x'};
            emit_value(capture.out, (struct text){bytes, sizeof bytes});
            emit_json_string(capture.out, (struct text){bytes, sizeof bytes});
        }
        char *written = capture_end(&capture);
        for (const char *at = written; *at; at++)
            if ((unsigned char)*at < 0x20 || *at == 0x7f)
                ck_abort_msg("%02x came through", (unsigned char)*at);
        free(written);
    }
}
END_TEST

/* What a log would take for commands, in each form of the text. */
static const struct {
    const char *text;
    const char *visible; /* also GitHub's */
    const char *json;
    const char *xml;
    const char *tap;
} commands[] = {
    {"##[x]", "#\\x23[x]", "#\\u0023[x]", "#&#35;[x]", "\\#\\#[x]"},
    {"a##vso[x]", "a#\\x23vso[x]", "a#\\u0023vso[x]", "a#&#35;vso[x]", "a\\#\\#vso[x]"},
    {"###", "#\\x23#", "#\\u0023#", "#&#35;#", "\\#\\#\\#"},
    {"####[", "#\\x23#\\x23[", "#\\u0023#\\u0023[", "#&#35;#&#35;[", "\\#\\#\\#\\#["},
    {"# #[", "# #[", "# #[", "# #[", "\\# \\#["},
    {"1#2#[", "1#2#[", "1#2#[", "1#2#[", "1\\#2\\#["},
    /* What a comparison by a language's rules passes over: U+20DD; not U+00AD, which isn't shown.
     */
    {"#\xe2\x83\x9d#[", "#\xe2\x83\x9d\\x23[", "#\xe2\x83\x9d\\u0023[", "#\xe2\x83\x9d&#35;[",
     "\\#\xe2\x83\x9d\\#["},
    {"#\xc2\xad#[", "#\\u{ad}#[", "#\\u00ad#[", "#\\u{ad}#[", "\\#\\\\u{ad}\\#["},
};

/* The text in pieces of that many bytes. */
static void assert_form(void (*put)(struct emit *, struct text), const char *text, size_t piece,
                        const char *expected)
{
    struct capture capture = capture_begin(false);
    size_t length = strlen(text);
    for (size_t at = 0; at < length; at += piece)
        put(capture.out, text_slice(text_of(text), at, at + piece < length ? at + piece : length));
    char *written = capture_end(&capture);
    ck_assert_str_eq(written, expected);
    free(written);
}

START_TEST(no_forged_command)
{
    const char *text = commands[_i].text;
    bool is_ascii = strspn(text, "#[]axvso 12") == strlen(text);
    for (size_t piece = is_ascii ? 1 : 100; piece <= 100; piece++) {
        assert_form(emit_value, text, piece, commands[_i].visible);
        assert_form(emit_github_data, text, piece, commands[_i].visible);
        assert_form(emit_github_property, text, piece, commands[_i].visible);
        assert_form(emit_json_part, text, piece, commands[_i].json);
        assert_form(emit_xml_text, text, piece, commands[_i].xml);
        assert_form(emit_tap_description, text, piece, commands[_i].tap);
        if (strcmp(text, "#\xc2\xad#[") != 0) /* no finding's string has that */
            assert_form(emit_message_part, text, piece, commands[_i].visible);
    }
}
END_TEST

static const struct {
    const char *path;
    const char *shown;
    const char *xml;
} paths[] = {
    {"a::b", "a::b", "a::b"},
    {"/::b", "/::b", "/::b"},
    {"::error::x", "./::error::x", "./::error::x"},
    {":", "./:", "./:"},
    {"  ::error file=a&b::x", "./  ::error file=a&b::x", "./  ::error file=a&amp;b::x"},
    {"\xc2\xa0::x", "./\xc2\xa0::x", "./\xc2\xa0::x"}, /* a no-break space */
    {"\xe2\x80\x83::x", "./\xe2\x80\x83::x", "./\xe2\x80\x83::x"},
    {"\t::x", "./\\t::x", "./\\t::x"},
    {"\xe2\x83\x9d::x", "./\xe2\x83\x9d::x", "./\xe2\x83\x9d::x"},
    {"\xc3\xa9::x", "./\xc3\xa9::x", "./\xc3\xa9::x"}, /* more than needs be */
    {"\xc3\xa9.xml", "\xc3\xa9.xml", "\xc3\xa9.xml"},
    {" a::x", " a::x", " a::x"},
    {"", "", ""},
    {" ", " ", " "},
    {"##[x]", "#\\x23[x]", "#&#35;[x]"},
    {"+++ x", "./+++ x", "./+++ x"},
    {"---", "./---", "./---"},
    {"~~~ x", "./~~~ x", "./~~~ x"},
    {"^^^ +++", "./^^^ +++", "./^^^ +++"},
    {"--.xml", "--.xml", "--.xml"},
    {"-+- x", "-+- x", "-+- x"},
    {"a/+++ x", "a/+++ x", "a/+++ x"},
    {"travis_fold:start:x", "./travis_fold:start:x", "./travis_fold:start:x"},
    {"travis.xml", "travis.xml", "travis.xml"},
    {"section_start:1:x", "./section_start:1:x", "./section_start:1:x"},
    {"section_end:1:x", "./section_end:1:x", "./section_end:1:x"},
    {" @@Continua[x]", "./ @@Continua[x]", "./ @@Continua[x]"},
};

START_TEST(path_forms)
{
    struct capture capture = capture_begin(false);
    emit_path(capture.out, paths[_i].path);
    emit_literal(capture.out, "|");
    emit_xml_path(capture.out, paths[_i].path);
    char *written = capture_end(&capture);
    char expected[100];
    snprintf(expected, sizeof expected, "%s|%s", paths[_i].shown, paths[_i].xml);
    ck_assert_str_eq(written, expected);
    free(written);
}
END_TEST

/* However much comes at once, each write ends with a line, if there's an end of one. */
START_TEST(whole_lines)
{
    enum { LINES = 3000, ROOM = 128 * 1024 };
    int ends[2];
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
    struct emit *out = emit_new(ends[1], false);
    char *packet = malloc(ROOM);
    size_t total = 0;
    size_t expected = 0;
    int packets = 0;
    for (int i = 0; i < LINES; i++) {
        emit_repeat(out, 'x', (size_t)i % 97);
        emit_literal(out, "\n");
        expected += (size_t)i % 97 + 1;
        ssize_t length = recv(ends[0], packet, ROOM, MSG_DONTWAIT);
        if (length < 0)
            continue;
        ck_assert_int_eq(packet[length - 1], '\n');
        total += (size_t)length;
        packets++;
    }
    ck_assert_int_ge(packets, 2);
    emit_repeat(out, 'x', ROOM); /* a line that is longer than the buffer goes out all the same */
    ck_assert_int_eq(emit_finish(out), 0);
    close(ends[1]);
    ssize_t length;
    while ((length = recv(ends[0], packet, ROOM, 0)) > 0)
        total += (size_t)length;
    ck_assert_uint_eq(total, expected + ROOM);
    close(ends[0]);
    free(packet);
}
END_TEST

START_TEST(constants_and_numbers)
{
    struct capture capture = capture_begin(false);
    emit_literal(capture.out, "a");
    emit_message(capture.out, "\xe2\x80\xa6");
    emit_message_part(capture.out, (struct text){"bcd", 1});
    emit_repeat(capture.out, '~', 3);
    emit_repeat(capture.out, '!', 0);
    emit_path(capture.out, "x\ny");
    emit_number(capture.out, 0);
    emit_literal(capture.out, " ");
    emit_number(capture.out, UINT64_MAX);
    emit_literal(capture.out, " ");
    emit_hex64(capture.out, 0);
    emit_hex64(capture.out, 0x0123456789abcdef);
    ck_assert(!emit_failed(capture.out));
    char *written = capture_end(&capture);
    ck_assert_str_eq(written, "a\xe2\x80\xa6"
                              "b~~~x\\ny0 18446744073709551615 00000000000000000123456789abcdef");
    free(written);
}
END_TEST

START_TEST(colors)
{
    struct capture plain = capture_begin(false);
    struct capture colored = capture_begin(true);
    for (int color = COLOR_NONE; color <= COLOR_CARET; color++) {
        emit_color(plain.out, (enum color)color);
        emit_color(colored.out, (enum color)color);
        emit_literal(colored.out, "x");
    }
    char *nothing = capture_end(&plain);
    char *sequences = capture_end(&colored);
    ck_assert_str_eq(nothing, "");
    ck_assert_str_eq(sequences, "\033[0mx\033[1mx\033[1;31mx\033[1;35mx\033[1;36mx\033[1;34mx"
                                "\033[1;32mx");
    free(nothing);
    free(sequences);
}
END_TEST

/* More than the buffer holds, in pieces that don't divide it, through a pipe that takes little at
 * once. */
START_TEST(long_output)
{
    enum { PIECES = 40000 };
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0); /* as a terminal may be left */
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        struct emit *out = emit_new(ends[1], false);
        for (int i = 0; i < PIECES; i++)
            emit_number(out, (uint64_t)(10000000 + i));
        _exit(emit_finish(out));
    }
    close(ends[1]);
    FILE *reading = fdopen(ends[0], "r");
    char piece[9];
    nanosleep(&(struct timespec){0, 50000000}, NULL); /* let it fill the pipe */
    for (int i = 0; i < PIECES; i++) {
        ck_assert_ptr_nonnull(fgets(piece, sizeof piece, reading));
        ck_assert_int_eq(atoi(piece), 10000000 + i);
    }
    ck_assert_ptr_null(fgets(piece, sizeof piece, reading));
    fclose(reading);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
}
END_TEST

START_TEST(full_device)
{
    int full = open("/dev/full", O_WRONLY);
    ck_assert_int_ge(full, 0);
    struct emit *out = emit_new(full, false);
    emit_literal(out, "x");
    ck_assert(!emit_failed(out)); /* not written yet */
    emit_flush(out);
    ck_assert(emit_failed(out));
    emit_repeat(out, 'x', 1000000); /* goes nowhere, and does no harm */
    ck_assert_int_eq(emit_finish(out), ENOSPC);
    out = emit_new(full, false);
    emit_literal(out, "x");
    ck_assert_int_eq(emit_finish(out), ENOSPC);
    out = emit_new(full, false); /* nothing to write, so nothing can fail */
    ck_assert_int_eq(emit_finish(out), 0);
    close(full);
}
END_TEST

START_TEST(closed_pipe)
{
    int ends[2];
    signal(SIGPIPE, SIG_IGN);
    ck_assert_int_eq(pipe(ends), 0);
    close(ends[0]);
    struct emit *out = emit_new(ends[1], false);
    emit_literal(out, "x");
    ck_assert_int_eq(emit_finish(out), EPIPE);
    close(ends[1]);
    out = emit_new(ends[1], false);
    emit_literal(out, "x");
    ck_assert_int_eq(emit_finish(out), EBADF);
}
END_TEST

static void enter_directory(void)
{
    scratch_enter();
    umask(022);
}

/* How many of the writer's temporary files a folder holds. */
static int count_temporary(const char *folder)
{
    glob_t found;
    char pattern[100];
    snprintf(pattern, sizeof pattern, "%s/.siplint-*", folder);
    int problem = glob(pattern, 0, NULL, &found);
    int count = problem ? 0 : (int)found.gl_pathc;
    globfree(&found);
    ck_assert(!problem || problem == GLOB_NOMATCH);
    return count;
}

/* No test leaves one, whether what it wrote came to be or not. */
static void leave_directory(void)
{
    ck_assert_int_eq(count_temporary("."), 0);
    ck_assert_int_eq(access("folder", F_OK) < 0 ? 0 : count_temporary("folder"), 0);
    scratch_leave();
}

static void write_report(const char *path, const char *text)
{
    struct emit *out = emit_new_file(path);
    ck_assert_ptr_nonnull(out);
    emit_literal(out, text);
    ck_assert_int_eq(emit_finish(out), 0);
}

static const char *content_of(const char *path)
{
    static char content[100];
    int descriptor = open(path, O_RDONLY);
    if (descriptor < 0)
        return "(missing)";
    ssize_t length = read(descriptor, content, sizeof content - 1);
    close(descriptor);
    content[length] = '\0';
    return content;
}

static mode_t mode_of(const char *path)
{
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    return status.st_mode & 07777;
}

/* The one file in the folder is known by its identity, and so is one on standard output. */
START_TEST(file_identity)
{
    struct file_identity identity;
    struct stat status;
    glob_t found;
    struct emit *out = emit_new_file("report");
    ck_assert(emit_identify(out, &identity));
    ck_assert_int_eq(glob(".siplint-*", 0, NULL, &found), 0);
    ck_assert_uint_eq(found.gl_pathc, 1);
    ck_assert_int_eq(stat(found.gl_pathv[0], &status), 0);
    ck_assert(file_identity_equal(identity, file_identity_of(&status)));
    globfree(&found);
    emit_discard(out);
    out = emit_new_file("/dev/null");
    ck_assert(!emit_identify(out, &identity));
    emit_discard(out);
    int descriptor = open("redirected", O_WRONLY | O_CREAT, 0600);
    out = emit_new(descriptor, false);
    ck_assert(emit_identify(out, &identity));
    ck_assert_int_eq(stat("redirected", &status), 0);
    ck_assert(file_identity_equal(identity, file_identity_of(&status)));
    emit_discard(out);
    close(descriptor);
}
END_TEST

START_TEST(new_file)
{
    struct emit *out = emit_new_file("report");
    ck_assert_ptr_nonnull(out);
    emit_literal(out, "text");
    emit_flush(out);
    ck_assert_str_eq(content_of("report"), "(missing)");
    ck_assert_int_eq(emit_finish(out), 0);
    ck_assert_str_eq(content_of("report"), "text");
    ck_assert_uint_eq(mode_of("report"), 0644);
    ck_assert_uint_eq(umask(022), 022); /* as it was */
}
END_TEST

START_TEST(existing_file)
{
    write_report("report", "old");
    ck_assert_int_eq(chmod("report", 0640), 0);
    struct emit *out = emit_new_file("report");
    emit_literal(out, "new");
    emit_flush(out);
    ck_assert_str_eq(content_of("report"), "old");
    ck_assert_int_eq(emit_finish(out), 0);
    ck_assert_str_eq(content_of("report"), "new");
    ck_assert_uint_eq(mode_of("report"), 0640);
}
END_TEST

START_TEST(file_in_folder)
{
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    write_report("folder/report", "text");
    ck_assert_str_eq(content_of("folder/report"), "text");
    char path[sizeof scratch + 20];
    snprintf(path, sizeof path, "%s/report", scratch);
    write_report(path, "absolute");
    ck_assert_str_eq(content_of("report"), "absolute");
}
END_TEST

/* The file's own limit stands in for a full disk: the old report stays, whole. */
START_TEST(failed_write)
{
    struct rlimit usual;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &usual), 0);
    const struct rlimit limit = {50000, usual.rlim_max};
    write_report("report", "old");
    signal(SIGXFSZ, SIG_IGN);
    struct emit *out = emit_new_file("report");
    emit_repeat(out, 'x', 100000);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    int problem = emit_finish(out);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &usual), 0);
    ck_assert_int_eq(problem, EFBIG);
    ck_assert_str_eq(content_of("report"), "old");
}
END_TEST

/* When the folder is gone in the end, that's a failure as well. */
START_TEST(failed_rename)
{
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    struct emit *out = emit_new_file("folder/report");
    emit_literal(out, "text");
    ck_assert_int_eq(mkdir("folder/report", 0700), 0);
    ck_assert_int_eq(emit_finish(out), EISDIR);
}
END_TEST

START_TEST(files_that_cannot_be_made)
{
    char long_path[5000];
    memset(long_path, 'a', sizeof long_path - 1);
    long_path[sizeof long_path - 1] = '\0';
    static const struct {
        const char *path;
        int problem;
    } cases[] = {{"", ENOENT},        {"missing/report", ENOENT}, {"folder", EISDIR},
                 {"folder/", EISDIR}, {"report/x", ENOTDIR},      {"link", ELOOP}};
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    ck_assert_int_eq(symlink("link", "link"), 0);
    write_report("report", "old");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        errno = 0;
        ck_assert_ptr_null(emit_new_file(cases[i].path));
        ck_assert_msg(errno == cases[i].problem, "%s: %s", cases[i].path, strerror(errno));
    }
    ck_assert_ptr_null(emit_new_file(long_path));
    ck_assert_int_eq(errno, ENAMETOOLONG);
}
END_TEST

/* A link stays one, and what it leads to is replaced. */
START_TEST(linked_file)
{
    struct stat status;
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    write_report("folder/report", "old");
    ck_assert_int_eq(symlink("folder/report", "link"), 0);
    write_report("link", "new");
    ck_assert_str_eq(content_of("folder/report"), "new");
    ck_assert_int_eq(lstat("link", &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
}
END_TEST

/* What links lead to is made where it isn't there yet. */
START_TEST(dangling_link)
{
    struct stat status;
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    ck_assert_int_eq(symlink("folder/second", "first"), 0);
    ck_assert_int_eq(symlink("report", "folder/second"), 0);
    write_report("first", "text");
    ck_assert_str_eq(content_of("folder/report"), "text");
    ck_assert_int_eq(lstat("first", &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
    ck_assert_int_eq(lstat("folder/second", &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
}
END_TEST

/* The number of a descriptor that wasn't handed to the program isn't the user's to name. */
START_TEST(descriptor)
{
    char path[40];
    int own = open("file", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    snprintf(path, sizeof path, "/dev/fd/%d", own);
    ck_assert_ptr_null(emit_new_file(path));
    ck_assert_int_eq(errno, EBADF);
    ck_assert_int_eq(fcntl(own, F_SETFD, 0), 0);
    write_report(path, "one");
    snprintf(path, sizeof path, "/proc/self/fd/%d", own);
    ck_assert_int_eq(symlink(path, "link"), 0);
    write_report("link", "two");
    ck_assert_int_eq(write(own, "three", 5), 5);
    ck_assert_str_eq(content_of("file"), "onetwothree");
    close(own);
}
END_TEST

/* What isn't a regular file is written to, never replaced. */
START_TEST(special_file)
{
    struct stat status;
    char content[10] = "";
    signal(SIGPIPE, SIG_IGN);
    ck_assert_int_eq(mkfifo("pipe", 0600), 0);
    int reading = open("pipe", O_RDONLY | O_NONBLOCK);
    write_report("pipe", "text");
    ck_assert_int_eq(read(reading, content, sizeof content), 4);
    ck_assert_str_eq(content, "text");
    struct emit *out = emit_new_file("pipe");
    ck_assert_ptr_nonnull(out);
    emit_literal(out, "text");
    close(reading);
    ck_assert_int_eq(emit_finish(out), EPIPE);
    ck_assert_int_eq(stat("pipe", &status), 0);
    ck_assert(S_ISFIFO(status.st_mode));
}
END_TEST

Suite *suite_emit(void)
{
    Suite *suite = suite_create("emit");
    TCase *texts = tcase_create("texts");
    TCase *failures = tcase_create("failures");
    TCase *files = tcase_create("files");
    tcase_add_loop_test(texts, value_forms, 0, (int)(sizeof values / sizeof *values));
    tcase_add_test(texts, no_raw_control);
    tcase_add_loop_test(texts, no_forged_command, 0, (int)(sizeof commands / sizeof *commands));
    tcase_add_loop_test(texts, path_forms, 0, (int)(sizeof paths / sizeof *paths));
    tcase_add_test(texts, whole_lines);
    tcase_add_test(texts, constants_and_numbers);
    tcase_add_test(texts, colors);
    tcase_add_test(texts, long_output);
    suite_add_tcase(suite, texts);
    tcase_add_test(failures, full_device);
    tcase_add_test(failures, closed_pipe);
    suite_add_tcase(suite, failures);
    tcase_add_checked_fixture(files, enter_directory, leave_directory);
    tcase_add_test(files, file_identity);
    tcase_add_test(files, new_file);
    tcase_add_test(files, existing_file);
    tcase_add_test(files, file_in_folder);
    tcase_add_test(files, failed_write);
    tcase_add_test(files, failed_rename);
    tcase_add_test(files, files_that_cannot_be_made);
    tcase_add_test(files, linked_file);
    tcase_add_test(files, dangling_link);
    tcase_add_test(files, descriptor);
    tcase_add_test(files, special_file);
    suite_add_tcase(suite, files);
    return suite;
}
