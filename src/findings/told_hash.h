/* SPDX-License-Identifier: MIT */
/*
 * Hashes of values that rules compare between files, told so that runs on different machines can be
 * compared: --fleet-hash. One is the first 16 bytes of the HMAC-SHA-256, under a secret that these
 * runs share, of the rule's id, a NUL and the value. Who lacks the secret can't try values. Never
 * of a password, nor of a user's address.
 */
#ifndef SIPLINT_FINDINGS_TOLD_HASH_H
#define SIPLINT_FINDINGS_TOLD_HASH_H

#include "base/hmac.h"
#include "base/range.h"
#include "findings/fingerprint.h"

struct told_hash {
    struct fingerprint hash;
    const char *rule;   /* its id */
    bool is_suppressed; /* a comment silences the rule for this value */
    struct range at;
};

struct fingerprint told_hash_of(const struct hmac_key *key, const char *rule, struct text value);

#endif
