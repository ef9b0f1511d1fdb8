/* SPDX-License-Identifier: MIT */
/* All inputs of a run, one after another, each handed on as soon as its turn comes. */
#ifndef SIPLINT_RUN_RUN_H
#define SIPLINT_RUN_RUN_H

#include "findings/inspection.h"
#include "input/paths.h"
#include "rules/engine.h"

struct run {
    const struct judgement *judgement;
    const char *stdin_name; /* what standard input is called in reports */
    bool excerpts;          /* the findings' source lines are wanted */

    /* Told of every input, in the order in which `paths` hands them out. The inspection is valid during the call. False: stop here. */
    bool (*report)(void *context, const struct inspection *inspection);
    void *context;
};

void run_inputs(const struct run *run, struct paths *paths);

#endif
