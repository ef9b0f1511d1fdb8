/* SPDX-License-Identifier: MIT */
/*
 * Authentication methods: the tokens of user/@allowedauth, and which methods are in effect for a
 * profile.
 */
#ifndef SIPLINT_PROFILE_METHODS_H
#define SIPLINT_PROFILE_METHODS_H

#include "profile/schema.h"

/* Goes through the tokens of an allowedauth value. Start with {.value = …}. */
struct method_tokens {
    struct text value;
    size_t at; /* where the next token is looked for */
    struct text
        separator; /* the first separator other than white space passed so far; length 0: none */
    struct text token; /* the current token */
    unsigned method;   /* what it stands for: a METHOD_…, or 0 */
};

/* Tokens are separated by white space; `,` `;` and `|` are taken as separators as well. */
bool method_tokens_next(struct method_tokens *tokens);

/* Where the effective methods come from. */
enum methods_source {
    METHODS_ALLOWEDAUTH, /* user/@allowedauth: exactly its tokens */
    METHODS_AUTH,        /* the union of the servers' @auth */
    METHODS_DEFAULT,     /* neither is there: NTLM and Kerberos */
};

struct methods {
    enum methods_source source;
    unsigned set; /* of METHOD_… */
};

/* `allowed` and `auth` are the sets of known methods in either; `has_…`: the attribute is there,
 * whatever it holds. */
struct methods methods_effective(bool has_allowed, unsigned allowed, bool has_auth, unsigned auth);

/* Did the profile ask for them, or are they the client's default? */
bool methods_are_explicit(const struct methods *methods);

#endif
