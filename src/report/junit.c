/* SPDX-License-Identifier: MIT */
/*
 * The junit format: a test suite for each input, a test case for each rule that found something
 * in it; an input without findings is one case that passed. What is below the fail level is
 * in the suite's output. A run that found no input, or was interrupted, has a suite of its own with
 * one case that says so: a report without any case is an error to its readers, or looks like a
 * success.
 *
 * The format has no schema of its own. This is valid by Jenkins' junit-10.xsd except for the
 * attribute `file` of a case, which GitLab and CircleCI read. There's no time stamp, and durations
 * are 0, so that reports of the same files are the same.
 */
#include "base/memory.h"
#include "catalogue/rules.h"
#include "report/xml_text.h"

/* What the rules have to say of one input. */
struct state {
    size_t findings[RULE_COUNT];
    bool fails[RULE_COUNT];
};

/* What a suite's head says. */
struct suite {
    const char *name;
    const char *file; /* NULL: it's of the run, not of an input */
    size_t tests;
    size_t failures;
    size_t errors;
    size_t skipped;
};

static void begin_junit(struct report *report)
{
    report->state = memory_new(sizeof(struct state));
    emit_literal(report->out, XML_DECLARATION "<testsuites>\n");
}

static void begin_suite(const struct report *report, const struct suite *suite)
{
    struct emit *out = report->out;
    emit_literal(out, "  <testsuite");
    xml_put_attribute(out, "name", suite->name);
    if (suite->file)
        xml_put_attribute(out, "file", suite->file);
    xml_put_number(out, "id", report->inspections);
    xml_put_number(out, "tests", suite->tests);
    xml_put_number(out, "failures", suite->failures);
    xml_put_number(out, "errors", suite->errors);
    xml_put_number(out, "skipped", suite->skipped);
    xml_put_number(out, "time", 0);
    emit_literal(out, ">\n");
}

/* The path without the suffix that nearly all have, unless it's the whole name. */
static struct text cut_suffix(const char *path)
{
    static const char suffix[] = ".xml";
    struct text text = text_of(path);
    size_t length = sizeof suffix - 1;
    if (text.length <= length || text.bytes[text.length - length - 1] == '/' ||
        !text_equal(text_slice(text, text.length - length, text.length), text_of(suffix)))
        return text;
    return text_slice(text, 0, text.length - length);
}

/* A class's name has its package in front of the last dot, so here it has no dot. */
static void put_class(struct emit *out, const char *path)
{
    struct text rest = cut_suffix(path);
    emit_literal(out, " classname=\"");
    for (size_t dot; (dot = text_find(rest, '.')) < rest.length;) {
        emit_xml_text(out, text_slice(rest, 0, dot));
        emit_literal(out, "_");
        rest = text_slice(rest, dot + 1, rest.length);
    }
    emit_xml_text(out, rest);
    emit_literal(out, "\"");
}

/* `path` is NULL in a suite of the run. */
static void begin_case(struct emit *out, const char *path, const char *name)
{
    emit_literal(out, "    <testcase");
    put_class(out, path ? path : "siplint");
    xml_put_attribute(out, "name", name);
    if (path)
        xml_put_attribute(out, "file", path);
    xml_put_number(out, "time", 0);
}

/*
 * Text as content. Jenkins and GitLab attach the file that `[[ATTACHMENT|path]]` names, and others
 * take properties alike, so a `[` is never shown after another one.
 */
static void put_text(struct emit *out, struct text text)
{
    size_t shown = 0;
    for (size_t at = 1; at < text.length; at++) {
        if (text.bytes[at - 1] != '[' || text.bytes[at] != '[')
            continue;
        emit_xml_text(out, text_slice(text, shown, at));
        emit_literal(out, "\\x5b");
        shown = at + 1;
    }
    emit_xml_text(out, text_slice(text, shown, text.length));
}

/* Likewise a path, which begins a line. */
static void put_path_text(struct emit *out, const char *path)
{
    struct text text = text_of(path);
    const char *brackets = strstr(path, "[[");
    size_t plain = brackets ? (size_t)(brackets - path) : text.length;
    char *start = memory_copy_string(path);
    start[plain] = '\0';
    emit_xml_path(out, start);
    put_text(out, text_slice(text, plain, text.length));
    memory_free(start);
}

/* A finding as content: as compilers write it, and what to do. */
static void put_finding_text(struct emit *out, const char *path, const struct finding *finding)
{
    put_path_text(out, path);
    emit_literal(out, ":");
    emit_number(out, finding->at.start.line);
    emit_literal(out, ":");
    emit_number(out, finding->at.start.column);
    emit_literal(out, ": ");
    emit_literal(out, severity_name((enum severity)finding->severity));
    emit_literal(out, ": ");
    report_message_whole(out, path, finding, put_text);
    emit_literal(out, " [");
    emit_literal(out, rules[finding->rule].id);
    emit_literal(out, "]\n  help: ");
    put_text(out, text_of(finding->help));
    emit_literal(out, "\n");
    report_source_as(out, "  see ", finding, put_text);
    emit_literal(out, rules[finding->rule].source ? "\n" : "");
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
    report_message_advised(out, inspection->path, first, emit_xml_text);
    emit_literal(out, "\">");
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].rule == rule)
            put_finding_text(out, inspection->path, &findings->items[i]);
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
        begin_case(out, inspection->path, INSPECTION_UNREADABLE);
        emit_literal(out, "><error type=\"" INSPECTION_UNREADABLE "\" message=\"");
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
    if (inspection->partial)
        emit_literal(out, "only part of this file was checked; its findings say why\n");
    for (size_t i = 0; i < inspection->findings.count; i++)
        if (!state->fails[inspection->findings.items[i].rule])
            put_finding_text(out, inspection->path, &inspection->findings.items[i]);
    emit_literal(out, "</system-out>\n    <system-err/>\n  </testsuite>\n");
}

static void put_property(struct emit *out, const char *name, const char *value)
{
    emit_literal(out, "      <property");
    xml_put_attribute(out, "name", name);
    xml_put_attribute(out, "value", value);
    emit_literal(out, "/>\n");
}

static void put_properties(const struct report *report, const struct inspection *inspection)
{
    struct emit *out = report->out;
    const struct report_settings *settings = report->settings;
    size_t suppressed = inspection->findings.counts.suppressed;
    if (!inspection->partial && !suppressed && !settings->config)
        return;
    emit_literal(out, "    <properties>\n");
    if (settings->config)
        put_property(out, settings->is_set_aside ? "configSetAside" : "config", settings->config);
    if (inspection->partial)
        put_property(out, "partial", "true");
    if (suppressed) {
        emit_literal(out, "      <property name=\"suppressed\" value=\"");
        emit_number(out, suppressed);
        emit_literal(out, "\"/>\n");
    }
    emit_literal(out, "    </properties>\n");
}

static void report_junit(struct report *report, const struct inspection *inspection)
{
    struct state *state = report->state;
    const struct findings *findings = &inspection->findings;
    struct suite suite = {
        .name = inspection->path,
        .file = inspection->path,
        .errors = inspection->outcome == OUTCOME_UNREADABLE,
        .skipped = inspection->outcome == OUTCOME_SKIPPED,
    };
    *state = (struct state){0};
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        bool fails = !state->fails[finding->rule] && report_is_failure(report->policy, finding);
        suite.tests += !state->findings[finding->rule]++;
        suite.failures += fails;
        state->fails[finding->rule] |= fails;
    }
    bool any = suite.tests > 0;
    suite.tests += !any;
    begin_suite(report, &suite);
    put_properties(report, inspection);
    if (any)
        put_cases(report, inspection);
    else
        put_only_case(report->out, inspection);
    end_suite(report, inspection);
}

/* The suite of the run, and its case. */
static void put_run(const struct report *report, const char *name, const char *message,
                    bool is_error)
{
    struct emit *out = report->out;
    const struct suite suite = {.name = "siplint",
                                .tests = 1,
                                .errors = is_error,
                                .skipped = !is_error};
    begin_suite(report, &suite);
    begin_case(out, NULL, name);
    emit_literal(out, is_error ? "><error type=\"" : "><skipped type=\"");
    emit_literal(out, name);
    emit_literal(out, "\" message=\"");
    emit_xml_text(out, text_of(message));
    emit_literal(out, "\"/></testcase>\n  </testsuite>\n");
}

static void end_junit(struct report *report, const struct totals *totals)
{
    (void)totals;
    if (report->interrupted)
        put_run(report, "interrupted", "the run was interrupted; the rest wasn't linted", true);
    else if (!report->inspections)
        put_run(report, "no-input", "there is no file to lint", report_lacks_input(report));
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
