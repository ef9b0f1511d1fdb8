/* SPDX-License-Identifier: MIT */
/*
 * Text within a JSON string that its reader takes for more than text: each call escapes it so that
 * the reader shows the text as it was, and nothing that a linted file says becomes a link.
 */
#ifndef SIPLINT_REPORT_MARKUP_H
#define SIPLINT_REPORT_MARKUP_H

#include "report/emit.h"

/*
 * A plain text message of SARIF 2.1.0. `{{` and `}}` stand for braces, whether the message has
 * arguments or not (section 3.11.5). A backslash is before `[`, `]` and itself: section 3.11.6
 * demands that in the text of a link and permits it elsewhere. Here it's done everywhere, as
 * `[a](1)` is a link anywhere, and as whoever takes the backslashes away takes all of them.
 */
void markup_put_sarif(struct emit *out, struct text text);

/* The same for a formatted message, which is GitHub's Markdown: prose, and what's in a code block.
 */
void markup_put_sarif_prose(struct emit *out, struct text text);
void markup_put_sarif_code(struct emit *out, struct text text);

/* Prose in Markdown that has no placeholders. */
void markup_put_prose(struct emit *out, struct text text);

#endif
