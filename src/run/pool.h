/* SPDX-License-Identifier: MIT */
/*
 * All inputs of a run, shared out to threads, and each handed on in its turn. Whoever has nothing
 * better to do takes the next step: report the input whose turn it is, ask for a further one, or
 * lint one. So the walk goes on while inputs are linted, and what is finished goes out in order.
 *
 * All that is kept is a ring of inputs: when one takes long, the others run ahead until the ring is
 * full, or too many findings wait, and then wait for it.
 */
#ifndef SIPLINT_RUN_POOL_H
#define SIPLINT_RUN_POOL_H

#include "findings/inspection.h"
#include "input/paths.h"
#include "rules/engine.h"

struct run {
    const struct judgement *judgement;

    /* By what an input of that path is judged, where it isn't the same for all; NULL: it is. Told
     * in the order of the inputs, by one thread at a time. */
    const struct judgement *(*judgement_for)(void *judges, const char *path);
    void *judges;

    const char *stdin_name; /* what standard input is called in reports */
    unsigned wanted;        /* of the inspections: a set of enum wanted */
    unsigned
        jobs; /* threads at most; 0: one for each processor, and a single one for a few inputs */

    /*
     * Told of every input, in the order in which `paths` hands them out, by one thread at a time
     * but not always the same one. The inspection is valid during the call, and may be changed.
     * False: stop here.
     */
    bool (*report)(void *context, struct inspection *inspection);

    /* Told now and then, in the same way, when there's nothing to report for a while; may be NULL.
     */
    void (*pause)(void *context);
    void *context;
};

/* False when it was interrupted: then what was linted by that time was reported. */
bool run_inputs(const struct run *run, struct paths *paths);

#endif
