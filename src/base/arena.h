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

void *arena_take(struct arena *arena, size_t size); /* aligned for any type, zeroed */
char *arena_string(struct arena *arena, struct text text); /* a terminated copy */
void arena_reset(struct arena *arena); /* empties it, and keeps one block for reuse */
void arena_free(struct arena *arena);

#endif
