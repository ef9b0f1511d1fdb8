/* SPDX-License-Identifier: MIT */
/*
 * Fingerprints: by which a finding is known again in a later report, though lines were inserted
 * above it or its value was changed. One is made of the rule's id, the path from the root of the
 * repository that the working directory is in, or from the working directory where that's in none,
 * the finding's `where`, and how many findings of that rule at such a place come before it in the
 * input; where a path was reported before, as when the same name is given to standard input, of how
 * many times as well. So it's unique in a report, and neither a line nor a value is in it.
 *
 * The path of a file outside of that directory is the one that it was given by: from the root, or
 * with `..` from there.
 *
 * These parts, numbers in decimal, each ended by a NUL, are hashed by SipHash-1-3 with the key
 * words 0, 0, and again with 1, 0: 128 bits, written as 32 hexadecimal digits. This never changes.
 */
#ifndef SIPLINT_FINDINGS_FINGERPRINT_H
#define SIPLINT_FINDINGS_FINGERPRINT_H

#include "base/hash_set.h"
#include "base/path_root.h"

/* What standard input is called where nobody names it. */
#define STANDARD_INPUT_NAME "<stdin>"

/* Told as two words of 16 hexadecimal digits each. */
struct fingerprint {
    uint64_t words[2];
};

/* Embed one. */
struct fingerprints {
    struct hash_key key;    /* of the counts, which no output depends on */
    struct hash_map paths;  /* how often each path of the report came */
    struct hash_map places; /* and each place of the input at hand */
    char *parts;
    size_t length; /* of `parts` */
    size_t room;
    struct path_root root;
    char *path;       /* of the input at hand */
    uint64_t earlier; /* times that the path was reported */
};

void fingerprints_init(struct fingerprints *fingerprints);

/* An input with findings, by its path from the working directory as path_from() gives it. */
void fingerprints_enter(struct fingerprints *fingerprints, const char *path);

/* Of its next finding. */
struct fingerprint fingerprints_take(struct fingerprints *fingerprints, const char *rule,
                                     const char *where);

void fingerprints_free(struct fingerprints *fingerprints);

#endif
