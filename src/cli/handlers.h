/* SPDX-License-Identifier: MIT */
/*
 * One function for each option, as options.def names them. Each notes what its option says, and
 * returns false after a message when that can't be. What depends on other options is settled
 * when all are known.
 */
#ifndef SIPLINT_CLI_HANDLERS_H
#define SIPLINT_CLI_HANDLERS_H

#include "cli/environment.h"
#include "cli/options.h"
#include "cli/selection.h"

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER }; /* the order of choices_color */

struct parsing {
    struct options *options;
    const struct environment *environment;
    struct emit *errors;
    const char *argument; /* of the option at hand; NULL: it takes none */
    int choice;           /* which of its choices the argument is, where those are strict */
    struct selection selection;
    const char *format_name; /* NULL: not said */
    enum color_choice color;
    bool shown_was_said;
};

#define OPTION(name, letter, argument, group, choices, handler, help) \
    bool handler(struct parsing *parsing);
#include "cli/options.def"
#undef OPTION

/* The decimal number that is all of the word, if it's one of 0 to `greatest`. */
bool parse_number(const char *word, uint64_t greatest, uint64_t *number);

/* `siplint: BEFORE "VALUE" AFTER`, with what isn't NULL of the last two; always false. */
bool complain(struct emit *errors, const char *before, const char *value, const char *after);

#endif
