/* SPDX-License-Identifier: MIT */
/*
 * Rules about the structure: the RTC Client API XML Schema 1.2 (MSDN ms776022), whose types are
 * closed but whose order and counts aren't binding; and the client's own codes for what it misses.
 */
#include "rules/rules.h"
#include "rules/verdict.h"

static bool is_root(const struct element *element)
{
    return element->parent == ELEMENT_UNKNOWN;
}

void rule_root_not_provision(const struct profile *profile, struct verdict *verdict)
{
    const struct element *element = profile->element;
    bool is_meant = profile->settings->must_be_profile || profile->root_is_misspelt;
    if (is_root(element) && element->kind != ELEMENT_provision && is_meant)
        flag(verdict, at_element(element), .message = "the root element is {}, not \"provision\"",
             .values = {quoted_xml_name(element->name)});
}

/* allowedauth, realm, … written as a child of the element that has it as an attribute. */
static enum attribute_kind attribute_meant(const struct element *element)
{
    if (is_root(element) || element->kind != ELEMENT_UNKNOWN)
        return ATTRIBUTE_UNKNOWN;
    return attribute_find(element->parent, element->name);
}

void rule_attribute_as_element(const struct profile *profile, struct verdict *verdict)
{
    const struct element *element = profile->element;
    enum attribute_kind attribute = attribute_meant(element);
    if (attribute != ATTRIBUTE_UNKNOWN)
        flag(verdict, at_element(element),
             .message = "{} is an attribute of <{}>, not an element of its own",
             .values = {word(attribute_name(attribute)), word(element_name(element->parent))},
             .help = attribute_is_secret(attribute)
                         ? "remove it, and let the program set it with SetCredentials"
                         : "write {}=\"…\" in the tag <{}>",
             .help_values = {word(attribute_name(attribute)), word(element_name(element->parent))});
}

void rule_unknown_element(const struct profile *profile, struct verdict *verdict)
{
    const struct element *element = profile->element;
    if (is_root(element) || element->kind != ELEMENT_UNKNOWN ||
        attribute_meant(element) != ATTRIBUTE_UNKNOWN)
        return;
    bool in_server = element->parent == ELEMENT_sipsrv;
    enum element_kind nearest = element_nearest(element->parent, element->name);
    flag(verdict, at_element(element), .message = "the element {} isn't known in <{}>",
         .values = {quoted_xml_name(element->name), word(element_name(element->parent))},
         .nearest = nearest == ELEMENT_UNKNOWN ? NULL : element_name(nearest),
         .code = in_server ? "RTC_E_PROFILE_INVALID_SESSION" : NULL, .likely = true,
         .severity = in_server ? SEVERITY_ERROR : SEVERITY_OFF);
}

void rule_misplaced_element(const struct profile *profile, struct verdict *verdict)
{
    const struct element *element = profile->element;
    if (is_root(element) || !element->is_misplaced)
        return;
    for (int i = 0; i < ELEMENT_COUNT; i++) {
        enum element_kind parent = (enum element_kind)i;
        if (!element_belongs(element->kind, parent))
            continue;
        flag(verdict, at_element(element), .message = "<{}> doesn't belong in <{}>, but in <{}>",
             .values = {word(element_name(element->kind)), word(element_name(element->parent)),
                        word(element_name(parent))});
        return;
    }
    flag(verdict, at_element(element), .message = "<{}> can't stand within <{}>: it's the root",
         .values = {word(element_name(element->kind)), word(element_name(element->parent))});
}

/* An attribute with a prefix is none of the schema's, however its local name reads. */
static void flag_prefixed(const struct element *element, size_t number, struct text local_name,
                          struct verdict *verdict)
{
    char room[256];
    struct text prefix = {room, 0};
    struct tag_attribute found;
    if (tag_attribute(&element->tag, number, &found)) /* it didn't come from a DTD */
        prefix = tag_attribute_prefix(&element->tag, &found, room, sizeof room);
    flag(verdict, at_number(element, number),
         .message = "<{}> has no attribute {} with the prefix {}",
         .values = {word(element_name(element->kind)), quoted_xml_name(local_name),
                    quoted_xml_name(prefix)});
}

void rule_unknown_attribute(const struct profile *profile, struct verdict *verdict)
{
    const struct element *element = profile->element;
    if (!element->has_odd_attributes)
        return;
    const char *names[SCHEMA_NAMES];
    element_attributes(element->kind, names);
    for (size_t i = 0; element->attributes[2 * i]; i++) {
        struct text name = text_of(element->attributes[2 * i]);
        size_t separator = text_find(name, SCAN_NAME_SEPARATOR); /* behind its namespace */
        if (attribute_find_fold(element->kind, name) != ATTRIBUTE_UNKNOWN)
            continue;
        if (separator < name.length)
            flag_prefixed(element, i, text_slice(name, separator + 1, name.length), verdict);
        else
            flag(verdict, at_number(element, i), .message = "<{}> has no attribute {}",
                 .values = {word(element_name(element->kind)), quoted_xml_name(name)},
                 .nearest = text_nearest(name, names));
    }
}

/* What the client says when the element is missing, as it is for the client when its name is spelt
 * otherwise. */
static const char *code_without_element(enum element_kind kind)
{
    static const char *const codes[ELEMENT_COUNT] = {
        [ELEMENT_provision] = "RTC_E_PROFILE_NO_PROVISION",
        [ELEMENT_user] = "RTC_E_PROFILE_NO_USER",
        [ELEMENT_sipsrv] = "RTC_E_PROFILE_NO_SERVER",
    };
    return codes[kind];
}

static const char *code_without_attribute(enum element_kind element, enum attribute_kind attribute)
{
    static const char *const codes[ATTRIBUTE_COUNT] = {
        [ATTRIBUTE_key] = "RTC_E_PROFILE_NO_KEY",
        [ATTRIBUTE_uri] = "RTC_E_PROFILE_NO_USER_URI",
        [ATTRIBUTE_addr] = "RTC_E_PROFILE_NO_SERVER_ADDRESS",
        [ATTRIBUTE_protocol] = "RTC_E_PROFILE_NO_SERVER_PROTOCOL",
        [ATTRIBUTE_role] = "RTC_E_PROFILE_INVALID_SERVER_ROLE",
        [ATTRIBUTE_party] = "RTC_E_PROFILE_INVALID_SESSION_PARTY",
        [ATTRIBUTE_type] = "RTC_E_PROFILE_INVALID_SESSION_TYPE",
    };
    if (attribute == ATTRIBUTE_name && element == ELEMENT_provision)
        return "RTC_E_PROFILE_NO_NAME";
    return codes[attribute];
}

static void flag_name_case(struct verdict *verdict, struct token at, struct text written,
                           const char *name, const char *code)
{
    flag(verdict, at, .message = "{} must be written \"{}\": the client takes it as missing",
         .values = {quoted_xml_name(written), word(name)}, .code = code, .likely = true,
         .help = "write {}", .help_values = {word(name)});
}

static void flag_element_case(const struct profile *profile, struct verdict *verdict)
{
    const struct element *element = profile->element;
    const char *name = element_name(element->kind);
    if (profile->seen_exact >> element->kind & 1) /* so none is missing */
        flag(verdict, at_element(element),
             .message = "{} must be written \"{}\": the client overlooks it",
             .values = {quoted_xml_name(element->name), word(name)}, .help = "write {}",
             .help_values = {word(name)});
    else
        flag_name_case(verdict, at_element(element), element->name, name,
                       code_without_element(element->kind));
}

/* The attribute is there in another spelling, which counts: see read_attribute() in element.c. */
static void flag_spare(struct verdict *verdict, struct token at, struct text written,
                       const char *name)
{
    flag(verdict, at, .message = "{} stands beside another spelling of \"{}\": one of them is lost",
         .values = {quoted_xml_name(written), word(name)},
         .help = "keep {} alone, with the right value", .help_values = {word(name)});
}

void rule_name_case(const struct profile *profile, struct verdict *verdict)
{
    const struct element *element = profile->element;
    if (element->kind == ELEMENT_UNKNOWN || element->is_misplaced)
        return;
    if (!element->is_exact)
        flag_element_case(profile, verdict);
    for (size_t i = 0; element->has_odd_attributes && element->attributes[2 * i]; i++) {
        struct text name = text_of(element->attributes[2 * i]);
        enum attribute_kind attribute = attribute_find_fold(element->kind, name);
        if (attribute == ATTRIBUTE_UNKNOWN ||
            attribute_find(element->kind, name) != ATTRIBUTE_UNKNOWN)
            continue;
        struct token at = at_number(element, i);
        at.attribute = attribute;
        if (element->number[attribute] != i)
            flag_spare(verdict, at, name, attribute_name(attribute));
        else
            flag_name_case(verdict, at, name, attribute_name(attribute),
                           code_without_attribute(element->kind, attribute));
    }
}

void rule_duplicate_element(const struct profile *profile, struct verdict *verdict)
{
    const struct element *element = profile->element;
    if (element->is_repeated)
        flag(verdict, at_element(element), .message = "a second <{}>: <{}> has one at most",
             .values = {word(element_name(element->kind)), word(element_name(element->parent))});
}

void rule_unexpected_text(const struct profile *profile, struct verdict *verdict)
{
    if (profile->parent != ELEMENT_UNKNOWN)
        flag(verdict, at_range(profile->text_at, profile->parent, ATTRIBUTE_UNKNOWN),
             .message = "text stands in <{}>, where the client looks for none",
             .values = {word(element_name(profile->parent))});
}

void rule_element_order(const struct profile *profile, struct verdict *verdict)
{
    const struct element *element = profile->element;
    if (element->parent == ELEMENT_provision && element->kind < profile->last_child &&
        element->kind <= ELEMENT_policy)
        flag(verdict, at_element(element),
             .message = "<{}> stands behind <{}>; the schema prints them the other way round",
             .values = {word(element_name(element->kind)),
                        word(element_name(profile->last_child))});
}

void rule_accesscontrol_legacy(const struct profile *profile, struct verdict *verdict)
{
    if (profile->element->kind == ELEMENT_accesscontrol)
        flag(verdict, at_element(profile->element),
             .message = "<accesscontrol> is known from CE samples alone, not from the schema");
}

void rule_policy_element(const struct profile *profile, struct verdict *verdict)
{
    if (profile->element->kind == ELEMENT_policy)
        flag(verdict, at_element(profile->element),
             .message = "<policy> is known by name alone: what it holds isn't checked");
}

/* Is an enumerated value spelt as none of the sources spells it? Protocols are printed in capitals
 * as well as small. */
static bool is_odd_spelling(enum attribute_kind attribute, struct text value)
{
    bool small = true;
    bool capital = true;
    for (size_t i = 0; i < value.length; i++) {
        bool letter = text_is_letter(value.bytes[i]);
        bool is_small = letter && text_lower(value.bytes[i]) == value.bytes[i];
        small &= !letter || is_small;
        capital &= !letter || !is_small;
    }
    return !small && !(capital && attribute == ATTRIBUTE_protocol);
}

static void flag_spelling(const struct element *element, enum attribute_kind attribute,
                          struct text value, int meaning, struct verdict *verdict)
{
    if (meaning && is_odd_spelling(attribute, value))
        flag(verdict, at_part(element, attribute, value),
             .message = "{} is an odd spelling of \"{}\"",
             .values = {quoted_part(element, attribute, value),
                        word(value_spelling(attribute, meaning))});
}

static void flag_protocol_spelling(const struct profile *profile, struct verdict *verdict)
{
    const struct server *server = profile->server;
    struct text value = value_of(&server->element, ATTRIBUTE_protocol);
    char first = profile->servers.first_spelling[server->protocol];
    if (server->protocol && first && first != value.bytes[0] &&
        !is_odd_spelling(ATTRIBUTE_protocol, value))
        flag(verdict, at_value(&server->element, ATTRIBUTE_protocol),
             .message = "{} is spelt in another letter case earlier in this file",
             .values = {quoted_value(&server->element, ATTRIBUTE_protocol)});
}

void rule_value_case(const struct profile *profile, struct verdict *verdict)
{
    static const enum attribute_kind enumerated[] = {ATTRIBUTE_protocol, ATTRIBUTE_auth,
                                                     ATTRIBUTE_role, ATTRIBUTE_party,
                                                     ATTRIBUTE_type};
    const struct element *element = profile->element;
    if (element->kind == ELEMENT_sipsrv)
        flag_protocol_spelling(profile, verdict);
    if (!element->has_odd_values)
        return;
    for (size_t i = 0; i < sizeof enumerated / sizeof *enumerated; i++) {
        struct text value = value_of(element, enumerated[i]);
        if (value.length)
            flag_spelling(element, enumerated[i], value, value_find(enumerated[i], value), verdict);
    }
    struct method_tokens tokens = {.value = value_of(element, ATTRIBUTE_allowedauth)};
    while (method_tokens_next(&tokens))
        flag_spelling(element, ATTRIBUTE_allowedauth, tokens.token, (int)tokens.method, verdict);
}
