/* SPDX-License-Identifier: MIT */
/* The one variable that belongs to the whole program: a signal handler has no other way. */
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

static void catch_signal(int signal, int flags)
{
    struct sigaction before;
    struct sigaction action = {.sa_flags = flags}; /* no SA_RESTART: what waits must give up */
    action.sa_handler = note_signal;
    sigemptyset(&action.sa_mask);
    if (sigaction(signal, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(signal, &action, NULL);
}

void interrupt_catch(void)
{
    catch_signal(SIGINT, (int)SA_RESETHAND);
    catch_signal(SIGTERM, 0);
}

bool interrupt_pending(void)
{
    return is_pending;
}

void interrupt_wake(pthread_t thread)
{
    catch_signal(SIGTERM, 0);
    pthread_kill(thread, SIGTERM);
}
