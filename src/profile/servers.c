/* SPDX-License-Identifier: MIT */
/* What becomes of server entries: judged, counted, compared, and some kept waiting. */
#include "base/memory.h"
#include "profile/gather.h"

#include <string.h>

/* As many hosts are kept for a user or accesscontrol that comes behind them; what is further isn't
 * compared with these. */
#define EARLY_HOSTS 1024

#define WAITING_KEPT 4096 /* entries whose memory may stay for the next document */

/* ---- Places ---- */

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
    struct harmless addr = attribute_harmless(ATTRIBUTE_addr, host->addr);
    if (!host->is_located)
        token.range = at_part_of(&host->tag, host->number, addr, host->host);
    return token;
}

/* ---- Entries that repeat an earlier one ---- */

/* A port that isn't given counts as the transport's default one: RFC 3261 section 19.1.2. */
static uint16_t effective_port(const struct server *server)
{
    if (server->address.port_number)
        return server->address.port_number;
    return server->protocol == PROTOCOL_TLS ? 5061 : 5060;
}

/* The hash by which an entry is known again; 0 where something of it was told to be wrong. */
static uint64_t hash_server(const struct profile_reader *reader, const struct server *server)
{
    if (server->address.problem != ADDRESS_OK || !server->protocol || !server->role)
        return 0;
    struct text host = server->address.name;
    char small[256]; /* a valid host fits */
    if (server->address.has_capitals && host.length <= sizeof small) {
        for (size_t i = 0; i < host.length; i++)
            small[i] = text_lower(host.bytes[i]);
        host.bytes = small;
    }
    uint64_t number = (uint64_t)effective_port(server) << 8 | (uint64_t)server->protocol << 4 |
                      (uint64_t)server->role;
    return hash_numbered_text(reader->key, number, host);
}

/* ---- Entries that wait for the effective methods ---- */

static void wait_for_methods(struct profile_reader *reader, const struct range *at,
                             enum protocol protocol)
{
    reader->servers.waiting =
        memory_grow(reader->servers.waiting, reader->servers.waiting_count,
                    &reader->servers.waiting_capacity, sizeof *reader->servers.waiting);
    reader->servers.waiting[reader->servers.waiting_count++] = (struct waiting){
        .byte = at->start.byte & ((UINT64_C(1) << 40) - 1),
        .length = (at->end.byte - at->start.byte) & ((1 << 21) - 1),
        .protocol = protocol & 7,
        .line = at->start.line,
        .column = at->start.column,
    };
}

/* Judges the server by the effective methods, or has it wait for them. */
static void judge_methods(struct profile_reader *reader)
{
    const struct server *server = &reader->servers.current;
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

void servers_judge_waiting(struct profile_reader *reader)
{
    size_t unit = encoding_unit(scan_encoding(reader->scan));
    struct server server = {.waited = true};
    reader->facts.server = &server;
    for (size_t i = 0; i < reader->servers.waiting_count; i++) {
        const struct waiting *waiting = &reader->servers.waiting[i];
        struct place start = {waiting->byte, waiting->line, waiting->column};
        struct place end = start;
        end.byte += waiting->length;
        end.column += (uint32_t)(waiting->length / unit);
        server.protocol = (enum protocol)waiting->protocol;
        server.has_auth = server.protocol == PROTOCOL_NONE;
        server.waited_at = (struct range){start, end};
        judge(reader, PHASE_METHODS);
    }
    reader->servers.waiting_count = 0;
    reader->facts.server = NULL;
}

/* ---- Hosts ---- */

/* Compares a host with what is known of the user. */
static void judge_host(struct profile_reader *reader, const struct host *host)
{
    struct servers *servers = &reader->facts.servers;
    const struct user *user = reader->facts.first_user;
    struct text realm = user ? value_of(&user->element, ATTRIBUTE_realm) : (struct text){"", 0};
    servers->has_host_name |= host->kind == HOST_NAME;
    if (realm.length && !servers->realm_matches)
        servers->realm_matches =
            host_is_related(host->name, realm) || text_equal(host->host, realm);
    reader->facts.host = host;
    judge(reader, PHASE_HOST);
    reader->facts.host = NULL;
}

/* The same part of a copy of the whole. */
static struct text in_copy(struct text part, struct text whole, const char *copy)
{
    return (struct text){copy + (part.bytes - whole.bytes), part.length};
}

/* What was read of a server's host has to stay. */
static void keep_host(struct profile_reader *reader, struct host *host)
{
    const struct text addr = host->addr;
    const char *copy = arena_string(&reader->kept, addr);
    host->addr.bytes = copy;
    host->host = in_copy(host->host, addr, copy);
    host->name = in_copy(host->name, addr, copy);
    if (!host->tag.chunk->is_whole) { /* the tag's bytes won't stay */
        host->at = host_at(host).range;
        host->is_located = true;
    }
}

static struct host *next_early(struct server_reader *servers)
{
    servers->early = memory_grow(servers->early, servers->early_count, &servers->early_capacity,
                                 sizeof *servers->early);
    return &servers->early[servers->early_count++];
}

/* Is there something to compare a server's host with, that might come to another result than for
 * those before? */
static bool is_of_interest(const struct profile *facts, enum role role)
{
    const struct user *user = facts->first_user;
    if (facts->accesscontrol || (user && role == ROLE_REGISTRAR))
        return true;
    return user && !facts->servers.realm_matches && !is_missing(&user->element, ATTRIBUTE_realm);
}

/* The server's host; where nothing can be compared with it yet, it's kept. */
static void take_host(struct profile_reader *reader, const struct server *server)
{
    const struct profile *facts = &reader->facts;
    bool is_early = !facts->first_user || !facts->accesscontrol;
    bool is_kept = is_early && reader->servers.early_count < EARLY_HOSTS;
    if (server->address.host_kind == HOST_NONE ||
        (!is_kept && !is_of_interest(facts, server->role)))
        return;
    struct server_reader *servers = &reader->servers;
    struct host *host = is_kept ? next_early(servers) : &servers->host;
    *host = (struct host){
        .kind = server->address.host_kind,
        .role = server->role,
        .addr = value_of(&server->element, ATTRIBUTE_addr),
        .host = server->address.host,
        .name = server->address.name,
        .tag = server->element.tag,
        .number = server->element.number[ATTRIBUTE_addr],
    };
    if (is_kept)
        keep_host(reader, host);
    else
        judge_host(reader, host);
}

/* ---- Entries one by one ---- */

static void count_server(struct profile_reader *reader, const struct server *server)
{
    struct servers *servers = &reader->facts.servers;
    servers->count++;
    servers->with_role[server->role]++;
    if (server->role == ROLE_REGISTRAR && servers->with_role[ROLE_REGISTRAR] == 1)
        spot_take(&reader->landmarks.first_registrar, &server->element, ATTRIBUTE_role);
    if (server->protocol && !servers->first_protocol)
        servers->first_protocol = server->protocol;
    servers->is_mixed |= server->protocol && server->protocol != servers->first_protocol;
    if (server->protocol && !servers->first_spelling[server->protocol])
        servers->first_spelling[server->protocol] = server->spelling;
    if (!server->has_auth)
        return;
    servers->has_auth = true;
    servers->auth_unknown |= server->auth == 0;
    if (server->auth && !(servers->auth & server->auth))
        spot_take(&reader->landmarks.first_auth[server->auth], &server->element, ATTRIBUTE_auth);
    if (!servers->first_method)
        servers->first_method = server->auth;
    servers->auth |= server->auth;
}

void servers_enter(struct profile_reader *reader)
{
    struct server *server = &reader->servers.current;
    struct element *element = &server->element;
    server->protocol = (enum protocol)element_read_value(element, ATTRIBUTE_protocol);
    server->spelling = server->protocol ? element->value[ATTRIBUTE_protocol][0] : '\0';
    server->role = (enum role)element_read_value(element, ATTRIBUTE_role);
    server->auth = (unsigned)element_read_value(element, ATTRIBUTE_auth);
    server->has_auth = has(element, ATTRIBUTE_auth);
    address_parse_into(&server->address, value_of(element, ATTRIBUTE_addr));
    server->is_reserved =
        server->address.host_kind == HOST_NAME && host_is_reserved(server->address.name);
    server->is_repeated = false;
    server->sessions = 0;
    server->session_kinds = 0;
    server->waited = false;
    reader->servers.hash = hash_server(reader, server);
    hash_set_prefetch(&reader->servers.hashes, reader->servers.hash);
    reader->facts.server = server;
    judge(reader, PHASE_SERVER);
    judge_methods(reader);
    take_host(reader, server);
    count_server(reader, server);
    judge(reader, PHASE_ELEMENT);
    element_close(element);
}

void servers_settle(struct profile_reader *reader)
{
    if (reader->facts.server)
        element_settle(&reader->servers.current.element, &reader->servers.settled);
    spot_settle(&reader->landmarks.first_registrar);
    for (unsigned method = METHOD_BASIC; method <= METHOD_DIGEST; method++)
        spot_settle(&reader->landmarks.first_auth[method]);
}

void servers_leave(struct profile_reader *reader)
{
    struct server_reader *servers = &reader->servers;
    servers->current.is_repeated = servers->hash && !hash_set_add(&servers->hashes, servers->hash);
    judge(reader, PHASE_SERVER_END);
    reader->facts.server = NULL;
}

/* ---- Sessions ---- */

void servers_enter_session(struct profile_reader *reader)
{
    struct session *session = &reader->servers.session;
    struct server *server = &reader->servers.current;
    session->party = (enum party)element_read_value(&session->element, ATTRIBUTE_party);
    session->type = (enum session_type)element_read_value(&session->element, ATTRIBUTE_type);
    unsigned kind = 1u << ((unsigned)session->party * 8 + (unsigned)session->type);
    session->is_repeated = session->party && session->type && (server->session_kinds & kind) != 0;
    server->session_kinds |= kind;
    server->sessions++;
    reader->facts.session = session;
    judge(reader, PHASE_SESSION);
    judge(reader, PHASE_ELEMENT);
}

void servers_finish(struct profile_reader *reader)
{
    servers_judge_waiting(reader);
    for (size_t i = 0; i < reader->servers.early_count; i++) {
        const struct host *host = &reader->servers.early[i];
        if (is_of_interest(&reader->facts, host->role))
            judge_host(reader, host);
    }
}

void servers_reset(struct server_reader *servers)
{
    hash_set_clear(&servers->hashes);
    servers->waiting_count = 0;
    servers->early_count = 0;
    if (servers->waiting_capacity > WAITING_KEPT) {
        memory_free(servers->waiting);
        servers->waiting = NULL;
        servers->waiting_capacity = 0;
    }
}

void servers_free(struct server_reader *servers)
{
    hash_set_free(&servers->hashes);
    memory_free(servers->waiting);
    memory_free(servers->early);
    arena_free(&servers->settled);
}
