/* SPDX-License-Identifier: MIT */
/* What the schema knows: elements, their attributes, the attributes' enumerated values. All from
 * the table schema.def. */
#ifndef SIPLINT_PROFILE_SCHEMA_H
#define SIPLINT_PROFILE_SCHEMA_H

#include "grammar/harmless.h"

#include <string.h>

enum element_kind {
#define ELEMENT(name, ...) ELEMENT_##name,
#include "profile/schema.def"
#undef ELEMENT
    ELEMENT_COUNT,
    ELEMENT_UNKNOWN = ELEMENT_COUNT
};

/* Is it an element of carriers, not of profiles? */
static inline bool element_is_of_carrier(enum element_kind element)
{
    return element >= ELEMENT_voip_provision && element < ELEMENT_COUNT;
}

/* Of those, one of OMA Client Provisioning: what stands there is for others to check, too. */
static inline bool element_is_of_oma(enum element_kind element)
{
    return element >= ELEMENT_wap_provisioningdoc && element < ELEMENT_COUNT;
}

enum attribute_kind {
#define ATTRIBUTE(name, ...) ATTRIBUTE_##name,
#include "profile/schema.def"
#undef ATTRIBUTE
    ATTRIBUTE_COUNT,
    ATTRIBUTE_UNKNOWN = ATTRIBUTE_COUNT
};

/* Enumerated values. 0 is a value that isn't known, or isn't there. */
enum protocol { PROTOCOL_NONE, PROTOCOL_UDP, PROTOCOL_TCP, PROTOCOL_TLS };
enum role { ROLE_NONE, ROLE_PROXY, ROLE_REGISTRAR };
enum party { PARTY_NONE, PARTY_FIRST, PARTY_THIRD };
enum session_type { TYPE_NONE, TYPE_PC2PC, TYPE_PC2PH, TYPE_PH2PH, TYPE_IM };

/* A carrier's settings; the first ones hold a profile. */
enum setting_kind {
    SETTING_NONE,
    SETTING_SIP,
    SETTING_BACKUP,
    SETTING_VOICEMAIL,
    SETTING_NUMBER,
    SETTING_DIAL_PLAN
};
#define SETTINGS_WITH_PROFILE SETTING_VOICEMAIL

/* Of OMA Client Provisioning: the configuration service provider that has these settings. */
enum csp { CSP_OTHER, CSP_VOIP };

/* Authentication methods: bits of a set, as RTCAU_… are. */
enum method {
    METHOD_BASIC = 1,
    METHOD_DIGEST = 2,
    METHOD_NTLM = 4,
    METHOD_KERBEROS = 8,
    METHOD_LOGONCRED = 16, /* not a method of its own: the signed-in Windows user's credentials */
};
#define METHOD_COUNT 5 /* bits */

/* How a name is written, as compared with one of the schema. */
enum spelling {
    SPELLING_EXACT,
    SPELLING_CASE,  /* in another letter case */
    SPELLING_CLOSE, /* misspelt, or with letters that only look right */
    SPELLING_OTHER, /* it's none of the schema's */
};

/* A row of schema.def about an element. Sets are bits by number. */
struct schema_element {
    const char *name;
    size_t length;
    unsigned parents;  /* a set of element_kind; ELEMENT_UNKNOWN: it can be the root */
    uint32_t required; /* a set of attribute_kind */
    uint8_t first;     /* between these are its attributes, and maybe others */
    uint8_t last;
};

/* … and those about an attribute, and about a word that can be a value. */
struct schema_attribute {
    const char *name;
    size_t length;
    unsigned elements; /* a set of element_kind */
    enum value_form form;
};

struct schema_word {
    const char *spelling;
    const char *small; /* in small letters */
    size_t length;
    int value;
};

struct schema_words_of {
    const struct schema_word *first;
    const struct schema_word *end; /* after the last */
};

extern const struct schema_element schema_elements[ELEMENT_COUNT + 1]; /* the last is for unknown */
extern const struct schema_attribute schema_attributes[ATTRIBUTE_COUNT];
extern const struct schema_word schema_words[];
extern const struct schema_words_of schema_words_of[ATTRIBUTE_COUNT + 1];

static inline const char *element_name(enum element_kind element)
{
    return schema_elements[element].name;
}

static inline struct text element_name_text(enum element_kind element)
{
    return (struct text){schema_elements[element].name, schema_elements[element].length};
}

/* Does `element` belong in `parent` (ELEMENT_UNKNOWN: as the root)? */
static inline bool element_belongs(enum element_kind element, enum element_kind parent)
{
    return schema_elements[element].parents >> parent & 1;
}

/* May an element's attributes, and what it contains, be anything? */
static inline bool element_is_opaque(enum element_kind kind)
{
    return kind == ELEMENT_data || kind == ELEMENT_policy || kind == ELEMENT_UNKNOWN;
}

static inline const char *attribute_name(enum attribute_kind attribute)
{
    return schema_attributes[attribute].name;
}

bool attribute_is_secret(enum attribute_kind attribute);

/* What of an attribute's value may be shown. */
struct harmless attribute_harmless(enum attribute_kind attribute, struct text value);

/* The element of exactly that name, at any place; ELEMENT_UNKNOWN when there is none. */
enum element_kind element_find(struct text name);

/* The element, or the attribute of `element`, whose name is that one apart from letter case. */
enum element_kind element_find_fold(struct text name);

/* May both be in one document? Any element may be its root. */
bool element_is_akin(enum element_kind element, enum element_kind parent);

enum attribute_kind attribute_find_fold(enum element_kind element, struct text name);

/* The attribute of `element` of exactly that name. */
enum attribute_kind attribute_find(enum element_kind element, struct text name);

/*
 * The same two for names as expat gives them: on the path of everything that is read. What is most
 * likely is looked at first: an element like the one before, and the attribute after the one
 * before.
 */
enum element_kind element_read(enum element_kind parent, enum element_kind before,
                               const char *name);

/* Mostly the first letter tells. */
static inline bool schema_is_name(const char *name, const char *written)
{
    return name[0] == written[0] && strcmp(name, written) == 0;
}

static inline enum attribute_kind attribute_read(enum element_kind element,
                                                 enum attribute_kind after, const char *name)
{
    const struct schema_element *row = &schema_elements[element];
    unsigned at = after;
    for (unsigned left = row->last + 1u - row->first; left; left--) {
        at = at < row->last ? at + 1 : row->first;
        if (schema_is_name(schema_attributes[at].name, name) &&
            schema_attributes[at].elements >> element & 1)
            return (enum attribute_kind)at;
    }
    return ATTRIBUTE_UNKNOWN;
}

/* More names than any of the lists below has, with the NULL that ends each. */
#define SCHEMA_NAMES 32

/* The spellings of an attribute's values. */
void attribute_values(enum attribute_kind attribute, const char *names[SCHEMA_NAMES]);

/*
 * The element in `parent` (ELEMENT_UNKNOWN: the root), or the attribute of `element`, that a name
 * is meant for which is none of theirs: the nearest one, except those of a set, if no other is as
 * near; …_UNKNOWN: there's none.
 */
enum element_kind element_nearest(enum element_kind parent, struct text name, unsigned but);
enum attribute_kind attribute_nearest(enum element_kind element, struct text name, uint32_t but);

/* What an attribute's value means: one of the enumerations above, without regard to letter case; 0
 * when it's unknown. */
int value_find(enum attribute_kind attribute, struct text value);

/* The same of a value as expat gives it. Where it's spelt as usual, as the schema has it or in
 * small letters, *value is a constant; else it's what was written. */
static inline int value_read(enum attribute_kind attribute, const char *written, struct text *value)
{
    const struct schema_words_of *words = &schema_words_of[attribute];
    for (const struct schema_word *word = words->first; word < words->end; word++) {
        const char *usual = word->small[0] == written[0] ? word->small : word->spelling;
        size_t at = 0;
        while (usual[at] == written[at] && usual[at])
            at++;
        if (usual[at] != written[at])
            continue;
        *value = (struct text){usual, word->length};
        return word->value;
    }
    *value = text_of(written);
    return value_find(attribute, *value);
}

/* How a value is written, as an error message would show it. */
const char *value_spelling(enum attribute_kind attribute, int value);

/* "TLS"; NULL for PROTOCOL_NONE. */
static inline const char *protocol_word(enum protocol protocol)
{
    return value_spelling(ATTRIBUTE_protocol, (int)protocol);
}

#endif
