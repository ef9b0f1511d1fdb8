/* SPDX-License-Identifier: MIT */
/* Decoding for places: against iconv for every code point and byte, and by hand where it must not
 * trust. */
#include "exact.h"
#include "oracle.h"
#include "xml/encoding.h"

Suite *suite_encoding(void);

static const struct {
    struct text head;
    enum encoding_form form;
    size_t mark;
} heads[] = {
    {{"", 0}, ENCODING_UTF_8, 0},
    {{"<", 1}, ENCODING_UTF_8, 0},
    {{"<p", 2}, ENCODING_UTF_8, 0},
    {{"\xEF", 1}, ENCODING_UTF_8, 0},
    {{"\xEF\xBB", 2}, ENCODING_UTF_8, 0},
    {{"\xEF\xBB\xBF", 3}, ENCODING_UTF_8, 3},
    {{"\xEF\xBB\xBF<", 4}, ENCODING_UTF_8, 3},
    {{"\xFF", 1}, ENCODING_UTF_8, 0},
    {{"\xFF\xFE", 2}, ENCODING_UTF_16_LITTLE, 2},
    {{"\xFF\xFE<\0", 4}, ENCODING_UTF_16_LITTLE, 2},
    {{"\xFE\xFF", 2}, ENCODING_UTF_16_BIG, 2},
    {{"\xFE\xFF\0<", 4}, ENCODING_UTF_16_BIG, 2},
    {{"<\0", 2}, ENCODING_UTF_16_LITTLE, 0},
    {{"\0<", 2}, ENCODING_UTF_16_BIG, 0},
    {{"\0", 1}, ENCODING_UTF_8, 0},
};

START_TEST(sniffing)
{
    size_t mark = 77;
    struct text head = exact_copy(heads[_i].head);
    ck_assert_int_eq(encoding_sniff((const unsigned char *)head.bytes, head.length, &mark),
                     heads[_i].form);
    ck_assert_uint_eq(mark, heads[_i].mark);
    exact_free(head);
}
END_TEST

/* ---- Every code point ---- */

static const struct {
    const char *name;
    enum encoding_form form;
} unicode[] = {
    {"UTF-8", ENCODING_UTF_8},
    {"UTF-16LE", ENCODING_UTF_16_LITTLE},
    {"UTF-16BE", ENCODING_UTF_16_BIG},
};

START_TEST(code_points)
{
    const struct encoding encoding = {.form = unicode[_i].form};
    iconv_t converter = iconv_open(unicode[_i].name, "UTF-32LE");
    ck_assert(converter != (iconv_t)-1);
    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
        if (code_point == 0xD800)
            code_point = 0xE000;
        unsigned char in[4] = {(unsigned char)code_point, (unsigned char)(code_point >> 8),
                               (unsigned char)(code_point >> 16), 0};
        unsigned char out[8];
        char *from = (char *)in, *to = (char *)out;
        size_t in_left = 4, out_left = sizeof out;
        iconv(converter, &from, &in_left, &to, &out_left);
        const unsigned char *end = out + sizeof out - out_left;
        uint32_t decoded;
        size_t taken = encoding_decode(&encoding, out, end, &decoded);
        if (decoded != code_point || taken != (size_t)(end - out))
            ck_abort_msg("%s: U+%04X is U+%04X in %zu bytes", unicode[_i].name, code_point, decoded,
                         taken);
    }
    iconv_close(converter);
    ck_assert_uint_eq(encoding_unit(&encoding), _i ? 2 : 1);
}
END_TEST

/* Half characters, lone surrogates: passed over without a look behind the end. */
START_TEST(broken_utf_16)
{
    static const struct {
        struct text bytes; /* big-endian */
        size_t taken;
        uint32_t code_point;
    } rows[] = {
        {{"\x00", 1}, 1, TEXT_INVALID},         {{"\xD8", 1}, 1, TEXT_INVALID},
        {{"\xD8\x3D", 2}, 2, 0xD83D},           {{"\xD8\x3D\xDD", 3}, 2, 0xD83D},
        {{"\xD8\x3D\xDD\x11", 4}, 4, 0x1F511},  {{"\xD8\x3D\x00\x41", 4}, 2, 0xD83D},
        {{"\xDD\x11\xD8\x3D", 4}, 2, 0xDD11},   {{"\xD8\x3D\xD8\x3D", 4}, 2, 0xD83D},
        {{"\xDB\xFF\xDF\xFF", 4}, 4, 0x10FFFF},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int little = 0; little < 2; little++) {
            const struct encoding encoding = {.form = little ? ENCODING_UTF_16_LITTLE
                                                             : ENCODING_UTF_16_BIG};
            struct text exact = exact_copy(rows[i].bytes);
            unsigned char *bytes = (unsigned char *)(uintptr_t)exact.bytes;
            for (size_t k = 0; little && k + 1 < exact.length; k += 2) {
                unsigned char high = bytes[k];
                bytes[k] = bytes[k + 1];
                bytes[k + 1] = high;
            }
            uint32_t code_point;
            size_t taken = encoding_decode(&encoding, bytes, bytes + exact.length, &code_point);
            ck_assert_msg(taken == rows[i].taken && code_point == rows[i].code_point,
                          "row %zu: U+%04X, %zu bytes", i, code_point, taken);
            exact_free(exact);
        }
    }
}
END_TEST

/* ---- Single bytes ---- */

/* All that are known. */
static const char *const charsets[] = {
    "ISO-8859-1",
    "US-ASCII",
#define CHARSET(name, other, first, upper) name, other,
#include "xml/charset.def"
#undef CHARSET
};

#ifndef __GLIBC__
/* musl knows only some of them. */
static bool iconv_knows(const char *name)
{
    iconv_t converter = iconv_open(name, "UTF-32LE");
    if (converter != (iconv_t)-1)
        iconv_close(converter);
    return converter != (iconv_t)-1;
}
#endif

/* What iconv makes of each code point: which byte? The other way round than the table has it. */
static void ask_iconv(const char *name, int expected[256])
{
    iconv_t converter = iconv_open(name, "UTF-32LE");
    ck_assert_msg(converter != (iconv_t)-1, "iconv doesn't know %s", name);
    for (int i = 0; i < 256; i++)
        expected[i] = -1;
    for (uint32_t code_point = 0; code_point < 0x10000; code_point++) {
        if (code_point == 0xD800)
            code_point = 0xE000;
        uint32_t in = code_point;
        char *from = (char *)&in, *to, out[8];
        size_t in_left = 4, out_left = sizeof out;
        to = out;
        iconv(converter, NULL, NULL, NULL, NULL);
        size_t result = iconv(converter, &from, &in_left, &to, &out_left);
        if (result == 0 && out_left == sizeof out - 1 && expected[(unsigned char)out[0]] < 0)
            expected[(unsigned char)out[0]] = (int)code_point;
    }
    iconv_close(converter);
}

START_TEST(charset)
{
    const char *name = charsets[_i];
    int expected[256];
    if (!name)
        return;
#ifndef __GLIBC__
    if (!iconv_knows(name))
        return;
#endif
    const struct encoding encoding = {ENCODING_BYTE, charset_find(text_of(name))};
    ck_assert_msg(encoding.charset != NULL, "%s", name);
    ask_iconv(name, expected);
    for (int i = 0; i < 256; i++) {
        unsigned char byte = (unsigned char)i;
        uint32_t code_point;
        enum encoding_rest rest;
        ck_assert_uint_eq(encoding_decode(&encoding, &byte, &byte + 1, &code_point), 1);
        uint32_t wanted = expected[i] < 0 ? TEXT_INVALID : (uint32_t)expected[i];
        ck_assert_msg(code_point == wanted, "%s: %02X is U+%04X, not U+%04X", name, i, code_point,
                      wanted);
        size_t valid = encoding_valid(&encoding, &byte, &byte + 1, &rest);
        ck_assert_int_eq(rest, expected[i] < 0 ? ENCODING_INVALID : ENCODING_COMPLETE);
        ck_assert_uint_eq(valid, expected[i] >= 0);
    }
}
END_TEST

START_TEST(charset_names)
{
    static const char *const unknown[] = {"no-such", "",     "UTF-8",  "UTF-16",     "Shift_JIS",
                                          "GBK",     "BIG5", "EUC-JP", "ISO-2022-JP"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        ck_assert_msg(!charset_find(text_of(unknown[i])), "%s", unknown[i]);
    ck_assert_ptr_eq(charset_find(text_of("WINDOWS-1252")), charset_find(text_of("cp1252")));
}
END_TEST

/* ---- Validity ---- */

static const struct {
    enum encoding_form form;
    struct text bytes;
    size_t valid;
    enum encoding_rest rest;
} validities[] = {
    {ENCODING_UTF_8, {"", 0}, 0, ENCODING_COMPLETE},
    {ENCODING_UTF_8, {"0123456789abcdef", 16}, 16, ENCODING_COMPLETE},
    {ENCODING_UTF_8, {"01234567\x80", 9}, 8, ENCODING_INVALID},
    {ENCODING_UTF_8, {"a\xC3", 2}, 1, ENCODING_INCOMPLETE},
    {ENCODING_UTF_8, {"a\xC3(", 3}, 1, ENCODING_INVALID},
    {ENCODING_UTF_8, {"\xC0\x80", 2}, 0, ENCODING_INVALID},
    {ENCODING_UTF_8, {"\xC1", 1}, 0, ENCODING_INVALID},
    {ENCODING_UTF_8, {"\xE0", 1}, 0, ENCODING_INCOMPLETE},
    {ENCODING_UTF_8, {"\xE0\x9F", 2}, 0, ENCODING_INVALID},
    {ENCODING_UTF_8, {"\xE0\xA0", 2}, 0, ENCODING_INCOMPLETE},
    {ENCODING_UTF_8, {"\xE2\x82\xAC", 3}, 3, ENCODING_COMPLETE},
    {ENCODING_UTF_8, {"\xED\x9F", 2}, 0, ENCODING_INCOMPLETE},
    {ENCODING_UTF_8, {"\xED\xA0", 2}, 0, ENCODING_INVALID},
    {ENCODING_UTF_8, {"\xF0\x8F", 2}, 0, ENCODING_INVALID},
    {ENCODING_UTF_8, {"\xF0\x90", 2}, 0, ENCODING_INCOMPLETE},
    {ENCODING_UTF_8, {"\xF0\x9F\x94", 3}, 0, ENCODING_INCOMPLETE},
    {ENCODING_UTF_8, {"\xF0\x9F\x94\x91", 4}, 4, ENCODING_COMPLETE},
    {ENCODING_UTF_8, {"\xF4\x8F", 2}, 0, ENCODING_INCOMPLETE},
    {ENCODING_UTF_8, {"\xF4\x90", 2}, 0, ENCODING_INVALID},
    {ENCODING_UTF_8, {"\xF5", 1}, 0, ENCODING_INVALID},
    {ENCODING_UTF_8, {"\xFF", 1}, 0, ENCODING_INVALID},
    {ENCODING_UTF_16_BIG, {"\0a\0", 3}, 2, ENCODING_INCOMPLETE},
    {ENCODING_UTF_16_BIG, {"\0a\xD8\x3D", 4}, 2, ENCODING_INCOMPLETE},
    {ENCODING_UTF_16_BIG, {"\0a\xD8\x3D\xDD", 5}, 2, ENCODING_INCOMPLETE},
    {ENCODING_UTF_16_BIG, {"\0a\xD8\x3D\xDD\x11", 6}, 6, ENCODING_COMPLETE},
    {ENCODING_UTF_16_BIG, {"\0a\xD8\x3D\0b", 6}, 2, ENCODING_INVALID},
    {ENCODING_UTF_16_BIG, {"\0a\xDC\0", 4}, 2, ENCODING_INVALID},
    {ENCODING_UTF_16_LITTLE, {"a\0\0\xDC", 4}, 2, ENCODING_INVALID},
};

START_TEST(validity)
{
    const struct encoding encoding = {.form = validities[_i].form};
    struct text exact = exact_copy(validities[_i].bytes);
    const unsigned char *bytes = (const unsigned char *)exact.bytes;
    enum encoding_rest rest;
    ck_assert_uint_eq(encoding_valid(&encoding, bytes, bytes + exact.length, &rest),
                      validities[_i].valid);
    ck_assert_int_eq(rest, validities[_i].rest);
    exact_free(exact);
}
END_TEST

START_TEST(latin)
{
    const struct encoding encoding = {ENCODING_BYTE, charset_find(text_of("ISO-8859-1"))};
    for (int i = 0; i < 256; i++) {
        unsigned char byte = (unsigned char)i;
        uint32_t code_point;
        ck_assert_uint_eq(encoding_decode(&encoding, &byte, &byte + 1, &code_point), 1);
        ck_assert_uint_eq(code_point, (uint32_t)i);
    }
    ck_assert_uint_eq(encoding_unit(&encoding), 1);
}
END_TEST

/* ---- Advancing ---- */

static const char *const pieces[] = {
    "a", " ", "\n", "\r\n", "\r", "\t", "\xC3\xA4", "\xE5\xA7\x93", "\xF0\x9F\x94\x91", NULL};

/* From anywhere to anywhere, in one step or in two. */
START_TEST(advancing)
{
    const char *name = unicode[_i % 3].name;
    const struct encoding encoding = {.form = unicode[_i % 3].form};
    uint64_t state = 1234567 + (uint64_t)_i;
    char room[128];
    for (int round = 0; round < 300; round++) {
        struct text random = random_text(&state, pieces, room, sizeof room - 1);
        room[random.length] = '\0';
        struct bytes document = bytes_convert(room, name, "");
        struct text text = {document.bytes, document.length};
        const unsigned char *bytes = (const unsigned char *)document.bytes;
        struct place place = {0, 1, 1};
        const unsigned char *at = bytes;
        while (at < bytes + document.length) {
            uint32_t code_point, second;
            size_t step = encoding_decode(&encoding, at, bytes + document.length, &code_point);
            if (code_point == '\r' && at + step < bytes + document.length) {
                size_t more =
                    encoding_decode(&encoding, at + step, bytes + document.length, &second);
                step += second == '\n' ? more : 0;
            }
            encoding_advance(&encoding, &place, at, at + step);
            at += step;
            struct place whole = {0, 1, 1};
            struct place expected = oracle_place(text, name, (uint64_t)(at - bytes));
            encoding_advance(&encoding, &whole, bytes, at);
            ck_assert(memcmp(&whole, &place, sizeof whole) == 0);
            ck_assert_msg(place.line == expected.line && place.column == expected.column &&
                              place.byte == expected.byte,
                          "%s: byte %lu is %u:%u, not %u:%u", name, (unsigned long)place.byte,
                          expected.line, expected.column, place.line, place.column);
        }
        bytes_free(document);
    }
}
END_TEST

/* Where characters start in some lines, the end included; none stands between a CR and its LF. */
static size_t character_starts(const struct encoding *encoding, const unsigned char *bytes,
                               size_t length, size_t starts[])
{
    size_t count = 0;
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        if (!at || bytes[at] != '\n' || bytes[at - 1] != '\r')
            starts[count++] = at;
        at += encoding_decode(encoding, bytes + at, bytes + length, &code_point);
    }
    starts[count++] = length;
    return count;
}

static const struct {
    const char *lines;
    bool has_lone_return;
} retreats[] = {
    {"", false},
    {"one line", false},
    {"\n\n\n", false},
    {"a\nb\xC3\xA9\n\ncd\n", false},
    {"\xEF\xBB\xBF"
     "a\r\n\r\nb\t\r\nc",
     false},
    {"a\nb\rc\nd", true},
    {"a\r", true},
};

/* Going back comes to the place that going forward came by, or nowhere. */
START_TEST(retreating)
{
    static const enum encoding_form forms[] = {ENCODING_UTF_8, ENCODING_BYTE};
    const char *lines = retreats[_i].lines;
    const unsigned char *bytes = (const unsigned char *)lines;
    for (size_t form = 0; form < 2; form++) {
        const struct encoding encoding = {forms[form],
                                          form ? charset_find(text_of("ISO-8859-1")) : NULL};
        size_t starts[64];
        size_t count = character_starts(&encoding, bytes, strlen(lines), starts);
        for (size_t to = 0; to < count; to++) {
            for (size_t from = to; from < count; from++) {
                struct place expected = {0, 1, 1}, place = {0, 1, 1};
                encoding_advance(&encoding, &expected, bytes, bytes + starts[to]);
                encoding_advance(&encoding, &place, bytes, bytes + starts[from]);
                struct place before = place;
                bool is_first = !memchr(lines, '\n', starts[to]);
                bool moved = encoding_retreat(&encoding, &place, bytes, bytes + starts[from],
                                              bytes + starts[to]);
                ck_assert_msg(moved == !is_first || retreats[_i].has_lone_return, "%s: %zu to %zu",
                              lines, starts[from], starts[to]);
                const struct place *wanted = moved ? &expected : &before;
                ck_assert_msg(memcmp(&place, wanted, sizeof place) == 0, "%s: %zu to %zu", lines,
                              starts[from], starts[to]);
            }
        }
    }
    const struct encoding wide = {.form = ENCODING_UTF_16_LITTLE};
    struct place place = {4, 2, 1};
    const unsigned char *line = (const unsigned char *)"\n\0\n\0";
    ck_assert(!encoding_retreat(&wide, &place, line, line + 4, line + 2));
}
END_TEST

Suite *suite_encoding(void)
{
    Suite *suite = suite_create("encoding");
    TCase *tests = tcase_create("encoding");
    tcase_set_timeout(tests, 30);
    ADD_ROWS(tests, sniffing, heads);
    ADD_ROWS(tests, code_points, unicode);
    ADD_ROWS(tests, retreating, retreats);
    tcase_add_test(tests, broken_utf_16);
    ADD_ROWS(tests, charset, charsets);
    tcase_add_test(tests, charset_names);
    ADD_ROWS(tests, validity, validities);
    tcase_add_test(tests, latin);
    ADD_ROWS(tests, advancing, unicode);
    suite_add_tcase(suite, tests);
    return suite;
}
