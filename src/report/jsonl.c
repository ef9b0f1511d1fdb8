/* SPDX-License-Identifier: MIT */
/*
 * The jsonl format: a JSON document on a line for each finding, and one for the sums. What is
 * found in a file goes out when the file is finished.
 */
#include "base/memory.h"
#include "report/json.h"

static void begin_jsonl(struct report *report)
{
    struct fingerprints *fingerprints = report->state = memory_new(sizeof *fingerprints);
    fingerprints_init(fingerprints);
}

static void report_jsonl(struct report *report, const struct inspection *inspection)
{
    if (!inspection->findings.count)
        return;
    fingerprints_enter(report->state, inspection->path);
    for (size_t i = 0; i < inspection->findings.count; i++) {
        struct json json = {.out = report->out};
        json_open(&json, NULL, '{');
        json_string(&json, "kind", "finding");
        json_put_path(&json, inspection->path);
        json_put_finding(&json, inspection->path, &inspection->findings.items[i], report->state);
        json_close(&json, '}');
        emit_literal(report->out, "\n");
    }
    emit_flush(report->out);
}

static void end_jsonl(struct report *report, const struct totals *totals)
{
    struct json json = {.out = report->out};
    json_open(&json, NULL, '{');
    json_string(&json, "kind", "summary");
    json_put_header(&json, report);
    json_put_summary(&json, report, totals);
    json_close(&json, '}');
    emit_literal(report->out, "\n");
    fingerprints_free(report->state);
    memory_free(report->state);
}

const struct format format_jsonl = {
    .name = "jsonl",
    .summary = "JSON, a line for each finding and one for the sums, written as files finish",
    .begin = begin_jsonl,
    .inspection = report_jsonl,
    .end = end_jsonl,
};
