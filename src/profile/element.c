/* SPDX-License-Identifier: MIT */
/* Elements: what their attributes say, and where their parts are. */
#include "profile/element.h"
#include "profile/values.h"

struct token at_range(struct range range, enum element_kind element, enum attribute_kind attribute)
{
    return (struct token){range, element, attribute};
}

struct token at_element(const struct element *element)
{
    return at_range(tag_name(&element->tag), element->kind, ATTRIBUTE_UNKNOWN);
}

struct token at_number(const struct element *element, size_t number)
{
    struct tag_attribute found;
    if (!tag_attribute(&element->tag, number, &found)) /* it came from a DTD */
        return at_element(element);
    return at_range(tag_range(&element->tag, found.name, found.name_end), element->kind,
                    ATTRIBUTE_UNKNOWN);
}

struct token at_attribute(const struct element *element, enum attribute_kind attribute)
{
    struct token token = at_number(element, element->number[attribute]);
    token.attribute = attribute;
    return token;
}

struct harmless element_harmless(const struct element *element, enum attribute_kind attribute)
{
    if (!has(element, attribute))
        return (struct harmless){written_value(element, attribute), 0};
    const struct text value = element->value[attribute];
    if (is_understood(element, attribute) && values_words() >> attribute & 1)
        return (struct harmless){value, value.length}; /* it's a word of the schema */
    return attribute_harmless(attribute, value);
}

/* The part as far as it may be shown; if nothing of it may, the empty part at the value's start:
 * where it starts would tell how long it is what is hidden before. */
static struct text visible_part(struct harmless value, struct text part)
{
    struct harmless visible = harmless_part(value, part);
    if (part.length ? visible.shown : part.bytes <= value.text.bytes + value.shown)
        return text_slice(part, 0, visible.shown);
    return text_slice(value.text, 0, 0);
}

/* tag_value_part() of a part of the value that starts there. */
static struct range part_range(const struct tag *tag, const struct tag_attribute *found,
                               const char *value, struct text part)
{
    size_t from = (size_t)(part.bytes - value);
    size_t to = from + part.length;
    struct text as_far_as_it_matters = {value, to};
    return tag_value_part(tag, found, as_far_as_it_matters, from, to);
}

struct range at_part_of(const struct tag *tag, size_t number, struct harmless value,
                        struct text part)
{
    struct tag_attribute found;
    if (!tag_attribute(tag, number, &found)) /* it came from a DTD */
        return tag_name(tag);
    return part_range(tag, &found, value.text.bytes, visible_part(value, part));
}

struct range element_part_range(const struct element *element, enum attribute_kind attribute,
                                struct text part)
{
    struct tag_attribute found;
    if (!tag_attribute(&element->tag, element->number[attribute], &found))
        return tag_name(&element->tag);
    return part_range(&element->tag, &found, element->value[attribute].bytes, part);
}

struct token at_part(const struct element *element, enum attribute_kind attribute, struct text part)
{
    struct harmless value = element_harmless(element, attribute);
    return at_range(at_part_of(&element->tag, element->number[attribute], value, part),
                    element->kind, attribute);
}

struct token at_value(const struct element *element, enum attribute_kind attribute)
{
    struct tag_attribute found;
    if (!harmless_is_whole(element_harmless(element, attribute)))
        return at_attribute(element, attribute);
    if (!tag_attribute(&element->tag, element->number[attribute], &found))
        return at_element(element);
    return at_range(tag_range(&element->tag, found.value, found.value_end), element->kind,
                    attribute);
}

struct token at_missing(const struct element *element, enum attribute_kind attribute)
{
    if (has(element, attribute))
        return at_value(element, attribute);
    struct token token = at_element(element);
    token.attribute = attribute;
    return token;
}

_Static_assert(2 * SCAN_ATTRIBUTE_LIMIT <= UINT16_MAX, "those of a tag and of a DTD are numbered");

static inline void read_word(struct element *element, enum attribute_kind attribute,
                             const char *written)
{
    struct text value;
    int meaning = value_read(attribute, written, &value);
    element->value[attribute] = value;
    element->meaning[attribute] = (uint8_t)meaning;
    if (meaning)
        element->understood |= 1u << attribute;
    else if (value_is_empty(attribute, value))
        element->empty |= 1u << attribute;
    if (meaning && value.bytes == written)
        element->odd |= 1u << attribute;
}

static void read_other(struct element *element, enum attribute_kind attribute, const char *written)
{
    const struct text value = text_of(written);
    element->value[attribute] = value;
    if (value_is_empty(attribute, value))
        element->empty |= 1u << attribute;
    else if (values_others() >> attribute & 1 && value_is_valid(attribute, value))
        element->understood |= 1u << attribute;
}

static inline void set_attribute(struct element *element, enum attribute_kind attribute,
                                 size_t number)
{
    const char *written = element->attributes[2 * number + 1];
    element->present |= 1u << attribute;
    element->number[attribute] = (uint16_t)number;
    if (values_words() >> attribute & 1)
        read_word(element, attribute, written);
    else
        read_other(element, attribute, written);
}

void element_set_attribute(struct element *element, enum attribute_kind attribute, size_t number)
{
    set_attribute(element, attribute, number);
}

void element_read_attributes(struct element *element, const char *const *attributes)
{
    element->has_other_attributes = false;
    element->present = element->empty = element->understood = element->odd = 0;
    element->as_child = 0;
    element->beside.line = 0;
    element->attributes = attributes;
    if (element_is_opaque(element->kind) || element->is_misplaced)
        return;
    enum attribute_kind kind = ATTRIBUTE_UNKNOWN;
    for (size_t i = 0; attributes[2 * i]; i++) {
        kind = attribute_read(element->kind, kind, attributes[2 * i]);
        if (kind != ATTRIBUTE_UNKNOWN)
            set_attribute(element, kind, i);
        else
            element->has_other_attributes = true;
    }
}

void element_save_values(struct element *element, struct arena *arena)
{
    if (element->spelling != SPELLING_EXACT)
        element->name.bytes = arena_string(arena, element->name);
    uint32_t constant = element->understood & ~element->odd & values_words();
    for (uint32_t left = element->present & ~constant; left; left &= left - 1) {
        struct text *value = &element->value[__builtin_ctz(left)];
        value->bytes = arena_string(arena, *value);
    }
    element->attributes = NULL;
}

static bool is_saved(const struct tag *tag)
{
    return tag->start.line != 0;
}

static void save_tag(struct tag *tag, struct arena *arena)
{
    const struct text bytes = {(const char *)tag->bytes, tag->length};
    if (!is_saved(tag))
        tag->start = chunk_locate(tag->chunk, tag->start.byte);
    tag->bytes = (const unsigned char *)arena_string(arena, bytes);
}

void element_save_tag(struct element *element, struct arena *arena)
{
    if (!is_saved(&element->tag))
        save_tag(&element->tag, arena);
}

void element_copy(struct element *element, struct arena *arena)
{
    element_save_values(element, arena);
    if (!element->tag.chunk->is_whole)
        save_tag(&element->tag, arena);
}
