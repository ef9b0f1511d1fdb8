/* SPDX-License-Identifier: MIT */
#include "profile/ledger.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

/* What stands before the memory handed out. */
struct entry {
    alignas(max_align_t) size_t size;
};

static _Thread_local struct ledger *opened;

void ledger_open(struct ledger *ledger)
{
    opened = ledger;
}

void *ledger_take(size_t size)
{
    if (size > PTRDIFF_MAX)
        return NULL;
    struct entry *entry = arena_room(&opened->arena, sizeof *entry + size);
    opened->total += size;
    entry->size = size;
    return entry + 1;
}

void *ledger_resize(void *memory, size_t size)
{
    size_t before = memory ? ((struct entry *)memory)[-1].size : 0;
    if (memory && size <= before)
        return memory;
    void *larger = ledger_take(size);
    if (larger && before)
        memcpy(larger, memory, before);
    return larger;
}

void ledger_leave(void *memory)
{
    (void)memory;
}
