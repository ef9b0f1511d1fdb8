/* SPDX-License-Identifier: MIT */
#include "rules/shared.h"
#include "base/memory.h"
#include "catalogue/rules.h"

static const struct {
    enum rule_index rule;
    enum element_kind element;
    enum attribute_kind attribute;
    bool may_be_told; /* its hash; not of what is a person's: who has the secret can try values */
} shared_values[SHARED_COUNT] = {
    [SHARED_KEY] = {RULE_duplicate_key, ELEMENT_provision, ATTRIBUTE_key, true},
    [SHARED_REALM] = {RULE_duplicate_realm, ELEMENT_user, ATTRIBUTE_realm, true},
    [SHARED_USER] = {RULE_duplicate_user, ELEMENT_user, ATTRIBUTE_uri, false},
    [SHARED_PASSWORD] = {RULE_shared_password, ELEMENT_user, ATTRIBUTE_password, false},
};

uint16_t shared_rule(enum shared_kind kind)
{
    return (uint16_t)shared_values[kind].rule;
}

enum attribute_kind shared_attribute(enum shared_kind kind)
{
    return shared_values[kind].attribute;
}

/* Is it an address of which can be told whose it is? */
static bool has_identity(const struct user *user)
{
    return is_understood(&user->element, ATTRIBUTE_uri) && user->uri.scheme <= SIP_URI_SIPS;
}

/* The element that has the value; NULL: there's none to compare. */
static const struct element *shared_element(const struct profile *facts, enum shared_kind kind)
{
    const struct user *user = facts->first_user;
    const struct element *element = facts->provision;
    enum attribute_kind attribute = shared_values[kind].attribute;
    if (shared_values[kind].element == ELEMENT_user)
        element = user ? &user->element : NULL;
    if (!facts->is_profile || !element || !has(element, attribute) || is_empty(element, attribute))
        return NULL;
    return kind != SHARED_USER || has_identity(user) ? element : NULL;
}

/* However an address is spelt, it has one hash. */
static uint64_t hash_user(const struct hash_key *key, const struct sip_uri *uri, size_t length)
{
    char *room = memory_resize(NULL, length + SIP_URI_IDENTITY_MORE, 1);
    uint64_t hash = hash_text(key, sip_uri_identity(uri, room));
    memory_free(room);
    return hash;
}

bool shared_read(const struct profile *facts, enum shared_kind kind, const struct hash_key *key,
                 const struct hmac_key *told_key, struct shared *shared)
{
    const struct element *element = shared_element(facts, kind);
    enum attribute_kind attribute = shared_values[kind].attribute;
    if (!element)
        return false;
    const struct text value = written_value(element, attribute);
    *shared = (struct shared){
        .is_there = true,
        .hash = kind == SHARED_USER ? hash_user(key, &facts->first_user->uri, value.length)
                                    : hash_text(key, value),
        .at = at_value(element, attribute).range,
    };
    if (told_key && shared_values[kind].may_be_told) {
        shared->told.rule = rules[shared_values[kind].rule].id;
        shared->told.hash = told_hash_of(told_key, shared->told.rule, value);
        shared->told.at = shared->at;
    }
    return true;
}
