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
#include "report/fingerprint.h"
#include "report/markup.h"
#include "rules/rules.h"

/* A rule has a line of its own: log, runs, run, tool, driver, rules. So has a result. */
#define TOOL_LINES 6
#define LINES 4

/* More inputs than this that couldn't be read are only counted. */
#define NOTIFICATION_LIMIT 1000

/* An input that couldn't be read. */
struct unreadable {
    const char *path;
    const char *reason; /* or NULL */
};

struct state {
    struct json json;
    struct fingerprints fingerprints;
    struct arena arena; /* of the strings of what follows */
    struct unreadable unreadable[NOTIFICATION_LIMIT];
    size_t unreadable_count; /* all of them */
};

static void begin_sarif(struct report *report)
{
    struct state *state = report->state = memory_new(sizeof *state);
    struct json *json = &state->json;
    *json = (struct json){.out = report->out, .lines = TOOL_LINES};
    fingerprints_init(&state->fingerprints);
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
    path = fingerprints_path(&state->fingerprints, path);
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

/* The element or attribute is the same in every report, wherever it stands. */
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

static void put_properties(struct json *json, const struct finding *finding)
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

static void put_result(struct state *state, const char *path, const struct finding *finding)
{
    struct json *json = &state->json;
    const char *id = rules[finding->rule].id;
    json_open(json, NULL, '{');
    json_string(json, "ruleId", id);
    json_number(json, "ruleIndex", finding->rule);
    json_string(json, "level", sarif_level((enum severity)finding->severity));
    put_message(json, finding);
    put_locations(state, path, finding);
    json_open(json, "partialFingerprints", '{');
    json_begin_string(json, "siplint/v1");
    fingerprints_emit(&state->fingerprints, json->out, id, finding->where);
    json_end_string(json);
    json_close(json, '}');
    put_properties(json, finding);
    json_close(json, '}');
}

static void note_unreadable(struct state *state, const struct inspection *inspection)
{
    size_t number = state->unreadable_count++;
    if (number >= NOTIFICATION_LIMIT)
        return;
    struct unreadable *unreadable = &state->unreadable[number];
    unreadable->path = arena_string(&state->arena, text_of(inspection->path));
    if (inspection->reason)
        unreadable->reason = arena_string(&state->arena, text_of(inspection->reason));
}

static void report_sarif(struct report *report, const struct inspection *inspection)
{
    struct state *state = report->state;
    if (inspection->outcome == OUTCOME_UNREADABLE)
        note_unreadable(state, inspection);
    if (!inspection->findings.count)
        return;
    fingerprints_enter(&state->fingerprints, inspection->path);
    for (size_t i = 0; i < inspection->findings.count; i++)
        put_result(state, inspection->path, &inspection->findings.items[i]);
}

/* A notification's members but for the place. */
static void put_problem(struct json *json, const struct inspection *inspection)
{
    json_open(json, "descriptor", '{');
    json_string(json, "id", REPORT_UNREADABLE);
    json_number(json, "index", 0);
    json_close(json, '}');
    json_string(json, "level", "error");
    json_open(json, "message", '{');
    json_begin_string(json, "text");
    report_problem_as(json->out, inspection, markup_put_sarif);
    json_end_string(json);
    json_close(json, '}');
}

static void put_unreadable(struct state *state, const struct unreadable *unreadable)
{
    struct json *json = &state->json;
    const struct inspection inspection = {.path = unreadable->path, .reason = unreadable->reason};
    json_open(json, NULL, '{');
    put_problem(json, &inspection);
    json_open(json, "locations", '[');
    json_open(json, NULL, '{');
    put_physical_location(state, unreadable->path, NULL);
    json_close(json, '}');
    json_close(json, ']');
    json_close(json, '}');
}

static void put_further(struct json *json, const char *text)
{
    json_open(json, NULL, '{');
    json_string(json, "level", "error");
    sarif_put_text(json, "message", text);
    json_close(json, '}');
}

static void put_notifications(struct state *state, bool interrupted)
{
    struct json *json = &state->json;
    json_open(json, "toolExecutionNotifications", '[');
    for (size_t i = 0; i < state->unreadable_count && i < NOTIFICATION_LIMIT; i++)
        put_unreadable(state, &state->unreadable[i]);
    if (state->unreadable_count > NOTIFICATION_LIMIT)
        put_further(json, "Further inputs couldn't be read; see the run's properties.");
    if (interrupted)
        put_further(json, "The run was interrupted; the rest wasn't linted.");
    json_close(json, ']');
}

static void put_invocation(struct report *report)
{
    struct state *state = report->state;
    struct json *json = &state->json;
    json_open(json, "invocations", '[');
    json_open(json, NULL, '{');
    json_boolean(json, "executionSuccessful", !report->interrupted && !state->unreadable_count);
    sarif_put_overrides(json, report->policy);
    put_notifications(state, report->interrupted);
    json_close(json, '}');
    json_close(json, ']');
}

static void end_sarif(struct report *report, const struct totals *totals)
{
    struct state *state = report->state;
    struct json *json = &state->json;
    json_close(json, ']');
    put_invocation(report);
    json_open(json, "properties", '{');
    json_string(json, "target", report->settings->target);
    json_number(json, "files", totals->files);
    json_number(json, "skipped", totals->skipped);
    json_number(json, "unreadable", totals->unreadable);
    json_number(json, "suppressed", totals->suppressed);
    json_close(json, '}');
    json_close(json, '}');
    json_close(json, ']');
    json_close(json, '}');
    emit_literal(report->out, "\n");
    fingerprints_free(&state->fingerprints);
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
