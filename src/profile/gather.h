/* SPDX-License-Identifier: MIT */
/*
 * What profile.c and servers.c share while they gather the facts of a profile; private to these
 * two. profile.c follows the document, servers.c knows what becomes of server entries.
 */
#ifndef SIPLINT_PROFILE_GATHER_H
#define SIPLINT_PROFILE_GATHER_H

#include "base/arena.h"
#include "profile/profile.h"

/*
 * A server entry that waits for the effective methods: the place of a token in 16 bytes. A token
 * lies within a tag, and a tag is at most 1 MiB long, so 21 bits hold its length; 40 bits of offset
 * are a terabyte. The token is ASCII on one line, so its width in columns follows.
 */
struct waiting {
    uint64_t byte : 40;
    uint64_t length : 21;
    uint64_t protocol : 3; /* enum protocol: the token is that value; PROTOCOL_NONE: it's the name
                              of an auth */
    uint32_t line;
    uint32_t column;
};

_Static_assert(sizeof(struct waiting) == 16, "a waiting server entry takes 16 bytes");
_Static_assert(SCAN_TOKEN_LIMIT < 1 << 21, "the length of any token fits into 21 bits");

/* Server entries and what waits of them. */
struct server_reader {
    struct server current;
    struct session session;
    struct arena settled; /* the current one's start tag: see element_settle() */
    uint64_t
        hash; /* of the current one's host, port, protocol and role; 0: it's not to be compared */

    struct hash_set hashes;
    struct waiting *waiting;
    size_t waiting_count;
    size_t waiting_capacity;

    struct host host;   /* the current one's, when it isn't kept */
    struct host *early; /* hosts met before the user or accesscontrol */
    size_t early_count;
    size_t early_capacity;
};

struct profile_reader {
    struct profile facts;
    struct profile_handler handler;
    struct scan *scan;
    const struct hash_key *key;

    struct landmarks landmarks;
    struct tag_namespaces in_provision;
    struct tag_namespaces in_server;
    struct element provision;
    struct element accesscontrol;
    struct element current; /* any other element */
    struct user first_user;
    struct user further_user;
    struct server_reader servers;
    struct arena kept; /* what stays until the document ends: of those elements, and of hosts */

    uint8_t open[SCAN_DEPTH_LIMIT + 1];   /* the kinds of the open elements */
    bool text_seen[SCAN_DEPTH_LIMIT + 1]; /* character data was met in it */
    unsigned depth;
    unsigned opaque; /* how deep in something that isn't looked into */
};

static inline void judge(struct profile_reader *reader, enum phase phase)
{
    reader->handler.judge(reader->handler.context, phase);
}

/* The element that was just read into the place for servers, or for sessions. */
void servers_enter(struct profile_reader *reader);
void servers_enter_session(struct profile_reader *reader);

/* A chunk is over: see scan_handler.settle(). */
void servers_settle(struct profile_reader *reader);

/* The current server's end. */
void servers_leave(struct profile_reader *reader);

/* The effective methods are known: judges what waits for them. */
void servers_judge_waiting(struct profile_reader *reader);

/* The document has ended: judges what waits for whatever might have come. */
void servers_finish(struct profile_reader *reader);

/* Another document begins. */
void servers_reset(struct server_reader *servers);
void servers_free(struct server_reader *servers);

#endif
