/* SPDX-License-Identifier: MIT */
/*
 * The rule table as an array, and the ways to find a row in it by what a user calls it.
 */
#include "catalogue/rules.h"

#define IMPLIED_BY(...)         \
    (const uint16_t[])          \
    {                           \
        __VA_ARGS__, RULE_COUNT \
    }
/* NTLM and Kerberos came with 1.2; what isn't said to be older is judged as that or later. */
#define TARGETS_BEFORE_1_2 (1u << TARGET_RTC_1_0 | 1u << TARGET_RTC_1_01)
#define TARGETS_FROM_1_2 (~TARGETS_BEFORE_1_2)
#define TARGETS_CE (1u << TARGET_CE_4_2 | 1u << TARGET_CE_5_0 | 1u << TARGET_CE_6_0)

#define RULE(name, id_, severity_, category_, phase_, ...) \
    [RULE_##name] = {.id = id_,                            \
                     .severity = SEVERITY_##severity_,     \
                     .category = CATEGORY_##category_,     \
                     .phase = PHASE_##phase_,              \
                     __VA_ARGS__},
const struct rule rules[] = {
#include "catalogue/rules.def"
};
#undef RULE

_Static_assert(sizeof(rules) / sizeof(rules[0]) == RULE_COUNT, "each rule has one row");
_Static_assert(RULE_COUNT <= UINT16_MAX, "struct finding holds a rule in 16 bits");

static const char *const category_names[] = {
    [CATEGORY_XML] = "xml",         [CATEGORY_SCHEMA] = "schema", [CATEGORY_SECURITY] = "security",
    [CATEGORY_INTEROP] = "interop", [CATEGORY_FLEET] = "fleet",   [CATEGORY_CARRIER] = "carrier",
    [CATEGORY_LINT] = "lint",
};

_Static_assert(sizeof(category_names) / sizeof(category_names[0]) == CATEGORY_COUNT,
               "each category has a name");

const char *category_name(enum category category)
{
    return category_names[category];
}

struct text rule_address(const struct rule *rule)
{
    struct text all = text_of(rule->source ? rule->source : "");
    return text_slice(all, 0, text_find(all, ' '));
}

int rule_find(struct text id)
{
    for (int i = 0; i < RULE_COUNT; i++) {
        if (text_equal(text_of(rules[i].id), id))
            return i;
    }
    return -1;
}

int category_find(struct text name)
{
    for (int i = 0; i < CATEGORY_COUNT; i++) {
        if (text_equal(text_of(category_names[i]), name))
            return i;
    }
    return -1;
}

const char *rule_nearest(struct text word)
{
    const char *names[RULE_COUNT + 1];
    size_t count = 0;

    for (int i = 0; i < RULE_COUNT; i++)
        names[count++] = rules[i].id;
    names[count] = NULL;
    return text_nearest(word, names);
}
