/* SPDX-License-Identifier: MIT */
/* The allocator for expat, with a count of what it gave. expat doesn't say for which parser it
 * asks, but a document is parsed by one thread at a time: so the count is the thread's. */
#ifndef SIPLINT_XML_LEDGER_H
#define SIPLINT_XML_LEDGER_H

#include <stddef.h>

void *ledger_take(size_t size);
void *ledger_resize(void *memory, size_t size);

/* How many bytes this thread has asked for so far, whether they were given back or not. */
size_t ledger_total(void);

#endif
