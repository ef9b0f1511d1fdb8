/* SPDX-License-Identifier: MIT */
/*
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4): a hash that only who knows the secret can work out, the same
 * on every machine. For what is written down; base/hash.h is for what stays in the process.
 */
#ifndef SIPLINT_BASE_HMAC_H
#define SIPLINT_BASE_HMAC_H

#include "base/text.h"

#define HMAC_SIZE 32

/* What comes of a secret, which can't be told from it. Shared by threads. */
struct hmac_key {
    uint32_t inner[8];
    uint32_t outer[8];
};

struct hmac_key hmac_key_of(struct text secret);

/* One hash under way. */
struct hmac {
    const struct hmac_key *key;
    uint32_t state[8];
    unsigned char block[64]; /* the bytes that fill no block yet */
    uint64_t length;         /* so far, in bytes */
};

void hmac_begin(struct hmac *hmac, const struct hmac_key *key);
void hmac_add(struct hmac *hmac, struct text text);
void hmac_end(struct hmac *hmac, unsigned char hash[HMAC_SIZE]);

#endif
