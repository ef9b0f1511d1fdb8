/* SPDX-License-Identifier: MIT */
#include "report/scope.h"
#include "base/calendar.h"
#include "catalogue/rules.h"
#include "report/phrase.h"

#include <string.h>

/* What the facts are written by, and about. */
struct telling {
    const struct scope_writer *writer;
    struct emit *out;
    const struct report *report;
    const struct totals *totals;
};

static void put_two_digits(struct emit *out, int64_t number)
{
    emit_repeat(out, '0', number < 10);
    emit_number(out, (uint64_t)number);
}

static void put_moment(struct emit *out, int64_t seconds)
{
    struct calendar_date date = calendar_date_of(seconds);
    int64_t minute = (seconds % 86400 + 86400) % 86400 / 60;
    emit_literal(out, date.year < 0 ? "-" : "");
    emit_number(out, (uint64_t)(date.year < 0 ? -date.year : date.year));
    emit_literal(out, "-");
    put_two_digits(out, date.month);
    emit_literal(out, "-");
    put_two_digits(out, date.day);
    emit_literal(out, " ");
    put_two_digits(out, minute / 60);
    emit_literal(out, ":");
    put_two_digits(out, minute % 60);
    emit_literal(out, " UTC");
}

/* ---- The settings ---- */

static void tell_maker(const struct telling *telling)
{
    telling->writer->begin(telling->out, "Made by");
    emit_literal(telling->out, "siplint " SIPLINT_VERSION);
    telling->writer->end(telling->out);
}

static void tell_target(const struct telling *telling)
{
    const char *target = telling->report->settings->target;
    telling->writer->begin(telling->out, "Checked for");
    if (strcmp(target, "any") == 0) {
        emit_literal(telling->out, "any version of the RTC client");
    } else {
        emit_literal(telling->out, "the RTC client ");
        telling->writer->put(telling->out, text_of(target));
    }
    telling->writer->end(telling->out);
}

static void tell_now(const struct telling *telling)
{
    const struct report_settings *settings = telling->report->settings;
    telling->writer->begin(telling->out, "Dates compared with");
    if (settings->now_is_given)
        put_moment(telling->out, settings->now);
    else
        emit_literal(telling->out, "the time of the run, which is shown only with --now");
    telling->writer->end(telling->out);
}

static void tell_config(const struct telling *telling)
{
    const struct report_settings *settings = telling->report->settings;
    telling->writer->begin(telling->out, "Setting file");
    if (settings->config)
        telling->writer->path(telling->out, settings->config);
    else
        emit_literal(telling->out, "none");
    if (settings->is_set_aside)
        emit_literal(telling->out, ", set aside: nothing was taken from it");
    else if (settings->config)
        emit_literal(telling->out, ", which can have other levels for some of the files");
    telling->writer->end(telling->out);
}

static size_t count_hidden(const struct totals *totals)
{
    size_t hidden = 0;
    for (int i = 0; i < SEVERITY_COUNT; i++)
        hidden += totals->hidden[i];
    return hidden;
}

static void tell_shown(const struct telling *telling)
{
    static const char *const shown[SEVERITY_COUNT] = {
        [SEVERITY_OFF] = "errors, warnings and notes",
        [SEVERITY_NOTE] = "errors, warnings and notes",
        [SEVERITY_WARNING] = "errors and warnings",
        [SEVERITY_ERROR] = "errors only",
    };
    size_t hidden = count_hidden(telling->totals);
    telling->writer->begin(telling->out, "Shown");
    emit_literal(telling->out, shown[telling->report->policy->shown]);
    if (hidden) {
        emit_literal(telling->out, "; ");
        phrase_count(telling->out, hidden, "finding");
        emit_literal(telling->out, " below that hidden (--pedantic shows notes)");
    }
    if (telling->report->settings->only_changed)
        emit_literal(telling->out, "; only findings in changed lines");
    telling->writer->end(telling->out);
}

/* ---- Rules ---- */

static bool is_off(const struct policy *policy, int rule)
{
    return policy->severity[rule] == SEVERITY_OFF;
}

static bool has_other_level(const struct policy *policy, int rule)
{
    return !is_off(policy, rule) && policy->forced[rule] &&
           (rules[rule].opt_in || policy->severity[rule] != rules[rule].severity);
}

static void tell_rules(const struct telling *telling, const char *term, bool with_level,
                       bool (*is_told)(const struct policy *policy, int rule))
{
    const struct policy *policy = telling->report->policy;
    size_t count = 0;
    telling->writer->begin(telling->out, term);
    for (int i = 0; i < RULE_COUNT; i++) {
        if (!is_told(policy, i))
            continue;
        emit_literal(telling->out, count++ ? ", " : "");
        telling->writer->rule(telling->out, rules[i].id);
        if (with_level) {
            emit_literal(telling->out, " (");
            emit_literal(telling->out, severity_name((enum severity)policy->severity[i]));
            emit_literal(telling->out, ")");
        }
    }
    emit_literal(telling->out, count ? "" : "none");
    telling->writer->end(telling->out);
}

/* ---- What was set aside ---- */

static void tell_suppressed(const struct telling *telling)
{
    telling->writer->begin(telling->out, "Suppressed by comments");
    if (!telling->report->settings->suppressions) {
        emit_literal(telling->out, "none: comments in the files were ignored");
    } else {
        phrase_count(telling->out, telling->totals->suppressed, "finding");
        emit_literal(telling->out, telling->totals->suppressed ? " (--audit shows them)" : "");
    }
    telling->writer->end(telling->out);
}

static void tell_known(const struct telling *telling)
{
    const struct report_settings *settings = telling->report->settings;
    telling->writer->begin(telling->out, "Known from a baseline");
    phrase_count(telling->out, telling->totals->known, "finding");
    emit_literal(telling->out, settings->baseline ? "" : "; there is no baseline");
    if (settings->gone) {
        emit_literal(telling->out, "; no longer found: ");
        phrase_number(telling->out, settings->gone);
    }
    if (settings->baseline_set_aside) {
        emit_literal(telling->out, "; set aside: ");
        telling->writer->path(telling->out, settings->baseline_set_aside);
    }
    telling->writer->end(telling->out);
}

static void tell_inputs(const struct telling *telling, const struct audit *audit,
                        enum audit_gap gap)
{
    static const char *const terms[AUDIT_GAPS] = {
        [AUDIT_UNREADABLE] = "Couldn't be read",
        [AUDIT_PARTIAL] = "Checked only in part",
        [AUDIT_SKIPPED] = "Skipped",
    };
    const size_t all[AUDIT_GAPS] = {
        [AUDIT_UNREADABLE] = telling->totals->unreadable,
        [AUDIT_PARTIAL] = telling->totals->partial,
        [AUDIT_SKIPPED] = telling->totals->skipped,
    };
    size_t count;
    const struct audit_input *inputs = audit_inputs(audit, gap, &count);
    count = count < telling->writer->inputs ? count : telling->writer->inputs;
    telling->writer->begin(telling->out, terms[gap]);
    phrase_number(telling->out, all[gap]);
    for (size_t i = 0; i < count; i++) {
        emit_literal(telling->out, i ? ", " : ": ");
        telling->writer->path(telling->out, inputs[i].path);
        if (!inputs[i].reason)
            continue;
        emit_literal(telling->out, " (");
        telling->writer->put(telling->out, text_of(inputs[i].reason));
        emit_literal(telling->out, ")");
    }
    if (all[gap] > count) {
        emit_literal(telling->out, ", and ");
        phrase_number(telling->out, all[gap] - count);
        emit_literal(telling->out, " more (--format=jsonl lists them)");
    }
    telling->writer->end(telling->out);
}

void scope_tell(const struct report *report, const struct totals *totals, const struct audit *audit,
                const struct scope_writer *writer)
{
    const struct telling telling = {writer, report->out, report, totals};
    for (int gap = 0; gap < AUDIT_GAPS; gap++)
        tell_inputs(&telling, audit, (enum audit_gap)gap);
    tell_rules(&telling, "Rules that are off", false, is_off);
    tell_rules(&telling, "Rules with a changed level", true, has_other_level);
    tell_suppressed(&telling);
    tell_known(&telling);
    tell_shown(&telling);
    tell_config(&telling);
    tell_target(&telling);
    tell_now(&telling);
    tell_maker(&telling);
}

/* ---- Gaps in a line ---- */

static bool has_unchecked(const struct report *report, const struct totals *totals)
{
    return !report_is_complete(report, totals) || totals->partial || totals->skipped;
}

static bool has_unshown(const struct totals *totals)
{
    return count_hidden(totals) || totals->suppressed || totals->known;
}

bool scope_has_gaps(const struct report *report, const struct totals *totals)
{
    return has_unchecked(report, totals) || has_unshown(totals);
}

static void add_gap(struct emit *out, bool *any, size_t count, const char *noun, const char *fate)
{
    if (!count)
        return;
    emit_literal(out, *any ? ", " : " ");
    phrase_count(out, count, noun);
    emit_literal(out, fate);
    *any = true;
}

static void tell_unchecked(const struct report *report, const struct totals *totals)
{
    bool any = false;
    emit_literal(report->out, "Not checked:");
    add_gap(report->out, &any, totals->unreadable, "input", " that couldn't be read");
    add_gap(report->out, &any, totals->partial, "profile", " only in part");
    add_gap(report->out, &any, totals->skipped, "file", " skipped");
    if (report->interrupted)
        emit_literal(report->out, any ? ", and what was to come when the run was interrupted"
                                      : " what was to come when the run was interrupted");
    else if (report_lacks_input(report))
        emit_literal(report->out, " anything, as there is no file to lint");
    emit_literal(report->out, ".");
}

static void tell_unshown(struct emit *out, const struct totals *totals)
{
    bool any = false;
    emit_literal(out, "Not shown:");
    add_gap(out, &any, count_hidden(totals), "finding", " of a lower severity");
    add_gap(out, &any, totals->suppressed, "finding", " suppressed by comments");
    add_gap(out, &any, totals->known, "finding", " known from a baseline");
    emit_literal(out, ".");
}

void scope_tell_gaps(const struct report *report, const struct totals *totals)
{
    bool unchecked = has_unchecked(report, totals);
    if (unchecked)
        tell_unchecked(report, totals);
    if (unchecked && has_unshown(totals))
        emit_literal(report->out, " ");
    if (has_unshown(totals))
        tell_unshown(report->out, totals);
}
