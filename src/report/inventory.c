/* SPDX-License-Identifier: MIT */
/* The inventory format: inventory_rows.h as CSV. */
#include "report/csv.h"
#include "report/inventory_rows.h"

#define PROFILE_COLUMNS "path", "setting", "key", "name", "domain"
#define SERVER_COLUMNS                                                                   \
    "line", "host", "port", "effectivePort", "transport", "role", "methods", "sessions", \
        "severity", "rules", "profileSeverity", "outcome", "reason"

static const char *const inventory_columns[] = {PROFILE_COLUMNS, SERVER_COLUMNS, NULL};
static const char *const columns_with_users[] = {PROFILE_COLUMNS, "user", SERVER_COLUMNS, NULL};

/* All but the outcome, its reason, and the end. */
#define OTHER_COLUMNS (sizeof inventory_columns / sizeof *inventory_columns - 3)

static void begin_inventory(struct report *report)
{
    struct csv csv = {.out = report->out};
    csv_begin(&csv, report->settings->with_users ? columns_with_users : inventory_columns);
}

static void put_profile(struct csv *csv, const struct profile_entry *profile, bool with_user)
{
    static const struct profile_entry none;
    const struct profile_entry *shown = profile ? profile : &none;
    csv_text(csv, shown->setting);
    csv_text(csv, shown->key);
    csv_text(csv, shown->name);
    csv_text(csv, shown->domain);
    if (with_user)
        csv_text(csv, shown->user);
}

/* A number, where 0 is none. */
static void put_known_number(struct csv *csv, uint64_t value)
{
    if (value)
        csv_number(csv, value);
    else
        csv_empty(csv);
}

static void put_server_cells(struct csv *csv, const struct inventory_row *row)
{
    static const struct server_entry none;
    const struct server_entry *server = row->server ? row->server : &none;
    put_known_number(csv, server->line);
    csv_text(csv, server->host);
    csv_text(csv, server->port);
    put_known_number(csv, server->effective_port);
    csv_text(csv, server->transport);
    csv_text(csv, server->role);
    csv_text(csv, row->profile ? row->profile->methods : NULL);
    csv_text(csv, server->sessions);
}

static void put_level_cell(struct csv *csv, enum severity severity)
{
    csv_text(csv, severity == SEVERITY_OFF ? NULL : severity_name(severity));
}

static void put_rule_cell(struct csv *csv, const struct inventory_row *row)
{
    bool is_first = true;
    csv_begin_text(csv);
    for (size_t i = 0; i < RULE_COUNT; i++) {
        if (!row->found[i])
            continue;
        emit_literal(csv->out, is_first ? "" : " ");
        emit_literal(csv->out, rules[i].id);
        is_first = false;
    }
    csv_end_text(csv);
}

static void put_inventory_row(struct report *report, const struct inventory_row *row)
{
    struct csv csv = {.out = report->out};
    csv_text(&csv, row->inspection->path);
    put_profile(&csv, row->profile, report->settings->with_users);
    put_server_cells(&csv, row);
    put_level_cell(&csv, row->severity);
    put_rule_cell(&csv, row);
    put_level_cell(&csv, row->profile_severity);
    csv_put_outcome(&csv, row->inspection, row->reason);
}

static void report_inventory(struct report *report, const struct inspection *inspection)
{
    inventory_rows(report, inspection, put_inventory_row);
}

static void end_inventory(struct report *report, const struct totals *totals)
{
    (void)totals;
    csv_put_shortfall(report, OTHER_COLUMNS + report->settings->with_users);
}

const struct format format_inventory = {
    .name = "inventory",
    .summary = "a table for spreadsheets: a row for each server entry of each profile, with what "
               "was found at it",
    .wanted = WANTED_ENTRIES,
    .begin = begin_inventory,
    .inspection = report_inventory,
    .end = end_inventory,
};
