/* SPDX-License-Identifier: MIT */
/*
 * Reads an input with as few system calls as can be: open, read, close for a small file that was
 * walked to, fstat for another, where the size tells the end. Files that say size 0 (those of
 * /proc), devices and pipes are read until they give nothing.
 */
#include "input/reader.h"
#include "base/interrupt.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
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
    reader->identity[0] = (uint64_t)status.st_dev;
    reader->identity[1] = (uint64_t)status.st_ino;
    reader->seekable = S_ISREG(status.st_mode);
    if (!reader->seekable)
        return 0;
    if (reader->descriptor == STDIN_FILENO) {
        off_t start = lseek(reader->descriptor, 0, SEEK_CUR);
        reader->start = start > 0 ? (uint64_t)start : 0;
    }
    uint64_t size = (uint64_t)status.st_size;
    reader->size = size > reader->start ? size - reader->start : 0;
    return 0;
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
    return problem;
}

int reader_open_walked(struct reader *reader, int folder, const char *name)
{
    *reader = (struct reader){.seekable = true, .walked = true};
    reader->descriptor = openat(folder, name, FLAGS);
    return reader->descriptor < 0 ? errno : 0;
}

void reader_prepare(const struct reader *reader)
{
    if (reader->seekable)
        posix_fadvise(reader->descriptor, 0, PREPARED, POSIX_FADV_WILLNEED);
}

/* Standard input can be a non-blocking descriptor that another program left so. */
static bool may_try_again(int descriptor, int problem)
{
    if (problem == EAGAIN || problem == EWOULDBLOCK) {
        struct pollfd ready = {.fd = descriptor, .events = POLLIN};
        return poll(&ready, 1, -1) >= 0 || errno == EINTR;
    }
    return problem == EINTR;
}

/* Reads, if that can be done without waiting for the disk. */
static ssize_t read_at_once(int descriptor, const struct iovec *part)
{
#ifdef RWF_NOWAIT
    return preadv2(descriptor, part, 1, -1, RWF_NOWAIT);
#else
    (void)descriptor;
    (void)part;
    return -1;
#endif
}

/* Reads once. Returns 0 or an errno value; *length 0 is the end. */
static int read_some(struct reader *reader, char *buffer, size_t room, size_t *length)
{
    int descriptor = reader->descriptor;
    ssize_t got = -1;
    if (reader->probe) {
        const struct iovec part = {buffer, room};
        got = read_at_once(descriptor, &part);
        reader->waited = got < 0;
        reader->probe = false;
    }
    if (got < 0)
        got = read(descriptor, buffer, room);
    while (got < 0 && !interrupt_pending() && may_try_again(descriptor, errno))
        got = read(descriptor, buffer, room);
    *length = got < 0 ? 0 : (size_t)got;
    return got < 0 ? errno : 0;
}

static void forget_kept(struct reader *reader)
{
    memory_free(reader->kept);
    reader->kept = NULL;
    reader->kept_length = 0;
    reader->kept_capacity = 0;
}

/* Remembers bytes that were just read, or nothing at all once they are too many. */
static void keep_bytes(struct reader *reader, const char *bytes, size_t length)
{
    if (!length || !reader->keep || reader->seekable || reader->kept_length != reader->offset)
        return;
    size_t wanted = reader->kept_length + length;
    if (wanted > READER_KEEP_LIMIT) {
        forget_kept(reader);
        return;
    }
    while (reader->kept_capacity < wanted) {
        reader->kept_capacity = reader->kept_capacity ? reader->kept_capacity * 2 : 4096;
        reader->kept = memory_resize(reader->kept, reader->kept_capacity, 1);
    }
    memcpy(reader->kept + reader->kept_length, bytes, length);
    reader->kept_length = wanted;
}

/* Hands out kept bytes once more. */
static size_t replay(struct reader *reader, char *buffer, size_t room)
{
    if (reader->offset >= reader->kept_length)
        return 0;
    size_t length = reader->kept_length - (size_t)reader->offset;
    if (length > room)
        length = room;
    memcpy(buffer, reader->kept + reader->offset, length);
    reader->offset += length;
    return length;
}

/* Do these bytes, after which the system had no more at hand, show that there are no more? Most
 * file systems give all that there is, but not every one. */
static bool is_whole(const struct reader *reader, const char *bytes, size_t length, size_t room)
{
    return reader->walked && reader->is_whole && length < room && reader->is_whole(bytes, length);
}

size_t reader_limit(const struct reader *reader, size_t room)
{
    uint64_t left = reader->size - reader->offset;
    return reader->size && left < room ? (size_t)left : room;
}

static bool is_at_end(const struct reader *reader)
{
    if (reader->seekable && reader->size)
        return reader->offset == reader->size || reader->exhausted;
    return reader->exhausted && reader->offset >= reader->kept_length;
}

int reader_fill(struct reader *reader, void *buffer, size_t room, size_t *length)
{
    char *to = buffer;
    int problem = interrupt_pending() ? EINTR : 0;
    room = reader_limit(reader, room);
    *length = replay(reader, to, room);
    while (*length < room && !reader->exhausted && !problem && !(reader->prompt && *length)) {
        size_t got;
        problem = read_some(reader, to + *length, room - *length, &got);
        reader->exhausted = !got && !problem;
        keep_bytes(reader, to + *length, got);
        reader->offset += got;
        *length += got;
        reader->exhausted |= is_whole(reader, to, *length, room);
    }
    if (reader->walked && !problem && !reader->exhausted)
        problem = examine(reader);
    reader->walked = false;
    reader->at_end = !problem && is_at_end(reader);
    return problem;
}

bool reader_rewind(struct reader *reader)
{
    if (reader->seekable) {
        if (lseek(reader->descriptor, (off_t)reader->start, SEEK_SET) < 0)
            return false;
        reader->exhausted = false;
    } else if (reader->offset > reader->kept_length) {
        return false;
    }
    reader->offset = 0;
    reader->at_end = is_at_end(reader);
    return true;
}

void reader_close(struct reader *reader)
{
    if (reader->descriptor > STDIN_FILENO) /* standard input stays open: 0 mustn't name a file */
        close(reader->descriptor);
    reader->descriptor = -1;
    forget_kept(reader);
}
