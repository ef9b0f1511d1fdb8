/* SPDX-License-Identifier: MIT */
/*
 * The jsonl format: a JSON document on a line for each finding, for each input that wasn't linted
 * or not to its end (with --fleet-hash for each input), and for the sums; its `kind` says which.
 * What is found in a file goes out when the file is finished.
 */
#include "report/json.h"

static void put_input(struct report *report, const struct inspection *inspection)
{
    struct json json = {.out = report->out};
    json_open(&json, NULL, '{');
    json_string(&json, "kind", "file");
    json_put_path(&json, inspection->path);
    json_put_outcome(&json, inspection, inspection->reason);
    json_put_hashes(&json, report, inspection);
    json_close(&json, '}');
    emit_literal(report->out, "\n");
}

static void put_finding_lines(struct report *report, const struct inspection *inspection)
{
    const struct findings *findings = &inspection->findings;
    for (size_t i = 0; i < findings->count + findings->counts.known; i++) {
        struct json json = {.out = report->out};
        json_open(&json, NULL, '{');
        json_string(&json, "kind", "finding");
        json_put_path(&json, inspection->path);
        json_put_finding(&json, inspection->path, &findings->items[i], i >= findings->count);
        json_close(&json, '}');
        emit_literal(report->out, "\n");
    }
}

static void report_jsonl(struct report *report, const struct inspection *inspection)
{
    bool is_whole = inspection->outcome == OUTCOME_LINTED && !inspection->partial;
    bool has_line = !is_whole || report->settings->told_key;
    size_t count = inspection->findings.count + inspection->findings.counts.known;
    if (!has_line && !count)
        return;
    if (has_line)
        put_input(report, inspection);
    if (count)
        put_finding_lines(report, inspection);
    emit_flush(report->out);
}

const struct format format_jsonl = {
    .name = "jsonl",
    .summary = "JSON, a line for each finding and each file that wasn't linted to its end, written "
               "as files finish, and one for the sums",
    .wanted = WANTED_STATISTICS,
    .inspection = report_jsonl,
    .end = json_end_lines,
};
