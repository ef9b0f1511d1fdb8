/* SPDX-License-Identifier: MIT */
/*
 * The junit format: a test suite for each input, a test case for each rule that found something
 * in it; an input without findings is one case that passed. What is below the fail level stands
 * in the suite's output. There's no schema of the format's own; this is valid by those of Ant and
 * of Jenkins, which is why there are a host and times: they are constants, so that reports of the
 * same files are the same.
 */
#include "base/memory.h"
#include "report/xml_text.h"
#include "rules/rules.h"

/* What the rules have to say of one input. */
struct state {
    size_t findings[RULE_COUNT];
    bool fails[RULE_COUNT];
};

static void begin_junit(struct report *report)
{
    report->state = memory_new(sizeof(struct state));
    emit_literal(report->out, XML_DECLARATION "<testsuites>\n");
}

static void begin_suite(struct report *report, const struct inspection *inspection, size_t tests,
                        size_t failures)
{
    struct emit *out = report->out;
    emit_literal(out, "  <testsuite");
    xml_put_attribute(out, "name", inspection->path);
    xml_put_attribute(out, "package", "siplint");
    xml_put_number(out, "id", report->inspections);
    xml_put_number(out, "tests", tests);
    xml_put_number(out, "failures", failures);
    xml_put_number(out, "errors", inspection->outcome == OUTCOME_UNREADABLE);
    xml_put_number(out, "skipped", inspection->outcome == OUTCOME_SKIPPED);
    xml_put_attribute(out, "hostname", "localhost");
    xml_put_attribute(out, "timestamp", "1970-01-01T00:00:00");
    xml_put_number(out, "time", 0);
    emit_literal(out, ">\n    <properties/>\n");
}

static void begin_case(struct emit *out, const char *path, const char *name)
{
    emit_literal(out, "    <testcase");
    xml_put_attribute(out, "classname", path);
    xml_put_attribute(out, "name", name);
    xml_put_number(out, "time", 0);
}

/* A finding as content: as compilers write it, and what to do. */
static void put_finding(struct emit *out, const char *path, const struct finding *finding)
{
    emit_xml_path(out, path);
    emit_literal(out, ":");
    emit_number(out, finding->at.start.line);
    emit_literal(out, ":");
    emit_number(out, finding->at.start.column);
    emit_literal(out, ": ");
    emit_literal(out, severity_name((enum severity)finding->severity));
    emit_literal(out, ": ");
    report_message_whole(out, path, finding, emit_xml_text);
    emit_literal(out, " [");
    emit_literal(out, rules[finding->rule].id);
    emit_literal(out, "]\n  help: ");
    emit_xml_text(out, text_of(finding->help));
    emit_literal(out, "\n");
}

static const struct finding *first_failure(const struct report *report,
                                           const struct findings *findings, int rule)
{
    const struct finding *finding = findings->items;
    while (finding->rule != rule || !report_is_failure(report->policy, finding))
        finding++;
    return finding;
}

/* The case of a rule that failed, with all that it found. */
static void put_failure(const struct report *report, const struct inspection *inspection, int rule)
{
    const struct findings *findings = &inspection->findings;
    const struct finding *first = first_failure(report, findings, rule);
    struct emit *out = report->out;
    emit_literal(out, ">\n      <failure");
    xml_put_attribute(out, "type", severity_name((enum severity)first->severity));
    emit_literal(out, " message=\"");
    report_message_whole(out, inspection->path, first, emit_xml_text);
    emit_literal(out, "\">");
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].rule == rule)
            put_finding(out, inspection->path, &findings->items[i]);
    emit_literal(out, "</failure>\n    </testcase>\n");
}

static void put_cases(const struct report *report, const struct inspection *inspection)
{
    const struct state *state = report->state;
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        if (!state->findings[rule])
            continue;
        begin_case(report->out, inspection->path, rules[rule].id);
        if (state->fails[rule])
            put_failure(report, inspection, rule);
        else
            emit_literal(report->out, "/>\n");
    }
}

/* The one case of an input without findings. */
static void put_only_case(struct emit *out, const struct inspection *inspection)
{
    switch (inspection->outcome) {
    case OUTCOME_LINTED:
        begin_case(out, inspection->path, "no-findings");
        emit_literal(out, "/>\n");
        break;
    case OUTCOME_SKIPPED:
        begin_case(out, inspection->path, "skipped");
        emit_literal(out, "><skipped/></testcase>\n");
        break;
    case OUTCOME_UNREADABLE:
        begin_case(out, inspection->path, REPORT_UNREADABLE);
        emit_literal(out, "><error type=\"" REPORT_UNREADABLE "\" message=\"");
        report_problem_as(out, inspection, emit_xml_text);
        emit_literal(out, "\"/></testcase>\n");
        break;
    }
}

static void end_suite(const struct report *report, const struct inspection *inspection)
{
    const struct state *state = report->state;
    struct emit *out = report->out;
    emit_literal(out, "    <system-out>");
    for (size_t i = 0; i < inspection->findings.count; i++)
        if (!state->fails[inspection->findings.items[i].rule])
            put_finding(out, inspection->path, &inspection->findings.items[i]);
    emit_literal(out, "</system-out>\n    <system-err/>\n  </testsuite>\n");
}

static void report_junit(struct report *report, const struct inspection *inspection)
{
    struct state *state = report->state;
    const struct findings *findings = &inspection->findings;
    size_t tests = 0;
    size_t failures = 0;
    *state = (struct state){0};
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        bool fails = !state->fails[finding->rule] && report_is_failure(report->policy, finding);
        tests += !state->findings[finding->rule]++;
        failures += fails;
        state->fails[finding->rule] |= fails;
    }
    begin_suite(report, inspection, tests ? tests : 1, failures);
    if (tests)
        put_cases(report, inspection);
    else
        put_only_case(report->out, inspection);
    end_suite(report, inspection);
}

static void end_junit(struct report *report, const struct totals *totals)
{
    (void)totals;
    emit_literal(report->out, "</testsuites>\n");
    memory_free(report->state);
}

const struct format format_junit = {
    .name = "junit",
    .summary = "the XML of JUnit: a suite for each file, a case for each rule that failed",
    .begin = begin_junit,
    .inspection = report_junit,
    .end = end_junit,
};
