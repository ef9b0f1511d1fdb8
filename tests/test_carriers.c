/* SPDX-License-Identifier: MIT */
/*
 * A profile in a carrier has the findings that it has by itself: every fixture is wrapped in both
 * kinds of carrier, between both quotation marks, escaped in several ways and in several encodings.
 * What each finding points at is, unescaped, the token that it points at in the profile. Unless
 * it's to be thorough, a fixture is wrapped in each third of the ways, which are others for the
 * next one.
 */
#include "fixture.h"
#include "oracle.h"
#include "same.h"
#include "support.h"
#include "thorough.h"
#include "wrapping.h"

#include <strings.h>

Suite *suite_carriers(void);

/* ---- Wrapping ---- */

#define CE(quote) \
    "<voip-provision>\r\n <set name='SIPSettings' value=" quote, quote "/></voip-provision>"
#define OMA(quote)                                                         \
    "<wap-provisioningdoc><characteristic type='VoIP'><parm value=" quote, \
        quote " name=\"BackupSIPsettings\"/></characteristic></wap-provisioningdoc>\n"

static const struct wrapping wrappings[] = {
    {CE("\""), "SIPSettings", '"', BY_NAME, "UTF-8", false},
    {CE("'"), "SIPSettings", '\'', BY_NAME, "UTF-8", false},
    {OMA("\""), "BackupSIPSettings", '"', BY_DECIMAL, "UTF-8", false},
    {OMA("'"), "BackupSIPSettings", '\'', BY_HEXADECIMAL, "UTF-8", false},
    {CE("\""), "SIPSettings", '"', BY_HEXADECIMAL, "UTF-16LE", false},
    {CE("'"), "SIPSettings", '\'', BY_NAME, "UTF-16BE", false},
    {CE("\""), "SIPSettings", '"', BY_NAME, "WINDOWS-1251", false},
    {CE("\""), "SIPSettings", '"', BY_NAME, "UTF-8", true},
};

#define WRAPPINGS (int)(sizeof wrappings / sizeof *wrappings)

/* What the bytes of a carrier mean: references and line ends resolved, as UTF-8. */
static char *unescape(struct text raw, const char *encoding)
{
    static const struct {
        const char *name;
        char sign;
    } names[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    char *in = oracle_utf_8(raw, encoding);
    char *out = malloc(strlen(in) + 1);
    size_t length = 0;
    for (const char *at = in; *at;) {
        char *end = NULL;
        size_t i = 0;
        while (i < 5 && strncmp(at, names[i].name, strlen(names[i].name)) != 0)
            i++;
        if (i < 5) {
            out[length++] = names[i].sign;
            at += strlen(names[i].name);
        } else if (at[0] == '&' && at[1] == '#') {
            bool is_hexadecimal = at[2] == 'x';
            unsigned long number = strtoul(at + 2 + is_hexadecimal, &end, is_hexadecimal ? 16 : 10);
            length += text_encode((uint32_t)number, out + length);
            at = end + 1;
        } else {
            out[length++] = *at++;
        }
    }
    out[length] = '\0';
    free(in);
    return out;
}

/* ---- Comparing ---- */

static void put_blank_lines(char *text)
{
    for (; *text; text++)
        if (*text == '\n' || *text == '\r' || *text == '\t')
            *text = ' ';
}

/* `token` may be a place without a width. Takes the token. */
static void put_finding(struct lines *lines, const struct finding *finding, const char *where,
                        char *token)
{
    char line[2048];
    put_blank_lines(token);
    snprintf(line, sizeof line, "%s %s %s %s: %.900s",
             severity_name((enum severity)finding->severity), rules[finding->rule].id, where,
             finding->code ? finding->code : "-", token);
    add_line(lines, line);
    free(token);
}

/* Line ends that became blanks are no mistake in themselves, and may hide one. */
static bool is_compared(const struct finding *finding, const struct wrapping *wrapping)
{
    return !wrapping->keeps_lines || finding->rule != RULE_xml_malformed;
}

static char *findings_of_profile(struct engine *engine, const char *profile,
                                 const struct wrapping *wrapping)
{
    struct findings findings = {0};
    struct lines *lines = calloc(1, sizeof *lines);
    lint_bytes(engine, text_of(profile), 0, &findings);
    findings_sort(&findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        size_t from = finding->at.start.byte, to = finding->at.end.byte;
        if (is_compared(finding, wrapping))
            put_finding(lines, finding, finding->where, strndup(profile + from, to - from));
    }
    findings_free(&findings);
    char *text = join(lines);
    free(lines);
    return text;
}

static void check_prefix(const struct finding *finding, const struct wrapping *wrapping)
{
    char prefix[64];
    snprintf(prefix, sizeof prefix, "in %s: ", wrapping->setting);
    ck_assert_msg(strncmp(finding->message, prefix, strlen(prefix)) == 0, "%s", finding->message);
    snprintf(prefix, sizeof prefix, "%s/", wrapping->setting);
    ck_assert_msg(strncmp(finding->where, prefix, strlen(prefix)) == 0, "%s", finding->where);
}

static char *findings_in_carrier(struct engine *engine, struct text carrier, size_t chunk,
                                 const struct wrapping *wrapping, const char *name)
{
    struct findings findings = {0};
    struct lines *lines = calloc(1, sizeof *lines);
    lint_bytes(engine, carrier, chunk, &findings);
    findings_sort(&findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        size_t from = finding->at.start.byte, to = finding->at.end.byte;
        if (rules[finding->rule].category == CATEGORY_CARRIER || !is_compared(finding, wrapping))
            continue;
        ck_assert_uint_le(to, carrier.length);
        check_prefix(finding, wrapping);
        oracle_check_place(carrier, wrapping->encoding, &finding->at.start, name);
        oracle_check_place(carrier, wrapping->encoding, &finding->at.end, name);
        put_finding(lines, finding, strchr(finding->where, '/') + 1,
                    unescape(text_slice(carrier, from, to), wrapping->encoding));
    }
    findings_free(&findings);
    char *text = join(lines);
    free(lines);
    return text;
}

/* ---- Fixtures ---- */

/* The fixture's text as UTF-8; NULL where it can't be written into a carrier: what isn't text, has
 * characters that aren't XML's, is longer than a tag can be, or is a carrier itself. */
static char *profile_text(const struct fixture *fixture)
{
    static const char *const encodings[] = {"UTF-8", "UTF-16LE", "UTF-16BE"};
    const unsigned char *head = (const unsigned char *)fixture->file.bytes;
    size_t length = fixture->file.length;
    int is_utf_16 = length < 2                        ? 0
                    : head[1] == 0 || head[0] == 0xFF ? 1
                    : head[0] == 0 || head[0] == 0xFE ? 2
                                                      : 0;
    struct text bytes = bytes_text(fixture->file);
    if (length > 100000 || strstr(fixture->text, "voip-provision") ||
        strstr(fixture->text, "characteristic") || !oracle_takes(bytes, encodings[is_utf_16]))
        return NULL;
    char *text = oracle_utf_8(bytes, encodings[is_utf_16]);
    bool is_allowed = strchr(text, '<') != NULL;
    for (const char *at = text; *at; at++)
        is_allowed &= (unsigned char)*at >= ' ' || strchr("\t\r\n", *at) != NULL;
    is_allowed &= !strstr(text, "\xEF\xBF\xBE") && !strstr(text, "\xEF\xBF\xBF");
    if (is_allowed)
        return text;
    free(text);
    return NULL;
}

/* In a carrier a declared encoding is of no consequence; by itself, only the right one. */
static bool declares_another(const char *profile)
{
    const char *declared = strstr(profile, "encoding=");
    return declared && strncasecmp(declared + 10, "utf-8", 5) != 0;
}

static void check_wrapped(struct engine *engine, const char *name, const char *profile, int number)
{
    const struct wrapping *wrapping = &wrappings[number];
    struct bytes carrier = wrap(profile, wrapping);
    char *expected = findings_of_profile(engine, profile, wrapping);
    char *found = findings_in_carrier(engine, bytes_text(carrier), 0, wrapping, name);
    if (!declares_another(profile))
        expect_same(expected, found, "%s, wrapped the way %d:\n%.2000s", name, number,
                    carrier.bytes);
    free(expected);
    free(found);
    bytes_free(carrier);
}

START_TEST(wrapped_fixture)
{
    struct fixture fixture = load(fixtures[_i]);
    struct options options;
    ck_assert_int_eq(parse_options(&fixture, &options), STATUS_CLEAN);
    const struct judgement judgement = {
        .policy = &options.policy,
        .target = options.target,
        .now = options.now,
        .heed_suppressions = options.suppressions,
        .key = {{1, 2}},
    };
    struct engine *engine = engine_new(&judgement);
    char *profile = profile_text(&fixture);
    int step = thorough(1, 3);
    for (int i = _i % step; profile && i < WRAPPINGS; i += step)
        check_wrapped(engine, fixture.path, profile, i);
    free(profile);
    engine_free(engine);
    options_free(&options);
    unload(&fixture);
}
END_TEST

/* ---- Who answers ---- */

/* The RTC client's codes are answers to a profile, the phone's to the document around it; for
 * Windows Mobile none is known. */
static const struct {
    const char *document;
    enum rule_index rule;
    const char *code; /* NULL: none */
} answers[] = {
    {"<voip-provision><set name='SIPSettings' value='X'/></voip-provision>",
     RULE_setting_without_profile, "PROVISION_E_INVALID_SETTING"},
    {"<voip-provision><set name='DialPlan' value=''/><query name='DialPlan'/></voip-provision>",
     RULE_root_not_provision, NULL},
    {"<VoIPConfiguration><sip_server>x</sip_server></VoIPConfiguration>", RULE_root_not_provision,
     NULL},
    {"<voipconfiguration/>", RULE_root_not_provision, "RTC_E_PROFILE_NO_PROVISION"},
    {"<voip-provision><set name='SIPSettings' value='X'/><query name='SIPSettings'/>"
     "</voip-provision>",
     RULE_setting_repeated, "PROVISION_E_MULTIPLE_SETTINGS"},
    {"<characteristic type='VoIP'><parm name='SIPSettings' value='X'/></characteristic>",
     RULE_setting_without_profile, NULL},
    {"<characteristic type='VoIP'><parm name='SIPSettings' value='&lt;provision key=\"k\"/>'/>"
     "</characteristic>",
     RULE_missing_name, "RTC_E_PROFILE_NO_NAME"},
    {"<voip-provision><set name='SIPSettings' value='X'/>", RULE_xml_malformed, NULL},
    {"<provision key='k'/>", RULE_missing_name, "RTC_E_PROFILE_NO_NAME"},
};

START_TEST(answer)
{
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    lint_bytes(engine, text_of(answers[_i].document), 0, &findings);
    size_t i = 0;
    while (i < findings.count && findings.items[i].rule != answers[_i].rule)
        i++;
    ck_assert_msg(i < findings.count, "%s: no %s", answers[_i].document,
                  rules[answers[_i].rule].id);
    ck_assert_pstr_eq(findings.items[i].code, answers[_i].code);
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

Suite *suite_carriers(void)
{
    Suite *suite = suite_create("carriers");
    TCase *tcase = tcase_create("carriers");
    fixture_count = 0;
    ftw("fixtures", add_fixture, 16);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, wrapped_fixture, 0, fixture_count);
    tcase_add_loop_test(tcase, answer, 0, sizeof answers / sizeof *answers);
    suite_add_tcase(suite, tcase);
    return suite;
}
