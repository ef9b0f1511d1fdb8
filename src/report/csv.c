/* SPDX-License-Identifier: MIT */
/*
 * The csv format: a row for each finding, for each input that wasn't linted or not to its end, and
 * for a run that didn't come to its end.
 */
#include "report/csv.h"
#include "catalogue/rules.h"

static const char *const finding_columns[] = {"path",        "line",     "column",  "endLine",
                                              "endColumn",   "severity", "rule",    "category",
                                              "code",        "message",  "help",    "where",
                                              "fingerprint", "known",    "outcome", "reason",
                                              NULL};

#define OUTCOME_COLUMNS 2

static const size_t other_columns =
    sizeof finding_columns / sizeof *finding_columns - 1 - OUTCOME_COLUMNS;

void csv_put_outcome(struct csv *csv, const struct inspection *inspection, const char *reason)
{
    csv_text(csv, inspection->partial ? "partial" : inspection_outcome(inspection));
    csv_text(csv, reason);
    csv_end_row(csv);
}

void csv_put_shortfall(struct report *report, size_t empty)
{
    struct csv csv = {.out = report->out};
    const char *reason = report_shortfall(report);
    if (!reason)
        return;
    while (empty--)
        csv_empty(&csv);
    csv_text(&csv, "incomplete");
    csv_text(&csv, reason);
    csv_end_row(&csv);
}

static void put_position_cells(struct csv *csv, const struct place *place)
{
    csv_number(csv, place->line);
    csv_number(csv, place->column);
}

static void put_texts(struct csv *csv, const char *path, const struct finding *finding)
{
    csv_begin_text(csv);
    report_message_whole(csv->out, path, finding, csv_put_text);
    csv_end_text(csv);
    csv_text(csv, finding->help);
    csv_text(csv, finding->where);
    csv_begin_text(csv);
    report_fingerprint(csv->out, &finding->fingerprint);
    csv_end_text(csv);
}

static void put_finding_row(struct emit *out, const struct inspection *inspection,
                            const struct finding *finding, bool is_known)
{
    struct csv csv = {.out = out};
    const struct rule *rule = &rules[finding->rule];
    csv_text(&csv, inspection->path);
    put_position_cells(&csv, &finding->at.start);
    put_position_cells(&csv, &finding->at.end);
    csv_text(&csv, severity_name((enum severity)finding->severity));
    csv_text(&csv, rule->id);
    csv_text(&csv, category_name(rule->category));
    csv_text(&csv, finding->code);
    put_texts(&csv, inspection->path, finding);
    csv_boolean(&csv, is_known);
    csv_put_outcome(&csv, inspection, inspection->reason);
}

/* An input of which there's no finding to show. */
static void put_file_row(struct emit *out, const struct inspection *inspection)
{
    struct csv csv = {.out = out};
    csv_text(&csv, inspection->path);
    for (size_t i = 1; i < other_columns; i++)
        csv_empty(&csv);
    csv_put_outcome(&csv, inspection, inspection->reason);
}

static void begin_csv(struct report *report)
{
    struct csv csv = {.out = report->out};
    csv_begin(&csv, finding_columns);
}

static void report_csv(struct report *report, const struct inspection *inspection)
{
    const struct findings *findings = &inspection->findings;
    size_t count = findings->count + findings->counts.known;
    bool is_whole = inspection->outcome == OUTCOME_LINTED && !inspection->partial;
    for (size_t i = 0; i < count; i++)
        put_finding_row(report->out, inspection, &findings->items[i], i >= findings->count);
    if (!count && !is_whole)
        put_file_row(report->out, inspection);
}

static void end_csv(struct report *report, const struct totals *totals)
{
    (void)totals;
    csv_put_shortfall(report, other_columns);
}

const struct format format_csv = {
    .name = "csv",
    .summary = "a table for spreadsheets: a row for each finding and each file that wasn't linted "
               "to its end",
    .begin = begin_csv,
    .inspection = report_csv,
    .end = end_csv,
};
