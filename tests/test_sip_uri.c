/* SPDX-License-Identifier: MIT */
/*
 * SIP URIs: those of RFC 3261 and their mistakes, each with the place it must be found at; that no
 * part and no other component ever shows some of a password; and any text at all.
 */
#include "exact.h"
#include "grammar/sip_uri.h"

#include <stdio.h>

Suite *suite_sip_uri(void);

static const struct valid {
    const char *text;
    enum sip_uri_scheme scheme;
    const char *user;
    const char *password;
    const char *host;
    unsigned port;
    const char *parameters;
    const char *headers;
} valid[] = {
    /* RFC 3261 sections 19.1.3 and 19.1.4 */
    {"sip:alice@atlanta.com", SIP_URI_SIP, "alice", "", "atlanta.com", 0, "", ""},
    {"sip:alice:secretword@atlanta.com;transport=tcp", SIP_URI_SIP, "alice", "secretword",
     "atlanta.com", 0, ";transport=tcp", ""},
    {"sips:alice@atlanta.com?subject=project%20x&priority=urgent", SIP_URI_SIPS, "alice", "",
     "atlanta.com", 0, "", "?subject=project%20x&priority=urgent"},
    {"sip:+1-212-555-1212:1234@gateway.com;user=phone", SIP_URI_SIP, "+1-212-555-1212", "1234",
     "gateway.com", 0, ";user=phone", ""},
    {"sips:1212@gateway.com", SIP_URI_SIPS, "1212", "", "gateway.com", 0, "", ""},
    {"sip:alice@192.0.2.4", SIP_URI_SIP, "alice", "", "192.0.2.4", 0, "", ""},
    {"sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com", SIP_URI_SIP, "", "", "atlanta.com",
     0, ";method=REGISTER", "?to=alice%40atlanta.com"},
    {"sip:alice;day=tuesday@atlanta.com", SIP_URI_SIP, "alice;day=tuesday", "", "atlanta.com", 0,
     "", ""},
    {"sip:%61lice@atlanta.com;transport=TCP", SIP_URI_SIP, "%61lice", "", "atlanta.com", 0,
     ";transport=TCP", ""},
    {"sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com", SIP_URI_SIP, "", "",
     "biloxi.com", 0, ";transport=tcp;method=REGISTER", "?to=sip:bob%40biloxi.com"},
    {"sip:carol@chicago.com;newparam=5;security=on", SIP_URI_SIP, "carol", "", "chicago.com", 0,
     ";newparam=5;security=on", ""},

    {"SIP:2001@192.0.2.20", SIP_URI_SIP, "2001", "", "192.0.2.20", 0, "", ""},
    {"SiPs:a@b:5061", SIP_URI_SIPS, "a", "", "b", 5061, "", ""},
    {"sip:host", SIP_URI_SIP, "", "", "host", 0, "", ""},
    {"sip:host:5060", SIP_URI_SIP, "", "", "host", 5060, "", ""},
    {"sip:[2001:db8::1]:5060;lr", SIP_URI_SIP, "", "", "[2001:db8::1]", 5060, ";lr", ""},
    {"sip:a@[::1]", SIP_URI_SIP, "a", "", "[::1]", 0, "", ""},
    {"sip:a?b/c;d=e@h.x.", SIP_URI_SIP, "a?b/c;d=e", "", "h.x.", 0, "", ""},
    {"sip:-_.!~*'()&=+$,;?/%00@h", SIP_URI_SIP, "-_.!~*'()&=+$,;?/%00", "", "h", 0, "", ""},
    {"sip:a:-_.!~*'()&=+$,%fF@h", SIP_URI_SIP, "a", "-_.!~*'()&=+$,%fF", "h", 0, "", ""},
    {"sip:a:@h", SIP_URI_SIP, "a", "", "h", 0, "", ""}, /* a password may be empty */
    {"sip:a@h;-_.!~*'()[]/:&+$%20=-_.!~*'()[]/:&+$%20", SIP_URI_SIP, "a", "", "h", 0,
     ";-_.!~*'()[]/:&+$%20=-_.!~*'()[]/:&+$%20", ""},
    {"sip:a@h?-_.!~*'()[]/?:+$%20=-_.!~*'()[]/?:+$%20&b=", SIP_URI_SIP, "a", "", "h", 0, "",
     "?-_.!~*'()[]/?:+$%20=-_.!~*'()[]/?:+$%20&b="},
    {"sip:h?subject=a:b", SIP_URI_SIP, "", "", "h", 0, "", "?subject=a:b"},
    {"sip:h;a=x:y", SIP_URI_SIP, "", "", "h", 0, ";a=x:y", ""},
    {"sip:h;a/b;a%2Fb", SIP_URI_SIP, "", "", "h", 0, ";a/b;a%2Fb", ""}, /* `/` is reserved */
    {"sip:sip@h", SIP_URI_SIP, "sip", "", "h", 0, "", ""},

    {"someone@example.com", SIP_URI_NO_SCHEME, "someone", "", "example.com", 0, "", ""},
    {"example.com", SIP_URI_NO_SCHEME, "", "", "example.com", 0, "", ""},
    {"example.com:5060", SIP_URI_NO_SCHEME, "", "", "example.com", 5060, "", ""},
    {"alice:secret@host", SIP_URI_NO_SCHEME, "alice", "secret", "host", 0, "", ""},
    {"foo:bar@baz:1", SIP_URI_NO_SCHEME, "foo", "bar", "baz", 1, "", ""},
    {"a.b+c-d:1@h", SIP_URI_NO_SCHEME, "a.b+c-d", "1", "h", 0, "", ""},

    {"tel:+123", SIP_URI_TEL, "", "", "", 0, "", ""},
    {"TEL:a:b@c", SIP_URI_TEL, "", "b", "", 0, "", ""},
    {"mailto:a@b", SIP_URI_OTHER, "", "", "", 0, "", ""},
    {"h323:x", SIP_URI_OTHER, "", "", "", 0, "", ""},
    {"h323:x y", SIP_URI_OTHER, "", "", "", 0, "", ""},
    {"http://host:80/", SIP_URI_OTHER, "", "", "", 0, "", ""},
    {"foo://a:b@c", SIP_URI_OTHER, "", "b", "", 0, "", ""},
    {" http://a:b@c", SIP_URI_OTHER, "", "b", "", 0, "", ""},
};

START_TEST(right)
{
    const struct valid *row = valid + _i;
    struct text text = exact_copy(text_of(row->text));
    struct sip_uri uri = sip_uri_parse(text);
    ck_assert_msg(uri.problem == SIP_URI_OK, "`%s`: problem %d", row->text, uri.problem);
    ck_assert_msg(uri.scheme == row->scheme, "`%s`: scheme %d", row->text, uri.scheme);
    ck_assert_msg(uri.has_user == (*row->user != '\0'), "`%s`: has a user?", row->text);
    ck_assert_msg(uri.has_password == (*row->password != '\0'), "`%s`: password?", row->text);
    ASSERT_TEXT(uri.part, "", row->text);
    ASSERT_TEXT(uri.user, row->user, row->text);
    ASSERT_TEXT(uri.password, row->password, row->text);
    ASSERT_TEXT(uri.address.host, row->host, row->text);
    ASSERT_TEXT(uri.parameters, row->parameters, row->text);
    ASSERT_TEXT(uri.headers, row->headers, row->text);
    ck_assert_uint_eq(uri.address.port_number, row->port);
    exact_free(text);
}
END_TEST

START_TEST(scheme_text)
{
    ASSERT_TEXT(sip_uri_parse(text_of("SIP:a@b")).scheme_text, "SIP:", "SIP:a@b");
    ASSERT_TEXT(sip_uri_parse(text_of(" sips:a@b")).scheme_text, "sips:", " sips:a@b");
    ASSERT_TEXT(sip_uri_parse(text_of("mailto:a@b")).scheme_text, "mailto:", "mailto:a@b");
    ASSERT_TEXT(sip_uri_parse(text_of("a:b@c")).scheme_text, "", "a:b@c");
}
END_TEST

static const struct wrong {
    const char *text;
    enum sip_uri_problem problem;
    size_t from; /* where the part is, and … */
    const char *part;
    const char *password;
} wrong[] = {
    {"", SIP_URI_EMPTY, 0, "", ""},
    {"sip:", SIP_URI_EMPTY, 0, "sip:", ""},
    {" \t", SIP_URI_EMPTY, 0, " \t", ""},

    {"sip: alice@example.com", SIP_URI_BLANK, 4, " ", ""},
    {"\n\tsip:alice@example.com", SIP_URI_BLANK, 0, "\n", ""},
    {" alice@example.com", SIP_URI_BLANK, 0, " ", ""},
    {"sip:al ice@example.com", SIP_URI_BLANK, 6, " ", ""},
    {"sip:alice@example.com ", SIP_URI_BLANK, 21, " ", ""},
    {"sip:alice@exa\x01mple.com", SIP_URI_BLANK, 13, "\x01", ""},
    {"sip:a@b;c d", SIP_URI_BLANK, 9, " ", ""},
    {"sip:a@b?c=\x7f", SIP_URI_BLANK, 10, "\x7f", ""},

    {"sip:@host", SIP_URI_USER_EMPTY, 4, "@", ""},
    {"@", SIP_URI_USER_EMPTY, 0, "@", ""},
    {"sip::secret@host", SIP_URI_USER_EMPTY, 11, "@", "secret"},

    {"sip:a#b@host", SIP_URI_USER_INVALID, 5, "#", ""},
    {"sip:a\"b@host", SIP_URI_USER_INVALID, 5, "\"", ""},
    {"sip:j\xc3\xbcrgen@host", SIP_URI_USER_INVALID, 5, "\xc3\xbc", ""},
    {"sip:a\xf0\x9f\x98\x80@host", SIP_URI_USER_INVALID, 5, "\xf0\x9f\x98\x80", ""},
    {"sip:a\xff@host", SIP_URI_USER_INVALID, 5, "\xff", ""},
    {"sip:a[@host", SIP_URI_USER_INVALID, 5, "[", ""},
    {"domain\\alice@host", SIP_URI_USER_INVALID, 6, "\\", ""},
    {"sip:alice@a@b", SIP_URI_USER_INVALID, 9, "@", ""},
    {"<sip:alice@host>", SIP_URI_USER_INVALID, 0, "<", "alice"},
    {"sip:sip:x@h", SIP_URI_USER_INVALID, 4, "sip", "x"},
    {"sip:Sips:x@h", SIP_URI_USER_INVALID, 4, "Sips", "x"},

    {"sip:a:p;w@host", SIP_URI_PASSWORD_INVALID, 6, "p;w", "p;w"},
    {"sip:a:p w@host", SIP_URI_PASSWORD_INVALID, 6, "p w", "p w"},
    {"sip:a:p%w@host", SIP_URI_PASSWORD_INVALID, 6, "p%w", "p%w"},
    {"sip:a:p:w@host", SIP_URI_PASSWORD_INVALID, 6, "p:w", "p:w"},
    {"sip:a:p@w@host", SIP_URI_PASSWORD_INVALID, 6, "p@w", "p@w"},
    {"a:p/w?@ho_st", SIP_URI_PASSWORD_INVALID, 2, "p/w?", "p/w?"},
    {"alice://p@h@x", SIP_URI_OK, 0, NULL, ""}, /* any scheme, as slashes follow */

    {"sip:a%2@host", SIP_URI_ESCAPE, 5, "%", ""},
    {"sip:a%@host", SIP_URI_ESCAPE, 5, "%", ""},
    {"sip:%41%g0@host", SIP_URI_ESCAPE, 7, "%", ""},
    {"sip:a@b;c=%", SIP_URI_ESCAPE, 10, "%", ""},
    {"sip:a@b?c=%4", SIP_URI_ESCAPE, 10, "%", ""},

    {"sip:alice@", SIP_URI_HOST_MISSING, 10, "", ""},
    {"sip:alice@:5060", SIP_URI_HOST_MISSING, 10, "", ""},
    {"sip:;lr", SIP_URI_HOST_MISSING, 4, "", ""},
    {"sip:?a=b", SIP_URI_HOST_MISSING, 4, "", ""},
    {"sip:a@;lr", SIP_URI_HOST_MISSING, 6, "", ""},

    {"sip:a@b_c", SIP_URI_HOST_INVALID, 6, "b_c", ""},
    {"sip:a@1.2.3", SIP_URI_HOST_INVALID, 6, "1.2.3", ""},
    {"sip:a@h%41", SIP_URI_HOST_INVALID, 6, "h%41", ""}, /* no escapes in a host */
    {"sip:a@2001:db8::1", SIP_URI_HOST_INVALID, 6, "2001:db8::1", ""},
    {"2001:db8::1", SIP_URI_HOST_INVALID, 0, "2001:db8::1", ""},
    {"sip:a@h/x", SIP_URI_HOST_INVALID, 7, "/x", ""},
    {"sip:a@sip:h", SIP_URI_HOST_INVALID, 6, "sip:", ""},
    {"sip://host", SIP_URI_HOST_INVALID, 4, "//host", ""},
    {"sip:a:secret@b_c", SIP_URI_HOST_INVALID, 13, "b_c", "secret"},
    {"sip:[::1]x", SIP_URI_HOST_INVALID, 9, "x", ""},

    {"sip:a@h:", SIP_URI_PORT_INVALID, 8, "", ""},
    {"sip:a@h:x;lr", SIP_URI_PORT_INVALID, 8, "x", ""},
    {"sip:a@h:65536", SIP_URI_PORT_INVALID, 8, "65536", ""},
    {"sip:h:0", SIP_URI_PORT_INVALID, 6, "0", ""},
    {"sip:[::1]:x", SIP_URI_PORT_INVALID, 10, "x", ""},

    /* the domain forgotten: it may be a password, so none of it is to be shown */
    {"alice:secret", SIP_URI_PORT_INVALID, 6, "secret", "secret"},
    {"sip:alice:s#/1", SIP_URI_PORT_INVALID, 10, "s", "s#/1"},
    {"sip:alice:s;t?u", SIP_URI_PORT_INVALID, 10, "s", "s;t?u"},
    {"sip:alice:s t", SIP_URI_BLANK, 11, " ", "s t"},
    {"sip:a_b:secret", SIP_URI_HOST_INVALID, 4, "a_b", "secret"},
    {"spi:alice", SIP_URI_PORT_INVALID, 4, "alice", "alice"},

    {"sip:a@b;", SIP_URI_PARAMETER, 7, ";", ""},
    {"sip:a@b;;lr", SIP_URI_PARAMETER, 7, ";", ""},
    {"sip:a@b;lr;", SIP_URI_PARAMETER, 10, ";", ""},
    {"sip:a@b;=x", SIP_URI_PARAMETER, 8, "=x", ""},
    {"sip:a@b;x=", SIP_URI_PARAMETER, 8, "x=", ""},
    {"sip:a@b;x=y=z", SIP_URI_PARAMETER, 11, "=", ""},
    {"sip:a@b;x\"=y", SIP_URI_PARAMETER, 9, "\"", ""},
    {"sip:a@b;x=\xe2\x82\xac", SIP_URI_PARAMETER, 10, "\xe2\x82\xac", ""},
    {"sip:a@b;lr;LR", SIP_URI_PARAMETER_REPEATED, 11, "LR", ""},
    {"sip:a@b;ttl=1;x;%74Tl=2", SIP_URI_PARAMETER_REPEATED, 16, "%74Tl", ""},
    {"sip:a@b;Jz;%6a%7A", SIP_URI_PARAMETER_REPEATED, 11, "%6a%7A", ""},
    {"sip:a@b;a%2f;A%2F", SIP_URI_PARAMETER_REPEATED, 13, "A%2F", ""},

    {"sip:a@b?", SIP_URI_HEADER, 7, "?", ""},
    {"sip:a@b?a", SIP_URI_HEADER, 8, "a", ""},
    {"sip:a@b?=a", SIP_URI_HEADER, 8, "=a", ""},
    {"sip:a@b?a=b&", SIP_URI_HEADER, 11, "&", ""},
    {"sip:a@b?a=b&&c=d", SIP_URI_HEADER, 11, "&", ""},
    {"sip:a@b?a=b=c", SIP_URI_HEADER, 11, "=", ""},
    {"sip:a@b;x?a;b=c", SIP_URI_HEADER, 11, ";", ""},
};

START_TEST(explained)
{
    const struct wrong *row = wrong + _i;
    struct text text = exact_copy(text_of(row->text));
    struct sip_uri uri = sip_uri_parse(text);
    ck_assert_msg(uri.problem == row->problem, "`%s`: problem %d, not %d", row->text, uri.problem,
                  row->problem);
    ASSERT_TEXT(uri.password, row->password, row->text);
    if (row->part) {
        ASSERT_TEXT(uri.part, row->part, row->text);
        ck_assert_msg(uri.part.bytes == text.bytes + row->from, "`%s`: part elsewhere", row->text);
    }
    exact_free(text);
}
END_TEST

/* What is behind a mistake is still known. */
START_TEST(goes_on)
{
    const char *row = "sip:a b:c@h:1;x?y=z";
    struct sip_uri uri = sip_uri_parse(text_of(row));
    ck_assert_int_eq(uri.problem, SIP_URI_BLANK);
    ck_assert(uri.has_user && uri.has_password);
    ASSERT_TEXT(uri.user, "a b", row);
    ASSERT_TEXT(uri.password, "c", row);
    ASSERT_TEXT(uri.address.host, "h", row);
    ASSERT_TEXT(uri.parameters, ";x", row);
    ASSERT_TEXT(uri.headers, "?y=z", row);
    ck_assert_uint_eq(uri.address.port_number, 1);
}
END_TEST

/* What follows a scheme in the wrong place is kept as secret, but isn't told to be a password. */
START_TEST(second_scheme)
{
    static const struct {
        const char *text;
        bool has_password;
    } rows[] = {
        {"<sip:ann@h>", false},       {"Ann <sip:ann@h>", false},   {"sip:ann@h,sip:bob@h", false},
        {"im:ann@h", false},          {"PRES:ann@h", false},        {"sip:sips:ann@h", false},
        {"\\sip:a@h", false},         {"sip:ann sip:bob@h", false}, {"simon:secret@h", true},
        {"sip:ann b:secret@h", true}, {"sip:zip:secret@h", true},   {"sip:@h", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sip_uri uri = sip_uri_parse(text_of(rows[i].text));
        ck_assert_msg(uri.has_password == rows[i].has_password, "`%s`", rows[i].text);
        bool is_secret = strcmp(rows[i].text, "sip:@h") != 0;
        ck_assert_msg((uri.password.length > 0) == is_secret, "`%s`: secret", rows[i].text);
    }
}
END_TEST

static bool is_sip(const struct sip_uri *uri)
{
    return uri->scheme != SIP_URI_TEL && uri->scheme != SIP_URI_OTHER;
}

/* Where a user could stand: behind blanks and the scheme. */
static struct text behind_scheme(const struct sip_uri *uri, struct text text)
{
    size_t at = 0;
    while (at < text.length && text_is_blank(text.bytes[at]))
        at++;
    return text_slice(text, at + uri->scheme_text.length, text.length);
}

/* All that must hold for any text. */
static void check_invariants(struct text text)
{
    struct sip_uri uri = sip_uri_parse(text);
    const struct text slices[] = {uri.scheme_text, uri.part,         uri.user,
                                  uri.password,    uri.address.host, uri.address.part,
                                  uri.parameters,  uri.headers,      uri.address.port};
    for (size_t at = 0; at < sizeof slices / sizeof slices[0]; at++) {
        if (!is_slice(slices[at], text))
            ck_abort_msg("`%.*s`: slice %zu", (int)text.length, text.bytes, at);
    }
    struct text rest = behind_scheme(&uri, text);
    size_t colon = text_find(rest, ':'), at_sign = text_find_last(rest, '@');
    bool between = at_sign < rest.length && colon + 1 < at_sign;
    bool secret = between ? uri.password.bytes == rest.bytes + colon + 1 &&
                                uri.password.length == at_sign - colon - 1
                          : !uri.has_password;
    bool user = uri.has_user == (uri.user.length > 0) &&
                (!uri.user.length || !uri.password.length ||
                 uri.user.bytes + uri.user.length < uri.password.bytes);
    bool host = uri.problem != SIP_URI_OK || !is_sip(&uri) || uri.address.host_kind != HOST_NONE;
    if (!secret || !user || !host)
        ck_abort_msg("`%.*s`: secret %d, user %d, host %d", (int)text.length, text.bytes, secret,
                     user, host);
}

START_TEST(truncations)
{
    for (size_t row = 0; row < sizeof valid / sizeof valid[0]; row++) {
        struct text text = text_of(valid[row].text);
        for (size_t from = 0; from <= text.length; from++) {
            for (size_t to = from; to <= text.length; to += from ? 5 : 1) {
                struct text copy = exact_copy(text_slice(text, from, to));
                check_invariants(copy);
                exact_free(copy);
            }
        }
    }
}
END_TEST

START_TEST(random_pieces)
{
    static const char *const pieces[] = {"sip:", "tel:",     "a",  "b",  "5060", ":",  "@",
                                         ";",    "?",        "=",  "&",  "%",    "41", "[",
                                         "]",    "::",       "/",  "//", " ",    ".",  "_",
                                         "-",    "\xc3\xa4", "lr", NULL};
    uint64_t state = 3261;
    unsigned right_ones = 0;
    for (int round = 0; round < 60000; round++) {
        char buffer[24];
        struct text copy = exact_copy(random_text(&state, pieces, buffer, sizeof buffer));
        check_invariants(copy);
        right_ones += sip_uri_parse(copy).problem == SIP_URI_OK;
        exact_free(copy);
    }
    ck_assert_uint_gt(right_ones, 1000);
}
END_TEST

START_TEST(random_bytes)
{
    uint64_t state = 2543;
    for (int round = 0; round < 20000; round++) {
        char buffer[24] = "sip:";
        size_t from = round % 2 ? 4 : 0;
        for (size_t at = from; at < sizeof buffer; at++)
            buffer[at] = (char)random_under(&state, 256);
        size_t length = random_under(&state, sizeof buffer + 1);
        struct text copy = exact_copy((struct text){buffer, length});
        check_invariants(copy);
        exact_free(copy);
    }
}
END_TEST

START_TEST(huge_texts)
{
    static const char *const fillings[] = {"a",  ":", "@",    ";",  "?",  "=", "%",  "%41",
                                           ";a", "&", ";a=b", "a:", "@:", "[", "a@", NULL};
    static const char *const fronts[] = {"", "sip:", "sip:a:", "sip:a@b;", "sip:a@b?", NULL};
    check_huge_texts(fronts, fillings, check_invariants);
}
END_TEST

/* 100,000 parameters, all different but the last: comparing each with each would take minutes. */
START_TEST(many_parameters)
{
    enum { COUNT = 100000 };
    char *bytes = malloc(COUNT * 8 + 32);
    ck_assert_ptr_nonnull(bytes);
    size_t length = (size_t)sprintf(bytes, "sip:a@b");
    for (int number = 0; number < COUNT; number++)
        length += (size_t)sprintf(bytes + length, ";p%d", number);
    ck_assert_int_eq(sip_uri_parse((struct text){bytes, length}).problem, SIP_URI_OK);
    length += (size_t)sprintf(bytes + length, ";P7");
    struct sip_uri uri = sip_uri_parse((struct text){bytes, length});
    ck_assert_int_eq(uri.problem, SIP_URI_PARAMETER_REPEATED);
    ASSERT_TEXT(uri.part, "P7", "many parameters");
    free(bytes);
}
END_TEST

Suite *suite_sip_uri(void)
{
    Suite *suite = suite_create("sip_uri");
    TCase *tests = tcase_create("sip_uri");
    tcase_set_timeout(tests, 60); /* huge texts, under the thread sanitizer */
    ADD_ROWS(tests, right, valid);
    ADD_ROWS(tests, explained, wrong);
    tcase_add_test(tests, scheme_text);
    tcase_add_test(tests, goes_on);
    tcase_add_test(tests, second_scheme);
    tcase_add_test(tests, truncations);
    tcase_add_test(tests, random_pieces);
    tcase_add_test(tests, random_bytes);
    tcase_add_test(tests, huge_texts);
    tcase_add_test(tests, many_parameters);
    suite_add_tcase(suite, tests);
    return suite;
}
