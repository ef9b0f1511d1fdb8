/* SPDX-License-Identifier: MIT */
/*
 * The different names of a document that expat remembers until it ends: counted, since a document
 * could have any number. Embed one, zeroed except for its key.
 */
#ifndef SIPLINT_XML_NAMES_H
#define SIPLINT_XML_NAMES_H

#include "base/hash_set.h"

#define NAMES_LIMIT 100000                   /* names, … */
#define NAMES_LENGTH_LIMIT (4 * 1024 * 1024) /* … and bytes of them together */

struct names {
    struct hash_key key; /* random */
    struct hash_set set;
    size_t length; /* in bytes, of all */
};

enum names_state { NAMES_OK, NAMES_TOO_MANY, NAMES_TOO_LONG };

/* Counts a name, if it's another one. */
enum names_state names_add(struct names *names, struct text name);

void names_reset(struct names *names);
void names_free(struct names *names);

#endif
