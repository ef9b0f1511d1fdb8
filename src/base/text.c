/* SPDX-License-Identifier: MIT */
/*
 * Comparing, searching, decoding. Most calls get a word of some letters, so plain loops do; only
 * what's called for each attribute value has been made fast.
 */
#include "base/text.h"
#include "base/lookalike.h"
#include "base/memory.h"
#include "base/system.h"

#include <string.h>

#define MOST_SLIPS 2
#define MOST_LETTERS 64 /* of a known word and then some */
#define OTHER '\x7f'

void text_free(struct text text)
{
    memory_free((void *)(uintptr_t)text.bytes);
}

bool text_equal(struct text a, struct text b)
{
    if (a.length != b.length)
        return false;
    return a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0;
}

bool text_equal_fold(struct text a, struct text b)
{
    if (a.length != b.length)
        return false;
    for (size_t at = 0; at < a.length; at++) {
        char differing = (char)(a.bytes[at] ^ b.bytes[at]);
        if (differing && (differing != 0x20 || !text_is_letter(a.bytes[at])))
            return false;
    }
    return true;
}

size_t text_find(struct text text, char byte)
{
    const char *found = text.length ? memchr(text.bytes, byte, text.length) : NULL;
    return found ? (size_t)(found - text.bytes) : text.length;
}

size_t text_find_last(struct text text, char byte)
{
    const char *found = text.length ? system_find_last(text.bytes, byte, text.length) : NULL;
    return found ? (size_t)(found - text.bytes) : text.length;
}

size_t text_leading_digits(struct text text)
{
    size_t at = 0;
    while (at < text.length && text_is_digit(text.bytes[at]))
        at++;
    return at;
}

size_t text_leading_uri(struct text text, const char *marks)
{
    size_t at = 0;
    while (at < text.length) {
        char byte = text.bytes[at];
        if (text_is_letter(byte) || text_is_digit(byte) || text_is_one_of(byte, marks))
            at++;
        else if (text_is_escape(text, at))
            at += 3;
        else
            break;
    }
    return at;
}

bool text_is_escape(struct text text, size_t at)
{
    return text.bytes[at] == '%' && text.length - at > 2 && text_is_hex_digit(text.bytes[at + 1]) &&
           text_is_hex_digit(text.bytes[at + 2]);
}

struct text text_character(struct text text, size_t at)
{
    uint32_t code_point;
    size_t size = text_decode(text.bytes + at, text.bytes + text.length, &code_point);
    return text_slice(text, at, at + size);
}

bool text_is_one_of(char byte, const char *set)
{
    return byte != '\0' && strchr(set, byte) != NULL;
}

/* The forms of a UTF-8 sequence: how its first byte starts, and the least value it may have. */
static const struct form {
    unsigned char mask;
    unsigned char lead;
    unsigned char length;
    uint32_t least;
} forms[] = {
    {0x80, 0x00, 1, 0x0000},
    {0xe0, 0xc0, 2, 0x0080},
    {0xf0, 0xe0, 3, 0x0800},
    {0xf8, 0xf0, 4, 0x10000},
};

#define FORM_COUNT (sizeof forms / sizeof forms[0])

static bool is_scalar(uint32_t code_point)
{
    return code_point <= 0x10ffff && (code_point < 0xd800 || code_point > 0xdfff);
}

size_t text_decode(const char *bytes, const char *end, uint32_t *code_point)
{
    unsigned char first = (unsigned char)bytes[0];
    const struct form *form = forms;
    *code_point = TEXT_INVALID;
    while (form < forms + FORM_COUNT && (first & form->mask) != form->lead)
        form++;
    if (form == forms + FORM_COUNT || end - bytes < form->length)
        return 1;
    uint32_t value = first & (unsigned char)~form->mask;
    for (size_t at = 1; at < form->length; at++) {
        unsigned char byte = (unsigned char)bytes[at];
        if ((byte & 0xc0) != 0x80)
            return 1;
        value = value << 6 | (byte & 0x3f);
    }
    if (value < form->least || !is_scalar(value))
        return 1;
    *code_point = value;
    return form->length;
}

/* The first code point that `is_odd` says yes to. */
static bool find_code_point(struct text text, bool (*is_odd)(uint32_t code_point),
                            uint32_t *code_point)
{
    const char *end = text.bytes + text.length;
    for (const char *at = text.bytes; at < end;) {
        at += text_decode(at, end, code_point);
        if (is_odd(*code_point))
            return true;
    }
    return false;
}

static bool is_lookalike(uint32_t code_point)
{
    return lookalike_of(code_point) != '\0';
}

bool text_find_lookalike(struct text text, uint32_t *code_point)
{
    return find_code_point(text, is_lookalike, code_point);
}

bool text_find_odd_blank(struct text text, uint32_t *code_point)
{
    return find_code_point(text, lookalike_is_blank, code_point);
}

size_t text_encode(uint32_t code_point, char out[4])
{
    if (!is_scalar(code_point))
        code_point = 0xfffd;
    const struct form *form = forms + FORM_COUNT - 1;
    while (code_point < form->least)
        form--;
    for (size_t at = form->length - 1u; at > 0; at--) {
        out[at] = (char)(0x80 | (code_point & 0x3f));
        code_point >>= 6;
    }
    out[0] = (char)(form->lead | code_point);
    return form->length;
}

/* ---- The nearest word ---- */

/* A word's letters, small and without their look; OTHER for a character that no known word has. */
struct letters {
    char of[MOST_LETTERS];
    size_t count;
};

/* False when there are more than any known word has. */
static bool read_letters(struct text word, struct letters *letters)
{
    const char *end = word.bytes + word.length;
    letters->count = 0;
    for (const char *at = word.bytes; at < end;) {
        uint32_t code_point;
        at += text_decode(at, end, &code_point);
        if (letters->count == MOST_LETTERS)
            return false;
        char letter = code_point < 0x80 ? (char)code_point : lookalike_of(code_point);
        letters->of[letters->count++] = letter ? text_lower(letter) : OTHER;
    }
    return true;
}

/* Can `a` be turned into `b` with that many slips? Tries each kind of slip where they differ. */
static bool is_within_slips(struct text a, struct text b, size_t slips)
{
    size_t at = 0;
    while (at < a.length && at < b.length && a.bytes[at] == b.bytes[at])
        at++;
    a = text_slice(a, at, a.length);
    b = text_slice(b, at, b.length);
    if (a.length == 0 || b.length == 0)
        return a.length + b.length <= slips;
    if (slips == 0)
        return false;
    struct text shorter_a = text_slice(a, 1, a.length);
    struct text shorter_b = text_slice(b, 1, b.length);
    if (is_within_slips(shorter_a, b, slips - 1) || is_within_slips(a, shorter_b, slips - 1) ||
        is_within_slips(shorter_a, shorter_b, slips - 1))
        return true;
    return a.length > 1 && b.length > 1 && a.bytes[0] == b.bytes[1] && a.bytes[1] == b.bytes[0] &&
           is_within_slips(text_slice(a, 2, a.length), text_slice(b, 2, b.length), slips - 1);
}

static size_t slips_allowed(size_t length)
{
    if (length < 3)
        return 0;
    return length < 5 ? 1 : MOST_SLIPS;
}

/* How many slips `word` is from `known`; more than MOST_SLIPS: too many. */
static size_t count_slips(struct text word, const char *known)
{
    struct letters letters;
    if (!read_letters(text_of(known), &letters))
        return MOST_SLIPS + 1;
    const struct text candidate = {letters.of, letters.count};
    for (size_t slips = 0; slips <= slips_allowed(candidate.length); slips++) {
        if (is_within_slips(word, candidate, slips))
            return slips;
    }
    return MOST_SLIPS + 1;
}

static bool is_any_blank(uint32_t code_point)
{
    return text_is_blank_code_point(code_point) || lookalike_is_blank(code_point);
}

struct text text_trim(struct text word)
{
    const char *end = word.bytes + word.length;
    const char *first = NULL; /* of what isn't a blank, and … */
    const char *last = NULL;  /* … after it */
    for (const char *at = word.bytes; at < end;) {
        uint32_t code_point;
        const char *start = at;
        at += text_decode(at, end, &code_point);
        if (is_any_blank(code_point))
            continue;
        first = first ? first : start;
        last = at;
    }
    return first ? (struct text){first, (size_t)(last - first)} : text_slice(word, 0, 0);
}

/* The nearest word, and whether no other is as near. */
static const char *find_nearest_word(struct text word, const char *const *words, bool *is_only)
{
    struct letters letters;
    const char *nearest = NULL;
    size_t fewest = MOST_SLIPS + 1;
    *is_only = false;
    if (!read_letters(text_trim(word), &letters))
        return NULL;
    for (; *words; words++) {
        size_t slips = count_slips((struct text){letters.of, letters.count}, *words);
        if (slips == fewest)
            *is_only = false;
        if (slips >= fewest)
            continue;
        nearest = *words;
        fewest = slips;
        *is_only = true;
    }
    return nearest;
}

const char *text_nearest(struct text word, const char *const *words)
{
    bool is_only;
    return find_nearest_word(word, words, &is_only);
}

const char *text_nearest_only(struct text word, const char *const *words)
{
    bool is_only;
    const char *nearest = find_nearest_word(word, words, &is_only);
    return is_only ? nearest : NULL;
}
