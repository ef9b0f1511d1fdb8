/* SPDX-License-Identifier: MIT */
/* A reader of XML that never gives up: what it doesn't understand it hides. */
#include "run/mask.h"

#include <string.h>

void mask_begin(struct mask *mask, uint64_t trusted)
{
    memset(mask, 0, sizeof *mask);
    mask->trusted = trusted;
    mask->element = ELEMENT_UNKNOWN;
    mask->attribute = ATTRIBUTE_UNKNOWN;
    mask->column = 1;
    mask->word_start = 1;
}

static bool is_strict(const struct mask *mask)
{
    return mask->trusted != UINT64_MAX;
}

static bool is_blank(uint32_t code_point)
{
    return code_point < 0x80 && text_is_blank((char)code_point);
}

static bool is_plain(uint32_t code_point)
{
    return code_point && code_point < 0x80 &&
           (text_is_letter((char)code_point) || text_is_digit((char)code_point) ||
            strchr("_-.+", (int)code_point));
}

static bool is_name(uint32_t code_point)
{
    return code_point >= 0x80 || code_point == ':' || (is_plain(code_point) && code_point != '+');
}

/* ---- What is shown of the line ---- */

static uint32_t at(const struct mask *mask, uint32_t column)
{
    return mask->code_points[column % MASK_MEMORY];
}

static void show(struct mask *mask, uint32_t from, uint32_t to)
{
    if (to - from > MASK_MEMORY)
        return;
    for (uint32_t column = from; column < to; column++)
        mask->shown[column % MASK_MEMORY] = true;
}

/* Shows part of a tag; where the document can't be trusted, not before the tag has ended well. */
static void show_in_tag(struct mask *mask, uint32_t from, uint32_t to)
{
    if (!is_strict(mask)) {
        show(mask, from, to);
    } else if (mask->pending_count < MASK_PENDING) {
        mask->pending[mask->pending_count].from = from;
        mask->pending[mask->pending_count++].to = to;
    }
}

static void end_tag_well(struct mask *mask)
{
    for (unsigned i = 0; i < mask->pending_count && mask->byte < mask->trusted; i++)
        show(mask, mask->pending[i].from, mask->pending[i].to);
    mask->pending_count = 0;
}

/* ---- Names and values ---- */

static void enter(struct mask *mask, enum mask_state state)
{
    mask->state = state;
    mask->since = 0;
    mask->word_start = mask->column + 1;
    mask->word_is_cut = false;
}

/* The code point at hand is the first of a name. */
static void enter_name(struct mask *mask, enum mask_state state)
{
    enter(mask, state);
    mask->word_start = mask->column;
}

/* The word that ends before the current column, if it's short and plain enough to be a name of
 * ours. */
static struct text current_word(const struct mask *mask, char out[32])
{
    size_t length = 0;
    if (mask->word_is_cut || mask->column - mask->word_start >= 32)
        return (struct text){out, 0};
    for (uint32_t column = mask->word_start; column < mask->column; column++)
        out[length++] = at(mask, column) < 0x80 ? (char)at(mask, column) : '?';
    return (struct text){out, length};
}

static void show_name(struct mask *mask, bool is_known)
{
    if (!mask->word_is_cut && (is_known || !is_strict(mask)))
        show(mask, mask->word_start, mask->column);
}

static void end_element_name(struct mask *mask)
{
    char room[32];
    mask->element = element_find_fold(current_word(mask, room));
    show_name(mask, mask->element != ELEMENT_UNKNOWN);
}

static void end_attribute_name(struct mask *mask)
{
    char room[32];
    struct text name = current_word(mask, room);
    mask->attribute = mask->element == ELEMENT_UNKNOWN ? ATTRIBUTE_UNKNOWN
                                                       : attribute_find_fold(mask->element, name);
    show_name(mask, mask->attribute != ATTRIBUTE_UNKNOWN);
}

/* Does the line read so from that column on, letter case apart? */
static bool reads(const struct mask *mask, uint32_t column, const char *ascii)
{
    for (; *ascii; ascii++, column++) {
        if (column >= mask->column || at(mask, column) >= 0x80 ||
            text_lower((char)at(mask, column)) != *ascii)
            return false;
    }
    return true;
}

/* Behind the scheme of an address: `sip:`, `sips:`, or letters and `://`. */
static uint32_t behind_scheme(const struct mask *mask)
{
    uint32_t column = mask->word_start;
    while (column < mask->column && text_is_letter((char)(at(mask, column) & 0x7F)) &&
           at(mask, column) < 0x80)
        column++;
    if (reads(mask, column, "://"))
        return column + 3;
    if (reads(mask, mask->word_start, "sip:"))
        return mask->word_start + 4;
    return reads(mask, mask->word_start, "sips:") ? mask->word_start + 5 : mask->word_start;
}

/*
 * How far an address may be shown: all of it when there's just a plain user before its last `@`,
 * and just a port behind the host's colon. Else to the end of its scheme: what follows may hold a
 * password.
 */
static uint32_t end_of_harmless(const struct mask *mask)
{
    uint32_t start = behind_scheme(mask);
    bool is_host_over = false;
    bool is_port = false;
    bool user_is_plain = true;
    for (uint32_t column = start; column < mask->column; column++) {
        uint32_t code_point = at(mask, column);
        bool ends_host = code_point && code_point < 0x80 && strchr("/?#;", (int)code_point);
        bool is_digit = code_point < 0x80 && text_is_digit((char)code_point);
        if (code_point == '@') {
            if (!user_is_plain)
                return start;
            is_host_over = is_port = false;
        } else if (is_blank(code_point) || (code_point == ':' && is_host_over) ||
                   (is_port && !ends_host && !is_digit)) {
            return start;
        } else if (code_point == ':') {
            is_port = true;
        } else if (ends_host) {
            is_host_over = true;
            is_port = false;
        }
        user_is_plain &= is_plain(code_point);
    }
    return mask->column;
}

static void end_value(struct mask *mask)
{
    if (mask->attribute == ATTRIBUTE_UNKNOWN || mask->data_depth || mask->word_is_cut ||
        mask->column - mask->word_start >= MASK_MEMORY)
        return;
    enum attribute_form form = attribute_form(mask->attribute);
    if (form == FORM_SECRET)
        return;
    bool has_at = false;
    bool is_odd = false;
    for (uint32_t column = mask->word_start; column < mask->column; column++) {
        uint32_t code_point = at(mask, column);
        is_odd |= code_point == '&' || code_point == '"' || code_point == '\'';
        is_odd |= code_point == ':' && form == FORM_WORDS;
        is_odd |= reads(mask, column, "password");
        has_at |= code_point == '@';
    }
    /* A reference could stand for anything; a quotation mark shows that one is missing before it,
     * so that this value has swallowed the next attribute; and so does a password's name. */
    if (is_odd)
        return;
    bool may_hold_password = form == FORM_ADDRESS || has_at;
    show_in_tag(mask, mask->word_start, may_hold_password ? end_of_harmless(mask) : mask->column);
}

/* ---- The states; *shown is what becomes of the code point at hand ---- */

static void leave_tag(struct mask *mask)
{
    bool is_empty = mask->last[0] == '/';
    end_tag_well(mask);
    if (!is_empty && (mask->data_depth || mask->element == ELEMENT_data))
        mask->data_depth++;
    enter(mask, MASK_TEXT);
}

static void in_markup(struct mask *mask, uint32_t code_point)
{
    if (code_point == '-' && mask->last[0] == '-')
        enter(mask, MASK_COMMENT);
    else if (code_point == '[')
        enter(mask, MASK_CDATA);
    else if (code_point == '>')
        enter(mask, MASK_TEXT);
    else if (code_point != '-')
        enter(mask, MASK_DOCTYPE);
}

/* Without declarations in it, a DOCTYPE has names and literals alone. */
static void in_doctype(struct mask *mask, uint32_t code_point, bool *shown)
{
    bool is_quote = code_point == '"' || code_point == '\'';
    *shown = !is_strict(mask) && (!mask->quote || code_point == mask->quote);
    if (mask->quote) {
        if (code_point == mask->quote)
            mask->quote = 0;
    } else if (is_quote) {
        mask->quote = code_point;
    } else if (code_point == '[') {
        enter(mask, MASK_HIDDEN);
    } else if (code_point == '>') {
        *shown = true;
        enter(mask, MASK_TEXT);
    }
}

static void in_tag(struct mask *mask, uint32_t code_point, bool *shown)
{
    *shown = true;
    if (code_point == '>') {
        leave_tag(mask);
    } else if (is_name(code_point)) {
        *shown = false;
        enter_name(mask, MASK_ATTRIBUTE_NAME);
    } else if (!is_blank(code_point) && code_point != '/') {
        *shown = false;
        enter(mask, MASK_BROKEN);
    }
}

static void behind_name(struct mask *mask, uint32_t code_point, bool *shown)
{
    *shown = code_point == '=' || is_blank(code_point);
    if (code_point == '=')
        enter(mask, MASK_QUOTE);
    else if (is_blank(code_point))
        mask->state = MASK_EQUALS;
    else
        enter(mask, code_point == '>' ? MASK_TEXT : MASK_BROKEN);
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

static void in_value(struct mask *mask, uint32_t code_point, bool *shown)
{
    if (code_point != mask->quote)
        return;
    end_value(mask);
    mask->quote = 0;
    *shown = true;
    enter(mask, MASK_IN_TAG);
}

static void behind_open(struct mask *mask, uint32_t code_point, bool *shown)
{
    static const struct {
        char sign;
        enum mask_state state;
    } signs[] = {{'!', MASK_MARKUP}, {'?', MASK_INSTRUCTION}, {'/', MASK_END_TAG}};
    mask->element = ELEMENT_UNKNOWN;
    mask->pending_count = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (code_point == (unsigned char)signs[i].sign) {
            *shown = true;
            enter(mask, signs[i].state);
            return;
        }
    }
    if (is_name(code_point))
        enter_name(mask, MASK_ELEMENT_NAME);
    else
        enter(mask, MASK_BROKEN);
}

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
    mask->data_depth -= mask->data_depth > 0;
    enter(mask, MASK_TEXT);
}

static void in_attribute_name(struct mask *mask, uint32_t code_point, bool *shown)
{
    if (is_name(code_point))
        return;
    end_attribute_name(mask);
    behind_name(mask, code_point, shown);
}

/* The XML declaration is harmless; other instructions may hold anything. */
static void in_instruction(struct mask *mask, uint32_t code_point, bool *shown)
{
    if (code_point != '>' || mask->last[0] != '?')
        return;
    bool is_short = !mask->word_is_cut && mask->column - mask->word_start < MASK_MEMORY;
    if (is_short && !is_strict(mask) && reads(mask, mask->word_start, "xml "))
        show(mask, mask->word_start, mask->column);
    *shown = true;
    enter(mask, MASK_TEXT);
}

/* What is hidden until it's closed by `>` behind two of the same: `-->`, `]]>`. Those of its
 * opening don't count: in `<!--->` a comment has begun. */
static void in_section(struct mask *mask, uint32_t code_point, char before, bool *shown)
{
    if (code_point == '>' && mask->since >= 3 && mask->last[0] == (unsigned char)before &&
        mask->last[1] == (unsigned char)before) {
        *shown = true;
        enter(mask, MASK_TEXT);
    }
}

static void take_in_state(struct mask *mask, uint32_t code_point, bool *shown)
{
    switch (mask->state) {
    case MASK_TEXT:
    case MASK_BROKEN:
        *shown |= code_point == '<' && mask->state == MASK_TEXT;
        if (*shown && code_point == '<')
            enter(mask, MASK_OPEN);
        else if (code_point == '>' && mask->state == MASK_BROKEN)
            enter(mask, MASK_TEXT);
        break;
    case MASK_OPEN:
        behind_open(mask, code_point, shown);
        break;
    case MASK_MARKUP:
        in_markup(mask, code_point);
        break;
    case MASK_COMMENT:
        in_section(mask, code_point, '-', shown);
        break;
    case MASK_CDATA:
        in_section(mask, code_point, ']', shown);
        break;
    case MASK_DOCTYPE:
        in_doctype(mask, code_point, shown);
        break;
    case MASK_INSTRUCTION:
        in_instruction(mask, code_point, shown);
        break;
    case MASK_ELEMENT_NAME:
        in_element_name(mask, code_point, shown);
        break;
    case MASK_END_TAG:
        in_end_tag(mask, code_point, shown);
        break;
    case MASK_IN_TAG:
        in_tag(mask, code_point, shown);
        break;
    case MASK_ATTRIBUTE_NAME:
        in_attribute_name(mask, code_point, shown);
        break;
    case MASK_EQUALS:
        behind_name(mask, code_point, shown);
        break;
    case MASK_QUOTE:
        behind_equals(mask, code_point, shown);
        break;
    case MASK_VALUE:
        in_value(mask, code_point, shown);
        break;
    case MASK_HIDDEN:
        break;
    }
}

void mask_take(struct mask *mask, uint32_t code_point, uint64_t byte)
{
    bool shown = is_blank(code_point);
    mask->byte = byte;
    mask->code_points[mask->column % MASK_MEMORY] = code_point;
    take_in_state(mask, code_point, &shown);
    mask->shown[mask->column % MASK_MEMORY] = shown;
    mask->last[1] = mask->last[0];
    mask->last[0] = code_point;
    mask->since++;
    mask->column++;
}

void mask_end_line(struct mask *mask)
{
    mask_take(mask, '\n', mask->byte);
    mask->column = 1;
    mask->word_start = 1;
    mask->word_is_cut = true;
    mask->pending_count = 0;
}
