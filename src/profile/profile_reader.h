/* SPDX-License-Identifier: MIT */
/*
 * What profile.c, names.c, users.c, servers.c and carriers.c share while they read the facts of a
 * profile; private to these. profile.c follows the document, names.c finds out what is meant by a
 * name, users.c reads the user, servers.c knows what becomes of server entries, carriers.c of
 * settings in which profiles are embedded.
 */
#ifndef SIPLINT_PROFILE_PROFILE_READER_H
#define SIPLINT_PROFILE_PROFILE_READER_H

#include "base/arena.h"
#include "profile/profile.h"

/* What a server entry waits for. */
enum waiting_for {
    WAITING_AUTH,         /* is there a user, with allowedauth? The token is the name of its auth */
    WAITING_EARLY_AUTH,   /* likewise, and which others are there? */
    WAITING_OTHER_AUTH,   /* likewise; the token is the auth's value */
    WAITING_UDP,          /* which methods are effective? The token is the value of its protocol */
    WAITING_TCP,          /* likewise */
    WAITING_UDP_UNSUITED, /* likewise, of a server whose addr doesn't suit TLS */
    WAITING_TCP_UNSUITED,
    WAITING_SESSIONS, /* is there a session elsewhere? The token is the server's name */
};

/*
 * A server entry that waits: the place of a token in 16 bytes. A token lies within a tag, and a tag
 * is at most 1 MiB long, so 21 bits hold its length; 40 bits of offset are a terabyte. The token is
 * ASCII on one line, so its width in columns follows.
 */
struct waiting {
    uint64_t byte : 40;
    uint64_t length : 21;
    uint64_t what : 3; /* enum waiting_for */
    uint32_t line;
    uint32_t column;
};

_Static_assert(sizeof(struct waiting) == 16, "a waiting server entry takes 16 bytes");
_Static_assert(WAITING_SESSIONS < 1 << 3, "what it waits for fits into 3 bits");
_Static_assert(SCAN_TOKEN_LIMIT < 1 << 21, "the length of any token fits into 21 bits");

/* As many servers without a role wait for a registrar that follows them. */
#define ROLELESS_KEPT 4

/* Server entries and what waits of them. */
struct server_reader {
    struct server current;
    uint64_t hash; /* by which it's known again; 0: it's not to be compared */
    struct session session;
    uint32_t line;         /* the current one's */
    struct hash_map lines; /* by hash: where the first such entry was */
    struct waiting *waiting;
    size_t waiting_count;
    size_t waiting_capacity;

    size_t roleless_count; /* servers without a role that wait */
    struct server roleless[ROLELESS_KEPT];
    struct element roleless_elements[ROLELESS_KEPT];

    struct host host;           /* the current one's, when it isn't kept */
    struct host *waiting_hosts; /* hosts met before the user or accesscontrol */
    size_t waiting_host_count;
    size_t waiting_host_capacity;
};

/* A user or server whose name isn't the right one: how that's told depends on whether the profile
 * has another one. */
struct pending_name {
    bool is_there;
    struct element element;
};

/* Below the root, its children and theirs nothing is read; but the names in these are. */
#define READ_DEPTH 4

/* What is in front of the root, and told once that is known: an encoding and a DOCTYPE. */
#define HELD_FACTS 2

struct profile_reader {
    struct profile facts;
    struct profile_handler handler;
    struct scan *scan;
    const struct hash_key *key;

    /* The open elements, by depth; what each holds, and the namespaces that its tag declares. */
    struct element elements[READ_DEPTH];
    struct arena memory[READ_DEPTH];
    struct tag_namespaces namespaces[READ_DEPTH];
    struct arena kept; /* what stays until the document ends */
    struct element accesscontrol;
    struct user first_user;
    struct user further_user;
    struct range password_child; /* of the open user: see struct user */
    struct pending_name pending_user;
    struct pending_name pending_server;
    struct server_reader servers;
    struct xml_fact held[HELD_FACTS];
    size_t held_count;

    /* Of a carrier: the profile at hand, and what is compared of its profiles. Of one of these: in
       which setting it is, and where the carrier has that. */
    struct embedded embedded;
    struct backup backup;
    unsigned profiles_seen; /* a set of setting_kind: there was a profile in them */
    enum setting_kind setting;
    char quote; /* that it's between there */
    struct backup *beside;

    uint8_t open[SCAN_DEPTH_LIMIT + 1];   /* the kinds of the open elements */
    bool text_seen[SCAN_DEPTH_LIMIT + 1]; /* character data was met in it */
    enum element_kind last_child;         /* of provision, the furthest in the schema's order */
    bool order_was_told;                  /* one was out of that order */
    unsigned depth;
    unsigned opaque; /* how deep in something that isn't looked into */
};

static inline void hand_on(struct profile_reader *reader, enum phase phase)
{
    reader->handler.fact(reader->handler.context, phase);
}

/* The kind of the innermost open element, if it's read. */
static inline enum element_kind parent_kind(const struct profile_reader *reader)
{
    return reader->depth ? (enum element_kind)reader->open[reader->depth - 1] : ELEMENT_UNKNOWN;
}

/* An element's end, which is that phase for its kind. */
static inline void hand_on_end(struct profile_reader *reader, const struct element *element,
                               enum phase phase)
{
    if (element_has_wrong_values(element))
        hand_on(reader, PHASE_VALUES);
    hand_on(reader, phase);
}

/* ---- names.c ---- */

/* The meaning of an element's name: fills in kind, meant, spelling, name and in_namespace; the
 * parent is there already. */
void names_find_element(const struct profile_reader *reader, struct element *element,
                        const char *name);

/* The attribute of the element around it that a child is meant for, as whose name its own reads,
 * nearly at least; ATTRIBUTE_UNKNOWN: none. */
enum attribute_kind names_find_child(const struct element *element);

/* Is it one too many of its kind? */
bool names_is_second(const struct profile_reader *reader, const struct element *element);

/* An element's own name, which isn't exactly the schema's. */
void names_judge_element(struct profile_reader *reader, const struct element *element);

/* The namespace that an element is in. */
void names_judge_namespace(struct profile_reader *reader, const struct element *element);

/* Those of its attributes that aren't the schema's. */
void names_judge_attributes(struct profile_reader *reader, struct element *element);

/* An element with the right name has come, or none will, or the document broke off: what waited for
 * that is told. */
void names_resolve(struct profile_reader *reader, enum element_kind kind);
void names_finish(struct profile_reader *reader, bool is_complete);

/* ---- users.c ---- */

/* A user's end, where it's judged: till then an attribute may come that's written as a child. */
void users_leave(struct profile_reader *reader, const struct element *element);

/* The methods that follow from what is known. */
void users_set_methods(struct profile_reader *reader);

/* ---- carriers.c ---- */

/* Is it a carrier's root? A misspelt one isn't taken for it, nor that of a document in a carrier.
 */
bool carrier_is_root(const struct profile_reader *reader, const struct element *root);
void carrier_enter(struct profile_reader *reader, const struct element *root);

/* Is that what the element's attributes make it? A characteristic can be about anything. */
bool carrier_is_looked_into(const struct element *element);

/* An element of another kind of carrier than the one that it's in. */
void carrier_note_misplaced(struct profile_reader *reader, const struct element *element);

/* An operation on a setting. */
void carrier_enter_setting(struct profile_reader *reader, const struct element *element);

/* Text, or an element of another name, in the innermost open element. False unless it's what should
 * be the value of a setting, which is told as missing. */
bool carrier_note_content(struct profile_reader *reader);

/* The carrier has ended. */
void carrier_finish(struct profile_reader *reader);

/* ---- servers.c ---- */

/* A server's start tag was read into its room; its end, and that of a session in it. */
void servers_enter(struct profile_reader *reader, struct element *element);
void servers_leave(struct profile_reader *reader);
void servers_leave_session(struct profile_reader *reader, struct element *element);

/* The bytes of the sessions that the current server has had go. */
void servers_save_sessions(struct profile_reader *reader);

/* A child of the current server that isn't read; the attribute that is written so, if it is one. */
void servers_note_unread(struct profile_reader *reader, enum attribute_kind attribute);

/* A server whose attributes aren't known. */
void servers_note_unclear(struct profile_reader *reader);

/* The first user is complete: judges what waits for that. */
void servers_judge_waiting(struct profile_reader *reader);

/* The document has ended: judges what waits for whatever might have come. */
void servers_finish(struct profile_reader *reader, bool is_complete);

/* Another document begins. */
void servers_reset(struct server_reader *servers);
void servers_free(struct server_reader *servers);

#endif
