/* SPDX-License-Identifier: MIT */
#include "cli/options.h"
#include "base/memory.h"
#include "rules/rules.h"

void options_init(struct options *options, size_t words)
{
    *options = (struct options){
        .action = ACTION_LINT,
        .arguments = memory_resize(NULL, words + 1, sizeof *options->arguments),
        .stdin_name = STANDARD_INPUT_NAME,
        .suppressions = true,
        .progress = true,
        .target = TARGET_ANY,
        .policy =
            {
                .severity = memory_new(RULE_COUNT),
                .forced = memory_new(RULE_COUNT),
                .shown = SEVERITY_WARNING,
                .fails = SEVERITY_WARNING,
                .max_findings = 1000,
            },
    };
}

void options_free(struct options *options)
{
    memory_free((void *)options->arguments);
    memory_free((void *)options->filter.include);
    memory_free((void *)options->filter.exclude);
    memory_free(options->outputs);
    memory_free(options->policy.severity);
    memory_free(options->policy.forced);
}
