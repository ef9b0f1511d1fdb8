/* SPDX-License-Identifier: MIT */
/* The engine: what is counted, capped, hidden and forced; and that no document leaves a trace. */
#include "exact.h"
#include "same.h"
#include "support.h"

Suite *suite_engine(void);

#define SERVER \
    "<sipsrv addr='a.b.c' protocol='tcp' role='proxy'><session party='x' type='im'/></sipsrv>\n"
#define PROFILE(servers) \
    "<provision key='k' name='n'>\n<user uri='sip:a@b.c'/>\n" servers "</provision>\n"

static const char *const documents[] = {
    PROFILE(SERVER),
    PROFILE(SERVER SERVER SERVER),
    "<!-- siplint disable=transport-not-tls,no-such: r -->\n" PROFILE(SERVER SERVER),
    "<!-- siplint disable=xml-doctype: r -->" PROFILE(""),
    "<?xml version='1.0' encoding='utf-8'?>\r\n<!DOCTYPE provision>" PROFILE(SERVER),
    "<!DOCTYPE provision [<!ENTITY a 'b'>]>" PROFILE(SERVER),
    "<provision xmlns='urn:x' key='' name='n'><sipsrv auth='basic' protocol='udp'/>",
    "<provision key='k' name='n'><sipsrv auth='digest' protocol='udp' addr='a.b.c'/>"
    "<sipsrv auth='basic' protocol='tcp' addr='a.b.c'/><user uri='a@b' "
    "allowedauth='ntlm'/></provision>",
    /* Tags that start at the same byte, with their declarations elsewhere in them. */
    "<provision key='k' name='n' xmlns:p='u'><p:user/><sipsrv addr='a.b.c' xmlns:q='v'>"
    "<q:session/></sipsrv></provision>",
    "<provision xmlns:p='u' key='k' name='n'><p:user/><sipsrv xmlns:q='v' addr='a.b.c'>"
    "<q:session/></sipsrv></provision>",
    /* Several methods without a place of their own, as they follow what isn't shown. */
    "<provision key='k' name='n'><user uri='sip:a@b.c' allowedauth='sEcr3tX9q;Basic "
    "sEcr3tX9q;basic sEcr3tX9q;bAsic sEcr3tX9q;baSic'/></provision>",
    "<provision key='k' name='n'><user uri='sip:a@b.c' allowedauth='sEcr3tX9q,Basic,basic,bAsic,"
    "baSic'/></provision>",
    "<profile/>",
    "<Provision key='k'/>",
    "<provision><user uri='x' password='secret'/><accesscontrol domain='b.c'/></provision>",
    "",
    "<",
    "\xFF\xFE<\0p\0",
};
#define DOCUMENTS (sizeof documents / sizeof *documents)

static char *lint_text(struct engine *engine, const char *document, size_t chunk,
                       struct findings *findings)
{
    lint_bytes(engine, text_of(document), chunk, findings);
    return findings_as_text(findings);
}

/* One engine for two documents, one after another, tells what two engines tell. */
START_TEST(sequence)
{
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *used = engine_new(&lab.judgement);
    for (size_t first = 0; first < DOCUMENTS; first++) {
        for (size_t second = 0; second < DOCUMENTS; second++) {
            struct engine *fresh = engine_new(&lab.judgement);
            char *expected = lint_text(fresh, documents[second], 0, &findings);
            free(lint_text(used, documents[first], second % 2 ? 5 : 0, &findings));
            char *found = lint_text(used, documents[second], first % 2 ? 7 : 0, &findings);
            expect_same(expected, found, "%s\nafter\n%s", documents[second], documents[first]);
            free(found);
            free(expected);
            engine_free(fresh);
        }
    }
    engine_free(used);
    findings_free(&findings);
}
END_TEST

/* A document that was given up in the midst is forgotten as well. */
START_TEST(abandoned)
{
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    char *expected = lint_text(engine, documents[1], 0, &findings);
    for (size_t length = 1; length < strlen(documents[2]); length += 3) {
        engine_begin(engine, true, &findings);
        memcpy(engine_buffer(engine, length), documents[2], length);
        engine_parse(engine, length, false);
        char *found = lint_text(engine, documents[1], 0, &findings);
        expect_same(expected, found, "after %zu bytes of another document", length);
        free(found);
    }
    free(expected);
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

/* The cap lets so many findings through, and then says so once, as an error. */
START_TEST(cap)
{
    struct lab lab;
    struct findings all = {0};
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    const char *document = documents[_i];
    lint_bytes(engine, text_of(document), 0, &all);
    for (size_t limit = 0; limit <= all.count + 1; limit++) {
        lab.policy.max_findings = limit;
        lint_bytes(engine, text_of(document), 0, &findings);
        bool is_over = limit < all.count;
        ck_assert_uint_eq(findings.count, is_over ? limit + 1 : all.count);
        ck_assert_int_eq(has_rule(&findings, RULE_limit_exceeded), is_over);
        size_t counted = 0;
        for (size_t i = 0; i < SEVERITY_COUNT; i++)
            counted += findings.counts.by_severity[i];
        ck_assert_uint_eq(counted, findings.count);
        for (size_t i = 0; i < findings.count; i++) {
            if (findings.items[i].rule == RULE_limit_exceeded)
                ck_assert_int_eq(findings.items[i].severity, SEVERITY_ERROR);
        }
    }
    engine_free(engine);
    findings_free(&all);
    findings_free(&findings);
}
END_TEST

/* What is found by comparing files says no second time that there are too many findings. */
START_TEST(cap_and_compared)
{
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    lab.policy.max_findings = 1;
    struct engine *engine = engine_new(&lab.judgement);
    lint_bytes(engine, text_of(documents[1]), 0, &findings);
    ck_assert_uint_eq(findings.count, 2);
    ck_assert(has_rule(&findings, RULE_limit_exceeded));
    const struct other_input other = {.path = "other.xml", .attribute = ATTRIBUTE_key};
    struct engine *comparing = engine_new(&lab.judgement); /* as the fleet has its own */
    engine_compare(comparing, &other, &findings);
    ck_assert_uint_eq(findings.count, 2);
    engine_free(comparing);
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

/* A value that no rule is to compare isn't told of. */
START_TEST(compared_values)
{
    static const char document[] = "<provision key='k' name='n'><user realm='r'/></provision>";
    struct lab lab;
    struct findings findings = {0};
    struct shared shared[INSPECTION_PROFILES][SHARED_COUNT];
    for (int on = 0; on <= 1; on++) {
        lab_init(&lab);
        lab.severity[RULE_duplicate_key] = on ? SEVERITY_WARNING : SEVERITY_OFF;
        lab.severity[RULE_duplicate_realm] = on ? SEVERITY_ERROR : SEVERITY_OFF;
        struct engine *engine = engine_new(&lab.judgement);
        lint_bytes(engine, text_of(document), 0, &findings);
        engine_shared(engine, shared);
        ck_assert_int_eq(shared[0][SHARED_KEY].is_there, on);
        ck_assert_int_eq(shared[0][SHARED_REALM].is_there, on);
        engine_free(engine);
    }
    findings_free(&findings);
}
END_TEST

/* A declaration that many elements share is one finding against the cap, and for the counts. */
START_TEST(cap_and_repeated)
{
    static const char document[] =
        "<provision key='k' name='n' xmlns:p='u'><user uri='sip:a@b.c' allowedauth='kerberos'/>"
        "<p:sipsrv addr='a.b.c' protocol='TLS' role='proxy'><p:session party='first' type='im'/>"
        "</p:sipsrv><p:sipsrv addr='d.b.c' protocol='TLS' role='proxy'>"
        "<p:session party='first' type='im'/></p:sipsrv>"
        "<sipsrv addr='e.b.c' protocol='FOO' role='registrar'/></provision>";
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    lab.policy.max_findings = 2;
    struct engine *engine = engine_new(&lab.judgement);
    lint_bytes(engine, text_of(document), 0, &findings);
    ck_assert_uint_eq(findings.count, 2);
    ck_assert_int_eq(findings.items[0].rule, RULE_xml_namespace);
    ck_assert_ptr_nonnull(strstr(findings.items[0].message, "<sipsrv>"));
    ck_assert_int_eq(findings.items[1].rule, RULE_protocol_unknown);
    ck_assert_uint_eq(findings.counts.by_severity[SEVERITY_WARNING], 1);
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

/* Findings that aren't shown don't count against the cap. */
START_TEST(cap_and_hidden)
{
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    lab.policy.shown = SEVERITY_ERROR;
    lab.policy.max_findings = 1;
    lab.severity[RULE_party_unknown] = SEVERITY_OFF;
    struct engine *engine = engine_new(&lab.judgement);
    lint_bytes(engine, text_of(documents[1]), 0, &findings);
    ck_assert(!has_rule(&findings, RULE_limit_exceeded));
    ck_assert_uint_ge(findings.counts.hidden[SEVERITY_WARNING], 3);
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

/* What is below the level is counted, and nothing else changes. */
START_TEST(hidden)
{
    struct lab lab;
    struct findings all = {0};
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    lint_bytes(engine, text_of(documents[_i]), 0, &all);
    for (int shown = SEVERITY_NOTE; shown <= SEVERITY_ERROR; shown++) {
        size_t expected = 0;
        lab.policy.shown = (enum severity)shown;
        lint_bytes(engine, text_of(documents[_i]), 0, &findings);
        for (size_t i = 0; i < all.count; i++)
            expected += all.items[i].severity >= shown;
        ck_assert_uint_eq(findings.count, expected);
        for (int i = SEVERITY_NOTE; i <= SEVERITY_ERROR; i++) {
            ck_assert_uint_eq(findings.counts.by_severity[i], all.counts.by_severity[i]);
            ck_assert_uint_eq(findings.counts.hidden[i], i < shown ? all.counts.by_severity[i] : 0);
        }
        for (size_t i = 0; i < findings.count; i++)
            ck_assert_int_ge(findings.items[i].severity, shown);
        ck_assert_uint_eq(findings.counts.suppressed, all.counts.suppressed);
    }
    engine_free(engine);
    findings_free(&all);
    findings_free(&findings);
}
END_TEST

static enum severity severity_found(struct engine *engine, const char *document,
                                    enum rule_index rule)
{
    struct findings findings = {0};
    enum severity severity = SEVERITY_OFF;
    lint_bytes(engine, text_of(document), 0, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        if (findings.items[i].rule == rule)
            severity = (enum severity)findings.items[i].severity;
    }
    findings_free(&findings);
    return severity;
}

/* An unknown element in a server is worse than elsewhere, unless the user has set the level. */
START_TEST(forced)
{
    static const char elsewhere[] = PROFILE("<x/>");
    static const char in_server[] = PROFILE("<sipsrv><x/></sipsrv>");
    struct lab lab;
    lab_init(&lab);
    const enum rule_index rule = RULE_unknown_element;
    struct engine *engine = engine_new(&lab.judgement);
    ck_assert_int_eq(severity_found(engine, elsewhere, rule), SEVERITY_WARNING);
    ck_assert_int_eq(severity_found(engine, in_server, rule), SEVERITY_ERROR);
    lab.severity[rule] = SEVERITY_NOTE;
    lab.forced[rule] = 1;
    ck_assert_int_eq(severity_found(engine, elsewhere, rule), SEVERITY_NOTE);
    ck_assert_int_eq(severity_found(engine, in_server, rule), SEVERITY_NOTE);
    lab.severity[rule] = SEVERITY_OFF;
    ck_assert_int_eq(severity_found(engine, in_server, rule), SEVERITY_OFF);
    lab.forced[rule] = 0;
    ck_assert_int_eq(severity_found(engine, in_server, rule), SEVERITY_OFF);
    engine_free(engine);
}
END_TEST

/* A rule that's off, and nothing else, is missing. */
START_TEST(off)
{
    struct lab lab;
    struct findings all = {0};
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    for (size_t i = 0; i < DOCUMENTS; i++) {
        lint_bytes(engine, text_of(documents[i]), 0, &all);
        size_t of_rule = 0;
        for (size_t k = 0; k < all.count; k++)
            of_rule += all.items[k].rule == (uint16_t)_i;
        lab.severity[_i] = SEVERITY_OFF;
        lint_bytes(engine, text_of(documents[i]), 0, &findings);
        lab.severity[_i] = (uint8_t)rules[_i].severity;
        /* A comment that silences it, or is wrong itself, may be another finding then. */
        if (!strstr(documents[i], "siplint"))
            ck_assert_uint_eq(findings.count, all.count - of_rule);
        ck_assert(!has_rule(&findings, (enum rule_index)_i));
    }
    engine_free(engine);
    findings_free(&all);
    findings_free(&findings);
}
END_TEST

/* What would wait for more of a document that breaks off is told as far as it's true. */
START_TEST(broken_off)
{
#define START "<provision key='k' name='n'>"
    static const struct {
        const char *document;
        enum rule_index rule;
        enum severity severity; /* SEVERITY_OFF: the rule is silent */
    } rows[] = {
        {START "<usr uri='sip:a@b.c'/>", RULE_unknown_element, SEVERITY_WARNING},
        {START "<usr uri='sip:a@b.c'/></provision>", RULE_unknown_element, SEVERITY_ERROR},
        {START "<sipsvr addr='b.c'/><sipsrv/></provision>", RULE_unknown_element, SEVERITY_WARNING},
        {START "<sipsrv protocol='UDP' auth='basic'/>", RULE_udp_default_auth, SEVERITY_OFF},
        {START "<sipsrv protocol='UDP'/>", RULE_transport_not_tls, SEVERITY_WARNING},
        {START "<sipsrv role='proxy'/>", RULE_proxy_without_session, SEVERITY_WARNING},
        {START "<sipsrv role='proxy'>", RULE_proxy_without_session, SEVERITY_OFF},
        {START "<sipsrv><protocol>", RULE_missing_protocol, SEVERITY_OFF},
        {START "<sipsrv><session", RULE_missing_addr, SEVERITY_OFF},
        {START "<user password='x'>", RULE_plaintext_password, SEVERITY_WARNING},
        {START "<user password='x'>", RULE_missing_user_uri, SEVERITY_OFF},
        {START "<client banner='x'><data>", RULE_boolean_invalid, SEVERITY_WARNING},
        {START "<client minver='1'><data>", RULE_update_uri_missing, SEVERITY_OFF},
        {START "<usr uri=''/></provision>x", RULE_unknown_element, SEVERITY_ERROR},
        {START, RULE_missing_user, SEVERITY_OFF},
    };
#undef START
    struct lab lab;
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(severity_found(engine, rows[i].document, rows[i].rule) == rows[i].severity,
                      "%s: %s", rows[i].document, rules[rows[i].rule].id);
    engine_free(engine);
}
END_TEST

/* A misspelt <user> gives way to the one that the client finds, wherever servers stand. */
START_TEST(misspelt_user)
{
#define UDP \
    "<sipsrv addr='x.b.c' protocol='UDP' role='proxy'><session party='first' type='im'/></sipsrv>"
#define MISSPELT "<usr uri='sip:a@b.c' allowedauth='kerberos'/>"
#define RIGHT "<user uri='sip:a@b.c' allowedauth='digest'/>"
    static const char *const documents_of_both[] = {
        MISSPELT UDP RIGHT, MISSPELT RIGHT UDP, RIGHT MISSPELT UDP,
        UDP MISSPELT RIGHT, RIGHT UDP MISSPELT, UDP RIGHT MISSPELT,
    };
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    for (size_t i = 0; i < sizeof documents_of_both / sizeof *documents_of_both; i++) {
        char document[500];
        snprintf(document, sizeof document, "<provision key='k' name='n'>%s</provision>",
                 documents_of_both[i]);
        lint_bytes(engine, text_of(document), i % 2 ? 7 : 0, &findings);
        ck_assert_msg(has_rule(&findings, RULE_unknown_element), "%s", document);
        ck_assert_msg(!has_rule(&findings, RULE_udp_auth), "%s", document);
        ck_assert_msg(!has_rule(&findings, RULE_duplicate_element), "%s", document);
        ck_assert_msg(has_rule(&findings, RULE_kerberos_not_enabled), "%s", document);
        ck_assert_uint_eq(findings.counts.by_severity[SEVERITY_ERROR], 0);
    }
#undef UDP
#undef MISSPELT
#undef RIGHT
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

/* What is found as in a profile isn't told of a document that turns out to be none, nor counted,
 * whatever is shown. */
START_TEST(no_profile)
{
    static const struct {
        const char *document;
        size_t of_xml; /* findings of that category */
    } rows[] = {
        {"<provision/>", 0},
        {"<!-- siplint disable=x --><provision/>", 0},
        {"<provision expires='x'><disk/><session/>text</provision>", 0},
        {"<Provision key=''><Policies/><user/></Provision>", 0},
        {"<Provision xmlns='Provision:' name='x'><Policies/></Provision>", 0},
        {"<!DOCTYPE provision><provisions key=''><user uri='' b=''/></provisions>", 1},
        {"<!DOCTYPE provision><provisioning><sipsrv/></provisioning>", 1},
        {"<!-- siplint disable=xml-doctype: r --><!DOCTYPE x><provision x=''/>", 0},
    };
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    for (size_t i = 0; i < 3 * (sizeof rows / sizeof *rows); i++) {
        const char *document = rows[i / 3].document;
        lab.policy.shown = (enum severity)(SEVERITY_NOTE + i % 3);
        ck_assert(lint_bytes(engine, text_of(document), i % 2 ? 3 : 0, &findings));
        ck_assert_msg(has_rule(&findings, RULE_root_not_provision), "%s", document);
        ck_assert_msg(findings.counts.by_severity[SEVERITY_ERROR] == 1, "%s", document);
        ck_assert_msg(findings.counts.by_severity[SEVERITY_NOTE] == 0, "%s", document);
        ck_assert_msg(findings.counts.by_severity[SEVERITY_WARNING] == rows[i / 3].of_xml, "%s",
                      document);
        size_t unseen = lab.policy.shown > SEVERITY_WARNING ? rows[i / 3].of_xml : 0;
        ck_assert_uint_eq(findings.counts.hidden[SEVERITY_WARNING], unseen);
        ck_assert_uint_eq(findings.count, 1 + rows[i / 3].of_xml - unseen);
        ck_assert_uint_eq(findings.counts.suppressed, strstr(document, "disable=xml") != NULL);
    }
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

/* Named or met in a directory: what is a profile, and what becomes of the rest. */
START_TEST(profiles)
{
    static const struct {
        const char *document;
        bool is_profile;
    } rows[] = {
        {"<provision key=''/>", true},
        {"<provision name=''/>", true},
        {"<provision><user/></provision>", true},
        {"<provision><x/><sipsrv/></provision>", true},
        {"<provision><client/></provision>", true},
        {"<provision><provider/></provision>", true},
        {"<provision/>", false},
        {"<provision><x><user/></x></provision>", false},
        {"<provision xmlns='urn:x' key='' name=''><user/></provision>", false},
        {"<x:provision xmlns:x='urn:x' key=''/>", false},
        {"<provision xmlns='urn:x'><sipsrv/></provision>", true},
        {"<x:provision xmlns:x='urn:x'><y/><x:SipSrv/></x:provision>", true},
        {"<provison key=''><user/></provison>", false}, /* it may well be another format */
        {"<provison><sipsrv/></provison>", true},
        {"<provsion xmlns='urn:x'><sipsrv/></provsion>", true},
        {"<provison><x><sipsrv/></x></provison>", false},
        {"<Provision key='' name=''><user/></Provision>", false},
        {"<Provision><sipsrv/></Provision>", true},
        {"<provision><usr uri=''/></provision>", true},
        {"<Provisio><x/><sipsvr addr=''/></Provisio>", true},
        {"<profile><user/></profile>", false},
        {"<!-- <provision --><profile key=''/>", false},
        {"<provision key='", true}, /* it breaks off, but shows what it was to be */
        {"<provision", true},
        {"<profile", false},
        {"<provisionkey='a' name='b'><user/></provision>", true}, /* a blank is missing */
        {"<provisions key=a><user/></provision>", false},
        {"<!DOCTYPE provision [<!ENTITY a 'b'>]><p:provision/>", true},
        {"<!DOCTYPE provision><p:provision/>", true},
        {"<!DOCTYPE provision [<!ENTITY a 'b'>]><pro<!DOCTYPE r [ision/>", true},
        {"<!DOCTYPE book [<!ENTITY a 'b'>]><book/>", false},
        {"", false},
    };
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text document = text_of(rows[i].document);
        for (size_t chunk = 0; chunk < 3; chunk++) {
            findings_reset(&findings);
            engine_begin(engine, false, &findings);
            bool complete = feed_engine(engine, document, chunk);
            ck_assert_msg(engine_end(engine, complete) == rows[i].is_profile, "%s",
                          rows[i].document);
        }
        ck_assert(lint_bytes(engine, document, 0, &findings));
        ck_assert_msg(findings.count > 0, "%s", rows[i].document);
    }
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

/* A document that breaks off before its root isn't known to be anything. */
START_TEST(met_root)
{
    static const struct {
        const char *document;
        bool is_met;
    } rows[] = {
        {"<provision/>", true},
        {"<profile/>", true},
        {"<profile><", true},
        {"<x:provision xmlns:x='urn:x'/>", true},
        {"<provison>&", true},
        {"<?xml version='1.0'?>", false},
        {"<!-- nothing -->", false},
        {"text", false},
        {"<<", false},
        {"<profile", false},
        {"<!DOCTYPE book [<!ENTITY a 'b'>]><book/>", false},
    };
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lint_bytes(engine, text_of(rows[i].document), i % 2, &findings);
        ck_assert_msg(engine_met_root(engine) == rows[i].is_met, "%s", rows[i].document);
    }
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

Suite *suite_engine(void)
{
    Suite *suite = suite_create("engine");
    TCase *tests = tcase_create("engine");
    tcase_add_test(tests, sequence);
    tcase_add_test(tests, abandoned);
    tcase_add_loop_test(tests, cap, 0, DOCUMENTS);
    tcase_add_test(tests, cap_and_compared);
    tcase_add_test(tests, compared_values);
    tcase_add_test(tests, cap_and_repeated);
    tcase_add_test(tests, cap_and_hidden);
    tcase_add_loop_test(tests, hidden, 0, DOCUMENTS);
    tcase_add_test(tests, forced);
    tcase_add_loop_test(tests, off, 0, RULE_COUNT);
    tcase_add_test(tests, profiles);
    tcase_add_test(tests, met_root);
    tcase_add_test(tests, no_profile);
    tcase_add_test(tests, broken_off);
    tcase_add_test(tests, misspelt_user);
    suite_add_tcase(suite, tests);
    return suite;
}
