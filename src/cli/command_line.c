/* SPDX-License-Identifier: MIT */
/*
 * getopt_long() finds the words that are options and their arguments; which options there are
 * comes from options.def. It's used so that it says nothing itself, leaves argv in its order,
 * and never sees an abbreviation, which would break scripts as soon as an option is added.
 */
#include "cli/command_line.h"
#include "cli/config.h"
#include "cli/handlers.h"
#include "cli/option_rows.h"
#include "cli/outputs.h"
#include "cli/secret.h"
#include "report/formats.h"

#include <getopt.h>
#include <string.h>
#include <unistd.h>

/* What getopt_long() returns for a long option: this and its row. Letters are below. */
#define LONG_OPTION 256

/* What getopt_long() wants to know of the table. Both end with a zero. */
struct getopt_tables {
    char letters[2 + OPTION_COUNT + 1];
    struct option names[OPTION_COUNT + 1];
};

/* Takes zeroed tables. */
static void fill_tables(struct getopt_tables *tables)
{
    char *letter = tables->letters;
    *letter++ = '-'; /* hand out what isn't an option as well, in its turn */
    *letter++ = ':'; /* tell a missing argument from an unknown option, and print nothing */
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = &option_rows[i];
        if (row->letter)
            *letter++ = row->letter;
        tables->names[i] =
            (struct option){row->name,
                            row->argument
                                ? (row->scope & OPTIONAL ? optional_argument : required_argument)
                                : no_argument,
                            NULL, LONG_OPTION + i};
    }
}

static const struct option_row *find_long(struct text name)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (text_equal(text_of(option_rows[i].name), name))
            return &option_rows[i];
    return NULL;
}

static const struct option_row *find_letter(int letter)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (option_rows[i].letter && option_rows[i].letter == letter)
            return &option_rows[i];
    return NULL;
}

/* The option that an unknown long one was meant to be. */
static const char *find_nearest_option(struct text name)
{
    const char *words[OPTION_COUNT + 1];
    for (int i = 0; i < OPTION_COUNT; i++)
        words[i] = option_rows[i].name;
    words[OPTION_COUNT] = NULL;
    return choices_guess(name, words);
}

/* Shows a word of the command line up to its `=`: after it could be anything. */
static bool complain_unknown(struct emit *errors, struct text word, const char *meant)
{
    emit_literal(errors, "siplint: unknown option \"");
    emit_value(errors, word);
    emit_literal(errors, "\"");
    if (meant) {
        emit_literal(errors, "; did you mean \"--");
        emit_literal(errors, meant);
        emit_literal(errors, "\"?\n");
    } else {
        emit_literal(errors, "; see siplint --help\n");
    }
    return false;
}

/* Refuses an unknown long option before getopt_long() can take it for an abbreviation. */
static bool check_long(struct emit *errors, const char *word)
{
    struct text name = text_of(word + 2);
    name = text_slice(name, 0, text_find(name, '='));
    if (find_long(name))
        return true;
    return complain_unknown(errors, (struct text){word, name.length + 2},
                            find_nearest_option(name));
}

/* A letter of a word such as `-qx`, or of `-format`, which was meant to have two dashes. */
static bool complain_of_letter(struct emit *errors, const char *word, int letter)
{
    struct text name = text_of(word + 1);
    name = text_slice(name, 0, text_find(name, '='));
    const struct option_row *meant = find_long(name);
    if (meant)
        return complain_unknown(errors, (struct text){word, name.length + 1}, meant->name);
    const char option[] = {'-', (char)letter};
    return complain_unknown(errors, (struct text){option, sizeof option}, NULL);
}

/* The row that getopt_long() names by what it returns. */
static const struct option_row *row_of(int result)
{
    return result >= LONG_OPTION ? &option_rows[result - LONG_OPTION] : find_letter(result);
}

/* getopt_long() leaves in optopt which option has an argument too few or too many. */
static bool complain_of_argument(struct emit *errors, bool is_missing)
{
    const struct option_row *row = row_of(optopt);
    emit_literal(errors, "siplint: --");
    emit_literal(errors, row->name);
    emit_literal(errors, is_missing ? " needs an argument: --" : " takes no argument");
    if (is_missing) {
        emit_literal(errors, row->name);
        emit_literal(errors, "=");
        emit_literal(errors, row->argument);
    }
    emit_literal(errors, "\n");
    return false;
}

static void add_argument(struct options *options, const char *argument)
{
    options->arguments[options->argument_count++] = argument;
}

/* Deals with what getopt_long() made of `word`. */
static bool take_result(struct parsing *parsing, const char *word, int result)
{
    switch (result) {
    case 1: /* no option */
        add_argument(parsing->options, optarg);
        return true;
    case ':':
        return complain_of_argument(parsing->errors, true);
    case '?':
        if (word[1] == '-')
            return complain_of_argument(parsing->errors, false);
        return complain_of_letter(parsing->errors, word, optopt);
    default:
        said_add(&parsing->options->said,
                 (struct said){.row = row_of(result), .argument = optarg, .is_on = true});
        return true;
    }
}

/* Goes through the words. False after a message. */
static bool parse_words(struct parsing *parsing, int argc, char **argv)
{
    struct getopt_tables tables = {0};
    fill_tables(&tables);
    optind = 0; /* start anew, even when another command line was parsed before */
    int at = 1;
    while (at < argc) {
        const char *word = argv[at];
        bool is_long = strncmp(word, "--", 2) == 0 && word[2];
        if (is_long && !check_long(parsing->errors, word))
            return false;
        int result = getopt_long(argc, argv, tables.letters, tables.names, NULL);
        if (result == -1)
            break;
        if (!take_result(parsing, word, result))
            return false;
        at = optind;
    }
    for (at = optind ? optind : 1; at < argc; at++) /* after `--` */
        add_argument(parsing->options, argv[at]);
    return true;
}

static bool settle_format(struct parsing *parsing)
{
    struct options *options = parsing->options;
    const char *name = parsing->format_name;
    if (!name)
        name = parsing->environment->output_is_terminal ? "pretty" : "gcc";
    options->json = strcmp(name, "json") == 0;
    options->format = format_find(text_of(name));
    if (!options->format) {
        parsing->argument = name;
        return complain_of_word(parsing, &choices_format, text_of(name));
    }
    if (options->action == ACTION_LIST_FILES) {
        options->format = &format_file_list;
        options->policy.fails = SEVERITY_OFF; /* what's found isn't shown */
    }
    return true;
}

static void settle_color(struct parsing *parsing)
{
    parsing->options->color =
        parsing->color == COLOR_CHOICE_ALWAYS ||
        (parsing->color == COLOR_CHOICE_AUTO && environment_wants_color(parsing->environment));
}

/* What fails a run is shown, unless the user wants it otherwise. */
static void settle_levels(struct parsing *parsing)
{
    struct policy *policy = &parsing->options->policy;
    bool is_hidden = policy->fails != SEVERITY_OFF && policy->fails < policy->shown;
    if (is_hidden && !parsing->shown_was_said)
        policy->shown = policy->fails;
    selection_apply(&parsing->selection, policy);
}

static bool settle_now(struct parsing *parsing)
{
    const char *epoch = parsing->environment->source_date_epoch;
    uint64_t seconds;
    if (parsing->options->now_is_given)
        return true;
    parsing->options->now = parsing->environment->clock;
    if (!epoch || !*epoch)
        return true;
    if (!parse_number(epoch, INT64_MAX, &seconds))
        return complain(parsing, "SOURCE_DATE_EPOCH isn't a number of seconds:", epoch, NULL);
    parsing->options->now = (int64_t)seconds;
    parsing->options->now_is_given = true;
    return true;
}

/* Is there something to lint, and standard input wanted once at most? */
static bool check_inputs(const struct parsing *parsing)
{
    const struct options *options = parsing->options;
    size_t uses = options->list && strcmp(options->list, "-") == 0;
    uses += options->changed && strcmp(options->changed, "-") == 0;
    if (!options->argument_count && !options->list && !options->allow_empty)
        return complain(parsing,
                        "nothing to lint; name files, directories, or - for standard input "
                        "(siplint --help says more)",
                        NULL, NULL);
    if (options->list_nul && !options->list)
        return complain(parsing, "--null is of use with --files-from only", NULL, NULL);
    for (size_t i = 0; i < options->argument_count; i++)
        uses += strcmp(options->arguments[i], "-") == 0;
    if (uses > 1)
        return complain(parsing, "standard input can be read once only", NULL, NULL);
    return true;
}

/* Is there a baseline for what is to be done with one? */
static bool check_known(const struct parsing *parsing)
{
    const struct known *known = &parsing->options->known;
    if (known->written && (known->updates || known->fails_on_gone))
        return complain(parsing, "--write-baseline begins a baseline, so nothing of it can be gone",
                        NULL, NULL);
    if ((known->updates || known->fails_on_gone) && !known->path)
        return complain(parsing,
                        known->updates ? "--update-baseline needs --baseline=FILE"
                                       : "--fail-on-stale needs --baseline=FILE",
                        NULL, NULL);
    return true;
}

/* Settles what depends on several options. */
static bool settle(struct parsing *parsing)
{
    settle_color(parsing);
    settle_levels(parsing);
    if (!settle_format(parsing))
        return false;
    if (parsing->options->action > ACTION_LIST_FILES)
        return true;
    return check_inputs(parsing) && check_known(parsing) && outputs_check(parsing) &&
           secret_settle(parsing) && settle_now(parsing);
}

/* In a setting file only what is above its first section holds for all files. */
static bool apply_all(struct parsing *parsing, const struct said_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct said *said = &list->items[i];
        if (!(said->setting && said->setting->section) && !said_apply(parsing, said))
            return false;
    }
    parsing->said = NULL;
    return true;
}

static bool needs_config(enum action action)
{
    return action <= ACTION_PRINT_CONFIG;
}

/* Has everything its effect that is said: what the command line says after what the setting file
 * does, once it's clear which that is. */
static bool apply_options(struct parsing *parsing)
{
    struct options *options = parsing->options;
    if (!apply_all(parsing, &options->said))
        return false;
    if (!needs_config(options->action))
        return true;
    if (!config_load(parsing))
        return false;
    options_restart(options);
    *parsing = (struct parsing){.options = options,
                                .environment = parsing->environment,
                                .errors = parsing->errors};
    selection_init(&parsing->selection);
    return apply_all(parsing, &options->config.said) && apply_all(parsing, &options->said);
}

enum status options_parse(struct options *options, int argc, char **argv,
                          const struct environment *environment, struct emit *errors)
{
    struct parsing parsing = {.options = options, .environment = environment, .errors = errors};
    options_init(options, (size_t)argc);
    selection_init(&parsing.selection);
    if (parse_words(&parsing, argc, argv) && apply_options(&parsing) && settle(&parsing))
        return STATUS_CLEAN;
    return STATUS_USAGE;
}
