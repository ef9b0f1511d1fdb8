/* SPDX-License-Identifier: MIT */
/*
 * Memory that is given back all at once. What an arena hands out stays valid until
 * arena_reset() or arena_free(); nothing in it is freed on its own. Embed one, zeroed.
 */
#ifndef SIPLINT_BASE_ARENA_H
#define SIPLINT_BASE_ARENA_H

#include "base/text.h"

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t used;                /* bytes used of the newest */
};

/* Aligned for any type, zeroed. */
void *arena_take(struct arena *arena, size_t size);

/* A terminated copy. */
char *arena_string(struct arena *arena, struct text text);

/* Empties it, and keeps one block for reuse. */
void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

#endif
