/* SPDX-License-Identifier: MIT */
#include "totals/totals.h"

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
