/* SPDX-License-Identifier: MIT */
/*
 * The markdown format: what html says, in short, for the summary of a workflow's step, a merge
 * request or a ticket. These cut or refuse what is too long, so each part has a share of 60,000
 * bytes, and says what it leaves out. No message is in it. What comes from the files is code, in
 * which nobody is mentioned and nothing becomes a link.
 */
#include "base/memory.h"
#include "catalogue/rules.h"
#include "report/phrase.h"
#include "report/scope.h"
#include "report/verdict.h"

/* How long it may be, in bytes, when a part ends. */
#define END_OF_FIXES 22000
#define END_OF_FOLDERS 28000
#define END_OF_TRANSPORTS 32000
#define END_OF_SERVERS 38000
#define END_OF_SCOPE_PATHS 41000
#define FILES_LIMIT 6000 /* of their list, which comes last */
#define LIMIT 60000

/* Of a path, its last so many bytes; each may take twenty. */
#define SHOWN_PATH 100

#define FIRST_MISTAKES 10
#define SCOPE_INPUTS 20 /* of each kind */

struct digest {
    struct audit *audit;
    struct emit *files; /* rows of them */
    size_t shown;       /* of audit_numbers.found */
};

/* ---- Pieces ---- */

static void put_code(struct emit *out, struct text text)
{
    size_t from = text.length > SHOWN_PATH ? text.length - SHOWN_PATH : 0;
    while (from && from < text.length && ((unsigned char)text.bytes[from] & 0xC0) == 0x80)
        from++;
    emit_literal(out, from ? "`…" : "`");
    emit_markdown_code(out, text_slice(text, from, text.length));
    emit_literal(out, "`");
}

static void put_code_path(struct emit *out, const char *path)
{
    put_code(out, text_of(path));
}

static void begin_digest_part(struct emit *out, const char *title)
{
    emit_literal(out, "\n#### ");
    emit_literal(out, title);
    emit_literal(out, "\n\n");
}

static void put_markdown_amount(struct emit *out, size_t amount)
{
    emit_literal(out, " | ");
    phrase_number(out, amount);
}

/* What a row was for. False, without it, when the part would be too long. */
static bool row_fits(struct emit *out, size_t before, size_t end)
{
    if (emit_held(out) <= end)
        return true;
    emit_shorten(out, before);
    return false;
}

static void put_more(struct emit *out, size_t count, const char *noun)
{
    if (!count)
        return;
    emit_literal(out, "\n… and ");
    phrase_more(out, count, noun);
    emit_literal(out, "\n");
}

/* ---- The verdict ---- */

static void put_digest_numbers(struct emit *out, const struct audit_numbers *numbers)
{
    emit_literal(out, "| Profiles | ");
    phrase_number(out, numbers->profiles);
    emit_literal(out, " |\n| --- | ---: |\n| rejected by the RTC client");
    put_markdown_amount(out, numbers->rejected);
    emit_literal(out, " |\n| probably rejected by it");
    put_markdown_amount(out, numbers->in_doubt);
    emit_literal(out, " |\n| sending credentials or signalling unencrypted");
    put_markdown_amount(out, numbers->unencrypted);
    emit_literal(out, " |\n| without a finding");
    put_markdown_amount(out, numbers->clean);
    emit_literal(out, " |\n| whose findings are all known or suppressed");
    put_markdown_amount(out, numbers->profiles - numbers->clean - numbers->found);
    emit_literal(out, " |\n");
}

static void put_digest_head(struct report *report, const struct audit_numbers *numbers,
                            const struct totals *totals)
{
    emit_literal(report->out, "### Audit of RTC client profiles\n\n**");
    verdict_tell(report->out, numbers);
    emit_literal(report->out, "**\n\n");
    put_digest_numbers(report->out, numbers);
    if (!scope_has_gaps(report, totals))
        return;
    emit_literal(report->out, "\n> ");
    scope_tell_gaps(report, totals);
    emit_literal(report->out, "\n");
}

/* ---- Fix first ---- */

static void put_mistake_place(struct emit *out, const struct audit_fix *fix)
{
    emit_literal(out, " First in ");
    put_code_path(out, fix->places[0].path);
    emit_literal(out, " line ");
    emit_number(out, fix->places[0].line);
    if (fix->count.files > 1) {
        emit_literal(out, ", and in ");
        phrase_more(out, fix->count.files - 1, "profile");
    }
    emit_literal(out, ".\n");
}

static void put_mistake(struct emit *out, const struct audit_fix *fix)
{
    const struct rule *rule = &rules[fix->count.rule];
    emit_literal(out, "1. **");
    phrase_heading(out, rule->summary, emit_markdown);
    emit_literal(out, "** (");
    emit_literal(out, severity_name(fix->count.severity));
    emit_literal(out, ", `");
    emit_literal(out, rule->id);
    emit_literal(out, "`): ");
    phrase_count(out, fix->count.files, "profile");
    emit_literal(out, ", ");
    phrase_count(out, fix->count.findings, "finding");
    emit_literal(out, ". What to do: ");
    emit_markdown(out, text_of(rule->help));
    emit_literal(out, ".");
    put_mistake_place(out, fix);
}

static void put_other_mistake(struct emit *out, const struct audit_fix *fix)
{
    emit_literal(out, "| `");
    emit_literal(out, rules[fix->count.rule].id);
    emit_literal(out, "` | ");
    emit_literal(out, severity_name(fix->count.severity));
    put_markdown_amount(out, fix->count.files);
    put_markdown_amount(out, fix->count.findings);
    emit_literal(out, " |\n");
}

static void put_mistakes(struct emit *out, const struct audit_fix *fixes, size_t count)
{
    size_t at = 0;
    begin_digest_part(out, "Fix first");
    if (!count)
        emit_literal(out, "There is nothing to fix.\n");
    for (; at < count && at < FIRST_MISTAKES; at++)
        put_mistake(out, &fixes[at]);
    if (at < count)
        emit_literal(out, "\n| Further mistakes | Severity | Profiles | Findings |\n"
                          "| --- | --- | ---: | ---: |\n");
    for (; at < count; at++) {
        size_t before = emit_held(out);
        put_other_mistake(out, &fixes[at]);
        if (!row_fits(out, before, END_OF_FIXES))
            break;
    }
    put_more(out, count - at, "kind");
}

/* ---- Overview ---- */

static void put_digest_folders(struct emit *out, struct statistics *statistics)
{
    const struct folder_count *folders;
    size_t count = statistics_folders(statistics, &folders), at = 0;
    if (!count)
        return;
    begin_digest_part(out, "Folders");
    emit_literal(out, "| Folder | Profiles | Errors | Warnings | Notes |\n"
                      "| --- | ---: | ---: | ---: | ---: |\n");
    for (; at < count; at++) {
        size_t before = emit_held(out);
        emit_literal(out, "| ");
        put_code_path(out, folders[at].path);
        put_markdown_amount(out, folders[at].files);
        for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
            put_markdown_amount(out, folders[at].findings[severity]);
        emit_literal(out, " |\n");
        if (!row_fits(out, before, END_OF_FOLDERS))
            break;
    }
    put_more(out, count - at, "folder");
}

static void put_digest_transports(struct emit *out, struct statistics *statistics)
{
    const struct server_group *groups;
    size_t count = statistics_servers(statistics, &groups), at = 0;
    if (!count)
        return;
    begin_digest_part(out, "Transports and methods");
    emit_literal(out, "| Transport | Methods | Servers |\n| --- | --- | ---: |\n");
    for (; at < count; at++) {
        size_t before = emit_held(out);
        emit_literal(out, "| ");
        emit_markdown(out, text_of(groups[at].transport));
        emit_literal(out, " | ");
        emit_markdown(out, text_of(groups[at].methods));
        put_markdown_amount(out, groups[at].servers);
        emit_literal(out, " |\n");
        if (!row_fits(out, before, END_OF_TRANSPORTS))
            break;
    }
    put_more(out, count - at, "kind");
}

static void put_expiry_part(struct emit *out, const char *name, size_t profiles)
{
    if (!profiles)
        return;
    emit_literal(out, name);
    phrase_number(out, profiles);
    emit_literal(out, ";");
}

static void put_expiry_step(struct emit *out, const struct expiry_step *step)
{
    if (!step->count.profiles)
        return;
    emit_literal(out, " from ");
    emit_number(out, (uint64_t)step->year);
    emit_literal(out, step->month < 10 ? "-0" : "-");
    emit_number(out, step->month);
    put_expiry_part(out, " on, ", step->count.profiles);
}

static void put_digest_expiry(struct emit *out, struct expiry *expiry)
{
    struct expiry_line line;
    expiry_tell(expiry, &line);
    begin_digest_part(out, "Expiry dates");
    emit_literal(out, "How many profiles expire when:");
    put_expiry_part(out, " earlier, ", line.earlier.profiles);
    for (size_t i = 0; i < line.count; i++)
        put_expiry_step(out, &line.steps[i]);
    put_expiry_part(out, " later, ", line.later.profiles);
    put_expiry_part(out, " on no valid date, ", line.unclear);
    emit_literal(out, " never, ");
    phrase_number(out, line.undated);
    emit_literal(out, ".");
    if (line.is_compared) {
        emit_literal(out, " Expired: ");
        phrase_number(out, line.dated.expired);
        emit_literal(out, ".");
    }
    emit_literal(out, "\n");
}

/* ---- Servers ---- */

static void put_digest_server(struct emit *out, const struct audit_server *server)
{
    emit_literal(out, "| ");
    put_code(out, text_of(server->host && *server->host ? server->host : "no address"));
    emit_literal(out, " | ");
    if (server->number)
        emit_number(out, server->number);
    else
        emit_literal(out, "unknown");
    emit_literal(out, " | ");
    emit_markdown(out, text_of(server->transport));
    put_markdown_amount(out, server->profiles);
    put_markdown_amount(out, server->touched[SEVERITY_ERROR]);
    put_markdown_amount(out, server->touched[SEVERITY_WARNING]);
    emit_literal(out, " |\n");
}

static void put_digest_servers(struct emit *out, const struct audit *audit)
{
    const struct audit_server *list;
    size_t count = audit_servers_list(audit_servers(audit), &list), at = 0;
    if (!count)
        return;
    begin_digest_part(out, "Servers, the worst first");
    emit_literal(out, "| Host | Port | Transport | Profiles | With errors | With warnings |\n"
                      "| --- | --- | --- | ---: | ---: | ---: |\n");
    for (; at < count; at++) {
        size_t before = emit_held(out);
        put_digest_server(out, &list[at]);
        if (!row_fits(out, before, END_OF_SERVERS))
            break;
    }
    put_more(out, audit_servers_distinct(audit_servers(audit)) - at, "server");
}

/* ---- Scope ---- */

static void begin_markdown_fact(struct emit *out, const char *term)
{
    emit_literal(out, "- ");
    emit_literal(out, term);
    emit_literal(out, ": ");
}

static void end_markdown_fact(struct emit *out)
{
    emit_literal(out, "\n");
}

/* Each fact is short but for the paths in it. */
static void put_scope_path(struct emit *out, const char *path)
{
    if (emit_held(out) < END_OF_SCOPE_PATHS)
        put_code_path(out, path);
    else
        emit_literal(out, "…");
}

static void put_rule_id(struct emit *out, const char *id)
{
    emit_literal(out, "`");
    emit_literal(out, id);
    emit_literal(out, "`");
}

static void put_digest_scope(struct report *report, const struct digest *digest,
                             const struct totals *totals)
{
    static const struct scope_writer writer = {
        .begin = begin_markdown_fact,
        .end = end_markdown_fact,
        .path = put_scope_path,
        .rule = put_rule_id,
        .put = emit_markdown,
        .inputs = SCOPE_INPUTS,
    };
    begin_digest_part(report->out, "What wasn't checked, and how the rest was");
    scope_tell(report, totals, digest->audit, &writer);
}

/* ---- Files ---- */

static void note_file(struct digest *digest, const struct inspection *inspection)
{
    struct emit *out = digest->files;
    size_t before = emit_held(out);
    size_t counts[SEVERITY_COUNT] = {0};
    if (digest->shown + 1 != audit_numbers(digest->audit)->found)
        return; /* an earlier one didn't fit */
    for (size_t i = 0; i < inspection->findings.count; i++)
        counts[inspection->findings.items[i].severity]++;
    emit_literal(out, "| ");
    put_code_path(out, inspection->path);
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
        put_markdown_amount(out, counts[severity]);
    emit_literal(out, " |\n");
    digest->shown += row_fits(out, before, FILES_LIMIT);
}

static void put_digest_files(struct emit *out, const struct digest *digest)
{
    size_t found = audit_numbers(digest->audit)->found;
    if (!found)
        return;
    begin_digest_part(out, "Files with findings");
    emit_literal(out, "| File | Errors | Warnings | Notes |\n| --- | ---: | ---: | ---: |\n");
    size_t shown = emit_held(out) + emit_held(digest->files) < LIMIT - 200 ? digest->shown : 0;
    if (shown)
        emit_append(out, digest->files);
    put_more(out, found - shown, "file");
    if (found > shown)
        emit_literal(out, "\n`--output=csv:findings.csv` lists every finding.\n");
}

/* ---- The format ---- */

static void begin_markdown(struct report *report)
{
    struct digest *digest = report->state = memory_new(sizeof *digest);
    digest->audit =
        audit_new(report->settings->now_is_given ? report->settings->now : EXPIRY_NEVER);
    digest->files = emit_new_held();
}

static void report_markdown(struct report *report, const struct inspection *inspection)
{
    struct digest *digest = report->state;
    audit_add(digest->audit, inspection);
    if (inspection->outcome == OUTCOME_LINTED && inspection->findings.count)
        note_file(digest, inspection);
}

static void put_digest(struct report *report, const struct digest *digest,
                       const struct totals *totals)
{
    struct audit_fix fixes[RULE_COUNT];
    struct statistics *statistics = report->settings->statistics;
    size_t count = audit_fixes(digest->audit, statistics, fixes);
    put_digest_head(report, audit_numbers(digest->audit), totals);
    put_mistakes(report->out, fixes, count);
    if (statistics) {
        put_digest_folders(report->out, statistics);
        put_digest_transports(report->out, statistics);
    }
    put_digest_expiry(report->out, audit_expiry(digest->audit));
    put_digest_servers(report->out, digest->audit);
    put_digest_scope(report, digest, totals);
    put_digest_files(report->out, digest);
}

static void end_markdown(struct report *report, const struct totals *totals)
{
    struct digest *digest = report->state;
    struct report held = *report;
    held.out = emit_new_held();
    put_digest(&held, digest, totals);
    emit_append(report->out, held.out);
    emit_discard(held.out);
    emit_discard(digest->files);
    audit_free(digest->audit);
    memory_free(digest);
}

const struct format format_markdown = {
    .name = "markdown",
    .summary = "the same in short, for the summary of a workflow, a merge request or a ticket",
    .wanted = WANTED_ENTRIES | WANTED_STATISTICS,
    .begin = begin_markdown,
    .inspection = report_markdown,
    .end = end_markdown,
};
