/* SPDX-License-Identifier: MIT */
/* Tables made from schema.def, and look-ups in them. The lists are short, so they're looked through
 * in order. */
#include "profile/schema.h"

#include <string.h>

#define IN(element) (1u << ELEMENT_##element)
#define ROOT (1u << ELEMENT_UNKNOWN)

_Static_assert(ELEMENT_UNKNOWN < 32 && ATTRIBUTE_COUNT <= 32, "sets of these have 32 bits");

#define NEEDS(attribute) (1u << ATTRIBUTE_##attribute)

const struct schema_element schema_elements[ELEMENT_COUNT + 1] = {
#define ELEMENT(kind, name, parents, first, last, required) \
    {name, sizeof name - 1, parents, required, ATTRIBUTE_##first, ATTRIBUTE_##last},
#include "profile/schema.def"
#undef ELEMENT
    {"", 0, 0, 0, 1, 0}, /* it has no attributes */
};

static const struct {
    const char *name;
    size_t length;
    unsigned elements; /* a set of elements */
    enum value_form form;
} attributes[ATTRIBUTE_COUNT] = {
#define ATTRIBUTE(kind, name, form, grammar, elements) \
    {name, sizeof name - 1, elements, FORM_##form},
#include "profile/schema.def"
#undef ATTRIBUTE
};

static const struct {
    enum attribute_kind attribute;
    int value;
    const char *spelling;
    const char *small;
    size_t length;
} values[] = {
#define VALUE(attribute, value, spelling, small) \
    {ATTRIBUTE_##attribute, value, spelling, small, sizeof spelling - 1},
#include "profile/schema.def"
#undef VALUE
};

#define VALUE_COUNT (sizeof values / sizeof *values)

/* Names for the rows of `values`, to tell where an attribute's begin and end. */
enum value_row {
#define VALUE(attribute, value, spelling, small) ROW_##attribute##_##value,
#include "profile/schema.def"
#undef VALUE
};

static const struct {
    uint8_t first;
    uint8_t end;
} values_of[ATTRIBUTE_COUNT] = {
#define ENUMERATED(attribute, first, last) \
    [ATTRIBUTE_##attribute] = {ROW_##attribute##_##first, ROW_##attribute##_##last + 1},
#include "profile/schema.def"
#undef ENUMERATED
};

/* Mostly the first letter tells. */
static inline bool is_same(const char *a, const char *b)
{
    return a[0] == b[0] && strcmp(a, b) == 0;
}

/* Byte by byte, as expat wrote it just before: so it's read fastest, too. */
static inline bool is_same_value(const char *a, const char *b)
{
    size_t at = 0;
    while (a[at] == b[at]) {
        if (!a[at++])
            return true;
    }
    return false;
}

bool attribute_is_secret(enum attribute_kind attribute)
{
    return attributes[attribute].form == FORM_SECRET;
}

struct harmless attribute_harmless(enum attribute_kind attribute, struct text value)
{
    const char *known[SCHEMA_NAMES];
    attribute_values(attribute, known);
    return harmless_value(attributes[attribute].form, known, value);
}

const char *attribute_name(enum attribute_kind attribute)
{
    return attributes[attribute].name;
}

enum element_kind element_find(struct text name)
{
    for (int i = 0; i < ELEMENT_COUNT; i++) {
        if (schema_elements[i].length == name.length &&
            memcmp(schema_elements[i].name, name.bytes, name.length) == 0)
            return (enum element_kind)i;
    }
    return ELEMENT_UNKNOWN;
}

enum element_kind element_find_fold(struct text name)
{
    for (int i = 0; i < ELEMENT_COUNT; i++) {
        if (text_equal_fold(text_of(schema_elements[i].name), name))
            return (enum element_kind)i;
    }
    return ELEMENT_UNKNOWN;
}

enum attribute_kind attribute_find(enum element_kind element, struct text name)
{
    for (unsigned i = schema_elements[element].first; i <= schema_elements[element].last; i++) {
        if (attributes[i].length == name.length && (attributes[i].elements & 1u << element) &&
            memcmp(attributes[i].name, name.bytes, name.length) == 0)
            return (enum attribute_kind)i;
    }
    return ATTRIBUTE_UNKNOWN;
}

enum element_kind element_read(enum element_kind parent, enum element_kind before, const char *name)
{
    if (element_belongs(before, parent) && is_same(schema_elements[before].name, name))
        return before;
    /* Most elements are where they belong, and few belong in one place. */
    for (int i = 0; i < ELEMENT_COUNT; i++) {
        if (element_belongs((enum element_kind)i, parent) && is_same(schema_elements[i].name, name))
            return (enum element_kind)i;
    }
    enum element_kind elsewhere = element_find(text_of(name));
    return element_is_akin(elsewhere, parent) ? elsewhere : ELEMENT_UNKNOWN;
}

enum attribute_kind attribute_read(enum element_kind element, enum attribute_kind after,
                                   const char *name)
{
    const struct schema_element *row = &schema_elements[element];
    unsigned count = row->last + 1u - row->first;
    unsigned at = after;
    while (count--) {
        at = at < row->last ? at + 1 : row->first;
        if ((attributes[at].elements & 1u << element) && is_same(attributes[at].name, name))
            return (enum attribute_kind)at;
    }
    return ATTRIBUTE_UNKNOWN;
}

enum attribute_kind attribute_find_fold(enum element_kind element, struct text name)
{
    for (unsigned i = schema_elements[element].first; i <= schema_elements[element].last; i++) {
        if ((attributes[i].elements & 1u << element) &&
            text_equal_fold(text_of(attributes[i].name), name))
            return (enum attribute_kind)i;
    }
    return ATTRIBUTE_UNKNOWN;
}

bool element_is_akin(enum element_kind element, enum element_kind parent)
{
    return parent == ELEMENT_UNKNOWN ||
           element_is_of_carrier(element) == element_is_of_carrier(parent);
}

/* The names of the elements that belong in `parent`, except those of a set. */
static void list_children(enum element_kind parent, unsigned but, const char **names)
{
    for (int i = 0; i < ELEMENT_COUNT; i++) {
        if (element_belongs((enum element_kind)i, parent) && !(but >> i & 1))
            *names++ = schema_elements[i].name;
    }
    *names = NULL;
}

static void list_attributes(enum element_kind element, uint32_t but, const char **names)
{
    for (int i = 0; i < ATTRIBUTE_COUNT; i++) {
        if (attributes[i].elements & 1u << element && !(but >> i & 1))
            *names++ = attributes[i].name;
    }
    *names = NULL;
}

void element_children(enum element_kind parent, const char *names[SCHEMA_NAMES])
{
    list_children(parent, 0, names);
}

void element_attributes(enum element_kind element, const char *names[SCHEMA_NAMES])
{
    list_attributes(element, 0, names);
}

void attribute_values(enum attribute_kind attribute, const char *names[SCHEMA_NAMES])
{
    for (size_t i = 0; i < VALUE_COUNT; i++) {
        if (values[i].attribute == attribute)
            *names++ = values[i].spelling;
    }
    *names = NULL;
}

enum element_kind element_nearest(enum element_kind parent, struct text name, unsigned but)
{
    const char *names[SCHEMA_NAMES];
    list_children(parent, but, names);
    const char *nearest = text_nearest_only(name, names);
    return nearest ? element_find(text_of(nearest)) : ELEMENT_UNKNOWN;
}

enum attribute_kind attribute_nearest(enum element_kind element, struct text name, uint32_t but)
{
    const char *names[SCHEMA_NAMES];
    list_attributes(element, but, names);
    const char *nearest = text_nearest_only(name, names);
    return nearest ? attribute_find(element, text_of(nearest)) : ATTRIBUTE_UNKNOWN;
}

int value_find(enum attribute_kind attribute, struct text value)
{
    for (size_t i = values_of[attribute].first; i < values_of[attribute].end; i++) {
        const struct text spelling = {values[i].spelling, values[i].length};
        if (text_equal_fold(spelling, value))
            return values[i].value;
    }
    return 0;
}

int value_read(enum attribute_kind attribute, const char *written, struct text *value)
{
    for (size_t i = values_of[attribute].first; i < values_of[attribute].end; i++) {
        const char *usual = values[i].small[0] == written[0] ? values[i].small : values[i].spelling;
        if (!is_same_value(usual, written))
            continue;
        *value = (struct text){usual, values[i].length};
        return values[i].value;
    }
    *value = text_of(written);
    return value_find(attribute, *value);
}

const char *value_spelling(enum attribute_kind attribute, int value)
{
    for (size_t i = 0; i < VALUE_COUNT; i++) {
        if (values[i].attribute == attribute && values[i].value == value)
            return values[i].spelling;
    }
    return NULL;
}
