/* SPDX-License-Identifier: MIT */
/*
 * What the options' defaults depend on outside the command line, in a form that a test can make
 * up.
 */
#ifndef SIPLINT_CLI_ENVIRONMENT_H
#define SIPLINT_CLI_ENVIRONMENT_H

#include <stdbool.h>
#include <stdint.h>

struct environment {
    bool output_is_terminal;
    const char *no_color; /* the variables of these names; NULL: not set */
    const char *clicolor_force;
    const char *term;
    const char *source_date_epoch;
    const char *home;
    int64_t clock; /* seconds since 1970 */
};

struct environment environment_read(void);

/*
 * Is output coloured when --color doesn't say? NO_COLOR (https://no-color.org) that isn't empty
 * turns it off, else CLICOLOR_FORCE that isn't 0 turns it on, else a terminal that isn't dumb
 * has it.
 */
bool environment_wants_color(const struct environment *environment);

/*
 * Takes the descriptors 0, 1 and 2 where the caller left one closed, so that no file that's
 * opened later gets its number. What is read or written there fails as on a closed one.
 */
void environment_hold_descriptors(void);

#endif
