/* SPDX-License-Identifier: MIT */
/*
 * A directory at or above the working directory, and what paths are called from there: those that
 * path_from() the working directory gives. Standard input and what lies elsewhere keep their names.
 */
#ifndef SIPLINT_BASE_PATH_ROOT_H
#define SIPLINT_BASE_PATH_ROOT_H

#include "base/path.h"

/* Embed one; path_root_free() must follow. */
struct path_root {
    struct path_base directory;
    char *below; /* the working directory's path from there; empty when it's the same */
};

/* The root of the repository that the working directory is in, else the working directory. */
struct path_root path_root_repository(void);

/* The directory of that name. Where it isn't one above the working directory, paths are told as
 * from the latter. */
struct path_root path_root_at(const char *directory);

/* The path from there. To be freed. */
char *path_root_tell(struct path_root *root, const char *path);

void path_root_free(struct path_root *root);

#endif
