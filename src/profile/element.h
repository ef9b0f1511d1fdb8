/* SPDX-License-Identifier: MIT */
/*
 * One element of a profile with its attributes, and the places in it that a finding can point at.
 * What an element holds is valid until its end, or until the document's once element_copy() has
 * copied it.
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

/*
 * One element with its attributes.
 *
 * A name that is close to one that belongs there, and isn't there otherwise, is that one (see
 * names.c): it's reported once, in PHASE_NAME. Rules see values through value_of(), which gives
 * nothing where an attribute's grammar doesn't take the value: only the rule for that grammar
 * reports it, and no other can.
 */
struct element {
    enum element_kind kind;   /* ELEMENT_UNKNOWN: nothing that the schema has there */
    enum element_kind meant;  /* `kind`, or one that is close, but there already */
    enum element_kind parent; /* ELEMENT_UNKNOWN: it's the root */
    enum spelling spelling;   /* of the name, against that of `meant` */
    struct text name;         /* as written, without a namespace */
    bool in_namespace;
    bool is_misplaced;  /* known, but not in this parent */
    bool is_repeated;   /* one of its kind was there already, and there may be one only */
    bool is_understood; /* what it says is judged; false: at most its kind is known */
    enum element_kind out_of_order; /* in the first of provision's children that comes too late: the
                                       one it should precede; in any other ELEMENT_UNKNOWN */
    bool has_other_attributes;      /* some aren't the schema's, under exactly that name */
    /* Sets of attribute_kind: */
    uint32_t present;                   /* those that are there, */
    uint32_t empty;                     /* … of these, those without a value, */
    uint32_t understood;                /* … and those whose grammar takes the value, … */
    uint32_t odd;                       /* … though a word of the schema isn't spelt as usual; */
    uint32_t as_child;                  /* those written as child elements, as far as they came */
    struct text value[ATTRIBUTE_COUNT]; /* of those present, terminated: see value_of() */
    uint8_t meaning[ATTRIBUTE_COUNT];   /* of those present: see meaning_of() */
    uint16_t number[ATTRIBUTE_COUNT];   /* of those: which of the tag's attributes it is, from 0 */
    enum element_kind beside_kind;
    struct place beside; /* where the first element in it, of that kind, begins that belongs beside
                            it: an end tag may be missing there; line 0: there's none */
    const char *const *attributes; /* all, as scan gave them; NULL once the start tag is over */
    struct tag tag;
};

/* Is the attribute there, in its place? */
static inline bool has(const struct element *element, enum attribute_kind attribute)
{
    return element->present >> attribute & 1;
}

/* It's there without a value: see value_is_empty(). */
static inline bool is_empty(const struct element *element, enum attribute_kind attribute)
{
    return element->empty >> attribute & 1;
}

/* It's there with a value that its grammar takes. */
static inline bool is_understood(const struct element *element, enum attribute_kind attribute)
{
    return element->understood >> attribute & 1;
}

/*
 * It isn't there in any way. For the end of the element: until then it may come as a child. What a
 * repeated element doesn't say, the first one may.
 */
static inline bool lacks(const struct element *element, enum attribute_kind attribute)
{
    return !((element->present | element->as_child) >> attribute & 1) && !element->is_repeated;
}

/* It isn't there in any way, or without a value: for the end of the element, too. */
static inline bool lacks_value(const struct element *element, enum attribute_kind attribute)
{
    return lacks(element, attribute) || is_empty(element, attribute);
}

/* The value, if it's understood; else empty. */
static inline struct text value_of(const struct element *element, enum attribute_kind attribute)
{
    return is_understood(element, attribute) ? element->value[attribute] : (struct text){"", 0};
}

/* The value as written, for the rule that tells what is wrong with it; empty when it isn't there.
 */
static inline struct text written_value(const struct element *element,
                                        enum attribute_kind attribute)
{
    return has(element, attribute) ? element->value[attribute] : (struct text){"", 0};
}

/* Of an attribute whose values are words of the schema: which one it is; 0: none of them. */
static inline int meaning_of(const struct element *element, enum attribute_kind attribute)
{
    return is_understood(element, attribute) ? element->meaning[attribute] : 0;
}

/* It has a value that its grammar doesn't take: only the rule for that grammar reports it. */
static inline bool is_illegible(const struct element *element, enum attribute_kind attribute)
{
    return (element->present & ~element->empty & ~element->understood) >> attribute & 1;
}

/* It lacks an attribute that it needs, or has any that is empty or isn't legible: PHASE_VALUES. */
static inline bool element_has_wrong_values(const struct element *element)
{
    return (schema_elements[element->kind].required & ~(element->present | element->as_child)) |
           (element->present & ~element->understood);
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
 * An attribute's name, its value, or a part of its value, which must be a slice of written_value().
 * The length of what may not be shown (see harmless.h) can't be told from a range: it's the name
 * where a value isn't harmless from end to end; of a part it's what is harmless of it, or the empty
 * range at the value's start.
 */
struct token at_attribute(const struct element *element, enum attribute_kind attribute);
struct token at_value(const struct element *element, enum attribute_kind attribute);
struct token at_part(const struct element *element, enum attribute_kind attribute,
                     struct text part);

/* at_part() of the tag's attribute of that number. */
struct range at_part_of(const struct tag *tag, size_t number, struct harmless value,
                        struct text part);

/* A part of a value, and if it's a secret: for what isn't shown. */
struct range element_part_range(const struct element *element, enum attribute_kind attribute,
                                struct text part);

/* Where something is missing: the empty value, else the element's name. */
struct token at_missing(const struct element *element, enum attribute_kind attribute);

/* The name of one of its attributes, known or not: the `number`-th of element->attributes. */
struct token at_number(const struct element *element, size_t number);

struct token at_range(struct range range, enum element_kind element, enum attribute_kind attribute);

/* ---- For whoever reads elements ---- */

/* Fills in what the attributes say that have exactly the names of the element's kind. */
void element_read_attributes(struct element *element, const char *const *attributes);

/* Takes the `number`-th of its attributes for that one, and reads its value, unless the grammar of
 * that is GRAMMAR_OWN. */
void element_set_attribute(struct element *element, enum attribute_kind attribute, size_t number);

static inline void element_set_understood(struct element *element, enum attribute_kind attribute,
                                          bool is_right)
{
    element->understood |= (uint32_t)(is_right && has(element, attribute)) << attribute;
}

/*
 * The start tag is over, and with it expat's memory: the element's name and values go into the
 * arena. Its tag's bytes stay where they are until scan_handler.discard(); by element_save_tag()
 * they do so from then on.
 */
void element_save_values(struct element *element, struct arena *arena);
void element_save_tag(struct element *element, struct arena *arena);

/* Copies all that the element has, so that it outlives its end. */
void element_copy(struct element *element, struct arena *arena);

#endif
