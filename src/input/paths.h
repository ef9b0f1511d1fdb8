/* SPDX-License-Identifier: MIT */
/*
 * Which inputs there are, one at a time, while the directories are still being walked.
 *
 * Arguments come in the order in which they were given; what a directory holds comes sorted by
 * the bytes of the path, so that the order never depends on the file system. A path is handed out
 * in one spelling, by path_from() the working directory, and a file once, however often it's met:
 * as what an argument names, or else where it's met first.
 *
 * A directory is walked recursively, and never left. Symbolic links to directories in it aren't
 * followed, and links to files are if those lie in the directory as well. A link to a file outside,
 * or to nothing, is an input with a problem, but for the dangling ones called `.#…` by which Emacs
 * locks files.
 */
#ifndef SIPLINT_INPUT_PATHS_H
#define SIPLINT_INPUT_PATHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which files of a directory count; named files always do, unless `force_exclude`. What the globs
 * are matched against is in input/filter.h. */
struct path_filter {
    const char *const *include; /* globs; none: `*.xml` in any letter case */
    size_t include_count;
    const char *const *exclude; /* globs; a directory that one matches isn't entered */
    size_t exclude_count;
    bool force_exclude;     /* also what is named */
    bool skip_non_profiles; /* a named file that isn't a profile is no mistake either */
    const uint64_t *own;    /* files that the run itself writes: passed over; each a device and a
                             * file number */
    size_t own_count;
};

/* Why an input is passed over, without being opened. */
enum passing {
    PASSING_NOT,
    PASSING_SPECIAL,  /* in a directory: a pipe, a socket, a device, or a link to one */
    PASSING_EXCLUDED, /* named, also a directory */
};

/* An option and its argument. */
struct glob_name {
    const char *option; /* "include" or "exclude"; NULL: there's none */
    const char *glob;
};

struct input {
    char *path; /* owned by whoever got it: free with memory_free(); "-" isn't special here */
    bool standard_input;
    bool named;     /* by the user, not met in a directory, so that it must be a profile */
    bool regular;   /* a named regular file: opening it doesn't wait for another program */
    int descriptor; /* 0, or of what was met in a directory: open, owned by whoever got it */
    int problem;    /* 0, or why this file or directory can't be read: see input/problem.h */
    enum passing passing;
};

struct paths;

/*
 * `arguments` (borrowed) are files, directories and `-`; `list`, when not NULL, is a file (or
 * `-` for standard input) that names more of them, one a line or, with `nul`, each ended by a
 * NUL byte; the list's come after the arguments, and `-` in it is a file of that name. A line in
 * double quotes is also understood as git means it. What isn't a regular file is a problem there,
 * and so is a symbolic link to a file outside of the repository, or of the working directory where
 * that's in none: who writes lists need not be who runs siplint. A list
 * that can't be opened or read to its end comes out as an input with a problem, and so does the
 * rest of one in which a line begins with
 * `<`. The filter is borrowed, and may be changed until the first paths_next().
 */
struct paths *paths_new(const char *const *arguments, size_t count, const char *list, bool nul,
                        const struct path_filter *globs);

/* Is the list no list, but XML? To be asked before the first paths_next(); waits for the list's
 * first bytes. */
bool paths_list_is_markup(struct paths *paths);

/* The next input, or false when there are none left. Not safe to call from two threads at once. */
bool paths_next(struct paths *paths, struct input *input);

/* How a file of that name is called, as in what paths_next() hands out. To be freed. */
char *paths_tell(struct paths *paths, const char *name);

/*
 * The next glob that matched nothing, where that's a mistake: with `force_exclude`, and only files
 * named, these need not be the excluded ones. *number is 0 for the first. To be asked when there
 * are no inputs left; none before.
 */
struct glob_name paths_unmatched(const struct paths *paths, size_t *number);

/* May paths_next() have to wait for another program to write the next name? */
bool paths_may_wait(const struct paths *paths);

void paths_free(struct paths *paths);

#endif
