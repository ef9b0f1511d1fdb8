/* SPDX-License-Identifier: MIT */
/*
 * The distinct servers of a run: a host, a port and a transport, with the profiles that name them
 * and how bad these are. The first AUDIT_SERVERS are kept, the others counted.
 */
#ifndef SIPLINT_TOTALS_AUDIT_SERVERS_H
#define SIPLINT_TOTALS_AUDIT_SERVERS_H

#include "catalogue/rules.h"
#include "findings/inspection.h"

#define AUDIT_SERVERS 100000

struct audit_server {
    const char *host;      /* safe to show; as it was written first, NULL: there was none */
    const char *port;      /* likewise, where number is 0; NULL: there was none */
    uint16_t number;       /* of the port that the client will use; 0: that's not known */
    const char *transport; /* "UDP", "TCP", "TLS"; "unknown" */
    size_t profiles;       /* that name it, … */
    size_t touched[SEVERITY_COUNT];      /* … by the worst finding there; SEVERITY_OFF: none */
    size_t profile;                      /* the last one, from 1, and … */
    enum severity worst;                 /* … the worst finding there */
    enum severity gravest;               /* of all findings there, and … */
    uint8_t found[(RULE_COUNT + 7) / 8]; /* … the rules that made them: see audit_server_has() */
};

struct audit_servers;

struct audit_servers *audit_servers_new(void);
void audit_servers_free(struct audit_servers *servers);
void audit_servers_add(struct audit_servers *servers, const struct inspection *inspection);

/* How many distinct ones there are, kept or not. */
size_t audit_servers_distinct(const struct audit_servers *servers);

/* Those that are kept, the ones to fix first at the front: by what the profiles weigh that have
 * findings there (see weight.h), then by profiles and name. Valid until the next
 * audit_servers_add(). */
size_t audit_servers_list(struct audit_servers *servers, const struct audit_server **list);

/* Does the rule have one of the gravest findings there, in any profile? */
bool audit_server_has(const struct audit_server *server, size_t rule);

/* What it weighs. */
size_t audit_server_weight(const struct audit_server *server);

#endif
