/* SPDX-License-Identifier: MIT */
/* Rules about siplint's own comments: see findings/suppress.h. */
#include "findings/suppress.h"
#include "rules/checks.h"
#include "rules/flag.h"

static struct token at_problem(const struct suppression_fact *fact)
{
    return at_range(fact->at, ELEMENT_UNKNOWN, ATTRIBUTE_UNKNOWN);
}

static struct argument quoted_id(struct text word)
{
    return quoted(harmless_value(FORM_ID, NULL, word));
}

/* Deletes the comment, or the id where it has others. */
static struct edit edit_comment(const struct suppression_fact *fact)
{
    return (struct edit){EDIT_REPLACE, fact->whole, NULL, "", false};
}

void rule_suppression_unknown_rule(const struct profile *profile, struct rule_context *context)
{
    const struct suppression_fact *fact = profile->suppression;
    struct token at = at_problem(fact);
    if (fact->problem != SUPPRESSION_UNKNOWN)
        return;
    if (!quoted_id(fact->word).shown) /* it may be anything, so its length isn't shown either */
        at.range.end = at.range.start;
    if (category_find(fact->word) >= 0)
        flag(context, at,
             .message = "{} is a category of rules, and a comment can suppress single rules only",
             .values = {quoted_id(fact->word)},
             .help =
                 "delete it from the comment, and name each rule: siplint --list-rules shows them",
             .steps.items = {edit_comment(fact)});
    else if (fact->nearest)
        flag(context, at, .message = "no rule is called {}, so this comment doesn't suppress it",
             .values = {quoted_id(fact->word)}, .nearest = fact->nearest, .help = "write {}",
             .help_values = {word(fact->nearest)},
             .steps.items = {{EDIT_REPLACE, fact->at, NULL, fact->nearest, false}});
    else
        flag(context, at, .message = "no rule is called {}, so this comment doesn't suppress it",
             .values = {quoted_id(fact->word)}, .steps.items = {edit_comment(fact)});
}

void rule_suppression_malformed(const struct profile *profile, struct rule_context *context)
{
    const struct suppression_fact *fact = profile->suppression;
    if (fact->problem == SUPPRESSION_UNREADABLE)
        flag(context, at_problem(fact),
             .message = "this comment is meant for siplint, but can't be read: it suppresses "
                        "nothing",
             .steps.items = {edit_comment(fact)});
    if (fact->problem == SUPPRESSION_TOO_MANY)
        flag(context, at_problem(fact),
             .message = "with this comment, the file's comments name more than {} rules: it "
                        "suppresses nothing",
             .values = {number(SUPPRESSION_LIMIT)},
             .help = "delete the comment; for the whole file, name a rule once, before <provision>",
             .steps.items = {edit_comment(fact)});
    if (fact->problem == SUPPRESSION_FIXED)
        flag(context, at_problem(fact),
             .message = "{} can't be suppressed: it says that a file wasn't checked to its end",
             .values = {quoted_id(fact->word)},
             .help = "delete it from the comment, or the comment if it names nothing else",
             .steps.items = {edit_comment(fact)});
}

void rule_suppression_unused(const struct profile *profile, struct rule_context *context)
{
    const struct suppression_fact *fact = profile->suppression;
    if (fact->problem == SUPPRESSION_UNUSED)
        flag(context, at_problem(fact),
             .message = "this comment suppresses nothing: the rules that it names found nothing "
                        "there",
             .steps.items = {edit_comment(fact)});
}
