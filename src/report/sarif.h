/* SPDX-License-Identifier: MIT */
/* The parts of a SARIF log that don't depend on what was found. */
#ifndef SIPLINT_REPORT_SARIF_H
#define SIPLINT_REPORT_SARIF_H

#include "report/json_text.h"
#include "report/report.h"

/* The base of the relative URIs. */
#define SARIF_BASE "%SRCROOT%"

/* "error", "warning", "note": SARIF's names of the levels are ours. */
const char *sarif_level(enum severity severity);

/* `{"text": …}`, escaped as messages are: see markup.h. */
void sarif_put_text(struct json *json, const char *name, const char *text);

/* The member `tool`, with all rules. */
void sarif_put_tool(struct json *json);

/* The member that says which rules weren't as they are by default. */
void sarif_put_overrides(struct json *json, const struct policy *policy);

#endif
