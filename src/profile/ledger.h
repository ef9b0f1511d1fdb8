/* SPDX-License-Identifier: MIT */
/*
 * The memory that expat works in: a ledger for each document. Nothing in it is freed on its own, so
 * that a document is let go of in one step, whatever expat keeps of it.
 *
 * expat doesn't say for which parser it asks. So a thread opens a ledger, and what expat asks for
 * from then on stands in that one.
 */
#ifndef SIPLINT_PROFILE_LEDGER_H
#define SIPLINT_PROFILE_LEDGER_H

#include "base/arena.h"

#include <stddef.h>

/* Embed one, zeroed; arena_reset() and arena_free() give back what is in it. */
struct ledger {
    struct arena arena;
    size_t total; /* bytes that were asked for so far, whether they are still of use or not */
};

/* It must stay where it is until another one is opened. */
void ledger_open(struct ledger *ledger);

/* What XML_ParserCreate_MM() wants; NULL for a size that no memory has. */
void *ledger_take(size_t size);
void *ledger_resize(void *memory, size_t size);
void ledger_leave(void *memory);

#endif
