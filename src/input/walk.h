/* SPDX-License-Identifier: MIT */
/*
 * Walks one directory after the other: the files in it and below it that a filter lets through,
 * sorted by the bytes of their paths. Each is opened from its folder, which was opened from its
 * own, without following a link; so whatever is swapped while the walk goes on, it doesn't leave
 * the directory. A folder is read as a whole; its sub-folders are read when their turn comes. What
 * is held are the names in the folders from the root down to where the walk is, and a few
 * descriptors.
 */
#ifndef SIPLINT_INPUT_WALK_H
#define SIPLINT_INPUT_WALK_H

#include "input/filter.h"
#include "input/input.h"
#include "input/seen.h"

struct walk;

/* All of them are borrowed; of the globs' struct only what else is in it matters. `seen` NULL: no
 * entry can be met twice. */
struct walk *walk_new(const struct path_filter *globs, struct filter *filter, struct seen *seen);
void walk_free(struct walk *walk);

/* Begins a directory, whose path is clean. Returns 0, or the errno value why it can't be read; then
 * there's nothing to walk. */
int walk_start(struct walk *walk, const char *directory);

/* The next file, or folder with a problem; false at the end. As paths_next() does. */
bool walk_next(struct walk *walk, struct input *input);

/* Is a directory being walked? */
bool walk_goes_on(const struct walk *walk);

#endif
