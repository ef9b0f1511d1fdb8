/* SPDX-License-Identifier: MIT */
/*
 * The setting file of a run: which one it is, and what it says, checked by the table of options.
 *
 * It's the one of --config; else the nearest `.siplint.conf` in the working directory or above it,
 * up to the root of the repository that this is in. A folder that is somebody's home has none.
 */
#ifndef SIPLINT_CLI_CONFIG_H
#define SIPLINT_CLI_CONFIG_H

#include "cli/handlers.h"

#define CONFIG_NAME ".siplint.conf"

/* Finds and reads the file, and fills the options' `config`. False after messages: of all that is
 * wrong with it. */
bool config_load(struct parsing *parsing);

#endif
