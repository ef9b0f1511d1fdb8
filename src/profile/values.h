/* SPDX-License-Identifier: MIT */
/*
 * Which values an attribute takes: the third column of schema.def. What an attribute's grammar
 * doesn't take is reported by the rule for it, and no other rule sees it.
 */
#ifndef SIPLINT_PROFILE_VALUES_H
#define SIPLINT_PROFILE_VALUES_H

#include "profile/schema.h"

enum grammar {
    GRAMMAR_OWN,   /* the facts of its element say whether it's understood: it's read there */
    GRAMMAR_WORD,  /* one of the values in schema.def: see value_read() */
    GRAMMAR_ANY,   /* any text */
    GRAMMAR_DATE,  /* a date and time, or 0 */
    GRAMMAR_REALM, /* anything that isn't a host with a port */
    GRAMMAR_BOOLEAN,
    GRAMMAR_VERSION,
    GRAMMAR_WEB, /* an absolute URI */
    GRAMMAR_COUNT
};

/* The set of attributes whose grammar is GRAMMAR_WORD. */
static inline uint32_t values_words(void)
{
    return 0u
#define ATTRIBUTE(kind, name, form, grammar, elements) \
    | (uint32_t)(GRAMMAR_##grammar == GRAMMAR_WORD) << ATTRIBUTE_##kind
#include "profile/schema.def"
#undef ATTRIBUTE
        ;
}

/* Those whose grammar is none of the first two. */
static inline uint32_t values_others(void)
{
    return 0u
#define ATTRIBUTE(kind, name, form, grammar, elements) \
    | (uint32_t)(GRAMMAR_##grammar > GRAMMAR_WORD) << ATTRIBUTE_##kind
#include "profile/schema.def"
#undef ATTRIBUTE
        ;
}

/* Is there nothing in a value? Blanks are nothing, except in a password. */
bool value_is_empty(enum attribute_kind attribute, struct text value);

/* Does the grammar of one of the others take a value? It takes no empty one. */
bool value_is_valid(enum attribute_kind attribute, struct text value);

bool value_is_zero(struct text value); /* `0`: an expiry that means that the profile is off */
bool value_is_true(struct text value); /* `1` */

#endif
