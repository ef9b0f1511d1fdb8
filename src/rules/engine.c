/* SPDX-License-Identifier: MIT */
/* Calls each rule at its phase, and takes the comments that suppress findings. */
#include "rules/engine.h"
#include "base/memory.h"
#include "rules/flag.h"
#include "rules/record.h"
#include "rules/rules.h"

#include <stdio.h>

_Static_assert(PROTOCOL_TLS < SERVER_GROUPS, "there is a group for each transport");

/* A siplint comment, to be judged when the document has ended. */
struct comment {
    struct range at; /* its start */
    struct range whole;
    bool
        may_be_unused; /* by the document's end it's known whether its rules had something to say */
};

struct listed {
    rule_check *check;
    uint16_t rule;
};

/* PHASE_ELEMENT has a list for each kind of element. */
#define LISTS (PHASE_COUNT + ELEMENT_COUNT)

struct engine {
    const struct judgement *judgement;
    struct profile_settings settings;
    struct profile_reader *reader;
    const struct profile *facts;
    struct rule_context context;
    struct comment *comments;
    size_t comment_count;
    size_t comment_capacity;
    size_t id_count; /* of all comments */
    bool is_named;   /* by the user: a document that's no profile is a finding */
    uint64_t trusted;
    struct inventory *inventory; /* NULL: nothing is recorded */

    struct listed *on; /* the rules that are on: a list for each phase, in the table's order */
    size_t first_of[LISTS + 1]; /* where a list begins; it ends where the next one does */
};

/* ---- Phases ---- */

static rule_check *const checks[RULE_COUNT] = {
#define RULE(name, ...) rule_##name,
#include "rules/rules.def"
#undef RULE
};

static size_t list_of(enum phase phase, const struct profile *facts)
{
    return phase == PHASE_ELEMENT ? PHASE_COUNT + facts->element->kind : phase;
}

static bool is_in_list(const struct rule *rule, size_t list)
{
    if (list < PHASE_COUNT)
        return rule->phase == (enum phase)list && rule->phase != PHASE_ELEMENT;
    return rule->phase == PHASE_ELEMENT &&
           (!rule->elements || rule->elements >> (list - PHASE_COUNT) & 1);
}

static void list_rules(struct engine *engine)
{
    const struct judgement *judgement = engine->judgement;
    size_t count = 0;
    engine->on = memory_resize(engine->on, RULE_COUNT * ELEMENT_COUNT, sizeof *engine->on);
    for (size_t list = 0; list < LISTS; list++) {
        engine->first_of[list] = count;
        for (size_t rule = 0; rule < RULE_COUNT; rule++) {
            if (is_in_list(&rules[rule], list) &&
                rule_severity(rule, judgement->policy, judgement->target) != SEVERITY_OFF)
                engine->on[count++] = (struct listed){checks[rule], (uint16_t)rule};
        }
    }
    engine->first_of[LISTS] = count;
}

/* Nothing that comes from here on is judged. */
static void stop(struct engine *engine)
{
    engine->trusted = profile_reader_at(engine->reader);
    profile_reader_stop(engine->reader);
}

static void judge_facts(struct engine *engine, enum phase phase, const struct profile *facts)
{
    struct rule_context *context = &engine->context;
    size_t list = list_of(phase, facts);
    const struct listed *end = engine->on + engine->first_of[list + 1];
    bool was_full = context->is_full;
    rule_context_turn(context);
    for (const struct listed *on = engine->on + engine->first_of[list]; on < end; on++) {
        context->rule = on->rule;
        on->check(facts, context);
    }
    if (context->is_full && !was_full)
        stop(engine);
}

static void judge(void *context, enum phase phase)
{
    struct engine *engine = context;
    const struct profile *facts = engine->facts;
    if (phase == PHASE_XML && facts->xml->kind != XML_DOCTYPE && facts->xml->kind != XML_ENCODING)
        engine->trusted = facts->xml->at.start.byte;
    if (phase == PHASE_SERVER && engine->inventory)
        record_server(engine->inventory, facts, profile_reader_end(engine->reader));
    judge_facts(engine, phase, facts);
    /* A root of another name: there's nothing to judge by these rules but whether it's XML. */
    if (phase == PHASE_ROOT && facts->root->kind != ELEMENT_provision && !engine->is_named)
        profile_reader_stop(engine->reader);
}

/* ---- Suppression comments ---- */

static void judge_comment(struct engine *engine, const struct suppression_fact *fact)
{
    struct profile facts = *engine->facts;
    facts.suppression = fact;
    judge_facts(engine, PHASE_COMMENT, &facts);
}

/* Would a rule that has found nothing by the document's end find nothing in any run over it? Not
 * one that's off or depends on more than the document, nor one that judges comments by then. */
static bool is_decided(const struct engine *engine, int rule)
{
    return engine->judgement->policy->severity[rule] != SEVERITY_OFF && !rules[rule].depends &&
           rules[rule].phase != PHASE_COMMENT;
}

/* The id with the comma that joins it to the others, or the comment if there are none. */
static struct range range_of_id(struct engine *engine, struct text comment, struct text id)
{
    size_t from = (size_t)(id.bytes - comment.bytes);
    size_t to = from + id.length;
    while (to < comment.length && text_is_blank(comment.bytes[to]))
        to++;
    if (comment.bytes[to] == ',')
        return profile_reader_comment_part(engine->reader, comment,
                                           text_slice(comment, from, to + 1));
    while (from && !text_is_one_of(comment.bytes[from], ",="))
        from--;
    if (comment.bytes[from] == ',')
        return profile_reader_comment_part(engine->reader, comment, text_slice(comment, from, to));
    return profile_reader_comment_whole(engine->reader);
}

/* Takes one id of a comment. False when it can't be told later whether the comment was of use. */
static bool take_id(struct engine *engine, struct text comment, struct text id, uint32_t number)
{
    int rule = rule_find(id);
    if (rule >= 0 && !rules[rule].fixed) {
        suppressions_add(&engine->context.suppressions, (uint16_t)rule, number,
                         engine->facts->provision ? SUPPRESSION_ELEMENT : 0);
        return is_decided(engine, rule);
    }
    const struct suppression_fact fact = {
        .problem = rule < 0 ? SUPPRESSION_UNKNOWN : SUPPRESSION_FIXED,
        .at = profile_reader_comment_part(engine->reader, comment, id),
        .whole = range_of_id(engine, comment, id),
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
    struct comment comment = {.at = profile_reader_comment(engine->reader),
                              .whole = profile_reader_comment_whole(engine->reader),
                              .may_be_unused = true};
    uint32_t number = (uint32_t)engine->comment_count;
    bool is_read = suppression_begin(text, &ids);
    if (!is_read || ids.count > SUPPRESSION_LIMIT - engine->id_count) {
        const struct suppression_fact fact = {
            .problem = is_read ? SUPPRESSION_TOO_MANY : SUPPRESSION_UNREADABLE,
            .at = comment.at,
            .whole = comment.whole,
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
    const struct suppressions *suppressions = &engine->context.suppressions;
    for (size_t i = 0; i < suppressions->count; i++) {
        if (suppressions->items[i].used)
            engine->comments[suppressions->items[i].comment].may_be_unused = false;
    }
    for (size_t i = 0; i < engine->comment_count; i++) {
        const struct suppression_fact fact = {SUPPRESSION_UNUSED, .at = engine->comments[i].at,
                                              .whole = engine->comments[i].whole};
        if (engine->comments[i].may_be_unused)
            judge_comment(engine, &fact);
    }
}

static void note_start(void *context)
{
    struct engine *engine = context;
    if (engine->context.suppressions.count)
        suppressions_enter(&engine->context.suppressions, profile_reader_at(engine->reader));
}

static void note_end(void *context)
{
    struct engine *engine = context;
    if (engine->context.suppressions.count)
        suppressions_leave(&engine->context.suppressions, profile_reader_at(engine->reader));
}

/* ---- The engine ---- */

void engine_judge_by(struct engine *engine, const struct judgement *judgement)
{
    if (engine->judgement == judgement)
        return;
    engine->judgement = judgement;
    engine->context.policy = judgement->policy;
    engine->settings.target = judgement->target;
    engine->settings.now = judgement->now;
    list_rules(engine);
}

struct engine *engine_new(const struct judgement *judgement)
{
    struct engine *engine = memory_new(sizeof *engine);
    const struct profile_handler handler = {engine, judge, take_comment, note_start, note_end};
    engine_judge_by(engine, judgement);
    engine->reader = profile_reader_new(&engine->settings, &judgement->key, &handler);
    engine->facts = profile_reader_facts(engine->reader);
    return engine;
}

void engine_free(struct engine *engine)
{
    if (!engine)
        return;
    profile_reader_free(engine->reader);
    rule_context_free(&engine->context);
    memory_free(engine->on);
    memory_free(engine->comments);
    memory_free(engine);
}

void engine_begin(struct engine *engine, bool named, struct findings *findings)
{
    engine->is_named = named;
    engine->comment_count = 0;
    engine->id_count = 0;
    engine->trusted = UINT64_MAX;
    rule_context_begin(&engine->context, findings);
    profile_reader_reset(engine->reader);
}

void engine_record(struct engine *engine, struct inventory *inventory)
{
    engine->inventory = inventory;
}

char *engine_buffer(struct engine *engine, size_t size)
{
    return profile_reader_buffer(engine->reader, size);
}

bool engine_parse(struct engine *engine, size_t length, bool is_last)
{
    bool goes_on = profile_reader_parse(engine->reader, length, is_last);
    /* What the root was to be matters only for a document that needn't be a profile. */
    return goes_on && !(engine->is_named && profile_reader_has_ended(engine->reader));
}

const struct encoding *engine_encoding(const struct engine *engine)
{
    return profile_reader_encoding(engine->reader);
}

/* The root has another name than <provision>, beyond doubt. */
static bool is_other(const struct profile *facts)
{
    return facts->root && !facts->provision;
}

/* A document that broke off before it was certain what it is counts as a profile when it was to be
 * one. */
static bool is_profile(const struct engine *engine, bool complete)
{
    return engine->facts->is_profile || (!complete && !is_other(engine->facts) &&
                                         profile_reader_announces_provision(engine->reader));
}

bool engine_end(struct engine *engine, bool complete)
{
    const struct profile *facts = engine->facts;
    if (facts->is_profile) {
        profile_reader_finish(engine->reader, complete);
        if (engine->inventory)
            record_profile(engine->inventory, facts, NULL, 0, UINT64_MAX);
        if (complete)
            judge_unused_comments(engine);
    } else {
        rule_context_forget_profile(&engine->context);
        if (engine->inventory)
            inventory_forget_servers(engine->inventory);
        if (complete && facts->provision && facts->provision->spelling != SPELLING_CLOSE)
            judge(engine, PHASE_ROOT);
    }
    return engine->is_named || is_profile(engine, complete);
}

bool engine_met_root(const struct engine *engine)
{
    return engine->facts->root != NULL;
}

static const struct {
    enum rule_index rule;
    enum element_kind element;
    enum attribute_kind attribute;
    bool may_be_told; /* its hash; not of what is a person's: who has the secret can try values */
} shared_values[SHARED_COUNT] = {
    [SHARED_KEY] = {RULE_duplicate_key, ELEMENT_provision, ATTRIBUTE_key, true},
    [SHARED_REALM] = {RULE_duplicate_realm, ELEMENT_user, ATTRIBUTE_realm, true},
    [SHARED_USER] = {RULE_duplicate_user, ELEMENT_user, ATTRIBUTE_uri, false},
    [SHARED_PASSWORD] = {RULE_shared_password, ELEMENT_user, ATTRIBUTE_password, false},
};

enum attribute_kind engine_shared_attribute(enum shared_kind kind)
{
    return shared_values[kind].attribute;
}

/* Is it an address of which can be told whose it is? */
static bool has_identity(const struct user *user)
{
    return is_understood(&user->element, ATTRIBUTE_uri) && user->uri.scheme <= SIP_URI_SIPS;
}

/* The element that has the value; NULL: there's none to compare. */
static const struct element *shared_element(const struct engine *engine, enum shared_kind kind)
{
    const struct profile *facts = engine->facts;
    const struct user *user = facts->first_user;
    const struct element *element = facts->provision;
    enum attribute_kind attribute = shared_values[kind].attribute;
    if (shared_values[kind].element == ELEMENT_user)
        element = user ? &user->element : NULL;
    if (engine->judgement->policy->severity[shared_values[kind].rule] == SEVERITY_OFF ||
        !facts->is_profile || !element || !has(element, attribute) || is_empty(element, attribute))
        return NULL;
    return kind != SHARED_USER || has_identity(user) ? element : NULL;
}

/* However an address is spelt, it has one hash. */
static uint64_t hash_user(const struct engine *engine, const struct sip_uri *uri, size_t length)
{
    char *room = memory_resize(NULL, length + SIP_URI_IDENTITY_MORE, 1);
    uint64_t hash = hash_text(&engine->judgement->key, sip_uri_identity(uri, room));
    memory_free(room);
    return hash;
}

static uint64_t hash_value(const struct engine *engine, enum shared_kind kind, struct text value)
{
    if (kind == SHARED_USER)
        return hash_user(engine, &engine->facts->first_user->uri, value.length);
    return hash_text(&engine->judgement->key, value);
}

/* Hashes a value for other runs, too, if that's asked for. */
static struct told_hash tell_hash(const struct engine *engine, enum shared_kind kind,
                                  struct text value, const struct shared *shared)
{
    const struct hmac_key *key = engine->judgement->told_key;
    const char *rule = rules[shared_values[kind].rule].id;
    struct told_hash told = {.rule = NULL};
    if (key && shared_values[kind].may_be_told) {
        told.hash = told_hash_of(key, rule, value);
        told.rule = rule;
        told.at = shared->at;
        told.is_suppressed = shared->is_silenced;
    }
    return told;
}

bool engine_shared(struct engine *engine, enum shared_kind kind, struct shared *shared)
{
    const struct element *element = shared_element(engine, kind);
    enum attribute_kind attribute = shared_values[kind].attribute;
    if (!element)
        return false;
    shared->hash = hash_value(engine, kind, written_value(element, attribute));
    shared->at = at_value(element, attribute).range;
    shared->is_silenced =
        suppressions_silence(&engine->context.suppressions, (uint16_t)shared_values[kind].rule,
                             shared->at.start.byte);
    shared->told = tell_hash(engine, kind, written_value(element, attribute), shared);
    return true;
}

void engine_count_servers(const struct engine *engine, struct arena *arena,
                          struct server_group groups[SERVER_GROUPS])
{
    const struct profile *facts = engine->facts;
    const char *methods = record_methods(&facts->methods, arena);
    for (int i = 0; i <= PROTOCOL_TLS; i++)
        groups[i] = (struct server_group){
            .transport = i ? value_spelling(ATTRIBUTE_protocol, i) : "unknown",
            .methods = methods,
            .servers = facts->servers.with_protocol[i],
        };
}

void engine_compare(struct engine *engine, const struct other_input *other,
                    struct findings *findings)
{
    struct profile facts = *engine->facts;
    facts.other = other;
    rule_context_begin(&engine->context, findings);
    judge_facts(engine, PHASE_FLEET, &facts);
}

uint64_t engine_trusted(const struct engine *engine)
{
    return engine->trusted;
}
