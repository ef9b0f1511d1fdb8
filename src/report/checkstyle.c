/* SPDX-License-Identifier: MIT */
/*
 * The checkstyle format: the XML of Checkstyle, as Jenkins and reviewdog read it. Both take a
 * finding's rule from what follows the last dot of `source`, and neither reads Checkstyle's
 * <exception>, so an input that couldn't be read has an <error>.
 */
#include "catalogue/rules.h"
#include "report/xml_text.h"

static void begin_checkstyle(struct report *report)
{
    emit_literal(report->out, XML_DECLARATION "<checkstyle version=\"4.3\">\n");
}

static void begin_error(struct emit *out, uint32_t line, uint32_t column, const char *severity)
{
    emit_literal(out, "    <error");
    xml_put_number(out, "line", line);
    xml_put_number(out, "column", column);
    xml_put_attribute(out, "severity", severity);
    emit_literal(out, " message=\"");
}

static void end_error(struct emit *out, const char *rule)
{
    emit_literal(out, "\" source=\"siplint.");
    emit_xml_text(out, text_of(rule));
    emit_literal(out, "\"/>\n");
}

static void put_error(struct emit *out, const char *path, const struct finding *finding)
{
    static const char *const severities[SEVERITY_COUNT] = {
        [SEVERITY_NOTE] = "info",
        [SEVERITY_WARNING] = "warning",
        [SEVERITY_ERROR] = "error",
    };
    begin_error(out, finding->at.start.line, finding->at.start.column,
                severities[finding->severity]);
    report_message_advised(out, path, finding, emit_xml_text);
    end_error(out, rules[finding->rule].id);
}

static void report_checkstyle(struct report *report, const struct inspection *inspection)
{
    struct emit *out = report->out;
    if (inspection->outcome == OUTCOME_SKIPPED)
        return;
    emit_literal(out, "  <file");
    xml_put_attribute(out, "name", inspection->path);
    emit_literal(out, ">\n");
    if (inspection->outcome == OUTCOME_UNREADABLE) {
        begin_error(out, 1, 1, "error");
        report_problem_as(out, inspection, emit_xml_text);
        end_error(out, INSPECTION_UNREADABLE);
    }
    for (size_t i = 0; i < inspection->findings.count; i++)
        put_error(out, inspection->path, &inspection->findings.items[i]);
    emit_literal(out, "  </file>\n");
}

static void end_checkstyle(struct report *report, const struct totals *totals)
{
    (void)totals;
    emit_literal(report->out, "</checkstyle>\n");
}

const struct format format_checkstyle = {
    .name = "checkstyle",
    .summary = "the XML of Checkstyle, which Jenkins and reviewdog read",
    .begin = begin_checkstyle,
    .inspection = report_checkstyle,
    .end = end_checkstyle,
};
