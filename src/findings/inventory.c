/* SPDX-License-Identifier: MIT */
/* The lists of profiles and servers. */
#include "findings/inventory.h"
#include "base/memory.h"

/* Memory for more servers of one input isn't kept for the next. */
#define KEPT_ENTRIES 1024

void inventory_add_profile(struct inventory *inventory, const struct profile_entry *profile)
{
    inventory->profiles = memory_grow(inventory->profiles, inventory->profile_count,
                                      &inventory->profile_capacity, sizeof *inventory->profiles);
    inventory->profiles[inventory->profile_count++] = *profile;
}

void inventory_add_server(struct inventory *inventory, const struct server_entry *server)
{
    inventory->servers = memory_grow(inventory->servers, inventory->server_count,
                                     &inventory->server_capacity, sizeof *inventory->servers);
    inventory->servers[inventory->server_count++] = *server;
}

void inventory_forget_servers(struct inventory *inventory)
{
    while (inventory->server_count &&
           inventory->servers[inventory->server_count - 1].profile == inventory->profile_count)
        inventory->server_count--;
}

void inventory_reset(struct inventory *inventory)
{
    if (inventory->server_capacity > KEPT_ENTRIES) {
        inventory_free(inventory);
        return;
    }
    inventory->profile_count = 0;
    inventory->server_count = 0;
    arena_reset(&inventory->arena);
}

void inventory_free(struct inventory *inventory)
{
    memory_free(inventory->profiles);
    memory_free(inventory->servers);
    arena_free(&inventory->arena);
    *inventory = (struct inventory){0};
}
