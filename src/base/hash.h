/* SPDX-License-Identifier: MIT */
/* Keyed hashes: who doesn't know the key can't choose texts that have the same one. */
#ifndef SIPLINT_BASE_HASH_H
#define SIPLINT_BASE_HASH_H

#include "base/text.h"

/* A key of this process, for hash_text(); from the system's random source, never constant. */
struct hash_key {
    uint64_t words[2];
};

struct hash_key hash_key_new(void);

/* SipHash-1-3 of the text (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012). */
uint64_t hash_text(const struct hash_key *key, struct text text);

/*
 * A hash of a number and a text, faster than SipHash, for what may come by the million: products of
 * words and key, folded, as in wyhash (Wang Yi). It differs between processors, so it's not for
 * anything that is written down.
 */
uint64_t hash_numbered_text(const struct hash_key *key, uint64_t number, struct text text);

#endif
