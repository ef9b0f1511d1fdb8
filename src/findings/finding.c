/* SPDX-License-Identifier: MIT */
/* The list of an input's findings. */
#include "findings/finding.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void findings_add(struct findings *findings, const struct finding *finding)
{
    findings->items =
        memory_grow(findings->items, findings->count, &findings->capacity, sizeof *findings->items);
    findings->items[findings->count++] = *finding;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_findings(const void *left, const void *right)
{
    const struct finding *a = left;
    const struct finding *b = right;
    int order = compare_numbers(a->at.start.byte, b->at.start.byte);
    if (!order)
        order = compare_numbers(a->at.end.byte, b->at.end.byte);
    if (!order)
        order = compare_numbers(a->rule, b->rule);
    return order ? order : strcmp(a->message, b->message);
}

static bool is_same_finding(const struct finding *a, const struct finding *b)
{
    return a->rule == b->rule && a->at.start.byte == b->at.start.byte &&
           a->at.end.byte == b->at.end.byte;
}

void findings_sort(struct findings *findings)
{
    if (findings->count < 2)
        return;
    qsort(findings->items, findings->count, sizeof *findings->items, compare_findings);
    size_t kept = 1;
    for (size_t i = 1; i < findings->count; i++) {
        if (is_same_finding(&findings->items[kept - 1], &findings->items[i]))
            findings->counts.by_severity[findings->items[i].severity]--;
        else
            findings->items[kept++] = findings->items[i];
    }
    findings->count = kept;
}

size_t findings_from(const struct finding *items, size_t count, uint64_t byte)
{
    size_t from = 0;
    while (from < count) {
        size_t middle = from + (count - from) / 2;
        if (items[middle].at.start.byte < byte)
            from = middle + 1;
        else
            count = middle;
    }
    return from;
}

void findings_keep(struct findings *findings,
                   bool (*is_kept)(void *context, const struct finding *finding), void *context)
{
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (is_kept(context, &findings->items[i]))
            findings->items[kept++] = findings->items[i];
    }
    findings->count = kept;
}

void findings_set_aside(struct findings *findings,
                        bool (*is_known)(void *context, const struct finding *finding),
                        void *context)
{
    struct finding *known = memory_resize(NULL, findings->count, sizeof *known);
    struct finding_counts *counts = &findings->counts;
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (is_known(context, &findings->items[i])) {
            counts->by_severity[findings->items[i].severity]--;
            known[counts->known++] = findings->items[i];
        } else {
            findings->items[kept++] = findings->items[i];
        }
    }
    findings->count = kept;
    for (size_t i = 0; i < counts->known; i++)
        findings->items[kept + i] = known[i];
    memory_free(known);
}

void findings_reset(struct findings *findings)
{
    struct findings emptied = {.items = findings->items,
                               .capacity = findings->capacity,
                               .arena = findings->arena};
    arena_reset(&emptied.arena);
    *findings = emptied;
}

void findings_free(struct findings *findings)
{
    memory_free(findings->items);
    arena_free(&findings->arena);
    *findings = (struct findings){0};
}
