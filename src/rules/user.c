/* SPDX-License-Identifier: MIT */
/* Rules about the user: user settings (MSDN ms776013), SIP addresses after RFC 3261 section 19.1.1.
 */
#include "grammar/ip.h"
#include "grammar/userinfo.h"
#include "rules/checks.h"
#include "rules/steps.h"

#define EXAMPLE "sip:ann@contoso.net"

static const struct element *user_of(const struct profile *profile)
{
    return &profile->user->element;
}

/* ---- The address ---- */

void rule_missing_user_uri(const struct profile *profile, struct rule_context *context)
{
    flag_missing(user_of(profile), ATTRIBUTE_uri, EXAMPLE, context);
}

static bool is_reserved(const struct sip_uri *uri)
{
    return uri->address.host_kind == HOST_NAME && host_is_reserved(uri->address.name);
}

static struct edit edit_example_uri(const struct profile *profile)
{
    return edit_example(edit_set(at_element(user_of(profile)), ATTRIBUTE_uri, EXAMPLE));
}

/* A mistake in the user may be one in the scheme, as in `<sip:ann@contoso.net>`. */
static bool scheme_is_clear(const struct sip_uri *uri)
{
    return uri->problem == SIP_URI_OK || uri->problem >= SIP_URI_PASSWORD_INVALID;
}

/* `im:ann@...`: a scheme that isn't known as one is read as a user with a password. */
static bool has_other_scheme(const struct sip_uri *uri)
{
    return uri->has_user && uri->password.length && !uri->has_password;
}

/* What to write for the uri's start. */
struct scheme_advice {
    const char *help; /* NULL: the row's, with a whole address */
    size_t length;    /* of what "sip:" takes the place of */
};

static struct scheme_advice advise_scheme(const struct sip_uri *uri)
{
    if (uri->scheme == SIP_URI_SIPS)
        return (struct scheme_advice){
            "write \"sip:\" instead of \"sips:\", and have the servers use TLS with "
            "protocol=\"TLS\"",
            uri->scheme_text.length};
    if (uri->scheme != SIP_URI_NO_SCHEME || !uri->has_user || is_reserved(uri))
        return (struct scheme_advice){NULL, 0};
    if (has_other_scheme(uri))
        return (struct scheme_advice){"write \"sip:\" instead of what comes before the user",
                                      uri->user.length + 1};
    return (struct scheme_advice){"write \"sip:\" in front of the address", 0};
}

void rule_user_uri_scheme(const struct profile *profile, struct rule_context *context)
{
    static const char *const messages[] = {
        [SIP_URI_NO_SCHEME] = "the user's uri {} doesn't begin with \"sip:\"",
        [SIP_URI_SIPS] = "the user's uri {} begins with \"sips:\", but the RTC client asks for "
                         "\"sip:\"",
        [SIP_URI_TEL] = "the user's uri {} is a telephone number, not a SIP address",
        [SIP_URI_OTHER] = "the user's uri {} isn't a SIP address, which begins with \"sip:\"",
    };
    const struct sip_uri *uri = &profile->user->uri;
    if (!has(user_of(profile), ATTRIBUTE_uri) || uri->scheme == SIP_URI_SIP ||
        !scheme_is_clear(uri))
        return;
    const struct scheme_advice advice = advise_scheme(uri);
    struct text start =
        text_slice(written_value(user_of(profile), ATTRIBUTE_uri), 0, advice.length);
    flag(context, at_value(user_of(profile), ATTRIBUTE_uri), .message = messages[uri->scheme],
         .values = {quoted_value(user_of(profile), ATTRIBUTE_uri)}, .help = advice.help,
         .steps.items = {advice.help ? edit_part(user_of(profile), ATTRIBUTE_uri, start, "sip:")
                                     : edit_example_uri(profile)});
}

static const char *const uri_messages[] = {
    [SIP_URI_EMPTY] = "there is no address in the user's uri",
    [SIP_URI_USER_EMPTY] = "there is no user before the @ in the user's uri",
    [SIP_URI_USER_INVALID] = "{} isn't allowed in the user part of a SIP address, as it is in the "
                             "user's uri",
    [SIP_URI_ESCAPE] = "the % in the user's uri isn't followed by two hexadecimal digits",
    [SIP_URI_HOST_MISSING] = "the user's uri has no domain",
    [SIP_URI_HOST_INVALID] = "{} in the user's uri isn't a valid domain or IP address",
    [SIP_URI_PORT_INVALID] = "{} in the user's uri isn't a valid port",
    [SIP_URI_PARAMETER] = "{} in the user's uri isn't a valid parameter",
    [SIP_URI_PARAMETER_REPEATED] = "the user's uri has the parameter {} twice",
    [SIP_URI_HEADER] = "{} in the user's uri isn't a valid header",
};

/* The blanks and control characters around the one at which a uri goes wrong. */
static struct text blanks_around(struct text value, struct text part)
{
    size_t from = (size_t)(part.bytes - value.bytes);
    size_t to = from;
    while (to < value.length && (value.bytes[to] == ' ' || text_is_control(value.bytes[to])))
        to++;
    return text_slice(value, from, to);
}

/* Is what is left without them an address? */
static bool is_right_without(struct text value, struct text part)
{
    char rest[256];
    size_t before = (size_t)(part.bytes - value.bytes);
    size_t after = before + part.length;
    if (value.length >= sizeof rest)
        return false;
    memcpy(rest, value.bytes, before);
    memcpy(rest + before, value.bytes + after, value.length - after);
    struct text text = {rest, value.length - part.length};
    struct sip_uri uri = sip_uri_parse(text);
    return uri.problem == SIP_URI_OK && uri.scheme <= SIP_URI_SIPS;
}

static const char *blank_name(char blank)
{
    if (blank == ' ')
        return "blank";
    return blank == '\t' ? "tab" : text_is_blank(blank) ? "line break" : "control character";
}

static void flag_blank(const struct profile *profile, struct rule_context *context)
{
    const struct element *user = user_of(profile);
    struct text value = written_value(user, ATTRIBUTE_uri);
    struct text part = profile->user->uri.part;
    struct text blanks = blanks_around(value, part);
    bool is_first = part.bytes == value.bytes;
    bool is_last = blanks.bytes + blanks.length == value.bytes + value.length;
    bool is_all = is_right_without(value, blanks);
    flag(context, at_part(user, ATTRIBUTE_uri, part),
         .message = is_first  ? "the user's uri begins with a {} ({})"
                    : is_last ? "the user's uri ends with a {} ({})"
                              : "the user's uri has a {} in it ({})",
         .values = {word(blank_name(part.bytes[0])), code_point((unsigned char)part.bytes[0])},
         .help = is_all ? "delete the {}" : NULL, .help_values = {word(blank_name(part.bytes[0]))},
         .steps.items = {is_all ? edit_part(user, ATTRIBUTE_uri, blanks, "")
                                : edit_example_uri(profile)});
}

void rule_user_uri_invalid(const struct profile *profile, struct rule_context *context)
{
    const struct sip_uri *uri = &profile->user->uri;
    /* Whatever is wrong with a password, that it's there has been told, and it has to go. */
    if (!is_illegible(user_of(profile), ATTRIBUTE_uri) || uri->problem == SIP_URI_PASSWORD_INVALID)
        return;
    if (uri->problem == SIP_URI_BLANK)
        flag_blank(profile, context);
    else
        flag(context, at_part(user_of(profile), ATTRIBUTE_uri, uri->part),
             .message = uri_messages[uri->problem],
             .values = {quoted_part(user_of(profile), ATTRIBUTE_uri, uri->part)},
             .steps.items = {edit_example_uri(profile)});
}

/* It begins with sip: or sips:, and can be read. */
static bool is_sip_address(const struct profile *profile)
{
    enum sip_uri_scheme scheme = profile->user->uri.scheme;
    return is_understood(user_of(profile), ATTRIBUTE_uri) &&
           (scheme == SIP_URI_SIP || scheme == SIP_URI_SIPS);
}

void rule_user_uri_incomplete(const struct profile *profile, struct rule_context *context)
{
    if (is_sip_address(profile) && !profile->user->uri.has_user)
        flag(context, at_value(user_of(profile), ATTRIBUTE_uri),
             .message = "the user's uri {} has no \"@\" between a user and a domain, so nobody can "
                        "be registered or called by it",
             .values = {quoted_value(user_of(profile), ATTRIBUTE_uri)},
             .steps.items = {edit_example_uri(profile)});
}

void rule_user_uri_reserved_domain(const struct profile *profile, struct rule_context *context)
{
    const struct sip_uri *uri = &profile->user->uri;
    if (is_sip_address(profile) && uri->has_user && is_reserved(uri))
        flag(context, at_part(user_of(profile), ATTRIBUTE_uri, uri->address.host),
             .message = "the domain {} in the user's uri is reserved for examples and tests, so "
                        "no call can reach this user",
             .values = {quoted_part(user_of(profile), ATTRIBUTE_uri, uri->address.host)},
             .steps.items = {edit_example(
                 edit_part(user_of(profile), ATTRIBUTE_uri, uri->address.host, "contoso.net"))});
}

/* A part of the uri and the character before it; nothing of a part that isn't there. */
static struct text with_one_before(struct text part)
{
    return part.length ? (struct text){part.bytes - 1, part.length + 1} : part;
}

void rule_user_uri_parameters(const struct profile *profile, struct rule_context *context)
{
    const struct sip_uri *uri = &profile->user->uri;
    const struct {
        struct text part;
        struct text whole;
        const char *message;
        const char *help;
    } parts[] = {
        {uri->address.port, with_one_before(uri->address.port),
         "the user's uri has a port, which isn't part of a user's address",
         "delete the port here; a server's port belongs in addr of <sipsrv>"},
        {uri->parameters, uri->parameters,
         "the user's uri has parameters, which aren't part of a user's address",
         "delete the parameters from \";\" on; a server's transport belongs in protocol of "
         "<sipsrv>"},
        {uri->headers, uri->headers,
         "the user's uri has headers, which aren't part of a user's address",
         "delete everything from \"?\" on"},
    };
    if (!is_understood(user_of(profile), ATTRIBUTE_uri) || uri->scheme > SIP_URI_SIPS)
        return;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].part.length)
            flag(context, at_part(user_of(profile), ATTRIBUTE_uri, parts[i].part),
                 .message = parts[i].message, .help = parts[i].help,
                 .steps.items = {edit_part(user_of(profile), ATTRIBUTE_uri, parts[i].whole, "")});
    }
}

/* Where a scheme is in the user's place, as in `pres:ann:secret@contoso.net`, it's what comes after
 * the user. */
static struct text password_of(const struct sip_uri *uri)
{
    struct text text = uri->password;
    if (uri->has_password)
        return text;
    size_t user = uri->has_user ? text_find(text, ':') : text.length;
    return text_slice(text, user + (user < text.length), text.length);
}

void rule_user_uri_password(const struct profile *profile, struct rule_context *context)
{
    const struct sip_uri *uri = &profile->user->uri;
    struct text password = password_of(uri);
    if (password.length)
        flag(context, at_part(user_of(profile), ATTRIBUTE_uri, password),
             .message = "the user's uri has a password in it: everyone who reads the file has it, "
                        "and it's sent unencrypted as part of the address",
             .steps.items = {
                 edit_part(user_of(profile), ATTRIBUTE_uri, with_one_before(password), "")});
}

/* ---- Password and account ---- */

static struct edit edit_without_password(const struct profile *profile)
{
    return edit_remove(at_attribute(user_of(profile), ATTRIBUTE_password), ATTRIBUTE_password);
}

#define IN_CLEAR_TEXT \
    "the user's password is in this file in clear text: everyone who can read the file has it"

void rule_plaintext_password(const struct profile *profile, struct rule_context *context)
{
    const struct token child =
        at_range(profile->user->password_child, ELEMENT_UNKNOWN, ATTRIBUTE_UNKNOWN);
    if (child.range.start.line)
        flag(context, child, .message = IN_CLEAR_TEXT,
             .help = "delete this element; have users enter it, or let your application "
                     "call IRTCProfile::SetCredentials",
             .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, child, "")});
    if (value_of(user_of(profile), ATTRIBUTE_password).length)
        flag(context, at_value(user_of(profile), ATTRIBUTE_password), .message = IN_CLEAR_TEXT,
             .help = "delete {}; have users enter it, or let your application call "
                     "IRTCProfile::SetCredentials",
             .help_values = {word(password_in_file(user_of(profile)))},
             .steps.items = {edit_without_password(profile)});
}

void rule_password_reserved_characters(const struct profile *profile, struct rule_context *context)
{
    struct text password = value_of(user_of(profile), ATTRIBUTE_password);
    static const char reserved[] = "&<>\"'";
    for (size_t i = 0; i < sizeof reserved - 1; i++) {
        if (text_find(password, reserved[i]) == password.length)
            continue;
        flag(context, at_value(user_of(profile), ATTRIBUTE_password),
             .message = "the user's password has a & < > \" or ' in it, and the RTC client fails "
                        "on passwords with these characters",
             .help = "delete {} and have users enter it, or change it to one without & < > \" and "
                     "'",
             .help_values = {word(password_in_file(user_of(profile)))},
             .steps.items = {edit_without_password(profile)});
        return;
    }
}

static bool has_basic(const struct profile *profile)
{
    return profile->first_user && methods_have(&profile->methods, METHOD_BASIC);
}

/* What is left of an account that names the user; empty: nothing that can be told. */
static struct text account_without_colon(struct text account)
{
    struct text scheme = scheme_in_front(account);
    struct text rest = text_slice(account, scheme.length, account.length);
    size_t colon = text_find(rest, ':');
    if (!scheme.length)
        return text_slice(account, 0, colon);
    return text_slice(rest, 0, colon == rest.length ? colon : 0);
}

/* Deletes what isn't the user's name. */
static struct edit edit_account(const struct element *user, struct text account, struct text name)
{
    bool is_behind = name.bytes > account.bytes;
    size_t from = is_behind ? 0 : name.length;
    size_t to = is_behind ? (size_t)(name.bytes - account.bytes) : account.length;
    return edit_part(user, ATTRIBUTE_account, text_slice(account, from, to), "");
}

void rule_account_colon(const struct profile *profile, struct rule_context *context)
{
    const struct element *user = has_basic(profile) ? &profile->first_user->element : NULL;
    struct text account = user ? value_of(user, ATTRIBUTE_account) : (struct text){"", 0};
    if (text_find(account, ':') == account.length)
        return;
    struct text name = account_without_colon(account);
    flag(context, at_value(user, ATTRIBUTE_account),
         .message = "the account has a \":\" in it: with Basic, the server takes what follows for "
                    "part of the password, so the login will fail",
         .help =
             !name.length ? NULL
             : name.bytes > account.bytes
                 ? "delete everything up to the \":\", so that the user name is left"
                 : "delete the \":\" and what follows, if that's a password; if it's part of the "
                   "user name, allow another method than Basic",
         .steps.items = {name.length
                             ? edit_account(user, account, name)
                             : edit_example(edit_set(at_element(user), ATTRIBUTE_account, "ann"))});
}

/* ---- The realm ---- */

/* Flags a realm that's wrong or isn't there; the help says where the right one is found. */
static void flag_realm(const struct profile *profile, struct token at, const char *message,
                       struct argument first, struct argument second, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    const struct realm_example example = realm_example(user);
    flag(context, at, .message = message, .values = {first, second},
         .help = "write the realm that the server names in its 401 or 407 answer, such as "
                 "realm={}",
         .help_values = {example.shown}, .steps.items = {example_realm(user, example.text)});
}

static const struct argument nothing = {.kind = ARGUMENT_END};

void rule_realm_missing(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    if (has_basic(profile) && lacks_value(&user->element, ATTRIBUTE_realm))
        flag_realm(profile, at_missing(&user->element, ATTRIBUTE_realm),
                   is_empty(&user->element, ATTRIBUTE_realm)
                       ? "Basic is allowed and the realm is empty, so the RTC client sends the "
                         "password to the first server that asks for one"
                       : "Basic is allowed and <user> has no realm, so the RTC client sends the "
                         "password to the first server that asks for one",
                   nothing, nothing, context);
}

void rule_realm_unset(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    if (user && methods_have(&profile->methods, METHOD_DIGEST) &&
        methods_lack(&profile->methods, METHOD_BASIC) &&
        lacks_value(&user->element, ATTRIBUTE_realm))
        flag_realm(profile, at_missing(&user->element, ATTRIBUTE_realm),
                   is_empty(&user->element, ATTRIBUTE_realm)
                       ? "Digest is allowed and the realm is empty, so the RTC client answers the "
                         "first challenge, whichever server sends it"
                       : "Digest is allowed and <user> has no realm, so the RTC client answers the "
                         "first challenge, whichever server sends it",
                   nothing, nothing, context);
}

void rule_realm_with_port(const struct profile *profile, struct rule_context *context)
{
    const struct element *user = user_of(profile);
    struct text realm = written_value(user, ATTRIBUTE_realm);
    if (!is_illegible(user, ATTRIBUTE_realm))
        return;
    struct text port = text_slice(realm, text_find_last(realm, ':'), realm.length);
    flag(context, at_value(user, ATTRIBUTE_realm),
         .message = "the realm {} looks like a host with a port, so it will probably match no "
                    "challenge, and the user can't sign in",
         .values = {quoted_value(user, ATTRIBUTE_realm)},
         .steps.items = {edit_part(user, ATTRIBUTE_realm, port, "")});
}

/* Addresses that aren't there, aren't right or weren't looked at may be the very ones that the
 * realm is of. */
static bool can_compare_realm(const struct profile *profile)
{
    const struct servers *servers = &profile->servers;
    return is_sip_address(profile) && profile->user->uri.has_user && servers->count &&
           !servers->address_is_unclear && !servers->host_is_unseen;
}

void rule_realm_mismatch(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    struct text realm = user ? value_of(&user->element, ATTRIBUTE_realm) : (struct text){"", 0};
    if (!realm.length || profile->servers.realm_matches || !can_compare_realm(profile))
        return;
    const struct address *address = &user->uri.address;
    if (address->host_kind == HOST_NONE || host_is_in_text(address->name, realm) ||
        ip_is_same(address->name, domain_read(realm)))
        return;
    /* A realm is a name: that IP addresses are unlike it tells nothing. */
    if (address->host_kind != HOST_NAME && !profile->servers.has_host_name)
        return;
    flag_realm(profile, at_value(&user->element, ATTRIBUTE_realm),
               "the realm {} fits neither the user's domain {} nor any server; if it's wrong, the "
               "user can't sign in",
               quoted_value(&user->element, ATTRIBUTE_realm),
               quoted_part(&user->element, ATTRIBUTE_uri, address->host), context);
}
