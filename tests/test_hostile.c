/* SPDX-License-Identifier: MIT */
/*
 * Hostile documents: at every limit and one beyond it, endless tokens (how much is read, how much
 * memory it takes), every prefix of a document and thousands of damaged ones, which must give the
 * same findings in every chunking.
 */
#include "exact.h"
#include "oracle.h"
#include "thorough.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

Suite *suite_hostile(void);

#define MEBIBYTE (1024 * 1024)

/* Counts what a document gives: no places are asked for, so that big ones are quick. */
struct counter {
    struct scan *scan;
    size_t starts;
    size_t ends;
    size_t texts;
    size_t facts;
    struct xml_fact fact; /* the last one */
};

static void on_start(void *context, const struct scan_start *start)
{
    struct counter *counter = context;
    counter->starts++;
    scan_count_name(counter->scan, start->name);
    for (size_t i = 0; start->attributes[i]; i += 2)
        scan_count_name(counter->scan, start->attributes[i]);
}

static void on_end(void *context)
{
    ((struct counter *)context)->ends++;
}

static void on_text(void *context, struct range first)
{
    (void)first;
    ((struct counter *)context)->texts++;
}

static void on_comment(void *context, struct text text)
{
    (void)context;
    (void)text;
}

static void on_xml(void *context, const struct xml_fact *fact)
{
    struct counter *counter = context;
    counter->facts++;
    counter->fact = *fact;
}

static void counter_begin(struct counter *counter)
{
    static const struct hash_key key = {{1, 2}};
    const struct scan_handler handler = {.context = counter,
                                         .start = on_start,
                                         .end = on_end,
                                         .text = on_text,
                                         .comment = on_comment,
                                         .xml = on_xml};
    *counter = (struct counter){.scan = scan_new(&handler, &key)};
}

static void counter_reset(struct counter *counter)
{
    *counter = (struct counter){.scan = counter->scan};
    scan_reset(counter->scan);
}

/* ---- Limits ---- */

static struct bytes nested(size_t depth)
{
    struct bytes out = {NULL, 0};
    FILE *stream = open_memstream(&out.bytes, &out.length);
    for (size_t i = 0; i < depth; i++)
        fprintf(stream, "<e%zu>\n", i + 1);
    for (size_t i = depth; i > 0; i--)
        fprintf(stream, "</e%zu>\n", i);
    fclose(stream);
    return out;
}

static struct bytes with_attributes(size_t plain, size_t namespaces)
{
    struct bytes out = {NULL, 0};
    FILE *stream = open_memstream(&out.bytes, &out.length);
    fputs("<r>\n<s", stream);
    for (size_t i = 0; i < namespaces; i++)
        fprintf(stream, " xmlns:n%zu='u%zu'", i, i);
    for (size_t i = 0; i < plain; i++)
        fprintf(stream, "%sa%zu=''", i % 10 ? " " : "\n", i);
    fputs("/></r>", stream);
    fclose(stream);
    return out;
}

/* A tag of exactly that many bytes in `encoding`, behind some others. */
static struct bytes with_tag(size_t length, size_t before, const char *encoding)
{
    size_t unit = strncmp(encoding, "UTF-16", 6) == 0 ? 2 : 1;
    size_t characters = length / unit;
    char *text = malloc(before + characters + 64);
    ck_assert_ptr_nonnull(text);
    char *at = text + sprintf(text, "<r>%*s", (int)before, "");
    char *tag = at;
    at += sprintf(at, "<long a=\"");
    memset(at, 'x', characters);
    at = tag + characters - 3;
    strcpy(at, "\"/></r>");
    struct bytes out = bytes_convert(text, encoding, "");
    free(text);
    return out;
}

static const size_t chunks[] = {0, SCAN_CHUNK, 1, 2, 3, 7};

/* `token`: what the fact points at; NULL: there's none, the document is fine. */
static void check_limit(struct bytes document, const char *encoding, size_t smallest,
                        enum xml_kind kind, const char *token)
{
    struct text text = {document.bytes, document.length};
    struct counter counter;
    counter_begin(&counter);
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        if (chunks[i] && chunks[i] < smallest)
            continue;
        counter_reset(&counter);
        bool complete = feed(counter.scan, text.bytes, text.length, chunks[i]);
        ck_assert_msg(complete == !token && counter.facts == (token ? 1 : 0),
                      "chunks of %zu: %zu facts, kind %d", chunks[i], counter.facts,
                      counter.fact.kind);
        if (!token) {
            ck_assert_uint_eq(counter.starts, counter.ends);
            continue;
        }
        ck_assert_int_eq(counter.fact.kind, kind);
        oracle_check(text, encoding, &counter.fact.at, token);
        char *slice = oracle_slice(text, encoding, &counter.fact.at);
        ck_assert_msg(strcmp(slice, token) == 0, "chunks of %zu: `%s`, not `%s`", chunks[i], slice,
                      token);
        free(slice);
    }
    scan_free(counter.scan);
    bytes_free(document);
}

START_TEST(depth)
{
    check_limit(nested(SCAN_DEPTH_LIMIT), "UTF-8", 1, XML_TOO_DEEP, NULL);
    check_limit(nested(SCAN_DEPTH_LIMIT + 1), "UTF-8", 1, XML_TOO_DEEP, "e257");
    check_limit(nested(5000), "UTF-8", 1, XML_TOO_DEEP, "e257");
}
END_TEST

/* Siblings don't add up. */
START_TEST(depth_of_siblings)
{
    struct bytes document = {NULL, 0};
    FILE *stream = open_memstream(&document.bytes, &document.length);
    fputs("<r>", stream);
    for (int i = 0; i < 1000; i++)
        fputs("<s><t/><t></t></s>", stream);
    fputs("</r>", stream);
    fclose(stream);
    check_limit(document, "UTF-8", 1, XML_TOO_DEEP, NULL);
}
END_TEST

START_TEST(attributes)
{
    const enum xml_kind kind = XML_TOO_MANY_ATTRIBUTES;
    check_limit(with_attributes(SCAN_ATTRIBUTE_LIMIT, 0), "UTF-8", 1, kind, NULL);
    check_limit(with_attributes(SCAN_ATTRIBUTE_LIMIT + 1, 0), "UTF-8", 1, kind, "a1000");
    check_limit(with_attributes(SCAN_ATTRIBUTE_LIMIT - 7, 7), "UTF-8", 1, kind, NULL);
    check_limit(with_attributes(SCAN_ATTRIBUTE_LIMIT - 7, 8), "UTF-8", 1, kind, "a992");
    check_limit(with_attributes(0, SCAN_ATTRIBUTE_LIMIT), "UTF-8", 1, kind, NULL);
    check_limit(with_attributes(0, SCAN_ATTRIBUTE_LIMIT + 1), "UTF-8", 1, kind, "xmlns:n1000");
    check_limit(with_attributes(1, SCAN_ATTRIBUTE_LIMIT), "UTF-8", 1, kind, "a0");
    check_limit(with_attributes(20000, 0), "UTF-8", 1000, kind, "a1000");
}
END_TEST

/* Attributes in a namespace with a name that long. */
static struct bytes with_namespace(size_t length)
{
    char *name = calloc(1, length + 1);
    ck_assert_ptr_nonnull(name);
    memset(name, 'u', length);
    struct bytes out = {NULL, 0};
    FILE *stream = open_memstream(&out.bytes, &out.length);
    fprintf(stream, "<r>\n<s xmlns='u' xmlns:p='%s'>", name);
    for (int i = 0; i < 1000; i++)
        fprintf(stream, "<t p:a%d=''/>", i);
    fputs("</s></r>", stream);
    fclose(stream);
    free(name);
    return out;
}

/* A namespace's name is copied for each name that is in it. */
START_TEST(namespaces)
{
    const enum xml_kind kind = XML_NAMESPACE_TOO_LONG;
    check_limit(with_namespace(SCAN_NAMESPACE_LIMIT), "UTF-8", 1, kind, NULL);
    check_limit(with_namespace(SCAN_NAMESPACE_LIMIT + 1), "UTF-8", 1, kind, "xmlns:p");
    check_limit(with_namespace(MEBIBYTE / 2), "UTF-8", 1000, kind, "xmlns:p");
}
END_TEST

static struct bytes with_declared(size_t count)
{
    struct bytes out = {NULL, 0};
    FILE *stream = open_memstream(&out.bytes, &out.length);
    fputs("<!DOCTYPE r [<!ATTLIST r", stream);
    for (size_t i = 1; i < count; i++)
        fprintf(stream, " a%zu CDATA #IMPLIED", i);
    fputs("><!ATTLIST r last CDATA 'value'>]><r/>", stream);
    fclose(stream);
    return out;
}

/* Attributes that a DTD declares: each element is given them, or asked for them. */
START_TEST(declared)
{
    const enum xml_kind kind = XML_TOO_MANY_DECLARED;
    check_limit(with_declared(SCAN_ATTRIBUTE_LIMIT + 1), "UTF-8", 1, kind, "'");
    struct bytes document = with_declared(SCAN_ATTRIBUTE_LIMIT);
    struct counter counter;
    counter_begin(&counter);
    counter_reset(&counter);
    ck_assert(feed(counter.scan, document.bytes, document.length, 0));
    ck_assert(counter.facts == 1 && counter.fact.kind == XML_DOCTYPE);
    scan_free(counter.scan);
    bytes_free(document);
}
END_TEST

/* A tag's size, wherever it starts in a chunk. */
START_TEST(tag_size)
{
    static const size_t before[] = {0, 1, 100, SCAN_CHUNK - 12, SCAN_CHUNK - 3, SCAN_CHUNK, 100000};
    static const char *const encodings[] = {"UTF-8", "UTF-16LE"};
    const char *encoding = encodings[_i % 2];
    size_t offset = before[_i / 2];
    const enum xml_kind kind = XML_TAG_TOO_LONG;
    size_t unit = _i % 2 ? 2 : 1;
    check_limit(with_tag(MEBIBYTE, offset, encoding), encoding, SCAN_CHUNK, kind, NULL);
    check_limit(with_tag(MEBIBYTE - unit, offset, encoding), encoding, SCAN_CHUNK, kind, NULL);
    check_limit(with_tag(MEBIBYTE + unit, offset, encoding), encoding, SCAN_CHUNK, kind, "<");
}
END_TEST

/* Other tokens of exactly the limit, and of one byte more, in whole chunks and at once. */
static const struct {
    const char *front;
    const char *end;
    const char *behind;
} tokens[] = {
    {"<r><!--", "-->", "</r>"},   {"<!--", "-->", "<r/>"},
    {"<r/><!--", "-->", ""},      {"<r><?p ", "?>", "</r>"},
    {"<?p ", "?>", "<r/>"},       {"<r></r", ">", ""},
    {"<!DOCTYPE r", ">", "<r/>"}, {"<!DOCTYPE r [<!--", "-->]>", "<r/>"},
};

static struct bytes with_token(int row, size_t length)
{
    const char *front = tokens[row].front, *end = tokens[row].end, *behind = tokens[row].behind;
    size_t start = (size_t)(strchr(front, '!') || strchr(front, '?') ? 0 : 3);
    for (const char *at = strchr(front + 1, '<'); at && strncmp(front, "<!D", 3) != 0;
         at = strchr(at + 1, '<'))
        start = (size_t)(at - front);
    struct bytes out = {malloc(length + 64), 0};
    memset(out.bytes, ' ', length + 64);
    memcpy(out.bytes, front, strlen(front));
    memcpy(out.bytes + start + length - strlen(end), end, strlen(end));
    memcpy(out.bytes + start + length, behind, strlen(behind));
    out.length = start + length + strlen(behind);
    return out;
}

START_TEST(token_size)
{
    struct counter counter;
    counter_begin(&counter);
    for (size_t k = 0; k < 4; k++) {
        size_t length = SCAN_TOKEN_LIMIT + k % 2;
        struct bytes document = with_token(_i, length);
        counter_reset(&counter);
        bool complete = feed(counter.scan, document.bytes, document.length, k / 2 ? SCAN_CHUNK : 0);
        ck_assert_msg(complete == !(k % 2), "%s, %zu bytes, %s: kind %d", tokens[_i].front, length,
                      k / 2 ? "in chunks" : "at once", counter.fact.kind);
        if (k % 2)
            ck_assert_int_eq(counter.fact.kind, XML_TAG_TOO_LONG);
        bytes_free(document);
    }
    scan_free(counter.scan);
}
END_TEST

/* ---- Endless tokens ---- */

static const struct endless {
    const char *head;
    char filler;
    bool is_stopped;
} endless[] = {
    {"<r a=\"", 'x', true},
    {"<r a='", '\n', true},
    {"<r a='", '&', true}, /* malformed at once */
    {"<r", 'r', true},
    {"<r ", ' ', true},
    {"<r a", ' ', true},
    {"<r>&", 'x', true},
    {"<r></", 'x', true},
    {"<r></r", ' ', true},
    {"<r><!--", 'x', true},
    {"<r><!--", '\n', true},
    {"<!--", ' ', true},
    {"<r><?p ", 'x', true},
    {"<?xml ", ' ', true},
    {"<?", 'x', true},
    {"<!DOCTYPE r SYSTEM \"", 'x', true},
    {"<!DOCTYPE ", 'x', true},
    {"<!DOCTYPE r [<!ENTITY a \"", 'x', true},
    {"<!DOCTYPE r [<!ATTLIST r a CDATA '", 'x', true},
    {"<!DOCTYPE r [<!--", '-', true}, /* malformed at once */
    {"<r/><!--", 'x', true},
    {"<r/><?p ", 'x', true},
    {"x", 'x', true}, /* malformed at once */
    {"<", '<', true}, /* malformed at once */
    {"", '\0', true}, /* malformed, or a UTF-16 that never begins */
    {"<r>", 'x', false},
    {"<r>", '\n', false},
    {"<r>", ']', false},
    {"<r><![CDATA[", 'x', false},
    {"<r><![CDATA[", ']', false},
    {"<r>\xC3\xA4", ' ', false},
    {"", ' ', false},
    {"\n", '\n', false},
    {"<!DOCTYPE r [", ' ', true},
    {"<r/>", ' ', false},
};

struct ending {
    size_t fed; /* bytes until it stopped */
    long grown; /* KiB of resident memory */
    size_t facts;
};

static struct ending read_endlessly(const struct endless *row, size_t limit)
{
    struct rusage before;
    struct rusage after;
    struct counter counter;
    struct ending outcome = {0};
    counter_begin(&counter);
    getrusage(RUSAGE_SELF, &before);
    bool goes_on = true;
    while (goes_on && outcome.fed < limit) {
        char *buffer = scan_buffer(counter.scan, SCAN_CHUNK);
        memset(buffer, row->filler, SCAN_CHUNK);
        if (!outcome.fed)
            memcpy(buffer, row->head, strlen(row->head));
        outcome.fed += SCAN_CHUNK;
        goes_on = scan_parse(counter.scan, SCAN_CHUNK, false);
    }
    getrusage(RUSAGE_SELF, &after);
    outcome.grown = after.ru_maxrss - before.ru_maxrss;
    outcome.facts = counter.facts;
    scan_free(counter.scan);
    return outcome;
}

START_TEST(endless_token)
{
    const struct endless *row = &endless[_i];
    size_t most = (size_t)thorough(64, 8) * MEBIBYTE;
    struct ending outcome = read_endlessly(row, most);
    if (row->is_stopped) {
        /* Twice the limit, and what comes after it: see feed.h. */
        ck_assert_msg(outcome.fed <= 2 * MEBIBYTE + SCAN_CHUNK, "`%s`: %zu bytes were read",
                      row->head, outcome.fed);
        ck_assert_uint_eq(outcome.facts, 1);
    } else {
        ck_assert_msg(outcome.fed == most, "`%s`: stopped after %zu bytes", row->head, outcome.fed);
        ck_assert_uint_eq(outcome.facts, 0);
    }
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
    ck_assert_msg(outcome.grown < 8 * 1024, "`%s`: %ld KiB", row->head, outcome.grown);
#endif
}
END_TEST

/* Different names without an end: expat keeps them all. */
START_TEST(endless_names)
{
    struct counter counter;
    counter_begin(&counter);
    counter_reset(&counter);
    bool goes_on = true;
    for (unsigned number = 0; goes_on && number < 3000000;) {
        char *buffer = scan_buffer(counter.scan, SCAN_CHUNK);
        size_t length = number ? 0 : (size_t)sprintf(buffer, "<r>");
        while (length + 32 < SCAN_CHUNK)
            length += (size_t)sprintf(buffer + length, "<e%x a%x=''/>", number, number), number++;
        goes_on = scan_parse(counter.scan, length, false);
    }
    ck_assert(!goes_on);
    ck_assert_int_eq(counter.fact.kind, XML_TOO_MANY_NAMES);
    scan_free(counter.scan);
}
END_TEST

/* ---- Damage ---- */

static const char *const sound[] = {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- siplint disable=basic-auth: tested -->\r\n"
    "<provision key=\"{1}\" name='\xC3\x84 &amp; B'>\r\n\t<user uri=\"sip:ann@contoso.net\"\r\n"
    "\t\tallowedauth=\"basic, kerberos logoncrud\" password=\"a&lt;b\"/>\r\n"
    "\t<sipsrv addr='sip.contoso.net:5060' protocol='tls' role='proxy'>\r\n"
    "\t\t<session party=\"first\" type=\"pc2pc\"/><session party='frist' type=\"im\"/>\r\n"
    "\t</sipsrv>\r\n\t<client name='x' banner=\"2\"><data><any>1</any></data></client>\r\n"
    "</provision>\r\n",
    "<!DOCTYPE provision>\n<provision key='' xmlns:x='urn:x' x:y='1'><sipsrv auth='basic' "
    "addr='[::1' protocol='UDP'/>\n<sipsrv auth='digest' addr='10.0.0.1' protocol=\"TCP\" "
    "role=\"registrar\"/><User/><user/>text&#32;&#x41;<![CDATA[x]]>\n<?pi?>"
    "<accesscontrol domain='contoso.net'/><policy/></provision>",
    "<provision key='1' name='2'><sipsrv addr='a b' role='none' protocol='tsl'><x/></sipsrv>"
    "<!-- siplint disable=missing-role,no-such: x --><sipsrv addr='x:0' protocol='udp'/>"
    "<user allowedauth='ntlm' uri='sip:ann:secret@x'/></provision>\n",
    "<voip-provision>\r\n<!-- siplint disable=plaintext-password: tested -->\r\n"
    "<set name=\"SIPSettings\" value=\"\r\n&lt;provision key='k' name=&quot;A &amp;amp; B&quot;>"
    "&#60;user password='a&amp;lt;b' uri='sip:ann@x'/&gt;\r\n&lt;sipsrv addr='h' role='proxy'/>\t"
    "&lt;/provision&gt;\"/><set name='VoicemailNumber' value='1'/><delete name='DialPlan'/>"
    "<set value='&lt;provision key=\"k\"/>' name='BackupSIPsettings'/></voip-provision>\n",
    "<wap-provisioningdoc><characteristic type='VoIP'><parm name='SIPSettings' "
    "value=\"&#x0003c;!-- "
    "siplint disable=missing-user: x --&gt;&lt;provision>&lt;sipsrv "
    "addr='\xC3\x84'/>&lt;/provision>"
    "\"/><parm name='SIPSettings' value='XXXX'/></characteristic><characteristic type='X'>"
    "<parm name='a'/></characteristic></wap-provisioningdoc>",
};
#define SOUND (int)(sizeof sound / sizeof *sound)

static const char *const encodings[] = {"UTF-8", "UTF-16LE", "UTF-16BE"};

struct damage {
    struct lab lab;
    struct engine *engine;
    struct findings findings;
    uint64_t seed;
};

static void damage_begin(struct damage *damage, uint64_t seed)
{
    *damage = (struct damage){.seed = seed};
    lab_init(&damage->lab);
    damage->engine = engine_new(&damage->lab.judgement);
}

static void damage_end(struct damage *damage)
{
    engine_free(damage->engine);
    findings_free(&damage->findings);
}

/* The same findings in every chunking. */
static void try(struct damage *damage, struct text document)
{
    static const size_t sizes[] = {0, 1, 2, 3, 7, 64};
    struct text exact = exact_copy(document);
    char *first = NULL;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        lint_bytes(damage->engine, exact, sizes[i], &damage->findings);
        char *text = findings_as_text(&damage->findings);
        if (first && strcmp(first, text) != 0) {
            char room[1024];
            ck_abort_msg("chunks of %zu:\n%.1500s--- and at once:\n%.1500s--- of %s", sizes[i],
                         text, first, printable(document, room, sizeof room));
        }
        if (first)
            free(text);
        else
            first = text;
    }
    free(first);
    exact_free(exact);
}

/* The number of tests' rows is documents times encodings. */
static struct bytes damaged_document(int row)
{
    const char *encoding = encodings[row % 3];
    struct bytes text =
        row % 3 ? bytes_replace(sound[row / 3], "UTF-8", "UTF-16") : bytes_of(sound[row / 3]);
    struct bytes document = bytes_convert(text.bytes, encoding, "");
    bytes_free(text);
    return document;
}

START_TEST(prefixes)
{
    struct damage damage;
    damage_begin(&damage, 1);
    struct bytes document = damaged_document(_i);
    size_t step = (size_t)thorough(1, 3);
    for (size_t length = (size_t)_i % step; length <= document.length; length += step)
        try(&damage, (struct text){document.bytes, length});
    bytes_free(document);
    damage_end(&damage);
}
END_TEST

static void harm(struct damage *damage, struct bytes *document)
{
    static const char signs[] = "<>&\"'=/!-[]?;: \n\r\0\xC3\xFF\xEF";
    size_t at = random_under(&damage->seed, document->length);
    switch (random_under(&damage->seed, 4)) {
    case 0: /* another bit */
        document->bytes[at] = (char)(document->bytes[at] ^ 1 << random_under(&damage->seed, 8));
        break;
    case 1: /* another byte */
        document->bytes[at] = signs[random_under(&damage->seed, sizeof signs - 1)];
        break;
    case 2: /* one less */
        memmove(document->bytes + at, document->bytes + at + 1, --document->length - at);
        break;
    default: /* what stands elsewhere as well */
        memmove(document->bytes + at,
                document->bytes + random_under(&damage->seed, document->length - 8),
                document->length - at < 8 ? document->length - at : 8);
    }
}

START_TEST(flips)
{
    struct damage damage;
    damage_begin(&damage, 0xD1B54A32D192ED03u + (uint64_t)_i);
    struct bytes document = damaged_document(_i);
    for (int round = 0; round < 2000 / (3 * SOUND) + 1; round++) {
        struct bytes copy = bytes_copy(document.bytes, document.length);
        for (size_t harms = 1 + random_under(&damage.seed, 4); harms > 0; harms--)
            harm(&damage, &copy);
        try(&damage, bytes_text(copy));
        bytes_free(copy);
    }
    bytes_free(document);
    damage_end(&damage);
}
END_TEST

/* Bytes without any sense: it's said so, in whatever words. */
START_TEST(noise)
{
    static const size_t sizes[] = {0, 1, 2, 7};
    struct damage damage;
    damage_begin(&damage, 0x2545F4914F6CDD1Du);
    for (int round = 0; round < 2000; round++) {
        char bytes[64];
        size_t length = random_under(&damage.seed, sizeof bytes);
        for (size_t i = 0; i < length; i++)
            bytes[i] = (char)random_under(&damage.seed, 256);
        struct text exact = exact_copy((struct text){bytes, length});
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            lint_bytes(damage.engine, exact, sizes[i], &damage.findings);
            const struct finding *finding = damage.findings.items;
            ck_assert_uint_ge(damage.findings.count, 1);
            ck_assert_int_eq(finding->rule, RULE_xml_malformed);
            ck_assert_uint_le(finding->at.start.byte, length);
            ck_assert_uint_ge(finding->at.end.byte, finding->at.start.byte);
        }
        exact_free(exact);
    }
    damage_end(&damage);
}
END_TEST

/* Declarations that are long, so that expat hands them out in pieces; %s is what makes them so. */
static const char *const subsets[] = {
    "[<?p %s?><!ENTITY e 'x'>]",
    "[<?p %s<!x?><!ENTITY e 'x'>]",
    "[<!--%s--><!ENTITY e 'x'>]",
    "SYSTEM 'a%s<!x' [<!ENTITY e 'x'>]",
    "PUBLIC '%s' 'a[<' [<!ENTITY e 'x'>]",
    "[<!ENTITY e '%s<!x>'>]",
    "[<!ENTITY e '%s><!ENTITY'>]",
    "[<!ENTITY e SYSTEM '%s<!x>'>]",
    "[<!ENTITY %% e '%s]><!x'>]",
    "[<!ATTLIST r a CDATA '%s>'><!ENTITY e 'x'>]",
    "[<!NOTATION n SYSTEM '%s]'><!ENTITY e 'x'>]",
    "[<!ELEMENT %s (#PCDATA)><!ENTITY e 'x'>]",
};

static const struct {
    const char *name;
    const char *mark;
    const char *declaration;
} doctype_encodings[] = {
    {"UTF-8", "", ""},
    {"ISO-8859-1", "", "<?xml version='1.0' encoding='ISO-8859-1'?>"},
    {"UTF-16LE", "\xFF\xFE", ""},
};

/* An entity's declaration is found, and ends the document, whatever comes before or stands in it.
 */
START_TEST(hidden_entity)
{
    struct damage damage;
    damage_begin(&damage, 1);
    for (size_t row = 0; row < sizeof subsets / sizeof *subsets; row++) {
        /* Around a piece, and two. */
        for (size_t length = 990; length < 2070; length = length == 1040 ? 2020 : length + 1) {
            char filling[2100], subset[2200], document[2400];
            memset(filling, 'a', length);
            filling[length] = '\0';
            snprintf(subset, sizeof subset, subsets[row], filling);
            snprintf(document, sizeof document,
                     "%s<!DOCTYPE r %s><provision key='k' name='n'>&e;</provision>",
                     doctype_encodings[_i].declaration, subset);
            struct bytes bytes =
                bytes_convert(document, doctype_encodings[_i].name, doctype_encodings[_i].mark);
            lint_bytes(damage.engine, bytes_text(bytes), 0, &damage.findings);
            const struct finding *last = &damage.findings.items[damage.findings.count - 1];
            ck_assert_msg(damage.findings.count && last->rule == RULE_xml_entity,
                          "%s, %zu bytes, in %s", subsets[row], length, doctype_encodings[_i].name);
            bytes_free(bytes);
        }
    }
    damage_end(&damage);
}
END_TEST

/* A tag that's too long is no better for being like one before. */
START_TEST(long_address)
{
    struct damage damage;
    char *zeros = malloc(SCAN_TOKEN_LIMIT + 1), *document = NULL;
    size_t size;
    FILE *out = open_memstream(&document, &size);
    memset(zeros, '0', SCAN_TOKEN_LIMIT);
    zeros[SCAN_TOKEN_LIMIT] = '\0';
    fputs("<provision key='k' name='n'>", out);
    for (int i = 0; i < 3; i++)
        fprintf(out, "<sipsrv addr='a%d.contoso.net:%s5071' protocol='TLS' role='proxy'/>", i,
                i == 2 ? zeros : "");
    fputs("</provision>", out);
    fclose(out);
    damage_begin(&damage, 1);
    lint_bytes(damage.engine, (struct text){document, size}, 0, &damage.findings);
    ck_assert(has_rule(&damage.findings, RULE_limit_exceeded));
    damage_end(&damage);
    free(document);
    free(zeros);
}
END_TEST

/* ---- Growth ---- */

/* What every one of many elements makes siplint look back to, behind a megabyte of filling: looked
 * through anew for each, any of these takes more than the suite's time. */
static const struct {
    const char *silenced;
    const char *front;
    const char *filling;
    const char *behind;
    const char *entry; /* %d: its number */
    int count;
    const char *end;
} distant[] = {
    {"basic-without-tls,transport-not-tls,allowedauth-repeated",
     "<provision key='k' name='n'><user allowedauth='", "digest ", "basic'/>",
     "<sipsrv addr='h%d.contoso.net' protocol='TCP' role='proxy'/>", 20000, "</provision>"},
    {"auth-ignored,auth-deprecated", "<provision key='k' name='n'><user ", "a",
     "='' allowedauth='kerberos'/>",
     "<sipsrv addr='h%d.contoso.net' protocol='TLS' role='proxy' auth='digest'/>", 20000,
     "</provision>"},
    {"multiple-registrars", "<provision key='k' name='n'><sipsrv ", "a", "='' role='registrar'/>",
     "<sipsrv addr='h%d.contoso.net' protocol='TLS' role='registrar'/>", 20000, "</provision>"},
    {"xml-namespace", "<p:provision key='k' name='n' ", "a", "='' xmlns:p='urn:x' xmlns:q='urn:x'>",
     "<p:sipsrv addr='h%d.contoso.net' protocol='TLS' role='proxy'><q:session/></p:sipsrv>", 20000,
     "</p:provision>"},
    {"xml-namespace", "<provision key='k' name='n' xmlns:q='urn:x'><sipsrv ", "a",
     "='' xmlns:p='urn:x'>", "<p:session/><q:session><!-- %d --></q:session>", 20000,
     "</sipsrv></provision>"},
};

START_TEST(looking_back)
{
    struct damage damage;
    struct bytes document = {NULL, 0};
    FILE *out = open_memstream(&document.bytes, &document.length);
    fprintf(out, "<!-- siplint disable=%s,proxy-without-session: tested -->%s",
            distant[_i].silenced, distant[_i].front);
    for (size_t size = 0; size < (size_t)thorough(1000000, 300000);
         size += strlen(distant[_i].filling))
        fputs(distant[_i].filling, out);
    fputs(distant[_i].behind, out);
    for (int i = 0; i < distant[_i].count; i++) {
        char entry[256];
        snprintf(entry, sizeof entry, distant[_i].entry, i);
        fputs(entry, out);
    }
    fputs(distant[_i].end, out);
    fclose(out);
    damage_begin(&damage, 1);
    for (size_t chunk = (size_t)thorough(0, SCAN_CHUNK); chunk <= SCAN_CHUNK; chunk += SCAN_CHUNK) {
        lint_bytes(damage.engine, bytes_text(document), chunk, &damage.findings);
        ck_assert(!has_rule(&damage.findings, RULE_xml_malformed));
        ck_assert(!has_rule(&damage.findings, RULE_limit_exceeded));
    }
    damage_end(&damage);
    bytes_free(document);
}
END_TEST

Suite *suite_hostile(void)
{
    Suite *suite = suite_create("hostile");
    TCase *limits = tcase_create("limits");
    tcase_set_timeout(limits, 60);
    tcase_add_test(limits, depth);
    tcase_add_test(limits, depth_of_siblings);
    tcase_add_test(limits, attributes);
    tcase_add_test(limits, namespaces);
    tcase_add_test(limits, declared);
    tcase_add_loop_test(limits, tag_size, 0, 14);
    ADD_ROWS(limits, token_size, tokens);
    ADD_ROWS(limits, endless_token, endless);
    tcase_add_test(limits, endless_names);
    tcase_add_test(limits, long_address);
    ADD_ROWS(limits, hidden_entity, doctype_encodings);
    suite_add_tcase(suite, limits);
    TCase *damage = tcase_create("damage");
    tcase_set_timeout(damage, 60);
    tcase_add_loop_test(damage, prefixes, 0, 3 * SOUND);
    tcase_add_loop_test(damage, flips, 0, 3 * SOUND);
    tcase_add_test(damage, noise);
    suite_add_tcase(suite, damage);
    TCase *growth = tcase_create("growth");
    tcase_set_timeout(growth, 15);
    ADD_ROWS(growth, looking_back, distant);
    suite_add_tcase(suite, growth);
    return suite;
}
