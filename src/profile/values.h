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
    GRAMMAR_LABEL, /* any text that isn't blank */
    GRAMMAR_DATE,  /* a date and time, or 0 */
    GRAMMAR_REALM, /* anything that isn't a host with a port */
    GRAMMAR_BOOLEAN,
    GRAMMAR_VERSION,
    GRAMMAR_WEB, /* an absolute URI */
    GRAMMAR_COUNT
};

enum value_state {
    VALUE_EMPTY,
    VALUE_ILLEGIBLE, /* there, but the grammar doesn't take it */
    VALUE_UNDERSTOOD,
};

/* The sets of attributes whose grammar is GRAMMAR_WORD, and is none of the first two. */
uint32_t values_words(void);
uint32_t values_others(void);

/* What the grammar of one of the others makes of a value. */
enum value_state value_judge(enum attribute_kind attribute, struct text value);

bool value_is_zero(struct text value); /* `0`: an expiry that means that the profile is off */
bool value_is_true(struct text value); /* `1` */

/* A realm that is something, a colon, and a port's digits; or an IPv6 address in brackets and a
 * port. */
bool realm_has_port(struct text realm);

#endif
