/* SPDX-License-Identifier: MIT */
/* Lists and explanations of rules, each field in one place. */
#include "cli/explain.h"
#include "cli/wrap.h"
#include "report/json_text.h"
#include "settings/selection.h"

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

static const char *severity_in_force(size_t rule, const struct policy *policy, enum target target)
{
    return severity_name(rule_severity(rule, policy, target));
}

void explain_list_rules(struct emit *out, const struct policy *policy, enum target target)
{
    size_t id = 0;
    size_t severity = 0;
    size_t category = 0;
    for (size_t i = 0; i < RULE_COUNT; i++) {
        id = longest(id, rules[i].id);
        severity = longest(severity, severity_name(rules[i].severity));
        category = longest(category, category_name(rules[i].category));
    }
    for (size_t i = 0; i < RULE_COUNT; i++) {
        put_column(out, rules[i].id, id);
        put_column(out, severity_in_force(i, policy, target), severity);
        put_column(out, category_name(rules[i].category), category);
        emit_literal(out, rules[i].summary);
        emit_literal(out, "\n");
    }
}

/* What to write to turn a rule on or off, in three pieces. */
struct recipe {
    const char *before;
    const char *id; /* the rule's, or nothing */
    const char *after;
    const char *place; /* where it's written, for people */
};

#define MOST_RECIPES 3

/* How a rule is turned on that's off by default. Returns how many ways there are. */
static size_t find_switches(const struct rule *rule, struct recipe recipes[MOST_RECIPES])
{
    size_t count = 0;
    if (rule->opt_in)
        recipes[count++] = (struct recipe){"--enable=", rule->id, "", ""};
    if (rule->opt_in && rule->category == CATEGORY_FLEET)
        recipes[count++] = (struct recipe){"--fleet=enabled", "", "", ""};
    return count;
}

/* How a rule is silenced. */
static size_t find_silencers(const struct rule *rule, struct recipe recipes[MOST_RECIPES])
{
    size_t count = 0;
    if (rule->fixed)
        return 0;
    recipes[count++] = (struct recipe){"--disable=", rule->id, "", ""};
    if (rule->severity > SEVERITY_NOTE)
        recipes[count++] = (struct recipe){"--severity=", rule->id, "=note", ""};
    /* Of comments it's told at the document's end. */
    const char *where =
        rule->phase == PHASE_COMMENT ? " before <provision>" : " before the element";
    recipes[count++] = (struct recipe){"<!-- siplint disable=", rule->id, ": reason -->", where};
    return count;
}

/* Takes the first address off the rest of a rule's sources. */
static struct text take_source(struct text *rest)
{
    size_t end = text_find(*rest, ' ');
    struct text source = text_slice(*rest, 0, end);
    *rest = text_slice(*rest, end < rest->length ? end + 1 : end, rest->length);
    return source;
}

static struct text sources_of(const struct rule *rule)
{
    return text_of(rule->source ? rule->source : "");
}

static void put_json_sources(struct json *json, const struct rule *rule)
{
    struct text rest = sources_of(rule);
    json_open(json, "source", '[');
    while (rest.length) {
        json_begin_string(json, NULL);
        emit_json_part(json->out, take_source(&rest));
        json_end_string(json);
    }
    json_close(json, ']');
}

static void put_json_recipes(struct json *json, const char *name, const struct recipe *recipes,
                             size_t count)
{
    json_open(json, name, '[');
    for (size_t i = 0; i < count; i++) {
        json_begin_string(json, NULL);
        emit_literal(json->out, recipes[i].before);
        emit_literal(json->out, recipes[i].id);
        emit_literal(json->out, recipes[i].after);
        json_end_string(json);
    }
    json_close(json, ']');
}

/* All that --explain says of it, and the severity in force. */
static void put_json_rule(struct json *json, const struct rule *rule, const char *in_force)
{
    struct recipe recipes[MOST_RECIPES];
    json_open(json, NULL, '{');
    json_string(json, "id", rule->id);
    json_string(json, "severity", severity_name(rule->severity));
    json_string(json, "inForce", in_force);
    json_string(json, "category", category_name(rule->category));
    json_string(json, "summary", rule->summary);
    json_string(json, "at", rule->at);
    json_string(json, "why", rule->why);
    json_string(json, "bad", rule->bad);
    json_string(json, "good", rule->good);
    json_string(json, "help", rule->help);
    json_string(json, "code", rule->code);
    json_boolean(json, "likely", rule->likely);
    json_boolean(json, "optIn", rule->opt_in);
    put_json_recipes(json, "turnOn", recipes, find_switches(rule, recipes));
    json_boolean(json, "fixed", rule->fixed);
    put_json_recipes(json, "silence", recipes, find_silencers(rule, recipes));
    put_json_sources(json, rule);
    json_string(json, "since", rule->since);
    json_close(json, '}');
}

void explain_list_rules_json(struct emit *out, const struct policy *policy, enum target target)
{
    struct json json = {.out = out, .lines = 1};
    json_open(&json, NULL, '[');
    for (size_t i = 0; i < RULE_COUNT; i++)
        put_json_rule(&json, &rules[i], severity_in_force(i, policy, target));
    json_close(&json, ']');
    emit_literal(out, "\n");
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
    struct text rest = sources_of(rule);
    while (rest.length) {
        emit_repeat(out, ' ', INDENT);
        emit_message_part(out, take_source(&rest));
        emit_literal(out, "\n");
    }
}

static void put_recipes(struct emit *out, const char *title, const struct recipe *recipes,
                        size_t count)
{
    if (count)
        put_title(out, title);
    for (size_t i = 0; i < count; i++) {
        emit_repeat(out, ' ', INDENT);
        emit_literal(out, recipes[i].before);
        emit_literal(out, recipes[i].id);
        emit_literal(out, recipes[i].after);
        emit_literal(out, recipes[i].place);
        emit_literal(out, "\n");
    }
}

static void put_switches(struct emit *out, const struct rule *rule)
{
    struct recipe recipes[MOST_RECIPES];
    put_recipes(out, "To turn it on", recipes, find_switches(rule, recipes));
    put_recipes(out, "To silence it", recipes, find_silencers(rule, recipes));
    if (rule->fixed)
        put_prose(out, "To silence it",
                  "It can't be turned off, lowered or suppressed: it says that a file wasn't "
                  "checked to its end.");
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
    emit_repeat(out, ' ', INDENT);
    emit_literal(out, "siplint ");
    emit_literal(out, rule->since);
    emit_literal(out, "\n");
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
