/* SPDX-License-Identifier: MIT */
/* From scan's events to facts: follows the document, and hands each fact on when it's complete. */
#include "base/memory.h"
#include "profile/profile_reader.h"

/* ---- The root ---- */

static bool is_by_name(const struct element *root)
{
    return root->spelling == SPELLING_EXACT && !root->in_namespace;
}

/* Of an element in <data> or the like, nothing is known. */
static enum element_kind innermost_kind(const struct profile_reader *reader)
{
    return reader->opaque > 1 ? ELEMENT_UNKNOWN : parent_kind(reader);
}

static void judge_xml(struct profile_reader *reader, const struct xml_fact *fact)
{
    reader->facts.xml = fact;
    reader->facts.parent = innermost_kind(reader);
    reader->facts.open =
        reader->facts.parent == ELEMENT_UNKNOWN ? NULL : &reader->elements[reader->depth - 1];
    hand_on(reader, PHASE_XML);
    reader->facts.xml = NULL;
}

/* Tells of what is in front of the root. A carrier can name its encoding, and OMA's a DOCTYPE: that
 * isn't what the RTC client reads. */
static void judge_held(struct profile_reader *reader, const struct element *carrier)
{
    bool is_of_oma = carrier && element_is_of_oma(carrier->kind);
    for (size_t i = 0; i < reader->held_count; i++) {
        const struct xml_fact *fact = &reader->held[i];
        if (carrier && fact->kind == XML_ENCODING)
            reader->facts.declared_encoding = fact;
        else if (!is_of_oma)
            judge_xml(reader, fact);
    }
    reader->held_count = 0;
}

static void enter_root(struct profile_reader *reader, const struct element *root)
{
    reader->facts.root = root;
    bool is_carrier = carrier_is_root(reader, root);
    judge_held(reader, is_carrier ? root : NULL);
    if (is_carrier) {
        carrier_enter(reader, root);
        return;
    }
    if (root->kind != ELEMENT_provision) {
        hand_on(reader, PHASE_ROOT);
        return;
    }
    reader->facts.provision = root;
    reader->facts.is_profile =
        is_by_name(root) && (has(root, ATTRIBUTE_key) || has(root, ATTRIBUTE_name));
    hand_on(reader, PHASE_PROVISION);
}

/*
 * A child of the root that no other format has makes the document a profile. A root that isn't
 * just <provision> may be another format's: there it takes a server.
 */
static void note_profile(struct profile_reader *reader, enum element_kind kind)
{
    static const unsigned parts =
        1u << ELEMENT_user | 1u << ELEMENT_sipsrv | 1u << ELEMENT_client | 1u << ELEMENT_provider;
    if (!reader->facts.is_profile && reader->depth == 1 && parts >> kind & 1 &&
        (kind == ELEMENT_sipsrv || is_by_name(&reader->elements[0])))
        reader->facts.is_profile = true;
}

/* ---- Elements ---- */

static void leave_accesscontrol(struct profile_reader *reader, const struct element *element)
{
    if (reader->facts.accesscontrol)
        return;
    reader->accesscontrol = *element;
    element_copy(&reader->accesscontrol, &reader->kept);
    reader->facts.accesscontrol = &reader->accesscontrol;
}

/* What has to be known of an element while it's open. */
static void enter_element(struct profile_reader *reader, struct element *element)
{
    switch (element->kind) {
    case ELEMENT_provision:
    case ELEMENT_voip_provision:
    case ELEMENT_wap_provisioningdoc:
        enter_root(reader, element);
        break;
    case ELEMENT_characteristic:
        if (reader->depth == 0)
            enter_root(reader, element);
        break;
    case ELEMENT_sipsrv:
        servers_enter(reader, element);
        break;
    case ELEMENT_client:
    case ELEMENT_provider:
        reader->facts.seen &= ~(1u << ELEMENT_data); /* each may have one of its own */
        reader->facts.seen_exact &= ~(1u << ELEMENT_data);
        break;
    default:
        if (element_is_of_carrier(element->kind))
            carrier_enter_setting(reader, element);
        break;
    }
}

/* Hands the element to what knows its kind. */
static void leave_element(struct profile_reader *reader, struct element *element)
{
    reader->facts.element = element;
    switch (element->kind) {
    case ELEMENT_sipsrv:
        servers_leave(reader);
        break;
    case ELEMENT_session:
        servers_leave_session(reader, element);
        break;
    case ELEMENT_user:
        users_leave(reader, element);
        break;
    case ELEMENT_accesscontrol:
        leave_accesscontrol(reader, element);
        hand_on_end(reader, element, PHASE_ELEMENT);
        break;
    default:
        hand_on_end(reader, element, PHASE_ELEMENT);
        break;
    }
    reader->facts.element = NULL;
    reader->facts.user = NULL;
    reader->facts.session = NULL;
    if (element->kind == ELEMENT_sipsrv)
        reader->facts.server = NULL;
}

/* ---- scan's events ---- */

/*
 * A name that's only close may be that of something around what is meant, as in <users>: without a
 * single attribute of that kind, and with room for content, the element is there, but nothing is
 * known of it.
 */
static bool can_be_read(const struct element *element)
{
    if (element->kind == ELEMENT_UNKNOWN || element->is_misplaced ||
        !carrier_is_looked_into(element))
        return false;
    return element->spelling != SPELLING_CLOSE || element->present || tag_is_empty(&element->tag) ||
           element->kind == ELEMENT_provision || element_is_opaque(element->kind);
}

static struct element *read_element(struct profile_reader *reader, const struct scan_start *start)
{
    struct element *element = &reader->elements[reader->depth];
    element->parent = parent_kind(reader);
    names_find_element(reader, element, start->name);
    enum element_kind kind = element->kind;
    element->is_misplaced = kind != ELEMENT_UNKNOWN && !element_belongs(kind, element->parent);
    element->is_repeated =
        !element->is_misplaced && kind != ELEMENT_UNKNOWN && names_is_second(reader, element);
    element->tag = start->tag;
    element_read_attributes(element, start->attributes);
    element->is_understood = can_be_read(element);
    return element;
}

/* A child that isn't read: the one around it may have the attribute of that name, though not in its
 * place. */
static void note_unread(struct profile_reader *reader, const struct element *element)
{
    struct element *around = &reader->elements[reader->depth - 1];
    enum attribute_kind attribute = names_find_child(element);
    if (attribute != ATTRIBUTE_UNKNOWN)
        around->as_child |= 1u << attribute;
    if (around->kind == ELEMENT_sipsrv)
        servers_note_unread(reader, attribute);
    if (element->kind == ELEMENT_sipsrv)
        servers_note_unclear(reader);
}

static void note_beside(struct profile_reader *reader, const struct element *element)
{
    struct element *around = reader->depth > 1 ? &reader->elements[reader->depth - 1] : NULL;
    if (!around || around->beside.line || !element_belongs(element->kind, around->parent))
        return;
    around->beside = tag_range(&element->tag, 0, 0).start;
    around->beside_kind = element->kind;
}

static void note_element(struct profile_reader *reader, const struct element *element)
{
    struct profile *facts = &reader->facts;
    if (!element->is_understood && reader->depth)
        note_unread(reader, element);
    if (element->kind == ELEMENT_UNKNOWN)
        return;
    note_profile(reader, element->kind);
    if (element->is_misplaced) {
        facts->misplaced |= 1u << element->kind;
        carrier_note_misplaced(reader, element);
        note_beside(reader, element);
        return;
    }
    bool is_first = !(facts->seen_exact >> element->kind & 1);
    facts->seen |= 1u << element->kind;
    if (element->spelling != SPELLING_EXACT || !is_first)
        return;
    facts->seen_exact |= 1u << element->kind;
    names_resolve(reader, element->kind);
}

static void note_order(struct profile_reader *reader, struct element *element)
{
    element->out_of_order = ELEMENT_UNKNOWN;
    if (reader->depth != 1 || element->kind > ELEMENT_policy)
        return;
    if (element->kind >= reader->last_child) {
        reader->last_child = element->kind;
    } else if (!reader->order_was_told) {
        element->out_of_order = reader->last_child;
        reader->order_was_told = true;
    }
}

/* Is it in a document of OMA's? There only what is taken for one of ours is told of. */
static bool is_in_oma(const struct element *element)
{
    bool is_root = element->parent == ELEMENT_UNKNOWN;
    return element_is_of_oma(is_root ? element->kind : element->parent);
}

static void hand_on_place(struct profile_reader *reader)
{
    reader->facts.open = reader->depth ? &reader->elements[reader->depth - 1] : NULL;
    hand_on(reader, PHASE_PLACE);
    reader->facts.open = NULL;
}

static void judge_names(struct profile_reader *reader, struct element *element)
{
    bool is_told_as_root = reader->depth == 0 && element->spelling != SPELLING_CASE;
    bool in_oma = is_in_oma(element);
    if (in_oma && !element->is_understood)
        return;
    if (element->spelling != SPELLING_EXACT && !element->is_misplaced && !is_told_as_root)
        names_judge_element(reader, element);
    if (element->is_understood && element->has_other_attributes && !in_oma)
        names_judge_attributes(reader, element);
    if (element->is_misplaced || element->is_repeated)
        hand_on_place(reader);
    if (element->in_namespace)
        names_judge_namespace(reader, element);
}

static void push(struct profile_reader *reader, const struct element *element)
{
    enum element_kind kind = element->is_understood ? element->kind : ELEMENT_UNKNOWN;
    reader->text_seen[reader->depth] = false;
    reader->open[reader->depth++] = (uint8_t)kind;
    if (element_is_opaque(kind) || kind == ELEMENT_accesscontrol)
        reader->opaque = 1;
}

/* Are there names in its tag that needn't be the schema's? */
static bool has_other_names(const struct element *element)
{
    return !element->is_understood || element->spelling != SPELLING_EXACT ||
           element->in_namespace || element->has_other_attributes ||
           element_is_opaque(element->kind);
}

/* Names that aren't the schema's may all be different. */
static void count_names(struct profile_reader *reader, const struct scan_start *start)
{
    scan_count_name(reader->scan, start->name);
    for (size_t i = 0; start->attributes[i]; i += 2)
        scan_count_name(reader->scan, start->attributes[i]);
}

static void save_values(struct profile_reader *reader, struct element *element)
{
    arena_reset(&reader->memory[reader->depth]);
    element_save_values(element, &reader->memory[reader->depth]);
}

/* Called for `<a/>` by on_start(), while the parser still has its values: that saves copying them.
 */
static void leave_innermost(struct profile_reader *reader)
{
    uint8_t *kind = &reader->open[reader->depth - 1];
    if (*kind != ELEMENT_UNKNOWN)
        leave_element(reader, &reader->elements[reader->depth - 1]);
    *kind = ELEMENT_UNKNOWN;
}

static void on_start(void *context, const struct scan_start *start)
{
    struct profile_reader *reader = context;
    reader->handler.enter(reader->handler.context);
    if (reader->opaque) {
        count_names(reader, start);
        reader->opaque++;
        return;
    }
    struct element *element = read_element(reader, start);
    reader->facts.element = element;
    reader->facts.parent = element->parent;
    note_element(reader, element);
    bool has_others = has_other_names(element);
    if (has_others)
        count_names(reader, start);
    if (has_others || element->is_repeated)
        judge_names(reader, element);
    bool ends_here = reader->depth > 0 && tag_is_empty(&start->tag);
    if (!ends_here)
        save_values(reader, element); /* now: what enter_element() reads points into them */
    if (element->is_understood) {
        note_order(reader, element);
        enter_element(reader, element);
    } else if (reader->depth == 0) {
        enter_root(reader, element);
    }
    push(reader, element);
    if (ends_here)
        leave_innermost(reader);
}

static void on_end(void *context)
{
    struct profile_reader *reader = context;
    reader->handler.leave(reader->handler.context);
    if (reader->opaque && --reader->opaque)
        return;
    leave_innermost(reader);
    reader->depth--;
    if (reader->depth == 0 && reader->facts.provision)
        names_finish(reader, true);
}

/* Text in what isn't read: a password is to be told of, wherever in the user it's written. */
static void note_password(struct profile_reader *reader)
{
    const struct element *element = &reader->elements[reader->depth - 1];
    if (reader->opaque == 1 && reader->depth > 1 && element->parent == ELEMENT_user &&
        !reader->password_child.start.line && names_find_child(element) == ATTRIBUTE_password)
        reader->password_child = at_element(element).range;
}

static void on_text(void *context, struct range first)
{
    struct profile_reader *reader = context;
    note_password(reader);
    if (reader->opaque || reader->text_seen[reader->depth - 1] ||
        element_is_of_oma(parent_kind(reader)) || carrier_note_content(reader))
        return;
    reader->text_seen[reader->depth - 1] = true;
    reader->facts.text_at = first;
    reader->facts.text_end = scan_text_end(reader->scan);
    reader->facts.parent = parent_kind(reader);
    hand_on(reader, PHASE_TEXT);
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
    bool waits = !reader->facts.root && (fact->kind == XML_ENCODING || fact->kind == XML_DOCTYPE);
    if (waits && reader->held_count < HELD_FACTS) {
        reader->held[reader->held_count++] = *fact;
        return;
    }
    judge_held(reader, NULL);
    judge_xml(reader, fact);
}

/* The bytes of the open elements' tags go. */
static void on_discard(void *context)
{
    struct profile_reader *reader = context;
    /* The root is looked at when the document ends, after its own end. */
    unsigned kept = reader->depth ? reader->depth : reader->facts.root != NULL;
    for (unsigned i = 0; i < kept && i < READ_DEPTH; i++)
        element_save_tag(&reader->elements[i], &reader->memory[i]);
    servers_save_sessions(reader);
}

/* ---- The reader ---- */

static void forget_facts(struct profile_reader *reader)
{
    reader->facts = (struct profile){.settings = reader->facts.settings};
    reader->last_child = ELEMENT_provision;
    reader->order_was_told = false;
    for (size_t i = 0; i < READ_DEPTH; i++)
        reader->namespaces[i].is_filled = false;
    reader->facts.servers.auth.is_certain = true;
    reader->pending_user.is_there = reader->pending_server.is_there = false;
    reader->held_count = 0;
}

struct profile_reader *profile_reader_new(const struct profile_settings *settings,
                                          const struct hash_key *key,
                                          const struct profile_handler *handler)
{
    static const char *const roots[] = {"provision", "voip-provision", "wap-provisioningdoc", NULL};
    struct profile_reader *reader = memory_new(sizeof *reader);
    const struct scan_handler events = {
        .context = reader,
        .start = on_start,
        .end = on_end,
        .text = on_text,
        .comment = on_comment,
        .xml = on_xml,
        .discard = on_discard,
        .roots = roots,
    };
    reader->scan = scan_new(&events, key);
    reader->key = key;
    reader->handler = *handler;
    for (size_t i = 0; i < READ_DEPTH; i++)
        reader->namespaces[i].key = key;
    reader->facts.settings = settings;
    forget_facts(reader);
    return reader;
}

void profile_reader_free(struct profile_reader *reader)
{
    if (!reader)
        return;
    arena_free(&reader->kept);
    for (size_t i = 0; i < READ_DEPTH; i++) {
        arena_free(&reader->memory[i]);
        tag_namespaces_free(&reader->namespaces[i]);
    }
    servers_free(&reader->servers);
    embedded_free(&reader->embedded);
    backup_free(&reader->backup);
    scan_free(reader->scan);
    memory_free(reader);
}

void profile_reader_reset(struct profile_reader *reader)
{
    scan_reset(reader->scan);
    forget_facts(reader);
    reader->depth = 0;
    reader->opaque = 0;
    reader->setting = SETTING_NONE;
    reader->beside = NULL;
    reader->profiles_seen = 0;
    servers_reset(&reader->servers);
    backup_reset(&reader->backup);
    arena_reset(&reader->kept);
}

const struct profile *profile_reader_facts(const struct profile_reader *reader)
{
    return &reader->facts;
}

char *profile_reader_buffer(struct profile_reader *reader, size_t size)
{
    return scan_buffer(reader->scan, size);
}

bool profile_reader_parse(struct profile_reader *reader, size_t length, bool is_last)
{
    return scan_parse(reader->scan, length, is_last);
}

bool profile_reader_parse_embedded(struct profile_reader *reader, struct profile_reader *outer,
                                   const struct carrier_setting *setting, struct embedded *embedded)
{
    reader->setting = setting->meant;
    reader->quote = embedded->quote;
    reader->beside = setting->has_first_profile ? &outer->backup : NULL;
    return scan_parse_embedded(reader->scan, embedded);
}

void profile_reader_stop(struct profile_reader *reader)
{
    scan_stop(reader->scan);
}

bool profile_reader_has_ended(const struct profile_reader *reader)
{
    return scan_has_ended(reader->scan);
}

bool profile_reader_announces_profile(const struct profile_reader *reader)
{
    return scan_announces_root(reader->scan);
}

const struct encoding *profile_reader_encoding(const struct profile_reader *reader)
{
    return &scan_chunk(reader->scan)->encoding;
}

uint64_t profile_reader_at(struct profile_reader *reader)
{
    return scan_event_byte(reader->scan);
}

uint64_t profile_reader_end(struct profile_reader *reader)
{
    if (scan_has_ended(reader->scan))
        return UINT64_MAX;
    return scan_event_end(reader->scan);
}

struct range profile_reader_comment(struct profile_reader *reader)
{
    const struct tag comment = scan_event(reader->scan);
    return tag_start(&comment, strlen("<!--"));
}

struct range profile_reader_comment_whole(struct profile_reader *reader)
{
    const struct tag comment = scan_event(reader->scan);
    return tag_range(&comment, 0, comment.length);
}

struct range profile_reader_comment_part(struct profile_reader *reader, struct text comment,
                                         struct text part)
{
    const struct tag event = scan_event(reader->scan);
    size_t from = (size_t)(part.bytes - comment.bytes);
    return tag_comment_part(&event, comment, from, from + part.length);
}

/* The document broke off within these: what they lack might have come. */
static void leave_open_elements(struct profile_reader *reader)
{
    for (unsigned i = reader->depth; i-- > 0;) {
        if (reader->open[i] == ELEMENT_UNKNOWN)
            continue;
        reader->elements[i].as_child = UINT32_MAX;
        if (reader->open[i] == ELEMENT_sipsrv)
            servers_note_unread(reader, ATTRIBUTE_UNKNOWN);
        leave_element(reader, &reader->elements[i]);
    }
}

void profile_reader_finish(struct profile_reader *reader, bool is_complete)
{
    if (reader->facts.carrier) {
        carrier_finish(reader);
        return;
    }
    if (!is_complete)
        leave_open_elements(reader);
    names_finish(reader, false);
    if (is_complete)
        users_set_methods(reader);
    else
        reader->facts.methods = (struct methods){.is_certain = false};
    servers_finish(reader, is_complete);
    reader->facts.user = reader->facts.first_user;
    if (is_complete)
        hand_on(reader, PHASE_DOCUMENT);
}
