/* SPDX-License-Identifier: MIT */
/* What --help and --version print; the list of options comes from options.def. */
#ifndef SIPLINT_CLI_HELP_H
#define SIPLINT_CLI_HELP_H

#include "report/emit.h"

void help_print(struct emit *out);
void help_print_version(struct emit *out);

#endif
