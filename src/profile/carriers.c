/* SPDX-License-Identifier: MIT */
/* From the elements of a carrier to facts about its settings. */
#include "profile/profile_reader.h"

#include <string.h>

/* ---- The root ---- */

bool carrier_is_looked_into(const struct element *element)
{
    return element->kind != ELEMENT_characteristic ||
           meaning_of(element, ATTRIBUTE_csp) == CSP_VOIP;
}

bool carrier_is_root(const struct profile_reader *reader, const struct element *root)
{
    return !reader->setting && element_is_of_carrier(root->kind) && !root->is_misplaced &&
           root->spelling != SPELLING_CLOSE && carrier_is_looked_into(root);
}

void carrier_enter(struct profile_reader *reader, const struct element *root)
{
    struct profile *facts = &reader->facts;
    facts->carrier = root;
    facts->first_character = chunk_first_character(scan_chunk(reader->scan));
    hand_on(reader, PHASE_CARRIER);
    facts->declared_encoding = NULL;
}

/* ---- Settings ---- */

static enum setting_kind nearest_setting(const struct element *element)
{
    const char *names[SCHEMA_NAMES];
    attribute_values(ATTRIBUTE_setting, names);
    const char *nearest = text_nearest_only(written_value(element, ATTRIBUTE_setting), names);
    return nearest ? (enum setting_kind)value_find(ATTRIBUTE_setting, text_of(nearest))
                   : SETTING_NONE;
}

static enum setting_content content_of(const struct carrier_setting *setting)
{
    const struct element *element = setting->element;
    const struct text value = written_value(element, ATTRIBUTE_value);
    bool is_there = has(element, ATTRIBUTE_value);
    if (!setting_is_for_profile(setting->meant) || (!is_there && element->kind != ELEMENT_parm))
        return CONTENT_NONE;
    if (!is_there || is_empty(element, ATTRIBUTE_value))
        return CONTENT_EMPTY;
    if (text_find(value, '<') < value.length)
        return CONTENT_PROFILE;
    return strstr(value.bytes, "&lt;") ? CONTENT_ESCAPED_TWICE : CONTENT_OTHER;
}

static void hand_on_profile(struct profile_reader *reader, const struct carrier_setting *setting)
{
    struct tag_attribute value;
    const struct element *element = setting->element;
    if (tag_attribute(&element->tag, element->number[ATTRIBUTE_value], &value))
        tag_embed(&element->tag, &value, &reader->embedded);
    else if (setting->has_first_profile) /* others would each cost reading a long default again */
        tag_embed_default(&element->tag, written_value(element, ATTRIBUTE_value),
                          &reader->embedded);
    else
        return;
    reader->handler.embedded(reader->handler.context, setting, &reader->embedded);
}

/* It isn't looked into, and may hold a profile. */
void carrier_note_misplaced(struct profile_reader *reader, const struct element *element)
{
    const struct element *carrier = reader->facts.carrier;
    if (carrier && element_is_of_oma(element->kind) && !element_is_of_oma(carrier->kind))
        reader->facts.is_carrier = true;
}

void carrier_enter_setting(struct profile_reader *reader, const struct element *element)
{
    struct profile *facts = &reader->facts;
    if (!facts->carrier)
        return;
    struct carrier_setting setting = {.element = element,
                                      .kind = (enum setting_kind)meaning_of(element,
                                                                            ATTRIBUTE_setting)};
    setting.meant = setting.kind ? setting.kind : nearest_setting(element);
    setting.earlier_line = facts->setting_line[setting.kind];
    if (setting.kind && !setting.earlier_line)
        facts->setting_line[setting.kind] = tag_line(&element->tag);
    setting.content = content_of(&setting);
    setting.has_first_profile =
        setting.content == CONTENT_PROFILE && !(reader->profiles_seen >> setting.meant & 1);
    reader->profiles_seen |= (unsigned)setting.has_first_profile << setting.meant;
    facts->is_carrier |= setting_is_for_profile(setting.meant);
    facts->setting = &setting;
    facts->setting_has_content = false;
    hand_on(reader, PHASE_SETTING);
    if (setting.content == CONTENT_PROFILE)
        hand_on_profile(reader, &setting);
    facts->setting = NULL;
}

bool carrier_note_content(struct profile_reader *reader)
{
    const struct element *around = &reader->elements[reader->depth - 1];
    if (parent_kind(reader) != ELEMENT_set || !lacks(around, ATTRIBUTE_value))
        return false;
    reader->facts.setting_has_content = true;
    return true;
}

void carrier_finish(struct profile_reader *reader)
{
    size_t number = 0;
    while ((reader->facts.backup = backup_next(&reader->backup, &number)))
        hand_on(reader, PHASE_BACKUP);
}
