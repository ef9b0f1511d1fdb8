/* SPDX-License-Identifier: MIT */
/* A variable that belongs to the whole program: a signal handler has no other way. */
#include "base/interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_bool is_pending;

static void note_signal(int signal)
{
    (void)signal;
    is_pending = true;
}

static void set_handler(int signal, int flags)
{
    struct sigaction action = {.sa_flags = flags}; /* no SA_RESTART: what waits must give up */
    action.sa_handler = note_signal;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, NULL);
}

/* Unless it's ignored, as a program in the background may be told to do. */
static void catch_signal(int signal, int flags)
{
    struct sigaction before;
    if (sigaction(signal, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        set_handler(signal, flags);
}

void interrupt_catch(void)
{
    catch_signal(SIGINT, (int)SA_RESETHAND);
    catch_signal(SIGTERM, 0);
    catch_signal(SIGHUP, 0);
}

bool interrupt_pending(void)
{
    return is_pending;
}

void interrupt_wake(pthread_t thread)
{
    set_handler(SIGTERM, 0); /* even if it was ignored: the run is over */
    pthread_kill(thread, SIGTERM);
}
