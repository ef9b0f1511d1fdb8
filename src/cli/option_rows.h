/* SPDX-License-Identifier: MIT */
/* The table of options: what the command line and setting files are read by, and what lists them.
 */
#ifndef SIPLINT_CLI_OPTION_ROWS_H
#define SIPLINT_CLI_OPTION_ROWS_H

#include "cli/choices.h"

enum option_group {
    GROUP_INPUT,
    GROUP_RULES,
    GROUP_OUTPUT,
    GROUP_SETTINGS,
    GROUP_ABOUT,
    GROUP_COUNT
};

/* Where an option may be given: one of the first three, and what else is to know. */
enum option_scope {
    IN_COMMAND,     /* on the command line only */
    IN_FILE = 1,    /* also in a setting file, above its first section */
    IN_SECTION = 2, /* also in a section */
    EACH = 4,       /* there a list of arguments; on the command line one, and the option repeats */
    OPTIONAL = 8,   /* its argument may be left out */
};

struct parsing; /* see handlers.h */

struct option_row {
    const char *name;
    char letter;          /* 0: no short form */
    const char *argument; /* what stands for it in the help; NULL: takes none */
    enum option_group group;
    unsigned scope;                /* of option_scope */
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

/* One function for each, in handlers.c; their contract is in handlers.h. */
#define OPTION(name, letter, argument, group, scope, choices, handler, help) \
    bool handler(struct parsing *parsing);
#include "cli/options.def"
#undef OPTION

#endif
