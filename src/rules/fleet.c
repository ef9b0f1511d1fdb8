/* SPDX-License-Identifier: MIT */
/* Rules about several profiles judged together. */
#include "rules/checks.h"
#include "rules/flag.h"

/* `message` begins with a {} for the other file. The place of `edit` is set
 * here. */
static void flag_shared(const struct profile *profile, enum element_kind element,
                        enum attribute_kind attribute, const char *message, struct edit edit,
                        struct rule_context *context)
{
    const struct other_input *other = profile->other;
    edit.at = other->here;
    if (other->attribute == attribute)
        flag(context, at_range(other->here, element, attribute), .message = message,
             .values = {path(other->path)}, .related = "it was first used here",
             .related_path = other->path, .related_at = other->there, .steps.items = {edit});
}

void rule_duplicate_key(const struct profile *profile, struct rule_context *context)
{
    flag_shared(profile, ELEMENT_provision, ATTRIBUTE_key,
                "{} has the same key, so a client that gets both will probably take them for one "
                "profile",
                (struct edit){.kind = EDIT_NONE}, context);
}

void rule_duplicate_realm(const struct profile *profile, struct rule_context *context)
{
    flag_shared(profile, ELEMENT_user, ATTRIBUTE_realm,
                "{} has the same realm: of these two profiles the RTC client enables only one",
                (struct edit){.kind = EDIT_NONE}, context);
}

void rule_duplicate_user(const struct profile *profile, struct rule_context *context)
{
    flag_shared(profile, ELEMENT_user, ATTRIBUTE_uri,
                "{} has the same user uri: two people would share a registration and get each "
                "other's calls",
                (struct edit){.kind = EDIT_NONE}, context);
}

void rule_shared_password(const struct profile *profile, struct rule_context *context)
{
    const struct edit without = {.kind = EDIT_REMOVE_ATTRIBUTE, .name = "password", .text = ""};
    flag_shared(profile, ELEMENT_user, ATTRIBUTE_password,
                "{} has the same password: whoever learns it from one of the two can sign in with "
                "the other",
                without, context);
}
