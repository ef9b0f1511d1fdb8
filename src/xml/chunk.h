/* SPDX-License-Identifier: MIT */
/*
 * The bytes of a document that are at hand, and the places in them: a window that moves on with the
 * document. What a finding says of bytes comes from here, not from what expat happens to hold.
 *
 * Offsets are bytes of the document, from 0. Embed one, zeroed; chunk_reset() before each document.
 */
#ifndef SIPLINT_XML_CHUNK_H
#define SIPLINT_XML_CHUNK_H

#include "xml/embedded.h"

/* So many bytes before those that must stay do so, too: for a look back from an error. */
#define CHUNK_CONTEXT 1024

struct chunk {
    struct encoding encoding;
    unsigned char *bytes; /* owned */
    size_t length;
    size_t capacity;
    uint64_t offset; /* of bytes[0] */
    struct place
        origin; /* the first place in them: bytes[0], or the first after a byte order mark */
    struct place located;      /* the one that was looked up last */
    uint64_t counted_to;       /* the offset whose line was, … */
    uint32_t counted_line;     /* … and that line */
    size_t mark;               /* bytes of a byte order mark that the document begins with */
    bool is_whole;             /* they are the whole document */
    struct embedded *embedded; /* borrowed: they're its text, and places are those of the outer
                                  document; NULL: they're the document's own */
    uint64_t checked;          /* those before this offset are valid; see chunk_check() */
};

void chunk_reset(struct chunk *chunk);
void chunk_free(struct chunk *chunk);

/*
 * Room for `size` bytes after those at hand; `length` is for the caller to raise. Of those before
 * the offset `keep` only some stay (see CHUNK_CONTEXT); pointers to bytes become invalid.
 */
unsigned char *chunk_room(struct chunk *chunk, uint64_t keep, size_t size);

/* The document begins with a byte order mark of that many bytes, which takes no column. */
void chunk_skip_mark(struct chunk *chunk, size_t length);

static inline uint64_t chunk_end(const struct chunk *chunk)
{
    return chunk->offset + chunk->length;
}

/* Goes on with checking that the bytes are valid, and says what those at `checked` are. */
enum encoding_rest chunk_check(struct chunk *chunk);

/* The byte at an offset from chunk->offset to chunk_end(). */
static inline const unsigned char *chunk_at(const struct chunk *chunk, uint64_t byte)
{
    return chunk->bytes + (byte - chunk->offset);
}

/* The place of such an offset, where a character begins, in the outer document if there's one.
 * Looking up rising offsets takes the time of one way through the bytes. */
struct place chunk_locate(struct chunk *chunk, uint64_t byte);

/* Just the line of such a place: much faster, where offsets rise. */
uint32_t chunk_line(struct chunk *chunk, uint64_t byte);

/* An offset as that of the outer document, if there's one. */
uint64_t chunk_outer_byte(struct chunk *chunk, uint64_t byte);

/* How many bytes the smallest characters take where its places are. */
size_t chunk_unit(const struct chunk *chunk);

/* The document's first character, where that's a byte order mark, which takes no column, or not in
 * UTF-8; else line 0. */
struct range chunk_first_character(const struct chunk *chunk);

/* The range of the bytes [from, to). */
struct range chunk_range(struct chunk *chunk, uint64_t from, uint64_t to);

#endif
