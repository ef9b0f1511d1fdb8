/* SPDX-License-Identifier: MIT */
#include "base/small_file.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int check_kind(int descriptor, size_t limit, size_t *size)
{
    struct stat status;
    if (fstat(descriptor, &status) < 0)
        return errno;
    if (!S_ISREG(status.st_mode))
        return SMALL_FILE_ODD;
    *size = (size_t)status.st_size;
    return *size > limit ? SMALL_FILE_LARGE : 0;
}

/* With room for one byte more, so that it's noticed when the file has grown. */
static int read_bytes(int descriptor, size_t size, struct text *bytes)
{
    char *room = memory_take(size + 1);
    *bytes = (struct text){room, 0};
    for (;;) {
        ssize_t got = read(descriptor, room + bytes->length, size + 1 - bytes->length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        bytes->length += (size_t)got;
        if (bytes->length > size)
            return EBUSY;
        if (got == 0)
            return 0;
    }
}

int small_file_read(const char *path, bool follow, size_t limit, struct text *bytes)
{
    size_t size = 0;
    *bytes = (struct text){NULL, 0};
    int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW);
    int descriptor = open(path, flags);
    if (descriptor < 0)
        return errno == ELOOP && !follow ? SMALL_FILE_ODD : errno;
    int problem = check_kind(descriptor, limit, &size);
    if (!problem)
        problem = read_bytes(descriptor, size, bytes);
    close(descriptor);
    return problem;
}

const char *small_file_problem(int problem)
{
    return problem == SMALL_FILE_ODD     ? "it isn't a regular file"
           : problem == SMALL_FILE_LARGE ? "it's too large"
                                         : strerror(problem);
}
