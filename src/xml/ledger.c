/* SPDX-License-Identifier: MIT */
#include "xml/ledger.h"
#include "base/memory.h"

static _Thread_local size_t total;

void *ledger_take(size_t size)
{
    total += size;
    return memory_take(size);
}

void *ledger_resize(void *memory, size_t size)
{
    total += size;
    return memory_resize(memory, size, 1);
}

size_t ledger_total(void)
{
    return total;
}
