/* SPDX-License-Identifier: MIT */
/* A small reader of start tags that expat has already found well-formed. */
#include "xml/tag.h"
#include "base/memory.h"
#include "xml/syntax.h"

#include <string.h>

/* A position in a tag's bytes, and the code point there. */
struct cursor {
    const struct tag *tag;
    size_t at;
    size_t taken;        /* bytes of the code point at `at`; 0 at the end */
    uint32_t code_point; /* 0 at the end */
};

static void look(struct cursor *cursor)
{
    const struct tag *tag = cursor->tag;
    cursor->code_point = 0;
    cursor->taken = 0;
    if (cursor->at < tag->length)
        cursor->taken = encoding_decode(&tag->chunk->encoding, tag->bytes + cursor->at,
                                        tag->bytes + tag->length, &cursor->code_point);
}

static struct cursor cursor_at(const struct tag *tag, size_t at)
{
    struct cursor cursor = {.tag = tag, .at = at};
    look(&cursor);
    return cursor;
}

static void step(struct cursor *cursor)
{
    cursor->at += cursor->taken;
    look(cursor);
}

static bool ends_name(uint32_t code_point)
{
    return text_is_blank_code_point(code_point) || code_point == '=' || code_point == '>' ||
           code_point == '/' || code_point == '?' || code_point == 0;
}

static void skip_blanks(struct cursor *cursor)
{
    while (text_is_blank_code_point(cursor->code_point))
        step(cursor);
}

static void skip_name(struct cursor *cursor)
{
    while (!ends_name(cursor->code_point))
        step(cursor);
}

/* To the next quote of that kind, or the tag's end. */
static void skip_value(struct cursor *cursor, uint32_t quote)
{
    const struct tag *tag = cursor->tag;
    if (!encoding_is_ascii_based(&tag->chunk->encoding)) {
        while (cursor->taken && cursor->code_point != quote)
            step(cursor);
        return;
    }
    const unsigned char *from = tag->bytes + cursor->at;
    const unsigned char *found = memchr(from, (int)quote, tag->length - cursor->at);
    cursor->at = found ? (size_t)(found - tag->bytes) : tag->length;
    look(cursor);
}

/* To the first character of the element's name (or of a declaration's target). */
static struct cursor at_element_name(const struct tag *tag)
{
    struct cursor cursor = cursor_at(tag, 0);
    if (cursor.code_point == '<')
        step(&cursor);
    if (cursor.code_point == '?')
        step(&cursor);
    return cursor;
}

/* Takes the attribute that starts at or after the cursor. */
static bool next_attribute(struct cursor *cursor, struct tag_attribute *attribute)
{
    skip_blanks(cursor);
    if (ends_name(cursor->code_point))
        return false;
    attribute->name = cursor->at;
    skip_name(cursor);
    attribute->name_end = cursor->at;
    skip_blanks(cursor);
    if (cursor->code_point == '=')
        step(cursor);
    skip_blanks(cursor);
    uint32_t quote = cursor->code_point;
    step(cursor);
    attribute->value = cursor->at;
    skip_value(cursor, quote);
    attribute->value_end = cursor->at;
    step(cursor);
    return true;
}

static struct cursor at_first_attribute(const struct tag *tag)
{
    struct cursor cursor = at_element_name(tag);
    skip_name(&cursor);
    return cursor;
}

/* What is remembered of this tag, or a fresh start. */
static struct tag_memo *memo_of(const struct tag *tag)
{
    struct tag_memo *memo = tag->memo;
    if (memo->bytes != tag->bytes || memo->byte != tag->start.byte)
        *memo = (struct tag_memo){.bytes = tag->bytes, .byte = tag->start.byte};
    return memo;
}

/* If the name at `at` starts with these ASCII characters: the offset after them, else 0. */
static size_t match_ascii(const struct tag *tag, size_t at, const char *ascii)
{
    struct cursor cursor = cursor_at(tag, at);
    for (; *ascii; ascii++, step(&cursor)) {
        if (cursor.code_point != (unsigned char)*ascii)
            return 0;
    }
    return cursor.at;
}

static bool is_namespace(const struct tag *tag, const struct tag_attribute *attribute)
{
    size_t behind = match_ascii(tag, attribute->name, "xmlns");
    return behind && (behind == attribute->name_end || cursor_at(tag, behind).code_point == ':');
}

bool tag_is_empty(const struct tag *tag)
{
    const struct encoding *encoding = &tag->chunk->encoding;
    size_t length = 2 * encoding_unit(encoding); /* of `/>` */
    const unsigned char *end = tag->bytes + tag->length;
    uint32_t code_point;
    if (tag->length < length)
        return false;
    encoding_decode(encoding, end - length, end, &code_point);
    return code_point == '/';
}

struct range tag_name(const struct tag *tag)
{
    struct cursor cursor = at_element_name(tag);
    size_t from = cursor.at;
    skip_name(&cursor);
    return tag_range(tag, from, cursor.at);
}

uint32_t tag_line(const struct tag *tag)
{
    return tag->start.line ? tag->start.line : chunk_line(tag->chunk, tag->start.byte);
}

bool tag_attribute(const struct tag *tag, size_t index, struct tag_attribute *attribute)
{
    struct tag_memo *memo = memo_of(tag);
    if (memo->attribute_at > 0 && memo->attribute == index) {
        *attribute = memo->found;
        return true;
    }
    bool goes_on = memo->attribute_at > 0 && memo->attribute <= index;
    struct cursor cursor = goes_on ? cursor_at(tag, memo->attribute_at) : at_first_attribute(tag);
    for (size_t plain = goes_on ? memo->attribute : 0;;) {
        size_t at = cursor.at;
        if (!next_attribute(&cursor, attribute))
            return false;
        if (is_namespace(tag, attribute))
            continue;
        if (plain == index) {
            memo->attribute = index;
            memo->attribute_at = at;
            memo->found = *attribute;
            return true;
        }
        plain++;
    }
}

bool tag_any_attribute(const struct tag *tag, size_t index, struct tag_attribute *attribute)
{
    struct cursor cursor = at_first_attribute(tag);
    for (size_t i = 0; next_attribute(&cursor, attribute); i++) {
        if (i == index)
            return true;
    }
    return false;
}

bool tag_has_attributes(const struct tag *tag)
{
    struct tag_attribute first;
    return tag_any_attribute(tag, 0, &first);
}

bool tag_attribute_is(const struct tag *tag, const struct tag_attribute *attribute,
                      const char *name)
{
    return match_ascii(tag, attribute->name, name) == attribute->name_end;
}

/* Takes the next namespace declaration; `prefix` is then at its prefix, if there is one, else at
 * the name's end. */
static bool next_namespace(struct cursor *cursor, struct tag_attribute *attribute,
                           struct cursor *prefix)
{
    while (next_attribute(cursor, attribute)) {
        if (!is_namespace(cursor->tag, attribute))
            continue;
        *prefix = cursor_at(cursor->tag, match_ascii(cursor->tag, attribute->name, "xmlns"));
        if (prefix->code_point == ':')
            step(prefix);
        return true;
    }
    return false;
}

bool tag_namespace(const struct tag *tag, struct text prefix, struct tag_attribute *attribute)
{
    struct cursor cursor = at_first_attribute(tag);
    struct cursor name;
    while (next_namespace(&cursor, attribute, &name)) {
        const char *expected = prefix.bytes;
        const char *end = prefix.bytes + prefix.length;
        while (expected < end && name.at < attribute->name_end) {
            uint32_t code_point;
            expected += text_decode(expected, end, &code_point);
            if (code_point != name.code_point)
                break;
            step(&name);
        }
        if (expected == end && name.at == attribute->name_end)
            return true;
    }
    return false;
}

/* What comes before a colon or the name's end, as long as there's room. */
static struct text read_to_colon(struct cursor *cursor, char *out, size_t room)
{
    size_t length = 0;
    while (!ends_name(cursor->code_point) && cursor->code_point != ':' && length + 4 <= room) {
        length += text_encode(cursor->code_point, out + length);
        step(cursor);
    }
    return (struct text){out, length};
}

static struct text read_prefix(struct cursor cursor, char *out, size_t room)
{
    struct text prefix = read_to_colon(&cursor, out, room);
    return cursor.code_point == ':' ? prefix : (struct text){out, 0};
}

struct tag_declaration {
    uint64_t hash; /* of the prefix */
    struct range at;
    bool was_found;
};

static void fill_namespaces(struct tag_namespaces *namespaces, const struct tag *tag)
{
    struct cursor cursor = at_first_attribute(tag);
    struct tag_attribute attribute;
    namespaces->is_filled = true;
    namespaces->byte = tag->start.byte;
    namespaces->count = 0;
    struct cursor name;
    while (next_namespace(&cursor, &attribute, &name)) {
        char room[TAG_PREFIX_ROOM];
        struct text prefix = read_to_colon(&name, room, sizeof room);
        if (name.at < attribute.name_end)
            continue;
        namespaces->declarations =
            memory_grow(namespaces->declarations, namespaces->count, &namespaces->capacity,
                        sizeof *namespaces->declarations);
        namespaces->declarations[namespaces->count++] =
            (struct tag_declaration){hash_text(namespaces->key, prefix),
                                     tag_range(tag, attribute.name, attribute.name_end), false};
    }
}

bool tag_namespaces_find(struct tag_namespaces *namespaces, const struct tag *tag,
                         struct text prefix, struct range *at, bool *is_new)
{
    uint64_t hash = hash_text(namespaces->key, prefix);
    if (!namespaces->is_filled || namespaces->byte != tag->start.byte)
        fill_namespaces(namespaces, tag);
    for (size_t i = 0; i < namespaces->count; i++) {
        struct tag_declaration *declaration = &namespaces->declarations[i];
        if (declaration->hash != hash)
            continue;
        *at = declaration->at;
        *is_new = !declaration->was_found;
        declaration->was_found = true;
        return true;
    }
    return false;
}

void tag_namespaces_free(struct tag_namespaces *namespaces)
{
    memory_free(namespaces->declarations);
}

struct text tag_prefix(const struct tag *tag, char *out, size_t room)
{
    return read_prefix(at_element_name(tag), out, room);
}

struct text tag_attribute_prefix(const struct tag *tag, const struct tag_attribute *attribute,
                                 char *out, size_t room)
{
    return read_prefix(cursor_at(tag, attribute->name), out, room);
}

struct range tag_text(const struct tag *text)
{
    struct cursor cursor = cursor_at(text, 0);
    skip_blanks(&cursor);
    return cursor.taken ? tag_range(text, cursor.at, cursor.at + cursor.taken)
                        : tag_range(text, 0, text->length);
}

struct range tag_comment_part(const struct tag *tag, struct text comment, size_t from, size_t to)
{
    struct cursor cursor = cursor_at(tag, match_ascii(tag, 0, "<!--"));
    size_t start = cursor.at;
    const char *decoded = comment.bytes;
    while (cursor.taken && decoded < comment.bytes + to) {
        if (decoded == comment.bytes + from)
            start = cursor.at;
        uint32_t code_point = cursor.code_point;
        uint32_t given;
        decoded += text_decode(decoded, comment.bytes + comment.length, &given);
        step(&cursor);
        if (code_point == '\r' && cursor.code_point == '\n') /* CR LF came as LF */
            step(&cursor);
    }
    return tag_range(tag, start, cursor.at);
}

struct range tag_range(const struct tag *tag, size_t from, size_t to)
{
    if (tag->chunk->embedded)
        return chunk_range(tag->chunk, tag->start.byte + from, tag->start.byte + to);
    struct tag_memo *memo = memo_of(tag);
    if (!memo->place.line || memo->place_at > from) {
        memo->place = tag->start.line ? tag->start : chunk_locate(tag->chunk, tag->start.byte);
        memo->place_at = 0;
    }
    encoding_advance(&tag->chunk->encoding, &memo->place, tag->bytes + memo->place_at,
                     tag->bytes + from);
    memo->place_at = from;
    struct place end = memo->place;
    encoding_advance(&tag->chunk->encoding, &end, tag->bytes + from, tag->bytes + to);
    return (struct range){memo->place, end};
}

/* The number that a character reference names: `&#65;`, `&#x41;`; the cursor is after the `#`. */
static uint32_t reference_number(struct cursor *cursor)
{
    uint32_t base = 10;
    if (cursor->code_point == 'x') {
        base = 16;
        step(cursor);
    }
    uint32_t number = 0;
    for (; cursor->taken && cursor->code_point != ';'; step(cursor)) {
        uint32_t digit = cursor->code_point;
        digit = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
        number = number * base + digit;
    }
    return number;
}

/* The character that a predefined entity stands for, or 0; the cursor is after the `&`. */
static uint32_t predefined_entity(struct cursor *cursor)
{
    for (size_t i = 0; i < SYNTAX_ENTITIES; i++) {
        size_t end = match_ascii(cursor->tag, cursor->at, syntax_entities[i].name);
        struct cursor after = cursor_at(cursor->tag, end);
        if (!end || after.code_point != ';')
            continue;
        step(&after);
        *cursor = after;
        return (unsigned char)syntax_entities[i].character;
    }
    return 0;
}

/* Takes what makes one character of a normalised value: a character, a reference, a line end. 0:
 * not understood. */
static uint32_t take_value_character(struct cursor *cursor)
{
    uint32_t code_point = cursor->code_point;
    step(cursor);
    if (code_point == '&' && cursor->code_point == '#') {
        step(cursor);
        code_point = reference_number(cursor);
        step(cursor);
        return code_point;
    }
    if (code_point == '&')
        return predefined_entity(cursor);
    if (code_point == '\r' && cursor->code_point == '\n')
        step(cursor);
    return text_is_blank_code_point(code_point) ? ' ' : code_point;
}

/* Moves the memo to the place in a value before which `to` bytes of its meaning come. False when
 * they can't be matched up. */
static bool find_in_value(struct tag_memo *memo, const struct tag *tag,
                          const struct tag_attribute *attribute, struct text value, size_t to)
{
    if (memo->value != attribute->value || memo->decoded > to) {
        memo->value = memo->value_at = attribute->value;
        memo->decoded = 0;
    }
    struct cursor cursor = cursor_at(tag, memo->value_at);
    while (memo->decoded < to) {
        char expected[4];
        uint32_t code_point = cursor.at < attribute->value_end ? take_value_character(&cursor) : 0;
        size_t length =
            code_point && code_point <= 0x10FFFF ? text_encode(code_point, expected) : 0;
        if (length == 0 || memo->decoded + length > value.length ||
            memcmp(value.bytes + memo->decoded, expected, length) != 0)
            return false;
        memo->decoded += length;
        memo->value_at = cursor.at;
    }
    return memo->decoded == to;
}

struct range tag_start(const struct tag *tag, size_t characters)
{
    return tag_range(tag, 0, characters * encoding_unit(&tag->chunk->encoding));
}

struct range tag_whole_attribute(const struct tag *tag, const struct tag_attribute *attribute)
{
    size_t unit = encoding_unit(&tag->chunk->encoding);
    return tag_range(tag, attribute->name, attribute->value_end + unit);
}

struct range tag_value_part(const struct tag *tag, const struct tag_attribute *attribute,
                            struct text value, size_t from, size_t to)
{
    struct tag_memo *memo = memo_of(tag);
    if (!find_in_value(memo, tag, attribute, value, from))
        return tag_range(tag, attribute->value, attribute->value_end);
    size_t raw_from = memo->value_at;
    if (!find_in_value(memo, tag, attribute, value, to))
        return tag_range(tag, attribute->value, attribute->value_end);
    return tag_range(tag, raw_from, memo->value_at);
}

void tag_embed(const struct tag *tag, const struct tag_attribute *attribute,
               struct embedded *embedded)
{
    struct cursor cursor = cursor_at(tag, attribute->value - encoding_unit(&tag->chunk->encoding));
    char quote = (char)cursor.code_point;
    step(&cursor);
    embedded_begin(embedded, &tag->chunk->encoding, tag->bytes + attribute->value,
                   tag_range(tag, attribute->value, attribute->value).start, quote);
    while (cursor.at < attribute->value_end) {
        size_t at = cursor.at - attribute->value;
        embedded_add(embedded, take_value_character(&cursor), at);
    }
    embedded_end(embedded, attribute->value_end - attribute->value);
}

void tag_embed_default(const struct tag *tag, struct text value, struct embedded *embedded)
{
    const char *end = value.bytes + value.length;
    embedded_begin(embedded, &tag->chunk->encoding, tag->bytes, tag_range(tag, 0, 0).start, '"');
    for (const char *at = value.bytes; at < end;) {
        uint32_t code_point;
        at += text_decode(at, end, &code_point);
        embedded_add(embedded, code_point, 0);
    }
    embedded_end(embedded, 0);
}
