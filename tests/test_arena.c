/* SPDX-License-Identifier: MIT */
/* What an arena hands out: zeroed, aligned, apart from each other, there until it's reset. */
#include "base/arena.h"
#include "exact.h"

#include <stdalign.h>

Suite *suite_arena(void);

#define PIECES 500

static bool holds(const unsigned char *bytes, size_t size, unsigned char value)
{
    size_t same = 0;
    while (same < size && bytes[same] == value)
        same++;
    return same == size;
}

START_TEST(pieces)
{
    struct arena arena = {0};
    uint64_t state = 88172645463325252u;
    for (int round = 0; round < 20; round++) {
        unsigned char *taken[PIECES];
        size_t sizes[PIECES];
        for (size_t i = 0; i < PIECES; i++) {
            sizes[i] = random_under(&state, i % 50 ? 100 : 20000);
            taken[i] = arena_take(&arena, sizes[i]);
            ck_assert_ptr_nonnull(taken[i]);
            ck_assert_uint_eq((uintptr_t)taken[i] % alignof(max_align_t), 0);
            ck_assert_msg(holds(taken[i], sizes[i], 0), "a piece isn't zeroed");
            memset(taken[i], (int)(i % 255 + 1), sizes[i]);
        }
        for (size_t i = 0; i < PIECES; i++)
            ck_assert_msg(holds(taken[i], sizes[i], (unsigned char)(i % 255 + 1)),
                          "pieces overlap");
        arena_reset(&arena);
    }
    arena_free(&arena);
    ck_assert_ptr_null(arena.blocks);
}
END_TEST

START_TEST(strings)
{
    struct arena arena = {0};
    struct text text = exact_copy(text_of("key"));
    char *copy = arena_string(&arena, text);
    exact_free(text);
    ck_assert_str_eq(copy, "key");
    ck_assert_str_eq(arena_string(&arena, (struct text){NULL, 0}), "");
    char *with_nul = arena_string(&arena, (struct text){"a\0b", 3});
    ck_assert_int_eq(memcmp(with_nul, "a\0b", 4), 0);
    ck_assert_str_eq(copy, "key");
    arena_reset(&arena);
    memset(arena_take(&arena, 100), 'x', 100); /* it ends where memory was used before, too */
    arena_reset(&arena);
    ck_assert_str_eq(arena_string(&arena, text_of("key")), "key");
    arena_free(&arena);
}
END_TEST

/* After a reset the next pieces take the memory of those before, and a huge one isn't kept. */
START_TEST(reuse)
{
    struct arena arena = {0};
    arena_reset(&arena);
    arena_free(&arena);
    char *first = arena_take(&arena, 100);
    arena_reset(&arena);
    ck_assert_ptr_eq(arena_take(&arena, 100), first);
    arena_take(&arena, 10 * 1024 * 1024);
    arena_reset(&arena);
    ck_assert_ptr_null(arena.blocks);
    ck_assert_ptr_nonnull(arena_take(&arena, 1));
    arena_free(&arena);
}
END_TEST

Suite *suite_arena(void)
{
    Suite *suite = suite_create("arena");
    TCase *tests = tcase_create("arena");
    tcase_add_test(tests, pieces);
    tcase_add_test(tests, strings);
    tcase_add_test(tests, reuse);
    suite_add_tcase(suite, tests);
    return suite;
}
