/* SPDX-License-Identifier: MIT */
/*
 * Places: every token of a set of documents, in every encoding, with every kind of line end, in
 * several chunkings. What stands at a place is told by iconv and a plain count.
 */
#include "exact.h"
#include "oracle.h"
#include "same.h"
#include "thorough.h"
#include "xml/scan.h"

Suite *suite_scan(void);

static const struct hash_key scan_key = {{1, 2}};

/* ---- Documents, and what they're converted to ---- */

/* "\n" is replaced by the line end, § by the encoding's own letters, « by more than that. */
static const char *const documents[] = {
    "<provision key='{1}'   name = \"x\"\n\tz\t=\n'1'><user uri=\"sip:a@b\"/></provision>\n",
    "\n\n<r\n  one=\"1\"\n  two='2 \"quoted\" 2'\n  three=\"it's\"\n>\n <s\n/>\n</r>\n\n",
    "<r a=\"\" b='' c=\" \" d=\"\n\" e=\"\t\n\t\" f='a\nb\n\nc'/>",
    "<r a=\"&amp;\" b='&lt;x&gt;' c=\"&quot;&apos;\" d=\"&#65;&#x41;&#x1F511;&#10;&#13;&#9;\"/>",
    "<r a=\"x&amp;y\nz&#32;&#x20AC;\" b=\"last&#33;\"><!-- & -->t&amp;u</r>",
    "<§r§ §a=\"§\" b§='x§y&#233;§'>§<§/>x§</§r§>",
    "<r a=\"«\" b='x«y«' c=\"«&amp;«\n«\"><!--«-->«<s t=\"«\"/></r>",
    "<r xmlns=\"urn:a\" a=\"1\" xmlns:p='urn:p' p:b=\"2\"><p:s xmlns:q=\"\n\" "
    "p:c='3'\td=\"4\"/></r>",
    "<r>\n  <!-- one -->\n  <s a=\"1\"/><!--\ntwo\n-->\n\t<s b=\"2\">text\n  more</s>\n</r><!-- § "
    "-->",
    "<!-- first --><?pi x?>\n<!DOCTYPE r [<!ELEMENT r ANY> <!-- § -->\n]>\n<r a=\"1\"/>\n<!-- last "
    "-->\n",
    "<!DOCTYPE r SYSTEM \"x.dtd\">\n<r a=\"b\"\n/>",
    "<r a = 'a>b' b=\"a/>b\" c='a=\"b\"' d=\"a='b'\"/>",
    "<r><![CDATA[<s a=\"1\">\n]]>  <t b='2'/>x\n<?pi a=\"b\"?> <u\nc\n=\n\"3\"\n/></r>",
    "<r>\n\n\n\t\t§\t<s a='§'/>\n\n</r>\n\n\n<!-- § -->\n\n<!-- x -->\n",
};
#define DOCUMENTS (int)(sizeof documents / sizeof *documents)

static const struct form {
    const char *iconv;    /* what it's called by iconv */
    const char *mark;     /* byte order mark, as UTF-8 */
    const char *declared; /* NULL: there's no declaration */
    const char *letters;  /* for § */
    const char *more;     /* for « */
} forms[] = {
    {"UTF-8", "", NULL, "\xC3\xA9", "\xF0\x9F\x94\x91\xE2\x82\xAC"},
    {"UTF-8", "", "UTF-8", "\xE5\xA7\x93", "\xE5\xA7\x93\xCC\x81"},
    {"UTF-8", "\xEF\xBB\xBF", NULL, "\xC3\xBC", "\xF0\x9F\x94\x91"},
    {"UTF-8", "\xEF\xBB\xBF", "utf-8", "\xC3\xA9", "\xF0\x90\x80\x80"},
    {"UTF-16LE", "", NULL, "\xC3\xA9", "\xF0\x9F\x94\x91\xE2\x82\xAC"},
    {"UTF-16LE", "\xEF\xBB\xBF", NULL, "\xE5\xA7\x93", "\xF0\x9F\x94\x91"},
    {"UTF-16LE", "\xEF\xBB\xBF", "UTF-16", "\xC3\xA9", "\xF4\x8F\xBF\xBD"},
    {"UTF-16BE", "", NULL, "\xC3\xA9", "\xF0\x9F\x94\x91"},
    {"UTF-16BE", "\xEF\xBB\xBF", NULL, "\xE5\xA7\x93", "\xF0\x9F\x94\x91\xE2\x82\xAC"},
    {"UTF-16BE", "\xEF\xBB\xBF", "utf-16", "\xC3\xA9", "\xF0\x9F\x94\x91"},
    {"ISO-8859-1", "", "ISO-8859-1", "\xC3\xA9", "\xC2\xA7\xC3\xBF"},
    {"US-ASCII", "", "US-ASCII", "e", "tilde~"},
    {"CP1250", "", "windows-1250", "\xC5\xBE", "\xE2\x82\xAC\xE2\x80\xA6"},
    {"CP1251", "", "windows-1251", "\xD0\xB6", "\xE2\x82\xAC\xD0\xAF"},
    {"CP1252", "", "windows-1252", "\xC3\xA9", "\xE2\x82\xAC\xE2\x80\x9C"},
    {"CP1253", "", "windows-1253", "\xCF\x89", "\xE2\x82\xAC\xCE\xA9"},
    {"CP1254", "", "windows-1254", "\xC5\x9F", "\xE2\x82\xAC\xC4\xB0"},
    {"CP1255", "", "windows-1255", "\xD7\xA9", "\xE2\x82\xAA\xD7\x90"},
    {"CP1256", "", "windows-1256", "\xD8\xB4", "\xE2\x82\xAC\xD9\xBE"},
    {"CP1257", "", "windows-1257", "\xC4\x97", "\xE2\x82\xAC\xC5\xA1"},
    {"CP1258", "", "windows-1258", "\xC6\xA1", "\xE2\x82\xAC\xC4\x91"},
};
#define FORMS (sizeof forms / sizeof *forms)

static const char *const line_ends[] = {"\n", "\r\n", "\r"};
static const size_t chunks[] = {0, 1, 2, 3, 7};

static struct bytes make_document(const char *pattern, const struct form *form,
                                  const char *line_end)
{
    char declaration[128] = "";
    if (form->declared)
        snprintf(declaration, sizeof declaration, "<?xml version='1.0' encoding=\"%s\"?>",
                 form->declared);
    struct bytes lines = bytes_replace(pattern, "\n", line_end);
    struct bytes letters = bytes_replace(lines.bytes, "§", form->letters);
    struct bytes more = bytes_replace(letters.bytes, "«", form->more);
    char whole[4096];
    ck_assert_int_lt(snprintf(whole, sizeof whole, "%s%s%s", form->mark, declaration, more.bytes),
                     (int)sizeof whole);
    bytes_free(lines);
    bytes_free(letters);
    bytes_free(more);
    return bytes_convert(whole, form->iconv, "");
}

/* ---- What scan tells, checked as it comes ---- */

struct listener {
    struct scan *scan;
    struct text document;
    const char *encoding; /* as iconv calls it */
    FILE *log;
    size_t events;
    bool ended;
};

static void note(struct listener *listener, const char *what, struct range at)
{
    char *slice = oracle_slice(listener->document, listener->encoding, &at);
    fprintf(listener->log, "%s %u:%u %lu-%lu %s\n", what, at.start.line, at.start.column,
            (unsigned long)at.start.byte, (unsigned long)at.end.byte, slice);
    free(slice);
    listener->events++;
}

/* Is the range right, and does it hold that token? */
static void expect(struct listener *listener, const char *what, struct range at, const char *token)
{
    oracle_check(listener->document, listener->encoding, &at, what);
    char *slice = oracle_slice(listener->document, listener->encoding, &at);
    if (strcmp(slice, token) != 0)
        ck_abort_msg("%s, %s: `%s`, not `%s`", listener->encoding, what, slice, token);
    free(slice);
    note(listener, what, at);
}

static const char *local_part(const char *name)
{
    const char *separator = strrchr(name, SCAN_NAME_SEPARATOR);
    return separator ? separator + 1 : name;
}

static struct range same_name(struct listener *listener, struct range at)
{
    char *slice = oracle_slice(listener->document, listener->encoding, &at);
    char *colon = strchr(slice, ':');
    if (colon) { /* expat gives the name without its prefix */
        size_t unit = strncmp(listener->encoding, "UTF-16", 6) == 0 ? 2 : 1;
        size_t prefix = (size_t)(colon - slice) + 1;
        at.start.byte += prefix * unit;
        at.start.column += (uint32_t)prefix;
    }
    free(slice);
    return at;
}

/* A part of a value, between any two of its characters, is what its bytes stand for. */
static void check_parts(struct listener *listener, const struct tag *tag,
                        const struct tag_attribute *attribute, struct text value)
{
    for (size_t from = 0; from <= value.length; from++) {
        for (size_t to = from; to <= value.length; to++) {
            bool is_cut = (from < value.length && (value.bytes[from] & 0xC0) == 0x80) ||
                          (to < value.length && (value.bytes[to] & 0xC0) == 0x80);
            if (is_cut || (to - from > 3 && to < value.length))
                continue;
            struct range at = tag_value_part(tag, attribute, value, from, to);
            oracle_check(listener->document, listener->encoding, &at, "part");
            char *raw = oracle_slice(listener->document, listener->encoding, &at);
            char *part = oracle_normalise(raw);
            if (!text_equal(text_of(part), text_slice(value, from, to)))
                ck_abort_msg("%s: `%s` is `%s`, not [%zu, %zu) of `%s`", listener->encoding, raw,
                             part, from, to, value.bytes);
            free(raw);
            free(part);
        }
    }
}

static void check_value(struct listener *listener, const struct tag *tag,
                        const struct tag_attribute *attribute, const char *value)
{
    struct range at = tag_range(tag, attribute->value, attribute->value_end);
    char *raw = oracle_slice(listener->document, listener->encoding, &at);
    char *normal = oracle_normalise(raw);
    if (strcmp(normal, value) != 0)
        ck_abort_msg("`%s` isn't `%s`", normal, value);
    expect(listener, "value", at, raw);
    free(raw);
    free(normal);
    struct range around = tag_range(tag, attribute->value - encoding_unit(&tag->chunk->encoding),
                                    attribute->value_end + encoding_unit(&tag->chunk->encoding));
    raw = oracle_slice(listener->document, listener->encoding, &around);
    if ((raw[0] != '"' && raw[0] != '\'') || raw[0] != raw[strlen(raw) - 1])
        ck_abort_msg("`%s` stands between no quotation marks", raw);
    free(raw);
    check_parts(listener, tag, attribute, text_of(value));
}

static void on_start(void *context, const struct scan_start *start)
{
    struct listener *listener = context;
    struct tag_attribute attribute;
    expect(listener, "element", same_name(listener, tag_name(&start->tag)),
           local_part(start->name));
    size_t count = 0;
    for (; start->attributes[2 * count]; count++) {
        ck_assert(tag_attribute(&start->tag, count, &attribute));
        struct range at = tag_range(&start->tag, attribute.name, attribute.name_end);
        expect(listener, "name", same_name(listener, at), local_part(start->attributes[2 * count]));
        check_value(listener, &start->tag, &attribute, start->attributes[2 * count + 1]);
    }
    ck_assert(!tag_attribute(&start->tag, count, &attribute));
    ck_assert(!tag_attribute(&start->tag, count, &attribute));
    ck_assert(tag_has_attributes(&start->tag) || !count);
    struct range whole = tag_range(&start->tag, 0, start->tag.length);
    note(listener, "tag", whole);
    oracle_check(listener->document, listener->encoding, &whole, "tag");
    ck_assert_uint_eq(scan_event_byte(listener->scan), whole.start.byte);
}

static void on_end(void *context)
{
    struct listener *listener = context;
    listener->events++;
}

static void on_text(void *context, struct range at)
{
    struct listener *listener = context;
    char *slice = oracle_slice(listener->document, listener->encoding, &at);
    ck_assert(!text_is_blank(slice[0]));
    expect(listener, "text", at, slice);
    free(slice);
}

static void on_comment(void *context, struct text text)
{
    struct listener *listener = context;
    const struct tag comment = scan_event(listener->scan);
    struct range at = tag_start(&comment, 4);
    char *slice = oracle_slice(listener->document, listener->encoding, &at);
    ck_assert_str_eq(slice, "<!--");
    expect(listener, "comment", at, slice);
    free(slice);
    for (size_t from = 0; from < text.length; from++) {
        if (text_is_blank(text.bytes[from]) || (text.bytes[from] & 0xC0) == 0x80)
            continue;
        size_t to = from;
        while (to < text.length && !text_is_blank(text.bytes[to]))
            to++;
        char word[256];
        snprintf(word, sizeof word, "%.*s", (int)(to - from), text.bytes + from);
        expect(listener, "word", tag_comment_part(&comment, text, from, to), word);
        from = to;
    }
}

static void on_xml(void *context, const struct xml_fact *fact)
{
    struct listener *listener = context;
    char *slice = oracle_slice(listener->document, listener->encoding, &fact->at);
    oracle_check(listener->document, listener->encoding, &fact->at, "fact");
    if (fact->kind == XML_DOCTYPE)
        ck_assert_str_eq(slice, "<!DOCTYPE");
    else if (fact->kind == XML_ENCODING)
        ck_assert_str_eq(slice, fact->name);
    else if (fact->kind == XML_ENTITY)
        ck_assert_str_eq(slice, "<!ENTITY");
    else
        listener->ended = true;
    free(slice);
    note(listener, "fact", fact->at);
}

/* The log of a document's events; `scan` may have been used before. The caller frees it. */
static char *listen(struct scan *scan, struct listener *listener, struct text document,
                    const char *encoding, size_t chunk, bool *complete)
{
    char *log = NULL;
    size_t size = 0;
    *listener = (struct listener){scan, document, encoding, open_memstream(&log, &size), 0, false};
    scan_reset(scan);
    *complete = feed(scan, document.bytes, document.length, chunk);
    fclose(listener->log);
    return log;
}

static struct scan *new_scan(struct listener *listener)
{
    struct scan_handler handler = {.context = listener, .start = on_start, .comment = on_comment};
    handler.end = on_end;
    handler.text = on_text;
    handler.xml = on_xml;
    return scan_new(&handler, &scan_key);
}

static void check_document(const char *pattern, const struct form *form)
{
    struct listener listener;
    struct scan *scan = new_scan(&listener);
    for (size_t i = 0; i < 3; i++) {
        struct bytes document = make_document(pattern, form, line_ends[i]);
        struct text text = bytes_text(document);
        char *first = NULL;
        for (size_t k = 0; k < sizeof chunks / sizeof *chunks; k++) {
            bool complete;
            char *log = listen(scan, &listener, text, form->iconv, chunks[k], &complete);
            char room[4096];
            ck_assert_msg(complete && !listener.ended && listener.events >= 2,
                          "%s isn't read to its end: %s", form->iconv,
                          printable(text, room, sizeof room));
            if (!first) {
                first = log;
                continue;
            }
            expect_same(first, log, "%s, chunks of %zu", form->iconv, chunks[k]);
            free(log);
        }
        free(first);
        bytes_free(document);
    }
    scan_free(scan);
}

START_TEST(ranges)
{
    for (size_t i = 0; i < FORMS; i++)
        check_document(documents[_i], &forms[i]);
}
END_TEST

/* ---- What ends a document ---- */

struct ending {
    const char
        *document; /* `|` stands before and behind what the fact points at; one: it's empty */
    enum xml_kind kind;
    enum malformation malformation;
};

/* Longer than what is looked at around an error must ever be. */
#define TEN "0123456789"
#define LONG                                                                                    \
    TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN \
        TEN TEN TEN TEN TEN

static const struct ending endings[] = {
    {"||", XML_MALFORMED, MALFORMED_EMPTY},
    {"<r>|\n", XML_MALFORMED, MALFORMED_TRUNCATED},
    {"<r><!-- x --> <s a='1'|", XML_MALFORMED, MALFORMED_TRUNCATED},
    {"<r><!-- x --> <s a='1|", XML_MALFORMED, MALFORMED_TRUNCATED_VALUE},
    {"<r><!-- x -> <s a='1|\n\n", XML_MALFORMED, MALFORMED_TRUNCATED_COMMENT},
    {"<r><![CDATA[§ ]]</r>|\n", XML_MALFORMED, MALFORMED_TRUNCATED_SECTION},
    {"<r><?x §? ></r>|\n", XML_MALFORMED, MALFORMED_TRUNCATED_INSTRUCTION},
    {"<!DOCTYPE r|", XML_MALFORMED, MALFORMED_TRUNCATED_DOCTYPE},
    {"<!DOCTYPE r [|\n", XML_MALFORMED, MALFORMED_TRUNCATED_DOCTYPE},
    {"<!DOCTYPE r [<!ELEMENT r ANY>\n<!-- § ]>|", XML_MALFORMED, MALFORMED_TRUNCATED_DOCTYPE},
    {"<?xml |e|ncoding='UTF-8' version='1.0'?><r/>", XML_MALFORMED,
     MALFORMED_DECLARATION_ATTRIBUTE},
    {"<?xml version='1.0' |v|ersion='1.0'?><r/>", XML_MALFORMED, MALFORMED_DECLARATION_ATTRIBUTE},
    {"<?xml version='1.0' |c|harset='1.0'?><r/>", XML_MALFORMED, MALFORMED_DECLARATION_ATTRIBUTE},
    {"<?xml version='1.0' standalone='yes' |e|ncoding='UTF-8'?><r/>", XML_MALFORMED,
     MALFORMED_DECLARATION_ATTRIBUTE},

    {"<r a=\"1\"|b|=\"2\"/>", XML_MALFORMED, MALFORMED_MISSING_BLANK},
    {"<r>\n<s a='1'|§|='2'/></r>", XML_MALFORMED, MALFORMED_MISSING_BLANK},
    {"<r a=\"b=\"|c|=\"3\"/>", XML_MALFORMED, MALFORMED_MISSING_BLANK},
    {"<r a='" LONG "'|b| =\n'2'/>", XML_MALFORMED, MALFORMED_MISSING_BLANK},
    {"<ra|=|'1'/>", XML_MALFORMED, MALFORMED_BLANK_AFTER_NAME},
    {"<r a |'|1'/>", XML_MALFORMED, MALFORMED_MISSING_EQUALS},
    {"<r a|:|'1'/>", XML_MALFORMED, MALFORMED_MISSING_EQUALS},
    {"<r a='1' |<|!-- x --> b='2'/>", XML_MALFORMED, MALFORMED_COMMENT_IN_TAG},
    {"<r/>\n|<|?xml version='1.0'?><r/>", XML_MALFORMED, MALFORMED_SECOND_ROOT},
    {"<r a='1'|,|b='2'/>", XML_MALFORMED, MALFORMED_SEPARATOR},
    {"<r a='1' |;| b='2'/>", XML_MALFORMED, MALFORMED_SEPARATOR},
    {"<r a='1' |/| b='2'/>", XML_MALFORMED, MALFORMED_SLASH},
    {"<r>\n</r|/|>", XML_MALFORMED, MALFORMED_SLASH},
    {"<r>\n</r |a|='1'>", XML_MALFORMED, MALFORMED_AFTER_END_NAME},
    {"<r a='1' /|\n|>", XML_MALFORMED, MALFORMED_BLANK_AFTER_SLASH},
    {"<r a='1' |%|b='2'/>", XML_MALFORMED, MALFORMED_STRAY},
    {"<r><s a='1'\n |<|t></t></s></r>", XML_MALFORMED, MALFORMED_TAG_NOT_CLOSED},
    {"<r><s a='1'\n |<|s></s></r>", XML_MALFORMED, MALFORMED_EMPTY_TAG_NOT_CLOSED},
    {"<r><s a='1'\n |<|t/></r>", XML_MALFORMED, MALFORMED_EMPTY_TAG_NOT_CLOSED},
    {"<r><s></s\n|<|t/></r>", XML_MALFORMED, MALFORMED_TAG_NOT_CLOSED},

    {"<r a=\"1|| b=\"§\" c=\"3\"/>", XML_MALFORMED, MALFORMED_QUOTE_NOT_CLOSED},
    {"<r a=\"1|| b=\"\"/>", XML_MALFORMED, MALFORMED_QUOTE_NOT_CLOSED},
    {"<r a=\"" LONG " § x|| b=\"1\"/>", XML_MALFORMED, MALFORMED_QUOTE_NOT_CLOSED},
    {"<r><s a=\"'1'||/>\n<t b=\"\"/></r>", XML_MALFORMED, MALFORMED_QUOTE_NOT_CLOSED},
    {"<r><s a=\"" LONG "||>\n<t b=\"\"/></s></r>", XML_MALFORMED, MALFORMED_QUOTE_NOT_CLOSED},
    {"<r a='\n|<|s b=\"\"/></r>", XML_MALFORMED, MALFORMED_LESS_THAN_IN_VALUE},
    {"<r a='" LONG "1>0|<|2'/>", XML_MALFORMED, MALFORMED_LESS_THAN_IN_VALUE},
    {"<r a=\"x |\"|y\" z\" b='§'/>", XML_MALFORMED, MALFORMED_QUOTE_IN_VALUE},
    {"<r a='x'|'| b=''/>", XML_MALFORMED, MALFORMED_EXTRA_QUOTE},
    {"<r\na=|1|/>", XML_MALFORMED, MALFORMED_NOT_QUOTED},
    {"<r |a|bc=/>", XML_MALFORMED, MALFORMED_NO_VALUE},
    {"<r |a|bc/>", XML_MALFORMED, MALFORMED_NO_VALUE},
    {"<r |a|bc d='1'/>", XML_MALFORMED, MALFORMED_NO_VALUE},
    {"<r a=|\\|\"1\\\"/>", XML_MALFORMED, MALFORMED_C_ESCAPE},
    {"<r a=\"x|\\|\"y\\\"\"/>", XML_MALFORMED, MALFORMED_C_ESCAPE},

    {"<r a='x |&| y'/>", XML_MALFORMED, MALFORMED_BARE_AMPERSAND},
    {"<r a='x |&|y'/>", XML_MALFORMED, MALFORMED_BARE_AMPERSAND},
    {"<r>x |&|" LONG " y</r>", XML_MALFORMED, MALFORMED_BARE_AMPERSAND},
    {"<r>\nx &amp| |y</r>", XML_MALFORMED, MALFORMED_ENTITY_WITHOUT_SEMICOLON},
    {"<r>\nx &#65|,|y</r>", XML_MALFORMED, MALFORMED_ENTITY_WITHOUT_SEMICOLON},
    {"<r>\nx |&|§; y</r>", XML_MALFORMED, MALFORMED_UNDEFINED_ENTITY},
    {"<r>&lt;<s a='&amp;&apos;'\nb='&#65;\n&gt;§ |&|quotes; &§;'/></r>", XML_MALFORMED,
     MALFORMED_UNDEFINED_ENTITY},
    {"<r a='&quot; |&|am;'/>", XML_MALFORMED, MALFORMED_UNDEFINED_ENTITY},
    {"<!DOCTYPE r SYSTEM 'x'><r a='T|&|x;LS'/>", XML_MALFORMED, MALFORMED_UNDEFINED_ENTITY},
    {"<!DOCTYPE r SYSTEM 'x'><r>§|&|x;LS</r>", XML_MALFORMED, MALFORMED_UNDEFINED_ENTITY},
    {"<r a='|&|#0;'/>", XML_MALFORMED, MALFORMED_REFERENCE},

    {"<!DOCTYPE r SYSTEM 'x' [<!ATTLIST r a CDATA 'T|&|x;LS'>]><r/>", XML_MALFORMED,
     MALFORMED_IN_DOCTYPE},
    {"<!DOCTYPE r SYSTEM 'x' [|%|x; ]><r a='&amp;'/>", XML_MALFORMED, MALFORMED_IN_DOCTYPE},
    {"<!DOCTYPE r [<!ELEMENT r ANY> xyz|<|>]><r/>", XML_MALFORMED, MALFORMED_IN_DOCTYPE},
    {"<!DOCTYPE r [\n |<!ENTITY| a \"§\n>\">]><r/>", XML_ENTITY, MALFORMED_OTHER},
    {"<!DOCTYPE r [<!ELEMENT r ANY> |<!ENTITY| % a SYSTEM 'b'>]><r/>", XML_ENTITY, MALFORMED_OTHER},

    {"\n|<|?xml version='1.0'?><r/>", XML_MALFORMED, MALFORMED_DECLARATION_LATE},
    {"<r/>\n\n|x|y", XML_MALFORMED, MALFORMED_TEXT_AFTER_ROOT},
    {"<r/>\n<!-- § -->\n \n|<|s/>", XML_MALFORMED, MALFORMED_SECOND_ROOT},
    {"<r/>\n|<|/r>", XML_MALFORMED, MALFORMED_END_AFTER_ROOT},
    {"<r/>|{|% endif %}", XML_MALFORMED, MALFORMED_TEMPLATE},
    {"<r/>\n|>>>>>>>| §\n", XML_MALFORMED, MALFORMED_CONFLICT},
    {"<!-- § -->|x|y <r/>", XML_MALFORMED, MALFORMED_TEXT_BEFORE_ROOT},
    {"|x|yz<r/>", XML_MALFORMED, MALFORMED_TEXT_BEFORE_ROOT},
    {"<!-- don't -->|x|yz<r/>", XML_MALFORMED, MALFORMED_TEXT_BEFORE_ROOT},
    {"\n |{|% x %}\n<r/>", XML_MALFORMED, MALFORMED_TEMPLATE},

    {"<r>\n§\n|<<<<<<<| §\n<s/>\n=======\n</r>", XML_MALFORMED, MALFORMED_CONFLICT},
    {"<r\n|=======|\na='1'/>", XML_MALFORMED, MALFORMED_CONFLICT},
    {"<r a='\n|<<<<<<<|\n'/>", XML_MALFORMED, MALFORMED_CONFLICT},
    {"<r>\n |<|<<<<<< §</r>", XML_MALFORMED, MALFORMED_EXTRA_LESS_THAN},
    {"<r>\n<s |{|{ x }}/></r>", XML_MALFORMED, MALFORMED_TEMPLATE},
    {"<r>\n<|%|= x %></r>", XML_MALFORMED, MALFORMED_TEMPLATE},
    {"<r>\n§|\x01|</r>", XML_MALFORMED, MALFORMED_CONTROL_CHARACTER},
    {"<r><![CDATA[ <&> ]]]]> ]> |&|</r>", XML_MALFORMED, MALFORMED_BARE_AMPERSAND},
    {"<r><![CDATA[ <s a='& §|\x02|</r>", XML_MALFORMED, MALFORMED_CONTROL_CHARACTER},
    {"<r>\n§]]|>|</r>", XML_MALFORMED, MALFORMED_SECTION_END},

    {"<r>\n<s></|tt§.t|></r>", XML_MALFORMED, MALFORMED_MISMATCHED_TAG},
    {"<r a='1' b='§'\n\t|a|='2'/>", XML_MALFORMED, MALFORMED_DUPLICATE_ATTRIBUTE},
    {"<r xmlns:p='u' xmlns:q='u' p:a='§'\nq:b='' |q:a|=''/>", XML_MALFORMED,
     MALFORMED_DUPLICATE_ATTRIBUTE},
    {"<r>\n<|p|:s/></r>", XML_MALFORMED, MALFORMED_PREFIX},
    {"<r a='p:x'\n|p|:b='§'/>", XML_MALFORMED, MALFORMED_PREFIX},
    {"<r xmlns:q='u' q:a='' xml:lang=''\n|p|:b='' p:c=''/>", XML_MALFORMED, MALFORMED_PREFIX},
    {"<r>|<|p:s q:a=''/></r>", XML_MALFORMED, MALFORMED_PREFIX},
    {"<r xmlns='u' |xmlns:p|='' a='§'/>", XML_MALFORMED, MALFORMED_PREFIX_DECLARATION},
    {"<r a='' |xmlns:xml|='u'/>", XML_MALFORMED, MALFORMED_PREFIX_DECLARATION},
    {"<r a='' |xmlns:p|='http://www.w3.org/XML/1998/namespace'/>", XML_MALFORMED,
     MALFORMED_PREFIX_DECLARATION},
    {"<r>\n<| |s a='§'/></r>", XML_MALFORMED, MALFORMED_BLANK_AFTER_LESS_THAN},
    {"<r></|\n|r>", XML_MALFORMED, MALFORMED_BLANK_AFTER_LESS_THAN},
    {"<r>\n<|<|s/></r>", XML_MALFORMED, MALFORMED_EXTRA_LESS_THAN},
    {"<r>\n§ |<| 3 §</r>", XML_MALFORMED, MALFORMED_BARE_LESS_THAN},

    {"<r>|<!-| § --></r>", XML_MALFORMED, MALFORMED_COMMENT_START},
    {"<r>|<--| § --></r>", XML_MALFORMED, MALFORMED_COMMENT_START},
    {"<r>|<!| § --></r>", XML_MALFORMED, MALFORMED_COMMENT_START},
    {"<!-- § \n|--|x --><r/>", XML_MALFORMED, MALFORMED_DOUBLE_HYPHEN},
    {"<r><!-- <s a='" LONG " |--| x --></r>", XML_MALFORMED, MALFORMED_DOUBLE_HYPHEN},
    {"<r><!-- § |<!--| x --> --></r>", XML_MALFORMED, MALFORMED_NESTED_COMMENT},
    {"<r><!-- § |--|--></r>", XML_MALFORMED, MALFORMED_HYPHENS_AT_END},
};

/* The last fact of a document. */
struct last_fact {
    struct xml_fact fact;
    size_t facts;
    size_t starts;
};

static void take_fact(void *context, const struct xml_fact *fact)
{
    struct last_fact *last = context;
    last->fact = *fact;
    last->facts += fact->kind != XML_ENCODING && fact->kind != XML_DOCTYPE;
}

static void take_start(void *context, const struct scan_start *start)
{
    (void)start;
    ((struct last_fact *)context)->starts++;
}

static void take_nothing(void *context)
{
    (void)context;
}

static void take_text(void *context, struct range first)
{
    (void)context;
    (void)first;
}

static void take_comment(void *context, struct text text)
{
    (void)context;
    (void)text;
}

static struct scan *new_fact_scan(struct last_fact *last)
{
    struct scan_handler handler = {.context = last, .start = take_start, .comment = take_comment};
    handler.end = take_nothing;
    handler.text = take_text;
    handler.xml = take_fact;
    return scan_new(&handler, &scan_key);
}

static void check_ending(const struct ending *row, const struct form *form, const char *line_end)
{
    struct last_fact last;
    struct scan *scan = new_fact_scan(&last);
    struct bytes marked = bytes_replace(row->document, "|", "");
    struct bytes document = make_document(marked.bytes, form, line_end);
    struct text text = bytes_text(document);
    char room[4096];
    char *token = strdup(strchr(row->document, '|') + 1);
    if (!strchr(token, '|'))
        *token = '\0';
    token[strcspn(token, "|")] = '\0';
    struct bytes expected = bytes_replace(token, "§", form->letters);
    for (size_t k = 0; k < sizeof chunks / sizeof *chunks; k++) {
        last = (struct last_fact){0};
        scan_reset(scan);
        const char *shown = printable(text, room, sizeof room);
        ck_assert_msg(!feed(scan, text.bytes, text.length, chunks[k]), "%s", shown);
        ck_assert_msg(last.facts == 1 && last.fact.kind == row->kind &&
                          last.fact.malformed.cause == row->malformation,
                      "%s, chunks of %zu: kind %d, malformation %d", shown, chunks[k],
                      last.fact.kind, last.fact.malformed.cause);
        oracle_check(text, form->iconv, &last.fact.at, shown);
        char *slice = oracle_slice(text, form->iconv, &last.fact.at);
        char *plain = oracle_normalise(expected.bytes); /* blanks alone */
        char *plain_slice = oracle_normalise(slice);
        ck_assert_msg(strcmp(plain, plain_slice) == 0, "%s, chunks of %zu: `%s`, not `%s`", shown,
                      chunks[k], slice, token);
        free(plain);
        free(plain_slice);
        free(slice);
    }
    free(token);
    bytes_free(expected);
    bytes_free(marked);
    bytes_free(document);
    scan_free(scan);
}

/* Characters that not every encoding has. */
static const struct ending odd_endings[] = {
    {"<r|\xC2\xA0| a='1'/>", XML_MALFORMED, MALFORMED_ODD_BLANK},
    {"<r a='§'|\xE2\x80\x8B|b='2'/>", XML_MALFORMED, MALFORMED_ODD_BLANK},
    {"<r a=|\xE3\x80\x80|'1'/>", XML_MALFORMED, MALFORMED_ODD_BLANK},
    {"<r></r|\xE2\x80\xAF|>", XML_MALFORMED, MALFORMED_ODD_BLANK},
    {"<r>\n<|\xC2\xA0|s/></r>", XML_MALFORMED, MALFORMED_ODD_BLANK},
    {"<!-- § -->|\xC2\xA0|<r/>", XML_MALFORMED, MALFORMED_ODD_BLANK},
    {"<r/>\n|\xEF\xBB\xBF|<?xml version='1.0'?>\n<r/>", XML_MALFORMED, MALFORMED_SECOND_MARK},
    {"<!-- § -->\n|\xEF\xBB\xBF|<r/>", XML_MALFORMED, MALFORMED_SECOND_MARK},
    {"<r a=|\xE2\x80\x9C|§\xE2\x80\x9D b='1'/>", XML_MALFORMED, MALFORMED_CURLY_QUOTES},
    {"<r a=|\xE2\x80\x98|it\xE2\x80\x99 b='1'/>", XML_MALFORMED, MALFORMED_CURLY_QUOTES},
    {"<r a=|\xE2\x80\x9E|§\" b='1'/>", XML_MALFORMED, MALFORMED_CURLY_QUOTE},
    {"<r a=\"§|\xE2\x80\x9D| b=\"1\"/>", XML_MALFORMED, MALFORMED_CURLY_QUOTE},
    {"<r a=\"§|\xE2\x80\x9D|b=\"1\"/>", XML_MALFORMED, MALFORMED_CURLY_QUOTE},
    {"<r><s a=\"§|\xE2\x80\x9D|/>\n<t/></r>", XML_MALFORMED, MALFORMED_CURLY_QUOTE},
    {"<r><s a=\"\xE2\x80\x9C§\xE2\x80\x9D x|\xE2\x80\x9D| b=§>\n<t/></s></r>", XML_MALFORMED,
     MALFORMED_CURLY_QUOTE},
    {"<r><s a='\xE2\x80\x9Dx\xE2\x80\x9D||>\n<t/></s></r>", XML_MALFORMED,
     MALFORMED_QUOTE_NOT_CLOSED},
};

START_TEST(odd_ending)
{
    for (size_t i = 0; i < FORMS && strncmp(forms[i].iconv, "UTF", 3) == 0; i++) {
        for (size_t k = 0; k < 3; k++)
            check_ending(&odd_endings[_i], &forms[i], line_ends[k]);
    }
}
END_TEST

/* Each row in each form; with all line ends, or with another one for each form. */
START_TEST(ending)
{
    for (size_t i = 0; i < FORMS; i++) {
        const char *document = endings[_i].document;
        bool is_late = document[*document == '|'] != '<' || strncmp(document, "<?xml", 5) == 0 ||
                       endings[_i].malformation == MALFORMED_EMPTY;
        if (is_late && (forms[i].declared || *forms[i].mark || forms[i].iconv[4] == '1'))
            continue;
        for (size_t k = 0; k < (size_t)thorough(3, 1); k++)
            check_ending(&endings[_i], &forms[i], line_ends[((size_t)_i + i + k) % 3]);
    }
}
END_TEST

/* ---- Odds and ends ---- */

START_TEST(wrong_encodings)
{
    static const struct {
        struct text document;
        enum malformation malformation;
    } rows[] = {
        {{"<r a='\xE9'/>", 10}, MALFORMED_NOT_ENCODED},
        {{"<r a='\xC0\x80'/>", 11}, MALFORMED_NOT_ENCODED},
        {{"<?xml version='1.0' encoding='utf-8'?><r>\xE9</r>", 46}, MALFORMED_NOT_ENCODED},
        {{"<?xml version='1.0' encoding='us-ascii'?><r>\xE9</r>", 49}, MALFORMED_NOT_AS_DECLARED},
        {{"\xEF\xBB\xBF<r>\xFF</r>", 11}, MALFORMED_NOT_ENCODED},
        {{"<?xml version='1.0' encoding='no-such'?><r/>", 44}, MALFORMED_ENCODING_UNKNOWN},
        {{"<?xml version='1.0' encoding='Shift_JIS'?><r/>", 46}, MALFORMED_ENCODING_UNKNOWN},
        {{"<?xml version='1.0' encoding='utf-16'?><r/>", 43}, MALFORMED_ENCODING_CONTRADICTED},
    };
    struct last_fact last;
    struct scan *scan = new_fact_scan(&last);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < sizeof chunks / sizeof *chunks; k++) {
            last = (struct last_fact){0};
            scan_reset(scan);
            ck_assert(!feed(scan, rows[i].document.bytes, rows[i].document.length, chunks[k]));
            ck_assert_msg(last.facts == 1 && last.fact.malformed.cause == rows[i].malformation,
                          "row %zu, chunks of %zu: %d", i, chunks[k], last.fact.malformed.cause);
        }
    }
    scan_free(scan);
}
END_TEST

/* A byte order mark and the declaration of another encoding: the declaration holds for expat. */
START_TEST(mark_and_other_encoding)
{
    static const char document[] =
        "\xEF\xBB\xBF<?xml version='1.0' encoding='windows-1252'?><r a='1'a='x'\n&/></r>";
    struct last_fact last;
    struct scan *scan = new_fact_scan(&last);
    for (size_t k = 0; k < sizeof chunks / sizeof *chunks; k++) {
        last = (struct last_fact){0};
        scan_reset(scan);
        ck_assert(!feed(scan, document, sizeof document - 1, chunks[k]));
        ck_assert_uint_eq(last.facts, 1);
        const struct place *start = &last.fact.at.start;
        ck_assert_msg(start->line == 1 && start->column == 54 && start->byte == 56,
                      "chunks of %zu: %u:%u", chunks[k], start->line, start->column);
    }
    scan_free(scan);
}
END_TEST

/* Wherever a document ends, was <provision> to be its root? */
static const struct {
    struct text document;
    bool announced;
} announcing[] = {
#define ROW(document, is_announced)                   \
    {                                                 \
        {document, sizeof document - 1}, is_announced \
    }
    ROW("<!-- x --><provision key='1'", true),
    ROW("<<provision", true),
    ROW("x<provision/>", true),
    ROW("<provisio<provision/>", true),
    ROW("<Provision", false),
    ROW("<provisio", false),
    ROW("<provisions/><provision/>", false),
    ROW("<r/><provision/>", false),
    ROW("<1/><provision/>", true),
    ROW("</r><provision/>", true),
    ROW("<\xC3\xA4><provision/>", false),
    ROW("<<<<<<< a\n<provision/>", true),
    ROW("<p:provision/>", false),
    ROW("", false),
    ROW("provision", false),
    /* All that may come before. */
    ROW("<?xml version='2.0'?><provision/>", true),
    ROW("<?xml version='1.0' encoding='no-such'?><provision/>", true),
    ROW("<?x <r>?><provision &/>", true),
    ROW("<!-- <r> -> \" --><provision &/>", true),
    ROW("<!--><r>--><provision &/>", true),
    ROW("<!---><r>--><provision &/>", true),
    ROW("<?><r>?><provision &/>", true),
    ROW("<!DOCTYPE r><provision &/>", true),
    ROW("<!DOCTYPE r SYSTEM \"<r>'\"><provision &/>", true),
    ROW("<!DOCTYPE r [<!ENTITY a 'b'>]><provision/>", true),
    ROW("<!DOCTYPE r [<!ENTITY a '<r>'><!-- ' --><?x '?><!ENTITY % b \"'\"> %b;]><provision/>",
        true),
    ROW("<!DOCTYPE r [<!ENTITY a 'b'>]><r><provision/>", false),
    /* What a DOCTYPE names. */
    ROW("<!DOCTYPE provision [<!ENTITY a 'b'>", true),
    ROW("<!DOCTYPE provision", true),
    ROW("<!DOCTYPE provisions", false),
    ROW("<!DOCTYPE r provision", false),
    ROW("<!DOCTYPE Provision [<!ENTITY a 'b'>]>", false),
    /* What isn't closed. */
    ROW("<!-- <provision/>", true),
    ROW("<!-- <provision/> --><r &", false),
    ROW("<!DOCTYPE r [<!ENTITY a 'b'><!x \">]><provision/>", true),
    ROW("<!DOCTYPE r [<!ENTITY a 'b'><!x \">]><provision/>\"<r/>", false),
    ROW("<?x <provision/>", true),
    /* In other encodings. */
    ROW("\xFF\xFE<\0p\0r\0o\0v\0i\0s\0i\0o\0n\0/\0", true),
    ROW("<\0p\0r\0o\0v\0i\0s\0i\0o\0n\0", true),
    ROW("\xFF\xFE\0\0<\0\0\0p\0\0\0r\0\0\0o\0\0\0v\0\0\0i\0\0\0s\0\0\0i\0\0\0o\0\0\0n\0\0\0>\0\0\0",
        true),
    ROW("\0\0\0<\0\0\0p\0\0\0r\0\0\0o\0\0\0v\0\0\0i\0\0\0s\0\0\0i\0\0\0o\0\0\0n\0\0\0>", true),
#undef ROW
};

static struct scan *new_root_scan(struct last_fact *last)
{
    static const char *const roots[] = {"provision", NULL};
    const struct scan_handler handler = {.context = last,
                                         .start = take_start,
                                         .end = take_nothing,
                                         .text = take_text,
                                         .comment = take_comment,
                                         .xml = take_fact,
                                         .roots = roots};
    return scan_new(&handler, &scan_key);
}

START_TEST(announces)
{
    struct last_fact last = {0};
    struct scan *scan = new_root_scan(&last);
    for (size_t k = 0; k < sizeof chunks / sizeof *chunks; k++) {
        scan_reset(scan);
        feed(scan, announcing[_i].document.bytes, announcing[_i].document.length, chunks[k]);
        ck_assert_msg(scan_announces_root(scan) == announcing[_i].announced, "%s, chunks of %zu",
                      announcing[_i].document.bytes, chunks[k]);
    }
    scan_free(scan);
}
END_TEST

/* However far the root is from where the document ended, and no further. */
START_TEST(announces_far)
{
    static const char *const roots[] = {"<provision/>", "<r><provision/></r>"};
    static const char front[] = "<!DOCTYPE r [<!ENTITY a 'b'>]>";
    static char document[4 * SCAN_CHUNK];
    size_t end = strlen(front);
    struct last_fact last = {0};
    struct scan *scan = new_root_scan(&last);
    memcpy(document, front, end);
    memset(document + end, ' ', sizeof document - end);
    memcpy(document + 3 * SCAN_CHUNK - 4, roots[_i], strlen(roots[_i]));
    scan_reset(scan);
    for (size_t at = 0; at < sizeof document; at += SCAN_CHUNK) {
        memcpy(scan_buffer(scan, SCAN_CHUNK), document + at, SCAN_CHUNK);
        bool goes_on = scan_parse(scan, SCAN_CHUNK, false);
        ck_assert_int_eq(goes_on, at < 3 * SCAN_CHUNK);
    }
    ck_assert_uint_eq(last.facts, 1);
    ck_assert_int_eq(scan_announces_root(scan), _i == 0);
    scan_free(scan);
}
END_TEST

/* One scan after another document, whatever became of it, tells what a new one tells. */
START_TEST(reset)
{
    struct listener listener;
    struct listener other;
    struct scan *used = new_scan(&listener);
    for (int i = 0; i < DOCUMENTS * (int)FORMS; i++) {
        const struct form *form = &forms[i % (int)FORMS];
        struct bytes document = make_document(documents[i / (int)FORMS], form, "\r\n");
        struct text text = bytes_text(document);
        struct scan *fresh = new_scan(&other);
        bool complete;
        /* It's left in the midst of another one. */
        listener = (struct listener){used, text, form->iconv, tmpfile(), 0, false};
        size_t part = document.length / 4 * 2;
        scan_reset(used);
        memcpy(scan_buffer(used, part), document.bytes, part);
        ck_assert(scan_parse(used, part, false));
        fclose(listener.log);
        char *log = listen(used, &listener, text, form->iconv, 0, &complete);
        char *expected = listen(fresh, &other, text, form->iconv, 0, &complete);
        expect_same(expected, log, "after another document");
        free(log);
        free(expected);
        scan_free(fresh);
        bytes_free(document);
    }
    scan_free(used);
}
END_TEST

Suite *suite_scan(void)
{
    Suite *suite = suite_create("scan");
    TCase *tests = tcase_create("places");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, ranges, 0, DOCUMENTS);
    ADD_ROWS(tests, ending, endings);
    ADD_ROWS(tests, odd_ending, odd_endings);
    tcase_add_test(tests, wrong_encodings);
    tcase_add_test(tests, mark_and_other_encoding);
    ADD_ROWS(tests, announces, announcing);
    tcase_add_loop_test(tests, announces_far, 0, 2);
    tcase_add_test(tests, reset);
    suite_add_tcase(suite, tests);
    return suite;
}
