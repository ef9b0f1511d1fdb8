/* SPDX-License-Identifier: MIT */
/*
 * Renaming over the target is what makes it whole or not at all. It must not happen to a device:
 * a report sent to /dev/null by root would replace it.
 */
#include "report/output_file.h"
#include "base/cleanup.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_NAME ".siplint-XXXXXX"

/* As many links as the kernel follows. */
#define MOST_LINKS 40

static void forget(struct output_file *file)
{
    if (file->temporary)
        cleanup_forget(file->temporary);
    memory_free(file->target);
    memory_free(file->temporary);
    *file = (struct output_file){.descriptor = -1};
}

/* The path of what is called that in the target's folder. */
static char *compose_neighbour(const char *target, const char *name)
{
    const char *slash = strrchr(target, '/');
    size_t folder = slash ? (size_t)(slash - target) + 1 : 0;
    size_t length = strlen(name);
    char *path = memory_resize(NULL, folder + length + 1, 1);
    memcpy(path, target, folder);
    memcpy(path + folder, name, length + 1);
    return path;
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
    file->temporary = compose_neighbour(file->target, TEMPORARY_NAME);
    cleanup_note(file->temporary); /* it takes memory, so not when the file is there */
    file->descriptor = mkstemp(file->temporary);
    if (file->descriptor < 0)
        return errno;
    return fchmod(file->descriptor, mode) < 0 ? errno : 0;
}

/* The descriptor that the path stands for; -1: none. */
static int named_descriptor(const char *path)
{
    static const char *const standard[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++)
        if (strcmp(path, standard[descriptor]) == 0)
            return descriptor;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        const char *number = path + strlen(folders[i]);
        if (strncmp(path, folders[i], strlen(folders[i])) == 0 && *number &&
            strspn(number, "0123456789") == strlen(number)) {
            long descriptor = strtol(number, NULL, 10);
            return descriptor < INT_MAX ? (int)descriptor : INT_MAX;
        }
    }
    return -1;
}

bool output_file_is_descriptor(const char *path)
{
    return named_descriptor(path) >= 0;
}

char *output_file_follow(const char *path)
{
    char goal[PATH_MAX];
    char *target = memory_copy_string(path);
    for (int links = 0; links < MOST_LINKS && !output_file_is_descriptor(target); links++) {
        ssize_t length = readlink(target, goal, sizeof goal - 1);
        if (length < 0)
            break;
        goal[length] = '\0';
        char *next = *goal == '/' ? memory_copy_string(goal) : compose_neighbour(target, goal);
        memory_free(target);
        target = next;
    }
    return target;
}

/* The file may hold more and be written to by others, so that they have to share an offset. What
 * is closed by exec() is the program's own, and was open to nobody who chose that number. */
static int open_descriptor(struct output_file *file, int descriptor)
{
    int flags = fcntl(descriptor, F_GETFD);
    if (flags < 0 || flags & FD_CLOEXEC)
        return EBADF;
    file->descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    return file->descriptor < 0 ? errno : 0;
}

static int open_path(struct output_file *file, const char *path)
{
    struct stat status;
    if (stat(path, &status) < 0)
        return errno == ENOENT && *path ? open_temporary(file, default_mode()) : errno;
    if (S_ISDIR(status.st_mode))
        return EISDIR;
    if (S_ISREG(status.st_mode))
        return open_temporary(file, status.st_mode & 0777);
    file->descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
    return file->descriptor < 0 ? errno : 0;
}

int output_file_open(struct output_file *file, const char *path)
{
    *file = (struct output_file){.descriptor = -1, .target = output_file_follow(path)};
    int descriptor = named_descriptor(file->target);
    int problem = descriptor < 0 ? open_path(file, path) : open_descriptor(file, descriptor);
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
