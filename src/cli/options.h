/* SPDX-License-Identifier: MIT */
/* The command line, once it's understood: a plain struct that main reads. */
#ifndef SIPLINT_CLI_OPTIONS_H
#define SIPLINT_CLI_OPTIONS_H

#include "base/hmac.h"
#include "findings/policy.h"
#include "input/filter.h"
#include "profile/target.h"
#include "report/reports.h"
#include "settings/setting_file.h"

/* What to do; where several are asked for, the last of these. */
enum action {
    ACTION_LINT,
    ACTION_LIST_FILES,
    ACTION_LIST_RULES,
    ACTION_PRINT_CONFIG,
    ACTION_INIT,
    ACTION_EXPLAIN,
    ACTION_VERSION,
    ACTION_HELP
};

struct option_row;

/* An option, as the command line or a setting file has it. */
struct said {
    const struct option_row *row;
    const char *argument; /* NULL: it has none */
    bool is_on;           /* of one that takes no argument: what it asks for */
    const struct setting
        *setting;        /* NULL: it's on the command line; else where in the file it's … */
    struct text written; /* … and the argument there */
};

struct said_list {
    struct said *items;
    size_t count;
    size_t capacity;
};

/* What findings are known. */
struct known {
    const char *path;    /* --baseline; NULL: none */
    bool is_config;      /* a setting file says it */
    const char *written; /* --write-baseline; NULL: none */
    bool updates;
    bool fails_on_gone;
};

/* The setting file of a run, and what it says. */
struct config {
    const char *given; /* --config; NULL: the nearest one is looked for … */
    bool is_refused;   /* … unless --no-config says not to, … */
    bool is_set_aside; /* … or --audit, and there is one */
    char *path;        /* as it's told; NULL: there's none */
    char *folder;      /* that it's in */
    struct setting_file file;
    struct said_list said;
    struct arena arguments;
};

struct options {
    enum action action;
    const char **arguments; /* the files and directories, as paths_new() takes them */
    size_t argument_count;
    const char *list; /* --files-from; NULL: none */
    bool list_nul;
    struct path_filter filter;
    bool allow_empty;    /* a run without inputs is neither wrong usage nor incomplete */
    const char *changed; /* the diff of --changed; NULL: none */
    const char *stdin_name;
    unsigned jobs;               /* 0: as many as there are processors */
    const struct format *format; /* of standard output */
    struct report_request *outputs;
    size_t output_count;
    const char *secret;       /* the file of --fleet-hash; NULL: no hash is told, … */
    struct hmac_key told_key; /* … else what comes of it */
    bool json;                /* --list-rules for programs */
    bool color;               /* of standard output */
    bool progress;            /* shown, if standard error is a terminal */
    bool quiet;
    bool with_users;   /* their whole addresses, in inventories */
    bool show_help;    /* the help of each finding, where it's one line */
    bool suppressions; /* siplint comments in the inputs are heeded */
    enum target target;
    int64_t now;       /* seconds since 1970 */
    bool now_is_given; /* by an option or the environment */
    struct policy policy;
    bool audit;
    struct config config;
    struct said_list said; /* by the command line */
    struct known known;
    const char *required_version; /* NULL: any will do */
    const char *print_for;        /* --print-config: the file; NULL: none is named */
    const char *explained;        /* --explain: a rule, a category, or `all` */
};

/* What holds when nothing is said. `words`: how many arguments there may be. */
void options_init(struct options *options, size_t words);

/* For having what others say its effect once more; knows where their setting file is. */
void options_init_like(struct options *options, const struct options *others);

/* That again, but for the arguments, the setting file and what is said. */
void options_restart(struct options *options);

void said_add(struct said_list *list, struct said said);

void options_free(struct options *options);

#endif
