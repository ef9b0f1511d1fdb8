/* SPDX-License-Identifier: MIT */
/*
 * What a run found, counted: by rule, by folder, and which servers there are. Memory grows with the
 * rules and folders, not with files or findings.
 */
#ifndef SIPLINT_TOTALS_STATISTICS_H
#define SIPLINT_TOTALS_STATISTICS_H

#include "findings/inspection.h"

struct statistics;

struct statistics *statistics_new(void);
void statistics_free(struct statistics *statistics);

/* Counts what is shown of an input; not what is known. */
void statistics_add(struct statistics *statistics, const struct inspection *inspection);

struct rule_count {
    uint16_t rule;
    enum severity severity; /* the highest one that it was found with */
    size_t findings;
    size_t files; /* that have one */
};

struct folder_count {
    const char *path;
    size_t files; /* that were linted */
    size_t findings[SEVERITY_COUNT];
};

/* The lists, the worst first: by severity, then by number, then by name. Valid until the next
 * statistics_add(). */
size_t statistics_rules(struct statistics *statistics, const struct rule_count **counts);
size_t statistics_folders(struct statistics *statistics, const struct folder_count **counts);
size_t statistics_servers(struct statistics *statistics, const struct server_group **groups);

#endif
