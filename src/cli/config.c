/* SPDX-License-Identifier: MIT */
#include "cli/config.h"
#include "base/glob.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/small_file.h"
#include "cli/option_rows.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- Which file ---- */

static bool has_file(const char *folder)
{
    struct stat status;
    char *path = path_join(folder, CONFIG_NAME);
    bool is_there = lstat(path, &status) == 0;
    memory_free(path);
    return is_there;
}

static bool is_home(const struct environment *environment, const char *folder)
{
    char *home = environment->home && *environment->home ? realpath(environment->home, NULL) : NULL;
    bool is_same = home && strcmp(home, folder) == 0;
    free(home);
    return is_same;
}

/* Goes up to the root of the repository. False when there's none. */
static bool find_nearest(struct config *config, const struct environment *environment)
{
    char *folder = realpath(".", NULL);
    char *root = memory_copy_string(folder ? folder : "");
    char *told = memory_copy_string(CONFIG_NAME);
    bool goes_on = folder != NULL;
    bool is_in_repository = goes_on && path_find_repository(root);
    while (goes_on && !config->path) {
        if (has_file(folder) && !is_home(environment, folder)) {
            config->path = memory_copy_string(told);
            config->folder = memory_copy_string(folder);
        }
        goes_on = is_in_repository && strcmp(folder, root) != 0;
        char *above = path_folder(folder);
        char *above_told = path_join("..", told);
        free(folder);
        memory_free(told);
        folder = above;
        told = above_told;
    }
    free(folder);
    memory_free(root);
    memory_free(told);
    return config->path != NULL;
}

static void take_given(struct config *config)
{
    struct path_base here = path_base_here();
    config->path = path_from(&here, config->given);
    config->folder = path_folder(config->given);
    path_base_free(&here);
}

static bool read_file(struct parsing *parsing)
{
    struct config *config = &parsing->options->config;
    int problem = setting_file_read(&config->file, config->path, config->given != NULL);
    if (!problem)
        return true;
    emit_literal(parsing->errors, "siplint: ");
    emit_path(parsing->errors, config->path);
    emit_literal(parsing->errors, ": the setting file can't be read: ");
    emit_value(parsing->errors, text_of(small_file_problem(problem)));
    emit_literal(parsing->errors, "\n");
    return false;
}

/* ---- What it says ---- */

/* What is being checked: the options that it changes are thrown away. */
struct checking {
    struct parsing parsing;
    bool is_right;
};

static void complain_of_line(void *context, struct setting_place at, const char *problem)
{
    struct checking *checking = context;
    begin_file_complaint(&checking->parsing, at);
    emit_literal(checking->parsing.errors, problem);
    emit_literal(checking->parsing.errors, "\n");
    checking->is_right = false;
}

/* What an option is called in a setting file: as on the command line, but `suppressions` for
 * --no-suppressions. */
static struct text config_name(const struct option_row *row)
{
    static const struct text no = {"no-", 3};
    struct text name = text_of(row->name);
    bool is_negated =
        !row->argument && name.length > no.length && text_equal(text_slice(name, 0, no.length), no);
    return is_negated ? text_slice(name, no.length, name.length) : name;
}

static bool can_be_set(const struct option_row *row)
{
    return (row->scope & (IN_FILE | IN_SECTION)) != 0;
}

static const struct option_row *find_row(struct text name)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (text_equal(config_name(&option_rows[i]), name) ||
            text_equal(text_of(option_rows[i].name), name))
            return &option_rows[i];
    return NULL;
}

static const char *find_nearest_name(struct text name)
{
    const char *names[OPTION_COUNT + 1];
    size_t count = 0;
    for (int i = 0; i < OPTION_COUNT; i++)
        if (can_be_set(&option_rows[i]))
            names[count++] = config_name(&option_rows[i]).bytes;
    names[count] = NULL;
    return choices_guess(name, names);
}

/* `BEFORE "TEXT"`, to be followed by the rest of the line. */
static struct emit *begin_about(struct checking *checking, struct setting_place at,
                                const char *before, struct text text)
{
    struct emit *errors = checking->parsing.errors;
    begin_file_complaint(&checking->parsing, at);
    emit_literal(errors, before);
    emit_literal(errors, "\"");
    emit_value(errors, text);
    emit_literal(errors, "\"");
    checking->is_right = false;
    return errors;
}

static void complain_of_name(struct checking *checking, const struct setting *setting,
                             const char *before, const char *after)
{
    struct emit *errors = begin_about(checking, setting->name_at, before, setting->name);
    emit_literal(errors, after);
    emit_literal(errors, "\n");
}

static void complain_of_unknown(struct checking *checking, const struct setting *setting)
{
    const char *nearest = find_nearest_name(setting->name);
    struct emit *errors = begin_about(checking, setting->name_at, "unknown option ", setting->name);
    emit_literal(errors, nearest ? "; did you mean \"" : "; see siplint --help\n");
    if (!nearest)
        return;
    emit_literal(errors, nearest);
    emit_literal(errors, "\"?\n");
}

/* The row that a setting is for; NULL, and told, when it may not be there. */
static const struct option_row *check_name(struct checking *checking, const struct setting *setting)
{
    const struct option_row *row = find_row(setting->name);
    if (!row)
        complain_of_unknown(checking, setting);
    else if (!can_be_set(row))
        complain_of_name(checking, setting, "", " can be given on the command line only");
    else if (!text_equal(config_name(row), setting->name))
        complain_of_name(checking, setting, "in a setting file, write \"suppressions = no\" for ",
                         "");
    else if (setting->section && !(row->scope & IN_SECTION))
        complain_of_name(checking, setting, "",
                         " holds for all files; move it above the first section");
    else
        return row;
    return NULL;
}

/* Was the same set before, in the same section? Looked for backwards: there may be many sections.
 */
static bool check_repetition(struct checking *checking, const struct setting *setting)
{
    const struct setting *first = checking->parsing.options->config.file.settings;
    for (const struct setting *other = setting; other > first;) {
        other--;
        if (other->section != setting->section)
            break;
        if (!text_equal(other->name, setting->name))
            continue;
        struct emit *errors = begin_about(checking, setting->name_at, "", setting->name);
        emit_literal(errors, " is set already, in line ");
        emit_number(errors, other->name_at.line);
        emit_literal(errors, "\n");
        return false;
    }
    return true;
}

static void check_glob(struct checking *checking, struct setting_place at, struct text glob)
{
    const char *problem = glob_problem(glob);
    if (!problem)
        return;
    begin_file_complaint(&checking->parsing, at);
    emit_literal(checking->parsing.errors, "the glob can match nothing: ");
    emit_literal(checking->parsing.errors, problem);
    emit_literal(checking->parsing.errors, "\n");
    checking->is_right = false;
}

/* Notes what a setting says, or one item of its list, and tries it. */
static void add_said(struct checking *checking, const struct option_row *row,
                     const struct setting *setting, struct text written)
{
    struct config *config = &checking->parsing.options->config;
    struct said said = {
        .row = row,
        .argument = row->argument ? arena_string(&config->arguments, written) : NULL,
        .is_on = true,
        .setting = setting,
        .written = written,
    };
    if (!row->argument) {
        bool is_yes = text_equal(written, text_of("yes"));
        if (!is_yes && !text_equal(written, text_of("no")))
            emit_literal(begin_about(checking, setting->value_at, "its value is yes or no, not ",
                                     written),
                         "\n");
        said.is_on = is_yes == text_equal(config_name(row), text_of(row->name));
    }
    if (row->argument && strcmp(row->argument, "GLOB") == 0)
        check_glob(checking, setting_part_place(setting, written), written);
    said_add(&config->said, said);
    checking->is_right &= said_apply(&checking->parsing, &said);
}

static void check_setting(void *context, const struct setting *setting)
{
    struct checking *checking = context;
    const struct option_row *row = check_name(checking, setting);
    if (!row || !check_repetition(checking, setting))
        return;
    struct text rest = setting->value;
    struct text item;
    if (!(row->scope & EACH)) {
        add_said(checking, row, setting, setting->value);
        return;
    }
    while (setting_next_item(&rest, &item))
        add_said(checking, row, setting, item);
}

static void check_section(void *context, const struct setting_section *section)
{
    check_glob(context, section->at, section->glob);
}

/* Tries all that the file says on options that are thrown away. */
static bool check_file(struct parsing *parsing)
{
    struct config *config = &parsing->options->config;
    struct options options;
    struct checking checking = {.parsing = *parsing, .is_right = true};
    const struct setting_handler handler = {
        .context = &checking,
        .setting = check_setting,
        .section = check_section,
        .problem = complain_of_line,
    };
    options_init(&options, 0);
    options.config = *config;
    checking.parsing.options = &options;
    setting_file_parse(&options.config.file, &handler);
    *config = options.config;
    options.config = (struct config){.given = NULL};
    options_free(&options);
    return checking.is_right;
}

bool config_load(struct parsing *parsing)
{
    struct config *config = &parsing->options->config;
    if (config->given)
        take_given(config);
    else if (config->is_refused || !find_nearest(config, parsing->environment))
        return true;
    config->is_set_aside = parsing->options->audit && !config->given;
    return config->is_set_aside || (read_file(parsing) && check_file(parsing));
}
