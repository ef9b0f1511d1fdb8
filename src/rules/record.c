/* SPDX-License-Identifier: MIT */
/* From facts to the entries of an inventory. */
#include "rules/record.h"
#include "findings/message.h"
#include "grammar/value.h"

#include <stdio.h>

const char *record_methods(const struct methods *methods, struct arena *arena)
{
    char set[METHODS_ROOM];
    if (!methods->is_certain)
        return "unknown";
    if (methods->source == METHODS_DEFAULT)
        return "default";
    if (!methods->set)
        return "none";
    methods_write(methods->set, set);
    return arena_string(arena, text_of(set));
}

/* A value as far as it may be shown; NULL: the attribute isn't there. */
static const char *show_value(struct arena *arena, const struct element *element,
                              enum attribute_kind attribute)
{
    return has(element, attribute) ? message_value(arena, element_harmless(element, attribute))
                                   : NULL;
}

/* Likewise a part of it; NULL: it's empty. */
static const char *show_part(struct arena *arena, const struct element *element,
                             enum attribute_kind attribute, struct text part)
{
    if (!part.length)
        return NULL;
    return message_value(arena, harmless_part(element_harmless(element, attribute), part));
}

static const char *word_or_unknown(enum attribute_kind attribute, int value)
{
    return value ? value_spelling(attribute, value) : "unknown";
}

/* ---- Servers ---- */

static bool port_is_wrong(const struct address *address)
{
    return address->host_kind != HOST_NONE && address_problem_is_port(address->problem);
}

/* Where neither port nor transport is understood, nobody knows what the client will do. */
static uint16_t effective_port(const struct server *server)
{
    const struct address *address = &server->address;
    if (address->host_kind == HOST_NONE || port_is_wrong(address))
        return 0;
    return address->port_number || server->protocol ? server_port(server) : 0;
}

static const char *list_sessions(struct arena *arena, const struct server *server)
{
    char list[256];
    size_t length = 0;
    for (int party = 0; party <= PARTY_THIRD; party++) {
        for (int type = 0; type <= TYPE_IM; type++)
            if (server->session_at[party][type].byte)
                length +=
                    (size_t)snprintf(list + length, sizeof list - length, "%s%s:%s",
                                     length ? " " : "", word_or_unknown(ATTRIBUTE_party, party),
                                     word_or_unknown(ATTRIBUTE_type, type));
    }
    return length ? arena_string(arena, (struct text){list, length}) : "";
}

void record_server(struct inventory *inventory, const struct profile *facts, uint64_t end)
{
    const struct server *server = facts->server;
    const struct element *element = server->element;
    const struct address *address = &server->address;
    struct arena *arena = &inventory->arena;
    bool has_host = address->host_kind != HOST_NONE;
    const struct server_entry entry = {
        .profile = inventory->profile_count,
        .from = element->tag.start.byte,
        .to = end,
        .line = tag_line(&element->tag),
        .host = has_host ? show_part(arena, element, ATTRIBUTE_addr, address->host)
                         : show_value(arena, element, ATTRIBUTE_addr),
        .has_host = has_host,
        .is_ip = address_is_ip(address),
        .port = show_part(arena, element, ATTRIBUTE_addr,
                          port_is_wrong(address) ? address->part : address->port),
        .effective_port = effective_port(server),
        .transport = word_or_unknown(ATTRIBUTE_protocol, (int)server->protocol),
        .role = word_or_unknown(ATTRIBUTE_role, (int)server->role),
        .sessions = list_sessions(arena, server),
    };
    inventory_add_server(inventory, &entry);
}

/* ---- Profiles ---- */

static void record_provision(struct profile_entry *entry, const struct element *provision,
                             struct arena *arena)
{
    const struct date_time date = date_time_parse(written_value(provision, ATTRIBUTE_expires));
    entry->key = show_value(arena, provision, ATTRIBUTE_key);
    entry->name = show_value(arena, provision, ATTRIBUTE_name);
    entry->expires = show_value(arena, provision, ATTRIBUTE_expires);
    entry->expires_is_date = date.problem == DATE_TIME_OK;
    entry->expires_at = date.seconds;
}

static void record_user(struct profile_entry *entry, const struct user *user, struct arena *arena)
{
    entry->user = show_value(arena, &user->element, ATTRIBUTE_uri);
    if (user->uri.address.host_kind != HOST_NONE)
        entry->domain = show_part(arena, &user->element, ATTRIBUTE_uri, user->uri.address.host);
}

void record_profile(struct inventory *inventory, const struct profile *facts, const char *setting,
                    uint64_t from, uint64_t to)
{
    struct arena *arena = &inventory->arena;
    struct profile_entry entry = {
        .setting = setting,
        .methods = record_methods(&facts->methods, arena),
        .from = from,
        .to = to,
    };
    if (facts->provision)
        record_provision(&entry, facts->provision, arena);
    if (facts->first_user)
        record_user(&entry, facts->first_user, arena);
    inventory_add_profile(inventory, &entry);
}
