/* SPDX-License-Identifier: MIT */
/* Advice that depends on the rest of the profile. */
#include "rules/advice.h"
#include "grammar/ip.h"
#include "rules/steps.h"

bool user_has_domain(const struct user *user)
{
    const struct sip_uri *uri = &user->uri;
    return is_understood(&user->element, ATTRIBUTE_uri) && uri->has_user &&
           uri->address.host_kind == HOST_NAME &&
           (uri->scheme == SIP_URI_NO_SCHEME || !host_is_reserved(uri->address.name));
}

bool is_from_sample(struct text domain)
{
    return host_is_reserved(domain) || host_is_within(domain, text_of(SAMPLE_DOMAIN));
}

bool is_permitted(const struct profile *profile, struct text host)
{
    if (!profile->accesscontrol)
        return true;
    struct text value = value_of(profile->accesscontrol, ATTRIBUTE_domain);
    if (host_is_within(host, value))
        return true;
    struct text domain = domain_read(value);
    if (!domain.length) /* nothing is in one with blanks around it */
        return text_trim(value).length == value.length;
    return host_is_within(host, domain) || ip_is_same(host, domain);
}

static const char *host_in(struct rule_context *context, struct argument domain)
{
    struct address address = address_parse(domain.text);
    bool is_name = address.host_kind == HOST_NAME && !address.port.length &&
                   address.problem == ADDRESS_OK && !is_from_sample(address.name);
    return is_name ? text_with(context, "sip1.{}", domain) : NULL;
}

const char *example_host(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    const char *host = NULL;
    if (profile->accesscontrol && is_understood(profile->accesscontrol, ATTRIBUTE_domain))
        host =
            host_in(context,
                    quoted_part(profile->accesscontrol, ATTRIBUTE_domain,
                                domain_read(value_of(profile->accesscontrol, ATTRIBUTE_domain))));
    if (!host && user && user_has_domain(user))
        host = host_in(context, quoted_part(&user->element, ATTRIBUTE_uri, user->uri.address.name));
    return host ? host : "sip1.contoso.net";
}

/* An element that the client may take for a session counts. */
static bool lists_sessions(const struct server *server)
{
    return server->sessions || server->has_unknown_child;
}

static struct advice advice_to_remove(const struct server *server)
{
    return (struct advice){
        .help = lists_sessions(server)
                    ? "delete this <sipsrv> once line {}, the same server with TLS, lists its "
                      "sessions, too"
                    : "delete this <sipsrv>: line {} has the same server with TLS",
        .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at_element(server->element), "")},
        .values = {number(server->tls_line)},
    };
}

/* Can another entry be the same server, once the protocol is changed? It may come later, so advice
 * has words for both. */
static bool may_be_repeated(const struct server *server)
{
    return server->role == ROLE_PROXY && server->address.problem == ADDRESS_OK;
}

/* What the current entry has in common with another one, where it's then the same server. */
enum same { SAME_WITH_TLS, SAME_WITH_PORT, SAME_WITH_PROTOCOL, SAME_ANYWAY, SAME_COUNT };

#define IF_SAME(with) ", or delete this <sipsrv> if another proxy is the same server" with
#define SAME(with)                                                         \
    {                                                                      \
        IF_SAME(with), IF_SAME(with) ", once that lists its sessions, too" \
    }

static struct argument or_delete_if(const struct server *server, bool may_repeat, enum same same)
{
    static const char *const words[SAME_COUNT][2] = {
        [SAME_WITH_TLS] = SAME(" with TLS"),
        [SAME_WITH_PORT] = SAME(" with that port"),
        [SAME_WITH_PROTOCOL] = SAME(" with that protocol"),
        [SAME_ANYWAY] = SAME(""),
    };
    return word(may_repeat ? words[same][lists_sessions(server)] : "");
}

/* In place of an IP address comes a name that isn't known here. */
static struct argument or_delete(const struct server *server)
{
    bool may_repeat = may_be_repeated(server) && server->address.host_kind == HOST_NAME;
    return or_delete_if(server, may_repeat, SAME_WITH_TLS);
}

static const char *help_for_tls(bool has_ip, uint16_t port)
{
    if (has_ip)
        return port == 5060 ? "write protocol=\"{}\", and in addr port 5061 and the host name in "
                              "the server's certificate, as in addr=\"{}:5061\"{}"
                            : "write protocol=\"{}\", and in addr the host name in the server's "
                              "certificate, as in addr=\"{}\"{}";
    if (port == 5060)
        return "write protocol=\"{}\", and port 5061 in addr{}";
    return port && port != 5061 ? "write protocol=\"{}\", and the server's TLS port in addr{}"
                                : "write protocol=\"{}\"{}";
}

struct edit edit_without_control(const struct profile *profile)
{
    return edit_element(EDIT_REMOVE_ELEMENT, at_element(profile->accesscontrol), "");
}

struct advice advice_for_tls(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    const struct address *address = &server->address;
    const char *tls = protocol_in_file(profile, PROTOCOL_TLS);
    if (server->tls_line)
        return advice_to_remove(server);
    bool has_ip = address_is_ip(address);
    const char *host = has_ip ? example_host(profile, context) : "";
    struct advice advice = {
        .help = help_for_tls(has_ip, address->port_number),
        .steps.items = {edit_set(at_element(server->element), ATTRIBUTE_protocol, tls)},
        .values = {word(tls), has_ip ? word(host) : or_delete(server), word("")},
    };
    struct steps *steps = &advice.steps;
    if (has_ip)
        steps_add(steps,
                  edit_example(edit_part(server->element, ATTRIBUTE_addr, address->host, host)));
    if (address->port_number == 5060)
        steps_add(steps, edit_part(server->element, ATTRIBUTE_addr, address->port, "5061"));
    if (has_ip && !is_permitted(profile, text_of(host))) {
        advice.values[2] = word(WITHOUT_CONTROL);
        steps_add(steps, edit_without_control(profile));
    }
    return advice;
}

static struct advice advice_to_use_port(const struct server *server, const char *port)
{
    return (struct advice){
        .help = "write {}, or the server's own port for this protocol{}",
        .steps.items = {edit_part(server->element, ATTRIBUTE_addr, server->address.port, port)},
        .values = {word(port), or_delete_if(server, may_be_repeated(server), SAME_WITH_PORT)},
    };
}

struct advice advice_for_port(const struct profile *profile)
{
    const struct server *server = profile->server;
    const char *tls = protocol_in_file(profile, PROTOCOL_TLS);
    if (server->protocol == PROTOCOL_TLS)
        return advice_to_use_port(server, "5061");
    if (address_is_ip(&server->address)) /* TLS to it would be the next warning */
        return advice_to_use_port(server, "5060");
    if (server->tls_line)
        return advice_to_remove(server);
    return (struct advice){
        .help = "write protocol=\"{}\", or port 5060 if the server has no TLS{}",
        .steps.items = {edit_set(at_element(server->element), ATTRIBUTE_protocol, tls)},
        .values = {word(tls), or_delete(server)},
    };
}

/* The earlier servers with that protocol, as far as their places are known, get another. */
static void change_earlier(struct steps *steps, const struct servers *servers, enum protocol from,
                           const char *to)
{
    steps->is_partial |= servers->has_more_places;
    for (size_t i = 0; i < servers->place_count; i++) {
        const struct server_place *place = &servers->places[i];
        if (place->protocol == from)
            steps_add(steps, edit_set(steps_at_place(place), ATTRIBUTE_protocol, to));
    }
}

/* They get TLS; true: that goes with all of their addrs, which else are to be hosts as this one. */
static bool change_earlier_to_tls(struct steps *steps, const struct servers *servers,
                                  const char *tls, const char *host)
{
    steps->is_partial |= servers->has_more_places;
    for (size_t i = 0; i < servers->place_count; i++) {
        const struct server_place *place = &servers->places[i];
        if (!place->protocol || place->protocol == PROTOCOL_TLS)
            continue;
        steps_use_tls(steps, steps_at_place(place), tls, place->suits_tls ? NULL : host);
    }
    return !servers->has_unsuited[PROTOCOL_UDP] && !servers->has_unsuited[PROTOCOL_TCP];
}

struct advice advice_for_mixed(const struct profile *profile, enum protocol first,
                               struct rule_context *context)
{
    const struct server *server = profile->server;
    bool is_weaker = server->protocol < first;
    const char *better = protocol_in_file(profile, is_weaker ? first : server->protocol);
    if (is_weaker && first == PROTOCOL_TLS)
        return advice_for_tls(profile, context);
    bool may_repeat = may_be_repeated(server);
    const char *host = example_host(profile, context);
    if (is_weaker)
        return (struct advice){
            .help = "write protocol=\"{}\" here, too{}",
            .steps.items = {edit_set(at_element(server->element), ATTRIBUTE_protocol, better)},
            .values = {word(better), or_delete_if(server, may_repeat, SAME_WITH_PROTOCOL)},
        };
    struct advice advice = {
        .help = "write protocol=\"{}\" on the earlier servers, too{}",
        .values = {word(better),
                   word(may_repeat ? "; delete any that's the same as this one, once this "
                                     "lists its sessions, too"
                                   : "")}};
    if (server->protocol != PROTOCOL_TLS)
        change_earlier(&advice.steps, &profile->servers, first, better);
    else if (!change_earlier_to_tls(&advice.steps, &profile->servers, better, host)) {
        advice.help = "on the earlier servers, write protocol=\"{}\", too, and the host name, with "
                      "the TLS port if needed, as in addr=\"{}\"{}";
        advice.values[2] = advice.values[1];
        advice.values[1] = word(host);
    }
    return advice;
}

struct advice advice_for_roaming(const struct profile *profile, struct rule_context *context)
{
    const struct servers *servers = &profile->servers;
    const char *tcp = protocol_in_file(profile, PROTOCOL_TCP);
    if (servers->first_protocol == PROTOCOL_TLS)
        return advice_for_tls(profile, context);
    struct advice advice = {
        .help = servers->first_protocol == PROTOCOL_TCP
                    ? "write protocol=\"{}\""
                    : "write protocol=\"{}\" here and on any other server with UDP, or TLS",
        .steps.items = {edit_set(at_element(profile->server->element), ATTRIBUTE_protocol, tcp)},
        .values = {word(tcp)},
    };
    change_earlier(&advice.steps, servers, PROTOCOL_UDP, tcp);
    return advice;
}

struct advice advice_for_role(const struct profile *profile)
{
    const struct server *server = profile->server;
    const struct token at = at_element(server->element);
    const struct argument or_else =
        or_delete_if(server, profile->servers.with_role[ROLE_PROXY], SAME_ANYWAY);
    if (lists_sessions(server))
        return (struct advice){
            .help = "write role=\"proxy\", since it lists sessions{}",
            .steps.items = {edit_set(at, ATTRIBUTE_role, "proxy")},
            .values = {or_else},
        };
    if (profile->servers.with_role[ROLE_REGISTRAR])
        return (struct advice){
            .help = "write role=\"proxy\", since there's a registrar, and list its sessions, as "
                    "in " EXAMPLE_SESSION "{}",
            .steps.items = {edit_set(at, ATTRIBUTE_role, "proxy"),
                            edit_element(EDIT_INSERT_LAST, at, EXAMPLE_SESSION)},
            .values = {or_else},
        };
    return (struct advice){
        .help = "write role=\"registrar\", since there's none",
        .steps.items = {edit_set(at, ATTRIBUTE_role, "registrar")},
    };
}

struct advice advice_to_add(const struct profile *profile, const char *pattern,
                            struct rule_context *context)
{
    const struct servers *servers = &profile->servers;
    struct token first = at_range(servers->first_at, ELEMENT_sipsrv, ATTRIBUTE_UNKNOWN);
    const char *tls = protocol_in_file(profile, PROTOCOL_TLS);
    bool is_plain =
        servers->first_protocol && servers->first_protocol != PROTOCOL_TLS && !servers->is_mixed;
    const char *host = example_host(profile, context);
    const struct argument parts[] = {word(host), word(tls), {.kind = ARGUMENT_END}};
    const char *server = message_compose(&context->findings->arena, pattern, parts);
    bool has_control = !is_permitted(profile, text_of(host));
    const struct argument rest = word(has_control ? WITHOUT_CONTROL : "");
    struct advice advice = {
        .help = is_plain ? "add one, as in {}, and have the other servers use TLS, too{}"
                         : "add one, as in {}{}",
        .steps.items = {edit_example(edit_element(EDIT_INSERT_BEFORE, first, server))},
        .values = {word(server), rest},
    };
    if (has_control)
        steps_add(&advice.steps, edit_without_control(profile));
    if (is_plain && !change_earlier_to_tls(&advice.steps, servers, tls, host)) {
        advice.help =
            "add one, as in {}, and have the others use TLS and a host name, with the TLS "
            "port if needed, as in addr=\"{}\"{}";
        advice.values[1] = word(host);
        advice.values[2] = rest;
    }
    return advice;
}
