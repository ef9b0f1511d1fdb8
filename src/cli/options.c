/* SPDX-License-Identifier: MIT */
#include "cli/options.h"
#include "base/memory.h"
#include "catalogue/rules.h"

static void set_defaults(struct options *options)
{
    options->action = ACTION_LINT;
    options->stdin_name = STANDARD_INPUT_NAME;
    options->suppressions = true;
    options->progress = true;
    options->target = TARGET_ANY;
    options->policy = (struct policy){
        .severity = memory_new(RULE_COUNT),
        .forced = memory_new(RULE_COUNT),
        .shown = SEVERITY_WARNING,
        .fails = SEVERITY_WARNING,
        .max_findings = 1000,
    };
}

void options_init(struct options *options, size_t words)
{
    *options = (struct options){
        .arguments = memory_resize(NULL, words + 1, sizeof *options->arguments),
    };
    set_defaults(options);
}

void options_init_like(struct options *options, const struct options *others)
{
    options_init(options, others->said.count);
    if (!others->config.path)
        return;
    options->config.path = memory_copy_string(others->config.path);
    options->config.folder = memory_copy_string(others->config.folder);
}

static void free_said(struct options *options)
{
    memory_free((void *)options->filter.include);
    memory_free((void *)options->filter.exclude);
    memory_free(options->outputs);
    memory_free(options->policy.severity);
    memory_free(options->policy.forced);
}

void options_restart(struct options *options)
{
    struct options fresh = {
        .arguments = options->arguments,
        .argument_count = options->argument_count,
        .config = options->config,
        .said = options->said,
    };
    free_said(options);
    *options = fresh;
    set_defaults(options);
}

void options_free(struct options *options)
{
    free_said(options);
    memory_free((void *)options->arguments);
    memory_free(options->said.items);
    memory_free(options->config.path);
    memory_free(options->config.folder);
    memory_free(options->config.said.items);
    arena_free(&options->config.arguments);
    setting_file_free(&options->config.file);
}

void said_add(struct said_list *list, struct said said)
{
    list->items = memory_grow(list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = said;
}
