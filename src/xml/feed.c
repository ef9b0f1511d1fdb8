/* SPDX-License-Identifier: MIT */
#include "xml/feed.h"

void feed_reset(struct feed *feed)
{
    struct feed fresh = {.chunk = feed->chunk};
    *feed = fresh;
    chunk_reset(&feed->chunk);
}

void feed_free(struct feed *feed)
{
    chunk_free(&feed->chunk);
}

bool feed_begin(struct feed *feed, bool final)
{
    feed->has_begun = declaration_read(&feed->declaration, &feed->chunk, &feed->memo, final);
    return feed->has_begun;
}

/* How many of the bytes that the parser hasn't had it can have. */
static size_t count_ready(struct feed *feed, bool final)
{
    struct chunk *chunk = &feed->chunk;
    enum encoding_rest rest = chunk_check(chunk);
    feed->is_incomplete = rest == ENCODING_INCOMPLETE && final;
    feed->is_invalid = rest == ENCODING_INVALID || feed->is_incomplete;
    size_t ready = (size_t)(chunk->checked - feed->sent);
    size_t unit = encoding_unit(&chunk->encoding);
    uint32_t last = 0;
    if (ready >= unit)
        encoding_decode(&chunk->encoding, chunk_at(chunk, chunk->checked - unit),
                        chunk_at(chunk, chunk->checked), &last);
    return last == '\r' && !final && !feed->is_invalid ? ready - unit : ready;
}

struct feed_part feed_next(struct feed *feed, bool final)
{
    struct feed_part part = {.length = count_ready(feed, final)};
    part.bytes = (const char *)chunk_at(&feed->chunk, feed->sent);
    part.is_last = final || feed->is_invalid;
    bool is_enough = feed->sent + part.length - feed->token >= 2 * feed->tried;
    part.is_due = part.is_last || (part.length && is_enough);
    if (part.is_due)
        feed->sent += part.length;
    return part;
}

void feed_took(struct feed *feed, uint64_t token)
{
    feed->tried = token == feed->token ? feed->sent - token : 0;
    feed->token = token;
}
