/* SPDX-License-Identifier: MIT */
#include "totals/statistics.h"
#include "base/hash_set.h"
#include "base/memory.h"
#include "base/path.h"
#include "catalogue/rules.h"

#include <stdlib.h>
#include <string.h>

struct statistics {
    struct rule_count by_rule[RULE_COUNT];
    struct rule_count rules[RULE_COUNT]; /* those of them with findings, sorted */
    struct hash_key key;
    struct hash_map numbers; /* of each folder, from 1 */
    struct folder_count *folders;
    size_t folder_count;
    size_t folder_capacity;
    struct server_groups servers;
    struct arena arena;
};

struct statistics *statistics_new(void)
{
    struct statistics *statistics = memory_new(sizeof *statistics);
    statistics->key = hash_key_new();
    return statistics;
}

void statistics_free(struct statistics *statistics)
{
    if (!statistics)
        return;
    hash_map_free(&statistics->numbers);
    memory_free(statistics->folders);
    arena_free(&statistics->arena);
    memory_free(statistics);
}

/* ---- Counting ---- */

static struct folder_count *find_folder(struct statistics *statistics, const char *path)
{
    char *folder = path_folder(path);
    uint32_t *number =
        hash_map_at(&statistics->numbers, hash_text(&statistics->key, text_of(folder)));
    if (!*number) {
        statistics->folders =
            memory_grow(statistics->folders, statistics->folder_count, &statistics->folder_capacity,
                        sizeof *statistics->folders);
        statistics->folders[statistics->folder_count++] =
            (struct folder_count){.path = arena_string(&statistics->arena, text_of(folder))};
        *number = (uint32_t)statistics->folder_count;
    }
    memory_free(folder);
    return &statistics->folders[*number - 1];
}

static void add_findings(struct statistics *statistics, const struct findings *findings)
{
    uint64_t seen[RULE_COUNT / 64 + 1] = {0};
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        struct rule_count *count = &statistics->by_rule[finding->rule];
        uint64_t bit = UINT64_C(1) << finding->rule % 64;
        count->rule = finding->rule;
        count->findings++;
        count->files += !(seen[finding->rule / 64] & bit);
        if (finding->severity > count->severity)
            count->severity = (enum severity)finding->severity;
        seen[finding->rule / 64] |= bit;
    }
}

static void add_servers(struct statistics *statistics, const struct server_group *group)
{
    struct server_group *sum =
        server_groups_at(&statistics->servers, group->transport, group->methods);
    if (!sum->servers) {
        sum->transport = arena_string(&statistics->arena, text_of(group->transport));
        sum->methods = arena_string(&statistics->arena, text_of(group->methods));
    }
    sum->servers += group->servers;
}

void statistics_add(struct statistics *statistics, const struct inspection *inspection)
{
    const struct findings *findings = &inspection->findings;
    if (inspection->outcome != OUTCOME_LINTED)
        return;
    struct folder_count *folder = find_folder(statistics, inspection->path);
    folder->files++;
    for (size_t i = 0; i < findings->count; i++)
        folder->findings[findings->items[i].severity]++;
    add_findings(statistics, findings);
    for (size_t i = 0; i < inspection->servers.count; i++)
        add_servers(statistics, &inspection->servers.items[i]);
}

/* ---- Sorting ---- */

static int compare_greater(size_t a, size_t b)
{
    return (a < b) - (a > b);
}

static int compare_rules(const void *left, const void *right)
{
    const struct rule_count *a = left, *b = right;
    int order = compare_greater(a->severity, b->severity);
    if (!order)
        order = compare_greater(a->findings, b->findings);
    return order ? order : strcmp(rules[a->rule].id, rules[b->rule].id);
}

static int compare_folders(const void *left, const void *right)
{
    const struct folder_count *a = left, *b = right;
    int order = 0;
    for (int severity = SEVERITY_ERROR; !order && severity > SEVERITY_OFF; severity--)
        order = compare_greater(a->findings[severity], b->findings[severity]);
    return order ? order : strcmp(a->path, b->path);
}

static int compare_servers(const void *left, const void *right)
{
    const struct server_group *a = left, *b = right;
    int order = compare_greater(a->servers, b->servers);
    if (!order)
        order = strcmp(a->transport, b->transport);
    return order ? order : strcmp(a->methods, b->methods);
}

size_t statistics_rules(struct statistics *statistics, const struct rule_count **counts)
{
    size_t count = 0;
    for (int i = 0; i < RULE_COUNT; i++)
        if (statistics->by_rule[i].findings)
            statistics->rules[count++] = statistics->by_rule[i];
    qsort(statistics->rules, count, sizeof *statistics->rules, compare_rules);
    *counts = statistics->rules;
    return count;
}

size_t statistics_folders(struct statistics *statistics, const struct folder_count **counts)
{
    if (statistics->folder_count)
        qsort(statistics->folders, statistics->folder_count, sizeof *statistics->folders,
              compare_folders);
    hash_map_clear(&statistics->numbers);
    for (size_t i = 0; i < statistics->folder_count; i++)
        *hash_map_at(&statistics->numbers,
                     hash_text(&statistics->key, text_of(statistics->folders[i].path))) =
            (uint32_t)(i + 1);
    *counts = statistics->folders;
    return statistics->folder_count;
}

size_t statistics_servers(struct statistics *statistics, const struct server_group **groups)
{
    struct server_groups *servers = &statistics->servers;
    qsort(servers->items, servers->count, sizeof *servers->items, compare_servers);
    *groups = servers->items;
    return servers->count;
}
