/* SPDX-License-Identifier: MIT */
/* SARIF's description of the tool: the rule table in its terms. */
#include "catalogue/rules.h"
#include "report/markup.h"
#include "report/sarif.h"

const struct sarif_notice_row sarif_notices[SARIF_NOTICE_COUNT] = {
    [SARIF_UNREADABLE] = {INSPECTION_UNREADABLE, "error", "an input couldn't be read to its end",
                          "Further inputs couldn't be read; see the run's properties."},
    [SARIF_PARTIAL] = {"input-partial", "warning", "only part of a file was checked",
                       "Further files were checked only in part; see the run's properties."},
};

const char *sarif_level(enum severity severity)
{
    return severity == SEVERITY_OFF ? "none" : severity_name(severity);
}

void sarif_put_text(struct json *json, const char *name, const char *text)
{
    json_open(json, name, '{');
    json_begin_string(json, "text");
    markup_put_sarif(json->out, text_of(text));
    json_end_string(json);
    json_close(json, '}');
}

/* The addresses of a rule's sources, each in angle brackets, as Markdown links them. */
static void put_source_links(struct json *json, const char *source)
{
    struct text rest = text_of(source ? source : "");
    emit_json_part(json->out, text_of(source ? "\nSource:\n" : ""));
    while (rest.length) {
        size_t end = text_find(rest, ' ');
        emit_json_part(json->out, text_of("\n- <"));
        markup_put_sarif_code(json->out, text_slice(rest, 0, end));
        emit_json_part(json->out, text_of(">"));
        rest = text_slice(rest, end < rest.length ? end + 1 : end, rest.length);
    }
}

/* How the help is written: its sentences, the examples, and what is around each of these. */
struct style {
    report_put *prose;
    report_put *code;
    const char *open;
    const char *close;
};

static void put_advice(struct json *json, const struct rule *rule, const struct style *style)
{
    const struct {
        const char *text;
        report_put *put;
    } pieces[] = {
        {"To put it right, ", emit_json_part},
        {rule->help, style->prose},
        {".\n\nWrong:\n", emit_json_part},
        {style->open, emit_json_part},
        {rule->bad, style->code},
        {style->close, emit_json_part},
        {"\nRight:\n", emit_json_part},
        {style->open, emit_json_part},
        {rule->good, style->code},
        {style->close, emit_json_part},
    };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        pieces[i].put(json->out, text_of(pieces[i].text));
}

static void put_help(struct json *json, const struct rule *rule)
{
    static const struct style text = {markup_put_sarif, markup_put_sarif, "", "\n"};
    static const struct style markdown = {markup_put_sarif_prose, markup_put_sarif_code,
                                          "\n```xml\n", "\n```\n"};
    json_open(json, "help", '{');
    json_begin_string(json, "text");
    put_advice(json, rule, &text);
    json_end_string(json);
    json_begin_string(json, "markdown");
    put_advice(json, rule, &markdown);
    put_source_links(json, rule->source);
    json_end_string(json);
    json_close(json, '}');
}

static void put_rule_properties(struct json *json, const struct rule *rule)
{
    json_open(json, "properties", '{');
    json_string(json, "category", category_name(rule->category));
    json_string(json, "pointsAt", rule->at);
    json_string(json, "since", rule->since);
    json_open(json, "tags", '[');
    json_string(json, NULL, category_name(rule->category));
    json_close(json, ']');
    json_close(json, '}');
}

static void put_rule(struct json *json, const struct rule *rule)
{
    json_open(json, NULL, '{');
    json_string(json, "id", rule->id);
    sarif_put_text(json, "shortDescription", rule->summary);
    sarif_put_text(json, "fullDescription", rule->why);
    put_help(json, rule);
    if (rule->source) {
        json_member(json, "helpUri");
        emit_json_string(json->out, rule_address(rule));
    }
    json_open(json, "defaultConfiguration", '{');
    json_boolean(json, "enabled", !rule->opt_in);
    json_string(json, "level", sarif_level(rule->severity));
    json_close(json, '}');
    put_rule_properties(json, rule);
    json_close(json, '}');
}

static void put_notice_row(struct json *json, const struct sarif_notice_row *row)
{
    json_open(json, NULL, '{');
    json_string(json, "id", row->id);
    sarif_put_text(json, "shortDescription", row->summary);
    json_open(json, "defaultConfiguration", '{');
    json_string(json, "level", row->level);
    json_close(json, '}');
    json_close(json, '}');
}

void sarif_put_tool(struct json *json)
{
    json_open(json, "tool", '{');
    json_open(json, "driver", '{');
    json_string(json, "name", "siplint");
    json_string(json, "version", SIPLINT_VERSION);
    json_string(json, "semanticVersion", SIPLINT_VERSION);
    json_open(json, "notifications", '[');
    for (int i = 0; i < SARIF_NOTICE_COUNT; i++)
        put_notice_row(json, &sarif_notices[i]);
    json_close(json, ']');
    json_open(json, "rules", '[');
    for (int i = 0; i < RULE_COUNT; i++)
        put_rule(json, &rules[i]);
    json_close(json, ']');
    json_close(json, '}');
    json_close(json, '}');
}

static void put_override(struct json *json, uint64_t rule, enum severity severity)
{
    json_open(json, NULL, '{');
    json_open(json, "descriptor", '{');
    json_string(json, "id", rules[rule].id);
    json_number(json, "index", rule);
    json_close(json, '}');
    json_open(json, "configuration", '{');
    json_boolean(json, "enabled", severity != SEVERITY_OFF);
    if (severity != SEVERITY_OFF)
        json_string(json, "level", sarif_level(severity));
    json_close(json, '}');
    json_close(json, '}');
}

void sarif_put_overrides(struct json *json, const struct policy *policy)
{
    json_open(json, "ruleConfigurationOverrides", '[');
    for (uint64_t i = 0; i < RULE_COUNT; i++) {
        enum severity usual = rules[i].opt_in ? SEVERITY_OFF : rules[i].severity;
        if (policy->severity[i] != usual || policy->forced[i])
            put_override(json, i, (enum severity)policy->severity[i]);
    }
    json_close(json, ']');
}
