/* SPDX-License-Identifier: MIT */
#include "xml/declaration.h"

/* Characters of a version that there is, and a blank. What is longer may be anything, a password
 * too, and its range mustn't tell its length. */
#define VERSION_LONGEST 4

/* Takes the ASCII text off the front. 0: it isn't there, -1: it may be, as far as the bytes go. */
static int take_ascii(struct tag *rest, const char *ascii)
{
    for (; *ascii; ascii++) {
        uint32_t code_point;
        if (rest->length < encoding_unit(&rest->chunk->encoding))
            return -1;
        size_t taken = encoding_decode(&rest->chunk->encoding, rest->bytes,
                                       rest->bytes + rest->length, &code_point);
        if (code_point != (unsigned char)*ascii)
            return 0;
        rest->bytes += taken;
        rest->length -= taken;
    }
    return 1;
}

/* Where the `?>` ends in the bytes; 0: nowhere. */
static size_t find_declaration_end(const struct tag *bytes)
{
    size_t unit = encoding_unit(&bytes->chunk->encoding);
    for (size_t at = 0; at + 2 * unit <= bytes->length; at += unit) {
        struct tag here = *bytes;
        here.bytes += at;
        here.length -= at;
        if (take_ascii(&here, "?>") > 0)
            return at + 2 * unit;
    }
    return 0;
}

static bool is_quoted(const struct tag *tag, const struct tag_attribute *attribute)
{
    size_t unit = encoding_unit(&tag->chunk->encoding);
    uint32_t quote;
    encoding_decode(&tag->chunk->encoding, tag->bytes + attribute->value - unit,
                    tag->bytes + tag->length, &quote);
    return quote == '"' || quote == '\'';
}

/* The value in ASCII, cut. */
static void copy_value(const struct tag *tag, const struct tag_attribute *attribute, char *out,
                       size_t room)
{
    size_t unit = encoding_unit(&tag->chunk->encoding);
    size_t length = 0;
    for (size_t at = attribute->value; at < attribute->value_end && length + 1 < room; at += unit) {
        uint32_t code_point;
        encoding_decode(&tag->chunk->encoding, tag->bytes + at, tag->bytes + attribute->value_end,
                        &code_point);
        out[length++] = code_point < 0x80 ? (char)code_point : '?';
    }
}

static void read_attributes(struct declaration *declaration)
{
    const struct tag *tag = &declaration->tag;
    struct tag_attribute attribute;
    for (size_t i = 0; tag_any_attribute(tag, i, &attribute); i++) {
        declaration->is_malformed = !is_quoted(tag, &attribute);
        if (declaration->is_malformed)
            return;
        if (i == 0 && tag_attribute_is(tag, &attribute, "version")) {
            declaration->version = attribute;
            declaration->has_version = true;
            copy_value(tag, &attribute, declaration->version_name,
                       sizeof declaration->version_name);
        } else if (tag_attribute_is(tag, &attribute, "version")) {
            declaration->is_version_late = true;
        } else if (tag_attribute_is(tag, &attribute, "encoding")) {
            declaration->encoding = attribute;
            declaration->has_encoding = true;
            copy_value(tag, &attribute, declaration->encoding_name,
                       sizeof declaration->encoding_name);
        }
    }
}

/* Reads it from the bytes that there are. False when more may bring its end. */
static bool read_complete(struct declaration *declaration, const struct tag *bytes)
{
    struct tag rest = *bytes;
    const struct encoding *encoding = &bytes->chunk->encoding;
    int is_there = take_ascii(&rest, "<?xml");
    uint32_t next = ' ';
    if (is_there > 0 && rest.length >= encoding_unit(encoding))
        encoding_decode(encoding, rest.bytes, rest.bytes + rest.length, &next);
    if (!is_there || next >= 0x80 || (next != '?' && !text_is_blank((char)next)))
        return true;
    declaration->tag.length = find_declaration_end(bytes);
    if (!declaration->tag.length)
        return bytes->length >= DECLARATION_LIMIT;
    read_attributes(declaration);
    return true;
}

/* The declared character set; one that isn't known is for the parser to refuse. */
static void set_charset(const struct declaration *declaration, struct encoding *encoding)
{
    if (encoding->form != ENCODING_UTF_8 || !declaration->has_encoding)
        return;
    encoding->charset = charset_find(text_of(declaration->encoding_name));
    if (encoding->charset)
        encoding->form = ENCODING_BYTE;
}

bool declaration_read(struct declaration *declaration, struct chunk *chunk, struct tag_memo *memo,
                      bool final)
{
    size_t mark;
    if (chunk->length < ENCODING_HEAD && !final)
        return false;
    chunk->encoding.form = encoding_sniff(chunk->bytes, chunk->length, &mark);
    chunk_skip_mark(chunk, mark);
    size_t length = chunk->length - mark;
    struct tag bytes = {.bytes = chunk->bytes + mark,
                        .length = length < DECLARATION_LIMIT ? length : DECLARATION_LIMIT,
                        .start = chunk->origin,
                        .chunk = chunk,
                        .memo = memo};
    *declaration = (struct declaration){.tag = bytes};
    declaration->tag.length = 0;
    if (!read_complete(declaration, &bytes) && !final)
        return false;
    if (!chunk->embedded)
        set_charset(declaration, &chunk->encoding);
    return true;
}

bool declaration_is_wrong(const struct declaration *declaration, struct range *at,
                          struct range *whole)
{
    const struct tag *tag = &declaration->tag;
    const struct tag_attribute *value = &declaration->version;
    if (!tag->length || declaration->is_malformed || declaration->is_version_late)
        return false;
    struct tag version = *tag;
    version.bytes += value->value;
    version.length = value->value_end - value->value;
    if (declaration->has_version && take_ascii(&version, "1.0") > 0 && !version.length)
        return false;
    size_t longest = VERSION_LONGEST * encoding_unit(&tag->chunk->encoding);
    *whole =
        declaration->has_version ? tag_range(tag, value->value, value->value_end) : tag_name(tag);
    *at = *whole;
    if (value->value_end - value->value > longest)
        at->end = at->start;
    return true;
}

bool declaration_names_charset(const struct declaration *declaration)
{
    const struct text name = text_of(declaration->encoding_name);
    return declaration->has_encoding && !text_equal_fold(name, text_of("UTF-8"));
}

/* What has to go for it to name no encoding, where that changes nothing. */
static struct range range_of_encoding(const struct declaration *declaration)
{
    const struct tag *tag = &declaration->tag;
    size_t unit = encoding_unit(&tag->chunk->encoding);
    if (!declaration->has_version || tag->chunk->encoding.form != ENCODING_UTF_8)
        return (struct range){.start = {.line = 0}};
    return tag_range(tag, declaration->version.value_end + unit,
                     declaration->encoding.value_end + unit);
}

bool declaration_names_other(const struct declaration *declaration, struct range *at,
                             struct range *whole)
{
    const struct text name = text_of(declaration->encoding_name);
    const struct text utf_16 = text_of("UTF-16");
    bool is_utf_16 =
        name.length >= utf_16.length && text_equal_fold(text_slice(name, 0, utf_16.length), utf_16);
    if (!declaration->has_encoding || is_utf_16)
        return false;
    *whole = range_of_encoding(declaration);
    *at =
        tag_range(&declaration->tag, declaration->encoding.value, declaration->encoding.value_end);
    return true;
}
