/* SPDX-License-Identifier: MIT */
/*
 * A hash lies in the slot that is its home, or in one soon before it, with only taken slots
 * between. Homes rise with the hash, and the hashes are in order: so a search ends at the first
 * that is less, and the table can be stretched in place, from its end on.
 */
#include "base/hash_set.h"
#include "base/memory.h"
#include "base/system.h"

#include <string.h>

#define FIRST_HOMES 64
#define LARGE_HOMES 512 /* what may be kept when a table is cleared, which it is for each file */

/* From so many homes on, the table grows by less, so as to take less memory. */
#define MANY_HOMES 500000

/* Slots before the first home, for hashes that find no other one. The very first stays free, so a
 * search always ends: the table grows when the second is taken. */
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
    return table->words + (OVERFLOW + ((hash >> 32) * table->homes >> 32)) * width;
}

static uint64_t hash_in(const uint32_t *slot)
{
    uint64_t hash;
    memcpy(&hash, slot, sizeof hash);
    return hash;
}

/* Where the hash is, or is to be: the last slot up to its home that is free or has no greater one.
 * A slot has `width` words, two or three. */
static uint32_t *find_place(const struct hash_table *table, size_t width, uint64_t hash)
{
    uint32_t *slot = home_of(table, width, hash);
    while (hash_in(slot) > hash)
        slot -= width;
    return slot;
}

/* Empties the slots of [from, to). */
static void clear_slots(uint32_t *from, const uint32_t *to)
{
    while (from < to)
        *from++ = 0;
}

/* How many homes it has when it has grown: by half, or by a sixth. */
static size_t more_homes(size_t homes)
{
    return homes ? homes + homes / (homes < MANY_HOMES ? 2 : 6) : FIRST_HOMES;
}

/*
 * Grows the table. From the last on, the hashes move to their new homes, or just before
 * the one that came there: never to a slot before theirs, since no home is before the old one. So
 * each slot of the new memory is written once.
 */
static void grow(struct hash_table *table, size_t width)
{
    size_t old = slot_count(table);
    size_t size = width * sizeof *table->words;
    table->homes = more_homes(table->homes);
    table->words = memory_resize(table->words, slot_count(table), size);
    uint32_t *from = table->words + old * width;
    uint32_t *to = table->words + slot_count(table) * width;
    system_will_write(from, (size_t)(to - from) * sizeof *from);
    while (from > table->words) {
        uint32_t slot[MAP_WIDTH];
        from -= width;
        memcpy(slot, from, size);
        if (!hash_in(slot))
            continue;
        uint32_t *end = to;
        uint32_t *home = home_of(table, width, hash_in(slot));
        to = home < end ? home : end - width;
        clear_slots(to + width, end);
        memcpy(to, slot, size);
    }
    clear_slots(table->words, to);
}

/* Has the second slot been taken, or seven of eight? */
static bool is_full(const struct hash_table *table, size_t width)
{
    return table->count >= table->homes / 8 * 7 || hash_in(table->words + width);
}

/* Makes room in a taken slot: it and those before it move back, down to a free one. */
static void shift_back(uint32_t *slot, size_t width)
{
    uint32_t *start = slot;
    while (hash_in(start))
        start -= width;
    memmove(start, start + width, (size_t)(slot - start) * sizeof *slot);
}

/* A hash as it's kept: 0 marks a free slot. */
static uint64_t kept(uint64_t hash)
{
    return hash ? hash : 1;
}

/* The slot of a hash, which is added if it isn't there: then *is_new. */
static uint32_t *add(struct hash_table *table, size_t width, uint64_t hash, bool *is_new)
{
    hash = kept(hash);
    while (is_full(table, width))
        grow(table, width);
    uint32_t *slot = find_place(table, width, hash);
    *is_new = hash_in(slot) != hash;
    if (*is_new) {
        shift_back(slot, width);
        memset(slot, 0, width * sizeof *slot);
        memcpy(slot, &hash, sizeof hash);
        table->count++;
    }
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
    if (!map->table.homes)
        return 0;
    const uint32_t *slot = find_place(&map->table, MAP_WIDTH, kept(hash));
    return hash_in(slot) == kept(hash) ? slot[SET_WIDTH] : 0;
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
