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
    const char *message = "no rule is called {}";
    const char *help = NULL;
    if (rule_find(fact->word) >= 0) {
        message = "{} can't be silenced";
        help = "correct what it finds, and take the id out of the comment";
    } else if (category_find(fact->word) >= 0) {
        message = "{} is a category of rules: a comment silences single rules";
        help = "name each rule; siplint --list-rules shows them with their categories";
    }
    if (fact->word.length)
        flag(verdict, at_comment(fact->part), .message = message, .values = {quoted(fact->word)},
             .nearest = fact->nearest, .help = help);
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
