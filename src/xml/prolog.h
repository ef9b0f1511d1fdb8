/* SPDX-License-Identifier: MIT */
/*
 * What kind of document it was to be: follows a document's characters up to the name of its first
 * element, whatever a parser thinks of them. So it's known also of one that ends before, by an
 * entity that it declares, or since it isn't well-formed.
 *
 * Embed one, zeroed except for `roots`.
 */
#ifndef SIPLINT_XML_PROLOG_H
#define SIPLINT_XML_PROLOG_H

#include "xml/chunk.h"

#define PROLOG_WORD_ROOM 24

enum prolog_part {
    PROLOG_TEXT,        /* between markup, or between the declarations of a DOCTYPE */
    PROLOG_DECLARATION, /* after `<!` */
    PROLOG_QUOTED,      /* within a declaration */
    PROLOG_COMMENT,
    PROLOG_INSTRUCTION,
    PROLOG_OVER, /* after the name of the first element */
};

struct prolog {
    const char *const *roots; /* the names that are asked for, then NULL: ASCII, shorter than
                                 PROLOG_WORD_ROOM */
    uint64_t byte;            /* offset of what comes next */
    enum prolog_part part;
    char quote;
    char last[2];                /* the characters before, the nearest first */
    char word[PROLOG_WORD_ROOM]; /* the characters of a name that came last, cut … */
    size_t length;
    char before;     /* … and the one before them */
    bool is_doctype; /* the next word is what a DOCTYPE names, … */
    bool is_named;   /* … which is one of `roots` */
    bool is_within;  /* there's a `<` and one of them in what isn't closed yet */
};

/* Goes on as far as there are bytes; `final`: no more will come. */
void prolog_follow(struct prolog *prolog, const struct chunk *chunk, bool final);

static inline bool prolog_is_over(const struct prolog *prolog)
{
    return prolog->part == PROLOG_OVER;
}

/* Once it's over, or there are no more bytes: was one of `roots` to be the root? */
bool prolog_announces_root(const struct prolog *prolog);

#endif
