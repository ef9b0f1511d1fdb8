/* SPDX-License-Identifier: MIT */
/*
 * Renaming over the target is what makes it whole or not at all. It must not happen to a device:
 * a report sent to /dev/null by root would replace it.
 */
#include "report/output_file.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_NAME ".siplint-XXXXXX"

static void forget(struct output_file *file)
{
    memory_free(file->target);
    memory_free(file->temporary);
    *file = (struct output_file){.descriptor = -1};
}

/* The temporary file's name pattern, in the target's folder. */
static char *compose_temporary(const char *target)
{
    const char *slash = strrchr(target, '/');
    size_t folder = slash ? (size_t)(slash - target) + 1 : 0;
    char *name = memory_resize(NULL, folder + sizeof TEMPORARY_NAME, 1);
    memcpy(name, target, folder);
    memcpy(name + folder, TEMPORARY_NAME, sizeof TEMPORARY_NAME);
    return name;
}

/* The mode that open() gives a new file; there's no way to ask for the mask but to set it. */
static mode_t default_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static int open_temporary(struct output_file *file, mode_t mode)
{
    file->temporary = compose_temporary(file->target);
    file->descriptor = mkostemp(file->temporary, O_CLOEXEC);
    if (file->descriptor < 0)
        return errno;
    return fchmod(file->descriptor, mode) < 0 ? errno : 0;
}

/* A descriptor that is open already: what it's of may hold more, and be written to by others. */
static bool names_descriptor(const char *path)
{
    static const char *const places[] = {"/dev/fd/", "/dev/std", "/proc/self/fd/"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (strncmp(path, places[i], strlen(places[i])) == 0)
            return true;
    }
    return false;
}

static int open_existing(struct output_file *file, const char *path, mode_t mode)
{
    if (S_ISDIR(mode))
        return EISDIR;
    if (!S_ISREG(mode) || names_descriptor(path)) {
        file->target = memory_copy_string(path);
        file->descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
        return file->descriptor < 0 ? errno : 0;
    }
    char *resolved = realpath(path, NULL);
    if (!resolved)
        return errno;
    file->target = memory_copy_string(resolved);
    free(resolved);
    return open_temporary(file, mode & 0777);
}

int output_file_open(struct output_file *file, const char *path)
{
    struct stat status;
    int problem;
    *file = (struct output_file){.descriptor = -1};
    if (stat(path, &status) == 0) {
        problem = open_existing(file, path, status.st_mode);
    } else if (errno == ENOENT && *path) {
        file->target = memory_copy_string(path);
        problem = open_temporary(file, default_mode());
    } else {
        problem = errno;
    }
    if (problem && file->descriptor >= 0)
        output_file_discard(file);
    else if (problem)
        forget(file);
    return problem;
}

int output_file_replace(struct output_file *file)
{
    int problem = close(file->descriptor) < 0 ? errno : 0;
    if (!problem && file->temporary && rename(file->temporary, file->target) < 0)
        problem = errno;
    if (problem && file->temporary)
        unlink(file->temporary);
    forget(file);
    return problem;
}

void output_file_discard(struct output_file *file)
{
    close(file->descriptor);
    if (file->temporary)
        unlink(file->temporary);
    forget(file);
}
