/* SPDX-License-Identifier: MIT */
/*
 * The tap format: TAP 13, a test for each input, with its findings as the YAML below it. What
 * isn't a failure for the exit status is none here, and a run that found no input or was
 * interrupted doesn't succeed. Strings are JSON's, which YAML reads.
 */
#include "catalogue/rules.h"
#include "report/report.h"

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

static void put_related_members(struct emit *out, const char *path, const struct related *related)
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
    if (rules[finding->rule].source) {
        emit_literal(out, "      source: ");
        emit_json_string(out, rule_address(&rules[finding->rule]));
        emit_literal(out, "\n");
    }
    put_number(out, "      line: ", finding->at.start.line);
    put_number(out, "      column: ", finding->at.start.column);
    put_number(out, "      endLine: ", finding->at.end.line);
    put_number(out, "      endColumn: ", finding->at.end.column);
    if (finding->related.message)
        put_related_members(out, path, &finding->related);
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

/* A `#` with a word after it that makes it a directive, whatever marks and blanks are between. */
static bool is_directive(struct text text)
{
    size_t at = 1;
    if (text.bytes[0] != '#')
        return false;
    while (at < text.length && text.bytes[at] != '#' && !text_is_letter(text.bytes[at]) &&
           !text_is_digit(text.bytes[at]))
        at++;
    if (text.length - at < strlen("TODO"))
        return false;
    struct text word = text_slice(text, at, at + strlen("TODO"));
    return text_equal_fold(word, text_of("TODO")) || text_equal_fold(word, text_of("SKIP"));
}

/* What stands for the first character where readers would take it for more; else NULL. */
static const char *find_form(struct text text)
{
    if (is_directive(text))
        return "\\x23";
    return text.length == 1 && text.bytes[0] == '{' ? "\\x7b" : NULL;
}

/*
 * A path as the description of a test. Some readers don't know that a `#` can be escaped, and would
 * forgive a failure for `\# TODO`; a brace at the end begins a subtest.
 */
static void put_described_path(struct emit *out, const char *path)
{
    struct text text = text_of(path);
    size_t shown = 0;
    for (size_t at = 0; at < text.length; at++) {
        const char *form = find_form(text_slice(text, at, text.length));
        if (!form)
            continue;
        emit_tap_description(out, text_slice(text, shown, at));
        emit_tap_description(out, text_of(form));
        shown = at + 1;
    }
    emit_tap_description(out, text_slice(text, shown, text.length));
}

/* The YAML of what was found, or would have been. */
static void put_findings(struct emit *out, const struct inspection *inspection)
{
    const struct findings *findings = &inspection->findings;
    emit_literal(out, inspection->partial ? "  ---\n  partial: true\n" : "  ---\n");
    if (findings->counts.suppressed)
        put_number(out, "  suppressed: ", findings->counts.suppressed);
    emit_literal(out, findings->count ? "  findings:\n" : "");
    for (size_t i = 0; i < findings->count; i++)
        put_finding(out, inspection->path, &findings->items[i]);
    emit_literal(out, "  ...\n");
}

static void begin_tap(struct report *report)
{
    const struct report_settings *settings = report->settings;
    emit_literal(report->out, "TAP version 13\n");
    if (!settings->config)
        return;
    emit_literal(report->out, settings->is_set_aside ? "# set aside: " : "# settings: ");
    put_described_path(report->out, settings->config);
    emit_literal(report->out, "\n");
}

static void report_tap(struct report *report, const struct inspection *inspection)
{
    struct emit *out = report->out;
    emit_literal(out, fails(report, inspection) ? "not ok " : "ok ");
    emit_number(out, report->inspections + 1);
    emit_literal(out, " - ");
    put_described_path(out, inspection->path);
    if (inspection->outcome == OUTCOME_SKIPPED) {
        emit_literal(out, " # SKIP ");
        emit_tap_description(out, text_of(inspection->reason ? inspection->reason : ""));
    }
    emit_literal(out, "\n");
    if (inspection->outcome == OUTCOME_UNREADABLE)
        put_problem(out, inspection);
    if (inspection->findings.count || inspection->findings.counts.suppressed)
        put_findings(out, inspection);
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
        emit_literal(out, report_lacks_input(report) ? "not ok 1 - there is no file to lint\n1..1\n"
                                                     : "1..0 # SKIP there is no file to lint\n");
    }
}

const struct format format_tap = {
    .name = "tap",
    .summary = "TAP 13: a test for each file",
    .begin = begin_tap,
    .inspection = report_tap,
    .end = end_tap,
};
