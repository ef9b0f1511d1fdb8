/* SPDX-License-Identifier: MIT */
#include "profile/backup.h"
#include "base/memory.h"

void backup_reset(struct backup *backup)
{
    hash_map_clear(&backup->main);
    arena_reset(&backup->values);
    backup->count = 0;
}

void backup_free(struct backup *backup)
{
    hash_map_free(&backup->main);
    arena_free(&backup->values);
    memory_free(backup->servers);
}

void backup_add(struct backup *backup, enum setting_kind setting,
                const struct backup_server *server)
{
    if (setting == SETTING_SIP)
        *hash_map_at(&backup->main, server->hash) = 1;
    if (setting != SETTING_BACKUP)
        return;
    backup->servers =
        memory_grow(backup->servers, backup->count, &backup->capacity, sizeof *backup->servers);
    struct backup_server *kept = &backup->servers[backup->count++];
    *kept = *server;
    kept->addr.bytes = arena_string(&backup->values, server->addr);
    kept->host.bytes = kept->addr.bytes + (server->host.bytes - server->addr.bytes);
}

const struct backup_server *backup_next(const struct backup *backup, size_t *number)
{
    while (*number < backup->count) {
        const struct backup_server *server = &backup->servers[(*number)++];
        if (hash_map_find(&backup->main, server->hash))
            return server;
    }
    return NULL;
}
