/* SPDX-License-Identifier: MIT */
/* siplint: from the command line to the exit status. */
#include "cli/command_line.h"
#include "cli/explain.h"
#include "cli/help.h"
#include "cli/linting.h"
#include "cli/print_config.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static enum status act(const struct options *options, const struct environment *environment,
                       struct emit *out, struct emit *errors)
{
    switch (options->action) {
    case ACTION_LINT:
    case ACTION_LIST_FILES:
        return lint_inputs(options, environment, out, errors);
    case ACTION_LIST_RULES:
        if (options->json)
            explain_list_rules_json(out, &options->policy, options->target);
        else
            explain_list_rules(out, &options->policy, options->target);
        break;
    case ACTION_PRINT_CONFIG:
        print_config(out, options, environment);
        break;
    case ACTION_INIT:
        return print_initial_config(errors);
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

/* Whoever closes the pipe after some lines of help or of a list, as `head` does, has what was
 * wanted. A report without its end is incomplete. */
static bool needs_its_end(const struct options *options)
{
    return options->action == ACTION_LINT || options->action == ACTION_LIST_FILES;
}

/* What couldn't be written makes the run incomplete, and is said where that's still possible. */
static enum status finish_output(const struct options *options, struct emit *out,
                                 struct emit *errors, enum status status)
{
    int problem = emit_finish(out);
    if (problem && (problem != EPIPE || needs_its_end(options))) {
        emit_literal(errors, "siplint: the output couldn't be written: ");
        emit_value(errors, text_of(strerror(problem)));
        emit_literal(errors, "\n");
        status = status_worse(status, STATUS_INCOMPLETE);
    }
    if (emit_finish(errors))
        status = status_worse(status, STATUS_INCOMPLETE);
    return status;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error like any other, … */
    signal(SIGXFSZ, SIG_IGN); /* … and so is a file that may grow no further */
    environment_hold_descriptors();
    const struct environment environment = environment_read();
    struct options options;
    struct emit *errors = emit_new(STDERR_FILENO, false);
    enum status status = options_parse(&options, argc, argv, &environment, errors);
    struct emit *out = emit_new(STDOUT_FILENO, options.color);
    if (status == STATUS_CLEAN)
        status = act(&options, &environment, out, errors);
    status = finish_output(&options, out, errors, status);
    options_free(&options);
    return (int)status;
}
