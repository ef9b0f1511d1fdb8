/* SPDX-License-Identifier: MIT */
/*
 * The catalogue: every rule, from the one table rules.def, and all that's known of it but how it's
 * checked (see rules/checks.h). The enum, the array and everything that lists rules (--list-rules,
 * --explain, the manual, SARIF, completions) come from it.
 */
#ifndef SIPLINT_CATALOGUE_RULES_H
#define SIPLINT_CATALOGUE_RULES_H

#include "base/text.h"
#include "catalogue/severity.h"
#include "profile/profile.h"

enum category {
    CATEGORY_XML,
    CATEGORY_SCHEMA,
    CATEGORY_SECURITY,
    CATEGORY_INTEROP,
    CATEGORY_FLEET,
    CATEGORY_CARRIER,
    CATEGORY_LINT,
    CATEGORY_COUNT
};

struct rule {
    const char *id;
    enum severity severity;
    enum category category;
    enum phase phase;
    unsigned elements;          /* PHASE_ELEMENT, PHASE_VALUES: a set of element_kind; 0: all */
    bool opt_in;                /* off unless asked for by name or by an option */
    bool fixed;                 /* says that a file wasn't checked to its end: always an error */
    unsigned targets;           /* those that it's for: a set of enum target; 0: all */
    bool depends;               /* on the target, the date or other files, not only on the file */
    const uint16_t *implied_by; /* rules of the same phase, earlier in the table: where one of them
                                   has found something, this one reports nothing. Ends with
                                   RULE_COUNT; NULL: none */
    const char *code;           /* what the client answers, or NULL */
    bool likely;                /* that answer is inferred */
    const char *at;             /* the token it points at, for the manual */
    const char *summary;        /* one line: when it fires */
    const char *help;           /* what to write instead: the finding's help line */
    const char *why;            /* the reason in a few sentences */
    const char *bad;            /* the shortest wrong example, and … */
    const char *good;           /* … the same put right */
    const char *source;         /* where the reason is documented: addresses, blank between */
    const char *since;          /* the version of siplint that brought it */
};

enum rule_index {
#define RULE(name, ...) RULE_##name,
#include "catalogue/rules.def"
#undef RULE
    RULE_COUNT
};

extern const struct rule rules[RULE_COUNT];

const char *category_name(enum category category);

/* The first of the addresses where its reason is documented; empty: there is none. */
struct text rule_address(const struct rule *rule);

/* The index of the rule with that id, or -1. */
int rule_find(struct text id);

/* The category of that name, or -1. */
int category_find(struct text name);

/* The id that `word` was most likely meant to be, or NULL. */
const char *rule_nearest(struct text word);

#endif
