/* SPDX-License-Identifier: MIT */
/*
 * A list of names in a file: one a line, or each ended by a NUL byte as `find -print0` and `git
 * ls-files -z` write them. Read as it's needed; a name of any length takes bounded memory.
 */
#ifndef SIPLINT_INPUT_NAME_LIST_H
#define SIPLINT_INPUT_NAME_LIST_H

#include <stdbool.h>

/* A name over this can't be opened on any system; its rest is thrown away. */
#define NAME_LIST_LIMIT (16 * 1024)

struct name_list;

/* Opens the list, or standard input for `-`. NULL with errno when it can't be read. */
struct name_list *name_list_open(const char *path, bool nul);
void name_list_close(struct name_list *list);

/*
 * Does the list begin as XML does, after a byte order mark and white space, in UTF-8 or UTF-16?
 * Then it's a profile that was named by mistake, and what its lines hold may be told to nobody.
 * Waits for the first bytes; to be asked before the first name.
 */
bool name_list_is_markup(struct name_list *list);

/*
 * The next name, borrowed until the next call, or NULL. *problem: 0, or ENAMETOOLONG for a name
 * that was cut; with NULL, why the list couldn't be read to its end. A line ends
 * at LF or CR LF, and at NUL too, which no name contains; empty names are passed over, and so is a
 * byte order mark in front of the first line. A list of lines in UTF-16 is refused: PROBLEM_UTF_16.
 */
const char *name_list_next(struct name_list *list, int *problem);

/* Could the next name be one that isn't written yet, by a program at the other end of a pipe? */
bool name_list_may_wait(const struct name_list *list);

#endif
