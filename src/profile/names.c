/* SPDX-License-Identifier: MIT */
/*
 * Names that aren't exactly the schema's. A name close to one that belongs there, and isn't there
 * otherwise, is taken for that one: a misspelling is reported once, and not as missing as well.
 */
#include "profile/profile_reader.h"

/* There may be one only. */
#define SINGLE                                                                                   \
    (1u << ELEMENT_user | 1u << ELEMENT_client | 1u << ELEMENT_provider | 1u << ELEMENT_policy | \
     1u << ELEMENT_data)

/* The part of a name after its namespace. */
static struct text local_name(const char *name, struct text *space)
{
    const char *separator = strrchr(name, SCAN_NAME_SEPARATOR);
    *space = (struct text){name, separator ? (size_t)(separator - name) : 0};
    return text_of(separator ? separator + 1 : name);
}

/* ---- Elements ---- */

static void set_meaning(struct element *element, enum element_kind meant, enum spelling spelling,
                        bool is_taken)
{
    element->meant = meant;
    element->kind = is_taken ? meant : ELEMENT_UNKNOWN;
    element->spelling = spelling;
}

/* A name that the schema has in other letters at most. */
static bool find_alike(struct element *element, unsigned there)
{
    enum element_kind kind = element_find_fold(element->name);
    if (kind == ELEMENT_UNKNOWN || !element_is_akin(kind, element->parent))
        return false;
    bool is_exact = text_equal(element->name, element_name_text(kind));
    bool is_spare = !is_exact && there >> kind & 1 && element_belongs(kind, element->parent);
    set_meaning(element, kind, is_exact ? SPELLING_EXACT : SPELLING_CASE, !is_spare);
    if (is_exact)
        element->name = element_name_text(kind);
    return true;
}

static bool is_attribute_around(const struct element *element)
{
    return element->parent != ELEMENT_UNKNOWN &&
           attribute_find_fold(element->parent, element->name) != ATTRIBUTE_UNKNOWN;
}

/* OMA has some more names, and this one of them is close to one of ours. */
static bool is_of_oma_alone(const struct element *element)
{
    return element_is_of_oma(element->parent) &&
           text_equal(element->name, text_of("nocharacteristic"));
}

/* A name that's close to one that isn't there, or else to one that is. */
static void find_close(struct element *element, unsigned there)
{
    enum element_kind kind = element_nearest(element->parent, element->name, there);
    bool is_taken = kind != ELEMENT_UNKNOWN;
    if (!is_taken)
        kind = element_nearest(element->parent, element->name, 0);
    set_meaning(element, kind, kind == ELEMENT_UNKNOWN ? SPELLING_OTHER : SPELLING_CLOSE, is_taken);
}

void names_find_element(const struct profile_reader *reader, struct element *element,
                        const char *name)
{
    struct text space = {name, 0};
    enum element_kind kind = element_read(element->parent, element->kind, name);
    element->in_namespace = false;
    if (kind != ELEMENT_UNKNOWN) {
        set_meaning(element, kind, SPELLING_EXACT, true);
        element->name = element_name_text(kind);
        return;
    }
    unsigned there = reader->facts.seen & SINGLE;
    element->name = local_name(name, &space);
    element->in_namespace = space.length > 0;
    if (is_attribute_around(element) || is_of_oma_alone(element))
        set_meaning(element, ELEMENT_UNKNOWN, SPELLING_OTHER, false);
    else if (!find_alike(element, there))
        find_close(element, there);
}

bool names_is_second(const struct profile_reader *reader, const struct element *element)
{
    return (SINGLE & reader->facts.seen_exact) >> element->kind & 1;
}

static void judge_name(struct profile_reader *reader, const struct name *name)
{
    reader->facts.name = name;
    hand_on(reader, PHASE_NAME);
    reader->facts.name = NULL;
}

static struct name name_of_element(const struct profile_reader *reader,
                                   const struct element *element)
{
    bool is_taken = element->kind != ELEMENT_UNKNOWN;
    bool is_there = (SINGLE & reader->facts.seen_exact) >> element->meant & 1;
    return (struct name){
        .element = element,
        .number = NAME_OF_ELEMENT,
        .written = element->name,
        .spelling = element->spelling,
        .meant = element->meant,
        .attribute = ATTRIBUTE_UNKNOWN,
        .is_taken = is_taken,
        .is_surplus = element->meant != ELEMENT_UNKNOWN && (!is_taken || is_there),
    };
}

static struct pending_name *pending_of(struct profile_reader *reader, enum element_kind kind)
{
    if (kind == ELEMENT_user)
        return &reader->pending_user;
    return kind == ELEMENT_sipsrv ? &reader->pending_server : NULL;
}

/* A name that has to wait, unless one of the same kind does, or the right one was there. */
static bool is_deferred(struct profile_reader *reader, const struct element *element)
{
    struct pending_name *pending = pending_of(reader, element->kind);
    if (!pending || pending->is_there || reader->facts.seen_exact >> element->kind & 1)
        return false;
    pending->is_there = true;
    pending->element = *element;
    element_copy(&pending->element, &reader->kept);
    return true;
}

enum attribute_kind names_find_child(const struct element *element)
{
    if (element->meant != ELEMENT_UNKNOWN)
        return ATTRIBUTE_UNKNOWN;
    enum attribute_kind attribute = attribute_find_fold(element->parent, element->name);
    return attribute == ATTRIBUTE_UNKNOWN ? attribute_nearest(element->parent, element->name, 0)
                                          : attribute;
}

/* An attribute, written as a child: exactly so, or nearly. */
static void find_child(struct name *name)
{
    name->attribute = names_find_child(name->element);
    bool is_exact = is_attribute_around(name->element);
    if (name->attribute == ATTRIBUTE_UNKNOWN || is_exact)
        return;
    name->spelling = SPELLING_CLOSE;
    name->is_missed = !has(name->around, name->attribute);
}

void names_judge_element(struct profile_reader *reader, const struct element *element)
{
    struct name name = name_of_element(reader, element);
    if (is_deferred(reader, element))
        return;
    name.is_missed = element->kind == ELEMENT_provision;
    name.around = reader->depth ? &reader->elements[reader->depth - 1] : NULL;
    if (name.around && element->meant == ELEMENT_UNKNOWN)
        find_child(&name);
    if (name.attribute == ATTRIBUTE_UNKNOWN && reader->depth && carrier_note_content(reader))
        return;
    judge_name(reader, &name);
}

static void judge_pending(struct profile_reader *reader, struct pending_name *pending,
                          bool is_missed)
{
    if (!pending->is_there)
        return;
    struct name name = name_of_element(reader, &pending->element);
    name.is_missed = is_missed;
    pending->is_there = false;
    judge_name(reader, &name);
}

void names_resolve(struct profile_reader *reader, enum element_kind kind)
{
    struct pending_name *pending = pending_of(reader, kind);
    if (pending)
        judge_pending(reader, pending, false);
}

void names_finish(struct profile_reader *reader, bool is_complete)
{
    judge_pending(reader, &reader->pending_user, is_complete);
    judge_pending(reader, &reader->pending_server, is_complete);
}

/* ---- Namespaces ---- */

/* Where the namespace of the innermost open element is declared: in its own tag, or in one around
 * it. False also if that was reported before. */
static bool find_declaration(struct profile_reader *reader,
                             struct namespace_declaration *declaration)
{
    char room[TAG_PREFIX_ROOM];
    const struct text prefix = tag_prefix(&declaration->named->tag, room, sizeof room);
    for (unsigned i = reader->depth + 1; i-- > 0;) {
        bool is_new;
        declaration->element = &reader->elements[i];
        if (tag_namespaces_find(&reader->namespaces[i], &reader->elements[i].tag, prefix,
                                &declaration->at, &is_new))
            return is_new;
    }
    return false;
}

void names_judge_namespace(struct profile_reader *reader, const struct element *element)
{
    struct namespace_declaration declaration = {.named = element};
    if (element->kind == ELEMENT_UNKNOWN || !find_declaration(reader, &declaration))
        return;
    reader->facts.namespace_declaration = &declaration;
    hand_on(reader, PHASE_NAMESPACE);
    reader->facts.namespace_declaration = NULL;
}

/* ---- Attributes ---- */

static void find_attribute(const struct element *element, struct name *name)
{
    name->spelling = SPELLING_CASE;
    name->attribute = attribute_find_fold(element->kind, name->written);
    if (name->attribute != ATTRIBUTE_UNKNOWN) {
        name->is_taken = !has(element, name->attribute);
        return;
    }
    name->attribute = attribute_nearest(element->kind, name->written, element->present);
    name->is_taken = name->attribute != ATTRIBUTE_UNKNOWN;
    name->spelling = name->is_taken ? SPELLING_CLOSE : SPELLING_OTHER;
}

void names_judge_attributes(struct profile_reader *reader, struct element *element)
{
    for (size_t i = 0; element->attributes[2 * i]; i++) {
        const char *written = element->attributes[2 * i];
        if (attribute_read(element->kind, ATTRIBUTE_UNKNOWN, written) != ATTRIBUTE_UNKNOWN)
            continue;
        struct name name = {
            .element = element,
            .number = i,
            .spelling = SPELLING_OTHER,
            .meant = ELEMENT_UNKNOWN,
            .attribute = ATTRIBUTE_UNKNOWN,
        };
        name.written = local_name(written, &name.space);
        if (!name.space.length) /* an attribute with a prefix is none of the schema's */
            find_attribute(element, &name);
        if (name.is_taken)
            element_set_attribute(element, name.attribute, i);
        name.is_missed = name.is_taken;
        judge_name(reader, &name);
    }
}
