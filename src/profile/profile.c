/* SPDX-License-Identifier: MIT */
/* From scan's events to facts. */
#include "profile/profile.h"
#include "base/arena.h"
#include "base/memory.h"

#include <assert.h>
#include <string.h>

/* A copy of what an element borrows, so that it outlives its start tag. */
struct store {
    char *bytes;
    size_t capacity;
};

/*
 * A server entry that waits for the effective methods: the place of a token in 16 bytes. A token
 * lies within a tag, and a tag is at most 1 MiB long, so 21 bits hold its length; 40 bits of offset
 * are a terabyte. The token is ASCII on one line, so its width in columns follows.
 */
struct waiting {
    uint64_t byte : 40;
    uint64_t length : 21;
    uint64_t protocol : 3; /* enum protocol: the token is that value; PROTOCOL_NONE: it's the name
                              of an auth */
    uint32_t line;
    uint32_t column;
};

_Static_assert(sizeof(struct waiting) == 16, "a waiting server entry takes 16 bytes");
_Static_assert(SCAN_TOKEN_LIMIT < 1 << 21, "the length of any token fits into 21 bits");

struct profile_reader {
    struct profile facts;
    struct profile_handler handler;
    struct scan *scan;
    const struct hash_key *key;

    struct element provision;
    struct element accesscontrol;
    struct element current; /* any other element */
    struct user first_user;
    struct user further_user;
    struct server server;
    struct session session;
    struct store provision_store;
    struct store accesscontrol_store;
    struct store user_store;
    struct store server_store;

    uint8_t open[SCAN_DEPTH_LIMIT + 1];   /* the kinds of the open elements */
    bool text_seen[SCAN_DEPTH_LIMIT + 1]; /* character data was met in it */
    unsigned depth;
    unsigned opaque; /* how deep in something that isn't looked into */
    bool watched;

    struct hash_set server_hashes;
    struct waiting *waiting;
    size_t waiting_count;
    size_t waiting_capacity;

    struct host *early; /* hosts met before the user or accesscontrol */
    size_t early_count;
    struct arena early_names;
};

/* As many hosts are kept for a user or accesscontrol that comes behind them; what is further isn't compared with these. */
#define EARLY_HOSTS 1024

/* ---- Access to an element ---- */

bool has(const struct element *element, enum attribute_kind attribute)
{
    return element->present >> attribute & 1;
}

struct text value_of(const struct element *element, enum attribute_kind attribute)
{
    return has(element, attribute) ? element->value[attribute] : (struct text){"", 0};
}

bool is_missing(const struct element *element, enum attribute_kind attribute)
{
    return !has(element, attribute) || element->value[attribute].length == 0;
}

bool is_empty(const struct element *element, enum attribute_kind attribute)
{
    return has(element, attribute) && element->value[attribute].length == 0;
}

struct token at_range(struct range range, enum element_kind element, enum attribute_kind attribute)
{
    return (struct token){range, element, attribute};
}

struct token at_element(const struct element *element)
{
    return at_range(tag_name(&element->tag), element->kind, ATTRIBUTE_UNKNOWN);
}

struct token at_number(const struct element *element, size_t number)
{
    struct tag_attribute found;
    if (!tag_attribute(&element->tag, number, &found)) /* it came from a DTD */
        return at_element(element);
    return at_range(tag_range(&element->tag, found.name, found.name_end), element->kind,
                    ATTRIBUTE_UNKNOWN);
}

struct token at_attribute(const struct element *element, enum attribute_kind attribute)
{
    struct token token = at_number(element, element->number[attribute]);
    token.attribute = attribute;
    return token;
}

struct token at_part(const struct element *element, enum attribute_kind attribute, struct text part)
{
    struct text value = value_of(element, attribute);
    struct tag_attribute found;
    if (!tag_attribute(&element->tag, element->number[attribute], &found))
        return at_element(element);
    size_t from = (size_t)(part.bytes - value.bytes);
    assert(from <= value.length && part.length <= value.length - from);
    return at_range(tag_value_part(&element->tag, &found, value, from, from + part.length),
                    element->kind, attribute);
}

struct token at_value(const struct element *element, enum attribute_kind attribute)
{
    struct tag_attribute found;
    if (!tag_attribute(&element->tag, element->number[attribute], &found))
        return at_element(element);
    return at_range(tag_range(&element->tag, found.value, found.value_end), element->kind,
                    attribute);
}

struct token at_missing(const struct element *element, enum attribute_kind attribute)
{
    if (has(element, attribute))
        return at_value(element, attribute);
    struct token token = at_element(element);
    token.attribute = attribute;
    return token;
}

struct token server_protocol_at(const struct server *server)
{
    if (server->waited)
        return at_range(server->waited_at, ELEMENT_sipsrv, ATTRIBUTE_protocol);
    return at_value(&server->element, ATTRIBUTE_protocol);
}

struct token server_auth_at(const struct server *server)
{
    if (server->waited)
        return at_range(server->waited_at, ELEMENT_sipsrv, ATTRIBUTE_auth);
    return at_attribute(&server->element, ATTRIBUTE_auth);
}

struct token host_at(const struct host *host)
{
    struct token token = at_range(host->at, ELEMENT_sipsrv, ATTRIBUTE_addr);
    struct tag_attribute found;
    size_t from = (size_t)(host->host.bytes - host->addr.bytes);
    if (!host->is_located && tag_attribute(&host->tag, host->number, &found))
        token.range =
            tag_value_part(&host->tag, &found, host->addr, from, from + host->host.length);
    return token;
}

/* ---- Reading an element ---- */

static void judge(struct profile_reader *reader, enum phase phase)
{
    reader->handler.judge(reader->handler.context, phase);
}

/* The part of a name behind its namespace. */
static struct text local_name(const char *name, bool *in_namespace)
{
    const char *separator = strrchr(name, SCAN_NAME_SEPARATOR);
    *in_namespace = separator != NULL;
    return text_of(separator ? separator + 1 : name);
}

static void read_attribute(struct element *element, const char *name, const char *value,
                           size_t number)
{
    enum attribute_kind kind = attribute_find(element->kind, text_of(name));
    if (kind == ATTRIBUTE_UNKNOWN) {
        element->has_odd_attributes = true;
        kind = attribute_find_fold(element->kind, text_of(name));
        if (kind == ATTRIBUTE_UNKNOWN || has(element, kind))
            return;
    }
    element->present |= 1u << kind;
    element->value[kind] = text_of(value);
    element->number[kind] = (uint16_t)number;
}

/* Are the attributes of this element, and what it contains, left alone? */
static bool is_opaque(enum element_kind kind)
{
    return kind == ELEMENT_data || kind == ELEMENT_policy || kind == ELEMENT_UNKNOWN;
}

/* Which element a start tag names: fills in what the name says. */
static enum element_kind identify(const char *written, struct text *name, bool *in_namespace)
{
    *name = text_of(written);
    *in_namespace = false;
    enum element_kind kind = element_find(*name);
    if (kind != ELEMENT_UNKNOWN)
        return kind;
    *name = local_name(written, in_namespace);
    return element_find_fold(*name);
}

static void read_attributes(struct element *element, const char *const *attributes)
{
    element->has_odd_attributes = false;
    element->has_odd_values = false;
    element->present = 0;
    element->attributes = attributes;
    if (is_opaque(element->kind) || element->is_misplaced)
        return;
    for (size_t i = 0; attributes[2 * i]; i++)
        read_attribute(element, attributes[2 * i], attributes[2 * i + 1], i);
}

/* An enumerated value, noting an odd spelling: neither as the schema has it nor, for a protocol,
 * all in small letters. */
static int read_value(struct element *element, enum attribute_kind attribute)
{
    if (is_missing(element, attribute))
        return 0;
    struct text value = element->value[attribute];
    int meaning = value_find(attribute, value);
    if (meaning && !text_equal(value, text_of(value_spelling(attribute, meaning))))
        element->has_odd_values = true;
    return meaning;
}

static size_t retained_size(const struct element *element, bool with_tag)
{
    size_t size = element->name.length + (with_tag ? element->tag.length : 0);
    for (int i = 0; i < ATTRIBUTE_COUNT; i++) {
        if (has(element, (enum attribute_kind)i))
            size += element->value[i].length;
    }
    return size;
}

static const char *put(char **to, const void *bytes, size_t length)
{
    char *copy = *to;
    if (length)
        memcpy(copy, bytes, length);
    *to += length;
    return copy;
}

/* Makes the element independent of its start tag. */
static void retain(struct profile_reader *reader, struct element *element, struct store *store)
{
    bool with_tag = !scan_holds_document(reader->scan);
    size_t size = retained_size(element, with_tag);
    if (size > store->capacity) {
        store->bytes = memory_resize(store->bytes, size, 1);
        store->capacity = size;
    }
    char *to = store->bytes;
    element->name.bytes = put(&to, element->name.bytes, element->name.length);
    if (with_tag)
        element->tag.bytes =
            (const unsigned char *)put(&to, element->tag.bytes, element->tag.length);
    for (uint32_t left = element->present; left; left &= left - 1) {
        struct text *value = &element->value[__builtin_ctz(left)];
        value->bytes = put(&to, value->bytes, value->length);
    }
    element->attributes = NULL;
}

/* ---- Elements of a profile ---- */

static void enter_provision(struct profile_reader *reader)
{
    struct element *provision = &reader->provision;
    retain(reader, provision, &reader->provision_store);
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
    while (method_tokens_next(&tokens)) {
        user->allowed |= tokens.method;
        user->allowed_unknown |= tokens.method == 0;
        if (tokens.method && !text_equal(tokens.token, text_of(value_spelling(ATTRIBUTE_allowedauth,
                                                                              (int)tokens.method))))
            user->element.has_odd_values = true;
    }
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
        retain(reader, &user->element, &reader->user_store);
        reader->facts.first_user = user;
    }
    user->uri = sip_uri_parse(value_of(&user->element, ATTRIBUTE_uri));
    read_allowed(user);
    if (is_first)
        set_methods(reader);
    reader->facts.user = user;
    reader->facts.element = &user->element;
    judge(reader, PHASE_USER);
}

static void enter_accesscontrol(struct profile_reader *reader)
{
    if (reader->facts.accesscontrol)
        return;
    reader->accesscontrol = reader->current;
    retain(reader, &reader->accesscontrol, &reader->accesscontrol_store);
    reader->facts.accesscontrol = &reader->accesscontrol;
}

/* ---- Servers ---- */

/* A port that isn't given counts as the transport's default one: RFC 3261 section 19.1.2. */
static uint16_t effective_port(const struct server *server)
{
    if (server->address.port_number)
        return server->address.port_number;
    return server->protocol == PROTOCOL_TLS ? 5061 : 5060;
}

static bool is_repeated(struct profile_reader *reader, const struct server *server)
{
    if (server->address.problem != ADDRESS_OK || !server->protocol || !server->role)
        return false;
    struct text host = address_host_name(&server->address);
    char key[4 + 256];
    uint16_t port = effective_port(server);
    key[0] = (char)(port >> 8);
    key[1] = (char)port;
    key[2] = (char)server->protocol;
    key[3] = (char)server->role;
    size_t length = host.length < sizeof key - 4 ? host.length : sizeof key - 4;
    for (size_t i = 0; i < length; i++)
        key[4 + i] = text_lower(host.bytes[i]);
    return !hash_set_add(&reader->server_hashes,
                         hash_text(reader->key, (struct text){key, 4 + length}));
}

static void enter_server(struct profile_reader *reader)
{
    struct server *server = &reader->server;
    struct element *element = &server->element;
    retain(reader, element, &reader->server_store);
    server->protocol = (enum protocol)read_value(element, ATTRIBUTE_protocol);
    server->role = (enum role)read_value(element, ATTRIBUTE_role);
    server->auth = (unsigned)read_value(element, ATTRIBUTE_auth);
    server->has_auth = has(element, ATTRIBUTE_auth);
    server->address = address_parse(value_of(element, ATTRIBUTE_addr));
    server->sessions = 0;
    server->session_kinds = 0;
    server->waited = false;
    server->is_repeated = is_repeated(reader, server);
    reader->facts.server = server;
}

static void wait_for_methods(struct profile_reader *reader, const struct range *at,
                             enum protocol protocol)
{
    reader->waiting = memory_grow(reader->waiting, reader->waiting_count, &reader->waiting_capacity,
                                  sizeof *reader->waiting);
    reader->waiting[reader->waiting_count++] = (struct waiting){
        .byte = at->start.byte & ((UINT64_C(1) << 40) - 1),
        .length = (at->end.byte - at->start.byte) & ((1 << 21) - 1),
        .protocol = protocol & 7,
        .line = at->start.line,
        .column = at->start.column,
    };
}

static void judge_methods(struct profile_reader *reader)
{
    const struct server *server = &reader->server;
    const struct user *user = reader->facts.first_user;
    if (user && user->has_allowed) {
        judge(reader, PHASE_METHODS);
        return;
    }
    if (server->protocol == PROTOCOL_UDP || server->protocol == PROTOCOL_TCP) {
        struct range at = server_protocol_at(server).range;
        wait_for_methods(reader, &at, server->protocol);
    }
    if (server->has_auth && !user) {
        struct range at = server_auth_at(server).range;
        wait_for_methods(reader, &at, PROTOCOL_NONE);
    }
}

/* Compares a host with what is known of the user. */
static void judge_host(struct profile_reader *reader, const struct host *host)
{
    struct servers *servers = &reader->facts.servers;
    const struct user *user = reader->facts.first_user;
    struct text realm = user ? value_of(&user->element, ATTRIBUTE_realm) : (struct text){"", 0};
    if (host->kind == HOST_NAME) {
        servers->has_host_name = true;
        if (realm.length && !servers->realm_matches)
            servers->realm_matches = host_is_related(host->name, realm);
    }
    reader->facts.host = host;
    judge(reader, PHASE_HOST);
    reader->facts.host = NULL;
}

/* The same part of a copy of the whole. */
static struct text in_copy(struct text part, struct text whole, const char *copy)
{
    return (struct text){copy + (part.bytes - whole.bytes), part.length};
}

static void keep_host(struct profile_reader *reader, const struct host *host)
{
    if (!reader->early)
        reader->early = memory_resize(NULL, EARLY_HOSTS, sizeof *reader->early);
    struct host *kept = &reader->early[reader->early_count++];
    const char *copy = arena_string(&reader->early_names, host->addr);
    *kept = *host;
    kept->addr.bytes = copy;
    kept->host = in_copy(host->host, host->addr, copy);
    kept->name = in_copy(host->name, host->addr, copy);
    if (!scan_holds_document(reader->scan)) { /* the tag's bytes won't stay */
        kept->at = host_at(host).range;
        kept->is_located = true;
    }
}

/* The server's host; where nothing can be compared with it yet, it's kept. */
static void take_host(struct profile_reader *reader, const struct server *server)
{
    const struct profile *facts = &reader->facts;
    struct host host = {.kind = server->address.host_kind, .role = server->role};
    bool is_compared = facts->accesscontrol ||
                       (facts->first_user && (host.role == ROLE_REGISTRAR ||
                                              !is_missing(&facts->first_user->element,
                                                          ATTRIBUTE_realm)));
    bool is_early = !facts->first_user || !facts->accesscontrol;
    bool is_kept = is_early && reader->early_count < EARLY_HOSTS;
    if (host.kind == HOST_NONE || (!is_compared && !is_kept))
        return;
    host.addr = value_of(&server->element, ATTRIBUTE_addr);
    host.host = server->address.host;
    host.name = address_host_name(&server->address);
    host.tag = server->element.tag;
    host.number = server->element.number[ATTRIBUTE_addr];
    if (is_kept)
        keep_host(reader, &host);
    else
        judge_host(reader, &host);
}

static void judge_early_hosts(struct profile_reader *reader)
{
    for (size_t i = 0; i < reader->early_count; i++)
        judge_host(reader, &reader->early[i]);
}

static void count_server(struct profile_reader *reader, const struct server *server)
{
    struct servers *servers = &reader->facts.servers;
    servers->count++;
    servers->with_role[server->role]++;
    if (server->role == ROLE_REGISTRAR && servers->with_role[ROLE_REGISTRAR] == 1)
        servers->first_registrar = at_value(&server->element, ATTRIBUTE_role).range;
    if (server->protocol && !servers->first_protocol)
        servers->first_protocol = server->protocol;
    servers->is_mixed |= server->protocol && server->protocol != servers->first_protocol;
    if (server->protocol && !servers->first_spelling[server->protocol])
        servers->first_spelling[server->protocol] =
            server->element.value[ATTRIBUTE_protocol].bytes[0];
    if (!server->has_auth)
        return;
    servers->has_auth = true;
    servers->auth_unknown |= server->auth == 0;
    if (server->auth && !(servers->auth & server->auth))
        servers->first_auth[server->auth] = at_value(&server->element, ATTRIBUTE_auth).range;
    if (!servers->first_method)
        servers->first_method = server->auth;
    servers->auth |= server->auth;
}

static void leave_server(struct profile_reader *reader)
{
    reader->facts.server = &reader->server;
    judge(reader, PHASE_SERVER);
    count_server(reader, &reader->server);
    take_host(reader, &reader->server);
    judge_methods(reader);
    reader->facts.server = NULL;
}

static void enter_session(struct profile_reader *reader)
{
    struct session *session = &reader->session;
    struct server *server = &reader->server;
    session->party = (enum party)read_value(&session->element, ATTRIBUTE_party);
    session->type = (enum session_type)read_value(&session->element, ATTRIBUTE_type);
    unsigned kind = 1u << ((unsigned)session->party * 8 + (unsigned)session->type);
    session->is_repeated = session->party && session->type && (server->session_kinds & kind) != 0;
    server->session_kinds |= kind;
    server->sessions++;
    reader->facts.session = session;
    judge(reader, PHASE_SESSION);
}

/* The entries that waited, in the order in which they were met. */
static void judge_waiting(struct profile_reader *reader)
{
    size_t unit = encoding_unit(scan_encoding(reader->scan));
    for (size_t i = 0; i < reader->waiting_count; i++) {
        const struct waiting *waiting = &reader->waiting[i];
        struct server *server = &reader->server;
        server->waited = true;
        server->protocol = (enum protocol)waiting->protocol;
        server->has_auth = server->protocol == PROTOCOL_NONE;
        struct place start = {waiting->byte, waiting->line, waiting->column};
        struct place end = start;
        end.byte += waiting->length;
        end.column += (uint32_t)(waiting->length / unit);
        server->waited_at = (struct range){start, end};
        reader->facts.server = server;
        judge(reader, PHASE_METHODS);
    }
    reader->facts.server = NULL;
}

/* ---- scan's events ---- */

static enum element_kind parent_kind(const struct profile_reader *reader)
{
    return reader->depth ? (enum element_kind)reader->open[reader->depth - 1] : ELEMENT_UNKNOWN;
}

static bool is_single(enum element_kind kind)
{
    return kind == ELEMENT_user || kind == ELEMENT_client || kind == ELEMENT_provider ||
           kind == ELEMENT_policy;
}

/* Where an element is read into: what stays while others come has a place of its own. */
static struct element *room_for(struct profile_reader *reader, enum element_kind kind,
                                enum element_kind parent)
{
    if (reader->depth == 0)
        return &reader->provision;
    if (kind == ELEMENT_sipsrv && parent == ELEMENT_provision)
        return &reader->server.element;
    return parent == ELEMENT_sipsrv ? &reader->session.element : &reader->current;
}

static struct element *read_element(struct profile_reader *reader, const struct scan_start *start)
{
    enum element_kind parent = parent_kind(reader);
    struct text name;
    bool in_namespace;
    enum element_kind kind = identify(start->name, &name, &in_namespace);
    struct element *element = room_for(reader, kind, parent);
    element->kind = kind;
    element->parent = parent;
    element->name = name;
    element->in_namespace = in_namespace;
    element->is_exact = kind != ELEMENT_UNKNOWN && text_equal(name, text_of(element_name(kind)));
    element->is_misplaced = kind != ELEMENT_UNKNOWN && !element_belongs(kind, parent);
    element->is_repeated =
        is_single(kind) && !element->is_misplaced && (reader->facts.seen >> kind & 1);
    element->tag = start->tag;
    read_attributes(element, start->attributes);
    return element;
}

static bool is_odd(const struct element *element)
{
    return !element->is_exact || element->is_misplaced || element->in_namespace ||
           element->is_repeated || element->has_odd_attributes;
}

static void enter_element(struct profile_reader *reader, const struct element *element)
{
    switch (element->kind) {
    case ELEMENT_provision:
        enter_provision(reader);
        break;
    case ELEMENT_user:
        enter_user(reader);
        break;
    case ELEMENT_sipsrv:
        enter_server(reader);
        break;
    case ELEMENT_session:
        enter_session(reader);
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
}

/* Any of these below the root makes a document a profile. */
static bool proves_profile(const struct profile_reader *reader, enum element_kind kind)
{
    return reader->depth == 1 && !reader->provision.in_namespace &&
           (kind == ELEMENT_user || kind == ELEMENT_sipsrv || kind == ELEMENT_client ||
            kind == ELEMENT_provider);
}

static void push(struct profile_reader *reader, enum element_kind kind)
{
    reader->text_seen[reader->depth] = false;
    reader->open[reader->depth++] = (uint8_t)kind;
}

static void note_element(struct profile_reader *reader, const struct element *element)
{
    if (proves_profile(reader, element->kind))
        reader->facts.is_profile = true;
    if (element->is_misplaced)
        reader->facts.misplaced |= 1u << element->kind;
    else if (element->kind != ELEMENT_UNKNOWN)
        reader->facts.seen |= 1u << element->kind;
}

static void on_start(void *context, const struct scan_start *start)
{
    struct profile_reader *reader = context;
    if (reader->watched)
        reader->handler.enter(reader->handler.context);
    if (reader->opaque) {
        reader->opaque++;
        return;
    }
    struct element *element = read_element(reader, start);
    reader->facts.element = element;
    reader->facts.parent = element->parent;
    note_element(reader, element);
    if (is_odd(element))
        judge(reader, PHASE_ODD);
    bool is_known = element->kind != ELEMENT_UNKNOWN && !element->is_misplaced;
    if (is_known) {
        enter_element(reader, element);
        judge(reader, PHASE_ELEMENT);
        if (reader->depth == 1 && element->kind > reader->facts.last_child &&
            element->kind <= ELEMENT_policy)
            reader->facts.last_child = element->kind;
    }
    push(reader, is_known ? element->kind : ELEMENT_UNKNOWN);
    if (!is_known || is_opaque(element->kind) || element->kind == ELEMENT_accesscontrol)
        reader->opaque = 1;
}

static void on_end(void *context)
{
    struct profile_reader *reader = context;
    if (reader->watched)
        reader->handler.leave(reader->handler.context);
    if (reader->opaque && --reader->opaque)
        return;
    reader->depth--;
    if (reader->open[reader->depth] == ELEMENT_sipsrv && reader->facts.server)
        leave_server(reader);
}

static void on_text(void *context)
{
    struct profile_reader *reader = context;
    if (reader->opaque || reader->text_seen[reader->depth - 1])
        return;
    reader->text_seen[reader->depth - 1] = true;
    reader->facts.text_at = scan_text_place(reader->scan);
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

/* ---- The reader ---- */

struct profile_reader *profile_reader_new(const struct profile_settings *settings,
                                          const struct hash_key *key,
                                          const struct profile_handler *handler)
{
    struct profile_reader *reader = memory_new(sizeof *reader);
    const struct scan_handler events = {reader, on_start, on_end, on_text, on_comment, on_xml};
    reader->scan = scan_new(&events);
    reader->key = key;
    reader->handler = *handler;
    reader->facts.settings = settings;
    return reader;
}

static void free_store(struct store *store)
{
    memory_free(store->bytes);
    *store = (struct store){0};
}

void profile_reader_free(struct profile_reader *reader)
{
    if (!reader)
        return;
    free_store(&reader->provision_store);
    free_store(&reader->accesscontrol_store);
    free_store(&reader->user_store);
    free_store(&reader->server_store);
    hash_set_free(&reader->server_hashes);
    memory_free(reader->waiting);
    memory_free(reader->early);
    arena_free(&reader->early_names);
    scan_free(reader->scan);
    memory_free(reader);
}

#define WAITING_KEPT 4096 /* entries whose memory may stay for the next document */

void profile_reader_reset(struct profile_reader *reader)
{
    scan_reset(reader->scan);
    reader->facts = (struct profile){.settings = reader->facts.settings};
    reader->depth = 0;
    reader->opaque = 0;
    reader->watched = false;
    hash_set_clear(&reader->server_hashes);
    reader->waiting_count = 0;
    reader->early_count = 0;
    arena_reset(&reader->early_names);
    if (reader->waiting_capacity > WAITING_KEPT) {
        memory_free(reader->waiting);
        reader->waiting = NULL;
        reader->waiting_capacity = 0;
    }
}

const struct profile *profile_reader_facts(const struct profile_reader *reader)
{
    return &reader->facts;
}

struct scan *profile_reader_scan(struct profile_reader *reader)
{
    return reader->scan;
}

void profile_reader_watch(struct profile_reader *reader)
{
    reader->watched = true;
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
    judge_waiting(reader);
    judge_early_hosts(reader);
    reader->facts.user = reader->facts.first_user;
    judge(reader, PHASE_DOCUMENT);
}
