/* SPDX-License-Identifier: MIT */
/* Values to show in advice, for attributes of any kind. */
#ifndef SIPLINT_RULES_EXAMPLE_H
#define SIPLINT_RULES_EXAMPLE_H

#include "profile/profile.h"

struct rule_context; /* see flag.h */

/* A value for an attribute that the element, whose end is still to come, doesn't have: one that
 * leads to no other finding, as far as the document is known. NULL: there's none, as of a profile
 * that is a setting's value. It lives as long as the finding. */
const char *example_value(const struct profile *profile, const struct element *element,
                          enum attribute_kind attribute, struct rule_context *context);

#endif
