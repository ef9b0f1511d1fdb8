/* SPDX-License-Identifier: MIT */
/* What a user says, and which methods of authentication follow from it. */
#include "profile/profile_reader.h"

static void read_allowed(struct user *user)
{
    const struct element *element = &user->element;
    struct method_tokens tokens = {.value = written_value(element, ATTRIBUTE_allowedauth)};
    user->allowed = (struct method_request){.is_there = has(element, ATTRIBUTE_allowedauth)};
    user->has_token = user->has_unknown_token = user->has_repeated_token = false;
    while (method_tokens_next(&tokens)) {
        user->has_token = true;
        user->has_repeated_token |= (user->allowed.known & tokens.method) != 0;
        user->has_unknown_token |= tokens.method == 0;
        user->allowed.known |= tokens.method;
        if (tokens.method && !text_equal(tokens.token, text_of(value_spelling(ATTRIBUTE_allowedauth,
                                                                              (int)tokens.method))))
            user->element.odd |= 1u << ATTRIBUTE_allowedauth;
    }
    user->separator = tokens.separator;
    user->allowed.is_there |= element->as_child >> ATTRIBUTE_allowedauth & 1;
    /* logoncred isn't a method by itself */
    user->allowed.is_certain =
        !user->allowed.is_there ||
        (!user->has_unknown_token && user->allowed.known & ~(unsigned)METHOD_LOGONCRED);
    element_set_understood(&user->element, ATTRIBUTE_allowedauth, user->allowed.is_certain);
}

/* Is it the user that the client finds? One whose name is misspelt gives way to another. */
static bool is_first(const struct profile_reader *reader, const struct element *element)
{
    const struct user *first = reader->facts.first_user;
    return !first ||
           (element->spelling == SPELLING_EXACT && first->element.spelling != SPELLING_EXACT);
}

void users_set_methods(struct profile_reader *reader)
{
    struct profile *facts = &reader->facts;
    const struct method_request none = {.is_certain = false}; /* without a user, who knows? */
    facts->methods = methods_effective(facts->first_user ? &facts->first_user->allowed : &none,
                                       &facts->servers.auth);
}

/* Looked up once, since any number of servers may point back to them. */
static void find_allowed(struct user *user)
{
    const struct element *element = &user->element;
    const struct text value = written_value(element, ATTRIBUTE_allowedauth);
    struct method_tokens tokens = {.value = value};
    unsigned met = 0;
    if (!has(element, ATTRIBUTE_allowedauth))
        return;
    struct harmless harmless = user->has_unknown_token
                                   ? element_harmless(element, ATTRIBUTE_allowedauth)
                                   : (struct harmless){value, value.length};
    user->allowedauth_at = at_attribute(element, ATTRIBUTE_allowedauth).range;
    while (met != user->allowed.known && method_tokens_next(&tokens)) {
        if (tokens.method & ~met)
            user->allowed_at[__builtin_ctz(tokens.method)] =
                at_part_of(&element->tag, element->number[ATTRIBUTE_allowedauth], harmless,
                           tokens.token);
        met |= tokens.method;
    }
}

void users_leave(struct profile_reader *reader, const struct element *element)
{
    bool stays = is_first(reader, element);
    struct user *user = stays ? &reader->first_user : &reader->further_user;
    user->element = *element;
    if (stays)
        element_copy(&user->element, &reader->kept);
    user->password_child = reader->password_child;
    reader->password_child = (struct range){.start.line = 0};
    user->uri = sip_uri_parse(written_value(&user->element, ATTRIBUTE_uri));
    element_set_understood(&user->element, ATTRIBUTE_uri, user->uri.problem == SIP_URI_OK);
    read_allowed(user);
    reader->facts.user = user;
    reader->facts.element = &user->element;
    if (stays) {
        find_allowed(user);
        reader->facts.first_user = user;
        users_set_methods(reader);
    }
    hand_on_end(reader, &user->element, PHASE_USER);
    if (stays)
        servers_judge_waiting(reader);
}
