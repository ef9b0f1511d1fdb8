/* SPDX-License-Identifier: MIT */
/* --list-rules and --explain: what the rule table knows, for people and for programs. */
#ifndef SIPLINT_CLI_EXPLAIN_H
#define SIPLINT_CLI_EXPLAIN_H

#include "findings/policy.h"
#include "profile/target.h"
#include "report/emit.h"

/* A line for each rule: id, the severity in force, category, summary. */
void explain_list_rules(struct emit *out, const struct policy *policy, enum target target);

/* A JSON array with an object for each rule, which has all that's explained, and the severity in
 * force. It's described by man/siplint.schema.json. */
void explain_list_rules_json(struct emit *out, const struct policy *policy, enum target target);

/* A rule, all of a category, or `all`; the name is known to be one of them. */
void explain_rules(struct emit *out, const char *name);

#endif
