/* SPDX-License-Identifier: MIT */
#include "base/hash.h"
#include "base/system.h"

#include <string.h>

struct hash_key hash_key_new(void)
{
    struct hash_key key;
    /* Where the system has no random source, an address is the least guessable thing at hand. */
    if (!system_random(&key, sizeof key))
        key = (struct hash_key){
            {(uintptr_t)&key * UINT64_C(0x9E3779B97F4A7C15), /* so that all bits look random */
             (uintptr_t)hash_key_new * UINT64_C(0xC2B2AE3D27D4EB4F)}};
    return key;
}

struct sip_state {
    uint64_t v0, v1, v2, v3;
};

static inline uint64_t rotate(uint64_t word, unsigned bits)
{
    return word << bits | word >> (64 - bits);
}

/* The state goes by value, so that it stays in registers: half of the time for a host name. */
static inline struct sip_state sip_round(struct sip_state s)
{
    s.v0 += s.v1;
    s.v1 = rotate(s.v1, 13) ^ s.v0;
    s.v0 = rotate(s.v0, 32);
    s.v2 += s.v3;
    s.v3 = rotate(s.v3, 16) ^ s.v2;
    s.v0 += s.v3;
    s.v3 = rotate(s.v3, 21) ^ s.v0;
    s.v2 += s.v1;
    s.v1 = rotate(s.v1, 17) ^ s.v2;
    s.v2 = rotate(s.v2, 32);
    return s;
}

static inline struct sip_state sip_absorb(struct sip_state s, uint64_t word)
{
    s.v3 ^= word;
    s = sip_round(s);
    s.v0 ^= word;
    return s;
}

static inline struct sip_state sip_begin(const struct hash_key *key)
{
    return (struct sip_state){key->words[0] ^ UINT64_C(0x736f6d6570736575),
                              key->words[1] ^ UINT64_C(0x646f72616e646f6d),
                              key->words[0] ^ UINT64_C(0x6c7967656e657261),
                              key->words[1] ^ UINT64_C(0x7465646279746573)};
}

/* Eight bytes as a number, the first of them lowest on every machine. */
static inline uint64_t sip_word(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline uint64_t sip_end(struct sip_state s, struct text text)
{
    const char *at = text.bytes;
    uint64_t last = (uint64_t)text.length << 56;
    for (size_t left = text.length / 8; left; left--, at += 8)
        s = sip_absorb(s, sip_word(at));
    for (unsigned bits = 0; bits < text.length % 8 * 8; bits += 8)
        last |= (uint64_t)(unsigned char)*at++ << bits;
    s = sip_absorb(s, last);
    s.v2 ^= 0xff;
    s = sip_round(sip_round(sip_round(s)));
    return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

uint64_t hash_text(const struct hash_key *key, struct text text)
{
    return sip_end(sip_begin(key), text);
}

/* A product of 128 bits, its halves put together. */
static inline uint64_t fold(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
    uint64_t low_a = (uint32_t)a, low_b = (uint32_t)b, high_a = a >> 32, high_b = b >> 32;
    uint64_t low = low_a * low_b;
    uint64_t middle = high_a * low_b + (low >> 32);
    uint64_t other = low_a * high_b + (uint32_t)middle;
    uint64_t high = high_a * high_b + (middle >> 32) + (other >> 32);
    return (other << 32 | (uint32_t)low) ^ high;
#endif
}

/* 16 bytes, in whatever order this processor has them. */
static inline uint64_t fold_bytes(const struct hash_key *key, uint64_t hash, const char *bytes)
{
    uint64_t words[2];
    memcpy(words, bytes, sizeof words);
    return fold(words[0] ^ key->words[0], words[1] ^ key->words[1] ^ hash);
}

uint64_t hash_numbered_text(const struct hash_key *key, uint64_t number, struct text text)
{
    uint64_t hash = fold(number ^ key->words[0], text.length ^ key->words[1]);
    if (text.length < 16) {
        char few[16] = {0};
        if (text.length)
            memcpy(few, text.bytes, text.length);
        hash = fold_bytes(key, hash, few);
    } else {
        size_t last = text.length - 16; /* some of these bytes may come twice */
        for (size_t at = 0; at < last; at += 16)
            hash = fold_bytes(key, hash, text.bytes + at);
        hash = fold_bytes(key, hash, text.bytes + last);
    }
    return fold(hash ^ key->words[1], UINT64_C(0x9E3779B97F4A7C15) ^ key->words[0]);
}
