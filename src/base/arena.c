/* SPDX-License-Identifier: MIT */
/* A chain of blocks, the newest first; memory is taken off the end of the newest. */
#include "base/arena.h"
#include "base/memory.h"

#include <stdalign.h>
#include <string.h>

/* Blocks grow from the one to the other: for most runs the first is enough, and each page that's
 * touched makes the start slower. */
#define FIRST_BLOCK 512
#define LARGEST_BLOCK 4096

struct arena_block {
    struct arena_block *older;
    size_t size;
    alignas(max_align_t) char bytes[];
};

static void add_block(struct arena *arena, size_t at_least)
{
    size_t size = arena->blocks ? 2 * arena->blocks->size : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size < at_least)
        size = at_least;
    struct arena_block *block = memory_resize(NULL, sizeof *block + size, 1);
    block->older = arena->blocks;
    block->size = size;
    arena->blocks = block;
    arena->used = 0;
}

static void *take_bytes(struct arena *arena, size_t size)
{
    size_t aligned = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (!arena->blocks || arena->blocks->size - arena->used < aligned)
        add_block(arena, aligned);
    void *taken = arena->blocks->bytes + arena->used;
    arena->used += aligned;
    return taken;
}

void *arena_take(struct arena *arena, size_t size)
{
    return memset(take_bytes(arena, size), 0, size);
}

char *arena_string(struct arena *arena, struct text text)
{
    char *copy = take_bytes(arena, text.length + 1);
    if (text.length)
        memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\0';
    return copy;
}

static void free_blocks(struct arena_block *block)
{
    while (block) {
        struct arena_block *older = block->older;
        memory_free(block);
        block = older;
    }
}

void arena_reset(struct arena *arena)
{
    if (!arena->blocks)
        return;
    free_blocks(arena->blocks->older);
    arena->blocks->older = NULL;
    arena->used = 0;
    if (arena->blocks->size > LARGEST_BLOCK) /* one huge string must not stay for all later files */
        arena_free(arena);
}

void arena_free(struct arena *arena)
{
    free_blocks(arena->blocks);
    *arena = (struct arena){0};
}
