/* SPDX-License-Identifier: MIT */
/* Descriptors that are shared with other programs. */
#ifndef SIPLINT_BASE_DESCRIPTOR_H
#define SIPLINT_BASE_DESCRIPTOR_H

#include <stdbool.h>

/*
 * A read or write failed with the errno value `problem`: is it to be called again? Another program
 * can have made the descriptor a non-blocking one; then it's waited until `events`, POLLIN or
 * POLLOUT, is possible. May change errno.
 */
bool descriptor_may_try_again(int descriptor, short events, int problem);

#endif
