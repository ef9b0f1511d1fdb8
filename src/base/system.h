/* SPDX-License-Identifier: MIT */
/*
 * What only some systems have: the one file that knows. Each of these works everywhere; where the
 * system has a call for it that POSIX.1-2008 doesn't, by that call.
 */
#ifndef SIPLINT_BASE_SYSTEM_H
#define SIPLINT_BASE_SYSTEM_H

#include <dirent.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

/* Where `byte` last is in the bytes, or NULL. */
const void *system_find_last(const void *bytes, char byte, size_t length);

/* Fills `bytes`, 256 at most, from the system's random source. False when there's none. */
bool system_random(void *bytes, size_t length);

/* How many processors this process may use. */
unsigned system_processors(void);

/* Nanoseconds of a clock that nobody sets, up to some milliseconds old. */
int64_t system_clock(void);

/* A condition for system_wait(). pthread_cond_destroy() must follow. */
void system_condition_init(pthread_cond_t *condition);

/* Waits for the condition, with the lock held. False when that took so many nanoseconds. */
bool system_wait(pthread_cond_t *condition, pthread_mutex_t *lock, int64_t nanoseconds);

/* Has the system begin to read the first bytes of a file that isn't in its memory. */
void system_read_ahead(int descriptor, size_t length);

/* The memory is written next: has the system give its pages in one go, not one at each first write.
 * It must be owned, and keeps what it holds. */
void system_will_write(void *memory, size_t length);

/* What stat() calls the type of an entry, S_IFIFO for whatever is neither a file, a folder nor a
 * link; 0 when the folder doesn't say. */
mode_t system_entry_type(const struct dirent *entry);

/* Opens a folder to go through it, which takes no right to read it where the system can; no link.
 * Returns a descriptor, or -1 with errno. */
int system_open_to_pass(int folder, const char *name);

/* How many columns a terminal has; 0: it's none, or doesn't say. */
size_t system_terminal_width(int descriptor);

/* When the file was modified last. */
struct timespec system_modified(const struct stat *status);

#endif
