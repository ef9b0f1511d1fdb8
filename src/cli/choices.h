/* SPDX-License-Identifier: MIT */
/*
 * The words that an option's argument can be. The parser checks them, --help and the manual list
 * them, completions offer them.
 */
#ifndef SIPLINT_CLI_CHOICES_H
#define SIPLINT_CLI_CHOICES_H

#include "report/emit.h"

struct choices {
    const char *noun; /* of one, for messages */
    bool strict; /* the argument is one of the words; else it's made of them, and its handler checks
                    it */
    const char *(*word)(int index); /* NULL after the last */
};

extern const struct choices choices_format;
extern const struct choices choices_color;
extern const struct choices choices_level;      /* error, warning, note */
extern const struct choices choices_fail_level; /* these, and never */
extern const struct choices choices_rule_level; /* these, and off */
extern const struct choices choices_target;
extern const struct choices choices_fleet;
extern const struct choices choices_rules; /* ids and categories */
extern const struct choices
    choices_severities;                      /* likewise, each to be followed by `=` and a level */
extern const struct choices choices_explain; /* likewise, and `all` */

int choices_count(const struct choices *choices);

/* Which word it is, or -1. */
int choices_find(const struct choices *choices, struct text word);

/* The word that was meant: the nearest, or else the first that begins so; NULL: none. `words` ends
 * with NULL. */
const char *choices_guess(struct text word, const char *const *words);

/*
 * `unknown format "gc"; did you mean "gcc"?`, or a list of the words where none is
 * near.
 */
void choices_complain(const struct choices *choices, struct text word, struct emit *errors);

#endif
