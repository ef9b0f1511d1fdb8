/* SPDX-License-Identifier: MIT */
/*
 * Pieces of an HTML page. Whatever isn't our own goes through html_put() and html_path(), which
 * escape it for content and for attribute values in double quotes alike, and make visible what
 * could reorder or hide the text around it. No address is made of it, so nothing of it is a link.
 */
#ifndef SIPLINT_REPORT_HTML_TEXT_H
#define SIPLINT_REPORT_HTML_TEXT_H

#include "report/report.h"

void html_put(struct emit *out, struct text text);

/* A path, a host, or what else has a direction of its own, apart from the text around it. */
void html_isolate(struct emit *out, struct text text);
void html_path(struct emit *out, const char *path);

/* <span class="tag error">error</span> */
void html_severity(struct emit *out, enum severity severity);

/* <code>rule-id</code>, as a link to where the page tells of the rule. */
void html_rule(struct emit *out, const char *id);

/* <td class="amount" data-of="Profiles">1,234</td> */
void html_amount_cell(struct emit *out, const char *of, size_t amount);

/* A percentage with a digit after the point, rounded down; something is never nothing. */
void html_share(struct emit *out, size_t part, size_t whole);

#endif
