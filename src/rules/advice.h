/* SPDX-License-Identifier: MIT */
/*
 * Advice that depends on the rest of the profile: what to write, in words and as steps, so that it
 * doesn't lead into the next finding.
 */
#ifndef SIPLINT_RULES_ADVICE_H
#define SIPLINT_RULES_ADVICE_H

#include "rules/flag.h"

/* The domain of the published samples: sample-value tells of it. */
#define SAMPLE_DOMAIN "mydomain.com"

/* Is it an address with a domain that servers can be compared with? Not where something of it is
 * reported already. */
bool user_has_domain(const struct user *user);

/* Is the domain nobody's own, so that a host in it would be the next finding? */
bool is_from_sample(struct text domain);

/* Is it what <accesscontrol> is for, as far as that can be told? An example of a host isn't where
 * that's an IP address or a sample's domain: then <accesscontrol> has to go as well. */
bool is_permitted(const struct profile *profile, struct text host);
struct edit edit_without_control(const struct profile *profile);
#define WITHOUT_CONTROL "; and delete <accesscontrol>"

/* A made-up host, in the domain that the profile's servers should be of, as far as it's known. It
 * lives as long as the finding. */
const char *example_host(const struct profile *profile, struct rule_context *context);

/*
 * To have the current server use TLS. An IP address or the port of SIP without TLS has to change at
 * the same time: the advice says all at once. Where the profile has the server with TLS already,
 * it's to remove this entry; where that may still follow, the advice says both.
 */
struct advice advice_for_tls(const struct profile *profile, struct rule_context *context);

/* To have the current server's port and protocol fit, where one is of TLS and the other isn't. With
 * an IP address it's the port that changes. */
struct advice advice_for_port(const struct profile *profile);

/* To have all servers use one protocol, where the current one is the first that differs from the
 * `first` one: the stronger of the two. An enum protocol rises with strength. */
struct advice advice_for_mixed(const struct profile *profile, enum protocol first,
                               struct rule_context *context);

/* To have a registrar on UDP allow roaming. TCP carries it as well as TLS does, with the host and
 * port that are there. Other servers change with the registrar: protocols would be mixed. */
struct advice advice_for_roaming(const struct profile *profile, struct rule_context *context);

/*
 * The role that an entry without a known one should have. One with sessions is a proxy; one without
 * is the registrar, unless there is one: a proxy without sessions would be the next warning.
 */
struct advice advice_for_role(const struct profile *profile);

/* To add a server, written as `pattern` with {} for its host and the protocol, in front of the
 * first one. It uses TLS, and so should the others, or protocols would be mixed. */
struct advice advice_to_add(const struct profile *profile, const char *pattern,
                            struct rule_context *context);

#define EXAMPLE_SESSION "<session party=\"first\" type=\"pc2pc\"/>"

#endif
