/* SPDX-License-Identifier: MIT */
/*
 * Rules about authentication and transport. Which methods are in effect: profile/methods.h. What
 * each transport can carry: MSDN ms775522 and ms775704 (CreateProfile, put_AllowedAuth); why Basic
 * is no choice: RFC 3261 section 22.
 */
#include "rules/advice.h"
#include "rules/flag.h"
#include "rules/rules.h"

#define WINDOWS_METHODS (METHOD_NTLM | METHOD_KERBEROS | METHOD_LOGONCRED)

#define TOO_NEW "{} came with RTC 1.2; the target {} knows Basic and Digest alone"

/* RTC 1.0 and 1.01 know only Basic and Digest. */
static bool is_before_1_2(const struct profile *profile)
{
    enum target target = profile->settings->target;
    return target == TARGET_RTC_1_0 || target == TARGET_RTC_1_01;
}

/* The user's first token for a method; false when it isn't there. */
static bool find_token(const struct user *user, unsigned method, struct text *token)
{
    struct method_tokens tokens = {.value = written_value(&user->element, ATTRIBUTE_allowedauth)};
    while (method_tokens_next(&tokens)) {
        if (tokens.method == method) {
            *token = tokens.token;
            return true;
        }
    }
    return false;
}

/* Where a method was allowed: the token of the first user, or the first @auth with it. */
static struct token at_method(const struct profile *profile, unsigned method)
{
    if (profile->first_user && profile->first_user->allowed.known & method)
        return at_range(profile->first_user->allowed_at[__builtin_ctz(method)], ELEMENT_user,
                        ATTRIBUTE_allowedauth);
    return at_range(profile->servers.first_auth_at[method], ELEMENT_sipsrv, ATTRIBUTE_auth);
}

void rule_basic_without_tls(const struct profile *profile, struct rule_context *context)
{
    enum protocol protocol = profile->part->protocol;
    if (!methods_have(&profile->methods, METHOD_BASIC))
        return;
    bool is_udp = protocol == PROTOCOL_UDP;
    flag(context, server_part_at(profile->part),
         .message = "Basic is allowed, and this server uses {}: name and password go out readable",
         .values = {word(value_spelling(ATTRIBUTE_protocol, (int)protocol))},
         .code = is_udp ? "RTC_E_BASIC_AUTH_SET_TLS or RTC_E_UDP_NOT_SUPPORTED" : NULL,
         .related = "Basic was allowed here", .related_at = at_method(profile, METHOD_BASIC).range);
}

void rule_basic_auth(const struct profile *profile, struct rule_context *context)
{
    static const char for_auth[] = "write auth=\"digest\", or over TCP or TLS replace auth by "
                                   "allowedauth=\"ntlm\" or \"kerberos\" in <user>";
    if (methods_have(&profile->methods, METHOD_BASIC))
        flag(context, at_method(profile, METHOD_BASIC),
             .message = "Basic is allowed: every server on the way can read name and password, and "
                        "SIP forbids it",
             .help = is_before_1_2(profile)                    ? "use digest in place of basic"
                     : profile->methods.source == METHODS_AUTH ? for_auth
                                                               : NULL);
}

void rule_udp_auth(const struct profile *profile, struct rule_context *context)
{
    const struct methods *methods = &profile->methods;
    if (profile->part->protocol == PROTOCOL_UDP && methods->source != METHODS_DEFAULT &&
        methods_have(methods, WINDOWS_METHODS))
        flag(context, server_part_at(profile->part),
             .message = "this server uses UDP, and with UDP on any server only Digest may be "
                        "allowed; the profile allows {}",
             .values = {word(methods_have(methods, METHOD_KERBEROS) ? "Kerberos"
                             : methods_have(methods, METHOD_NTLM)   ? "NTLM"
                                                                    : "logon credentials")});
}

void rule_udp_default_auth(const struct profile *profile, struct rule_context *context)
{
    if (profile->part->protocol == PROTOCOL_UDP && methods_are_default(&profile->methods))
        flag(context, server_part_at(profile->part),
             .message = "this server uses UDP, and no methods are given: the client's own choice, "
                        "NTLM and Kerberos, can't go over UDP");
}

void rule_auth_unknown(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->server->element;
    if (has(element, ATTRIBUTE_auth) &&
        !value_find(ATTRIBUTE_allowedauth, written_value(element, ATTRIBUTE_auth)))
        flag_unknown(element, ATTRIBUTE_auth,
                     "{} isn't an authentication method: auth is \"basic\" or \"digest\"", "digest",
                     context);
}

void rule_auth_misplaced_method(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->server->element;
    struct text value = written_value(element, ATTRIBUTE_auth);
    if (!value.length || !(value_find(ATTRIBUTE_allowedauth, value) & WINDOWS_METHODS))
        return;
    if (is_before_1_2(profile))
        flag(context, at_value(element, ATTRIBUTE_auth), .message = TOO_NEW,
             .values = {quoted_value(element, ATTRIBUTE_auth),
                        word(target_names[profile->settings->target])},
             .help = "write auth=\"digest\", or check for a later version, as with "
                     "--target=rtc-1.2");
    else
        flag(context, at_value(element, ATTRIBUTE_auth),
             .message = "{} can't be asked for with auth, only with the user's allowedauth",
             .values = {quoted_value(element, ATTRIBUTE_auth)});
}

/* Written as a child element it's nothing that the client finds: then it's not certain that it has
 * an effect. */
static bool has_allowedauth(const struct profile *profile)
{
    return profile->first_user && has(&profile->first_user->element, ATTRIBUTE_allowedauth);
}

void rule_auth_ignored(const struct profile *profile, struct rule_context *context)
{
    if (has_allowedauth(profile))
        flag(context, server_part_at(profile->part),
             .message = "auth has no effect here, since <user> has allowedauth",
             .related = "allowedauth stands here",
             .related_at = profile->first_user->allowedauth_at);
}

void rule_auth_deprecated(const struct profile *profile, struct rule_context *context)
{
    if (has(profile->server->element, ATTRIBUTE_auth))
        flag(context, at_attribute(profile->server->element, ATTRIBUTE_auth),
             .message = "auth is deprecated from RTC 1.2 on");
}

void rule_auth_mixed(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    unsigned first = profile->servers.first_method;
    if (server->auth && first && server->auth != first && !has_allowedauth(profile))
        flag(context, at_value(server->element, ATTRIBUTE_auth),
             .message = "this server asks for another method than an earlier one, which asks for "
                        "{}; the effect isn't documented",
             .values = {word(value_spelling(ATTRIBUTE_auth, (int)first))});
}

void rule_auth_default(const struct profile *profile, struct rule_context *context)
{
    if (methods_are_default(&profile->methods))
        flag(context, at_element(&profile->first_user->element),
             .message = "neither allowedauth nor auth is given: the client will use NTLM and "
                        "Kerberos");
}

void rule_auth_too_new(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = &profile->user->element;
    if (!(profile->user->allowed.known & WINDOWS_METHODS))
        return;
    struct method_tokens tokens = {.value = written_value(element, ATTRIBUTE_allowedauth)};
    bool was_hidden = false;
    while (method_tokens_next(&tokens)) {
        if (tokens.method & WINDOWS_METHODS &&
            !is_hidden_again(element, ATTRIBUTE_allowedauth, tokens.token, &was_hidden))
            flag(context, at_part(element, ATTRIBUTE_allowedauth, tokens.token), .message = TOO_NEW,
                 .values = {quoted_part(element, ATTRIBUTE_allowedauth, tokens.token),
                            word(target_names[profile->settings->target])});
    }
}

void rule_allowedauth_unknown(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = &profile->user->element;
    const char *names[SCHEMA_NAMES];
    if (!profile->user->has_unknown_token)
        return;
    attribute_values(ATTRIBUTE_allowedauth, names);
    struct method_tokens tokens = {.value = written_value(element, ATTRIBUTE_allowedauth)};
    bool was_hidden = false;
    while (method_tokens_next(&tokens)) {
        if (!tokens.method &&
            !is_hidden_again(element, ATTRIBUTE_allowedauth, tokens.token, &was_hidden))
            flag(context, at_part(element, ATTRIBUTE_allowedauth, tokens.token),
                 .message = "{} isn't one of basic, digest, ntlm, kerberos, logoncred",
                 .values = {quoted_part(element, ATTRIBUTE_allowedauth, tokens.token)},
                 .written = tokens.token, .nearest = text_nearest(tokens.token, names));
    }
}

void rule_allowedauth_separator(const struct profile *profile, struct rule_context *context)
{
    struct text separator = profile->user->separator;
    if (separator.length && profile->user->has_token)
        flag(context, at_part(&profile->user->element, ATTRIBUTE_allowedauth, separator),
             .message = "methods are separated by {}; the schema has blanks",
             .values = {quoted_part(&profile->user->element, ATTRIBUTE_allowedauth, separator)});
}

void rule_allowedauth_empty(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->user;
    if (has(&user->element, ATTRIBUTE_allowedauth) && !user->has_token)
        flag(context, at_value(&user->element, ATTRIBUTE_allowedauth),
             .message = user->separator.length
                            ? "allowedauth has a separator in it, but no method: the client "
                              "answers no challenge"
                            : "allowedauth is empty: the client answers no challenge",
             .help = is_before_1_2(profile)
                         ? "name the methods, as in allowedauth=\"digest\", or remove the attribute"
                         : NULL);
}

void rule_allowedauth_repeated(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = &profile->user->element;
    struct method_tokens tokens = {.value = written_value(element, ATTRIBUTE_allowedauth)};
    unsigned met = 0;
    bool was_hidden = false;
    if (!profile->user->has_repeated_token)
        return;
    while (method_tokens_next(&tokens)) {
        if (met & tokens.method &&
            !is_hidden_again(element, ATTRIBUTE_allowedauth, tokens.token, &was_hidden))
            flag(context, at_part(element, ATTRIBUTE_allowedauth, tokens.token),
                 .message = "{} stands here a second time",
                 .values = {quoted_part(element, ATTRIBUTE_allowedauth, tokens.token)});
        met |= tokens.method;
    }
}

/* Points at logoncred when the user's methods are exactly these. */
static bool has_just(const struct user *user, unsigned methods, struct token *at)
{
    struct text token;
    if (user->allowed.known != methods || user->has_unknown_token ||
        !find_token(user, METHOD_LOGONCRED, &token))
        return false;
    *at = at_part(&user->element, ATTRIBUTE_allowedauth, token);
    return true;
}

void rule_logoncred_alone(const struct profile *profile, struct rule_context *context)
{
    struct token at;
    if (has_just(profile->user, METHOD_LOGONCRED, &at))
        flag(context, at,
             .message = "logoncred stands alone: it says whose credentials are used, and needs a "
                        "method beside it");
}

void rule_logoncred_with_basic(const struct profile *profile, struct rule_context *context)
{
    struct token at;
    if (has_just(profile->user, METHOD_LOGONCRED | METHOD_BASIC, &at))
        flag(context, at,
             .message =
                 "with Basic as the only method, the user's Windows password would go out as "
                 "Basic");
}

void rule_logoncred_with_password(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->user;
    struct text token;
    if (user->allowed.known & METHOD_LOGONCRED &&
        is_understood(&user->element, ATTRIBUTE_password) &&
        find_token(user, METHOD_LOGONCRED, &token))
        flag(context, at_part(&user->element, ATTRIBUTE_allowedauth, token),
             .message = "logoncred and a password are both given; which one wins isn't documented");
}

void rule_transport_not_tls(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    if (!server->protocol || server->protocol == PROTOCOL_TLS)
        return;
    struct advice advice = advice_for_tls(server);
    const char *protocol = value_spelling(ATTRIBUTE_protocol, (int)server->protocol);
    flag(context, at_value(server->element, ATTRIBUTE_protocol),
         .message = server->address.host.length
                        ? "the connection to {} uses {}: it isn't encrypted, and the server can't "
                          "be verified"
                        : "this server is reached by {}: the connection isn't encrypted, and the "
                          "server can't be verified",
         .values = {server->address.host.length
                        ? quoted_part(server->element, ATTRIBUTE_addr, server->address.host)
                        : word(protocol),
                    word(protocol)},
         .help = advice.help, .edits = ADVICE_EDITS(advice));
}

/* In auth there's no Kerberos, and beside allowedauth it would be ignored. NULL: as the row says.
 */
static const char *kerberos_help(const struct profile *profile)
{
    return profile->methods.source == METHODS_AUTH
               ? "use TLS and, if your servers have Kerberos, replace auth by "
                 "allowedauth=\"kerberos\" in <user>"
               : NULL;
}

void rule_kerberos_not_enabled(const struct profile *profile, struct rule_context *context)
{
    if (!methods_lack(&profile->methods, METHOD_KERBEROS))
        return;
    const struct element *user = &profile->first_user->element;
    flag(context,
         has_allowedauth(profile) ? at_value(user, ATTRIBUTE_allowedauth) : at_element(user),
         .message = "Kerberos isn't among the allowed methods: Microsoft advises Kerberos together "
                    "with TLS, so that the application can authenticate the server",
         .help = kerberos_help(profile));
}

void rule_digest_md5(const struct profile *profile, struct rule_context *context)
{
    if (methods_have(&profile->methods, METHOD_DIGEST) &&
        methods_lack(&profile->methods, METHOD_NTLM | METHOD_KERBEROS))
        flag(context, at_method(profile, METHOD_DIGEST),
             .message = "Digest is the strongest method allowed: the client can do it with MD5 "
                        "alone, which RFC 8760 replaces",
             .help = is_before_1_2(profile)
                         ? "use TLS, which hides the answers; RTC 1.0 and 1.01 have nothing better"
                         : kerberos_help(profile));
}
