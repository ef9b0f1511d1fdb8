/* SPDX-License-Identifier: MIT */
/* A reader of XML that never gives up: what it doesn't understand it hides. */
#include "run/mask_reader.h"

static bool is_strict(const struct mask_reader *reader)
{
    return reader->trusted != UINT64_MAX;
}

static bool is_name(uint32_t code_point)
{
    if (code_point >= 0x80)
        return true;
    char byte = (char)code_point;
    return text_is_letter(byte) || text_is_digit(byte) || text_is_one_of(byte, "_-.:");
}

/* ---- What is shown of the line ---- */

static uint32_t meaning_at(const struct mask_reader *reader, uint32_t column)
{
    return reader->line->meaning[column % MASK_MEMORY];
}

static void show(struct mask_reader *reader, uint32_t from, uint32_t to)
{
    if (to - from > MASK_MEMORY)
        return;
    for (uint32_t column = from; column < to; column++)
        reader->line->shown[column % MASK_MEMORY] = true;
}

/* Shows part of a tag; where the document can't be trusted, not before the tag has ended well. */
static void show_in_tag(struct mask_reader *reader, uint32_t from, uint32_t to)
{
    if (!is_strict(reader)) {
        show(reader, from, to);
    } else if (reader->pending_count < MASK_PENDING) {
        reader->pending[reader->pending_count].from = from;
        reader->pending[reader->pending_count++].to = to;
    }
}

static void end_tag_well(struct mask_reader *reader)
{
    for (unsigned i = 0; i < reader->pending_count && reader->byte < reader->trusted; i++)
        show(reader, reader->pending[i].from, reader->pending[i].to);
    reader->pending_count = 0;
}

/* ---- Names and values ---- */

/* Between markup. */
static enum mask_state outside(const struct mask_reader *reader)
{
    return reader->in_subset ? MASK_SUBSET : MASK_TEXT;
}

static void enter(struct mask_reader *reader, enum mask_state state)
{
    reader->state = state;
    reader->since = 0;
    reader->has_text = false;
    reader->word_start = reader->next;
    reader->word_is_cut = false;
}

/* The code point at hand is the first of a name. */
static void enter_name(struct mask_reader *reader, enum mask_state state)
{
    enter(reader, state);
    reader->word_start = reader->column;
}

/* Room for the longest text of the line that may be shown, and for a character after it. */
#define TEXT_ROOM (HARMLESS_LONGEST + 4)

/* What the line has had since the current name or value began. Length 0 where that isn't known, or
 * is too long to be shown. */
static struct text current_text(const struct mask_reader *reader, char room[TEXT_ROOM])
{
    struct text text = {room, 0};
    if (reader->word_is_cut || reader->column - reader->word_start >= MASK_MEMORY)
        return text;
    for (uint32_t column = reader->word_start; column < reader->column; column++) {
        if (meaning_at(reader, column) == MASK_GOES_ON)
            continue;
        text.length += text_encode(meaning_at(reader, column), room + text.length);
        if (text.length > HARMLESS_LONGEST)
            return (struct text){room, 0};
    }
    return text;
}

/* The column at which so many bytes of the current name or value end. */
static uint32_t column_behind(const struct mask_reader *reader, size_t bytes)
{
    uint32_t column = reader->word_start;
    char form[4];
    while (bytes) {
        size_t length = text_encode(meaning_at(reader, column++), form);
        bytes -= length < bytes ? length : bytes;
        while (column < reader->column && meaning_at(reader, column) == MASK_GOES_ON)
            column++;
    }
    return column;
}

/* What isn't one of the schema's names is shown where it's certain to be a name. */
static void show_name(struct mask_reader *reader, struct text name, bool is_known)
{
    bool is_name = !is_strict(reader) && harmless_is_whole(harmless_value(FORM_NAME, NULL, name));
    if (name.length && (is_known || is_name))
        show(reader, reader->word_start, reader->column);
}

static void end_element_name(struct mask_reader *reader)
{
    char room[TEXT_ROOM];
    struct text name = current_text(reader, room);
    reader->element = element_find_fold(name);
    show_name(reader, name, reader->element != ELEMENT_UNKNOWN);
}

static bool is_word_of(struct text word, const char *const *words)
{
    for (; *words; words++) {
        if (text_equal(word, text_of(*words)))
            return true;
    }
    return false;
}

static void end_attribute_name(struct mask_reader *reader)
{
    static const char *const of_declaration[] = {"version", "encoding", "standalone", NULL};
    char room[TEXT_ROOM];
    struct text name = current_text(reader, room);
    if (reader->is_declaration) {
        show_name(reader, name, is_word_of(name, of_declaration));
        return;
    }
    reader->attribute = reader->element == ELEMENT_UNKNOWN
                            ? ATTRIBUTE_UNKNOWN
                            : attribute_find_fold(reader->element, name);
    show_name(reader, name, reader->attribute != ATTRIBUTE_UNKNOWN);
}

/* A number is a telephone's in a setting that is known, and may be a PIN in others. */
static bool is_of_other_setting(struct mask_reader *reader, struct text value)
{
    if (reader->attribute == ATTRIBUTE_setting)
        reader->is_of_setting = value_find(ATTRIBUTE_setting, value) != SETTING_NONE;
    return reader->attribute == ATTRIBUTE_value && !reader->is_of_setting;
}

/* A reference could stand for anything. */
static void end_value(struct mask_reader *reader)
{
    char room[TEXT_ROOM];
    struct text value = current_text(reader, room);
    if (reader->is_declaration && harmless_is_whole(harmless_value(FORM_NAME, NULL, value)))
        show_in_tag(reader, reader->word_start, reader->column);
    if (reader->attribute == ATTRIBUTE_UNKNOWN || reader->data_depth ||
        text_find(value, '&') < value.length || is_of_other_setting(reader, value))
        return;
    size_t shown = attribute_harmless(reader->attribute, value).shown;
    show_in_tag(reader, reader->word_start, column_behind(reader, shown));
}

/* ---- The states; *shown is what becomes of the code point at hand ---- */

static void leave_tag(struct mask_reader *reader)
{
    bool is_empty = reader->last[0] == '/' || reader->is_declaration;
    end_tag_well(reader);
    if (!is_empty && (reader->data_depth || reader->element == ELEMENT_data))
        reader->data_depth++;
    enter(reader, outside(reader));
}

static void in_markup(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    *shown = code_point == '-' || code_point == '>';
    if (code_point == '-' && reader->last[0] == '-')
        enter(reader, MASK_COMMENT);
    else if (code_point == '[')
        enter(reader, MASK_CDATA);
    else if (code_point == '>')
        enter(reader, outside(reader));
    else if (code_point != '-')
        enter_name(reader, MASK_DOCTYPE);
}

/* Of a DOCTYPE and the declarations in it, the words that they're made of, and the names of
 * elements that are known. */
static void end_doctype_word(struct mask_reader *reader)
{
    static const char *const words[] = {"DOCTYPE",  "SYSTEM",   "PUBLIC", "ENTITY",   "ELEMENT",
                                        "ATTLIST",  "NOTATION", "NDATA",  "CDATA",    "ID",
                                        "IDREF",    "NMTOKEN",  "EMPTY",  "ANY",      "PCDATA",
                                        "REQUIRED", "IMPLIED",  "FIXED",  "ENTITIES", "NMTOKENS",
                                        "IDREFS",   NULL};
    char room[TEXT_ROOM];
    struct text word = current_text(reader, room);
    if (element_find(word) != ELEMENT_UNKNOWN || is_word_of(word, words))
        show(reader, reader->word_start, reader->column);
}

static bool is_after_shown(const struct mask_reader *reader)
{
    return reader->column > 1 && reader->line->shown[(reader->column - 1) % MASK_MEMORY];
}

/* In one that can't be trusted, signs are shown right after what is: others may be a password's. */
static void in_doctype(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    bool is_quote = code_point == '"' || code_point == '\'';
    if (reader->quote ? code_point != reader->quote : is_name(code_point))
        return;
    if (!reader->quote)
        end_doctype_word(reader);
    *shown =
        code_point == '>' || !is_strict(reader) ||
        (is_after_shown(reader) && (code_point == '[' || text_is_blank_code_point(code_point)));
    bool was_quoted = reader->quote != 0;
    reader->quote = is_quote && !was_quoted ? code_point : 0;
    if (code_point == '[' && !was_quoted && !reader->in_subset)
        reader->in_subset = true;
    else if (code_point != '>' || was_quoted) {
        enter(reader, MASK_DOCTYPE);
        return;
    }
    enter(reader, outside(reader));
}

/* Between the declarations in a DOCTYPE. */
static void in_subset(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    *shown = code_point == '<' || code_point == ']' || text_is_blank_code_point(code_point);
    reader->in_subset = code_point != ']';
    if (code_point == '<')
        enter(reader, MASK_OPEN);
    else if (code_point == ']')
        enter(reader, MASK_DOCTYPE);
}

static void in_tag(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    *shown = true;
    if (code_point == '>') {
        leave_tag(reader);
    } else if (is_name(code_point)) {
        *shown = false;
        enter_name(reader, MASK_ATTRIBUTE_NAME);
    } else if (!text_is_blank_code_point(code_point) &&
               code_point != (reader->is_declaration ? '?' : '/')) {
        *shown = false;
        enter(reader, MASK_BROKEN);
    }
}

static void behind_name(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    *shown = code_point == '=' || text_is_blank_code_point(code_point);
    if (code_point == '=')
        enter(reader, MASK_QUOTE);
    else if (text_is_blank_code_point(code_point))
        reader->state = MASK_EQUALS;
    else
        enter(reader, code_point == '>' ? outside(reader) : MASK_BROKEN);
}

static void behind_equals(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    if (code_point == '"' || code_point == '\'') {
        *shown = true;
        reader->quote = code_point;
        enter(reader, MASK_VALUE);
    } else if (text_is_blank_code_point(code_point)) {
        *shown = true;
    } else {
        enter(reader, MASK_BROKEN);
    }
}

static void in_value(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    if (code_point != reader->quote)
        return;
    end_value(reader);
    reader->quote = 0;
    *shown = true;
    enter(reader, MASK_IN_TAG);
}

static void behind_open(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    static const struct {
        char sign;
        enum mask_state state;
    } signs[] = {{'!', MASK_MARKUP}, {'?', MASK_INSTRUCTION}, {'/', MASK_END_TAG}};
    reader->element = ELEMENT_UNKNOWN;
    reader->is_declaration = false;
    reader->is_of_setting = false;
    reader->pending_count = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (code_point == (unsigned char)signs[i].sign) {
            *shown = true;
            enter(reader, signs[i].state);
            return;
        }
    }
    if (is_name(code_point) && !reader->in_subset)
        enter_name(reader, MASK_ELEMENT_NAME);
    else
        enter(reader, MASK_BROKEN);
}

static void in_element_name(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    if (is_name(code_point))
        return;
    end_element_name(reader);
    reader->state = MASK_IN_TAG;
    in_tag(reader, code_point, shown);
}

static void in_end_tag(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    if (code_point != '>')
        return;
    end_element_name(reader);
    *shown = true;
    reader->data_depth -= reader->data_depth > 0;
    enter(reader, outside(reader));
}

static void in_attribute_name(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    if (is_name(code_point))
        return;
    end_attribute_name(reader);
    behind_name(reader, code_point, shown);
}

/* Instructions may hold anything; an XML declaration is like a tag. */
static void in_instruction(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    char room[TEXT_ROOM];
    if (text_is_blank_code_point(code_point) &&
        text_equal(current_text(reader, room), text_of("xml"))) {
        show(reader, reader->word_start, reader->column);
        *shown = true;
        reader->is_declaration = true;
        reader->attribute = ATTRIBUTE_UNKNOWN;
        enter(reader, MASK_IN_TAG);
        return;
    }
    if (code_point != '>' || reader->last[0] != '?')
        return;
    *shown = true;
    enter(reader, outside(reader));
}

/* What is hidden until it's closed by `>` after two of the same: `-->`, `]]>`. Those of its
 * opening don't count: in `<!--->` a comment has begun. */
static void in_section(struct mask_reader *reader, uint32_t code_point, char before, bool *shown)
{
    if (code_point == '>' && reader->since >= 3 && reader->last[0] == (unsigned char)before &&
        reader->last[1] == (unsigned char)before) {
        show(reader, reader->last_column[1], reader->column);
        *shown = true;
        enter(reader, outside(reader));
    }
}

/* Blanks are shown up to the first character that isn't one: how many there are within text, or
 * after it, tells of its length. */
static void in_text(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    reader->has_text |= !text_is_blank_code_point(code_point);
    *shown = code_point == '<' || !reader->has_text;
    if (code_point == '<')
        enter(reader, MASK_OPEN);
}

static void take_in_state(struct mask_reader *reader, uint32_t code_point, bool *shown)
{
    switch (reader->state) {
    case MASK_TEXT:
        in_text(reader, code_point, shown);
        break;
    case MASK_BROKEN:
        if (code_point == '>')
            enter(reader, outside(reader));
        break;
    case MASK_OPEN:
        behind_open(reader, code_point, shown);
        break;
    case MASK_MARKUP:
        in_markup(reader, code_point, shown);
        break;
    case MASK_COMMENT:
        in_section(reader, code_point, '-', shown);
        break;
    case MASK_CDATA:
        in_section(reader, code_point, ']', shown);
        break;
    case MASK_DOCTYPE:
        in_doctype(reader, code_point, shown);
        break;
    case MASK_INSTRUCTION:
        in_instruction(reader, code_point, shown);
        break;
    case MASK_ELEMENT_NAME:
        in_element_name(reader, code_point, shown);
        break;
    case MASK_END_TAG:
        in_end_tag(reader, code_point, shown);
        break;
    case MASK_IN_TAG:
        in_tag(reader, code_point, shown);
        break;
    case MASK_ATTRIBUTE_NAME:
        in_attribute_name(reader, code_point, shown);
        break;
    case MASK_EQUALS:
        behind_name(reader, code_point, shown);
        break;
    case MASK_QUOTE:
        behind_equals(reader, code_point, shown);
        break;
    case MASK_VALUE:
        in_value(reader, code_point, shown);
        break;
    case MASK_SUBSET:
        in_subset(reader, code_point, shown);
        break;
    }
}

void mask_reader_take(struct mask_reader *reader, uint32_t character)
{
    struct mask_line *line = reader->line;
    bool shown = false;
    for (uint32_t column = reader->column; column < reader->next; column++)
        line->meaning[column % MASK_MEMORY] = column == reader->column ? character : MASK_GOES_ON;
    take_in_state(reader, character, &shown);
    if (shown)
        show(reader, reader->column, reader->next);
    reader->last[1] = reader->last[0];
    reader->last[0] = character;
    reader->last_column[1] = reader->last_column[0];
    reader->last_column[0] = reader->column;
    reader->since++;
}

void mask_reader_begin(struct mask_reader *reader, struct mask_line *line, uint64_t trusted)
{
    *reader = (struct mask_reader){
        .line = line,
        .trusted = trusted,
        .element = ELEMENT_UNKNOWN,
        .attribute = ATTRIBUTE_UNKNOWN,
        .word_start = line->column,
    };
}

void mask_reader_end_line(struct mask_reader *reader)
{
    reader->word_start = 1;
    reader->word_is_cut = true;
    reader->has_text = false;
    reader->pending_count = 0;
}
