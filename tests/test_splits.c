/* SPDX-License-Identifier: MIT */
/*
 * The same bytes give the same findings however they arrive: every fixture under 2 KiB and some
 * hundred broken documents cut in two at every byte, and documents moved over the border of two
 * chunks of SCAN_CHUNK. Unless it's to be thorough, the fixtures are cut at each 11th byte and the
 * others at each fifth, which is another one in each.
 */
#include "exact.h"
#include "same.h"
#include "support.h"
#include "thorough.h"

#include <ftw.h>

Suite *suite_splits(void);

#define GROUPS 16 /* of documents; each is a test */
#define LARGEST 2048
#define MAX_FILES 8192
#define BROKEN 320

struct trial {
    struct lab lab;
    struct engine *engine;
    struct findings findings;
};

static void trial_begin(struct trial *trial)
{
    memset(trial, 0, sizeof *trial);
    lab_init(&trial->lab);
    trial->engine = engine_new(&trial->lab.judgement);
}

static void trial_end(struct trial *trial)
{
    engine_free(trial->engine);
    findings_free(&trial->findings);
}

static bool feed_part(struct engine *engine, struct text part, bool final)
{
    memcpy(engine_buffer(engine, part.length + 1), part.bytes, part.length);
    return engine_parse(engine, part.length, final);
}

/* The findings of a document in two parts; at its length: in one. The caller frees them. */
static char *lint_split(struct trial *trial, struct text document, size_t at)
{
    findings_reset(&trial->findings);
    engine_begin(trial->engine, true, &trial->findings);
    bool complete =
        at == document.length || feed_part(trial->engine, text_slice(document, 0, at), false);
    if (complete)
        complete = feed_part(trial->engine,
                             text_slice(document, at % document.length, document.length), true);
    engine_end(trial->engine, complete);
    findings_sort(&trial->findings);
    return findings_as_text(&trial->findings);
}

static void check_same(const char *name, struct text document, size_t at, char *found,
                       const char *expected)
{
    char room[3000] = "";
    if (strcmp(found, expected) != 0)
        printable(document, room, sizeof room);
    expect_same(expected, found, "%s, split at %zu: %s", name, at, room);
    free(found);
}

static void check_splits(struct trial *trial, const char *name, struct text document, size_t step)
{
    if (!document.length)
        return;
    char *expected = lint_split(trial, document, document.length);
    for (size_t at = 1 + document.length % step; at < document.length; at += step)
        check_same(name, document, at, lint_split(trial, document, at), expected);
    free(expected);
}

/* ---- Fixtures ---- */

static char *files[MAX_FILES];
static int file_count;

static int add_file(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)at;
    const char *dot = strrchr(path, '.');
    if (type == FTW_F && status->st_size <= LARGEST && dot && strcmp(dot, ".xml") == 0 &&
        file_count < MAX_FILES)
        files[file_count++] = strdup(path);
    return 0;
}

static void check_file(struct trial *trial, const char *path)
{
    struct bytes document = bytes_read(path);
    check_splits(trial, path, bytes_text(document), (size_t)thorough(1, 11));
    bytes_free(document);
}

START_TEST(fixtures)
{
    struct trial trial;
    trial_begin(&trial);
    for (int i = _i; i < file_count; i += GROUPS)
        check_file(&trial, files[i]);
    trial_end(&trial);
}
END_TEST

/* ---- Broken documents ---- */

/* What a document is made of: pieces that take an expat's mind off what it holds. */
static const char *const pieces[] = {
    "<r>",
    "</r>",
    "<s a='1'>",
    "</s>",
    "<s/>",
    "<s a=\"&lt;\" b='&#65;'/>",
    "<s a='x'b='y'/>",
    "<s a='1' a='2'/>",
    "<s a='&x;'/>",
    "<p:s/>",
    "text",
    "a]]>b",
    "]]>",
    "]]",
    "]",
    "&amp;",
    "&",
    "&x;",
    "&#0;",
    "&#x10FFFF;",
    "<!-- c -->",
    "<!-- a--b -->",
    "<!---->",
    "<?pi x?>",
    "<?xml?>",
    "<![CDATA[x]]>",
    "<![CDATA[",
    "\r",
    "\n",
    "\r\n",
    " ",
    "\xC3\xA9",
    "\xE2\x82\xAC",
    "\xF0\x9F\x94\x91",
    "\xC3",
    "\xE2\x82",
    "\xED\xA0\x80",
    "\xFF",
    "\x01",
    "<",
    ">",
    "\"",
    "b<c",
    "</",
    "=",
    "name",
    "\\",
    "<provision key='k' name='n'>",
    "</provision>",
    "<user uri='sip:a@b.net'/>",
    "<sipsrv addr='a.b' protocol='TSL' role='proxy'/>",
    NULL,
};
static const char *const heads[] = {
    "",
    "",
    "<r>",
    "<r>",
    "<provision key='k' name='n'>",
    "<?xml version='1.0'?>\n",
    "<?xml version='1.0' encoding='UTF-8'?><r>",
    "<?xml version='1.0' encoding='ISO-8859-1'?><r>",
    "<?xml version='1.0' encoding='windows-1252'?>",
    "<?xml version='1.1'?><r/>",
    "<!DOCTYPE r [<!ELEMENT r ANY><!ATTLIST r a CDATA 'b'>]><r>",
    "<!DOCTYPE r SYSTEM 'x'><r>",
    "\xEF\xBB\xBF",
    "\xEF\xBB\xBF<?xml version='1.0' encoding='windows-1251'?><r>",
};

static size_t make_broken(uint64_t *state, char *room, size_t size)
{
    size_t length = (size_t)snprintf(room, size, "%s",
                                     heads[random_under(state, sizeof heads / sizeof *heads)]);
    size_t count = 0;
    while (pieces[count])
        count++;
    for (size_t left = 1 + random_under(state, 12); left; left--) {
        const char *piece = pieces[random_under(state, count)];
        length += (size_t)snprintf(room + length, size - length, "%s", piece);
    }
    return length;
}

/* In UTF-16 of either order; what isn't UTF-8 there becomes half a surrogate pair. */
static size_t widen(const char *narrow, size_t length, bool big, char *room)
{
    size_t at = 0, out = 0;
    while (at < length) {
        uint32_t code_point;
        at += text_decode(narrow + at, narrow + length, &code_point);
        uint32_t units[2] = {code_point == TEXT_INVALID ? 0xD800 : code_point, 0};
        if (code_point != TEXT_INVALID && code_point > 0xFFFF) {
            units[0] = 0xD7C0 + (code_point >> 10);
            units[1] = 0xDC00 | (code_point & 0x3FF);
        }
        for (size_t i = 0; i < 2 && (i == 0 || units[1]); i++) {
            room[out++] = (char)(big ? units[i] >> 8 : units[i]);
            room[out++] = (char)(big ? units[i] : units[i] >> 8);
        }
    }
    return out;
}

START_TEST(broken)
{
    struct trial trial;
    size_t step = (size_t)thorough(1, 5);
    trial_begin(&trial);
    for (int i = _i; i < BROKEN; i += GROUPS) {
        char name[64], narrow[LARGEST], wide[2 * LARGEST];
        uint64_t state = 88172645463325252u + (uint64_t)i * 7919;
        size_t length = make_broken(&state, narrow, sizeof narrow);
        snprintf(name, sizeof name, "broken document %d", i);
        check_splits(&trial, name, (struct text){narrow, length}, step);
        length = widen(narrow, length, i % 2, wide);
        check_splits(&trial, name, (struct text){wide, length - (i % 5 == 0)}, step);
    }
    trial_end(&trial);
}
END_TEST

/* ---- The border of two chunks ---- */

static const char *const bordered[] = {
    "<provision key='\xC3\x84' name='n'><sipsrv addr='a b' protocol='TSL'b='c'/></provision>",
    "<provision key='k' name='n'>text]]></provision>",
    "<provision key='k' name='n'/>\r\n\xE2\x82\xAC",
    "<provision key='k' name='n'><user uri='sip:a@b' x='&x;'/></provision>",
    "<provision key='k' name='n'><s/><!-- siplint disable=no-such: x --></provision>name<",
};

/* Behind a comment that moves it, the document is the same in whole chunks and at once. */
START_TEST(border)
{
    const char *document = bordered[_i];
    size_t length = strlen(document);
    struct trial trial;
    char *bytes = malloc(2 * SCAN_CHUNK);
    trial_begin(&trial);
    for (size_t before = SCAN_CHUNK - length; before <= SCAN_CHUNK; before++) {
        memset(bytes, ' ', before);
        memcpy(bytes, "<!--", 4);
        memcpy(bytes + before - 3, "-->", 3);
        memcpy(bytes + before, document, length);
        struct text whole = {bytes, before + length};
        char *expected = lint_split(&trial, whole, whole.length);
        lint_bytes(trial.engine, whole, SCAN_CHUNK, &trial.findings);
        check_same(document, text_of(document), SCAN_CHUNK - before,
                   findings_as_text(&trial.findings), expected);
        free(expected);
    }
    free(bytes);
    trial_end(&trial);
}
END_TEST

Suite *suite_splits(void)
{
    Suite *suite = suite_create("splits");
    TCase *tests = tcase_create("splits");
    tcase_set_timeout(tests, 120);
    nftw("fixtures", add_file, 16, FTW_PHYS);
    tcase_add_loop_test(tests, fixtures, 0, GROUPS);
    tcase_add_loop_test(tests, broken, 0, GROUPS);
    ADD_ROWS(tests, border, bordered);
    suite_add_tcase(suite, tests);
    return suite;
}
