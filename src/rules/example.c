/* SPDX-License-Identifier: MIT */
#include "rules/example.h"
#include "rules/flag.h"
#include "rules/steps.h"

/* One that suits any element. */
static const char *usual_value(enum attribute_kind attribute)
{
    static const char *const values[ATTRIBUTE_COUNT] = {
        [ATTRIBUTE_key] = "7f0c1f6e-52b7-4b0a-9f36-2d3c8a1b6e90",
        [ATTRIBUTE_name] = "Contoso",
        [ATTRIBUTE_expires] = "2099-12-31T23:59:59Z",
        [ATTRIBUTE_uri] = "sip:ann@contoso.net",
        [ATTRIBUTE_account] = "ann",
        [ATTRIBUTE_realm] = "contoso.net",
        [ATTRIBUTE_allowedauth] = "kerberos",
        [ATTRIBUTE_addr] = "sip.contoso.net",
        [ATTRIBUTE_protocol] = "TLS",
        [ATTRIBUTE_auth] = "digest",
        [ATTRIBUTE_role] = "proxy",
        [ATTRIBUTE_party] = "first",
        [ATTRIBUTE_type] = "pc2pc",
        [ATTRIBUTE_banner] = "1",
        [ATTRIBUTE_updates] = "1",
        [ATTRIBUTE_minver] = "1.0",
        [ATTRIBUTE_curver] = "1.0",
        [ATTRIBUTE_domain] = "contoso.net",
    };
    return values[attribute] ? values[attribute] : "https://www.contoso.net/";
}

/* Neither version is lower than the other one. */
static const char *same_version(const struct element *client, enum attribute_kind attribute,
                                struct rule_context *context)
{
    bool is_known = is_understood(client, attribute);
    return is_known ? text_with(context, "{}", quoted_value(client, attribute)) : NULL;
}

/* The first type of a session with the first party that the server doesn't list yet. */
static const char *unlisted_type(const struct profile *profile)
{
    static const enum session_type types[] = {TYPE_PC2PC, TYPE_IM, TYPE_PC2PH};
    const struct server *server = profile->server;
    for (size_t i = 0; server && i < sizeof types / sizeof *types; i++) {
        if (!server_session_line(server, PARTY_FIRST, types[i]))
            return value_spelling(ATTRIBUTE_type, (int)types[i]);
    }
    return NULL;
}

/* One that suits what the element says otherwise; NULL: any does. */
static const char *suitable_value(const struct profile *profile, const struct element *element,
                                  enum attribute_kind attribute, struct rule_context *context)
{
    switch (attribute) {
    case ATTRIBUTE_minver:
        return same_version(element, ATTRIBUTE_curver, context);
    case ATTRIBUTE_curver:
        return same_version(element, ATTRIBUTE_minver, context);
    case ATTRIBUTE_party: /* phone-to-phone sessions are a third party's */
        return meaning_of(element, ATTRIBUTE_type) == TYPE_PH2PH ? "third" : NULL;
    case ATTRIBUTE_type:
        return meaning_of(element, ATTRIBUTE_party) == PARTY_THIRD ? "ph2ph"
                                                                   : unlisted_type(profile);
    case ATTRIBUTE_allowedauth:
        return is_before_1_2(profile) ? "digest" : NULL;
    default:
        return NULL;
    }
}

const char *example_value(const struct profile *profile, const struct element *element,
                          enum attribute_kind attribute, struct rule_context *context)
{
    const char *suitable = suitable_value(profile, element, attribute, context);
    return suitable ? suitable : usual_value(attribute);
}
