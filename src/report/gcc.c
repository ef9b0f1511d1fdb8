/* SPDX-License-Identifier: MIT */
/*
 * The gcc format: a line for each finding, and one for its related place. Editors and CI systems
 * take it as it stands, so there's never another line on standard output.
 */
#include "report/gcc.h"
#include "catalogue/rules.h"
#include "report/report.h"

static void put_place(struct emit *out, const char *path, const struct place *place,
                      bool has_column)
{
    emit_color(out, COLOR_BOLD);
    emit_path(out, path);
    emit_literal(out, ":");
    emit_number(out, place->line);
    emit_literal(out, ":");
    if (has_column) {
        emit_number(out, place->column);
        emit_literal(out, ":");
    }
    emit_color(out, COLOR_NONE);
    emit_literal(out, " ");
}

static void put_severity(struct emit *out, enum severity severity)
{
    static const enum color colors[SEVERITY_COUNT] = {
        [SEVERITY_NOTE] = COLOR_NOTE,
        [SEVERITY_WARNING] = COLOR_WARNING,
        [SEVERITY_ERROR] = COLOR_ERROR,
    };
    emit_color(out, colors[severity]);
    emit_literal(out, severity_name(severity));
    emit_literal(out, ":");
    emit_color(out, COLOR_NONE);
    emit_literal(out, " ");
}

void gcc_put_finding(struct emit *out, const char *path, const struct finding *finding,
                     bool has_column, bool has_help)
{
    put_place(out, path, &finding->at.start, has_column);
    put_severity(out, finding->severity);
    report_message_as(out, finding, emit_message_part);
    if (has_help) {
        emit_literal(out, "; help: ");
        emit_message_part(out, text_of(finding->help));
    }
    emit_literal(out, " [");
    emit_literal(out, rules[finding->rule].id);
    emit_literal(out, "]\n");
}

void gcc_put_related(struct emit *out, const char *path, const struct finding *finding,
                     bool has_column)
{
    const struct related *related = &finding->related;
    if (!related->message)
        return;
    put_place(out, related->path ? related->path : path, &related->at.start, has_column);
    put_severity(out, SEVERITY_NOTE);
    emit_message(out, related->message);
    emit_literal(out, "\n");
}

static void report_gcc(struct report *report, const struct inspection *inspection)
{
    for (size_t i = 0; i < inspection->findings.count; i++) {
        const struct finding *finding = &inspection->findings.items[i];
        gcc_put_finding(report->out, inspection->path, finding, true, report->settings->shows_help);
        gcc_put_related(report->out, inspection->path, finding, true);
    }
}

const struct format format_gcc = {
    .name = "gcc",
    .summary = "a line for each finding, as compilers write them",
    .inspection = report_gcc,
};
