/* SPDX-License-Identifier: MIT */
/*
 * The secret of --fleet-hash. It's in a file, since every user of a machine sees the command lines
 * of the others, and logs of jobs have them. No output has it; nor has one the option's argument,
 * which may be the secret itself, written by mistake.
 */
#ifndef SIPLINT_CLI_SECRET_H
#define SIPLINT_CLI_SECRET_H

#include "cli/handlers.h"

/* Reads the secret, if there's one to be, into the options. False after a message. */
bool secret_settle(struct parsing *parsing);

#endif
