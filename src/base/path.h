/* SPDX-License-Identifier: MIT */
/*
 * One spelling for each path, and the directory that it's told from. The system is asked only where
 * the text alone doesn't tell: what `..` goes back from, and whether another spelling is of that
 * directory.
 */
#ifndef SIPLINT_BASE_PATH_H
#define SIPLINT_BASE_PATH_H

#include "base/file_identity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A directory, from which paths below it are told. */
struct path_base {
    char *name;                    /* from the root, without a link in it; NULL: not known */
    struct file_identity identity; /* zeros: not known */
    char *folder;                  /* what was looked up last: of paths in this folder … */
    size_t inside; /* … what lies below the directory begins here, SIZE_MAX: nothing does */
};

/* The working directory. Embed one; path_base_free() must follow. */
struct path_base path_base_here(void);

/* Another one, by any of its names. */
struct path_base path_base_at(const char *name);

/*
 * The nearest directory, from the working directory upward, that has an entry `.git`: the root of a
 * repository. False, with an empty base, when there's none.
 */
bool path_base_repository(struct path_base *base);

void path_base_free(struct path_base *base);

/*
 * Cuts the real path of a directory (see realpath(3)) off after the root of the repository that
 * it's in. False, with the path as it was, when it's in none.
 */
bool path_find_repository(char *directory);

/*
 * The path without what says nothing: `.`, a slash too many, a folder that `..` leaves again.
 * `link/..` stays, for it isn't the folder that holds the link. Never empty: "." for the working
 * directory. To be freed by memory_free().
 */
char *path_clean(const char *path);

/*
 * Where in a clean path what lies below the directory begins; its length for the directory itself.
 * SIZE_MAX when it lies elsewhere, or doesn't show where: what is neither from the root nor begins
 * with `..` is told from the working directory.
 */
size_t path_inside(struct path_base *base, const char *path);

/* The path cleaned, and told from the directory where it lies below it. To be freed. */
char *path_from(struct path_base *base, const char *path);

/* The last component: all of it where there's no slash, empty for the root. */
const char *path_last(const char *path);

/* Two paths with one slash between. To be freed. */
char *path_join(const char *folder, const char *path);

/* What holds the last component: `.` where there's no slash. To be freed. */
char *path_folder(const char *path);

#endif
