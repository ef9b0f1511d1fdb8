/* SPDX-License-Identifier: MIT */
/*
 * A set of 64-bit hashes that takes 9 to 14 bytes a member, and never holds two copies of itself
 * while it grows, so that millions of server entries can be checked for duplicates in little
 * memory. When more are announced by hash_set_expect() than come, it takes up to 16 bytes for each
 * that came, and 5.5 MiB. Embed one, zeroed.
 *
 * A hash lies in the bucket that is its home, or behind it where that has no room; homes grow with
 * the hash, so the table can be stretched in place. Feed it keyed hashes (hash_text()) alone:
 * chosen ones could crowd one place.
 */
#ifndef SIPLINT_BASE_HASH_SET_H
#define SIPLINT_BASE_HASH_SET_H

#include "base/text.h"

#define BUCKET_SLOTS 8

struct hash_bucket {
    uint64_t slots[BUCKET_SLOTS]; /* filled from the first on; 0: free */
};

struct hash_set {
    void *memory;                /* what was allocated, and … */
    struct hash_bucket *buckets; /* … the first of them in it that starts a line of the cache */
    size_t homes; /* how many buckets can be a home; those behind them take what overflows */
    size_t count;
    size_t expected;
};

/* So many members may be expected in the end: the set then grows in fewer steps, of which each
 * moves all of its members. To be told again whenever more is known. */
void hash_set_expect(struct hash_set *set, size_t count);

/* Adds a hash. False when it was there already. */
bool hash_set_add(struct hash_set *set, uint64_t hash);

/* Has the processor fetch the place of a hash that will be added soon: a large table isn't in its
 * cache. */
void hash_set_prefetch(const struct hash_set *set, uint64_t hash);

void hash_set_clear(struct hash_set *set); /* empties it; a large table is given back */
void hash_set_free(struct hash_set *set);

/* A key of this process, for hash_text(); from the system's random source, never constant. */
struct hash_key {
    uint64_t words[2];
};

struct hash_key hash_key_new(void);

/* SipHash-1-3 of the text (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012). */
uint64_t hash_text(const struct hash_key *key, struct text text);

/*
 * A hash of a number and a text for what may come by the million: products of words and key,
 * folded, as in wyhash (Wang Yi). A large profile takes 3 % less time than with SipHash. It's
 * another one on another processor, so it's not for anything that is written down.
 */
uint64_t hash_numbered_text(const struct hash_key *key, uint64_t number, struct text text);

#endif
