/* SPDX-License-Identifier: MIT */
/* The grammar of suppression comments, and where they hold. */
#include "findings/suppress.h"
#include "base/memory.h"

#include <string.h>

static struct text trim(struct text text)
{
    while (text.length && text_is_blank(text.bytes[0]))
        text = text_slice(text, 1, text.length);
    while (text.length && text_is_blank(text.bytes[text.length - 1]))
        text.length--;
    return text;
}

/* Takes `word` off the front of the text, if it's there. */
static bool take_word(struct text *text, const char *word)
{
    size_t length = strlen(word);
    if (text->length < length || memcmp(text->bytes, word, length) != 0)
        return false;
    *text = text_slice(*text, length, text->length);
    return true;
}

/* Part of a word, of any language. */
static bool is_word_byte(char byte)
{
    return text_is_letter(byte) || text_is_digit(byte) || byte == '-' || byte == '_' ||
           (unsigned char)byte >= 0x80;
}

/* Takes the first word off the text, with the blanks before it, and tells whether it's `word`. */
static bool take_whole_word(struct text *text, const char *word)
{
    struct text rest = trim(*text);
    size_t length = 0;
    while (length < rest.length && is_word_byte(rest.bytes[length]))
        length++;
    *text = text_slice(rest, length, rest.length);
    return text_equal_fold(text_slice(rest, 0, length), text_of(word));
}

bool suppression_is_meant(struct text comment)
{
    if (!take_whole_word(&comment, "siplint"))
        return false;
    comment = trim(comment);
    take_word(&comment, ":");
    return take_whole_word(&comment, "disable");
}

static bool is_id(struct text id)
{
    for (size_t i = 0; i < id.length; i++) {
        if (!text_is_letter(id.bytes[i]) && !text_is_digit(id.bytes[i]) && id.bytes[i] != '-')
            return false;
    }
    return id.length > 0;
}

bool suppression_begin(struct text comment, struct suppression_ids *ids)
{
    struct text rest = trim(comment);
    if (!take_word(&rest, "siplint"))
        return false;
    rest = trim(rest);
    size_t colon = text_find(rest, ':');
    if (!take_word(&rest, "disable=") || colon == rest.length + strlen("disable="))
        return false;
    colon -= strlen("disable=");
    ids->rest = trim(text_slice(rest, 0, colon));
    if (ids->rest.length == 0 || ids->rest.bytes[ids->rest.length - 1] == ',')
        return false;
    if (trim(text_slice(rest, colon + 1, rest.length)).length == 0)
        return false;
    struct suppression_ids check = *ids;
    struct text id;
    for (ids->count = 0; suppression_next(&check, &id); ids->count++) {
        if (!is_id(id))
            return false;
    }
    return ids->count > 0;
}

bool suppression_next(struct suppression_ids *ids, struct text *id)
{
    if (!ids->rest.bytes || ids->rest.length == 0)
        return false;
    size_t comma = text_find(ids->rest, ',');
    *id = trim(text_slice(ids->rest, 0, comma));
    size_t next = comma < ids->rest.length ? comma + 1 : comma;
    ids->rest = text_slice(ids->rest, next, ids->rest.length);
    return true;
}

void suppressions_add(struct suppressions *suppressions, uint16_t rule, uint32_t comment,
                      uint64_t from)
{
    suppressions->items = memory_grow(suppressions->items, suppressions->count,
                                      &suppressions->capacity, sizeof *suppressions->items);
    suppressions->items[suppressions->count++] = (struct suppression){
        .from = from,
        .to = UINT64_MAX,
        .depth = suppressions->depth,
        .comment = comment,
        .rule = rule,
    };
}

void suppressions_enter(struct suppressions *suppressions, uint64_t byte)
{
    for (size_t i = 0; i < suppressions->count; i++) {
        struct suppression *item = &suppressions->items[i];
        if (item->from == SUPPRESSION_ELEMENT && item->depth == suppressions->depth)
            item->from = byte;
    }
    suppressions->depth++;
}

void suppressions_leave(struct suppressions *suppressions, uint64_t byte)
{
    suppressions->depth--;
    for (size_t i = 0; i < suppressions->count; i++) {
        struct suppression *item = &suppressions->items[i];
        if (item->from == SUPPRESSION_ELEMENT && item->depth > suppressions->depth)
            item->from = item->to = byte; /* its parent ended: there was no element to follow */
        else if (item->to == UINT64_MAX && item->depth >= suppressions->depth &&
                 item->from != SUPPRESSION_ELEMENT)
            item->to = byte;
    }
}

void suppressions_leave_to(struct suppressions *suppressions, long depth, uint64_t byte)
{
    while (suppressions->depth > depth)
        suppressions_leave(suppressions, byte);
}

bool suppressions_silence(struct suppressions *suppressions, uint16_t rule, uint64_t byte)
{
    for (size_t i = 0; i < suppressions->count; i++) {
        struct suppression *item = &suppressions->items[i];
        if (item->rule == rule && item->from <= byte && byte < item->to) {
            item->used = true;
            return true;
        }
    }
    return false;
}

void suppressions_reset(struct suppressions *suppressions)
{
    suppressions->count = 0;
    suppressions->depth = 0;
}

void suppressions_free(struct suppressions *suppressions)
{
    memory_free(suppressions->items);
    *suppressions = (struct suppressions){0};
}
