/* SPDX-License-Identifier: MIT */
/*
 * Reading what inputs can be: files of all sizes, pipes, /proc, what grows or shrinks,
 * directories.
 */
#include "input/reader.h"
#include "scratch.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

Suite *suite_reader(void);

static char directory[SCRATCH_SIZE];
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

static void enter_directory(void)
{
    scratch_enter(directory);
}

static void leave_directory(void)
{
    scratch_leave(directory);
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

static void make_file(size_t size)
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
    make_file(sizes[_i]);
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        if (sizes[_i] > 10000 * rooms[i]) /* would take long, and show nothing more */
            continue;
        ck_assert_int_eq(reader_open(&reader, path), 0);
        ck_assert(reader.seekable);
        ck_assert_uint_eq(reader.size, sizes[_i]);
        ck_assert_uint_eq(read_all(&reader, rooms[i], 0), sizes[_i]);
        ck_assert(reader_rewind(&reader));
        ck_assert_uint_eq(read_all(&reader, 4096, 0), sizes[_i]);
        reader_close(&reader);
    }
}
END_TEST

/* The end of a file is known with its last byte: no call gives nothing, but for the empty file. */
START_TEST(end_with_last_byte)
{
    struct reader reader;
    char buffer[100];
    size_t length;
    make_file(sizeof buffer);
    ck_assert_int_eq(reader_open(&reader, path), 0);
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length), 0);
    ck_assert_uint_eq(length, sizeof buffer);
    ck_assert(reader.at_end);
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length), 0);
    ck_assert_uint_eq(length, 0);
    ck_assert(reader.at_end);
    reader_close(&reader);
}
END_TEST

static bool never_whole(const char *bytes, size_t length)
{
    (void)bytes;
    (void)length;
    return false;
}

static bool always_whole(const char *bytes, size_t length)
{
    (void)bytes;
    return length > 0;
}

/* Whatever is asked of it besides, a walked file gives its bytes. */
START_TEST(walked_file)
{
    struct reader reader;
    make_file(sizes[_i]);
    int folder = open(".", O_RDONLY | O_DIRECTORY);
    for (size_t i = 0; i < 4 * (sizeof rooms / sizeof *rooms); i++) {
        size_t room = rooms[i / 4];
        if (sizes[_i] > 10000 * room)
            continue;
        ck_assert_int_eq(reader_open_walked(&reader, folder, path), 0);
        reader.probe = i & 1;
        reader.is_whole = i & 2 ? always_whole : never_whole;
        ck_assert_uint_eq(read_all(&reader, room, 0), sizes[_i]);
        ck_assert_uint_eq(reader.size, sizes[_i] >= room ? sizes[_i] : 0);
        ck_assert(reader_rewind(&reader));
        ck_assert_uint_eq(read_all(&reader, 4096, 0), sizes[_i]);
        reader_close(&reader);
    }
    ck_assert_int_eq(reader_open_walked(&reader, folder, "missing"), ENOENT);
    close(folder);
}
END_TEST

/* A walked file that the system gives in pieces (a pipe has to play it) is read to its end, unless
 * its first piece shows that it's all. */
START_TEST(walked_file_in_pieces)
{
    static const char name[] = "pieces";
    char buffer[200];
    size_t length;
    int ended[2];
    ck_assert_int_eq(mkfifo(name, 0600), 0);
    ck_assert_int_eq(pipe(ended), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) { /* what is whole gets no further piece, and no end until it was read */
        const struct timespec pause = {0, 50000000};
        int descriptor = open(name, O_WRONLY);
        close(ended[1]);
        write_bytes(descriptor, 0, 10);
        nanosleep(&pause, NULL);
        if (_i)
            _exit((int)read(ended[0], buffer, 1));
        write_bytes(descriptor, 10, 20);
        _exit(0);
    }
    close(ended[0]);
    struct reader reader;
    ck_assert_int_eq(reader_open_walked(&reader, AT_FDCWD, name), 0);
    reader.is_whole = _i ? always_whole : never_whole;
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length), 0);
    ck_assert_uint_eq(length, _i ? 10 : 20);
    ck_assert(reader.at_end);
    close(ended[1]);
    reap(child);
    reader_close(&reader);
}
END_TEST

START_TEST(growing_file)
{
    struct reader reader;
    make_file(5000);
    ck_assert_int_eq(reader_open(&reader, path), 0);
    int descriptor = open(path, O_WRONLY | O_APPEND);
    write_bytes(descriptor, 5000, 9000);
    close(descriptor);
    ck_assert_uint_eq(read_all(&reader, 4096, 0), 5000);
    reader_close(&reader);
}
END_TEST

START_TEST(shrinking_file)
{
    struct reader reader;
    char buffer[4096];
    size_t length;
    make_file(9000);
    ck_assert_int_eq(reader_open(&reader, path), 0);
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length), 0);
    ck_assert_int_eq(truncate(path, 5000), 0);
    ck_assert_uint_eq(read_all(&reader, 4096, 4096), 5000);
    ck_assert(reader_rewind(&reader));
    ck_assert_uint_eq(read_all(&reader, 4096, 0), 5000);
    reader_close(&reader);
}
END_TEST

/* A file of /proc says that its size is 0. */
START_TEST(proc_file)
{
    struct reader reader;
    char buffer[65536];
    size_t first;
    size_t second;
    ck_assert_int_eq(reader_open(&reader, "/proc/self/limits"), 0);
    ck_assert_uint_eq(reader.size, 0);
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &first), 0);
    ck_assert_uint_gt(first, 100);
    ck_assert(reader.at_end);
    ck_assert(reader_rewind(&reader));
    ck_assert(!reader.at_end);
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &second), 0);
    ck_assert_uint_eq(second, first);
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
        ck_assert(!reader.seekable);
        ck_assert_uint_eq(read_all(&reader, 3000, 0), 20000);
        ck_assert(!reader_rewind(&reader));
        reader_close(&reader);
        reap(child);
    }
}
END_TEST

START_TEST(pipe_rewound)
{
    struct reader reader;
    char buffer[1000];
    size_t length;
    pid_t child = feed_pipe(20000, 777);
    ck_assert_int_eq(reader_open(&reader, NULL), 0);
    reader.keep = true;
    ck_assert(reader_rewind(&reader));
    ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length), 0);
    ck_assert(reader_rewind(&reader)); /* in the middle: kept bytes, then new ones */
    ck_assert_uint_eq(read_all(&reader, 3000, 0), 20000);
    ck_assert(reader_rewind(&reader)); /* from the end: kept bytes alone */
    ck_assert(!reader.at_end);
    ck_assert_uint_eq(read_all(&reader, 7, 0), 20000);
    reader_close(&reader);
    reap(child);
}
END_TEST

/* Up to the limit a pipe can be read again; with a byte more it can't, and nothing is held. */
START_TEST(keep_limit)
{
    size_t size = READER_KEEP_LIMIT + (size_t)_i;
    struct reader reader;
    pid_t child = feed_pipe(size, 65536);
    ck_assert_int_eq(reader_open(&reader, NULL), 0);
    reader.keep = true;
    ck_assert_uint_eq(read_all(&reader, 65536, 0), size);
    ck_assert(reader_rewind(&reader) == (_i == 0));
    if (_i == 0)
        ck_assert_uint_eq(read_all(&reader, 65536, 0), size);
    else
        ck_assert_uint_eq(reader.kept_capacity, 0);
    reader_close(&reader);
    reap(child);
}
END_TEST

START_TEST(empty_pipe)
{
    struct reader reader;
    pid_t child = feed_pipe(0, 1);
    ck_assert_int_eq(reader_open(&reader, NULL), 0);
    reader.keep = true;
    ck_assert_uint_eq(read_all(&reader, 100, 0), 0);
    ck_assert(reader_rewind(&reader));
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
            usleep(20000);
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

/* A file on standard input that something else has read a part of: what's left is the input. */
START_TEST(standard_input_from_middle)
{
    struct reader reader;
    make_file(5000);
    int descriptor = open(path, O_RDONLY);
    ck_assert_int_eq(lseek(descriptor, 1234, SEEK_SET), 1234);
    ck_assert_int_eq(dup2(descriptor, STDIN_FILENO), STDIN_FILENO);
    close(descriptor);
    ck_assert_int_eq(reader_open(&reader, NULL), 0);
    ck_assert_uint_eq(reader.size, 5000 - 1234);
    for (int round = 0; round < 2; round++) {
        char buffer[5000];
        size_t length;
        ck_assert_int_eq(reader_fill(&reader, buffer, sizeof buffer, &length), 0);
        ck_assert_uint_eq(length, 5000 - 1234);
        ck_assert_int_eq(buffer[0], byte_at(1234));
        ck_assert(reader.at_end);
        ck_assert(reader_rewind(&reader));
    }
    reader_close(&reader);
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
    ck_assert_int_eq(reader_open(&reader, directory), EISDIR);
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
    make_file(10);
    int before = dup(STDIN_FILENO);
    close(before);
    for (int i = 0; i < 1000; i++) {
        struct reader reader;
        ck_assert_int_eq(reader_open(&reader, path), 0);
        reader_close(&reader);
        ck_assert_int_eq(reader_open(&reader, directory), EISDIR);
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
    tcase_add_checked_fixture(files, enter_directory, leave_directory);
    tcase_add_loop_test(files, regular_file, 0, (int)(sizeof sizes / sizeof *sizes));
    tcase_add_test(files, end_with_last_byte);
    tcase_add_loop_test(files, walked_file, 0, (int)(sizeof sizes / sizeof *sizes));
    tcase_add_loop_test(files, walked_file_in_pieces, 0, 2);
    tcase_add_test(files, growing_file);
    tcase_add_test(files, shrinking_file);
    tcase_add_test(files, proc_file);
    tcase_add_test(files, standard_input_from_middle);
    tcase_add_test(files, failures);
    tcase_add_test(files, descriptors);
    suite_add_tcase(suite, files);
    tcase_add_test(pipes, pipe_in_pieces);
    tcase_add_test(pipes, pipe_rewound);
    tcase_add_loop_test(pipes, keep_limit, 0, 2);
    tcase_add_test(pipes, empty_pipe);
    tcase_add_test(pipes, non_blocking_pipe);
    suite_add_tcase(suite, pipes);
    return suite;
}
