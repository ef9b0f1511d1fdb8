/* SPDX-License-Identifier: MIT */
/* Values are compared by their 64-bit keyed hashes. */
#include "run/fleet.h"
#include "base/hash_set.h"
#include "base/memory.h"

/* The first place of a value. */
struct first {
    struct file_identity identity; /* of the input */
    const char *path;
    struct range at;
};

struct places {
    struct hash_map numbers; /* of each value the number of its first place, from 1 */
    struct first *items;
    size_t count;
    size_t capacity;
};

struct fleet {
    struct engine *engine; /* for the fleet rules; NULL: they have had nothing to do yet */
    struct places places[SHARED_COUNT];
    struct arena paths;
};

static void places_free(struct places *places)
{
    memory_free(places->items);
    hash_map_free(&places->numbers);
}

struct fleet *fleet_new(void)
{
    return memory_new(sizeof(struct fleet));
}

void fleet_free(struct fleet *fleet)
{
    if (!fleet)
        return;
    engine_free(fleet->engine);
    for (int i = 0; i < SHARED_COUNT; i++)
        places_free(&fleet->places[i]);
    arena_free(&fleet->paths);
    memory_free(fleet);
}

/* Notes where a value came first, and returns the place's number. */
static uint32_t add_first(struct fleet *fleet, struct places *places, const struct shared *shared,
                          const struct linted *linted)
{
    places->items =
        memory_grow(places->items, places->count, &places->capacity, sizeof *places->items);
    places->items[places->count++] = (struct first){
        .identity = linted->identity,
        .path = arena_string(&fleet->paths, text_of(linted->inspection.path)),
        .at = shared->at,
    };
    return (uint32_t)places->count;
}

/* Calls the fleet rules, and gives what they find its source line. */
static void judge_other(struct fleet *fleet, const struct other_input *other,
                        const struct shared *value, struct linted *linted)
{
    struct findings *findings = &linted->inspection.findings;
    size_t before = findings->count;
    if (!fleet->engine)
        fleet->engine = engine_new(linted->judgement);
    engine_judge_by(fleet->engine, linted->judgement);
    engine_compare(fleet->engine, other, findings);
    for (size_t i = before; i < findings->count; i++)
        findings->items[i].excerpt = value->excerpt;
}

static void judge_value(struct fleet *fleet, enum shared_kind kind, const struct shared *value,
                        struct linted *linted)
{
    struct places *places = &fleet->places[kind];
    if (!value->is_there)
        return;
    uint32_t *number = hash_map_at(&places->numbers, value->hash);
    if (!*number) {
        *number = add_first(fleet, places, value, linted);
        return;
    }
    const struct first *first = &places->items[*number - 1];
    if (file_identity_equal(first->identity, linted->identity))
        return;
    if (value->is_silenced) {
        linted->inspection.findings.counts.suppressed++;
        return;
    }
    const struct other_input other = {
        .path = first->path,
        .attribute = shared_attribute(kind),
        .there = first->at,
        .here = value->at,
        .embedding = value->embedding,
    };
    judge_other(fleet, &other, value, linted);
}

void fleet_judge(struct fleet *fleet, struct linted *linted)
{
    if (linted->inspection.outcome != OUTCOME_LINTED)
        return;
    for (size_t profile = 0; profile < INSPECTION_PROFILES; profile++)
        for (int i = 0; i < SHARED_COUNT; i++)
            judge_value(fleet, (enum shared_kind)i, &linted->shared[profile][i], linted);
    findings_sort(&linted->inspection.findings);
}
