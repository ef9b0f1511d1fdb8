/* SPDX-License-Identifier: MIT */
#include "findings/told_hash.h"

static uint64_t word_of(const unsigned char *bytes)
{
    uint64_t word = 0;
    for (int i = 0; i < 8; i++)
        word = word << 8 | bytes[i];
    return word;
}

struct fingerprint told_hash_of(const struct hmac_key *key, const char *rule, struct text value)
{
    struct hmac hmac;
    unsigned char bytes[HMAC_SIZE];
    hmac_begin(&hmac, key);
    hmac_add(&hmac, (struct text){rule, strlen(rule) + 1});
    hmac_add(&hmac, value);
    hmac_end(&hmac, bytes);
    return (struct fingerprint){{word_of(bytes), word_of(bytes + 8)}};
}
