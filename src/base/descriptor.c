/* SPDX-License-Identifier: MIT */
#include "base/descriptor.h"

#include <errno.h>
#include <poll.h>

bool descriptor_may_try_again(int descriptor, short events, int problem)
{
    if (problem == EAGAIN || problem == EWOULDBLOCK) {
        struct pollfd ready = {.fd = descriptor, .events = events};
        return poll(&ready, 1, -1) >= 0 || errno == EINTR;
    }
    return problem == EINTR;
}
