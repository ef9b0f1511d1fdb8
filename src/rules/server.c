/* SPDX-License-Identifier: MIT */
/*
 * Rules about server entries: SIP server settings (MSDN ms776002), addresses after RFC 3261
 * section 25.1, ports after its section 19.1.2, certificates after its section 26.3.
 */
#include "grammar/ip.h"
#include "rules/advice.h"
#include "rules/checks.h"
#include "rules/flag.h"

#define EXAMPLE_HOST "sip1.contoso.net"

static const struct element *server_of(const struct profile *profile)
{
    return profile->server->element;
}

static struct argument quoted_addr(const struct profile *profile, struct text part)
{
    return quoted_part(server_of(profile), ATTRIBUTE_addr, part);
}

static struct token at_addr(const struct profile *profile, struct text part)
{
    return at_part(server_of(profile), ATTRIBUTE_addr, part);
}

static struct edit edit_addr(const struct profile *profile, struct text part, const char *text)
{
    return edit_part(server_of(profile), ATTRIBUTE_addr, part, text);
}

/* Flags the host, which has to be another one; `help` has a {} for an example, and for what else is
 * to be done. The port stays. */
static void flag_host(const struct profile *profile, const char *message, const char *help,
                      struct rule_context *context)
{
    const struct address *address = &profile->server->address;
    const char *example = example_host(profile, context);
    bool has_control = !is_permitted(profile, text_of(example));
    struct steps steps = {.items = {edit_example(edit_addr(profile, address->host, example))}};
    if (has_control)
        steps_add(&steps, edit_without_control(profile));
    flag(context, at_addr(profile, address->host), .message = message,
         .values = {quoted_addr(profile, address->host)}, .help = help,
         .help_values = {word(example), word(has_control ? WITHOUT_CONTROL : "")}, .steps = steps);
}

/* ---- The address ---- */

void rule_missing_addr(const struct profile *profile, struct rule_context *context)
{
    flag_missing(server_of(profile), ATTRIBUTE_addr, "sip.contoso.net", context);
}

/* Nothing but digits and dots, as a name whose last part is a number isn't. */
static bool is_dotted_decimal(struct text host)
{
    size_t at = 0;
    while (at < host.length && (text_is_digit(host.bytes[at]) || host.bytes[at] == '.'))
        at++;
    return at == host.length;
}

/* What is wrong with an address, with a {} for the part; NULL: another rule tells. */
static const char *addr_message(const struct address *address)
{
    static const char *const messages[] = {
        [ADDRESS_SCHEME] = "addr begins with {}: it takes a host name or IP address, not a URI",
        [ADDRESS_BLANK] = "addr has {} in it: there can't be a blank or control character in an "
                          "address",
        [ADDRESS_USER] = "addr has a user in it ({}): it takes only a host, with or without a port",
        [ADDRESS_PATH] = "addr goes on with {} after the host: only a port can follow",
        [ADDRESS_HOST_EMPTY] = "addr has a port, but no host in front of it",
        [ADDRESS_BAD_LABEL] = "{} can't be part of a host name, which has letters, digits and "
                              "inner hyphens, at most 63 from dot to dot",
        [ADDRESS_NAME_TOO_LONG] = "the host name {} is longer than 253 characters",
        [ADDRESS_BAD_IPV4] = "{} isn't an IPv4 address: it takes four numbers from 0 to 255, "
                             "without leading zeros",
        [ADDRESS_BAD_IPV6] = "{} isn't a valid IPv6 address",
        [ADDRESS_IPV6_ZONE] = "the IPv6 address in addr has the zone {}, which means something on "
                              "one computer only",
        [ADDRESS_BRACKET] = "the brackets of the IPv6 address in addr aren't closed, or something "
                            "other than a port follows: {}",
    };
    struct text part = address->part;
    if (address->problem == ADDRESS_BAD_IPV4 && !is_dotted_decimal(part))
        return "{} ends in a number, so it's taken for an IPv4 address, which is four numbers from "
               "0 to 255";
    if (address->problem == ADDRESS_BAD_LABEL && text_equal(part, text_of(".")))
        return "the host name in addr has a dot too many";
    if (address->problem == ADDRESS_BAD_LABEL && !text_is_ascii(part))
        return "{} can't be part of a host name: in a profile, a name has ASCII letters, digits "
               "and inner hyphens";
    return address->problem < sizeof messages / sizeof *messages ? messages[address->problem]
                                                                 : NULL;
}

/* Instead of the row's help. */
static const char *addr_help(const struct address *address)
{
    uint32_t code_point;
    if (address->problem == ADDRESS_IPV6_ZONE)
        return "leave out the zone {}";
    if (address->problem == ADDRESS_BAD_LABEL && !text_is_ascii(address->part) &&
        !text_find_lookalike(address->part, &code_point))
        return "write the name in its ASCII form, in which such a part begins with xn--, as in "
               "addr=\"xn--mnchen-3ya.de\"";
    return NULL;
}

/* The address is in the value, with something around it that has to go. */
static void flag_surrounded(const struct profile *profile, const char *message, struct text within,
                            struct rule_context *context)
{
    struct text value = written_value(server_of(profile), ATTRIBUTE_addr);
    size_t start = (size_t)(within.bytes - value.bytes);
    struct text before = text_slice(value, 0, start);
    struct text after = text_slice(value, start + within.length, value.length);
    flag(context, at_addr(profile, profile->server->address.part), .message = message,
         .values = {quoted_addr(profile, profile->server->address.part)}, .help = "write addr={}",
         .help_values = {quoted_addr(profile, within)},
         .steps.items = {edit_addr(profile, before, ""), edit_addr(profile, after, "")});
}

void rule_addr_invalid(const struct profile *profile, struct rule_context *context)
{
    const struct address *address = &profile->server->address;
    const char *message = addr_message(address);
    if (!message)
        return;
    struct text within = address_within(written_value(server_of(profile), ATTRIBUTE_addr));
    if (within.length && quoted_addr(profile, within).shown == within.length) {
        flag_surrounded(profile, message, within, context);
        return;
    }
    bool has_zone = address->problem == ADDRESS_IPV6_ZONE;
    bool is_blank = address->problem == ADDRESS_BLANK; /* just the one blank, told of already */
    const char *help = addr_help(address);
    flag(context, at_addr(profile, address->part), .message = message,
         .values = {quoted_addr(profile, address->part)},
         .written = is_blank ? text_of("") : address->part, .help = help,
         .help_values = {quoted_addr(profile, address->part)},
         .steps.items = {has_zone
                             ? edit_addr(profile, address->part, "")
                             : edit_example(edit_set(at_element(server_of(profile)), ATTRIBUTE_addr,
                                                     help ? "xn--mnchen-3ya.de" : EXAMPLE_HOST))});
}

/* The ports of SIP, and those next to them that its servers are often given. */
static bool is_port_of_sip(struct text port)
{
    return port.length == 4 && memcmp(port.bytes, "50", 2) == 0 &&
           text_is_one_of(port.bytes[2], "6789");
}

static const char *brackets_message(const struct bare_ipv6 *bare)
{
    if (bare->is_ambiguous)
        return "the IPv6 address in addr={} has no brackets, so it can't be told if {} is its last "
               "part or the port";
    return bare->port.length
               ? "the IPv6 address {} has no brackets, so it can't be told from the port after it"
               : "the IPv6 address {} has no brackets, so it can't be told from a host and port";
}

/* With {} for the address, for its zone or port, and at the end. */
static const char *brackets_help(const struct bare_ipv6 *bare)
{
    if (bare->zone.length)
        return "write [ before {} and ] in place of the zone {}{}";
    if (!bare->is_ambiguous)
        return bare->port.length ? "write [ before {} and ] before the last colon{}{}"
                                 : "write [ before {} and ] after it{}{}";
    return is_port_of_sip(bare->port)
               ? "write [ before {} and ] after it; if {} belongs to the address, write ] after "
                 "that instead{}"
               : "write [ before {} and ] after it; if {} is the port, write ] before its colon "
                 "instead{}";
}

void rule_addr_ipv6_brackets(const struct profile *profile, struct rule_context *context)
{
    const struct address *address = &profile->server->address;
    if (address->problem != ADDRESS_IPV6_BARE)
        return;
    const struct text all = address->part;
    const struct text value = written_value(server_of(profile), ATTRIBUTE_addr);
    const size_t end = (size_t)(all.bytes - value.bytes) + all.length;
    const struct bare_ipv6 bare = bare_ipv6_read(all);
    bool has_port = bare.port.length && (!bare.is_ambiguous || is_port_of_sip(bare.port));
    struct text ip = has_port || bare.zone.length ? bare.ip : all;
    struct text zone = text_slice(all, ip.length, ip.length + bare.zone.length);
    flag(context, at_value(server_of(profile), ATTRIBUTE_addr), .message = brackets_message(&bare),
         .values = {quoted_addr(profile, bare.is_ambiguous ? all : bare.ip),
                    quoted_addr(profile, bare.port)},
         .help = brackets_help(&bare),
         .help_values = {quoted_addr(profile, ip),
                         bare.zone.length    ? quoted_addr(profile, zone)
                         : bare.is_ambiguous ? quoted_addr(profile, bare.port)
                                             : word(""),
                         word(end == value.length ? ""
                              : bare.port.length  ? "; leave out what follows the port"
                                                  : "; leave out what follows the address")},
         .steps.items = {edit_addr(profile, text_slice(ip, 0, 0), "["),
                         edit_addr(profile, zone, "]"),
                         edit_addr(profile, text_slice(value, end, value.length), "")});
}

void rule_addr_port_invalid(const struct profile *profile, struct rule_context *context)
{
    const struct address *address = &profile->server->address;
    struct text value = written_value(server_of(profile), ATTRIBUTE_addr);
    if (!address_problem_is_port(address->problem))
        return;
    size_t colon = (size_t)(address->part.bytes - value.bytes) - 1;
    flag(context, at_addr(profile, address->part),
         .message = address->problem == ADDRESS_PORT_EMPTY
                        ? "addr ends with a colon, and no port follows"
                        : "{} isn't a port, which is a number from 1 to 65535",
         .values = {quoted_addr(profile, address->part)},
         .steps.items = {edit_addr(profile, text_slice(value, colon, value.length), "")});
}

static const char *unusable_message(enum ip_use use)
{
    switch (use) {
    case IP_USABLE:
        break;
    case IP_UNSPECIFIED:
        return "{} means any address, so no client can connect to it";
    case IP_LOOPBACK:
        return "{} is the computer or phone that the client runs on, so it won't reach a "
               "server elsewhere";
    case IP_BROADCAST:
        return "{} is every computer in a network, not one server, so no client can connect to it";
    case IP_MULTICAST:
        return "{} is a multicast group, not one server, so no client can connect to it";
    case IP_DOCUMENTATION:
        return "{} is reserved for examples: no server has it";
    }
    return NULL;
}

void rule_addr_unusable(const struct profile *profile, struct rule_context *context)
{
    const struct address *address = &profile->server->address;
    if (!address_is_ip(address))
        return;
    struct ip ip = ip_read(address->name);
    const char *message = unusable_message(ip_use(&ip));
    if (message)
        flag_host(profile, message, "write your server's host name, as in addr=\"{}\"{}", context);
}

void rule_addr_ip_with_tls(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    if (server->protocol == PROTOCOL_TLS && address_is_ip(&server->address))
        flag_host(profile,
                  "TLS to the IP address {}: certificates carry host names, so the client "
                  "can't verify the server and will probably not connect",
                  "write the host name that the server's certificate is for, as in addr=\"{}\"{}",
                  context);
}

void rule_addr_single_label(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    struct text host = server->address.host;
    if (server->address.host_kind == HOST_NAME && text_find(host, '.') == host.length &&
        !server->is_reserved)
        flag_host(profile,
                  "the host name {} has no domain: a client finds it only where its own "
                  "search list has the right one",
                  "write the whole host name, as in addr=\"{}\"{}", context);
}

void rule_addr_reserved_domain(const struct profile *profile, struct rule_context *context)
{
    static const char *const messages[] = {
        [RESERVED_EXAMPLE] = "{} is reserved for examples: your server can't have this name",
        [RESERVED_TEST] = "{} is reserved for tests: it's found only where your own name server "
                          "knows it",
        [RESERVED_INVALID] = "{} is reserved so that no host ever has it: a client can't find it",
        [RESERVED_LOCALHOST] = "{} is the computer or phone that the client runs on, so it "
                               "won't reach a server elsewhere",
    };
    const struct address *address = &profile->server->address;
    if (profile->server->is_reserved)
        flag_host(profile, messages[host_reservation(address->name)],
                  "write your server's host name, as in addr=\"{}\"{}", context);
}

void rule_port_protocol_mismatch(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    bool is_tls = server->protocol == PROTOCOL_TLS;
    if (server->address.problem != ADDRESS_OK || !server->protocol ||
        server->address.port_number != (is_tls ? 5060 : 5061))
        return;
    flag(context, at_addr(profile, server->address.port),
         .message = is_tls ? "port 5060 is for SIP without TLS, but this server uses {}: the "
                             "connection will probably fail"
                           : "port 5061 is for SIP over TLS, but this server uses {}: the "
                             "connection will probably fail",
         .values = {word(protocol_word(server->protocol))}, .advice = advice_for_port(profile));
}

void rule_port_default(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    struct text value = written_value(server->element, ATTRIBUTE_addr);
    if (server->address.port_number != 5060 || !server->protocol ||
        server->protocol == PROTOCOL_TLS || server->address.problem != ADDRESS_OK)
        return;
    size_t colon = (size_t)(server->address.port.bytes - value.bytes) - 1;
    bool is_looked_up = server->address.host_kind == HOST_NAME;
    flag(context, at_addr(profile, server->address.port),
         .message = is_looked_up
                        ? "5060 is the default port of SIP over {}; while it's given, the "
                          "client doesn't look for the server's port in DNS"
                        : "5060 is the default port of SIP over {}, so it needn't be given",
         .values = {word(protocol_word(server->protocol))},
         .help = is_looked_up ? NULL : "leave out \":5060\"",
         .steps.items = {edit_addr(profile, text_slice(value, colon, value.length), "")});
}

/* ---- Protocol and role ---- */

void rule_missing_protocol(const struct profile *profile, struct rule_context *context)
{
    flag_missing(server_of(profile), ATTRIBUTE_protocol, "TLS", context);
}

/* Does what the profile allows, as far as it's known, rule a protocol out? */
static bool is_ruled_out(const struct profile *profile, enum protocol protocol)
{
    const struct user *user = profile->first_user;
    unsigned allowed = profile->server->auth | profile->servers.auth.known;
    if (user && user->allowed.is_there)
        allowed = user->allowed.known;
    if (protocol == PROTOCOL_UDP)
        return allowed & ~(unsigned)METHOD_DIGEST;
    return protocol == PROTOCOL_TCP && allowed & METHOD_BASIC;
}

/* Can it only come to light later that the allowed methods don't work over it, as it's a user that
 * follows, or a server's auth, that allows them? */
static bool may_be_ruled_out(const struct profile *profile, enum protocol protocol)
{
    const struct user *user = profile->first_user;
    bool is_certain = user && user->element.spelling == SPELLING_EXACT && user->allowed.is_there;
    return !is_certain && protocol != PROTOCOL_TLS;
}

static const char *help_for_protocol(const struct profile *profile, enum protocol nearest)
{
    if (!nearest)
        return NULL;
    if (is_ruled_out(profile, nearest))
        return "write protocol=\"{}\": the allowed methods don't work over {}";
    if (!may_be_ruled_out(profile, nearest))
        return "write protocol=\"{}\"";
    return nearest == PROTOCOL_TCP
               ? "write protocol=\"{}\", or TLS if basic is allowed"
               : "write protocol=\"{}\", or TLS if another method than digest is allowed";
}

void rule_protocol_unknown(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = server_of(profile);
    struct text value = written_value(element, ATTRIBUTE_protocol);
    const char *names[SCHEMA_NAMES];
    if (!is_illegible(element, ATTRIBUTE_protocol))
        return;
    attribute_values(ATTRIBUTE_protocol, names);
    const char *nearest = text_nearest(value, names);
    enum protocol protocol =
        nearest ? (enum protocol)value_find(ATTRIBUTE_protocol, text_of(nearest)) : PROTOCOL_NONE;
    const char *better = protocol && !is_ruled_out(profile, protocol) ? nearest : "TLS";
    flag(context, at_value(element, ATTRIBUTE_protocol),
         .message = "the protocol {} isn't TLS, TCP or UDP",
         .values = {quoted_value(element, ATTRIBUTE_protocol)}, .written = value,
         .nearest = nearest, .help = help_for_protocol(profile, protocol),
         .help_values = {word(better), word(nearest ? nearest : "")},
         .steps.items = {edit_set(at_element(element), ATTRIBUTE_protocol, better)});
}

void rule_protocol_mixed(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    enum protocol first = profile->servers.first_protocol;
    if (!server->protocol || !first || server->protocol == first || profile->servers.is_mixed)
        return;
    flag(context, at_value(server->element, ATTRIBUTE_protocol),
         .message = "this server uses {}, and that in line {} uses {}: the weaker one decides "
                    "which methods the client accepts",
         .values = {word(protocol_word(server->protocol)),
                    number(profile->servers.first_protocol_at.start.line),
                    word(protocol_word(first))},
         .advice = advice_for_mixed(profile, first, context));
}

void rule_missing_role(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = server_of(profile);
    if (!lacks_value(element, ATTRIBUTE_role))
        return;
    flag(context, at_missing(element, ATTRIBUTE_role),
         .message =
             is_empty(element, ATTRIBUTE_role)
                 ? "<sipsrv> has an empty role: the client can't tell if it's the proxy or the "
                   "registrar"
                 : "<sipsrv> has no role: the client can't tell if it's the proxy or the "
                   "registrar",
         .advice = advice_for_role(profile));
}

void rule_role_unknown(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = server_of(profile);
    if (!is_illegible(element, ATTRIBUTE_role))
        return;
    struct text value = written_value(element, ATTRIBUTE_role);
    const char *names[SCHEMA_NAMES];
    attribute_values(ATTRIBUTE_role, names);
    const char *nearest = text_nearest(value, names);
    struct advice advice = advice_for_role(profile);
    bool has_registrar = profile->servers.with_role[ROLE_REGISTRAR] > 0;
    if (nearest &&
        !(has_registrar && value_find(ATTRIBUTE_role, text_of(nearest)) == ROLE_REGISTRAR))
        advice = (struct advice){
            .help = "write role=\"{}\"",
            .steps.items = {edit_set(at_element(element), ATTRIBUTE_role, nearest)},
            .values = {word(nearest)},
        };
    flag(context, at_value(element, ATTRIBUTE_role),
         .message = "the role {} isn't \"proxy\" or \"registrar\"",
         .values = {quoted_value(element, ATTRIBUTE_role)}, .written = value, .nearest = nearest,
         .advice = advice);
}

void rule_udp_roaming(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    if (server->role != ROLE_REGISTRAR || server->protocol != PROTOCOL_UDP)
        return;
    flag(context, at_value(server->element, ATTRIBUTE_protocol),
         .message = "the registrar uses UDP: a client that enables this profile with roaming gets "
                    "RTC_E_UDP_NOT_SUPPORTED",
         .advice = advice_for_roaming(profile, context));
}

/* ---- Servers together ---- */

void rule_multiple_registrars(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    if (server->role != ROLE_REGISTRAR || !profile->servers.with_role[ROLE_REGISTRAR])
        return;
    bool has_sessions = server->sessions > 0;
    flag(context, at_value(server->element, ATTRIBUTE_role),
         .message = "the profile has a second registrar; the first is in line {}, and there can "
                    "be only one",
         .values = {number(profile->servers.first_registrar_at.start.line)},
         .help = has_sessions ? "write role=\"proxy\": this server lists sessions" : NULL,
         .steps.items = {has_sessions
                             ? edit_set(at_element(server->element), ATTRIBUTE_role, "proxy")
                             : edit_element(EDIT_REMOVE_ELEMENT, at_element(server->element), "")},
         .related = "the first registrar is here",
         .related_at = profile->servers.first_registrar_at);
}

void rule_duplicate_server(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    if (server->earlier_line)
        flag(context, at_element(server->element),
             .message = "this proxy, {} (port {}, {}), is the same server as in line {}: one "
                        "entry for it is enough",
             .values = {quoted_addr(profile, server->address.host), number(server_port(server)),
                        word(protocol_word(server->protocol)), number(server->earlier_line)},
             .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at_element(server->element), "")});
}

/* A role that isn't understood may be any. */
static bool lacks_role(const struct profile *profile, enum role role)
{
    const struct servers *servers = &profile->servers;
    return servers->count > 0 && !servers->with_role[ROLE_NONE] && !servers->with_role[role];
}

void rule_no_registrar(const struct profile *profile, struct rule_context *context)
{
    if (!lacks_role(profile, ROLE_REGISTRAR))
        return;
    flag(context, at_element(profile->provision),
         .message = "no server has role=\"registrar\": the client doesn't register the user, and "
                    "there's no presence",
         .advice =
             advice_to_add(profile, "<sipsrv addr=\"{}\" protocol=\"{}\" role=\"registrar\"/>",
                           context));
}

void rule_no_proxy(const struct profile *profile, struct rule_context *context)
{
    if (!lacks_role(profile, ROLE_PROXY))
        return;
    flag(context, at_element(profile->provision),
         .message = "no server has role=\"proxy\": outgoing calls and messages will probably fail",
         .advice =
             advice_to_add(profile,
                           "<sipsrv addr=\"{}\" protocol=\"{}\" role=\"proxy\">" EXAMPLE_SESSION
                           "</sipsrv>",
                           context));
}

/* Can a server be of that domain without another finding? */
static bool is_free(const struct profile *profile, struct text domain)
{
    return !is_from_sample(domain) && is_permitted(profile, domain);
}

void rule_server_domain_mismatch(const struct profile *profile, struct rule_context *context)
{
    const struct host *host = profile->host;
    const struct user *user = profile->first_user;
    if (!user || host->role != ROLE_REGISTRAR || host->kind != HOST_NAME ||
        !user_has_domain(user) || text_find(host->host, '.') == host->host.length ||
        host_is_reserved(host->name))
        return;
    struct text domain = user->uri.address.name;
    if (host_is_related(host->name, domain))
        return;
    struct argument quoted_domain = quoted_part(&user->element, ATTRIBUTE_uri, domain);
    const char *example =
        is_free(profile, domain) ? text_with(context, "sip.{}", quoted_domain) : NULL;
    struct edit edit = {.kind = EDIT_NONE};
    if (example)
        edit = edit_example(edit_replace(host_at(host), example));
    flag(context, host_at(host),
         .message = "the registrar {} isn't in the user's domain {}: over TLS, its certificate "
                    "must be for {}",
         .values = {quoted_slice(ATTRIBUTE_addr, host->addr, host->name), quoted_domain,
                    quoted_domain},
         .help = example ? "if its certificate is for {}, leave it; if it's a mistake, write that "
                           "domain's registrar, such as {}"
                         : NULL,
         .help_values = {quoted_domain, word(example ? example : "")}, .steps.items = {edit});
}

void rule_accesscontrol_domain(const struct profile *profile, struct rule_context *context)
{
    const struct host *host = profile->host;
    if (host->kind == HOST_NONE || is_permitted(profile, host->name))
        return;
    const struct element *control = profile->accesscontrol;
    struct text value = value_of(control, ATTRIBUTE_domain);
    struct text domain = domain_read(value);
    struct argument quoted_domain =
        quoted_part(control, ATTRIBUTE_domain, domain.length ? domain : value);
    const char *example = is_from_sample(domain) || host_is_ipv4(domain)
                              ? NULL
                              : text_with(context, "sip.{}", quoted_domain);
    struct token element = at_element(control);
    flag(context, host_at(host), .message = "{} is outside {}, the domain in <accesscontrol>",
         .values = {quoted_slice(ATTRIBUTE_addr, host->addr, host->name), quoted_domain},
         .help = example ? "write a host in that domain, such as {}, or have <accesscontrol> made "
                           "for the server's domain"
                         : NULL,
         .help_values = {word(example ? example : "")},
         .steps.items = {example ? edit_example(edit_replace(host_at(host), example))
                                 : edit_element(EDIT_REMOVE_ELEMENT, element, "")});
}

void rule_proxy_without_session(const struct profile *profile, struct rule_context *context)
{
    struct token at = deferred_server_at(profile->deferred);
    if (!(profile->misplaced >> ELEMENT_session & 1)) /* it may be this server's */
        flag(context, at,
             .message = "this proxy lists no session types, so it can't be used for any",
             .steps.items = {edit_element(EDIT_INSERT_LAST, at, EXAMPLE_SESSION)});
}
