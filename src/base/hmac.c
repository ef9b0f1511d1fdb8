/* SPDX-License-Identifier: MIT */
#include "base/hmac.h"

#define BLOCK 64

/* ---- SHA-256 ---- */

static const uint32_t initial_state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t turn(uint32_t word, unsigned bits)
{
    return word >> bits | word << (32 - bits);
}

static void fill_schedule(uint32_t schedule[64], const unsigned char block[BLOCK])
{
    for (size_t i = 0; i < 16; i++)
        schedule[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                      (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (size_t i = 16; i < 64; i++) {
        uint32_t a = schedule[i - 15];
        uint32_t b = schedule[i - 2];
        schedule[i] = schedule[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >> 3) + schedule[i - 7] +
                      (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
    }
}

static void mix_block(uint32_t state[8], const unsigned char block[BLOCK])
{
    uint32_t schedule[64];
    uint32_t s[8];
    fill_schedule(schedule, block);
    memcpy(s, state, sizeof s);
    for (size_t i = 0; i < 64; i++) {
        uint32_t first = s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) +
                         ((s[4] & s[5]) ^ (~s[4] & s[6])) + round_constants[i] + schedule[i];
        uint32_t second = (turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) +
                          ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += first;
        s[0] = first + second;
    }
    for (size_t i = 0; i < 8; i++)
        state[i] += s[i];
}

/* Mixes in what fills no block, and after it the length in bits. */
static void mix_end(uint32_t state[8], unsigned char block[BLOCK], uint64_t length)
{
    size_t used = length % BLOCK;
    block[used++] = 0x80;
    if (used > BLOCK - 8) {
        memset(block + used, 0, BLOCK - used);
        mix_block(state, block);
        used = 0;
    }
    memset(block + used, 0, BLOCK - 8 - used);
    for (unsigned i = 0; i < 8; i++)
        block[BLOCK - 1 - i] = (unsigned char)(length * 8 >> 8 * i);
    mix_block(state, block);
}

static void write_state(const uint32_t state[8], unsigned char bytes[HMAC_SIZE])
{
    for (size_t i = 0; i < HMAC_SIZE; i++)
        bytes[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
}

/* ---- HMAC ---- */

/* The state after the block in which each byte of the secret is changed by `pad`. */
static void absorb_secret(uint32_t state[8], const unsigned char secret[BLOCK], unsigned char pad)
{
    unsigned char block[BLOCK];
    for (size_t i = 0; i < BLOCK; i++)
        block[i] = secret[i] ^ pad;
    memcpy(state, initial_state, sizeof initial_state);
    mix_block(state, block);
}

/* The plain SHA-256, for a secret that's longer than a block. */
static void shorten(struct text secret, unsigned char hash[HMAC_SIZE])
{
    struct hmac plain = {.length = 0};
    memcpy(plain.state, initial_state, sizeof initial_state);
    hmac_add(&plain, secret);
    mix_end(plain.state, plain.block, plain.length);
    write_state(plain.state, hash);
}

struct hmac_key hmac_key_of(struct text secret)
{
    struct hmac_key key = {.inner = {0}};
    unsigned char block[BLOCK] = {0};
    if (secret.length > BLOCK)
        shorten(secret, block);
    else if (secret.length)
        memcpy(block, secret.bytes, secret.length);
    absorb_secret(key.inner, block, 0x36);
    absorb_secret(key.outer, block, 0x5c);
    return key;
}

void hmac_begin(struct hmac *hmac, const struct hmac_key *key)
{
    hmac->key = key;
    hmac->length = BLOCK; /* that of the secret */
    memcpy(hmac->state, key->inner, sizeof hmac->state);
}

void hmac_add(struct hmac *hmac, struct text text)
{
    while (text.length) {
        size_t used = hmac->length % BLOCK;
        size_t part = text.length < BLOCK - used ? text.length : BLOCK - used;
        memcpy(hmac->block + used, text.bytes, part);
        hmac->length += part;
        if (used + part == BLOCK)
            mix_block(hmac->state, hmac->block);
        text = text_slice(text, part, text.length);
    }
}

void hmac_end(struct hmac *hmac, unsigned char hash[HMAC_SIZE])
{
    unsigned char block[BLOCK];
    mix_end(hmac->state, hmac->block, hmac->length);
    write_state(hmac->state, block);
    memcpy(hmac->state, hmac->key->outer, sizeof hmac->state);
    mix_end(hmac->state, block, BLOCK + HMAC_SIZE);
    write_state(hmac->state, hash);
}
