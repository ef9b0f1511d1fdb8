/* SPDX-License-Identifier: MIT */
/* What rules state becomes findings; and what several families state alike. */
#include "rules/flag.h"
#include "base/lookalike.h"
#include "profile/values.h"

/* ---- Findings ---- */

/* What a token belongs to, as a path: "provision/sipsrv/@protocol". */
static const char *compose_where(struct rule_context *context, const struct token *at)
{
    static const struct argument none[] = {{.kind = ARGUMENT_END}};
    struct argument parts[4] = {{.kind = ARGUMENT_END}};
    if (at->element == ELEMENT_UNKNOWN)
        return message_compose(&context->findings->arena, "xml", none);
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
    return message_compose(&context->findings->arena, pattern, parts);
}

/* What can't be seen: a letter that only looks right, a blank that isn't one, or is at an end. */
static const char *append_unseen(struct arena *arena, const char *message, struct text written)
{
    uint32_t character = 0;
    char letter[2] = {0};
    const char *pattern = NULL;
    if (text_find_lookalike(written, &character))
        pattern = "{}; {} looks like \"{}\"";
    else if (text_find_odd_blank(written, &character))
        pattern = "{}; {} looks like a blank, but isn't one";
    else if (written.length && text_is_blank(written.bytes[0]))
        pattern = "{}; it begins with a blank";
    else if (written.length && text_is_blank(written.bytes[written.length - 1]))
        pattern = "{}; it ends with a blank";
    if (!pattern)
        return message;
    letter[0] = lookalike_of(character);
    const struct argument parts[] = {word(message),
                                     code_point(character),
                                     word(letter),
                                     {.kind = ARGUMENT_END}};
    return message_compose(arena, pattern, parts);
}

static const char *compose_message(struct rule_context *context, const struct statement *statement)
{
    struct arena *arena = &context->findings->arena;
    const char *message = message_compose(arena, statement->message, statement->values);
    message = append_unseen(arena, message, statement->written);
    if (!statement->nearest)
        return message;
    const struct argument parts[] = {word(message),
                                     word(statement->nearest),
                                     {.kind = ARGUMENT_END}};
    return message_compose(arena, "{} (did you mean \"{}\"?)", parts);
}

/* The steps, which outlive the statement and the document. */
static const struct edit *keep_edits(struct arena *arena, const struct edit *edits)
{
    size_t count = 0;
    while (edits[count].kind != EDIT_NONE)
        count++;
    if (!count)
        return NULL;
    struct edit *kept = arena_take(arena, (count + 1) * sizeof *edits);
    memcpy(kept, edits, (count + 1) * sizeof *edits);
    for (size_t i = 0; i < count; i++)
        kept[i].text = arena_string(arena, text_of(edits[i].text));
    return kept;
}

static void keep_finding(struct rule_context *context, uint16_t index, enum severity severity,
                         const struct token *at, const struct statement *statement)
{
    const struct rule *rule = &rules[index];
    struct arena *arena = &context->findings->arena;
    struct finding finding = {
        .at = at->range,
        .message = compose_message(context, statement),
        .help = statement->help ? message_compose(arena, statement->help, statement->help_values)
                                : rule->help,
        .edits = keep_edits(arena, statement->edits),
        .code = statement->code ? statement->code : rule->code,
        .likely = statement->code ? statement->likely : rule->likely,
        .where = compose_where(context, at),
        .rule = index,
        .severity = (uint8_t)severity,
    };
    if (statement->related) {
        finding.related.message = statement->related;
        finding.related.path =
            statement->related_path ? arena_string(arena, text_of(statement->related_path)) : NULL;
        finding.related.at = statement->related_at;
    }
    findings_add(context->findings, &finding);
}

/* Is it reported for any document, whether it's a profile or not? A namespace is a profile's
 * mistake alone: others are meant to be in theirs. */
static bool is_common(uint16_t rule)
{
    return (rules[rule].category == CATEGORY_XML && rule != RULE_xml_namespace) ||
           rule == RULE_root_not_provision;
}

static bool is_hidden(const struct rule_context *context, enum severity severity)
{
    return severity < context->policy->shown;
}

static void count(struct rule_context *context, uint16_t rule, enum severity severity)
{
    struct finding_counts *counts[] = {&context->findings->counts, &context->common};
    for (int i = 0; i < 1 + is_common(rule); i++) {
        counts[i]->by_severity[severity]++;
        counts[i]->hidden[severity] += is_hidden(context, severity);
    }
}

/* The file has as many findings as there may be: one more says so, and the rest isn't judged. */
static void fill_up(struct rule_context *context, const struct token *at)
{
    const struct statement statement = {
        .message = "there are more than {} findings in this file; the rest of it wasn't checked",
        .values = {number(context->policy->max_findings)},
        .help = "correct these first, or raise the limit with --max-findings",
    };
    context->is_full = true;
    count(context, RULE_limit_exceeded, SEVERITY_ERROR);
    keep_finding(context, RULE_limit_exceeded, SEVERITY_ERROR, at, &statement);
}

static bool is_implied(const struct rule_context *context)
{
    const uint16_t *by = rules[context->rule].implied_by;
    for (; by && *by != RULE_COUNT; by++) {
        if (context->found[*by / 64] >> *by % 64 & 1)
            return true;
    }
    return false;
}

static void note_found(struct rule_context *context)
{
    context->found[context->rule / 64] |= UINT64_C(1) << context->rule % 64;
    context->has_found = true;
}

static bool is_suppressed(struct rule_context *context, const struct token *at)
{
    return !rules[context->rule].fixed &&
           suppressions_silence(&context->suppressions, context->rule, at->range.start.byte);
}

/* Does it point where the last one does? What may not be shown has one place for all its parts. */
static bool is_repeated(const struct rule_context *context, const struct range *at)
{
    const struct findings *findings = context->findings;
    const struct finding *last = findings->count ? &findings->items[findings->count - 1] : NULL;
    return last && last->rule == context->rule && last->at.start.byte == at->start.byte &&
           last->at.end.byte == at->end.byte;
}

enum severity rule_context_weigh(struct rule_context *context, enum severity own)
{
    const struct policy *policy = context->policy;
    enum severity severity = (enum severity)policy->severity[context->rule];
    if (own != SEVERITY_OFF && severity != SEVERITY_OFF && !policy->forced[context->rule])
        severity = own;
    if (context->is_full)
        return SEVERITY_OFF;
    if (severity == SEVERITY_OFF || !is_hidden(context, severity) || context->suppressions.count)
        return severity;
    if (!is_implied(context)) {
        note_found(context);
        count(context, context->rule, severity);
    }
    return SEVERITY_OFF;
}

void flag_statement(struct rule_context *context, enum severity severity, struct token at,
                    const struct statement *statement)
{
    struct findings *findings = context->findings;
    bool suppressed = is_suppressed(context, &at);
    if (is_implied(context) || is_repeated(context, &at.range))
        return;
    if (suppressed) {
        findings->counts.suppressed++;
        context->common.suppressed += is_common(context->rule);
        return;
    }
    note_found(context);
    if (!is_hidden(context, severity) && findings->count >= context->policy->max_findings) {
        fill_up(context, &at);
        return;
    }
    count(context, context->rule, severity);
    if (!is_hidden(context, severity))
        keep_finding(context, context->rule, severity, &at, statement);
}

static bool is_common_finding(void *context, const struct finding *finding)
{
    (void)context;
    return is_common(finding->rule);
}

void rule_context_begin(struct rule_context *context, struct findings *findings)
{
    context->findings = findings;
    context->common = (struct finding_counts){0};
    context->is_full = findings->count > context->policy->max_findings;
    suppressions_reset(&context->suppressions);
}

void rule_context_free(struct rule_context *context)
{
    suppressions_free(&context->suppressions);
}

void rule_context_forget_profile(struct rule_context *context)
{
    findings_keep(context->findings, is_common_finding, NULL);
    context->findings->counts = context->common;
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

bool is_hidden_again(const struct element *element, enum attribute_kind attribute, struct text part,
                     bool *was_hidden)
{
    bool is_hidden_part = quoted_part(element, attribute, part).shown == 0;
    bool again = is_hidden_part && *was_hidden;
    *was_hidden |= is_hidden_part;
    return again;
}

struct argument quoted_xml_name(struct text name)
{
    return quoted(harmless_value(FORM_NAME, NULL, name));
}

struct token without_length(struct token at, struct text name)
{
    if (!harmless_is_whole(harmless_value(FORM_NAME, NULL, name)))
        at.range.end = at.range.start;
    return at;
}

struct edit edit_set(struct token at, enum attribute_kind attribute, const char *value)
{
    return (struct edit){EDIT_SET_ATTRIBUTE, at.range, attribute_name(attribute), value, false};
}

struct edit edit_remove(struct token at, enum attribute_kind attribute)
{
    return (struct edit){EDIT_REMOVE_ATTRIBUTE, at.range, attribute_name(attribute), "", false};
}

struct edit edit_part(const struct element *element, enum attribute_kind attribute,
                      struct text part, const char *text)
{
    return (struct edit){EDIT_REPLACE, element_part_range(element, attribute, part), NULL, text,
                         false};
}

struct edit edit_replace(struct token at, const char *text)
{
    return (struct edit){EDIT_REPLACE, at.range, NULL, text, false};
}

struct edit edit_element(enum edit_kind kind, struct token at, const char *text)
{
    return (struct edit){kind, at.range, NULL, text, false};
}

struct edit edit_example(struct edit edit)
{
    edit.is_example = true;
    return edit;
}

static bool is_plain(struct text text)
{
    size_t at = 0;
    while (at < text.length && (text_is_letter(text.bytes[at]) || text_is_digit(text.bytes[at]) ||
                                text_is_one_of(text.bytes[at], ".-")))
        at++;
    return at && at == text.length;
}

const char *text_with(struct rule_context *context, const char *pattern, struct argument part)
{
    bool is_own = part.kind == ARGUMENT_WORD;
    const struct argument parts[] = {{.kind = ARGUMENT_WORD, .text = part.text},
                                     {.kind = ARGUMENT_END}};
    if (!is_own && (part.shown < part.text.length || !is_plain(part.text)))
        return NULL;
    return message_compose(&context->findings->arena, pattern, parts);
}

void flag_absent(const struct element *element, enum attribute_kind attribute, const char *example,
                 struct rule_context *context)
{
    bool empty = is_empty(element, attribute);
    bool has_blanks = written_value(element, attribute).length > 0;
    flag(context, at_missing(element, attribute),
         .message = !empty       ? "<{}> has no {}"
                    : has_blanks ? "<{}> has nothing but blanks in its {}"
                                 : "<{}> has an empty {}",
         .values = {word(element_name(element->kind)), word(attribute_name(attribute))},
         .edits = {values_words() >> attribute & 1
                       ? edit_set(at_element(element), attribute, example)
                       : edit_example(edit_set(at_element(element), attribute, example))});
}

void flag_unknown(const struct element *element, enum attribute_kind attribute, const char *message,
                  const char *example, struct rule_context *context)
{
    const char *names[SCHEMA_NAMES];
    attribute_values(attribute, names);
    const char *nearest = text_nearest(written_value(element, attribute), names);
    struct edit edit = edit_set(at_element(element), attribute, nearest ? nearest : example);
    edit.is_example = nearest == NULL;
    flag(context, at_value(element, attribute), .message = message,
         .values = {quoted_value(element, attribute)}, .written = written_value(element, attribute),
         .nearest = nearest, .help = nearest ? "write {}=\"{}\"" : NULL,
         .help_values = {word(attribute_name(attribute)), word(nearest ? nearest : "")},
         .edits = {edit});
}
