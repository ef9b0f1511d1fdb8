/* SPDX-License-Identifier: MIT */
#include "xml/chunk.h"
#include "base/memory.h"

#include <assert.h>
#include <string.h>

static const struct place beginning = {0, 1, 1};

void chunk_reset(struct chunk *chunk)
{
    *chunk = (struct chunk){.bytes = chunk->bytes,
                            .capacity = chunk->capacity,
                            .origin = beginning,
                            .located = beginning,
                            .counted_line = beginning.line};
}

void chunk_free(struct chunk *chunk)
{
    memory_free(chunk->bytes);
    *chunk = (struct chunk){0};
}

/* Forgets the bytes before `keep`, except for the context. */
static void forget_before(struct chunk *chunk, uint64_t keep)
{
    if (keep < chunk->origin.byte + CHUNK_CONTEXT)
        return;
    const unsigned char *first =
        encoding_boundary(&chunk->encoding, chunk->bytes, chunk_at(chunk, keep - CHUNK_CONTEXT));
    size_t dropped = (size_t)(first - chunk->bytes);
    chunk->origin = chunk_locate(chunk, chunk->offset + dropped);
    chunk->length -= dropped;
    chunk->offset += dropped;
    memmove(chunk->bytes, first, chunk->length);
}

unsigned char *chunk_room(struct chunk *chunk, uint64_t keep, size_t size)
{
    forget_before(chunk, keep);
    if (chunk->capacity - chunk->length < size) {
        chunk->capacity = chunk->length + size;
        chunk->bytes = memory_resize(chunk->bytes, chunk->capacity, 1);
    }
    return chunk->bytes + chunk->length;
}

void chunk_skip_mark(struct chunk *chunk, size_t length)
{
    chunk->origin.byte = chunk->located.byte = chunk->mark = length;
}

enum encoding_rest chunk_check(struct chunk *chunk)
{
    enum encoding_rest rest;
    chunk->checked += encoding_valid(&chunk->encoding, chunk_at(chunk, chunk->checked),
                                     chunk_at(chunk, chunk_end(chunk)), &rest);
    return rest;
}

struct place chunk_locate(struct chunk *chunk, uint64_t byte)
{
    struct place *located = &chunk->located;
    if (chunk->embedded)
        return embedded_place(chunk->embedded, byte);
    assert(byte >= chunk->offset && byte <= chunk_end(chunk));
    if (byte < chunk->origin.byte) /* within a byte order mark */
        return (struct place){byte, 1, 1};
    const unsigned char *wanted = chunk_at(chunk, byte);
    if (located->byte < chunk->origin.byte)
        *located = chunk->origin;
    if (located->byte > byte &&
        !encoding_retreat(&chunk->encoding, located, chunk_at(chunk, chunk->origin.byte),
                          chunk_at(chunk, located->byte), wanted))
        *located = chunk->origin;
    encoding_advance(&chunk->encoding, located, chunk_at(chunk, located->byte), wanted);
    return *located;
}

uint32_t chunk_line(struct chunk *chunk, uint64_t byte)
{
    uint64_t from = chunk->counted_to;
    if (chunk->embedded || from < chunk->origin.byte || from > byte) {
        struct place place = chunk_locate(chunk, byte);
        chunk->counted_line = place.line;
    } else {
        chunk->counted_line +=
            encoding_count_lines(&chunk->encoding, chunk_at(chunk, from), chunk_at(chunk, byte));
    }
    chunk->counted_to = byte;
    return chunk->counted_line;
}

struct range chunk_first_character(const struct chunk *chunk)
{
    struct range first = {beginning, beginning};
    if (!chunk->mark && chunk->encoding.form == ENCODING_UTF_8)
        return (struct range){.start.line = 0};
    first.end.byte = chunk->mark ? chunk->mark : encoding_unit(&chunk->encoding);
    first.end.column += !chunk->mark;
    return first;
}

uint64_t chunk_outer_byte(struct chunk *chunk, uint64_t byte)
{
    return chunk->embedded ? embedded_place(chunk->embedded, byte).byte : byte;
}

size_t chunk_unit(const struct chunk *chunk)
{
    return encoding_unit(chunk->embedded ? chunk->embedded->encoding : &chunk->encoding);
}

struct range chunk_range(struct chunk *chunk, uint64_t from, uint64_t to)
{
    struct range range = {.start = chunk_locate(chunk, from)};
    range.end = range.start;
    if (chunk->embedded)
        range.end = chunk_locate(chunk, to);
    else
        encoding_advance(&chunk->encoding, &range.end, chunk_at(chunk, from), chunk_at(chunk, to));
    return range;
}
