/* SPDX-License-Identifier: MIT */
/*
 * Walks one directory after the other: the files in it and below it that a filter lets through,
 * sorted by the bytes of their paths. A folder is read as a whole; its sub-folders are read when
 * their turn comes. It stays open until then, or until its last file was handed out, so that files
 * can be opened from it. So one descriptor is open at a time, and what is held are the names in the
 * folders from the root down to where the walk stands.
 */
#ifndef SIPLINT_INPUT_WALK_H
#define SIPLINT_INPUT_WALK_H

#include "input/paths.h"

struct walk;

/* The filter is borrowed. */
struct walk *walk_new(const struct path_filter *filter);
void walk_free(struct walk *walk);

/* Begins a directory. Returns 0, or the errno value why it can't be read; then there's nothing to
 * walk. */
int walk_start(struct walk *walk, const char *directory);

/* The next file, or folder with a problem; false at the end. As paths_next() does. */
bool walk_next(struct walk *walk, struct input *input);

/* Is a directory being walked? */
bool walk_goes_on(const struct walk *walk);

#endif
