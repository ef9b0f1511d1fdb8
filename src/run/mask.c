/* SPDX-License-Identifier: MIT */
/* Gives each code point to whom it belongs: the document, or the profile that is embedded in it. */
#include "run/mask.h"
#include "xml/syntax.h"

#include <stdlib.h>
#include <string.h>

/* ---- Embedded profiles ---- */

/* Is what is at that byte part of an embedded profile? */
static bool is_embedded(struct mask *mask, uint64_t byte)
{
    while (mask->embedded_count && byte >= mask->embedded->to) {
        mask->embedded++;
        mask->embedded_count--;
        mask->is_in_embedded = false;
    }
    if (!mask->embedded_count || byte < mask->embedded->from)
        return false;
    if (!mask->is_in_embedded) {
        uint64_t trusted = mask->document.trusted;
        if (mask->embedded->trusted < trusted)
            trusted = mask->embedded->trusted;
        mask_reader_begin(&mask->profile, &mask->line, trusted);
        mask->reference.is_open = false;
        mask->is_in_embedded = true;
    }
    return true;
}

/* What a reference stands for, by its name between `&` and `;`. */
static uint32_t resolve(const struct mask_reference *reference)
{
    const char *name = reference->name;
    if (reference->length >= MASK_REFERENCE_ROOM)
        return TEXT_INVALID;
    if (*name == '#')
        return (uint32_t)strtoul(name[1] == 'x' ? name + 2 : name + 1, NULL,
                                 name[1] == 'x' ? 16 : 10);
    for (size_t i = 0; i < SYNTAX_ENTITIES; i++) {
        if (strcmp(syntax_entities[i].name, name) == 0)
            return (unsigned char)syntax_entities[i].character;
    }
    return TEXT_INVALID;
}

/* A number may have any count of zeros in front. */
static void add_to_reference(struct mask_reference *reference, uint32_t code_point)
{
    bool is_at_number = (reference->length == 1 && reference->name[0] == '#') ||
                        (reference->length == 2 && memcmp(reference->name, "#x", 2) == 0);
    if (reference->length < MASK_REFERENCE_ROOM && !(is_at_number && code_point == '0'))
        reference->name[reference->length++] = code_point < 0x80 ? (char)code_point : '?';
}

static void take_embedded(struct mask *mask, uint32_t code_point, uint64_t byte)
{
    struct mask_reference *reference = &mask->reference;
    struct mask_reader *profile = &mask->profile;
    uint32_t column = mask->line.column;
    if (code_point == '&' && !reference->is_open) {
        *reference = (struct mask_reference){.is_open = true, .byte = byte, .column = column};
        return;
    }
    if (reference->is_open && code_point != ';') {
        add_to_reference(reference, code_point);
        return;
    }
    profile->byte = reference->is_open ? reference->byte : byte;
    profile->column = reference->is_open ? reference->column : column;
    profile->next = column + 1;
    if (reference->is_open) {
        if (reference->length < MASK_REFERENCE_ROOM)
            reference->name[reference->length] = '\0';
        code_point = resolve(reference);
    }
    reference->is_open = false;
    mask_reader_take(profile, text_is_blank_code_point(code_point) ? ' ' : code_point);
}

/* ---- The mask ---- */

void mask_begin(struct mask *mask, uint64_t trusted, const struct embedded_part *embedded,
                size_t embedded_count)
{
    mask->line.column = 1; /* of the rest of the line, only what was read is looked at */
    mask->line.has_forgotten = false;
    mask->is_in_embedded = false;
    mask->reference.is_open = false;
    mask->embedded = embedded;
    mask->embedded_count = embedded_count;
    mask_reader_begin(&mask->document, &mask->line, trusted);
    mask_reader_begin(&mask->profile, &mask->line, trusted);
}

void mask_take(struct mask *mask, uint32_t code_point, uint64_t byte)
{
    struct mask_line *line = &mask->line;
    struct mask_reader *document = &mask->document;
    uint32_t at = line->column % MASK_MEMORY;
    line->has_forgotten |= line->column > MASK_MEMORY && !line->shown[at];
    line->code_points[at] = code_point;
    line->shown[at] = false;
    document->byte = byte;
    document->column = line->column;
    document->next = line->column + 1;
    if (is_embedded(mask, byte))
        take_embedded(mask, code_point, byte);
    else
        mask_reader_take(document, code_point);
    line->column++;
}

void mask_end_line(struct mask *mask, uint64_t byte)
{
    mask_take(mask, '\n', byte);
    mask->line.column = 1;
    mask->line.has_forgotten = false;
    mask_reader_end_line(&mask->document);
    mask_reader_end_line(&mask->profile);
}
