/* SPDX-License-Identifier: MIT */
/*
 * Understands the command line by the table of options. Everything wrong with it is found here,
 * before any input is opened.
 */
#ifndef SIPLINT_CLI_COMMAND_LINE_H
#define SIPLINT_CLI_COMMAND_LINE_H

#include "base/status.h"
#include "cli/choices.h"
#include "cli/environment.h"
#include "cli/options.h"

/*
 * Fills `options`, which borrow from `argv`. STATUS_CLEAN, or STATUS_USAGE after a message in
 * `errors`; options_free() must follow either way. Not for two threads at once: getopt_long()
 * isn't.
 */
enum status options_parse(struct options *options, int argc, char **argv,
                          const struct environment *environment, struct emit *errors);

/* The table, for whatever lists options. */
enum option_group { GROUP_INPUT, GROUP_RULES, GROUP_OUTPUT, GROUP_ABOUT, GROUP_COUNT };

struct parsing; /* see handlers.h */

struct option_row {
    const char *name;
    char letter;          /* 0: no short form */
    const char *argument; /* what stands for it in the help; NULL: takes none */
    enum option_group group;
    const struct choices *choices; /* NULL: anything goes, or the handler sees to it */
    bool (*handler)(struct parsing *parsing);
    const char *help;
};

#define OPTION(...) +1
enum {
    OPTION_COUNT = 0
#include "cli/options.def"
};
#undef OPTION

extern const struct option_row option_rows[OPTION_COUNT];

/* "Inputs", … */
extern const char *const option_group_titles[GROUP_COUNT];

#endif
