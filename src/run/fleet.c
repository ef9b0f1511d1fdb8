/* SPDX-License-Identifier: MIT */
/* A hash table of first places, open addressing; values are compared by their 64-bit keyed hash
 * alone. */
#include "run/fleet.h"
#include "base/memory.h"

#include <string.h>

/* The first place of a value. */
struct first {
    uint64_t hash;        /* 0: free */
    uint64_t identity[2]; /* of the input */
    const char *path;
    struct range at;
};

struct places {
    struct first *slots;
    size_t count;
    size_t capacity; /* a power of two */
};

struct fleet {
    struct engine *engine; /* for the fleet rules alone */
    const struct judgement *judgement;
    struct places keys;
    struct places realms;
    struct arena paths;
};

struct fleet *fleet_new(const struct judgement *judgement)
{
    struct fleet *fleet = memory_new(sizeof *fleet);
    fleet->judgement = judgement;
    return fleet;
}

void fleet_free(struct fleet *fleet)
{
    if (!fleet)
        return;
    engine_free(fleet->engine);
    memory_free(fleet->keys.slots);
    memory_free(fleet->realms.slots);
    arena_free(&fleet->paths);
    memory_free(fleet);
}

static struct first *find_slot(const struct places *places, uint64_t hash)
{
    size_t at = (size_t)hash & (places->capacity - 1);
    while (places->slots[at].hash && places->slots[at].hash != hash)
        at = (at + 1) & (places->capacity - 1);
    return &places->slots[at];
}

static void grow(struct places *places)
{
    struct places old = *places;
    places->capacity = old.capacity ? old.capacity * 2 : 64;
    places->slots = memory_resize(NULL, places->capacity, sizeof *places->slots);
    memset(places->slots, 0, places->capacity * sizeof *places->slots);
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.slots[i].hash)
            *find_slot(places, old.slots[i].hash) = old.slots[i];
    }
    memory_free(old.slots);
}

static bool is_same_input(const struct first *first, const struct linted *linted)
{
    return linted->identity[1] && first->identity[0] == linted->identity[0] &&
           first->identity[1] == linted->identity[1];
}

static void judge_value(struct fleet *fleet, struct places *places, enum attribute_kind attribute,
                        const struct shared_value *value, struct linted *linted)
{
    if (!value->is_there)
        return;
    if (places->count >= places->capacity / 2)
        grow(places);
    uint64_t hash = value->hash ? value->hash : 1;
    struct first *first = find_slot(places, hash);
    if (!first->hash) {
        char *path = arena_string(&fleet->paths, text_of(linted->inspection.path));
        *first = (struct first){hash, {linted->identity[0], linted->identity[1]}, path, value->at};
        places->count++;
        return;
    }
    if (is_same_input(first, linted))
        return;
    if (value->is_silenced) {
        linted->inspection.findings.suppressed++;
        return;
    }
    const struct other_input other = {first->path, attribute, first->at, value->at};
    if (!fleet->engine)
        fleet->engine = engine_new(fleet->judgement);
    struct findings *findings = &linted->inspection.findings;
    size_t before = findings->count;
    engine_compare(fleet->engine, &other, findings);
    for (size_t i = before; i < findings->count; i++) {
        findings->items[i].excerpt = value->excerpt;
        findings->items[i].mark_start = value->mark_start;
        findings->items[i].mark_end = value->mark_end;
    }
}

void fleet_judge(struct fleet *fleet, struct linted *linted)
{
    if (linted->inspection.outcome != OUTCOME_LINTED)
        return;
    judge_value(fleet, &fleet->keys, ATTRIBUTE_key, &linted->key, linted);
    judge_value(fleet, &fleet->realms, ATTRIBUTE_realm, &linted->realm, linted);
    findings_sort(&linted->inspection.findings);
}
