/* SPDX-License-Identifier: MIT */
/*
 * Reparse deferral: since 2.6.0 (and in older versions that distributions have mended) expat may
 * wait for more bytes before it tries an incomplete token again, unless it's told not to. Findings
 * must not depend on it, so all suites can be run either way, with EXPAT_DEFERRAL=on or =off in the
 * environment of the runner: `make check-expat`. The program has no such switch.
 *
 * The runner's own XML_ParserReset() stands in front of the library's and passes the choice on, for
 * every parser that siplint resets before it's used. The tests are about whether that works.
 */
#include "support.h"

#include <dlfcn.h>
#include <expat.h>
#include <stdatomic.h>

Suite *suite_deferral(void);

static atomic_uint resets; /* by the threads of any suite */

/* A function of the library, past the runner's own of that name; NULL when it has none. */
static bool find_function(const char *name, void *function)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

static bool set_deferral(XML_Parser parser, bool is_on)
{
    XML_Bool (*set)(XML_Parser, XML_Bool);
    return find_function("XML_SetReparseDeferralEnabled", &set) &&
           set(parser, is_on ? XML_TRUE : XML_FALSE);
}

XML_Bool XML_ParserReset(XML_Parser parser, const XML_Char *encoding)
{
    XML_Bool (*reset)(XML_Parser, const XML_Char *);
    bool done = find_function("XML_ParserReset", &reset) && reset(parser, encoding);
    const char *choice = getenv("EXPAT_DEFERRAL");
    if (choice && *choice)
        set_deferral(parser, strcmp(choice, "on") == 0);
    resets++;
    return done ? XML_TRUE : XML_FALSE;
}

static void count_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    unsigned *count = data;
    (void)name;
    (void)attributes;
    ++*count;
}

static void parse(XML_Parser parser, const char *bytes, size_t length)
{
    ck_assert_int_eq(XML_Parse(parser, bytes, (int)length, false), XML_STATUS_OK);
}

/*
 * Does expat wait for more when a tag that it has tried becomes complete by a few bytes? It doesn't
 * when its buffer is nearly full, so there's much in front of the tag.
 */
static bool waits(XML_Parser parser)
{
    char blanks[10000];
    char tag[1000];
    unsigned count = 0;
    memset(blanks, ' ', sizeof blanks);
    memcpy(blanks, "<r>", 3);
    memset(tag, 'a', sizeof tag);
    tag[0] = '<';
    XML_SetUserData(parser, &count);
    XML_SetStartElementHandler(parser, count_start);
    parse(parser, blanks, sizeof blanks);
    parse(parser, tag, sizeof tag);
    ck_assert_uint_eq(count, 1);
    parse(parser, "/>", 2);
    return count == 1;
}

START_TEST(the_choice_reaches_expat)
{
    const char *choice = getenv("EXPAT_DEFERRAL");
    XML_Parser parser = XML_ParserCreate(NULL);
    bool has_deferral = set_deferral(parser, true);
    XML_ParserReset(parser, NULL);
    bool is_waiting = waits(parser);
    XML_ParserFree(parser);
    if (choice && strcmp(choice, "on") == 0)
        ck_assert_msg(has_deferral && is_waiting, "deferral isn't on");
    else if (!has_deferral || (choice && strcmp(choice, "off") == 0))
        ck_assert_msg(!is_waiting, "deferral isn't off");
}
END_TEST

START_TEST(siplint_resets_each_parser)
{
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    for (unsigned i = 1; i <= 3; i++) {
        lint_bytes(engine, text_of("<provision/>"), 0, &findings);
        ck_assert_uint_ge(resets, i);
    }
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

Suite *suite_deferral(void)
{
    Suite *suite = suite_create("deferral");
    TCase *tests = tcase_create("deferral");
    tcase_add_test(tests, the_choice_reaches_expat);
    tcase_add_test(tests, siplint_resets_each_parser);
    suite_add_tcase(suite, tests);
    return suite;
}
