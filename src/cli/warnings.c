/* SPDX-License-Identifier: MIT */
#include "cli/warnings.h"

/* Like a glob that matched nothing. */
void warn_of_sections(const struct options *options, const struct per_file *per_file,
                      struct emit *errors)
{
    size_t number = 0;
    const struct setting_section *section;
    while ((section = per_file_unused(per_file, &number))) {
        emit_path(errors, options->config.path);
        emit_literal(errors, ":");
        emit_number(errors, section->at.line);
        emit_literal(errors, ":");
        emit_number(errors, section->at.column);
        emit_literal(errors, ": warning: the section [");
        emit_value(errors, section->glob);
        emit_literal(errors, "] matched no file\n");
    }
}

/* A glob that matches nothing is misspelt, or was left behind: both look like a clean run. */
void warn_of_globs(const struct options *options, const struct paths *paths, struct emit *errors)
{
    size_t number = 0;
    struct glob_name name;
    while ((name = paths_unmatched(paths, &number)).option) {
        if (name.is_config)
            emit_path(errors, options->config.path);
        else
            emit_literal(errors, "siplint");
        emit_literal(errors, name.is_config ? ": warning: " : ": warning: --");
        emit_literal(errors, name.option);
        emit_literal(errors, name.is_config ? " = " : "=");
        emit_value(errors, text_of(name.glob));
        emit_literal(errors, " matched nothing\n");
    }
}
