/* SPDX-License-Identifier: MIT */
/* --print-config: every setting in force, and what it comes from; and --init. */
#ifndef SIPLINT_CLI_PRINT_CONFIG_H
#define SIPLINT_CLI_PRINT_CONFIG_H

#include "base/status.h"
#include "cli/environment.h"
#include "cli/options.h"

/* For the file that the options name, else for those that no section holds for. */
void print_config(struct emit *out, const struct options *options,
                  const struct environment *environment);

/* Writes a setting file into the working directory that changes nothing, but says what could be.
 * STATUS_INCOMPLETE, after a message, when there is one or it can't be written. */
enum status print_initial_config(struct emit *errors);

/* The options that a line of the output is about, by their names; NULL after the last line. */
const char *const *print_config_options(size_t line);

#endif
