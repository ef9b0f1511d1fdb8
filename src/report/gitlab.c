/* SPDX-License-Identifier: MIT */
/*
 * The gitlab format: a Code Quality report. Of two entries with the same fingerprint GitLab shows
 * one. An input that couldn't be read is an entry as well, for there's no other place to say so.
 */
#include "base/memory.h"
#include "catalogue/rules.h"
#include "report/json_text.h"
#include "report/markup.h"
#include "report/report.h"

/* An entry has a line of its own. */
#define LINES 1

static void begin_gitlab(struct report *report)
{
    struct json *json = report->state = memory_new(sizeof *json);
    *json = (struct json){.out = report->out, .lines = LINES};
    json_open(json, NULL, '[');
}

static void put_identity(struct json *json, const char *rule, const struct fingerprint *fingerprint)
{
    json_string(json, "check_name", rule);
    json_begin_string(json, "fingerprint");
    report_fingerprint(json->out, fingerprint);
    json_end_string(json);
}

static void put_location(struct json *json, const char *path, uint32_t begin, uint32_t end)
{
    json_open(json, "location", '{');
    json_string(json, "path", path);
    json_open(json, "lines", '{');
    json_number(json, "begin", begin);
    json_number(json, "end", end);
    json_close(json, '}');
    json_close(json, '}');
}

static void put_entry(struct json *json, const char *path, const struct finding *finding)
{
    static const char *const severities[SEVERITY_COUNT] = {
        [SEVERITY_NOTE] = "info",
        [SEVERITY_WARNING] = "minor",
        [SEVERITY_ERROR] = "major",
    };
    json_open(json, NULL, '{');
    json_begin_string(json, "description");
    report_message_advised(json->out, path, finding, emit_json_part);
    json_end_string(json);
    put_identity(json, rules[finding->rule].id, &finding->fingerprint);
    json_string(json, "severity", severities[finding->severity]);
    put_location(json, path, finding->at.start.line, finding->at.end.line);
    json_open(json, "content", '{');
    json_begin_string(json, "body"); /* in Markdown, unlike the description */
    markup_put_prose(json->out, text_of(finding->help));
    report_source_as(json->out, "\n\nSee ", finding, emit_json_part);
    json_end_string(json);
    json_close(json, '}');
    json_close(json, '}');
}

static void put_unreadable(struct json *json, const struct inspection *inspection)
{
    json_open(json, NULL, '{');
    json_begin_string(json, "description");
    report_problem_as(json->out, inspection, emit_json_part);
    json_end_string(json);
    put_identity(json, INSPECTION_UNREADABLE, &inspection->fingerprint);
    json_string(json, "severity", "blocker");
    put_location(json, inspection->path, 1, 1);
    json_close(json, '}');
}

static void report_gitlab(struct report *report, const struct inspection *inspection)
{
    if (inspection->outcome == OUTCOME_UNREADABLE)
        put_unreadable(report->state, inspection);
    for (size_t i = 0; i < inspection->findings.count; i++)
        put_entry(report->state, inspection->path, &inspection->findings.items[i]);
}

static void end_gitlab(struct report *report, const struct totals *totals)
{
    (void)totals;
    json_close(report->state, ']');
    emit_literal(report->out, "\n");
    memory_free(report->state);
}

const struct format format_gitlab = {
    .name = "gitlab",
    .summary = "a Code Quality report for GitLab",
    .begin = begin_gitlab,
    .inspection = report_gitlab,
    .end = end_gitlab,
};
