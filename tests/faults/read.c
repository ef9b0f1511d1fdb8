/* SPDX-License-Identifier: MIT */
/*
 * Put before libc by LD_PRELOAD: reading files whose name begins with `victim` goes as FAULT says,
 * which file systems, signals and other programs may do, but don't when a test wants it.
 *
 *     short:N      a read gives N bytes at most
 *     first:N      no read goes beyond the first N bytes unless it begins there
 *     signals      each second read is broken off by a signal
 *     error:N:E    the first N bytes can be read, then errno is E
 *     rewrite      after its first read the file has what the file FAULT_WITH has
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

typedef ssize_t reading(int descriptor, void *buffer, size_t room);

static reading *find_real(void)
{
    static reading *real;
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "read");
    return real;
}

static int is_victim(int descriptor)
{
    char link[40];
    char path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    const char *slash = strrchr(path, '/');
    return slash && strncmp(slash, "/victim", 7) == 0;
}

/* Copies FAULT_WITH over the file. */
static void rewrite(int descriptor)
{
    char bytes[4096];
    ssize_t got;
    snprintf(bytes, sizeof bytes, "/proc/self/fd/%d", descriptor);
    int to = open(bytes, O_WRONLY | O_TRUNC);
    int from = open(getenv("FAULT_WITH"), O_RDONLY);
    if (to < 0 || from < 0)
        abort();
    while ((got = find_real()(from, bytes, sizeof bytes)) > 0)
        if (write(to, bytes, (size_t)got) != got)
            abort();
    close(from);
    close(to);
}

static size_t limit(size_t room, long most)
{
    return most >= 0 && (size_t)most < room ? (size_t)most : room;
}

ssize_t read(int descriptor, void *buffer, size_t room)
{
    static int reads;
    const char *fault = getenv("FAULT");
    long at = (long)lseek(descriptor, 0, SEEK_CUR);
    long number = 0;
    int problem;
    if (!fault || !is_victim(descriptor))
        return find_real()(descriptor, buffer, room);
    if (strcmp(fault, "signals") == 0 && reads++ % 2 == 0) {
        errno = EINTR;
        return -1;
    }
    if (sscanf(fault, "error:%ld:%d", &number, &problem) == 2) {
        if (at >= number) {
            errno = problem;
            return -1;
        }
        room = limit(room, number - at);
    }
    if (sscanf(fault, "short:%ld", &number) == 1)
        room = limit(room, number);
    if (sscanf(fault, "first:%ld", &number) == 1 && at < number)
        room = limit(room, number - at);
    ssize_t got = find_real()(descriptor, buffer, room);
    if (strcmp(fault, "rewrite") == 0 && at == 0 && got > 0)
        rewrite(descriptor);
    return got;
}

/* Whoever asks for what is at hand gets no more than whoever waits. */
ssize_t preadv2(int descriptor, const struct iovec *parts, int count, off_t offset, int flags)
{
    (void)flags;
    if (count != 1 || offset != -1)
        abort();
    return read(descriptor, parts->iov_base, parts->iov_len);
}
