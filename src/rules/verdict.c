/* SPDX-License-Identifier: MIT */
/* What rules state becomes findings; and what several families state alike. */
#include "rules/verdict.h"
#include "base/lookalike.h"

#include <stdio.h>

/* ---- Findings ---- */

/* What a token belongs to, as a path: "provision/sipsrv/@protocol". */
static const char *compose_where(struct verdict *verdict, const struct token *at)
{
    static const struct argument none[] = {{.kind = ARGUMENT_END}};
    struct argument parts[4] = {{.kind = ARGUMENT_END}};
    if (at->element == ELEMENT_UNKNOWN)
        return message_compose(&verdict->findings->arena, "xml", none);
    const char *pattern = at->attribute == ATTRIBUTE_UNKNOWN ? "{}{}" : "{}{}/@{}";
    const char *above = "provision/";
    if (at->element == ELEMENT_provision)
        above = "";
    else if (at->element == ELEMENT_session)
        above = "provision/sipsrv/";
    parts[0] = word(above);
    parts[1] = word(element_name(at->element));
    if (at->attribute != ATTRIBUTE_UNKNOWN)
        parts[2] = word(attribute_name(at->attribute));
    return message_compose(&verdict->findings->arena, pattern, parts);
}

/* A letter that only looks right would be seen as the right one. */
static const char *append_lookalike(struct arena *arena, const char *message, struct text written)
{
    uint32_t code_point;
    char number[16];
    char letter[2] = {0};
    if (!text_find_lookalike(written, &code_point))
        return message;
    snprintf(number, sizeof number, "U+%04X", (unsigned)code_point);
    letter[0] = lookalike_of(code_point);
    const struct argument parts[] = {word(message),
                                     word(number),
                                     word(letter),
                                     {.kind = ARGUMENT_END}};
    return message_compose(arena, "{}; {} only looks like \"{}\"", parts);
}

static const char *compose_message(struct verdict *verdict, const struct statement *statement)
{
    struct arena *arena = &verdict->findings->arena;
    const char *message = message_compose(arena, statement->message, statement->values);
    message = append_lookalike(arena, message, statement->written);
    if (!statement->nearest)
        return message;
    const struct argument parts[] = {word(message),
                                     word(statement->nearest),
                                     {.kind = ARGUMENT_END}};
    return message_compose(arena, "{}; did you mean \"{}\"?", parts);
}

static void keep_finding(struct verdict *verdict, uint16_t index, enum severity severity,
                         const struct token *at, const struct statement *statement)
{
    const struct rule *rule = &rules[index];
    struct arena *arena = &verdict->findings->arena;
    struct finding finding = {
        .at = at->range,
        .message = compose_message(verdict, statement),
        .help = statement->help ? message_compose(arena, statement->help, statement->help_values)
                                : rule->help,
        .code = statement->code ? statement->code : rule->code,
        .likely = statement->code ? statement->likely : rule->likely,
        .where = compose_where(verdict, at),
        .rule = index,
        .severity = (uint8_t)severity,
    };
    if (statement->related) {
        finding.related.message = statement->related;
        finding.related.path =
            statement->related_path ? arena_string(arena, text_of(statement->related_path)) : NULL;
        finding.related.at = statement->related_at;
    }
    findings_add(verdict->findings, &finding);
}

/* Is it told of any document, whether it's a profile or not? */
static bool is_common(uint16_t rule)
{
    return rules[rule].category == CATEGORY_XML || rule == RULE_root_not_provision;
}

static bool is_hidden(const struct verdict *verdict, enum severity severity)
{
    return severity < verdict->policy->shown;
}

static void count(struct verdict *verdict, uint16_t rule, enum severity severity)
{
    struct finding_counts *counts[] = {&verdict->findings->counts, &verdict->common};
    for (int i = 0; i < 1 + is_common(rule); i++) {
        counts[i]->by_severity[severity]++;
        counts[i]->hidden[severity] += is_hidden(verdict, severity);
    }
}

/* The file has as many findings as there may be: one more says so, and the rest isn't judged. */
static void fill_up(struct verdict *verdict, const struct token *at)
{
    const struct statement statement = {
        .message = "there are more than {} findings in this file; it's judged no further",
        .values = {number(verdict->policy->max_findings)},
        .help = "mend these first, or raise the limit with --max-findings",
    };
    verdict->is_full = true;
    count(verdict, RULE_limit_exceeded, SEVERITY_ERROR);
    keep_finding(verdict, RULE_limit_exceeded, SEVERITY_ERROR, at, &statement);
}

static bool is_implied(const struct verdict *verdict)
{
    const uint16_t *by = rules[verdict->rule].implied_by;
    for (; by && *by != RULE_COUNT; by++) {
        if (verdict->found[*by / 64] >> *by % 64 & 1)
            return true;
    }
    return false;
}

static void note_found(struct verdict *verdict)
{
    verdict->found[verdict->rule / 64] |= UINT64_C(1) << verdict->rule % 64;
}

static bool is_suppressed(struct verdict *verdict, const struct token *at)
{
    return !rules[verdict->rule].fixed &&
           suppressions_silence(&verdict->suppressions, verdict->rule, at->range.start.byte);
}

/* Does it point where the last one does? What may not be shown has one place for all its parts. */
static bool is_repeated(const struct verdict *verdict, const struct range *at)
{
    const struct findings *findings = verdict->findings;
    const struct finding *last = findings->count ? &findings->items[findings->count - 1] : NULL;
    return last && last->rule == verdict->rule && last->at.start.byte == at->start.byte &&
           last->at.end.byte == at->end.byte;
}

enum severity verdict_weigh(struct verdict *verdict, enum severity own)
{
    const struct policy *policy = verdict->policy;
    enum severity severity = (enum severity)policy->severity[verdict->rule];
    if (own != SEVERITY_OFF && severity != SEVERITY_OFF && !policy->forced[verdict->rule])
        severity = own;
    if (verdict->is_full)
        return SEVERITY_OFF;
    if (severity == SEVERITY_OFF || !is_hidden(verdict, severity) || verdict->suppressions.count)
        return severity;
    if (!is_implied(verdict)) {
        note_found(verdict);
        count(verdict, verdict->rule, severity);
    }
    return SEVERITY_OFF;
}

void flag_statement(struct verdict *verdict, enum severity severity, struct token at,
                    const struct statement *statement)
{
    struct findings *findings = verdict->findings;
    bool suppressed = is_suppressed(verdict, &at);
    if (is_implied(verdict) || is_repeated(verdict, &at.range))
        return;
    if (suppressed) {
        findings->counts.suppressed++;
        verdict->common.suppressed += is_common(verdict->rule);
        return;
    }
    note_found(verdict);
    if (!is_hidden(verdict, severity) && findings->count >= verdict->policy->max_findings) {
        fill_up(verdict, &at);
        return;
    }
    count(verdict, verdict->rule, severity);
    if (!is_hidden(verdict, severity))
        keep_finding(verdict, verdict->rule, severity, &at, statement);
}

static bool is_common_finding(const struct finding *finding)
{
    return is_common(finding->rule);
}

void verdict_begin(struct verdict *verdict, struct findings *findings)
{
    verdict->findings = findings;
    verdict->common = (struct finding_counts){0};
    verdict->is_full = findings->count > verdict->policy->max_findings;
    suppressions_reset(&verdict->suppressions);
}

void verdict_free(struct verdict *verdict)
{
    suppressions_free(&verdict->suppressions);
}

void verdict_forget_profile(struct verdict *verdict)
{
    findings_keep(verdict->findings, is_common_finding);
    verdict->findings->counts = verdict->common;
}

/* ---- What several families state ---- */

struct argument quoted_value(const struct element *element, enum attribute_kind attribute)
{
    return quoted(element_harmless(element, attribute));
}

struct argument quoted_part(const struct element *element, enum attribute_kind attribute,
                            struct text part)
{
    return quoted(harmless_part(element_harmless(element, attribute), part));
}

struct argument quoted_slice(enum attribute_kind attribute, struct text value, struct text part)
{
    return quoted(harmless_part(attribute_harmless(attribute, value), part));
}

struct argument quoted_xml_name(struct text name)
{
    return quoted(harmless_value(FORM_NAME, NULL, name));
}

void flag_missing(const struct element *element, enum attribute_kind attribute,
                  struct verdict *verdict)
{
    bool empty = is_empty(element, attribute);
    if (empty || lacks(element, attribute))
        flag(verdict, at_missing(element, attribute),
             .message = empty ? "<{}> has an empty {}" : "<{}> has no {}",
             .values = {word(element_name(element->kind)), word(attribute_name(attribute))});
}

void flag_unknown(const struct element *element, enum attribute_kind attribute, const char *message,
                  struct verdict *verdict)
{
    const char *names[SCHEMA_NAMES];
    attribute_values(attribute, names);
    flag(verdict, at_value(element, attribute), .message = message,
         .values = {quoted_value(element, attribute)}, .written = written_value(element, attribute),
         .nearest = text_nearest(written_value(element, attribute), names));
}
