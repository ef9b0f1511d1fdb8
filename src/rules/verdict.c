/* SPDX-License-Identifier: MIT */
/* What rules of several families state alike. */
#include "rules/verdict.h"

struct argument quoted_value(const struct element *element, enum attribute_kind attribute)
{
    return quoted(element_harmless(element, attribute));
}

struct argument quoted_part(const struct element *element, enum attribute_kind attribute,
                            struct text part)
{
    return quoted(harmless_part(element_harmless(element, attribute), part));
}

struct argument quoted_slice(enum attribute_kind attribute, struct text value, struct text part)
{
    return quoted(harmless_part(attribute_harmless(attribute, value), part));
}

struct argument quoted_xml_name(struct text name)
{
    return quoted(harmless_value(FORM_NAME, NULL, name));
}

void flag_missing(const struct element *element, enum attribute_kind attribute,
                  struct verdict *verdict)
{
    bool empty = is_empty(element, attribute);
    if (empty || lacks(element, attribute))
        flag(verdict, at_missing(element, attribute),
             .message = empty ? "<{}> has an empty {}" : "<{}> has no {}",
             .values = {word(element_name(element->kind)), word(attribute_name(attribute))});
}

void flag_unknown(const struct element *element, enum attribute_kind attribute, const char *message,
                  struct verdict *verdict)
{
    const char *names[SCHEMA_NAMES];
    attribute_values(attribute, names);
    flag(verdict, at_value(element, attribute), .message = message,
         .values = {quoted_value(element, attribute)}, .written = written_value(element, attribute),
         .nearest = text_nearest(written_value(element, attribute), names));
}
