/* SPDX-License-Identifier: MIT */
/*
 * Reading what inputs can be: files of all sizes, pipes, /proc, what is changed meanwhile,
 * directories.
 */
#include "input/problem.h"
#include "input/reader.h"
#include "scratch.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

Suite *suite_reader(void);

static const char path[] = "input"; /* in it */

/* Tests put inputs of their own on standard input. Were it left closed, the next descriptor that
 * Check opens would be in its place. */
static int standard_input;

static void keep_standard_input(void)
{
    standard_input = dup(STDIN_FILENO);
    ck_assert_int_ge(standard_input, 0);
}

static void restore_standard_input(void)
{
    ck_assert_int_eq(dup2(standard_input, STDIN_FILENO), STDIN_FILENO);
    close(standard_input);
}

/* The byte at `offset` of all made-up inputs. */
static char byte_at(size_t offset)
{
    return (char)(offset * 31 + offset / 251);
}

static void write_bytes(int descriptor, size_t from, size_t to)
{
    char bytes[4096];
    while (from < to) {
        size_t length = to - from < sizeof bytes ? to - from : sizeof bytes;
        for (size_t i = 0; i < length; i++)
            bytes[i] = byte_at(from + i);
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0)
            _exit(1);
        from += (size_t)written;
    }
}

static void make_input(size_t size)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ck_assert_int_ge(descriptor, 0);
    write_bytes(descriptor, 0, size);
    close(descriptor);
}

/* Puts what the reader gives from `offset` on to the test, in pieces of `room`; returns where it
 * ended. */
static size_t read_all(struct reader *reader, size_t room, size_t offset)
{
    static char buffer[300 * 1024];
    ck_assert_uint_le(room, sizeof buffer);
    while (!reader->at_end) {
        size_t length;
        ck_assert_int_eq(reader_fill(reader, buffer, room, &length), 0);
        for (size_t i = 0; i < length; i++)
            if (buffer[i] != byte_at(offset + i))
                ck_abort_msg("byte %zu is wrong", offset + i);
        ck_assert(length == room || reader->at_end);
        offset += length;
        ck_assert_uint_eq(reader->offset, offset);
    }
    return offset;
}

/* A pipe on standard input, fed by a child in writes of `piece` bytes; read to its end, it's
 * reaped. */
static pid_t feed_pipe(size_t size, size_t piece)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        close(ends[0]);
        for (size_t at = 0; at < size; at += piece)
            write_bytes(ends[1], at, at + piece < size ? at + piece : size);
        _exit(0);
    }
    close(ends[1]);
    ck_assert_int_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    return child;
}

static void reap(pid_t child)
{
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
}

static const size_t rooms[] = {1, 7, 4096, 65536, 262144};

static const size_t sizes[] = {0, 1, 4095, 4096, 4097, 65536, 200001};

START_TEST(regular_file)
{
    struct reader reader;
    make_input(sizes[_i]);
    for (size_t i = 0; i < 2 * (sizeof rooms / sizeof *rooms); i++) {
        size_t room = rooms[i / 2];
        if (sizes[_i] > 10000 * room) /* would take long, and show nothing more */
            continue;
        int problem = i & 1 ? reader_take(&reader, open(path, O_RDONLY | O_NONBLOCK))
                            : reader_open(&reader, path);
        ck_assert_int_eq(problem, 0);
        ck_assert(reader.regular);
        ck_assert_uint_ne(reader.identity.number, 0);
        ck_assert_uint_eq(reader.size, sizes[_i]);
        ck_assert_uint_eq(read_all(&reader, room, 0), sizes[_i]);
        reader_close(&reader);
    }
}
END_TEST

/* What isn't a regular file, since something took its place, is closed without being read. */
START_TEST(taken_pipe)
{
    struct reader reader;
    struct stat status;
    int ends[2];
    char byte;
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], "x", 1), 1);
    int copy = dup(ends[0]);
    ck_assert_int_eq(reader_take(&reader, copy), PROBLEM_REPLACED);
    ck_assert_int_lt(fstat(copy, &status), 0);
    ck_assert_int_eq(read(ends[0], &byte, 1), 1);
    close(ends[0]);
    close(ends[1]);
    ck_assert_int_eq(reader_take(&reader, open(".", O_RDONLY)), EISDIR);
}
END_TEST

/* What a caller is told to offer shows the end of a small file at once, and is no more than that.
 */
START_TEST(end_with_last_byte)
{
    struct reader reader;
    char buffer[200];
    size_t length;
    make_input(100);
    ck_assert_int_eq(reader_open(&reader, path), 0);
    size_t room = reader_room(&reader, sizeof buffer);
    ck_assert_uint_eq(room, 101);
    ck_assert_uint_eq(reader_room(&reader, 100), 100);
    ck_assert_int_eq(reader_fill(&reader, buffer, room, &length), 0);
    ck_assert_uint_eq(length, 100);
    ck_assert(reader.at_end);
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length), 0);
    ck_assert_uint_eq(length, 0);
    ck_assert(reader.at_end);
    ck_assert_uint_eq(reader_room(&reader, sizeof buffer), sizeof buffer);
    reader_close(&reader);
}
END_TEST

/* ---- What is changed while it's read: `path` has 9000 bytes, and the first `room` were read ----
 */

static void append(void)
{
    int descriptor = open(path, O_WRONLY | O_APPEND);
    write_bytes(descriptor, 9000, 12000);
    close(descriptor);
}

static void cut_off(void)
{
    ck_assert_int_eq(truncate(path, 5000), 0);
}

static void empty(void)
{
    ck_assert_int_eq(truncate(path, 0), 0);
}

/* As one who rewrites it does, unless the clock stands still. */
static void touch(void)
{
    const struct timespec times[2] = {{1, 0}, {1, 1}};
    ck_assert_int_eq(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void leave(void)
{
}

static const struct {
    void (*change)(void);
    size_t room;
    int problem;
} changes[] = {
    {append, 0, PROBLEM_CHANGED},
    {append, 4096, PROBLEM_CHANGED},
    {append, 9000, PROBLEM_CHANGED},
    {cut_off, 0, PROBLEM_CHANGED},
    {cut_off, 4096, PROBLEM_CHANGED},
    {cut_off, 9000, PROBLEM_CHANGED},
    {empty, 0, PROBLEM_CHANGED},
    {empty, 4096, PROBLEM_CHANGED},
    {touch, 4096, PROBLEM_CHANGED},
    {touch, 9000, PROBLEM_CHANGED},
    {touch, 0, 0}, /* one read gets one version */
    {touch, 9001, 0},
    {append, 9001, 0},
    {empty, 9001, 0},
    {leave, 4096, 0},
    {leave, 9000, 0},
};

START_TEST(changed_file)
{
    struct reader reader;
    char buffer[16384];
    size_t length = 0;
    int problem = 0;
    make_input(9000);
    ck_assert_int_eq(reader_open(&reader, path), 0);
    if (changes[_i].room)
        problem = reader_fill(&reader, buffer, changes[_i].room, &length);
    ck_assert_int_eq(problem, 0);
    changes[_i].change();
    for (int i = 0; i < 3 && !problem && !reader.at_end; i++)
        problem = reader_fill(&reader, buffer, sizeof buffer, &length);
    ck_assert_int_eq(problem, changes[_i].problem);
    ck_assert(reader.at_end == !problem);
    if (problem)
        ck_assert_str_eq(problem_text(problem), "it was changed while it was being read");
    else
        ck_assert_uint_eq(reader.offset, 9000);
    reader_close(&reader);
}
END_TEST

/* With a byte more, lines and columns would no longer fit into what counts them. */
START_TEST(size_limit)
{
    struct reader reader;
    char buffer[100];
    size_t length;
    make_input((size_t)(10 + _i));
    ck_assert_int_eq(reader_open(&reader, path), 0);
    reader.start = 0u - (uint64_t)(READER_SIZE_LIMIT - 10); /* as if these had been read */
    reader.offset = READER_SIZE_LIMIT - 10;
    reader.size += reader.offset;
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length),
                     _i ? PROBLEM_TOO_LARGE : 0);
    ck_assert(reader.at_end == !_i);
    reader_close(&reader);
}
END_TEST

/* A file of /proc says that its size is 0, one of /sys that it's 4096. */
START_TEST(size_that_is_wrong)
{
    static const char *const wrong[] = {"/proc/self/limits", "/sys/kernel/fscaps"};
    static char buffer[65536];
    struct reader reader;
    size_t length;
    if (_i == 1 && access(wrong[1], R_OK) != 0)
        return;
    ck_assert_int_eq(reader_open(&reader, wrong[_i]), 0);
    ck_assert_uint_eq(reader.size, _i ? 4096 : 0);
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length), 0);
    ck_assert_uint_gt(length, _i ? 0 : 100);
    ck_assert_uint_lt(length, 4096);
    ck_assert(reader.at_end);
    reader_close(&reader);
}
END_TEST

START_TEST(pipe_in_pieces)
{
    static const size_t pieces[] = {1, 100, 4096, 100000};
    struct reader reader;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        pid_t child = feed_pipe(20000, pieces[i]);
        ck_assert_int_eq(reader_open(&reader, NULL), 0);
        ck_assert(!reader.regular);
        ck_assert_uint_eq(read_all(&reader, 3000, 0), 20000);
        reader_close(&reader);
        reap(child);
    }
}
END_TEST

START_TEST(empty_pipe)
{
    struct reader reader;
    pid_t child = feed_pipe(0, 1);
    ck_assert_int_eq(reader_open(&reader, NULL), 0);
    ck_assert_uint_eq(read_all(&reader, 100, 0), 0);
    reader_close(&reader);
    reap(child);
}
END_TEST

/*
 * A pipe that another program left non-blocking: there's nothing to read yet, which isn't the
 * end.
 */
START_TEST(non_blocking_pipe)
{
    int ends[2];
    struct reader reader;
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    ck_assert_int_eq(fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK), 0);
    pid_t child = fork();
    if (child == 0) {
        for (size_t at = 0; at < 3000; at += 1000) {
            nanosleep(&(struct timespec){0, 20000000}, NULL);
            write_bytes(ends[1], at, at + 1000);
        }
        _exit(0);
    }
    close(ends[1]);
    ck_assert_int_eq(reader_open(&reader, NULL), 0);
    ck_assert_uint_eq(read_all(&reader, 2500, 0), 3000);
    reader_close(&reader);
    reap(child);
}
END_TEST

static void note_alarm(int number)
{
    (void)number;
}

/* A signal that isn't there to end the run, as when the terminal changes its size: a read that it
 * breaks off is begun anew. */
START_TEST(signal_while_waiting)
{
    struct sigaction action = {.sa_handler = note_alarm}; /* no SA_RESTART */
    const struct itimerval often = {{0, 1000}, {0, 1000}};
    const struct itimerval never = {{0, 0}, {0, 0}};
    struct reader reader;
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    pid_t child = fork();
    if (child == 0) {
        for (size_t at = 0; at < 100; at++) {
            nanosleep(&(struct timespec){0, 1500000}, NULL);
            write_bytes(ends[1], at, at + 1);
        }
        _exit(0);
    }
    close(ends[1]);
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    ck_assert_int_eq(reader_open(&reader, NULL), 0);
    ck_assert_uint_eq(read_all(&reader, 2500, 0), 100);
    setitimer(ITIMER_REAL, &never, NULL);
    reader_close(&reader);
    reap(child);
}
END_TEST

/* A file on standard input that something else has read a part of: what's left is the input. */
START_TEST(standard_input_from_middle)
{
    struct reader reader;
    make_input(5000);
    int descriptor = open(path, O_RDONLY);
    ck_assert_int_eq(lseek(descriptor, 1234, SEEK_SET), 1234);
    ck_assert_int_eq(dup2(descriptor, STDIN_FILENO), STDIN_FILENO);
    close(descriptor);
    ck_assert_int_eq(reader_open(&reader, NULL), 0);
    ck_assert_uint_eq(reader.size, 5000 - 1234);
    char buffer[5000];
    size_t length;
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length), 0);
    ck_assert_uint_eq(length, 5000 - 1234);
    ck_assert_int_eq(buffer[0], byte_at(1234));
    ck_assert(reader.at_end);
    reader_close(&reader);
    /* In pieces; and once more from where it is now, at the end, or even behind it. */
    ck_assert_int_eq(lseek(STDIN_FILENO, 1234, SEEK_SET), 1234);
    ck_assert_int_eq(reader_open(&reader, NULL), 0);
    while (!reader.at_end)
        ck_assert_int_eq(reader_fill(&reader, buffer, 1000, &length), 0);
    ck_assert_uint_eq(reader.offset, 5000 - 1234);
    for (off_t at = 5000; at <= 6000; at += 1000) {
        ck_assert_int_eq(lseek(STDIN_FILENO, at, SEEK_SET), at);
        ck_assert_int_eq(reader_open(&reader, NULL), 0);
        ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length), 0);
        ck_assert_uint_eq(length, 0);
        ck_assert(reader.at_end);
    }
}
END_TEST

START_TEST(failures)
{
    struct reader reader;
    char long_path[5000];
    memset(long_path, 'a', sizeof long_path - 1);
    long_path[sizeof long_path - 1] = '\0';
    ck_assert_int_eq(symlink("input", path), 0);
    ck_assert_int_eq(reader_open(&reader, path), ELOOP);
    ck_assert_int_eq(reader_open(&reader, scratch), EISDIR);
    ck_assert_int_eq(reader_open(&reader, "/nowhere/at/all"), ENOENT);
    ck_assert_int_eq(reader_open(&reader, ""), ENOENT);
    ck_assert_int_eq(reader_open(&reader, "/etc/passwd/x"), ENOTDIR);
    ck_assert_int_eq(reader_open(&reader, long_path), ENAMETOOLONG);
    /* Opens, and fails when it's read: the memory of this process, at address 0. */
    char buffer[10];
    size_t length;
    ck_assert_int_eq(reader_open(&reader, "/proc/self/mem"), 0);
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length), EIO);
    ck_assert_uint_eq(length, 0);
    ck_assert(!reader.at_end);
    reader_close(&reader);
    close(STDIN_FILENO);
    ck_assert_int_eq(reader_open(&reader, NULL), EBADF);
}
END_TEST

/* A thousand opened and closed: no descriptor is lost, not even of those that failed. */
START_TEST(descriptors)
{
    make_input(10);
    int before = dup(STDIN_FILENO);
    close(before);
    for (int i = 0; i < 1000; i++) {
        struct reader reader;
        ck_assert_int_eq(reader_open(&reader, path), 0);
        reader_close(&reader);
        ck_assert_int_eq(reader_open(&reader, scratch), EISDIR);
    }
    int after = dup(STDIN_FILENO);
    close(after);
    ck_assert_int_eq(after, before);
}
END_TEST

Suite *suite_reader(void)
{
    Suite *suite = suite_create("reader");
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, keep_standard_input, restore_standard_input);
    TCase *pipes = tcase_create("pipes");
    tcase_add_checked_fixture(pipes, keep_standard_input, restore_standard_input);
    tcase_add_checked_fixture(files, scratch_enter, scratch_leave);
    tcase_add_loop_test(files, regular_file, 0, (int)(sizeof sizes / sizeof *sizes));
    tcase_add_test(files, taken_pipe);
    tcase_add_test(files, end_with_last_byte);
    tcase_add_loop_test(files, changed_file, 0, (int)(sizeof changes / sizeof *changes));
    tcase_add_loop_test(files, size_limit, 0, 2);
    tcase_add_loop_test(files, size_that_is_wrong, 0, 2);
    tcase_add_test(files, standard_input_from_middle);
    tcase_add_test(files, failures);
    tcase_add_test(files, descriptors);
    suite_add_tcase(suite, files);
    tcase_add_test(pipes, pipe_in_pieces);
    tcase_add_test(pipes, empty_pipe);
    tcase_add_test(pipes, non_blocking_pipe);
    tcase_add_test(pipes, signal_while_waiting);
    suite_add_tcase(suite, pipes);
    return suite;
}
