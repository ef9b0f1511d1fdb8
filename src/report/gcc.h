/* SPDX-License-Identifier: MIT */
/* The lines of compilers, which the pretty format writes as well. */
#ifndef SIPLINT_REPORT_GCC_H
#define SIPLINT_REPORT_GCC_H

#include "findings/finding.h"
#include "report/emit.h"

/* `path:line:col: error: message; help: help [rule-id]`, or without `col:` or the help. */
void gcc_put_finding(struct emit *out, const char *path, const struct finding *finding,
                     bool has_column, bool has_help);

/* `path:line:col: note: related message`, or nothing when there is no related place. */
void gcc_put_related(struct emit *out, const char *path, const struct finding *finding,
                     bool has_column);

#endif
