/* SPDX-License-Identifier: MIT */
/* siplint: the story of a run. */
#include "cli/explain.h"
#include "cli/help.h"
#include "cli/options.h"
#include "run/run.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* What is being written while the inputs come. */
struct output {
    const struct options *options;
    struct report report;
    struct totals totals;
    struct emit *errors;
};

static bool take_inspection(void *context, const struct inspection *inspection)
{
    struct output *output = context;
    totals_add(&output->totals, inspection);
    report_inspection(&output->report, inspection);
    if (inspection->outcome == OUTCOME_UNREADABLE)
        report_unreadable(output->errors, inspection);
    return !emit_failed(output->report.out);
}

static enum status lint(struct output *output)
{
    const struct options *options = output->options;
    const struct judgement judgement = {
        .policy = &options->policy,
        .target = options->target,
        .now = options->now,
        .heed_suppressions = options->suppressions,
        .key = hash_key_new(),
    };
    const struct run run = {
        .judgement = &judgement,
        .stdin_name = options->stdin_name,
        .excerpts = output->report.format->excerpts,
        .report = take_inspection,
        .context = output,
    };
    struct paths *paths = paths_new(options->arguments, options->argument_count, options->list,
                                    options->list_nul, &options->filter);
    report_begin(&output->report);
    run_inputs(&run, paths);
    report_end(&output->report, &output->totals);
    paths_free(paths);
    if (!options->quiet)
        report_summary(output->errors, &output->totals);
    return totals_status(&output->totals, &options->policy);
}

static enum status act(struct output *output)
{
    const struct options *options = output->options;
    struct emit *out = output->report.out;
    switch (options->action) {
    case ACTION_LINT:
    case ACTION_LIST_FILES:
        return lint(output);
    case ACTION_LIST_RULES:
        if (options->json)
            explain_list_rules_json(out);
        else
            explain_list_rules(out);
        break;
    case ACTION_EXPLAIN:
        explain_rules(out, options->explained);
        break;
    case ACTION_VERSION:
        help_print_version(out);
        break;
    case ACTION_HELP:
        help_print(out);
        break;
    }
    return STATUS_CLEAN;
}

/* What couldn't be written makes the run incomplete, and is said where that's still possible. */
static enum status finish(struct output *output, enum status status)
{
    int problem = emit_finish(output->report.out);
    if (problem) {
        emit_literal(output->errors, "siplint: the output couldn't be written: ");
        emit_value(output->errors, text_of(strerror(problem)));
        emit_literal(output->errors, "\n");
        status = status_worse(status, STATUS_INCOMPLETE);
    }
    if (emit_finish(output->errors))
        status = status_worse(status, STATUS_INCOMPLETE);
    return status;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error like any other */
    environment_hold_descriptors();
    const struct environment environment = environment_read();
    struct options options;
    struct output output = {.options = &options, .errors = emit_new(STDERR_FILENO, false)};
    enum status status = options_parse(&options, argc, argv, &environment, output.errors);
    output.report.format = options.format;
    output.report.policy = &options.policy;
    output.report.out = emit_new(STDOUT_FILENO, options.color);
    if (status == STATUS_CLEAN)
        status = act(&output);
    status = finish(&output, status);
    options_free(&options);
    return (int)status;
}
