/* SPDX-License-Identifier: MIT */
/*
 * Which rules are called when: those that are on, in the table's order, a list for each phase and,
 * where a phase is about elements of any kind, for each kind. Embed one, zeroed.
 */
#ifndef SIPLINT_RULES_LISTS_H
#define SIPLINT_RULES_LISTS_H

#include "findings/policy.h"
#include "rules/checks.h"

/* The phases that have a list for each kind of element come after the others. */
enum { LISTS_ELEMENT = PHASE_COUNT, LISTS_VALUES = LISTS_ELEMENT + ELEMENT_COUNT };
#define LISTS (LISTS_VALUES + ELEMENT_COUNT)

struct listed {
    rule_check *check;
    uint16_t rule;
};

struct rule_lists {
    struct listed *on;          /* owned */
    size_t first_of[LISTS + 1]; /* where a list begins; it ends where the next one does */
};

/* Lists the rules that are on by that policy and for that target. */
void rule_lists_make(struct rule_lists *lists, const struct policy *policy, enum target target);
void rule_lists_free(struct rule_lists *lists);

/*
 * The number of the list for a phase; `kind`: of the element at hand, where there's one. The ends
 * of some kinds are phases of their own: what is for the end of any element is in the same list.
 */
static inline size_t rule_list(enum phase phase, enum element_kind kind)
{
    static const enum phase ends[ELEMENT_COUNT] = {/* 0: it has no such phase */
                                                   [ELEMENT_user] = PHASE_USER,
                                                   [ELEMENT_sipsrv] = PHASE_SERVER,
                                                   [ELEMENT_session] = PHASE_SESSION};
    if (phase == PHASE_VALUES)
        return LISTS_VALUES + kind;
    if (phase != PHASE_ELEMENT)
        return phase;
    return ends[kind] ? ends[kind] : LISTS_ELEMENT + kind;
}

#endif
