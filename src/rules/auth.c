/* SPDX-License-Identifier: MIT */
/* Rules about which methods a profile asks for, and where. Which are in effect: profile/methods.h.
 */
#include "rules/checks.h"
#include "rules/steps.h"

#define OLD_AUTH "auth is deprecated from RTC 1.2 on, where allowedauth of <user> takes its place"

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
    flag(context, at_value(element, ATTRIBUTE_auth),
         .message = is_empty(element, ATTRIBUTE_auth)
                        ? "auth is empty; it can be \"basic\" or \"digest\""
                        : "the auth {} isn't an authentication method; it can be \"basic\" or "
                          "\"digest\"",
         .values = {quoted_value(element, ATTRIBUTE_auth)}, .written = written, .nearest = nearest,
         .steps.items = {edit_set(at_element(element), ATTRIBUTE_auth, "digest")});
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
         .steps.items = {edit_set(at_element(element), ATTRIBUTE_auth, "digest")});
}

void rule_auth_ignored(const struct profile *profile, struct rule_context *context)
{
    if (has_allowedauth(profile))
        flag(context, deferred_server_at(profile->deferred),
             .message = "auth has no effect here, because <user> has allowedauth",
             .related = "allowedauth is here", .related_at = profile->first_user->allowedauth_at,
             .steps.items = {edit_remove(deferred_server_at(profile->deferred), ATTRIBUTE_auth)});
}

/* What all servers ask for, asked for once. */
static void flag_old_auth(const struct profile *profile, struct rule_context *context)
{
    char methods[METHODS_ROOM];
    bool is_known = profile->methods.is_certain && profile->methods.set;
    struct steps steps = {0};
    methods_write(is_known ? profile->methods.set : METHOD_KERBEROS, methods);
    for (size_t i = 0; is_known && i < profile->servers.place_count; i++) {
        const struct server_place *place = &profile->servers.places[i];
        if (place->has_auth)
            steps_add(&steps, edit_remove(steps_at_place(place), ATTRIBUTE_auth));
    }
    if (!is_known)
        steps_make_way(&steps, profile);
    steps_add(&steps, set_allowed(profile->first_user, methods));
    flag(context, deferred_server_at(profile->deferred), .message = OLD_AUTH,
         .help = "{}write allowedauth=\"{}\" in <user>",
         .help_values = {is_known ? word("delete auth from the servers, and ")
                                  : steps_way_words(profile),
                         word(methods)},
         .steps = steps);
}

void rule_auth_deprecated(const struct profile *profile, struct rule_context *context)
{
    if (profile->deferred->has_all_places && profile->first_user && !has_allowedauth(profile))
        flag_old_auth(profile, context);
    else
        flag(context, deferred_server_at(profile->deferred), .message = OLD_AUTH,
             .steps.items = {edit_remove(deferred_server_at(profile->deferred), ATTRIBUTE_auth)});
}

void rule_auth_mixed(const struct profile *profile, struct rule_context *context)
{
    const unsigned first = profile->servers.first_method;
    const unsigned other = (METHOD_BASIC | METHOD_DIGEST) & ~first; /* there are no more */
    const struct user *user = profile->first_user;
    if (profile->methods.source != METHODS_AUTH)
        return;
    bool with_realm = user && lacks_value(&user->element, ATTRIBUTE_realm);
    const struct realm_example realm =
        user ? realm_example(user) : (struct realm_example){.text = ""};
    struct steps steps = digest_steps(profile);
    if (with_realm)
        steps_add(&steps, example_realm(user, realm.text));
    flag(context, deferred_server_at(profile->deferred),
         .message = "this server asks for {} and an earlier one for {}: which of them the RTC "
                    "client uses with which server isn't documented",
         .values = {word(method_name(other)), word(method_name(first))},
         .help = with_realm ? "write auth=\"digest\" on every server, and the server's realm in "
                              "<user>, such as realm={}"
                            : NULL,
         .help_values = {realm.shown}, .steps = steps);
}

/* ---- The methods of the user ---- */

void rule_auth_default(const struct profile *profile, struct rule_context *context)
{
    if (!methods_are_default(&profile->methods))
        return;
    flag(context, at_element(&profile->first_user->element),
         .message = "no authentication methods are given, so the RTC client will use NTLM and "
                    "Kerberos",
         .help = "{}name the methods that your servers use in <user>, as in "
                 "allowedauth=\"kerberos\"",
         .help_values = {steps_way_words(profile)}, .steps = kerberos_steps(profile));
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
                 .steps.items = {others ? delete_token(user, tokens.token)
                                        : replace_token(user, tokens.token, "digest")});
    }
}

/* Basic needs TLS on every server, and most of them may be yet to come; NTLM and Kerberos need
 * another transport than UDP. */
static bool is_doubtful(const struct profile *profile, unsigned method)
{
    bool has_udp = profile->servers.first_letter[PROTOCOL_UDP] != '\0';
    return method == METHOD_BASIC ||
           (method & WINDOWS_METHODS && (has_udp || is_before_1_2(profile)));
}

#define TOKEN_ROOM 64

/* Several methods with something other than blanks between them, as in "kerberos/ntlm", written
 * with blanks. False when it isn't that, or when not all servers can be used with them. */
static bool write_with_blanks(const struct profile *profile, struct text token,
                              char room[TOKEN_ROOM])
{
    struct text text = {room, 0};
    unsigned methods = 0;
    if (token.length >= TOKEN_ROOM)
        return false;
    for (size_t i = 0; i < token.length; i++) {
        if (text_is_letter(token.bytes[i]))
            room[text.length++] = token.bytes[i];
        else if (text.length && room[text.length - 1] != ' ' && i + 1 < token.length)
            room[text.length++] = ' ';
    }
    room[text.length] = '\0';
    struct method_tokens tokens = {.value = text};
    while (method_tokens_next(&tokens)) {
        if (!tokens.method)
            return false;
        methods |= tokens.method;
    }
    return text_find(text, ' ') < text.length && !is_doubtful(profile, methods);
}

static void flag_unknown_token(const struct profile *profile, struct text token,
                               struct rule_context *context)
{
    const struct user *user = profile->user;
    const char *names[SCHEMA_NAMES];
    char blanks[TOKEN_ROOM];
    bool is_old = is_before_1_2(profile);
    attribute_values(is_old ? ATTRIBUTE_auth : ATTRIBUTE_allowedauth, names);
    bool has_blanks = write_with_blanks(profile, token, blanks);
    const char *nearest = has_blanks ? NULL : text_nearest(token, names);
    unsigned method = nearest ? (unsigned)value_find(ATTRIBUTE_allowedauth, text_of(nearest)) : 0;
    bool is_fine = method && !is_doubtful(profile, method);
    flag(context, at_part(&user->element, ATTRIBUTE_allowedauth, token),
         .message = "allowedauth has {} in it, which isn't a method that the RTC client knows: it "
                    "will probably "
                    "reject the profile, or ignore the word",
         .values = {quoted_part(&user->element, ATTRIBUTE_allowedauth, token)}, .written = token,
         .nearest = nearest,
         .help = has_blanks ? "write \"{}\", with usual blanks between the methods, or digest if a "
                              "server uses UDP"
                 : is_fine  ? method & WINDOWS_METHODS
                                  ? "write {} instead, or digest if a server uses UDP"
                                  : "write {} instead"
                 : method   ? "write digest, or {} if every server can be used with it"
                 : is_old   ? "write digest: {} has only basic and digest"
                            : NULL,
         .help_values = {word(has_blanks ? blanks
                              : nearest  ? nearest
                              : is_old   ? target_names[profile->settings->target]
                                         : "")},
         .steps.items = {replace_token(user, token,
                                       has_blanks ? blanks
                                       : is_fine  ? nearest
                                                  : "digest")});
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
    struct steps steps = {0};
    struct text value = written_value(&user->element, ATTRIBUTE_allowedauth);
    for (size_t i = 0; i < value.length; i++) {
        if (text_is_one_of(value.bytes[i], ",;|"))
            steps_add(&steps, replace_token(user, text_slice(value, i, i + 1), " "));
    }
    return steps;
}

void rule_allowedauth_separator(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->user;
    struct text separator = user->separator;
    if (!separator.length || !user->has_token)
        return;
    flag(context, at_part(&user->element, ATTRIBUTE_allowedauth, separator),
         .message = "there is a {} between the methods in allowedauth, so the RTC client will "
                    "probably see one unknown word",
         .values = {quoted_part(&user->element, ATTRIBUTE_allowedauth, separator)},
         .steps = separator_steps(user));
}

/* Allows a method that the target has. */
static struct steps steps_to_allow_any(const struct profile *profile)
{
    if (!is_before_1_2(profile))
        return kerberos_steps(profile);
    return (struct steps){.items = {set_allowed(profile->first_user, "digest")}};
}

void rule_allowedauth_empty(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    if (!user || !has(&user->element, ATTRIBUTE_allowedauth) || user->has_token)
        return;
    bool is_old = is_before_1_2(profile);
    flag(context, at_value(&user->element, ATTRIBUTE_allowedauth),
         .message = user->separator.length
                        ? "allowedauth has a separator in it, but no method: the RTC client won't "
                          "answer any challenge, so the user can't sign in"
                        : "allowedauth is empty: the RTC client won't answer any challenge, so the "
                          "user can't sign in",
         .help = is_old ? "name the methods that your servers use, as in allowedauth=\"digest\""
                        : "{}name the methods that your servers use, as in "
                          "allowedauth=\"kerberos\"",
         .help_values = {steps_way_words(profile)}, .steps = steps_to_allow_any(profile));
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
                 .steps.items = {delete_token(profile->user, tokens.token)});
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
             .steps.items = {replace_token(profile->user, token, "kerberos logoncred")});
}

/* Without any of the tokens that say so; NULL: there's one, and it's told to delete it. */
static const char *methods_without_logoncred(const struct user *user, char text[METHODS_ROOM])
{
    methods_write(user->allowed.known & ~(unsigned)METHOD_LOGONCRED, text);
    return user->has_repeated_token && !user->has_unknown_token ? text : NULL;
}

static struct edit edit_without_logoncred(const struct user *user, struct text token,
                                          const char *methods)
{
    return methods ? set_allowed(user, methods) : delete_token(user, token);
}

void rule_logoncred_with_basic(const struct profile *profile, struct rule_context *context)
{
    struct text token;
    char text[METHODS_ROOM];
    if (!has_just(profile->user, METHOD_LOGONCRED | METHOD_BASIC, &token))
        return;
    const char *methods = methods_without_logoncred(profile->user, text);
    flag(context, at_part(&profile->user->element, ATTRIBUTE_allowedauth, token),
         .message = "logoncred is used with Basic only: the user's Windows password would be "
                    "sent so that every server on the way can read it",
         .help = methods ? "write allowedauth=\"{}\"" : NULL,
         .help_values = {word(methods ? methods : "")},
         .steps.items = {edit_without_logoncred(profile->user, token, methods)});
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
    struct text rest;
    bool is_alone = has_just(user, METHOD_LOGONCRED, &rest);
    char text[METHODS_ROOM];
    const char *methods = methods_without_logoncred(user, text);
    flag(context, at_part(&user->element, ATTRIBUTE_allowedauth, token),
         .message = "logoncred asks for the Windows user's password, and <user> has a password as "
                    "well; which one is used isn't documented",
         .help = is_alone
                     ? "delete {}, or write {} instead of logoncred if the password is the one "
                       "to be used"
                 : !keeps_password
                     ? "delete {}, or delete logoncred if the password is the one to be used"
                 : methods ? "write allowedauth=\"{}\""
                           : "delete logoncred from allowedauth",
         .help_values = {word(keeps_password && methods ? methods
                                                        : password_in_file(&user->element)),
                         word(is_before_1_2(profile) ? "digest" : "kerberos")},
         .steps.items = {keeps_password
                             ? edit_without_logoncred(user, token, methods)
                             : edit_remove(at_attribute(&user->element, ATTRIBUTE_password),
                                           ATTRIBUTE_password)});
}
