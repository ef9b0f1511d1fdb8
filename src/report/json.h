/* SPDX-License-Identifier: MIT */
/* What the formats json, jsonl and inventory-jsonl have in common; man/siplint.schema.json
 * describes both. */
#ifndef SIPLINT_REPORT_JSON_H
#define SIPLINT_REPORT_JSON_H

#include "report/json_text.h"
#include "report/report.h"

/* Grows by one when a consumer that knows the old form could stumble over the new one. */
#define JSON_SCHEMA_VERSION 1

/* Each adds members to the object that is open. */

void json_put_path(struct json *json, const char *path);
void json_put_outcome(struct json *json, const struct inspection *inspection, const char *reason);

/* With --fleet-hash only. */
void json_put_hashes(struct json *json, const struct report *report,
                     const struct inspection *inspection);

void json_put_finding(struct json *json, const char *path, const struct finding *finding,
                      bool is_known);

/* For the formats with a document on each line: the last one, of the kind "summary". */
void json_end_lines(struct report *report, const struct totals *totals);

#endif
