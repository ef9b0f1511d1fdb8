/* SPDX-License-Identifier: MIT */
/* Suppression comments: their grammar, and where they hold; then in whole documents. */
#include "exact.h"
#include "findings/suppress.h"
#include "support.h"

Suite *suite_suppress(void);

/* ---- Grammar ---- */

static const struct {
    const char *comment;
    bool is_meant;
    const char *ids; /* with a blank behind each; NULL: it can't be read */
} comments[] = {
    {"siplint disable=basic-auth: reason", true, "basic-auth "},
    {" siplint disable=basic-auth: reason ", true, "basic-auth "},
    {"siplint disable=a,b-c,d: reason", true, "a b-c d "},
    {"\n\tsiplint\n  disable=a ,\tb , c\r\n : because\n  of this\n", true, "a b c "},
    {"siplint disable= a: reason", true, "a "},
    {"siplint disable=a:reason", true, "a "},
    {"siplint disable=a: reason: with a colon, and b", true, "a "},
    {"siplint disable=A9-z: \xC3\xA4", true, "A9-z "},
    {"siplint: disable=a: reason", true, NULL},
    {"siplint : disable=a: reason", true, NULL},
    {"siplint:disable=a: reason", true, NULL},
    {"siplint disable", true, NULL},
    {"siplint disable=", true, NULL},
    {"siplint disable=: reason", true, NULL},
    {"siplint disable=a", true, NULL},
    {"siplint disable=a:", true, NULL},
    {"siplint disable=a: \t\n", true, NULL},
    {"siplint disable=a b: reason", true, NULL},
    {"siplint disable=a,,b: reason", true, NULL},
    {"siplint disable=,a: reason", true, NULL},
    {"siplint disable=a,: reason", true, NULL},
    {"siplint disable=,: reason", true, NULL},
    {"siplint disable=a;b: reason", true, NULL},
    {"siplint disable=*: reason", true, NULL},
    {"siplint disable=\xC3\xA4: reason", true, NULL},
    {"siplint Disable=a: reason", true, NULL},
    {"Siplint disable=a: reason", true, NULL},
    {"SIPLINT DISABLE=a: reason", true, NULL},
    {"siplint disable, please", true, NULL},
    {"siplint disable a: reason", true, NULL},
    {"siplint  disable =a: reason", true, NULL},
    /* Other words, though they begin alike. */
    {"siplint", false, NULL},
    {" siplint ", false, NULL},
    {"siplint:", false, NULL},
    {"siplint:: disable=a: reason", false, NULL},
    {"siplint is run on this file in CI", false, NULL},
    {"siplint enable=a: reason", false, NULL},
    {"siplint don't disable=a: reason", false, NULL},
    {"siplint disables nothing here", false, NULL},
    {"siplint disabled", false, NULL},
    {"siplint disabled=a: reason", false, NULL},
    {"siplint disable-line=a: reason", false, NULL},
    {"siplint disable_all=a: reason", false, NULL},
    {"siplint disable2=a: reason", false, NULL},
    {"siplint disabl\xC3\xA9=a: reason", false, NULL},
    {"siplint disable\xC3\xA9=a: reason", false, NULL},
    {"siplint/disable=a: reason", false, NULL},
    {"siplintdisable=a: reason", false, NULL},
    {"", false, NULL},
    {" ", false, NULL},
    {"siplin", false, NULL},
    {"siplints disable=a: b", false, NULL},
    {"siplint-disable=a: b", false, NULL},
    {"checked with siplint disable=a: b", false, NULL},
};

START_TEST(grammar)
{
    struct text comment = exact_copy(text_of(comments[_i].comment));
    struct suppression_ids ids;
    struct text id;
    char room[256] = "";
    ck_assert_msg(suppression_is_meant(comment) == comments[_i].is_meant, "`%s`",
                  comments[_i].comment);
    bool is_read = comments[_i].is_meant && suppression_begin(comment, &ids);
    ck_assert_msg(is_read == (comments[_i].ids != NULL), "`%s`", comments[_i].comment);
    while (is_read && suppression_next(&ids, &id)) {
        ck_assert(is_slice(id, comment));
        snprintf(room + strlen(room), sizeof room - strlen(room), "%.*s ", (int)id.length,
                 id.bytes);
    }
    if (is_read)
        ck_assert_str_eq(room, comments[_i].ids);
    exact_free(comment);
}
END_TEST

START_TEST(any_comment)
{
    static const char *const pieces[] = {"siplint",    " ", "disable=", "a",  ",", ":", "-", "\n",
                                         "basic-auth", "=", "\xC3",     "\0", NULL};
    uint64_t state = 99;
    char room[64];
    for (int round = 0; round < 20000; round++) {
        struct text comment = exact_copy(random_text(&state, pieces, room, sizeof room));
        struct suppression_ids ids;
        struct text id;
        if (suppression_is_meant(comment) && suppression_begin(comment, &ids)) {
            size_t count = 0;
            while (suppression_next(&ids, &id)) {
                if (!id.length || !is_slice(id, comment))
                    ck_abort_msg("`%.*s`", (int)comment.length, comment.bytes);
                count++;
            }
            ck_assert_uint_ge(count, 1);
        }
        exact_free(comment);
    }
}
END_TEST

/* ---- Where they hold: `<` an element begins, `>` ends, a digit is a comment for that rule ---- */

static const struct {
    const char *events; /* each at the byte of its place */
    const char *silent; /* by place: the rules that are silenced there; blank: none */
} scopes[] = {
    {"1<  >  ", " 111   "},           {"1< < > > <>", " 111111   "},
    {"< 1< > <> >", "   11      "},   {"< 1 > < >", "         "},
    {"<1< 2< > > >", "  111bb11   "}, {"12< >", "  bb "},
    {"1<2< > >", " 11bb11 "},         {"<1<>2<> <>>", "  1  2     "},
    {"1<1< > > ", " 111111 "},        {"<<1>< >>< >", "           "},
    {"< <1 > < > >", "            "},
};

static char silenced(struct suppressions *suppressions, uint64_t byte)
{
    bool first = suppressions_silence(suppressions, 1, byte);
    bool second = suppressions_silence(suppressions, 2, byte);
    return first && second ? 'b' : first ? '1' : second ? '2' : ' ';
}

START_TEST(scope)
{
    struct suppressions suppressions = {0};
    const char *events = scopes[_i].events;
    char found[32] = "";
    suppressions_silence(&suppressions, 1, 0);
    for (size_t at = 0; events[at]; at++) {
        if (events[at] == '<')
            suppressions_enter(&suppressions, at);
        else if (events[at] == '>')
            suppressions_leave(&suppressions, at);
        else if (events[at] != ' ')
            suppressions_add(&suppressions, (uint16_t)(events[at] - '0'), (uint32_t)at,
                             SUPPRESSION_ELEMENT);
    }
    for (size_t at = 0; events[at]; at++)
        found[at] = silenced(&suppressions, at);
    char expected[32];
    snprintf(expected, sizeof expected, "%-*s", (int)strlen(events), scopes[_i].silent);
    expected[strlen(events)] = '\0';
    ck_assert_msg(strcmp(found, expected) == 0, "%s\n%s, not\n%s", events, found, expected);
    for (size_t i = 0; i < suppressions.count; i++) {
        char rule = (char)('0' + suppressions.items[i].rule);
        ck_assert(!suppressions.items[i].used || strchr(found, rule) || strchr(found, 'b'));
    }
    suppressions_reset(&suppressions);
    ck_assert_int_eq(silenced(&suppressions, 1), ' ');
    suppressions_free(&suppressions);
}
END_TEST

/* ---- In documents ---- */

#define USER "<user uri='sip:a@b.c'/>"
#define UDP "<sipsrv addr='x.y' protocol='udp' role='proxy'/>"

static const struct {
    const char *document;
    size_t not_tls;    /* transport-not-tls is found so often … */
    size_t suppressed; /* … and this much of anything is silenced */
    size_t unused;
} documents[] = {
    {"<provision key='k' name='n'>" USER UDP UDP "</provision>", 2, 0, 0},
    {"<!-- siplint disable=transport-not-tls: r --><provision key='k' name='n'>" USER UDP UDP
     "</provision>",
     0, 2, 0},
    {"<provision key='k' name='n'>" USER "<!-- siplint disable=transport-not-tls: r -->" UDP UDP
     "</provision>",
     1, 1, 0},
    {"<provision key='k' name='n'>" USER UDP "<!-- siplint disable=transport-not-tls: r -->" UDP
     "</provision>",
     1, 1, 0},
    {"<provision key='k' name='n'>" USER UDP UDP "<!-- siplint disable=transport-not-tls: r -->"
     "</provision>",
     2, 0, 1},
    {"<provision key='k' name='n'>" USER "<!-- siplint disable=transport-not-tls: r -->"
     "<!-- a comment between --> text " UDP UDP "</provision>",
     1, 1, 0},
    {"<provision key='k' name='n'><!-- siplint disable=transport-not-tls: r -->" USER UDP
     "</provision>",
     1, 0, 1},
    {"<provision key='k' name='n'>" USER "<!-- siplint disable=transport-not-tls -->" UDP
     "</provision>",
     1, 0, 0},
    {"<provision key='k' name='n'>" USER "<!-- siplint disable=transport-not-tlz: r -->" UDP
     "</provision>",
     1, 0, 0},
    {"<provision key='k' name='n'>" USER
     "<!-- siplint disable=xml-doctype,transport-not-tls: r -->" UDP "</provision>",
     0, 1, 0},
    /* What is judged at the end of the document, and what waits for the user. */
    {"<provision key='k' name='n'><!-- siplint disable=udp-default-auth: r -->" UDP UDP USER
     "</provision>",
     2, 1, 0},
    {"<!-- siplint disable=kerberos-not-enabled,basic-auth: r --><provision key='k' name='n'>"
     "<user uri='sip:a@b.c' allowedauth='basic'/>" UDP "</provision>",
     1, 2, 0},
    /* In front of the root a comment holds for the whole document, not for the root alone. */
    {"<?xml version='1.0' encoding='iso-8859-1'?>"
     "<!-- siplint disable=xml-doctype,xml-encoding-declared: r --><!DOCTYPE provision>"
     "<provision key='k' name='n'>" USER UDP "</provision>",
     1, 2, 0},
    {"<!DOCTYPE provision><!-- siplint disable=xml-doctype: r --><provision key='k' name='n'>" USER
         UDP "</provision>",
     1, 1, 0},
    /* Rules that may have something to say in another run over the document. */
    {"<!-- siplint disable=duplicate-key: r --><provision key='k' name='n'>" USER UDP
     "</provision>",
     1, 0, 0},
    {"<!-- siplint disable=expired: r --><provision key='k' name='n'>" USER UDP "</provision>", 1,
     0, 0},
    {"<!-- siplint disable=session-type-unsupported: r --><provision key='k' name='n'>" USER UDP
     "</provision>",
     1, 0, 0},
    {"<!-- siplint disable=suppression-unused: r --><provision key='k' name='n'>" USER
     "<!-- siplint disable=basic-auth: r -->" UDP "</provision>",
     1, 1, 0},
    /* A rule that can't be turned off. */
    {"<!-- siplint disable=security: r --><provision key='k' name='n'>" USER UDP "</provision>", 1,
     0, 0},
    {"<!-- siplint disable=xml-malformed,transport-not-tls: r --><provision key='k' name='n'>" USER
         UDP "</x>",
     0, 1, 0},
};

static size_t count_rule(const struct findings *findings, enum rule_index rule)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++)
        count += findings->items[i].rule == rule;
    return count;
}

START_TEST(document)
{
    for (size_t chunk = 0; chunk < 3; chunk++) {
        struct lab lab;
        struct findings findings = {0};
        lab_init(&lab);
        struct engine *engine = engine_new(&lab.judgement);
        lint_bytes(engine, text_of(documents[_i].document), chunk, &findings);
        char *text = findings_as_text(&findings);
        ck_assert_msg(count_rule(&findings, RULE_transport_not_tls) == documents[_i].not_tls &&
                          findings.counts.suppressed == documents[_i].suppressed &&
                          count_rule(&findings, RULE_suppression_unused) == documents[_i].unused,
                      "%s\n%s", documents[_i].document, text);
        ck_assert(!strstr(documents[_i].document, "</x>") ||
                  has_rule(&findings, RULE_xml_malformed));
        free(text);
        engine_free(engine);
        findings_free(&findings);
    }
}
END_TEST

/* A comment with more ids than are read isn't heeded in part, and says so. */
START_TEST(many_ids)
{
    struct lab lab;
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    struct findings findings = {0};
    for (size_t count = 256; count <= 257; count++) {
        char bytes[8192] = "<!-- siplint disable=transport-not-tls";
        for (size_t i = 1; i < count; i++)
            strcat(bytes, ",basic-auth");
        strcat(bytes, ": r --><provision key='k' name='n'>" USER UDP UDP "</provision>");
        lint_bytes(engine, text_of(bytes), 0, &findings);
        ck_assert_uint_eq(count_rule(&findings, RULE_suppression_malformed), count > 256);
        ck_assert_uint_eq(count_rule(&findings, RULE_transport_not_tls), count > 256 ? 2 : 0);
        ck_assert(!has_rule(&findings, RULE_suppression_unused));
    }
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

/* With --no-suppressions comments are just comments. */
START_TEST(unheeded)
{
    struct lab lab;
    lab_init(&lab);
    lab.judgement.heed_suppressions = false;
    struct engine *engine = engine_new(&lab.judgement);
    struct findings findings = {0};
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        lint_bytes(engine, text_of(documents[i].document), 0, &findings);
        ck_assert_uint_eq(findings.counts.suppressed, 0);
        ck_assert_uint_ge(count_rule(&findings, RULE_transport_not_tls), 1);
        ck_assert(!has_rule(&findings, RULE_suppression_unused));
        ck_assert(!has_rule(&findings, RULE_suppression_malformed));
        ck_assert(!has_rule(&findings, RULE_suppression_unknown_rule));
    }
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

Suite *suite_suppress(void)
{
    Suite *suite = suite_create("suppress");
    TCase *tests = tcase_create("suppress");
    ADD_ROWS(tests, grammar, comments);
    tcase_add_test(tests, any_comment);
    ADD_ROWS(tests, scope, scopes);
    ADD_ROWS(tests, document, documents);
    tcase_add_test(tests, many_ids);
    tcase_add_test(tests, unheeded);
    suite_add_tcase(suite, tests);
    return suite;
}
