/* SPDX-License-Identifier: MIT */
/*
 * The bytes of one input: a file, or standard input. Embed one; after reader_open() succeeded,
 * reader_close() must follow. Errors are errno values; nothing is printed.
 */
#ifndef SIPLINT_INPUT_READER_H
#define SIPLINT_INPUT_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How much of an input that can't be read twice (a pipe) is kept for a second reading, at most. */
#define READER_KEEP_LIMIT (1024 * 1024)

struct reader {
    int descriptor;
    bool seekable;  /* a regular file: can be read again from the start */
    bool at_end;    /* no byte is left */
    bool exhausted; /* a read gave nothing, though kept bytes may be left */
    bool keep;      /* set by the caller after reader_open(): reader_rewind() will be wanted */
    bool prompt;    /* likewise: what has come in is wanted at once, though it's less than asked */
    bool probe;     /* likewise: `waited` is wanted */
    /* Likewise: do a walked file's first bytes, fewer than were asked for, show that they are all?
     * Then no further read makes sure of it. NULL: they never do. */
    bool (*is_whole)(const char *bytes, size_t length);
    bool waited;          /* its first bytes had to be fetched, or that can't be told */
    bool walked;          /* opened by reader_open_walked(), and its size isn't known yet */
    uint64_t identity[2]; /* device and file number; 0: not known */
    uint64_t size;        /* of a regular file from `start` on, when it was opened; 0: not known */
    uint64_t offset;      /* bytes handed out so far */
    uint64_t start; /* of the input in the descriptor: standard input may have been read before */
    char *kept;     /* all bytes so far of what isn't seekable, when `keep`, and within the limit */
    size_t kept_length;
    size_t kept_capacity;
};

/* Opens `path`, or standard input when it's NULL. Returns 0 or an errno value; a directory is
 * EISDIR. */
int reader_open(struct reader *reader, const char *path);

/*
 * The same for a regular file in an open directory. It's taken at its word to be one, which saves a
 * system call: its size is looked up only when it doesn't end in the first bytes that are read.
 */
int reader_open_walked(struct reader *reader, int folder, const char *name);

/* Has the system begin to read the first bytes of a file that isn't in its memory. */
void reader_prepare(const struct reader *reader);

/* So much of `room` can the next call fill, as far as is known. */
size_t reader_limit(const struct reader *reader, size_t room);

/*
 * Fills `buffer` with the next `room` bytes, fewer only at the end of the input or when `prompt`,
 * and says how many in *length. `at_end` is set as soon as it's known that no more will follow: for
 * a regular file when its size is reached, if that was looked up; else when a read gives nothing.
 * What a file gains while it's read is not read, but for a small walked one. Returns 0 or an errno
 * value; EINTR after an interrupt.
 */
int reader_fill(struct reader *reader, void *buffer, size_t room, size_t *length);

/* Back to the first byte. False when the input can't be read again: a pipe that wasn't kept. */
bool reader_rewind(struct reader *reader);

void reader_close(struct reader *reader);

#endif
