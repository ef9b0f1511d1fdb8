/* SPDX-License-Identifier: MIT */
#include "report/html_files.h"
#include "base/width.h"
#include "catalogue/rules.h"
#include "report/html_text.h"
#include "report/phrase.h"

#include <string.h>

/* ---- A source line ---- */

/* A piece of it, its tabs expanded; *column is where it begins, and then where it ends. */
static void put_expanded(struct emit *out, struct text piece, size_t *column)
{
    const char *at = piece.bytes;
    const char *end = at + piece.length;
    while (at < end) {
        uint32_t code_point;
        size_t taken = text_decode(at, end, &code_point);
        size_t width =
            code_point == '\t' ? WIDTH_TAB_STOP - *column % WIDTH_TAB_STOP : width_of(code_point);
        if (code_point == '\t')
            emit_repeat(out, ' ', width);
        else
            html_put(out, (struct text){at, taken});
        *column += width;
        at += taken;
    }
}

/* The byte at which the code point of that index begins. */
static size_t byte_of(struct text line, uint32_t index)
{
    size_t byte = 0;
    while (index-- && byte < line.length) {
        uint32_t code_point;
        byte += text_decode(line.bytes + byte, line.bytes + line.length, &code_point);
    }
    return byte;
}

static void put_excerpt(struct emit *out, const struct finding *finding)
{
    struct text line = text_of(finding->excerpt.line);
    size_t start = byte_of(line, finding->excerpt.mark_start);
    size_t end = byte_of(line, finding->excerpt.mark_end);
    size_t column = 0;
    end = end < start ? start : end;
    emit_literal(out, "<pre dir=\"ltr\">");
    put_expanded(out, text_slice(line, 0, start), &column);
    emit_literal(out, "<mark>");
    put_expanded(out, text_slice(line, start, end), &column);
    emit_literal(out, "</mark>");
    put_expanded(out, text_slice(line, end, line.length), &column);
    emit_literal(out, "</pre>\n");
}

/* ---- A finding ---- */

/* Beside the excerpt a column would tell how long what is hidden before it is. */
static void put_line_number(struct emit *out, const struct finding *finding)
{
    emit_literal(out, " <span class=\"at\">line ");
    emit_number(out, finding->at.start.line);
    if (!finding->excerpt.is_after_hidden) {
        emit_literal(out, ":");
        emit_number(out, finding->at.start.column);
    }
    emit_literal(out, "</span> ");
}

static void put_related_place(struct emit *out, const struct related *related)
{
    if (!related->message)
        return;
    emit_literal(out, "<p class=\"dim\">");
    html_put(out, text_of(related->message));
    emit_literal(out, " (");
    if (related->path) {
        html_path(out, related->path);
        emit_literal(out, ", ");
    }
    emit_literal(out, "line ");
    emit_number(out, related->at.start.line);
    emit_literal(out, ")</p>\n");
}

static void put_html_finding(struct emit *out, const struct finding *finding)
{
    emit_literal(out, "<li><p>");
    html_severity(out, (enum severity)finding->severity);
    put_line_number(out, finding);
    report_message_as(out, finding, html_put);
    emit_literal(out, " ");
    html_rule(out, rules[finding->rule].id);
    emit_literal(out, "</p>\n");
    if (finding->excerpt.line)
        put_excerpt(out, finding);
    emit_literal(out, "<p><strong>What to do:</strong> ");
    html_put(out, text_of(finding->help));
    emit_literal(out, "</p>\n");
    put_related_place(out, &finding->related);
    emit_literal(out, "</li>\n");
}

/* ---- A file ---- */

static void put_file_head(struct emit *out, size_t number, const struct inspection *inspection)
{
    size_t counts[SEVERITY_COUNT] = {0};
    for (size_t i = 0; i < inspection->findings.count; i++)
        counts[inspection->findings.items[i].severity]++;
    emit_literal(out, "<details class=\"file\" id=\"file-");
    emit_number(out, number);
    emit_literal(out, "\"><summary><h3>");
    html_path(out, inspection->path);
    emit_literal(out, "</h3>");
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
        if (!counts[severity])
            continue;
        emit_literal(out, " <span class=\"tag ");
        emit_literal(out, severity_name((enum severity)severity));
        emit_literal(out, "\">");
        phrase_count(out, counts[severity], severity_name((enum severity)severity));
        emit_literal(out, "</span>");
    }
    emit_literal(out, inspection->partial ? " <span class=\"tag\">checked in part</span>" : "");
    emit_literal(out, "</summary>\n<ol>\n");
}

/* As many findings as fit; returns how many. */
static size_t put_html_findings(struct emit *out, const struct findings *findings, size_t limit)
{
    for (size_t i = 0; i < findings->count; i++) {
        size_t held = emit_held(out);
        put_html_finding(out, &findings->items[i]);
        if (emit_held(out) > limit) {
            emit_shorten(out, held);
            return i;
        }
    }
    return findings->count;
}

/* What's still free, for one file. */
static size_t limit_of(size_t held)
{
    return held + HTML_FILE_LIMIT < HTML_FILES_LIMIT ? held + HTML_FILE_LIMIT : HTML_FILES_LIMIT;
}

void html_files_add(struct html_files *files, const struct inspection *inspection)
{
    struct emit *out = files->held;
    size_t count = inspection->findings.count;
    size_t held = emit_held(out), shown = 0;
    if (!count)
        return;
    files->files++;
    if (!files->is_full) {
        put_file_head(out, files->files, inspection);
        shown = put_html_findings(out, &inspection->findings, limit_of(held));
        files->is_full = shown < count && emit_held(out) + HTML_FILE_LIMIT / 8 > HTML_FILES_LIMIT;
    }
    files->findings_left += count - shown;
    if (!shown) {
        files->is_full = true;
        emit_shorten(out, held);
        return;
    }
    files->shown++;
    emit_literal(out, "</ol>\n");
    if (shown < count) {
        emit_literal(out, "<p class=\"aside\">… and ");
        phrase_more(out, count - shown, "finding");
        emit_literal(out, ", for which the page has no room.</p>\n");
    }
    emit_literal(out, "</details>\n");
}
