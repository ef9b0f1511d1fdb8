/* SPDX-License-Identifier: MIT */
/*
 * The inputs of a run judged together, in the order in which they are reported: which came first
 * with a key, a realm, a user's address or a password. Of each value it keeps a hash, where it was,
 * and its input's path.
 *
 * A password is compared by its SipHash under a key of 128 bits, which the run draws from the
 * system's random source (see base/hash.h). Neither key nor hash is written anywhere, and both go
 * with the process: who has the reports of this run, or the memory of another one, can't tell by
 * them whether a guessed password is right, nor which passwords are alike. What a report says of it
 * is that two files share one, nothing else: their places are those of the attributes' names.
 */
#ifndef SIPLINT_RUN_FLEET_H
#define SIPLINT_RUN_FLEET_H

#include "run/lint.h"

struct fleet;

struct fleet *fleet_new(void);
void fleet_free(struct fleet *fleet);

/* Compares an input with those before it, adds what the fleet rules find, and remembers it. */
void fleet_judge(struct fleet *fleet, struct linted *linted);

#endif
