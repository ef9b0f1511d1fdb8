/* SPDX-License-Identifier: MIT */
/*
 * Which rules are on and how severe: --enable, --disable, --only and --severity, each with ids
 * and categories, applied in the order in which they are, so that later ones win.
 *
 * - A level that's given to a rule by its id turns it on as well; one given to a category leaves
 *   out what --only left out.
 * - Rules that are off by themselves come on by id and by category alike, with --enable, --only and
 *   --severity.
 * - Fixed rules (see catalogue/rules.h) are errors whatever is chosen: what would turn one off or
 *   lower it is refused by id, and passes it over in a category.
 */
#ifndef SIPLINT_SETTINGS_SELECTION_H
#define SIPLINT_SETTINGS_SELECTION_H

#include "catalogue/rules.h"
#include "findings/policy.h"

enum choice_state {
    CHOICE_ON,
    CHOICE_DISABLED,   /* by --disable */
    CHOICE_BY_REQUEST, /* off by itself, and not asked for yet */
    CHOICE_LEFT_OUT,   /* not among those of --only */
};

struct rule_choice {
    enum choice_state state;
    enum severity level;
    bool forced; /* the level was set by the user */
};

struct selection {
    struct rule_choice rules[RULE_COUNT];
};

enum selection_change { SELECTION_ENABLE, SELECTION_DISABLE, SELECTION_KEEP, SELECTION_LEVEL };

enum selection_problem {
    SELECTION_OK,
    SELECTION_UNKNOWN, /* neither the id of a rule nor a category */
    SELECTION_FIXED,   /* that rule can't be turned off or lowered */
};

void selection_init(struct selection *selection);

/* Leaves out all but the fixed rules: --only, before a SELECTION_KEEP for each of its
 * names. */
void selection_clear(struct selection *selection);

/* `level` is for SELECTION_LEVEL. When there's a problem nothing has changed. */
enum selection_problem selection_change(struct selection *selection, enum selection_change change,
                                        struct text name, enum severity level);

/* --fleet=enabled, which is short for --enable=fleet. */
void selection_enable_fleet(struct selection *selection);

/* Fills the policy's severity and forced, which hold RULE_COUNT elements. */
void selection_apply(const struct selection *selection, struct policy *policy);

#endif
