/* SPDX-License-Identifier: MIT */
/* Rules about several profiles judged together. */
#include "rules/flag.h"
#include "rules/rules.h"

static void flag_shared(const struct profile *profile, enum element_kind element,
                        enum attribute_kind attribute, const char *message,
                        struct rule_context *context)
{
    const struct other_input *other = profile->other;
    if (other->attribute == attribute)
        flag(context, at_range(other->here, element, attribute), .message = message,
             .related = "it stands here first", .related_path = other->path,
             .related_at = other->there);
}

void rule_duplicate_key(const struct profile *profile, struct rule_context *context)
{
    flag_shared(profile, ELEMENT_provision, ATTRIBUTE_key, "another file has the same key",
                context);
}

void rule_duplicate_realm(const struct profile *profile, struct rule_context *context)
{
    flag_shared(profile, ELEMENT_user, ATTRIBUTE_realm,
                "another file has the same realm: two enabled profiles can't share one", context);
}
