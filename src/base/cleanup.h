/* SPDX-License-Identifier: MIT */
/*
 * Files that must not be left behind, also when the program ends without getting to the place that
 * removes them: out of memory (memory_before_end()), or by a signal.
 */
#ifndef SIPLINT_BASE_CLEANUP_H
#define SIPLINT_BASE_CLEANUP_H

/* Notes a file to remove; the path is borrowed until cleanup_forget(). One thread at a time. */
void cleanup_note(const char *path);

/* It's gone, or is to stay. The path is the pointer that was noted. */
void cleanup_forget(const char *path);

/* Removes what was noted. A signal handler may call it. */
void cleanup_now(void);

#endif
