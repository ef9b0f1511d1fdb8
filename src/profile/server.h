/* SPDX-License-Identifier: MIT */
/* The facts about server entries and their sessions. */
#ifndef SIPLINT_PROFILE_SERVER_H
#define SIPLINT_PROFILE_SERVER_H

#include "grammar/address.h"
#include "profile/element.h"
#include "profile/methods.h"

struct server {
    struct element element;
    struct address address; /* problem ADDRESS_EMPTY also when there is none */
    enum protocol protocol;
    char spelling; /* of a known protocol: its first letter */
    enum role role;
    unsigned auth; /* METHOD_BASIC, METHOD_DIGEST, or 0 */
    bool has_auth;
    bool is_reserved;       /* its host's name: see host_is_reserved() */
    bool is_repeated;       /* at its end: host, port, protocol and role of an earlier entry */
    size_t sessions;        /* how many session elements it has had */
    unsigned session_kinds; /* which pairs of party and type were met in it */
    bool waited;            /* PHASE_METHODS, and the entry itself is gone */
    struct range waited_at;
};

struct session {
    struct element element;
    enum party party;
    enum session_type type;
    bool is_repeated; /* party and type of an earlier one of this server */
};

/* What is known of all servers so far. */
struct servers {
    size_t count;
    size_t with_role[ROLE_REGISTRAR + 1];  /* ROLE_NONE: missing or unknown */
    bool has_auth;                         /* some have @auth, … */
    bool auth_unknown;                     /* … of a value that isn't a method for it */
    unsigned auth;                         /* the union of the known ones */
    unsigned first_method;                 /* the first known @auth */
    enum protocol first_protocol;          /* the first known one */
    char first_spelling[PROTOCOL_TLS + 1]; /* by protocol: the first letter of its first spelling */
    bool is_mixed;                         /* there was one with another protocol than the first */
    bool has_host_name;                    /* some have a host that's a name */
    bool realm_matches; /* some have a host that is related to the first user's realm */
};

/* The host of a server entry, once the user and accesscontrol are known, as far as they come. */
struct host {
    enum host_kind kind;
    enum role role;
    struct text addr; /* the whole value … */
    struct text host; /* … the host in it, … */
    struct text name; /* … and without brackets and trailing dot */
    struct tag tag;   /* where it is: see host_at() */
    uint16_t number;
    bool is_located;
    struct range at;
};

/* The server's protocol value and the name of its auth, also of an entry that has waited. */
struct token server_protocol_at(const struct server *server);
struct token server_auth_at(const struct server *server);

/* A server's host, also of an entry that is gone. */
struct token host_at(const struct host *host);

#endif
