/* SPDX-License-Identifier: MIT */
/*
 * Which findings of a run count: those that a baseline doesn't know and, with --changed, that are
 * in a line which a diff added.
 */
#ifndef SIPLINT_CLI_RELEVANT_H
#define SIPLINT_CLI_RELEVANT_H

#include "base/status.h"
#include "cli/options.h"
#include "findings/baseline.h"
#include "input/changes.h"

/* Embed one, zeroed; relevant_free() must follow. */
struct relevant {
    struct baseline *baseline; /* NULL: nothing is known */
    struct changes *changes;   /* NULL: all lines count */
};

/* Reads the files that the options name. False after a message. */
bool relevant_read(struct relevant *relevant, const struct options *options, struct emit *errors);

/* Leaves out what doesn't count, and sets aside what is known; in the order of the inputs. */
void relevant_apply(struct relevant *relevant, struct inspection *inspection);

/* All inputs were there. How many entries of the baseline are gone? */
size_t relevant_finish(struct relevant *relevant);

/* Writes the baseline, if that's wanted. What the run ends with because of it. */
enum status relevant_write(struct relevant *relevant, const struct known *known, size_t gone,
                           struct emit *errors);

void relevant_free(struct relevant *relevant);

#endif
