/* SPDX-License-Identifier: MIT */
/* Calls each rule at its moment, and turns what it states into findings. */
#include "rules/engine.h"
#include "base/lookalike.h"
#include "base/memory.h"
#include "findings/suppress.h"
#include "rules/rules.h"
#include "rules/verdict.h"

#include <stdio.h>
#include <string.h>

/* What a rule states goes here. */
struct verdict {
    struct engine *engine;
    uint16_t rule;
    uint64_t found[RULE_COUNT / 64 + 1]; /* a set of rules: those that found something just now */
};

/* How many findings there are, but for those that are told of profiles alone. */
struct common_counts {
    size_t by_severity[SEVERITY_COUNT];
    size_t hidden[SEVERITY_COUNT];
    size_t suppressed;
};

/* A siplint comment, to be judged when the document has ended. */
struct comment {
    struct range at;
    bool
        may_be_unused; /* by the document's end it's known whether its rules had something to say */
};

struct engine {
    const struct judgement *judgement;
    struct profile_settings settings;
    struct profile_reader *reader;
    const struct profile *facts;
    struct findings *findings;
    struct suppressions suppressions;
    struct comment *comments;
    size_t comment_count;
    size_t comment_capacity;
    size_t id_count;   /* of all comments */
    struct range last; /* what was flagged last, and … */
    size_t last_rule;  /* … by which rule; RULE_COUNT: nothing yet */
    struct common_counts common;
    bool is_named; /* by the user: a document that's no profile is a finding */
    bool is_full;  /* as many findings as there may be */
    uint64_t trusted;
};

/* ---- Findings ---- */

/* What a token belongs to, as a path: "provision/sipsrv/@protocol". */
static const char *compose_where(struct engine *engine, const struct token *at)
{
    static const struct argument none[] = {{.kind = ARGUMENT_END}};
    struct argument parts[4] = {{.kind = ARGUMENT_END}};
    if (at->element == ELEMENT_UNKNOWN)
        return message_compose(&engine->findings->arena, "xml", none);
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
    return message_compose(&engine->findings->arena, pattern, parts);
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

static const char *compose_message(struct engine *engine, const struct statement *statement)
{
    struct arena *arena = &engine->findings->arena;
    const char *message = message_compose(arena, statement->message, statement->values);
    message = append_lookalike(arena, message, statement->written);
    if (!statement->nearest)
        return message;
    const struct argument parts[] = {word(message),
                                     word(statement->nearest),
                                     {.kind = ARGUMENT_END}};
    return message_compose(arena, "{}; did you mean \"{}\"?", parts);
}

static void keep_finding(struct engine *engine, uint16_t index, enum severity severity,
                         const struct token *at, const struct statement *statement)
{
    const struct rule *rule = &rules[index];
    struct arena *arena = &engine->findings->arena;
    struct finding finding = {
        .at = at->range,
        .message = compose_message(engine, statement),
        .help = statement->help ? message_compose(arena, statement->help, statement->help_values)
                                : rule->help,
        .code = statement->code ? statement->code : rule->code,
        .likely = statement->code ? statement->likely : rule->likely,
        .where = compose_where(engine, at),
        .rule = index,
        .severity = (uint8_t)severity,
    };
    if (statement->related) {
        finding.related.message = statement->related;
        finding.related.path =
            statement->related_path ? arena_string(arena, text_of(statement->related_path)) : NULL;
        finding.related.at = statement->related_at;
    }
    findings_add(engine->findings, &finding);
}

static enum severity severity_of(const struct policy *policy, uint16_t rule,
                                 const struct statement *statement)
{
    enum severity severity = (enum severity)policy->severity[rule];
    if (statement->severity && severity != SEVERITY_OFF && !policy->forced[rule])
        severity = statement->severity;
    return severity;
}

/* Is it told of any document, whether it's a profile or not? */
static bool is_common(uint16_t rule)
{
    return rules[rule].category == CATEGORY_XML || rule == RULE_root_not_provision;
}

static void add_finding(struct engine *engine, uint16_t rule, enum severity severity,
                        const struct token *at, const struct statement *statement)
{
    struct findings *findings = engine->findings;
    bool is_hidden = severity < engine->judgement->policy->shown;
    findings->by_severity[severity]++;
    findings->hidden[severity] += is_hidden;
    engine->common.by_severity[severity] += is_common(rule);
    engine->common.hidden[severity] += is_hidden && is_common(rule);
    if (!is_hidden)
        keep_finding(engine, rule, severity, at, statement);
}

static bool is_common_finding(const struct finding *finding)
{
    return is_common(finding->rule);
}

/* It turns out that the document isn't a profile: what was found as in one isn't true of it. */
static void forget_profile(struct engine *engine)
{
    struct findings *findings = engine->findings;
    const struct common_counts *common = &engine->common;
    findings_keep(findings, is_common_finding);
    memcpy(findings->by_severity, common->by_severity, sizeof findings->by_severity);
    memcpy(findings->hidden, common->hidden, sizeof findings->hidden);
    findings->suppressed = common->suppressed;
}

/* The file has as many findings as there may be: one more says so, and the rest isn't judged. */
static void fill_up(struct engine *engine, const struct token *at)
{
    engine->trusted = at->range.start.byte;
    const struct statement statement = {
        .message = "there are more than {} findings in this file; it's judged no further",
        .values = {number(engine->judgement->policy->max_findings)},
        .help = "mend these first, or raise the limit with --max-findings",
    };
    engine->is_full = true;
    add_finding(engine, RULE_limit_exceeded, SEVERITY_ERROR, at, &statement);
    scan_stop(engine_scan(engine));
}

/* Does the rule say again what it said last? A declaration that all elements share is told of by
 * each of them. */
static bool is_repeated(struct engine *engine, uint16_t rule, const struct range *at)
{
    bool repeated = engine->last_rule == rule && engine->last.start.byte == at->start.byte &&
                    engine->last.end.byte == at->end.byte;
    engine->last_rule = rule;
    engine->last = *at;
    return repeated;
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

static bool is_suppressed(struct engine *engine, uint16_t rule, const struct token *at)
{
    return !rules[rule].fixed &&
           suppressions_silence(&engine->suppressions, rule, at->range.start.byte);
}

void flag_statement(struct verdict *verdict, struct token at, const struct statement *statement)
{
    struct engine *engine = verdict->engine;
    const struct policy *policy = engine->judgement->policy;
    struct findings *findings = engine->findings;
    uint16_t rule = verdict->rule;
    enum severity severity = severity_of(policy, rule, statement);
    if (severity == SEVERITY_OFF || engine->is_full || is_repeated(engine, rule, &at.range))
        return;
    bool suppressed = is_suppressed(engine, rule, &at);
    if (is_implied(verdict))
        return;
    if (suppressed) {
        findings->suppressed++;
        engine->common.suppressed += is_common(rule);
        return;
    }
    verdict->found[rule / 64] |= UINT64_C(1) << rule % 64;
    if (severity >= policy->shown && findings->count >= policy->max_findings) {
        fill_up(engine, &at);
        return;
    }
    add_finding(engine, rule, severity, &at, statement);
}

/* ---- Moments ---- */

/* Calls the rules of one phase. `phase` is a constant wherever it's called, so that each call
 * becomes a row of plain calls. */
static inline __attribute__((always_inline)) void call_rules(struct engine *engine,
                                                             const enum phase phase)
{
    const uint8_t *severity = engine->judgement->policy->severity;
    struct verdict verdict = {.engine = engine};
#define RULE(name, id, level, category, moment, ...)                        \
    if (phase == PHASE_##moment && severity[RULE_##name] != SEVERITY_OFF) { \
        verdict.rule = RULE_##name;                                         \
        rule_##name(engine->facts, &verdict);                               \
    }
#include "rules/rules.def"
#undef RULE
}

/* A root of another name: there's nothing to judge by these rules but whether it's XML. */
static void give_up_other(struct engine *engine)
{
    if (engine->facts->root->kind != ELEMENT_provision && !engine->is_named)
        scan_stop(engine_scan(engine));
}

static void judge(void *context, enum phase phase)
{
    struct engine *engine = context;
    switch (phase) {
    case PHASE_SESSION:
        call_rules(engine, PHASE_SESSION);
        break;
    case PHASE_SESSION_END:
        call_rules(engine, PHASE_SESSION_END);
        break;
    case PHASE_ELEMENT:
        call_rules(engine, PHASE_ELEMENT);
        break;
    case PHASE_SERVER:
        call_rules(engine, PHASE_SERVER);
        break;
    case PHASE_SERVER_END:
        call_rules(engine, PHASE_SERVER_END);
        break;
    case PHASE_TRANSPORT:
        call_rules(engine, PHASE_TRANSPORT);
        break;
    case PHASE_AUTH:
        call_rules(engine, PHASE_AUTH);
        break;
    case PHASE_PROXY:
        call_rules(engine, PHASE_PROXY);
        break;
    case PHASE_HOST:
        call_rules(engine, PHASE_HOST);
        break;
    case PHASE_ROOT:
        call_rules(engine, PHASE_ROOT);
        give_up_other(engine);
        break;
    case PHASE_NAME:
        call_rules(engine, PHASE_NAME);
        break;
    case PHASE_PLACE:
        call_rules(engine, PHASE_PLACE);
        break;
    case PHASE_XML:
        if (engine->facts->xml->kind != XML_DOCTYPE && engine->facts->xml->kind != XML_ENCODING)
            engine->trusted = engine->facts->xml->at.start.byte;
        call_rules(engine, PHASE_XML);
        break;
    case PHASE_TEXT:
        call_rules(engine, PHASE_TEXT);
        break;
    case PHASE_PROVISION:
        call_rules(engine, PHASE_PROVISION);
        break;
    case PHASE_USER:
        call_rules(engine, PHASE_USER);
        break;
    case PHASE_CLIENT:
        call_rules(engine, PHASE_CLIENT);
        break;
    case PHASE_PROVIDER:
        call_rules(engine, PHASE_PROVIDER);
        break;
    case PHASE_DOCUMENT:
        call_rules(engine, PHASE_DOCUMENT);
        break;
    case PHASE_COMMENT:
        call_rules(engine, PHASE_COMMENT);
        break;
    case PHASE_FLEET:
        call_rules(engine, PHASE_FLEET);
        break;
    case PHASE_COUNT:
        break;
    }
}

/* ---- Suppression comments ---- */

static void judge_comment(struct engine *engine, const struct suppression_fact *fact)
{
    profile_reader_set_suppression(engine->reader, fact);
    judge(engine, PHASE_COMMENT);
    profile_reader_set_suppression(engine->reader, NULL);
}

/* Would a rule that has found nothing by the document's end find nothing in any run over it? Not
 * one that's off or depends on more than the document, nor one that judges comments by then. */
static bool is_settled(const struct engine *engine, int rule)
{
    return engine->judgement->policy->severity[rule] != SEVERITY_OFF && !rules[rule].depends &&
           rules[rule].phase != PHASE_COMMENT;
}

/* Takes one id of a comment. False when it can't be told later whether the comment was of use. */
static bool take_id(struct engine *engine, struct text comment, struct text id, uint32_t number)
{
    int rule = rule_find(id);
    if (rule >= 0 && !rules[rule].fixed) {
        suppressions_add(&engine->suppressions, (uint16_t)rule, number,
                         engine->facts->provision ? SUPPRESSION_ELEMENT : 0);
        return is_settled(engine, rule);
    }
    size_t from = (size_t)(id.bytes - comment.bytes);
    struct scan *scan = engine_scan(engine);
    const struct suppression_fact fact = {
        .problem = rule < 0 ? SUPPRESSION_UNKNOWN : SUPPRESSION_FIXED,
        .at = scan_comment_part(scan, comment, from, from + id.length),
        .word = id,
        .nearest = rule < 0 ? rule_nearest(id) : NULL,
    };
    judge_comment(engine, &fact);
    return false;
}

static void take_comment(void *context, struct text text)
{
    struct engine *engine = context;
    if (!engine->judgement->heed_suppressions || !suppression_is_meant(text))
        return;
    struct suppression_ids ids;
    struct comment comment = {.at = scan_event_range(engine_scan(engine)), .may_be_unused = true};
    uint32_t number = (uint32_t)engine->comment_count;
    bool is_read = suppression_begin(text, &ids);
    if (!is_read || ids.count > SUPPRESSION_LIMIT - engine->id_count) {
        const struct suppression_fact fact = {
            .problem = is_read ? SUPPRESSION_TOO_MANY : SUPPRESSION_UNREADABLE,
            .at = comment.at,
        };
        judge_comment(engine, &fact);
        return;
    }
    engine->id_count += ids.count;
    struct text id;
    while (suppression_next(&ids, &id))
        comment.may_be_unused &= take_id(engine, text, id, number);
    engine->comments = memory_grow(engine->comments, engine->comment_count,
                                   &engine->comment_capacity, sizeof *engine->comments);
    engine->comments[engine->comment_count++] = comment;
}

static void judge_unused_comments(struct engine *engine)
{
    const struct suppressions *suppressions = &engine->suppressions;
    for (size_t i = 0; i < suppressions->count; i++) {
        if (suppressions->items[i].used)
            engine->comments[suppressions->items[i].comment].may_be_unused = false;
    }
    for (size_t i = 0; i < engine->comment_count; i++) {
        const struct suppression_fact fact = {SUPPRESSION_UNUSED, .at = engine->comments[i].at};
        if (engine->comments[i].may_be_unused)
            judge_comment(engine, &fact);
    }
}

static void enter_element(void *context)
{
    struct engine *engine = context;
    suppressions_enter(&engine->suppressions, scan_event_byte(engine_scan(engine)));
}

static void leave_element(void *context)
{
    struct engine *engine = context;
    suppressions_leave(&engine->suppressions, scan_event_byte(engine_scan(engine)));
}

/* ---- The engine ---- */

struct engine *engine_new(const struct judgement *judgement)
{
    struct engine *engine = memory_new(sizeof *engine);
    const struct profile_handler handler = {engine, judge, take_comment, enter_element,
                                            leave_element};
    engine->judgement = judgement;
    engine->settings.target = judgement->target;
    engine->settings.now = judgement->now;
    engine->reader = profile_reader_new(&engine->settings, &judgement->key, &handler);
    engine->facts = profile_reader_facts(engine->reader);
    return engine;
}

void engine_free(struct engine *engine)
{
    if (!engine)
        return;
    profile_reader_free(engine->reader);
    suppressions_free(&engine->suppressions);
    memory_free(engine->comments);
    memory_free(engine);
}

void engine_begin(struct engine *engine, bool named, struct findings *findings)
{
    engine->is_named = named;
    engine->common = (struct common_counts){0};
    engine->findings = findings;
    engine->comment_count = 0;
    engine->id_count = 0;
    engine->last_rule = RULE_COUNT;
    engine->is_full = false;
    engine->trusted = UINT64_MAX;
    suppressions_reset(&engine->suppressions);
    profile_reader_reset(engine->reader);
}

struct scan *engine_scan(struct engine *engine)
{
    return profile_reader_scan(engine->reader);
}

/* The root has another name than <provision>, beyond doubt. */
static bool is_other(const struct profile *facts)
{
    return facts->root && !facts->provision;
}

/* Was a profile to follow where the document broke off? */
static bool announces_profile(const struct engine *engine)
{
    const struct scan *scan = profile_reader_scan(engine->reader);
    return scan_breaks_off_at(scan, "<provision") ||
           scan_breaks_off_at(scan, "<!DOCTYPE provision");
}

/* A document that broke off before it was certain what it is counts as a profile when it was to be
 * one. */
static bool is_profile(const struct engine *engine, bool complete)
{
    return engine->facts->is_profile ||
           (!complete && !is_other(engine->facts) && announces_profile(engine));
}

bool engine_end(struct engine *engine, bool complete)
{
    const struct profile *facts = engine->facts;
    if (facts->is_profile) {
        profile_reader_finish(engine->reader, complete);
        if (complete)
            judge_unused_comments(engine);
    } else {
        forget_profile(engine);
        if (complete && facts->provision && facts->provision->spelling != SPELLING_CLOSE)
            judge(engine, PHASE_ROOT);
    }
    return engine->is_named || is_profile(engine, complete);
}

bool engine_met_root(const struct engine *engine)
{
    return engine->facts->root != NULL;
}

static bool hash_value(const struct engine *engine, enum rule_index rule,
                       const struct element *element, enum attribute_kind attribute, uint64_t *hash,
                       struct range *at)
{
    if (engine->judgement->policy->severity[rule] == SEVERITY_OFF || !element ||
        !engine->facts->is_profile || !has(element, attribute) || is_empty(element, attribute))
        return false;
    *hash = hash_text(&engine->judgement->key, written_value(element, attribute));
    *at = at_value(element, attribute).range;
    return true;
}

bool engine_key(const struct engine *engine, uint64_t *hash, struct range *at)
{
    return hash_value(engine, RULE_duplicate_key, engine->facts->provision, ATTRIBUTE_key, hash,
                      at);
}

bool engine_realm(const struct engine *engine, uint64_t *hash, struct range *at)
{
    const struct user *user = engine->facts->first_user;
    return hash_value(engine, RULE_duplicate_realm, user ? &user->element : NULL, ATTRIBUTE_realm,
                      hash, at);
}

void engine_compare(struct engine *engine, const struct other_input *other,
                    struct findings *findings)
{
    engine->findings = findings;
    engine->is_full = findings->count > engine->judgement->policy->max_findings;
    engine->last_rule = RULE_COUNT;
    suppressions_reset(&engine->suppressions);
    profile_reader_set_other(engine->reader, other);
    judge(engine, PHASE_FLEET);
    profile_reader_set_other(engine->reader, NULL);
}

uint64_t engine_trusted(const struct engine *engine)
{
    return engine->trusted;
}

bool engine_silences(struct engine *engine, enum rule_index rule, uint64_t byte)
{
    return suppressions_silence(&engine->suppressions, (uint16_t)rule, byte);
}
