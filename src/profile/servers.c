/* SPDX-License-Identifier: MIT */
/* What becomes of server entries: judged, counted, compared, and some kept waiting. */
#include "base/memory.h"
#include "grammar/ip.h"
#include "profile/profile_reader.h"

#include <string.h>

/* As many hosts wait for a user or accesscontrol that follows them: see PHASE_HOST. */
#define WAITING_HOSTS 1024

#define WAITING_KEPT 4096 /* entries whose memory may stay for the next document */

/* ---- Places ---- */

struct token deferred_server_at(const struct deferred_server *deferred)
{
    if (!deferred->element)
        return at_range(deferred->range, ELEMENT_sipsrv, deferred->attribute);
    if (deferred->attribute == ATTRIBUTE_UNKNOWN)
        return at_element(deferred->element);
    return deferred->is_name ? at_attribute(deferred->element, deferred->attribute)
                             : at_value(deferred->element, deferred->attribute);
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

uint16_t server_port(const struct server *server)
{
    if (server->address.port_number)
        return server->address.port_number;
    return server->protocol == PROTOCOL_TLS ? 5061 : 5060;
}

/* What a host is known by: a name in small letters, an address as a number. `room` is for the
 * result. */
static struct text host_identity(const struct address *address, char room[256])
{
    struct text host = address->name;
    if (address->host_kind != HOST_NAME) {
        struct ip ip = ip_read(host);
        memcpy(room, ip.bytes, IP_SIZE);
        return (struct text){room, IP_SIZE};
    }
    if (!address->has_capitals)
        return host;
    for (size_t i = 0; i < host.length; i++) /* a valid name is shorter than the room */
        room[i] = text_lower(host.bytes[i]);
    return (struct text){room, host.length};
}

/* By host, port and protocol; 0 where one of them isn't known. */
static uint64_t hash_target(const struct profile_reader *reader, const struct server *server)
{
    if (server->address.problem != ADDRESS_OK || !server->protocol)
        return 0;
    char room[256];
    struct text host = host_identity(&server->address, room);
    uint64_t kind = server->address.host_kind == HOST_NAME;
    uint64_t number = kind << 32 | (uint64_t)server_port(server) << 8 | (uint64_t)server->protocol;
    return hash_numbered_text(reader->key, number, host);
}

/* The hash by which an entry is known again; 0 where something of it was told to be wrong: as that
 * it's a further registrar. */
static uint64_t hash_server(const struct profile_reader *reader, const struct server *server)
{
    return server->role == ROLE_PROXY ? hash_target(reader, server) : 0;
}

/* What a carrier's main and backup profile shouldn't share. */
static void note_target(struct profile_reader *reader, const struct server *server)
{
    const struct element *element = server->element;
    uint64_t hash = hash_target(reader, server);
    if (!hash)
        return; /* nor need its host be part of the value */
    const struct backup_server target = {
        .hash = hash,
        .at = at_part(element, ATTRIBUTE_addr, server->address.host).range,
        .addr = written_value(element, ATTRIBUTE_addr),
        .host = server->address.host,
        .port = server_port(server),
        .protocol = server->protocol,
        .quote = reader->quote,
    };
    backup_add(reader->beside, reader->setting, &target);
}

/* ---- Entries that wait ---- */

static const struct {
    enum phase phase;
    enum attribute_kind attribute;
    bool is_name;
    enum protocol protocol;
    bool suits_tls;
} waits[] = {
    [WAITING_AUTH] = {PHASE_AUTH, ATTRIBUTE_auth, true, PROTOCOL_NONE, false},
    [WAITING_EARLY_AUTH] = {PHASE_AUTH, ATTRIBUTE_auth, true, PROTOCOL_NONE, false},
    [WAITING_OTHER_AUTH] = {PHASE_OTHER_AUTH, ATTRIBUTE_auth, false, PROTOCOL_NONE, false},
    [WAITING_UDP] = {PHASE_TRANSPORT, ATTRIBUTE_protocol, false, PROTOCOL_UDP, true},
    [WAITING_TCP] = {PHASE_TRANSPORT, ATTRIBUTE_protocol, false, PROTOCOL_TCP, true},
    [WAITING_UDP_UNSUITED] = {PHASE_TRANSPORT, ATTRIBUTE_protocol, false, PROTOCOL_UDP, false},
    [WAITING_TCP_UNSUITED] = {PHASE_TRANSPORT, ATTRIBUTE_protocol, false, PROTOCOL_TCP, false},
    [WAITING_SESSIONS] = {PHASE_PROXY, ATTRIBUTE_UNKNOWN, true, PROTOCOL_NONE, false},
};

static struct deferred_server deferred_for(enum waiting_for what, const struct element *element)
{
    return (struct deferred_server){.element = element,
                                    .attribute = waits[what].attribute,
                                    .is_name = waits[what].is_name,
                                    .protocol = waits[what].protocol,
                                    .suits_tls = waits[what].suits_tls};
}

static void judge_deferred(struct profile_reader *reader, enum waiting_for what,
                           const struct deferred_server *deferred)
{
    reader->facts.deferred = deferred;
    hand_on(reader, waits[what].phase);
    reader->facts.deferred = NULL;
}

static void defer(struct profile_reader *reader, enum waiting_for what,
                  const struct deferred_server *deferred)
{
    struct server_reader *servers = &reader->servers;
    const struct range at = deferred_server_at(deferred).range;
    servers->waiting = memory_grow(servers->waiting, servers->waiting_count,
                                   &servers->waiting_capacity, sizeof *servers->waiting);
    servers->waiting[servers->waiting_count++] = (struct waiting){
        .byte = at.start.byte & ((UINT64_C(1) << 40) - 1),
        .length = (at.end.byte - at.start.byte) & ((1 << 21) - 1),
        .what = what & 7,
        .line = at.start.line,
        .column = at.start.column,
    };
}

/* Is it known already what the entry waits for? One user gives way to another whose name is right.
 */
static bool can_be_judged(const struct profile *facts, enum waiting_for what)
{
    const struct user *user = facts->first_user;
    bool needs_all = what == WAITING_SESSIONS || what == WAITING_EARLY_AUTH;
    if (needs_all || !user || user->element.spelling != SPELLING_EXACT)
        return false;
    return what == WAITING_AUTH || user->allowed.is_there;
}

static void judge_or_defer(struct profile_reader *reader, enum waiting_for what)
{
    const struct deferred_server deferred = deferred_for(what, reader->servers.current.element);
    if (can_be_judged(&reader->facts, what))
        judge_deferred(reader, what, &deferred);
    else
        defer(reader, what, &deferred);
}

/* Certificates carry names, and 5060 is the port of SIP without TLS. */
static bool suits_tls(const struct server *server)
{
    const struct address *address = &server->address;
    bool is_name = address->host_kind == HOST_NAME || address->host_kind == HOST_NONE;
    return is_name && address->port_number != 5060;
}

static void judge_protocol_and_auth(struct profile_reader *reader, const struct server *server)
{
    if (server->protocol == PROTOCOL_UDP)
        judge_or_defer(reader, suits_tls(server) ? WAITING_UDP : WAITING_UDP_UNSUITED);
    if (server->protocol == PROTOCOL_TCP)
        judge_or_defer(reader, suits_tls(server) ? WAITING_TCP : WAITING_TCP_UNSUITED);
    if (!has(server->element, ATTRIBUTE_auth))
        return;
    unsigned first = reader->facts.servers.first_method;
    judge_or_defer(reader, reader->facts.servers.place_count < SERVER_PLACES ? WAITING_EARLY_AUTH
                                                                             : WAITING_AUTH);
    if (server->auth && first && server->auth != first)
        judge_or_defer(reader, WAITING_OTHER_AUTH);
}

static void judge_waiting(struct profile_reader *reader, const struct waiting *waiting)
{
    enum waiting_for what = (enum waiting_for)waiting->what;
    size_t unit = chunk_unit(scan_chunk(reader->scan));
    struct deferred_server deferred = deferred_for(what, NULL);
    deferred.has_all_places = what == WAITING_EARLY_AUTH && !reader->facts.servers.has_more_places;
    deferred.range.start = deferred.range.end =
        (struct place){waiting->byte, waiting->line, waiting->column};
    deferred.range.end.byte += waiting->length;
    deferred.range.end.column += (uint32_t)(waiting->length / unit);
    judge_deferred(reader, what, &deferred);
}

void servers_judge_waiting(struct profile_reader *reader)
{
    struct server_reader *servers = &reader->servers;
    size_t left = 0;
    for (size_t i = 0; i < servers->waiting_count; i++) {
        const struct waiting waiting = servers->waiting[i];
        if (can_be_judged(&reader->facts, (enum waiting_for)waiting.what))
            judge_waiting(reader, &waiting);
        else
            servers->waiting[left++] = waiting;
    }
    servers->waiting_count = left;
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
            host_is_in_text(host->name, realm) ||
            (host->kind != HOST_NAME && ip_is_same(host->name, domain_read(realm)));
    reader->facts.host = host;
    hand_on(reader, PHASE_HOST);
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

static struct host *add_waiting_host(struct server_reader *servers)
{
    servers->waiting_hosts =
        memory_grow(servers->waiting_hosts, servers->waiting_host_count,
                    &servers->waiting_host_capacity, sizeof *servers->waiting_hosts);
    return &servers->waiting_hosts[servers->waiting_host_count++];
}

/* Where it isn't known yet what a host is compared with, it's kept if there's room. */
static void take_host(struct profile_reader *reader, const struct server *server)
{
    const struct profile *facts = &reader->facts;
    bool is_undecided = !can_be_judged(facts, WAITING_AUTH) || !facts->accesscontrol;
    bool is_kept = is_undecided && reader->servers.waiting_host_count < WAITING_HOSTS;
    if (server->address.host_kind == HOST_NONE)
        return;
    struct server_reader *servers = &reader->servers;
    struct host *host = is_kept ? add_waiting_host(servers) : &servers->host;
    *host = (struct host){
        .kind = server->address.host_kind,
        .role = server->role,
        .addr = written_value(server->element, ATTRIBUTE_addr),
        .host = server->address.host,
        .name = server->address.name,
        .tag = server->element->tag,
        .number = server->element->number[ATTRIBUTE_addr],
    };
    if (is_kept) {
        keep_host(reader, host);
        return;
    }
    reader->facts.servers.host_is_unseen |= !can_be_judged(facts, WAITING_AUTH);
    judge_host(reader, host);
}

/* ---- Roles ---- */

static void judge_role(struct profile_reader *reader, const struct server *server)
{
    reader->facts.server = server;
    hand_on(reader, PHASE_ROLE);
    reader->facts.server = &reader->servers.current;
}

/* Without its role it may be any, so what it should be depends on the others. */
static void judge_or_keep_role(struct profile_reader *reader, const struct server *server)
{
    struct server_reader *servers = &reader->servers;
    bool has_room = servers->roleless_count < ROLELESS_KEPT;
    if (!has_room || reader->facts.servers.with_role[ROLE_REGISTRAR]) {
        judge_role(reader, server);
        return;
    }
    struct server *kept = &servers->roleless[servers->roleless_count];
    struct element *element = &servers->roleless_elements[servers->roleless_count++];
    *element = *server->element;
    element_copy(element, &reader->kept);
    *kept = *server;
    kept->address = (struct address){.problem = ADDRESS_EMPTY};
    kept->element = element;
}

/* ---- Entries one by one ---- */

static void count_auth(struct profile_reader *reader, const struct server *server)
{
    struct servers *servers = &reader->facts.servers;
    if (!has(server->element, ATTRIBUTE_auth))
        return;
    servers->auth.is_there = true;
    if (!server->auth)
        servers->auth.is_certain = false;
    else if (!(servers->auth.known & server->auth))
        servers->first_auth_at[server->auth] = at_value(server->element, ATTRIBUTE_auth).range;
    if (!servers->first_method)
        servers->first_method = server->auth;
    servers->auth.known |= server->auth;
}

static void note_place(struct servers *servers, const struct server *server)
{
    bool is_tls = !server->protocol || server->protocol == PROTOCOL_TLS;
    bool has_auth = has(server->element, ATTRIBUTE_auth);
    if (is_tls && !has_auth)
        return;
    servers->has_unsuited[server->protocol] |= !suits_tls(server);
    if (servers->place_count == SERVER_PLACES) {
        servers->has_more_places = true;
        return;
    }
    servers->places[servers->place_count++] = (struct server_place){
        .at = at_element(server->element).range,
        .protocol = server->protocol,
        .suits_tls = suits_tls(server),
        .has_auth = has_auth,
        .auth = server->auth,
    };
}

static void count_server(struct profile_reader *reader, const struct server *server)
{
    struct servers *servers = &reader->facts.servers;
    if (servers->count++ == 0)
        servers->first_at = at_element(server->element).range;
    servers->with_role[server->role]++;
    servers->with_protocol[server->protocol]++;
    if (server->role == ROLE_REGISTRAR && servers->with_role[ROLE_REGISTRAR] == 1)
        servers->first_registrar_at = at_value(server->element, ATTRIBUTE_role).range;
    if (server->protocol && !servers->first_protocol) {
        servers->first_protocol = server->protocol;
        servers->first_protocol_at = at_element(server->element).range;
    }
    servers->is_mixed |= server->protocol && server->protocol != servers->first_protocol;
    if (server->protocol && !servers->first_letter[server->protocol])
        servers->first_letter[server->protocol] = server->protocol_letter;
    servers->address_is_unclear |= server->address.problem != ADDRESS_OK;
    count_auth(reader, server);
    note_place(servers, server);
}

void servers_note_unclear(struct profile_reader *reader)
{
    struct servers *servers = &reader->facts.servers;
    servers->with_role[ROLE_NONE]++;
    servers->address_is_unclear = true;
    servers->auth.is_certain = false;
}

void servers_note_unread(struct profile_reader *reader, enum attribute_kind attribute)
{
    struct method_request *auth = &reader->facts.servers.auth;
    if (attribute == ATTRIBUTE_UNKNOWN)
        reader->servers.current.has_unknown_child = true;
    if (attribute == ATTRIBUTE_auth) {
        auth->is_there = true;
        auth->is_certain = false;
    }
}

static void read_server(struct server *server, struct element *element)
{
    *server = (struct server){.element = element};
    server->protocol = (enum protocol)meaning_of(element, ATTRIBUTE_protocol);
    server->protocol_letter = server->protocol ? element->value[ATTRIBUTE_protocol].bytes[0] : '\0';
    server->role = (enum role)meaning_of(element, ATTRIBUTE_role);
    server->auth = (unsigned)meaning_of(element, ATTRIBUTE_auth);
    address_parse_into(&server->address, is_empty(element, ATTRIBUTE_addr)
                                             ? text_of("")
                                             : written_value(element, ATTRIBUTE_addr));
    element_set_understood(element, ATTRIBUTE_addr, server->address.problem == ADDRESS_OK);
    server->is_reserved =
        server->address.host_kind == HOST_NAME && host_is_reserved(server->address.name);
}

void servers_enter(struct profile_reader *reader, struct element *element)
{
    struct server_reader *servers = &reader->servers;
    read_server(&servers->current, element);
    servers->hash = hash_server(reader, &servers->current);
    hash_map_prefetch(&servers->lines, servers->hash);
    servers->line = tag_line(&element->tag); /* now: looking back at its end would take longer */
    reader->facts.server = &servers->current;
}

/* Notes where an entry was met, and where an earlier one was that it repeats. */
static void note_line(struct server_reader *servers)
{
    if (!servers->hash)
        return;
    uint32_t *line = hash_map_at(&servers->lines, servers->hash);
    servers->current.earlier_line = *line;
    if (!*line)
        *line = servers->line;
}

/* Where an earlier entry was that this one would repeat if it had TLS, and TLS's port. */
static uint32_t find_tls_line(const struct profile_reader *reader, const struct server *server)
{
    if (!server->protocol || server->protocol == PROTOCOL_TLS ||
        !reader->facts.servers.first_letter[PROTOCOL_TLS])
        return 0;
    struct server other = *server;
    other.protocol = PROTOCOL_TLS;
    if (other.address.port_number == 5060)
        other.address.port_number = 5061;
    uint64_t hash = hash_server(reader, &other);
    return hash ? hash_map_find(&reader->servers.lines, hash) : 0;
}

void servers_leave(struct profile_reader *reader)
{
    struct server_reader *servers = &reader->servers;
    struct server *server = &servers->current;
    note_line(servers);
    server->tls_line = find_tls_line(reader, server);
    hand_on_end(reader, server->element, PHASE_SERVER);
    if (server->role == ROLE_NONE)
        judge_or_keep_role(reader, server);
    judge_protocol_and_auth(reader, server);
    take_host(reader, server);
    count_server(reader, server);
    if (reader->beside)
        note_target(reader, server);
    bool may_have_one = server->sessions || server->has_unknown_child || server->earlier_line;
    if (server->role == ROLE_PROXY && !may_have_one)
        judge_or_defer(reader, WAITING_SESSIONS);
}

/* ---- Sessions ---- */

uint32_t server_session_line(const struct server *server, enum party party, enum session_type type)
{
    const struct place *first = &server->session_at[party][type];
    if (!first->byte || first->line)
        return first->line;
    return chunk_locate(server->element->tag.chunk, first->byte).line;
}

void servers_leave_session(struct profile_reader *reader, struct element *element)
{
    struct session *session = &reader->servers.session;
    struct server *server = &reader->servers.current;
    *session = (struct session){
        .element = element,
        .party = (enum party)meaning_of(element, ATTRIBUTE_party),
        .type = (enum session_type)meaning_of(element, ATTRIBUTE_type),
    };
    struct place *first = &server->session_at[session->party][session->type];
    if (!first->byte)
        *first = element->tag.start;
    else if (session->party && session->type)
        session->earlier_line = server_session_line(server, session->party, session->type);
    server->sessions++;
    reader->facts.session = session;
    hand_on_end(reader, element, PHASE_SESSION);
}

void servers_save_sessions(struct profile_reader *reader)
{
    const struct server *server = reader->facts.server;
    struct place *first = reader->servers.current.session_at[0];
    for (size_t i = 0; server && i < sizeof server->session_at / sizeof *first; i++) {
        if (first[i].byte && !first[i].line)
            first[i] = chunk_locate(server->element->tag.chunk, first[i].byte);
    }
}

/* Whether or not it was known. */
static void judge_all_waiting(struct profile_reader *reader)
{
    struct server_reader *servers = &reader->servers;
    for (size_t i = 0; i < servers->waiting_count; i++)
        judge_waiting(reader, &servers->waiting[i]);
    servers->waiting_count = 0;
}

void servers_finish(struct profile_reader *reader, bool is_complete)
{
    judge_all_waiting(reader);
    for (size_t i = 0; i < reader->servers.roleless_count; i++)
        judge_role(reader, &reader->servers.roleless[i]);
    reader->servers.roleless_count = 0;
    reader->facts.server = NULL;
    for (size_t i = 0; is_complete && i < reader->servers.waiting_host_count; i++)
        judge_host(reader, &reader->servers.waiting_hosts[i]);
}

void servers_reset(struct server_reader *servers)
{
    hash_map_clear(&servers->lines);
    servers->waiting_count = 0;
    servers->waiting_host_count = 0;
    servers->roleless_count = 0;
    if (servers->waiting_capacity > WAITING_KEPT) {
        memory_free(servers->waiting);
        servers->waiting = NULL;
        servers->waiting_capacity = 0;
    }
}

void servers_free(struct server_reader *servers)
{
    hash_map_free(&servers->lines);
    memory_free(servers->waiting);
    memory_free(servers->waiting_hosts);
}
