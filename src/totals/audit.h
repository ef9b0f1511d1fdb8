/* SPDX-License-Identifier: MIT */
/*
 * What reports for people sum up beside the statistics: what becomes of profiles, where each rule
 * was found first, and what wasn't checked. Memory grows with the rules and with what's
 * distinct, not with files or findings.
 */
#ifndef SIPLINT_TOTALS_AUDIT_H
#define SIPLINT_TOTALS_AUDIT_H

#include "totals/audit_servers.h"
#include "totals/expiry.h"
#include "totals/statistics.h"

struct audit;

/* `now`: as for expiry_new(). */
struct audit *audit_new(int64_t now);
void audit_free(struct audit *audit);

/* Counts what is shown of an input, as statistics_add() does. */
void audit_add(struct audit *audit, const struct inspection *inspection);

/* How many profiles were linted, and of these how many … */
struct audit_numbers {
    size_t profiles;
    size_t rejected;    /* get an answer from the client that's documented: it rejects them */
    size_t in_doubt;    /* aren't among these, but will probably be rejected */
    size_t unencrypted; /* have a server that's reached by TCP or UDP */
    size_t clean;       /* have nothing: shown, known or suppressed */
    size_t found;       /* have a finding that's shown */
};
const struct audit_numbers *audit_numbers(const struct audit *audit);

struct audit_servers *audit_servers(const struct audit *audit);
struct expiry *audit_expiry(const struct audit *audit);

/* One of the first places of a rule, each in another file. */
struct audit_place {
    const char *path;
    uint32_t line;
    size_t file; /* its number among those with findings, from 1 */
};
#define AUDIT_PLACES 3

/* What a rule's findings weigh. */
struct audit_fix {
    struct rule_count count;
    const struct audit_place *places; /* of count.files the first AUDIT_PLACES */
};

/*
 * The rules in the order in which to fix them: by their severity's weight (see weight.h) times the
 * files they are found in. There's room for RULE_COUNT. Valid until the next audit_add().
 */
size_t audit_fixes(const struct audit *audit, struct statistics *statistics,
                   struct audit_fix *fixes);

/* Inputs that weren't checked, or not to their end. */
enum audit_gap { AUDIT_UNREADABLE, AUDIT_PARTIAL, AUDIT_SKIPPED, AUDIT_GAPS };

struct audit_input {
    const char *path;
    const char *reason; /* NULL: partial; a finding says why */
};
#define AUDIT_INPUTS 100

/* The first AUDIT_INPUTS of each kind, and in *count how many these are. */
const struct audit_input *audit_inputs(const struct audit *audit, enum audit_gap gap,
                                       size_t *count);

#endif
