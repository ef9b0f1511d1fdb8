/* SPDX-License-Identifier: MIT */
/* Feeding a format, and what formats have in common. */
#include "report/report.h"

#include "catalogue/rules.h"
#include <string.h>

void report_begin(struct report *report)
{
    if (report->format->begin)
        report->format->begin(report);
}

void report_inspection(struct report *report, const struct inspection *inspection)
{
    if (report->format->inspection)
        report->format->inspection(report, inspection);
    report->inspections++;
    report->findings += inspection->findings.count;
}

void report_end(struct report *report, const struct totals *totals)
{
    if (report->format->end)
        report->format->end(report, totals);
}

void report_message_as(struct emit *out, const struct finding *finding, report_put *put)
{
    put(out, text_of(finding->message));
    /* A message that names the code itself says what it's the answer to. */
    if (!finding->code || strstr(finding->message, finding->code))
        return;
    bool is_phone = finding->code[0] == 'P'; /* PROVISION_E_… */
    put(out, text_of(is_phone ? "; the phone" : "; the RTC client"));
    put(out, text_of(finding->likely ? " will probably reject this " : " rejects this "));
    put(out, text_of(is_phone ? "document (" : "profile ("));
    put(out, text_of(finding->code));
    put(out, text_of(")"));
}

void report_message_whole(struct emit *out, const char *path, const struct finding *finding,
                          report_put *put)
{
    const struct related *related = &finding->related;
    report_message_as(out, finding, put);
    if (!related->message)
        return;
    put(out, text_of("; "));
    put(out, text_of(related->message));
    put(out, text_of(" ("));
    put(out, text_of(related->path ? related->path : path));
    emit_literal(out, ":");
    emit_number(out, related->at.start.line);
    emit_literal(out, ":");
    emit_number(out, related->at.start.column);
    emit_literal(out, ")");
}

void report_message_advised(struct emit *out, const char *path, const struct finding *finding,
                            report_put *put)
{
    report_message_whole(out, path, finding, put);
    put(out, text_of("; help: "));
    put(out, text_of(finding->help));
}

void report_source_as(struct emit *out, const char *before, const struct finding *finding,
                      report_put *put)
{
    struct text address = rule_address(&rules[finding->rule]);
    if (!address.length)
        return;
    put(out, text_of(before));
    put(out, address);
}

void report_fingerprint(struct emit *out, const struct fingerprint *fingerprint)
{
    emit_hex64(out, fingerprint->words[0]);
    emit_hex64(out, fingerprint->words[1]);
}

bool report_is_failure(const struct policy *policy, const struct finding *finding)
{
    return policy->fails == SEVERITY_OFF || finding->severity >= policy->fails;
}

bool report_lacks_input(const struct report *report)
{
    return !report->inspections && !report->interrupted && !report->settings->empty_is_fine;
}

const char *report_shortfall(const struct report *report)
{
    if (report->interrupted)
        return "interrupted; the rest wasn't linted";
    return report_lacks_input(report) ? "there is no file to lint" : NULL;
}

bool report_is_complete(const struct report *report, const struct totals *totals)
{
    return !report->interrupted && !totals->unreadable && !report_lacks_input(report);
}

void report_problem_as(struct emit *out, const struct inspection *inspection, report_put *put)
{
    put(out, text_of("can't be read"));
    if (!inspection->reason)
        return;
    put(out, text_of(": "));
    put(out, text_of(inspection->reason));
}

void report_unreadable(struct emit *out, const struct inspection *inspection)
{
    emit_literal(out, "siplint: ");
    emit_path(out, inspection->path);
    emit_literal(out, ": ");
    report_problem_as(out, inspection, emit_value);
    emit_literal(out, "\n");
}
