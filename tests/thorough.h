/* SPDX-License-Identifier: MIT */
/*
 * `make check` tries so much that it takes half a minute; with THOROUGH=1, as `make check-all` sets
 * it, suites try all that they know.
 */
#ifndef SIPLINT_TESTS_THOROUGH_H
#define SIPLINT_TESTS_THOROUGH_H

#include <stdlib.h>

/* How many of a thing are tried: all, or a part. */
static inline int thorough(int all, int part)
{
    return getenv("THOROUGH") ? all : part;
}

#endif
