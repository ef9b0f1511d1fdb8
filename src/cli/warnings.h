/* SPDX-License-Identifier: MIT */
/* What in the settings had no effect on a run over directories, said at its end. */
#ifndef SIPLINT_CLI_WARNINGS_H
#define SIPLINT_CLI_WARNINGS_H

#include "cli/per_file.h"
#include "input/paths.h"

/* Sections that held for no file. */
void warn_of_sections(const struct options *options, const struct per_file *per_file,
                      struct emit *errors);

/* Globs that matched nothing. */
void warn_of_globs(const struct options *options, const struct paths *paths, struct emit *errors);

#endif
