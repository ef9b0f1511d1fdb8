/* SPDX-License-Identifier: MIT */
/* Variables that belong to the whole program: a signal handler has no other way. */
#include "base/interrupt.h"
#include "base/cleanup.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

/* Those that end a run. */
static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

#define CAUGHT (sizeof caught / sizeof *caught)

/* It interrupts a system call, and nothing else: by default it's ignored, so that one that comes
 * too late does no harm. */
#define WAKE SIGURG

static atomic_bool is_pending;
static atomic_bool came[CAUGHT];

static void end_program(int number)
{
    cleanup_now();
    signal(number, SIG_DFL);
    raise(number);
}

static void note_signal(int number)
{
    size_t at = 0;
    while (caught[at] != number)
        at++;
    is_pending = true;
    if (atomic_exchange(&came[at], true))
        end_program(number);
}

static void do_nothing(int number)
{
    (void)number;
}

static void set_handler(int number, void (*handler)(int))
{
    struct sigaction action = {0}; /* no SA_RESTART: what waits must give up */
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

void interrupt_catch(void)
{
    struct sigaction before;
    for (size_t i = 0; i < CAUGHT; i++) /* unless it's ignored, as in the background it may be */
        if (sigaction(caught[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            set_handler(caught[i], note_signal);
}

bool interrupt_pending(void)
{
    return is_pending;
}

void interrupt_wake(pthread_t thread)
{
    set_handler(WAKE, do_nothing);
    pthread_kill(thread, WAKE);
}
