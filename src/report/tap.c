/* SPDX-License-Identifier: MIT */
/*
 * The tap format: TAP 13, a test for each input, with its findings as the YAML below it. What
 * isn't a failure for the exit status is none here, and a run that found no input or was
 * interrupted doesn't succeed. Strings are JSON's, which YAML reads.
 */
#include "report/report.h"
#include "rules/rules.h"

static void begin_tap(struct report *report)
{
    emit_literal(report->out, "TAP version 13\n");
}

static void put_number(struct emit *out, const char *name, uint64_t number)
{
    emit_literal(out, name);
    emit_number(out, number);
    emit_literal(out, "\n");
}

static void put_string(struct emit *out, const char *name, const char *value)
{
    emit_literal(out, name);
    emit_json_string(out, text_of(value));
    emit_literal(out, "\n");
}

static void put_related(struct emit *out, const char *path, const struct related *related)
{
    put_string(out, "      related: ", related->message);
    put_string(out, "      relatedPath: ", related->path ? related->path : path);
    put_number(out, "      relatedLine: ", related->at.start.line);
    put_number(out, "      relatedColumn: ", related->at.start.column);
}

static void put_finding(struct emit *out, const char *path, const struct finding *finding)
{
    put_string(out, "    - rule: ", rules[finding->rule].id);
    put_string(out, "      severity: ", severity_name((enum severity)finding->severity));
    emit_literal(out, "      message: \"");
    report_message_as(out, finding, emit_json_part);
    emit_literal(out, "\"\n");
    put_string(out, "      help: ", finding->help);
    put_number(out, "      line: ", finding->at.start.line);
    put_number(out, "      column: ", finding->at.start.column);
    put_number(out, "      endLine: ", finding->at.end.line);
    put_number(out, "      endColumn: ", finding->at.end.column);
    if (finding->related.message)
        put_related(out, path, &finding->related);
}

static bool fails(const struct report *report, const struct inspection *inspection)
{
    if (inspection->outcome == OUTCOME_UNREADABLE)
        return true;
    for (size_t i = 0; i < inspection->findings.count; i++)
        if (report_is_failure(report->policy, &inspection->findings.items[i]))
            return true;
    return false;
}

/* The YAML of why an input couldn't be read. */
static void put_problem(struct emit *out, const struct inspection *inspection)
{
    emit_literal(out, "  ---\n  message: \"");
    report_problem_as(out, inspection, emit_json_part);
    emit_literal(out, "\"\n  ...\n");
}

static void report_tap(struct report *report, const struct inspection *inspection)
{
    struct emit *out = report->out;
    emit_literal(out, fails(report, inspection) ? "not ok " : "ok ");
    emit_number(out, report->inspections + 1);
    emit_literal(out, " - ");
    emit_tap_description(out, text_of(inspection->path));
    if (inspection->outcome == OUTCOME_SKIPPED) {
        emit_literal(out, " # SKIP ");
        emit_tap_description(out, text_of(inspection->reason ? inspection->reason : ""));
    }
    emit_literal(out, "\n");
    if (inspection->outcome == OUTCOME_UNREADABLE)
        put_problem(out, inspection);
    if (!inspection->findings.count)
        return;
    emit_literal(out, inspection->partial ? "  ---\n  partial: true\n" : "  ---\n");
    emit_literal(out, "  findings:\n");
    for (size_t i = 0; i < inspection->findings.count; i++)
        put_finding(out, inspection->path, &inspection->findings.items[i]);
    emit_literal(out, "  ...\n");
}

static void end_tap(struct report *report, const struct totals *totals)
{
    struct emit *out = report->out;
    (void)totals;
    if (report->interrupted) {
        emit_literal(out, "Bail out! The run was interrupted; the rest wasn't linted.\n");
    } else if (report->inspections) {
        emit_literal(out, "1..");
        emit_number(out, report->inspections);
        emit_literal(out, "\n");
    } else {
        emit_literal(out, report->settings->empty_is_fine
                              ? "1..0 # SKIP there is no file to lint\n"
                              : "not ok 1 - there is no file to lint\n1..1\n");
    }
}

const struct format format_tap = {
    .name = "tap",
    .summary = "TAP 13: a test for each file",
    .begin = begin_tap,
    .inspection = report_tap,
    .end = end_tap,
};
