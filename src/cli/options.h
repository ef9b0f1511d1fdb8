/* SPDX-License-Identifier: MIT */
/*
 * The command line, once it's understood: a plain struct that main reads. Everything wrong with
 * it is found here, before any input is opened.
 */
#ifndef SIPLINT_CLI_OPTIONS_H
#define SIPLINT_CLI_OPTIONS_H

#include "base/status.h"
#include "cli/choices.h"
#include "cli/environment.h"
#include "findings/policy.h"
#include "input/paths.h"
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
    bool suppressions; /* siplint comments in the inputs are heeded */
    enum target target;
    int64_t now;       /* seconds since 1970 */
    bool now_is_given; /* by an option or the environment */
    struct policy policy;
    const char *explained; /* --explain: a rule, a category, or `all` */
};

/*
 * Fills `options`, which borrow from `argv`. STATUS_CLEAN, or STATUS_USAGE after a message in
 * `errors`; options_free() must follow either way. Not for two threads at once: getopt_long()
 * isn't.
 */
enum status options_parse(struct options *options, int argc, char **argv,
                          const struct environment *environment, struct emit *errors);

void options_free(struct options *options);

/* The table, for whatever lists options. */
enum option_group { GROUP_INPUT, GROUP_RULES, GROUP_OUTPUT, GROUP_ABOUT, GROUP_COUNT };

struct parsing; /* see handlers.h */

typedef bool option_handler(struct parsing *parsing);

struct option_row {
    const char *name;
    char letter;          /* 0: no short form */
    const char *argument; /* what stands for it in the help; NULL: takes none */
    enum option_group group;
    const struct choices *choices; /* NULL: anything goes, or the handler sees to it */
    option_handler *handler;
    const char *help;
};

#define OPTION(...) +1
enum {
    OPTION_COUNT = 0
#include "cli/options.def"
};
#undef OPTION

extern const struct option_row option_rows[OPTION_COUNT];

/* "Inputs", … */
extern const char *const option_group_titles[GROUP_COUNT];

#endif
