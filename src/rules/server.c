/* SPDX-License-Identifier: MIT */
/*
 * Rules about server entries: SIP server settings (MSDN ms776002), addresses after RFC 3261
 * section 25.1, ports after its section 19.1.2, certificates after its section 26.3.
 */
#include "rules/flag.h"
#include "rules/rules.h"

static const struct element *server_of(const struct profile *profile)
{
    return profile->server->element;
}

static const char *spelling(enum protocol protocol)
{
    return value_spelling(ATTRIBUTE_protocol, (int)protocol);
}

/* ---- The address ---- */

void rule_missing_addr(const struct profile *profile, struct rule_context *context)
{
    flag_missing(server_of(profile), ATTRIBUTE_addr, "sip.contoso.net", context);
}

void rule_addr_invalid(const struct profile *profile, struct rule_context *context)
{
    static const char *const messages[] = {
        [ADDRESS_SCHEME] = "an address is a host with or without a port; {} can't stand before it",
        [ADDRESS_BLANK] = "an address can't have a blank or control character in it",
        [ADDRESS_USER] = "an address names a host; a user and @ can't stand before it",
        [ADDRESS_PATH] = "an address ends with the host or port; {} can't follow",
        [ADDRESS_HOST_EMPTY] = "the address has no host before its port",
        [ADDRESS_BAD_LABEL] = "{} can't be a part of a host name: letters, digits and hyphens "
                              "within, 63 at most",
        [ADDRESS_NAME_TOO_LONG] = "the host name {} is longer than 253 characters",
        [ADDRESS_BAD_IPV4] = "{} isn't an IPv4 address: four numbers from 0 to 255",
        [ADDRESS_BAD_IPV6] = "{} isn't a valid IPv6 address",
        [ADDRESS_IPV6_ZONE] = "an IPv6 address can't have a zone here: leave {} out",
        [ADDRESS_BRACKET] = "the brackets of an IPv6 address aren't as they should be: {}",
    };
    const struct address *address = &profile->server->address;
    if (address->problem >= sizeof messages / sizeof *messages || !messages[address->problem])
        return;
    flag(context, at_part(server_of(profile), ATTRIBUTE_addr, address->part),
         .message = messages[address->problem],
         .values = {quoted_part(server_of(profile), ATTRIBUTE_addr, address->part)});
}

void rule_addr_ipv6_brackets(const struct profile *profile, struct rule_context *context)
{
    const struct address *address = &profile->server->address;
    if (address->problem != ADDRESS_IPV6_BARE)
        return;
    struct text zone =
        text_slice(address->part, text_find(address->part, '%'), address->part.length);
    flag(context, at_value(server_of(profile), ATTRIBUTE_addr),
         .message = zone.length
                        ? "the IPv6 address {} must stand in brackets, and without the zone {}"
                        : "the IPv6 address {} must stand in brackets",
         .values = {quoted_value(server_of(profile), ATTRIBUTE_addr),
                    quoted_part(server_of(profile), ATTRIBUTE_addr, zone)});
}

void rule_addr_port_invalid(const struct profile *profile, struct rule_context *context)
{
    const struct address *address = &profile->server->address;
    if (address_problem_is_port(address->problem))
        flag(context, at_part(server_of(profile), ATTRIBUTE_addr, address->part),
             .message = address->problem == ADDRESS_PORT_EMPTY
                            ? "no port follows the colon"
                            : "{} isn't a port: a number from 1 to 65535",
             .values = {quoted_part(server_of(profile), ATTRIBUTE_addr, address->part)});
}

void rule_addr_ip_with_tls(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    enum host_kind kind = server->address.host_kind;
    if (server->protocol == PROTOCOL_TLS && (kind == HOST_IPV4 || kind == HOST_IPV6))
        flag(context, at_part(server->element, ATTRIBUTE_addr, server->address.host),
             .message = "TLS to the address {}: certificates carry host names, so it can't be "
                        "checked whose server answers",
             .values = {quoted_part(server->element, ATTRIBUTE_addr, server->address.host)});
}

void rule_addr_reserved_domain(const struct profile *profile, struct rule_context *context)
{
    const struct address *address = &profile->server->address;
    if (profile->server->is_reserved)
        flag(context, at_part(server_of(profile), ATTRIBUTE_addr, address->host),
             .message = "{} is reserved for examples and tests: no server can have it",
             .values = {quoted_part(server_of(profile), ATTRIBUTE_addr, address->host)});
}

void rule_port_protocol_mismatch(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    uint16_t wrong = server->protocol == PROTOCOL_TLS ? 5060 : 5061;
    if (server->address.problem == ADDRESS_OK && server->protocol &&
        server->address.port_number == wrong)
        flag(context, at_part(server->element, ATTRIBUTE_addr, server->address.port),
             .message = wrong == 5060
                            ? "5060 is the port of SIP without TLS, and the protocol is {}"
                            : "5061 is the port of SIP over TLS, and the protocol is {}",
             .values = {word(spelling(server->protocol))});
}

void rule_port_default(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    uint16_t usual = server->protocol == PROTOCOL_TLS ? 5061 : 5060;
    if (server->address.problem == ADDRESS_OK && server->protocol &&
        server->address.port_number == usual)
        flag(context, at_part(server->element, ATTRIBUTE_addr, server->address.port),
             .message = "{} is the default port of {} anyway",
             .values = {number(usual), word(spelling(server->protocol))});
}

/* ---- Protocol and role ---- */

void rule_missing_protocol(const struct profile *profile, struct rule_context *context)
{
    flag_missing(server_of(profile), ATTRIBUTE_protocol, "TLS", context);
}

void rule_protocol_unknown(const struct profile *profile, struct rule_context *context)
{
    if (is_illegible(server_of(profile), ATTRIBUTE_protocol))
        flag_unknown(server_of(profile), ATTRIBUTE_protocol,
                     "the protocol {} isn't TCP, UDP or TLS", context);
}

void rule_protocol_mixed(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    enum protocol first = profile->servers.first_protocol;
    if (server->protocol && first && server->protocol != first && !profile->servers.is_mixed)
        flag(context, at_value(server->element, ATTRIBUTE_protocol),
             .message = "the servers use different transports: {} here, {} before",
             .values = {word(spelling(server->protocol)), word(spelling(first))});
}

void rule_missing_role(const struct profile *profile, struct rule_context *context)
{
    flag_missing(server_of(profile), ATTRIBUTE_role, "proxy", context);
}

void rule_role_unknown(const struct profile *profile, struct rule_context *context)
{
    if (is_illegible(server_of(profile), ATTRIBUTE_role))
        flag_unknown(server_of(profile), ATTRIBUTE_role,
                     "the role {} isn't \"proxy\" or \"registrar\"", context);
}

void rule_udp_roaming(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    if (server->role == ROLE_REGISTRAR && server->protocol == PROTOCOL_UDP)
        flag(context, at_value(server->element, ATTRIBUTE_protocol),
             .message = "the registrar uses UDP: enabling the profile with roaming fails with "
                        "RTC_E_UDP_NOT_SUPPORTED");
}

/* ---- Servers together ---- */

void rule_multiple_registrars(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    if (server->role == ROLE_REGISTRAR && profile->servers.with_role[ROLE_REGISTRAR])
        flag(context, at_value(server->element, ATTRIBUTE_role),
             .message = "a further registrar: a profile has one at most",
             .related = "the first registrar stands here",
             .related_at = profile->servers.first_registrar_at);
}

void rule_duplicate_server(const struct profile *profile, struct rule_context *context)
{
    if (profile->server->is_repeated)
        flag(context, at_element(server_of(profile)),
             .message = "the same host, port, protocol and role as an earlier server");
}

/* A role that isn't understood may be any. */
static bool lacks_role(const struct profile *profile, enum role role)
{
    const struct servers *servers = &profile->servers;
    return servers->count > 0 && !servers->with_role[ROLE_NONE] && !servers->with_role[role];
}

void rule_no_registrar(const struct profile *profile, struct rule_context *context)
{
    if (lacks_role(profile, ROLE_REGISTRAR))
        flag(context, at_element(profile->provision),
             .message = "no server is a registrar: nothing is registered, and there's no presence");
}

void rule_no_proxy(const struct profile *profile, struct rule_context *context)
{
    if (lacks_role(profile, ROLE_PROXY))
        flag(context, at_element(profile->provision),
             .message = "no server is a proxy: none serves outgoing sessions");
}

void rule_server_domain_mismatch(const struct profile *profile, struct rule_context *context)
{
    const struct host *host = profile->host;
    const struct user *user = profile->first_user;
    if (!user || host->role != ROLE_REGISTRAR || host->kind != HOST_NAME ||
        !is_understood(&user->element, ATTRIBUTE_uri) || user->uri.address.host_kind != HOST_NAME)
        return;
    struct text domain = user->uri.address.name;
    if (!host_is_related(host->name, domain))
        flag(context, host_at(host),
             .message = "the registrar {} isn't in the user's domain {}, for which its certificate "
                        "must be",
             .values = {quoted_slice(ATTRIBUTE_addr, host->addr, host->name),
                        quoted_part(&user->element, ATTRIBUTE_uri, domain)});
}

void rule_accesscontrol_domain(const struct profile *profile, struct rule_context *context)
{
    const struct host *host = profile->host;
    if (!profile->accesscontrol || host->kind == HOST_NONE)
        return;
    struct text domain = value_of(profile->accesscontrol, ATTRIBUTE_domain);
    bool is_within = host_is_within(host->name, domain) || text_equal(host->host, domain);
    if (domain.length && !is_within)
        flag(context, host_at(host), .message = "{} is outside of the domain {} of <accesscontrol>",
             .values = {quoted_slice(ATTRIBUTE_addr, host->addr, host->name),
                        quoted_value(profile->accesscontrol, ATTRIBUTE_domain)});
}

void rule_proxy_without_session(const struct profile *profile, struct rule_context *context)
{
    if (!(profile->misplaced >> ELEMENT_session & 1)) /* it may be this server's */
        flag(context, server_part_at(profile->part),
             .message = "this proxy has no <session>: it serves no kind of session");
}
