/* SPDX-License-Identifier: MIT */
/* Calls each rule at its phase, and takes the comments that suppress findings. */
#include "rules/engine.h"
#include "base/memory.h"
#include "rules/checks.h"
#include "rules/flag.h"
#include "rules/lists.h"
#include "rules/record.h"
#include "rules/shared.h"

#include <stdio.h>
#include <string.h>

_Static_assert((PROTOCOL_TLS + 1) * ((1 << METHOD_COUNT) + 3) <= SERVER_GROUPS,
               "there is room for a group of each kind");

/* A siplint comment, to be judged when the document has ended. */
struct comment {
    struct range at; /* its start */
    struct range whole;
    struct embedding embedding; /* of the profile that it's in */
    bool
        may_be_unused; /* by the document's end it's known whether its rules had something to say */
};

/* A document: the one that was begun, or a profile that's embedded in it. */
struct document {
    struct engine *engine;
    struct profile_reader *reader; /* owned; NULL: there was none yet */
    const struct profile *facts;
    bool is_named;    /* by the user: if it's no profile that's a finding */
    uint64_t from;    /* where it begins, … */
    uint64_t to;      /* … and ends, … */
    uint64_t trusted; /* … and up to where it's found well-formed; UINT64_MAX: to its end */
};

/* Of that many embedded profiles it's known where they are; of more, nothing is shown. */
#define MOST_EMBEDDED 4096

struct engine {
    const struct judgement *judgement;
    struct hash_key key; /* the readers keep a pointer to it, whatever it is judged by */
    struct profile_settings settings;
    struct document document;
    struct document inner;
    struct rule_context context;
    struct comment *comments;
    size_t comment_count;
    size_t comment_capacity;
    size_t id_count; /* of all comments */
    struct embedded_part *embedded;
    size_t embedded_count;
    size_t embedded_capacity;
    struct shared shared[INSPECTION_PROFILES][SHARED_COUNT];
    struct server_groups groups;
    struct inventory *inventory; /* NULL: nothing is recorded */

    struct rule_lists lists;
};

/* ---- Phases ---- */

/* Nothing that comes from here on is judged. */
static void stop(struct document *document)
{
    struct document *outer = &document->engine->document;
    outer->trusted = document->trusted = profile_reader_at(document->reader);
    profile_reader_stop(document->reader);
    profile_reader_stop(outer->reader);
}

/* False when there are so many findings now that nothing more is kept. */
static bool call_rules(struct engine *engine, enum phase phase, const struct profile *facts)
{
    struct rule_context *context = &engine->context;
    bool was_full = context->is_full;
    const struct rule_lists *lists = &engine->lists;
    size_t list = rule_list(phase, facts->element ? facts->element->kind : ELEMENT_UNKNOWN);
    const struct listed *end = lists->on + lists->first_of[list + 1];
    rule_context_turn(context);
    for (const struct listed *on = lists->on + lists->first_of[list]; on < end; on++) {
        context->rule = on->rule;
        on->check(facts, context);
    }
    return was_full || !context->is_full;
}

static void judge(struct document *document, enum phase phase, const struct profile *facts)
{
    if (!call_rules(document->engine, phase, facts))
        stop(document);
}

/* What is told of a backup profile at the carrier's end. */
static void judge_backup(struct document *document)
{
    struct rule_context *context = &document->engine->context;
    const struct rule_scope outer =
        rule_context_enter(context, (struct embedding){carrier_setting_name(SETTING_BACKUP),
                                                       document->facts->backup->quote});
    judge(document, PHASE_BACKUP, document->facts);
    context->scope = outer;
}

static void take_fact(void *context, enum phase phase)
{
    struct document *document = context;
    const struct profile *facts = document->facts;
    switch (phase) {
    case PHASE_XML:
        if (facts->xml->kind != XML_DOCTYPE && facts->xml->kind != XML_ENCODING)
            document->trusted = facts->xml->at.start.byte;
        break;
    case PHASE_SERVER:
        if (document->engine->inventory)
            record_server(document->engine->inventory, facts, profile_reader_end(document->reader));
        break;
    case PHASE_CARRIER:
        rule_context_set_carrier(&document->engine->context, facts->carrier->kind);
        break;
    case PHASE_BACKUP:
        judge_backup(document);
        return;
    default:
        break;
    }
    judge(document, phase, facts);
    /* A root of another name: there's nothing to judge by these rules but whether it's XML. */
    if (phase == PHASE_ROOT && facts->root->kind != ELEMENT_provision && !document->is_named)
        profile_reader_stop(document->reader);
}

/* ---- Suppression comments ---- */

static void judge_comment(struct document *document, const struct suppression_fact *fact)
{
    struct profile facts = *document->facts;
    facts.suppression = fact;
    judge(document, PHASE_COMMENT, &facts);
}

/* Would a rule that has found nothing by the document's end find nothing in any run over it? Not
 * one that's off or depends on more than the document, nor one that judges comments by then. */
static bool is_decided(const struct engine *engine, int rule)
{
    return engine->judgement->policy->severity[rule] != SEVERITY_OFF && !rules[rule].depends &&
           rules[rule].phase != PHASE_COMMENT;
}

/* The id with the comma that joins it to the others, or the comment if there are none. */
static struct range range_of_id(struct document *document, struct text comment, struct text id)
{
    size_t from = (size_t)(id.bytes - comment.bytes);
    size_t to = from + id.length;
    while (to < comment.length && text_is_blank(comment.bytes[to]))
        to++;
    if (comment.bytes[to] == ',')
        return profile_reader_comment_part(document->reader, comment,
                                           text_slice(comment, from, to + 1));
    while (from && !text_is_one_of(comment.bytes[from], ",="))
        from--;
    if (comment.bytes[from] == ',')
        return profile_reader_comment_part(document->reader, comment,
                                           text_slice(comment, from, to));
    return profile_reader_comment_whole(document->reader);
}

/* Takes one id of a comment. False when it can't be told later whether the comment was of use. */
static bool take_id(struct document *document, struct text comment, struct text id, uint32_t number)
{
    int rule = rule_find(id);
    if (rule >= 0 && !rules[rule].fixed) {
        suppressions_add(&document->engine->context.suppressions, (uint16_t)rule, number,
                         document->facts->root ? SUPPRESSION_ELEMENT : document->from);
        return is_decided(document->engine, rule);
    }
    const struct suppression_fact fact = {
        .problem = rule < 0 ? SUPPRESSION_UNKNOWN : SUPPRESSION_FIXED,
        .at = profile_reader_comment_part(document->reader, comment, id),
        .whole = range_of_id(document, comment, id),
        .word = id,
        .nearest = rule < 0 ? rule_nearest(id) : NULL,
    };
    judge_comment(document, &fact);
    return false;
}

static void take_comment(void *context, struct text text)
{
    struct document *document = context;
    struct engine *engine = document->engine;
    if (!engine->judgement->heed_suppressions || !suppression_is_meant(text))
        return;
    struct suppression_ids ids;
    struct comment comment = {.at = profile_reader_comment(document->reader),
                              .whole = profile_reader_comment_whole(document->reader),
                              .embedding = engine->context.scope.embedding,
                              .may_be_unused = true};
    uint32_t number = (uint32_t)engine->comment_count;
    bool is_read = suppression_begin(text, &ids);
    if (!is_read || ids.count > SUPPRESSION_LIMIT - engine->id_count) {
        const struct suppression_fact fact = {
            .problem = is_read ? SUPPRESSION_TOO_MANY : SUPPRESSION_UNREADABLE,
            .at = comment.at,
            .whole = comment.whole,
        };
        judge_comment(document, &fact);
        return;
    }
    engine->id_count += ids.count;
    struct text id;
    while (suppression_next(&ids, &id))
        comment.may_be_unused &= take_id(document, text, id, number);
    engine->comments = memory_grow(engine->comments, engine->comment_count,
                                   &engine->comment_capacity, sizeof *engine->comments);
    engine->comments[engine->comment_count++] = comment;
}

static void judge_unused_comment(struct engine *engine, const struct comment *comment)
{
    const struct suppression_fact fact = {SUPPRESSION_UNUSED, .at = comment->at,
                                          .whole = comment->whole};
    const struct rule_scope outer = engine->context.scope;
    engine->context.scope.embedding = comment->embedding;
    judge_comment(&engine->document, &fact);
    engine->context.scope = outer;
}

static void judge_unused_comments(struct engine *engine)
{
    const struct suppressions *suppressions = &engine->context.suppressions;
    for (size_t i = 0; i < suppressions->count; i++) {
        if (suppressions->items[i].used)
            engine->comments[suppressions->items[i].comment].may_be_unused = false;
    }
    for (size_t i = 0; i < engine->comment_count; i++)
        if (engine->comments[i].may_be_unused)
            judge_unused_comment(engine, &engine->comments[i]);
}

static void enter_suppressed(void *context)
{
    const struct document *document = context;
    struct suppressions *suppressions = &document->engine->context.suppressions;
    if (suppressions->count)
        suppressions_enter(suppressions, profile_reader_at(document->reader));
}

static void leave_suppressed(void *context)
{
    const struct document *document = context;
    struct suppressions *suppressions = &document->engine->context.suppressions;
    if (suppressions->count)
        suppressions_leave(suppressions, profile_reader_at(document->reader));
}

/* ---- Documents ---- */

static void note_shared(struct document *document, size_t profile)
{
    struct engine *engine = document->engine;
    for (int i = 0; i < SHARED_COUNT; i++) {
        enum shared_kind kind = (enum shared_kind)i;
        struct shared *shared = &engine->shared[profile][i];
        bool is_wanted = engine->judgement->policy->severity[shared_rule(kind)] != SEVERITY_OFF;
        if (!is_wanted ||
            !shared_read(document->facts, kind, &engine->key, engine->judgement->told_key, shared))
            continue;
        shared->embedding = engine->context.scope.embedding;
        shared->is_silenced = suppressions_silence(&engine->context.suppressions, shared_rule(kind),
                                                   shared->at.start.byte);
        shared->told.is_suppressed = shared->is_silenced;
    }
}

static void count_servers(struct document *document)
{
    const struct profile *facts = document->facts;
    struct server_groups *groups = &document->engine->groups;
    const char *methods =
        record_methods(&facts->methods, &document->engine->context.findings->arena);
    for (int i = 0; i <= PROTOCOL_TLS; i++) {
        const char *transport = i ? protocol_word((enum protocol)i) : "unknown";
        if (facts->servers.with_protocol[i])
            server_groups_at(groups, transport, methods)->servers +=
                facts->servers.with_protocol[i];
    }
}

/* The document has ended; `profile`: under which number it's compared with others, if it is one. */
static void finish(struct document *document, bool complete, size_t profile)
{
    const struct profile *facts = document->facts;
    struct inventory *inventory = document->engine->inventory;
    bool is_misspelt = facts->provision && facts->provision->spelling == SPELLING_CLOSE;
    bool may_be_one = is_misspelt || (complete && (facts->carrier || facts->provision));
    if (!facts->is_profile && !facts->is_carrier) {
        rule_context_forget_profile(&document->engine->context);
        if (inventory)
            inventory_forget_servers(inventory);
        if (may_be_one)
            take_fact(document, PHASE_ROOT);
        return;
    }
    if (is_misspelt)
        take_fact(document, PHASE_ROOT);
    profile_reader_finish(document->reader, complete);
    if (inventory && facts->is_profile)
        record_profile(inventory, facts, document->engine->context.scope.embedding.setting,
                       document->from, document->to);
    if (facts->is_profile)
        count_servers(document);
    if (facts->is_profile && profile < INSPECTION_PROFILES)
        note_shared(document, profile);
}

/* ---- Embedded profiles ---- */

static void note_embedded(struct engine *engine, uint64_t from, uint64_t to)
{
    if (engine->embedded_count >= MOST_EMBEDDED)
        return;
    engine->embedded = memory_grow(engine->embedded, engine->embedded_count,
                                   &engine->embedded_capacity, sizeof *engine->embedded);
    engine->embedded[engine->embedded_count++] =
        (struct embedded_part){from, to, engine->inner.trusted};
}

static void judge_embedded(void *context, const struct carrier_setting *setting,
                           struct embedded *embedded);

static void make_reader(struct document *document, struct engine *engine)
{
    const struct profile_handler handler = {
        .context = document,
        .fact = take_fact,
        .comment = take_comment,
        .enter = enter_suppressed,
        .leave = leave_suppressed,
        .embedded = judge_embedded,
    };
    document->engine = engine;
    document->reader = profile_reader_new(&engine->settings, &engine->key, &handler);
    document->facts = profile_reader_facts(document->reader);
}

static void begin_document(struct engine *engine, struct document *document, bool named,
                           uint64_t from, uint64_t to)
{
    if (!document->reader)
        make_reader(document, engine);
    document->is_named = named;
    document->from = from;
    document->to = to;
    document->trusted = UINT64_MAX;
    profile_reader_reset(document->reader);
}

/* What a carrier holds is a profile, or wrong. */
static void judge_embedded(void *context, const struct carrier_setting *setting,
                           struct embedded *embedded)
{
    struct document *outer = context;
    struct engine *engine = outer->engine;
    struct document *inner = &engine->inner;
    struct suppressions *suppressions = &engine->context.suppressions;
    size_t profile = setting->has_first_profile ? (size_t)setting->meant - 1 : INSPECTION_PROFILES;
    uint64_t from = embedded_place(embedded, 0).byte;
    uint64_t to = embedded_place(embedded, embedded->length).byte;
    long depth = suppressions->depth;
    size_t comments = engine->comment_count;
    if (engine->context.is_full)
        return;
    struct rule_scope scope =
        rule_context_enter(&engine->context,
                           (struct embedding){carrier_setting_name(setting->meant),
                                              embedded->quote});
    suppressions_enter(suppressions, from);
    begin_document(engine, inner, true, from,
                   to + 1); /* what its end lacks is told at the quotation mark */
    bool complete = profile_reader_parse_embedded(inner->reader, outer->reader, setting, embedded);
    finish(inner, complete, profile);
    suppressions_leave_to(suppressions, depth, to);
    bool is_judged = complete && inner->facts->is_profile;
    for (; !is_judged && comments < engine->comment_count; comments++)
        engine->comments[comments].may_be_unused = false;
    note_embedded(engine, from, to);
    engine->context.scope = scope;
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
    rule_lists_make(&engine->lists, judgement->policy, judgement->target);
}

struct engine *engine_new(const struct judgement *judgement)
{
    struct engine *engine = memory_new(sizeof *engine);
    engine->key = judgement->key;
    engine_judge_by(engine, judgement);
    return engine;
}

void engine_free(struct engine *engine)
{
    if (!engine)
        return;
    profile_reader_free(engine->document.reader);
    profile_reader_free(engine->inner.reader);
    rule_context_free(&engine->context);
    rule_lists_free(&engine->lists);
    memory_free(engine->comments);
    memory_free(engine->embedded);
    memory_free(engine);
}

void engine_begin(struct engine *engine, bool named, struct findings *findings)
{
    engine->comment_count = 0;
    engine->id_count = 0;
    engine->embedded_count = 0;
    memset(engine->shared, 0, sizeof engine->shared);
    engine->groups.count = 0;
    rule_context_begin(&engine->context, findings);
    begin_document(engine, &engine->document, named, 0, UINT64_MAX);
}

void engine_record(struct engine *engine, struct inventory *inventory)
{
    engine->inventory = inventory;
}

char *engine_buffer(struct engine *engine, size_t size)
{
    return profile_reader_buffer(engine->document.reader, size);
}

bool engine_parse(struct engine *engine, size_t length, bool is_last)
{
    struct document *document = &engine->document;
    bool goes_on = profile_reader_parse(document->reader, length, is_last);
    /* What the root was to be matters only for a document that needn't be a profile. */
    return goes_on && !(document->is_named && profile_reader_has_ended(document->reader));
}

const struct encoding *engine_encoding(const struct engine *engine)
{
    return profile_reader_encoding(engine->document.reader);
}

/* The root has another name than those of profiles and carriers, beyond doubt. */
static bool is_other(const struct profile *facts)
{
    return facts->root && !facts->provision && !facts->carrier;
}

/* A document that broke off before it was certain what it is counts as a profile when it was to be
 * one. */
static bool is_profile(const struct document *document, bool complete)
{
    const struct profile *facts = document->facts;
    return facts->is_profile || facts->is_carrier ||
           (!complete && !is_other(facts) && profile_reader_announces_profile(document->reader));
}

bool engine_end(struct engine *engine, bool complete)
{
    const struct document *document = &engine->document;
    finish(&engine->document, complete, 0);
    if (complete && (document->facts->is_profile || document->facts->is_carrier))
        judge_unused_comments(engine);
    return document->is_named || is_profile(document, complete);
}

bool engine_met_root(const struct engine *engine)
{
    return engine->document.facts->root != NULL;
}

enum input_kind engine_kind(const struct engine *engine, bool complete)
{
    const struct profile *facts = engine->document.facts;
    if (facts->is_carrier)
        return INPUT_CARRIER;
    if (facts->is_profile)
        return INPUT_PROFILE;
    return complete || is_other(facts) ? INPUT_OTHER : INPUT_UNKNOWN;
}

void engine_shared(const struct engine *engine,
                   struct shared shared[INSPECTION_PROFILES][SHARED_COUNT])
{
    memcpy(shared, engine->shared, sizeof engine->shared);
}

void engine_count_servers(const struct engine *engine, struct server_groups *groups)
{
    groups->count = engine->groups.count;
    memcpy(groups->items, engine->groups.items, groups->count * sizeof *groups->items);
}

void engine_compare(struct engine *engine, const struct other_input *other,
                    struct findings *findings)
{
    const struct profile facts = {.settings = &engine->settings, .other = other};
    rule_context_begin(&engine->context, findings);
    engine->context.scope.embedding = other->embedding;
    call_rules(engine, PHASE_FLEET, &facts);
}

uint64_t engine_trusted(const struct engine *engine)
{
    return engine->document.trusted;
}

const struct embedded_part *engine_embedded(const struct engine *engine, size_t *count)
{
    *count = engine->embedded_count;
    return engine->embedded;
}
