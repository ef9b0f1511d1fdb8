/* SPDX-License-Identifier: MIT */
/*
 * A check for each row of the catalogue, by the row's name: declared here, defined in the file of
 * its family (user.c for user.def), called by the engine at the row's phase.
 */
#ifndef SIPLINT_RULES_CHECKS_H
#define SIPLINT_RULES_CHECKS_H

#include "catalogue/rules.h"
#include "profile/profile.h"

struct rule_context; /* see flag.h */

/* A rule: reads the facts, calls flag() (see flag.h), and does nothing else. */
typedef void rule_check(const struct profile *profile, struct rule_context *context);

#define RULE(name, ...) rule_check rule_##name;
#include "catalogue/rules.def"
#undef RULE

#endif
