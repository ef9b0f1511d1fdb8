/* SPDX-License-Identifier: MIT */
/*
 * By what each file is checked, where sections of the setting file make a difference. A section
 * holds for a file whose path from the setting file's folder its glob selects (see base/glob.h),
 * and for all files below a folder that it selects. What holds for a file is what the setting file
 * says above its sections, then its sections in their order, then the command line.
 */
#ifndef SIPLINT_CLI_PER_FILE_H
#define SIPLINT_CLI_PER_FILE_H

#include "cli/environment.h"
#include "cli/options.h"
#include "rules/engine.h"

struct per_file;

/* NULL when there are no sections. All is borrowed; `common` is for what no section holds for. */
struct per_file *per_file_new(const struct options *options, const struct environment *environment,
                              const struct judgement *common);
void per_file_free(struct per_file *per_file);

/* The context is the `struct per_file`. Valid until per_file_free(). The path is as paths_next()
 * gives it. Not for two threads at once.
 */
const struct judgement *per_file_judgement(void *context, const char *path);

/* Does that section, from 0, hold for a path? */
bool per_file_holds(struct per_file *per_file, size_t section, const char *path);

/* The next section that held for no file that was asked for; NULL: none. *number is 0 for the
 * first.
 */
const struct setting_section *per_file_unused(const struct per_file *per_file, size_t *number);

#endif
