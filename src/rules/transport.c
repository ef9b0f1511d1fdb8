/* SPDX-License-Identifier: MIT */
/* Rules about what each transport can carry: MSDN ms775522 and ms775704 (CreateProfile,
 * put_AllowedAuth). */
#include "rules/advice.h"
#include "rules/checks.h"
#include "rules/steps.h"

/* For a server of which only a place may be left. TLS is in capitals, as in the row's help. */
static struct steps tls_steps(const struct deferred_server *server)
{
    struct steps steps = {0};
    steps_use_tls(&steps, deferred_server_at(server), protocol_word(PROTOCOL_TLS),
                  server->suits_tls ? NULL : EXAMPLE_ADDR);
    return steps;
}

void rule_basic_without_tls(const struct profile *profile, struct rule_context *context)
{
    enum protocol protocol = profile->deferred->protocol;
    if (!methods_have(&profile->methods, METHOD_BASIC))
        return;
    bool is_udp = protocol == PROTOCOL_UDP;
    flag(context, deferred_server_at(profile->deferred),
         .message = "Basic is allowed, and this server uses {}: the user name and password would "
                    "be sent unencrypted",
         .values = {word(protocol_word(protocol))},
         .help = steps_tls_help(profile->deferred->suits_tls),
         .steps = tls_steps(profile->deferred),
         .code = is_udp ? "RTC_E_BASIC_AUTH_SET_TLS or RTC_E_UDP_NOT_SUPPORTED" : NULL,
         .related = "Basic was allowed here", .related_at = at_method(profile, METHOD_BASIC).range);
}

void rule_udp_auth(const struct profile *profile, struct rule_context *context)
{
    const struct methods *methods = &profile->methods;
    if (profile->deferred->protocol != PROTOCOL_UDP || methods->source == METHODS_DEFAULT ||
        !methods_have(methods, WINDOWS_METHODS))
        return;
    unsigned method = methods_have(methods, METHOD_KERBEROS) ? METHOD_KERBEROS
                      : methods_have(methods, METHOD_NTLM)   ? METHOD_NTLM
                                                             : METHOD_LOGONCRED;
    flag(context, deferred_server_at(profile->deferred),
         .message = "this server uses UDP, which works only with Digest, and allowedauth asks for "
                    "{}",
         .values = {word(method_name(method))},
         .help = steps_tls_help(profile->deferred->suits_tls),
         .steps = tls_steps(profile->deferred));
}

void rule_udp_default_auth(const struct profile *profile, struct rule_context *context)
{
    if (profile->deferred->protocol != PROTOCOL_UDP || !methods_are_default(&profile->methods))
        return;
    flag(context, deferred_server_at(profile->deferred),
         .message = "this server uses UDP, and the RTC client's default methods, NTLM and "
                    "Kerberos, don't work over UDP",
         .help = steps_tls_help(profile->deferred->suits_tls),
         .steps = tls_steps(profile->deferred));
}

void rule_transport_not_tls(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    struct text host = server->address.host;
    if (!server->protocol || server->protocol == PROTOCOL_TLS)
        return;
    flag(context, at_value(server->element, ATTRIBUTE_protocol),
         .message = "the connection to {} uses {}: it isn't encrypted, and the server can't be "
                    "verified",
         .values = {host.length ? quoted_part(server->element, ATTRIBUTE_addr, host)
                                : word("this server"),
                    word(protocol_word(server->protocol))},
         .advice = advice_for_tls(profile, context));
}
