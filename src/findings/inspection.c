/* SPDX-License-Identifier: MIT */
#include "findings/inspection.h"

void inspection_skip(struct inspection *inspection, enum skip skip)
{
    static const char *const reasons[SKIP_COUNT] = {
        [SKIP_NOT_PROFILE] = "not a profile",
        [SKIP_NO_ROOT] = "no root element could be read",
        [SKIP_EMPTY] = "empty",
        [SKIP_SPECIAL] = "not a regular file",
        [SKIP_EXCLUDED] = "excluded",
    };
    findings_reset(&inspection->findings);
    inventory_reset(&inspection->inventory);
    inspection->outcome = OUTCOME_SKIPPED;
    inspection->skip = skip;
    inspection->reason = reasons[skip];
}

const char *inspection_outcome(const struct inspection *inspection)
{
    static const char *const outcomes[] = {
        [OUTCOME_LINTED] = "linted",
        [OUTCOME_SKIPPED] = "skipped",
        [OUTCOME_UNREADABLE] = "unreadable",
    };
    return outcomes[inspection->outcome];
}
