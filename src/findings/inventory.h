/* SPDX-License-Identifier: MIT */
/*
 * What an input says of its profiles and their servers, for the reports that list them: recorded
 * only when one of them is to be written (see struct format).
 *
 * Every string is safe to show, as those of a finding are: made visible, and without secrets. What
 * may not be shown of a value, from the first character that doesn't read as what belongs there, is
 * "(hidden)". NULL: it isn't there. Strings are owned by `inventory.arena`, or constant.
 */
#ifndef SIPLINT_FINDINGS_INVENTORY_H
#define SIPLINT_FINDINGS_INVENTORY_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One of an input's profiles; a document that is a profile has one. */
struct profile_entry {
    const char *setting; /* the setting that holds it; NULL: it's the document itself */
    const char *key;
    const char *name;
    const char *domain;  /* of the user's uri, as written; NULL also when it has none */
    const char *user;    /* the whole uri: to be shown with --with-users only */
    const char *methods; /* those in effect: "digest ntlm"; "default", "none", "unknown" */
    const char *expires; /* as written */
    bool expires_is_date;
    int64_t expires_at; /* then in seconds since 1970, as date_time_parse() has it */
    uint64_t from;      /* the findings that begin at these bytes of the input are the profile's: */
    uint64_t to;        /* [from, to) */
};

/* One of their server entries. */
struct server_entry {
    size_t profile; /* which one of the input's it is in, from 0 */
    uint64_t
        from;    /* the findings that begin at these bytes of the input are the entry's: from its */
    uint64_t to; /* start tag to the end of the element; UINT64_MAX: the input broke off in it */
    uint32_t line;           /* on which it starts */
    const char *host;        /* as written; of an addr that isn't right, all of it */
    bool has_host;           /* the host is understood, whatever is wrong with the rest */
    bool is_ip;              /* it's an IP address */
    const char *port;        /* as written; NULL: none */
    uint16_t effective_port; /* the one that the client will use; 0: that's not known */
    const char *transport;   /* "UDP", "TCP", "TLS"; "unknown" */
    const char *role;        /* "proxy", "registrar"; "unknown" */
    const char *sessions;    /* "first:pc2pc third:unknown"; empty: it has none */
};

/* Embed one, zeroed. Both lists are in the order of the input. */
struct inventory {
    struct profile_entry *profiles;
    size_t profile_count;
    size_t profile_capacity;
    struct server_entry *servers;
    size_t server_count; /* while a profile is read, its servers come before it is added */
    size_t server_capacity;
    struct arena arena;
};

void inventory_add_profile(struct inventory *inventory, const struct profile_entry *profile);
void inventory_add_server(struct inventory *inventory, const struct server_entry *server);

/* What was read since the last profile isn't one: forgets the servers in it. */
void inventory_forget_servers(struct inventory *inventory);

/* Empties it, and keeps memory for reuse, unless it's much. */
void inventory_reset(struct inventory *inventory);
void inventory_free(struct inventory *inventory);

#endif
