/* SPDX-License-Identifier: MIT */
#include "totals/audit_servers.h"
#include "base/hash_set.h"
#include "base/memory.h"
#include "totals/weight.h"

#include <stdlib.h>
#include <string.h>

struct audit_servers {
    struct hash_key key;
    struct hash_map numbers; /* of each one, from 1; UINT32_MAX: it isn't kept */
    size_t distinct;
    size_t profiles;
    struct audit_server *items;
    size_t count;
    size_t capacity;
    char *name; /* of the one at hand, with what makes it distinct */
    size_t name_length;
    size_t name_capacity;
    struct arena arena;
};

struct audit_servers *audit_servers_new(void)
{
    struct audit_servers *servers = memory_new(sizeof *servers);
    servers->key = hash_key_new();
    return servers;
}

void audit_servers_free(struct audit_servers *servers)
{
    if (!servers)
        return;
    hash_map_free(&servers->numbers);
    memory_free(servers->items);
    memory_free(servers->name);
    arena_free(&servers->arena);
    memory_free(servers);
}

/* ---- Which one ---- */

/* A part of the name, in lower case, ended by a NUL. */
static void add_name_part(struct audit_servers *servers, const char *part)
{
    do {
        servers->name =
            memory_grow(servers->name, servers->name_length, &servers->name_capacity, 1);
        servers->name[servers->name_length++] = part ? text_lower(*part) : '\0';
    } while (part && *part++);
}

static uint64_t hash_audit_server(struct audit_servers *servers, const struct server_entry *entry)
{
    servers->name_length = 0;
    add_name_part(servers, entry->host);
    add_name_part(servers, entry->transport);
    if (!entry->effective_port)
        add_name_part(servers, entry->port);
    const struct text name = {servers->name, servers->name_length};
    return hash_numbered_text(&servers->key, entry->effective_port, name);
}

static const char *keep_string(struct audit_servers *servers, const char *string)
{
    return string ? arena_string(&servers->arena, text_of(string)) : NULL;
}

static struct audit_server *add_audit_server(struct audit_servers *servers,
                                             const struct server_entry *entry)
{
    servers->items =
        memory_grow(servers->items, servers->count, &servers->capacity, sizeof *servers->items);
    struct audit_server *server = &servers->items[servers->count++];
    *server = (struct audit_server){
        .host = keep_string(servers, entry->host),
        .port = entry->effective_port ? NULL : keep_string(servers, entry->port),
        .number = entry->effective_port,
        .transport = keep_string(servers, entry->transport),
    };
    return server;
}

/* NULL: it isn't kept. */
static struct audit_server *find_audit_server(struct audit_servers *servers,
                                              const struct server_entry *entry)
{
    uint32_t *number = hash_map_at(&servers->numbers, hash_audit_server(servers, entry));
    if (*number == UINT32_MAX)
        return NULL;
    if (*number)
        return &servers->items[*number - 1];
    servers->distinct++;
    *number = UINT32_MAX;
    if (servers->count == AUDIT_SERVERS)
        return NULL;
    *number = (uint32_t)(servers->count + 1);
    return add_audit_server(servers, entry);
}

/* ---- Counting ---- */

/* Several entries of one profile may be the same server, which is touched once, by the worst. */
static void touch(struct audit_server *server, size_t profile, enum severity worst)
{
    if (server->profile != profile) {
        server->profile = profile;
        server->profiles++;
    } else if (server->worst >= worst) {
        return;
    } else {
        server->touched[server->worst]--;
    }
    server->worst = worst;
    server->touched[worst]++;
}

static void note_gravest(struct audit_server *server, const struct finding *finding)
{
    if (finding->severity < server->gravest)
        return;
    if (finding->severity > server->gravest)
        memset(server->found, 0, sizeof server->found);
    server->gravest = (enum severity)finding->severity;
    server->found[finding->rule / 8] |= (uint8_t)(1U << finding->rule % 8);
}

/* The worst of the findings that begin in the entry. Those of a carrier can be within each other.
 */
static enum severity note_worst(struct audit_server *server, const struct findings *findings,
                                const struct server_entry *entry)
{
    enum severity worst = SEVERITY_OFF;
    for (size_t i = findings_from(findings->items, findings->count, entry->from);
         i < findings->count && findings->items[i].at.start.byte < entry->to; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->severity > worst)
            worst = (enum severity)finding->severity;
        note_gravest(server, finding);
    }
    return worst;
}

void audit_servers_add(struct audit_servers *servers, const struct inspection *inspection)
{
    const struct inventory *inventory = &inspection->inventory;
    servers->profiles++;
    for (size_t i = 0; i < inventory->server_count; i++) {
        const struct server_entry *entry = &inventory->servers[i];
        struct audit_server *server = find_audit_server(servers, entry);
        if (server)
            touch(server, servers->profiles, note_worst(server, &inspection->findings, entry));
    }
}

/* ---- The list ---- */

size_t audit_servers_distinct(const struct audit_servers *servers)
{
    return servers->distinct;
}

bool audit_server_has(const struct audit_server *server, size_t rule)
{
    return server->found[rule / 8] >> rule % 8 & 1;
}

size_t audit_server_weight(const struct audit_server *server)
{
    size_t weight = 0;
    for (int severity = SEVERITY_NOTE; severity < SEVERITY_COUNT; severity++)
        weight += weight_of_severity((enum severity)severity) * server->touched[severity];
    return weight;
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_strings(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int compare_audit_servers(const void *left, const void *right)
{
    const struct audit_server *a = left, *b = right;
    int order = compare_sizes(audit_server_weight(b), audit_server_weight(a));
    if (!order)
        order = compare_sizes(b->profiles, a->profiles);
    if (!order)
        order = compare_strings(a->host, b->host);
    if (!order)
        order = compare_sizes(a->number, b->number);
    if (!order)
        order = compare_strings(a->transport, b->transport);
    return order ? order : compare_strings(a->port, b->port);
}

size_t audit_servers_list(struct audit_servers *servers, const struct audit_server **list)
{
    if (servers->count)
        qsort(servers->items, servers->count, sizeof *servers->items, compare_audit_servers);
    for (size_t i = 0; i < servers->count; i++) {
        struct server_entry entry = {
            .host = servers->items[i].host,
            .port = servers->items[i].port,
            .effective_port = servers->items[i].number,
            .transport = servers->items[i].transport,
        };
        *hash_map_at(&servers->numbers, hash_audit_server(servers, &entry)) = (uint32_t)(i + 1);
    }
    *list = servers->items;
    return servers->count;
}
