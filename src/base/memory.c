/* SPDX-License-Identifier: MIT */
/* The allocator: checks sizes, never returns NULL, and says its last words without allocating. */
#include "base/memory.h"
#include "base/status.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Belongs to the whole program, as its end does. */
static void (*_Atomic before_end)(void);

void memory_before_end(void (*act)(void))
{
    before_end = act;
}

static _Noreturn void run_out(void)
{
    static const char last_words[] = "siplint: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, last_words, sizeof last_words - 1);
    (void)ignored;
    void (*act)(void) = before_end;
    if (act)
        act();
    _exit(STATUS_INCOMPLETE); /* no handlers: they may want memory */
}

void *memory_new(size_t size)
{
    void *memory = calloc(1, size ? size : 1);
    if (!memory)
        run_out();
    return memory;
}

void *memory_take(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        run_out();
    return memory;
}

void *memory_resize(void *memory, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        run_out();
    size_t bytes = count * size;
    void *moved = realloc(memory, bytes ? bytes : 1);
    if (!moved)
        run_out();
    return moved;
}

void *memory_change(void *memory, size_t size)
{
    return memory_resize(memory, size, 1);
}

void memory_free(void *memory)
{
    free(memory);
}

char *memory_copy_string(const char *string)
{
    size_t size = strlen(string) + 1;
    return memcpy(memory_take(size), string, size);
}

void *memory_grow(void *array, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return array;
    if (*capacity > SIZE_MAX / 2)
        run_out();
    *capacity = *capacity ? *capacity * 2 : 8;
    return memory_resize(array, *capacity, size);
}
