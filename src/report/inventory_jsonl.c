/* SPDX-License-Identifier: MIT */
/*
 * The inventory-jsonl format: inventory_rows.h as JSON, a document on a line for each, and one for
 * the sums; its `kind` says what it is about.
 */
#include "report/inventory_rows.h"
#include "report/json.h"

static const char *line_kind(const struct inventory_row *row)
{
    return row->server ? "server" : row->profile ? "profile" : "file";
}

static void put_profile_members(struct json *json, const struct profile_entry *profile,
                                bool with_user)
{
    static const struct profile_entry none;
    const struct profile_entry *shown = profile ? profile : &none;
    json_string(json, "setting", shown->setting);
    json_string(json, "key", shown->key);
    json_string(json, "name", shown->name);
    json_string(json, "domain", shown->domain);
    if (with_user)
        json_string(json, "user", shown->user);
}

/* A number, where 0 is none. */
static void put_number_or_null(struct json *json, const char *name, uint64_t value)
{
    if (value)
        json_number(json, name, value);
    else
        json_string(json, name, NULL);
}

/* The words of a list with a blank between. */
static void put_list(struct json *json, const char *name, const char *list)
{
    struct text rest = text_of(list ? list : "");
    json_open(json, name, '[');
    while (rest.length) {
        size_t length = text_find(rest, ' ');
        json_member(json, NULL);
        emit_json_string(json->out, text_slice(rest, 0, length));
        rest = text_slice(rest, length + (length < rest.length), rest.length);
    }
    json_close(json, ']');
}

static void put_server_members(struct json *json, const struct inventory_row *row)
{
    static const struct server_entry none;
    const struct server_entry *server = row->server ? row->server : &none;
    put_number_or_null(json, "line", server->line);
    json_string(json, "host", server->host);
    json_string(json, "port", server->port);
    put_number_or_null(json, "effectivePort", server->effective_port);
    json_string(json, "transport", server->transport);
    json_string(json, "role", server->role);
    json_string(json, "methods", row->profile ? row->profile->methods : NULL);
    put_list(json, "sessions", server->sessions);
}

static void put_level(struct json *json, const char *name, enum severity severity)
{
    json_string(json, name, severity == SEVERITY_OFF ? NULL : severity_name(severity));
}

static void put_rule_ids(struct json *json, const struct inventory_row *row)
{
    json_open(json, "rules", '[');
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (row->found[i])
            json_string(json, NULL, rules[i].id);
    json_close(json, ']');
}

static void put_inventory_line(struct report *report, const struct inventory_row *row)
{
    struct json json = {.out = report->out};
    json_open(&json, NULL, '{');
    json_string(&json, "kind", line_kind(row));
    json_put_path(&json, row->inspection->path);
    put_profile_members(&json, row->profile, report->settings->with_users);
    put_server_members(&json, row);
    put_level(&json, "severity", row->severity);
    put_rule_ids(&json, row);
    put_level(&json, "profileSeverity", row->profile_severity);
    json_put_outcome(&json, row->inspection, row->reason);
    json_close(&json, '}');
    emit_literal(report->out, "\n");
}

static void report_inventory_jsonl(struct report *report, const struct inspection *inspection)
{
    inventory_rows(report, inspection, put_inventory_line);
    emit_flush(report->out);
}

const struct format format_inventory_jsonl = {
    .name = "inventory-jsonl",
    .summary = "the inventory as JSON, a line for each server entry, and one for the sums",
    .wanted = WANTED_ENTRIES | WANTED_STATISTICS,
    .inspection = report_inventory_jsonl,
    .end = json_end_lines,
};
