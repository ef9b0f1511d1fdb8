/* SPDX-License-Identifier: MIT */
/* What each option does. */
#include "cli/handlers.h"
#include "base/glob.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/version.h"
#include "cli/choices.h"
#include "cli/option_rows.h"
#include "grammar/value.h"

#include <string.h>

#define JOBS_LIMIT 1000

void begin_file_complaint(const struct parsing *parsing, struct setting_place at)
{
    struct emit *errors = parsing->errors;
    emit_path(errors, parsing->options->config.path);
    emit_literal(errors, ":");
    emit_number(errors, at.line);
    emit_literal(errors, ":");
    emit_number(errors, at.column);
    emit_literal(errors, ": error: ");
}

/*
 * What all messages about settings begin with: "siplint: ", or of a setting file the place of
 * `part`, a part of the argument (NULL: of the option's name), and "error: ".
 */
static void begin_complaint(const struct parsing *parsing, const char *part)
{
    struct emit *errors = parsing->errors;
    const struct said *said = parsing->said;
    if (!said || !said->setting) {
        emit_literal(errors, "siplint: ");
        return;
    }
    struct setting_place at = said->setting->name_at;
    if (part) {
        size_t offset = (size_t)(part - parsing->argument);
        at = setting_part_place(said->setting,
                                text_slice(said->written, offset, said->written.length));
    }
    begin_file_complaint(parsing, at);
}

bool complain(const struct parsing *parsing, const char *before, const char *value,
              const char *after)
{
    struct emit *errors = parsing->errors;
    begin_complaint(parsing, NULL);
    emit_literal(errors, before);
    if (value) {
        emit_literal(errors, " \"");
        emit_value(errors, text_of(value));
        emit_literal(errors, "\"");
    }
    if (after) {
        emit_literal(errors, " ");
        emit_literal(errors, after);
    }
    emit_literal(errors, "\n");
    return false;
}

/* `… --OPTION BEFORE "VALUE"`, about the argument of the option at hand; always false. */
static bool complain_of_value(const struct parsing *parsing, const char *before)
{
    struct emit *errors = parsing->errors;
    begin_complaint(parsing, parsing->argument);
    emit_literal(errors, parsing->said->setting ? "" : "--");
    emit_literal(errors, parsing->said->row->name);
    emit_literal(errors, " ");
    emit_literal(errors, before);
    emit_literal(errors, " \"");
    emit_value(errors, text_of(parsing->argument));
    emit_literal(errors, "\"\n");
    return false;
}

bool complain_of_word(const struct parsing *parsing, const struct choices *choices,
                      struct text word)
{
    begin_complaint(parsing, word.bytes);
    choices_complain(choices, word, parsing->errors);
    return false;
}

bool said_apply(struct parsing *parsing, const struct said *said)
{
    const struct choices *choices = said->row->choices;
    parsing->said = said;
    parsing->argument = said->argument;
    parsing->choice = -1;
    if (choices && choices->strict) {
        struct text word = text_of(said->argument);
        parsing->choice = choices_find(choices, word);
        if (parsing->choice < 0)
            return complain_of_word(parsing, choices, word);
    }
    return said->row->handler(parsing);
}

bool parse_number(const char *word, uint64_t greatest, uint64_t *number)
{
    uint64_t value = 0;
    for (const char *at = word; *at; at++) {
        if (!text_is_digit(*at))
            return false;
        unsigned digit = (unsigned)(*at - '0');
        if (digit > greatest || value > (greatest - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return *word != '\0';
}

/* Inputs. */

static void add_glob(const char *const **globs, size_t *count, const char *glob)
{
    const char **longer = memory_resize((void *)*globs, *count + 1, sizeof *longer);
    longer[(*count)++] = glob;
    *globs = longer;
}

bool handle_include(struct parsing *parsing)
{
    struct path_filter *filter = &parsing->options->filter;
    add_glob(&filter->include, &filter->include_count, parsing->argument);
    filter->config_include_count += parsing->said->setting != NULL;
    filter->config_folder = parsing->options->config.folder;
    return true;
}

bool handle_exclude(struct parsing *parsing)
{
    struct path_filter *filter = &parsing->options->filter;
    add_glob(&filter->exclude, &filter->exclude_count, parsing->argument);
    filter->config_exclude_count += parsing->said->setting != NULL;
    filter->config_folder = parsing->options->config.folder;
    return true;
}

bool handle_force_exclude(struct parsing *parsing)
{
    parsing->options->filter.force_exclude = parsing->said->is_on;
    return true;
}

bool handle_skip_non_profiles(struct parsing *parsing)
{
    parsing->options->filter.skip_non_profiles = true;
    return true;
}

bool handle_allow_empty(struct parsing *parsing)
{
    parsing->options->allow_empty = true;
    return true;
}

bool handle_files_from(struct parsing *parsing)
{
    parsing->options->list = parsing->argument;
    return true;
}

bool handle_changed(struct parsing *parsing)
{
    parsing->options->changed = parsing->argument;
    return true;
}

bool handle_null(struct parsing *parsing)
{
    parsing->options->list_nul = true;
    return true;
}

bool handle_stdin_filename(struct parsing *parsing)
{
    if (!*parsing->argument)
        return complain(parsing, "--stdin-filename needs a name that isn't empty", NULL, NULL);
    parsing->options->stdin_name = parsing->argument;
    return true;
}

bool handle_jobs(struct parsing *parsing)
{
    uint64_t jobs;
    if (!parse_number(parsing->argument, JOBS_LIMIT, &jobs) || jobs == 0)
        return complain_of_value(parsing, "takes a number from 1 to 1000, not");
    parsing->options->jobs = (unsigned)jobs;
    return true;
}

/* The strongest action wins, whatever the order. */
static bool ask_for(struct parsing *parsing, enum action action)
{
    if (action > parsing->options->action)
        parsing->options->action = action;
    return true;
}

bool handle_list_files(struct parsing *parsing)
{
    return ask_for(parsing, ACTION_LIST_FILES);
}

/* Rules. */

bool handle_target(struct parsing *parsing)
{
    parsing->options->target = (enum target)parsing->choice;
    return true;
}

static bool change_selection(struct parsing *parsing, enum selection_change change,
                             struct text name, enum severity level)
{
    switch (selection_change(&parsing->selection, change, name, level)) {
    case SELECTION_UNKNOWN:
        return complain_of_word(parsing, &choices_rules, name);
    case SELECTION_FIXED:
        begin_complaint(parsing, name.bytes);
        emit_literal(parsing->errors, rules[rule_find(name)].id);
        emit_literal(parsing->errors, " can't be turned off or lowered: it says that a file wasn't "
                                      "checked to its end\n");
        return false;
    case SELECTION_OK:
        break;
    }
    return true;
}

/* Applies a change to each name of a list with commas between; tells of all that it can't be. */
static bool change_each(struct parsing *parsing, enum selection_change change, const char *list)
{
    struct text rest = text_of(list);
    struct text name;
    bool is_right = true;
    while (setting_next_item(&rest, &name))
        is_right &= change_selection(parsing, change, name, SEVERITY_OFF);
    return is_right;
}

bool handle_enable(struct parsing *parsing)
{
    return change_each(parsing, SELECTION_ENABLE, parsing->argument);
}

bool handle_disable(struct parsing *parsing)
{
    return change_each(parsing, SELECTION_DISABLE, parsing->argument);
}

bool handle_only(struct parsing *parsing)
{
    selection_clear(&parsing->selection);
    return change_each(parsing, SELECTION_KEEP, parsing->argument);
}

/*
 * The levels are listed from the most severe down; after them comes never or off, which is
 * SEVERITY_OFF.
 */
static enum severity level_of_choice(int choice)
{
    return (enum severity)(SEVERITY_ERROR - choice);
}

bool handle_severity(struct parsing *parsing)
{
    struct text name = text_of(parsing->argument);
    size_t equals = text_find(name, '=');
    if (equals == name.length)
        return complain_of_value(parsing, "takes RULE=LEVEL, not");
    struct text word = text_slice(name, equals + 1, name.length);
    int level = choices_find(&choices_rule_level, word);
    if (level < 0)
        return complain_of_word(parsing, &choices_rule_level, word);
    return change_selection(parsing, SELECTION_LEVEL, text_slice(name, 0, equals),
                            level_of_choice(level));
}

bool handle_fleet(struct parsing *parsing)
{
    selection_enable_fleet(&parsing->selection);
    return true;
}

bool handle_no_suppressions(struct parsing *parsing)
{
    parsing->options->suppressions = !parsing->said->is_on;
    return true;
}

bool handle_audit(struct parsing *parsing)
{
    parsing->options->audit = true;
    return handle_pedantic(parsing) && handle_no_suppressions(parsing);
}

bool handle_now(struct parsing *parsing)
{
    struct date_time now = date_time_parse(text_of(parsing->argument));
    if (now.problem != DATE_TIME_OK)
        return complain_of_value(parsing,
                                 "takes a date and time such as 2005-06-30T12:00:00Z, not");
    parsing->options->now = now.seconds;
    parsing->options->now_is_given = true;
    return true;
}

bool handle_max_findings(struct parsing *parsing)
{
    uint64_t limit;
    if (!parse_number(parsing->argument, UINT32_MAX, &limit) || limit == 0)
        return complain_of_value(parsing, "takes a number from 1 to 4294967295, not");
    parsing->options->policy.max_findings = (size_t)limit;
    return true;
}

/* Output. */

bool handle_format(struct parsing *parsing)
{
    parsing->format_name = parsing->argument;
    return true;
}

bool handle_color(struct parsing *parsing)
{
    parsing->color = (enum color_choice)parsing->choice;
    return true;
}

static bool show_from(struct parsing *parsing, enum severity level)
{
    parsing->options->policy.shown = level;
    parsing->shown_was_said = true;
    return true;
}

bool handle_pedantic(struct parsing *parsing)
{
    return !parsing->said->is_on || show_from(parsing, SEVERITY_NOTE);
}

bool handle_min_severity(struct parsing *parsing)
{
    return show_from(parsing, level_of_choice(parsing->choice));
}

bool handle_fail_on(struct parsing *parsing)
{
    parsing->options->policy.fails = level_of_choice(parsing->choice);
    return true;
}

bool handle_no_progress(struct parsing *parsing)
{
    parsing->options->progress = false;
    return true;
}

bool handle_show_help(struct parsing *parsing)
{
    parsing->options->show_help = parsing->said->is_on;
    return true;
}

bool handle_with_users(struct parsing *parsing)
{
    parsing->options->with_users = true;
    return true;
}

bool handle_quiet(struct parsing *parsing)
{
    parsing->options->quiet = true;
    return true;
}

/* Settings. */

bool handle_config(struct parsing *parsing)
{
    parsing->options->config.given = parsing->argument;
    return true;
}

bool handle_no_config(struct parsing *parsing)
{
    parsing->options->config.is_refused = true;
    return true;
}

bool handle_required_version(struct parsing *parsing)
{
    if (!version_is_valid(text_of(parsing->argument)))
        return complain_of_value(parsing, "takes a version such as 0.3 or 1.2.0, not");
    parsing->options->required_version = parsing->argument;
    if (version_is_at_least(text_of(SIPLINT_VERSION), text_of(parsing->argument)))
        return true;
    begin_complaint(parsing, parsing->argument);
    emit_literal(parsing->errors, "this is siplint " SIPLINT_VERSION ", and version ");
    emit_value(parsing->errors, text_of(parsing->argument));
    emit_literal(parsing->errors, " or later is required\n");
    return false;
}

/* A setting file's is in its folder: whoever wrote it needn't be who runs siplint. */
static bool is_inside(struct text path)
{
    return path.length && *path.bytes != '/' && !glob_problem(path);
}

/* The file of that path from the setting file's folder, as it's told. */
static const char *tell_in_folder(struct config *config, const char *path)
{
    char *folder = path_folder(config->path);
    char *whole = path_join(folder, path);
    char *told = path_clean(whole);
    const char *kept = arena_string(&config->arguments, text_of(told));
    memory_free(folder);
    memory_free(whole);
    memory_free(told);
    return kept;
}

bool handle_baseline(struct parsing *parsing)
{
    struct known *known = &parsing->options->known;
    known->is_config = parsing->said->setting != NULL;
    if (known->is_config && !is_inside(text_of(parsing->argument)))
        return complain_of_value(parsing, "takes a file in the folder of the setting file, not");
    known->path = known->is_config ? tell_in_folder(&parsing->options->config, parsing->argument)
                                   : parsing->argument;
    return true;
}

bool handle_write_baseline(struct parsing *parsing)
{
    parsing->options->known.written = parsing->argument;
    return true;
}

bool handle_update_baseline(struct parsing *parsing)
{
    parsing->options->known.updates = true;
    return true;
}

bool handle_fail_on_stale(struct parsing *parsing)
{
    parsing->options->known.fails_on_gone = true;
    return true;
}

bool handle_print_config(struct parsing *parsing)
{
    parsing->options->print_for = parsing->argument;
    return ask_for(parsing, ACTION_PRINT_CONFIG);
}

bool handle_init(struct parsing *parsing)
{
    return ask_for(parsing, ACTION_INIT);
}

/* About siplint. */

bool handle_list_rules(struct parsing *parsing)
{
    return ask_for(parsing, ACTION_LIST_RULES);
}

bool handle_explain(struct parsing *parsing)
{
    parsing->options->explained = parsing->argument;
    return ask_for(parsing, ACTION_EXPLAIN);
}

bool handle_help(struct parsing *parsing)
{
    return ask_for(parsing, ACTION_HELP);
}

bool handle_version(struct parsing *parsing)
{
    return ask_for(parsing, ACTION_VERSION);
}
