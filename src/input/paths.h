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
 * or to nothing, is an input with a problem, except for the dangling ones called `.#…` by which
 * Emacs locks files.
 */
#ifndef SIPLINT_INPUT_PATHS_H
#define SIPLINT_INPUT_PATHS_H

#include "input/filter.h"
#include "input/input.h"

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

/* Was a directory among the arguments, so that globs were tried with all that it holds? To be asked
 * when there are no inputs left. */
bool paths_were_walked(const struct paths *paths);

/* May paths_next() have to wait for another program to write the next name? */
bool paths_may_wait(const struct paths *paths);

void paths_free(struct paths *paths);

#endif
