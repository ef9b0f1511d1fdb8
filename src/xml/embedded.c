/* SPDX-License-Identifier: MIT */
#include "xml/embedded.h"
#include "base/memory.h"
#include "base/text.h"

#define MARK_APART 4096 /* bytes of the value */

static void mark(struct embedded *embedded, struct place place)
{
    embedded->marks = memory_grow(embedded->marks, embedded->mark_count, &embedded->mark_capacity,
                                  sizeof *embedded->marks);
    embedded->marks[embedded->mark_count++] = place;
}

void embedded_begin(struct embedded *embedded, const struct encoding *encoding,
                    const unsigned char *value, struct place start, char quote)
{
    embedded->length = 0;
    embedded->mark_count = 0;
    embedded->located = start;
    embedded->quote = quote;
    embedded->encoding = encoding;
    embedded->value = value;
    mark(embedded, start);
}

/* The place at an offset in the value, from a place before it. */
static struct place place_from(const struct embedded *embedded, struct place from, size_t at)
{
    const unsigned char *start = embedded->value + (from.byte - embedded->marks[0].byte);
    encoding_advance(embedded->encoding, &from, start, embedded->value + at);
    return from;
}

static size_t written_at(const struct embedded *embedded, const struct place *place)
{
    return (size_t)(place->byte - embedded->marks[0].byte);
}

static void ensure_room(struct embedded *embedded)
{
    if (embedded->capacity - embedded->length >= 4)
        return;
    embedded->capacity = embedded->capacity ? 2 * embedded->capacity : 4096;
    embedded->text = memory_resize(embedded->text, embedded->capacity, 1);
    embedded->written =
        memory_resize(embedded->written, embedded->capacity + 1, sizeof *embedded->written);
}

void embedded_add(struct embedded *embedded, uint32_t code_point, size_t at)
{
    const struct place *last = &embedded->marks[embedded->mark_count - 1];
    ensure_room(embedded);
    if (at - written_at(embedded, last) >= MARK_APART)
        mark(embedded, place_from(embedded, *last, at));
    size_t length = text_encode(code_point, embedded->text + embedded->length);
    for (size_t i = 0; i < length; i++)
        embedded->written[embedded->length++] = (uint32_t)at;
}

void embedded_end(struct embedded *embedded, size_t at)
{
    ensure_room(embedded);
    embedded->written[embedded->length] = (uint32_t)at;
}

/* The last mark that isn't after an offset in the value. */
static const struct place *mark_before(const struct embedded *embedded, size_t at)
{
    size_t first = 0;
    size_t end = embedded->mark_count;
    while (end - first > 1) {
        size_t middle = first + (end - first) / 2;
        if (written_at(embedded, &embedded->marks[middle]) <= at)
            first = middle;
        else
            end = middle;
    }
    return &embedded->marks[first];
}

struct place embedded_place(struct embedded *embedded, uint64_t byte)
{
    size_t at = embedded->written[byte];
    const struct place *from = mark_before(embedded, at);
    size_t located = written_at(embedded, &embedded->located);
    if (located <= at && located >= written_at(embedded, from))
        from = &embedded->located;
    embedded->located = place_from(embedded, *from, at);
    return embedded->located;
}

void embedded_free(struct embedded *embedded)
{
    memory_free(embedded->text);
    memory_free(embedded->written);
    memory_free(embedded->marks);
}
