/* SPDX-License-Identifier: MIT */
/*
 * What the rules were silent about. In a large profile most servers and sessions read like others
 * before them; what does isn't looked up and judged again. That takes two thirds off what siplint
 * adds to expat's time. To measure it, put a siplint comment into the profile: then all is judged.
 *
 * A start tag reads like another when its bytes are the same, those of a server's address apart.
 * Which other facts the rules may depend on, so that this is right, stands at the phases in
 * profile.h.
 */
#ifndef SIPLINT_PROFILE_SILENCE_H
#define SIPLINT_PROFILE_SILENCE_H

#include "profile/profile.h"

#include <stddef.h>

#define SILENT_SERVERS 8
#define SILENT_SESSIONS 32
#define SILENT_PLACES 256 /* of sessions */
#define SILENT_KINDS 16
#define SILENT_LENGTH 120 /* of a tag, in bytes */

/* A server entry, as read from the last tag of this form: its address alone differs from theirs. */
struct silent_server {
    /* Aligned, so that no store to its texts crosses the end of a page: 0.7 % of a large profile's
       time. */
    _Alignas(max_align_t) struct server server;
    char values[SILENT_LENGTH];         /* of its attributes but for the address */
    unsigned char bytes[SILENT_LENGTH]; /* of the tag without the address */
    size_t length;
    size_t front;                 /* bytes before the address */
    uint32_t present;             /* of the element, which forgets it when its start tag is over */
    enum element_kind last_child; /* of the profile */
};

struct silent_session {
    uint64_t server; /* what its server is: see silence_kind */
    unsigned kind;   /* its bit of the server's session_kinds */
    unsigned length;
    unsigned char bytes[SILENT_LENGTH]; /* of the tag */
};

/* What a server is, and what the servers before it were, as far as rules may depend on it. */
struct silence_kind {
    uint64_t server;
    uint64_t servers;
};

/* Each new one takes the place of the oldest. */
struct silence {
    size_t server_count; /* of all that were remembered */
    size_t session_count;
    size_t kind_count;
    size_t last_server; /* the last one that was found again: the next is mostly like it */
    /* The number of a session, from 1, by what it looks like (see place_of()); 0: none does. */
    unsigned char session_numbers[SILENT_PLACES];
    struct silence_kind kinds[SILENT_KINDS];
    struct silent_session sessions[SILENT_SESSIONS];
    struct silent_server servers[SILENT_SERVERS];
};

_Static_assert(SILENT_SESSIONS <= 255, "the number of a session fits into a byte");

/* Free it with memory_free(). */
struct silence *silence_new(void);

/*
 * Another document begins: what was remembered still holds. `all`: it doesn't, since either one has
 * a document type declaration, which can give elements further attributes.
 */
void silence_reset(struct silence *silence, bool all);

/* Remembers the server whose start tag was just read. Its address must be right, and its values
 * known ones: in another document's encoding the bytes of others could mean something else. */
void silence_add_server(struct silence *silence, const struct server *server,
                        const struct profile *facts);

/* The server that this start tag has, with its address; NULL when there is none like it. */
struct server *silence_find_server(struct silence *silence, const struct scan_start *start,
                                   const struct profile *facts);

/* Remembers a session's start tag, what its server is (see silence_kind), and its own kind. */
void silence_add_session(struct silence *silence, const struct tag *tag, uint64_t server,
                         unsigned kind);

/* The kind of a session with this start tag, of such a server; 0: none is remembered. */
unsigned silence_find_session(const struct silence *silence, const struct tag *tag,
                              uint64_t server);

void silence_add_kind(struct silence *silence, struct silence_kind kind);
bool silence_has_kind(const struct silence *silence, struct silence_kind kind);

#endif
