/* SPDX-License-Identifier: MIT */
/*
 * Linux declares its own calls to a program that defines _GNU_SOURCE, as the Makefile does; `make
 * check-portable` doesn't, and so tries the other ways.
 */
#include "base/system.h"

#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined __linux__ && defined _GNU_SOURCE
#define LINUX
#endif

#define SECOND 1000000000

const void *system_find_last(const void *bytes, char byte, size_t length)
{
#ifdef LINUX
    return memrchr(bytes, byte, length);
#else
    const char *start = bytes;
    while (length && start[length - 1] != byte)
        length--;
    return length ? start + length - 1 : NULL;
#endif
}

bool system_random(void *bytes, size_t length)
{
#ifdef LINUX
    return getentropy(bytes, length) == 0;
#else
    int source = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (source < 0)
        return false;
    ssize_t got = read(source, bytes, length);
    close(source);
    return got == (ssize_t)length;
#endif
}

unsigned system_processors(void)
{
#ifdef LINUX
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return (unsigned)CPU_COUNT(&set); /* else there are more than the set has room for */
#endif
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (unsigned)count : 1;
}

int64_t system_clock(void)
{
    struct timespec time;
#ifdef LINUX
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
#else
    clock_gettime(CLOCK_MONOTONIC, &time);
#endif
    return (int64_t)time.tv_sec * SECOND + time.tv_nsec;
}

/* macOS can't wait by another clock than this. */
#ifdef LINUX
#define WAITING_CLOCK CLOCK_MONOTONIC
#else
#define WAITING_CLOCK CLOCK_REALTIME
#endif

void system_condition_init(pthread_cond_t *condition)
{
#ifdef LINUX
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, WAITING_CLOCK);
    pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
#else
    pthread_cond_init(condition, NULL);
#endif
}

bool system_wait(pthread_cond_t *condition, pthread_mutex_t *lock, int64_t nanoseconds)
{
    struct timespec until;
    clock_gettime(WAITING_CLOCK, &until);
    nanoseconds += until.tv_nsec;
    until.tv_sec += (time_t)(nanoseconds / SECOND);
    until.tv_nsec = (long)(nanoseconds % SECOND);
    return pthread_cond_timedwait(condition, lock, &until) == 0;
}

void system_read_ahead(int descriptor, size_t length)
{
#ifdef LINUX
    posix_fadvise(descriptor, 0, (off_t)length, POSIX_FADV_WILLNEED);
#else
    (void)descriptor, (void)length;
#endif
}

void system_will_write(void *memory, size_t length)
{
#ifdef MADV_POPULATE_WRITE
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t from = ((uintptr_t)memory + page - 1) / page * page;
    uintptr_t to = ((uintptr_t)memory + length) / page * page;
    if (from < to)
        madvise((void *)from, to - from, MADV_POPULATE_WRITE); /* what it can't do waits, as ever */
#else
    (void)memory, (void)length;
#endif
}

mode_t system_entry_type(const struct dirent *entry)
{
#ifdef DT_UNKNOWN
    switch (entry->d_type) {
    case DT_REG:
        return S_IFREG;
    case DT_DIR:
        return S_IFDIR;
    case DT_LNK:
        return S_IFLNK;
    case DT_UNKNOWN:
        return 0;
    default:
        return S_IFIFO;
    }
#else
    (void)entry;
    return 0;
#endif
}

#if defined O_SEARCH
#define TO_PASS O_SEARCH
#elif defined O_PATH
#define TO_PASS O_PATH
#else
#define TO_PASS O_RDONLY
#endif

int system_open_to_pass(int folder, const char *name)
{
    return openat(folder, name, TO_PASS | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

struct timespec system_modified(const struct stat *status)
{
#ifdef __APPLE__
    return status->st_mtimespec;
#else
    return status->st_mtim;
#endif
}

size_t system_terminal_width(int descriptor)
{
#ifdef TIOCGWINSZ
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0)
        return size.ws_col;
#else
    (void)descriptor;
#endif
    return 0;
}
