/* SPDX-License-Identifier: MIT */
/*
 * The bytes of one input: a file, or standard input from where it is. Each byte is read once.
 * Embed one; after reader_open() succeeded, reader_close() must follow. A problem is a
 * value of input/problem.h; nothing is printed.
 *
 * An input ends where a read gives nothing. One read is enough for a regular file whose first read
 * asks for more bytes than the file had when it was opened, and gets exactly those. A regular file
 * that takes more reads than that is looked at once more at its end: when its size or time has
 * changed since it was opened, what was read may be the half of one version and the half of
 * another, and the problem is PROBLEM_CHANGED. So a size that is wrong, as those of /proc are, ends
 * nothing early.
 */
#ifndef SIPLINT_INPUT_READER_H
#define SIPLINT_INPUT_READER_H

#include "base/file_identity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* An input may have so many bytes: lines and columns are counted in 32 bits. */
#define READER_SIZE_LIMIT (UINT32_MAX - 1)

struct reader {
    int descriptor;
    bool regular; /* a regular file: reading doesn't wait for another program */
    bool prompt;  /* set by the caller after reader_open(): what has come in is wanted at
                   * once, though it's less than asked */
    bool at_end;  /* no byte is left */
    struct file_identity identity;
    uint64_t start;           /* what of a regular file lies before the input; see reader_open() */
    uint64_t size;            /* what came after that when it was opened */
    struct timespec modified; /* the file's time of change then */
    uint64_t offset;          /* bytes handed out so far */
};

/*
 * Opens `path`, or standard input when it's NULL, of which something else may have read a part.
 * Returns 0 or a problem; a directory is EISDIR.
 */
int reader_open(struct reader *reader, const char *path);

/* The same for a file that is open, and must be a regular one: else PROBLEM_REPLACED. The
 * descriptor is closed by reader_close(), or now when there's a problem. */
int reader_take(struct reader *reader, int descriptor);

/* Has the system begin to read the first bytes of a file that isn't in its memory. */
void reader_prepare(const struct reader *reader);

/* How much of `room` is worth offering to the next call: no less than it takes to see the end. */
size_t reader_room(const struct reader *reader, size_t room);

/*
 * Fills `buffer` with the next `room` bytes, fewer only at the end of the input, when `prompt`, or
 * with a problem, and says how many in *length. Returns 0 or a problem; EINTR after an interrupt.
 */
int reader_fill(struct reader *reader, void *buffer, size_t room, size_t *length);

void reader_close(struct reader *reader);

#endif
