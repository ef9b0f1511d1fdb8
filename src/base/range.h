/* SPDX-License-Identifier: MIT */
/*
 * Places in an input. Lines and columns start at 1; a column counts code points, so a tab is one
 * and a byte order mark is none; CR, LF and CR LF each end a line, as XML says. `byte` is the
 * offset in the input as it was read, from 0. The end of a range is the first place after it.
 */
#ifndef SIPLINT_BASE_RANGE_H
#define SIPLINT_BASE_RANGE_H

#include <stdint.h>

struct place {
    uint64_t byte;
    uint32_t line;
    uint32_t column;
};

struct range {
    struct place start;
    struct place end;
};

#endif
