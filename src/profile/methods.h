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
    unsigned method;   /* its meaning: a METHOD_…, or 0 */
};

/* Tokens are separated by white space; `,` `;` and `|` are taken as separators as well. */
bool method_tokens_next(struct method_tokens *tokens);

/* Where the effective methods come from. */
enum methods_source {
    METHODS_ALLOWEDAUTH, /* user/@allowedauth: exactly its tokens */
    METHODS_AUTH,        /* the union of the servers' @auth */
    METHODS_DEFAULT,     /* neither is there: NTLM and Kerberos */
};

/* What one place asks for: allowedauth of the user, or auth of all servers. */
struct method_request {
    bool is_there;   /* the attribute is there, whatever it holds */
    unsigned known;  /* the methods in it that are known: a set of METHOD_… */
    bool is_certain; /* what is known is all that it asks for */
};

struct methods {
    enum methods_source source;
    unsigned set; /* of METHOD_…; read it with methods_have() and methods_lack() only */
    bool is_certain;
};

struct methods methods_effective(const struct method_request *allowed,
                                 const struct method_request *auth);

/* Is one of these effective, whatever else may be? */
static inline bool methods_have(const struct methods *methods, unsigned set)
{
    return methods->set & set;
}

/* Is it certain that none of these is effective? Not where what asks for methods was told to be
 * empty, unknown, or misplaced. */
static inline bool methods_lack(const struct methods *methods, unsigned set)
{
    return methods->is_certain && !(methods->set & set);
}

/* Room for the words of any set of methods. */
#define METHODS_ROOM 64

/* A set of METHOD_… as allowedauth has it: "digest ntlm"; "" when it's empty. */
void methods_write(unsigned set, char text[METHODS_ROOM]);

/* Are they certainly the client's default? */
static inline bool methods_are_default(const struct methods *methods)
{
    return methods->source == METHODS_DEFAULT && methods->is_certain;
}

#endif
