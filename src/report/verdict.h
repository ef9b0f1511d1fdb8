/* SPDX-License-Identifier: MIT */
/* What came of a run, in a sentence: what a report for people says first. */
#ifndef SIPLINT_REPORT_VERDICT_H
#define SIPLINT_REPORT_VERDICT_H

#include "report/emit.h"
#include "totals/audit.h"

void verdict_tell(struct emit *out, const struct audit_numbers *numbers);

#endif
