/* SPDX-License-Identifier: MIT */
/*
 * What no report may tell, in any format: a secret, or how long it is. A canary stands in each of
 * the places that canary.h knows, in whole documents and in damaged ones.
 */
#include "canary.h"
#include "capture.h"
#include "exact.h"
#include "report/formats.h"
#include "run/excerpt.h"
#include "support.h"
#include "thorough.h"

Suite *suite_secrets(void);

#define LEAK 4 /* so many characters of it in a row are one */

/* ---- Documents, and all reports on them ---- */

/* Findings of several documents. */
struct batch {
    struct lab lab;
    struct engine *engine;
    struct findings *findings;     /* one of each document, … */
    struct inventory *inventories; /* … and one of these */
    size_t count;
};

static void batch_begin(struct batch *batch, size_t most)
{
    *batch = (struct batch){.findings = calloc(most, sizeof *batch->findings)};
    batch->inventories = calloc(most, sizeof *batch->inventories);
    ck_assert(batch->findings && batch->inventories);
    lab_init(&batch->lab);
    batch->engine = engine_new(&batch->lab.judgement);
}

static void batch_end(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        findings_free(&batch->findings[i]);
        inventory_free(&batch->inventories[i]);
    }
    free(batch->findings);
    free(batch->inventories);
    engine_free(batch->engine);
}

static void batch_add(struct batch *batch, struct bytes document)
{
    struct findings *findings = &batch->findings[batch->count];
    engine_record(batch->engine, &batch->inventories[batch->count++]);
    struct head head = {.bytes = document.bytes, .length = document.length, .is_whole = true};
    lint_bytes(batch->engine, bytes_text(document), 0, findings);
    head.encoding = engine_encoding(batch->engine);
    head.trusted = engine_trusted(batch->engine);
    head.embedded = engine_embedded(batch->engine, &head.embedded_count);
    excerpt_findings(&head, findings);
    bytes_free(document);
}

/* A report on the documents [first, end), to be freed. */
static char *report_on(const struct batch *batch, size_t first, size_t end,
                       const struct format *format)
{
    const struct report_settings settings = {.target = "any",
                                             .suppressions = true,
                                             .with_users = true};
    struct capture capture = capture_begin(false);
    struct report report = {.format = format,
                            .out = capture.out,
                            .policy = &batch->lab.policy,
                            .settings = &settings};
    struct totals totals = {0};
    report_begin(&report);
    for (size_t i = first; i < end; i++) {
        const struct inspection inspection = {.path = "a.xml",
                                              .findings = batch->findings[i],
                                              .inventory = batch->inventories[i]};
        totals_add(&totals, &inspection);
        report_inspection(&report, &inspection);
    }
    report_end(&report, &totals);
    return capture_end(&capture);
}

/* Aborts with what shows part of the secret; the documents are those of the seeds from `seed` on.
 */
static void expect_no_leak(const struct batch *batch, size_t first, size_t end, const char *secret,
                           uint64_t seed, struct bytes (*document_with)(uint64_t seed))
{
    for (size_t i = 0; formats[i]; i++) {
        char *report = report_on(batch, first, end, formats[i]);
        const char *leak = find_part(report, secret, LEAK);
        for (size_t k = first; leak && end - first > 1 && k < end; k++)
            expect_no_leak(batch, k, k + 1, secret, seed + k - first, document_with);
        if (leak)
            ck_abort_msg("%s shows %.100s\nof document %lu: %s", formats[i]->name, leak,
                         (unsigned long)seed, document_with(seed).bytes);
        free(report);
    }
}

/* The element last, and in a line of its own, so that nothing is found behind it; what can only
 * come first comes first. */
static struct bytes document_around(const char *element)
{
    struct bytes document = {NULL, 0};
    FILE *stream = open_memstream(&document.bytes, &document.length);
    bool is_user = strncmp(element, "<user", 5) == 0;
    bool is_first = strncmp(element, "<?xml", 5) == 0 || strncmp(element, "<!D", 3) == 0;
    fprintf(stream, "%s%s\n%s\n%s%s%s\n</provision>\n", is_first ? element : "", HEAD, SERVER,
            is_user ? "" : USER, is_user ? "" : "\n", is_first ? "" : element);
    fclose(stream);
    return document;
}

/* ---- Whole documents ---- */

/* Of letters that no text of a report has in a row. */
static const char *const secrets[] = {CANARY,           "qxvomzuk", "Vujqoz09",
                                      "QXVOMZ",         "vujqoz2",  "qxvomz-vujqoz.zuqov",
                                      "\xC3\xB6qxvo-mz"};

/* The shape with another secret in the canary's place. */
static struct bytes shape_with(size_t number, const char *secret)
{
    struct bytes element = bytes_replace(shapes[number], CANARY, secret);
    struct bytes document = document_around(element.bytes);
    bytes_free(element);
    return document;
}

static struct bytes intact_document(uint64_t seed)
{
    return shape_with((size_t)seed % SHAPES, secrets[seed / SHAPES]);
}

START_TEST(intact)
{
    struct batch batch;
    uint64_t seed = (uint64_t)_i * SHAPES;
    batch_begin(&batch, SHAPES);
    for (size_t i = 0; i < SHAPES; i++)
        batch_add(&batch, intact_document(seed + i));
    expect_no_leak(&batch, 0, SHAPES, secrets[_i], seed, intact_document);
    for (size_t i = 0; i < SHAPES; i++)
        ck_assert_uint_gt(batch.findings[i].count, 0);
    batch_end(&batch);
}
END_TEST

/* ---- Damaged ones ---- */

#define DAMAGED 15000
#define AT_ONCE 500 /* documents in a report */
#define NEAR 24     /* bytes around the secret that are damaged */

/* A byte near the secret left out, put in, or replaced by one that means something. */
static size_t damage(char *bytes, size_t length, uint64_t *seed)
{
    static const char signs[] = "\"'<>/=&!-?[] \n;\\x:@.|%#";
    size_t first = (size_t)(strstr(bytes, CANARY) - bytes);
    size_t from = first > NEAR ? first - NEAR : 0;
    size_t to = first + sizeof CANARY - 1 + NEAR;
    for (size_t slips = 1 + random_under(seed, 3); slips > 0; slips--) {
        if (to > length)
            to = length;
        size_t at = from + random_under(seed, to - from);
        char sign = signs[random_under(seed, sizeof signs - 1)];
        switch (random_under(seed, 3)) {
        case 0:
            memmove(bytes + at, bytes + at + 1, length-- - at);
            break;
        case 1:
            memmove(bytes + at + 1, bytes + at, ++length - at);
            bytes[at] = sign;
            break;
        default:
            bytes[at] = sign;
        }
    }
    return length;
}

static struct bytes damaged_document(uint64_t seed)
{
    struct bytes whole = document_around(shapes[seed % SHAPES]);
    struct bytes document = {malloc(whole.length + 8), 0};
    ck_assert_ptr_nonnull(document.bytes);
    memcpy(document.bytes, whole.bytes, whole.length + 1);
    seed = (seed + 1) * UINT64_C(0x9E3779B97F4A7C15);
    document.length = damage(document.bytes, whole.length, &seed);
    bytes_free(whole);
    return document;
}

START_TEST(damaged)
{
    struct batch batch;
    uint64_t seed = (uint64_t)_i * AT_ONCE;
    batch_begin(&batch, AT_ONCE);
    for (uint64_t i = 0; i < AT_ONCE; i++)
        batch_add(&batch, damaged_document(seed + i));
    expect_no_leak(&batch, 0, AT_ONCE, CANARY, seed, damaged_document);
    batch_end(&batch);
}
END_TEST

/* ---- In carriers ---- */

enum { WAYS = 5 };

/* What a profile's text becomes in a value, in several ways of writing it. */
static void put_in_value(FILE *out, struct bytes text, unsigned way)
{
    static const char *const references[WAYS] = {NULL, NULL, "&#%u;", "&#x00%x;",
                                                 "&#00000000000000000000%u;"};
    static const char signs[] = "&<>\"'";
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        const char *sign = byte ? strchr(signs, byte) : NULL;
        bool may = byte < 0x80 && byte >= ' ' && byte % 5 == 0;
        if (references[way] && (sign || may))
            fprintf(out, references[way], byte);
        else if (sign)
            fputs(names[sign - signs], out);
        else
            fputc(byte, out);
    }
}

/* The profile, after a good one; takes it. */
static struct bytes carry(struct bytes profile, unsigned way)
{
    struct bytes carrier = {NULL, 0};
    FILE *out = open_memstream(&carrier.bytes, &carrier.length);
    struct bytes good = {HEAD USER SERVER TAIL, strlen(HEAD USER SERVER TAIL)};
    fputs("<voip-provision>\n<set name=\"VoicemailSettings\" value=\"", out);
    put_in_value(out, good, way);
    fprintf(out, "\"/>\n<set name=\"SIPSettings\" value=\"%s", way % 2 ? "\n" : "");
    put_in_value(out, profile, way);
    fputs("\"/>\n</voip-provision>\n", out);
    fclose(out);
    bytes_free(profile);
    return carrier;
}

static struct bytes setting_with(size_t number, const char *secret)
{
    struct bytes element = bytes_replace(of_carriers[number], CANARY, secret);
    struct bytes document = {NULL, 0};
    FILE *out = open_memstream(&document.bytes, &document.length);
    fprintf(out, "<voip-provision>\n<set name=\"SIPSetings\" value=\"XXXX\"/>\n%s\n%s",
            element.bytes, "</voip-provision>\n");
    fclose(out);
    bytes_free(element);
    return document;
}

#define CARRIED (SHAPES * WAYS + OF_CARRIERS)

static struct bytes carrier_with(size_t number, const char *secret)
{
    if (number >= SHAPES * WAYS)
        return setting_with(number - SHAPES * WAYS, secret);
    return carry(shape_with(number / WAYS, secret), (unsigned)(number % WAYS));
}

/* Of all, or each third: three secrets in turn take all. */
static struct bytes intact_carrier(uint64_t seed)
{
    size_t step = (size_t)thorough(1, 3);
    size_t secret = seed / CARRIED;
    return carrier_with((seed % CARRIED * step + secret % step) % CARRIED, secrets[secret]);
}

START_TEST(carried)
{
    struct batch batch;
    uint64_t seed = (uint64_t)_i * CARRIED;
    size_t step = (size_t)thorough(1, 3);
    size_t count = (CARRIED + step - 1) / step;
    batch_begin(&batch, count);
    for (size_t i = 0; i < count; i++)
        batch_add(&batch, intact_carrier(seed + i));
    expect_no_leak(&batch, 0, count, secrets[_i], seed, intact_carrier);
    for (size_t i = 0; i < count; i++)
        ck_assert_uint_gt(batch.findings[i].count, 0);
    batch_end(&batch);
}
END_TEST

/* Of digits only, as a PIN is: in a profile they could be shown for a port, and in a setting that's
 * known for a telephone number. */
static struct bytes document_with_pin(uint64_t seed)
{
    static const char *const elements[] = {
        "<set name=\"Password\" value=\"60714293\"/>",
        "<parm name=\"AUTHSECRET\" value=\"60714293\"/>",
        "<set value=\"60714293\" name=\"Pin\"/>",
        "<set value=\"60714293\"/>",
        "<set name=\"SIPSettings\" password=\"60714293\"/>",
        "<set name=\"DialPlan\" value=\"&lt;x password='60714293'/>\"/>",
    };
    char document[256];
    snprintf(document, sizeof document, "<voip-provision>%s<set name=\"SIPSettings\"/>%s",
             elements[seed], "</voip-provision>\n");
    return (struct bytes){strdup(document), strlen(document)};
}

START_TEST(pin)
{
    struct batch batch;
    batch_begin(&batch, 1);
    batch_add(&batch, document_with_pin((uint64_t)_i));
    ck_assert_uint_gt(batch.findings[0].count, 0);
    expect_no_leak(&batch, 0, 1, "60714293", (uint64_t)_i, document_with_pin);
    batch_end(&batch);
}
END_TEST

/* Damaged before it's escaped, after that, or both. */
static struct bytes damaged_carrier(uint64_t seed)
{
    size_t number = seed % (SHAPES + OF_CARRIERS);
    uint64_t layers = seed / (SHAPES + OF_CARRIERS) % 3;
    struct bytes document =
        number < SHAPES ? carry(layers ? damaged_document(seed) : shape_with(number, CANARY),
                                (unsigned)(seed / 3 % WAYS))
                        : setting_with(number - SHAPES, CANARY);
    document.bytes = realloc(document.bytes, document.length + 8);
    ck_assert_ptr_nonnull(document.bytes);
    if (layers != 1 && strstr(document.bytes, CANARY)) {
        seed = (seed + 1) * UINT64_C(0x9E3779B97F4A7C15);
        document.length = damage(document.bytes, document.length, &seed);
    }
    return document;
}

START_TEST(carried_damaged)
{
    struct batch batch;
    uint64_t seed = (uint64_t)_i * AT_ONCE;
    batch_begin(&batch, AT_ONCE);
    for (uint64_t i = 0; i < AT_ONCE; i++)
        batch_add(&batch, damaged_carrier(seed + i));
    expect_no_leak(&batch, 0, AT_ONCE, CANARY, seed, damaged_carrier);
    batch_end(&batch);
}
END_TEST

/* ---- Encodings ---- */

START_TEST(encoded)
{
    static const char *const encodings[][2] = {{"UTF-16LE", "\xFF\xFE"},
                                               {"UTF-16BE", "\xFE\xFF"},
                                               {"UTF-16LE", ""}};
    struct batch batch;
    batch_begin(&batch, SHAPES);
    for (size_t i = 0; i < SHAPES; i++) {
        struct bytes document = document_around(shapes[i]);
        batch_add(&batch, bytes_convert(document.bytes, encodings[_i][0], encodings[_i][1]));
        ck_assert_uint_gt(batch.findings[i].count, 0);
        bytes_free(document);
    }
    expect_no_leak(&batch, 0, SHAPES, CANARY, 0, intact_document);
    batch_end(&batch);
}
END_TEST

/* ---- How long it is ---- */

#define SHORT "Zq7Xv"
#define LONG "Zq7Xv9KwJ2pLtZq7Xv9KwJ2pLtZq7Xv9KwJ2pLtZq7Xv9KwJ2p"

static void expect_same_in(const struct batch *batches, size_t first, size_t end,
                           const struct format *format,
                           struct bytes (*document_with)(size_t number, const char *secret))
{
    char *brief = report_on(&batches[0], first, end, format);
    char *wordy = report_on(&batches[1], first, end, format);
    size_t same = 0;
    while (brief[same] && brief[same] == wordy[same])
        same++;
    bool differs = brief[same] || wordy[same];
    for (size_t k = first; differs && end - first > 1 && k < end; k++)
        expect_same_in(batches, k, k + 1, format, document_with);
    if (differs)
        ck_abort_msg("%s: %.100s\nand %.100s\nof %s", format->name, brief + same, wordy + same,
                     document_with(first, SHORT).bytes);
    free(brief);
    free(wordy);
}

/* With the secret short or long, and nothing found behind it, each report is the same to the byte.
 */
START_TEST(length)
{
    struct batch batches[2];
    for (size_t i = 0; i < 2; i++) {
        batch_begin(&batches[i], SHAPES);
        for (size_t k = 0; k < SHAPES; k++)
            batch_add(&batches[i], shape_with(k, i ? LONG : SHORT));
    }
    for (size_t i = 0; formats[i]; i++)
        expect_same_in(batches, 0, SHAPES, formats[i], shape_with);
    batch_end(&batches[0]);
    batch_end(&batches[1]);
}
END_TEST

START_TEST(carried_length)
{
    struct batch batches[2];
    for (size_t i = 0; i < 2; i++) {
        batch_begin(&batches[i], CARRIED);
        for (size_t k = 0; k < CARRIED - FOUND_BEHIND; k++)
            batch_add(&batches[i], carrier_with(k, i ? LONG : SHORT));
    }
    for (size_t i = 0; formats[i]; i++)
        expect_same_in(batches, 0, CARRIED - FOUND_BEHIND, formats[i], carrier_with);
    batch_end(&batches[0]);
    batch_end(&batches[1]);
}
END_TEST

/* Nor does what pretty says of a place that comes after it in the line, which it shows. */
START_TEST(length_before_others)
{
    static const char *const lines[] = {
        "<user password=\"%s\" uri=\"x\" name=\"Ann\"/>",
        "<user uri=\"sip:ann@contoso.net\"/><!-- %s --><client banner=\"x\"/>",
        "<user uri=\"sip:ann@contoso.net\" password=\"%s\" allowedauth=\"basic\"/><client/>",
        "<user password=\"%s",
        "<user password=\"%s&\"/>",
    };
    struct batch batches[2];
    char secret[200];
    char line[400];
    for (size_t i = 0; i < 2; i++) {
        batch_begin(&batches[i], 1);
        memset(secret, 'x', sizeof secret);
        secret[i ? sizeof secret - 1 : 1] = '\0';
        snprintf(line, sizeof line, lines[_i], secret);
        batch_add(&batches[i], document_around(line));
    }
    expect_same_in(batches, 0, 1, &format_pretty, shape_with);
    for (size_t i = 0; i < 2; i++)
        batch_end(&batches[i]);
}
END_TEST

/* Nor a name that's hidden. */
START_TEST(length_of_names)
{
    static const char *const lines[] = {"<client name=\"Phone\" %s=\"x\"/>", "<%s/>",
                                        "<client ann:%s=\"x\"/>"};
    struct batch batches[2];
    char line[128];
    for (size_t i = 0; i < 2; i++) {
        batch_begin(&batches[i], 1);
        snprintf(line, sizeof line, lines[_i], i ? LONG : CANARY);
        batch_add(&batches[i], document_around(line));
        ck_assert_uint_gt(batches[i].findings[0].count, 0);
    }
    for (size_t i = 0; formats[i]; i++)
        expect_same_in(batches, 0, 1, formats[i], shape_with);
    for (size_t i = 0; i < 2; i++)
        batch_end(&batches[i]);
}
END_TEST

/* What is after a colon may be one, even if it's a word. */
START_TEST(after_colon)
{
    struct batch batch;
    batch_begin(&batch, 1);
    batch_add(&batch, document_around("<user ann:qxvomzuk=\"x\"/>"));
    for (size_t i = 0; formats[i]; i++) {
        char *report = report_on(&batch, 0, 1, formats[i]);
        if (strstr(report, "qxvomzuk"))
            ck_abort_msg("%s shows it:\n%s", formats[i]->name, report);
        free(report);
    }
    batch_end(&batch);
}
END_TEST

Suite *suite_secrets(void)
{
    Suite *suite = suite_create("secrets");
    TCase *tests = tcase_create("secrets");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, intact, 0, (int)(sizeof secrets / sizeof *secrets));
    tcase_add_loop_test(tests, damaged, 0, thorough(DAMAGED, DAMAGED / 10) / AT_ONCE);
    tcase_add_loop_test(tests, carried, 0, (int)(sizeof secrets / sizeof *secrets));
    tcase_add_loop_test(tests, pin, 0, 6);
    tcase_add_loop_test(tests, carried_damaged, 0, thorough(60, 3));
    tcase_add_loop_test(tests, encoded, 0, 3);
    tcase_add_test(tests, carried_length);
    tcase_add_test(tests, length);
    tcase_add_loop_test(tests, length_before_others, 0, 5);
    tcase_add_loop_test(tests, length_of_names, 0, 3);
    tcase_add_test(tests, after_colon);
    suite_add_tcase(suite, tests);
    return suite;
}
