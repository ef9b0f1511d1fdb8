/* SPDX-License-Identifier: MIT */
#include "cli/print_config.h"
#include "base/memory.h"
#include "base/path.h"
#include "cli/config.h"
#include "cli/handlers.h"
#include "cli/option_rows.h"
#include "cli/per_file.h"
#include "report/json_text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- What is in force ---- */

struct in_force {
    struct arena arena;         /* of values */
    const struct options *said; /* what was said, … */
    struct options options;     /* … and what comes of it for the file at hand */
    struct parsing parsing;
    const struct said *by_row[OPTION_COUNT]; /* what said each option last, … */
    const struct said *by_rule[RULE_COUNT];  /* … and each rule's level; NULL: nothing did */
};

static void note_said(struct in_force *force, const struct said *said)
{
    struct selection before = force->parsing.selection;
    said_apply(&force->parsing, said);
    force->by_row[said->row - option_rows] = said;
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct rule_choice *was = &before.rules[i];
        const struct rule_choice *is = &force->parsing.selection.rules[i];
        if (was->state != is->state || was->level != is->level || was->forced != is->forced)
            force->by_rule[i] = said;
    }
}

static void note_list(struct in_force *force, const struct said_list *list,
                      struct per_file *per_file, const char *path)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct said *said = &list->items[i];
        size_t section = said->setting ? said->setting->section : 0;
        if (!section || (path && per_file_holds(per_file, section - 1, path)))
            note_said(force, said);
    }
}

/* Its options are to be freed. */
static void find_in_force(struct in_force *force, const struct options *said,
                          const struct environment *environment, const char *path)
{
    struct per_file *per_file = per_file_new(said, environment, NULL);
    *force = (struct in_force){.said = said};
    force->parsing = (struct parsing){.options = &force->options, .environment = environment};
    options_init_like(&force->options, said);
    selection_init(&force->parsing.selection);
    note_list(force, &said->config.said, per_file, path);
    note_list(force, &said->said, per_file, path);
    force->options.policy.shown = said->policy.shown;
    selection_apply(&force->parsing.selection, &force->options.policy);
    per_file_free(per_file);
}

/* ---- The lines ---- */

static const char *flag_value(bool is_on)
{
    return is_on ? "yes" : "no";
}

/* The globs with commas between. */
static const char *join_globs(struct arena *arena, const char *const *globs, size_t count)
{
    size_t length = 1;
    for (size_t i = 0; i < count; i++)
        length += strlen(globs[i]) + strlen(", ");
    char *joined = arena_take(arena, length);
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        at += (size_t)snprintf(joined + at, length - at, "%s%s", i ? ", " : "", globs[i]);
    return joined;
}

static const char *include_value(struct arena *arena, const struct options *options)
{
    const struct path_filter *filter = &options->filter;
    return filter->include_count ? join_globs(arena, filter->include, filter->include_count)
                                 : FILTER_DEFAULT;
}

static const char *exclude_value(struct arena *arena, const struct options *options)
{
    return join_globs(arena, options->filter.exclude, options->filter.exclude_count);
}

static const char *force_exclude_value(struct arena *arena, const struct options *options)
{
    (void)arena;
    return flag_value(options->filter.force_exclude);
}

static const char *target_value(struct arena *arena, const struct options *options)
{
    (void)arena;
    return target_names[options->target];
}

static const char *suppressions_value(struct arena *arena, const struct options *options)
{
    (void)arena;
    return flag_value(options->suppressions);
}

static const char *max_findings_value(struct arena *arena, const struct options *options)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", options->policy.max_findings);
    return arena_string(arena, text_of(digits));
}

static const char *min_severity_value(struct arena *arena, const struct options *options)
{
    (void)arena;
    return severity_name(options->policy.shown);
}

static const char *fail_on_value(struct arena *arena, const struct options *options)
{
    (void)arena;
    enum severity fails = options->policy.fails;
    return fails == SEVERITY_OFF ? "never" : severity_name(fails);
}

static const char *show_help_value(struct arena *arena, const struct options *options)
{
    (void)arena;
    return flag_value(options->show_help);
}

static const char *baseline_value(struct arena *arena, const struct options *options)
{
    (void)arena;
    return options->known.path ? options->known.path : "";
}

static const char *version_value(struct arena *arena, const struct options *options)
{
    (void)arena;
    return options->required_version ? options->required_version : "";
}

/* Each is a setting, and the options that it depends on. Those that choose rules are in none: the
 * rules are listed. */
static const struct line {
    const char *name;
    const char *(*value)(struct arena *arena, const struct options *options);
    const char *options[5];
} lines[] = {
    {"include", include_value, {"include"}},
    {"exclude", exclude_value, {"exclude"}},
    {"force-exclude", force_exclude_value, {"force-exclude"}},
    {"target", target_value, {"target"}},
    {"suppressions", suppressions_value, {"no-suppressions", "audit"}},
    {"max-findings", max_findings_value, {"max-findings"}},
    {"min-severity", min_severity_value, {"min-severity", "pedantic", "audit"}},
    {"fail-on", fail_on_value, {"fail-on"}},
    {"show-help", show_help_value, {"show-help"}},
    {"baseline", baseline_value, {"baseline"}},
    {"required-version", version_value, {"required-version"}},
};

#define LINE_COUNT (sizeof lines / sizeof *lines)

const char *const *print_config_options(size_t line)
{
    return line < LINE_COUNT ? lines[line].options : NULL;
}

static size_t position_of(const struct in_force *force, const struct said *said)
{
    size_t of_file = force->said->config.said.count;
    return said->setting ? (size_t)(said - force->said->config.said.items)
                         : of_file + (size_t)(said - force->said->said.items);
}

static const struct said *find_said_option(const struct in_force *force, const char *option)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (strcmp(option_rows[i].name, option) == 0)
            return force->by_row[i];
    return NULL;
}

/* What had a say in a line last. If nothing had, --fail-on still lowers what is shown. */
static const struct said *find_said(const struct in_force *force, const struct line *line)
{
    const struct said *last = NULL;
    for (size_t i = 0; line->options[i]; i++) {
        const struct said *said = find_said_option(force, line->options[i]);
        if (said && (!last || position_of(force, said) > position_of(force, last)))
            last = said;
    }
    bool is_lowered =
        line->value == min_severity_value && force->options.policy.shown < SEVERITY_WARNING;
    return !last && is_lowered ? find_said_option(force, "fail-on") : last;
}

/* `.siplint.conf:7`, `--disable` or `default`. */
static void put_origin(struct emit *out, const struct in_force *force, const struct said *said)
{
    if (!said) {
        emit_literal(out, "default");
    } else if (said->setting) {
        emit_path(out, force->said->config.path);
        emit_literal(out, ":");
        emit_number(out, said->setting->name_at.line);
    } else {
        emit_literal(out, "--");
        emit_literal(out, said->row->name);
    }
}

/* ---- As text ---- */

#define NAME_COLUMN 32

static void put_padded(struct emit *out, const char *name)
{
    size_t length = strlen(name);
    emit_literal(out, name);
    emit_repeat(out, ' ', length < NAME_COLUMN ? NAME_COLUMN - length : 1);
}

static void put_lines(struct emit *out, struct in_force *force)
{
    for (size_t i = 0; i < LINE_COUNT; i++) {
        put_padded(out, lines[i].name);
        emit_value(out, text_of(lines[i].value(&force->arena, &force->options)));
        emit_literal(out, "  (");
        put_origin(out, force, find_said(force, &lines[i]));
        emit_literal(out, ")\n");
    }
    emit_literal(out, "\n");
    for (int i = 0; i < RULE_COUNT; i++) {
        const char *level =
            severity_name(rule_severity((size_t)i, &force->options.policy, force->options.target));
        put_padded(out, rules[i].id);
        emit_literal(out, level);
        emit_literal(out, "  (");
        put_origin(out, force, force->by_rule[i]);
        emit_literal(out, ")\n");
    }
}

/* ---- As JSON ---- */

static void put_json_origin(struct json *json, const struct in_force *force,
                            const struct said *said)
{
    json_open(json, "from", '{');
    json_string(json, "option", said ? said->row->name : NULL);
    json_string(json, "config", said && said->setting ? force->said->config.path : NULL);
    if (said && said->setting)
        json_number(json, "line", said->setting->name_at.line);
    json_close(json, '}');
}

static void put_json(struct emit *out, struct in_force *force, const char *path)
{
    struct json json = {.out = out, .lines = 3};
    json_open(&json, NULL, '{');
    json_string(&json, "config", force->said->config.path);
    json_string(&json, "path", path);
    json_open(&json, "settings", '[');
    for (size_t i = 0; i < LINE_COUNT; i++) {
        json_open(&json, NULL, '{');
        json_string(&json, "name", lines[i].name);
        json_string(&json, "value", lines[i].value(&force->arena, &force->options));
        put_json_origin(&json, force, find_said(force, &lines[i]));
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_open(&json, "rules", '[');
    for (int i = 0; i < RULE_COUNT; i++) {
        json_open(&json, NULL, '{');
        json_string(&json, "id", rules[i].id);
        json_string(&json, "severity",
                    severity_name(
                        rule_severity((size_t)i, &force->options.policy, force->options.target)));
        put_json_origin(&json, force, force->by_rule[i]);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
    emit_literal(out, "\n");
}

void print_config(struct emit *out, const struct options *options,
                  const struct environment *environment)
{
    struct path_base here = path_base_here();
    char *path = options->print_for ? path_from(&here, options->print_for) : NULL;
    struct in_force force;
    find_in_force(&force, options, environment, path);
    if (options->json)
        put_json(out, &force, path);
    else
        put_lines(out, &force);
    options_free(&force.options);
    arena_free(&force.arena);
    memory_free(path);
    path_base_free(&here);
}

/* ---- --init ---- */

static const char initial[] =
    "# What holds when siplint runs in this folder or below it: `siplint --print-config` shows "
    "it.\n"
    "# A line is \"option = value\", named as the long options are; lists have commas.\n"
    "# Take away a # in front of a line to change something.\n"
    "\n"
    "# Only files that match are linted, and files that match are skipped.\n"
    "#include = " FILTER_DEFAULT "\n"
    "#exclude = archive, old\n"
    "\n"
    "# The version of the client that the profiles are for: any, rtc-1.2, ce-5.0, ...\n"
    "#target = any\n"
    "\n"
    "# From which level up findings are shown, and fail the run.\n"
    "#min-severity = warning\n"
    "#fail-on = warning\n"
    "\n"
    "# Rules, by id or category: siplint --list-rules shows them.\n"
    "#enable = fleet\n"
    "#disable = kerberos-not-enabled\n"
    "#severity = transport-not-tls=error\n"
    "\n"
    "# A section holds for the files that its glob matches, and for all in a folder that it "
    "matches.\n"
    "#[legacy]\n"
    "#disable = transport-not-tls\n"
    "#suppressions = no\n";

enum status print_initial_config(struct emit *errors)
{
    int file = open(CONFIG_NAME, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    int problem = errno;
    if (file >= 0) {
        struct emit *out = emit_new(file, false);
        emit_literal(out, initial);
        problem = emit_finish(out);
        if (close(file) < 0 && !problem)
            problem = errno;
    }
    if (!problem)
        return STATUS_CLEAN;
    emit_literal(errors, "siplint: " CONFIG_NAME ": ");
    emit_value(errors,
               text_of(file < 0 && problem == EEXIST ? "it's there already, and isn't replaced"
                                                     : strerror(problem)));
    emit_literal(errors, "\n");
    return STATUS_INCOMPLETE;
}
