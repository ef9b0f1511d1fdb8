/* SPDX-License-Identifier: MIT */
/*
 * A document's findings are its own: whatever an engine has linted before, in whatever chunks, a
 * fresh one finds the same; and so are a server's, wherever in its document it stands. Neighbours
 * that are much alike would mislead one that remembers.
 */
#include "exact.h"
#include "same.h"
#include "support.h"
#include "thorough.h"

Suite *suite_independence(void);

#define DOCUMENTS 150
#define ROUNDS 12

static const char *const heads[] = {
    "<provision key='k' name='n'>",
    "<provision key='k' name='n'>",
    "<provision key='k' name='n' xmlns='urn:p'>",
    "<p:provision key='k' name='n' xmlns:p='urn:p' xmlns='urn:q'>",
    "<!DOCTYPE provision [<!ATTLIST sipsrv auth CDATA 'basic'>]><provision key='k' name='n'>",
    "<!DOCTYPE provision [<!ATTLIST session x CDATA 'y'>]><provision key='k' name='n'>",
};
static const char *const users[] = {
    "",
    "<user uri='sip:a@contoso.net' realm='contoso.net' allowedauth='kerberos'/>",
    "<user uri='sip:a@contoso.net' allowedauth='digest ntlm'/>",
    "<user uri='sip:a@contoso.net' realm='fabrikam.net'/>",
    "<user uri='sip:a@contoso.net' allowedauth='basic odd'/>",
};
static const char *const fillers[] = {
    "",
    "\n  ",
    "\r\n\t",
    "text",
    "<!-- note -->",
    "<client name='c' banner='true' minver='1.0' curver='1.0'/>",
    "<accesscontrol domain='contoso.net'/>",
    "<provider name='p'><path name='homepage'>http://a.contoso.net</path></provider>",
    "<unknown/>",
};
static const char *const addresses[] = {
    "sip.contoso.net",
    "SIP.contoso.net",
    "reg.fabrikam.net",
    "sip1.contoso.net",
    "sip2.contoso.net:5071",
    "sip3.contoso.net:5061",
    "sip4.contoso.net:5060",
    "192.0.2.7",
    "[2001:db8::1]:5071",
    "sip.example.com",
    "sip_1.contoso.net",
    "",
    "sip5.contoso.net:",
    "&#115;ip6.contoso.net",
    "sip7.contoso.net&#x3A;5071",
    "s\xC3\xB6p.contoso.net",
    "a.contoso.net' x='y",
    "u:pw@sip8.contoso.net",
};
/* %s is the address. */
static const char *const servers[] = {
    "<sipsrv addr='%s' protocol='TLS' role='proxy'",
    "<sipsrv addr='%s' protocol='tls' role='proxy'",
    "<sipsrv addr='%s' protocol='Tls' role='proxy'",
    "<sipsrv addr='%s' protocol='TCP' role='proxy' auth='digest'",
    "<sipsrv addr='%s' protocol='UDP' role='proxy' auth='basic'",
    "<sipsrv  addr = '%s' protocol='TLS' role='registrar'",
    "<sipsrv protocol='TLS' role='proxy' addr='%s'",
    "<sipsrv role='proxy' addr='%s' protocol='TLS' auth='digest'",
    "<sipsrv protocol='TLS' addr='%s' role='proxxy'",
    "<sipsrv addr='%s' protocol='TLS' role='proxy' prio='1'",
    "<Sipsrv addr='%s' protocol='TLS' role='proxy'",
    "<p:sipsrv xmlns:p='urn:p' addr='%s' protocol='TLS' role='proxy'",
    "<sipsrv xmlns:p='urn:p' addr='%s' protocol='TLS' role='proxy'",
    "<sipsrv xmlns='urn:p' addr='%s' protocol='TLS' role='proxy'",
    "<sipsrv addr='%s' role='proxy'",
    "<sipsrv addr='%s' protocol='XXX' role='proxy'",
    "<sipsrv addr='%s' protocol='TLS'",
    "<sipsrv addr='%s' protocol='TLS' role=''",
    "<sipsrv addr='%s' protocol='TLS' role='proxy' auth='ntlm'",
    "<sipsrv addr='%s' protocol='TLS' role='proxy' auth='xyz'",
    "<sipsrv addr='%s' protocol='TLS' role='proxy' auth=''",
    "<sipsrv addr='%s' Role='proxy' protocol='TLS' role='registrar'",
};
static const char *const sessions[] = {
    "<session party='first' type='im'/>",
    "<session party='first' type='pc2pc'/>",
    "<session party='third' type='ph2ph'/>",
    "<session party='third' type='im'/>",
    "<session party='First' type='PC2PC' />",
    "<session party='first' type='im'></session>",
    "<session party='first'/>",
    "<session party='first' type='im' x='y'/>",
    "<session party='first' type='pc2ph'/>",
};

static uint64_t state; /* of the numbers that choose; not 0 */

static size_t pick(size_t limit)
{
    return random_under(&state, limit);
}

#define PICK(list) list[pick(sizeof list / sizeof *list)]

static void put_server(FILE *out, const char *const forms[3])
{
    /* Mostly one address of many, so that not all entries repeat others. */
    char address[64];
    snprintf(address, sizeof address, "host%zu.contoso.net", pick(1000));
    fprintf(out, forms[pick(3)], pick(3) ? address : PICK(addresses));
    if (!pick(4)) {
        fputs("/>", out);
        return;
    }
    fputs(pick(5) ? ">" : " >", out);
    for (size_t count = pick(4); count; count--)
        fprintf(out, "%s%s", pick(2) ? "\n    " : "", pick(3) ? sessions[pick(2)] : PICK(sessions));
    fputs("</sipsrv>", out);
}

/* A profile with many servers, of few forms, with a user and other elements among them. */
static struct bytes make_document(void)
{
    struct bytes document;
    FILE *out = open_memstream(&document.bytes, &document.length);
    size_t count = 5 + pick(40), user_at = pick(count);
    /* Half of the documents are much like each other, so that one can mislead the next. */
    bool is_usual = pick(2);
    const char *const forms[3] = {is_usual ? servers[pick(2)] : PICK(servers),
                                  is_usual ? servers[0] : PICK(servers),
                                  is_usual ? servers[0] : PICK(servers)};
    const char *head = PICK(heads);
    fputs(head, out);
    for (size_t i = 0; i < count; i++) {
        if (i == user_at)
            fputs(PICK(users), out);
        fputs(pick(8) ? "\n  " : PICK(fillers), out);
        put_server(out, forms);
    }
    fputs(head[1] == 'p' && head[2] == ':' ? "</p:provision>\n" : "</provision>\n", out);
    fclose(out);
    return document;
}

static char *lint(struct engine *engine, struct bytes document, size_t chunk)
{
    struct findings findings = {0};
    lint_bytes(engine, bytes_text(document), chunk, &findings);
    char *text = findings_as_text(&findings);
    findings_free(&findings);
    return text;
}

/* A document from that seed, in UTF-16 if its number is odd. */
static struct bytes make_numbered(uint32_t seed, uint32_t number)
{
    state = seed;
    struct bytes document = make_document();
    if (number % 2 == 0)
        return document;
    struct bytes converted = bytes_convert(document.bytes, "UTF-16LE", "\xFF\xFE");
    bytes_free(document);
    return converted;
}

static char *lint_afresh(const struct lab *lab, struct bytes document)
{
    struct engine *engine = engine_new(&lab->judgement);
    char *text = lint(engine, document, 0);
    engine_free(engine);
    return text;
}

static void check_document(const struct lab *lab, struct engine *engine, uint32_t seed,
                           uint32_t number)
{
    static const size_t chunks[] = {0, 1, 64, 1000};
    struct bytes document = make_numbered(seed, number);
    char *expected = lint_afresh(lab, document);
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        char *found = lint(engine, document, chunks[i]);
        expect_same(expected, found, "%.2000s\nin chunks of %zu", document.bytes, chunks[i]);
        free(found);
    }
    free(expected);
    bytes_free(document);
}

/* Half of the rules off: what one of them would say must not keep others from it. */
static void choose_rules(struct lab *lab, int round)
{
    state = (uint64_t)round + 1;
    lab_init(lab);
    for (size_t rule = 0; round >= 3 && rule < RULE_COUNT; rule++) {
        if (!pick(2))
            lab->severity[rule] = SEVERITY_OFF;
    }
}

START_TEST(after_others)
{
    static const enum target targets[] = {TARGET_ANY, TARGET_RTC_1_2, TARGET_CE_5_0};
    struct lab lab;
    choose_rules(&lab, _i);
    lab.judgement.target = targets[_i % 3];
    struct engine *engine = engine_new(&lab.judgement);
    for (uint32_t seed = 1; seed <= (uint32_t)thorough(DOCUMENTS, DOCUMENTS / 10); seed++)
        check_document(&lab, engine, seed * 2654435761u + (uint32_t)_i, seed);
    engine_free(engine);
}
END_TEST

/*
 * Letters that take more bytes from expat than in the document, so that at a place where the
 * address doesn't end the tag goes on like another.
 */
START_TEST(longer_when_decoded)
{
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    lint_bytes(engine,
               text_of("<?xml version='1.0' encoding='ISO-8859-1'?><provision key='k' name='n'>"
                       "<sipsrv addr='a.contoso.net' protocol='TLS' role='proxy'/>"
                       "<sipsrv addr='\xE9\xE9\xE9\xE9\xE9' x='' protocol='TLS' role='proxy'/>"
                       "</provision>"),
               0, &findings);
    ck_assert(has_rule(&findings, RULE_unknown_attribute));
    findings_free(&findings);
    engine_free(engine);
}
END_TEST

/* Tags that are alike are read alike: `role` is what the client looks for, and `Role` isn't. */
START_TEST(alike)
{
    static const char server[] =
        "<sipsrv addr='a.contoso.net' Role='proxy' protocol='TLS' role='registrar'/>";
    struct lab lab;
    struct findings findings = {0};
    char document[400];
    lab_init(&lab);
    snprintf(document, sizeof document, "<provision key='k' name='n'>%s%s%s</provision>", server,
             server, server);
    struct engine *engine = engine_new(&lab.judgement);
    lint_bytes(engine, text_of(document), 0, &findings);
    ck_assert(!has_rule(&findings, RULE_proxy_without_session));
    ck_assert(has_rule(&findings, RULE_multiple_registrars));
    findings_free(&findings);
    engine_free(engine);
}
END_TEST

/* Of servers with the same bytes in two documents, or with values from elsewhere, each has its own
 * values. */
static const struct {
    const char *before;
    const char *auth;
    const char *shown;
} values[] = {
    {"<?xml version='1.0' encoding='ISO-8859-1'?>", " auth='\xC3\xA9'",
     "\"\xC3\x83(hidden)\" isn't"},
    {"", " auth='\xC3\xA9'", "\"\xC3\xA9\" isn't"},
};

START_TEST(own_values)
{
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char document[1000];
        int length =
            snprintf(document, sizeof document, "%s<provision key='k' name='n'>", values[i].before);
        for (int server = 0; server < 3; server++)
            length += snprintf(document + length, sizeof document - (size_t)length,
                               "<sipsrv addr='a%d.contoso.net' protocol='TLS' role='proxy'%s/>",
                               server, values[i].auth);
        snprintf(document + length, sizeof document - (size_t)length, "</provision>");
        findings_reset(&findings);
        lint_bytes(engine, text_of(document), 0, &findings);
        char *text = findings_as_text(&findings);
        size_t shown = 0;
        for (const char *at = text; (at = strstr(at, values[i].shown)); at++)
            shown++;
        ck_assert_msg(shown == 3, "%zu of 3 in document %zu:\n%s", shown, i, text);
        free(text);
    }
    findings_free(&findings);
    engine_free(engine);
}
END_TEST

/* What is known of one document doesn't speak for the next, where the user may come later. */
START_TEST(user_still_to_come)
{
    static const char server[] =
        "<sipsrv addr='a.contoso.net' protocol='TLS' role='proxy' auth='digest'>"
        "<session party='first' type='im'/></sipsrv>";
    static const char *const documents[] = {
        "<provision key='k' name='n'><user uri='sip:a@contoso.net'/>%s</provision>",
        "<provision key='k' name='n'>%s<user uri='sip:a@contoso.net' "
        "allowedauth='ntlm'/></provision>",
    };
    struct lab lab;
    struct findings findings = {0};
    char document[400];
    lab_init(&lab);
    lab.severity[RULE_auth_deprecated] = SEVERITY_OFF;
    struct engine *engine = engine_new(&lab.judgement);
    for (size_t i = 0; i < 4; i++) {
        snprintf(document, sizeof document, documents[i % 2], server);
        findings_reset(&findings);
        lint_bytes(engine, text_of(document), 0, &findings);
        ck_assert_int_eq(has_rule(&findings, RULE_auth_ignored), i % 2);
    }
    findings_free(&findings);
    engine_free(engine);
}
END_TEST

/* ---- Wherever it stands ---- */

/* Rules that compare a server with others, or with what stands before it. */
static bool compares(uint16_t rule)
{
    static const uint16_t comparing[] = {RULE_duplicate_server, RULE_multiple_registrars,
                                         RULE_protocol_mixed,   RULE_auth_mixed,
                                         RULE_value_case,       RULE_element_order};
    for (size_t i = 0; i < sizeof comparing / sizeof *comparing; i++) {
        if (comparing[i] == rule)
            return true;
    }
    return false;
}

/* Counts the lines that a text names from that one. */
static void put_counted(FILE *out, const char *text, uint32_t first)
{
    static const char mark[] = "line ";
    for (const char *at = text; *at; at++) {
        char *end = NULL;
        unsigned long line =
            strncmp(at, mark, strlen(mark)) == 0 ? strtoul(at + strlen(mark), &end, 10) : 0;
        if (line == 0) {
            fputc(*at, out);
            continue;
        }
        fprintf(out, "%s%ld", mark, (long)line - (long)first);
        at = end - 1;
    }
}

static uint32_t line_of(struct bytes document, size_t byte)
{
    uint32_t line = 1;
    for (size_t at = 0; at < byte; at++)
        line += document.bytes[at] == '\n';
    return line;
}

static void put_found(FILE *out, const struct finding *found, size_t from, uint32_t first)
{
    fprintf(out, "%zu-%zu %d [%s] %s: ", (size_t)found->at.start.byte - from,
            (size_t)found->at.end.byte - from, found->severity, rules[found->rule].id,
            found->where);
    put_counted(out, found->message, first);
    fputs("; ", out);
    put_counted(out, found->help, first);
    fputc('\n', out);
}

/* What is found in a part of a document, with places counted from where that begins. */
static char *lint_part(struct engine *engine, struct bytes document, size_t from, size_t to)
{
    struct findings findings = {0};
    char *text;
    size_t length;
    lint_bytes(engine, bytes_text(document), 64, &findings);
    FILE *out = open_memstream(&text, &length);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *found = &findings.items[i];
        if (found->at.start.byte >= from && found->at.end.byte <= to && !compares(found->rule))
            put_found(out, found, from, line_of(document, from));
    }
    fclose(out);
    findings_free(&findings);
    return text;
}

/* Puts the server behind so many others, before or behind the user, and maybe behind a comment that
 * suppresses something else. Returns where it begins. */
static size_t put_among_others(struct bytes *document, const char *server, size_t place)
{
    static const char user[] = "<user uri='sip:a@contoso.net' allowedauth='basic digest'/>\n";
    static const char other[] = "<sipsrv addr='h%zu.contoso.net' protocol='TLS' role='proxy'>"
                                "<session party='first' type='im'/></sipsrv>\n";
    FILE *out = open_memstream(&document->bytes, &document->length);
    bool user_first = place % 2;
    fputs("<provision key='k' name='n'>\n", out);
    for (size_t i = 0; i < place; i++) {
        if (user_first && i == 0)
            fputs(user, out);
        fprintf(out, other, i);
    }
    if (place % 3 == 2)
        fputs("<!-- siplint disable=port-default: an example -->", out);
    long at = ftell(out);
    fputs(server, out);
    if (!user_first)
        fputs(user, out);
    fprintf(out, other, (size_t)1000000);
    fputs("<sipsrv addr='r.contoso.net' protocol='TLS' role='registrar'/>"
          "<accesscontrol domain='contoso.net'/></provision>",
          out);
    fclose(out);
    return (size_t)at;
}

/* A server's findings are the same wherever in the file it stands. */
START_TEST(anywhere)
{
    static const size_t places[] = {0, 1, 2, 3, 4, 5, 7, 500, 1001};
    struct lab lab;
    lab_init(&lab);
    lab.severity[RULE_port_default] = SEVERITY_OFF; /* the comment is for it */
    struct engine *engine = engine_new(&lab.judgement);
    for (uint64_t seed = 1; seed <= 40; seed++) {
        state = seed * 2654435761u + (uint64_t)_i;
        const char *const forms[3] = {PICK(servers), PICK(servers), PICK(servers)};
        struct bytes server, document;
        FILE *out = open_memstream(&server.bytes, &server.length);
        put_server(out, forms);
        fclose(out);
        char *expected = NULL;
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            size_t at = put_among_others(&document, server.bytes, places[i]);
            char *found = lint_part(engine, document, at, at + server.length);
            if (!expected)
                expected = found;
            expect_same(expected, found, "%s\nafter %zu others", server.bytes, places[i]);
            if (found != expected)
                free(found);
            bytes_free(document);
        }
        free(expected);
        bytes_free(server);
    }
    engine_free(engine);
}
END_TEST

Suite *suite_independence(void)
{
    Suite *suite = suite_create("independence");
    TCase *tests = tcase_create("independence");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, longer_when_decoded);
    tcase_add_test(tests, alike);
    tcase_add_test(tests, own_values);
    tcase_add_test(tests, user_still_to_come);
    tcase_add_loop_test(tests, after_others, 0, ROUNDS);
    tcase_add_loop_test(tests, anywhere, 0, 4);
    suite_add_tcase(suite, tests);
    return suite;
}
