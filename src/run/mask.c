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

static bool is_name(uint32_t code_point)
{
    if (code_point >= 0x80)
        return true;
    char byte = (char)code_point;
    return text_is_letter(byte) || text_is_digit(byte) || text_is_one_of(byte, "_-.:");
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

/* Between markup. */
static enum mask_state outside(const struct mask *mask)
{
    return mask->in_subset ? MASK_SUBSET : MASK_TEXT;
}

static void enter(struct mask *mask, enum mask_state state)
{
    mask->state = state;
    mask->since = 0;
    mask->has_text = false;
    mask->word_start = mask->column + 1;
    mask->word_is_cut = false;
}

/* The code point at hand is the first of a name. */
static void enter_name(struct mask *mask, enum mask_state state)
{
    enter(mask, state);
    mask->word_start = mask->column;
}

/* Room for the longest text of the line that may be shown, and for a character after it. */
#define TEXT_ROOM (HARMLESS_LONGEST + 4)

/* What the line has had since the current name or value began. Length 0 where that isn't known, or
 * is too long to be shown. */
static struct text current_text(const struct mask *mask, char room[TEXT_ROOM])
{
    struct text text = {room, 0};
    if (mask->word_is_cut || mask->column - mask->word_start > HARMLESS_LONGEST)
        return text;
    for (uint32_t column = mask->word_start; column < mask->column; column++) {
        text.length += text_encode(at(mask, column), room + text.length);
        if (text.length > HARMLESS_LONGEST)
            return (struct text){room, 0};
    }
    return text;
}

/* The column at which so many bytes of the current name or value end. */
static uint32_t column_behind(const struct mask *mask, size_t bytes)
{
    uint32_t column = mask->word_start;
    char form[4];
    while (bytes) {
        size_t length = text_encode(at(mask, column++), form);
        bytes -= length < bytes ? length : bytes;
    }
    return column;
}

/* What isn't one of the schema's names is shown where it's certain to be a name. */
static void show_name(struct mask *mask, struct text name, bool is_known)
{
    bool is_name = !is_strict(mask) && harmless_is_whole(harmless_value(FORM_NAME, NULL, name));
    if (name.length && (is_known || is_name))
        show(mask, mask->word_start, mask->column);
}

static void end_element_name(struct mask *mask)
{
    char room[TEXT_ROOM];
    struct text name = current_text(mask, room);
    mask->element = element_find_fold(name);
    show_name(mask, name, mask->element != ELEMENT_UNKNOWN);
}

static bool is_word_of(struct text word, const char *const *words)
{
    for (; *words; words++) {
        if (text_equal(word, text_of(*words)))
            return true;
    }
    return false;
}

static void end_attribute_name(struct mask *mask)
{
    static const char *const of_declaration[] = {"version", "encoding", "standalone", NULL};
    char room[TEXT_ROOM];
    struct text name = current_text(mask, room);
    if (mask->is_declaration) {
        show_name(mask, name, is_word_of(name, of_declaration));
        return;
    }
    mask->attribute = mask->element == ELEMENT_UNKNOWN ? ATTRIBUTE_UNKNOWN
                                                       : attribute_find_fold(mask->element, name);
    show_name(mask, name, mask->attribute != ATTRIBUTE_UNKNOWN);
}

/* A reference could stand for anything. */
static void end_value(struct mask *mask)
{
    char room[TEXT_ROOM];
    struct text value = current_text(mask, room);
    if (mask->is_declaration && harmless_is_whole(harmless_value(FORM_NAME, NULL, value)))
        show_in_tag(mask, mask->word_start, mask->column);
    if (mask->attribute == ATTRIBUTE_UNKNOWN || mask->data_depth ||
        text_find(value, '&') < value.length)
        return;
    size_t shown = attribute_harmless(mask->attribute, value).shown;
    show_in_tag(mask, mask->word_start, column_behind(mask, shown));
}

/* ---- The states; *shown is what becomes of the code point at hand ---- */

static void leave_tag(struct mask *mask)
{
    bool is_empty = mask->last[0] == '/' || mask->is_declaration;
    end_tag_well(mask);
    if (!is_empty && (mask->data_depth || mask->element == ELEMENT_data))
        mask->data_depth++;
    enter(mask, outside(mask));
}

static void in_markup(struct mask *mask, uint32_t code_point, bool *shown)
{
    *shown = code_point == '-' || code_point == '>';
    if (code_point == '-' && mask->last[0] == '-')
        enter(mask, MASK_COMMENT);
    else if (code_point == '[')
        enter(mask, MASK_CDATA);
    else if (code_point == '>')
        enter(mask, outside(mask));
    else if (code_point != '-')
        enter_name(mask, MASK_DOCTYPE);
}

/* Of a DOCTYPE and the declarations in it, the words that they're made of, and the names of
 * elements that are known. */
static void end_doctype_word(struct mask *mask)
{
    static const char *const words[] = {"DOCTYPE",  "SYSTEM",   "PUBLIC", "ENTITY",   "ELEMENT",
                                        "ATTLIST",  "NOTATION", "NDATA",  "CDATA",    "ID",
                                        "IDREF",    "NMTOKEN",  "EMPTY",  "ANY",      "PCDATA",
                                        "REQUIRED", "IMPLIED",  "FIXED",  "ENTITIES", "NMTOKENS",
                                        "IDREFS",   NULL};
    char room[TEXT_ROOM];
    struct text word = current_text(mask, room);
    if (element_find(word) != ELEMENT_UNKNOWN || is_word_of(word, words))
        show(mask, mask->word_start, mask->column);
}

static bool is_after_shown(const struct mask *mask)
{
    return mask->column > 1 && mask->shown[(mask->column - 1) % MASK_MEMORY];
}

/* In one that can't be trusted, signs are shown right after what is: others may be a password's. */
static void in_doctype(struct mask *mask, uint32_t code_point, bool *shown)
{
    bool is_quote = code_point == '"' || code_point == '\'';
    if (mask->quote ? code_point != mask->quote : is_name(code_point))
        return;
    if (!mask->quote)
        end_doctype_word(mask);
    *shown = code_point == '>' || !is_strict(mask) ||
             (is_after_shown(mask) && (code_point == '[' || text_is_blank_code_point(code_point)));
    bool was_quoted = mask->quote != 0;
    mask->quote = is_quote && !was_quoted ? code_point : 0;
    if (code_point == '[' && !was_quoted && !mask->in_subset)
        mask->in_subset = true;
    else if (code_point != '>' || was_quoted) {
        enter(mask, MASK_DOCTYPE);
        return;
    }
    enter(mask, outside(mask));
}

/* Between the declarations in a DOCTYPE. */
static void in_subset(struct mask *mask, uint32_t code_point, bool *shown)
{
    *shown = code_point == '<' || code_point == ']' || text_is_blank_code_point(code_point);
    mask->in_subset = code_point != ']';
    if (code_point == '<')
        enter(mask, MASK_OPEN);
    else if (code_point == ']')
        enter(mask, MASK_DOCTYPE);
}

static void in_tag(struct mask *mask, uint32_t code_point, bool *shown)
{
    *shown = true;
    if (code_point == '>') {
        leave_tag(mask);
    } else if (is_name(code_point)) {
        *shown = false;
        enter_name(mask, MASK_ATTRIBUTE_NAME);
    } else if (!text_is_blank_code_point(code_point) &&
               code_point != (mask->is_declaration ? '?' : '/')) {
        *shown = false;
        enter(mask, MASK_BROKEN);
    }
}

static void behind_name(struct mask *mask, uint32_t code_point, bool *shown)
{
    *shown = code_point == '=' || text_is_blank_code_point(code_point);
    if (code_point == '=')
        enter(mask, MASK_QUOTE);
    else if (text_is_blank_code_point(code_point))
        mask->state = MASK_EQUALS;
    else
        enter(mask, code_point == '>' ? outside(mask) : MASK_BROKEN);
}

static void behind_equals(struct mask *mask, uint32_t code_point, bool *shown)
{
    if (code_point == '"' || code_point == '\'') {
        *shown = true;
        mask->quote = code_point;
        enter(mask, MASK_VALUE);
    } else if (text_is_blank_code_point(code_point)) {
        *shown = true;
    } else {
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
    mask->is_declaration = false;
    mask->pending_count = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (code_point == (unsigned char)signs[i].sign) {
            *shown = true;
            enter(mask, signs[i].state);
            return;
        }
    }
    if (is_name(code_point) && !mask->in_subset)
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
    enter(mask, outside(mask));
}

static void in_attribute_name(struct mask *mask, uint32_t code_point, bool *shown)
{
    if (is_name(code_point))
        return;
    end_attribute_name(mask);
    behind_name(mask, code_point, shown);
}

/* Instructions may hold anything; an XML declaration is like a tag. */
static void in_instruction(struct mask *mask, uint32_t code_point, bool *shown)
{
    char room[TEXT_ROOM];
    if (text_is_blank_code_point(code_point) &&
        text_equal(current_text(mask, room), text_of("xml"))) {
        show(mask, mask->word_start, mask->column);
        *shown = true;
        mask->is_declaration = true;
        mask->attribute = ATTRIBUTE_UNKNOWN;
        enter(mask, MASK_IN_TAG);
        return;
    }
    if (code_point != '>' || mask->last[0] != '?')
        return;
    *shown = true;
    enter(mask, outside(mask));
}

/* What is hidden until it's closed by `>` after two of the same: `-->`, `]]>`. Those of its
 * opening don't count: in `<!--->` a comment has begun. */
static void in_section(struct mask *mask, uint32_t code_point, char before, bool *shown)
{
    if (code_point == '>' && mask->since >= 3 && mask->last[0] == (unsigned char)before &&
        mask->last[1] == (unsigned char)before) {
        show(mask, mask->column - 2, mask->column);
        *shown = true;
        enter(mask, outside(mask));
    }
}

/* Blanks are shown up to the first character that isn't one: how many there are within text, or
 * after it, tells of its length. */
static void in_text(struct mask *mask, uint32_t code_point, bool *shown)
{
    mask->has_text |= !text_is_blank_code_point(code_point);
    *shown = code_point == '<' || !mask->has_text;
    if (code_point == '<')
        enter(mask, MASK_OPEN);
}

static void take_in_state(struct mask *mask, uint32_t code_point, bool *shown)
{
    switch (mask->state) {
    case MASK_TEXT:
        in_text(mask, code_point, shown);
        break;
    case MASK_BROKEN:
        if (code_point == '>')
            enter(mask, outside(mask));
        break;
    case MASK_OPEN:
        behind_open(mask, code_point, shown);
        break;
    case MASK_MARKUP:
        in_markup(mask, code_point, shown);
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
    case MASK_SUBSET:
        in_subset(mask, code_point, shown);
        break;
    }
}

void mask_take(struct mask *mask, uint32_t code_point, uint64_t byte)
{
    bool shown = false;
    mask->byte = byte;
    mask->has_forgotten |= mask->column > MASK_MEMORY && !mask->shown[mask->column % MASK_MEMORY];
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
    mask->has_text = false;
    mask->has_forgotten = false;
    mask->pending_count = 0;
}
