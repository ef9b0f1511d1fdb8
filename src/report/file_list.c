/* SPDX-License-Identifier: MIT */
/* The format of --list-files: the path of each input, and what it is, or why it wouldn't be linted.
 */
#include "report/report.h"

static void list_input(struct report *report, const struct inspection *inspection)
{
    static const char *const kinds[] = {
        [INPUT_UNKNOWN] = ": broken off before it's known what it is",
        [INPUT_PROFILE] = ": profile",
        [INPUT_CARRIER] = ": carrier",
        [INPUT_OTHER] = ": neither a profile nor a carrier",
    };
    static const char *const fates[] = {
        [OUTCOME_SKIPPED] = ": skipped",
        [OUTCOME_UNREADABLE] = ": can't be read",
    };
    emit_path(report->out, inspection->path);
    if (inspection->outcome == OUTCOME_LINTED)
        emit_literal(report->out, kinds[inspection->kind]);
    else
        emit_literal(report->out, fates[inspection->outcome]);
    if (inspection->reason) {
        emit_literal(report->out, ": ");
        emit_value(report->out, text_of(inspection->reason));
    }
    emit_literal(report->out, "\n");
}

const struct format format_file_list = {
    .name = "file-list",
    .summary = "the inputs that would be linted",
    .inspection = list_input,
};
