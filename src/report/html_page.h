/* SPDX-License-Identifier: MIT */
/*
 * What is the same in every page of the html format: its beginning with the style sheet and the
 * script, which a Content-Security-Policy admits by their hashes, and nothing else.
 */
#ifndef SIPLINT_REPORT_HTML_PAGE_H
#define SIPLINT_REPORT_HTML_PAGE_H

#include "report/emit.h"

/* To within the title, which the caller writes. */
void html_begin_page(struct emit *out);

/* From the title's end to within the body. */
void html_begin_body(struct emit *out);

void html_end_page(struct emit *out);

#endif
