/* SPDX-License-Identifier: MIT */
/* The manual's lists of options and rules, in mdoc. */
#include "generate.h"

#include "catalogue/rules.h"
#include "cli/option_rows.h"
#include "report/formats.h"

#include <stdio.h>
#include <string.h>

/* A list of words over this is left to other places, as in --help. */
#define LISTED_LIMIT 12

/*
 * Text that mdoc shows as it stands: a backslash and a hyphen are escaped, as is what would be a
 * request at the start of a line. A sentence ends its line, so that roff sets the gap behind it.
 */
static void put_text(const char *text)
{
    bool line_starts = true;
    for (; *text; text++) {
        if (line_starts && strchr(".'", *text))
            fputs("\\&", stdout);
        line_starts = false;
        if (*text == '\\') {
            fputs("\\e", stdout);
        } else if (*text == '-') {
            fputs("\\-", stdout);
        } else if (*text == '.' && text[1] == ' ') {
            fputs(".\n", stdout);
            text++;
            line_starts = true;
        } else {
            putchar(*text);
        }
    }
}

/* An argument of a macro, in double quotes so that no word of it is taken for a macro. */
static void put_argument(const char *before, const char *text)
{
    printf("\"%s", before);
    for (; *text; text++) {
        if (*text == '"')
            fputs("\\(dq", stdout);
        else if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
    }
    putchar('"');
}

static void put_choices(const struct choices *choices)
{
    int count = choices_count(choices);
    if (count == 1 || count > LISTED_LIMIT)
        return;
    puts("One of");
    for (int i = 0; i < count; i++) {
        fputs(".Cm ", stdout);
        put_argument("", choices->word(i));
        puts(i + 1 < count ? " ," : " .");
    }
}

static void put_formats(void)
{
    puts(".Bl -tag -width checkstyle -compact");
    for (int i = 0; formats[i]; i++) {
        fputs(".It Cm ", stdout);
        put_argument("", formats[i]->name);
        putchar('\n');
        put_text(formats[i]->summary);
        putchar('\n');
    }
    puts(".El");
}

static void put_option(const struct option_row *row)
{
    fputs(".It ", stdout);
    if (row->letter)
        printf("Fl %c , ", row->letter);
    fputs("Fl ", stdout);
    put_argument("\\-", row->name);
    if (row->argument) {
        fputs(row->scope & OPTIONAL ? " Ns Op = Ns Ar " : " Ns = Ns Ar ", stdout);
        put_argument("", row->argument);
    }
    putchar('\n');
    put_text(row->help);
    putchar('\n');
    if (row->choices == &choices_format)
        put_formats();
    else if (row->choices)
        put_choices(row->choices);
}

static void put_options(void)
{
    for (int group = 0; group < GROUP_COUNT; group++) {
        fputs(".Ss ", stdout);
        put_argument("", option_group_titles[group]);
        puts("\n.Bl -tag -width Ds");
        for (int i = 0; i < OPTION_COUNT; i++)
            if ((int)option_rows[i].group == group)
                put_option(&option_rows[i]);
        puts(".El");
    }
}

static void put_field(const char *name, const char *text)
{
    printf(".It %s\n", name);
    put_text(text);
    putchar('\n');
}

static void put_rule(const struct rule *rule)
{
    fputs(".It Sy ", stdout);
    put_argument("", rule->id);
    printf(" Pq %s%s%s\n", severity_name(rule->severity), rule->opt_in ? ", off by default" : "",
           rule->fixed ? ", always on" : "");
    put_text(rule->summary);
    puts("\n.Bl -tag -width answer -compact");
    put_field("at", rule->at);
    put_field("to do", rule->help);
    if (rule->code) {
        put_field("answer", rule->code);
        if (rule->likely)
            puts("(likely)");
    }
    puts(".El");
}

static void put_rules(void)
{
    for (int category = 0; category < CATEGORY_COUNT; category++) {
        fputs(".Ss Category ", stdout);
        put_argument("", category_name((enum category)category));
        puts("\n.Bl -tag -width Ds");
        for (int i = 0; i < RULE_COUNT; i++)
            if ((int)rules[i].category == category)
                put_rule(&rules[i]);
        puts(".El");
    }
}

const struct section manual_sections[] = {
    {"options", put_options},
    {"rules", put_rules},
    {NULL, NULL},
};
