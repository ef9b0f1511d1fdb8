/* SPDX-License-Identifier: MIT */
/* What a finding counts beside others, for who has to decide what to fix first. */
#ifndef SIPLINT_TOTALS_WEIGHT_H
#define SIPLINT_TOTALS_WEIGHT_H

#include "findings/finding.h"

/* An error as ten warnings, a warning as ten notes, a note 1. */
static inline size_t weight_of_severity(enum severity severity)
{
    static const size_t weights[SEVERITY_COUNT] = {
        [SEVERITY_NOTE] = 1,
        [SEVERITY_WARNING] = 10,
        [SEVERITY_ERROR] = 100,
    };
    return weights[severity];
}

#endif
