/* SPDX-License-Identifier: MIT */
/*
 * Where a link leads is worked out by its path, which may change at any time; so that path is then
 * opened component by component, from the directory's descriptor, and no link is followed in it.
 */
#include "input/beneath.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FLAGS (O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)

int beneath_open(int folder, const char *name)
{
    return openat(folder, name, FLAGS);
}

int beneath_open_folder(int folder, const char *name)
{
    return openat(folder, name, FLAGS | O_DIRECTORY);
}

/* Goes from an open folder, which it closes unless it's `root`, into one of its folders. */
static int step_into(int root, int folder, const char *name)
{
    int next = system_open_to_pass(folder, name);
    int problem = errno;
    if (folder != root)
        close(folder);
    errno = problem;
    return next;
}

/* Opens a path below the root that has no link in it; changes its text. */
static int open_plain(int root, char *path)
{
    int folder = root;
    for (char *slash; folder >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
        *slash = '\0';
        folder = step_into(root, folder, path);
    }
    if (folder < 0)
        return -1;
    int descriptor = beneath_open(folder, path);
    int problem = errno;
    if (folder != root)
        close(folder);
    errno = problem;
    return descriptor;
}

int beneath_follow(int root, const char *root_path, const char *path)
{
    char *real = realpath(path, NULL);
    if (!real)
        return -1;
    size_t length = strcmp(root_path, "/") == 0 ? 0 : strlen(root_path);
    int descriptor = -1;
    if (strncmp(real, root_path, length) == 0 && real[length] == '/')
        descriptor = open_plain(root, real + length + 1);
    else
        errno = EXDEV;
    int problem = errno;
    free(real);
    errno = problem;
    return descriptor;
}
