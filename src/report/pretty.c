/* SPDX-License-Identifier: MIT */
/*
 * The pretty format: gcc's line, then the source line with a caret and tildes below the range,
 * the help, and the related place.
 *
 *     office.xml:3:17: error: Basic … [basic-without-tls]
 *     3 |     <sipsrv addr="…" protocol="UDP"/>
 *       |                               ^~~
 *     help: write protocol="TLS" …
 *
 * Columns of the caret are those of a terminal: tabs are expanded in both lines, double-width
 * characters take two.
 *
 * Beside the line a column would tell how long what is hidden before it is, so it's left out there,
 * and for related places, of which nothing is known.
 */
#include "base/width.h"
#include "report/gcc.h"
#include "report/report.h"

static unsigned digits_of(uint32_t number)
{
    unsigned digits = 1;
    while (number /= 10)
        digits++;
    return digits;
}

static size_t next_column(size_t column, uint32_t code_point)
{
    if (code_point == '\t')
        return column - column % WIDTH_TAB_STOP + WIDTH_TAB_STOP;
    return column + width_of(code_point);
}

/* The column, from 0, of the code point at `index`, or of the end of the line. */
static size_t column_of(struct text line, uint32_t index)
{
    const char *at = line.bytes;
    const char *end = at + line.length;
    size_t column = 0;
    while (index-- && at < end) {
        uint32_t code_point;
        at += text_decode(at, end, &code_point);
        column = next_column(column, code_point);
    }
    return column;
}

/* Writes the source line with its tabs expanded. */
static void put_source_line(struct emit *out, struct text line)
{
    const char *at = line.bytes;
    const char *end = at + line.length;
    size_t column = 0;
    while (at < end) {
        uint32_t code_point;
        size_t length = text_decode(at, end, &code_point);
        size_t next = next_column(column, code_point);
        if (code_point == '\t')
            emit_repeat(out, ' ', next - column);
        else
            emit_message_part(out, (struct text){at, length});
        at += length;
        column = next;
    }
    emit_literal(out, "\n");
}

static void put_gutter(struct emit *out, uint32_t line)
{
    emit_color(out, COLOR_BOLD);
    if (line)
        emit_number(out, line);
    emit_literal(out, " | ");
    emit_color(out, COLOR_NONE);
}

static void put_source(struct emit *out, const struct finding *finding)
{
    struct text line = text_of(finding->excerpt.line);
    size_t start = column_of(line, finding->excerpt.mark_start);
    size_t end = column_of(line, finding->excerpt.mark_end);
    put_gutter(out, finding->at.start.line);
    put_source_line(out, line);
    emit_repeat(out, ' ', digits_of(finding->at.start.line));
    put_gutter(out, 0);
    emit_repeat(out, ' ', start);
    emit_color(out, COLOR_CARET);
    emit_literal(out, "^");
    if (end > start)
        emit_repeat(out, '~', end - start - 1);
    emit_color(out, COLOR_NONE);
    emit_literal(out, "\n");
}

static void put_help_line(struct emit *out, const struct finding *finding)
{
    emit_color(out, COLOR_HELP);
    emit_literal(out, "help:");
    emit_color(out, COLOR_NONE);
    emit_literal(out, " ");
    emit_message(out, finding->help);
    emit_literal(out, "\n");
}

static void report_pretty(struct report *report, const struct inspection *inspection)
{
    for (size_t i = 0; i < inspection->findings.count; i++) {
        const struct finding *finding = &inspection->findings.items[i];
        gcc_put_finding(report->out, inspection->path, finding, !finding->excerpt.is_after_hidden,
                        false);
        if (finding->excerpt.line)
            put_source(report->out, finding);
        put_help_line(report->out, finding);
        gcc_put_related(report->out, inspection->path, finding, false);
        emit_literal(report->out, "\n");
    }
}

const struct format format_pretty = {
    .name = "pretty",
    .summary = "the same, each with its source line, the place marked, and help",
    .wanted = WANTED_EXCERPTS,
    .inspection = report_pretty,
};
