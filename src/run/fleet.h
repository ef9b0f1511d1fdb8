/* SPDX-License-Identifier: MIT */
/*
 * The inputs of a run judged together, in the order in which they are reported: which came first
 * with a key or realm. Of each value it keeps a hash, where it was, and its input's path.
 */
#ifndef SIPLINT_RUN_FLEET_H
#define SIPLINT_RUN_FLEET_H

#include "run/lint.h"

struct fleet;

struct fleet *fleet_new(const struct judgement *judgement);
void fleet_free(struct fleet *fleet);

/* Compares an input with those before it, adds what the fleet rules find, and remembers it. */
void fleet_judge(struct fleet *fleet, struct linted *linted);

#endif
