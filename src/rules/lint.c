/* SPDX-License-Identifier: MIT */
/* Rules about siplint's own comments: see findings/suppress.h. */
#include "findings/suppress.h"
#include "rules/flag.h"
#include "rules/rules.h"

static struct token at_problem(const struct suppression_fact *fact)
{
    return at_range(fact->at, ELEMENT_UNKNOWN, ATTRIBUTE_UNKNOWN);
}

static struct argument quoted_id(struct text word)
{
    return quoted(harmless_value(FORM_ID, NULL, word));
}

void rule_suppression_unknown_rule(const struct profile *profile, struct rule_context *context)
{
    const struct suppression_fact *fact = profile->suppression;
    struct token at = at_problem(fact);
    const char *message = "no rule is called {}";
    const char *help = NULL;
    if (fact->problem != SUPPRESSION_UNKNOWN)
        return;
    if (category_find(fact->word) >= 0) {
        message = "{} is a category of rules: a comment suppresses single rules";
        help = "name each rule; siplint --list-rules shows them with their categories";
    }
    if (!quoted_id(fact->word).shown) /* it may be anything, so its length isn't shown either */
        at.range.end = at.range.start;
    flag(context, at, .message = message, .values = {quoted_id(fact->word)},
         .nearest = fact->nearest, .help = help);
}

void rule_suppression_malformed(const struct profile *profile, struct rule_context *context)
{
    const struct suppression_fact *fact = profile->suppression;
    if (fact->problem == SUPPRESSION_UNREADABLE)
        flag(context, at_problem(fact),
             .message = "this siplint comment can't be read, so it suppresses nothing");
    if (fact->problem == SUPPRESSION_TOO_MANY)
        flag(context, at_problem(fact),
             .message = "with this comment, the file's comments name more than {} rules, so it "
                        "suppresses nothing",
             .values = {number(SUPPRESSION_LIMIT)},
             .help = "name each rule once, in front of <provision> if it's for the whole file");
    if (fact->problem == SUPPRESSION_FIXED)
        flag(context, at_problem(fact),
             .message = "{} can't be suppressed: it says that a file wasn't checked to its end",
             .values = {quoted_id(fact->word)},
             .help = "take {} out of the comment, or delete a comment that names nothing else",
             .help_values = {quoted_id(fact->word)});
}

void rule_suppression_unused(const struct profile *profile, struct rule_context *context)
{
    if (profile->suppression->problem == SUPPRESSION_UNUSED)
        flag(context, at_problem(profile->suppression),
             .message = "this comment suppresses nothing: what it names isn't found there");
}
