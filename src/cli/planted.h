/* SPDX-License-Identifier: MIT */
/*
 * Symbolic links that whoever wrote the linted files may have put there. A report that went through
 * one would replace whatever file that person names, with the rights of the one who runs siplint; a
 * list would show that file's lines, as names that lead nowhere.
 */
#ifndef SIPLINT_CLI_PLANTED_H
#define SIPLINT_CLI_PLANTED_H

#include "cli/options.h"

/*
 * The first such link on the way of a path, as it's to be told, or NULL; to be freed. Such links
 * are those in a directory that's linted, beside a file that's linted, in the working directory
 * when a list names what is linted, and in the repositories of all these and of the working
 * directory.
 */
char *planted_link(const struct options *options, const char *path);

#endif
