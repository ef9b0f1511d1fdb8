/* SPDX-License-Identifier: MIT */
/* Messages: what comes from an input is made visible, cut, and masked from where it may not be
 * shown. */
#include "exact.h"
#include "findings/message.h"

#include <stdio.h>

Suite *suite_message(void);

#define SIXTY "123456789 123456789 123456789 123456789 123456789 123456789 "

static const struct {
    const char *value;
    const char *shown;
} rows[] = {
    {"", "\"\""},
    {"TLS", "\"TLS\""},
    {"\n\r\t", "\"\\n\\r\\t\""},
    {"a\x01z\x1F\x7F", "\"a\\u{1}z\\u{1f}\\u{7f}\""},
    {"\x1B[31m", "\"\\u{1b}[31m\""},
    {"\xC2\x80\xC2\x9B\xC2\x9F\xC2\xA0", "\"\\u{80}\\u{9b}\\u{9f}\\u{a0}\""},
    {"\xE1\x9A\x80\xE2\x80\x80\xE2\x80\x8A\xE2\x80\xAF\xE2\x81\x9F\xE2\xA0\x80\xE3\x80\x80",
     "\"\\u{1680}\\u{2000}\\u{200a}\\u{202f}\\u{205f}\\u{2800}\\u{3000}\""},
    {"\xE2\x80\xAE\xE2\x80\xAA\xE2\x81\xA6\xE2\x81\xA9",
     "\"\\u{202e}\\u{202a}\\u{2066}\\u{2069}\""},
    {"\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C", "\"\\u{200e}\\u{200f}\\u{61c}\""},
    {"\xE2\x80\xA8\xE2\x80\xA9", "\"\\u{2028}\\u{2029}\""},
    {"\xE2\x80\x8B\xEF\xBB\xBF\xC2\xAD", "\"\\u{200b}\\u{feff}\\u{ad}\""},
    {"\xEF\xBF\xBE\xF4\x8F\xBF\xBF", "\"\\u{fffe}\\u{10ffff}\""},
    {"\xFF\xC0\x80\xED\xA0\x80", "\"\\xff\\xc0\\x80\\xed\\xa0\\x80\""},
    {"\xC3", "\"\\xc3\""},
    {"\xC3\xA4\xE5\xA7\x93\xF0\x9F\x94\x91", "\"\xC3\xA4\xE5\xA7\x93\xF0\x9F\x94\x91\""},
    {SIXTY, "\"" SIXTY "\""},
    {SIXTY "x", "\"" SIXTY "\xE2\x80\xA6\""},
};

static struct argument quoted_whole(struct text value)
{
    return quoted((struct harmless){value, value.length});
}

/* So many bytes of a value may be shown. */
static const struct {
    const char *value;
    size_t harmless;
    const char *shown;
} masked[] = {
    {"secret", 0, "\"(hidden)\""},
    {"s", 0, "\"(hidden)\""},
    {"ann:secret", 4, "\"ann:(hidden)\""},
    {"ann:\xC3\xA4", 5, "\"ann:\\xc3(hidden)\""}, /* never a byte more */
    {"ann", 3, "\"ann\""},
    {"", 0, "\"\""},
    {SIXTY "secret", 60, "\"" SIXTY "(hidden)\""},
    {SIXTY "xsecret", 61, "\"" SIXTY "\xE2\x80\xA6\""},
};

START_TEST(masking)
{
    struct arena arena = {0};
    struct text value = exact_copy(text_of(masked[_i].value));
    const struct argument arguments[] = {quoted((struct harmless){value, masked[_i].harmless}),
                                         {.kind = ARGUMENT_END}};
    ck_assert_str_eq(message_compose(&arena, "{}", arguments), masked[_i].shown);
    exact_free(value);
    arena_free(&arena);
}
END_TEST

START_TEST(quoting)
{
    struct arena arena = {0};
    struct text value = exact_copy(text_of(rows[_i].value));
    const struct argument arguments[] = {quoted_whole(value), {.kind = ARGUMENT_END}};
    const char *message = message_compose(&arena, "{}", arguments);
    ck_assert_str_eq(message, rows[_i].shown);
    exact_free(value);
    arena_free(&arena);
}
END_TEST

START_TEST(patterns)
{
    struct arena arena = {0};
    const struct argument arguments[] = {word("<user>"),
                                         quoted_whole(text_of("a b")),
                                         number(0),
                                         number(UINT64_MAX),
                                         {.kind = ARGUMENT_END}};
    ck_assert_str_eq(message_compose(&arena, "{} has {}, {} of {}.", arguments),
                     "<user> has \"a b\", 0 of 18446744073709551615.");
    ck_assert_str_eq(message_compose(&arena, "", arguments), "");
    ck_assert_str_eq(message_compose(&arena, "plain", arguments), "plain");
    ck_assert_str_eq(message_compose(&arena, "{ } { {}} {", arguments), "{ } { <user>} {");
    /* What comes out of a value is no pattern. */
    const struct argument braces[] = {quoted_whole(text_of("{}")),
                                      word("{}"),
                                      {.kind = ARGUMENT_END}};
    ck_assert_str_eq(message_compose(&arena, "{}{}", braces), "\"{}\"{}");
    /* A path is whole, however long, and can't act on a terminal. */
    const struct argument odd[] = {path("a b/\x1b[2J\n\xE2\x80\xAE.xml"), {.kind = ARGUMENT_END}};
    ck_assert_str_eq(message_compose(&arena, "{}:", odd), "a b/\\u{1b}[2J\\n\\u{202e}.xml:");
    const struct argument nul[] = {quoted_whole((struct text){"a\0b", 3}), {.kind = ARGUMENT_END}};
    ck_assert_str_eq(message_compose(&arena, "{}", nul), "\"a\\u{0}b\"");
    const struct argument none[] = {quoted_whole((struct text){NULL, 0}), {.kind = ARGUMENT_END}};
    ck_assert_str_eq(message_compose(&arena, "{}", none), "\"\"");
    arena_free(&arena);
}
END_TEST

/* Is every code point of the message one that may be shown? */
static void check_is_safe(const char *message, struct text value)
{
    const char *end = message + strlen(message);
    for (const char *at = message; at < end;) {
        uint32_t code_point;
        at += text_decode(at, end, &code_point);
        bool is_control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
        bool is_bidirectional = code_point == 0x061C || code_point == 0x200E ||
                                code_point == 0x200F ||
                                (code_point >= 0x202A && code_point <= 0x202E) ||
                                (code_point >= 0x2066 && code_point <= 0x2069);
        bool is_separator = code_point == 0x2028 || code_point == 0x2029;
        if (code_point == TEXT_INVALID || is_control || is_bidirectional || is_separator ||
            code_point == 0xFEFF) {
            char hex[1024] = "";
            for (size_t i = 0; i < value.length && i < 300; i++)
                sprintf(hex + 3 * i, "%02x ", (unsigned char)value.bytes[i]);
            ck_abort_msg("U+%04X reaches the message: %s", code_point, hex);
        }
    }
}

static void check_value(struct text value)
{
    struct arena arena = {0};
    struct text exact = exact_copy(value);
    const struct argument arguments[] = {word("x"), quoted_whole(exact), {.kind = ARGUMENT_END}};
    const char *message = message_compose(&arena, "{}{}", arguments);
    check_is_safe(message, value);
    ck_assert_int_eq(message[strlen(message) - 1], '"');
    exact_free(exact);
    arena_free(&arena);
}

START_TEST(any_bytes)
{
    static const char *const pieces[] = {
        "a",        ":",        "@",        "sip:",         "\x1B",         "\xC2\x9B",
        "\xE2\x80", "\xAE",     "\xE2",     "\xE2\x80\xAE", "\xE2\x81\xA7", "\xF0\x9F\x94\x91",
        "\xF4\x90", "\x80\x80", "\xED\xA0", "\xFF",         "\x7F",         "\n",
        "\xD8\x9C", "\xC0\xAF", "\xEF\xBB", "\xBF",         "password",     "'",
        NULL};
    uint64_t state = 0x9E3779B97F4A7C15u;
    char room[256];
    for (int round = 0; round < 20000; round++) {
        check_value(random_text(&state, pieces, room, sizeof room));
        size_t length = random_under(&state, 100);
        for (size_t i = 0; i < length; i++)
            room[i] = (char)random_under(&state, 256);
        check_value((struct text){room, length});
    }
}
END_TEST

START_TEST(any_code_point)
{
    char bytes[4];
    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
        char form[16];
        size_t length = message_visible(code_point, 0, form, sizeof form);
        if (length != strlen(form))
            ck_abort_msg("U+%04X: %zu bytes, and not %zu", code_point, strlen(form), length);
        struct text value = {bytes, text_encode(code_point, bytes)};
        check_is_safe(form, value);
        if (code_point % 97 == 0)
            check_value(value);
    }
}
END_TEST

/* A cut never lets out more, nor cuts a form in two. */
START_TEST(room)
{
    for (size_t size = 0; size < 12; size++) {
        char form[12] = "###########";
        size_t length = message_visible(0x202E, 0, form, size);
        ck_assert_uint_eq(length, size > 8 ? 8 : 0);
        if (size)
            ck_assert_str_eq(form, size > 8 ? "\\u{202e}" : "");
        else
            ck_assert_int_eq(form[0], '#');
    }
    char form[8];
    ck_assert_uint_eq(message_visible(TEXT_INVALID, 0x9B, form, sizeof form), 4);
    ck_assert_str_eq(form, "\\x9b");
}
END_TEST

Suite *suite_message(void)
{
    Suite *suite = suite_create("message");
    TCase *tests = tcase_create("message");
    tcase_set_timeout(tests, 30);
    ADD_ROWS(tests, quoting, rows);
    ADD_ROWS(tests, masking, masked);
    tcase_add_test(tests, patterns);
    tcase_add_test(tests, any_bytes);
    tcase_add_test(tests, any_code_point);
    tcase_add_test(tests, room);
    suite_add_tcase(suite, tests);
    return suite;
}
