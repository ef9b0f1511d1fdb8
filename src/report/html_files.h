/* SPDX-License-Identifier: MIT */
/*
 * The part of a page that has each file with its findings. It comes last but is known first, so
 * it's held until then, up to a size; what doesn't fit is counted.
 */
#ifndef SIPLINT_REPORT_HTML_FILES_H
#define SIPLINT_REPORT_HTML_FILES_H

#include "report/report.h"

/* Bytes of all, and of one file. */
#define HTML_FILES_LIMIT (3 * 1024 * 1024)
#define HTML_FILE_LIMIT (1024 * 1024)

/* Embed one: (struct html_files){.held = emit_new_held()}. */
struct html_files {
    struct emit *held;
    bool is_full;         /* what comes is left out */
    size_t files;         /* with findings, … */
    size_t shown;         /* … of which the first so many are held */
    size_t findings_left; /* that aren't, of all files */
};

void html_files_add(struct html_files *files, const struct inspection *inspection);

#endif
