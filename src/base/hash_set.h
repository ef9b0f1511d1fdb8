/* SPDX-License-Identifier: MIT */
/*
 * A set of 64-bit hashes, and a map from such hashes to numbers: one table with open addressing. A
 * set takes 9 to 14 bytes a member, also while it grows where realloc() moves pages instead of
 * bytes, and a map half as much again; from 700,000 on at most 11 and 16, so that millions
 * of server entries can be checked for duplicates in little memory. Embed one, zeroed.
 *
 * Feed it keyed hashes (hash.h) only: chosen ones could crowd one place.
 */
#ifndef SIPLINT_BASE_HASH_SET_H
#define SIPLINT_BASE_HASH_SET_H

#include "base/hash.h"

struct hash_table {
    uint32_t *words; /* of each slot the hash, 0 in a free one, and in a map the number */
    size_t homes;    /* slots in which a search can begin; some more come before them */
    size_t count;
};

struct hash_set {
    struct hash_table table;
};

/* Adds a hash. False when it was there already. */
bool hash_set_add(struct hash_set *set, uint64_t hash);

void hash_set_clear(struct hash_set *set); /* empties it; a large table is given back */
void hash_set_free(struct hash_set *set);

struct hash_map {
    struct hash_table table;
};

/* The number of a hash, which is added with 0 when it isn't there yet. Valid until the next call.
 */
uint32_t *hash_map_at(struct hash_map *map, uint64_t hash);

/* The same number; 0 when it isn't there. */
uint32_t hash_map_find(const struct hash_map *map, uint64_t hash);

/* The hash will be asked for soon: in a large map, fetching its place takes longer than that. */
void hash_map_prefetch(const struct hash_map *map, uint64_t hash);

void hash_map_clear(struct hash_map *map);
void hash_map_free(struct hash_map *map);

#endif
