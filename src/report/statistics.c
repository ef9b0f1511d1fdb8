/* SPDX-License-Identifier: MIT */
/*
 * The statistics format: what a run found, counted, as tables. A bar's length is a count's share of
 * the greatest one; only a terminal has them, and a table with nothing in it is left out.
 */
#include "totals/statistics.h"
#include "base/width.h"
#include "catalogue/rules.h"
#include "report/report.h"

#include <string.h>

/* Columns of a table: what a row is, its number, and the bar. */
struct table {
    struct emit *out;
    size_t name_width;
    size_t most;      /* the greatest number */
    size_t bar_width; /* 0: none */
};

#define NUMBER_WIDTH 9

static void put_number_column(struct emit *out, size_t number)
{
    size_t digits = 1;
    for (size_t rest = number; rest >= 10; rest /= 10)
        digits++;
    emit_repeat(out, ' ', digits < NUMBER_WIDTH ? NUMBER_WIDTH - digits : 1);
    emit_number(out, number);
}

/* At least one cell, so that what is there is seen. */
static void put_bar(const struct table *table, size_t number)
{
    size_t cells = table->most ? number * table->bar_width / table->most : 0;
    if (!table->bar_width)
        return;
    emit_literal(table->out, "  ");
    for (size_t i = 0; i < (cells ? cells : number > 0); i++)
        emit_literal(table->out, "\u2588");
}

static void pad(const struct table *table, size_t width)
{
    emit_repeat(table->out, ' ', width < table->name_width ? table->name_width - width : 1);
}

static void begin_table(struct table *table, const char *title, size_t terminal)
{
    size_t taken = table->name_width + 3 * NUMBER_WIDTH + 4;
    table->bar_width = terminal > taken + 8 ? terminal - taken : 0;
    emit_literal(table->out, title);
    emit_literal(table->out, "\n");
}

static void put_rules(struct statistics *statistics, struct emit *out, size_t terminal)
{
    const struct rule_count *counts;
    size_t count = statistics_rules(statistics, &counts);
    struct table table = {.out = out};
    if (!count)
        return;
    for (size_t i = 0; i < count; i++) {
        size_t width = strlen(rules[counts[i].rule].id) + 2;
        table.name_width = width > table.name_width ? width : table.name_width;
        table.most = counts[i].findings > table.most ? counts[i].findings : table.most;
    }
    begin_table(&table, "Rules: findings, files", terminal);
    for (size_t i = 0; i < count; i++) {
        const char *severity = severity_name(counts[i].severity);
        emit_literal(out, severity);
        emit_repeat(out, ' ', NUMBER_WIDTH - strlen(severity));
        emit_literal(out, rules[counts[i].rule].id);
        pad(&table, strlen(rules[counts[i].rule].id));
        put_number_column(out, counts[i].findings);
        put_number_column(out, counts[i].files);
        put_bar(&table, counts[i].findings);
        emit_literal(out, "\n");
    }
}

static void put_folders(struct statistics *statistics, struct emit *out)
{
    const struct folder_count *counts;
    size_t count = statistics_folders(statistics, &counts);
    struct table table = {.out = out};
    for (size_t i = 0; i < count; i++) {
        size_t width = width_of_text(text_of(counts[i].path)) + 2;
        table.name_width = width > table.name_width ? width : table.name_width;
    }
    if (count)
        begin_table(&table, "\nFolders: files, errors, warnings, notes", 0);
    for (size_t i = 0; i < count; i++) {
        emit_path(out, counts[i].path);
        pad(&table, width_of_text(text_of(counts[i].path)));
        put_number_column(out, counts[i].files);
        for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
            put_number_column(out, counts[i].findings[severity]);
        emit_literal(out, "\n");
    }
}

static void put_servers(struct statistics *statistics, struct emit *out, size_t terminal)
{
    const struct server_group *counts;
    size_t count = statistics_servers(statistics, &counts);
    struct table table = {.out = out};
    for (size_t i = 0; i < count; i++) {
        size_t width = strlen(counts[i].methods) + 2;
        table.name_width = width > table.name_width ? width : table.name_width;
        table.most = counts[i].servers > table.most ? counts[i].servers : table.most;
    }
    if (count)
        begin_table(&table, "\nServers: transport, methods, servers", terminal);
    for (size_t i = 0; i < count; i++) {
        emit_literal(out, counts[i].transport);
        emit_repeat(out, ' ', NUMBER_WIDTH - strlen(counts[i].transport));
        emit_literal(out, counts[i].methods);
        pad(&table, strlen(counts[i].methods));
        put_number_column(out, counts[i].servers);
        put_bar(&table, counts[i].servers);
        emit_literal(out, "\n");
    }
}

static void end_statistics(struct report *report, const struct totals *totals)
{
    struct statistics *statistics = report->settings->statistics;
    size_t terminal = report->terminal_width;
    (void)totals;
    if (!statistics)
        return;
    put_rules(statistics, report->out, terminal);
    put_folders(statistics, report->out);
    put_servers(statistics, report->out, terminal);
}

const struct format format_statistics = {
    .name = "statistics",
    .summary = "how often each rule was found, in which folders, and which servers there are",
    .wanted = WANTED_STATISTICS,
    .end = end_statistics,
};
