/* SPDX-License-Identifier: MIT */
/* A reader of XML that never gives up: what it doesn't understand it hides. */
#include "run/mask.h"

#include <string.h>

void mask_begin(struct mask *mask, bool strict)
{
    memset(mask, 0, sizeof *mask);
    mask->strict = strict;
    mask->element = ELEMENT_UNKNOWN;
    mask->attribute = ATTRIBUTE_UNKNOWN;
    mask->column = 1;
    mask->word_start = 1;
}

static bool is_blank(uint32_t code_point)
{
    return code_point < 0x80 && text_is_blank((char)code_point);
}

static bool is_name(uint32_t code_point)
{
    return code_point >= 0x80 || text_is_letter((char)code_point) ||
           text_is_digit((char)code_point) || strchr("_-.:", (int)code_point);
}

static void enter(struct mask *mask, enum mask_state state)
{
    mask->state = state;
    mask->since = 0;
    mask->word_start = mask->column + 1;
    mask->word_is_cut = false;
}

/* The word that ends before the current column, if it's short and plain enough to be a name of ours. */
static struct text current_word(const struct mask *mask, char out[32])
{
    size_t length = 0;
    uint32_t count = mask->column - mask->word_start;
    if (mask->word_is_cut || count >= 32)
        return (struct text){out, 0};
    for (uint32_t column = mask->word_start; column < mask->column; column++) {
        uint32_t code_point = mask->code_points[column % MASK_MEMORY];
        out[length++] = code_point < 0x80 ? (char)code_point : '?';
    }
    return (struct text){out, length};
}

static void show(struct mask *mask, uint32_t from, uint32_t to, bool shown)
{
    if (to - from > MASK_MEMORY)
        return;
    for (uint32_t column = from; column < to; column++)
        mask->shown[column % MASK_MEMORY] = shown;
}

static void show_word(struct mask *mask)
{
    if (!mask->word_is_cut)
        show(mask, mask->word_start, mask->column, true);
}

static void end_element_name(struct mask *mask)
{
    char room[32];
    mask->element = element_find_fold(current_word(mask, room));
    if (!mask->strict || mask->element != ELEMENT_UNKNOWN)
        show_word(mask);
}

static void end_attribute_name(struct mask *mask)
{
    char room[32];
    struct text name = current_word(mask, room);
    mask->attribute = mask->element == ELEMENT_UNKNOWN
                          ? ATTRIBUTE_UNKNOWN
                          : attribute_find_fold(mask->element, name);
    if (!mask->strict || mask->attribute != ATTRIBUTE_UNKNOWN)
        show_word(mask);
}

/* Does the line read so from that column on, letter case apart? */
static bool reads(const struct mask *mask, uint32_t column, const char *ascii)
{
    for (; *ascii; ascii++, column++) {
        uint32_t code_point = mask->code_points[column % MASK_MEMORY];
        if (column >= mask->column || code_point >= 0x80 ||
            text_lower((char)code_point) != *ascii)
            return false;
    }
    return true;
}

/* Where the user of a URI begins: behind `sip:`, `sips:` or `…://`. */
static uint32_t userinfo_start(const struct mask *mask)
{
    for (uint32_t column = mask->word_start; column < mask->column; column++) {
        if (reads(mask, column, "://"))
            return column + 3;
    }
    if (reads(mask, mask->word_start, "sip:"))
        return mask->word_start + 4;
    return reads(mask, mask->word_start, "sips:") ? mask->word_start + 5 : mask->word_start;
}

/* Hides what may be a password in a URI: from the colon behind the user to the last `@`. A user's uri without `@` may be user and password. */
static void hide_userinfo(struct mask *mask)
{
    uint32_t colon = 0;
    uint32_t at = mask->attribute == ATTRIBUTE_uri ? mask->column : 0;
    bool has_at = false;
    for (uint32_t column = userinfo_start(mask); column < mask->column; column++) {
        uint32_t code_point = mask->code_points[column % MASK_MEMORY];
        if (code_point == ':' && !colon)
            colon = column;
        if (code_point == '@') {
            at = column;
            has_at = true;
        }
    }
    bool is_port = colon && !has_at;
    for (uint32_t column = colon + 1; is_port && column < mask->column; column++)
        is_port = text_is_digit((char)(mask->code_points[column % MASK_MEMORY] & 0x7F));
    if (colon && colon < at && !is_port)
        show(mask, colon + 1, at, false);
}

static void end_value(struct mask *mask)
{
    if (mask->attribute == ATTRIBUTE_UNKNOWN || mask->attribute == ATTRIBUTE_password ||
        mask->word_is_cut)
        return;
    show_word(mask);
    hide_userinfo(mask);
}

static void in_markup(struct mask *mask, uint32_t code_point)
{
    if (code_point == '-' && mask->last[0] == '-')
        enter(mask, MASK_COMMENT);
    else if (code_point == '[')
        enter(mask, MASK_CDATA);
    else if (code_point == '>')
        enter(mask, MASK_TEXT);
    else if (code_point != '-') {
        mask->depth = 0;
        enter(mask, MASK_DOCTYPE);
    }
}

/* Keywords and names are shown; what stands in quotation marks isn't. */
static void in_doctype(struct mask *mask, uint32_t code_point, bool *shown)
{
    bool is_quote = code_point == '"' || code_point == '\'';
    *shown = !mask->strict && (!mask->quote || is_quote);
    if (mask->quote) {
        if (code_point == mask->quote)
            mask->quote = 0;
    } else if (is_quote) {
        mask->quote = code_point;
    } else if (code_point == '[') {
        mask->depth++;
    } else if (code_point == ']' && mask->depth) {
        mask->depth--;
    } else if (code_point == '>' && !mask->depth) {
        *shown = true;
        enter(mask, MASK_TEXT);
    }
}

static void in_tag(struct mask *mask, uint32_t code_point, bool *shown)
{
    *shown = true;
    if (code_point == '>')
        enter(mask, MASK_TEXT);
    else if (is_name(code_point)) {
        *shown = false;
        mask->state = MASK_ATTRIBUTE_NAME;
        mask->word_start = mask->column;
        mask->word_is_cut = false;
    } else if (!is_blank(code_point) && code_point != '/' && code_point != '?') {
        *shown = false;
        enter(mask, MASK_BROKEN);
    }
}

static void behind_name(struct mask *mask, uint32_t code_point, bool *shown)
{
    *shown = true;
    if (code_point == '=')
        enter(mask, MASK_QUOTE);
    else if (is_blank(code_point))
        mask->state = MASK_EQUALS;
    else if (code_point == '>')
        enter(mask, MASK_TEXT);
    else {
        *shown = false;
        enter(mask, MASK_BROKEN);
    }
}

static void behind_equals(struct mask *mask, uint32_t code_point, bool *shown)
{
    if (code_point == '"' || code_point == '\'') {
        *shown = true;
        mask->quote = code_point;
        enter(mask, MASK_VALUE);
    } else if (!is_blank(code_point)) {
        enter(mask, MASK_BROKEN);
    }
}

static void behind_open(struct mask *mask, uint32_t code_point, bool *shown)
{
    *shown = true;
    mask->element = ELEMENT_UNKNOWN;
    if (code_point == '!')
        enter(mask, MASK_MARKUP);
    else if (code_point == '?')
        enter(mask, MASK_INSTRUCTION);
    else if (code_point == '/')
        enter(mask, MASK_END_TAG);
    else if (is_name(code_point)) {
        *shown = false;
        mask->state = MASK_ELEMENT_NAME;
        mask->word_start = mask->column;
        mask->word_is_cut = false;
    } else {
        *shown = false;
        enter(mask, MASK_BROKEN);
    }
}

/* Element names end at anything that can't be part of one, which is then looked at as what follows. */
static void in_element_name(struct mask *mask, uint32_t code_point, bool *shown)
{
    if (is_name(code_point))
        return;
    end_element_name(mask);
    mask->state = MASK_IN_TAG;
    in_tag(mask, code_point, shown);
}

static void in_end_tag(struct mask *mask, uint32_t code_point, bool *shown)
{
    if (code_point != '>')
        return;
    end_element_name(mask);
    *shown = true;
    enter(mask, MASK_TEXT);
}

/* The XML declaration is harmless; other instructions may hold anything. */
static void in_instruction(struct mask *mask, uint32_t code_point, bool *shown)
{
    if (code_point == '>' && mask->last[0] == '?') {
        bool is_declaration = !mask->word_is_cut &&
                              mask->column - mask->word_start < MASK_MEMORY &&
                              reads(mask, mask->word_start, "xml ");
        if (is_declaration && !mask->strict)
            show_word(mask);
        *shown = true;
        enter(mask, MASK_TEXT);
    }
}

static bool ends_with(const struct mask *mask, uint32_t code_point, char before, char last)
{
    return code_point == '>' && mask->last[0] == (unsigned char)last &&
           mask->last[1] == (unsigned char)before;
}

void mask_take(struct mask *mask, uint32_t code_point)
{
    bool shown = is_blank(code_point);
    mask->code_points[mask->column % MASK_MEMORY] = code_point;
    switch (mask->state) {
    case MASK_TEXT:
        if (code_point == '<') {
            shown = true;
            enter(mask, MASK_OPEN);
        }
        break;
    case MASK_OPEN:
        behind_open(mask, code_point, &shown);
        break;
    case MASK_MARKUP:
        shown = true;
        in_markup(mask, code_point);
        break;
    case MASK_COMMENT:
        shown |= code_point == '-';
        if (ends_with(mask, code_point, '-', '-') && mask->since >= 2) {
            shown = true;
            enter(mask, MASK_TEXT);
        }
        break;
    case MASK_CDATA:
        if (ends_with(mask, code_point, ']', ']')) {
            shown = true;
            enter(mask, MASK_TEXT);
        }
        break;
    case MASK_DOCTYPE:
        in_doctype(mask, code_point, &shown);
        break;
    case MASK_INSTRUCTION:
        in_instruction(mask, code_point, &shown);
        break;
    case MASK_ELEMENT_NAME:
        in_element_name(mask, code_point, &shown);
        break;
    case MASK_END_TAG:
        in_end_tag(mask, code_point, &shown);
        break;
    case MASK_IN_TAG:
        in_tag(mask, code_point, &shown);
        break;
    case MASK_ATTRIBUTE_NAME:
        if (!is_name(code_point)) {
            end_attribute_name(mask);
            behind_name(mask, code_point, &shown);
        }
        break;
    case MASK_EQUALS:
        behind_name(mask, code_point, &shown);
        break;
    case MASK_QUOTE:
        behind_equals(mask, code_point, &shown);
        break;
    case MASK_VALUE:
        if (code_point == mask->quote) {
            end_value(mask);
            mask->quote = 0;
            shown = true;
            enter(mask, MASK_IN_TAG);
        }
        break;
    case MASK_BROKEN:
        if (code_point == '>') {
            shown = true;
            enter(mask, MASK_TEXT);
        }
        break;
    }
    mask->shown[mask->column % MASK_MEMORY] = shown;
    mask->last[1] = mask->last[0];
    mask->last[0] = code_point;
    mask->since++;
    mask->column++;
}

void mask_end_line(struct mask *mask)
{
    mask_take(mask, '\n');
    mask->column = 1;
    mask->word_start = 1;
    mask->word_is_cut = true;
}
