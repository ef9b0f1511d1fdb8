/* SPDX-License-Identifier: MIT */
/* Comparing, UTF-8, and the nearest word; the latter two against counts and an oracle. */
#include "base/lookalike.h"
#include "base/text.h"
#include "exact.h"

Suite *suite_text(void);

START_TEST(equality)
{
    ck_assert(text_equal(text_of("tls"), text_of("tls")));
    ck_assert(!text_equal(text_of("tls"), text_of("TLS")));
    ck_assert(!text_equal(text_of("tls"), text_of("tlsa")));
    ck_assert(text_equal((struct text){NULL, 0}, text_of("")));
    ck_assert(text_equal((struct text){"a\0b", 3}, (struct text){"a\0b", 3}));
    ck_assert(!text_equal((struct text){"a\0b", 3}, (struct text){"a\0c", 3}));
}
END_TEST

/* Every pair of bytes: equal when they are the same byte, or the two cases of one letter. */
START_TEST(folding)
{
    for (int a = 0; a < 256; a++) {
        for (int b = 0; b < 256; b++) {
            char bytes[2] = {(char)a, (char)b};
            int lower_a = a >= 'A' && a <= 'Z' ? a + 32 : a;
            int lower_b = b >= 'A' && b <= 'Z' ? b + 32 : b;
            bool equal = text_equal_fold((struct text){bytes, 1}, (struct text){bytes + 1, 1});
            if (equal != (lower_a == lower_b))
                ck_abort_msg("%02x %02x", (unsigned)a, (unsigned)b);
        }
        ck_assert_int_eq((unsigned char)text_lower((char)a), a >= 'A' && a <= 'Z' ? a + 32 : a);
    }
    ck_assert(text_equal_fold(text_of("Kerberos"), text_of("kERBEROS")));
    ck_assert(!text_equal_fold(text_of("Kerberos"), text_of("kERBEROs.")));
    ck_assert(!text_equal_fold(text_of("basic"), text_of("basid")));
    ck_assert(text_equal_fold((struct text){NULL, 0}, text_of("")));
}
END_TEST

START_TEST(classes)
{
    unsigned letters = 0, digits = 0, hex_digits = 0, blanks = 0, controls = 0;
    for (int value = 0; value < 256; value++) {
        letters += text_is_letter((char)value);
        digits += text_is_digit((char)value);
        hex_digits += text_is_hex_digit((char)value);
        blanks += text_is_blank((char)value);
        controls += text_is_control((char)value);
    }
    ck_assert_uint_eq(letters, 52);
    ck_assert_uint_eq(digits, 10);
    ck_assert_uint_eq(hex_digits, 22);
    ck_assert_uint_eq(blanks, 4);
    ck_assert_uint_eq(controls, 33);
    ck_assert(text_is_letter('a') && text_is_letter('Z') && text_is_hex_digit('F'));
    ck_assert(text_is_digit('0') && text_is_digit('9') && text_is_blank('\t'));
    ck_assert(text_is_control('\0') && text_is_control(0x1f) && text_is_control(0x7f));
    ck_assert(text_is_one_of(';', "/;?") && !text_is_one_of(':', "/;?"));
    ck_assert(!text_is_one_of('\0', "/;?"));
}
END_TEST

START_TEST(searching)
{
    struct text text = {"a:b\0@c:d", 8};
    ck_assert_uint_eq(text_find(text, ':'), 1);
    ck_assert_uint_eq(text_find_last(text, ':'), 6);
    ck_assert_uint_eq(text_find(text, '\0'), 3);
    ck_assert_uint_eq(text_find(text, 'x'), 8);
    ck_assert_uint_eq(text_find_last(text, 'x'), 8);
    ck_assert_uint_eq(text_find((struct text){NULL, 0}, 'x'), 0);
    ck_assert_uint_eq(text_find_last((struct text){NULL, 0}, 'x'), 0);
    ASSERT_TEXT(text_slice(text, 5, 8), "c:d", "slice");
    ck_assert_uint_eq(text_slice((struct text){NULL, 0}, 0, 0).length, 0);
}
END_TEST

static const struct leading {
    const char *text;
    size_t digits;
    size_t uri; /* with `-` for a mark */
} leading[] = {
    {"", 0, 0},         {"5061", 4, 4},  {"5061x1", 4, 6},    {"x1", 0, 2},
    {"a%2F-b%2", 0, 6}, {"a-%fa", 0, 5}, {"%Fg", 0, 0},       {"%gF", 0, 0},
    {"a%", 0, 1},       {"a%4", 0, 1},   {"1\xc3\xa4", 1, 1}, {"a_b", 0, 1},
};

START_TEST(leading_bytes)
{
    struct text text = exact_copy(text_of(leading[_i].text));
    ck_assert_uint_eq(text_leading_digits(text), leading[_i].digits);
    ck_assert_uint_eq(text_leading_uri(text, "-"), leading[_i].uri);
    exact_free(text);
}
END_TEST

START_TEST(characters)
{
    struct text text = exact_copy(text_of("a\xc3\xa4%41\xc3"));
    ASSERT_TEXT(text_character(text, 0), "a", "character");
    ASSERT_TEXT(text_character(text, 1), "\xc3\xa4", "character");
    ASSERT_TEXT(text_character(text, 6), "\xc3", "character");
    ck_assert(text_is_escape(text, 3));
    ck_assert(!text_is_escape(text, 4));
    exact_free(text);
}
END_TEST

/* Decodes at the front of an exact copy. */
static size_t decode(const unsigned char *bytes, size_t length, uint32_t *code_point)
{
    return text_decode((const char *)bytes, (const char *)bytes + length, code_point);
}

/* Encodes, decodes, and decodes what is cut short. Assertions cost too much for a million rounds.
 */
static bool survives(uint32_t code_point)
{
    char out[4];
    uint32_t back;
    size_t size = text_encode(code_point, out);
    bool valid = code_point < 0xd800 || (code_point > 0xdfff && code_point < 0x110000);
    size_t expected = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    if (text_decode(out, out + size, &back) != size || size != (valid ? expected : 3) ||
        back != (valid ? code_point : 0xfffd))
        return false;
    for (size_t cut = 1; cut < size; cut++) {
        if (text_decode(out, out + cut, &back) != 1 || back != TEXT_INVALID)
            return false;
    }
    return true;
}

START_TEST(round_trip)
{
    uint32_t code_point = 0;
    while (code_point <= 0x110010 && survives(code_point))
        code_point++;
    ck_assert_msg(code_point > 0x110010, "U+%04X", code_point);
    ck_assert(survives(TEXT_INVALID));
}
END_TEST

/* How many of the sequences of that length are valid: table 3-7 of the Unicode standard tells. */
START_TEST(valid_sequences)
{
    uint32_t code_point;
    unsigned two = 0, three = 0, four = 0;
    for (unsigned value = 0; value < 0x10000; value++) {
        unsigned char bytes[] = {(unsigned char)(value >> 8), (unsigned char)value};
        two += decode(bytes, 2, &code_point) == 2;
    }
    for (unsigned value = 0xe00000; value < 0xf00000; value++) {
        unsigned char bytes[] = {(unsigned char)(value >> 16), (unsigned char)(value >> 8),
                                 (unsigned char)value};
        three += decode(bytes, 3, &code_point) == 3;
    }
    for (unsigned value = 0xf000; value < 0x10000; value++) {
        unsigned char bytes[] = {(unsigned char)(value >> 8), (unsigned char)value, 0x80, 0xbf};
        four += decode(bytes, 4, &code_point) == 4;
    }
    ck_assert_uint_eq(two, 30 * 64);
    ck_assert_uint_eq(three, 0x10000 - 0x800 - 0x800);
    ck_assert_uint_eq(four, 48 + 3 * 64 + 16);
}
END_TEST

static const struct invalid {
    const char *name;
    unsigned char bytes[4];
    size_t length;
} invalid[] = {
    {"continuation", {0x80, 0x80}, 2},
    {"overlong slash, two bytes", {0xc0, 0xaf}, 2},
    {"overlong DEL", {0xc1, 0xbf}, 2},
    {"overlong, three bytes", {0xe0, 0x9f, 0xbf}, 3},
    {"overlong, four bytes", {0xf0, 0x8f, 0xbf, 0xbf}, 4},
    {"surrogate", {0xed, 0xa0, 0x80}, 3},
    {"over U+10FFFF", {0xf4, 0x90, 0x80, 0x80}, 4},
    {"lead of five bytes", {0xf8, 0x88, 0x80, 0x80}, 4},
    {"0xff", {0xff}, 1},
    {"cut short", {0xe2, 0x82}, 2},
    {"broken by a letter", {0xe2, 'a', 0x82}, 3},
};

START_TEST(invalid_sequence)
{
    const struct invalid *row = invalid + _i;
    struct text copy = exact_copy((struct text){(const char *)row->bytes, row->length});
    uint32_t code_point;
    size_t size = text_decode(copy.bytes, copy.bytes + copy.length, &code_point);
    ck_assert_msg(size == 1 && code_point == TEXT_INVALID, "%s: %zu, %x", row->name, size,
                  code_point);
    exact_free(copy);
}
END_TEST

static const char *const vocabulary[] = {"basic", "digest", "ntlm",  "kerberos",  "logoncred",
                                         "udp",   "tcp",    "tls",   "im",        "first",
                                         "third", "proxy",  "basis", "registrar", NULL};

static const struct near {
    const char *word;
    const char *nearest; /* NULL: none */
} near[] = {
    {"basic", "basic"},
    {"BASIC", "basic"},
    {"basjc", "basic"},
    {"basci", "basic"},
    {"basi", "basic"},
    {"basicc", "basic"},
    {"basiz", "basic"}, /* one slip from `basis`, too: the first one wins */
    {"basls", "basis"},
    {"bqszc", "basic"},
    {"bqszz", NULL},
    {"b\xD0\xB0\xD1\x95is", "basis"},    /* Cyrillic letters are those that they look like, … */
    {"\xD1\x80\xD0\xB0\xD0\xB5y", NULL}, /* … which can be others than the word's, … */
    {"\xD0\xA2\xD0\xA1\xD0\xA0", "tcp"}, /* … in capitals too, … */
    {"\xCE\xA4\xCE\x9B\xC3\x9F", NULL},  /* … but not any letter */
    {"\xEF\xBC\xB4\xEF\xBC\xAC\xEF\xBC\xB3", "tls"},
    {"tl\xFF", "tls"},
    {"kerbros", "kerberos"},
    {"krbros", "kerberos"},
    {"krbrs", NULL},
    {"tsl", "tls"},
    {"ssl", NULL},
    {"dtls", "tls"},
    {"upd", "udp"},
    {"IM", "im"},
    {"in", NULL},
    {"m", NULL},
    {"", NULL},
    {"logncerd", "logoncred"},
    {"Regsitrar", "registrar"},
    {"xyz", NULL},
    {"registrarregistrar", NULL},
};

START_TEST(nearest_word)
{
    const char *nearest = text_nearest(text_of(near[_i].word), vocabulary);
    ck_assert_msg(nearest == near[_i].nearest ||
                      (nearest && near[_i].nearest && strcmp(nearest, near[_i].nearest) == 0),
                  "`%s`: %s", near[_i].word, nearest ? nearest : "none");
}
END_TEST

/* Where two are as near, there's no telling which one is meant. */
START_TEST(nearest_only)
{
    static const struct {
        const char *word;
        const char *nearest;
    } cases[] = {
        {"basic", "basic"}, {"basiz", NULL}, {"basci", "basic"}, {"kerbros", "kerberos"},
        {"tp", "tcp"},      {"tcs", NULL},   {"upd", "udp"},     {"nothing", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *nearest = text_nearest_only(text_of(cases[i].word), vocabulary);
        ck_assert_msg(!nearest == !cases[i].nearest, "%s", cases[i].word);
        if (nearest)
            ck_assert_str_eq(nearest, cases[i].nearest);
    }
}
END_TEST

START_TEST(lookalikes)
{
    uint32_t code_point;
    ck_assert_int_eq(lookalike_of(0x421), 'C');
    ck_assert_int_eq(lookalike_of(0x3BF), 'o');
    ck_assert_int_eq(lookalike_of(0xFF21), 'A');
    ck_assert_int_eq(lookalike_of(0xFF5A), 'z');
    ck_assert_int_eq(lookalike_of(0xFF19), '9');
    ck_assert_int_eq(lookalike_of(0xFF5B), '\0');
    for (uint32_t ascii = 0; ascii < 0x80; ascii++)
        ck_assert_int_eq(lookalike_of(ascii), '\0');
    ck_assert(text_find_lookalike(text_of("T\xD0\xA1P"), &code_point));
    ck_assert_uint_eq(code_point, 0x421);
    ck_assert(!text_find_lookalike(text_of("caf\xC3\xA9"), &code_point));
    ck_assert(!text_find_lookalike((struct text){NULL, 0}, &code_point));
}
END_TEST

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The number of slips by the textbook: optimal string alignment, a table of all prefixes. */
static size_t slips_between(const char *a, const char *b)
{
    size_t table[20][20];
    size_t length_a = strlen(a), length_b = strlen(b);
    for (size_t i = 0; i <= length_a; i++) {
        for (size_t j = 0; j <= length_b; j++) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            size_t slips = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            slips = least(slips, least(table[i - 1][j], table[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                slips = least(slips, table[i - 2][j - 2] + 1);
            table[i][j] = slips;
        }
    }
    return table[length_a][length_b];
}

START_TEST(nearest_against_textbook)
{
    uint64_t state = 20030704;
    unsigned near_ones = 0;
    for (int round = 0; round < 40000; round++) {
        char words[2][20] = {{0}};
        for (int which = 0; which < 2; which++) {
            size_t length = random_under(&state, 17);
            for (size_t at = 0; at < length; at++)
                words[which][at] = (char)('a' + random_under(&state, 2));
        }
        size_t length = strlen(words[1]);
        size_t allowed = length < 3 ? 0 : length < 5 ? 1 : 2;
        bool expected = slips_between(words[0], words[1]) <= allowed;
        const char *list[] = {words[1], NULL};
        struct text word = exact_copy(text_of(words[0]));
        if ((text_nearest(word, list) != NULL) != expected)
            ck_abort_msg("%s %s", words[0], words[1]);
        near_ones += expected;
        exact_free(word);
    }
    ck_assert_uint_gt(near_ones, 500);
}
END_TEST

START_TEST(nearest_of_a_huge_word)
{
    struct text huge = {malloc(1 << 20), 1 << 20};
    ck_assert_ptr_nonnull(huge.bytes);
    memset((void *)(uintptr_t)huge.bytes, 'k', huge.length);
    ck_assert_ptr_null(text_nearest(huge, vocabulary));
    exact_free(huge);
}
END_TEST

Suite *suite_text(void)
{
    Suite *suite = suite_create("text");
    TCase *tests = tcase_create("text");
    tcase_add_test(tests, equality);
    tcase_add_test(tests, folding);
    tcase_add_test(tests, classes);
    tcase_add_test(tests, searching);
    ADD_ROWS(tests, leading_bytes, leading);
    tcase_add_test(tests, characters);
    tcase_add_test(tests, round_trip);
    tcase_add_test(tests, valid_sequences);
    ADD_ROWS(tests, invalid_sequence, invalid);
    ADD_ROWS(tests, nearest_word, near);
    tcase_add_test(tests, nearest_only);
    tcase_add_test(tests, lookalikes);
    tcase_add_test(tests, nearest_against_textbook);
    tcase_add_test(tests, nearest_of_a_huge_word);
    suite_add_tcase(suite, tests);
    return suite;
}
