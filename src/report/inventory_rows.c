/* SPDX-License-Identifier: MIT */
/* What was found where: findings are sorted by place, so that those within an entry are next to
 * each other. */
#include "report/inventory_rows.h"

#include <string.h>

/* Notes those that begin in [from, to); `found` may be NULL. Returns the worst severity. */
static enum severity note_within(const struct finding *items, size_t count, uint64_t from,
                                 uint64_t to, bool *found)
{
    enum severity worst = SEVERITY_OFF;
    for (size_t i = findings_from(items, count, from); i < count && items[i].at.start.byte < to;
         i++) {
        if (found)
            found[items[i].rule] = true;
        if (items[i].severity > worst)
            worst = (enum severity)items[i].severity;
    }
    return worst;
}

/* The same of all that were found: those that are known follow the others, sorted as well. */
static enum severity note_all(const struct findings *findings, uint64_t from, uint64_t to,
                              bool *found)
{
    enum severity worst = note_within(findings->items, findings->count, from, to, found);
    enum severity known =
        note_within(findings->items + findings->count, findings->counts.known, from, to, found);
    return known > worst ? known : worst;
}

/* The worst severity of what is in none of the input's profiles, and so concerns them all. */
static enum severity worst_around(const struct inspection *inspection)
{
    const struct inventory *inventory = &inspection->inventory;
    const struct findings *findings = &inspection->findings;
    enum severity worst = SEVERITY_OFF;
    uint64_t from = 0;
    for (size_t i = 0; i < inventory->profile_count; i++) {
        enum severity before = note_all(findings, from, inventory->profiles[i].from, NULL);
        worst = before > worst ? before : worst;
        from = inventory->profiles[i].to;
    }
    enum severity after = note_all(findings, from, UINT64_MAX, NULL);
    return after > worst ? after : worst;
}

/* Of an input that wasn't checked to its end a finding says why. */
static const char *reason_of(const struct inspection *inspection)
{
    const struct findings *findings = &inspection->findings;
    size_t count = findings->count + findings->counts.known;
    for (size_t i = 0; inspection->partial && i < count; i++)
        if (rules[findings->items[i].rule].fixed)
            return findings->items[i].message;
    return inspection->reason;
}

/* A row about all of the profile, or of the input if it has none. */
static struct inventory_row whole_row(const struct inspection *inspection,
                                      const struct profile_entry *profile, enum severity around)
{
    struct inventory_row row = {.inspection = inspection, .profile = profile};
    row.severity = note_all(&inspection->findings, profile ? profile->from : 0,
                            profile ? profile->to : UINT64_MAX, row.found);
    row.profile_severity = row.severity > around ? row.severity : around;
    row.reason = reason_of(inspection);
    return row;
}

static void put_server(struct report *report, struct inventory_row *row,
                       const struct server_entry *server,
                       void (*put)(struct report *report, const struct inventory_row *row))
{
    row->server = server;
    memset(row->found, 0, sizeof row->found);
    row->severity = note_all(&row->inspection->findings, server->from, server->to, row->found);
    put(report, row);
}

void inventory_rows(struct report *report, const struct inspection *inspection,
                    void (*put)(struct report *report, const struct inventory_row *row))
{
    const struct inventory *inventory = &inspection->inventory;
    enum severity around = worst_around(inspection);
    size_t server = 0;
    for (size_t i = 0; i < inventory->profile_count; i++) {
        struct inventory_row row = whole_row(inspection, &inventory->profiles[i], around);
        bool has_server = false;
        for (; server < inventory->server_count && inventory->servers[server].profile == i;
             server++) {
            put_server(report, &row, &inventory->servers[server], put);
            has_server = true;
        }
        if (!has_server)
            put(report, &row);
    }
    if (!inventory->profile_count) {
        struct inventory_row row = whole_row(inspection, NULL, around);
        put(report, &row);
    }
}
