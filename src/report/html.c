/* SPDX-License-Identifier: MIT */
/*
 * The html format: one page for who decides and who audits. First what came of it, what to fix and
 * how much there is of what; then the servers and the files; at the end what wasn't looked at.
 */
#include "base/memory.h"
#include "catalogue/rules.h"
#include "report/html_chart.h"
#include "report/html_files.h"
#include "report/html_page.h"
#include "report/html_text.h"
#include "report/phrase.h"
#include "report/scope.h"
#include "report/verdict.h"

/* Servers and rules that are shown first, and what the table of servers may take, in bytes. */
#define WORST_SERVERS 3
#define FIRST_FIXES 5
#define SERVERS_LIMIT (1024 * 1024)

struct page {
    struct audit *audit;
    struct html_files files;
};

/* ---- The verdict ---- */

static void put_gaps(struct report *report, const struct totals *totals)
{
    if (!scope_has_gaps(report, totals))
        return;
    emit_literal(report->out, "<p class=\"gap\">");
    scope_tell_gaps(report, totals);
    emit_literal(report->out, " <a href=\"#scope\">Which, and why</a></p>\n");
}

/* "13 of 16 profiles have findings: 20 errors, 31 warnings." */
static void put_lead(struct emit *out, const struct audit_numbers *numbers,
                     const struct totals *totals)
{
    const char *before = ": ";
    emit_literal(out, "<p class=\"lead\">");
    phrase_number(out, numbers->found);
    emit_literal(out, " of ");
    phrase_count(out, numbers->profiles, "profile");
    emit_literal(out, numbers->found == 1 ? " has findings" : " have findings");
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
        size_t count = totals->by_severity[severity] - totals->hidden[severity];
        if (!count)
            continue;
        emit_literal(out, before);
        phrase_count(out, count, severity_name((enum severity)severity));
        before = ", ";
    }
    emit_literal(out, ".</p>\n");
}

static void put_header(struct report *report, const struct audit_numbers *numbers,
                       const struct totals *totals)
{
    struct emit *out = report->out;
    emit_literal(out, "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header>\n"
                      "<p class=\"kicker\">Audit of RTC client profiles</p>\n<h1>");
    verdict_tell(out, numbers);
    emit_literal(out, "</h1>\n");
    if (numbers->profiles)
        put_lead(out, numbers, totals);
    put_gaps(report, totals);
    emit_literal(out, "<nav aria-label=\"Parts of this page\"><ul>"
                      "<li><a href=\"#fix\">Fix first</a></li>"
                      "<li><a href=\"#overview\">Overview</a></li>"
                      "<li><a href=\"#servers\">Servers</a></li>"
                      "<li><a href=\"#files\">Files</a></li>"
                      "<li><a href=\"#scope\">What wasn’t checked</a></li></ul></nav>\n"
                      "</header>\n<main id=\"main\">\n");
}

/* One of the three numbers. */
struct headline {
    const char *id;
    const char *tone;
    const char *what;
    size_t count;
    size_t further;   /* profiles, … */
    const char *fate; /* … and what is so of them */
};

static void put_headline(struct emit *out, const struct headline *headline, size_t profiles)
{
    emit_literal(out, "<li class=\"");
    emit_literal(out, headline->tone);
    emit_literal(out, "\"><b><span id=\"");
    emit_literal(out, headline->id);
    emit_literal(out, "\">");
    phrase_number(out, headline->count);
    emit_literal(out, "</span> <small>of ");
    phrase_number(out, profiles);
    emit_literal(out, "</small></b><p>");
    emit_literal(out, headline->what);
    if (headline->further) {
        emit_literal(out, "; ");
        phrase_number(out, headline->further);
        emit_literal(out, headline->fate);
    }
    emit_literal(out, "</p><svg class=\"meter\" aria-hidden=\"true\">");
    if (headline->count) {
        emit_literal(out, "<rect height=\"6\" width=\"");
        html_share(out, headline->count, profiles);
        emit_literal(out, "\"/>");
    }
    emit_literal(out, "</svg></li>\n");
}

static void put_headlines(struct emit *out, const struct audit_numbers *numbers)
{
    const struct headline headlines[] = {
        {"rejected", numbers->rejected ? "bad" : "fine", "profiles that the RTC client rejects",
         numbers->rejected, numbers->in_doubt, " more that it will probably reject"},
        {"unencrypted", numbers->unencrypted ? "bad" : "fine",
         "profiles that send credentials or signalling unencrypted: a server uses TCP or UDP",
         numbers->unencrypted, 0, NULL},
        {"clean", numbers->clean ? "fine" : "plain", "profiles without a finding", numbers->clean,
         numbers->profiles - numbers->clean - numbers->found,
         " more whose findings are all known or suppressed"},
    };
    emit_literal(out, "<ul class=\"numbers\">\n");
    for (size_t i = 0; i < sizeof headlines / sizeof *headlines; i++)
        put_headline(out, &headlines[i], numbers->profiles);
    emit_literal(out, "</ul>\n");
}

/* ---- Fix first ---- */

static void put_host(struct emit *out, const struct audit_server *server)
{
    bool has_host = server->host && *server->host;
    html_isolate(out, text_of(has_host ? server->host : "no address"));
}

/* "TLS, port 5061" */
static void put_way(struct emit *out, const struct audit_server *server)
{
    html_put(out, text_of(server->transport));
    if (!server->number && !server->port)
        return;
    emit_literal(out, ", port ");
    if (server->number)
        emit_number(out, server->number);
    else
        html_put(out, text_of(server->port));
}

/* "2 with errors, 1 with warnings" */
static void put_touched(struct emit *out, const struct audit_server *server)
{
    const char *before = "";
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
        if (!server->touched[severity])
            continue;
        emit_literal(out, before);
        phrase_number(out, server->touched[severity]);
        emit_literal(out, " with ");
        emit_literal(out, severity_name((enum severity)severity));
        emit_literal(out, "s");
        before = ", ";
    }
}

/* Links to the rules that have the gravest findings at the server. */
static void put_server_rules(struct emit *out, const struct audit_server *server)
{
    const char *before = "<p>Worst: ";
    for (size_t i = 0; i < RULE_COUNT; i++) {
        if (!audit_server_has(server, i))
            continue;
        emit_literal(out, before);
        html_rule(out, rules[i].id);
        before = ", ";
    }
    emit_literal(out, "</p>");
}

static void put_worst_server(struct emit *out, const struct audit_server *server)
{
    emit_literal(out, server->touched[SEVERITY_ERROR] ? "<li class=\"bad\"><h4>"
                                                      : "<li class=\"poor\"><h4>");
    put_host(out, server);
    emit_literal(out, "</h4><p>");
    put_way(out, server);
    emit_literal(out, ", used by <strong>");
    phrase_count(out, server->profiles, "profile");
    emit_literal(out, "</strong></p><p class=\"dim\">");
    put_touched(out, server);
    emit_literal(out, "</p>");
    put_server_rules(out, server);
    emit_literal(out, "</li>\n");
}

static void put_worst_servers(struct emit *out, const struct page *page)
{
    const struct audit_server *list;
    size_t count = audit_servers_list(audit_servers(page->audit), &list);
    if (!count || !audit_server_weight(list))
        return;
    emit_literal(out, "<h3>Servers</h3>\n<ol class=\"worst\">\n");
    for (size_t i = 0; i < count && i < WORST_SERVERS && audit_server_weight(&list[i]); i++)
        put_worst_server(out, &list[i]);
    emit_literal(out, "</ol>\n");
}

static void put_first_place(struct emit *out, const struct page *page,
                            const struct audit_place *place)
{
    bool is_shown = place->file <= page->files.shown;
    if (is_shown) {
        emit_literal(out, "<a href=\"#file-");
        emit_number(out, place->file);
        emit_literal(out, "\">");
    }
    html_path(out, place->path);
    emit_literal(out, is_shown ? "</a> line " : " line ");
    emit_number(out, place->line);
}

static void put_first_places(struct emit *out, const struct page *page, const struct audit_fix *fix)
{
    size_t shown = fix->count.files < AUDIT_PLACES ? fix->count.files : AUDIT_PLACES;
    emit_literal(out, "<p><strong>Where:</strong> ");
    for (size_t i = 0; i < shown; i++) {
        emit_literal(out, i ? ", " : "");
        put_first_place(out, page, &fix->places[i]);
    }
    if (fix->count.files > shown) {
        emit_literal(out, ", and in ");
        phrase_more(out, fix->count.files - shown, "profile");
    }
    emit_literal(out, "</p>\n");
}

static void put_html_source(struct emit *out, const struct rule *rule)
{
    if (!rule->source)
        return;
    emit_literal(out, "<p><a href=\"");
    html_put(out, rule_address(rule));
    emit_literal(out, "\" rel=\"noreferrer\">Documentation<span class=\"skip\"> of ");
    emit_literal(out, rule->id);
    emit_literal(out, "</span></a></p>\n");
}

static void put_fix(struct emit *out, const struct page *page, const struct audit_fix *fix)
{
    const struct rule *rule = &rules[fix->count.rule];
    emit_literal(out, "<li id=\"rule-");
    emit_literal(out, rule->id);
    emit_literal(out, "\"><h4>");
    html_severity(out, fix->count.severity);
    emit_literal(out, " <span>");
    phrase_heading(out, rule->summary, html_put);
    emit_literal(out, "</span></h4>\n<p class=\"dim\">in <strong>");
    phrase_count(out, fix->count.files, "profile");
    emit_literal(out, "</strong>, ");
    phrase_count(out, fix->count.findings, "finding");
    emit_literal(out, " of <code>");
    emit_literal(out, rule->id);
    emit_literal(out, "</code></p>\n<p>");
    html_put(out, text_of(rule->why));
    emit_literal(out, "</p>\n<p><strong>What to do:</strong> ");
    html_put(out, text_of(rule->help));
    emit_literal(out, "</p>\n");
    put_first_places(out, page, fix);
    put_html_source(out, rule);
    emit_literal(out, "</li>\n");
}

static void put_fixes(struct emit *out, const struct page *page, const struct audit_fix *fixes,
                      size_t count)
{
    emit_literal(out, "<h3>Mistakes</h3>\n<ol class=\"fixes\">\n");
    for (size_t i = 0; i < count && i < FIRST_FIXES; i++)
        put_fix(out, page, &fixes[i]);
    emit_literal(out, "</ol>\n");
    if (count <= FIRST_FIXES)
        return;
    emit_literal(out, "<details><summary>");
    phrase_more(out, count - FIRST_FIXES, "kind");
    emit_literal(out, " of mistakes</summary>\n<ol class=\"fixes later\">\n");
    for (size_t i = FIRST_FIXES; i < count; i++)
        put_fix(out, page, &fixes[i]);
    emit_literal(out, "</ol></details>\n");
}

static void put_fix_first(struct report *report, const struct page *page)
{
    struct audit_fix fixes[RULE_COUNT];
    struct emit *out = report->out;
    size_t count = audit_fixes(page->audit, report->settings->statistics, fixes);
    emit_literal(out, "<section id=\"fix\">\n<h2>Fix first</h2>\n");
    if (count) {
        emit_literal(out, "<p class=\"aside\">The order is severity times the number of profiles: "
                          "an error counts as ten warnings, a warning as ten notes.</p>\n");
        put_worst_servers(out, page);
        put_fixes(out, page, fixes, count);
    } else {
        emit_literal(out, "<p>There is nothing to fix.</p>\n");
    }
    emit_literal(out, "</section>\n");
}

/* ---- Overview and servers ---- */

static void put_overview(struct report *report, const struct page *page)
{
    struct statistics *statistics = report->settings->statistics;
    emit_literal(report->out, "<section id=\"overview\">\n<h2>Overview</h2>\n"
                              "<div class=\"figures\">\n");
    if (statistics) {
        html_chart_folders(report->out, statistics);
        html_chart_servers(report->out, statistics);
    }
    html_chart_expiry(report->out, audit_expiry(page->audit));
    emit_literal(report->out, "</div>\n</section>\n");
}

static void put_server_row(struct emit *out, const struct audit_server *server)
{
    emit_literal(out, "<tr><th scope=\"row\">");
    put_host(out, server);
    emit_literal(out, "</th><td data-of=\"Port\">");
    if (server->number)
        emit_number(out, server->number);
    else
        html_put(out, text_of(server->port ? server->port : "unknown"));
    emit_literal(out, "</td><td data-of=\"Transport\">");
    html_put(out, text_of(server->transport));
    emit_literal(out, "</td>");
    html_amount_cell(out, "Profiles", server->profiles);
    html_amount_cell(out, "With errors", server->touched[SEVERITY_ERROR]);
    html_amount_cell(out, "With warnings", server->touched[SEVERITY_WARNING]);
    emit_literal(out, "</tr>\n");
}

static void put_server_table(struct report *report, const struct page *page)
{
    struct emit *out = report->out;
    struct emit *rows = emit_new_held();
    const struct audit_server *list;
    size_t count = audit_servers_list(audit_servers(page->audit), &list);
    size_t distinct = audit_servers_distinct(audit_servers(page->audit));
    size_t shown = 0;
    while (shown < count && emit_held(rows) < SERVERS_LIMIT)
        put_server_row(rows, &list[shown++]);
    emit_literal(out, "<p class=\"aside\">");
    phrase_count(out, distinct, "distinct server");
    emit_literal(out, ", the worst first. ");
    if (distinct > shown) {
        emit_literal(out, "The table has the first ");
        phrase_number(out, shown);
        emit_literal(out, "; --output=inventory:servers.csv lists every server entry. ");
    }
    emit_literal(out, "Each profile counts once, by the worst finding at that server.</p>\n"
                      "<table class=\"sortable stack\">\n<thead><tr><th scope=\"col\">Host</th>"
                      "<th scope=\"col\">Port</th><th scope=\"col\">Transport"
                      "</th><th scope=\"col\" class=\"amount\">Profiles</th><th scope=\"col\" "
                      "class=\"amount\">With errors</th><th scope=\"col\" class=\"amount\">With "
                      "warnings</th></tr></thead>\n<tbody>\n");
    emit_append(out, rows);
    emit_literal(out, "</tbody></table>\n");
    emit_discard(rows);
}

static void put_html_servers(struct report *report, const struct page *page)
{
    emit_literal(report->out, "<section id=\"servers\">\n<h2>Servers</h2>\n");
    if (audit_servers_distinct(audit_servers(page->audit)))
        put_server_table(report, page);
    else
        emit_literal(report->out, "<p>No profile names a server.</p>\n");
    emit_literal(report->out, "</section>\n");
}

/* ---- Files and scope ---- */

static void put_html_files(struct report *report, const struct page *page)
{
    const struct html_files *files = &page->files;
    struct emit *out = report->out;
    emit_literal(out, "<section id=\"files\">\n<h2>Files</h2>\n<p class=\"aside\">");
    if (files->files)
        phrase_count(out, files->files, "file");
    else
        emit_literal(out, "No file");
    emit_literal(out, files->files <= 1 ? " has findings." : " have findings.");
    if (files->findings_left) {
        emit_literal(out, " The page has no room for <span id=\"left\">");
        phrase_count(out, files->findings_left, "finding");
        emit_literal(out, "</span>");
        if (files->files > files->shown) {
            emit_literal(out, ", among them all those of ");
            phrase_count(out, files->files - files->shown, "file");
        }
        emit_literal(out, "; --output=csv:findings.csv lists every finding.");
    }
    emit_literal(out, "</p>\n");
    emit_append(out, files->held);
    emit_literal(out, "</section>\n");
}

static void begin_html_fact(struct emit *out, const char *term)
{
    emit_literal(out, "<dt>");
    emit_literal(out, term);
    emit_literal(out, "</dt><dd>");
}

static void end_html_fact(struct emit *out)
{
    emit_literal(out, "</dd>\n");
}

static void put_rule_code(struct emit *out, const char *id)
{
    emit_literal(out, "<code>");
    emit_literal(out, id);
    emit_literal(out, "</code>");
}

static void put_scope(struct report *report, const struct page *page, const struct totals *totals)
{
    static const struct scope_writer writer = {
        .begin = begin_html_fact,
        .end = end_html_fact,
        .path = html_path,
        .rule = put_rule_code,
        .put = html_put,
        .inputs = AUDIT_INPUTS,
    };
    emit_literal(report->out, "<section id=\"scope\">\n<h2>What wasn’t checked, and how the rest "
                              "was</h2>\n<p class=\"aside\">Findings that are hidden, known or "
                              "suppressed aren't counted above. Servers, transports and expiry "
                              "dates are those of all profiles.</p>\n"
                              "<dl class=\"scope\">\n");
    scope_tell(report, totals, page->audit, &writer);
    emit_literal(report->out, "</dl>\n</section>\n</main>\n");
}

/* ---- The format ---- */

static void begin_html(struct report *report)
{
    struct page *page = report->state = memory_new(sizeof *page);
    page->audit = audit_new(report->settings->now_is_given ? report->settings->now : EXPIRY_NEVER);
    page->files.held = emit_new_held();
}

static void report_html(struct report *report, const struct inspection *inspection)
{
    struct page *page = report->state;
    audit_add(page->audit, inspection);
    if (inspection->outcome == OUTCOME_LINTED)
        html_files_add(&page->files, inspection);
}

static void end_html(struct report *report, const struct totals *totals)
{
    struct page *page = report->state;
    const struct audit_numbers *numbers = audit_numbers(page->audit);
    html_begin_page(report->out);
    emit_literal(report->out, "Audit: ");
    verdict_tell(report->out, numbers);
    html_begin_body(report->out);
    put_header(report, numbers, totals);
    put_headlines(report->out, numbers);
    put_fix_first(report, page);
    put_overview(report, page);
    put_html_servers(report, page);
    put_html_files(report, page);
    put_scope(report, page, totals);
    html_end_page(report->out);
    emit_discard(page->files.held);
    audit_free(page->audit);
    memory_free(page);
}

const struct format format_html = {
    .name = "html",
    .summary = "one page for a browser: what to fix first, pictures, servers, each file's findings",
    .wanted = WANTED_EXCERPTS | WANTED_ENTRIES | WANTED_STATISTICS,
    .begin = begin_html,
    .inspection = report_html,
    .end = end_html,
};
