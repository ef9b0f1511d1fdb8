/* SPDX-License-Identifier: MIT */
/* Dates against mktime(), fixed-point numbers against printf(), URIs by a table of RFC 3986's. */
#include "exact.h"
#include "grammar/value.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

Suite *suite_value(void);

static const struct moment {
    const char *text;
    enum date_time_problem problem;
    int64_t seconds;
    bool has_time;
    bool has_zone;
} moments[] = {
    {"1970-01-01", DATE_TIME_OK, 0, false, false},
    {"1970-01-01T00:00Z", DATE_TIME_OK, 0, true, true},
    {"1970-01-01Z", DATE_TIME_OK, 0, false, true},
    {"1970-01-01-08:00", DATE_TIME_OK, 8 * 3600, false, true},
    {"1988-04-07T18:39:09-08:00", DATE_TIME_OK, 576470349, true, true},
    {"1988-04-07T18:39:09", DATE_TIME_OK, 576441549, true, false},
    {"1988-04-07T18:39", DATE_TIME_OK, 576441540, true, false},
    {"1988-04-07T18:39+05:30", DATE_TIME_OK, 576421740, true, true},
    {"1969-12-31T23:59:59.999999999999999999999Z", DATE_TIME_OK, -1, true, true},
    {"0001-01-01T00:00:00Z", DATE_TIME_OK, INT64_C(-62135596800), true, true},
    {"0001-01-01T00:00:00+14:00", DATE_TIME_OK, INT64_C(-62135647200), true, true},
    {"9999-12-31T23:59:59Z", DATE_TIME_OK, INT64_C(253402300799), true, true},
    {"9999-12-31T24:00:00-14:00", DATE_TIME_OK, INT64_C(253402351200), true, true},
    {"2000-02-29", DATE_TIME_OK, 951782400, false, false},
    {"2024-02-29", DATE_TIME_OK, 1709164800, false, false},
    {"2024-02-28T24:00", DATE_TIME_OK, 1709164800, true, false},
    {"2024-02-28T24:00:00.000Z", DATE_TIME_OK, 1709164800, true, true},
    {"2024-01-01T00:00:00-00:00", DATE_TIME_OK, 1704067200, true, true},
    {"2016-12-31T23:59:60Z", DATE_TIME_OK, 1483228799, true, true},
    {"2016-12-31T15:59:60.5-08:00", DATE_TIME_OK, 1483228799, true, true},
    {"2017-01-01T08:59:60+09:00", DATE_TIME_OK, 1483228799, true, true},
    {"2016-12-31T23:59:60", DATE_TIME_OK, 1483228799, true, false},

    {"1900-02-29", DATE_TIME_DATE, 0, false, false},
    {"2023-02-29T10:00Z", DATE_TIME_DATE, 0, true, true},
    {"2024-02-30", DATE_TIME_DATE, 0, false, false},
    {"2024-04-31", DATE_TIME_DATE, 0, false, false},
    {"2024-13-01", DATE_TIME_DATE, 0, false, false},
    {"2024-00-01", DATE_TIME_DATE, 0, false, false},
    {"2024-01-00", DATE_TIME_DATE, 0, false, false},
    {"2024-01-32", DATE_TIME_DATE, 0, false, false},
    {"0000-01-01", DATE_TIME_DATE, 0, false, false},
    {"2024-02-30T25:00+99:00", DATE_TIME_DATE, 0, true, true},

    {"2024-01-01T25:00", DATE_TIME_TIME, 0, true, false},
    {"2024-01-01T24:00:01", DATE_TIME_TIME, 0, true, false},
    {"2024-01-01T24:01", DATE_TIME_TIME, 0, true, false},
    {"2024-01-01T24:00:00.1", DATE_TIME_TIME, 0, true, false},
    {"2024-01-01T24:00:00.001", DATE_TIME_TIME, 0, true, false},
    {"2024-01-01T23:60", DATE_TIME_TIME, 0, true, false},
    {"2024-01-01T23:59:61Z", DATE_TIME_TIME, 0, true, true},
    {"2024-01-01T10:10:60Z", DATE_TIME_TIME, 0, true, true},
    {"2024-01-01T23:59:60-08:00", DATE_TIME_TIME, 0, true, true},
    {"2024-01-01T10:10:60+99:00", DATE_TIME_ZONE, 0, true, true},

    {"2024-01-01T10:00+14:01", DATE_TIME_ZONE, 0, true, true},
    {"2024-01-01T10:00-15:00", DATE_TIME_ZONE, 0, true, true},
    {"2024-01-01T10:00+01:60", DATE_TIME_ZONE, 0, true, true},

    {"", DATE_TIME_SHAPE, 0, false, false},
    {"0", DATE_TIME_SHAPE, 0, false, false},
    {"2024", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01", DATE_TIME_SHAPE, 0, false, false},
    {"2024-1-1", DATE_TIME_SHAPE, 0, false, false},
    {"24-01-01", DATE_TIME_SHAPE, 0, false, false},
    {"02024-01-01", DATE_TIME_SHAPE, 0, false, false},
    {"-2024-01-01", DATE_TIME_SHAPE, 0, false, false},
    {"20240101", DATE_TIME_SHAPE, 0, false, false},
    {"01/02/2024", DATE_TIME_SHAPE, 0, false, false},
    {" 2024-01-01", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01 ", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01 10:00", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01t10:00", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10:00z", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T1000", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10:00:", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10:00.5", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10:00:00.", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10:00:00,5", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10:00:00.Z", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10:00ZZ", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10:00+0100", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10:00+01", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10:00+1:00", DATE_TIME_SHAPE, 0, false, false},
    {"2024-01-01T10:00+01:00:00", DATE_TIME_SHAPE, 0, false, false},
};

START_TEST(date_times)
{
    const struct moment *row = moments + _i;
    struct text text = exact_copy(text_of(row->text));
    struct date_time result = date_time_parse(text);
    ck_assert_msg(result.problem == row->problem, "`%s`: problem %d, not %d", row->text,
                  result.problem, row->problem);
    ck_assert_msg(result.seconds == row->seconds, "`%s`: %" PRId64 ", not %" PRId64, row->text,
                  result.seconds, row->seconds);
    ck_assert_msg(result.has_time == row->has_time && result.has_zone == row->has_zone,
                  "`%s`: time %d, zone %d", row->text, result.has_time, result.has_zone);
    exact_free(text);
}
END_TEST

/* mktime() reads the local time. */
static void use_utc(void)
{
    setenv("TZ", "UTC0", 1);
    tzset();
}

/* Every day of 400 years, and the last of each February of all years, as gmtime() has them. */
static void compare_day(time_t noon)
{
    struct tm day;
    char text[64];
    if (!gmtime_r(&noon, &day))
        ck_abort_msg("gmtime_r");
    int size = snprintf(text, sizeof text, "%04d-%02d-%02dT12:00:00Z", day.tm_year + 1900,
                        day.tm_mon + 1, day.tm_mday);
    struct date_time result = date_time_parse((struct text){text, (size_t)size});
    if (result.problem != DATE_TIME_OK || result.seconds != (int64_t)noon)
        ck_abort_msg("%s: problem %d, %" PRId64, text, result.problem, result.seconds);
}

START_TEST(days_against_gmtime)
{
    use_utc();
    for (time_t day = 0; day < 146097; day++)
        compare_day((day - 73000) * 86400 + 43200);
    for (int year = 1; year <= 9999; year++) {
        struct tm march = {.tm_year = year - 1900, .tm_mon = 2, .tm_mday = 1, .tm_hour = 12};
        time_t first = mktime(&march);
        compare_day(first);
        compare_day(first - 86400);
    }
}
END_TEST

/* Any numbers in the right shape: the date is real if mktime() leaves it as it is. */
START_TEST(dates_against_mktime)
{
    use_utc();
    uint64_t state = 8601;
    unsigned right_ones = 0;
    for (int round = 0; round < 100000; round++) {
        int year = (int)random_under(&state, 10000), month = (int)random_under(&state, 15);
        int day = (int)random_under(&state, 35), minutes = (int)random_under(&state, 841);
        int hour = (int)random_under(&state, 24), second = (int)random_under(&state, 60);
        int sign = random_under(&state, 2) ? 1 : -1;
        struct tm date = {.tm_year = year - 1900,
                          .tm_mon = month - 1,
                          .tm_mday = day,
                          .tm_hour = hour,
                          .tm_min = 7,
                          .tm_sec = second};
        int64_t expected = mktime(&date) - sign * minutes * 60;
        bool real = date.tm_year == year - 1900 && date.tm_mon == month - 1 &&
                    date.tm_mday == day && year > 0;
        char text[80];
        int size =
            snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:07:%02d%c%02d:%02d", year, month, day,
                     hour, second, sign > 0 ? '+' : '-', minutes / 60, minutes % 60);
        struct date_time result = date_time_parse((struct text){text, (size_t)size});
        if (result.problem != (real ? DATE_TIME_OK : DATE_TIME_DATE) ||
            result.seconds != (real ? expected : 0))
            ck_abort_msg("%s: problem %d, %" PRId64, text, result.problem, result.seconds);
        right_ones += real;
    }
    ck_assert_uint_gt(right_ones, 10000);
}
END_TEST

static const struct number {
    const char *text;
    bool valid;
    int64_t value;
} numbers[] = {
    {"0", true, 0},
    {"1", true, 10000},
    {"1.2", true, 12000},
    {"4.1000", true, 41000},
    {"5.0001", true, 50001},
    {"-1.5", true, -15000},
    {"-0", true, 0},
    {"007", true, 70000},
    {"99999999999999.9999", true, INT64_C(999999999999999999)},
    {"-99999999999999.9999", true, INT64_C(-999999999999999999)},
    {"100000000000000", false, 0},
    {"000000000000001", false, 0},
    {"1.00000", false, 0},
    {"", false, 0},
    {"-", false, 0},
    {".", false, 0},
    {"5.", false, 0},
    {".5", false, 0},
    {"-.5", false, 0},
    {"+5", true, 50000},
    {"+-5", false, 0},
    {"+", false, 0},
    {"--5", false, 0},
    {"1.2.3", false, 0},
    {"1,5", false, 0},
    {" 1", false, 0},
    {"1 ", false, 0},
    {"1e3", false, 0},
    {"0x1", false, 0},
    {"1.-5", false, 0},
    {"v1.0", false, 0},
};

START_TEST(fixed_numbers)
{
    const struct number *row = numbers + _i;
    struct text text = exact_copy(text_of(row->text));
    int64_t value = 4711;
    ck_assert_msg(fixed_parse(text, &value) == row->valid, "`%s`", row->text);
    ck_assert_msg(value == (row->valid ? row->value : 4711), "`%s`: %" PRId64, row->text, value);
    exact_free(text);
}
END_TEST

START_TEST(fixed_against_printf)
{
    uint64_t state = 144;
    for (int round = 0; round < 50000; round++) {
        int64_t whole = (int64_t)(random_under(&state, 10000000) * random_under(&state, 10000000));
        int64_t value = whole * 10000 + (int64_t)random_under(&state, 10000), parsed = -1;
        char text[64];
        int size = snprintf(text, sizeof text, "%" PRId64 ".%04" PRId64, whole, value % 10000);
        if (!fixed_parse((struct text){text, (size_t)size}, &parsed) || parsed != value)
            ck_abort_msg("%s: %" PRId64, text, parsed);
    }
}
END_TEST

static const struct right {
    const char *text;
    const char *scheme;
    const char *host;
    const char *password;
} right[] = {
    /* RFC 3986 section 1.1.2, and edges of each component */
    {"ftp://ftp.is.co.za/rfc/rfc1808.txt", "ftp", "ftp.is.co.za", ""},
    {"http://www.ietf.org/rfc/rfc2396.txt", "http", "www.ietf.org", ""},
    {"ldap://[2001:db8::7]/c=GB?objectClass?one", "ldap", "[2001:db8::7]", ""},
    {"mailto:John.Doe@example.com", "mailto", "", ""},
    {"news:comp.infosystems.www.servers.unix", "news", "", ""},
    {"tel:+1-816-555-1212", "tel", "", ""},
    {"telnet://192.0.2.16:80/", "telnet", "192.0.2.16", ""},
    {"urn:oasis:names:specification:docbook:dtd:xml:4.1.2", "urn", "", ""},
    {"HTTP://Example.COM", "HTTP", "Example.COM", ""},
    {"http://a:8080", "http", "a", ""},
    {"http://a:", "http", "a", ""},
    {"http://a?", "http", "a", ""},
    {"http://a#", "http", "a", ""},
    {"http://a/b?c/?d#e/?f", "http", "a", ""},
    {"http://a//b", "http", "a", ""},
    {"http://my_server/%7Ea;b=c,d@e:f!$&'()*+", "http", "my_server", ""},
    {"http://alice@a/", "http", "a", ""},
    {"http://alice:@a/", "http", "a", ""},
    {"http://alice:secret@a/", "http", "a", "secret"},
    {"http://alice:se:cret@a/", "http", "a", "se:cret"},
    {"https://[v1f.x:y]:1/", "https", "[v1f.x:y]", ""},
    {"https://[V1.x]", "https", "[V1.x]", ""},
    {"file:///etc/hosts", "file", "", ""},
    {"file:/etc/hosts", "file", "", ""},
    {"x:", "x", "", ""},
    {"x+y.z-1:a", "x+y.z-1", "", ""},
    {"x:?", "x", "", ""},
    {"about:blank", "about", "", ""},
    {"a.b:c", "a.b", "", ""},
    {"localhost:8080", "localhost", "", ""},
    {"sip:help@example.com", "sip", "", ""},
    {"sip:alice:secret@example.com", "sip", "", "secret"},
    {"alice:secret@example.com", "alice", "", "secret"}, /* a URI by the letter, and a secret */
    {"http://a:80/b@c", "http", "a", ""},
    {"http://a@[::1]:80/b@c", "http", "[::1]", ""},
    {"http://a/b:c@d", "http", "a", ""},
    {"http://%61/", "http", "%61", ""},
};

START_TEST(right_uris)
{
    const struct right *row = right + _i;
    struct text text = exact_copy(text_of(row->text));
    struct uri uri = uri_parse(text);
    ck_assert_msg(uri.valid, "`%s`: `%.*s`", row->text, (int)uri.part.length, uri.part.bytes);
    ASSERT_TEXT(uri.scheme, row->scheme, row->text);
    ASSERT_TEXT(uri.host, row->host, row->text);
    ASSERT_TEXT(uri.password, row->password, row->text);
    ck_assert(!uri.part.bytes);
    exact_free(text);
}
END_TEST

static const struct wrong {
    const char *text;
    size_t from; /* where the part is, and … */
    const char *part;
    const char *password;
} wrong[] = {
    {"", 0, "", ""},
    {"www.example.com", 0, "www.example.com", ""},
    {"www.example.com/a:b", 0, "www.example.com/a:b", ""},
    {"www.example.com:8080/help", 0, "www.example.com:8080/help", ""},
    {"www.example.com:8080", 0, "www.example.com:8080", ""},
    {"//example.com/", 0, "//example.com/", ""},
    {"/path", 0, "/path", ""},
    {":x", 0, ":x", ""},
    {"1http://a", 0, "1http://a", ""},
    {"ht_tp://a", 0, "ht_tp://a", ""},
    {"C:\\help.htm", 2, "\\", ""},
    {" http://a", 0, " ", ""},
    {"http://a ", 8, " ", ""},
    {"http://a/b c", 10, " ", ""},
    {"http://a b/", 8, " ", ""},
    {"http://a/\n", 9, "\n", ""},
    {"http:", 0, "http:", ""},
    {"http:a", 0, "http:", ""},
    {"http:/a", 0, "http:", ""},
    {"http://", 0, "http://", ""},
    {"https:///a", 0, "https://", ""},
    {"http://:80/", 0, "http://", ""},
    {"http://?a", 0, "http://", ""},
    {"http://alice@/", 0, "http://", ""},
    {"http://a/%", 9, "%", ""},
    {"http://a/%4", 9, "%", ""},
    {"http://a/%zz", 9, "%", ""},
    {"http://a/[b]", 9, "[", ""},
    {"http://a/b#c#d", 12, "#", ""},
    {"http://a/?\"b\"", 10, "\"", ""},
    {"http://a/<b>", 9, "<", ""},
    {"http://a/b|c", 10, "|", ""},
    {"http://a/\xc3\xa4", 9, "\xc3\xa4", ""},
    {"http://b\xc3\xbc"
     "cher.de/",
     8, "\xc3\xbc", ""},
    {"http://a/\xff", 9, "\xff", ""},
    {"http:\\\\a", 0, "http:", ""},
    {"http://a:b", 9, "b", ""},
    {"http://a:80x/", 9, "80x", ""},
    {"http://2001:db8::1/", 12, "db8::1", ""},
    {"http://[::1", 7, "[::1", ""},
    {"http://[]/", 7, "[]", ""},
    {"http://[1:2]/", 8, "1:2", ""},
    {"http://[fe80::1%25eth0]/", 8, "fe80::1%25eth0", ""},
    {"http://[v.x]/", 8, "v.x", ""},
    {"http://[vg.x]/", 8, "vg.x", ""},
    {"http://[v1.]/", 8, "v1.", ""},
    {"http://[v1.%41]/", 8, "v1.%41", ""},
    {"http://[::1]80/", 12, "80", ""},
    {"http://a@b@c/", 8, "@", ""},
    {"http://alice:sec ret@a/", 16, " ", "sec ret"},
    {"http://alice:sec/ret@a/", 13, "sec", "sec/ret"},
    {"http://alice@b:s#r@a/", 15, "s", "s#r"},
    {"http://alice:secret@a/ ", 22, " ", "secret"},
    {"alice:se cret@a", 8, " ", "se cret"},
    {"//alice:secret@a", 0, "//alice:secret@a", "secret"},
    {"1:secret@a", 0, "1:secret@a", "secret"},
};

START_TEST(wrong_uris)
{
    const struct wrong *row = wrong + _i;
    struct text text = exact_copy(text_of(row->text));
    struct uri uri = uri_parse(text);
    ck_assert_msg(!uri.valid, "`%s` isn't valid", row->text);
    ASSERT_TEXT(uri.part, row->part, row->text);
    ck_assert_msg(uri.part.bytes == text.bytes + row->from, "`%s`: part elsewhere", row->text);
    ASSERT_TEXT(uri.password, row->password, row->text);
    exact_free(text);
}
END_TEST

/* All that must hold for any text. */
static void check_invariants(struct text text)
{
    int64_t value;
    struct date_time moment = date_time_parse(text);
    bool fixed = fixed_parse(text, &value);
    struct uri uri = uri_parse(text);
    bool slices = is_slice(uri.part, text) && is_slice(uri.scheme, text) &&
                  is_slice(uri.host, text) && is_slice(uri.password, text);
    bool part = uri.valid ? !uri.part.bytes : uri.part.length > 0 || text.length == 0;
    bool scheme = uri.scheme.length || !uri.valid;
    bool one = (fixed + (moment.problem == DATE_TIME_OK) + uri.valid) <= 1;
    if (!slices || !part || !scheme || !one)
        ck_abort_msg("`%.*s`: slices %d, part %d, scheme %d, one %d", (int)text.length, text.bytes,
                     slices, part, scheme, one);
}

static void check_truncations(const char *string)
{
    struct text text = text_of(string);
    for (size_t from = 0; from <= text.length; from++) {
        for (size_t to = from; to <= text.length; to++) {
            struct text copy = exact_copy(text_slice(text, from, to));
            check_invariants(copy);
            exact_free(copy);
        }
    }
}

START_TEST(truncations)
{
    for (size_t row = 0; row < sizeof moments / sizeof moments[0]; row++)
        check_truncations(moments[row].text);
    for (size_t row = 0; row < sizeof numbers / sizeof numbers[0]; row++)
        check_truncations(numbers[row].text);
    for (size_t row = 0; row < sizeof right / sizeof right[0]; row++)
        check_truncations(right[row].text);
    for (size_t row = 0; row < sizeof wrong / sizeof wrong[0]; row++)
        check_truncations(wrong[row].text);
}
END_TEST

START_TEST(random_pieces)
{
    static const char *const pieces[] = {"http",  ":",  "//",    "/",        "?", "#",  "@",  "[",
                                         "]",     "::", "a",     "1",        ".", "%",  "41", " ",
                                         "2024-", "01", "T10:0", "\xc3\xa4", "-", "v1", ":5", NULL};
    uint64_t state = 3986;
    unsigned right_ones = 0;
    for (int round = 0; round < 60000; round++) {
        char buffer[32];
        struct text copy = exact_copy(random_text(&state, pieces, buffer, sizeof buffer));
        check_invariants(copy);
        right_ones += uri_parse(copy).valid;
        exact_free(copy);
    }
    ck_assert_uint_gt(right_ones, 300);
}
END_TEST

START_TEST(random_bytes)
{
    uint64_t state = 2606;
    for (int round = 0; round < 20000; round++) {
        char buffer[24] = "x://";
        size_t from = round % 2 ? 4 : 0;
        for (size_t at = from; at < sizeof buffer; at++)
            buffer[at] = (char)random_under(&state, 256);
        struct text copy =
            exact_copy((struct text){buffer, random_under(&state, sizeof buffer + 1)});
        check_invariants(copy);
        exact_free(copy);
    }
}
END_TEST

START_TEST(huge_texts)
{
    static const char *const fillings[] = {"a", ":",   "@", "/",  "?", "#",
                                           "1", "%41", "[", "a:", NULL};
    static const char *const fronts[] = {"", "http://", "http://[", "2024-01-01T10:00:00.", NULL};
    check_huge_texts(fronts, fillings, check_invariants);
}
END_TEST

Suite *suite_value(void)
{
    Suite *suite = suite_create("value");
    TCase *tests = tcase_create("value");
    ADD_ROWS(tests, date_times, moments);
    tcase_add_test(tests, days_against_gmtime);
    tcase_add_test(tests, dates_against_mktime);
    ADD_ROWS(tests, fixed_numbers, numbers);
    tcase_add_test(tests, fixed_against_printf);
    ADD_ROWS(tests, right_uris, right);
    ADD_ROWS(tests, wrong_uris, wrong);
    tcase_add_test(tests, truncations);
    tcase_add_test(tests, random_pieces);
    tcase_add_test(tests, random_bytes);
    tcase_add_test(tests, huge_texts);
    suite_add_tcase(suite, tests);
    return suite;
}
