/* SPDX-License-Identifier: MIT */
/* The files that --output asks for: none may be written twice, or over an input. */
#ifndef SIPLINT_CLI_OUTPUTS_H
#define SIPLINT_CLI_OUTPUTS_H

#include "cli/handlers.h"

/* False after a message. To be called when all options and arguments are known. */
bool outputs_check(const struct parsing *parsing);

#endif
