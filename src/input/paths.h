/* SPDX-License-Identifier: MIT */
/*
 * Which inputs there are, one at a time, while the directories are still being walked.
 *
 * Arguments come in the order in which they were given; what a directory holds comes sorted by
 * the bytes of the path, so that the order never depends on the file system. A directory is
 * walked recursively; symbolic links to directories in it aren't followed, links to files are,
 * and what is neither a regular file nor a directory is passed over. A link that leads nowhere
 * is an input with a problem. A leading `./` is dropped from the paths handed out.
 */
#ifndef SIPLINT_INPUT_PATHS_H
#define SIPLINT_INPUT_PATHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Which files of a directory count. Named files always do. A glob without a slash is matched
 * against the last component, one with a slash against the path below the directory argument;
 * see base/glob.h.
 */
struct path_filter {
    const char *const *include; /* globs; none: `*.xml` in any letter case */
    size_t include_count;
    const char *const *exclude; /* globs; a directory that one matches isn't entered */
    size_t exclude_count;
    bool skip_non_profiles; /* a named file that isn't a profile is no mistake either */
    const uint64_t *own;    /* files that the run itself writes: passed over; each a device and a
                             * file number, and none called *.xml */
    size_t own_count;
};

struct input {
    char *path; /* owned by whoever got it: free with memory_free(); "-" isn't special here */
    bool standard_input;
    bool named;   /* by the user, not met in a directory, so that it must be a profile */
    bool regular; /* a regular file: opening it doesn't wait for another program */
    int folder;   /* 0, or the open directory that holds this regular file; borrowed until the next
                   * input is asked for */
    const char *name; /* in that one: within `path` */
    int problem;      /* 0, or the errno value why this file or directory can't be read */
};

struct paths;

/*
 * `arguments` (borrowed) are files, directories and `-`; `list`, when not NULL, is a file (or
 * `-` for standard input) that names more of them, one a line or, with `nul`, each ended by a
 * NUL byte; the list's come after the arguments, and `-` in it is a file of that name. A list
 * that can't be opened or read to its end comes out as an input with a problem.
 */
struct paths *paths_new(const char *const *arguments, size_t count, const char *list, bool nul,
                        const struct path_filter *filter);

/* The next input, or false when there are none left. Not safe to call from two threads at once. */
bool paths_next(struct paths *paths, struct input *input);

/* May paths_next() have to wait for another program to write the next name? */
bool paths_may_wait(const struct paths *paths);

void paths_free(struct paths *paths);

#endif
