/* SPDX-License-Identifier: MIT */
#include "report/html_text.h"
#include "report/phrase.h"

void html_put(struct emit *out, struct text text)
{
    emit_xml_text(out, text);
}

void html_isolate(struct emit *out, struct text text)
{
    emit_literal(out, "<bdi class=\"path\">");
    html_put(out, text);
    emit_literal(out, "</bdi>");
}

void html_path(struct emit *out, const char *path)
{
    emit_literal(out, "<bdi class=\"path\">");
    emit_xml_path(out, path);
    emit_literal(out, "</bdi>");
}

void html_severity(struct emit *out, enum severity severity)
{
    emit_literal(out, "<span class=\"tag ");
    emit_literal(out, severity_name(severity));
    emit_literal(out, "\">");
    emit_literal(out, severity_name(severity));
    emit_literal(out, "</span>");
}

void html_rule(struct emit *out, const char *id)
{
    emit_literal(out, "<a href=\"#rule-");
    emit_literal(out, id);
    emit_literal(out, "\"><code>");
    emit_literal(out, id);
    emit_literal(out, "</code></a>");
}

void html_amount_cell(struct emit *out, const char *of, size_t amount)
{
    emit_literal(out, "<td class=\"amount\" data-of=\"");
    emit_literal(out, of);
    emit_literal(out, "\">");
    phrase_number(out, amount);
    emit_literal(out, "</td>");
}

void html_share(struct emit *out, size_t part, size_t whole)
{
    size_t permille = whole ? (size_t)((double)part * 1000 / (double)whole) : 0;
    permille += part && !permille;
    emit_number(out, permille / 10);
    emit_literal(out, ".");
    emit_number(out, permille % 10);
    emit_literal(out, "%");
}
