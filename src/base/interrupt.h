/* SPDX-License-Identifier: MIT */
/*
 * SIGINT, SIGTERM, SIGHUP and SIGQUIT end a run early but in good order: they raise a flag, which
 * whoever works for long looks at, and system calls that wait fail with EINTR. The same signal a
 * second time ends the program at once, except for what cleanup_now() does.
 */
#ifndef SIPLINT_BASE_INTERRUPT_H
#define SIPLINT_BASE_INTERRUPT_H

#include <pthread.h>
#include <stdbool.h>

/* From now on the signals raise the flag, unless the program was started with them ignored. */
void interrupt_catch(void);

bool interrupt_pending(void);

/* The flag is up: a system call in which the thread waits is to fail with EINTR. */
void interrupt_wake(pthread_t thread);

#endif
