/* SPDX-License-Identifier: MIT */
/* Sums, and the exit status that follows from them. */
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

void totals_add(struct totals *totals, const struct inspection *inspection)
{
    totals->files += inspection->outcome == OUTCOME_LINTED;
    totals->partial += inspection->outcome == OUTCOME_LINTED && inspection->partial;
    totals->skipped += inspection->outcome == OUTCOME_SKIPPED;
    if (inspection->outcome == OUTCOME_SKIPPED)
        totals->skipped_for[inspection->skip]++;
    totals->unreadable += inspection->outcome == OUTCOME_UNREADABLE;
    totals->suppressed += inspection->findings.counts.suppressed;
    totals->known += inspection->findings.counts.known;
    for (int severity = 0; severity < SEVERITY_COUNT; severity++) {
        totals->by_severity[severity] += inspection->findings.counts.by_severity[severity];
        totals->hidden[severity] += inspection->findings.counts.hidden[severity];
    }
}

enum status totals_status(const struct totals *totals, const struct policy *policy)
{
    enum status status = totals->unreadable ? STATUS_INCOMPLETE : STATUS_CLEAN;
    for (int severity = SEVERITY_NOTE; severity < SEVERITY_COUNT; severity++) {
        bool fails = policy->fails != SEVERITY_OFF && severity >= (int)policy->fails;
        if (fails && totals->by_severity[severity])
            status = status_worse(status, STATUS_FINDINGS);
    }
    return status;
}
