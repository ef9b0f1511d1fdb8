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
    {"", 0, 0, 0, 1, 0}, /* first after last: it has no attributes */
};

const struct schema_attribute schema_attributes[ATTRIBUTE_COUNT] = {
#define ATTRIBUTE(kind, name, form, grammar, elements) \
    {name, sizeof name - 1, elements, FORM_##form},
#include "profile/schema.def"
#undef ATTRIBUTE
};

const struct schema_word schema_words[] = {
#define VALUE(attribute, value, spelling, small) {spelling, small, sizeof spelling - 1, value},
#include "profile/schema.def"
#undef VALUE
};

/* Names for the rows of schema_words, to tell where an attribute's begin and end. */
enum word_row {
#define VALUE(attribute, value, spelling, small) ROW_##attribute##_##value,
#include "profile/schema.def"
#undef VALUE
};

const struct schema_words_of schema_words_of[ATTRIBUTE_COUNT + 1] = {
#define ENUMERATED(attribute, first, last)                               \
    [ATTRIBUTE_##attribute] = {schema_words + ROW_##attribute##_##first, \
                               schema_words + ROW_##attribute##_##last + 1},
#include "profile/schema.def"
#undef ENUMERATED
};

bool attribute_is_secret(enum attribute_kind attribute)
{
    return schema_attributes[attribute].form == FORM_SECRET;
}

struct harmless attribute_harmless(enum attribute_kind attribute, struct text value)
{
    const char *known[SCHEMA_NAMES];
    attribute_values(attribute, known);
    return harmless_value(schema_attributes[attribute].form, known, value);
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
        if (schema_attributes[i].length == name.length &&
            (schema_attributes[i].elements & 1u << element) &&
            memcmp(schema_attributes[i].name, name.bytes, name.length) == 0)
            return (enum attribute_kind)i;
    }
    return ATTRIBUTE_UNKNOWN;
}

enum element_kind element_read(enum element_kind parent, enum element_kind before, const char *name)
{
    if (element_belongs(before, parent) && schema_is_name(schema_elements[before].name, name))
        return before;
    /* Most elements are where they belong, and few belong in one place. */
    for (int i = 0; i < ELEMENT_COUNT; i++) {
        if (element_belongs((enum element_kind)i, parent) &&
            schema_is_name(schema_elements[i].name, name))
            return (enum element_kind)i;
    }
    enum element_kind elsewhere = element_find(text_of(name));
    return element_is_akin(elsewhere, parent) ? elsewhere : ELEMENT_UNKNOWN;
}

enum attribute_kind attribute_find_fold(enum element_kind element, struct text name)
{
    for (unsigned i = schema_elements[element].first; i <= schema_elements[element].last; i++) {
        if ((schema_attributes[i].elements & 1u << element) &&
            text_equal_fold(text_of(schema_attributes[i].name), name))
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
        if (schema_attributes[i].elements & 1u << element && !(but >> i & 1))
            *names++ = schema_attributes[i].name;
    }
    *names = NULL;
}

void attribute_values(enum attribute_kind attribute, const char *names[SCHEMA_NAMES])
{
    const struct schema_words_of *words = &schema_words_of[attribute];
    for (const struct schema_word *word = words->first; word < words->end; word++)
        *names++ = word->spelling;
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
    const struct schema_words_of *words = &schema_words_of[attribute];
    for (const struct schema_word *word = words->first; word < words->end; word++) {
        if (text_equal_fold((struct text){word->spelling, word->length}, value))
            return word->value;
    }
    return 0;
}

const char *value_spelling(enum attribute_kind attribute, int value)
{
    const struct schema_words_of *words = &schema_words_of[attribute];
    for (const struct schema_word *word = words->first; word < words->end; word++) {
        if (word->value == value)
            return word->spelling;
    }
    return NULL;
}
