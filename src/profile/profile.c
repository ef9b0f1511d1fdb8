/* SPDX-License-Identifier: MIT */
/* From scan's events to facts: follows the document, and hands each fact on when it's complete. */
#include "base/memory.h"
#include "profile/gather.h"

#include <string.h>

/* ---- The root and the user ---- */

static void enter_provision(struct profile_reader *reader)
{
    struct element *provision = &reader->provision;
    element_retain(provision, &reader->kept);
    reader->facts.provision = provision;
    reader->facts.is_profile = !provision->in_namespace &&
                               (has(provision, ATTRIBUTE_key) || has(provision, ATTRIBUTE_name));
    judge(reader, PHASE_PROVISION);
}

static void read_allowed(struct user *user)
{
    struct method_tokens tokens = {.value = value_of(&user->element, ATTRIBUTE_allowedauth)};
    user->has_allowed = has(&user->element, ATTRIBUTE_allowedauth);
    user->allowed = 0;
    user->allowed_unknown = false;
    user->allowed_repeated = false;
    while (method_tokens_next(&tokens)) {
        user->allowed_repeated |= (user->allowed & tokens.method) != 0;
        user->allowed |= tokens.method;
        user->allowed_unknown |= tokens.method == 0;
        if (tokens.method && !text_equal(tokens.token, text_of(value_spelling(ATTRIBUTE_allowedauth,
                                                                              (int)tokens.method))))
            user->element.has_odd_values = true;
    }
    user->allowed_separator = tokens.separator;
}

static void set_methods(struct profile_reader *reader)
{
    struct profile *facts = &reader->facts;
    const struct user *user = facts->first_user;
    facts->methods = methods_effective(user && user->has_allowed, user ? user->allowed : 0,
                                       facts->servers.has_auth, facts->servers.auth);
}

static void enter_user(struct profile_reader *reader)
{
    bool is_first = reader->facts.first_user == NULL;
    struct user *user = is_first ? &reader->first_user : &reader->further_user;
    user->element = reader->current;
    if (is_first) {
        element_retain(&user->element, &reader->kept);
        reader->facts.first_user = user;
    }
    user->uri = sip_uri_parse(value_of(&user->element, ATTRIBUTE_uri));
    read_allowed(user);
    if (is_first)
        set_methods(reader);
    reader->facts.user = user;
    reader->facts.element = &user->element;
    judge(reader, PHASE_USER);
    if (is_first && user->has_allowed)
        servers_judge_waiting(reader);
}

static void enter_accesscontrol(struct profile_reader *reader)
{
    if (reader->facts.accesscontrol)
        return;
    reader->accesscontrol = reader->current;
    element_retain(&reader->accesscontrol, &reader->kept);
    reader->facts.accesscontrol = &reader->accesscontrol;
}

/* ---- scan's events ---- */

static enum element_kind parent_kind(const struct profile_reader *reader)
{
    return reader->depth ? (enum element_kind)reader->open[reader->depth - 1] : ELEMENT_UNKNOWN;
}

static bool is_single(enum element_kind kind)
{
    return kind == ELEMENT_user || kind == ELEMENT_client || kind == ELEMENT_provider ||
           kind == ELEMENT_policy || kind == ELEMENT_data;
}

/* Where an element is read into: what stays while others come has a place of its own. */
static struct element *room_for(struct profile_reader *reader, enum element_kind kind,
                                enum element_kind parent)
{
    if (reader->depth == 0)
        return &reader->provision;
    if (kind == ELEMENT_sipsrv && parent == ELEMENT_provision)
        return &reader->servers.current.element;
    return parent == ELEMENT_sipsrv ? &reader->servers.session.element : &reader->current;
}

/* The part of a name behind its namespace. */
static struct text local_name(const char *name, bool *in_namespace)
{
    const char *separator = strrchr(name, SCAN_NAME_SEPARATOR);
    *in_namespace = separator != NULL;
    return text_of(separator ? separator + 1 : name);
}

static struct element *read_element(struct profile_reader *reader, const struct scan_start *start)
{
    enum element_kind parent = parent_kind(reader);
    enum element_kind kind = element_read(parent, start->name);
    bool is_exact = kind != ELEMENT_UNKNOWN;
    bool in_namespace = false;
    struct text name;
    if (is_exact) {
        name = element_name_text(kind);
    } else {
        name = local_name(start->name, &in_namespace);
        kind = element_find_fold(name);
        is_exact = kind != ELEMENT_UNKNOWN && text_equal(name, element_name_text(kind));
    }
    struct element *element = room_for(reader, kind, parent);
    element->kind = kind;
    element->parent = parent;
    element->name = name;
    element->in_namespace = in_namespace;
    element->is_exact = is_exact;
    element->is_misplaced = kind != ELEMENT_UNKNOWN && !element_belongs(kind, parent);
    element->is_repeated =
        is_single(kind) && !element->is_misplaced && (reader->facts.seen >> kind & 1);
    element->tag = start->tag;
    element_read_attributes(element, start->attributes);
    return element;
}

/* Calls what knows the element, which calls the rules at its moment. */
static void enter_element(struct profile_reader *reader, const struct element *element)
{
    switch (element->kind) {
    case ELEMENT_sipsrv:
        servers_enter(reader);
        return;
    case ELEMENT_session:
        servers_enter_session(reader);
        return;
    case ELEMENT_provision:
        enter_provision(reader);
        break;
    case ELEMENT_user:
        enter_user(reader);
        break;
    case ELEMENT_client:
        judge(reader, PHASE_CLIENT);
        break;
    case ELEMENT_provider:
        judge(reader, PHASE_PROVIDER);
        break;
    case ELEMENT_accesscontrol:
        enter_accesscontrol(reader);
        break;
    default:
        break;
    }
    judge(reader, PHASE_ELEMENT);
}

/* Any of these below the root makes a document a profile. A root in a namespace may be another
 * format's: there it takes the element that no other format has. */
static bool proves_profile(const struct profile_reader *reader, enum element_kind kind)
{
    return reader->depth == 1 &&
           (kind == ELEMENT_sipsrv ||
            (!reader->provision.in_namespace &&
             (kind == ELEMENT_user || kind == ELEMENT_client || kind == ELEMENT_provider)));
}

/* Likewise of a root that is misspelt, and not looked into: that's said, and nothing else. */
static void look_below_misspelt(struct profile_reader *reader, const char *name)
{
    bool in_namespace;
    if (reader->facts.root_is_misspelt && reader->depth == 1 && reader->opaque == 1 &&
        element_find_fold(local_name(name, &in_namespace)) == ELEMENT_sipsrv)
        reader->facts.is_profile = true;
}

static void push(struct profile_reader *reader, enum element_kind kind)
{
    reader->text_seen[reader->depth] = false;
    reader->open[reader->depth++] = (uint8_t)kind;
}

static void note_element(struct profile_reader *reader, const struct element *element)
{
    if (!reader->facts.is_profile && proves_profile(reader, element->kind))
        reader->facts.is_profile = true;
    if (element->kind == ELEMENT_client || element->kind == ELEMENT_provider)
        reader->facts.seen &= ~(1u << ELEMENT_data); /* each may have one of its own */
    if (element->is_misplaced)
        reader->facts.misplaced |= 1u << element->kind;
    else if (element->kind != ELEMENT_UNKNOWN)
        reader->facts.seen |= 1u << element->kind;
    reader->facts.seen_exact |= (unsigned)element->is_exact << element->kind;
}

static void note_last_child(struct profile_reader *reader, const struct element *element)
{
    if (reader->depth == 1 && element->kind > reader->facts.last_child &&
        element->kind <= ELEMENT_policy)
        reader->facts.last_child = element->kind;
}

/* Names that aren't the schema's may all be different. */
static void count_names(struct profile_reader *reader, const struct scan_start *start)
{
    scan_count_name(reader->scan, start->name);
    for (size_t i = 0; start->attributes[i]; i += 2)
        scan_count_name(reader->scan, start->attributes[i]);
}

static void on_start(void *context, const struct scan_start *start)
{
    struct profile_reader *reader = context;
    reader->handler.enter(reader->handler.context);
    if (reader->opaque) {
        count_names(reader, start);
        look_below_misspelt(reader, start->name);
        reader->opaque++;
        return;
    }
    struct element *element = read_element(reader, start);
    if (element->kind == ELEMENT_UNKNOWN && reader->depth == 0)
        reader->facts.root_is_misspelt =
            element_nearest(ELEMENT_UNKNOWN, element->name) == ELEMENT_provision;
    reader->facts.element = element;
    reader->facts.parent = element->parent;
    note_element(reader, element);
    if (element_is_odd(element)) {
        count_names(reader, start);
        judge(reader, PHASE_ODD);
    }
    bool is_known = element->kind != ELEMENT_UNKNOWN && !element->is_misplaced;
    if (is_known) {
        enter_element(reader, element);
        note_last_child(reader, element);
    }
    push(reader, is_known ? element->kind : ELEMENT_UNKNOWN);
    if (!is_known || element_is_opaque(element->kind) || element->kind == ELEMENT_accesscontrol)
        reader->opaque = 1;
}

static void on_end(void *context)
{
    struct profile_reader *reader = context;
    reader->handler.leave(reader->handler.context);
    if (reader->opaque && --reader->opaque)
        return;
    reader->depth--;
    if (reader->open[reader->depth] == ELEMENT_sipsrv)
        servers_leave(reader);
}

static void on_text(void *context, struct range first)
{
    struct profile_reader *reader = context;
    if (reader->opaque || reader->text_seen[reader->depth - 1])
        return;
    reader->text_seen[reader->depth - 1] = true;
    reader->facts.text_at = first;
    reader->facts.parent = parent_kind(reader);
    judge(reader, PHASE_TEXT);
}

static void on_comment(void *context, struct text text)
{
    struct profile_reader *reader = context;
    if (!reader->opaque)
        reader->handler.comment(reader->handler.context, text);
}

static void on_xml(void *context, const struct xml_fact *fact)
{
    struct profile_reader *reader = context;
    reader->facts.xml = fact;
    reader->facts.parent = parent_kind(reader);
    judge(reader, PHASE_XML);
    reader->facts.xml = NULL;
}

static void on_settle(void *context)
{
    servers_settle(context);
}

/* ---- Places ---- */

struct range profile_allowedauth_at(const struct profile *profile)
{
    struct spot *spot = &profile->landmarks->allowedauth;
    if (!spot->is_taken)
        spot_take_name(spot, &profile->first_user->element, ATTRIBUTE_allowedauth);
    return spot_range(spot);
}

struct range profile_allowed_at(const struct profile *profile, unsigned method)
{
    struct spot *spot = &profile->landmarks->allowed[__builtin_ctz(method)];
    const struct element *user = &profile->first_user->element;
    struct method_tokens tokens = {.value = value_of(user, ATTRIBUTE_allowedauth)};
    if (spot->is_taken)
        return spot_range(spot);
    while (method_tokens_next(&tokens) && tokens.method != method)
        continue;
    spot_take_part(spot, user, ATTRIBUTE_allowedauth, tokens.token);
    return spot_range(spot);
}

/* ---- The reader ---- */

static void forget_facts(struct profile_reader *reader)
{
    reader->facts =
        (struct profile){.settings = reader->facts.settings, .landmarks = &reader->landmarks};
    reader->landmarks =
        (struct landmarks){.in_provision = &reader->in_provision, .in_server = &reader->in_server};
    reader->in_provision.is_filled = false;
    reader->in_server.is_filled = false;
}

struct profile_reader *profile_reader_new(const struct profile_settings *settings,
                                          const struct hash_key *key,
                                          const struct profile_handler *handler)
{
    struct profile_reader *reader = memory_new(sizeof *reader);
    const struct scan_handler events = {reader,     on_start, on_end,   on_text,
                                        on_comment, on_xml,   on_settle};
    reader->scan = scan_new(&events, key);
    reader->key = key;
    reader->handler = *handler;
    reader->in_provision.key = reader->in_server.key = key;
    reader->facts.settings = settings;
    forget_facts(reader);
    return reader;
}

void profile_reader_free(struct profile_reader *reader)
{
    if (!reader)
        return;
    arena_free(&reader->kept);
    tag_namespaces_free(&reader->in_provision);
    tag_namespaces_free(&reader->in_server);
    servers_free(&reader->servers);
    scan_free(reader->scan);
    memory_free(reader);
}

void profile_reader_reset(struct profile_reader *reader)
{
    scan_reset(reader->scan);
    forget_facts(reader);
    reader->depth = 0;
    reader->opaque = 0;
    servers_reset(&reader->servers);
    arena_reset(&reader->kept);
}

const struct profile *profile_reader_facts(const struct profile_reader *reader)
{
    return &reader->facts;
}

struct scan *profile_reader_scan(struct profile_reader *reader)
{
    return reader->scan;
}

void profile_reader_set_suppression(struct profile_reader *reader,
                                    const struct suppression_fact *fact)
{
    reader->facts.suppression = fact;
}

void profile_reader_set_other(struct profile_reader *reader, const struct other_input *other)
{
    reader->facts.other = other;
}

void profile_reader_finish(struct profile_reader *reader)
{
    set_methods(reader);
    servers_finish(reader);
    reader->facts.user = reader->facts.first_user;
    judge(reader, PHASE_DOCUMENT);
}
