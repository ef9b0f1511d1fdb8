/* SPDX-License-Identifier: MIT */
/* The exit status: each has one meaning, and the greatest wins. */
#ifndef SIPLINT_BASE_STATUS_H
#define SIPLINT_BASE_STATUS_H

enum status {
    STATUS_CLEAN = 0,     /* nothing at or above the fail level */
    STATUS_FINDINGS = 1,  /* findings at or above it */
    STATUS_USAGE = 2,     /* wrong usage, noticed before any input is read */
    STATUS_INCOMPLETE = 3 /* something couldn't be read or written, or there was no input */
};

static inline enum status status_worse(enum status a, enum status b)
{
    return a > b ? a : b;
}

#endif
