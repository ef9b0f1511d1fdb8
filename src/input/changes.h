/* SPDX-License-Identifier: MIT */
/*
 * The lines that a change added, as a unified diff tells them: of git or `diff -u`, with renames,
 * names in quotes (see input/quoted.h), CR LF, and any text before it, such as a commit's message.
 */
#ifndef SIPLINT_INPUT_CHANGES_H
#define SIPLINT_INPUT_CHANGES_H

#include "base/text.h"

struct changes;

/* What can be wrong with a diff. */
enum changes_problem {
    CHANGES_OK,
    CHANGES_UNREADABLE, /* errno says why */
    CHANGES_NO_DIFF,    /* there is text, but no change in it */
    CHANGES_ODD_LINE,   /* a hunk isn't as its head says, or it's of a merge: `@@@` */
};

/* Reads a file, or standard input for `-`, to its end. NULL, with *problem and the line, from 1,
 * when that isn't a diff. An empty one changes nothing. */
struct changes *changes_read(const char *path, enum changes_problem *problem, size_t *line);

/* The file of that path, as reports tell it; NULL: it isn't in the diff. */
struct changed_file;
const struct changed_file *changes_find(struct changes *changes, const char *path);

/* Was one of the lines added, from 1, both ends included? */
bool changed_file_touches(const struct changed_file *file, uint32_t begin, uint32_t end);

void changes_free(struct changes *changes);

#endif
