/* SPDX-License-Identifier: MIT */
/* What siplint is for: lints the inputs that the options name, or lists them, and writes the
 * reports. */
#ifndef SIPLINT_CLI_LINTING_H
#define SIPLINT_CLI_LINTING_H

#include "base/status.h"
#include "cli/environment.h"
#include "cli/options.h"

/* Of ACTION_LINT and ACTION_LIST_FILES. `out` is standard output; what went wrong is said in
 * `errors`. */
enum status lint_inputs(const struct options *options, const struct environment *environment,
                        struct emit *out, struct emit *errors);

#endif
