/* SPDX-License-Identifier: MIT */
#include "rules/end_tag.h"
#include "rules/flag.h"

static struct token at_end_tag(const struct profile *profile)
{
    return at_range(profile->xml->at, ELEMENT_UNKNOWN, ATTRIBUTE_UNKNOWN);
}

/* Is the element around the one that's open of that name, so that an end tag is missing? */
static bool closes_outer(enum element_kind open, struct text name)
{
    for (int i = 0; i < ELEMENT_COUNT; i++) {
        if (element_belongs(open, (enum element_kind)i) &&
            (text_equal(name, text_of(element_name((enum element_kind)i))) ||
             closes_outer((enum element_kind)i, name)))
            return true;
    }
    return false;
}

static bool is_near(enum element_kind open, struct text name)
{
    const char *const names[] = {element_name(open), NULL};
    return text_equal(name, text_of(names[0])) || text_nearest(name, names) != NULL;
}

/* `</profile>` at the end, where <provision> is open. */
static void flag_wrong_end(const struct profile *profile, const struct range edits[],
                           struct rule_context *context)
{
    const char *open = element_name(profile->parent);
    struct text name = text_of(profile->xml->malformed.name);
    flag(context, without_length(at_end_tag(profile), name),
         .message = "the last end tag has to close <{}>, and has another name" REST,
         .values = {word(open)}, .help = "write {} as its name", .help_values = {word(open)},
         .steps.items = {{EDIT_REPLACE, edits[1], NULL, open, false}});
}

/* `</provison>`, where <provision> is open. */
static void flag_misspelt(const struct profile *profile, const struct range edits[],
                          struct rule_context *context)
{
    const char *open = element_name(profile->parent);
    struct text name = text_of(profile->xml->malformed.name);
    flag(context, at_end_tag(profile),
         .message = "the end tag {} is misspelt: it has to close <{}>" REST,
         .values = {quoted_xml_name(name), word(open)}, .help = "write {} as its name",
         .help_values = {word(open)}, .steps.items = {{EDIT_REPLACE, edits[1], NULL, open, false}});
}

/* In front of the first element that can't be in it, or else of the end tag that comes. */
static void flag_not_closed(const struct profile *profile, const struct range edits[],
                            struct rule_context *context)
{
    static const char *const end_tags[ELEMENT_COUNT] = {
#define ELEMENT(kind, name, ...) [ELEMENT_##kind] = "</" name ">",
#include "profile/schema.def"
#undef ELEMENT
    };
    const char *outer = profile->xml->malformed.name; /* an element's, as closes_outer() says */
    const struct element *open = profile->open;
    const char *end_tag = end_tags[profile->parent];
    const struct place *place = open->beside.line ? &open->beside : &edits[0].start;
    bool is_misspelt = open->spelling != SPELLING_EXACT;
    struct argument also = word(is_misspelt ? ", and spell its start tag the same" : "");
    flag(context, at_end_tag(profile), .message = "<{}> isn't closed before the end tag </{}>" REST,
         .values = {word(element_name(profile->parent)), word(outer)},
         .help =
             open->beside.line ? "put {} before the <{}> in line {}{}" : "put {} before </{}>{}",
         .help_values = {word(end_tag),
                         word(open->beside.line ? element_name(open->beside_kind) : outer),
                         open->beside.line ? number(open->beside.line) : also, also},
         .steps.items = {{EDIT_REPLACE, {*place, *place}, NULL, end_tag, false},
                         {is_misspelt ? EDIT_REPLACE : EDIT_NONE, at_element(open).range, NULL,
                          element_name(profile->parent), false}});
}

static void flag_end_tag(const struct profile *profile, struct token at, const struct range edits[],
                         struct rule_context *context)
{
    flag(context, at,
         .message = "this end tag closes nothing: <{}> is open here, and no element of its "
                    "name" REST,
         .values = {word(element_name(profile->parent))}, .help = "delete this end tag",
         .steps.items = {{EDIT_REPLACE, edits[0], NULL, "", false}});
}

/* `<Provision> … </provision>`: the element is known, however its start tag spells it. */
static void flag_other_spelling(const struct profile *profile, const struct range edits[],
                                struct rule_context *context)
{
    const char *open = element_name(profile->parent);
    flag(context, at_end_tag(profile),
         .message = "the end tag doesn't match its start tag, which isn't spelt <{}>" REST,
         .values = {word(open)}, .help = "write {} in both tags", .help_values = {word(open)},
         .steps.items = {{EDIT_REPLACE, edits[1], NULL, open, false},
                         {EDIT_REPLACE, at_element(profile->open).range, NULL, open, false}});
}

/* Is it meant for the element that is open, whose start tag isn't spelt as it should be? */
static bool is_of_misspelt(const struct profile *profile, struct text name)
{
    return profile->open->spelling != SPELLING_EXACT &&
           (profile->xml->malformed.is_last || is_near(profile->parent, name));
}

void flag_wrong_end_tag(const struct profile *profile, struct rule_context *context)
{
    const struct malformed *malformed = &profile->xml->malformed;
    struct text name = text_of(malformed->name);
    if (closes_outer(profile->parent, name))
        flag_not_closed(profile, malformed->edits, context);
    else if (is_of_misspelt(profile, name))
        flag_other_spelling(profile, malformed->edits, context);
    else if (element_find(name) == ELEMENT_UNKNOWN && is_near(profile->parent, name))
        flag_misspelt(profile, malformed->edits, context);
    else if (malformed->is_last)
        flag_wrong_end(profile, malformed->edits, context);
    else
        flag_end_tag(profile, without_length(at_end_tag(profile), name), malformed->edits, context);
}
