/* SPDX-License-Identifier: MIT */
/* Advice that depends on the rest of the profile. */
#include "rules/advice.h"
#include "rules/flag.h"

const char *spelling_in_file(const struct profile *profile, enum protocol protocol)
{
    static const char *const small[] = {
        [PROTOCOL_UDP] = "udp", [PROTOCOL_TCP] = "tcp", [PROTOCOL_TLS] = "tls"};
    const struct server *server = profile->server;
    char first = profile->servers.first_spelling[protocol];
    if (!first && server && server->protocol == protocol)
        first = server->spelling;
    return first && text_lower(first) == first ? small[protocol]
                                               : value_spelling(ATTRIBUTE_protocol, (int)protocol);
}

bool user_has_domain(const struct user *user)
{
    const struct sip_uri *uri = &user->uri;
    return is_understood(&user->element, ATTRIBUTE_uri) && uri->has_user &&
           uri->address.host_kind == HOST_NAME &&
           (uri->scheme == SIP_URI_NO_SCHEME || !host_is_reserved(uri->address.name));
}

static const char *host_in(struct rule_context *context, struct argument domain)
{
    struct address address = address_parse(domain.text);
    bool is_name = address.host_kind == HOST_NAME && !address.port.length &&
                   address.problem == ADDRESS_OK && !host_is_reserved(address.name);
    return is_name ? text_with(context, "sip1.{}", domain) : NULL;
}

const char *example_host(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    const char *host = NULL;
    if (profile->accesscontrol && is_understood(profile->accesscontrol, ATTRIBUTE_domain))
        host = host_in(context, quoted_value(profile->accesscontrol, ATTRIBUTE_domain));
    if (!host && user && user_has_domain(user))
        host = host_in(context, quoted_part(&user->element, ATTRIBUTE_uri, user->uri.address.name));
    return host ? host : "sip1.contoso.net";
}

static struct advice advice_to_remove(const struct server *server)
{
    return (struct advice){
        .help = "delete this <sipsrv>: line {} has the same server with TLS",
        .edits = {edit_element(EDIT_REMOVE_ELEMENT, at_element(server->element), "")},
        .values = {number(server->tls_line)},
    };
}

static const char *help_for_tls(bool has_ip, uint16_t port)
{
    if (has_ip)
        return port == 5060 ? "write protocol=\"{}\", and in addr port 5061 and the host name in "
                              "the server's certificate, as in addr=\"{}:5061\""
                            : "write protocol=\"{}\", and in addr the host name in the server's "
                              "certificate, as in addr=\"{}\"";
    if (port == 5060)
        return "write protocol=\"{}\", and port 5061 in addr";
    return port ? "write protocol=\"{}\", and the server's TLS port in addr"
                : "write protocol=\"{}\"";
}

/* Is it just this IP address that <accesscontrol> is for? */
static bool is_controlled(const struct profile *profile, const struct address *address)
{
    return profile->accesscontrol && address_is_ip(address) &&
           text_equal(value_of(profile->accesscontrol, ATTRIBUTE_domain), address->host);
}

struct advice advice_for_tls(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    const struct address *address = &server->address;
    const char *tls = spelling_in_file(profile, PROTOCOL_TLS);
    if (server->tls_line)
        return advice_to_remove(server);
    const char *host = address_is_ip(address) ? example_host(profile, context) : "";
    struct advice advice = {
        .help = help_for_tls(address_is_ip(address), address->port_number),
        .edits = {edit_set(at_element(server->element), ATTRIBUTE_protocol, tls)},
        .values = {word(tls), word(host)},
    };
    struct edit *next = advice.edits + 1;
    if (address_is_ip(address))
        *next++ = edit_example(edit_part(server->element, ATTRIBUTE_addr, address->host, host));
    if (address->port_number == 5060)
        *next++ = edit_part(server->element, ATTRIBUTE_addr, address->port, "5061");
    if (is_controlled(profile, address)) {
        advice.help =
            "write protocol=\"{}\" and in addr the host name in the server's certificate, "
            "as in addr=\"{}\"; and delete <accesscontrol>";
        *next = edit_element(EDIT_REMOVE_ELEMENT, at_element(profile->accesscontrol), "");
    }
    return advice;
}

struct advice advice_for_mixed(const struct profile *profile, enum protocol first,
                               struct rule_context *context)
{
    const struct server *server = profile->server;
    bool is_weaker = server->protocol < first;
    const char *better = spelling_in_file(profile, is_weaker ? first : server->protocol);
    struct token earlier =
        at_range(profile->servers.first_protocol_at, ELEMENT_sipsrv, ATTRIBUTE_UNKNOWN);
    if (is_weaker && first == PROTOCOL_TLS)
        return advice_for_tls(profile, context);
    return (struct advice){is_weaker ? "write protocol=\"{}\" here, too"
                                     : "write protocol=\"{}\" in line {}, too",
                           {edit_set(is_weaker ? at_element(server->element) : earlier,
                                     ATTRIBUTE_protocol, better)},
                           {word(better), number(earlier.range.start.line)}};
}

struct advice advice_for_roaming(const struct profile *profile, struct rule_context *context)
{
    const struct servers *servers = &profile->servers;
    struct token at = at_element(profile->server->element);
    struct token first = at_range(servers->first_protocol_at, ELEMENT_sipsrv, ATTRIBUTE_UNKNOWN);
    const char *tcp = spelling_in_file(profile, PROTOCOL_TCP);
    if (servers->first_protocol == PROTOCOL_TLS)
        return advice_for_tls(profile, context);
    if (servers->first_protocol != PROTOCOL_UDP)
        return (struct advice){"write protocol=\"{}\"",
                               {edit_set(at, ATTRIBUTE_protocol, tcp)},
                               {word(tcp)}};
    return (struct advice){"write protocol=\"{}\" here and in line {}, or TLS",
                           {edit_set(at, ATTRIBUTE_protocol, tcp),
                            edit_set(first, ATTRIBUTE_protocol, tcp)},
                           {word(tcp), number(first.range.start.line)}};
}

struct advice advice_for_role(const struct profile *profile)
{
    const struct server *server = profile->server;
    const struct token at = at_element(server->element);
    if (server->sessions || server->has_unknown_child)
        return (struct advice){"write role=\"proxy\", since it lists sessions",
                               {edit_set(at, ATTRIBUTE_role, "proxy")},
                               {number(0)}};
    if (profile->servers.with_role[ROLE_REGISTRAR])
        return (struct advice){"write role=\"proxy\", since there's a registrar, and list its "
                               "sessions, as in " EXAMPLE_SESSION,
                               {edit_set(at, ATTRIBUTE_role, "proxy"),
                                edit_element(EDIT_INSERT_LAST, at, EXAMPLE_SESSION)},
                               {number(0)}};
    return (struct advice){"write role=\"registrar\", since there's none",
                           {edit_set(at, ATTRIBUTE_role, "registrar")},
                           {number(0)}};
}

struct advice advice_to_add(const struct profile *profile, const char *pattern,
                            struct rule_context *context)
{
    const struct servers *servers = &profile->servers;
    struct token first = at_range(servers->first_at, ELEMENT_sipsrv, ATTRIBUTE_UNKNOWN);
    struct token plain = at_range(servers->first_protocol_at, ELEMENT_sipsrv, ATTRIBUTE_UNKNOWN);
    const char *tls = spelling_in_file(profile, PROTOCOL_TLS);
    bool is_plain = servers->first_protocol && servers->first_protocol != PROTOCOL_TLS;
    const char *server = text_with(context, pattern, word(tls));
    struct advice advice = {is_plain
                                ? "add one, as in {}, and have the server in line {} use TLS, too"
                                : "add one, as in {}",
                            {edit_example(edit_element(EDIT_INSERT_BEFORE, first, server))},
                            {word(server), number(plain.range.start.line)}};
    if (is_plain && !servers->is_mixed)
        advice.edits[1] = edit_set(plain, ATTRIBUTE_protocol, tls);
    return advice;
}
