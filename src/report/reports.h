/* SPDX-License-Identifier: MIT */
/*
 * All reports of a run, fed alike: the one on standard output, and the files that --output asks
 * for. A file is replaced when its report is complete; when it can't be written, or the run was
 * cut short, the old one stays.
 */
#ifndef SIPLINT_REPORT_REPORTS_H
#define SIPLINT_REPORT_REPORTS_H

#include "base/file_identity.h"
#include "base/status.h"
#include "report/report.h"

/* A report that was asked for besides the one on standard output. */
struct report_request {
    const struct format *format;
    const char *path;
};

struct reports;

/*
 * Copies `first`, whose stream stays the caller's; what it needs is what the others need. Opens
 * the files, and says in `errors`, a borrowed stream, which ones can't be. Not while other
 * threads create files.
 */
struct reports *reports_new(const struct report *first, const struct report_request *requests,
                            size_t count, struct emit *errors);

/*
 * The files that are being written: the temporary ones of reports and, as `siplint . >report.xml`
 * has it, those on standard output and standard error. They're no inputs, though a directory that's
 * walked may have them: how much they hold by then is chance. Valid as long as `reports`.
 */
const struct file_identity *reports_own_files(const struct reports *reports, size_t *count);

/* What any of them wants: a set of enum wanted. */
unsigned reports_wanted(const struct reports *reports);

void reports_begin(struct reports *reports);

/* False when none of them can be written any more. */
bool reports_inspection(struct reports *reports, const struct inspection *inspection);

/*
 * Ends them, replaces the files, and frees all. STATUS_INCOMPLETE, after a message, when a file
 * can't be written.
 */
enum status reports_end(struct reports *reports, const struct totals *totals, bool interrupted);

#endif
