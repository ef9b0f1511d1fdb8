/* SPDX-License-Identifier: MIT */
/*
 * The data in the completions of shells: each option with how its argument is completed, and the
 * lists of words that arguments are made of. A list has the name of the first option that takes its
 * words. What is done with the data is written in completions/, in each shell's own language.
 */
#include "generate.h"

#include "catalogue/rules.h"
#include "cli/option_rows.h"
#include "report/formats.h"

#include <stdio.h>
#include <string.h>

/* How an argument is completed, by what stands for it in the help. */
static const struct {
    const char *argument;
    const char *kind;
} argument_kinds[] = {
    {"FILE", "file"},          {"NAME", "file"},          {"RULES", "list"},
    {"RULE=LEVEL", "setting"}, {"FORMAT:FILE", "report"},
};

#define KIND_COUNT (sizeof argument_kinds / sizeof argument_kinds[0])

/* `word`: one of a list; `any`: nothing is known of it; `none`: there's no argument. */
static const char *kind_of(const struct option_row *row)
{
    if (row->scope & OPTIONAL)
        return "none"; /* it can be given without */
    for (size_t i = 0; row->argument && i < KIND_COUNT; i++)
        if (strcmp(row->argument, argument_kinds[i].argument) == 0)
            return argument_kinds[i].kind;
    if (row->choices)
        return "word";
    return row->argument ? "any" : "none";
}

/* Where it isn't plain, the help says so. */
static bool is_repeatable(const struct option_row *row)
{
    return row->choices == &choices_rules || row->choices == &choices_severities ||
           strstr(row->help, "repeatable");
}

static const char *list_of(const struct option_row *row)
{
    const struct option_row *first = option_rows;
    if (!row->choices)
        return NULL;
    while (!first->choices || first->choices->word != row->choices->word)
        first++;
    return first->name;
}

/* What a word means, if there's more to say than the word itself does. */
static const char *summary_of(const char *word)
{
    const struct format *format = format_find(text_of(word));
    int rule = rule_find(text_of(word));
    if (rule >= 0)
        return rules[rule].summary;
    return format ? format->summary : "";
}

/* The first thing that the help says, which is enough beside a name. */
static struct text gist_of(const char *help)
{
    const char *end = help;
    while (*end && !((*end == '.' || *end == ';') && (end[1] == ' ' || !end[1])))
        end++;
    return (struct text){help, (size_t)(end - help)};
}

/* Calls `put` for each list, which goes by `name`. */
static void put_lists(void (*put)(const char *name, const struct choices *choices))
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = &option_rows[i];
        if (row->choices && list_of(row) == row->name)
            put(row->name, row->choices);
    }
    put("level", &choices_rule_level);
}

/* ---- Quoting ---- */

/*
 * Text within the single quotes of bash and zsh. What is one of `special` gets a backslash, for
 * those who read the text once the shell has taken the quotes away. A control character, which no
 * text has need of, becomes a blank.
 */
static void put_quoted(struct text text, const char *special)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (text_is_one_of(byte, special))
            putchar('\\');
        if (byte == '\'')
            fputs("'\\''", stdout);
        else
            putchar((unsigned char)byte < ' ' ? ' ' : byte);
    }
}

/* Within those of fish, where a backslash works. */
static void put_quoted_fish(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '\'' || byte == '\\')
            putchar('\\');
        putchar((unsigned char)byte < ' ' ? ' ' : byte);
    }
}

/* ---- bash ---- */

static void put_bash_word(const char *word)
{
    putchar('\'');
    put_quoted(text_of(word), "");
    putchar('\'');
}

static void put_bash_list(const char *name, const struct choices *choices)
{
    printf("    %s)\n        words=(\n", name);
    for (int i = 0; choices->word(i); i++) {
        fputs("            ", stdout);
        put_bash_word(choices->word(i));
        putchar('\n');
    }
    puts("        )\n        ;;");
}

static void put_bash_lists(void)
{
    put_lists(put_bash_list);
}

static void put_bash_names(void)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        printf("    --%s\n", option_rows[i].name);
        if (option_rows[i].letter)
            printf("    -%c\n", option_rows[i].letter);
    }
}

static void put_bash_options(void)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = &option_rows[i];
        fputs("    ", stdout);
        if (row->letter)
            printf("-%c | ", row->letter);
        printf("--%s) name=--%s kind=%s", row->name, row->name, kind_of(row));
        if (row->choices)
            printf(" list=%s", list_of(row));
        puts(is_repeatable(row) ? " repeatable=yes ;;" : " ;;");
    }
}

/* ---- zsh ---- */

static void put_zsh_list(const char *name, const struct choices *choices)
{
    printf("    %s)\n        noun='", name);
    put_quoted(text_of(choices->noun), "");
    puts("'\n        entries=(");
    for (int i = 0; choices->word(i); i++) {
        const char *word = choices->word(i);
        const char *meaning = summary_of(word);
        fputs("            '", stdout);
        put_quoted(text_of(word), ":\\");
        if (*meaning)
            putchar(':');
        put_quoted(text_of(meaning), "\\");
        puts("'");
    }
    puts("        )\n        ;;");
}

static void put_zsh_lists(void)
{
    put_lists(put_zsh_list);
}

/* What _arguments does behind an option: a function of completions/siplint.zsh, or nothing. */
static void put_zsh_action(const struct option_row *row)
{
    const char *kind = kind_of(row);
    putchar(':');
    put_quoted(text_of(row->argument), ":\\");
    putchar(':');
    if (strcmp(kind, "any") == 0)
        putchar(' ');
    else if (row->choices)
        printf("_siplint_%s %s", kind, list_of(row));
    else
        printf("_siplint_%s", kind);
}

/* A specification of _arguments, for one of the option's names. */
static void put_zsh_name(const struct option_row *row, bool is_long)
{
    fputs("        '", stdout);
    if (is_repeatable(row))
        putchar('*');
    else if (row->letter)
        printf("(-%c --%s)", row->letter, row->name);
    if (is_long)
        printf("--%s%s[", row->name, row->argument ? "=" : "");
    else
        printf("-%c%s[", row->letter, row->argument ? "+" : "");
    put_quoted(gist_of(row->help), "[]\\");
    putchar(']');
    if (row->argument)
        put_zsh_action(row);
    puts("'");
}

static void put_zsh_options(void)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (option_rows[i].letter)
            put_zsh_name(&option_rows[i], false);
        put_zsh_name(&option_rows[i], true);
    }
}

/* ---- fish ---- */

static void put_fish_list(const char *name, const struct choices *choices)
{
    printf("        case %s\n            printf '%%s\\t%%s\\n'", name);
    for (int i = 0; choices->word(i); i++) {
        const char *word = choices->word(i);
        fputs(" \\\n                '", stdout);
        put_quoted_fish(text_of(word));
        fputs("' '", stdout);
        put_quoted_fish(text_of(summary_of(word)));
        putchar('\'');
    }
    putchar('\n');
}

static void put_fish_lists(void)
{
    put_lists(put_fish_list);
}

static void put_fish_option(const struct option_row *row)
{
    const char *kind = kind_of(row);
    const char *list = list_of(row);
    fputs("complete -c siplint", stdout);
    if (row->letter)
        printf(" -s %c", row->letter);
    printf(" -l %s", row->name);
    if (!is_repeatable(row)) {
        printf(" -n '__siplint_lacks --%s%s", row->name, row->argument ? "=" : "");
        if (row->letter)
            printf(" %c", row->letter);
        putchar('\'');
    }
    fputs(" -d '", stdout);
    put_quoted_fish(gist_of(row->help));
    putchar('\'');
    if (strcmp(kind, "any") == 0)
        fputs(" -x", stdout);
    else if (row->argument)
        printf(" -x -a '(__siplint_%s%s%s)'", kind, list ? " " : "", list ? list : "");
    putchar('\n');
}

static void put_fish_options(void)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        put_fish_option(&option_rows[i]);
}

const struct section completion_sections[] = {
    {"bash lists", put_bash_lists},     {"bash names", put_bash_names},
    {"bash options", put_bash_options}, {"zsh lists", put_zsh_lists},
    {"zsh options", put_zsh_options},   {"fish lists", put_fish_lists},
    {"fish options", put_fish_options}, {NULL, NULL},
};
