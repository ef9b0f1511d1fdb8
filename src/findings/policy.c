/* SPDX-License-Identifier: MIT */
/* From the catalogue and what the user wants of it to what holds. */
#include "findings/policy.h"
#include "catalogue/rules.h"

enum severity rule_severity(size_t rule, const struct policy *policy, enum target target)
{
    bool is_for = !rules[rule].targets || rules[rule].targets >> target & 1;
    return is_for ? (enum severity)policy->severity[rule] : SEVERITY_OFF;
}
