/* SPDX-License-Identifier: MIT */
/* Lists and explanations of rules, each field in one place. */
#include "cli/explain.h"
#include "cli/selection.h"
#include "cli/wrap.h"

#include <string.h>

#define INDENT 4

static void put_column(struct emit *out, const char *word, size_t width)
{
    emit_literal(out, word);
    emit_repeat(out, ' ', width - strlen(word) + 2);
}

static size_t longest(size_t a, const char *word)
{
    size_t length = strlen(word);
    return length > a ? length : a;
}

void explain_list_rules(struct emit *out)
{
    size_t id = 0;
    size_t severity = 0;
    size_t category = 0;
    for (int i = 0; i < RULE_COUNT; i++) {
        id = longest(id, rules[i].id);
        severity = longest(severity, severity_name(rules[i].severity));
        category = longest(category, category_name(rules[i].category));
    }
    for (int i = 0; i < RULE_COUNT; i++) {
        put_column(out, rules[i].id, id);
        put_column(out, severity_name(rules[i].severity), severity);
        put_column(out, category_name(rules[i].category), category);
        emit_literal(out, rules[i].summary);
        emit_literal(out, "\n");
    }
}

static void put_json_member(struct emit *out, const char *name, const char *value)
{
    emit_json_string(out, text_of(name));
    emit_literal(out, ": ");
    if (value)
        emit_json_string(out, text_of(value));
    else
        emit_literal(out, "null");
    emit_literal(out, ", ");
}

static void put_json_rule(struct emit *out, const struct rule *rule)
{
    emit_literal(out, "  {");
    put_json_member(out, "id", rule->id);
    put_json_member(out, "severity", severity_name(rule->severity));
    put_json_member(out, "category", category_name(rule->category));
    put_json_member(out, "summary", rule->summary);
    put_json_member(out, "at", rule->at);
    put_json_member(out, "code", rule->code);
    emit_literal(out, "\"likely\": ");
    emit_literal(out, rule->likely ? "true, " : "false, ");
    emit_json_string(out, text_of("since"));
    emit_literal(out, ": ");
    emit_json_string(out, text_of(rule->since));
    emit_literal(out, "}");
}

void explain_list_rules_json(struct emit *out)
{
    emit_literal(out, "[\n");
    for (int i = 0; i < RULE_COUNT; i++) {
        put_json_rule(out, &rules[i]);
        emit_literal(out, i + 1 < RULE_COUNT ? ",\n" : "\n");
    }
    emit_literal(out, "]\n");
}

static void put_title(struct emit *out, const char *title)
{
    emit_literal(out, "\n");
    emit_color(out, COLOR_BOLD);
    emit_literal(out, title);
    emit_color(out, COLOR_NONE);
    emit_literal(out, "\n");
}

static void put_prose(struct emit *out, const char *title, const char *text)
{
    put_title(out, title);
    emit_repeat(out, ' ', INDENT);
    wrap_text(out, text, INDENT);
}

static void put_example(struct emit *out, const char *title, const char *example)
{
    put_title(out, title);
    wrap_lines(out, example, INDENT);
}

static void put_answer(struct emit *out, const struct rule *rule)
{
    if (!rule->code)
        return;
    put_title(out, "The client's answer");
    emit_repeat(out, ' ', INDENT);
    emit_literal(out, rule->code);
    emit_literal(out, rule->likely ? ", likely\n" : "\n");
}

/* The addresses, a line each. */
static void put_sources(struct emit *out, const struct rule *rule)
{
    if (!rule->source)
        return;
    put_title(out, "Source");
    struct text rest = text_of(rule->source);
    while (rest.length) {
        size_t end = text_find(rest, ' ');
        emit_repeat(out, ' ', INDENT);
        emit_message_part(out, text_slice(rest, 0, end));
        emit_literal(out, "\n");
        rest = text_slice(rest, end < rest.length ? end + 1 : end, rest.length);
    }
}

/* A line of what to write: the id between two constants. */
static void put_recipe(struct emit *out, const char *before, const char *id, const char *after)
{
    emit_repeat(out, ' ', INDENT);
    emit_literal(out, before);
    emit_literal(out, id);
    emit_literal(out, after);
    emit_literal(out, "\n");
}

static void put_switches(struct emit *out, const struct rule *rule)
{
    if (rule->opt_in) {
        put_title(out, "To turn it on");
        put_recipe(out, "--enable=", rule->id, "");
        if (rule->category == CATEGORY_FLEET)
            put_recipe(out, "--fleet=enabled", "", "");
    }
    if (rule->fixed) {
        put_prose(out, "To silence it", "This rule can't be turned off.");
        return;
    }
    put_title(out, "To silence it");
    put_recipe(out, "--disable=", rule->id, "");
    if (rule->severity > SEVERITY_NOTE)
        put_recipe(out, "--severity=", rule->id, "=note");
    put_recipe(out, "<!-- siplint disable=", rule->id, ": reason --> before the element");
}

static void explain_rule(struct emit *out, const struct rule *rule)
{
    emit_color(out, COLOR_BOLD);
    emit_literal(out, rule->id);
    emit_color(out, COLOR_NONE);
    emit_literal(out, ": ");
    emit_literal(out, severity_name(rule->severity));
    emit_literal(out, ", ");
    emit_literal(out, category_name(rule->category));
    emit_literal(out, rule->opt_in ? ", off by default\n" : "\n");
    put_prose(out, "Fires when", rule->summary);
    put_prose(out, "Points at", rule->at);
    put_prose(out, "Why", rule->why);
    put_example(out, "Wrong", rule->bad);
    put_example(out, "Right", rule->good);
    put_prose(out, "What to do", rule->help);
    put_answer(out, rule);
    put_switches(out, rule);
    put_sources(out, rule);
    put_title(out, "Since");
    put_recipe(out, "siplint ", rule->since, "");
}

void explain_rules(struct emit *out, const char *name)
{
    int rule = rule_find(text_of(name));
    int category = category_find(text_of(name));
    bool all = strcmp(name, "all") == 0;
    bool any = false;
    for (int i = 0; i < RULE_COUNT; i++) {
        if (!all && i != rule && (int)rules[i].category != category)
            continue;
        emit_literal(out, any ? "\n\n" : "");
        explain_rule(out, &rules[i]);
        any = true;
    }
}
