/* SPDX-License-Identifier: MIT */
/*
 * Globs: `*` is any run of characters except `/`, `?` one of them, `[a-z]` and `[!a-z]` one of a
 * set, `**` as a whole component any number of folders, `\` takes the next character as it
 * is. Matching works on bytes and code points, never by the locale, so that a name that
 * isn't valid UTF-8 can't slip through.
 */
#ifndef SIPLINT_BASE_GLOB_H
#define SIPLINT_BASE_GLOB_H

#include "base/text.h"

/*
 * Does the glob match all of the text? Without recursion, so that no glob is slow beyond
 * measure.
 */
bool glob_matches(struct text glob, struct text text);

/*
 * Does the glob select the path, as in .gitignore? Without a slash it's matched against the last
 * component, with one (a leading `/` or `./` counts, and is dropped) against the whole path;
 * with a trailing one it selects directories only.
 */
bool glob_selects(struct text glob, struct text path, bool is_directory);

/* What is wrong with a glob that can match nothing, or not what it seems to; NULL: nothing. */
const char *glob_problem(struct text glob);

#endif
