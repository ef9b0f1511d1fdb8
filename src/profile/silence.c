/* SPDX-License-Identifier: MIT */
#include "profile/silence.h"
#include "base/memory.h"

#include <string.h>

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

struct silence *silence_new(void)
{
    /* Most of it is never used, and a run over one small file needn't touch it. */
    struct silence *silence = memory_take(sizeof *silence);
    silence_reset(silence, true);
    return silence;
}

void silence_reset(struct silence *silence, bool all)
{
    if (!all)
        return;
    silence->server_count = silence->session_count = silence->kind_count = silence->last_server = 0;
    memset(silence->session_numbers, 0, sizeof silence->session_numbers);
}

/* ---- Servers ---- */

/* The attributes whose values are the same in each tag of this form. */
static uint32_t others(const struct element *element)
{
    return element->present & ~(1u << ATTRIBUTE_addr);
}

/* Have their values room? A DTD can give some that don't stand in the tag. */
static bool have_room(const struct element *element)
{
    size_t size = 0;
    for (uint32_t left = others(element); left; left &= left - 1)
        size += strlen(element->value[__builtin_ctz(left)]) + 1;
    return size <= SILENT_LENGTH;
}

static void keep_values(struct silent_server *silent)
{
    struct element *element = &silent->server.element;
    char *to = silent->values;
    for (uint32_t left = others(element); left; left &= left - 1) {
        const char **value = &element->value[__builtin_ctz(left)];
        size_t size = strlen(*value) + 1;
        *value = memcpy(to, *value, size);
        to += size;
    }
}

void silence_add_server(struct silence *silence, const struct server *server,
                        const struct profile *facts)
{
    const struct element *element = &server->element;
    const struct tag *tag = &element->tag;
    struct tag_attribute addr;
    if (!have_room(element) || !tag_attribute(tag, element->number[ATTRIBUTE_addr], &addr))
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
    keep_values(silent);
    memcpy(silent->bytes, tag->bytes, addr.value);
    memcpy(silent->bytes + addr.value, tag->bytes + addr.value_end, back);
}

/* Does the tag go on like the remembered one behind an address that takes so many bytes? */
static bool is_like(const struct silent_server *silent, const struct tag *tag, size_t address)
{
    return silent->length + address == tag->length &&
           memcmp(silent->bytes + silent->front, tag->bytes + silent->front + address,
                  silent->length - silent->front) == 0;
}

/* Gives the server the values of this start tag; expat gives the same attributes in their order. */
static bool refill(struct silent_server *silent, const struct scan_start *start)
{
    struct server *server = &silent->server;
    struct element *element = &server->element;
    struct text address = text_of(start->attributes[2 * element->number[ATTRIBUTE_addr] + 1]);
    /* One that is right is ASCII, and takes more bytes in the tag only where it has references. */
    size_t length = address.length * encoding_unit(start->tag.encoding);
    if (start->tag.length > SCAN_TOKEN_LIMIT || !is_like(silent, &start->tag, length))
        return false;
    address_parse_into(&server->address, address);
    if (server->address.problem != ADDRESS_OK)
        return false;
    element->present = silent->present;
    element->value[ATTRIBUTE_addr] = address.bytes;
    element->attributes = start->attributes;
    element->tag = start->tag;
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

static inline uint64_t word_at(const unsigned char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Short enough to be kept, and long enough for place_of(). */
static bool can_be_kept(const struct tag *tag)
{
    return tag->length >= 16 && tag->length <= SILENT_LENGTH;
}

/*
 * What a session looks like: sessions differ in the middle of their tags or at the end. The three
 * products don't wait for each other: with a hash of all bytes, each product depending on the last,
 * a large profile takes 1.5 % longer.
 */
static size_t place_of(const struct tag *tag, uint64_t server)
{
    const unsigned char *end = tag->bytes + tag->length;
    uint64_t mixed = word_at(tag->bytes + tag->length / 2) * UINT64_C(0x9E3779B97F4A7C15) ^
                     word_at(end - 8) * UINT64_C(0xC2B2AE3D27D4EB4F) ^
                     (word_at(end - 16) + server) * UINT64_C(0x165667B19E3779F9);
    return (size_t)(mixed >> 32) % SILENT_PLACES;
}

void silence_add_session(struct silence *silence, const struct tag *tag, uint64_t server,
                         unsigned kind)
{
    if (!can_be_kept(tag))
        return;
    size_t number = silence->session_count++ % SILENT_SESSIONS;
    struct silent_session *silent = &silence->sessions[number];
    silence->session_numbers[place_of(tag, server)] = (unsigned char)(number + 1);
    silent->server = server;
    silent->kind = kind;
    silent->length = (unsigned)tag->length;
    memcpy(silent->bytes, tag->bytes, tag->length);
}

unsigned silence_find_session(const struct silence *silence, const struct tag *tag, uint64_t server)
{
    size_t number = can_be_kept(tag) ? silence->session_numbers[place_of(tag, server)] : 0;
    if (!number)
        return 0;
    const struct silent_session *silent = &silence->sessions[number - 1];
    bool is_same = silent->server == server && silent->length == tag->length &&
                   memcmp(silent->bytes, tag->bytes, tag->length) == 0;
    return is_same ? silent->kind : 0;
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
