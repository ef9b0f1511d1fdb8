/* SPDX-License-Identifier: MIT */
#include "xml/doctype.h"

static bool is(struct text token, const char *word)
{
    return text_equal(token, text_of(word));
}

static enum doctype_event follow_header(enum doctype_part *part, struct text token)
{
    if (is(token, "["))
        *part = DOCTYPE_SUBSET;
    if (!is(token, ">"))
        return DOCTYPE_NOTHING;
    *part = DOCTYPE_OUTSIDE;
    return DOCTYPE_ENDS;
}

static enum doctype_event follow_subset(enum doctype_part *part, struct text token)
{
    if (is(token, "]"))
        *part = DOCTYPE_HEADER;
    if (token.length && token.bytes[0] == '%')
        return DOCTYPE_REFERENCE;
    if (token.length <= 2 || !is(text_slice(token, 0, 2), "<!"))
        return DOCTYPE_NOTHING;
    *part = is(token, "<!ENTITY") ? DOCTYPE_ENTITY : DOCTYPE_DECLARATION;
    return DOCTYPE_DECLARATION_BEGINS;
}

enum doctype_event doctype_follow(enum doctype_part *part, struct text token)
{
    bool is_entity = *part == DOCTYPE_ENTITY;
    switch (*part) {
    case DOCTYPE_OUTSIDE:
        if (!is(token, "<!DOCTYPE"))
            break;
        *part = DOCTYPE_HEADER;
        return DOCTYPE_BEGINS;
    case DOCTYPE_HEADER:
        return follow_header(part, token);
    case DOCTYPE_SUBSET:
        return follow_subset(part, token);
    case DOCTYPE_DECLARATION:
    case DOCTYPE_ENTITY:
        if (!is(token, ">"))
            break;
        *part = DOCTYPE_SUBSET;
        return is_entity ? DOCTYPE_ENTITY_ENDS : DOCTYPE_NOTHING;
    }
    return DOCTYPE_NOTHING;
}
