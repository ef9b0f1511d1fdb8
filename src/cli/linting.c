/* SPDX-License-Identifier: MIT */
#include "cli/linting.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "base/system.h"
#include "base/version.h"
#include "cli/per_file.h"
#include "cli/relevant.h"
#include "cli/warnings.h"
#include "report/progress.h"
#include "run/pool.h"
#include "totals/statistics.h"
#include "xml/library.h"

#include <unistd.h>

/* What is found goes out at least as often, in nanoseconds. */
#define FLUSH_INTERVAL 100000000

/* What is being written while the inputs come. */
struct output {
    const struct options *options;
    const struct environment *environment;
    struct emit *out; /* standard output */
    struct reports *reports;
    struct report_settings settings;
    struct relevant relevant;
    struct totals totals;
    struct progress progress;
    int64_t flushed; /* when, as system_clock() tells it */
    struct emit *errors;
};

static void take_pause(void *context)
{
    struct output *output = context;
    emit_flush(output->out);
    emit_flush(output->errors);
    progress_update(&output->progress, &output->totals);
    output->flushed = system_clock();
}

static bool take_inspection(void *context, struct inspection *inspection)
{
    struct output *output = context;
    relevant_apply(&output->relevant, inspection);
    if (output->settings.statistics)
        statistics_add(output->settings.statistics, inspection);
    totals_add(&output->totals, inspection);
    if (inspection->findings.count || inspection->outcome != OUTCOME_LINTED)
        progress_hide(&output->progress);
    bool goes_on = reports_inspection(output->reports, inspection);
    if (inspection->outcome == OUTCOME_UNREADABLE)
        report_unreadable(output->errors, inspection);
    if (system_clock() - output->flushed >= FLUSH_INTERVAL)
        take_pause(output);
    return goes_on;
}

/* Goes through the inputs. False when that was interrupted. */
static bool take_inputs(struct output *output, struct paths *paths)
{
    const struct options *options = output->options;
    const struct judgement judgement = {
        .policy = &options->policy,
        .target = options->target,
        .now = options->now,
        .heed_suppressions = options->suppressions,
        .key = hash_key_new(),
        .told_key = options->secret ? &options->told_key : NULL,
    };
    struct per_file *per_file = per_file_new(options, output->environment, &judgement);
    char *stdin_name = paths_tell(paths, options->stdin_name);
    const struct run run = {
        .judgement = &judgement,
        .judgement_for = per_file ? per_file_judgement : NULL,
        .judges = per_file,
        .stdin_name = stdin_name,
        .wanted = reports_wanted(output->reports),
        .jobs = options->jobs,
        .report = take_inspection,
        .pause = take_pause,
        .context = output,
    };
    bool shows_progress = options->progress && isatty(STDERR_FILENO);
    progress_begin(&output->progress, shows_progress ? output->errors : NULL);
    bool complete = run_inputs(&run, paths);
    progress_hide(&output->progress);
    if (complete && per_file && paths_were_walked(paths)) /* some files are no reason to warn */
        warn_of_sections(options, per_file, output->errors);
    per_file_free(per_file);
    memory_free(stdin_name);
    return complete;
}

/* No file was met at all. A path that is wrong shouldn't look like a fleet without a mistake. */
static bool lacks_input(const struct output *output)
{
    const struct totals *totals = &output->totals;
    return output->options->action == ACTION_LINT && !output->options->allow_empty &&
           totals->files + totals->skipped + totals->unreadable == 0;
}

/* Opens the reports, whose files the filter is to leave out. */
static void begin_reports(struct output *output, struct path_filter *filter)
{
    const struct options *options = output->options;
    const struct report first = {
        .format = options->format,
        .out = output->out,
        .policy = &options->policy,
        .settings = &output->settings,
        .terminal_width = system_terminal_width(STDOUT_FILENO),
    };
    output->settings = (struct report_settings){
        .target = target_names[options->target],
        .now = options->now,
        .now_is_given = options->now_is_given,
        .suppressions = options->suppressions,
        .config = options->config.path,
        .is_set_aside = options->config.is_set_aside,
        .baseline = output->relevant.baseline,
        .only_changed = output->relevant.changes != NULL,
        .baseline_set_aside = options->audit ? options->known.path : NULL,
        .told_key = options->secret ? &options->told_key : NULL,
        .shows_help = options->show_help,
        .with_users = options->with_users,
        .empty_is_fine = options->allow_empty,
    };
    output->reports = reports_new(&first, options->outputs, options->output_count, output->errors);
    if (reports_wanted(output->reports) & WANTED_STATISTICS)
        output->settings.statistics = statistics_new();
    filter->own = reports_own_files(output->reports, &filter->own_count);
    reports_begin(output->reports);
}

/* Ends the reports and writes the baseline; `complete`: all inputs have come. */
static enum status end_reports(struct output *output, bool complete)
{
    if (!complete)
        return status_worse(reports_end(output->reports, &output->totals, true), STATUS_INCOMPLETE);
    output->settings.gone = relevant_finish(&output->relevant);
    enum status status = reports_end(output->reports, &output->totals, false);
    return status_worse(status, relevant_write(&output->relevant, &output->options->known,
                                               output->settings.gone, output->errors));
}

/* Says on standard error how the run ended. */
static enum status tell_end(const struct output *output, const struct paths *paths, bool complete)
{
    const struct options *options = output->options;
    if (complete)
        warn_of_globs(options, paths, output->errors);
    else
        emit_literal(output->errors, "siplint: interrupted; the rest wasn't linted\n");
    if (complete && lacks_input(output)) {
        emit_literal(output->errors, "siplint: there is no file to lint; is the path right? "
                                     "(--allow-empty takes it as clean)\n");
        return STATUS_INCOMPLETE;
    }
    if (!options->quiet && options->action == ACTION_LIST_FILES)
        report_list_summary(output->errors, &output->totals);
    else if (!options->quiet)
        report_summary(output->errors, &output->totals, &output->settings);
    return STATUS_CLEAN;
}

/* Lints what the paths lead to, whose filter is yet to learn what the reports write. */
static enum status lint(struct output *output, struct paths *paths, struct path_filter *filter)
{
    begin_reports(output, filter);
    bool complete = take_inputs(output, paths);
    enum status status = end_reports(output, complete);
    status = status_worse(status, tell_end(output, paths, complete));
    statistics_free(output->settings.statistics);
    return status_worse(status, totals_status(&output->totals, &output->options->policy));
}

/* With an older expat than siplint is tested with, what it finds can't be relied on. */
static bool has_expat(struct emit *errors)
{
    const char *running = library_running();
    if (version_is_at_least(text_of(running), text_of(EXPAT_MINIMUM)))
        return true;
    emit_literal(errors, "siplint: nothing was checked: the libexpat on this system is ");
    emit_message(errors, running);
    emit_literal(errors, ", and siplint needs " EXPAT_MINIMUM " or later; update libexpat\n");
    return false;
}

enum status lint_inputs(const struct options *options, const struct environment *environment,
                        struct emit *out, struct emit *errors)
{
    struct output output = {.options = options,
                            .environment = environment,
                            .out = out,
                            .errors = errors};
    struct path_filter filter = options->filter;
    enum status status = STATUS_USAGE;
    if (!has_expat(errors))
        return STATUS_INCOMPLETE;
    if (relevant_read(&output.relevant, options, errors)) {
        interrupt_catch(); /* before there is anything to clear away */
        struct paths *paths = paths_new(options->arguments, options->argument_count, options->list,
                                        options->list_nul, &filter);
        if (paths_list_is_markup(paths))
            emit_literal(errors, "siplint: --files-from takes a list of file names, and this is "
                                 "XML; to lint it, name it without --files-from\n");
        else
            status = lint(&output, paths, &filter);
        paths_free(paths);
    }
    relevant_free(&output.relevant);
    return status;
}
