/* SPDX-License-Identifier: MIT */
/* Rules about several profiles judged together. */
#include "rules/flag.h"
#include "rules/rules.h"

/* `message` begins with a {} for the other file. */
static void flag_shared(const struct profile *profile, enum element_kind element,
                        enum attribute_kind attribute, const char *message,
                        struct rule_context *context)
{
    const struct other_input *other = profile->other;
    if (other->attribute == attribute)
        flag(context, at_range(other->here, element, attribute), .message = message,
             .values = {path(other->path)}, .related = "it was first used here",
             .related_path = other->path, .related_at = other->there);
}

void rule_duplicate_key(const struct profile *profile, struct rule_context *context)
{
    flag_shared(profile, ELEMENT_provision, ATTRIBUTE_key,
                "{} has the same key, so a client that gets both will probably take them for one "
                "profile",
                context);
}

void rule_duplicate_realm(const struct profile *profile, struct rule_context *context)
{
    flag_shared(profile, ELEMENT_user, ATTRIBUTE_realm,
                "{} has the same realm: of these two profiles the client enables only one",
                context);
}

void rule_duplicate_user(const struct profile *profile, struct rule_context *context)
{
    flag_shared(profile, ELEMENT_user, ATTRIBUTE_uri,
                "{} has the same user uri: two people would share a registration and get each "
                "other's calls",
                context);
}

void rule_shared_password(const struct profile *profile, struct rule_context *context)
{
    flag_shared(profile, ELEMENT_user, ATTRIBUTE_password,
                "{} has the same password: whoever learns it can sign in as either user", context);
}
