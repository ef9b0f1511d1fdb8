/* SPDX-License-Identifier: MIT */
/* Rules about the root: provision settings (MSDN ms775891) and the client's codes for what it
 * misses. */
#include "grammar/value.h"
#include "profile/values.h"
#include "rules/flag.h"
#include "rules/rules.h"

void rule_missing_key(const struct profile *profile, struct rule_context *context)
{
    flag_missing(profile->provision, ATTRIBUTE_key, "7f0c1f6e-52b7-4b0a-9f36-2d3c8a1b6e90",
                 context);
}

void rule_missing_name(const struct profile *profile, struct rule_context *context)
{
    flag_missing(profile->provision, ATTRIBUTE_name, "Contoso", context);
}

void rule_missing_user(const struct profile *profile, struct rule_context *context)
{
    if (!profile_has(profile, ELEMENT_user))
        flag(context, at_element(profile->provision), .message = "the profile has no <user>");
}

void rule_missing_server(const struct profile *profile, struct rule_context *context)
{
    if (!profile_has(profile, ELEMENT_sipsrv))
        flag(context, at_element(profile->provision),
             .message = "the profile has no <sipsrv>: the client knows no server");
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

void rule_expires_invalid(const struct profile *profile, struct rule_context *context)
{
    static const char *const messages[] = {
        [DATE_TIME_SHAPE] = "the expiry {} isn't a date such as 2030-12-31T23:59:59Z",
        [DATE_TIME_DATE] = "the expiry {} names a day that doesn't exist",
        [DATE_TIME_TIME] = "the expiry {} names a time of day that doesn't exist",
        [DATE_TIME_ZONE] = "the expiry {} has a time zone offset that doesn't exist",
    };
    if (!has(profile->provision, ATTRIBUTE_expires) ||
        is_understood(profile->provision, ATTRIBUTE_expires))
        return;
    struct text value = written_value(profile->provision, ATTRIBUTE_expires);
    enum date_time_problem problem = date_time_parse(value).problem;
    flag(context, at_value(profile->provision, ATTRIBUTE_expires), .message = messages[problem],
         .values = {quoted_value(profile->provision, ATTRIBUTE_expires)});
}

void rule_expires_zero(const struct profile *profile, struct rule_context *context)
{
    if (value_is_zero(value_of(profile->provision, ATTRIBUTE_expires)))
        flag(context, at_value(profile->provision, ATTRIBUTE_expires),
             .message = "with an expiry of 0 the client doesn't enable the profile");
}

void rule_expired(const struct profile *profile, struct rule_context *context)
{
    struct date_time time = expiry(profile);
    if (time.problem == DATE_TIME_OK && time.seconds < profile->settings->now)
        flag(context, at_value(profile->provision, ATTRIBUTE_expires),
             .message = "the profile has expired: {} is past",
             .values = {quoted_value(profile->provision, ATTRIBUTE_expires)});
}

void rule_expires_no_zone(const struct profile *profile, struct rule_context *context)
{
    struct date_time time = expiry(profile);
    if (time.problem != DATE_TIME_OK || time.has_zone)
        return;
    flag(context, at_value(profile->provision, ATTRIBUTE_expires),
         .message = time.has_time ? "the expiry {} has no time zone: when the profile ends depends "
                                    "on the client"
                                  : "the expiry {} is a date without a time and a time zone: at "
                                    "what hour the profile ends depends on the client",
         .values = {quoted_value(profile->provision, ATTRIBUTE_expires)},
         .help = time.has_time ? NULL : "add a time and a zone after the date, such as T23:59:59Z");
}

/* What the published samples hold (MSDN ms775883, aa525667), which a profile in use can't. */
static const struct sample {
    enum element_kind element;
    enum attribute_kind attribute;
    const char *value;
    const char *message;
} samples[] = {
    {ELEMENT_provision, ATTRIBUTE_key, "de500844-e074-47fd-9e53-a51d63e5f51d",
     "the key {} is that of a published sample"},
    {ELEMENT_provision, ATTRIBUTE_key, "ed0fdf0c-cc35-4d8e-bb5d-7125e4618fa2",
     "the key {} is that of a published sample"},
    {ELEMENT_user, ATTRIBUTE_password, "notfornow", "the password is that of a published sample"},
    {ELEMENT_user, ATTRIBUTE_password, "RTCRocks!", "the password is that of a published sample"},
    {ELEMENT_accesscontrol, ATTRIBUTE_sig, "unique signature provided by Microsoft",
     "the signature is the remark that stands in its place in a published sample"},
};

static bool is_sample(const struct element *element, const struct sample *sample)
{
    struct text value = written_value(element, sample->attribute);
    if (element->kind != sample->element)
        return false;
    return sample->attribute == ATTRIBUTE_key ? text_equal_fold(value, text_of(sample->value))
                                              : text_equal(value, text_of(sample->value));
}

void rule_sample_value(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        /* Only the key may be shown; the other messages have no place for a value. */
        if (is_sample(element, &samples[i]))
            flag(context, at_value(element, samples[i].attribute), .message = samples[i].message,
                 .values = {quoted_value(element, ATTRIBUTE_key)});
    }
}
