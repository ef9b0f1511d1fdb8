/* SPDX-License-Identifier: MIT */
/* Keeps for each rule whether it's on, and apart from that its level, so that neither undoes the
 * other. */
#include "settings/selection.h"

void selection_init(struct selection *selection)
{
    for (int i = 0; i < RULE_COUNT; i++)
        selection->rules[i] = (struct rule_choice){
            .state = rules[i].opt_in ? CHOICE_BY_REQUEST : CHOICE_ON,
            .level = rules[i].severity,
        };
}

void selection_clear(struct selection *selection)
{
    for (int i = 0; i < RULE_COUNT; i++)
        if (!rules[i].fixed)
            selection->rules[i].state = CHOICE_LEFT_OUT;
}

static void turn_on(struct selection *selection, int rule)
{
    struct rule_choice *choice = &selection->rules[rule];
    choice->state = CHOICE_ON;
    if (choice->level == SEVERITY_OFF) {
        choice->level = rules[rule].severity;
        choice->forced = false;
    }
}

static void set_level(struct selection *selection, int rule, enum severity level, bool by_id)
{
    struct rule_choice *choice = &selection->rules[rule];
    choice->level = level;
    choice->forced = true;
    if (level != SEVERITY_OFF && (by_id || choice->state != CHOICE_LEFT_OUT))
        choice->state = CHOICE_ON;
}

static void change_rule(struct selection *selection, int rule, enum selection_change change,
                        enum severity level, bool by_id)
{
    switch (change) {
    case SELECTION_ENABLE:
    case SELECTION_KEEP:
        turn_on(selection, rule);
        break;
    case SELECTION_DISABLE:
        selection->rules[rule].state = CHOICE_DISABLED;
        break;
    case SELECTION_LEVEL:
        set_level(selection, rule, level, by_id);
        break;
    }
}

/* Would the change turn a rule off, or make less of it than an error? */
static bool lowers(enum selection_change change, enum severity level)
{
    return change == SELECTION_DISABLE || (change == SELECTION_LEVEL && level < SEVERITY_ERROR);
}

enum selection_problem selection_change(struct selection *selection, enum selection_change change,
                                        struct text name, enum severity level)
{
    int rule = rule_find(name);
    if (rule >= 0) {
        if (rules[rule].fixed && lowers(change, level))
            return SELECTION_FIXED;
        change_rule(selection, rule, change, level, true);
        return SELECTION_OK;
    }
    int category = category_find(name);
    if (category < 0)
        return SELECTION_UNKNOWN;
    for (int i = 0; i < RULE_COUNT; i++)
        if ((int)rules[i].category == category && !rules[i].fixed)
            change_rule(selection, i, change, level, false);
    return SELECTION_OK;
}

void selection_enable_fleet(struct selection *selection)
{
    selection_change(selection, SELECTION_ENABLE, text_of(category_name(CATEGORY_FLEET)),
                     SEVERITY_OFF);
}

void selection_apply(const struct selection *selection, struct policy *policy)
{
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct rule_choice *choice = &selection->rules[i];
        policy->severity[i] = (uint8_t)(choice->state == CHOICE_ON ? choice->level : SEVERITY_OFF);
        policy->forced[i] = choice->forced;
    }
}
