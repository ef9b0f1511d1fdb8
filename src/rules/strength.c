/* SPDX-License-Identifier: MIT */
/* Rules about methods that are weaker than they could be: RFC 3261 section 22, RFC 8760. */
#include "rules/checks.h"
#include "rules/steps.h"

/* The profile's methods but Basic; Digest, where there's no other. */
static unsigned methods_but_basic(const struct profile *profile)
{
    unsigned others = profile->methods.set & ~(unsigned)METHOD_BASIC;
    return others & REAL_METHODS ? others : others | METHOD_DIGEST;
}

static void replace_each_basic(struct steps *steps, const struct user *user)
{
    struct method_tokens tokens = {.value = written_value(&user->element, ATTRIBUTE_allowedauth)};
    while (method_tokens_next(&tokens)) {
        if (tokens.method == METHOD_BASIC)
            steps_add(steps, replace_token(user, tokens.token, "digest"));
    }
}

/* The client refuses Basic with UDP for more than one reason: what's left mustn't be another. */
static struct steps steps_without_basic(const struct profile *profile, const char *methods)
{
    struct steps steps = {0};
    if (profile->methods.source == METHODS_AUTH)
        return digest_steps(profile);
    if (methods_but_basic(profile) & WINDOWS_METHODS)
        steps_make_way(&steps, profile);
    if (profile->methods.is_certain)
        steps_add(&steps, set_allowed(profile->first_user, methods));
    else
        replace_each_basic(&steps, profile->first_user);
    return steps;
}

void rule_basic_auth(const struct profile *profile, struct rule_context *context)
{
    if (!methods_have(&profile->methods, METHOD_BASIC))
        return;
    char methods[METHODS_ROOM];
    bool is_auth = profile->methods.source == METHODS_AUTH;
    methods_write(methods_but_basic(profile), methods);
    flag(context, at_method(profile, METHOD_BASIC),
         .message = "Basic is allowed: every server on the way can read the user name and "
                    "password, and SIP forbids it",
         .help = is_auth ? "write auth=\"digest\" instead of auth=\"basic\" on every server"
                 : profile->methods.is_certain ? "{}write allowedauth=\"{}\""
                                               : "{}write digest instead of basic",
         .help_values = {methods_but_basic(profile) & WINDOWS_METHODS ? steps_way_words(profile)
                                                                      : word(""),
                         word(methods)},
         .steps = steps_without_basic(profile, methods));
}

#define SUPPLIED                                                                                 \
    "your application supplies them, the Windows user's own can be sent, which the servers can " \
    "read"

void rule_basic_without_account(const struct profile *profile, struct rule_context *context)
{
    const struct user *user = profile->first_user;
    if (!user || !methods_have(&profile->methods, METHOD_BASIC))
        return;
    bool lacks_account = lacks_value(&user->element, ATTRIBUTE_account);
    bool lacks_password = lacks_value(&user->element, ATTRIBUTE_password);
    if (!lacks_account && !lacks_password)
        return;
    bool is_old = is_before_1_2(profile);
    flag(context, at_element(&user->element),
         .message =
             lacks_account && lacks_password
                 ? "Basic is allowed, and <user> has no account and no password: unless " SUPPLIED
             : lacks_account ? "Basic is allowed, and <user> has no account: unless " SUPPLIED
                             : "Basic is allowed, and <user> has no password: unless " SUPPLIED,
         .help = is_old ? NULL
                        : "if the servers know Kerberos, {}write allowedauth=\"kerberos\" "
                          "in <user>; if they need Basic, have your application "
                          "supply both (SetCredentials)",
         .help_values = {steps_way_words(profile)}, .steps = kerberos_steps(profile));
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

/* The methods without those that have a stronger one beside them. */
static unsigned strongest_methods(unsigned methods)
{
    unsigned rest = methods & METHOD_KERBEROS ? METHOD_KERBEROS : methods & ~(unsigned)METHOD_BASIC;
    return rest | (methods & METHOD_LOGONCRED);
}

/* Without Basic, Digest is to know whose challenges it answers. */
static bool needs_realm(const struct profile *profile, unsigned methods)
{
    return methods & METHOD_DIGEST && lacks_value(&profile->first_user->element, ATTRIBUTE_realm);
}

/* `realm`: one to be written as well, or NULL. */
static struct steps strongest_steps(const struct profile *profile, const char *methods,
                                    const char *realm)
{
    struct steps steps = {0};
    if (profile->methods.source == METHODS_AUTH) {
        steps = digest_steps(profile);
    } else {
        if (strongest_methods(profile->methods.set) & WINDOWS_METHODS)
            steps_make_way(&steps, profile);
        steps_add(&steps, set_allowed(profile->first_user, methods));
    }
    if (realm)
        steps_add(&steps, example_realm(profile->first_user, realm));
    return steps;
}

/* Where it isn't certain what allowedauth asks for, only the weaker method goes. */
static struct steps steps_without(const struct profile *profile, unsigned method)
{
    struct steps steps = {0};
    struct text token;
    if (profile->methods.set & WINDOWS_METHODS)
        steps_make_way(&steps, profile);
    if (find_token(profile->first_user, method, &token))
        steps_add(&steps, delete_token(profile->first_user, token));
    return steps;
}

/* What to write, by what's there. */
static const char *weaker_help(bool is_auth, bool is_certain, bool with_realm)
{
    if (is_auth)
        return with_realm ? "write auth=\"digest\" on every server, and the server's realm in "
                            "<user>, such as realm={}"
                          : "write auth=\"digest\" on every server";
    if (!is_certain)
        return "{}delete {} from allowedauth";
    return with_realm ? "{}write allowedauth=\"{}\" and the server's realm, such as realm={}"
                      : "{}write allowedauth=\"{}\", if all servers have it";
}

static void flag_weaker(const struct profile *profile, unsigned method, unsigned stronger,
                        struct rule_context *context)
{
    bool is_auth = profile->methods.source == METHODS_AUTH;
    bool is_certain = profile->methods.is_certain || is_auth;
    unsigned rest = is_certain ? strongest_methods(profile->methods.set) : profile->methods.set;
    bool with_realm = is_certain && needs_realm(profile, rest);
    const struct realm_example realm = realm_example(profile->first_user);
    char methods[METHODS_ROOM];
    methods_write(rest, methods);
    flag(context, at_method(profile, method),
         .message = "{} is allowed beside {}, and not all servers use TLS: an attacker in between "
                    "can make the RTC client use {}",
         .values = {word(method_name(method)), word(method_name(stronger)),
                    word(method_name(method))},
         .help = weaker_help(is_auth, is_certain, with_realm),
         .help_values = {is_auth                  ? realm.shown
                         : rest & WINDOWS_METHODS ? steps_way_words(profile)
                                                  : word(""),
                         word(is_certain ? methods : method_word(method)), realm.shown},
         .steps = is_certain ? strongest_steps(profile, methods, with_realm ? realm.text : NULL)
                             : steps_without(profile, method));
}

void rule_weaker_method(const struct profile *profile, struct rule_context *context)
{
    static const unsigned weak[] = {METHOD_BASIC, METHOD_DIGEST, METHOD_NTLM};
    const struct methods *methods = &profile->methods;
    if (!profile->first_user || methods->source == METHODS_DEFAULT ||
        !has_other_than_tls(&profile->servers))
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
    struct steps steps = {0};
    if (profile->methods.source == METHODS_AUTH || !has_allowedauth(profile))
        return kerberos_steps(profile);
    steps_make_way(&steps, profile);
    struct text value = written_value(&profile->first_user->element, ATTRIBUTE_allowedauth);
    steps_add(&steps, replace_token(profile->first_user, text_slice(value, 0, 0), "kerberos "));
    return steps;
}

void rule_kerberos_not_enabled(const struct profile *profile, struct rule_context *context)
{
    if (!methods_lack(&profile->methods, METHOD_KERBEROS))
        return;
    const struct element *user = &profile->first_user->element;
    flag(context,
         has_allowedauth(profile) ? at_value(user, ATTRIBUTE_allowedauth) : at_element(user),
         .message = "Kerberos isn't allowed: Microsoft advises it together with TLS, so that your "
                    "application can verify the server",
         .help = profile->methods.source == METHODS_AUTH
                     ? "where the servers have Kerberos, {}write allowedauth=\"kerberos\" in <user>"
                     : "where the servers have Kerberos, {}add kerberos to allowedauth",
         .help_values = {steps_way_words(profile)}, .steps = steps_with_kerberos(profile));
}

void rule_digest_md5(const struct profile *profile, struct rule_context *context)
{
    if (!profile->first_user || !methods_have(&profile->methods, METHOD_DIGEST) ||
        !methods_lack(&profile->methods, METHOD_NTLM | METHOD_KERBEROS))
        return;
    bool is_old = is_before_1_2(profile);
    flag(context, at_method(profile, METHOD_DIGEST),
         .message = "Digest is the strongest method allowed: the RTC client will probably use it "
                    "with MD5, so a recorded login can be used to guess the password",
         .help =
             is_old ? "RTC 1.0 and 1.01 have no stronger method; use TLS and long passwords"
                    : "where the servers have Kerberos, {}write allowedauth=\"kerberos\" in <user>",
         .help_values = {steps_way_words(profile)}, .steps = kerberos_steps(profile));
}
