/* SPDX-License-Identifier: MIT */
/* Which methods a profile lets the client answer with. */
#include "profile/methods.h"

#include <stdio.h>

static bool is_separator(char character)
{
    return character == ',' || character == ';' || character == '|';
}

bool method_tokens_next(struct method_tokens *tokens)
{
    const char *bytes = tokens->value.bytes;
    size_t end = tokens->value.length;
    size_t at = tokens->at;
    while (at < end && (text_is_blank(bytes[at]) || is_separator(bytes[at]))) {
        if (is_separator(bytes[at]) && !tokens->separator.length)
            tokens->separator = text_slice(tokens->value, at, at + 1);
        at++;
    }
    size_t from = at;
    while (at < end && !text_is_blank(bytes[at]) && !is_separator(bytes[at]))
        at++;
    tokens->at = at;
    tokens->token = text_slice(tokens->value, from, at);
    tokens->method = (unsigned)value_find(ATTRIBUTE_allowedauth, tokens->token);
    return at > from;
}

struct methods methods_effective(const struct method_request *allowed,
                                 const struct method_request *auth)
{
    if (allowed->is_there)
        return (struct methods){METHODS_ALLOWEDAUTH, allowed->known, allowed->is_certain};
    bool is_certain = allowed->is_certain && auth->is_certain;
    if (auth->is_there)
        return (struct methods){METHODS_AUTH, auth->known, is_certain};
    return (struct methods){METHODS_DEFAULT, METHOD_NTLM | METHOD_KERBEROS, is_certain};
}

void methods_write(unsigned set, char text[METHODS_ROOM])
{
    size_t length = 0;
    text[0] = '\0';
    for (int i = 0; i < METHOD_COUNT; i++) {
        const char *word = value_spelling(ATTRIBUTE_allowedauth, 1 << i);
        if (set >> i & 1)
            length += (size_t)snprintf(text + length, METHODS_ROOM - length, "%s%s",
                                       length ? " " : "", word);
    }
}
