/* SPDX-License-Identifier: MIT */
/*
 * The github format: a workflow command for each finding, which GitHub shows beside the line. An
 * input that couldn't be read is one as well: the log's other lines are easily overlooked.
 */
#include "catalogue/rules.h"
#include "report/report.h"

static void put_number_property(struct emit *out, const char *property, uint32_t number)
{
    emit_literal(out, property);
    emit_number(out, number);
}

/* GitHub takes columns for a range within one line only. */
static void put_range_properties(struct emit *out, const struct range *range)
{
    put_number_property(out, ",line=", range->start.line);
    put_number_property(out, ",endLine=", range->end.line);
    if (range->start.line != range->end.line)
        return;
    put_number_property(out, ",col=", range->start.column);
    put_number_property(out, ",endColumn=", range->end.column);
}

static void put_command(struct emit *out, const char *path, const struct finding *finding)
{
    static const char *const commands[SEVERITY_COUNT] = {
        [SEVERITY_NOTE] = "::notice file=",
        [SEVERITY_WARNING] = "::warning file=",
        [SEVERITY_ERROR] = "::error file=",
    };
    emit_literal(out, commands[finding->severity]);
    emit_github_property(out, text_of(path));
    put_range_properties(out, &finding->at);
    emit_literal(out, ",title=");
    emit_github_property(out, text_of(rules[finding->rule].id));
    emit_literal(out, "::");
    report_message_whole(out, path, finding, emit_github_data);
    emit_github_data(out, text_of("\nhelp: "));
    emit_github_data(out, text_of(finding->help));
    report_source_as(out, "\nsee ", finding, emit_github_data);
    emit_literal(out, "\n");
}

static void put_unreadable_command(struct emit *out, const struct inspection *inspection)
{
    emit_literal(out, "::error file=");
    emit_github_property(out, text_of(inspection->path));
    emit_literal(out, ",title=" INSPECTION_UNREADABLE "::");
    report_problem_as(out, inspection, emit_github_data);
    emit_literal(out, "\n");
}

static void report_github(struct report *report, const struct inspection *inspection)
{
    if (inspection->outcome == OUTCOME_UNREADABLE)
        put_unreadable_command(report->out, inspection);
    for (size_t i = 0; i < inspection->findings.count; i++)
        put_command(report->out, inspection->path, &inspection->findings.items[i]);
}

const struct format format_github = {
    .name = "github",
    .summary = "workflow commands, which GitHub shows beside the lines",
    .inspection = report_github,
};
