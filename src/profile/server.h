/* SPDX-License-Identifier: MIT */
/* The facts about server entries and their sessions. */
#ifndef SIPLINT_PROFILE_SERVER_H
#define SIPLINT_PROFILE_SERVER_H

#include "grammar/address.h"
#include "profile/element.h"
#include "profile/methods.h"

struct server {
    const struct element *element;
    struct address address; /* problem ADDRESS_EMPTY also when there is none */
    enum protocol protocol;
    char protocol_letter; /* of a known protocol: the first one, as it's written */
    enum role role;
    unsigned auth;          /* METHOD_BASIC, METHOD_DIGEST, or 0 */
    bool is_reserved;       /* its host's name: see host_is_reserved() */
    uint32_t earlier_line;  /* at its end: of an earlier entry with the same host, port, protocol
                               and role; 0: there's none */
    uint32_t tls_line;      /* likewise of one that has TLS, where this one hasn't */
    bool has_unknown_child; /* which the client may take for a session */
    size_t sessions;        /* how many session elements it has had */
    /* By party and type: where the first such session in it was; line 0: it isn't looked up yet. */
    struct place session_at[PARTY_THIRD + 1][TYPE_IM + 1];
};

/* The port, or where none is given the transport's default one: RFC 3261 section 19.1.2. */
uint16_t server_port(const struct server *server);

/* Where its first session with that party and type is: the line, or 0 when it has had none. */
uint32_t server_session_line(const struct server *server, enum party party, enum session_type type);

struct session {
    const struct element *element;
    enum party party;
    enum session_type type;
    uint32_t earlier_line; /* of an earlier one of this server with its party and type; 0: none */
};

/* A server that isn't TLS's or has an auth: advice about the profile as a whole may change it. */
struct server_place {
    struct range at; /* its name */
    enum protocol protocol;
    bool
        suits_tls; /* its addr does: it's a host name, and the port isn't that of SIP without TLS */
    bool has_auth;
    unsigned auth; /* see server.auth */
};

#define SERVER_PLACES 4

/* What is known of all servers so far. */
struct servers {
    size_t count;
    size_t with_role[ROLE_REGISTRAR + 1];          /* ROLE_NONE: it isn't understood */
    struct method_request auth;                    /* what they ask for with @auth */
    unsigned first_method;                         /* the first known @auth */
    struct range first_auth_at[METHOD_DIGEST + 1]; /* by method: the first @auth with it */
    struct range first_at;                         /* the name of the first one */
    struct range first_registrar_at;               /* its @role */
    enum protocol first_protocol;                  /* the first known one, … */
    struct range first_protocol_at;                /* … and the name of the server that has it */
    size_t with_protocol[PROTOCOL_TLS + 1];
    bool has_unsuited[PROTOCOL_TLS + 1]; /* by protocol: some have an addr that doesn't suit TLS */
    char first_letter[PROTOCOL_TLS + 1]; /* by protocol: the first protocol_letter */
    bool is_mixed;                       /* there was one with another protocol than the first */
    bool has_host_name;                  /* some have a host that's a name */
    bool address_is_unclear;             /* some have an address that isn't understood, … */
    bool host_is_unseen; /* … or a host that wasn't compared with the first user's realm */
    bool realm_matches;  /* some have a host that is related to the first user's realm */
    size_t place_count;
    struct server_place places[SERVER_PLACES]; /* of the first ones; … */
    bool has_more_places;                      /* … there are more */
};

/*
 * What is judged of a server entry once something is known that may come long after it, when only
 * a place is left of it: the value of its protocol, the name or value of its auth, or its own name.
 */
struct deferred_server {
    const struct element *element; /* NULL: it's gone, and what is meant was at … */
    struct range range;
    enum attribute_kind attribute; /* ATTRIBUTE_UNKNOWN: its own name */
    bool is_name;                  /* of the attribute it's the name, not the value */
    enum protocol protocol;        /* with ATTRIBUTE_protocol, … */
    bool suits_tls;                /* … as in server_place */
    bool has_all_places; /* with ATTRIBUTE_auth: servers.places has all servers with one */
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

struct token deferred_server_at(const struct deferred_server *deferred);

/* A server's host, also of an entry that is gone. */
struct token host_at(const struct host *host);

#endif
