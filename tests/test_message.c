/* SPDX-License-Identifier: MIT */
/* Messages: what comes from an input is made visible, cut, and bare of passwords. */
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
    /* Behind a quotation mark another attribute may stand, which the value has swallowed. */
    {"say \"hi\"", "\"say ********\""},
    {"a' b", "\"a********\""},
    {"x PassWord=y", "\"x PassWord********\""},
    {"\n\r\t", "\"\\n\\r\\t\""},
    {"a\x01z\x1F\x7F", "\"a\\u{1}z\\u{1f}\\u{7f}\""},
    {"\x1B[31m", "\"\\u{1b}[31m\""},
    {"\xC2\x80\xC2\x9B\xC2\x9F\xC2\xA0", "\"\\u{80}\\u{9b}\\u{9f}\xC2\xA0\""},
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
    {"ann:secret@contoso.net", "\"ann:********@contoso.net\""},
    {"sip:ann:secret@contoso.net", "\"sip:ann:********@contoso.net\""},
    {"SIPS:ann:secret@contoso.net", "\"SIPS:ann:********@contoso.net\""},
    {"http://ann:secret@contoso.net/a:b", "\"http://ann:********@contoso.net/a:b\""},
    {"https://ann:se:cr@et@contoso.net", "\"https://ann:********@contoso.net\""},
    {"sip:ann@contoso.net:5061", "\"sip:ann@contoso.net:5061\""},
    {"contoso.net:5061", "\"contoso.net:5061\""},
    {"sip:ann:@contoso.net", "\"sip:ann:@contoso.net\""},
    {":secret@x", "\":********@x\""},
    {"sip:sip:secret@x", "\"sip:sip:********@x\""},
    {"[::1]:5061", "\"[::1]:5061\""},
    {"mailto:ann@contoso.net", "\"mailto:ann@contoso.net\""},
    {"xmpp:ann:secret@contoso.net", "\"xmpp:ann:********@contoso.net\""},
};

/* A word, from that byte on, of a value that is words alone. */
static const struct {
    const char *value;
    size_t from;
    size_t to;
    const char *shown;
} words[] = {
    {"basic", 0, 5, "\"basic\""},
    {"basic ntlm", 6, 10, "\"ntlm\""},
    {"", 0, 0, "\"\""},
    {"ann:secret", 0, 10, "\"ann:********\""},
    {":secret", 0, 7, "\":********\""},
    {"ann:", 0, 4, "\"ann:\""},
    {"ann: secret", 0, 4, "\"ann:\""},
    {"ann: secret", 5, 11, "\"********\""},
    {"basic ann:secret ntlm", 0, 5, "\"basic\""},
    {"basic ann:secret ntlm", 6, 16, "\"ann:********\""},
    {"basic ann:secret ntlm", 17, 21, "\"********\""},
    {"kerberos password = secret", 9, 17, "\"password\""},
    {"kerberos password = secret", 18, 19, "\"********\""},
    {"kerberos password = secret", 20, 26, "\"********\""},
    {"basic' secret", 7, 13, "\"********\""},
};

START_TEST(quoting_words)
{
    struct arena arena = {0};
    struct text value = exact_copy(text_of(words[_i].value));
    const struct argument arguments[] = {quoted_word(value, text_slice(value, words[_i].from,
                                                                       words[_i].to)),
                                         {.kind = ARGUMENT_END}};
    ck_assert_str_eq(message_compose(&arena, "{}", arguments), words[_i].shown);
    exact_free(value);
    arena_free(&arena);
}
END_TEST

START_TEST(quoting)
{
    struct arena arena = {0};
    struct text value = exact_copy(text_of(rows[_i].value));
    const struct argument arguments[] = {quoted(value), {.kind = ARGUMENT_END}};
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
                                         quoted(text_of("a b")),
                                         number(0),
                                         number(UINT64_MAX),
                                         {.kind = ARGUMENT_END}};
    ck_assert_str_eq(message_compose(&arena, "{} has {}, {} of {}.", arguments),
                     "<user> has \"a b\", 0 of 18446744073709551615.");
    ck_assert_str_eq(message_compose(&arena, "", arguments), "");
    ck_assert_str_eq(message_compose(&arena, "plain", arguments), "plain");
    ck_assert_str_eq(message_compose(&arena, "{ } { {}} {", arguments), "{ } { <user>} {");
    /* What comes out of a value is no pattern. */
    const struct argument braces[] = {quoted(text_of("{}")), word("{}"), {.kind = ARGUMENT_END}};
    ck_assert_str_eq(message_compose(&arena, "{}{}", braces), "\"{}\"{}");
    const struct argument nul[] = {quoted((struct text){"a\0b", 3}), {.kind = ARGUMENT_END}};
    ck_assert_str_eq(message_compose(&arena, "{}", nul), "\"a\\u{0}b\"");
    const struct argument none[] = {quoted((struct text){NULL, 0}), {.kind = ARGUMENT_END}};
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
    const struct argument arguments[] = {word("x"), quoted(exact), {.kind = ARGUMENT_END}};
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

/* However long a password is, and wherever the cut, nothing of it shows. */
START_TEST(password_and_cut)
{
    static const char secret[] = "Zq7Xv9KwJ2pLt";
    for (int user = 1; user < 80; user++) {
        for (int repeat = 1; repeat < 8; repeat++) {
            char value[512];
            int length = snprintf(value, sizeof value, "sip:%0*d:", user, 0);
            for (int i = 0; i < repeat; i++)
                length += snprintf(value + length, sizeof value - (size_t)length, "%s", secret);
            snprintf(value + length, sizeof value - (size_t)length, "@contoso.net");
            struct arena arena = {0};
            const struct argument arguments[] = {quoted(text_of(value)), {.kind = ARGUMENT_END}};
            const char *message = message_compose(&arena, "{}", arguments);
            ck_assert_msg(!strstr(message, "Zq") && !strchr(message, 'J'), "%s", message);
            arena_free(&arena);
        }
    }
}
END_TEST

Suite *suite_message(void)
{
    Suite *suite = suite_create("message");
    TCase *tests = tcase_create("message");
    tcase_set_timeout(tests, 30);
    ADD_ROWS(tests, quoting, rows);
    ADD_ROWS(tests, quoting_words, words);
    tcase_add_test(tests, patterns);
    tcase_add_test(tests, any_bytes);
    tcase_add_test(tests, any_code_point);
    tcase_add_test(tests, room);
    tcase_add_test(tests, password_and_cut);
    suite_add_tcase(suite, tests);
    return suite;
}
