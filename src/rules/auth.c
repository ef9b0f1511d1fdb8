/* SPDX-License-Identifier: MIT */
/*
 * Rules about authentication and transport. Which methods are in effect: profile/methods.h. What
 * each transport can carry: MSDN ms775522 and ms775704 (CreateProfile, put_AllowedAuth); why Basic
 * is no choice: RFC 3261 section 22.
 */
#include "rules/rules.h"
#include "rules/steps.h"

#include <stdio.h>

#define REAL_METHODS (METHOD_BASIC | METHOD_DIGEST | METHOD_NTLM | METHOD_KERBEROS)

/* RTC 1.0 and 1.01 know only Basic and Digest. */
static bool is_before_1_2(const struct profile *profile)
{
    enum target target = profile->settings->target;
    return target == TARGET_RTC_1_0 || target == TARGET_RTC_1_01;
}

static const char *method_word(unsigned method)
{
    return value_spelling(ATTRIBUTE_allowedauth, (int)method);
}

/* ---- What the user allows ---- */

/* Written as a child element it's nothing that the client finds: then it's not certain that it has
 * an effect. */
static bool has_allowedauth(const struct profile *profile)
{
    return profile->first_user && has(&profile->first_user->element, ATTRIBUTE_allowedauth);
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

/* ---- Steps ---- */

static struct edit set_allowed(const struct user *user, const char *methods)
{
    return edit_set(at_element(&user->element), ATTRIBUTE_allowedauth, methods);
}

static struct edit replace_token(const struct user *user, struct text token, const char *text)
{
    return edit_part(&user->element, ATTRIBUTE_allowedauth, token, text);
}

/* Deletes a token, and the blanks and separators before it or, of the first one, after it. */
static struct edit delete_token(const struct user *user, struct text token)
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

/* ---- Methods that are weak ---- */

/* Every server's Basic becomes Digest. */
static struct steps digest_steps(const struct profile *profile)
{
    struct steps steps = {.count = 0};
    for (size_t i = 0; i < steps_places(&profile->servers); i++) {
        const struct server_place *place = &profile->servers.places[i];
        if (place->auth == METHOD_BASIC)
            steps_add(&steps, edit_set(steps_at_place(place), ATTRIBUTE_auth, "digest"));
    }
    return steps_all_or_none(&steps, profile);
}

/* As allowedauth has them. */
static void write_methods(unsigned methods, char text[64])
{
    size_t length = 0;
    text[0] = '\0';
    for (unsigned method = METHOD_BASIC; method <= METHOD_LOGONCRED; method *= 2) {
        if (methods & method)
            length += (size_t)snprintf(text + length, 64 - length, "%s%s", length ? " " : "",
                                       method_word(method));
    }
}

/* The profile's methods but Basic; Digest, where there's no other. */
static unsigned methods_but_basic(const struct profile *profile)
{
    unsigned others = profile->methods.set & ~(unsigned)METHOD_BASIC;
    return others & REAL_METHODS ? others : others | METHOD_DIGEST;
}

/* The client refuses Basic with UDP for more than one reason: what's left mustn't be another. */
static struct steps steps_without_basic(const struct profile *profile, const char *methods)
{
    struct steps steps = {.count = 0};
    struct text token;
    if (profile->methods.source == METHODS_AUTH)
        return digest_steps(profile);
    if (methods_but_basic(profile) & WINDOWS_METHODS)
        steps_make_way(&steps, profile);
    if (profile->methods.is_certain)
        steps_add(&steps, set_allowed(profile->first_user, methods));
    else if (find_token(profile->first_user, METHOD_BASIC, &token))
        steps_add(&steps, replace_token(profile->first_user, token, "digest"));
    return steps_all_or_none(&steps, profile);
}

void rule_basic_auth(const struct profile *profile, struct rule_context *context)
{
    if (!methods_have(&profile->methods, METHOD_BASIC))
        return;
    char methods[64];
    bool is_auth = profile->methods.source == METHODS_AUTH;
    write_methods(methods_but_basic(profile), methods);
    const struct steps steps = steps_without_basic(profile, methods);
    flag(context, at_method(profile, METHOD_BASIC),
         .message = "Basic is allowed: every server on the way can read the user name and "
                    "password, and SIP forbids it",
         .help = is_auth ? "write auth=\"digest\" instead of auth=\"basic\" on every server"
                 : profile->methods.is_certain ? "{}write allowedauth=\"{}\""
                                               : "{}write digest instead of basic",
         .help_values = {methods_but_basic(profile) & WINDOWS_METHODS ? steps_way_words(profile)
                                                                      : word(""),
                         word(methods)},
         .edits = STEPS(steps));
}

/* What takes the place of weaker methods, where the servers have it. */
static struct steps kerberos_steps(const struct profile *profile)
{
    struct steps steps = {.count = 0};
    steps_make_way(&steps, profile);
    steps_add(&steps, set_allowed(profile->first_user, "kerberos"));
    return steps_all_or_none(&steps, profile);
}

static bool lacks_value(const struct user *user, enum attribute_kind attribute)
{
    return lacks(&user->element, attribute) || is_empty(&user->element, attribute);
}

void rule_basic_without_account(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    if (!user || !methods_have(&profile->methods, METHOD_BASIC))
        return;
    bool lacks_account = lacks_value(user, ATTRIBUTE_account);
    bool lacks_password = lacks_value(user, ATTRIBUTE_password);
    if (!lacks_account && !lacks_password)
        return;
    struct steps steps = {.count = 0};
    if (!is_before_1_2(profile))
        steps = kerberos_steps(profile);
    flag(context, at_element(&user->element),
         .message = "Basic is allowed, and <user> has no {}: unless your application supplies "
                    "it, the RTC client can send the Windows user's",
         .values = {word(lacks_account && lacks_password ? "account and no password"
                         : lacks_account                 ? "account"
                                                         : "password")},
         .help = is_before_1_2(profile) ? NULL
                                        : "have your application call SetCredentials; or {}write "
                                          "allowedauth=\"kerberos\" in <user>",
         .help_values = {steps_way_words(profile)}, .edits = STEPS(steps));
}

/* Does the method have stronger ones beside it? Basic < Digest, NTLM < Kerberos. */
static unsigned stronger_methods(unsigned method)
{
    return method == METHOD_BASIC ? METHOD_DIGEST | METHOD_NTLM | METHOD_KERBEROS : METHOD_KERBEROS;
}

static bool has_other_than_tls(const struct servers *servers)
{
    return servers->is_mixed ||
           (servers->first_protocol && servers->first_protocol != PROTOCOL_TLS);
}

static void flag_weaker(const struct profile *profile, unsigned method, unsigned stronger,
                        struct rule_context *context)
{
    bool is_auth = profile->methods.source == METHODS_AUTH;
    struct text token;
    struct steps steps = {.count = 0};
    bool needs_way = !is_auth && profile->methods.set & WINDOWS_METHODS;
    if (is_auth)
        steps = digest_steps(profile);
    if (needs_way)
        steps_make_way(&steps, profile);
    if (!is_auth && find_token(profile->first_user, method, &token))
        steps_add(&steps, delete_token(profile->first_user, token));
    steps = steps_all_or_none(&steps, profile);
    flag(context, at_method(profile, method),
         .message = "{} is allowed beside {}, and not all servers use TLS: an attacker in between "
                    "can make the RTC client use {}",
         .values = {word(method_name(method)), word(method_name(stronger)),
                    word(method_name(method))},
         .help = is_auth ? "write auth=\"digest\" instead of auth=\"basic\" on every server"
                         : "if all servers have {}, {}delete {} from allowedauth",
         .help_values = {word(method_name(stronger)),
                         needs_way ? steps_way_words(profile) : word(""),
                         word(method_word(method))},
         .edits = STEPS(steps));
}

void rule_weaker_method(const struct profile *profile, struct rule_context *context)
{
    static const unsigned weak[] = {METHOD_BASIC, METHOD_DIGEST, METHOD_NTLM};
    const struct methods *methods = &profile->methods;
    if (methods->source == METHODS_DEFAULT || !has_other_than_tls(&profile->servers))
        return;
    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++) {
        unsigned stronger = methods->set & stronger_methods(weak[i]);
        if (methods_have(methods, weak[i]) && stronger)
            flag_weaker(profile, weak[i], 1u << (31 - __builtin_clz(stronger)), context);
    }
}

/* Kerberos beside the other methods, or instead of what servers ask for. */
static struct steps steps_with_kerberos(const struct profile *profile)
{
    struct steps steps = {.count = 0};
    if (profile->methods.source == METHODS_AUTH || !has_allowedauth(profile))
        return kerberos_steps(profile);
    steps_make_way(&steps, profile);
    struct text value = written_value(&profile->first_user->element, ATTRIBUTE_allowedauth);
    steps_add(&steps, replace_token(profile->first_user, text_slice(value, 0, 0), "kerberos "));
    return steps_all_or_none(&steps, profile);
}

void rule_kerberos_not_enabled(const struct profile *profile, struct rule_context *context)
{
    if (!methods_lack(&profile->methods, METHOD_KERBEROS))
        return;
    const struct element *user = &profile->first_user->element;
    const struct steps steps = steps_with_kerberos(profile);
    flag(context,
         has_allowedauth(profile) ? at_value(user, ATTRIBUTE_allowedauth) : at_element(user),
         .message = "Kerberos isn't allowed: Microsoft advises it together with TLS, so that your "
                    "application can verify the server",
         .help = profile->methods.source == METHODS_AUTH
                     ? "where the servers have Kerberos, {}write allowedauth=\"kerberos\" in <user>"
                     : "where the servers have Kerberos, {}add kerberos to allowedauth",
         .help_values = {steps_way_words(profile)}, .edits = STEPS(steps));
}

void rule_digest_md5(const struct profile *profile, struct rule_context *context)
{
    if (!profile->first_user || !methods_have(&profile->methods, METHOD_DIGEST) ||
        !methods_lack(&profile->methods, METHOD_NTLM | METHOD_KERBEROS))
        return;
    struct steps steps = {.count = 0};
    if (!is_before_1_2(profile))
        steps = kerberos_steps(profile);
    flag(context, at_method(profile, METHOD_DIGEST),
         .message = "Digest is the strongest method allowed: the RTC client will probably use it "
                    "with MD5, so a recorded login can be used to guess the password",
         .help =
             is_before_1_2(profile)
                 ? "RTC 1.0 and 1.01 have no stronger method; use TLS and long passwords"
                 : "where the servers have Kerberos, {}write allowedauth=\"kerberos\" in <user>",
         .help_values = {steps_way_words(profile)}, .edits = STEPS(steps));
}

/* ---- The auth of servers ---- */

void rule_auth_unknown(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->server->element;
    struct text written = written_value(element, ATTRIBUTE_auth);
    const char *names[SCHEMA_NAMES];
    if (!has(element, ATTRIBUTE_auth) || value_find(ATTRIBUTE_allowedauth, written))
        return;
    attribute_values(ATTRIBUTE_auth, names);
    const char *nearest = text_nearest(written, names);
    bool is_basic = nearest && profile->server->protocol == PROTOCOL_TLS &&
                    value_find(ATTRIBUTE_auth, text_of(nearest)) == METHOD_BASIC;
    flag(context, at_value(element, ATTRIBUTE_auth),
         .message = is_empty(element, ATTRIBUTE_auth)
                        ? "auth is empty; it can be \"basic\" or \"digest\""
                        : "the auth {} isn't an authentication method; it can be \"basic\" or "
                          "\"digest\"",
         .values = {quoted_value(element, ATTRIBUTE_auth)}, .written = written, .nearest = nearest,
         .help = is_basic ? "write auth=\"basic\" if that's what the server uses" : NULL,
         .edits = {edit_set(at_element(element), ATTRIBUTE_auth, is_basic ? "basic" : "digest")});
}

/* What to write into allowedauth in place of an auth that can't be there. */
static const char *allowed_instead(unsigned method)
{
    return method == METHOD_LOGONCRED ? "kerberos logoncred" : method_word(method);
}

void rule_auth_misplaced_method(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->server->element;
    struct text value = written_value(element, ATTRIBUTE_auth);
    unsigned method = (unsigned)value_find(ATTRIBUTE_allowedauth, value);
    bool is_old = is_before_1_2(profile);
    if (!(method & WINDOWS_METHODS))
        return;
    flag(context, at_value(element, ATTRIBUTE_auth),
         .message = is_old ? "auth asks for {}, which came with RTC 1.2; {} has only Basic and "
                             "Digest"
                           : "auth asks for {}, which only allowedauth of <user> can ask for",
         .values = {quoted_value(element, ATTRIBUTE_auth),
                    word(target_names[profile->settings->target])},
         .help = is_old ? "write auth=\"digest\", or check for a later version with "
                          "--target=rtc-1.2"
                 : profile->server->protocol == PROTOCOL_UDP
                     ? "write auth=\"digest\": this method doesn't work over UDP"
                     : "write auth=\"digest\"; or, if no server uses UDP, delete auth and write "
                       "allowedauth=\"{}\" in <user>",
         .help_values = {word(allowed_instead(method))},
         .edits = {edit_set(at_element(element), ATTRIBUTE_auth, "digest")});
}

void rule_auth_ignored(const struct profile *profile, struct rule_context *context)
{
    if (has_allowedauth(profile))
        flag(context, server_part_at(profile->part),
             .message = "auth has no effect here, because <user> has allowedauth",
             .related = "allowedauth is here", .related_at = profile->first_user->allowedauth_at,
             .edits = {edit_remove(server_part_at(profile->part), ATTRIBUTE_auth)});
}

/* The last auth of a profile leaves none to say which methods there are. */
static void flag_last_auth(const struct profile *profile, struct rule_context *context)
{
    char methods[64];
    bool has_method = profile->methods.source == METHODS_AUTH && profile->methods.set;
    struct steps steps = {.count = 0};
    write_methods(has_method ? profile->methods.set : METHOD_KERBEROS, methods);
    if (has_method)
        steps_add(&steps, edit_remove(server_part_at(profile->part), ATTRIBUTE_auth));
    else
        steps_make_way(&steps, profile);
    steps_add(&steps, set_allowed(profile->first_user, methods));
    flag(context, server_part_at(profile->part),
         .message = "auth is deprecated from RTC 1.2 on, where allowedauth of <user> takes its "
                    "place",
         .help = has_method ? "delete auth, and write allowedauth=\"{}\" in <user>"
                            : "{}write allowedauth=\"kerberos\" in <user>",
         .help_values = {has_method ? word(methods) : steps_way_words(profile)},
         .edits = STEPS(steps));
}

void rule_auth_deprecated(const struct profile *profile, struct rule_context *context)
{
    if (profile->part->is_last && profile->first_user && !has_allowedauth(profile))
        flag_last_auth(profile, context);
    else
        flag(context, server_part_at(profile->part),
             .message = "auth is deprecated from RTC 1.2 on, where allowedauth of <user> takes its "
                        "place",
             .edits = {edit_remove(server_part_at(profile->part), ATTRIBUTE_auth)});
}

void rule_auth_mixed(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    const struct servers *servers = &profile->servers;
    unsigned first = servers->first_method;
    if (!server->auth || !first || server->auth == first || has_allowedauth(profile))
        return;
    struct steps steps = digest_steps(profile);
    if (server->auth == METHOD_BASIC)
        steps_add(&steps, edit_set(at_element(server->element), ATTRIBUTE_auth, "digest"));
    flag(context, at_value(server->element, ATTRIBUTE_auth),
         .message = "this server asks for {} and an earlier one for {}: which of them the RTC "
                    "client uses with which server isn't documented",
         .values = {word(method_name(server->auth)), word(method_name(first))},
         .edits = STEPS(steps));
}

/* ---- The methods of the user ---- */

void rule_auth_default(const struct profile *profile, struct rule_context *context)
{
    if (!methods_are_default(&profile->methods))
        return;
    const struct steps steps = kerberos_steps(profile);
    flag(context, at_element(&profile->first_user->element),
         .message = "no authentication methods are given, so the RTC client will use NTLM and "
                    "Kerberos",
         .help = "{}name the methods that your servers use in <user>, as in "
                 "allowedauth=\"kerberos\"",
         .help_values = {steps_way_words(profile)}, .edits = STEPS(steps));
}

void rule_auth_too_new(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->user;
    const struct element *element = &user->element;
    if (!(user->allowed.known & WINDOWS_METHODS))
        return;
    struct method_tokens tokens = {.value = written_value(element, ATTRIBUTE_allowedauth)};
    bool was_hidden = false;
    while (method_tokens_next(&tokens)) {
        bool others = user->allowed.known & ~tokens.method & REAL_METHODS;
        if (tokens.method & WINDOWS_METHODS &&
            !is_hidden_again(element, ATTRIBUTE_allowedauth, tokens.token, &was_hidden))
            flag(context, at_part(element, ATTRIBUTE_allowedauth, tokens.token),
                 .message = "allowedauth asks for {}, which came with RTC 1.2; {} has only Basic "
                            "and Digest",
                 .values = {quoted_part(element, ATTRIBUTE_allowedauth, tokens.token),
                            word(target_names[profile->settings->target])},
                 .help = others ? "delete {}; or check for a later version with --target=rtc-1.2"
                                : NULL,
                 .help_values = {word(method_word(tokens.method))},
                 .edits = {others ? delete_token(user, tokens.token)
                                  : replace_token(user, tokens.token, "digest")});
    }
}

/* Basic needs TLS on every server, and most of them may be yet to come; NTLM and Kerberos need
 * another transport than UDP. */
static bool is_doubtful(const struct profile *profile, unsigned method)
{
    bool has_udp = profile->servers.first_spelling[PROTOCOL_UDP] != '\0';
    return method == METHOD_BASIC || (method & WINDOWS_METHODS && has_udp);
}

static void flag_unknown_token(const struct profile *profile, struct text token,
                               struct rule_context *context)
{
    const struct user *user = profile->user;
    const char *names[SCHEMA_NAMES];
    attribute_values(ATTRIBUTE_allowedauth, names);
    const char *nearest = text_nearest(token, names);
    unsigned method = nearest ? (unsigned)value_find(ATTRIBUTE_allowedauth, text_of(nearest)) : 0;
    bool is_fine = method && !is_doubtful(profile, method);
    flag(context, at_part(&user->element, ATTRIBUTE_allowedauth, token),
         .message = "allowedauth has {} in it, which isn't an authentication method",
         .values = {quoted_part(&user->element, ATTRIBUTE_allowedauth, token)}, .written = token,
         .nearest = nearest,
         .help = is_fine  ? "write {}"
                 : method ? "write digest, or {} if every server can be used with it"
                          : NULL,
         .help_values = {word(nearest ? nearest : "")},
         .edits = {replace_token(user, token, is_fine ? nearest : "digest")});
}

void rule_allowedauth_unknown(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = &profile->user->element;
    if (!profile->user->has_unknown_token)
        return;
    struct method_tokens tokens = {.value = written_value(element, ATTRIBUTE_allowedauth)};
    bool was_hidden = false;
    while (method_tokens_next(&tokens)) {
        if (!tokens.method &&
            !is_hidden_again(element, ATTRIBUTE_allowedauth, tokens.token, &was_hidden))
            flag_unknown_token(profile, tokens.token, context);
    }
}

/* A blank for each separator. */
static struct steps separator_steps(const struct user *user)
{
    struct steps steps = {.count = 0};
    struct text value = written_value(&user->element, ATTRIBUTE_allowedauth);
    for (size_t i = 0; i < value.length; i++) {
        if (text_is_one_of(value.bytes[i], ",;|"))
            steps_add(&steps, replace_token(user, text_slice(value, i, i + 1), " "));
    }
    return steps.count <= EDIT_STEPS ? steps : (struct steps){.count = 0};
}

void rule_allowedauth_separator(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->user;
    struct text separator = user->separator;
    if (!separator.length || !user->has_token)
        return;
    const struct steps steps = separator_steps(user);
    flag(context, at_part(&user->element, ATTRIBUTE_allowedauth, separator),
         .message = "there is a {} between the methods in allowedauth, so the RTC client will "
                    "probably see one unknown word",
         .values = {quoted_part(&user->element, ATTRIBUTE_allowedauth, separator)},
         .edits = STEPS(steps));
}

void rule_allowedauth_empty(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    if (!user || !has(&user->element, ATTRIBUTE_allowedauth) || user->has_token)
        return;
    bool is_old = is_before_1_2(profile);
    struct steps steps = {.count = 0};
    if (is_old)
        steps_add(&steps, set_allowed(user, "digest"));
    else
        steps = kerberos_steps(profile);
    flag(context, at_value(&user->element, ATTRIBUTE_allowedauth),
         .message = user->separator.length
                        ? "allowedauth has a separator in it, but no method: the RTC client won't "
                          "answer any challenge, so the user can't sign in"
                        : "allowedauth is empty: the RTC client won't answer any challenge, so the "
                          "user can't sign in",
         .help = is_old ? "name the methods that your servers use, as in allowedauth=\"digest\""
                        : "{}name the methods that your servers use, as in "
                          "allowedauth=\"kerberos\"",
         .help_values = {steps_way_words(profile)}, .edits = STEPS(steps));
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
                 .message = "allowedauth has {} twice",
                 .values = {quoted_part(element, ATTRIBUTE_allowedauth, tokens.token)},
                 .edits = {delete_token(profile->user, tokens.token)});
        met |= tokens.method;
    }
}

/* Points at logoncred when the user's methods are exactly these. */
static bool has_just(const struct user *user, unsigned methods, struct text *token)
{
    return user->allowed.known == methods && !user->has_unknown_token &&
           find_token(user, METHOD_LOGONCRED, token);
}

void rule_logoncred_alone(const struct profile *profile, struct rule_context *context)
{
    struct text token;
    if (has_just(profile->user, METHOD_LOGONCRED, &token))
        flag(context, at_part(&profile->user->element, ATTRIBUTE_allowedauth, token),
             .message = "allowedauth has only logoncred, which isn't a method but says whose "
                        "password is used",
             .edits = {replace_token(profile->user, token, "kerberos logoncred")});
}

void rule_logoncred_with_basic(const struct profile *profile, struct rule_context *context)
{
    struct text token;
    if (has_just(profile->user, METHOD_LOGONCRED | METHOD_BASIC, &token))
        flag(context, at_part(&profile->user->element, ATTRIBUTE_allowedauth, token),
             .message = "logoncred is used with Basic only: the user's Windows password would be "
                        "sent so that every server on the way can read it",
             .edits = {delete_token(profile->user, token)});
}

void rule_logoncred_with_password(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->user;
    struct text token;
    if (!(user->allowed.known & METHOD_LOGONCRED) ||
        !is_understood(&user->element, ATTRIBUTE_password) ||
        !find_token(user, METHOD_LOGONCRED, &token))
        return;
    bool keeps_password = user->allowed.known & METHOD_BASIC;
    flag(context, at_part(&user->element, ATTRIBUTE_allowedauth, token),
         .message = "logoncred asks for the Windows user's password, and <user> has a password as "
                    "well; which one is used isn't documented",
         .help = keeps_password ? "delete logoncred from allowedauth" : NULL,
         .edits = {keeps_password ? delete_token(user, token)
                                  : edit_remove(at_attribute(&user->element, ATTRIBUTE_password),
                                                ATTRIBUTE_password)});
}
