/* SPDX-License-Identifier: MIT */
#include "findings/inspection.h"

#include <assert.h>
#include <string.h>

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

struct server_group *server_groups_at(struct server_groups *groups, const char *transport,
                                      const char *methods)
{
    struct server_group *group = groups->items;
    const struct server_group *end = group + groups->count;
    while (group < end &&
           (strcmp(group->transport, transport) != 0 || strcmp(group->methods, methods) != 0))
        group++;
    if (group == end) {
        assert(groups->count < SERVER_GROUPS);
        groups->count++;
        *group = (struct server_group){transport, methods, 0};
    }
    return group;
}
