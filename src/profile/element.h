/* SPDX-License-Identifier: MIT */
/*
 * One element of a profile with its attributes, and the places in it that a finding can point at.
 * What an element holds is borrowed from expat and valid until its start tag has been handled, or
 * until the document ends once element_retain() has copied it.
 */
#ifndef SIPLINT_PROFILE_ELEMENT_H
#define SIPLINT_PROFILE_ELEMENT_H

#include "base/arena.h"
#include "profile/schema.h"
#include "xml/scan.h"

/* A token that a finding can point at: its range, and what it belongs to. */
struct token {
    struct range range;
    enum element_kind element;     /* ELEMENT_UNKNOWN: none, the text itself */
    enum attribute_kind attribute; /* ATTRIBUTE_UNKNOWN: the element's name */
};

/* One element with its attributes. */
struct element {
    enum element_kind kind;   /* ELEMENT_UNKNOWN: not in the schema */
    enum element_kind parent; /* ELEMENT_UNKNOWN: it's the root */
    struct text name;         /* as written, without a namespace */
    bool in_namespace;
    bool is_exact;           /* the name is that of `kind` in letter case too */
    bool is_misplaced;       /* known, but not in this parent */
    bool is_repeated;        /* one of its kind was there already, and there may be one only */
    bool has_odd_attributes; /* some aren't in the schema under exactly that name */
    bool has_odd_values;     /* an enumerated value isn't spelt as usual */
    uint32_t present;        /* a set of attribute_kind: those that are there */
    const char *value[ATTRIBUTE_COUNT]; /* of those that are there: see value_of() */
    uint16_t number[ATTRIBUTE_COUNT];   /* of those: which of the tag's attributes it is, from 0 */
    const char *const *attributes; /* all, as scan gave them; NULL once the start tag is over */
    struct tag tag;
};

/* Is the attribute there? */
static inline bool has(const struct element *element, enum attribute_kind attribute)
{
    return element->present >> attribute & 1;
}

/* The attribute's value; empty when it isn't there. */
static inline struct text value_of(const struct element *element, enum attribute_kind attribute)
{
    return has(element, attribute) ? text_of(element->value[attribute]) : (struct text){"", 0};
}

/* It's there, but empty. */
static inline bool is_empty(const struct element *element, enum attribute_kind attribute)
{
    return has(element, attribute) && element->value[attribute][0] == '\0';
}

/* It isn't there, or empty. */
static inline bool is_missing(const struct element *element, enum attribute_kind attribute)
{
    return !has(element, attribute) || element->value[attribute][0] == '\0';
}

/*
 * The attribute's value, and what of it may be shown: nothing of one that is longer than
 * HARMLESS_LONGEST, which isn't measured. With a mistake in each of its words, that would take the
 * square of its length.
 */
struct harmless element_harmless(const struct element *element, enum attribute_kind attribute);

/* Its name in the start tag. */
struct token at_element(const struct element *element);

/*
 * An attribute's name, its value, or a part of its value, which must be a slice of value_of(). The
 * length of what may not be shown (see harmless.h) can't be told from a range: it's the name where
 * a value isn't harmless from end to end; of a part it's what is harmless of it, or the empty range
 * at the value's start.
 */
struct token at_attribute(const struct element *element, enum attribute_kind attribute);
struct token at_value(const struct element *element, enum attribute_kind attribute);
struct token at_part(const struct element *element, enum attribute_kind attribute,
                     struct text part);

/* at_part() of the tag's attribute of that number. */
struct range at_part_of(const struct tag *tag, size_t number, struct harmless value,
                        struct text part);

/* A place that is seldom wanted, and long after its start tag: it's looked up then, and kept. */
struct spot {
    struct tag tag;
    uint16_t number;   /* of the attribute */
    const char *value; /* of which a part is meant; NULL: all of it, … */
    struct text part;
    bool is_name; /* … or its name */
    bool is_taken;
    bool is_located;
    struct range at;
};

/* The attribute's name, its value, or a part of its value, which has to stay; as those above. */
void spot_take_name(struct spot *spot, const struct element *element,
                    enum attribute_kind attribute);
void spot_take(struct spot *spot, const struct element *element, enum attribute_kind attribute);
void spot_take_part(struct spot *spot, const struct element *element, enum attribute_kind attribute,
                    struct text part);
struct range spot_range(struct spot *spot);

/* Where something is missing: the empty value, else the element's name. */
struct token at_missing(const struct element *element, enum attribute_kind attribute);

/* The name of one of its attributes, known or not: the `number`-th of element->attributes. */
struct token at_number(const struct element *element, size_t number);

struct token at_range(struct range range, enum element_kind element, enum attribute_kind attribute);

/* ---- For whoever reads elements ---- */

/* Is something of its start tag not as the schema has it: name, place, namespace, attributes? */
static inline bool element_is_odd(const struct element *element)
{
    return !element->is_exact || element->is_misplaced || element->in_namespace ||
           element->is_repeated || element->has_odd_attributes;
}

/* May an element's attributes, and what it contains, be anything? */
bool element_is_opaque(enum element_kind kind);

/* Fills in what the attributes say; the kind and place of the element are there already. */
void element_read_attributes(struct element *element, const char *const *attributes);

/* The meaning of an enumerated attribute; notes when it's spelt otherwise than the schema has it.
 */
int element_read_value(struct element *element, enum attribute_kind attribute);

/* Makes an element, whose start tag is being handled, independent of it, until the arena is reset.
 */
void element_retain(struct element *element, struct arena *arena);

/* The start tag is over: the element has nothing but its name and place any more, … */
void element_close(struct element *element);

/* … which are valid until scan_handler.settle(), and from then on by this call. The arena is this
 * element's alone: what was in it before goes. */
void element_settle(struct element *element, struct arena *arena);
void spot_settle(struct spot *spot); /* likewise */

#endif
