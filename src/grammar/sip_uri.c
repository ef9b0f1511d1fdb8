/* SPDX-License-Identifier: MIT */
/*
 * Reads a SIP URI from left to right. A mistake doesn't end the reading: the rules want to know the
 * password, the host and the parameters of a URI whose user is wrong, too.
 */
#include "grammar/sip_uri.h"
#include "base/hash_set.h"
#include "base/memory.h"
#include "grammar/userinfo.h"

/* What each component may have unescaped, beside letters and digits. */
#define MARKS "-_.!~*'()"
#define USER_MARKS MARKS "&=+$,;?/"
#define PASSWORD_MARKS MARKS "&=+$,"
#define PARAMETER_MARKS MARKS "[]/:&+$"
#define HEADER_MARKS MARKS "[]/?:+$"

static void refuse(struct sip_uri *uri, enum sip_uri_problem problem, struct text part)
{
    if (uri->problem == SIP_URI_OK) {
        uri->problem = problem;
        uri->part = part;
    }
}

/* Refuses the first character that is neither a letter, a digit, one of `marks`, nor escaped. */
static void check_characters(struct sip_uri *uri, struct text text, const char *marks,
                             enum sip_uri_problem problem)
{
    size_t at = text_leading_uri(text, marks);
    if (at == text.length)
        return;
    if (text.bytes[at] == ' ' || text_is_control(text.bytes[at]))
        problem = SIP_URI_BLANK;
    else if (text.bytes[at] == '%')
        problem = SIP_URI_ESCAPE;
    refuse(uri, problem, text_character(text, at));
}

/* Which character it is would tell of the secret. */
static void check_password(struct sip_uri *uri)
{
    struct sip_uri judged = {.problem = SIP_URI_OK};
    check_characters(&judged, uri->password, PASSWORD_MARKS, SIP_URI_PASSWORD_INVALID);
    if (judged.problem != SIP_URI_OK)
        refuse(uri, SIP_URI_PASSWORD_INVALID, uri->password);
}

/*
 * The scheme that a user ends in: `<sip:ann@…>`, `ann@…,sip:bob@…`, `im:ann@…`. What follows it is
 * another user rather than a password. Length 0: none.
 */
static struct text scheme_at_end(struct text user)
{
    static const char *const schemes[] = {"sip", "sips", "im", "pres"};
    size_t start = user.length;
    while (start > 0 && text_leading_uri(text_slice(user, start - 1, start), "+-._"))
        start--;
    struct text word = text_slice(user, start, user.length);
    for (size_t at = 0; at < sizeof schemes / sizeof schemes[0]; at++) {
        if (text_equal_fold(word, text_of(schemes[at])))
            return word;
    }
    return text_slice(user, 0, 0);
}

/* Reads `user[:password]@`, with the `@` the last byte. */
static void read_userinfo(struct sip_uri *uri, struct text userinfo)
{
    size_t at_sign = userinfo.length - 1;
    size_t colon = text_find(text_slice(userinfo, 0, at_sign), ':');
    uri->user = text_slice(userinfo, 0, colon);
    uri->has_user = colon > 0;
    uri->password = password_in_userinfo(userinfo);
    struct text scheme = colon < at_sign ? scheme_at_end(uri->user) : text_slice(userinfo, 0, 0);
    uri->has_password = uri->password.length > 0 && !scheme.length;
    if (!uri->has_user)
        refuse(uri, SIP_URI_USER_EMPTY, text_slice(userinfo, at_sign, at_sign + 1));
    check_characters(uri, uri->user, USER_MARKS, SIP_URI_USER_INVALID);
    if (scheme.length && uri->scheme != SIP_URI_NO_SCHEME)
        refuse(uri, SIP_URI_USER_INVALID, scheme);
    check_password(uri);
}

static enum sip_uri_problem problem_of_address(enum address_problem problem)
{
    if (problem == ADDRESS_BLANK)
        return SIP_URI_BLANK;
    if (problem == ADDRESS_EMPTY || problem == ADDRESS_HOST_EMPTY)
        return SIP_URI_HOST_MISSING;
    return address_problem_is_port(problem) ? SIP_URI_PORT_INVALID : SIP_URI_HOST_INVALID;
}

/* `alice:secret`, the domain forgotten: from where a port would be to the end of the text. */
static struct text lost_password(struct text location, size_t host_port_end)
{
    struct text none = text_slice(location, 0, 0);
    size_t colon = text_find(text_slice(location, 0, host_port_end), ':');
    if (colon == host_port_end || location.bytes[0] == '[')
        return none;
    struct text port = text_slice(location, colon + 1, host_port_end);
    if (text_leading_digits(port) == port.length)
        return none;
    return text_slice(location, colon + 1, location.length);
}

static void read_host_port(struct sip_uri *uri, struct text host_port)
{
    uri->address = address_parse(host_port);
    if (uri->address.problem != ADDRESS_OK)
        refuse(uri, problem_of_address(uri->address.problem), uri->address.part);
}

/* The parameter names met so far, for one URI. */
struct parameter_names {
    struct hash_set seen;
    struct hash_key key;
    char *buffer; /* room for any of them */
};

/*
 * The name as it compares (section 19.1.4): letter case doesn't matter, nor whether an unreserved
 * character is escaped.
 */
static struct text normalize(struct text name, char *buffer)
{
    size_t length = 0;
    for (size_t at = 0; at < name.length; at++) {
        char byte = name.bytes[at];
        if (text_is_escape(name, at)) {
            char meant = (char)(text_hex_value(name.bytes[at + 1]) << 4 |
                                text_hex_value(name.bytes[at + 2]));
            if (text_leading_uri((struct text){&meant, 1}, MARKS)) {
                byte = meant;
                at += 2;
            }
        }
        buffer[length++] = text_lower(byte);
    }
    return (struct text){buffer, length};
}

static void check_parameter(struct sip_uri *uri, struct text parameter,
                            struct parameter_names *names)
{
    size_t equals = text_find(parameter, '=');
    struct text name = text_slice(parameter, 0, equals);
    check_characters(uri, name, PARAMETER_MARKS, SIP_URI_PARAMETER);
    if (uri->problem == SIP_URI_OK &&
        !hash_set_add(&names->seen, hash_text(&names->key, normalize(name, names->buffer))))
        refuse(uri, SIP_URI_PARAMETER_REPEATED, name);
    if (equals == 0 || equals + 1 == parameter.length)
        refuse(uri, SIP_URI_PARAMETER, parameter);
    else if (equals < parameter.length)
        check_characters(uri, text_slice(parameter, equals + 1, parameter.length), PARAMETER_MARKS,
                         SIP_URI_PARAMETER);
}

static void check_parameters(struct sip_uri *uri)
{
    struct text all = uri->parameters;
    if (all.length == 0)
        return;
    struct parameter_names names = {.key = hash_key_new(), .buffer = memory_new(all.length)};
    for (size_t at = 0; at < all.length && uri->problem == SIP_URI_OK;) {
        size_t end = at + 1 + text_find(text_slice(all, at + 1, all.length), ';');
        if (end == at + 1)
            refuse(uri, SIP_URI_PARAMETER, text_slice(all, at, end));
        else
            check_parameter(uri, text_slice(all, at + 1, end), &names);
        at = end;
    }
    hash_set_free(&names.seen);
    memory_free(names.buffer);
}

static void check_header(struct sip_uri *uri, struct text header)
{
    size_t equals = text_find(header, '=');
    check_characters(uri, text_slice(header, 0, equals), HEADER_MARKS, SIP_URI_HEADER);
    if (equals == 0 || equals == header.length)
        refuse(uri, SIP_URI_HEADER, header);
    else
        check_characters(uri, text_slice(header, equals + 1, header.length), HEADER_MARKS,
                         SIP_URI_HEADER);
}

static void check_headers(struct sip_uri *uri)
{
    struct text all = uri->headers;
    for (size_t at = 0; at < all.length && uri->problem == SIP_URI_OK;) {
        size_t end = at + 1 + text_find(text_slice(all, at + 1, all.length), '&');
        if (end == at + 1)
            refuse(uri, SIP_URI_HEADER, text_slice(all, at, end));
        else
            check_header(uri, text_slice(all, at + 1, end));
        at = end;
    }
}

/* Reads what is after the userinfo: host, port, parameters, headers. */
static void read_location(struct sip_uri *uri, struct text location, bool has_at_sign)
{
    size_t question = text_find(location, '?');
    size_t semicolon = text_find(text_slice(location, 0, question), ';');
    uri->parameters = text_slice(location, semicolon, question);
    uri->headers = text_slice(location, question, location.length);
    read_host_port(uri, text_slice(location, 0, semicolon));
    if (!has_at_sign && uri->address.problem != ADDRESS_IPV6_BARE)
        uri->password = lost_password(location, semicolon);
    check_parameters(uri);
    check_headers(uri);
}

static enum sip_uri_scheme scheme_of(struct text scheme)
{
    static const struct {
        const char *text;
        enum sip_uri_scheme scheme;
    } schemes[] = {{"", SIP_URI_NO_SCHEME},
                   {"sip:", SIP_URI_SIP},
                   {"sips:", SIP_URI_SIPS},
                   {"tel:", SIP_URI_TEL}};
    for (size_t at = 0; at < sizeof schemes / sizeof schemes[0]; at++) {
        if (text_equal_fold(scheme, text_of(schemes[at].text)))
            return schemes[at].scheme;
    }
    return SIP_URI_OTHER;
}

static bool is_sip(enum sip_uri_scheme scheme)
{
    return scheme != SIP_URI_TEL && scheme != SIP_URI_OTHER;
}

/* Takes leading blanks and the scheme off the front of `text`. */
static struct text read_scheme(struct sip_uri *uri, struct text text)
{
    size_t start = 0;
    while (start < text.length && text_is_blank(text.bytes[start]))
        start++;
    struct text rest = text_slice(text, start, text.length);
    uri->scheme_text = scheme_in_front(rest);
    uri->scheme = scheme_of(uri->scheme_text);
    rest = text_slice(rest, uri->scheme_text.length, rest.length);
    if (is_sip(uri->scheme) && rest.length == 0)
        refuse(uri, SIP_URI_EMPTY, text);
    else if (is_sip(uri->scheme) && start)
        refuse(uri, SIP_URI_BLANK, text_slice(text, 0, 1));
    return rest;
}

static void append_folded(struct text *whole, char *room, struct text part, bool fold)
{
    for (size_t i = 0; i < part.length; i++)
        room[whole->length++] = fold ? text_lower(part.bytes[i]) : part.bytes[i];
}

struct text sip_uri_identity(const struct sip_uri *uri, char *room)
{
    const struct {
        struct text part;
        bool fold;
    } parts[] = {
        {text_of(uri->scheme == SIP_URI_SIPS ? "sips:" : "sip:"), false},
        {uri->user, false},
        {text_of(uri->has_user ? "@" : ""), false},
        {uri->address.name, true},
        {text_of(uri->address.port.length ? ":" : ""), false},
        {uri->address.port, false},
        {uri->parameters, false},
        {uri->headers, false},
    };
    struct text whole = {room, 0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        append_folded(&whole, room, parts[i].part, parts[i].fold);
    return whole;
}

struct sip_uri sip_uri_parse(struct text text)
{
    struct sip_uri uri = {.problem = SIP_URI_OK};
    struct text rest = read_scheme(&uri, text);
    if (!is_sip(uri.scheme)) {
        uri.password = password_in_userinfo(rest);
        uri.has_password = uri.password.length > 0;
        return uri;
    }
    size_t at_sign = text_find_last(rest, '@');
    bool has_at_sign = at_sign < rest.length;
    if (has_at_sign)
        read_userinfo(&uri, text_slice(rest, 0, at_sign + 1));
    size_t behind = has_at_sign ? at_sign + 1 : 0;
    read_location(&uri, text_slice(rest, behind, rest.length), has_at_sign);
    return uri;
}
