/* SPDX-License-Identifier: MIT */
/* The first places of values, found by a hash table with open addressing. Values are compared by
 * their 64-bit keyed hash alone. */
#include "run/fleet.h"
#include "base/memory.h"

#include <string.h>

/* The first place of a value. */
struct first {
    uint64_t hash;
    uint64_t identity[2]; /* of the input */
    const char *path;
    struct range at;
};

/* Small, so that a hundred thousand of them stay in the processor's cache. */
struct slot {
    uint32_t high;   /* the hash's upper half */
    uint32_t number; /* of the first place, from 1; 0: free */
};

struct places {
    struct first *items;
    size_t count;
    size_t capacity;
    struct slot *slots;
    size_t slot_count; /* a power of two */
};

struct fleet {
    struct engine *engine; /* for the fleet rules alone */
    const struct judgement *judgement;
    struct places keys;
    struct places realms;
    struct arena paths;
};

static void places_free(struct places *places)
{
    memory_free(places->items);
    memory_free(places->slots);
}

/* The slot that has the hash's place, or is free for it. */
static struct slot *find_slot(const struct places *places, uint64_t hash)
{
    uint32_t high = (uint32_t)(hash >> 32);
    for (size_t at = (size_t)hash;; at++) {
        struct slot *slot = &places->slots[at & (places->slot_count - 1)];
        if (!slot->number || (slot->high == high && places->items[slot->number - 1].hash == hash))
            return slot;
    }
}

static void fill_slot(struct places *places, size_t number)
{
    uint64_t hash = places->items[number].hash;
    *find_slot(places, hash) = (struct slot){(uint32_t)(hash >> 32), (uint32_t)number + 1};
}

static void grow_slots(struct places *places)
{
    memory_free(places->slots);
    places->slot_count = places->slot_count ? places->slot_count * 2 : 64;
    places->slots = memory_resize(NULL, places->slot_count, sizeof *places->slots);
    memset(places->slots, 0, places->slot_count * sizeof *places->slots);
    for (size_t i = 0; i < places->count; i++)
        fill_slot(places, i);
}

/* The place that has this hash; NULL: it has none yet. */
static const struct first *find_first(const struct places *places, uint64_t hash)
{
    const struct slot *slot = places->slot_count ? find_slot(places, hash) : NULL;
    return slot && slot->number ? &places->items[slot->number - 1] : NULL;
}

static void add_first(struct places *places, const struct first *first)
{
    places->items =
        memory_grow(places->items, places->count, &places->capacity, sizeof *places->items);
    places->items[places->count++] = *first;
    if (places->count > places->slot_count / 2)
        grow_slots(places);
    else
        fill_slot(places, places->count - 1);
}

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
    places_free(&fleet->keys);
    places_free(&fleet->realms);
    arena_free(&fleet->paths);
    memory_free(fleet);
}

static bool is_same_input(const struct first *first, const struct linted *linted)
{
    return first->identity[0] == linted->identity[0] && first->identity[1] == linted->identity[1];
}

static void judge_value(struct fleet *fleet, struct places *places, enum attribute_kind attribute,
                        const struct shared_value *value, struct linted *linted)
{
    if (!value->is_there)
        return;
    const struct first *first = find_first(places, value->hash);
    if (!first) {
        const struct first met = {
            .hash = value->hash,
            .identity = {linted->identity[0], linted->identity[1]},
            .path = arena_string(&fleet->paths, text_of(linted->inspection.path)),
            .at = value->at,
        };
        add_first(places, &met);
        return;
    }
    if (is_same_input(first, linted))
        return;
    if (value->is_silenced) {
        linted->inspection.findings.counts.suppressed++;
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
