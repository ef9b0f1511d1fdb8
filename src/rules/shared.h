/* SPDX-License-Identifier: MIT */
/* The values of a profile that the fleet rules compare with those of others. */
#ifndef SIPLINT_RULES_SHARED_H
#define SIPLINT_RULES_SHARED_H

#include "findings/finding.h"
#include "findings/told_hash.h"
#include "profile/profile.h"

enum shared_kind { SHARED_KEY, SHARED_REALM, SHARED_USER, SHARED_PASSWORD, SHARED_COUNT };

/* One of them: in its document, and as compared with others. */
struct shared {
    bool is_there; /* and a rule is to compare it */
    uint64_t hash; /* of the value, under the judgement's key */
    struct range at;
    struct embedding embedding; /* of the profile */
    bool is_silenced;           /* a comment silences the rule for this one */
    struct excerpt excerpt;     /* of its place, when those are wanted: see run/lint.c */
    struct told_hash told;      /* without a rule: its hash isn't told */
};

/* The rule that compares it, and which attribute's value it is: see other_input in profile.h. */
uint16_t shared_rule(enum shared_kind kind);
enum attribute_kind shared_attribute(enum shared_kind kind);

/* Reads the hash and the place from a profile's facts, at its end; also the hash that is told,
 * where there's a key for that. False when there is none to compare. */
bool shared_read(const struct profile *facts, enum shared_kind kind, const struct hash_key *key,
                 const struct hmac_key *told_key, struct shared *shared);

#endif
