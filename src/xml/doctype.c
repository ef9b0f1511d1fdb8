/* SPDX-License-Identifier: MIT */
#include "xml/doctype.h"

static bool is(struct text token, const char *word)
{
    return text_equal(token, text_of(word));
}

static enum doctype_event follow_header(struct doctype *doctype, struct text token)
{
    if (is(token, "["))
        doctype->part = DOCTYPE_SUBSET;
    if (!is(token, ">"))
        return DOCTYPE_NOTHING;
    doctype->part = DOCTYPE_OUTSIDE;
    return DOCTYPE_ENDS;
}

static enum doctype_event follow_subset(struct doctype *doctype, struct text token, uint64_t byte)
{
    if (is(token, "]"))
        doctype->part = DOCTYPE_HEADER;
    if (token.length && token.bytes[0] == '%')
        return DOCTYPE_REFERENCE;
    if (token.length <= 2 || !is(text_slice(token, 0, 2), "<!"))
        return DOCTYPE_NOTHING;
    doctype->part = is(token, "<!ENTITY") ? DOCTYPE_ENTITY : DOCTYPE_DECLARATION;
    doctype->declaration = byte;
    return DOCTYPE_NOTHING;
}

enum doctype_event doctype_follow(struct doctype *doctype, struct text token, uint64_t byte)
{
    bool is_entity = doctype->part == DOCTYPE_ENTITY;
    switch (doctype->part) {
    case DOCTYPE_OUTSIDE:
        if (!is(token, "<!DOCTYPE"))
            break;
        doctype->part = DOCTYPE_HEADER;
        doctype->start = byte;
        return DOCTYPE_BEGINS;
    case DOCTYPE_HEADER:
        return follow_header(doctype, token);
    case DOCTYPE_SUBSET:
        return follow_subset(doctype, token, byte);
    case DOCTYPE_DECLARATION:
    case DOCTYPE_ENTITY:
        if (!is(token, ">"))
            break;
        doctype->part = DOCTYPE_SUBSET;
        return is_entity ? DOCTYPE_ENTITY_ENDS : DOCTYPE_NOTHING;
    }
    return DOCTYPE_NOTHING;
}
