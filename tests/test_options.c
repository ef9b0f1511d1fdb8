/* SPDX-License-Identifier: MIT */
/* The command line: what is understood, what is refused and how, and how rules are selected. */
#include "capture.h"
#include "catalogue/rules.h"
#include "cli/command_line.h"
#include "cli/help.h"
#include "cli/option_rows.h"
#include "cli/print_config.h"

#include <string.h>

Suite *suite_options(void);

#define WORDS_LIMIT 24

/* A command line in one string, with blanks between the words, taken apart; it must outlive the
 * words. */
struct command {
    char line[400];
    char *words[WORDS_LIMIT];
    int count;
    struct options options;
    enum status status;
    char *message;
};

static const struct environment neutral = {.clock = 1000000000};

static void parse_in(struct command *command, const char *line,
                     const struct environment *environment)
{
    static char program[] = "siplint";
    ck_assert_uint_lt(strlen(line), sizeof command->line);
    strcpy(command->line, line);
    command->count = 0;
    command->words[command->count++] = program;
    for (char *word = strtok(command->line, " "); word; word = strtok(NULL, " "))
        command->words[command->count++] = word;
    command->words[command->count] = NULL;
    ck_assert_int_lt(command->count, WORDS_LIMIT);
    struct capture errors = capture_begin(false);
    command->status =
        options_parse(&command->options, command->count, command->words, environment, errors.out);
    command->message = capture_end(&errors);
}

static void release(struct command *command)
{
    free(command->message);
    options_free(&command->options);
}

/* Parses a line that's right. */
static const struct options *parse(struct command *command, const char *line)
{
    parse_in(command, line, &neutral);
    ck_assert_msg(command->status == STATUS_CLEAN, "%s: %s", line, command->message);
    ck_assert_str_eq(command->message, "");
    return &command->options;
}

#define FIXED " can't be turned off or lowered: it says that a file wasn't checked to its end"

static const struct {
    const char *line;
    const char *message;
} mistakes[] = {
    {"", "nothing to lint; name files, directories, or - for standard input (siplint --help says "
         "more)"},
    {"--quiet", "nothing to lint; name files, directories, or - for standard input (siplint "
                "--help says more)"},
    {"--allow-empty -0", "--null is of use with --files-from only"},
    {"--list-files", "nothing to lint; name files, directories, or - for standard input (siplint "
                     "--help says more)"},
    {"--formt=gcc a", "unknown option \"--formt\"; did you mean \"--format\"?"},
    {"--form=gcc a", "unknown option \"--form\"; did you mean \"--format\"?"},
    {"--pedant a", "unknown option \"--pedant\"; did you mean \"--pedantic\"?"},
    {"--xyzzy=\x1b[31m a", "unknown option \"--xyzzy\"; see siplint --help"},
    {"--xy\x1b[31m\xc2\x9b a", "unknown option \"--xy\\u{1b}[31m\\u{9b}\"; see siplint --help"},
    {"--=x a", "unknown option \"--\"; see siplint --help"},
    {"---quiet a", "unknown option \"---quiet\"; did you mean \"--quiet\"?"},
    {"-x a", "unknown option \"-x\"; see siplint --help"},
    {"-qx a", "unknown option \"-x\"; see siplint --help"},
    {"-\xff a", "unknown option \"-\\xff\"; see siplint --help"},
    {"-format=gcc a", "unknown option \"-format\"; did you mean \"--format\"?"},
    {"-pedantic a", "unknown option \"-pedantic\"; did you mean \"--pedantic\"?"},
    {"a --quiet=1", "--quiet takes no argument"},
    {"--pedantic= a", "--pedantic takes no argument"},
    {"--format", "--format needs an argument: --format=FORMAT"},
    {"a --severity", "--severity needs an argument: --severity=RULE=LEVEL"},
    {"--format=gc a", "unknown format \"gc\"; did you mean \"gcc\"?"},
    {"--format=GCC a", "unknown format \"GCC\"; did you mean \"gcc\"?"},
    {"--format= a", "unknown format \"\"; known are gcc"},
    {"--color=alwys a", "unknown color setting \"alwys\"; did you mean \"always\"?"},
    {"--color=x a", "unknown color setting \"x\"; known are auto, always and never"},
    {"--min-severity=eror a", "unknown severity \"eror\"; did you mean \"error\"?"},
    {"--min-severity=never a", "unknown severity \"never\"; known are error, warning and note"},
    {"--min-severity=off a", "unknown severity \"off\"; known are error, warning and note"},
    {"--fail-on=nevr a", "unknown fail level \"nevr\"; did you mean \"never\"?"},
    {"--target=rtc1.2 a", "unknown target \"rtc1.2\"; did you mean \"rtc-1.2\"?"},
    {"--fleet=on a", "unknown fleet setting \"on\"; known is enabled"},
    {"--explain=basic-atuh", "unknown rule or category \"basic-atuh\"; did you mean "
                             "\"basic-auth\"?"},
    {"--explain=xyzzy", "unknown rule or category \"xyzzy\"; see siplint --list-rules"},
    {"--enable=missing-kye a", "unknown rule or category \"missing-kye\"; did you mean "
                               "\"missing-key\"?"},
    {"--disable=securty a", "unknown rule or category \"securty\"; did you mean \"security\"?"},
    {"--only=basic-auth,,lint a", "unknown rule or category \"\"; see siplint --list-rules"},
    {"--disable= a", "unknown rule or category \"\"; see siplint --list-rules"},
    {"--disable=basic-auth,x\x1by a", "unknown rule or category \"x\\u{1b}y\"; see siplint "
                                      "--list-rules"},
    {"--disable=xml-malformed a", "xml-malformed" FIXED},
    {"--disable=basic-auth,limit-exceeded a", "limit-exceeded" FIXED},
    {"--severity=xml-malformed=note a", "xml-malformed" FIXED},
    {"--severity=root-not-provision=off a", "root-not-provision" FIXED},
    {"--severity=xml-entity=error --severity=xml-entity=warning a", "xml-entity" FIXED},
    {"--only=security --disable=xml-entity a", "xml-entity" FIXED},
    {"--severity=basic-auth a", "--severity takes RULE=LEVEL, not \"basic-auth\""},
    {"--severity=basic-auth=never a", "unknown severity \"never\"; known are error, warning, note "
                                      "and off"},
    {"--severity=basic-auth=warn a", "unknown severity \"warn\"; did you mean \"warning\"?"},
    {"--severity==note a", "unknown rule or category \"\"; see siplint --list-rules"},
    {"--now=yesterday a", "--now takes a date and time such as 2005-06-30T12:00:00Z, not "
                          "\"yesterday\""},
    {"--max-findings=0 a", "--max-findings takes a number from 1 to 4294967295, not \"0\""},
    {"--max-findings= a", "--max-findings takes a number from 1 to 4294967295, not \"\""},
    {"--max-findings=-1 a", "--max-findings takes a number from 1 to 4294967295, not \"-1\""},
    {"--max-findings=1x a", "--max-findings takes a number from 1 to 4294967295, not \"1x\""},
    {"--max-findings=4294967296 a",
     "--max-findings takes a number from 1 to 4294967295, not \"4294967296\""},
    {"--max-findings=18446744073709551617 a",
     "--max-findings takes a number from 1 to 4294967295, not \"18446744073709551617\""},
    {"--stdin-filename= -", "--stdin-filename needs a name that isn't empty"},
    {"-0 a", "--null is of use with --files-from only"},
    {"--fleet-hash=s a", "--fleet-hash is of use with the formats json and jsonl only"},
    /* The secret itself, as is easily written there, isn't shown. */
    {"--fleet-hash=correcthorsebatterystaple --format=jsonl a",
     "--fleet-hash takes the name of a file with the secret, and that file can't be read: No such "
     "file or directory"},
    {"--fleet-hash=. --output=json:x a",
     "--fleet-hash takes the name of a file with the secret, and that file can't be read: it isn't "
     "a regular file"},
    {"--fleet-hash=/dev/null --format=json a",
     "--fleet-hash takes the name of a file with the secret, and that file can't be read: it isn't "
     "a regular file"},
    {"- a -", "standard input can be read once only"},
    {"--files-from=- -", "standard input can be read once only"},
    {"--help --xyzzy", "unknown option \"--xyzzy\"; see siplint --help"},
};

START_TEST(refused)
{
    struct command command;
    char expected[300];
    parse_in(&command, mistakes[_i].line, &neutral);
    ck_assert_msg(command.status == STATUS_USAGE, "%s", mistakes[_i].line);
    size_t length =
        (size_t)snprintf(expected, sizeof expected, "siplint: %s", mistakes[_i].message);
    if (strcmp(mistakes[_i].line, "--format= a") == 0) /* the list of formats grows */
        ck_assert_int_eq(strncmp(command.message, expected, length), 0);
    else
        ck_assert_msg(strncmp(command.message, expected, length) == 0 &&
                          strcmp(command.message + length, "\n") == 0,
                      "%s gives: %s", mistakes[_i].line, command.message);
    release(&command);
}
END_TEST

static bool is_option(struct text name)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (text_equal(text_of(option_rows[i].name), name))
            return true;
    return false;
}

/* No option may be shortened, however clear: scripts would break when one is added. */
START_TEST(no_abbreviations)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        size_t length = strlen(option_rows[i].name);
        for (size_t cut = 1; cut < length; cut++) {
            struct command command;
            char line[100];
            if (is_option((struct text){option_rows[i].name, cut}))
                continue;
            snprintf(line, sizeof line, "--%.*s%s a", (int)cut, option_rows[i].name,
                     option_rows[i].argument ? "=1" : "");
            parse_in(&command, line, &neutral);
            ck_assert_msg(command.status == STATUS_USAGE, "%s", line);
            ck_assert_ptr_nonnull(strstr(command.message, "unknown option"));
            release(&command);
        }
    }
}
END_TEST

/* What's left of a word with a mistake in it doesn't reach the next command line. */
START_TEST(nothing_left_over)
{
    struct command command;
    parse_in(&command, "-xqV a", &neutral);
    ck_assert_int_eq(command.status, STATUS_USAGE);
    release(&command);
    const struct options *options = parse(&command, "a");
    ck_assert_int_eq(options->action, ACTION_LINT);
    ck_assert(!options->quiet);
    release(&command);
}
END_TEST

START_TEST(defaults)
{
    struct command command;
    const struct options *options = parse(&command, "a b");
    ck_assert_int_eq(options->action, ACTION_LINT);
    ck_assert_uint_eq(options->argument_count, 2);
    ck_assert_str_eq(options->arguments[0], "a");
    ck_assert_str_eq(options->arguments[1], "b");
    ck_assert_ptr_null(options->list);
    ck_assert(!options->list_nul && !options->quiet && !options->color && options->suppressions);
    ck_assert_uint_eq(options->filter.include_count, 0);
    ck_assert_uint_eq(options->filter.exclude_count, 0);
    ck_assert(!options->filter.skip_non_profiles);
    ck_assert_str_eq(options->stdin_name, "<stdin>");
    ck_assert_ptr_eq(options->format, &format_gcc);
    ck_assert_int_eq(options->target, TARGET_ANY);
    ck_assert_int_eq(options->now, neutral.clock);
    ck_assert_int_eq(options->policy.shown, SEVERITY_WARNING);
    ck_assert_int_eq(options->policy.fails, SEVERITY_WARNING);
    ck_assert_uint_eq(options->policy.max_findings, 1000);
    for (int i = 0; i < RULE_COUNT; i++) {
        ck_assert_int_eq(options->policy.severity[i],
                         rules[i].opt_in ? SEVERITY_OFF : rules[i].severity);
        ck_assert_int_eq(options->policy.forced[i], 0);
    }
    release(&command);
}
END_TEST

START_TEST(input_options)
{
    struct command command;
    const struct options *options =
        parse(&command, "x --include=*.a --exclude b --include c/* --stdin-filename=n "
                        "--files-from list -0 --exclude=d -- --quiet -");
    static const char *const arguments[] = {"x", "--quiet", "-"};
    ck_assert_uint_eq(options->argument_count, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(options->arguments[i], arguments[i]);
    ck_assert_uint_eq(options->filter.include_count, 2);
    ck_assert_str_eq(options->filter.include[0], "*.a");
    ck_assert_str_eq(options->filter.include[1], "c/*");
    ck_assert_uint_eq(options->filter.exclude_count, 2);
    ck_assert_str_eq(options->filter.exclude[0], "b");
    ck_assert_str_eq(options->filter.exclude[1], "d");
    ck_assert_str_eq(options->stdin_name, "n");
    ck_assert_str_eq(options->list, "list");
    ck_assert(options->list_nul && !options->quiet);
    release(&command);
    options = parse(&command, "--files-from=-");
    ck_assert_str_eq(options->list, "-");
    ck_assert_uint_eq(options->argument_count, 0);
    release(&command);
    options = parse(&command, "--allow-empty"); /* as from a script whose list came out empty */
    ck_assert(options->allow_empty);
    ck_assert_uint_eq(options->argument_count, 0);
    release(&command);
}
END_TEST

static const struct {
    const char *line;
    enum action action;
} actions[] = {
    {"a", ACTION_LINT},
    {"--list-files a", ACTION_LIST_FILES},
    {"--list-rules", ACTION_LIST_RULES},
    {"--list-rules --format=json", ACTION_LIST_RULES},
    {"--format=json --list-rules", ACTION_LIST_RULES},
    {"--explain=basic-auth", ACTION_EXPLAIN},
    {"--explain security", ACTION_EXPLAIN},
    {"--explain=all", ACTION_EXPLAIN},
    {"--help", ACTION_HELP},
    {"-h", ACTION_HELP},
    {"-V", ACTION_VERSION},
    {"-qV", ACTION_VERSION},
    {"--version --list-rules", ACTION_VERSION},
    {"--help --version --explain=all --list-files", ACTION_HELP},
};

START_TEST(action)
{
    struct command command;
    ck_assert_int_eq(parse(&command, actions[_i].line)->action, actions[_i].action);
    ck_assert(command.options.json == (strstr(actions[_i].line, "json") != NULL));
    release(&command);
}
END_TEST

static const struct {
    const char *line;
    enum severity shown;
    enum severity fails;
} levels[] = {
    {"a --pedantic", SEVERITY_NOTE, SEVERITY_WARNING},
    {"a --min-severity=error", SEVERITY_ERROR, SEVERITY_WARNING},
    {"a --min-severity=note", SEVERITY_NOTE, SEVERITY_WARNING},
    {"a --pedantic --min-severity=error", SEVERITY_ERROR, SEVERITY_WARNING},
    {"a --min-severity=error --pedantic", SEVERITY_NOTE, SEVERITY_WARNING},
    {"a --audit", SEVERITY_NOTE, SEVERITY_WARNING},
    {"a --fail-on=error --audit", SEVERITY_NOTE, SEVERITY_ERROR},
    {"a --fail-on=error", SEVERITY_WARNING, SEVERITY_ERROR},
    {"a --fail-on=never", SEVERITY_WARNING, SEVERITY_OFF},
    {"a --fail-on=note", SEVERITY_NOTE, SEVERITY_NOTE}, /* what fails is shown, */
    {"a --fail-on=note --min-severity=error", SEVERITY_ERROR, SEVERITY_NOTE}, /* unless … */
};

START_TEST(level)
{
    struct command command;
    const struct options *options = parse(&command, levels[_i].line);
    ck_assert_int_eq(options->policy.shown, levels[_i].shown);
    ck_assert_int_eq(options->policy.fails, levels[_i].fails);
    release(&command);
}
END_TEST

START_TEST(other_options)
{
    struct command command;
    const struct options *options = parse(&command, "a -q --max-findings=7 --no-suppressions");
    ck_assert(options->quiet && !options->suppressions);
    ck_assert_int_eq(options->policy.shown, SEVERITY_WARNING);
    ck_assert_uint_eq(options->policy.max_findings, 7);
    release(&command);
    ck_assert(!parse(&command, "a --audit")->suppressions);
    release(&command);
    ck_assert(parse(&command, "a --pedantic")->suppressions);
    release(&command);
    options = parse(&command, "a --max-findings=4294967295");
    ck_assert_uint_eq(options->policy.max_findings, 4294967295);
    release(&command);
    for (int target = 0; target < TARGET_COUNT; target++) {
        char line[40];
        snprintf(line, sizeof line, "a --target=%s", target_names[target]);
        ck_assert_int_eq(parse(&command, line)->target, target);
        release(&command);
    }
    ck_assert_ptr_eq(parse(&command, "a --format=gcc --format=pretty")->format, &format_pretty);
    release(&command);
    ck_assert(parse(&command, "a --skip-non-profiles")->filter.skip_non_profiles);
    release(&command);
    ck_assert(parse(&command, "a --force-exclude")->filter.force_exclude);
    release(&command);
    ck_assert(!parse(&command, "a --exclude=b")->filter.force_exclude);
    release(&command);
    options = parse(&command, "a --list-files");
    ck_assert_ptr_eq(options->format, &format_file_list);
    ck_assert_int_eq(options->policy.fails, SEVERITY_OFF);
    release(&command);
    ck_assert_str_eq(parse(&command, "--explain=lint")->explained, "lint");
    release(&command);
}
END_TEST

/* What a selection makes of some rules: their levels, `f` behind those that the user set. */
static const struct {
    const char *line;
    const char
        *levels; /* of basic-auth, basic-without-tls, missing-key, duplicate-realm, xml-malformed */
} selections[] = {
    {"", "W E E - E"},
    {"--disable=basic-auth", "- E E - E"},
    {"--disable=security", "- - E - E"},
    {"--disable=security,missing-key", "- - - - E"},
    {"--disable=xml", "W E E - E"},
    {"--disable=security --enable=basic-auth", "W - E - E"},
    {"--enable=basic-auth --disable=security", "- - E - E"},
    {"--disable=basic-auth --enable=security", "W E E - E"},
    {"--only=missing-key", "- - E - E"},
    {"--only=missing-key,basic-auth", "W - E - E"},
    {"--only=missing-key --only=basic-auth", "W - - - E"},
    {"--only=missing-key --enable=security", "W E E - E"},
    {"--disable=missing-key --only=schema", "- - E - E"},
    {"--only=security --disable=basic-auth", "- E - - E"},
    {"--enable=duplicate-realm", "W E E W E"},
    {"--enable=fleet", "W E E W E"},
    {"--enable=fleet --disable=duplicate-realm", "W E E - E"},
    {"--only=missing-key --enable=fleet", "- - E W E"},
    {"--only=duplicate-realm", "- - - W E"},
    {"--only=fleet", "- - - W E"},
    {"--fleet=enabled", "W E E W E"},
    {"--fleet=enabled --disable=fleet", "W E E - E"},
    {"--only=missing-key --fleet=enabled", "- - E W E"},
    {"--severity=basic-auth=error", "Ef E E - E"},
    {"--severity=security=note", "Nf Nf E - E"},
    {"--severity=basic-auth=off", "- E E - E"},
    {"--severity=basic-auth=off --enable=basic-auth", "W E E - E"},
    {"--severity=security=off --severity=basic-auth=note", "Nf - E - E"},
    {"--severity=security=off --severity=security=note", "Nf Nf E - E"},
    {"--disable=basic-auth --severity=basic-auth=note", "Nf E E - E"},
    {"--disable=security --severity=security=note", "Nf Nf E - E"},
    {"--severity=basic-auth=note --disable=basic-auth", "- E E - E"},
    {"--severity=basic-auth=note --disable=basic-auth --enable=basic-auth", "Nf E E - E"},
    {"--only=missing-key --severity=security=note", "- - E - E"},
    {"--only=missing-key --severity=basic-auth=note", "Nf - E - E"},
    {"--severity=security=note --only=basic-auth", "Nf - - - E"},
    {"--severity=fleet=error", "W E E Ef E"},
    {"--severity=fleet=off", "W E E - E"},
    {"--only=missing-key --severity=fleet=error", "- - E - E"},
    {"--only=fleet --severity=fleet=error", "- - - Ef E"},
    {"--severity=duplicate-realm=error", "W E E Ef E"},
    {"--severity=xml=note", "W E E - E"},
    {"--severity=xml-malformed=error", "W E E - Ef"},
    {"--only=missing-key,xml-malformed", "- - E - E"},
    {"--only=security --severity=xml=off", "W E - - E"},
    {"--severity=xml=off", "W E E - E"},
};

START_TEST(selection)
{
    static const char *const ids[] = {"basic-auth", "basic-without-tls", "missing-key",
                                      "duplicate-realm", "xml-malformed"};
    struct command command;
    char line[200];
    char found[40] = "";
    snprintf(line, sizeof line, "a %s", selections[_i].line);
    const struct policy *policy = &parse(&command, line)->policy;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        int rule = rule_find(text_of(ids[i]));
        ck_assert_int_ge(rule, 0);
        size_t length = strlen(found);
        snprintf(found + length, sizeof found - length, "%s%c%s", i ? " " : "",
                 "-NWE"[policy->severity[rule]],
                 policy -> forced[rule] && policy -> severity[rule] ? "f" : "");
    }
    ck_assert_msg(strcmp(found, selections[_i].levels) == 0, "%s: %s", selections[_i].line, found);
    release(&command);
}
END_TEST

static const struct {
    const char *line;
    struct environment environment;
    bool color;
    bool pretty;
} terminals[] = {
    {"a", {.term = "xterm"}, false, false},
    {"a", {.output_is_terminal = true, .term = "xterm"}, true, true},
    {"a", {.output_is_terminal = true, .term = "dumb"}, false, true},
    {"a", {.output_is_terminal = true, .term = ""}, false, true},
    {"a", {.output_is_terminal = true}, false, true},
    {"a", {.output_is_terminal = true, .term = "xterm", .no_color = "1"}, false, true},
    {"a", {.output_is_terminal = true, .term = "xterm", .no_color = ""}, true, true},
    {"a", {.clicolor_force = "1"}, true, false},
    {"a", {.clicolor_force = "0"}, false, false},
    {"a", {.clicolor_force = ""}, true, false},
    {"a", {.clicolor_force = "1", .no_color = "1"}, false, false},
    {"a --color=always", {.no_color = "1", .term = "dumb"}, true, false},
    {"a --color=never", {.clicolor_force = "1", .output_is_terminal = true}, false, true},
    {"a --color=never --color=auto", {.clicolor_force = "1"}, true, false},
    {"a --format=gcc", {.output_is_terminal = true, .term = "xterm"}, true, false},
};

START_TEST(terminal)
{
    struct command command;
    parse_in(&command, terminals[_i].line, &terminals[_i].environment);
    ck_assert_int_eq(command.status, STATUS_CLEAN);
    ck_assert(command.options.color == terminals[_i].color);
    ck_assert_ptr_eq(command.options.format, terminals[_i].pretty ? &format_pretty : &format_gcc);
    release(&command);
}
END_TEST

static const struct {
    const char *line;
    const char *epoch;
    enum status status;
    int64_t now;
} clocks[] = {
    {"a", NULL, STATUS_CLEAN, 1000000000},
    {"a", "0", STATUS_CLEAN, 0},
    {"a", "1120132800", STATUS_CLEAN, 1120132800},
    {"a", "9223372036854775807", STATUS_CLEAN, INT64_MAX},
    {"a", "9223372036854775808", STATUS_USAGE, 0},
    {"a", "", STATUS_CLEAN, 1000000000}, /* as if it weren't set */
    {"a", " ", STATUS_USAGE, 0},
    {"a", "-1", STATUS_USAGE, 0},
    {"a", "12x", STATUS_USAGE, 0},
    {"a", " 12", STATUS_USAGE, 0},
    {"--list-files a", "12x", STATUS_USAGE, 0},
    {"a --now=2005-06-30T12:00:00Z", NULL, STATUS_CLEAN, 1120132800},
    {"a --now=2005-06-30T12:00:00Z", "5", STATUS_CLEAN, 1120132800},
    {"a --now=2005-06-30T12:00:00Z", "12x", STATUS_CLEAN, 1120132800},
    {"--help", "12x", STATUS_CLEAN, 0},
};

START_TEST(now)
{
    struct command command;
    struct environment environment = neutral;
    environment.source_date_epoch = clocks[_i].epoch;
    parse_in(&command, clocks[_i].line, &environment);
    ck_assert_int_eq(command.status, clocks[_i].status);
    if (command.status == STATUS_CLEAN && command.options.action == ACTION_LINT)
        ck_assert_int_eq(command.options.now, clocks[_i].now);
    if (command.status == STATUS_USAGE)
        ck_assert_ptr_nonnull(strstr(command.message, "SOURCE_DATE_EPOCH"));
    release(&command);
}
END_TEST

/* Each row can be typed, names a group, and says what it does; no name or letter is there twice. */
START_TEST(table_row)
{
    const struct option_row *row = &option_rows[_i];
    ck_assert_uint_gt(strlen(row->help), 10);
    ck_assert_int_eq(row->help[strlen(row->help) - 1], '.');
    ck_assert_ptr_nonnull(option_group_titles[row->group]);
    ck_assert(!row->choices || row->argument);
    for (int i = 0; i < _i; i++) {
        ck_assert_str_ne(option_rows[i].name, row->name);
        ck_assert(!row->letter || option_rows[i].letter != row->letter);
    }
    for (const char *at = row->name; *at; at++)
        ck_assert((*at >= 'a' && *at <= 'z') || *at == '-');
}
END_TEST

/* --print-config tells of each setting, but for those that choose rules, which it lists. */
START_TEST(printed_settings)
{
    static const char *const of_rules[] = {"enable", "disable", "only", "severity", "fleet"};
    for (int i = 0; i < OPTION_COUNT; i++) {
        bool is_told = !(option_rows[i].scope & (IN_FILE | IN_SECTION));
        for (size_t j = 0; j < sizeof of_rules / sizeof *of_rules; j++)
            is_told |= strcmp(option_rows[i].name, of_rules[j]) == 0;
        const char *const *options;
        for (size_t line = 0; (options = print_config_options(line)); line++)
            for (; *options; options++)
                is_told |= strcmp(option_rows[i].name, *options) == 0;
        ck_assert_msg(is_told, "--print-config doesn't tell of %s", option_rows[i].name);
    }
}
END_TEST

/* --help has each option, and no line that's wider than a terminal. */
START_TEST(help)
{
    struct capture capture = capture_begin(false);
    help_print(capture.out);
    char *text = capture_end(&capture);
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = &option_rows[i];
        bool is_optional = row->scope & OPTIONAL;
        char head[60];
        snprintf(head, sizeof head, "--%s%s%s%s", row->name,
                 is_optional     ? "[="
                 : row->argument ? "="
                                 : "",
                 row->argument ? row->argument : "", is_optional ? "]" : "");
        ck_assert_msg(strstr(text, head) != NULL, "%s", head);
    }
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        ck_assert_msg(strlen(line) <= 80, "%s", line);
    free(text);
}
END_TEST

Suite *suite_options(void)
{
    Suite *suite = suite_create("options");
    TCase *lines = tcase_create("lines");
    TCase *effects = tcase_create("effects");
    TCase *table = tcase_create("table");
#define ROWS(array) (int)(sizeof(array) / sizeof *(array))
    tcase_add_loop_test(lines, refused, 0, ROWS(mistakes));
    tcase_add_test(lines, no_abbreviations);
    tcase_add_test(lines, nothing_left_over);
    tcase_add_test(lines, defaults);
    tcase_add_test(lines, input_options);
    tcase_add_loop_test(lines, action, 0, ROWS(actions));
    suite_add_tcase(suite, lines);
    tcase_add_loop_test(effects, level, 0, ROWS(levels));
    tcase_add_test(effects, other_options);
    tcase_add_loop_test(effects, selection, 0, ROWS(selections));
    tcase_add_loop_test(effects, terminal, 0, ROWS(terminals));
    tcase_add_loop_test(effects, now, 0, ROWS(clocks));
    suite_add_tcase(suite, effects);
    tcase_add_loop_test(table, table_row, 0, OPTION_COUNT);
    tcase_add_test(table, help);
    tcase_add_test(table, printed_settings);
    suite_add_tcase(suite, table);
    return suite;
}
