/* SPDX-License-Identifier: MIT */
/* Rules about the user: user settings (MSDN ms776013), SIP addresses after RFC 3261 section 19.1.1.
 */
#include "rules/flag.h"
#include "rules/rules.h"

static const struct element *user_of(const struct profile *profile)
{
    return &profile->user->element;
}

void rule_missing_user_uri(const struct profile *profile, struct rule_context *context)
{
    flag_missing(user_of(profile), ATTRIBUTE_uri, "sip:ann@contoso.net", context);
}

/* A mistake in the user may be one in the scheme, as in `<sip:ann@contoso.net>`. */
static bool scheme_is_clear(const struct sip_uri *uri)
{
    return uri->problem == SIP_URI_OK || uri->problem >= SIP_URI_PASSWORD_INVALID;
}

void rule_user_uri_scheme(const struct profile *profile, struct rule_context *context)
{
    static const char *const messages[] = {
        [SIP_URI_NO_SCHEME] = "the user's uri doesn't begin with \"sip:\"",
        [SIP_URI_SIPS] = "the user's uri begins with \"sips:\"; the client knows \"sip:\" alone",
        [SIP_URI_TEL] = "the user's uri is a telephone number, not a SIP address",
        [SIP_URI_OTHER] = "the user's uri is an address of another kind, not one that begins with "
                          "\"sip:\"",
    };
    const struct sip_uri *uri = &profile->user->uri;
    if (!has(user_of(profile), ATTRIBUTE_uri) || uri->scheme == SIP_URI_SIP ||
        !scheme_is_clear(uri))
        return;
    /* `im:ann@…`: with sip: in front, there would be two schemes. */
    bool has_other = uri->has_user && uri->password.length && !uri->has_password;
    flag(context, at_value(user_of(profile), ATTRIBUTE_uri), .message = messages[uri->scheme],
         .help = uri->scheme == SIP_URI_SIPS
                     ? "write sip: for sips:, and have the servers use TLS with protocol=\"TLS\""
                 : has_other ? "write sip: in place of what stands before the colon"
                             : NULL);
}

static const char *const uri_messages[] = {
    [SIP_URI_BLANK] = "the user's uri has a blank or control character in it",
    [SIP_URI_EMPTY] = "the user's uri holds no address",
    [SIP_URI_USER_EMPTY] = "no user stands before the @ of the uri",
    [SIP_URI_USER_INVALID] = "{} can't stand in the user part of the uri",
    [SIP_URI_ESCAPE] = "the % in the user's uri isn't followed by two hexadecimal digits",
    [SIP_URI_HOST_MISSING] = "the user's uri has no host",
    [SIP_URI_HOST_INVALID] = "{} isn't a valid host in the user's uri",
    [SIP_URI_PORT_INVALID] = "{} isn't a valid port in the user's uri",
    [SIP_URI_PARAMETER] = "{} isn't a valid parameter of the user's uri",
    [SIP_URI_PARAMETER_REPEATED] = "the parameter {} stands in the user's uri twice",
    [SIP_URI_HEADER] = "{} isn't a valid header of the user's uri",
};

void rule_user_uri_invalid(const struct profile *profile, struct rule_context *context)
{
    const struct sip_uri *uri = &profile->user->uri;
    /* Whatever is wrong with a password, that it's there has been told, and it has to go. */
    if (!is_illegible(user_of(profile), ATTRIBUTE_uri) || uri->problem == SIP_URI_PASSWORD_INVALID)
        return;
    flag(context, at_part(user_of(profile), ATTRIBUTE_uri, uri->part),
         .message = uri_messages[uri->problem],
         .values = {quoted_part(user_of(profile), ATTRIBUTE_uri, uri->part)});
}

void rule_user_uri_parameters(const struct profile *profile, struct rule_context *context)
{
    const struct sip_uri *uri = &profile->user->uri;
    const struct {
        struct text part;
        const char *message;
    } parts[] = {
        {uri->address.port, "a user's address takes no port"},
        {uri->parameters, "a user's address takes no parameters"},
        {uri->headers, "a user's address takes no headers"},
    };
    if (!is_understood(user_of(profile), ATTRIBUTE_uri) || uri->scheme > SIP_URI_SIPS)
        return;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].part.length)
            flag(context, at_part(user_of(profile), ATTRIBUTE_uri, parts[i].part),
                 .message = parts[i].message);
    }
}

void rule_user_uri_password(const struct profile *profile, struct rule_context *context)
{
    const struct sip_uri *uri = &profile->user->uri;
    if (uri->has_password && uri->password.length)
        flag(context, at_part(user_of(profile), ATTRIBUTE_uri, uri->password),
             .message =
                 "a password stands in the user's uri, where everyone reads it who reads the "
                 "file");
}

void rule_plaintext_password(const struct profile *profile, struct rule_context *context)
{
    if (value_of(user_of(profile), ATTRIBUTE_password).length)
        flag(context, at_value(user_of(profile), ATTRIBUTE_password),
             .message = "the password stands here in clear text: whoever reads the file has it");
}

void rule_password_reserved_characters(const struct profile *profile, struct rule_context *context)
{
    struct text password = value_of(user_of(profile), ATTRIBUTE_password);
    static const char reserved[] = "&<>\"'";
    for (size_t i = 0; i < sizeof reserved - 1; i++) {
        if (text_find(password, reserved[i]) == password.length)
            continue;
        flag(context, at_value(user_of(profile), ATTRIBUTE_password),
             .message = "the password has one of the characters & < > \" ' in it, on which the "
                        "client fails");
        return;
    }
}

void rule_realm_missing(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    if (!user || !methods_have(&profile->methods, METHOD_BASIC))
        return;
    if (lacks(&user->element, ATTRIBUTE_realm) || is_empty(&user->element, ATTRIBUTE_realm))
        flag(context, at_missing(&user->element, ATTRIBUTE_realm),
             .message = is_empty(&user->element, ATTRIBUTE_realm)
                            ? "Basic is allowed, and the realm is empty"
                            : "Basic is allowed, and <user> has no realm");
}

void rule_realm_with_port(const struct profile *profile, struct rule_context *context)
{
    if (is_illegible(user_of(profile), ATTRIBUTE_realm))
        flag(context, at_value(user_of(profile), ATTRIBUTE_realm),
             .message = "the realm {} looks like a host with its port, and will match no challenge",
             .values = {quoted_value(user_of(profile), ATTRIBUTE_realm)});
}

/* Addresses that aren't there, or aren't right, may be the very ones that the realm is of. */
static bool can_compare_realm(const struct profile *profile)
{
    return is_understood(&profile->first_user->element, ATTRIBUTE_uri) &&
           !profile->servers.address_is_unclear;
}

void rule_realm_mismatch(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    struct text realm = user ? value_of(&user->element, ATTRIBUTE_realm) : (struct text){"", 0};
    if (!realm.length || profile->servers.realm_matches || !can_compare_realm(profile))
        return;
    const struct address *address = &user->uri.address;
    if (address->host_kind == HOST_NONE || host_is_related(realm, address->name) ||
        text_equal(realm, address->host))
        return;
    /* A realm is a name: that IP addresses are unlike it tells nothing. */
    if (address->host_kind != HOST_NAME && !profile->servers.has_host_name)
        return;
    flag(context, at_value(&user->element, ATTRIBUTE_realm),
         .message = "the realm {} is neither the domain of the user's uri nor that of a server",
         .values = {quoted_value(&user->element, ATTRIBUTE_realm)});
}
