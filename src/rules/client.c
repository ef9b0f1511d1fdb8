/* SPDX-License-Identifier: MIT */
/* Rules about client and provider settings: MSDN ms775272 and ms775889, types after the schema
 * (aa924798). */
#include "grammar/value.h"
#include "profile/values.h"
#include "rules/flag.h"
#include "rules/rules.h"

void rule_client_name_missing(const struct profile *profile, struct rule_context *context)
{
    flag_missing(profile->element, ATTRIBUTE_name, "Contoso Phone", context);
}

/* Calls `tell` for each of these attributes whose grammar doesn't take the value. */
static void
each_illegible(const struct element *element, const enum attribute_kind *attributes, size_t count,
               void (*tell)(const struct element *element, enum attribute_kind attribute,
                            struct rule_context *context),
               struct rule_context *context)
{
    for (size_t i = 0; i < count; i++) {
        if (has(element, attributes[i]) && !is_understood(element, attributes[i]))
            tell(element, attributes[i], context);
    }
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void tell_boolean(const struct element *client, enum attribute_kind attribute,
                         struct rule_context *context)
{
    struct text value = written_value(client, attribute);
    bool is_true = text_equal_fold(value, text_of("true"));
    bool is_word = is_true || text_equal_fold(value, text_of("false"));
    flag(context, at_value(client, attribute),
         .message = is_word ? "{} isn't a value of {}: the schema has 0 and 1 for false and true"
                            : "{} isn't a value of {}: it's 0 or 1",
         .values = {quoted_value(client, attribute), word(attribute_name(attribute))},
         .help = is_word ? "write {}" : NULL, .help_values = {word(is_true ? "1" : "0")});
}

void rule_boolean_invalid(const struct profile *profile, struct rule_context *context)
{
    static const enum attribute_kind attributes[] = {ATTRIBUTE_banner, ATTRIBUTE_updates};
    each_illegible(profile->element, attributes, COUNT(attributes), tell_boolean, context);
}

static void tell_version(const struct element *client, enum attribute_kind attribute,
                         struct rule_context *context)
{
    flag(context, at_value(client, attribute),
         .message = "the version {} isn't a number such as 1.2, with at most 4 digits behind the "
                    "point",
         .values = {quoted_value(client, attribute)});
}

void rule_version_invalid(const struct profile *profile, struct rule_context *context)
{
    static const enum attribute_kind attributes[] = {ATTRIBUTE_minver, ATTRIBUTE_curver};
    each_illegible(profile->element, attributes, COUNT(attributes), tell_version, context);
}

void rule_version_order(const struct profile *profile, struct rule_context *context)
{
    const struct element *client = profile->element;
    int64_t lowest;
    int64_t current;
    if (fixed_parse(value_of(client, ATTRIBUTE_minver), &lowest) &&
        fixed_parse(value_of(client, ATTRIBUTE_curver), &current) && current < lowest)
        flag(context, at_value(client, ATTRIBUTE_curver),
             .message = "the current version {} is lower than the lowest allowed one {}: it would "
                        "be refused",
             .values = {quoted_value(client, ATTRIBUTE_curver),
                        quoted_value(client, ATTRIBUTE_minver)});
}

void rule_update_uri_missing(const struct profile *profile, struct rule_context *context)
{
    const struct element *client = profile->element;
    bool has_updates = is_understood(client, ATTRIBUTE_minver) ||
                       is_understood(client, ATTRIBUTE_curver) ||
                       value_is_true(value_of(client, ATTRIBUTE_updates));
    if (has_updates && lacks(client, ATTRIBUTE_updateuri))
        flag(context, at_element(client),
             .message = "versions or updates are given, but no updateuri to fetch an update from");
}

static bool is_plain_http(const struct element *element, enum attribute_kind attribute)
{
    return text_equal_fold(uri_parse(value_of(element, attribute)).scheme, text_of("http"));
}

void rule_update_uri_insecure(const struct profile *profile, struct rule_context *context)
{
    if (is_plain_http(profile->element, ATTRIBUTE_updateuri))
        flag(context, at_value(profile->element, ATTRIBUTE_updateuri),
             .message = "the update comes over http: it can be replaced on its way");
}

void rule_account_page_insecure(const struct profile *profile, struct rule_context *context)
{
    if (is_plain_http(profile->element, ATTRIBUTE_personal))
        flag(context, at_value(profile->element, ATTRIBUTE_personal),
             .message = "the user's account page comes over http: what is typed in can be read");
}

static void tell_uri(const struct element *element, enum attribute_kind attribute,
                     struct rule_context *context)
{
    struct uri uri = uri_parse(written_value(element, attribute));
    struct argument part = quoted_part(element, attribute, uri.part);
    flag(context, at_value(element, attribute),
         .message =
             part.shown
                 ? "the {} isn't an absolute address such as https://www.contoso.net/: see {}"
                 : "the {} isn't an absolute address such as https://www.contoso.net/",
         .values = {word(attribute_name(attribute)), part});
}

void rule_uri_invalid(const struct profile *profile, struct rule_context *context)
{
    static const enum attribute_kind attributes[] = {ATTRIBUTE_updateuri,   ATTRIBUTE_homepage,
                                                     ATTRIBUTE_helpdesk,    ATTRIBUTE_personal,
                                                     ATTRIBUTE_calldisplay, ATTRIBUTE_idledisplay};
    each_illegible(profile->element, attributes, COUNT(attributes), tell_uri, context);
}

void rule_banner_ambiguous(const struct profile *profile, struct rule_context *context)
{
    if (is_understood(profile->element, ATTRIBUTE_banner))
        flag(context, at_value(profile->element, ATTRIBUTE_banner),
             .message = "one page says that a banner of 1 hides the banner, another that it shows "
                        "it");
}
