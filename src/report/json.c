/* SPDX-License-Identifier: MIT */
/*
 * The json format: one document in which each input has its findings, so that it's written as the
 * inputs come. A path that isn't UTF-8 has no JSON string of its own, therefore each comes as a
 * URI reference as well, which is exact.
 */
#include "report/json.h"
#include "base/memory.h"
#include "catalogue/rules.h"
#include "totals/statistics.h"

/* A finding has a line of its own: document, files, file, findings. */
#define LINES 4

void json_put_path(struct json *json, const char *path)
{
    json_string(json, "path", path);
    json_begin_string(json, "uri");
    emit_uri_path(json->out, path);
    json_end_string(json);
}

static void put_position(struct json *json, const char *name, const struct place *place)
{
    json_open(json, name, '{');
    json_number(json, "line", place->line);
    json_number(json, "column", place->column);
    json_number(json, "byte", place->byte);
    json_close(json, '}');
}

static void put_range(struct json *json, const struct range *range)
{
    json_open(json, "range", '{');
    put_position(json, "start", &range->start);
    put_position(json, "end", &range->end);
    json_close(json, '}');
}

static void put_related(struct json *json, const char *path, const struct related *related)
{
    json_open(json, "related", '[');
    if (related->message) {
        json_open(json, NULL, '{');
        json_string(json, "message", related->message);
        json_put_path(json, related->path ? related->path : path);
        put_range(json, &related->at);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_hash_member(struct json *json, const char *name, const struct fingerprint *hash)
{
    json_begin_string(json, name);
    report_fingerprint(json->out, hash);
    json_end_string(json);
}

static void put_client_answer(struct json *json, const struct finding *finding)
{
    if (!finding->code) {
        json_string(json, "clientAnswer", NULL);
        return;
    }
    json_open(json, "clientAnswer", '{');
    json_string(json, "code", finding->code);
    json_boolean(json, "likely", finding->likely);
    json_close(json, '}');
}

static void put_source_address(struct json *json, const struct rule *rule)
{
    if (!rule->source) {
        json_string(json, "source", NULL);
        return;
    }
    json_member(json, "source");
    emit_json_string(json->out, rule_address(rule));
}

void json_put_finding(struct json *json, const char *path, const struct finding *finding,
                      bool is_known)
{
    const struct rule *rule = &rules[finding->rule];
    json_string(json, "rule", rule->id);
    json_string(json, "severity", severity_name((enum severity)finding->severity));
    json_string(json, "category", category_name(rule->category));
    json_begin_string(json, "message");
    report_message_as(json->out, finding, emit_json_part);
    json_end_string(json);
    json_string(json, "help", finding->help);
    put_source_address(json, rule);
    json_string(json, "where", finding->where);
    put_range(json, &finding->at);
    put_related(json, path, &finding->related);
    put_client_answer(json, finding);
    put_hash_member(json, "fingerprint", &finding->fingerprint);
    json_boolean(json, "known", is_known);
}

/* The rules that aren't as they are by default. */
static void put_levels(struct json *json, const struct policy *policy)
{
    json_open(json, "rules", '{');
    for (int i = 0; i < RULE_COUNT; i++) {
        enum severity usual = rules[i].opt_in ? SEVERITY_OFF : rules[i].severity;
        if (policy->severity[i] != usual || policy->forced[i])
            json_string(json, rules[i].id, severity_name((enum severity)policy->severity[i]));
    }
    json_close(json, '}');
}

static void put_options(struct json *json, const struct report *report)
{
    const struct policy *policy = report->policy;
    const struct report_settings *settings = report->settings;
    json_open(json, "options", '{');
    json_string(json, "target", settings->target);
    json_string(json, "minSeverity", severity_name(policy->shown));
    json_string(json, "failOn",
                policy->fails == SEVERITY_OFF ? "never" : severity_name(policy->fails));
    json_number(json, "maxFindings", policy->max_findings);
    json_boolean(json, "suppressions", settings->suppressions);
    if (settings->now_is_given)
        json_integer(json, "now", settings->now);
    else
        json_string(json, "now", NULL);
    put_levels(json, policy);
    json_string(json, "config", settings->is_set_aside ? NULL : settings->config);
    json_string(json, "configSetAside", settings->is_set_aside ? settings->config : NULL);
    if (settings->told_key) {
        const struct fingerprint of_nothing = told_hash_of(settings->told_key, "", text_of(""));
        put_hash_member(json, "fleetHash", &of_nothing);
    }
    json_close(json, '}');
}

/* The schema's version, siplint's, and the options in force. */
static void put_run_header(struct json *json, const struct report *report)
{
    json_number(json, "schemaVersion", JSON_SCHEMA_VERSION);
    json_open(json, "tool", '{');
    json_string(json, "name", "siplint");
    json_string(json, "version", SIPLINT_VERSION);
    json_close(json, '}');
    put_options(json, report);
}

static void put_counts(struct json *json, const char *name, const struct totals *totals,
                       bool hidden)
{
    json_open(json, name, '{');
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
        size_t count = totals->hidden[severity];
        json_number(json, severity_name((enum severity)severity),
                    hidden ? count : totals->by_severity[severity] - count);
    }
    json_close(json, '}');
}

static void put_rule_counts(struct json *json, struct statistics *statistics)
{
    const struct rule_count *counts;
    size_t count = statistics_rules(statistics, &counts);
    json_open(json, "rules", '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, NULL, '{');
        json_string(json, "rule", rules[counts[i].rule].id);
        json_string(json, "severity", severity_name(counts[i].severity));
        json_number(json, "findings", counts[i].findings);
        json_number(json, "files", counts[i].files);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_folder_counts(struct json *json, struct statistics *statistics)
{
    const struct folder_count *counts;
    size_t count = statistics_folders(statistics, &counts);
    json_open(json, "folders", '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, NULL, '{');
        json_put_path(json, counts[i].path);
        json_number(json, "files", counts[i].files);
        for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
            json_number(json, severity_name((enum severity)severity), counts[i].findings[severity]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* What --format=statistics has, in the same order. */
static void put_statistics(struct json *json, struct statistics *statistics)
{
    const struct server_group *counts;
    json_open(json, "statistics", '{');
    put_rule_counts(json, statistics);
    put_folder_counts(json, statistics);
    size_t count = statistics_servers(statistics, &counts);
    json_open(json, "servers", '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, NULL, '{');
        json_string(json, "transport", counts[i].transport);
        json_string(json, "methods", counts[i].methods);
        json_number(json, "servers", counts[i].servers);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_run_summary(struct json *json, const struct report *report,
                            const struct totals *totals)
{
    json_number(json, "files", totals->files);
    json_number(json, "partial", totals->partial);
    json_number(json, "skipped", totals->skipped);
    json_number(json, "unreadable", totals->unreadable);
    put_counts(json, "shown", totals, false);
    put_counts(json, "hidden", totals, true);
    json_number(json, "suppressed", totals->suppressed);
    json_number(json, "known", totals->known);
    json_number(json, "gone", report->settings->gone);
    if (report->settings->statistics)
        put_statistics(json, report->settings->statistics);
    json_boolean(json, "complete", report_is_complete(report, totals));
}

static void begin_json(struct report *report)
{
    struct json *json = report->state = memory_new(sizeof *json);
    *json = (struct json){.out = report->out, .lines = LINES};
    json_open(json, NULL, '{');
    put_run_header(json, report);
    json_open(json, "files", '[');
}

static void put_file_findings(struct json *json, const struct inspection *inspection)
{
    json_open(json, "findings", '[');
    const struct findings *findings = &inspection->findings;
    for (size_t i = 0; i < findings->count + findings->counts.known; i++) {
        json_open(json, NULL, '{');
        json_put_finding(json, inspection->path, &findings->items[i], i >= findings->count);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void json_put_hashes(struct json *json, const struct report *report,
                     const struct inspection *inspection)
{
    if (!report->settings->told_key)
        return;
    json_open(json, "hashes", '[');
    for (size_t i = 0; i < inspection->hash_count; i++) {
        const struct told_hash *told = &inspection->hashes[i];
        json_open(json, NULL, '{');
        json_string(json, "rule", told->rule);
        put_hash_member(json, "hash", &told->hash);
        put_range(json, &told->at);
        json_boolean(json, "suppressed", told->is_suppressed);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void json_put_outcome(struct json *json, const struct inspection *inspection, const char *reason)
{
    json_string(json, "outcome", inspection_outcome(inspection));
    json_string(json, "reason", reason);
    json_boolean(json, "partial", inspection->partial);
}

void json_end_lines(struct report *report, const struct totals *totals)
{
    struct json json = {.out = report->out};
    json_open(&json, NULL, '{');
    json_string(&json, "kind", "summary");
    put_run_header(&json, report);
    put_run_summary(&json, report, totals);
    json_close(&json, '}');
    emit_literal(report->out, "\n");
}

static void report_json(struct report *report, const struct inspection *inspection)
{
    struct json *json = report->state;
    json_open(json, NULL, '{');
    json_put_path(json, inspection->path);
    json_put_outcome(json, inspection, inspection->reason);
    json_put_hashes(json, report, inspection);
    put_file_findings(json, inspection);
    json_close(json, '}');
}

static void end_json(struct report *report, const struct totals *totals)
{
    struct json *json = report->state;
    json_close(json, ']');
    json_open(json, "summary", '{');
    put_run_summary(json, report, totals);
    json_close(json, '}');
    json_close(json, '}');
    emit_literal(report->out, "\n");
    memory_free(json);
}

const struct format format_json = {
    .name = "json",
    .summary = "one JSON document: the options, each file with its findings, and the sums",
    .wanted = WANTED_STATISTICS,
    .begin = begin_json,
    .inspection = report_json,
    .end = end_json,
};
