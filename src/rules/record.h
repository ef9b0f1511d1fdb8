/* SPDX-License-Identifier: MIT */
/* Records what a document says of its profiles and servers: see findings/inventory.h. */
#ifndef SIPLINT_RULES_RECORD_H
#define SIPLINT_RULES_RECORD_H

#include "findings/inventory.h"
#include "profile/profile.h"

/* "digest ntlm"; "default", "none", "unknown". It's in the arena or constant. */
const char *record_methods(const struct methods *methods, struct arena *arena);

/* At PHASE_SERVER: the current server, whose element ends before the byte `end`. */
void record_server(struct inventory *inventory, const struct profile *facts, uint64_t end);

/*
 * A profile has ended, or broken off: it has the servers that were recorded since the last one.
 * `setting` (NULL: none) must live as long as `inventory`; the findings in the bytes [from, to) are
 * the profile's.
 */
void record_profile(struct inventory *inventory, const struct profile *facts, const char *setting,
                    uint64_t from, uint64_t to);

#endif
