/* SPDX-License-Identifier: MIT */
/* A start tag looked through by hand, without expat: names, values, namespaces, parts of values. */
#include "exact.h"
#include "oracle.h"
#include "xml/tag.h"

#include <stdio.h>

Suite *suite_tag(void);

static const struct {
    const char *name;
    enum encoding_form form;
} encodings[] = {
    {"UTF-8", ENCODING_UTF_8},
    {"UTF-16LE", ENCODING_UTF_16_LITTLE},
    {"UTF-16BE", ENCODING_UTF_16_BIG},
};

/* A tag in an encoding, and what it's read with. */
struct sample {
    struct bytes document;
    const char *encoding_name;
    struct chunk chunk; /* without bytes: the tag brings its place */
    struct tag_memo memo;
    struct tag tag;
};

static void sample_begin(struct sample *sample, const char *tag, int encoding)
{
    sample->encoding_name = encodings[encoding].name;
    sample->chunk = (struct chunk){.encoding.form = encodings[encoding].form};
    sample->memo = (struct tag_memo){0};
    sample->document = bytes_convert(tag, sample->encoding_name, "");
    struct text exact = exact_copy((struct text){sample->document.bytes, sample->document.length});
    sample->tag = (struct tag){.bytes = (const unsigned char *)exact.bytes,
                               .length = exact.length,
                               .start = {0, 1, 1},
                               .chunk = &sample->chunk,
                               .memo = &sample->memo};
}

static void sample_end(struct sample *sample)
{
    exact_free((struct text){(const char *)sample->tag.bytes, 0});
    bytes_free(sample->document);
}

static void check_range(const struct sample *sample, struct range at, const char *expected)
{
    struct text document = {sample->document.bytes, sample->document.length};
    oracle_check(document, sample->encoding_name, &at, expected);
    char *slice = oracle_slice(document, sample->encoding_name, &at);
    ck_assert_msg(strcmp(slice, expected) == 0, "`%s`, not `%s`", slice, expected);
    free(slice);
}

/* ---- Attributes ---- */

static const struct tag_row {
    const char *tag;
    const char *name;
    const char *attributes[9]; /* name, value, …; NULL */
} tags[] = {
    {"<a>", "a", {NULL}},
    {"<a/>", "a", {NULL}},
    {"<a\n/>", "a", {NULL}},
    {"<a b=\"c\">", "a", {"b", "c", NULL}},
    {"<a b='c'/>", "a", {"b", "c", NULL}},
    {"<a b=\"\"/>", "a", {"b", "", NULL}},
    {"<a\r\n\tb\r\n=\t'c'\n>", "a", {"b", "c", NULL}},
    {"<a b = \"c\"  d\n=\n'e' />", "a", {"b", "c", "d", "e", NULL}},
    {"<a b=\">\" c='/>' d=\"x='y'\" e='\"'>",
     "a",
     {"b", ">", "c", "/>", "d", "x='y'", "e", "\"", NULL}},
    {"<a b=\" \n c\t\">", "a", {"b", " \n c\t", NULL}},
    {"<a b=\"&lt;&#10;\">", "a", {"b", "&lt;&#10;", NULL}},
    {"<p:a p:b=\"1\" xml:lang='en'>", "p:a", {"p:b", "1", "xml:lang", "en", NULL}},
    {"<\xC3\xA4\xF0\x90\x80\x80 \xE5\xA7\x93='\xF0\x9F\x94\x91'>",
     "\xC3\xA4\xF0\x90\x80\x80",
     {"\xE5\xA7\x93", "\xF0\x9F\x94\x91", NULL}},
    {"<a xmlns='u' b='1' xmlns:p='v' c='2'>", "a", {"b", "1", "c", "2", NULL}},
    {"<a xmlnsx='u' xml='1'>", "a", {"xmlnsx", "u", "xml", "1", NULL}},
    {"<a Xmlns='u'>", "a", {"Xmlns", "u", NULL}},
    {"<?xml version='1.0' encoding=\"UTF-8\"?>",
     "xml",
     {"version", "1.0", "encoding", "UTF-8", NULL}},
};

START_TEST(reading)
{
    for (int encoding = 0; encoding < 3; encoding++) {
        struct sample sample;
        struct tag_attribute attribute;
        size_t count = 0;
        sample_begin(&sample, tags[_i].tag, encoding);
        check_range(&sample, tag_name(&sample.tag), tags[_i].name);
        for (; tags[_i].attributes[2 * count]; count++) {
            const char *name = tags[_i].attributes[2 * count];
            ck_assert(tag_attribute(&sample.tag, count, &attribute));
            check_range(&sample, tag_range(&sample.tag, attribute.name, attribute.name_end), name);
            check_range(&sample, tag_range(&sample.tag, attribute.value, attribute.value_end),
                        tags[_i].attributes[2 * count + 1]);
            char longer[64];
            snprintf(longer, sizeof longer, "%sx", name);
            if ((unsigned char)name[0] < 0x80)
                ck_assert(tag_attribute_is(&sample.tag, &attribute, name));
            ck_assert(!tag_attribute_is(&sample.tag, &attribute, longer));
            ck_assert(!tag_attribute_is(&sample.tag, &attribute, "y"));
        }
        ck_assert(!tag_attribute(&sample.tag, count, &attribute));
        ck_assert(!tag_attribute(&sample.tag, count + 5, &attribute));
        sample_end(&sample);
    }
}
END_TEST

/* Reads a broken tag to its end and no further: a sanitizer watches. */
START_TEST(every_prefix)
{
    for (int encoding = 0; encoding < 3; encoding++) {
        struct sample sample;
        sample_begin(&sample, tags[_i].tag, encoding);
        for (size_t length = 0; length <= sample.document.length; length++) {
            struct text exact = exact_copy((struct text){sample.document.bytes, length});
            struct tag tag = sample.tag;
            struct tag_attribute attribute;
            tag.bytes = (const unsigned char *)exact.bytes;
            tag.length = length;
            sample.memo = (struct tag_memo){0};
            struct range name = tag_name(&tag);
            ck_assert_uint_le(name.end.byte, length);
            ck_assert_int_eq(tag_has_attributes(&tag), tag_any_attribute(&tag, 0, &attribute));
            for (size_t i = 0; tag_any_attribute(&tag, i, &attribute); i++) {
                ck_assert_uint_le(attribute.name, attribute.name_end);
                ck_assert_uint_le(attribute.name_end, attribute.value);
                ck_assert_uint_le(attribute.value, attribute.value_end);
                ck_assert_uint_le(attribute.value_end, length);
                tag_value_part(&tag, &attribute, text_of("1.0"), 1, 2);
                ck_assert_uint_lt(i, 100);
            }
            exact_free(exact);
        }
        sample_end(&sample);
    }
}
END_TEST

/* ---- Namespaces ---- */

static const char namespaces[] = "<p:a xmlns:q=\"1\" b='2' xmlns='3' c='4' xmlns:p='5' xmlnsr='6' "
                                 "xmlns:\xC3\xA4='7' xmlns:pp='8'>";

START_TEST(declarations)
{
    static const char *const found[][2] = {
        {"", "3"}, {"p", "5"}, {"q", "1"}, {"\xC3\xA4", "7"}, {"pp", "8"}};
    static const char *const missing[] = {"r", "b", "ppp", "x", "xmlns", "\xC3"};
    static const char *const all[] = {"1", "2", "3", "4", "5", "6", "7", "8"};
    for (int encoding = 0; encoding < 3; encoding++) {
        struct sample sample;
        struct tag_attribute attribute;
        sample_begin(&sample, namespaces, encoding);
        for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
            ck_assert_msg(tag_namespace(&sample.tag, text_of(found[i][0]), &attribute), "`%s`",
                          found[i][0]);
            check_range(&sample, tag_range(&sample.tag, attribute.value, attribute.value_end),
                        found[i][1]);
        }
        for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
            ck_assert_msg(!tag_namespace(&sample.tag, text_of(missing[i]), &attribute), "`%s`",
                          missing[i]);
        for (size_t i = 0; i < 8; i++) {
            ck_assert(tag_any_attribute(&sample.tag, i, &attribute));
            check_range(&sample, tag_range(&sample.tag, attribute.value, attribute.value_end),
                        all[i]);
        }
        ck_assert(!tag_any_attribute(&sample.tag, 8, &attribute));
        ck_assert(tag_has_attributes(&sample.tag));
        sample_end(&sample);
    }
}
END_TEST

START_TEST(prefixes)
{
    static const char *const rows[][2] = {{"<a>", ""},
                                          {"<p:a>", "p"},
                                          {"<long-prefix:a b:c='d'/>", "long-prefix"},
                                          {"<\xC3\xA4:a>", "\xC3\xA4"},
                                          {"<a b:c='d'>", ""},
                                          {"<seventeen.letters:a>", ""}}; /* longer than the room */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int encoding = 0; encoding < 3; encoding++) {
            struct sample sample;
            char room[16];
            sample_begin(&sample, rows[i][0], encoding);
            struct text prefix = tag_prefix(&sample.tag, room, sizeof room);
            ASSERT_TEXT(prefix, rows[i][1], rows[i][0]);
            sample_end(&sample);
        }
    }
}
END_TEST

/* ---- Parts of values ---- */

static const struct {
    const char *raw;
    const char *value; /* as expat gives it */
    const char *part;  /* a part of that … */
    const char *token; /* … and how it's written */
} parts[] = {
    {"basic ntlm", "basic ntlm", "ntlm", "ntlm"},
    {"basic&#x20;ntlm", "basic ntlm", "ntlm", "ntlm"},
    {"basic&#x20;ntlm", "basic ntlm", " ", "&#x20;"},
    {"&#98;asic ntlm", "basic ntlm", "basic", "&#98;asic"},
    {"basi&#x63; ntlm", "basic ntlm", "basic", "basi&#x63;"},
    {"basi&#x0063;&#32;n", "basic n", "c n", "&#x0063;&#32;n"},
    {"a&amp;b", "a&b", "&", "&amp;"},
    {"a&lt;&gt;&quot;&apos;b", "a<>\"'b", ">\"", "&gt;&quot;"},
    {"a\r\nb", "a b", "b", "b"},
    {"a\r\nb", "a b", " ", "\r\n"},
    {"a\n\tb", "a  b", "b", "b"},
    {"a\r\rb", "a  b", "b", "b"},
    {"a&#10;&#13;&#9;b", "a\n\r\tb", "\r", "&#13;"},
    {"\xF0\x9F\x94\x91x\xE5\xA7\x93", "\xF0\x9F\x94\x91x\xE5\xA7\x93", "x", "x"},
    {"&#x1F511;x&#233;", "\xF0\x9F\x94\x91x\xC3\xA9", "\xC3\xA9", "&#233;"},
    {"&#x1F511;x", "\xF0\x9F\x94\x91x", "\xF0\x9F\x94\x91", "&#x1F511;"},
    {"x", "x", "x", "x"},
    /* Where the two don't agree, it's all of it. */
    {"  a  b  ", "a b", "b", "  a  b  "},
    {"a&unknown;b", "axb", "b", "a&unknown;b"},
    {"ab", "abc", "c", "ab"},
    {"xyz", "abc", "b", "xyz"},
};

START_TEST(value_part)
{
    for (int encoding = 0; encoding < 3; encoding++) {
        char tag[256];
        snprintf(tag, sizeof tag, "<user\n one='1'\n\tallowedauth = \"%s\"\n last='x'>",
                 parts[_i].raw);
        struct sample sample;
        struct tag_attribute attribute;
        sample_begin(&sample, tag, encoding);
        ck_assert(tag_attribute(&sample.tag, 1, &attribute));
        struct text value = exact_copy(text_of(parts[_i].value));
        size_t from = (size_t)(strstr(parts[_i].value, parts[_i].part) - parts[_i].value);
        size_t to = from + strlen(parts[_i].part);
        check_range(&sample, tag_value_part(&sample.tag, &attribute, value, from, to),
                    parts[_i].token);
        struct range nothing = tag_value_part(&sample.tag, &attribute, value, 0, 0);
        check_range(&sample, nothing, "");
        ck_assert_uint_eq(nothing.start.byte, attribute.value);
        exact_free(value);
        sample_end(&sample);
    }
}
END_TEST

/* A tag that starts elsewhere than at the beginning: its start is added. */
START_TEST(start)
{
    struct sample sample;
    sample_begin(&sample, "<a b='1'\n  c='2'>", 0);
    sample.tag.start = (struct place){UINT64_C(5000000000), 70000, 12};
    struct range name = tag_name(&sample.tag);
    ck_assert_uint_eq(name.start.byte, UINT64_C(5000000001));
    ck_assert_uint_eq(name.start.line, 70000);
    ck_assert_uint_eq(name.start.column, 13);
    ck_assert_uint_eq(name.end.column, 14);
    struct tag_attribute attribute;
    ck_assert(tag_attribute(&sample.tag, 1, &attribute));
    struct range value = tag_range(&sample.tag, attribute.value, attribute.value_end);
    ck_assert_uint_eq(value.start.line, 70001);
    ck_assert_uint_eq(value.start.column, 6);
    sample_end(&sample);
}
END_TEST

/* ---- What is remembered of a tag ---- */

static const char many[] =
    "<user a='x&amp;y\n z' xmlns='u' b=\"&#65;&#66;\" \n c='' xmlns:d='v'\r\n"
    "\td = 'one two three' e='\xF0\x9F\x94\x91&lt;\xC3\xA4'/>";
static const char *const many_values[] = {"x&y  z", "AB", "", "one two three",
                                          "\xF0\x9F\x94\x91<\xC3\xA4"};

/* One thing that can be asked of it, by number. */
static struct range ask(const struct tag *tag, size_t what, size_t number, size_t from, size_t to)
{
    struct tag_attribute attribute = {0};
    struct text value = text_of(many_values[number]);
    if (!tag_attribute(tag, number, &attribute))
        ck_abort_msg("attribute %zu isn't there", number);
    switch (what) {
    case 0:
        return tag_name(tag);
    case 1:
        return tag_range(tag, attribute.name, attribute.name_end);
    case 2:
        return tag_range(tag, attribute.value, attribute.value_end);
    default:
        to = to < value.length ? to : value.length;
        return tag_value_part(tag, &attribute, value, from < to ? from : to, to);
    }
}

/* Whatever was asked before, the answer is the same. */
START_TEST(any_order)
{
    struct sample used;
    uint64_t state = 4711;
    sample_begin(&used, many, _i);
    for (int round = 0; round < 5000; round++) {
        size_t what = random_under(&state, 6), number = random_under(&state, 5);
        size_t from = random_under(&state, 14), to = random_under(&state, 14);
        struct range found = ask(&used.tag, what, number, from, to);
        struct tag_memo memo = {0};
        struct tag fresh = used.tag;
        fresh.memo = &memo;
        struct range expected = ask(&fresh, what, number, from, to);
        if (memcmp(&found, &expected, sizeof found) != 0)
            ck_abort_msg("round %d: %u:%u, not %u:%u", round, found.start.line, found.start.column,
                         expected.start.line, expected.start.column);
    }
    sample_end(&used);
}
END_TEST

Suite *suite_tag(void)
{
    Suite *suite = suite_create("tag");
    TCase *tests = tcase_create("tag");
    ADD_ROWS(tests, reading, tags);
    ADD_ROWS(tests, every_prefix, tags);
    tcase_add_test(tests, declarations);
    tcase_add_test(tests, prefixes);
    ADD_ROWS(tests, value_part, parts);
    tcase_add_test(tests, start);
    ADD_ROWS(tests, any_order, encodings);
    suite_add_tcase(suite, tests);
    return suite;
}
