/* SPDX-License-Identifier: MIT */
/*
 * How much of a value may be shown. In the table a `^` marks the place up to which it may; without
 * one all of it may.
 */
#include "exact.h"
#include "grammar/harmless.h"
#include "profile/schema.h"
#include "thorough.h"

Suite *suite_harmless(void);

static const struct {
    enum attribute_kind attribute;
    const char *value;
} rows[] = {
    /* What people write, right or not, is shown. */
    {ATTRIBUTE_uri, "sip:ann@contoso.net"},
    {ATTRIBUTE_uri, "ann.lee@contoso.net"},
    {ATTRIBUTE_uri, "sips:Ann_Lee@contoso.net"},
    {ATTRIBUTE_uri, "sip:ann@contoso"},
    {ATTRIBUTE_uri, "sip:contoso.net"},
    {ATTRIBUTE_uri, "sip:"},
    {ATTRIBUTE_uri, "sip:@contoso.net"},
    {ATTRIBUTE_uri, "sip:ann@"},
    {ATTRIBUTE_uri, "tel:+1-425-555-0100"},
    {ATTRIBUTE_uri, "mailto:ann@contoso.net"},
    {ATTRIBUTE_uri, "sip:ann@contoso.net:5061"},
    {ATTRIBUTE_uri, "sip:ann@contoso.net:65536"},
    {ATTRIBUTE_uri, "sip:ann@contoso.net:"},
    {ATTRIBUTE_uri, "contoso.net:5061"},
    {ATTRIBUTE_uri, "sip:ann@[2001:db8::5]:5061"},
    {ATTRIBUTE_uri, "sip:ann@contoso.net;transport=tls;lr"},
    {ATTRIBUTE_uri, "sip:ann@contoso.net;user=phone;method=INVITE"},
    {ATTRIBUTE_uri, "sip:ann@contoso_sales..net"},
    {ATTRIBUTE_uri, "sip:ann@contoso.net "},
    {ATTRIBUTE_addr, "sip.contoso.net"},
    {ATTRIBUTE_addr, "sip_1.contoso.net:5061"},
    {ATTRIBUTE_addr, "sip.cont\xC3\xB6so.net"},
    {ATTRIBUTE_addr, "sip1:5061"},
    {ATTRIBUTE_addr, "192.0.2.256"},
    {ATTRIBUTE_addr, "2001:db8::5"},
    {ATTRIBUTE_addr, "fe80::1a2b:3c4d%eth0"},
    {ATTRIBUTE_addr, "[fe80::1a2b:3c4d%eth0]:5061"},
    {ATTRIBUTE_addr, "[2001:db8::g]"},
    {ATTRIBUTE_addr, "x7k2p9-b4.contoso.net:-1"},
    {ATTRIBUTE_addr, "sip:sip.contoso.net"},
    {ATTRIBUTE_addr, "wss://sip.contoso.net"},
    {ATTRIBUTE_addr, "ann@sip.contoso.net"},
    {ATTRIBUTE_addr, "sip.contoso.net/"},
    {ATTRIBUTE_domain, "contoso.net"},
    {ATTRIBUTE_homepage, "https://www.contoso.net/help/index.htm"},
    {ATTRIBUTE_homepage, "https://www.contoso.net:8443/~ann/"},
    {ATTRIBUTE_homepage, "https://[2001:db8::5]/"},
    {ATTRIBUTE_homepage, "www.contoso.net/help"},
    {ATTRIBUTE_homepage, "/help"},
    {ATTRIBUTE_homepage, "https://www.contoso.net/my page"},
    {ATTRIBUTE_homepage, "https://"},
    {ATTRIBUTE_homepage, "my page"},
    {ATTRIBUTE_helpdesk, "mailto:help@contoso.net"},
    {ATTRIBUTE_protocol, "TSL"},
    {ATTRIBUTE_protocol, "TLS "},
    {ATTRIBUTE_protocol, "\xD0\xA2\xD0\xA1\xD0\xA0"}, /* in Cyrillic */
    {ATTRIBUTE_protocol, "TLSv1.2"},
    {ATTRIBUTE_role, "outbound-proxy"},
    {ATTRIBUTE_type, "RTCST_PC_TO_PC"},
    {ATTRIBUTE_type, "pc2pc"},
    {ATTRIBUTE_allowedauth, "kerberos, ntlm"},
    {ATTRIBUTE_allowedauth, "kerberos;ntlm|digest"},
    {ATTRIBUTE_allowedauth, "kerberos\xC2\xA0ntlm"},
    {ATTRIBUTE_allowedauth, "kerbros,negotiate"}, /* close to a known one is known */
    {ATTRIBUTE_allowedauth, "negotiate ntlm"},
    {ATTRIBUTE_key, "{de500844-e074-47fd-9e53-a51d63e5f51d}"},
    {ATTRIBUTE_key, "1232ab01"},
    {ATTRIBUTE_key, "contoso-1"},
    {ATTRIBUTE_name, "Ann Lee (Contoso, Berlin)"},
    {ATTRIBUTE_expires, "2030-12-31T23:59:59.5+01:00"},
    {ATTRIBUTE_expires, "29991231T235959Z"},
    {ATTRIBUTE_expires, "12/31/2030"},
    {ATTRIBUTE_expires, "never"},
    {ATTRIBUTE_minver, "1.2.3"},
    {ATTRIBUTE_minver, "1,2"},
    {ATTRIBUTE_minver, "v1"},
    {ATTRIBUTE_minver, "123456789012345.12345"},
    {ATTRIBUTE_banner, "true"},
    {ATTRIBUTE_realm, "contoso.net"},
    {ATTRIBUTE_realm, "contoso.net:5061"},
    {ATTRIBUTE_realm, "192.0.2.1:5061"},
    {ATTRIBUTE_realm, "[2001:db8::5]:5061"},
    {ATTRIBUTE_realm, "Contoso Voice"},
    {ATTRIBUTE_account, "CONTOSO\\ann"},
    {ATTRIBUTE_account, "ann@contoso.net"},
    {ATTRIBUTE_sig, "unique signature provided by Microsoft"},

    /* A password behind a user's name, whatever stands between. */
    {ATTRIBUTE_uri, "sip:ann:^secret@contoso.net"},
    {ATTRIBUTE_uri, "ann:^secret@contoso.net"},
    {ATTRIBUTE_uri, "ann:^secret"},
    {ATTRIBUTE_uri, "sip:ann:^1234"},
    {ATTRIBUTE_uri, "sip:ann;^secret@contoso.net"},
    {ATTRIBUTE_uri, "sip:ann%^3asecret@contoso.net"},
    {ATTRIBUTE_uri, "sip:^ann:se@cret@contoso.net"},
    {ATTRIBUTE_uri, "sip:^ann@secret@contoso.net"},
    {ATTRIBUTE_uri, "sip:ann^\xEF\xBC\x9Asecret@contoso.net"}, /* a wide colon */
    {ATTRIBUTE_addr, "ann:^secret@contoso.net"},
    {ATTRIBUTE_addr, "ann/^secret"},
    {ATTRIBUTE_account, "ann:^secret"},
    {ATTRIBUTE_account, "ann/^secret"},
    {ATTRIBUTE_account, "ann:^secret@contoso.net"},
    {ATTRIBUTE_realm, "ann:^secret"},
    {ATTRIBUTE_realm, "ann:^1234"},
    {ATTRIBUTE_name, "ann=^secret"},
    {ATTRIBUTE_expires, "ann:^secret"},
    {ATTRIBUTE_allowedauth, "ann:^secret"},
    {ATTRIBUTE_allowedauth, "ann;^secret"},
    {ATTRIBUTE_allowedauth, "kerberos ann:^secret ntlm"},
    {ATTRIBUTE_allowedauth, "kerberos ann ,^secret"},
    {ATTRIBUTE_protocol, "ann|^secret"},
    /* … where a port would be, … */
    {ATTRIBUTE_uri, "sip:ann@h:^secret"},
    {ATTRIBUTE_uri, "sip:ann@h:^5061x"},
    {ATTRIBUTE_uri, "[::1]:^secret"},
    {ATTRIBUTE_addr, "sip.contoso.net:^secret"},
    {ATTRIBUTE_addr, "sip.contoso.net:^12345678"},
    /* … between brackets, … */
    {ATTRIBUTE_addr, "[^ann:secret]"},
    {ATTRIBUTE_addr, "[^::secret]"},
    {ATTRIBUTE_addr, "[^dead:beefbeef::]"},
    /* … in parameters and headers. */
    {ATTRIBUTE_uri, "sip:ann@contoso.net;^pwd=secret"},
    {ATTRIBUTE_uri, "sip:ann@contoso.net;transport=tls;^secret"},
    {ATTRIBUTE_uri, "sip:ann@contoso.net?^subject=secret"},
    {ATTRIBUTE_addr, "sip.contoso.net;^pwd=secret"},
    {ATTRIBUTE_uri, "sip:ann@contoso.net;transport=^secret;lr"},
    {ATTRIBUTE_uri, "sip:ann@contoso.net;maddr=^Zq7Xv9KwJ2pLt"},
    {ATTRIBUTE_realm, "ann@contoso.net;^user=secret"},

    /* Of a web address no user is shown: a token may stand there alone. */
    {ATTRIBUTE_homepage, "http://^token@contoso.net/"},
    {ATTRIBUTE_homepage, "http://^token%40contoso.net/"},
    {ATTRIBUTE_addr, "http://^token@contoso.net"},
    {ATTRIBUTE_uri, "https://^token@contoso.net"},
    {ATTRIBUTE_realm, "http:^//token@contoso.net"},
    {ATTRIBUTE_homepage, "http://^ann:secret@contoso.net/"},
    {ATTRIBUTE_homepage, "http://^ann;secret@contoso.net/"},
    {ATTRIBUTE_homepage, "http://^ann%3asecret%40contoso.net/"},
    {ATTRIBUTE_homepage, "http://^ann/secret@contoso.net/"},
    {ATTRIBUTE_homepage, "http:^ann:secret@contoso.net/"},
    {ATTRIBUTE_homepage, "ann:^secret"},
    {ATTRIBUTE_homepage, "ann/^secret"},
    {ATTRIBUTE_homepage, "^ann;secret@contoso.net"},
    {ATTRIBUTE_homepage, "^ann|secret@contoso.net"},
    {ATTRIBUTE_homepage, "http://ann:^secret/"},
    {ATTRIBUTE_homepage, "http://ann:^/secret"},
    {ATTRIBUTE_homepage, "http://[::1]:^secret"},
    {ATTRIBUTE_homepage, "http://www.contoso.net/?^token=secret"},
    {ATTRIBUTE_homepage, "http://www.contoso.net/a;^pwd=secret"},
    {ATTRIBUTE_homepage, "http://www.contoso.net/a#^secret"},
    {ATTRIBUTE_homepage, "javascript:^alert(1)"},
    {ATTRIBUTE_helpdesk, "mailto:ann:^secret@contoso.net"},

    /* A value that has swallowed the attributes behind it. */
    {ATTRIBUTE_uri, "sip:ann@contoso.net ^password="},
    {ATTRIBUTE_realm, "contoso.net password^="},
    {ATTRIBUTE_realm, "contoso.net password^= secret"},
    {ATTRIBUTE_name, "Ann PWD^ secret"},
    {ATTRIBUTE_name, "Ann\"^ secret"},
    {ATTRIBUTE_account, "ann passwd^ secret x"},

    /* Generated passwords, with all that stands beside them. */
    {ATTRIBUTE_name, "^Zq7Xv9KwJ2pLt"},
    {ATTRIBUTE_name, "^Ann Zq7X.v9KwJ2pLt"},
    {ATTRIBUTE_realm, "^s3cr3t"},
    {ATTRIBUTE_uri, "sip:^annZq7Xv9KwJ2pLt@contoso.net"},
    {ATTRIBUTE_uri, "sip:^Zq7Xv9KwJ2pLt"},
    {ATTRIBUTE_homepage, "https://^www.contoso.net/reset/a8f9c2e1b3"},
    {ATTRIBUTE_protocol, "^a1b2c3"},

    /* Where there's more to go by than that it's a word, a long one isn't shown. */
    {ATTRIBUTE_role, "^annsecret1"},
    {ATTRIBUTE_allowedauth, "kerberos ^annsecret1 ntlm"},
    {ATTRIBUTE_minver, "^annsecret"},
    {ATTRIBUTE_banner, "^secret"},
    {ATTRIBUTE_name, "Ann passwrd^ secret"},
    {ATTRIBUTE_name, "Ann Kennwort^ geheim"},
    {ATTRIBUTE_account, "ann Passphrase^ x"},
    {ATTRIBUTE_allowedauth, "kerberos,^Zq7Xv9KwJ2pLt"},
    {ATTRIBUTE_allowedauth, "kerberos,^Zq7Xv9"},
    {ATTRIBUTE_allowedauth, "kerberos ^a1b2c3 ntlm"},
    {ATTRIBUTE_allowedauth, "kerberos ^ann a1b2c3"},
    {ATTRIBUTE_allowedauth, "kerberos ^ann annsecret1"},

    {ATTRIBUTE_password, "^secret"},
    {ATTRIBUTE_password, "^s"},
    {ATTRIBUTE_password, ""},
};

#define ROWS (int)(sizeof rows / sizeof *rows)

/* Takes the mark out of a copy; how many bytes come before it. */
static size_t take_mark(char *copy)
{
    char *mark = strchr(copy, '^');
    if (!mark)
        return strlen(copy);
    memmove(mark, mark + 1, strlen(mark));
    return (size_t)(mark - copy);
}

START_TEST(shown)
{
    char room[128];
    strcpy(room, rows[_i].value);
    size_t expected = take_mark(room);
    struct text value = exact_copy(text_of(room));
    struct harmless harmless = attribute_harmless(rows[_i].attribute, value);
    ck_assert_msg(harmless.shown == expected, "%s=\"%s\": %zu bytes, not %zu",
                  attribute_name(rows[_i].attribute), room, harmless.shown, expected);
    ck_assert(harmless_is_whole(harmless) == (expected == value.length));
    exact_free(value);
}
END_TEST

/* Names: of XML, of encodings, of rules. */
START_TEST(names)
{
    static const char *const known[] = {"usr",
                                        "xsi:schemaLocation",
                                        "ISO-8859-1",
                                        "ISO_8859-1",
                                        "xml-doctpe",
                                        "f\xC3\xBCnf",
                                        "xsi:noNamespaceSchemaLocation",
                                        "noNamespaceSchemaLocation"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        ck_assert_msg(harmless_is_whole(harmless_value(FORM_NAME, NULL, text_of(known[i]))), "%s",
                      known[i]);
    ck_assert_uint_eq(harmless_value(FORM_NAME, NULL, text_of("Zq7Xv9KwJ2pLt")).shown, 0);
    ck_assert_uint_eq(harmless_value(FORM_NAME, NULL, text_of("latin1//secret")).shown, 7);
    ck_assert_uint_eq(
        harmless_value(FORM_NAME, NULL, text_of("Zq7Xv9:noNamespaceSchemaLocation")).shown, 0);
    ck_assert_uint_eq(harmless_value(FORM_NAME, NULL, text_of("password:secret")).shown, 8);
    ck_assert(harmless_is_whole(harmless_value(FORM_ID, NULL, text_of("no-such-rule"))));
    ck_assert_uint_eq(harmless_value(FORM_ID, NULL, text_of("Secret")).shown, 0);
}
END_TEST

/* Only letters, and only so many; a telephone number or X's. */
START_TEST(settings)
{
    ck_assert(harmless_is_whole(harmless_value(FORM_LETTERS, NULL, text_of("VoicemailServer"))));
    ck_assert_uint_eq(harmless_value(FORM_LETTERS, NULL, text_of("Voicemail1")).shown, 0);
    ck_assert_uint_eq(
        harmless_value(FORM_LETTERS, NULL, text_of("abcdefghijklmnopqrstuvwxyz")).shown, 0);
    ck_assert(harmless_is_whole(harmless_value(FORM_SETTING, NULL, text_of("XXXX"))));
    ck_assert(harmless_is_whole(harmless_value(FORM_SETTING, NULL, text_of("+1 (555) 555-1212"))));
    ck_assert_uint_eq(harmless_value(FORM_SETTING, NULL, text_of("XX1")).shown, 0);
    ck_assert_uint_eq(harmless_value(FORM_SETTING, NULL, text_of("<provision/>")).shown, 0);
}
END_TEST

/* One that's longer is neither read nor shown. */
START_TEST(long_value)
{
    char longest[HARMLESS_LONGEST + 1] = "";
    char longer[HARMLESS_LONGEST + 2] = "";
    const char *const words[] = {longest, longer, NULL};
    memset(longest, '1', sizeof longest - 1);
    memset(longer, '1', sizeof longer - 1);
    for (int i = FORM_NAME; i < FORM_SECRET; i++) {
        enum value_form form = (enum value_form)i;
        bool may_be_long = form != FORM_LETTERS;
        ck_assert_int_eq(harmless_is_whole(harmless_value(form, words, text_of(longest))),
                         may_be_long);
        ck_assert_uint_eq(harmless_value(form, words, text_of(longer)).shown, 0);
    }
}
END_TEST

START_TEST(parts)
{
    struct text value = text_of("ann:secret");
    struct harmless harmless = {value, 4};
    static const size_t bounds[][3] = {{0, 10, 4}, {0, 4, 4}, {0, 3, 3}, {2, 6, 2},
                                       {4, 10, 0}, {6, 8, 0}, {4, 4, 0}};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        struct text part = text_slice(value, bounds[i][0], bounds[i][1]);
        ck_assert_uint_eq(harmless_part(harmless, part).shown, bounds[i][2]);
    }
    ck_assert_uint_eq(harmless_part(harmless, (struct text){NULL, 0}).shown, 0);
}
END_TEST

/* Whatever a value is, what stands behind a user's colon isn't shown, nor a part of a word. */
static void check_value(struct text value)
{
    for (int i = 0; i < ATTRIBUTE_COUNT; i++) {
        enum attribute_kind attribute = (enum attribute_kind)i;
        struct text exact = exact_copy(value);
        size_t length = attribute_harmless(attribute, exact).shown;
        if (length > value.length)
            ck_abort_msg("%s: more than there is", attribute_name(attribute));
        if (length && length < value.length &&
            (value.bytes[length] & 0xC0) == 0x80) /* within a character */
            ck_abort_msg("%s: half a character", attribute_name(attribute));
        struct text seen = {exact.bytes, length};
        bool may_be_host = attribute == ATTRIBUTE_addr || attribute == ATTRIBUTE_uri ||
                           attribute == ATTRIBUTE_domain;
        for (size_t at = 0; !may_be_host && at + 6 <= seen.length; at++) {
            if (memcmp(seen.bytes + at, "Zq7Xv9", 6) == 0)
                ck_abort_msg("%s=\"%.*s\" shows \"%.*s\"", attribute_name(attribute),
                             (int)value.length, value.bytes, (int)length, seen.bytes);
        }
        exact_free(exact);
    }
}

START_TEST(random_values)
{
    static const char *const pieces[] = {"sip:",      "http://", "ann",      ":",    "@",
                                         "Zq7Xv9KwJ", ";",       "|",        "%3a",  "%40",
                                         "[",         "]",       "::",       "/",    "?",
                                         "#",         "=",       " ",        ".",    "-",
                                         "lr",        ",",       "\xC3\xA4", "\xFF", "password",
                                         "tls",       NULL};
    uint64_t state = 0x9E3779B97F4A7C15u;
    char room[64];
    for (int round = 0; round < thorough(50000, 5000); round++)
        check_value(random_text(&state, pieces, room, sizeof room));
}
END_TEST

Suite *suite_harmless(void)
{
    Suite *suite = suite_create("harmless");
    TCase *tests = tcase_create("harmless");
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, shown, 0, ROWS);
    tcase_add_test(tests, names);
    tcase_add_test(tests, long_value);
    tcase_add_test(tests, settings);
    tcase_add_test(tests, parts);
    tcase_add_test(tests, random_values);
    suite_add_tcase(suite, tests);
    return suite;
}
