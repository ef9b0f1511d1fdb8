/* SPDX-License-Identifier: MIT */
#include "cli/option_rows.h"

const struct option_row option_rows[OPTION_COUNT] = {
#define OPTION(name, letter, argument, group, scope, choices, handler, help) \
    {name, letter, argument, GROUP_##group, scope, choices, handler, help},
#include "cli/options.def"
#undef OPTION
};

const char *const option_group_titles[GROUP_COUNT] = {
    [GROUP_INPUT] = "Inputs",      [GROUP_RULES] = "Rules",         [GROUP_OUTPUT] = "Output",
    [GROUP_SETTINGS] = "Settings", [GROUP_ABOUT] = "About siplint",
};
