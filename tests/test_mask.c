/* SPDX-License-Identifier: MIT */
/*
 * No password may show, whatever state the document is in. A canary stands wherever a password can
 * stand; then not five characters of it may be found in any string of any finding: for the
 * document as it is, in every encoding, cut off at every byte, with every single byte left out,
 * and with random slips.
 */
#include "canary.h"
#include "exact.h"
#include "run/excerpt.h"
#include "run/fleet.h"
#include "scratch.h"
#include "support.h"
#include "thorough.h"

Suite *suite_mask(void);

/* ---- Looking for it ---- */

/* The first string of a finding that shows a part of it, or NULL. */
static const char *find_leak(const struct findings *findings, const struct finding **leaking)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = *leaking = &findings->items[i];
        const char *const strings[] = {finding->excerpt.line, finding->message,
                                       finding->help,         finding->where,
                                       finding->code,         finding->related.message};
        for (size_t k = 0; k < sizeof strings / sizeof *strings; k++) {
            if (strings[k] && find_part(strings[k], CANARY, PART))
                return strings[k];
        }
    }
    return NULL;
}

static void inspect_file(struct linter *linter, const char *name, struct linted *linted)
{
    struct input input = {.path = (char *)(uintptr_t)name, .named = true};
    findings_reset(&linted->inspection.findings);
    linter_inspect(linter, &input, "canary.xml", linted);
    if (linted->inspection.outcome != OUTCOME_LINTED)
        ck_abort_msg("%s can't be read", name);
}

/* A linter of everything, and what it found last. */
struct bench {
    struct lab lab;
    struct linter *linter;
    struct linted linted;
    size_t findings;
};

static void bench_begin(struct bench *bench)
{
    *bench = (struct bench){0};
    lab_init(&bench->lab);
    bench->linter = linter_new(&bench->lab.judgement, WANTED_EXCERPTS);
}

static void bench_end(struct bench *bench)
{
    findings_free(&bench->linted.inspection.findings);
    linter_free(bench->linter);
}

static void expect_no_leak(const struct findings *findings, struct text document)
{
    char room[8192];
    const struct finding *leaking;
    const char *leak = find_leak(findings, &leaking);
    if (leak)
        ck_abort_msg("%s shows it: %s\n  in %s", rules[leaking->rule].id, leak,
                     printable(document, room, sizeof room));
}

static void try(struct bench *bench, struct text document)
{
    write_file("first.xml", document);
    inspect_file(bench->linter, "first.xml", &bench->linted);
    expect_no_leak(&bench->linted.inspection.findings, document);
    bench->findings += bench->linted.inspection.findings.count;
}

/* ---- The tests, each on one document ---- */

static const size_t chunks[] = {0, 1, 3, 7};

static void document_hides_it(int number)
{
    struct bench bench;
    bench_begin(&bench);
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        linter_set_chunk(bench.linter, chunks[i]);
        try(&bench, text_of(document_of(number)));
    }
    ck_assert_msg(bench.findings > 0, "nothing was found, so nothing tested: %s",
                  document_of(number));
    bench_end(&bench);
}

/* Each tag on a line of its own, CR LF; and all behind a long beginning, so that the line is cut.
 */
static void line_hides_it(int number)
{
    struct bench bench;
    bench_begin(&bench);
    struct bytes lines = bytes_replace(document_of(number), "><", ">\r\n<");
    try(&bench, bytes_text(lines));
    bytes_free(lines);
    for (size_t blanks = 60; blanks < 4000; blanks = blanks * 5 / (size_t)thorough(4, 3)) {
        char *room = malloc(blanks + 2);
        memset(room, ' ', blanks);
        memcpy(room + blanks, "<", 2);
        struct bytes wide = bytes_replace(document_of(number) + 1, "<", room);
        char *whole = malloc(wide.length + 2);
        snprintf(whole, wide.length + 2, "%c%s", document_of(number)[0], wide.bytes);
        try(&bench, text_of(whole));
        free(whole);
        bytes_free(wide);
        memset(room + 1, 'n', blanks); /* a long value before */
        memcpy(room, "name=\"", 6);
        memcpy(room + blanks - 6, "\" uri=", 7);
        wide = bytes_replace(document_of(number), "uri=", room);
        try(&bench, bytes_text(wide));
        bytes_free(wide);
        free(room);
    }
    bench_end(&bench);
}

/* Has iconv put something in the place of a character that the encoding doesn't have. That of musl
 * always does. */
#ifdef __GLIBC__
#define LENIENT "//TRANSLIT"
#else
#define LENIENT ""
#endif

static const struct {
    const char *encoding;
    const char *mark;
    size_t mark_length;
    const char *declared;
} encodings[] = {
    {"UTF-8", "\xEF\xBB\xBF", 3, ""},
    {"UTF-16LE", "\xFF\xFE", 2, ""},
    {"UTF-16BE", "\xFE\xFF", 2, ""},
    {"UTF-16LE", "", 0, ""},
    {"UTF-16BE", "", 0, "<?xml version='1.0' encoding='utf-16'?>"},
    {"ISO-8859-1" LENIENT, "", 0, "<?xml version='1.0' encoding='iso-8859-1'?>"},
    {"CP1252" LENIENT, "", 0, "<?xml version='1.0' encoding='windows-1252'?>"},
    {"CP1251" LENIENT, "", 0, "<?xml version='1.0' encoding='windows-1251'?>"},
    /* What is declared is wrong. */
    {"UTF-8", "", 0, "<?xml version='1.0' encoding='utf-16'?>"},
    {"UTF-8", "", 0, "<?xml version='1.0' encoding='us-ascii'?>"},
    {"UTF-8", "", 0, "<?xml version='1.0' encoding='IBM037'?>"},
    {"UTF-8", "\xEF\xBB\xBF", 3, "<?xml version='1.0' encoding='iso-8859-1'?>"},
    {"UTF-16LE", "\xFF\xFE", 2, "<?xml version='1.0' encoding='utf-8'?>"},
    {"UTF-16LE", "", 0, "<?xml version='1.0' encoding='iso-8859-1'?>"},
    {"UTF-16BE", "\xFF\xFE", 2, ""},
};

static void encoding_hides_it(int number)
{
    struct bench bench;
    bench_begin(&bench);
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        char text[8192];
        bool has_own = strncmp(document_of(number), "<?xml", 5) == 0;
        snprintf(text, sizeof text, "%s%s", has_own ? "" : encodings[i].declared,
                 document_of(number));
        struct bytes document = bytes_convert(text, encodings[i].encoding, "");
        struct bytes marked = {malloc(document.length + 3), document.length};
        memcpy(marked.bytes, encodings[i].mark, encodings[i].mark_length);
        memcpy(marked.bytes + encodings[i].mark_length, document.bytes, document.length);
        marked.length += encodings[i].mark_length;
        try(&bench, bytes_text(marked));
        if (strncmp(encodings[i].encoding, "UTF-16", 6) == 0) /* out of step by a byte */
            try(&bench, (struct text){marked.bytes + 1, marked.length - 1});
        bytes_free(marked);
        bytes_free(document);
    }
    bench_end(&bench);
}

static void truncation_hides_it(int number)
{
    struct bench bench;
    bench_begin(&bench);
    struct text document = text_of(document_of(number));
    for (size_t length = 0; length < document.length; length += (size_t)thorough(1, 7))
        try(&bench, text_slice(document, 0, length));
    bench_end(&bench);
}

/*
 * May that byte go, or change? With the colon, or the `@`, a password in a URI becomes part of
 * what is public; likewise when what is before it turns into a user's name.
 */
static bool may_change(const char *document, size_t at)
{
    static const char *const kept[] = {":", "@", "&#58;", "&#x3A;", "&#64;", "&#x40;"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        for (size_t k = 0; k < strlen(kept[i]); k++) {
            if (at >= k && strncmp(document + at - k, kept[i], strlen(kept[i])) == 0)
                return false;
        }
    }
    return true;
}

static void deletion_hides_it(int number)
{
    struct bench bench;
    bench_begin(&bench);
    struct text document = text_of(document_of(number));
    char *room = malloc(document.length);
    for (size_t at = 0; at < document.length; at += (size_t)thorough(1, 7)) {
        if (!may_change(document.bytes, at))
            continue;
        memcpy(room, document.bytes, at);
        memcpy(room + at, document.bytes + at + 1, document.length - at - 1);
        try(&bench, (struct text){room, document.length - 1});
    }
    free(room);
    bench_end(&bench);
}

/* One to three slips: a byte left out, doubled, or replaced by one that means something. */
static void slip_hides_it(int number)
{
    struct bench bench;
    uint64_t seed = 0x9E3779B97F4A7C15u + (uint64_t)number;
    bench_begin(&bench);
    struct text document = text_of(document_of(number));
    for (int round = 0; round < thorough(60, 15); round++) {
        char room[4096];
        memcpy(room, document.bytes, document.length + 1);
        size_t length = document.length;
        for (size_t slips = 1 + random_under(&seed, 3); slips > 0; slips--) {
            static const char signs[] = "\"'<>/=&!-?[] \n;\\x";
            size_t at = random_under(&seed, length);
            if (!may_change(room, at) ||
                strstr(CANARY, text_slice((struct text){room, length}, at, at + 1).bytes))
                continue;
            char sign = signs[random_under(&seed, sizeof signs - 1)];
            switch (random_under(&seed, 3)) {
            case 0:
                memmove(room + at, room + at + 1, length-- - at);
                break;
            case 1:
                memmove(room + at + 1, room + at, ++length - at);
                room[at] = sign;
                break;
            default:
                room[at] = sign;
            }
        }
        try(&bench, (struct text){room, length});
    }
    bench_end(&bench);
}

/* ---- Other ways to an excerpt ---- */

/* What the user does to severities changes nothing. */
static void policy_hides_it(int number)
{
    for (size_t i = 0; i < 4; i++) {
        struct bench bench;
        bench_begin(&bench);
        if (i == 0) { /* the finding that tells of the malformed text is hidden */
            bench.lab.severity[RULE_xml_malformed] = SEVERITY_NOTE;
            bench.lab.policy.shown = SEVERITY_WARNING;
        } else if (i == 1) {
            bench.lab.policy.max_findings = 1;
        } else if (i == 2) {
            bench.lab.policy.max_findings = 0;
        } else {
            bench.lab.policy.max_findings = 3;
        }
        try(&bench, text_of(document_of(number)));
        bench_end(&bench);
    }
}

/* Two inputs with one key: the finding that compares them shows a line of either. */
static void fleet_hides_it(int number)
{
    struct bench bench;
    bench_begin(&bench);
    struct fleet *fleet = fleet_new();
    static const char other[] = HEAD USER SERVER TAIL;
    const char *const orders[2][2] = {{other, document_of(number)}, {document_of(number), other}};
    for (size_t i = 0; i < 4; i++) {
        const char *name = i % 2 ? "second.xml" : "first.xml";
        write_file(name, text_of(orders[i / 2][i % 2]));
        inspect_file(bench.linter, name, &bench.linted);
        fleet_judge(fleet, &bench.linted);
        expect_no_leak(&bench.linted.inspection.findings, text_of(document_of(number)));
    }
    fleet_free(fleet);
    bench_end(&bench);
}

/* ---- Several documents a test: a test is a process, and there are many documents ---- */

#define TESTS 8

static const struct {
    void (*hides_it)(int number);
    int documents;
} kinds[] = {
    {document_hides_it, DOCUMENTS},   {line_hides_it, DOCUMENTS},    {encoding_hides_it, DOCUMENTS},
    {truncation_hides_it, DOCUMENTS}, {deletion_hides_it, SLIPPING}, {slip_hides_it, SLIPPING},
    {policy_hides_it, DOCUMENTS},     {fleet_hides_it, DOCUMENTS},
};

START_TEST(canary)
{
    for (int i = _i % TESTS; i < kinds[_i / TESTS].documents; i += TESTS)
        kinds[_i / TESTS].hides_it(i);
}
END_TEST

Suite *suite_mask(void)
{
    Suite *suite = suite_create("mask");
    TCase *tests = tcase_create("canary");
    tcase_add_unchecked_fixture(tests, scratch_enter, scratch_leave);
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, canary, 0, TESTS * (int)(sizeof kinds / sizeof *kinds));
    suite_add_tcase(suite, tests);
    return suite;
}
