/* SPDX-License-Identifier: MIT */
/*
 * For tests of what reads text that isn't terminated: copies of exactly the text's size, so that a
 * sanitizer sees a read behind its end, and numbers that look random but are the same each time.
 */
#ifndef SIPLINT_TESTS_EXACT_H
#define SIPLINT_TESTS_EXACT_H

#include "base/text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* exact_free() frees it. */
static inline struct text exact_copy(struct text text)
{
    char *bytes = malloc(text.length ? text.length : 1);
    ck_assert_ptr_nonnull(bytes);
    if (text.length)
        memcpy(bytes, text.bytes, text.length);
    return (struct text){bytes, text.length};
}

static inline void exact_free(struct text text)
{
    free((void *)(uintptr_t)text.bytes);
}

/* Marsaglia's xorshift; *state must not be 0. The result is under `limit`. */
static inline size_t random_under(uint64_t *state, size_t limit)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (size_t)(*state >> 16) % limit;
}

/* Fills `out` with up to `size` pieces of `pieces`, a list of strings that ends with NULL. */
static inline struct text random_text(uint64_t *state, const char *const *pieces, char *out,
                                      size_t size)
{
    size_t count = 0, length = 0;
    while (pieces[count])
        count++;
    for (size_t left = random_under(state, size); left > 0; left--) {
        const char *piece = pieces[random_under(state, count)];
        if (length + strlen(piece) > size)
            break;
        memcpy(out + length, piece, strlen(piece));
        length += strlen(piece);
    }
    return (struct text){out, length};
}

/* Hands on a megabyte of each filling, repeated, behind each front; both lists end with NULL. It
 * should take no longer than so much reading. */
static inline void check_huge_texts(const char *const *fronts, const char *const *fillings,
                                    void (*check)(struct text text))
{
    size_t size = 1 << 20;
    char *bytes = malloc(size);
    ck_assert_ptr_nonnull(bytes);
    for (; *fronts; fronts++) {
        size_t length = strlen(*fronts);
        memcpy(bytes, *fronts, length);
        for (const char *const *filling = fillings; *filling; filling++) {
            for (size_t at = length; at < size; at++)
                bytes[at] = (*filling)[(at - length) % strlen(*filling)];
            check((struct text){bytes, size});
        }
    }
    free(bytes);
}

/* Does `part` lie within `text`, or is it none at all? */
static inline bool is_slice(struct text part, struct text text)
{
    if (!part.bytes)
        return part.length == 0;
    return part.bytes >= text.bytes && part.bytes + part.length <= text.bytes + text.length;
}

/* Compares a text with a terminated one; `row` names the case. */
#define ASSERT_TEXT(text, expected, row)                                                        \
    ck_assert_msg(text_equal((text), text_of(expected)), "`%s`: %s is `%.*s`, not `%s`", (row), \
                  #text, (int)(text).length, (text).bytes ? (text).bytes : "", (expected))

/* Runs a test once for each row of a table. */
#define ADD_ROWS(tests, test, table) \
    tcase_add_loop_test(tests, test, 0, (int)(sizeof(table) / sizeof(table)[0]))

#endif
