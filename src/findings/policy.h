/* SPDX-License-Identifier: MIT */
/*
 * What the user wants of the rules: which are on and how severe, what is shown, what fails a run.
 * Made once from the options, then read by every thread.
 */
#ifndef SIPLINT_FINDINGS_POLICY_H
#define SIPLINT_FINDINGS_POLICY_H

#include "catalogue/severity.h"
#include "profile/target.h"

#include <stddef.h>
#include <stdint.h>

struct policy {
    uint8_t *severity; /* enum severity for each rule of the table; SEVERITY_OFF: not judged;
                          fixed rules have SEVERITY_ERROR */
    uint8_t *forced;   /* 1: `severity` was set by the user and holds whatever the rule asks for */
    enum severity shown; /* findings below it are counted only */
    enum severity fails; /* at or above it a run ends with status 1; SEVERITY_OFF: never */
    size_t max_findings; /* a file's findings; one more is limit-exceeded */
};

/* The rule's severity by that policy and for that target, for which it may be off. */
enum severity rule_severity(size_t rule, const struct policy *policy, enum target target);

#endif
