/* SPDX-License-Identifier: MIT */
/*
 * Which entries of which folders were met before. An entry is a folder and a name in it, so that a
 * file is known again by whatever path, through whatever links its folder is reached; hard links
 * are two, and so are a file and a symbolic link to it.
 */
#ifndef SIPLINT_INPUT_SEEN_H
#define SIPLINT_INPUT_SEEN_H

#include "base/hash_set.h"

#include <sys/stat.h>

/* A folder, for the entries in it. */
struct seen_folder {
    struct hash_key key;
};

struct seen; /* 10 to 16 bytes an entry */

struct seen *seen_new(void);
void seen_free(struct seen *seen);

/* The folder with that status; NULL: one that can't be told by it. */
struct seen_folder seen_enter(const struct seen *seen, const struct stat *status);

/* Notes an entry. False when it was met before. */
bool seen_add(struct seen *seen, const struct seen_folder *folder, const char *name);

#endif
