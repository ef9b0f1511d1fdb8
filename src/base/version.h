/* SPDX-License-Identifier: MIT */
/* Versions: numbers with dots between them, compared number by number. */
#ifndef SIPLINT_BASE_VERSION_H
#define SIPLINT_BASE_VERSION_H

#include "base/text.h"

/*
 * Is `version` the same as `minimum` or later? A number that's missing counts as 0, and what
 * follows the numbers, as in "2.5.0-rc1", not at all.
 */
bool version_is_at_least(struct text version, struct text minimum);

/* Is it nothing but numbers with dots between them? */
bool version_is_valid(struct text version);

#endif
