/* SPDX-License-Identifier: MIT */
/*
 * From what a rule states to a finding.
 *
 * How a rule says what it found:
 *
 *     flag(context, at_value(server->element, ATTRIBUTE_protocol),
 *          .message = "the protocol {} is not TCP, UDP or TLS",
 *          .values = {quoted_value(server->element, ATTRIBUTE_protocol)},
 *          .nearest = "TLS");
 *
 * The rule's id, severity, help line and the client's answer come from its row in the table, unless
 * the statement has its own. Nothing of a statement is evaluated when nobody will see it, as that
 * of a note that's hidden: it's counted. Each `{}` is replaced by one of the values, which come
 * from the input through quoted_value(), quoted_part() and quoted_xml_name() only: see harmless.h.
 * Secrets have no way in.
 */
#ifndef SIPLINT_RULES_FLAG_H
#define SIPLINT_RULES_FLAG_H

#include "catalogue/rules.h"
#include "findings/finding.h"
#include "findings/message.h"
#include "findings/policy.h"
#include "findings/suppress.h"
#include "profile/profile.h"

#include <string.h>

#define STATEMENT_VALUES 4
#define ADVICE_VALUES 3

/* What to do, where that depends on the rest of the profile: see advice.h. */
struct advice {
    const char *help; /* NULL: the row's */
    struct steps steps;
    struct argument values[ADVICE_VALUES + 1]; /* for the {} in help */
};

struct statement {
    const char *message; /* what is wrong, the value seen, what would be right */
    struct argument values[STATEMENT_VALUES + 1];
    struct text written; /* what should have been a known word: characters in it that only look
                            right are named, and blanks at its ends */
    const char *nearest; /* the known word that was likely meant; NULL: none is close */
    const char *help;    /* instead of the row's */
    struct argument help_values[STATEMENT_VALUES + 1];
    struct steps steps;       /* what the help says, as steps */
    struct advice advice;     /* instead of these three */
    const char *code;         /* instead of the row's, or "" for none … */
    bool likely;              /* … with this */
    const char *related;      /* about another place, at … */
    struct range related_at;  /* … this range … */
    const char *related_path; /* … of another input; NULL: of the same */
};

struct rule_context;

#define flag(context, at, ...) flag_as(SEVERITY_OFF, context, at, __VA_ARGS__)

/* With a severity instead of the row's, unless that is SEVERITY_OFF or the user has set one. */
#define flag_as(own, context, at, ...)                                                           \
    do {                                                                                         \
        enum severity flagged_as = rule_context_weigh((context), (own));                         \
        if (flagged_as != SEVERITY_OFF)                                                          \
            flag_statement((context), flagged_as, (at), &(const struct statement){__VA_ARGS__}); \
    } while (false)

/* The severity of what the current rule is about to state, with one of its `own` as in flag_as().
 * SEVERITY_OFF: nothing more of it matters; where it's only hidden, it has been counted. */
enum severity rule_context_weigh(struct rule_context *context, enum severity own);

/* Most profiles have few findings: compilers put what leads here apart from what is judged. */
__attribute__((cold)) void flag_statement(struct rule_context *context, enum severity severity,
                                          struct token at, const struct statement *statement);

/* An attribute's value, or a part of it, as far as it may be shown. The part is a slice of the
 * value.
 */
struct argument quoted_value(const struct element *element, enum attribute_kind attribute);
struct argument quoted_part(const struct element *element, enum attribute_kind attribute,
                            struct text part);

/* Likewise a part of a value that isn't an element's any more. */
struct argument quoted_slice(enum attribute_kind attribute, struct text value, struct text part);

/* Is a part of the value one that isn't shown, after another such part? These have one place (see
 * at_part()), and so are one finding. `was_hidden` is false at first. */
bool is_hidden_again(const struct element *element, enum attribute_kind attribute, struct text part,
                     bool *was_hidden);

/* Who reads an element, or what is in it. */
struct argument reader_of(const struct element *element);

/* A name that isn't known: of an element, an attribute, a rule, an encoding. */
struct argument quoted_xml_name(struct text name);

/* A name that isn't shown may be a password, so that its range mustn't tell how long it is. */
struct token without_length(struct token at, struct text name);

/* Steps for .steps: gives an attribute another value, removes it, replaces a part of its value. The
 * token is anywhere in the start tag; to remove one whose name may be misspelt, that name. */
struct edit edit_set(struct token at, enum attribute_kind attribute, const char *value);
struct edit edit_remove(struct token at, enum attribute_kind attribute);
struct edit edit_part(const struct element *element, enum attribute_kind attribute,
                      struct text part, const char *text);

/* Replaces just what the token points at. */
struct edit edit_replace(struct token at, const char *text);

/* The kinds of edit that concern a whole element. */
struct edit edit_element(enum edit_kind kind, struct token at, const char *text);

/* The same step, its text being an example of what only the administrator knows. */
struct edit edit_example(struct edit edit);

/* A text for a step and its help: `pattern` with a word for its {}. NULL where the word, if it's
 * from the input, isn't just letters, digits, points and hyphens, or may not be shown. It lives as
 * long as the finding. */
const char *text_with(struct rule_context *context, const char *pattern, struct argument part);

/* Flags an attribute that isn't there or empty; the row's help has this example of a value, which
 * is made up unless the attribute's values are words. */
void flag_absent(const struct element *element, enum attribute_kind attribute, const char *example,
                 struct rule_context *context);

static inline void flag_missing(const struct element *element, enum attribute_kind attribute,
                                const char *example, struct rule_context *context)
{
    if (lacks_value(element, attribute))
        flag_absent(element, attribute, example, context);
}

/* Flags an attribute's value, which is none of those that it may have; `message` has a {} for it.
 * The help is to write the one that was likely meant; else it's the row's, with this example. */
void flag_unknown(const struct element *element, enum attribute_kind attribute, const char *message,
                  const char *example, struct rule_context *context);

/* ---- For whoever calls the rules ---- */

/* The profile that findings are about: the document itself, or one that is embedded in it. */
struct rule_scope {
    struct embedding embedding;
    const char *codes; /* what the constants begin with that this kind of document is answered
                          with; NULL: there are none */
    size_t first;      /* its first finding; there were these before: */
    struct finding_counts before;
    struct finding_counts common; /* of those that are reported for any document */
};

/* Where statements go: embed one, zeroed, with its policy. */
struct rule_context {
    const struct policy *policy;
    struct findings *findings; /* borrowed, as the policy is */
    struct suppressions suppressions;
    uint16_t rule;                       /* the one that is being called */
    uint64_t found[RULE_COUNT / 64 + 1]; /* a set of rules: those that found something in the
                                            facts at hand */
    struct rule_scope scope;
    bool has_found; /* that set isn't empty */
    bool is_full;   /* there are as many as there may be; no more is kept */
};

/* The findings of another document, or some more of one, go there. */
void rule_context_begin(struct rule_context *context, struct findings *findings);
void rule_context_free(struct rule_context *context);

/* They're about a profile that a carrier holds; returns what they were about, to be set again. */
struct rule_scope rule_context_enter(struct rule_context *context, struct embedding embedding);

/* The rules will be called for other facts. */
static inline void rule_context_turn(struct rule_context *context)
{
    if (context->has_found)
        memset(context->found, 0, sizeof context->found);
    context->has_found = false;
}

/* It's a carrier, which other programs than the RTC client read. */
void rule_context_set_carrier(struct rule_context *context, enum element_kind root);

/* It turns out not to be a profile: what was found as in one isn't true of it. */
void rule_context_forget_profile(struct rule_context *context);

#endif
