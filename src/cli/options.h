/* SPDX-License-Identifier: MIT */
/* The command line, once it's understood: a plain struct that main reads. */
#ifndef SIPLINT_CLI_OPTIONS_H
#define SIPLINT_CLI_OPTIONS_H

#include "findings/policy.h"
#include "input/filter.h"
#include "profile/target.h"
#include "report/reports.h"

/* What to do; where several are asked for, the last of these. */
enum action {
    ACTION_LINT,
    ACTION_LIST_FILES,
    ACTION_LIST_RULES,
    ACTION_EXPLAIN,
    ACTION_VERSION,
    ACTION_HELP
};

struct options {
    enum action action;
    const char **arguments; /* the files and directories, as paths_new() takes them */
    size_t argument_count;
    const char *list; /* --files-from; NULL: none */
    bool list_nul;
    struct path_filter filter;
    bool allow_empty; /* a run without inputs is neither wrong usage nor incomplete */
    const char *stdin_name;
    unsigned jobs;               /* 0: as many as there are processors */
    const struct format *format; /* of standard output */
    struct report_request *outputs;
    size_t output_count;
    bool json;     /* --list-rules for programs */
    bool color;    /* of standard output */
    bool progress; /* shown, if standard error is a terminal */
    bool quiet;
    bool show_help;    /* the help of each finding, where it's one line */
    bool suppressions; /* siplint comments in the inputs are heeded */
    enum target target;
    int64_t now;       /* seconds since 1970 */
    bool now_is_given; /* by an option or the environment */
    struct policy policy;
    const char *explained; /* --explain: a rule, a category, or `all` */
};

/* What holds when the command line says nothing. `words`: how many arguments there may be. */
void options_init(struct options *options, size_t words);

void options_free(struct options *options);

#endif
