/* SPDX-License-Identifier: MIT */
/*
 * Which bytes of a document the parser gets, and when: not before their encoding is known, none
 * that isn't valid in it, and never half of what belongs together.
 *
 * - The last bytes of a piece wait for the next one where a parser would take them for something
 * else: a CR, whose LF may follow, and a character that isn't complete.
 * - A token that isn't complete is tried again when it's twice as long as it was. expat does the
 * same from 2.6.0 on, and where that was ported back (CVE-2023-52425); a version that tries at
 * every piece would take quadratic time.
 */
#ifndef SIPLINT_XML_FEED_H
#define SIPLINT_XML_FEED_H

#include "xml/declaration.h"

struct feed {
    struct chunk chunk; /* its `length` is raised by whoever fills it */
    struct tag_memo memo;
    struct declaration declaration;
    bool has_begun;     /* the encoding is known */
    bool is_invalid;    /* the bytes at chunk.checked aren't valid, … */
    bool is_incomplete; /* … since the document ends in the middle of a character */
    uint64_t sent;      /* the parser has had the bytes before this offset, … */
    uint64_t token;     /* … of which the token that starts here isn't complete … */
    uint64_t tried;     /* … with so many bytes; 0: it hasn't been tried */
};

void feed_reset(struct feed *feed);
void feed_free(struct feed *feed);

/* Finds out in which encoding the document is. False when that takes more bytes; never if `final`.
 */
bool feed_begin(struct feed *feed, bool final);

/* What the parser is to get. */
struct feed_part {
    const char *bytes;
    size_t length;
    bool is_last; /* no more will come, … */
    bool is_due;  /* … or there's something to give */
};

struct feed_part feed_next(struct feed *feed, bool final);

/* The parser has taken the part, and is at the token that starts there. */
void feed_took(struct feed *feed, uint64_t token);

#endif
