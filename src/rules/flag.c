/* SPDX-License-Identifier: MIT */
/* What rules state becomes findings; and what several families state alike. */
#include "rules/flag.h"
#include "base/lookalike.h"
#include "profile/values.h"
#include "rules/embedded_text.h"

/* ---- Findings ---- */

#define RTC_CODES "RTC_E_"
#define PHONE_CODES "PROVISION_E_"

/* What a token belongs to, as a path: "provision/sipsrv/@protocol". In a carrier the setting comes
 * first, in which the profile is. */
static const char *compose_where(struct rule_context *context, const struct token *at)
{
    static const char *const above[ELEMENT_COUNT] = {
        [ELEMENT_provision] = "",
        [ELEMENT_session] = "provision/sipsrv/",
        [ELEMENT_voip_provision] = "",
        [ELEMENT_set] = "voip-provision/",
        [ELEMENT_delete] = "voip-provision/",
        [ELEMENT_query] = "voip-provision/",
        [ELEMENT_wap_provisioningdoc] = "",
        [ELEMENT_characteristic] = "",
        [ELEMENT_parm] = "characteristic/",
        [ELEMENT_parm_query] = "characteristic/",
        [ELEMENT_noparm] = "characteristic/",
    };
    const char *setting = context->scope.embedding.setting;
    bool is_text = at->element == ELEMENT_UNKNOWN;
    bool is_attribute = !is_text && at->attribute != ATTRIBUTE_UNKNOWN;
    const char *path = is_text ? "" : above[at->element] ? above[at->element] : "provision/";
    const struct argument parts[] = {word(setting ? setting : ""),
                                     word(setting ? "/" : ""),
                                     word(path),
                                     word(is_text ? "xml" : element_name(at->element)),
                                     word(is_attribute ? "/@" : ""),
                                     word(is_attribute ? attribute_name(at->attribute) : ""),
                                     {.kind = ARGUMENT_END}};
    return message_compose(&context->findings->arena, "{}{}{}{}{}{}", parts);
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

/* The other words mustn't have these in them. */
static const char *replace_words(struct arena *arena, const char *message, const char *words,
                                 const char *others)
{
    const char *found;
    while ((found = strstr(message, words))) {
        char *before = arena_string(arena, (struct text){message, (size_t)(found - message)});
        message = message_compose(arena, "{}{}{}",
                                  (const struct argument[]){word(before),
                                                            word(others),
                                                            word(found + strlen(words)),
                                                            {.kind = ARGUMENT_END}});
    }
    return message;
}

/* A message about a text is worded for a file that is a profile: in a carrier the profile isn't the
 * file, and the carrier isn't a profile. */
static const char *speak_of_carrier(struct rule_context *context, const char *message)
{
    struct arena *arena = &context->findings->arena;
    const struct rule_scope *scope = &context->scope;
    bool is_carrier = !scope->codes || strcmp(scope->codes, RTC_CODES) != 0;
    if (rules[context->rule].category != CATEGORY_XML)
        return message;
    if (scope->embedding.setting)
        return replace_words(arena, message, "the file", "the profile");
    return is_carrier ? replace_words(arena, message, "the profile", "this document") : message;
}

static const char *compose_message(struct rule_context *context, const struct statement *statement)
{
    struct arena *arena = &context->findings->arena;
    const char *setting = context->scope.embedding.setting;
    const char *message = message_compose(arena, statement->message, statement->values);
    message = append_unseen(arena, message, statement->written);
    if (statement->nearest)
        message = message_compose(arena, "{} (did you mean \"{}\"?)",
                                  (const struct argument[]){word(message),
                                                            word(statement->nearest),
                                                            {.kind = ARGUMENT_END}});
    message = speak_of_carrier(context, message);
    if (setting)
        message = message_compose(arena, "in {}: {}",
                                  (const struct argument[]){word(setting),
                                                            word(message),
                                                            {.kind = ARGUMENT_END}});
    return message;
}

/* The steps, which outlive the statement and the document. */
static const struct edit *keep_steps(struct rule_context *context, const struct steps *steps)
{
    struct arena *arena = &context->findings->arena;
    size_t count = 0;
    while (count < EDIT_STEPS && steps->items[count].kind != EDIT_NONE)
        count++;
    if (!count || steps->is_partial)
        return NULL;
    struct edit *kept = arena_take(arena, (count + 1) * sizeof *kept);
    memcpy(kept, steps->items, count * sizeof *kept);
    kept[count] = (struct edit){.kind = EDIT_NONE};
    for (size_t i = 0; i < count; i++)
        kept[i].text = context->scope.embedding.setting
                           ? embedded_text(arena, kept[i].text, context->scope.embedding.quote)
                           : arena_string(arena, text_of(kept[i].text));
    return kept;
}

/* What the answer to this document is, if it's known to be one. */
static const char *code_of(const struct rule_context *context, const struct rule *rule,
                           const struct statement *statement)
{
    const char *code = statement->code ? statement->code : rule->code;
    const char *codes = context->scope.codes;
    return code && codes && strncmp(code, codes, strlen(codes)) == 0 ? code : NULL;
}

static const char *compose_help(struct rule_context *context, const struct rule *rule,
                                const struct statement *statement)
{
    struct arena *arena = &context->findings->arena;
    const struct advice *advice = &statement->advice;
    const char *help = advice->help ? message_compose(arena, advice->help, advice->values)
                       : statement->help
                           ? message_compose(arena, statement->help, statement->help_values)
                           : rule->help;
    return context->scope.embedding.setting
               ? embedded_text(arena, help, context->scope.embedding.quote)
               : help;
}

static void keep_finding(struct rule_context *context, uint16_t index, enum severity severity,
                         const struct token *at, const struct statement *statement)
{
    const struct rule *rule = &rules[index];
    struct arena *arena = &context->findings->arena;
    bool has_advice = statement->advice.steps.items[0].kind != EDIT_NONE;
    struct finding finding = {
        .at = at->range,
        .message = compose_message(context, statement),
        .help = compose_help(context, rule, statement),
        .edits = keep_steps(context, has_advice ? &statement->advice.steps : &statement->steps),
        .code = code_of(context, rule, statement),
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
    struct finding_counts *counts[] = {&context->findings->counts, &context->scope.common};
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
        context->scope.common.suppressed += is_common(context->rule);
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

static bool is_to_stay(void *data, const struct finding *finding)
{
    const struct rule_context *context = data;
    return finding < context->findings->items + context->scope.first || is_common(finding->rule);
}

void rule_context_begin(struct rule_context *context, struct findings *findings)
{
    context->findings = findings;
    context->scope = (struct rule_scope){.codes = RTC_CODES};
    context->is_full = findings->count > context->policy->max_findings;
    suppressions_reset(&context->suppressions);
}

struct rule_scope rule_context_enter(struct rule_context *context, struct embedding embedding)
{
    const struct findings *findings = context->findings;
    struct rule_scope outer = context->scope;
    context->scope = (struct rule_scope){
        .embedding = embedding,
        .codes = RTC_CODES,
        .first = findings->count,
        .before = findings->counts,
    };
    return outer;
}

void rule_context_set_carrier(struct rule_context *context, enum element_kind root)
{
    context->scope.codes = root == ELEMENT_voip_provision ? PHONE_CODES : NULL;
}

void rule_context_free(struct rule_context *context)
{
    suppressions_free(&context->suppressions);
}

void rule_context_forget_profile(struct rule_context *context)
{
    const struct rule_scope *scope = &context->scope;
    struct finding_counts *counts = &context->findings->counts;
    findings_keep(context->findings, is_to_stay, context);
    *counts = scope->before;
    counts->suppressed += scope->common.suppressed;
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        counts->by_severity[i] += scope->common.by_severity[i];
        counts->hidden[i] += scope->common.hidden[i];
    }
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

struct argument reader_of(const struct element *element)
{
    bool is_of_carrier =
        element_is_of_carrier(element->kind) || element_is_of_carrier(element->parent);
    return word(is_of_carrier ? "the phone" : "the RTC client");
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
         .steps.items = {values_words() >> attribute & 1
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
         .steps.items = {edit});
}
