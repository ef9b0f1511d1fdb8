/* SPDX-License-Identifier: MIT */
/* The grammars of attributes, by the names that schema.def gives them. */
#include "profile/values.h"
#include "grammar/value.h"

static const uint8_t grammar_of[ATTRIBUTE_COUNT] = {
#define ATTRIBUTE(kind, name, form, grammar, elements) [ATTRIBUTE_##kind] = GRAMMAR_##grammar,
#include "profile/schema.def"
#undef ATTRIBUTE
};

bool value_is_zero(struct text value)
{
    return text_equal(value, text_of("0"));
}

bool value_is_true(struct text value)
{
    return text_equal(value, text_of("1"));
}

/* Is it something, a colon, and a port's digits; or an IPv6 address in brackets and a port? With
 * more colons it's an IPv6 address or a URN; with a blank before, words. */
static bool realm_has_port(struct text realm)
{
    size_t host_end = 0;
    if (realm.length && realm.bytes[0] == '[')
        host_end = text_find(realm, ']');
    struct text rest = text_slice(realm, host_end, realm.length);
    size_t colon = text_find(rest, ':');
    if (colon == rest.length || host_end + colon == 0 || text_find(realm, ' ') < realm.length)
        return false;
    struct text port = text_slice(rest, colon + 1, rest.length);
    return port.length > 0 && port.length <= 5 && text_leading_digits(port) == port.length;
}

static bool is_any(struct text value)
{
    (void)value;
    return true;
}

static bool is_date(struct text value)
{
    return value_is_zero(value) || date_time_parse(value).problem == DATE_TIME_OK;
}

static bool is_realm(struct text value)
{
    return !realm_has_port(value);
}

static bool is_boolean(struct text value)
{
    return value_is_zero(value) || value_is_true(value);
}

static bool is_version(struct text value)
{
    int64_t version;
    return fixed_parse(value, &version);
}

static bool is_web_address(struct text value)
{
    return uri_parse(value).valid;
}

bool value_is_empty(enum attribute_kind attribute, struct text value)
{
    return value.length == 0 || (text_is_all_blank(value) && !attribute_is_secret(attribute));
}

bool value_is_valid(enum attribute_kind attribute, struct text value)
{
    static bool (*const grammars[GRAMMAR_COUNT])(struct text value) = {
        [GRAMMAR_ANY] = is_any,         [GRAMMAR_DATE] = is_date,
        [GRAMMAR_REALM] = is_realm,     [GRAMMAR_BOOLEAN] = is_boolean,
        [GRAMMAR_VERSION] = is_version, [GRAMMAR_WEB] = is_web_address,
    };
    return !value_is_empty(attribute, value) && grammars[grammar_of[attribute]](value);
}
