/* SPDX-License-Identifier: MIT */
/*
 * A list that belongs to the whole program: a signal handler has no other way. Its links never
 * change once they are set, so it can be read at any time.
 */
#include "base/cleanup.h"
#include "base/memory.h"

#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

struct noted {
    _Atomic(const char *) path; /* NULL: free for another one */
    struct noted *next;
};

static _Atomic(struct noted *) first;

static struct noted *find(const char *path)
{
    struct noted *noted = first;
    while (noted && noted->path != path)
        noted = noted->next;
    return noted;
}

void cleanup_note(const char *path)
{
    memory_before_end(cleanup_now);
    struct noted *noted = find(NULL);
    if (noted) {
        noted->path = path;
        return;
    }
    noted = memory_new(sizeof *noted);
    noted->path = path;
    noted->next = first;
    first = noted;
}

void cleanup_forget(const char *path)
{
    struct noted *noted = find(path);
    if (noted)
        noted->path = NULL;
}

void cleanup_now(void)
{
    for (struct noted *noted = first; noted; noted = noted->next) {
        const char *path = atomic_exchange(&noted->path, NULL);
        if (path)
            unlink(path);
    }
}
