/* SPDX-License-Identifier: MIT */
/*
 * The allocator. It never returns NULL: when memory runs out, or a size would overflow, it says so
 * on standard error, calls what memory_before_end() was given, and ends the program with status 3.
 */
#ifndef SIPLINT_BASE_MEMORY_H
#define SIPLINT_BASE_MEMORY_H

#include <stddef.h>

/* Zeroed; memory_free() frees it. */
void *memory_new(size_t size);

/* Not zeroed. */
void *memory_take(size_t size);

/* count * size bytes, not zeroed. */
void *memory_resize(void *memory, size_t count, size_t size);

/* `size` bytes, not zeroed. */
void *memory_change(void *memory, size_t size);

void memory_free(void *memory);
char *memory_copy_string(const char *string);

/*
 * Makes room for one more element in an array of *capacity elements of `size` bytes each that
 * holds `count`: returns the array, moved if need be, with *capacity brought up to date.
 */
void *memory_grow(void *array, size_t count, size_t *capacity, size_t size);

/* Has `act` called when memory has run out, before the program ends. It mustn't allocate. */
void memory_before_end(void (*act)(void));

#endif
