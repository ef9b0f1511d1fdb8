/* SPDX-License-Identifier: MIT */
/*
 * The closing line: `siplint: 3 files: 2 errors, 1 warning; 4 notes hidden (--pedantic shows
 * them); 1 finding suppressed by a comment (--audit shows it); 1 file skipped (not a profile)`.
 * What is zero is left out, but that there are no findings is said, and that nothing was linted.
 */
#include "report/report.h"

/* "1 error", "2 errors": all our nouns have the plain plural. */
static void count_of(struct emit *out, size_t count, const char *noun)
{
    emit_number(out, count);
    emit_literal(out, " ");
    emit_literal(out, noun);
    emit_literal(out, count == 1 ? "" : "s");
}

/* "2 errors, 1 warning", or nothing; says whether there was something. */
static bool list_by_severity(struct emit *out, const size_t counts[SEVERITY_COUNT])
{
    bool any = false;
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
        if (!counts[severity])
            continue;
        emit_literal(out, any ? ", " : "");
        count_of(out, counts[severity], severity_name((enum severity)severity));
        any = true;
    }
    return any;
}

static void put_shown(struct emit *out, const struct totals *totals)
{
    size_t shown[SEVERITY_COUNT] = {0};
    for (int severity = 0; severity < SEVERITY_COUNT; severity++)
        shown[severity] = totals->by_severity[severity] - totals->hidden[severity];
    emit_literal(out, ": ");
    if (!list_by_severity(out, shown))
        emit_literal(out, "no findings");
}

/* What is hidden, and the option that would show all of it. */
static void put_hidden(struct emit *out, const struct totals *totals)
{
    const size_t *hidden = totals->hidden;
    if (!hidden[SEVERITY_NOTE] && !hidden[SEVERITY_WARNING] && !hidden[SEVERITY_ERROR])
        return;
    emit_literal(out, "; ");
    list_by_severity(out, hidden);
    emit_literal(out, " hidden (");
    emit_literal(out, hidden[SEVERITY_NOTE] ? "--pedantic" : "--min-severity=warning");
    emit_literal(out, " shows ");
    emit_literal(out, hidden[SEVERITY_NOTE] + hidden[SEVERITY_WARNING] == 1 ? "it)" : "them)");
}

static void put_count(struct emit *out, size_t count, const char *noun, const char *fate)
{
    if (!count)
        return;
    emit_literal(out, "; ");
    count_of(out, count, noun);
    emit_literal(out, fate);
}

/* What comments in the files suppress. --audit shows it whatever its severity. */
static void put_suppressed(struct emit *out, size_t count)
{
    put_count(out, count, "finding",
              count == 1 ? " suppressed by a comment (--audit shows it)"
                         : " suppressed by comments (--audit shows them)");
}

static void put_not_linted(struct emit *out, const struct totals *totals)
{
    static const struct {
        const char *noun;
        const char *fate;
    } skips[SKIP_COUNT] = {
        [SKIP_NOT_PROFILE] = {"file", " skipped (not a profile)"},
        [SKIP_NO_ROOT] = {"file", " skipped (no root element could be read)"},
        [SKIP_EMPTY] = {"empty file", " skipped"},
        [SKIP_SPECIAL] = {"file", " skipped (not a regular file)"},
        [SKIP_EXCLUDED] = {"input", " excluded"},
    };
    for (int skip = 0; skip < SKIP_COUNT; skip++)
        put_count(out, totals->skipped_for[skip], skips[skip].noun, skips[skip].fate);
    put_count(out, totals->unreadable, "input", " unreadable");
}

void report_list_summary(struct emit *out, const struct totals *totals)
{
    emit_literal(out, "siplint: ");
    if (totals->files)
        count_of(out, totals->files, "file");
    else
        emit_literal(out, "nothing");
    emit_literal(out, " would be linted");
    put_not_linted(out, totals);
    emit_literal(out, "\n");
}

static void put_known(struct emit *out, size_t known, size_t gone)
{
    if (known) {
        emit_literal(out, "; ");
        emit_number(out, known);
        emit_literal(out, " known");
    }
    if (!gone)
        return;
    emit_literal(out, "; ");
    emit_number(out, gone);
    emit_literal(out, gone == 1 ? " entry" : " entries");
    emit_literal(out, gone == 1 ? " of the baseline is gone; --update-baseline removes it"
                                : " of the baseline are gone; --update-baseline removes them");
}

static void put_file(struct emit *out, const char *what, const char *path)
{
    if (!path)
        return;
    emit_literal(out, what);
    emit_path(out, path);
}

static void put_config(struct emit *out, const struct report_settings *settings)
{
    put_file(out, settings->is_set_aside ? "; set aside: " : "; settings: ", settings->config);
    put_file(out, "; set aside: ", settings->baseline_set_aside);
}

void report_summary(struct emit *out, const struct totals *totals,
                    const struct report_settings *settings)
{
    emit_literal(out, "siplint: ");
    if (totals->files) {
        count_of(out, totals->files, "file");
        put_shown(out, totals);
        put_hidden(out, totals);
        put_count(out, totals->partial, "file", " checked only in part");
        put_suppressed(out, totals->suppressed);
        put_known(out, totals->known, settings->gone);
        emit_literal(out, settings->only_changed ? "; only changed lines" : "");
    } else {
        emit_literal(out, "nothing was linted");
    }
    put_not_linted(out, totals);
    put_config(out, settings);
    emit_literal(out, "\n");
}
