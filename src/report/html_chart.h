/* SPDX-License-Identifier: MIT */
/*
 * The pictures of the html format: SVG whose widths are shares of the page's, so that their words
 * have the same size on a telephone, each with a title, a description, and its numbers as a table.
 */
#ifndef SIPLINT_REPORT_HTML_CHART_H
#define SIPLINT_REPORT_HTML_CHART_H

#include "report/emit.h"
#include "totals/audit.h"

/* How bad it is by folder; transports and methods over all servers; when profiles expire. */
void html_chart_folders(struct emit *out, struct statistics *statistics);
void html_chart_servers(struct emit *out, struct statistics *statistics);
void html_chart_expiry(struct emit *out, struct expiry *expiry);

#endif
