/* SPDX-License-Identifier: MIT */
/*
 * A hash lies in the slot that is its home, or in the first free one after it. Homes rise with the
 * hash, so that the table can be stretched in place.
 */
#include "base/hash_set.h"
#include "base/memory.h"

#include <string.h>

#define FIRST_HOMES 64
#define LARGE_HOMES 512 /* what may be kept when a table is cleared, which it is for each file */

/* Slots after the last home, for hashes that find no free one before. The table grows when its last
 * slot is taken, so a search always ends. */
#define OVERFLOW 128

/* The words of a slot: a hash's two, and in a map the number. */
#define SET_WIDTH 2
#define MAP_WIDTH 3

static size_t slot_count(const struct hash_table *table)
{
    return table->homes ? table->homes + OVERFLOW : 0;
}

static uint32_t *home_of(const struct hash_table *table, size_t width, uint64_t hash)
{
    return table->words + ((hash >> 32) * table->homes >> 32) * width;
}

static uint64_t hash_in(const uint32_t *slot)
{
    uint64_t hash;
    memcpy(&hash, slot, sizeof hash);
    return hash;
}

/* Where the hash is, or is to be. A slot has `width` words, two or three. */
static uint32_t *find_place(const struct hash_table *table, size_t width, uint64_t hash)
{
    uint32_t *slot = home_of(table, width, hash);
    while (hash_in(slot) && hash_in(slot) != hash)
        slot += width;
    return slot;
}

/*
 * Grows the table by half. Its slots move to the end of the new memory; from there each is emptied,
 * and its hash put again. That finds a place up to there, since a home moves on by no more than the
 * slots did.
 */
static void grow(struct hash_table *table, size_t width)
{
    size_t old = slot_count(table);
    table->homes = table->homes ? table->homes + table->homes / 2 : FIRST_HOMES;
    size_t added = slot_count(table) - old;
    size_t size = width * sizeof *table->words;
    table->words = memory_resize(table->words, slot_count(table), size);
    memmove(table->words + added * width, table->words, old * size);
    memset(table->words, 0, added * size);
    for (size_t at = added; at < slot_count(table); at++) {
        uint32_t slot[MAP_WIDTH];
        memcpy(slot, table->words + at * width, size);
        if (!hash_in(slot))
            continue;
        memset(table->words + at * width, 0, size);
        memcpy(find_place(table, width, hash_in(slot)), slot, size);
    }
}

/* Has the last slot been taken, or seven of eight? */
static bool is_full(const struct hash_table *table, size_t width)
{
    return table->count >= table->homes / 8 * 7 ||
           hash_in(table->words + (slot_count(table) - 1) * width);
}

/* The slot of a hash, which is added if it isn't there: then *is_new. */
static uint32_t *add(struct hash_table *table, size_t width, uint64_t hash, bool *is_new)
{
    if (hash == 0)
        hash = 1; /* 0 marks a free slot */
    while (is_full(table, width))
        grow(table, width);
    uint32_t *slot = find_place(table, width, hash);
    *is_new = !hash_in(slot);
    table->count += *is_new;
    memcpy(slot, &hash, sizeof hash);
    return slot;
}

static void free_table(struct hash_table *table)
{
    memory_free(table->words);
    *table = (struct hash_table){0};
}

static void clear(struct hash_table *table, size_t width)
{
    if (table->homes > LARGE_HOMES)
        free_table(table);
    else if (table->count)
        memset(table->words, 0, slot_count(table) * width * sizeof *table->words);
    table->count = 0;
}

bool hash_set_add(struct hash_set *set, uint64_t hash)
{
    bool is_new;
    add(&set->table, SET_WIDTH, hash, &is_new);
    return is_new;
}

void hash_set_clear(struct hash_set *set)
{
    clear(&set->table, SET_WIDTH);
}

void hash_set_free(struct hash_set *set)
{
    free_table(&set->table);
}

uint32_t *hash_map_at(struct hash_map *map, uint64_t hash)
{
    bool is_new;
    return add(&map->table, MAP_WIDTH, hash, &is_new) + SET_WIDTH;
}

uint32_t hash_map_find(const struct hash_map *map, uint64_t hash)
{
    return map->table.homes ? find_place(&map->table, MAP_WIDTH, hash ? hash : 1)[SET_WIDTH] : 0;
}

void hash_map_prefetch(const struct hash_map *map, uint64_t hash)
{
    if (map->table.homes)
        __builtin_prefetch(home_of(&map->table, MAP_WIDTH, hash), 1);
}

void hash_map_clear(struct hash_map *map)
{
    clear(&map->table, MAP_WIDTH);
}

void hash_map_free(struct hash_map *map)
{
    free_table(&map->table);
}
