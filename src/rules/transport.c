/* SPDX-License-Identifier: MIT */
/* Rules about what each transport can carry: MSDN ms775522 and ms775704 (CreateProfile,
 * put_AllowedAuth). */
#include "rules/advice.h"
#include "rules/rules.h"
#include "rules/steps.h"

static const char *protocol_word(enum protocol protocol)
{
    return value_spelling(ATTRIBUTE_protocol, (int)protocol);
}

/* The steps for a server that's judged late, whose own place is known. */
static struct steps tls_steps(const struct profile *profile)
{
    struct steps steps = {.count = 0};
    steps_use_tls(&steps, server_part_at(profile->part), profile->part->suits_tls,
                  &(const struct servers){.count = 0});
    return steps;
}

void rule_basic_without_tls(const struct profile *profile, struct rule_context *context)
{
    enum protocol protocol = profile->part->protocol;
    if (!methods_have(&profile->methods, METHOD_BASIC))
        return;
    bool is_udp = protocol == PROTOCOL_UDP;
    const struct steps steps = tls_steps(profile);
    flag(context, server_part_at(profile->part),
         .message = "Basic is allowed, and this server uses {}: the user name and password would "
                    "be sent unencrypted",
         .values = {word(protocol_word(protocol))},
         .help = steps_tls_help(profile->part->suits_tls), .edits = STEPS(steps),
         .code = is_udp ? "RTC_E_BASIC_AUTH_SET_TLS or RTC_E_UDP_NOT_SUPPORTED" : NULL,
         .related = "Basic was allowed here", .related_at = at_method(profile, METHOD_BASIC).range);
}

void rule_udp_auth(const struct profile *profile, struct rule_context *context)
{
    const struct methods *methods = &profile->methods;
    if (profile->part->protocol != PROTOCOL_UDP || methods->source == METHODS_DEFAULT ||
        !methods_have(methods, WINDOWS_METHODS))
        return;
    unsigned method = methods_have(methods, METHOD_KERBEROS) ? METHOD_KERBEROS
                      : methods_have(methods, METHOD_NTLM)   ? METHOD_NTLM
                                                             : METHOD_LOGONCRED;
    const struct steps steps = tls_steps(profile);
    flag(context, server_part_at(profile->part),
         .message = "this server uses UDP, which works only with Digest, and allowedauth asks for "
                    "{}",
         .values = {word(method_name(method))}, .help = steps_tls_help(profile->part->suits_tls),
         .edits = STEPS(steps));
}

void rule_udp_default_auth(const struct profile *profile, struct rule_context *context)
{
    if (profile->part->protocol != PROTOCOL_UDP || !methods_are_default(&profile->methods))
        return;
    const struct steps steps = tls_steps(profile);
    flag(context, server_part_at(profile->part),
         .message = "this server uses UDP, and the RTC client's default methods, NTLM and "
                    "Kerberos, don't work over UDP",
         .help = steps_tls_help(profile->part->suits_tls), .edits = STEPS(steps));
}

static void flag_not_tls(const struct server *server, const char *help, struct argument help_value,
                         const struct edit edits[4], struct rule_context *context)
{
    struct text host = server->address.host;
    flag(context, at_value(server->element, ATTRIBUTE_protocol),
         .message = "the connection to {} uses {}: it isn't encrypted, and the server can't be "
                    "verified",
         .values = {host.length ? quoted_part(server->element, ATTRIBUTE_addr, host)
                                : word("this server"),
                    word(protocol_word(server->protocol))},
         .help = help, .help_values = {help_value},
         .edits = {edits[0], edits[1], edits[2], edits[3]});
}

/* What TLS asks for; and where <accesscontrol> allows the IP address that a host name is to take
 * the place of, no name is right beside it. */
static void flag_with_advice(const struct profile *profile, struct rule_context *context)
{
    const struct address *address = &profile->server->address;
    const struct element *control = profile->accesscontrol;
    struct advice advice = advice_for_tls(profile->server);
    struct edit edits[4] = ADVICE_EDITS(advice);
    bool is_allowed = control && address->host_kind > HOST_NAME &&
                      text_equal(address->host, value_of(control, ATTRIBUTE_domain));
    for (size_t i = 0; is_allowed && i < 4; i++) {
        if (edits[i].kind == EDIT_NONE) {
            edits[i] = edit_element(EDIT_REMOVE_ELEMENT, at_element(control), "");
            break;
        }
    }
    flag_not_tls(profile->server, is_allowed ? "{}; and delete <accesscontrol>" : "{}",
                 word(advice.help), edits, context);
}

void rule_transport_not_tls(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    if (!server->protocol || server->protocol == PROTOCOL_TLS)
        return;
    const struct edit gone[4] = {
        edit_element(EDIT_REMOVE_ELEMENT, at_element(server->element), "")};
    if (server->tls_line)
        flag_not_tls(server, "delete this <sipsrv>: line {} has the same server with TLS",
                     number(server->tls_line), gone, context);
    else
        flag_with_advice(profile, context);
}
