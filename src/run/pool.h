/* SPDX-License-Identifier: MIT */
/*
 * The inputs of a run shared out to threads. Whoever has nothing better to do takes the next step:
 * report the input whose turn it is, ask for a further one, or lint one. So the walk goes on while
 * inputs are linted, and what is finished goes out in order.
 *
 * All that is kept is a ring of inputs: when one takes long, the others run ahead until the ring is
 * full, or too many findings wait, and then wait for it.
 */
#ifndef SIPLINT_RUN_POOL_H
#define SIPLINT_RUN_POOL_H

#include "run/run.h"

struct pool;

/* `run` and `paths` are borrowed. The first `few` inputs start no further thread. */
struct pool *pool_new(const struct run *run, struct paths *paths, unsigned threads, size_t few);

/* Does all the work, the calling thread's share included. */
void pool_work(struct pool *pool);

void pool_free(struct pool *pool);

#endif
