/* SPDX-License-Identifier: MIT */
/*
 * One function for each option, as options.def names them. Each notes what its option says, and
 * returns false after a message when that can't be. What depends on other options is settled
 * when all are known.
 */
#ifndef SIPLINT_CLI_HANDLERS_H
#define SIPLINT_CLI_HANDLERS_H

#include "cli/choices.h"
#include "cli/environment.h"
#include "cli/options.h"
#include "settings/selection.h"

/* In the order of choices_color. */
enum color_choice { COLOR_CHOICE_AUTO, COLOR_CHOICE_ALWAYS, COLOR_CHOICE_NEVER };

struct parsing {
    struct options *options;
    const struct environment *environment;
    struct emit *errors;
    const struct said *said; /* the option at hand; NULL: none by itself */
    const char *argument;    /* its argument; NULL: it takes none */
    int choice;              /* which of its choices that is, where those are strict */
    struct selection selection;
    const char *format_name; /* NULL: not said */
    enum color_choice color;
    bool shown_was_said;
};

/* Has an option its effect. False after a message. */
bool said_apply(struct parsing *parsing, const struct said *said);

/* The decimal number that is all of the word, if it's one of 0 to `greatest`. */
bool parse_number(const char *word, uint64_t greatest, uint64_t *number);

/* What a message about a place of the setting file begins with: that place, and "error: ". */
void begin_file_complaint(const struct parsing *parsing, struct setting_place at);

/* `… BEFORE "VALUE" AFTER`, with what isn't NULL of the last two; always false. */
bool complain(const struct parsing *parsing, const char *before, const char *value,
              const char *after);

/* `… unknown format "gc"; did you mean "gcc"?`, about a part of the argument; always false. */
bool complain_of_word(const struct parsing *parsing, const struct choices *choices,
                      struct text word);

#endif
