/* SPDX-License-Identifier: MIT */
/* Which servers of a carrier's backup profile its main profile has as well. */
#ifndef SIPLINT_PROFILE_BACKUP_H
#define SIPLINT_PROFILE_BACKUP_H

#include "base/hash_set.h"
#include "profile/element.h"

/* A server of a carrier's main or backup profile. */
struct backup_server {
    uint64_t hash;    /* of host, port and protocol */
    struct range at;  /* the host */
    struct text addr; /* the value that it's in */
    struct text host;
    uint16_t port; /* see server_port() */
    enum protocol protocol;
    char quote; /* that its profile is between in the carrier */
};

/* The servers of a carrier's main profile, and those of its backup profile, whichever comes first.
 * Embed one, zeroed. */
struct backup {
    struct hash_map main; /* what is there is 1 */
    struct backup_server *servers;
    size_t count;
    size_t capacity;
    struct arena values;
};

void backup_reset(struct backup *backup);
void backup_free(struct backup *backup);

/* Its texts are copied. */
void backup_add(struct backup *backup, enum setting_kind setting,
                const struct backup_server *server);

/* The next server of the backup profile that the main one has as well; *number is 0 for the first.
 * NULL when there are no more. */
const struct backup_server *backup_next(const struct backup *backup, size_t *number);

#endif
