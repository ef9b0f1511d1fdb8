/* SPDX-License-Identifier: MIT */
/* How a baseline is written, so that it can be read again: see findings/baseline.h. */
#ifndef SIPLINT_REPORT_BASELINE_FILE_H
#define SIPLINT_REPORT_BASELINE_FILE_H

#include "findings/baseline.h"

/* Writes all entries, after which the baseline is only to be freed. Returns 0 or an errno. */
int baseline_file_write(struct baseline *baseline, const char *path);

#endif
