/* SPDX-License-Identifier: MIT */
/*
 * A start tag as it stands in the input, for finding where its names and values are. expat says
 * where a tag starts and nothing about its attributes; so the tag's bytes are looked through again,
 * but only when a finding needs a place in them. The XML declaration, comments and character data
 * are looked through in the same way.
 */
#ifndef SIPLINT_XML_TAG_H
#define SIPLINT_XML_TAG_H

#include "base/hash.h"
#include "base/text.h"
#include "xml/chunk.h"
#include "xml/embedded.h"

struct tag_declaration;
struct tag_memo;

struct tag {
    const unsigned char *bytes; /* from `<` to `>`; borrowed, valid while the element is */
    size_t length;
    struct place
        start; /* of the `<`; line 0: not looked up yet, and `byte` is for chunk_locate() */
    struct chunk *chunk;
    struct tag_memo *memo;
};

/* Where an attribute is in a tag: offsets into tag.bytes; the value without its quotes. */
struct tag_attribute {
    size_t name;
    size_t name_end;
    size_t value;
    size_t value_end;
};

/*
 * What was looked up last in a tag, so that a tag with a thousand mistakes isn't looked through
 * from its start for each. Shared by the tags of one chunk; only tag.c looks into it.
 */
struct tag_memo {
    const unsigned char
        *bytes; /* of the tag; with its offset in the input it tells one from another */
    uint64_t byte;
    size_t place_at;     /* this offset into the tag … */
    struct place place;  /* … is here */
    size_t attribute;    /* this attribute, namespace declarations not counted, was found, … */
    size_t attribute_at; /* … at or after this offset; 0: none was */
    struct tag_attribute found;
    size_t value;    /* in the value that starts at this offset, … */
    size_t decoded;  /* … so many bytes of what it means … */
    size_t value_at; /* … come before this offset */
};

/* Is it `<a/>`, which is its element's end, too? */
bool tag_is_empty(const struct tag *tag);

/* The element's name. */
struct range tag_name(const struct tag *tag);

/* The line on which it starts. */
uint32_t tag_line(const struct tag *tag);

/*
 * Attribute number `index` of the tag, from 0, namespace declarations not counted. False when there
 * are fewer.
 */
bool tag_attribute(const struct tag *tag, size_t index, struct tag_attribute *attribute);

/* The namespace declaration for `prefix` ("": the default one, `xmlns`). */
bool tag_namespace(const struct tag *tag, struct text prefix, struct tag_attribute *attribute);

/* The namespace declarations of a tag to which any number of others refer, looked for once: embed
 * one with its key. Those whose prefix has no room in TAG_PREFIX_ROOM are left out. */
struct tag_namespaces {
    const struct hash_key *key;
    bool is_filled;
    uint64_t byte; /* where the tag starts */
    struct tag_declaration *declarations;
    size_t count;
    size_t capacity;
};

/* The name of the declaration for `prefix` (see tag_namespace()) in this tag; `is_new`:
 * it wasn't found before. */
bool tag_namespaces_find(struct tag_namespaces *namespaces, const struct tag *tag,
                         struct text prefix, struct range *at, bool *is_new);
void tag_namespaces_free(struct tag_namespaces *namespaces);

/* Is there any attribute, or namespace declaration? */
bool tag_has_attributes(const struct tag *tag);

/* The `index`-th of all attributes, namespace declarations included. */
bool tag_any_attribute(const struct tag *tag, size_t index, struct tag_attribute *attribute);

/* Room for a prefix that is reported. */
#define TAG_PREFIX_ROOM 256

/* The prefix of the element's name, as UTF-8 in `out` (without the colon; empty when it has none or
 * it's longer than `room`). */
struct text tag_prefix(const struct tag *tag, char *out, size_t room);

/* Likewise that of an attribute's name. */
struct text tag_attribute_prefix(const struct tag *tag, const struct tag_attribute *attribute,
                                 char *out, size_t room);

/* Does the attribute's name read so (ASCII)? */
bool tag_attribute_is(const struct tag *tag, const struct tag_attribute *attribute,
                      const char *name);

/* So many of its first characters, which are ASCII. */
struct range tag_start(const struct tag *tag, size_t characters);

/* From the attribute's name to after the quotation mark that ends its value. */
struct range tag_whole_attribute(const struct tag *tag, const struct tag_attribute *attribute);

/* In character data: its first character that isn't white space; else all of it. */
struct range tag_text(const struct tag *text);

/* In a comment: the bytes [from, to) of its text, as expat gave it. */
struct range tag_comment_part(const struct tag *tag, struct text comment, size_t from, size_t to);

/* The bytes [from, to) of the tag as a range of the input. */
struct range tag_range(const struct tag *tag, size_t from, size_t to);

/*
 * The range of a part of an attribute's value: the bytes [from, to) of `value`, which is the
 * attribute's value as expat gave it, decoded and normalised (XML 1.0 section 3.3.3). Where the two
 * can't be matched up (a DTD changed the value) it's the whole value.
 */
struct range tag_value_part(const struct tag *tag, const struct tag_attribute *attribute,
                            struct text value, size_t from, size_t to);

/* Takes an attribute's value for a document, which is valid as long as the tag's bytes are. */
void tag_embed(const struct tag *tag, const struct tag_attribute *attribute,
               struct embedded *embedded);

/* The same of a value that isn't in the tag: a DOCTYPE gives it as the attribute's default. All of
 * it is at the tag's start. */
void tag_embed_default(const struct tag *tag, struct text value, struct embedded *embedded);

#endif
