/* SPDX-License-Identifier: MIT */
/*
 * The source lines that findings point into, ready to show: UTF-8, what isn't known to be harmless
 * masked (see mask.h), control characters made visible but for tabs, and a `#` behind another one
 * replaced (see message.h), long lines cut around the range with an ellipsis. They're read from the
 * input a second time, so that linting itself keeps no lines.
 */
#ifndef SIPLINT_RUN_EXCERPT_H
#define SIPLINT_RUN_EXCERPT_H

#include "findings/finding.h"
#include "input/reader.h"
#include "xml/encoding.h"

/*
 * Gives the findings, which are sorted, their excerpts and marks. `trusted`: where the document
 * stops being well-formed, see mask.h. What the reader can't give again stays without.
 */
void excerpt_findings(struct reader *reader, const struct encoding *encoding, uint64_t trusted,
                      struct findings *findings);

#endif
