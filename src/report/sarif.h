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

/*
 * What there is a notification of, each with its descriptor in the tool. One of level "error" means
 * that the run failed (section 3.20.21), which for siplint is status 3: a file that was read and
 * then not checked to its end is a warning, and `executionSuccessful` (3.20.14) stays true.
 */
enum sarif_notice { SARIF_UNREADABLE, SARIF_PARTIAL, SARIF_NOTICE_COUNT };

extern const struct sarif_notice_row {
    const char *id;
    const char *level;
    const char *summary;
    const char *further; /* said in place of those over a limit */
} sarif_notices[SARIF_NOTICE_COUNT];

/* The member `tool`, with all rules. */
void sarif_put_tool(struct json *json);

/* The member that says which rules weren't as they are by default. */
void sarif_put_overrides(struct json *json, const struct policy *policy);

#endif
