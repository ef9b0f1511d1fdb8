/* SPDX-License-Identifier: MIT */
#include "totals/audit.h"
#include "base/memory.h"
#include "catalogue/rules.h"
#include "totals/weight.h"

#include <stdlib.h>
#include <string.h>

struct first_places {
    struct audit_place items[AUDIT_PLACES];
    size_t count;
};

struct input_list {
    struct audit_input items[AUDIT_INPUTS];
    size_t count;
};

struct audit {
    struct audit_numbers numbers;
    struct first_places places[RULE_COUNT];
    struct input_list inputs[AUDIT_GAPS];
    struct audit_servers *servers;
    struct expiry *expiry;
    struct arena arena;
};

struct audit *audit_new(int64_t now)
{
    struct audit *audit = memory_new(sizeof *audit);
    audit->servers = audit_servers_new();
    audit->expiry = expiry_new(now);
    return audit;
}

void audit_free(struct audit *audit)
{
    if (!audit)
        return;
    audit_servers_free(audit->servers);
    expiry_free(audit->expiry);
    arena_free(&audit->arena);
    memory_free(audit);
}

/* ---- Counting ---- */

static void note_gap(struct audit *audit, enum audit_gap gap, const struct inspection *inspection)
{
    struct input_list *list = &audit->inputs[gap];
    if (list->count == AUDIT_INPUTS)
        return;
    struct audit_input *input = &list->items[list->count++];
    input->path = arena_string(&audit->arena, text_of(inspection->path));
    if (inspection->reason)
        input->reason = arena_string(&audit->arena, text_of(inspection->reason));
}

static void note_places(struct audit *audit, const struct inspection *inspection)
{
    const char *path = NULL;
    size_t file = audit->numbers.found;
    for (size_t i = 0; i < inspection->findings.count; i++) {
        const struct finding *finding = &inspection->findings.items[i];
        struct first_places *places = &audit->places[finding->rule];
        bool is_there = places->count && places->items[places->count - 1].file == file;
        if (is_there || places->count == AUDIT_PLACES)
            continue;
        if (!path)
            path = arena_string(&audit->arena, text_of(inspection->path));
        places->items[places->count++] =
            (struct audit_place){.path = path, .line = finding->at.start.line, .file = file};
    }
}

/* A rule that isn't about a mistake names a code that only some clients answer with. */
static bool is_rejected(const struct findings *findings, bool likely)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->code && finding->likely == likely &&
            rules[finding->rule].severity > SEVERITY_NOTE)
            return true;
    }
    return false;
}

/* TCP and UDP; what isn't understood isn't counted. */
static bool is_unencrypted(const struct inventory *inventory)
{
    for (size_t i = 0; i < inventory->server_count; i++)
        if (strcmp(inventory->servers[i].transport, "TCP") == 0 ||
            strcmp(inventory->servers[i].transport, "UDP") == 0)
            return true;
    return false;
}

static void add_profile(struct audit *audit, const struct inspection *inspection)
{
    struct audit_numbers *numbers = &audit->numbers;
    const struct findings *findings = &inspection->findings;
    bool is_set_aside = findings->counts.known || findings->counts.suppressed;
    numbers->profiles++;
    if (is_rejected(findings, false))
        numbers->rejected++;
    else
        numbers->in_doubt += is_rejected(findings, true);
    numbers->unencrypted += is_unencrypted(&inspection->inventory);
    numbers->clean += !findings->count && !is_set_aside && !inspection->partial;
    numbers->found += findings->count > 0;
    note_places(audit, inspection);
    audit_servers_add(audit->servers, inspection);
    expiry_add(audit->expiry, inspection);
    if (inspection->partial)
        note_gap(audit, AUDIT_PARTIAL, inspection);
}

void audit_add(struct audit *audit, const struct inspection *inspection)
{
    switch (inspection->outcome) {
    case OUTCOME_LINTED:
        add_profile(audit, inspection);
        break;
    case OUTCOME_SKIPPED:
        note_gap(audit, AUDIT_SKIPPED, inspection);
        break;
    case OUTCOME_UNREADABLE:
        note_gap(audit, AUDIT_UNREADABLE, inspection);
        break;
    }
}

const struct audit_numbers *audit_numbers(const struct audit *audit)
{
    return &audit->numbers;
}

struct audit_servers *audit_servers(const struct audit *audit)
{
    return audit->servers;
}

struct expiry *audit_expiry(const struct audit *audit)
{
    return audit->expiry;
}

const struct audit_input *audit_inputs(const struct audit *audit, enum audit_gap gap, size_t *count)
{
    *count = audit->inputs[gap].count;
    return audit->inputs[gap].items;
}

/* ---- What to fix first ---- */

static int compare_fixes(const void *left, const void *right)
{
    const struct rule_count *a = &((const struct audit_fix *)left)->count;
    const struct rule_count *b = &((const struct audit_fix *)right)->count;
    size_t of_a = weight_of_severity(a->severity) * a->files;
    size_t of_b = weight_of_severity(b->severity) * b->files;
    if (of_a != of_b)
        return of_a < of_b ? 1 : -1;
    if (a->severity != b->severity)
        return a->severity < b->severity ? 1 : -1;
    return strcmp(rules[a->rule].id, rules[b->rule].id);
}

size_t audit_fixes(const struct audit *audit, struct statistics *statistics,
                   struct audit_fix *fixes)
{
    const struct rule_count *counts;
    size_t count = statistics ? statistics_rules(statistics, &counts) : 0;
    for (size_t i = 0; i < count; i++)
        fixes[i] = (struct audit_fix){counts[i], audit->places[counts[i].rule].items};
    if (count)
        qsort(fixes, count, sizeof *fixes, compare_fixes);
    return count;
}
