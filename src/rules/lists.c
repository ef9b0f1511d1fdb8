/* SPDX-License-Identifier: MIT */
#include "rules/lists.h"
#include "base/memory.h"

static rule_check *const checks[RULE_COUNT] = {
#define RULE(name, ...) rule_##name,
#include "catalogue/rules.def"
#undef RULE
};

/* The kinds of element that a rule has a list for each of, as a set; else just one. */
static unsigned kinds_of(const struct rule *rule)
{
    if (rule->phase != PHASE_ELEMENT && rule->phase != PHASE_VALUES)
        return 1;
    return rule->elements ? rule->elements : (1u << ELEMENT_COUNT) - 1;
}

/* Goes through the lists that a rule is in: puts it where each goes on, if there's something to put
 * it into, and moves that place on. */
static void list_rule(size_t rule, struct listed *on, size_t places[LISTS])
{
    for (unsigned kinds = kinds_of(&rules[rule]); kinds; kinds &= kinds - 1) {
        enum element_kind kind = (enum element_kind)__builtin_ctz(kinds);
        size_t place = places[rule_list(rules[rule].phase, kind)]++;
        if (on)
            on[place] = (struct listed){checks[rule], (uint16_t)rule};
    }
}

/* Where two phases share a list, what is for the end of any element comes last. */
static void list_rules(const struct policy *policy, enum target target, struct listed *on,
                       size_t places[LISTS])
{
    for (int is_last = 0; is_last < 2; is_last++) {
        for (size_t rule = 0; rule < RULE_COUNT; rule++) {
            if (rule_severity(rule, policy, target) != SEVERITY_OFF &&
                (rules[rule].phase == PHASE_ELEMENT) == is_last)
                list_rule(rule, on, places);
        }
    }
}

void rule_lists_make(struct rule_lists *lists, const struct policy *policy, enum target target)
{
    size_t places[LISTS] = {0};
    size_t count = 0;
    list_rules(policy, target, NULL, places); /* counts them */
    for (size_t list = 0; list < LISTS; list++) {
        lists->first_of[list] = count;
        count += places[list];
        places[list] = lists->first_of[list];
    }
    lists->first_of[LISTS] = count;
    lists->on = memory_resize(lists->on, count, sizeof *lists->on);
    list_rules(policy, target, lists->on, places);
}

void rule_lists_free(struct rule_lists *lists)
{
    memory_free(lists->on);
    lists->on = NULL;
}
