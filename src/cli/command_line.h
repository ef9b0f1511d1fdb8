/* SPDX-License-Identifier: MIT */
/*
 * Understands the command line by the table of options. Everything wrong with it is found here,
 * before any input is opened.
 */
#ifndef SIPLINT_CLI_COMMAND_LINE_H
#define SIPLINT_CLI_COMMAND_LINE_H

#include "base/status.h"
#include "cli/environment.h"
#include "cli/options.h"

/*
 * Fills `options`, which borrow from `argv`. STATUS_CLEAN, or STATUS_USAGE after a message in
 * `errors`; options_free() must follow either way. Not for two threads at once: getopt_long()
 * isn't.
 */
enum status options_parse(struct options *options, int argc, char **argv,
                          const struct environment *environment, struct emit *errors);

#endif
