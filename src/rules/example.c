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

/* The first of some settings that no element is about yet; NULL: there's none. */
static const char *unused_setting(const struct profile *profile, const enum setting_kind *kinds,
                                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!profile->setting_line[kinds[i]])
            return carrier_setting_name(kinds[i]);
    }
    return NULL;
}

/* Which setting an element is about that doesn't say so. */
static const char *likely_setting(const struct profile *profile, const struct element *element)
{
    static const enum setting_kind any[] = {SETTING_NUMBER, SETTING_DIAL_PLAN, SETTING_SIP,
                                            SETTING_BACKUP, SETTING_VOICEMAIL};
    static const enum setting_kind with_profile[] = {SETTING_SIP, SETTING_BACKUP,
                                                     SETTING_VOICEMAIL};
    const struct text value = written_value(element, ATTRIBUTE_value);
    bool has_markup = text_find(value, '<') < value.length;
    return has_markup ? unused_setting(profile, with_profile, 3) : unused_setting(profile, any, 5);
}

static const char *setting_value(const struct element *element)
{
    enum setting_kind kind = (enum setting_kind)meaning_of(element, ATTRIBUTE_setting);
    if (setting_is_for_profile(kind))
        return NULL;
    return kind == SETTING_DIAL_PLAN ? "&lt;dialplan/&gt;" : "5555551212";
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
    if (attribute == ATTRIBUTE_setting)
        return likely_setting(profile, element);
    if (attribute == ATTRIBUTE_value)
        return setting_value(element);
    const char *suitable = suitable_value(profile, element, attribute, context);
    return suitable ? suitable : usual_value(attribute);
}
