/* SPDX-License-Identifier: MIT */
/* Rules about the root: provision settings (MSDN ms775891) and the client's codes for what it
 * misses. */
#include "grammar/value.h"
#include "profile/values.h"
#include "rules/advice.h"
#include "rules/checks.h"
#include "rules/steps.h"

#include <string.h>

/* A key in advice: of the samples' form, and of none of them. */
#define NEW_KEY "7f0c1f6e-52b7-4b0a-9f36-2d3c8a1b6e90"

void rule_missing_key(const struct profile *profile, struct rule_context *context)
{
    flag_missing(profile->provision, ATTRIBUTE_key, NEW_KEY, context);
}

void rule_missing_name(const struct profile *profile, struct rule_context *context)
{
    flag_missing(profile->provision, ATTRIBUTE_name, "Contoso", context);
}

void rule_missing_user(const struct profile *profile, struct rule_context *context)
{
    if (!profile_has(profile, ELEMENT_user))
        flag(context, at_element(profile->provision), .message = "the profile has no <user>",
             .steps.items = {
                 edit_example(edit_element(EDIT_INSERT_FIRST, at_element(profile->provision),
                                           "<user uri=\"sip:ann@contoso.net\"/>"))});
}

void rule_missing_server(const struct profile *profile, struct rule_context *context)
{
    if (!profile_has(profile, ELEMENT_sipsrv))
        flag(context, at_element(profile->provision),
             .message = "the profile has no <sipsrv>, so the RTC client has no server to use",
             .steps.items = {edit_example(
                 edit_element(EDIT_INSERT_LAST, at_element(profile->provision),
                              "<sipsrv addr=\"sip.contoso.net\" protocol=\"TLS\" role=\"proxy\">"
                              "<session party=\"first\" type=\"im\"/></sipsrv>"))});
}

/* From the start of a day to the last second of it. */
#define REST_OF_A_DAY (24 * 60 * 60 - 1)

/* The last second at which the profile holds: that of the day, where no time is given. The problem
 * is DATE_TIME_SHAPE also when nothing is given, or zero. */
static struct date_time expiry(const struct profile *profile)
{
    struct date_time time = date_time_parse(value_of(profile->provision, ATTRIBUTE_expires));
    if (time.problem == DATE_TIME_OK && !time.has_time)
        time.seconds += REST_OF_A_DAY;
    return time;
}

static struct edit edit_expires(const struct profile *profile, const char *value)
{
    return edit_set(at_element(profile->provision), ATTRIBUTE_expires, value);
}

#define ENDS ": the profile can end at once or never"

void rule_expires_invalid(const struct profile *profile, struct rule_context *context)
{
    static const char *const messages[] = {
        [DATE_TIME_SHAPE] = "the expiry {} isn't a date such as 2030-12-31T23:59:59Z" ENDS,
        [DATE_TIME_DATE] = "the expiry {} names a day that doesn't exist" ENDS,
        [DATE_TIME_TIME] = "the expiry {} names a time of day that doesn't exist" ENDS,
        [DATE_TIME_ZONE] = "the expiry {} has a time zone offset that doesn't exist" ENDS,
    };
    if (!has(profile->provision, ATTRIBUTE_expires) ||
        is_understood(profile->provision, ATTRIBUTE_expires))
        return;
    struct text value = written_value(profile->provision, ATTRIBUTE_expires);
    enum date_time_problem problem = date_time_parse(value).problem;
    bool is_blank = is_empty(profile->provision, ATTRIBUTE_expires);
    flag(context, at_value(profile->provision, ATTRIBUTE_expires),
         .message = is_blank ? "expires is empty, so when the profile expires depends on the client"
                             : messages[problem],
         .values = {quoted_value(profile->provision, ATTRIBUTE_expires)},
         .steps.items = {edit_example(edit_expires(profile, "2099-12-31T18:00:00-08:00"))});
}

void rule_expires_zero(const struct profile *profile, struct rule_context *context)
{
    if (value_is_zero(value_of(profile->provision, ATTRIBUTE_expires)))
        flag(context, at_value(profile->provision, ATTRIBUTE_expires),
             .message = "expires is 0, so the RTC client doesn't enable the profile",
             .steps.items = {edit_remove(at_attribute(profile->provision, ATTRIBUTE_expires),
                                         ATTRIBUTE_expires)});
}

void rule_expired(const struct profile *profile, struct rule_context *context)
{
    struct date_time time = expiry(profile);
    if (time.problem == DATE_TIME_OK && time.seconds < profile->settings->now)
        flag(context, at_value(profile->provision, ATTRIBUTE_expires),
             .message = "the profile expired at {}, and has to be replaced by a newer one",
             .values = {quoted_value(profile->provision, ATTRIBUTE_expires)},
             .steps.items = {edit_example(edit_expires(profile, "2099-12-31T23:59:59Z"))});
}

void rule_expires_no_zone(const struct profile *profile, struct rule_context *context)
{
    struct date_time time = expiry(profile);
    if (time.problem != DATE_TIME_OK || time.has_zone)
        return;
    struct text value = value_of(profile->provision, ATTRIBUTE_expires);
    struct text end = text_slice(value, value.length, value.length);
    flag(context, at_value(profile->provision, ATTRIBUTE_expires),
         .message = time.has_time ? "the expiry {} has no time zone: when the profile ends depends "
                                    "on the client"
                                  : "the expiry {} has no time and no time zone: at what hour the "
                                    "profile ends depends on the client",
         .values = {quoted_value(profile->provision, ATTRIBUTE_expires)},
         .help = time.has_time ? NULL : "add a time and a zone after the date, such as T23:59:59Z",
         .steps.items = {edit_part(profile->provision, ATTRIBUTE_expires, end,
                                   time.has_time ? "Z" : "T23:59:59Z")});
}

/* ---- What's copied from a sample ---- */

/* What the published samples hold (MSDN ms775883, aa525667, bb202934), which a profile in use
 * can't. */
static const struct sample {
    enum element_kind element;
    enum attribute_kind attribute;
    const char *value;
} samples[] = {
    {ELEMENT_provision, ATTRIBUTE_key, "de500844-e074-47fd-9e53-a51d63e5f51d"},
    {ELEMENT_provision, ATTRIBUTE_key, "ed0fdf0c-cc35-4d8e-bb5d-7125e4618fa2"},
    {ELEMENT_provision, ATTRIBUTE_key, "1232ab01"},
    {ELEMENT_user, ATTRIBUTE_password, "notfornow"},
    {ELEMENT_user, ATTRIBUTE_password, "RTCRocks!"},
    {ELEMENT_accesscontrol, ATTRIBUTE_sig, "unique signature provided by Microsoft"},
};

/* Likewise a domain, and what is below it. */
static const char sample_domain[] = SAMPLE_DOMAIN;

/* A GUID can be written in braces. */
static struct text without_braces(struct text value)
{
    bool has_braces =
        value.length > 1 && value.bytes[0] == '{' && value.bytes[value.length - 1] == '}';
    return has_braces ? text_slice(value, 1, value.length - 1) : value;
}

static bool is_sample(const struct element *element, const struct sample *sample)
{
    struct text value = written_value(element, sample->attribute);
    if (element->kind != sample->element)
        return false;
    return sample->attribute == ATTRIBUTE_key
               ? text_equal_fold(without_braces(value), text_of(sample->value))
               : text_equal(value, text_of(sample->value));
}

static void flag_sample_key(const struct element *element, struct rule_context *context)
{
    flag(context, at_value(element, ATTRIBUTE_key),
         .message = "the key {} is copied from a published sample, so other profiles can have it "
                    "too",
         .values = {quoted_value(element, ATTRIBUTE_key)},
         .help = "give the profile a key of its own, such as a new GUID");
}

static void flag_sample_password(const struct element *element, struct rule_context *context)
{
    flag(context, at_value(element, ATTRIBUTE_password),
         .message = "the password is copied from a published sample, so everyone can know it",
         .help = "delete {}; have users enter it, or let your application call "
                 "IRTCProfile::SetCredentials",
         .help_values = {word(password_in_file(element))},
         .steps.items = {
             edit_remove(at_attribute(element, ATTRIBUTE_password), ATTRIBUTE_password)});
}

/* Neither a signature nor the domain that it's for can be made up. */
static void flag_sample_control(const struct element *element, enum attribute_kind attribute,
                                const char *message, struct rule_context *context)
{
    flag(context, at_value(element, attribute), .message = message,
         .help = "delete <accesscontrol>, which isn't in the schema: only Microsoft can supply its "
                 "signature",
         .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at_element(element), "")});
}

static void flag_sample(const struct element *element, enum attribute_kind attribute,
                        struct rule_context *context)
{
    if (attribute == ATTRIBUTE_key)
        flag_sample_key(element, context);
    else if (attribute == ATTRIBUTE_password)
        flag_sample_password(element, context);
    else
        flag_sample_control(element, attribute,
                            "the sig of <accesscontrol> is copied from a published sample, where a "
                            "remark takes the place of the signature",
                            context);
}

/* Is it the sample's domain, or in it? Nearly every host differs in its last letters. */
static bool is_sample_host(struct text host)
{
    const struct text domain = text_of(sample_domain);
    while (host.length && host.bytes[host.length - 1] == '.')
        host.length--;
    return host.length >= domain.length &&
           text_lower(host.bytes[host.length - domain.length]) == domain.bytes[0] &&
           host_is_within(host, domain);
}

/* The part of the host that is the sample's domain. */
static struct text sample_part(struct text host)
{
    size_t end = host.length;
    while (host.bytes[end - 1] == '.')
        end--;
    return text_slice(host, end - strlen(sample_domain), end);
}

static bool is_sample_control(const struct element *control)
{
    bool is_copied = is_sample_host(value_of(control, ATTRIBUTE_domain));
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        is_copied = is_copied || is_sample(control, &samples[i]);
    return is_copied;
}

#define OWN_DOMAIN "contoso.net"

/* A domain that servers can be of beside <accesscontrol>; NULL: there's none to write. */
static const char *domain_beside(const struct element *control, struct rule_context *context)
{
    struct text domain = domain_read(value_of(control, ATTRIBUTE_domain));
    if (!domain.length)
        return OWN_DOMAIN;
    bool is_usable = !host_is_ipv4(domain) && !host_is_reserved(domain);
    return is_usable ? text_with(context, "{}", quoted_part(control, ATTRIBUTE_domain, domain))
                     : NULL;
}

static void flag_sample_host(const struct profile *profile, enum attribute_kind attribute,
                             struct text host, struct rule_context *context)
{
    const struct element *element = profile->element;
    const struct element *control = attribute == ATTRIBUTE_addr ? profile->accesscontrol : NULL;
    bool is_copied = control && is_sample_control(control);
    const char *own = control && !is_copied ? domain_beside(control, context) : OWN_DOMAIN;
    struct edit rest = {.kind = EDIT_NONE};
    if (is_copied || !own)
        rest = edit_element(EDIT_REMOVE_ELEMENT, at_element(control), "");
    flag(context, at_part(element, attribute, host),
         .message = "{} is in the domain of a published sample, which isn't yours",
         .values = {quoted_part(element, attribute, host)},
         .help = is_copied ? "write your own domain, such as {}, and delete <accesscontrol>, which "
                             "is from the sample as well"
                 : !own    ? "write your own domain, such as {}, and delete <accesscontrol>, which "
                             "is for another one"
                           : "write your own domain, such as {}",
         .help_values = {word(own ? own : OWN_DOMAIN)},
         .steps.items = {edit_example(edit_part(element, attribute, sample_part(host),
                                                own ? own : OWN_DOMAIN)),
                         rest});
}

/* The element's attribute that can have a domain in it, and the domain. */
static struct text domain_of(const struct profile *profile, enum attribute_kind *attribute)
{
    switch (profile->element->kind) {
    case ELEMENT_sipsrv:
        *attribute = ATTRIBUTE_addr;
        return profile->server->address.host;
    case ELEMENT_user:
        *attribute = ATTRIBUTE_uri;
        return profile->user->uri.address.host;
    default:
        *attribute = ATTRIBUTE_domain;
        return value_of(profile->element, ATTRIBUTE_domain);
    }
}

static void judge_domain(const struct profile *profile, struct rule_context *context)
{
    enum attribute_kind attribute;
    struct text domain = domain_of(profile, &attribute);
    if (!is_sample_host(domain))
        return;
    if (attribute == ATTRIBUTE_domain)
        flag_sample_control(profile->element, attribute,
                            "the domain of <accesscontrol> is copied from a published sample",
                            context);
    else
        flag_sample_host(profile, attribute, domain, context);
}

void rule_sample_value(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    judge_domain(profile, context);
    if (element->kind == ELEMENT_sipsrv)
        return;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        if (is_sample(element, &samples[i]))
            flag_sample(element, samples[i].attribute, context);
    }
}
