/* SPDX-License-Identifier: MIT */
/*
 * Takes the steps of a finding's help in the document's bytes. Where an element begins and ends is
 * for expat to say, without siplint.
 */
#ifndef SIPLINT_TESTS_EDITS_H
#define SIPLINT_TESTS_EDITS_H

#include "bytes.h"
#include "findings/edit.h"

#include <expat.h>

#include <stdlib.h>
#include <string.h>

/* An element's tags, as offsets; of <a/>, the end tag is empty. */
struct extent {
    size_t byte; /* in the start tag of the one that's looked for */
    XML_Parser parser;
    int depth;
    int found_at; /* its depth; 0: not found yet */
    size_t start, start_end;
    size_t end, end_end;
};

static inline void extent_on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct extent *extent = context;
    size_t at = (size_t)XML_GetCurrentByteIndex(extent->parser);
    size_t length = (size_t)XML_GetCurrentByteCount(extent->parser);
    (void)name;
    (void)attributes;
    extent->depth++;
    if (extent->found_at || extent->byte < at || extent->byte >= at + length)
        return;
    extent->found_at = extent->depth;
    extent->start = at;
    extent->start_end = at + length;
}

static inline void extent_on_end(void *context, const XML_Char *name)
{
    struct extent *extent = context;
    (void)name;
    if (extent->depth-- != extent->found_at || extent->end_end)
        return;
    extent->end = (size_t)XML_GetCurrentByteIndex(extent->parser);
    extent->end_end = extent->end + (size_t)XML_GetCurrentByteCount(extent->parser);
}

static inline struct extent extent_find(struct text document, size_t byte)
{
    struct extent extent = {.byte = byte, .parser = XML_ParserCreate(NULL)};
    XML_SetUserData(extent.parser, &extent);
    XML_SetElementHandler(extent.parser, extent_on_start, extent_on_end);
    XML_Parse(extent.parser, document.bytes, (int)document.length, XML_TRUE);
    XML_ParserFree(extent.parser);
    ck_assert_msg(extent.found_at, "no element has byte %zu in its start tag", byte);
    return extent;
}

static inline size_t skip_blanks(const char *bytes, size_t at)
{
    return at + strspn(bytes + at, " \t\r\n");
}

/* The place in the start tag of the attribute of that name, or of the one whose name begins at
 * `also`: from its name to after its closing quote, and its value. False when it isn't there. */
static inline bool find_attribute(const char *bytes, const struct extent *extent,
                                  const char *wanted, size_t also, size_t whole[2], size_t value[2])
{
    size_t at = extent->start + strcspn(bytes + extent->start, " \t\r\n/>");
    while ((at = skip_blanks(bytes, at)) < extent->start_end && !strchr("/>", bytes[at])) {
        size_t length = strcspn(bytes + at, " \t\r\n=");
        size_t quote = skip_blanks(bytes, skip_blanks(bytes, at + length) + 1);
        size_t end = quote + 1 + strcspn(bytes + quote + 1, (char[]){bytes[quote], '\0'});
        bool is_wanted = length == strlen(wanted) && memcmp(bytes + at, wanted, length) == 0;
        if (is_wanted || at == also) {
            whole[0] = at, whole[1] = end + 1;
            value[0] = quote + 1, value[1] = end;
            return true;
        }
        at = end + 1;
    }
    return false;
}

/* These bytes are replaced. */
struct change {
    size_t from, to;
    struct bytes text;
};

struct changes {
    struct change items[2 * EDIT_STEPS];
    size_t count;
};

static inline void change(struct changes *changes, size_t from, size_t to, const char *pattern,
                          const char *first, const char *second)
{
    char text[4096];
    int length = snprintf(text, sizeof text, pattern, first, second);
    ck_assert_int_lt(length, (int)sizeof text);
    changes->items[changes->count++] = (struct change){from, to, bytes_of(text)};
}

static inline void change_attribute(struct changes *changes, struct text document,
                                    const struct edit *edit)
{
    struct extent extent = extent_find(document, edit->at.start.byte);
    size_t whole[2], value[2];
    size_t also = edit->kind == EDIT_REMOVE_ATTRIBUTE ? edit->at.start.byte : 0;
    bool is_there = find_attribute(document.bytes, &extent, edit->name, also, whole, value);
    size_t name_end = extent.start + strcspn(document.bytes + extent.start, " \t\r\n/>");
    if (edit->kind == EDIT_REMOVE_ATTRIBUTE) {
        ck_assert_msg(is_there, "there is no %s to remove", edit->name);
        change(changes, whole[0], whole[1], "%s%s", "", "");
    } else if (is_there) {
        change(changes, value[0], value[1], "%s%s", edit->text, "");
    } else {
        change(changes, name_end, name_end, " %s=\"%s\"", edit->name, edit->text);
    }
}

static inline void rename_element(struct changes *changes, const char *bytes,
                                  const struct extent *extent, const char *name)
{
    size_t start = extent->start + 1, end = extent->end + 2;
    change(changes, start, start + strcspn(bytes + start, " \t\r\n/>"), "%s%s", name, "");
    if (extent->end < extent->end_end)
        change(changes, end, end + strcspn(bytes + end, " \t\r\n>"), "%s%s", name, "");
}

/* At its start or end; <a/> becomes <a>…</a>. */
static inline void insert_into(struct changes *changes, const char *bytes,
                               const struct extent *extent, const struct edit *edit)
{
    char name[256] = {0};
    memcpy(name, bytes + extent->start + 1, strcspn(bytes + extent->start + 1, " \t\r\n/>"));
    if (extent->end == extent->end_end) {
        char end[300];
        snprintf(end, sizeof end, "</%s>", name);
        change(changes, extent->start_end - 2, extent->start_end, ">%s%s", edit->text, end);
    } else {
        size_t at = edit->kind == EDIT_INSERT_FIRST ? extent->start_end : extent->end;
        change(changes, at, at, "%s%s", edit->text, "");
    }
}

static inline void unwrap_element(struct changes *changes, const struct extent *extent)
{
    change(changes, extent->start, extent->start_end, "%s%s", "", "");
    change(changes, extent->end, extent->end_end, "%s%s", "", "");
}

/* Where the words are in the document, from an offset on; NULL: nowhere. No NUL has to end it. */
static inline const char *find_words(struct text document, const char *words, size_t from)
{
    size_t length = strlen(words);
    for (; from + length <= document.length; from++)
        if (memcmp(document.bytes + from, words, length) == 0)
            return document.bytes + from;
    return NULL;
}

/* Into the first element of that name, which is none of those within. */
static inline void move_into(struct changes *changes, struct text document,
                             const struct extent *extent, const char *name)
{
    char start[64];
    char text[4096];
    snprintf(start, sizeof start, "<%s", name);
    const char *found = find_words(document, start, 0);
    ck_assert_msg(found, "there is no %s to move into", name);
    struct extent parent = extent_find(document, (size_t)(found - document.bytes));
    snprintf(text, sizeof text, "%.*s", (int)(extent->end_end - extent->start),
             document.bytes + extent->start);
    const struct edit edit = {.kind = EDIT_INSERT_LAST, .text = text};
    change(changes, extent->start, extent->end_end, "%s%s", "", "");
    insert_into(changes, document.bytes, &parent, &edit);
}

static inline void change_element(struct changes *changes, struct text document,
                                  const struct edit *edit)
{
    struct extent extent = extent_find(document, edit->at.start.byte);
    ck_assert_msg(extent.end_end, "the element at byte %lu doesn't end",
                  (unsigned long)edit->at.start.byte);
    if (edit->kind == EDIT_RENAME_ELEMENT)
        rename_element(changes, document.bytes, &extent, edit->text);
    else if (edit->kind == EDIT_REMOVE_ELEMENT)
        change(changes, extent.start, extent.end_end, "%s%s", "", "");
    else if (edit->kind == EDIT_UNWRAP_ELEMENT)
        unwrap_element(changes, &extent);
    else if (edit->kind == EDIT_MOVE_INTO)
        move_into(changes, document, &extent, edit->name);
    else if (edit->kind == EDIT_INSERT_BEFORE)
        change(changes, extent.start, extent.start, "%s%s", edit->text, "");
    else
        insert_into(changes, document.bytes, &extent, edit);
}

static inline int compare_changes(const void *left, const void *right)
{
    const struct change *a = left, *b = right;
    return (a->from > b->from) - (a->from < b->from);
}

/* The document with all of the steps taken, in an encoding that has ASCII in it. */
static inline struct bytes edits_apply_here(struct text document, const struct edit *edits)
{
    struct changes changes = {.count = 0};
    struct bytes out = {NULL, 0};
    size_t at = 0;
    for (const struct edit *edit = edits; edit->kind != EDIT_NONE; edit++) {
        if (edit->kind == EDIT_REPLACE)
            change(&changes, edit->at.start.byte, edit->at.end.byte, "%s%s", edit->text, "");
        else if (edit->kind == EDIT_SET_ATTRIBUTE || edit->kind == EDIT_REMOVE_ATTRIBUTE)
            change_attribute(&changes, document, edit);
        else
            change_element(&changes, document, edit);
    }
    qsort(changes.items, changes.count, sizeof *changes.items, compare_changes);
    FILE *stream = open_memstream(&out.bytes, &out.length);
    for (size_t i = 0; i < changes.count; i++) {
        const struct change *next = &changes.items[i];
        ck_assert_msg(next->from >= at && next->to >= next->from && next->to <= document.length,
                      "steps overlap or leave the document");
        fwrite(document.bytes + at, 1, next->from - at, stream);
        fwrite(next->text.bytes, 1, next->text.length, stream);
        at = next->to;
        bytes_free(next->text);
    }
    fwrite(document.bytes + at, 1, document.length - at, stream);
    fclose(stream);
    return out;
}

/* ---- In a profile that is embedded in the document ---- */

static const char *const edits_references[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
static const char edits_signs[] = "&<>\"'";

/* Takes a character or a reference of the text off it. */
static inline int edits_unescape(const char **text)
{
    for (size_t i = 0; i < sizeof edits_references / sizeof *edits_references; i++) {
        size_t length = strlen(edits_references[i]);
        if (strncmp(*text, edits_references[i], length) == 0) {
            *text += length;
            return edits_signs[i];
        }
    }
    if (strncmp(*text, "&#", 2) == 0) {
        char *end;
        bool is_hexadecimal = (*text)[2] == 'x';
        int number = (int)strtol(*text + 2 + is_hexadecimal, &end, is_hexadecimal ? 16 : 10);
        *text = end + 1;
        return number;
    }
    return *(*text)++;
}

/* The value with markup in it that has the byte. False: it's in none. */
static inline bool edits_find_value(const char *document, size_t byte, size_t *from, size_t *to)
{
    for (const char *at = document; (at = strstr(at, " value=")); at += *to - *from) {
        char quote[] = {at[7], '\0'};
        at += 8;
        *from = (size_t)(at - document);
        *to = *from + strcspn(at, quote);
        if (*from <= byte && byte <= *to) {
            const char *reference = strstr(at, "&lt;");
            const char *number = strstr(at, "&#");
            return (reference && reference < document + *to) || (number && number < document + *to);
        }
    }
    return false;
}

struct opened_value {
    size_t from, to;    /* the value */
    struct bytes text;  /* what it means */
    size_t *written_at; /* by byte of that, and of its end: offset in the document */
};

static inline struct opened_value edits_open(struct text document, size_t from, size_t to)
{
    struct opened_value opened = {.from = from, .to = to};
    opened.text.bytes = malloc(to - from + 1);
    opened.written_at = malloc((to - from + 1) * sizeof(size_t));
    const char *at = document.bytes + from;
    while (at < document.bytes + to) {
        opened.written_at[opened.text.length] = (size_t)(at - document.bytes);
        opened.text.bytes[opened.text.length++] = (char)edits_unescape(&at);
    }
    opened.written_at[opened.text.length] = to;
    opened.text.bytes[opened.text.length] = '\0';
    return opened;
}

static inline uint64_t edits_inner_byte(const struct opened_value *opened, uint64_t byte)
{
    size_t at = 0;
    while (at < opened->text.length && opened->written_at[at] < byte)
        at++;
    return at;
}

/* The document with another text in the value. */
static inline struct bytes edits_close(struct text document, const struct opened_value *opened,
                                       struct bytes text)
{
    struct bytes out = {NULL, 0};
    FILE *stream = open_memstream(&out.bytes, &out.length);
    fwrite(document.bytes, 1, opened->from, stream);
    for (size_t i = 0; i < text.length; i++) {
        const char *sign = text.bytes[i] ? strchr(edits_signs, text.bytes[i]) : NULL;
        fputs(sign ? edits_references[sign - edits_signs] : (char[]){text.bytes[i], '\0'}, stream);
    }
    fwrite(document.bytes + opened->to, 1, document.length - opened->to, stream);
    fclose(stream);
    return out;
}

static inline struct bytes edits_apply_in(struct text document, size_t from, size_t to,
                                          const struct edit *edits)
{
    struct opened_value opened = edits_open(document, from, to);
    struct edit inner[EDIT_STEPS + 1] = {{.kind = EDIT_NONE}};
    char *texts[EDIT_STEPS];
    size_t count = 0;
    for (; edits[count].kind != EDIT_NONE; count++) {
        const char *written = edits[count].text;
        size_t length = 0;
        texts[count] = malloc(strlen(written) + 1);
        while (*written)
            texts[count][length++] = (char)edits_unescape(&written);
        texts[count][length] = '\0';
        inner[count] = edits[count];
        inner[count].text = texts[count];
        inner[count].at.start.byte = edits_inner_byte(&opened, edits[count].at.start.byte);
        inner[count].at.end.byte = edits_inner_byte(&opened, edits[count].at.end.byte);
    }
    struct bytes edited = edits_apply_here(bytes_text(opened.text), inner);
    struct bytes out = edits_close(document, &opened, edited);
    while (count)
        free(texts[--count]);
    bytes_free(edited);
    bytes_free(opened.text);
    free(opened.written_at);
    return out;
}

/* The document with all of the steps taken, in an encoding that has ASCII in it. `where`: what the
 * finding's path begins with; a profile in a setting is edited there. */
static inline struct bytes edits_apply(struct text document, const char *where,
                                       const struct edit *edits)
{
    size_t from, to;
    if (strstr(where, "Settings/") &&
        edits_find_value(document.bytes, edits->at.start.byte, &from, &to))
        return edits_apply_in(document, from, to, edits);
    return edits_apply_here(document, edits);
}

#endif
