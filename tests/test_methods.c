/* SPDX-License-Identifier: MIT */
/*
 * Which methods are in effect and what follows from it, as a truth table: every set of tokens of
 * allowedauth, every auth of two servers, every protocol of either, every target, and the user
 * before and behind the servers. What is expected is said here once more, in the rules' own words.
 */
#include "exact.h"
#include "profile/methods.h"
#include "support.h"
#include "thorough.h"

Suite *suite_methods(void);

/* ---- The tokens ---- */

static const struct {
    const char *value;
    const char *tokens; /* with a blank behind each, `?` behind an unknown one */
    char separator;     /* '\0': none */
} values[] = {
    {"", "", '\0'},
    {" ", "", '\0'},
    {"basic", "basic ", '\0'},
    {"  Basic \t DIGEST\n", "Basic DIGEST ", '\0'},
    {"ntlm,kerberos", "ntlm kerberos ", ','},
    {"ntlm ; kerberos|logoncred", "ntlm kerberos logoncred ", ';'},
    {",,", "", ','},
    {"ntlm,", "ntlm ", ','},
    {"|ntlm", "ntlm ", '|'},
    {"kerberus basics basi", "kerberus? basics? basi? ", '\0'},
    {"basic/digest", "basic/digest? ", '\0'},
    {"basic\xC2\xA0ntlm", "basic\xC2\xA0ntlm? ", '\0'},
    {"ntlm ntlm", "ntlm ntlm ", '\0'},
};

START_TEST(value_tokens)
{
    char room[256] = "";
    struct text value = exact_copy(text_of(values[_i].value));
    struct method_tokens tokens = {.value = value};
    while (method_tokens_next(&tokens)) {
        ck_assert(is_slice(tokens.token, value));
        snprintf(room + strlen(room), sizeof room - strlen(room), "%.*s%s ",
                 (int)tokens.token.length, tokens.token.bytes, tokens.method ? "" : "?");
    }
    ck_assert_str_eq(room, values[_i].tokens);
    ck_assert_uint_eq(tokens.separator.length, values[_i].separator != '\0');
    if (tokens.separator.length)
        ck_assert_int_eq(tokens.separator.bytes[0], values[_i].separator);
    ck_assert(!method_tokens_next(&tokens));
    exact_free(value);
}
END_TEST

/* allowedauth goes before auth, and what isn't certain of the one that counts isn't certain. */
START_TEST(sources)
{
    for (unsigned i = 0; i < 1u << 10; i++) {
        const struct method_request allowed = {i & 1, i >> 1 & 31, i >> 6 & 1};
        const struct method_request auth = {i >> 7 & 1, i >> 8 & 3, i & 1};
        struct methods methods = methods_effective(&allowed, &auth);
        if (allowed.is_there) {
            ck_assert_int_eq(methods.source, METHODS_ALLOWEDAUTH);
            ck_assert_uint_eq(methods.set, allowed.known);
            ck_assert_int_eq(methods.is_certain, allowed.is_certain);
            continue;
        }
        ck_assert_int_eq(methods.source, auth.is_there ? METHODS_AUTH : METHODS_DEFAULT);
        ck_assert_uint_eq(methods.set, auth.is_there ? auth.known : METHOD_NTLM | METHOD_KERBEROS);
        ck_assert_int_eq(methods.is_certain, allowed.is_certain && auth.is_certain);
    }
}
END_TEST

/* What isn't certain is neither lacking nor the default. */
START_TEST(certainty)
{
    struct methods methods = {METHODS_DEFAULT, METHOD_NTLM, .is_certain = true};
    for (int certain = 0; certain <= 1; certain++) {
        methods.is_certain = certain;
        ck_assert(methods_have(&methods, METHOD_NTLM | METHOD_BASIC));
        ck_assert(!methods_have(&methods, METHOD_BASIC));
        ck_assert_int_eq(methods_lack(&methods, METHOD_BASIC), certain);
        ck_assert(!methods_lack(&methods, METHOD_NTLM | METHOD_BASIC));
        ck_assert_int_eq(methods_are_default(&methods), certain);
    }
    methods.source = METHODS_AUTH;
    ck_assert(!methods_are_default(&methods));
}
END_TEST

/* ---- The truth table ---- */

static const char *const words[] = {"basic", "digest", "ntlm", "kerberos", "logoncred"};
enum word { BASIC = 1, DIGEST = 2, NTLM = 4, KERBEROS = 8, LOGONCRED = 16 };

static const char *const auths[] = {NULL, "basic", "digest", "kerbrus"};
static const char *const protocols[] = {"UDP", "TCP", "TLS"};
enum { UDP, TCP, TLS };

struct row {
    int allowed; /* -1: absent; else a set of words */
    int auth[2]; /* 0: absent; BASIC, DIGEST, or 3: unknown */
    int protocol[2];
    enum target target;
    bool user_last;
};

static const enum rule_index watched[] = {
    RULE_basic_without_tls,    RULE_basic_auth,      RULE_udp_auth,     RULE_udp_default_auth,
    RULE_kerberos_not_enabled, RULE_logoncred_alone, RULE_auth_ignored, RULE_logoncred_with_basic,
    RULE_auth_too_new,         RULE_auth_default,    RULE_digest_md5,   RULE_allowedauth_empty,
};
#define WATCHED (sizeof watched / sizeof *watched)

/* How often each rule fires, by what it points into: the user, or one of the servers. */
struct verdicts {
    int fired[RULE_COUNT][3];
};

enum { AT_FIRST, AT_SECOND, AT_USER };

/*
 * The catalogue's words, row by row. That RTC 1.0 and 1.01 know neither NTLM nor Kerberos keeps
 * what would advise these, or tell of them as a default, silent.
 */
static struct verdicts expect(const struct row *row)
{
    struct verdicts expected = {0};
    bool has_allowed = row->allowed >= 0;
    bool has_auth = row->auth[0] || row->auth[1];
    bool is_default = !has_allowed && !has_auth;
    bool is_old = row->target == TARGET_RTC_1_0 || row->target == TARGET_RTC_1_01;
    bool is_unsure =
        has_allowed ? !(row->allowed & ~LOGONCRED) : row->auth[0] == 3 || row->auth[1] == 3;
    int effective = is_default ? NTLM | KERBEROS : 0;
    for (int i = 0; i < 2; i++)
        effective |= !has_allowed && row->auth[i] != 3 ? row->auth[i] : 0;
    if (has_allowed)
        effective = row->allowed;
    for (int i = 0; i < 2; i++) {
        bool udp = row->protocol[i] == UDP;
        bool basic = effective & BASIC && row->protocol[i] != TLS;
        bool windows = udp && !is_default && effective & (NTLM | KERBEROS | LOGONCRED);
        expected.fired[RULE_basic_without_tls][i] = basic;
        expected.fired[RULE_udp_auth][i] = windows && !basic; /* it names both codes */
        expected.fired[RULE_udp_default_auth][i] = udp && is_default && !is_old;
        expected.fired[RULE_auth_ignored][i] = has_allowed && row->auth[i];
    }
    /* What points at a method points at the token, or at the first auth that asks for it. */
    int basic_at = has_allowed ? AT_USER : row->auth[0] == BASIC ? AT_FIRST : AT_SECOND;
    int digest_at = has_allowed ? AT_USER : row->auth[0] == DIGEST ? AT_FIRST : AT_SECOND;
    expected.fired[RULE_basic_auth][basic_at] = (effective & BASIC) != 0;
    expected.fired[RULE_digest_md5][digest_at] =
        effective & DIGEST && !(effective & (NTLM | KERBEROS)) && !is_unsure;
    expected.fired[RULE_kerberos_not_enabled][AT_USER] =
        !(effective & KERBEROS) && !is_unsure && !is_old;
    expected.fired[RULE_auth_default][AT_USER] = is_default && !is_old;
    if (!has_allowed)
        return expected;
    expected.fired[RULE_allowedauth_empty][AT_USER] = row->allowed == 0;
    expected.fired[RULE_logoncred_alone][AT_USER] = row->allowed == LOGONCRED && !is_old;
    expected.fired[RULE_logoncred_with_basic][AT_USER] =
        row->allowed == (LOGONCRED | BASIC) && !is_old;
    for (int bit = NTLM; bit <= LOGONCRED; bit *= 2)
        expected.fired[RULE_auth_too_new][AT_USER] += is_old && row->allowed & bit;
    return expected;
}

/* One line for the user and one for either server, so that the line says which it is. */
static void write_profile(const struct row *row, char *out, size_t size)
{
    char user[256] = "<user uri=\"sip:a@b.c\" realm=\"b.c\"/>\n";
    if (row->allowed >= 0) {
        strcpy(user, "<user uri=\"sip:a@b.c\" realm=\"b.c\" allowedauth=\"");
        for (int i = 0; i < 5; i++) {
            if (row->allowed & 1 << i)
                snprintf(user + strlen(user), sizeof user - strlen(user), "%s%s",
                         user[strlen(user) - 1] == '"' ? "" : " ", words[i]);
        }
        strcat(user, "\"/>\n");
    }
    size_t length = (size_t)snprintf(out, size, "<provision key=\"k\" name=\"n\">\n%s",
                                     row->user_last ? "" : user);
    for (int i = 0; i < 2; i++) {
        const char *auth = auths[row->auth[i]];
        length +=
            (size_t)snprintf(out + length, size - length,
                             "<sipsrv addr=\"%c.b.c\" role=\"proxy\" protocol=\"%s\"%s%s%s/>\n",
                             'x' + i, protocols[row->protocol[i]], auth ? " auth=\"" : "",
                             auth ? auth : "", auth ? "\"" : "");
    }
    snprintf(out + length, size - length, "%s</provision>\n", row->user_last ? user : "");
}

static struct verdicts count(const struct findings *findings, const struct row *row)
{
    struct verdicts found = {0};
    uint32_t user_line = row->user_last ? 4 : 2;
    uint32_t first_line = row->user_last ? 2 : 3;
    for (size_t i = 0; i < findings->count; i++) {
        uint32_t line = findings->items[i].at.start.line;
        int at = line == user_line ? AT_USER : line == first_line ? AT_FIRST : AT_SECOND;
        found.fired[findings->items[i].rule][at]++;
    }
    return found;
}

static void check_row(struct engine *engine, struct findings *findings, const struct row *row)
{
    char document[1024];
    write_profile(row, document, sizeof document);
    ck_assert(lint_bytes(engine, text_of(document), 0, findings));
    struct verdicts found = count(findings, row);
    struct verdicts expected = expect(row);
    for (size_t i = 0; i < WATCHED; i++) {
        const int *a = found.fired[watched[i]];
        const int *b = expected.fired[watched[i]];
        if (memcmp(a, b, 3 * sizeof *a) != 0)
            ck_abort_msg("%s: %d %d %d (first, second, user), not %d %d %d, for %s\n%s",
                         rules[watched[i]].id, a[0], a[1], a[2], b[0], b[1], b[2],
                         target_names[row->target], document);
    }
}

START_TEST(truth_table)
{
    struct lab lab;
    struct findings findings = {0};
    struct row row = {.target = (enum target)(_i / 2), .user_last = _i % 2};
    lab_init(&lab);
    lab.judgement.target = row.target;
    struct engine *engine = engine_new(&lab.judgement);
    size_t rows = 0;
    int step = thorough(1, 5); /* none of the numbers below */
    for (row.allowed = -1; row.allowed < 32; row.allowed++) {
        for (int i = _i % step; i < 4 * 4 * 3 * 3; i += step, rows++) {
            row.auth[0] = i % 4;
            row.auth[1] = i / 4 % 4;
            row.protocol[0] = i / 16 % 3;
            row.protocol[1] = i / 48;
            check_row(engine, &findings, &row);
        }
    }
    ck_assert_uint_ge(rows, (size_t)(33 * (144 / step)));
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

Suite *suite_methods(void)
{
    Suite *suite = suite_create("methods");
    TCase *tests = tcase_create("methods");
    tcase_set_timeout(tests, 60);
    ADD_ROWS(tests, value_tokens, values);
    tcase_add_test(tests, sources);
    tcase_add_test(tests, certainty);
    tcase_add_loop_test(tests, truth_table, 0, 2 * TARGET_COUNT);
    suite_add_tcase(suite, tests);
    return suite;
}
