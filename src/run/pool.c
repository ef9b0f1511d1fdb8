/* SPDX-License-Identifier: MIT */
/*
 * One lock guards the ring; nobody holds it while working. Two jobs are for one thread at a time:
 * walking, since an order of inputs must come from it, and reporting.
 */
#include "run/pool.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "base/system.h"
#include "catalogue/rules.h"
#include "run/fleet.h"
#include "run/lint.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

/* Inputs that are linted before further threads are started for the rest: these cost more. */
#define FEW 16

/* Inputs under way, finished ones that wait for their turn included. */
#define RING 256

/* After so many inputs it's asked whether they came from the disk. */
#define WATCHED 64

/* How many of them may not be begun yet. */
#define AHEAD 32

/* With more findings than that waiting, only the input whose turn it is goes on. */
#define WAITING_FINDINGS 20000

/* Memory for more findings of one input isn't kept for the next. */
#define KEPT_FINDINGS 1024

/* In nanoseconds: between two pauses, and between two tries to wake a thread that hangs. */
#define TICK 200000000
#define PATIENCE 1000000000

enum slot_state {
    SLOT_WALKED, /* known, not begun */
    SLOT_TAKEN,  /* being linted */
    SLOT_DONE,
    SLOT_CUT, /* an interrupt came in between: there's nothing to report */
};

struct slot {
    enum slot_state state;
    struct input input;
    struct reader reader;
    bool is_open; /* ahead of its turn */
    const struct judgement *judgement;
    struct linted *linted; /* once it's taken */
};

struct pool {
    const struct run *run;
    struct paths *paths;
    struct fleet *fleet;
    struct fingerprints fingerprints;
    size_t few;
    size_t ahead;    /* inputs that may be open before their turn */
    unsigned wanted; /* threads, the first one included */
    bool cold;       /* files had to be fetched from the disk: those to come are prepared */
    long fetched;    /* blocks, by this process, when that was asked last */

    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t changed;
    struct slot *ring; /* input number n is in ring[n % RING] */
    size_t walked;     /* inputs so far */
    size_t taken;
    size_t reported;
    size_t waiting_findings;
    bool walking; /* some thread is at it */
    bool reporting;
    bool at_end;  /* no input is left to walk to */
    bool stopped; /* nothing new is begun */
    bool failed;  /* nothing is reported any more */
    unsigned idle;
    struct linted *spare[RING]; /* used before, emptied */
    size_t spare_count;
    pthread_t *threads; /* but the first one */
    unsigned started;
    unsigned running; /* of these */
};

/* One thread's part in it. */
struct worker {
    struct pool *pool;
    struct linter *linter;
    bool is_first;
};

static struct slot *slot_at(struct pool *pool, size_t number)
{
    return &pool->ring[number % RING];
}

static void lock(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
}

static void unlock(struct pool *pool)
{
    pthread_mutex_unlock(&pool->lock);
}

static void tell_others(struct pool *pool)
{
    if (pool->idle)
        pthread_cond_broadcast(&pool->changed);
}

/* ---- Steps: each begins and ends with the lock held ---- */

static bool can_report(struct pool *pool)
{
    return !pool->reporting && !pool->failed && pool->reported < pool->taken &&
           slot_at(pool, pool->reported)->state == SLOT_DONE;
}

/* What an input holds until it's reported, in findings. */
static size_t weight_of(const struct inspection *inspection)
{
    return inspection->findings.count + inspection->inventory.server_count;
}

/* Empties what an input left behind, for another one. */
static void give_back(struct pool *pool, struct slot *slot)
{
    struct findings *findings = &slot->linted->inspection.findings;
    if (findings->capacity > KEPT_FINDINGS)
        findings_free(findings);
    else
        findings_reset(findings);
    inventory_reset(&slot->linted->inspection.inventory);
    pool->spare[pool->spare_count++] = slot->linted;
    slot->linted = NULL;
}

/* What has to be done in the order of the inputs before one is reported. */
static void complete(struct pool *pool, struct linted *linted)
{
    struct inspection *inspection = &linted->inspection;
    struct findings *findings = &inspection->findings;
    fleet_judge(pool->fleet, linted);
    if (!findings->count && inspection->outcome != OUTCOME_UNREADABLE)
        return;
    fingerprints_enter(&pool->fingerprints, inspection->path);
    for (size_t i = 0; i < findings->count; i++)
        findings->items[i].fingerprint =
            fingerprints_take(&pool->fingerprints, rules[findings->items[i].rule].id,
                              findings->items[i].where);
    if (inspection->outcome == OUTCOME_UNREADABLE)
        inspection->fingerprint = fingerprints_take(&pool->fingerprints, INSPECTION_UNREADABLE, "");
}

/* False when nothing more is to be reported. */
static bool hand_over(struct pool *pool, const struct slot *slot)
{
    complete(pool, slot->linted);
    return pool->run->report(pool->run->context, &slot->linted->inspection);
}

static void report_next(struct pool *pool)
{
    struct slot *slot = slot_at(pool, pool->reported);
    pool->reporting = true;
    pool->waiting_findings -= weight_of(&slot->linted->inspection);
    unlock(pool);
    bool goes_on = hand_over(pool, slot);
    memory_free(slot->input.path);
    lock(pool);
    give_back(pool, slot);
    pool->reporting = false;
    pool->reported++;
    pool->failed |= !goes_on;
    pool->stopped |= !goes_on;
    tell_others(pool);
}

static void pause_reports(struct pool *pool)
{
    if (pool->reporting || pool->failed || !pool->run->pause)
        return;
    pool->reporting = true;
    unlock(pool);
    pool->run->pause(pool->run->context);
    lock(pool);
    pool->reporting = false;
    tell_others(pool);
}

static bool can_walk(const struct pool *pool)
{
    size_t ahead = pool->walked - pool->taken;
    return !pool->walking && !pool->at_end && !pool->stopped && ahead < pool->ahead &&
           pool->walked - pool->reported < RING && !(ahead && paths_may_wait(pool->paths));
}

static void start_thread(struct pool *pool);

/*
 * Has a file ready whose turn comes soon. One that was met in a directory is open; a named one that
 * can't be opened yet is left for its turn. Where files come from the disk, the system is told to
 * fetch this one.
 */
static void open_ahead(struct slot *slot, bool prepare)
{
    struct input *input = &slot->input;
    int problem;
    if (input->descriptor)
        problem = input->problem = reader_take(&slot->reader, input->descriptor);
    else if (input->regular)
        problem = reader_open(&slot->reader, input->path);
    else
        return;
    slot->is_open = problem == 0;
    if (slot->is_open && prepare)
        reader_prepare(&slot->reader);
}

/* Did files come from the disk since this was asked last? */
static void watch_disk(struct pool *pool)
{
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) < 0)
        return;
    pool->cold = usage.ru_inblock != pool->fetched;
    pool->fetched = usage.ru_inblock;
}

static const char *path_of(const struct run *run, const struct input *input)
{
    return input->standard_input ? run->stdin_name : input->path;
}

static const struct judgement *judgement_of(const struct run *run, const struct input *input)
{
    return run->judgement_for ? run->judgement_for(run->judges, path_of(run, input))
                              : run->judgement;
}

static void walk(struct pool *pool)
{
    struct slot *slot = slot_at(pool, pool->walked); /* free: nobody else looks at it */
    pool->walking = true;
    if (paths_may_wait(pool->paths))
        pause_reports(pool);
    unlock(pool);
    *slot = (struct slot){.state = SLOT_WALKED};
    bool found = paths_next(pool->paths, &slot->input);
    if (pool->walked % WATCHED == WATCHED - 1)
        watch_disk(pool);
    if (found) {
        slot->judgement = judgement_of(pool->run, &slot->input);
        open_ahead(slot, pool->cold);
    }
    lock(pool);
    pool->walking = false;
    pool->at_end = !found;
    pool->walked += found;
    if (pool->walked > pool->few && pool->started + 1 < pool->wanted && !pool->stopped)
        start_thread(pool);
    tell_others(pool);
}

static bool can_take(const struct pool *pool)
{
    return pool->taken < pool->walked && !pool->stopped &&
           (pool->waiting_findings < WAITING_FINDINGS || pool->taken == pool->reported);
}

static void lint_next(struct worker *worker)
{
    struct pool *pool = worker->pool;
    struct slot *slot = slot_at(pool, pool->taken++);
    slot->state = SLOT_TAKEN;
    slot->linted =
        pool->spare_count ? pool->spare[--pool->spare_count] : memory_new(sizeof *slot->linted);
    unlock(pool);
    const struct input *input = &slot->input;
    const char *path = path_of(pool->run, input);
    linter_judge_by(worker->linter, slot->judgement);
    if (slot->is_open)
        linter_inspect_open(worker->linter, input, &slot->reader, path, slot->linted);
    else
        linter_inspect(worker->linter, input, path, slot->linted);
    lock(pool);
    slot->state = interrupt_pending() ? SLOT_CUT : SLOT_DONE;
    pool->waiting_findings += weight_of(&slot->linted->inspection);
    tell_others(pool);
}

static bool is_finished(const struct pool *pool)
{
    return pool->stopped || (pool->at_end && pool->reported == pool->walked);
}

static void wait_for_change(struct worker *worker)
{
    struct pool *pool = worker->pool;
    pool->idle++;
    if (!worker->is_first)
        pthread_cond_wait(&pool->changed, &pool->lock);
    else if (!system_wait(&pool->changed, &pool->lock, TICK))
        pause_reports(pool);
    pool->idle--;
}

/* False when there's nothing left to do. */
static bool work_once(struct worker *worker)
{
    struct pool *pool = worker->pool;
    pool->stopped |= interrupt_pending();
    if (can_report(pool))
        report_next(pool);
    else if (is_finished(pool))
        return false;
    else if (can_walk(pool))
        walk(pool);
    else if (can_take(pool))
        lint_next(worker);
    else
        wait_for_change(worker);
    return true;
}

/* ---- Threads ---- */

static void work(struct pool *pool, bool is_first)
{
    struct worker worker = {pool, linter_new(pool->run->judgement, pool->run->wanted), is_first};
    lock(pool);
    while (work_once(&worker))
        continue;
    tell_others(pool);
    unlock(pool);
    linter_free(worker.linter);
}

static void *run_thread(void *context)
{
    struct pool *pool = context;
    work(pool, false);
    lock(pool);
    pool->running--;
    pthread_cond_broadcast(&pool->changed);
    unlock(pool);
    return NULL;
}

/* With the lock held. When the system refuses a thread, those that are there do the work. */
static void start_thread(struct pool *pool)
{
    sigset_t interrupt;
    sigset_t before;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT); /* the first thread is to get it */
    pthread_sigmask(SIG_BLOCK, &interrupt, &before);
    if (pthread_create(&pool->threads[pool->started], NULL, run_thread, pool) == 0)
        pool->running++, pool->started++;
    else
        pool->wanted = pool->started + 1;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Waits for the threads. After an interrupt one may hang in a system call, such as opening a named
 * pipe. */
static void join_threads(struct pool *pool)
{
    lock(pool);
    while (pool->running) {
        for (unsigned i = 0; i < pool->started && interrupt_pending(); i++)
            interrupt_wake(pool->threads[i]);
        system_wait(&pool->changed, &pool->lock, PATIENCE);
    }
    unlock(pool);
    for (unsigned i = 0; i < pool->started; i++)
        pthread_join(pool->threads[i], NULL);
}

/* Reports what else was finished, in order, though not all before it was. */
static void report_rest(struct pool *pool)
{
    for (; pool->reported < pool->walked; pool->reported++) {
        struct slot *slot = slot_at(pool, pool->reported);
        if (slot->state == SLOT_DONE && !pool->failed)
            pool->failed = !hand_over(pool, slot);
        if (slot->linted)
            give_back(pool, slot);
        else if (slot->is_open)
            reader_close(&slot->reader);
        memory_free(slot->input.path);
    }
}

/* How many of `wanted` may be had when each is to leave so many of the process's descriptors to
 * others; one at least. */
static size_t ration(size_t wanted, unsigned descriptors)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur / descriptors >= wanted)
        return wanted;
    return limit.rlim_cur < descriptors ? 1 : (size_t)limit.rlim_cur / descriptors;
}

static struct pool *pool_new(const struct run *run, struct paths *paths)
{
    struct pool *pool = memory_new(sizeof *pool);
    system_condition_init(&pool->changed);
    pthread_mutex_init(&pool->lock, NULL);
    pool->run = run;
    pool->paths = paths;
    pool->fleet = fleet_new();
    fingerprints_init(&pool->fingerprints);
    pool->few = run->jobs ? 1 : FEW;
    pool->ahead = ration(AHEAD, 4);
    pool->cold = true;
    pool->wanted = (unsigned)ration(run->jobs ? run->jobs : system_processors(), 8);
    pool->threads = memory_resize(NULL, pool->wanted, sizeof *pool->threads);
    pool->ring =
        memory_resize(NULL, RING, sizeof *pool->ring); /* each is set when it's walked to */
    return pool;
}

static void pool_free(struct pool *pool)
{
    for (size_t i = 0; i < pool->spare_count; i++) {
        findings_free(&pool->spare[i]->inspection.findings);
        inventory_free(&pool->spare[i]->inspection.inventory);
        memory_free(pool->spare[i]);
    }
    pthread_cond_destroy(&pool->changed);
    pthread_mutex_destroy(&pool->lock);
    fleet_free(pool->fleet);
    fingerprints_free(&pool->fingerprints);
    memory_free(pool->threads);
    memory_free(pool->ring);
    memory_free(pool);
}

bool run_inputs(const struct run *run, struct paths *paths)
{
    struct pool *pool = pool_new(run, paths);
    work(pool, true);
    join_threads(pool);
    report_rest(pool);
    pool_free(pool);
    return !interrupt_pending();
}
