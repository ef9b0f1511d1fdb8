/* SPDX-License-Identifier: MIT */
/*
 * The entries of one folder, sorted so that plain byte order of the names gives the byte order of
 * all paths below them: `a-b.xml` < `a.xml` < `a/b.xml`.
 */
#ifndef SIPLINT_INPUT_LISTING_H
#define SIPLINT_INPUT_LISTING_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>

enum entry_kind {
    ENTRY_FOLDER = 'd',
    ENTRY_FILE = 'f',
    ENTRY_LINK = 'l',  /* a symbolic link */
    ENTRY_OTHER = 'o', /* a pipe, a socket, a device */
    ENTRY_UNSURE = '?' /* the system wouldn't tell */
};

/* Zeroed, it's empty. */
struct listing {
    char *names;          /* packed: a byte for the kind, the name, NUL */
    const char **entries; /* each one's kind byte */
    size_t count;
    size_t used; /* of `names` */
    size_t room;
};

/*
 * Reads those entries that the callback wants; `name` is without a slash. Returns 0, or the errno
 * value why there may be more.
 */
int listing_read(struct listing *listing, DIR *stream,
                 bool (*wants)(void *context, const char *name, enum entry_kind kind),
                 void *context);

void listing_free(struct listing *listing);

/* Kind and name of an entry. A folder's name has a slash at its end. */
static inline enum entry_kind listing_kind(const struct listing *listing, size_t number)
{
    return (enum entry_kind)listing->entries[number][0];
}

static inline const char *listing_name(const struct listing *listing, size_t number)
{
    return listing->entries[number] + 1;
}

#endif
