/* SPDX-License-Identifier: MIT */
#include "profile/silence.h"

#include <string.h>

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

void silence_reset(struct silence *silence, bool all)
{
    if (!all)
        return;
    silence->kind_count = 0;
    silence->server_count = silence->last_server = 0;
    memset(silence->sessions, 0, sizeof silence->sessions);
}

/* ---- Servers ---- */

void silence_add_server(struct silence *silence, const struct server *server,
                        const struct profile *facts)
{
    const struct element *element = &server->element;
    const struct tag *tag = &element->tag;
    struct tag_attribute addr;
    if (server->address.problem != ADDRESS_OK ||
        !tag_attribute(tag, element->number[ATTRIBUTE_addr], &addr))
        return;
    size_t back = tag->length - addr.value_end;
    if (addr.value + back > SILENT_LENGTH)
        return;
    struct silent_server *silent = &silence->servers[silence->server_count++ % SILENT_SERVERS];
    silent->server = *server;
    silent->front = addr.value;
    silent->length = addr.value + back;
    silent->last_child = facts->last_child;
    silent->present = element->present;
    memcpy(silent->bytes, tag->bytes, addr.value);
    memcpy(silent->bytes + addr.value, tag->bytes + addr.value_end, back);
}

/*
 * Does the tag go on like the remembered one behind an address of that length? That begins with the
 * quote, so when it does, no byte but the address comes before: an address that is right is ASCII,
 * and takes more bytes in the tag only where there are references in it, and no quote.
 */
static bool is_like(const struct silent_server *silent, const struct tag *tag, size_t address)
{
    return silent->length + address <= tag->length &&
           memcmp(silent->bytes + silent->front, tag->bytes + silent->front + address,
                  silent->length - silent->front) == 0;
}

/* Gives the server the values of this start tag; expat gives the same attributes in their order. */
static bool refill(struct silent_server *silent, const struct scan_start *start)
{
    struct server *server = &silent->server;
    struct element *element = &server->element;
    struct text address = text_of(start->attributes[2 * element->number[ATTRIBUTE_addr] + 1]);
    size_t length = address.length * encoding_unit(start->tag.encoding); /* in the tag */
    if (silent->length + length > SCAN_TOKEN_LIMIT || !is_like(silent, &start->tag, length))
        return false;
    address_parse_into(&server->address, address);
    if (server->address.problem != ADDRESS_OK)
        return false;
    element->present = silent->present;
    for (uint32_t left = element->present; left; left &= left - 1) {
        int kind = __builtin_ctz(left);
        element->value[kind] = start->attributes[2 * element->number[kind] + 1];
    }
    element->attributes = start->attributes;
    element->tag = start->tag;
    element->tag.length = silent->length + length;
    return true;
}

/* Has this document nothing to say against it: other spellings, or another order of elements? */
static bool fits(const struct silent_server *silent, const struct profile *facts)
{
    const struct server *server = &silent->server;
    char first = facts->servers.first_spelling[server->protocol];
    return silent->last_child == facts->last_child && (!first || first == server->spelling);
}

struct server *silence_find_server(struct silence *silence, const struct scan_start *start,
                                   const struct profile *facts)
{
    size_t known = smaller(silence->server_count, SILENT_SERVERS);
    for (size_t i = 0, number = silence->last_server; i < known; i++, number++) {
        number = number < known ? number : 0;
        struct silent_server *silent = &silence->servers[number];
        if (silent->front > start->tag.length ||
            memcmp(silent->bytes, start->tag.bytes, silent->front) != 0 || !fits(silent, facts) ||
            !refill(silent, start))
            continue;
        silence->last_server = number;
        return &silent->server;
    }
    return NULL;
}

/* ---- Sessions ---- */

uint64_t silence_hash_session(const struct hash_key *key, const struct tag *tag, uint64_t server)
{
    return hash_numbered_text(key, server, (struct text){(const char *)tag->bytes, tag->length});
}

void silence_add_session(struct silence *silence, uint64_t session, unsigned kind)
{
    silence->sessions[session % SILENT_SESSIONS] = (struct silent_session){session, kind};
}

unsigned silence_find_session(const struct silence *silence, uint64_t session)
{
    const struct silent_session *silent = &silence->sessions[session % SILENT_SESSIONS];
    return silent->hash == session ? silent->kind : 0;
}

/* ---- Kinds of servers ---- */

void silence_add_kind(struct silence *silence, struct silence_kind kind)
{
    silence->kinds[silence->kind_count++ % SILENT_KINDS] = kind;
}

bool silence_has_kind(const struct silence *silence, struct silence_kind kind)
{
    size_t known = smaller(silence->kind_count, SILENT_KINDS);
    for (size_t i = 0; i < known; i++) {
        if (silence->kinds[i].server == kind.server && silence->kinds[i].servers == kind.servers)
            return true;
    }
    return false;
}
