/* SPDX-License-Identifier: MIT */
/*
 * The reports of a run. A report must never replace a file that was linted: those that are named
 * are known beforehand, and refused with the options; those met in a directory turn up here.
 */
#include "report/reports.h"
#include "base/memory.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

struct destination {
    struct report report;
    const char *path; /* NULL: standard output */
    bool exists;      /* there's a file to be replaced: */
    struct file_identity identity;
    bool is_input; /* and it was linted */
};

struct reports {
    struct destination *items;
    size_t count;              /* of those that could be opened */
    struct file_identity *own; /* files that are being written */
    size_t own_count;
    struct emit *errors;
    enum status status;
};

static void complain(struct reports *reports, const char *path, int problem)
{
    emit_literal(reports->errors, "siplint: ");
    emit_path(reports->errors, path);
    emit_literal(reports->errors, ": the report couldn't be written: ");
    emit_value(reports->errors,
               text_of(problem ? strerror(problem) : "the file is one of those that were linted"));
    emit_literal(reports->errors, "\n");
    reports->status = STATUS_INCOMPLETE;
}

static void note_own(struct reports *reports, const struct emit *out)
{
    reports->own_count += emit_identify(out, &reports->own[reports->own_count]);
}

static void open_file(struct reports *reports, const struct report_request *request)
{
    struct destination *destination = &reports->items[reports->count];
    struct stat status;
    destination->report = reports->items[0].report;
    destination->report.format = request->format;
    destination->report.terminal_width = 0;
    destination->path = request->path;
    if (stat(request->path, &status) == 0) {
        destination->exists = S_ISREG(status.st_mode);
        destination->identity = file_identity_of(&status);
    }
    destination->report.out = emit_new_file(request->path);
    if (!destination->report.out) {
        complain(reports, request->path, errno);
        return;
    }
    reports->count++;
    note_own(reports, destination->report.out);
}

struct reports *reports_new(const struct report *first, const struct report_request *requests,
                            size_t count, struct emit *errors)
{
    struct reports *reports = memory_new(sizeof *reports);
    reports->errors = errors;
    reports->items = memory_new((count + 1) * sizeof *reports->items);
    reports->own = memory_new((count + 2) * sizeof *reports->own);
    reports->items[reports->count++].report = *first;
    note_own(reports, first->out);
    note_own(reports, errors);
    for (size_t i = 0; i < count; i++)
        open_file(reports, &requests[i]);
    return reports;
}

const struct file_identity *reports_own_files(const struct reports *reports, size_t *count)
{
    *count = reports->own_count;
    return reports->own;
}

unsigned reports_wanted(const struct reports *reports)
{
    unsigned wanted = 0;
    for (size_t i = 0; i < reports->count; i++)
        wanted |= reports->items[i].report.format->wanted;
    return wanted;
}

void reports_begin(struct reports *reports)
{
    for (size_t i = 0; i < reports->count; i++)
        report_begin(&reports->items[i].report);
}

static void note_input(struct reports *reports, const char *path)
{
    struct stat status;
    bool exists = false;
    for (size_t i = 0; i < reports->count; i++)
        exists |= reports->items[i].exists;
    if (!exists || stat(path, &status) < 0)
        return;
    for (size_t i = 0; i < reports->count; i++) {
        struct destination *destination = &reports->items[i];
        if (destination->exists &&
            file_identity_equal(destination->identity, file_identity_of(&status)))
            destination->is_input = true;
    }
}

bool reports_inspection(struct reports *reports, const struct inspection *inspection)
{
    bool can_write = false;
    if (inspection->outcome != OUTCOME_SKIPPED) /* as the last run's report is */
        note_input(reports, inspection->path);
    for (size_t i = 0; i < reports->count; i++) {
        struct report *report = &reports->items[i].report;
        report_inspection(report, inspection);
        can_write |= !emit_failed(report->out);
    }
    return can_write;
}

static void finish_file(struct reports *reports, const struct destination *destination,
                        bool interrupted)
{
    struct emit *out = destination->report.out;
    if (interrupted || destination->is_input) {
        emit_discard(out);
        if (destination->is_input)
            complain(reports, destination->path, 0);
        return;
    }
    int problem = emit_finish(out);
    if (problem)
        complain(reports, destination->path, problem);
}

enum status reports_end(struct reports *reports, const struct totals *totals, bool interrupted)
{
    for (size_t i = 0; i < reports->count; i++) {
        struct destination *destination = &reports->items[i];
        destination->report.interrupted = interrupted;
        report_end(&destination->report, totals);
        if (destination->path)
            finish_file(reports, destination, interrupted);
    }
    enum status status = reports->status;
    memory_free(reports->items);
    memory_free(reports->own);
    memory_free(reports);
    return status;
}
