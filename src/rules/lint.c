/* SPDX-License-Identifier: MIT */
/* Rules about siplint's own comments: see findings/suppress.h. */
#include "rules/rules.h"
#include "rules/verdict.h"

static struct token at_comment(struct range range)
{
    return at_range(range, ELEMENT_UNKNOWN, ATTRIBUTE_UNKNOWN);
}

void rule_suppression_unknown_rule(const struct profile *profile, struct verdict *verdict)
{
    const struct suppression_fact *fact = profile->suppression;
    if (fact->word.length)
        flag(verdict, at_comment(fact->part), .message = "no rule is called {}",
             .values = {quoted(fact->word)}, .nearest = fact->nearest);
}

void rule_suppression_malformed(const struct profile *profile, struct verdict *verdict)
{
    if (profile->suppression->is_malformed)
        flag(verdict, at_comment(profile->suppression->at),
             .message = "this comment for siplint can't be read, and has no effect");
}

void rule_suppression_unused(const struct profile *profile, struct verdict *verdict)
{
    if (profile->suppression->is_unused)
        flag(verdict, at_comment(profile->suppression->at),
             .message = "this comment silences nothing: what it names isn't found there");
}
