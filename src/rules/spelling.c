/* SPDX-License-Identifier: MIT */
/* How enumerated values are spelt: the client takes any letter case, other programs may not. */
#include "rules/checks.h"
#include "rules/flag.h"
#include "rules/steps.h"

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

static void flag_spelling(const struct profile *profile, enum attribute_kind attribute,
                          struct text value, int meaning, bool *was_hidden,
                          struct rule_context *context)
{
    const struct element *element = profile->element;
    if (!meaning || !is_odd_spelling(attribute, value) ||
        is_hidden_again(element, attribute, value, was_hidden))
        return;
    const char *usual = attribute == ATTRIBUTE_protocol
                            ? protocol_in_file(profile, (enum protocol)meaning)
                            : value_spelling(attribute, meaning);
    flag(context, at_part(element, attribute, value),
         .message = "{} is usually written \"{}\": a program that compares letter case doesn't "
                    "know it",
         .values = {quoted_part(element, attribute, value), word(usual)}, .help = "write \"{}\"",
         .help_values = {word(usual)},
         .steps.items = {edit_part(element, attribute, value, usual)});
}

static void flag_protocol_spelling(const struct profile *profile, struct rule_context *context)
{
    const struct server *server = profile->server;
    char first = profile->servers.first_letter[server->protocol];
    if (!server->protocol || !first || first == server->protocol_letter ||
        is_odd_spelling(ATTRIBUTE_protocol, value_of(server->element, ATTRIBUTE_protocol)))
        return;
    const char *usual = protocol_in_file(profile, server->protocol);
    flag(context, at_value(server->element, ATTRIBUTE_protocol),
         .message = "the protocol is written {} here and \"{}\" earlier in the file, so a search "
                    "for one misses the other",
         .values = {quoted_value(server->element, ATTRIBUTE_protocol), word(usual)},
         .help = "write \"{}\"", .help_values = {word(usual)},
         .steps.items = {edit_set(at_element(server->element), ATTRIBUTE_protocol, usual)});
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
            flag_spelling(profile, enumerated[i], value, value_find(enumerated[i], value),
                          &was_hidden, context);
    }
    struct method_tokens tokens = {.value = written_value(element, ATTRIBUTE_allowedauth)};
    while (method_tokens_next(&tokens))
        flag_spelling(profile, ATTRIBUTE_allowedauth, tokens.token, (int)tokens.method, &was_hidden,
                      context);
}
