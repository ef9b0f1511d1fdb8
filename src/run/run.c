/* SPDX-License-Identifier: MIT */
#include "run/run.h"
#include "base/interrupt.h"
#include "run/pool.h"

#include <sched.h>
#include <unistd.h>

/* Inputs that are linted before further threads are started for the rest: these cost more. */
#define FEW 16

/* How many processors this process may use. */
static unsigned count_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return (unsigned)CPU_COUNT(&set);
    long count = sysconf(_SC_NPROCESSORS_ONLN); /* more of them than the set has room for */
    return count > 0 ? (unsigned)count : 1;
}

bool run_inputs(const struct run *run, struct paths *paths)
{
    unsigned threads = run->jobs ? run->jobs : count_processors();
    struct pool *pool = pool_new(run, paths, threads, run->jobs ? 1 : FEW);
    pool_work(pool);
    pool_free(pool);
    return !interrupt_pending();
}
