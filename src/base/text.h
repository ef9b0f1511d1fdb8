/* SPDX-License-Identifier: MIT */
/*
 * A piece of text: where it is and how many bytes it has. Text is UTF-8, borrowed, and not
 * terminated; it may hold any byte. Lengths and offsets are bytes, from 0. An empty text may have
 * no bytes at all (NULL). Nothing here depends on the locale.
 */
#ifndef SIPLINT_BASE_TEXT_H
#define SIPLINT_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
    const char *bytes;
    size_t length;
};

/* What text_decode() gives for a byte that starts no valid UTF-8 sequence. */
#define TEXT_INVALID UINT32_MAX

/* The code point that may be in front of a text and isn't part of it. */
#define TEXT_BYTE_ORDER_MARK 0xFEFF

static inline struct text text_of(const char *string)
{
    return (struct text){string, strlen(string)};
}

/* The bytes [from, to) of a text; both must lie within it. */
static inline struct text text_slice(struct text text, size_t from, size_t to)
{
    return (struct text){from ? text.bytes + from : text.bytes, to - from};
}

/* Frees the bytes of one that was allocated for the caller, where its function says so. */
void text_free(struct text text);

bool text_equal(struct text a, struct text b);

/* Equal without regard to the case of ASCII letters. */
bool text_equal_fold(struct text a, struct text b);

/* Where `byte` first is, or text.length. */
size_t text_find(struct text text, char byte);

/* Where `byte` last is, or text.length. */
size_t text_find_last(struct text text, char byte);

/* How many digits a text starts with. */
size_t text_leading_digits(struct text text);

/*
 * How many bytes a text starts with that may be in some part of a URI: ASCII letters and digits,
 * the characters of `marks`, and escapes (`%` and two hexadecimal digits).
 */
size_t text_leading_uri(struct text text, const char *marks);

/* Does an escape stand at the place `at`, which must lie within the text? */
bool text_is_escape(struct text text, size_t at);

/* The code point, or byte that isn't UTF-8, at the place `at`, which must lie within the text. */
struct text text_character(struct text text, size_t at);

/* The first code point of a text that looks like an ASCII letter or digit (see lookalike.h); false:
 * there's none. */
bool text_find_lookalike(struct text text, uint32_t *code_point);

/* Likewise the first one that looks like a blank, or can't be seen, and isn't one of XML's blanks.
 */
bool text_find_odd_blank(struct text text, uint32_t *code_point);

/* Is `byte` one of the characters of `set`? NUL never is. */
bool text_is_one_of(char byte, const char *set);

/* These know ASCII alone: no byte of a longer UTF-8 sequence is a letter, a blank, … */

static inline bool text_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline char text_lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

static inline bool text_is_letter(char byte)
{
    char lower = (char)(byte | 0x20);
    return lower >= 'a' && lower <= 'z';
}

static inline bool text_is_hex_digit(char byte)
{
    char lower = (char)(byte | 0x20);
    return text_is_digit(byte) || (lower >= 'a' && lower <= 'f');
}

/* The value of a hexadecimal digit. */
static inline unsigned text_hex_value(char digit)
{
    return (unsigned)(text_is_digit(digit) ? digit - '0' : text_lower(digit) - 'a' + 10);
}

/* The text without the blanks at its ends, of any kind. */
struct text text_trim(struct text word);

/* XML's white space: blank, tab, CR, LF. */
static inline bool text_is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* Has it nothing but blanks in it, or nothing at all? */
static inline bool text_is_all_blank(struct text text)
{
    size_t at = 0;
    while (at < text.length && text_is_blank(text.bytes[at]))
        at++;
    return at == text.length;
}

static inline bool text_is_ascii(struct text text)
{
    size_t at = 0;
    while (at < text.length && (unsigned char)text.bytes[at] < 0x80)
        at++;
    return at == text.length;
}

static inline bool text_is_blank_code_point(uint32_t code_point)
{
    return code_point < 0x80 && text_is_blank((char)code_point);
}

/* A control character: C0 or DEL. Tab, CR and LF are some as well. */
static inline bool text_is_control(char byte)
{
    return (unsigned char)byte < 0x20 || byte == 0x7f;
}

/*
 * Takes one code point off the front of [bytes, end), which must not be empty, and returns how
 * many bytes it took: 1 with *code_point TEXT_INVALID where no valid sequence starts (overlong
 * forms, surrogates and values over U+10FFFF are not valid).
 */
size_t text_decode(const char *bytes, const char *end, uint32_t *code_point);

/*
 * Writes a code point as UTF-8 into `out` (4 bytes at most) and returns the number of bytes.
 * U+FFFD takes the place of what isn't one: surrogates, TEXT_INVALID, anything over U+10FFFF.
 */
size_t text_encode(uint32_t code_point, char out[4]);

/*
 * The word of `words` that `word` was most likely meant to be, or NULL when none is close. Letter
 * case and blanks of any kind at the ends aside, and a letter counting as the one that it looks
 * like (see lookalike.h), a slip is a letter left out, added, changed, or swapped with its
 * neighbour. A known word of 3 or 4 letters may have one, a longer one two; a shorter one none, as
 * almost anything is one slip from `im`. The fewest slips win, then the order of `words`, which
 * ends with NULL.
 */
const char *text_nearest(struct text word, const char *const *words);

/* Likewise, but NULL when another word is as close: the one that is meant, beyond doubt. */
const char *text_nearest_only(struct text word, const char *const *words);

#endif
