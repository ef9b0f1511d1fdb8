/* SPDX-License-Identifier: MIT */
/* Where the names and values of a plain profile stand, for suites that edit one: start tags, end
 * tags, attributes and comments, and nothing else that XML has. */
#ifndef SIPLINT_TESTS_MARKUP_H
#define SIPLINT_TESTS_MARKUP_H

#include <check.h>
#include <stdbool.h>
#include <string.h>

#define MARKUP_ELEMENTS 256
#define MARKUP_ATTRIBUTES 12

/* The bytes [from, to) of the document. */
struct stretch {
    size_t from;
    size_t to;
};

struct markup_attribute {
    struct stretch name;
    struct stretch value; /* without its quotes */
    struct stretch all;   /* with the blank before it */
};

struct markup_element {
    struct stretch name;
    struct stretch end_name; /* empty: it has no end tag */
    size_t tag_end;          /* behind the last attribute, before `>` or `/>` */
    size_t content;          /* behind the start tag */
    struct stretch all;      /* up to the end of its end tag */
    int parent;              /* -1: it's the root */
    struct markup_attribute attributes[MARKUP_ATTRIBUTES];
    size_t attribute_count;
};

struct markup {
    struct markup_element elements[MARKUP_ELEMENTS];
    size_t count;
};

static inline bool stretch_is(const char *document, struct stretch stretch, const char *word)
{
    return strlen(word) == stretch.to - stretch.from &&
           memcmp(document + stretch.from, word, stretch.to - stretch.from) == 0;
}

static inline bool stretch_is_same(const char *document, struct stretch a, struct stretch b)
{
    return a.to - a.from == b.to - b.from &&
           memcmp(document + a.from, document + b.from, a.to - a.from) == 0;
}

static inline size_t markup_attribute_read(const char *document, size_t at,
                                           struct markup_element *element)
{
    ck_assert_uint_lt(element->attribute_count, MARKUP_ATTRIBUTES);
    struct markup_attribute *attribute = &element->attributes[element->attribute_count++];
    attribute->all.from = at;
    at += strspn(document + at, " \t\r\n");
    attribute->name = (struct stretch){at, at + strcspn(document + at, "= \t\r\n")};
    at = attribute->name.to + strcspn(document + attribute->name.to, "\"'");
    char quote[2] = {document[at], '\0'};
    attribute->value = (struct stretch){at + 1, at + 1 + strcspn(document + at + 1, quote)};
    attribute->all.to = attribute->value.to + 1;
    return attribute->all.to;
}

/* The start tag at that `<`. True when the element stays open. */
static inline bool markup_start_read(const char *document, size_t at, int parent,
                                     struct markup *markup)
{
    ck_assert_uint_lt(markup->count, MARKUP_ELEMENTS);
    struct markup_element *element = &markup->elements[markup->count++];
    *element = (struct markup_element){.parent = parent, .all.from = at};
    element->name = (struct stretch){at + 1, at + 1 + strcspn(document + at + 1, " \t\r\n/>")};
    at = element->name.to;
    while (!strchr("/>", document[at + strspn(document + at, " \t\r\n")]))
        at = markup_attribute_read(document, at, element);
    element->tag_end = at;
    at += strcspn(document + at, "/>");
    bool is_empty = document[at] == '/';
    element->content = element->all.to = at + (is_empty ? 2 : 1);
    return !is_empty;
}

/* Finds the elements in the order of their start tags. */
static inline void markup_read(const char *document, struct markup *markup)
{
    int open = -1;
    markup->count = 0;
    for (size_t at = 0; document[at += strcspn(document + at, "<")]; at++) {
        if (document[at + 1] == '!') {
            at = (size_t)(strstr(document + at, "-->") - document);
        } else if (document[at + 1] == '/') {
            struct markup_element *element = &markup->elements[open];
            size_t name = at + 2;
            element->end_name = (struct stretch){name, name + strcspn(document + name, " >")};
            element->all.to =
                element->end_name.to + strcspn(document + element->end_name.to, ">") + 1;
            open = element->parent;
        } else if (document[at + 1] != '?' && markup_start_read(document, at, open, markup)) {
            open = (int)markup->count - 1;
        }
    }
}

#endif
