/* SPDX-License-Identifier: MIT */
/*
 * Rules about the structure: the RTC Client API XML Schema 1.2 (MSDN ms776022), whose types are
 * closed but whose order and counts aren't binding; and the client's own codes for what it misses.
 */
#include "rules/flag.h"
#include "rules/rules.h"

static bool is_root(const struct element *element)
{
    return element->parent == ELEMENT_UNKNOWN;
}

void rule_root_not_provision(const struct profile *profile, struct rule_context *context)
{
    static const char as_child[] =
        "<provision key=\"…\" name=\"…\"> with a <user> and a <sipsrv> in "
        "it is a profile: complete it, or check another file";
    const struct element *root = profile->root;
    if (root->kind != ELEMENT_provision || root->spelling == SPELLING_CLOSE)
        flag(context, without_length(at_element(root), root->name),
             .message = "the root element is {}, not \"provision\"",
             .values = {quoted_xml_name(root->name)}, .written = root->name,
             .nearest = root->kind == ELEMENT_provision ? "provision" : NULL);
    else if (root->spelling == SPELLING_EXACT && !root->in_namespace)
        flag(context, at_element(root),
             .message = "this isn't a profile: <provision> has no key, no name, and nothing in it "
                        "that a profile has",
             .help = as_child);
    else
        flag(context, without_length(at_element(root), root->name),
             .message = "this isn't a profile: the root element is {}{}, and it has no <sipsrv>",
             .values = {quoted_xml_name(root->name),
                        word(root->in_namespace ? " in a namespace" : "")});
}

/* ---- Names ---- */

/* What a profile can't do without: its misspelt name is as bad as none. */
static const struct {
    enum element_kind element;
    enum attribute_kind attribute; /* ATTRIBUTE_UNKNOWN: the element itself */
    enum rule_index rule;
} required[] = {
    {ELEMENT_user, ATTRIBUTE_UNKNOWN, RULE_missing_user},
    {ELEMENT_sipsrv, ATTRIBUTE_UNKNOWN, RULE_missing_server},
    {ELEMENT_provision, ATTRIBUTE_UNKNOWN, RULE_root_not_provision},
    {ELEMENT_provision, ATTRIBUTE_key, RULE_missing_key},
    {ELEMENT_provision, ATTRIBUTE_name, RULE_missing_name},
    {ELEMENT_user, ATTRIBUTE_uri, RULE_missing_user_uri},
    {ELEMENT_sipsrv, ATTRIBUTE_addr, RULE_missing_addr},
    {ELEMENT_sipsrv, ATTRIBUTE_protocol, RULE_missing_protocol},
    {ELEMENT_sipsrv, ATTRIBUTE_role, RULE_missing_role},
    {ELEMENT_session, ATTRIBUTE_party, RULE_missing_party},
    {ELEMENT_session, ATTRIBUTE_type, RULE_missing_session_type},
};

/* The rule for the item that's missing to the client because of this name, or NULL. */
static const struct rule *missed_by(const struct name *name)
{
    bool is_element = name->number == NAME_OF_ELEMENT;
    enum element_kind element = is_element ? name->meant : name->element->kind;
    enum attribute_kind attribute = is_element ? ATTRIBUTE_UNKNOWN : name->attribute;
    for (size_t i = 0; name->is_missed && i < sizeof required / sizeof *required; i++) {
        if (required[i].element == element && required[i].attribute == attribute)
            return &rules[required[i].rule];
    }
    return NULL;
}

static const char *meant_by(const struct name *name)
{
    if (name->number != NAME_OF_ELEMENT)
        return name->attribute == ATTRIBUTE_UNKNOWN ? NULL : attribute_name(name->attribute);
    return name->meant == ELEMENT_UNKNOWN ? NULL : element_name(name->meant);
}

static struct token at_name(const struct name *name)
{
    if (name->number == NAME_OF_ELEMENT)
        return without_length(at_element(name->element), name->written);
    struct token at = at_number(name->element, name->number);
    at.attribute = name->attribute;
    return without_length(at, name->written);
}

static bool is_unknown(const struct name *name)
{
    return name->spelling == SPELLING_CLOSE || name->spelling == SPELLING_OTHER;
}

/* allowedauth, realm, … written as a child of the element that has it as an attribute. */
static bool is_attribute_as_element(const struct name *name)
{
    return name->number == NAME_OF_ELEMENT && name->attribute != ATTRIBUTE_UNKNOWN;
}

void rule_attribute_as_element(const struct profile *profile, struct rule_context *context)
{
    const struct name *name = profile->name;
    if (!is_attribute_as_element(name))
        return;
    enum element_kind parent = name->element->parent;
    bool in_server = parent == ELEMENT_sipsrv;
    flag_as(in_server ? SEVERITY_ERROR : SEVERITY_OFF, context, at_name(name),
            .message = "{} is an attribute of <{}>, not an element of its own",
            .values = {word(attribute_name(name->attribute)), word(element_name(parent))},
            .help = attribute_is_secret(name->attribute)
                        ? "remove it, and let the program set it with SetCredentials"
                        : "write {}=\"…\" in the tag <{}>",
            .help_values = {word(attribute_name(name->attribute)), word(element_name(parent))},
            .code = in_server ? "RTC_E_PROFILE_INVALID_SESSION" : NULL, .likely = true);
}

/* It's close to a name that the profile has, and may have once only. */
static bool is_surplus(const struct profile *profile, const struct name *name)
{
    if (name->meant == ELEMENT_UNKNOWN)
        return false;
    return !name->is_taken ||
           (name->meant == ELEMENT_user && profile->seen_exact >> ELEMENT_user & 1);
}

/* What the client says of an unknown element, and how bad that is. */
static void flag_element(const struct profile *profile, struct rule_context *context)
{
    const struct name *name = profile->name;
    const struct rule *missed = missed_by(name);
    bool in_server = name->element->parent == ELEMENT_sipsrv;
    bool surplus = is_surplus(profile, name);
    flag_as(missed || in_server ? SEVERITY_ERROR : SEVERITY_OFF, context, at_name(name),
            .message = "the element {} isn't known in <{}>",
            .values = {quoted_xml_name(name->written), word(element_name(name->element->parent))},
            .written = name->written, .nearest = surplus ? NULL : meant_by(name),
            .help = surplus ? "remove it; what it says belongs in the <{}> that is there" : NULL,
            .help_values = {word(surplus ? meant_by(name) : "")},
            .code = missed      ? missed->code
                    : in_server ? "RTC_E_PROFILE_INVALID_SESSION"
                                : NULL,
            .likely = true);
}

void rule_unknown_element(const struct profile *profile, struct rule_context *context)
{
    const struct name *name = profile->name;
    if (name->number == NAME_OF_ELEMENT && is_unknown(name) && !is_attribute_as_element(name))
        flag_element(profile, context);
}

/* An editor put it there: a language, or the place of a schema. */
static bool is_of_editors(struct text space)
{
    return text_equal(space, text_of("http://www.w3.org/XML/1998/namespace")) ||
           text_equal(space, text_of("http://www.w3.org/2001/XMLSchema-instance"));
}

/* An attribute with a prefix is none of the schema's, however its local name reads. */
static void flag_prefixed(const struct name *name, struct rule_context *context)
{
    const struct element *element = name->element;
    char room[256];
    struct text prefix = {room, 0};
    struct tag_attribute found;
    if (tag_attribute(&element->tag, name->number, &found)) /* it didn't come from a DTD */
        prefix = tag_attribute_prefix(&element->tag, &found, room, sizeof room);
    flag_as(is_of_editors(name->space) ? SEVERITY_NOTE : SEVERITY_OFF, context, at_name(name),
            .message = "<{}> has no attribute {} with the prefix {}",
            .values = {word(element_name(element->kind)), quoted_xml_name(name->written),
                       quoted_xml_name(prefix)});
}

void rule_unknown_attribute(const struct profile *profile, struct rule_context *context)
{
    const struct name *name = profile->name;
    const struct rule *missed = missed_by(name);
    if (name->number == NAME_OF_ELEMENT || !is_unknown(name))
        return;
    if (name->space.length)
        flag_prefixed(name, context);
    else
        flag_as(missed ? missed->severity : SEVERITY_OFF, context, at_name(name),
                .message = "<{}> has no attribute {}",
                .values = {word(element_name(name->element->kind)), quoted_xml_name(name->written)},
                .written = name->written, .nearest = meant_by(name),
                .code = missed ? missed->code : NULL, .likely = true);
}

/* Another one has the right name, or the same wrong one. */
static void flag_spare(const struct name *name, struct rule_context *context)
{
    bool is_element = name->number == NAME_OF_ELEMENT;
    flag(context, at_name(name),
         .message = is_element ? "{} must be written \"{}\": the client overlooks it"
                               : "{} stands beside another spelling of \"{}\": one of them is lost",
         .values = {quoted_xml_name(name->written), word(meant_by(name))},
         .help = is_element ? "write {}" : "keep {} alone, with the right value",
         .help_values = {word(meant_by(name))});
}

void rule_name_case(const struct profile *profile, struct rule_context *context)
{
    const struct name *name = profile->name;
    if (name->spelling != SPELLING_CASE)
        return;
    const struct rule *missed = missed_by(name);
    if (!name->is_missed) {
        flag_spare(name, context);
        return;
    }
    flag(context, at_name(name),
         .message = "{} must be written \"{}\": the client takes it as missing",
         .values = {quoted_xml_name(name->written), word(meant_by(name))},
         .code = missed ? missed->code : NULL, .likely = true, .help = "write {}",
         .help_values = {word(meant_by(name))});
}

/* ---- Places ---- */

void rule_misplaced_element(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    if (is_root(element) || !element->is_misplaced)
        return;
    for (int i = 0; i < ELEMENT_COUNT; i++) {
        enum element_kind parent = (enum element_kind)i;
        if (!element_belongs(element->kind, parent))
            continue;
        flag(context, at_element(element), .message = "<{}> doesn't belong in <{}>, but in <{}>",
             .values = {word(element_name(element->kind)), word(element_name(element->parent)),
                        word(element_name(parent))});
        return;
    }
    flag(context, at_element(element), .message = "<{}> can't stand within <{}>: it's the root",
         .values = {word(element_name(element->kind)), word(element_name(element->parent))});
}

void rule_duplicate_element(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    if (element->is_repeated)
        flag(context, at_element(element), .message = "a second <{}>: <{}> has one at most",
             .values = {word(element_name(element->kind)), word(element_name(element->parent))});
}

void rule_unexpected_text(const struct profile *profile, struct rule_context *context)
{
    if (profile->parent != ELEMENT_UNKNOWN)
        flag(context, at_range(profile->text_at, profile->parent, ATTRIBUTE_UNKNOWN),
             .message = "text stands in <{}>, where the client looks for none",
             .values = {word(element_name(profile->parent))});
}

void rule_element_order(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    if (element->out_of_order != ELEMENT_UNKNOWN)
        flag(context, at_element(element),
             .message = "<{}> stands behind <{}>; the schema prints them the other way round",
             .values = {word(element_name(element->kind)),
                        word(element_name(element->out_of_order))});
}

void rule_accesscontrol_legacy(const struct profile *profile, struct rule_context *context)
{
    flag(context, at_element(profile->element),
         .message = "<accesscontrol> is known from CE samples alone, not from the schema");
}

void rule_policy_element(const struct profile *profile, struct rule_context *context)
{
    flag(context, at_element(profile->element),
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
                          struct text value, int meaning, bool *was_hidden,
                          struct rule_context *context)
{
    if (meaning && is_odd_spelling(attribute, value) &&
        !is_hidden_again(element, attribute, value, was_hidden))
        flag(context, at_part(element, attribute, value),
             .message = "{} is an odd spelling of \"{}\"",
             .values = {quoted_part(element, attribute, value),
                        word(value_spelling(attribute, meaning))});
}

static void flag_protocol_spelling(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    char first = profile->servers.first_spelling[server->protocol];
    if (server->protocol && first && first != server->spelling &&
        !is_odd_spelling(ATTRIBUTE_protocol, value_of(server->element, ATTRIBUTE_protocol)))
        flag(context, at_value(server->element, ATTRIBUTE_protocol),
             .message = "{} is spelt in another letter case earlier in this file",
             .values = {quoted_value(server->element, ATTRIBUTE_protocol)});
}

void rule_value_case(const struct profile *profile, struct rule_context *context)
{
    static const enum attribute_kind enumerated[] = {ATTRIBUTE_protocol, ATTRIBUTE_auth,
                                                     ATTRIBUTE_role, ATTRIBUTE_party,
                                                     ATTRIBUTE_type};
    const struct element *element = profile->element;
    bool was_hidden = false;
    if (element->kind == ELEMENT_sipsrv)
        flag_protocol_spelling(profile, context);
    if (!element->odd)
        return;
    for (size_t i = 0; i < sizeof enumerated / sizeof *enumerated; i++) {
        struct text value = value_of(element, enumerated[i]);
        if (value.length)
            flag_spelling(element, enumerated[i], value, value_find(enumerated[i], value),
                          &was_hidden, context);
    }
    struct method_tokens tokens = {.value = written_value(element, ATTRIBUTE_allowedauth)};
    while (method_tokens_next(&tokens))
        flag_spelling(element, ATTRIBUTE_allowedauth, tokens.token, (int)tokens.method, &was_hidden,
                      context);
}
