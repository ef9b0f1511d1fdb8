/* SPDX-License-Identifier: MIT */
/* --help, made from the table of options, and --version. */
#include "cli/help.h"
#include "cli/option_rows.h"
#include "cli/wrap.h"
#include "xml/library.h"

#include <string.h>

/* Where an option's help starts. */
#define HELP_COLUMN 30

/* A list of words over this is left to other places. */
#define LISTED_LIMIT 12

/* Writes `  -q, --quiet`, `      --format=FORMAT`, and returns how many columns that took. */
static size_t put_option(struct emit *out, const struct option_row *row)
{
    const char letter[] = {'-', row->letter, ',', ' '};
    size_t column = 6 + 2 + strlen(row->name);
    emit_literal(out, "  ");
    if (row->letter)
        emit_message_part(out, (struct text){letter, sizeof letter});
    else
        emit_repeat(out, ' ', sizeof letter);
    emit_literal(out, "--");
    emit_literal(out, row->name);
    if (row->argument) {
        bool is_optional = row->scope & OPTIONAL;
        emit_literal(out, is_optional ? "[=" : "=");
        emit_literal(out, row->argument);
        emit_literal(out, is_optional ? "]" : "");
        column += 1 + strlen(row->argument) + 2 * is_optional;
    }
    return column;
}

/* The words that an argument can be, unless there's only one, which is in its place, or too
 * many. */
static void put_choices(struct wrap *wrap, const struct choices *choices)
{
    int count = choices_count(choices);
    if (count == 1 || count > LISTED_LIMIT)
        return;
    wrap_words(wrap, "One of");
    for (int i = 0; i < count; i++)
        wrap_word(wrap, choices->word(i), i + 1 < count ? "," : ".");
}

static void put_row(struct emit *out, const struct option_row *row)
{
    size_t column = put_option(out, row);
    if (column + 2 > HELP_COLUMN) {
        emit_literal(out, "\n");
        column = 0;
    }
    emit_repeat(out, ' ', HELP_COLUMN - column);
    struct wrap wrap = wrap_begin(out, HELP_COLUMN);
    wrap_words(&wrap, row->help);
    if (row->choices)
        put_choices(&wrap, row->choices);
    wrap_end(&wrap);
}

void help_print(struct emit *out)
{
    emit_literal(out, "Usage: siplint [OPTION...] FILE|DIRECTORY|-...\n"
                      "Finds what is invalid or insecure in provisioning profiles of Microsoft's\n"
                      "RTC Client API: XML files with the SIP server settings of a user.\n");
    for (int group = 0; group < GROUP_COUNT; group++) {
        emit_literal(out, "\n");
        emit_literal(out, option_group_titles[group]);
        emit_literal(out, ":\n");
        for (int i = 0; i < OPTION_COUNT; i++)
            if ((int)option_rows[i].group == group)
                put_row(out, &option_rows[i]);
    }
    emit_literal(out, "\nExit status:\n"
                      "  0  nothing at or above the level of --fail-on\n"
                      "  1  findings at or above it\n"
                      "  2  wrong usage, noticed before any input was read\n"
                      "  3  something couldn't be read or written, or there was nothing to read\n");
}

void help_print_version(struct emit *out)
{
    emit_literal(out, "siplint " SIPLINT_VERSION "\nexpat ");
    emit_message(out, library_running());
    emit_literal(out, ", compiled with expat ");
    emit_message(out, library_compiled());
    emit_literal(out, "\n");
}
