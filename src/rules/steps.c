/* SPDX-License-Identifier: MIT */
#include "rules/steps.h"

#include <stdio.h>

bool is_before_1_2(const struct profile *profile)
{
    enum target target = profile->settings->target;
    return target == TARGET_RTC_1_0 || target == TARGET_RTC_1_01;
}

const char *method_word(unsigned method)
{
    return value_spelling(ATTRIBUTE_allowedauth, (int)method);
}

bool has_allowedauth(const struct profile *profile)
{
    return profile->first_user && has(&profile->first_user->element, ATTRIBUTE_allowedauth);
}

bool find_token(const struct user *user, unsigned method, struct text *token)
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

struct edit set_allowed(const struct user *user, const char *methods)
{
    return edit_set(at_element(&user->element), ATTRIBUTE_allowedauth, methods);
}

struct edit replace_token(const struct user *user, struct text token, const char *text)
{
    return edit_part(&user->element, ATTRIBUTE_allowedauth, token, text);
}

struct edit delete_token(const struct user *user, struct text token)
{
    struct text value = written_value(&user->element, ATTRIBUTE_allowedauth);
    struct method_tokens tokens = {.value = value};
    size_t from = 0;
    size_t to = value.length;
    for (size_t end = 0; method_tokens_next(&tokens); end = tokens.at) {
        size_t start = (size_t)(tokens.token.bytes - value.bytes);
        if (tokens.token.bytes == token.bytes)
            from = end ? end : start, to = end ? tokens.at : value.length;
        else if (start > (size_t)(token.bytes - value.bytes) && from == 0 && to == value.length)
            to = start;
    }
    return replace_token(user, text_slice(value, from, to), "");
}

const char *method_name(unsigned method)
{
    static const char *const names[] = {"Basic", "Digest", "NTLM", "Kerberos", "logon credentials"};
    return names[__builtin_ctz(method)];
}

struct token at_method(const struct profile *profile, unsigned method)
{
    if (profile->first_user && profile->first_user->allowed.known & method)
        return at_range(profile->first_user->allowed_at[__builtin_ctz(method)], ELEMENT_user,
                        ATTRIBUTE_allowedauth);
    return at_range(profile->servers.first_auth_at[method], ELEMENT_sipsrv, ATTRIBUTE_auth);
}

const char *protocol_in_file(const struct profile *profile, enum protocol protocol)
{
    static const char *const small[] = {
        [PROTOCOL_UDP] = "udp", [PROTOCOL_TCP] = "tcp", [PROTOCOL_TLS] = "tls"};
    const struct server *server = profile->server;
    char first = profile->servers.first_letter[protocol];
    if (!first && server && server->protocol == protocol)
        first = server->protocol_letter;
    return first && text_lower(first) == first ? small[protocol] : protocol_word(protocol);
}

const char *password_in_file(const struct element *user)
{
    return user->has_other_attributes ? "the attribute with the password" : "password=\"...\"";
}

struct token steps_at_place(const struct server_place *place)
{
    return at_range(place->at, ELEMENT_sipsrv, ATTRIBUTE_UNKNOWN);
}

void steps_use_tls(struct steps *steps, struct token server, const char *tls, const char *host)
{
    steps_add(steps, edit_set(server, ATTRIBUTE_protocol, tls));
    if (host)
        steps_add(steps, edit_example(edit_set(server, ATTRIBUTE_addr, host)));
}

void steps_make_way(struct steps *steps, const struct profile *profile)
{
    const struct servers *servers = &profile->servers;
    const char *tls = protocol_in_file(profile, PROTOCOL_TLS);
    steps->is_partial |= servers->has_more_places;
    for (size_t i = 0; i < servers->place_count; i++) {
        const struct server_place *place = &servers->places[i];
        if (place->protocol == PROTOCOL_UDP)
            steps_use_tls(steps, steps_at_place(place), tls,
                          place->suits_tls ? NULL : EXAMPLE_ADDR);
        if (place->has_auth && profile->methods.source == METHODS_AUTH)
            steps_add(steps, edit_remove(steps_at_place(place), ATTRIBUTE_auth));
    }
}

/* What to do to servers, before what's to be done in <user>: where some use UDP, beside TLS, or
 * have an addr that doesn't suit TLS; and where they have auth. */
enum way { WAY_NONE, WAY_TLS, WAY_TLS_BESIDE, WAY_TLS_AND_HOST, WAY_COUNT };

#define OR_DELETE "(or delete the entry if there's the same with TLS, once that lists its sessions)"

#define WAYS(tls)                                                                          \
    {                                                                                      \
        [WAY_NONE] = {"", "delete auth from the servers, and "},                           \
        [WAY_TLS] = {"set protocol=\"" tls "\" instead of UDP, and ",                      \
                     "set protocol=\"" tls                                                 \
                     "\" instead of UDP, delete auth from the servers, and "},             \
        [WAY_TLS_BESIDE] = {"set protocol=\"" tls "\" instead of UDP " OR_DELETE ", and ", \
                            "set protocol=\"" tls "\" instead of UDP " OR_DELETE           \
                            ", delete auth from the servers, and "},                       \
        [WAY_TLS_AND_HOST] = {"give UDP servers protocol=\"" tls                           \
                              "\" and a host name (addr=\"" EXAMPLE_ADDR "\"), and ",      \
                              "give UDP servers protocol=\"" tls                           \
                              "\" and a host name (addr=\"" EXAMPLE_ADDR                   \
                              "\"), delete auth from all, and "},                          \
    }

struct argument steps_way_words(const struct profile *profile)
{
    static const char *const ways[2][WAY_COUNT][2] = {WAYS("TLS"), WAYS("tls")};
    const struct servers *servers = &profile->servers;
    const enum way way = !servers->with_protocol[PROTOCOL_UDP]  ? WAY_NONE
                         : servers->has_unsuited[PROTOCOL_UDP]  ? WAY_TLS_AND_HOST
                         : servers->with_protocol[PROTOCOL_TLS] ? WAY_TLS_BESIDE
                                                                : WAY_TLS;
    bool has_auth = profile->methods.source == METHODS_AUTH;
    bool is_small = protocol_in_file(profile, PROTOCOL_TLS)[0] == 't';
    return word(ways[is_small][way][has_auth]);
}

const char *steps_tls_help(bool suits_tls)
{
    return suits_tls ? NULL
                     : "set protocol=\"TLS\", and write the server's host name, with its TLS port "
                       "if needed, as in addr=\"" EXAMPLE_ADDR "\"";
}

struct realm_example realm_example(const struct user *user)
{
    struct realm_example example = {.text = "contoso.net"};
    struct text host = user->uri.address.host;
    struct argument shown = quoted_part(&user->element, ATTRIBUTE_uri, host);
    if (is_understood(&user->element, ATTRIBUTE_uri) && user->uri.has_user && host.length &&
        host.length < sizeof example.text && shown.shown == host.length) {
        memcpy(example.text, host.bytes, host.length);
        example.text[host.length] = '\0';
        example.shown = shown;
    } else {
        example.shown = word("\"contoso.net\"");
    }
    return example;
}

struct steps digest_steps(const struct profile *profile)
{
    const struct servers *servers = &profile->servers;
    struct steps steps = {.is_partial = servers->has_more_places};
    for (size_t i = 0; i < servers->place_count; i++) {
        const struct server_place *place = &servers->places[i];
        if (place->auth == METHOD_BASIC)
            steps_add(&steps, edit_set(steps_at_place(place), ATTRIBUTE_auth, "digest"));
    }
    return steps;
}

struct steps kerberos_steps(const struct profile *profile)
{
    struct steps steps = {0};
    if (is_before_1_2(profile))
        return steps;
    steps_make_way(&steps, profile);
    steps_add(&steps, set_allowed(profile->first_user, "kerberos"));
    return steps;
}

struct edit example_realm(const struct user *user, const char *realm)
{
    return edit_example(edit_set(at_element(&user->element), ATTRIBUTE_realm, realm));
}
