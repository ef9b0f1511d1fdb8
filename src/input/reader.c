/* SPDX-License-Identifier: MIT */
/* Reads an input with as few system calls as can be: open, fstat, read, close for a small file. */
#include "input/reader.h"
#include "base/descriptor.h"
#include "base/interrupt.h"
#include "base/system.h"
#include "input/problem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLAGS (O_RDONLY | O_CLOEXEC | O_NOCTTY)
#define PREPARED (64 * 1024) /* the system reads ahead by itself from there on */

/* Finds out what the descriptor is. Returns 0 or an errno value. */
static int examine(struct reader *reader)
{
    struct stat status;
    if (fstat(reader->descriptor, &status) < 0)
        return errno;
    if (S_ISDIR(status.st_mode))
        return EISDIR;
    reader->identity = file_identity_of(&status);
    reader->regular = S_ISREG(status.st_mode);
    if (!reader->regular)
        return 0;
    off_t start = reader->descriptor == STDIN_FILENO ? lseek(STDIN_FILENO, 0, SEEK_CUR) : 0;
    off_t size = status.st_size;
    reader->start = (uint64_t)(start < 0 ? 0 : start < size ? start : size);
    reader->size = (uint64_t)size - reader->start;
    reader->modified = system_modified(&status);
    return 0;
}

/* A file that's said to be empty may be one of the system's that waits until there's something to
 * read: /proc/kmsg. A pipe that's named is waited for. */
static void refuse_to_wait(const struct reader *reader)
{
    if (!reader->regular || reader->size)
        return;
    int flags = fcntl(reader->descriptor, F_GETFL);
    if (flags >= 0)
        fcntl(reader->descriptor, F_SETFL, flags | O_NONBLOCK);
}

int reader_open(struct reader *reader, const char *path)
{
    *reader = (struct reader){.descriptor = STDIN_FILENO};
    if (path)
        reader->descriptor = open(path, FLAGS);
    if (reader->descriptor < 0)
        return errno;
    int problem = examine(reader);
    if (problem)
        reader_close(reader);
    else if (path)
        refuse_to_wait(reader);
    return problem;
}

int reader_take(struct reader *reader, int descriptor)
{
    *reader = (struct reader){.descriptor = descriptor};
    int problem = examine(reader);
    if (!problem && !reader->regular)
        problem = PROBLEM_REPLACED;
    if (problem)
        reader_close(reader);
    return problem;
}

void reader_prepare(const struct reader *reader)
{
    if (reader->regular)
        system_read_ahead(reader->descriptor, PREPARED);
}

/* After a read that failed. What a regular file hasn't got at once isn't waited for. */
static bool may_try_again(const struct reader *reader)
{
    return !interrupt_pending() && !(reader->regular && errno == EAGAIN) &&
           descriptor_may_try_again(reader->descriptor, POLLIN, errno);
}

/* Reads once. Returns 0 or an errno value; *length 0 is the end. */
static int read_some(const struct reader *reader, char *buffer, size_t room, size_t *length)
{
    ssize_t got = read(reader->descriptor, buffer, room);
    while (got < 0 && may_try_again(reader))
        got = read(reader->descriptor, buffer, room);
    *length = got < 0 ? 0 : (size_t)got;
    return got < 0 ? errno : 0;
}

/* Is the file still what it was when it was opened? Returns 0 or a problem. */
static int look_again(const struct reader *reader)
{
    struct stat status;
    if (fstat(reader->descriptor, &status) < 0)
        return errno;
    struct timespec modified = system_modified(&status);
    bool is_same = (uint64_t)status.st_size == reader->start + reader->size &&
                   modified.tv_sec == reader->modified.tv_sec &&
                   modified.tv_nsec == reader->modified.tv_nsec;
    return is_same ? 0 : PROBLEM_CHANGED;
}

/* A read that had so much room got so many bytes: was it the last one? Returns 0 or a problem. */
static int note_read(struct reader *reader, size_t room, size_t got)
{
    bool is_whole = !reader->offset && got && got < room && reader->regular && got == reader->size;
    reader->offset += got;
    if (reader->offset > READER_SIZE_LIMIT)
        return PROBLEM_TOO_LARGE;
    int problem = !got && reader->regular ? look_again(reader) : 0;
    reader->at_end = !problem && (!got || is_whole);
    return problem;
}

size_t reader_room(const struct reader *reader, size_t room)
{
    uint64_t left = reader->size - reader->offset;
    return reader->offset < reader->size && left < room ? (size_t)left + 1 : room;
}

int reader_fill(struct reader *reader, void *buffer, size_t room, size_t *length)
{
    char *to = buffer;
    int problem = interrupt_pending() ? EINTR : 0;
    *length = 0;
    while (*length < room && !reader->at_end && !problem && !(reader->prompt && *length)) {
        size_t got;
        problem = read_some(reader, to + *length, room - *length, &got);
        if (!problem)
            problem = note_read(reader, room - *length, got);
        *length += got;
    }
    return problem;
}

void reader_close(struct reader *reader)
{
    if (reader->descriptor > STDIN_FILENO) /* standard input stays open: 0 mustn't name a file */
        close(reader->descriptor);
    reader->descriptor = -1;
}
