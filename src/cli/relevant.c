/* SPDX-License-Identifier: MIT */
#include "cli/relevant.h"
#include "base/small_file.h"
#include "catalogue/rules.h"
#include "report/baseline_file.h"

#include <errno.h>
#include <string.h>

/* ---- Reading ---- */

/* False after a message. */
static bool read_baseline(struct relevant *relevant, const struct options *options,
                          struct emit *errors)
{
    const struct known *known = &options->known;
    size_t line = 0;
    if (known->written || !known->path || options->audit) {
        relevant->baseline = known->written ? baseline_new(true) : NULL;
        return true;
    }
    relevant->baseline = baseline_new(false);
    int problem = baseline_read(relevant->baseline, known->path, !known->is_config, &line);
    if (!problem)
        return true;
    emit_literal(errors, "siplint: ");
    emit_path(errors, known->path);
    if (problem == BASELINE_ODD_LINE) {
        emit_literal(errors, ":");
        emit_number(errors, line);
        emit_literal(errors, ": this is no line of a baseline; --write-baseline writes one\n");
        return false;
    }
    emit_literal(errors, ": the baseline can't be read: ");
    emit_value(errors, text_of(small_file_problem(problem)));
    emit_literal(errors, "\n");
    return false;
}

/* False after a message. */
static bool read_changes(struct relevant *relevant, const struct options *options,
                         struct emit *errors)
{
    static const char *const problems[] = {
        [CHANGES_NO_DIFF] = "this is no diff: it names no file",
        [CHANGES_ODD_LINE] = "a diff isn't complete before this line, or it's that of a merge",
    };
    const char *path = options->changed;
    enum changes_problem problem;
    size_t line;
    relevant->changes = path ? changes_read(path, &problem, &line) : NULL;
    if (!path || relevant->changes)
        return true;
    int reason = errno;
    emit_literal(errors, "siplint: --changed: ");
    emit_path(errors, path);
    if (problem == CHANGES_ODD_LINE) {
        emit_literal(errors, ":");
        emit_number(errors, line);
    }
    emit_literal(errors, ": ");
    emit_value(errors,
               text_of(problem == CHANGES_UNREADABLE ? strerror(reason) : problems[problem]));
    emit_literal(errors, "\n");
    return false;
}

bool relevant_read(struct relevant *relevant, const struct options *options, struct emit *errors)
{
    return read_baseline(relevant, options, errors) && read_changes(relevant, options, errors);
}

/* ---- A run ---- */

/* Is a finding in a line that was added? What says that the file wasn't checked is in all of it. */
static bool is_changed(void *context, const struct finding *finding)
{
    const struct changed_file *file = context;
    return file && (rules[finding->rule].fixed ||
                    changed_file_touches(file, finding->at.start.line, finding->at.end.line));
}

/* Of what's hidden or suppressed it isn't known where it is. */
static void keep_changed(struct changes *changes, struct inspection *inspection)
{
    struct findings *findings = &inspection->findings;
    struct finding_counts counts = {.known = findings->counts.known};
    const struct changed_file *file = changes_find(changes, inspection->path);
    size_t before = findings->count;
    findings_keep(findings, is_changed, (void *)(uintptr_t)file);
    for (size_t i = 0; i < findings->count; i++)
        counts.by_severity[findings->items[i].severity]++;
    memmove(findings->items + findings->count, findings->items + before,
            counts.known * sizeof *findings->items);
    findings->counts = counts;
}

void relevant_apply(struct relevant *relevant, struct inspection *inspection)
{
    if (relevant->baseline)
        baseline_apply(relevant->baseline, inspection);
    if (relevant->changes)
        keep_changed(relevant->changes, inspection);
}

size_t relevant_finish(struct relevant *relevant)
{
    return relevant->baseline ? baseline_finish(relevant->baseline) : 0;
}

enum status relevant_write(struct relevant *relevant, const struct known *known, size_t gone,
                           struct emit *errors)
{
    enum status status = gone && known->fails_on_gone ? STATUS_FINDINGS : STATUS_CLEAN;
    const char *path = known->written ? known->written : known->path;
    if (!relevant->baseline)
        return STATUS_CLEAN;
    if (!known->written && !(known->updates && baseline_update(relevant->baseline)))
        return status;
    int problem = baseline_file_write(relevant->baseline, path);
    if (!problem)
        return known->updates ? STATUS_CLEAN : status;
    emit_literal(errors, "siplint: ");
    emit_path(errors, path);
    emit_literal(errors, ": the baseline couldn't be written: ");
    emit_value(errors, text_of(strerror(problem)));
    emit_literal(errors, "\n");
    return STATUS_INCOMPLETE;
}

void relevant_free(struct relevant *relevant)
{
    baseline_free(relevant->baseline);
    changes_free(relevant->changes);
}
