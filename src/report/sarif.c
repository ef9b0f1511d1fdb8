/* SPDX-License-Identifier: MIT */
/*
 * The sarif format: SARIF 2.1.0, as code scanning services read it. Results are written as they
 * come, so what is known in the end only, the invocation with its notifications, comes last.
 *
 * The base of the relative URIs has a description and no URI of its own: that would be the
 * directory of the machine at hand, and reports of the same files must be the same everywhere.
 */
#include "report/sarif.h"
#include "base/arena.h"
#include "base/memory.h"
#include "catalogue/rules.h"
#include "findings/baseline.h"
#include "report/markup.h"

/* A rule has a line of its own: log, runs, run, tool, driver, rules. So has a result. */
#define TOOL_LINES 6
#define LINES 4

/* More inputs than this of each kind of notification are only counted. */
#define NOTICE_LIMIT 1000

/* An input that there's a notification of. */
struct notice {
    const char *path;
    const char *reason; /* or NULL */
};

struct notices {
    struct notice items[NOTICE_LIMIT];
    size_t count; /* all of them */
};

struct state {
    struct json json;
    struct arena arena; /* of the notices' strings */
    struct notices notices[SARIF_NOTICE_COUNT];
};

static void begin_sarif(struct report *report)
{
    struct state *state = report->state = memory_new(sizeof *state);
    struct json *json = &state->json;
    *json = (struct json){.out = report->out, .lines = TOOL_LINES};
    json_open(json, NULL, '{');
    json_string(json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_string(json, "version", "2.1.0");
    json_open(json, "runs", '[');
    json_open(json, NULL, '{');
    sarif_put_tool(json);
    json->lines = LINES;
    json_string(json, "columnKind", "unicodeCodePoints");
    json_open(json, "originalUriBaseIds", '{');
    json_open(json, SARIF_BASE, '{');
    sarif_put_text(json, "description", "The directory in which siplint was run.");
    json_close(json, '}');
    json_close(json, '}');
    json_open(json, "results", '[');
}

static void put_artifact(struct state *state, const char *path)
{
    struct json *json = &state->json;
    bool is_absolute = *path == '/';
    json_open(json, "artifactLocation", '{');
    json_begin_string(json, "uri");
    emit_literal(json->out, is_absolute ? "file://" : "");
    emit_uri_path(json->out, path);
    json_end_string(json);
    if (!is_absolute)
        json_string(json, "uriBaseId", SARIF_BASE);
    json_close(json, '}');
}

static void put_region(struct json *json, const struct range *range)
{
    json_open(json, "region", '{');
    json_number(json, "startLine", range->start.line);
    json_number(json, "startColumn", range->start.column);
    json_number(json, "endLine", range->end.line);
    json_number(json, "endColumn", range->end.column);
    json_number(json, "byteOffset", range->start.byte);
    json_number(json, "byteLength", range->end.byte - range->start.byte);
    json_close(json, '}');
}

/* `range` is NULL where the whole input is meant. */
static void put_physical_location(struct state *state, const char *path, const struct range *range)
{
    struct json *json = &state->json;
    json_open(json, "physicalLocation", '{');
    put_artifact(state, path);
    if (range)
        put_region(json, range);
    json_close(json, '}');
}

/* The element or attribute is the same in every report, whatever its line. */
static void put_logical_location(struct json *json, const char *where)
{
    json_open(json, "logicalLocations", '[');
    json_open(json, NULL, '{');
    json_string(json, "fullyQualifiedName", where);
    json_close(json, '}');
    json_close(json, ']');
}

static void put_locations(struct state *state, const char *path, const struct finding *finding)
{
    struct json *json = &state->json;
    const struct related *related = &finding->related;
    json_open(json, "locations", '[');
    json_open(json, NULL, '{');
    put_physical_location(state, path, &finding->at);
    put_logical_location(json, finding->where);
    json_close(json, '}');
    json_close(json, ']');
    if (!related->message)
        return;
    json_open(json, "relatedLocations", '[');
    json_open(json, NULL, '{');
    json_number(json, "id", 0);
    put_physical_location(state, related->path ? related->path : path, &related->at);
    sarif_put_text(json, "message", related->message);
    json_close(json, '}');
    json_close(json, ']');
}

static void put_message(struct json *json, const struct finding *finding)
{
    json_open(json, "message", '{');
    json_begin_string(json, "text");
    report_message_as(json->out, finding, markup_put_sarif);
    json_end_string(json);
    json_close(json, '}');
}

static void put_result_properties(struct json *json, const struct finding *finding)
{
    json_open(json, "properties", '{');
    json_string(json, "category", category_name(rules[finding->rule].category));
    json_string(json, "help", finding->help);
    if (finding->code) {
        json_string(json, "clientCode", finding->code);
        json_boolean(json, "clientCodeIsLikely", finding->likely);
    }
    json_close(json, '}');
}

/* `was_there`: in the baseline. */
static void put_baseline_state(const struct report *report, struct json *json, bool was_there)
{
    if (report->settings->baseline)
        json_string(json, "baselineState", was_there ? "unchanged" : "new");
}

static void put_result(const struct report *report, const char *path, const struct finding *finding,
                       bool is_known)
{
    struct state *state = report->state;
    struct json *json = &state->json;
    const char *id = rules[finding->rule].id;
    json_open(json, NULL, '{');
    json_string(json, "ruleId", id);
    json_number(json, "ruleIndex", finding->rule);
    json_string(json, "level", sarif_level((enum severity)finding->severity));
    put_baseline_state(report, json, is_known);
    put_message(json, finding);
    put_locations(state, path, finding);
    json_open(json, "partialFingerprints", '{');
    json_begin_string(json, "siplint/v1");
    report_fingerprint(json->out, &finding->fingerprint);
    json_end_string(json);
    json_close(json, '}');
    put_result_properties(json, finding);
    json_close(json, '}');
}

static void note(struct state *state, enum sarif_notice kind, const struct inspection *inspection)
{
    struct notices *notices = &state->notices[kind];
    size_t number = notices->count++;
    if (number >= NOTICE_LIMIT)
        return;
    struct notice *notice = &notices->items[number];
    notice->path = arena_string(&state->arena, text_of(inspection->path));
    if (inspection->reason)
        notice->reason = arena_string(&state->arena, text_of(inspection->reason));
}

static void report_sarif(struct report *report, const struct inspection *inspection)
{
    struct state *state = report->state;
    if (inspection->outcome == OUTCOME_UNREADABLE)
        note(state, SARIF_UNREADABLE, inspection);
    else if (inspection->partial)
        note(state, SARIF_PARTIAL, inspection);
    const struct findings *findings = &inspection->findings;
    for (size_t i = 0; i < findings->count + findings->counts.known; i++)
        put_result(report, inspection->path, &findings->items[i], i >= findings->count);
}

static void put_problem_message(struct json *json, const struct notice *notice)
{
    const struct inspection inspection = {.reason = notice->reason};
    json_open(json, "message", '{');
    json_begin_string(json, "text");
    report_problem_as(json->out, &inspection, markup_put_sarif);
    json_end_string(json);
    json_close(json, '}');
}

static void put_notice(struct state *state, enum sarif_notice kind, const struct notice *notice)
{
    struct json *json = &state->json;
    json_open(json, NULL, '{');
    json_open(json, "descriptor", '{');
    json_string(json, "id", sarif_notices[kind].id);
    json_number(json, "index", kind);
    json_close(json, '}');
    json_string(json, "level", sarif_notices[kind].level);
    if (kind == SARIF_UNREADABLE)
        put_problem_message(json, notice);
    else
        sarif_put_text(json, "message", "only part of this file was checked; its findings say why");
    json_open(json, "locations", '[');
    json_open(json, NULL, '{');
    put_physical_location(state, notice->path, NULL);
    json_close(json, '}');
    json_close(json, ']');
    json_close(json, '}');
}

/* A notification of no input. */
static void put_further(struct json *json, const char *level, const char *text)
{
    json_open(json, NULL, '{');
    json_string(json, "level", level);
    sarif_put_text(json, "message", text);
    json_close(json, '}');
}

static void put_notices(struct state *state, enum sarif_notice kind)
{
    const struct notices *notices = &state->notices[kind];
    for (size_t i = 0; i < notices->count && i < NOTICE_LIMIT; i++)
        put_notice(state, kind, &notices->items[i]);
    if (notices->count > NOTICE_LIMIT)
        put_further(&state->json, sarif_notices[kind].level, sarif_notices[kind].further);
}

static void put_invocation(const struct report *report, const struct totals *totals)
{
    struct state *state = report->state;
    struct json *json = &state->json;
    json_open(json, "invocations", '[');
    json_open(json, NULL, '{');
    json_boolean(json, "executionSuccessful", report_is_complete(report, totals));
    sarif_put_overrides(json, report->policy);
    json_open(json, "toolExecutionNotifications", '[');
    for (enum sarif_notice kind = 0; kind < SARIF_NOTICE_COUNT; kind++)
        put_notices(state, kind);
    if (report->interrupted)
        put_further(json, "error", "The run was interrupted; the rest wasn't linted.");
    if (report_lacks_input(report))
        put_further(json, "error", "There is no file to lint.");
    json_close(json, ']');
    json_close(json, '}');
    json_close(json, ']');
}

/* What the baseline has and wasn't found again. Its path is from the repository's root. */
static void put_gone(struct json *json, const struct baseline_entry *entry)
{
    int rule = rule_find(text_of(entry->rule));
    json_open(json, NULL, '{');
    json_string(json, "ruleId", entry->rule);
    if (rule >= 0)
        json_string(json, "level", sarif_level(rules[rule].severity));
    json_string(json, "baselineState", "absent");
    sarif_put_text(json, "message", "This was known, and isn't found any more.");
    json_open(json, "locations", '[');
    json_open(json, NULL, '{');
    json_open(json, "physicalLocation", '{');
    json_open(json, "artifactLocation", '{');
    json_begin_string(json, "uri");
    emit_uri_path(json->out, entry->path);
    json_end_string(json);
    json_close(json, '}');
    json_close(json, '}');
    json_close(json, '}');
    json_close(json, ']');
    json_open(json, "partialFingerprints", '{');
    json_begin_string(json, "siplint/v1");
    report_fingerprint(json->out, &entry->fingerprint);
    json_end_string(json);
    json_close(json, '}');
    json_close(json, '}');
}

static void end_sarif(struct report *report, const struct totals *totals)
{
    struct state *state = report->state;
    struct json *json = &state->json;
    size_t number = 0;
    struct baseline_entry entry;
    while (report->settings->baseline &&
           baseline_next_gone(report->settings->baseline, &number, &entry))
        put_gone(json, &entry);
    json_close(json, ']');
    put_invocation(report, totals);
    json_open(json, "properties", '{');
    json_string(json, "target", report->settings->target);
    if (report->settings->config)
        json_string(json, report->settings->is_set_aside ? "configSetAside" : "config",
                    report->settings->config);
    json_number(json, "files", totals->files);
    json_number(json, "partial", totals->partial);
    json_number(json, "skipped", totals->skipped);
    json_number(json, "unreadable", totals->unreadable);
    json_number(json, "suppressed", totals->suppressed);
    json_number(json, "known", totals->known);
    json_close(json, '}');
    json_close(json, '}');
    json_close(json, ']');
    json_close(json, '}');
    emit_literal(report->out, "\n");
    arena_free(&state->arena);
    memory_free(state);
}

const struct format format_sarif = {
    .name = "sarif",
    .summary = "SARIF 2.1.0, for code scanning services",
    .begin = begin_sarif,
    .inspection = report_sarif,
    .end = end_sarif,
};
