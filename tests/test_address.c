/* SPDX-License-Identifier: MIT */
/*
 * host[:port]: a table of what is right and what is wrong where; inet_pton() as an oracle for the
 * IP addresses; and, for any text, that nothing is read or pointed at outside of it.
 */
#include "exact.h"
#include "grammar/address.h"
#include "grammar/userinfo.h"

#include <arpa/inet.h>
#include <stdio.h>

Suite *suite_address(void);

#define LABEL_63 "a23456789-123456789-123456789-123456789-123456789-123456789-123"
#define LABEL_61 "a23456789-123456789-123456789-123456789-123456789-123456789-1"
#define NAME_253 LABEL_63 "." LABEL_63 "." LABEL_63 "." LABEL_61

static const struct valid {
    const char *text;
    enum host_kind kind;
    const char *host;
    const char *port;
    unsigned port_number;
    const char *name; /* address.name */
} valid[] = {
    {"a", HOST_NAME, "a", "", 0, "a"},
    {"sip.example.com", HOST_NAME, "sip.example.com", "", 0, "sip.example.com"},
    {"sip.example.com:443", HOST_NAME, "sip.example.com", "443", 443, "sip.example.com"},
    {"SIP.Example.COM:1", HOST_NAME, "SIP.Example.COM", "1", 1, "SIP.Example.COM"},
    {"example.com.:5061", HOST_NAME, "example.com.", "5061", 5061, "example.com"},
    {"localhost:65535", HOST_NAME, "localhost", "65535", 65535, "localhost"},
    {"host:0005060", HOST_NAME, "host", "0005060", 5060, "host"},
    {"3com", HOST_NAME, "3com", "", 0, "3com"},
    {"a.3com", HOST_NAME, "a.3com", "", 0, "a.3com"},
    {"1.2.3.4.com", HOST_NAME, "1.2.3.4.com", "", 0, "1.2.3.4.com"},
    {"x--y.xn--bcher-kva.example", HOST_NAME, "x--y.xn--bcher-kva.example", "", 0,
     "x--y.xn--bcher-kva.example"},
    {"0x7f.1a", HOST_NAME, "0x7f.1a", "", 0, "0x7f.1a"},
    {"sip:5060", HOST_NAME, "sip", "5060", 5060, "sip"},
    {"http", HOST_NAME, "http", "", 0, "http"},
    {LABEL_63 ".a", HOST_NAME, LABEL_63 ".a", "", 0, LABEL_63 ".a"},
    {NAME_253 ":5060", HOST_NAME, NAME_253, "5060", 5060, NAME_253},
    {NAME_253 ".", HOST_NAME, NAME_253 ".", "", 0, NAME_253},
    {"192.0.2.20", HOST_IPV4, "192.0.2.20", "", 0, "192.0.2.20"},
    {"0.0.0.0:5060", HOST_IPV4, "0.0.0.0", "5060", 5060, "0.0.0.0"},
    {"255.255.255.255", HOST_IPV4, "255.255.255.255", "", 0, "255.255.255.255"},
    {"[::]", HOST_IPV6, "[::]", "", 0, "::"},
    {"[2001:db8::1]:5060", HOST_IPV6, "[2001:db8::1]", "5060", 5060, "2001:db8::1"},
    {"[1:2:3:4:5:6:7:8]", HOST_IPV6, "[1:2:3:4:5:6:7:8]", "", 0, "1:2:3:4:5:6:7:8"},
    {"[::ffff:192.0.2.1]:1", HOST_IPV6, "[::ffff:192.0.2.1]", "1", 1, "::ffff:192.0.2.1"},
    {"[0000:0000:0000:0000:0000:0000:255.255.255.255]", HOST_IPV6,
     "[0000:0000:0000:0000:0000:0000:255.255.255.255]", "", 0,
     "0000:0000:0000:0000:0000:0000:255.255.255.255"},
};

START_TEST(right)
{
    const struct valid *row = valid + _i;
    struct text text = exact_copy(text_of(row->text));
    struct address address = address_parse(text);
    ck_assert_msg(address.problem == ADDRESS_OK, "`%s`: problem %d", row->text, address.problem);
    ck_assert_msg(address.host_kind == row->kind, "`%s`: kind %d", row->text, address.host_kind);
    ASSERT_TEXT(address.host, row->host, row->text);
    ASSERT_TEXT(address.port, row->port, row->text);
    ASSERT_TEXT(address.part, "", row->text);
    ck_assert_uint_eq(address.port_number, row->port_number);
    ASSERT_TEXT(address.name, row->name, row->text);
    exact_free(text);
}
END_TEST

static const struct wrong {
    const char *text;
    enum address_problem problem;
    size_t from; /* where the part is, and … */
    const char *part;
} wrong[] = {
    {"", ADDRESS_EMPTY, 0, ""},

    {"sip:sip.example.com", ADDRESS_SCHEME, 0, "sip:"},
    {"SIPS:host:5061", ADDRESS_SCHEME, 0, "SIPS:"},
    {"http://host/path", ADDRESS_SCHEME, 0, "http://"},
    {"foo+bar.baz-1://host", ADDRESS_SCHEME, 0, "foo+bar.baz-1://"},
    {"sip:", ADDRESS_SCHEME, 0, "sip:"},
    {"sip:alice@host", ADDRESS_SCHEME, 0, "sip:"},
    {"sip:alice:secret@host", ADDRESS_SCHEME, 0, "sip:"},
    {"https://alice:se/cr@et@host/", ADDRESS_SCHEME, 0, "https://"},
    {"1foo://host", ADDRESS_PORT_EMPTY, 5, ""}, /* a digit starts no scheme */
    {"sip:70000", ADDRESS_PORT_RANGE, 4, "70000"},

    {" host", ADDRESS_BLANK, 0, " "},
    {"host ", ADDRESS_BLANK, 4, " "},
    {"ho st", ADDRESS_BLANK, 2, " "},
    {"host: 5060", ADDRESS_BLANK, 5, " "},
    {"host:5060\n", ADDRESS_BLANK, 9, "\n"},
    {"bad_label host", ADDRESS_BLANK, 9, " "},
    {"host\x7f", ADDRESS_BLANK, 4, "\x7f"},
    {"[:: 1]", ADDRESS_BLANK, 3, " "},

    {"alice@host", ADDRESS_USER, 0, "alice@"},
    {"@host", ADDRESS_USER, 0, "@"},
    {"a b@host", ADDRESS_USER, 0, "a b@"},
    {"alice:secret@host:5060", ADDRESS_USER, 0, "alice:secret@"},
    {"alice:se@c/r:et@host", ADDRESS_USER, 0, "alice:se@c/r:et@"},
    {"host/alice@x", ADDRESS_USER, 0, "host/alice@"},

    {"host/", ADDRESS_PATH, 4, "/"},
    {"host:5060;transport=tcp", ADDRESS_PATH, 9, ";transport=tcp"},
    {"host?a b", ADDRESS_PATH, 4, "?a b"},
    {"host#x", ADDRESS_PATH, 4, "#x"},
    {"//host", ADDRESS_PATH, 0, "//host"},
    {"[::1]/x", ADDRESS_PATH, 5, "/x"},
    {"bad_label/path", ADDRESS_BAD_LABEL, 0, "bad_label"},
    {"host:x/path", ADDRESS_PORT_NOT_NUMBER, 5, "x"},

    {":5060", ADDRESS_HOST_EMPTY, 0, ""},
    {":", ADDRESS_HOST_EMPTY, 0, ""},

    {"sip_proxy.example.com", ADDRESS_BAD_LABEL, 0, "sip_proxy"},
    {"a.-b.c", ADDRESS_BAD_LABEL, 2, "-b"},
    {"a.b-.c", ADDRESS_BAD_LABEL, 2, "b-"},
    {"-", ADDRESS_BAD_LABEL, 0, "-"},
    {"a..b", ADDRESS_BAD_LABEL, 2, "."},
    {".a", ADDRESS_BAD_LABEL, 0, "."},
    {".", ADDRESS_BAD_LABEL, 0, "."},
    {"a..", ADDRESS_BAD_LABEL, 2, "."},
    {"..a:5060", ADDRESS_BAD_LABEL, 0, "."},
    {"sip.b\xc3\xbc"
     "cher.de",
     ADDRESS_BAD_LABEL, 4,
     "b\xc3\xbc"
     "cher"},
    {"a.x" LABEL_63 ".b", ADDRESS_BAD_LABEL, 2, "x" LABEL_63},
    {"*.example.com", ADDRESS_BAD_LABEL, 0, "*"},
    {"\\\\host", ADDRESS_BAD_LABEL, 0, "\\\\host"},
    {"host,other", ADDRESS_BAD_LABEL, 0, "host,other"},
    {"a_b.c_d:x", ADDRESS_BAD_LABEL, 0, "a_b"},
    {"a_b.5", ADDRESS_BAD_LABEL, 0, "a_b"},
    {"::1]", ADDRESS_HOST_EMPTY, 0, ""},

    {"x" NAME_253, ADDRESS_BAD_LABEL, 0, "x" LABEL_63},
    {"a." NAME_253, ADDRESS_NAME_TOO_LONG, 0, "a." NAME_253},
    {NAME_253 "x:5060", ADDRESS_NAME_TOO_LONG, 0, NAME_253 "x"},

    {"1.2.3", ADDRESS_BAD_IPV4, 0, "1.2.3"},
    {"1.2.3.4.5", ADDRESS_BAD_IPV4, 0, "1.2.3.4.5"},
    {"1.2.3.256:5060", ADDRESS_BAD_IPV4, 0, "1.2.3.256"},
    {"1.2.3.1000", ADDRESS_BAD_IPV4, 0, "1.2.3.1000"},
    {"192.168.001.1", ADDRESS_BAD_IPV4, 0, "192.168.001.1"},
    {"192.168..1", ADDRESS_BAD_IPV4, 0, "192.168..1"},
    {"1.2.3.4.", ADDRESS_BAD_IPV4, 0, "1.2.3.4."},
    {"2001", ADDRESS_BAD_IPV4, 0, "2001"},
    {"sip.example.com.5060", ADDRESS_BAD_IPV4, 0, "sip.example.com.5060"},

    {"[]", ADDRESS_BAD_IPV6, 1, ""},
    {"[1:2]", ADDRESS_BAD_IPV6, 1, "1:2"},
    {"[::1::]:5060", ADDRESS_BAD_IPV6, 1, "::1::"},
    {"[fe80::1%eth0]", ADDRESS_IPV6_ZONE, 8, "%eth0"},
    {"[fe80::1%]:5060", ADDRESS_IPV6_ZONE, 8, "%"},
    {"[fe80:1%eth0]", ADDRESS_BAD_IPV6, 1, "fe80:1%eth0"},
    {"[2001:db8::/32]", ADDRESS_BAD_IPV6, 1, "2001:db8::/32"},
    {"[192.0.2.1]", ADDRESS_BAD_IPV6, 1, "192.0.2.1"},
    {"[::12345]", ADDRESS_BAD_IPV6, 1, "::12345"},
    {"[::1.2.3.04]", ADDRESS_BAD_IPV6, 1, "::1.2.3.04"},
    {"[host]x", ADDRESS_BAD_IPV6, 1, "host"},

    {"[", ADDRESS_BRACKET, 0, "["},
    {"[::1", ADDRESS_BRACKET, 0, "[::1"},
    {"[::1/x", ADDRESS_BRACKET, 0, "[::1"},
    {"[::1]5060", ADDRESS_BRACKET, 5, "5060"},
    {"[::1]]:5060", ADDRESS_BRACKET, 5, "]:5060"},

    {"::1", ADDRESS_IPV6_BARE, 0, "::1"},
    {"2001:db8::1:5060", ADDRESS_IPV6_BARE, 0, "2001:db8::1:5060"},
    {"fe80::1%eth0", ADDRESS_IPV6_BARE, 0, "fe80::1%eth0"},
    {"fe80::1%eth0:5060", ADDRESS_IPV6_BARE, 0, "fe80::1%eth0:5060"},
    {"2001:db8::1:50600", ADDRESS_IPV6_BARE, 0, "2001:db8::1:50600"},
    {"1:2:3:4:5:6:7:8:5060", ADDRESS_IPV6_BARE, 0, "1:2:3:4:5:6:7:8:5060"},
    {"::ffff:192.0.2.1:5060", ADDRESS_IPV6_BARE, 0, "::ffff:192.0.2.1:5060"},
    {"2001:db8::1:65536", ADDRESS_BAD_IPV6, 0, "2001:db8::1:65536"},
    {"2001:db8::1:05060", ADDRESS_BAD_IPV6, 0, "2001:db8::1:05060"},
    {"::1/x", ADDRESS_IPV6_BARE, 0, "::1"},
    {"2001:db8::1:5060/64", ADDRESS_IPV6_BARE, 0, "2001:db8::1:5060"},
    {"fe80:1:2", ADDRESS_BAD_IPV6, 0, "fe80:1:2"},
    {"2001:db8:::5", ADDRESS_BAD_IPV6, 0, "2001:db8:::5"},
    {"1:2:3:4:5:6:7", ADDRESS_BAD_IPV6, 0, "1:2:3:4:5:6:7"},
    {"fe80::1::2", ADDRESS_BAD_IPV6, 0, "fe80::1::2"},
    {"::ffff:192.0.2.256", ADDRESS_BAD_IPV6, 0, "::ffff:192.0.2.256"},
    {"fe80::1::2/x", ADDRESS_BAD_IPV6, 0, "fe80::1::2"},
    {"192.0.2.1:5060:1", ADDRESS_PORT_NOT_NUMBER, 10, "5060:1"},
    {"dead:beef", ADDRESS_PORT_NOT_NUMBER, 5, "beef"},

    {"host:", ADDRESS_PORT_EMPTY, 5, ""},
    {"[::1]:", ADDRESS_PORT_EMPTY, 6, ""},
    {"host:sip", ADDRESS_PORT_NOT_NUMBER, 5, "sip"},
    {"host:-1", ADDRESS_PORT_NOT_NUMBER, 5, "-1"},
    {"host:+5060", ADDRESS_PORT_NOT_NUMBER, 5, "+5060"},
    {"host:5060:5061", ADDRESS_PORT_NOT_NUMBER, 5, "5060:5061"},
    {"host:0x13", ADDRESS_PORT_NOT_NUMBER, 5, "0x13"},
    {"host:0", ADDRESS_PORT_RANGE, 5, "0"},
    {"host:000", ADDRESS_PORT_RANGE, 5, "000"},
    {"host:655350", ADDRESS_PORT_RANGE, 5, "655350"},
    {"host:65536", ADDRESS_PORT_RANGE, 5, "65536"},
    {"host:4294967297", ADDRESS_PORT_RANGE, 5, "4294967297"},
    {"host:18446744073709551617", ADDRESS_PORT_RANGE, 5, "18446744073709551617"},
    {"bad_host:99999", ADDRESS_BAD_LABEL, 0, "bad_host"},
};

START_TEST(explained)
{
    const struct wrong *row = wrong + _i;
    struct text text = exact_copy(text_of(row->text));
    struct address address = address_parse(text);
    ck_assert_msg(address.problem == row->problem, "`%s`: problem %d, not %d", row->text,
                  address.problem, row->problem);
    ASSERT_TEXT(address.part, row->part, row->text);
    ck_assert_msg(address.part.bytes == text.bytes + row->from, "`%s`: the part is elsewhere",
                  row->text);
    bool has_host = address_problem_is_port(row->problem) || row->problem == ADDRESS_PATH;
    ck_assert_msg(has_host == (address.host_kind != HOST_NONE) || row->from == 0, "`%s`: kind %d",
                  row->text, address.host_kind);
    exact_free(text);
}
END_TEST

static const struct reading {
    const char *text;
    const char *ip;
    const char *zone;
    const char *port;
    bool is_ambiguous;
} readings[] = {
    {"fd00::1:5061", "fd00::1", "", "5061", true},
    {"::1:5061", "::1", "", "5061", true},
    {"2001:db8::1:2", "2001:db8::1", "", "2", true},
    {"1:2:3:4:5:6:7:8:5061", "1:2:3:4:5:6:7:8", "", "5061", false},
    {"fd00::1:50610", "fd00::1", "", "50610", false},
    {"::ffff:192.0.2.1:5060", "::ffff:192.0.2.1", "", "5060", false},
    {"fe80::1%eth0:5061", "fe80::1", "%eth0", "5061", false},

    /* No port: what is before the last colon is no address, or a port isn't written so. */
    {"fd00::5061", "fd00::5061", "", "", false},
    {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", "", "", false},
    {"fd00::1:0010", "fd00::1:0010", "", "", false},
    {"fd00::1:0", "fd00::1:0", "", "", false},
    {"fd00::1:50a1", "fd00::1:50a1", "", "", false},
    {"fe80::1%5061", "fe80::1", "%5061", "", false},
    {"fe80::1:5061%eth0", "fe80::1:5061", "%eth0", "", false},

    {"fd00::1:65536", "", "", "", false},
    {"fd00:::5061", "", "", "", false},
    {"fd00::1:", "", "", "", false},
    {"192.0.2.1:5060", "", "", "", false},
    {"5061", "", "", "", false},
    {"", "", "", "", false},
};

START_TEST(bare_ipv6_readings)
{
    const struct reading *row = &readings[_i];
    struct text text = exact_copy(text_of(row->text));
    const struct bare_ipv6 bare = bare_ipv6_read(text);
    ASSERT_TEXT(bare.ip, row->ip, row->text);
    ASSERT_TEXT(bare.zone, row->zone, row->text);
    ASSERT_TEXT(bare.port, row->port, row->text);
    ck_assert_msg(bare.is_ambiguous == row->is_ambiguous, "`%s`", row->text);
    exact_free(text);
}
END_TEST

/* Is it a name by the rules, read one character after the other? `*is_number`: its last label is
 * of digits alone, so that it's no name, and it ought to be an IPv4 address. */
static bool is_name(const char *host, bool *is_number)
{
    size_t length = strlen(host);
    size_t label = 0;
    bool digits = true;
    length -= length > 1 && host[length - 1] == '.';
    for (size_t i = 0; i <= length; i++) {
        char byte = i < length ? host[i] : '.';
        bool is_edge = label == 0 || i + 1 >= length || host[i + 1] == '.';
        if (byte == '.' && (label == 0 || label > 63))
            return false;
        if (byte != '.' && !text_is_letter(byte) && !text_is_digit(byte) &&
            (byte != '-' || is_edge))
            return false;
        if (byte == '.' && i == length)
            break;
        label = byte == '.' ? 0 : label + 1;
        digits = label == 0 || (digits && text_is_digit(byte));
    }
    *is_number = digits;
    return length <= 253;
}

/* Names of all lengths and kinds, with and without a port, right and nearly right. */
START_TEST(names_against_the_rules)
{
    static const char bytes[] =
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzABZ0159--..._%\xE9";
    uint64_t state = 1123;
    size_t names = 0;
    for (int i = 0; i < 40000; i++) {
        char host[80];
        char text[90];
        size_t length = 1 + random_under(&state, i % 4 ? 24 : 70);
        bool has_capitals = false;
        bool is_number = false;
        for (size_t at = 0; at < length; at++) {
            host[at] = bytes[random_under(&state, sizeof bytes - (i % 3 ? 4 : 1))];
            has_capitals |= host[at] >= 'A' && host[at] <= 'Z';
        }
        host[length] = '\0';
        snprintf(text, sizeof text, "%s%s", host, i & 1 ? ":5070" : "");
        bool is_right = is_name(host, &is_number);
        if (is_number)
            continue;
        struct text copy = exact_copy(text_of(text));
        struct address address = address_parse(copy);
        if (is_right != (address.problem == ADDRESS_OK))
            ck_abort_msg("%s is taken for %s", text, is_right ? "wrong" : "right");
        if (is_right) {
            ck_assert_int_eq(address.host_kind, HOST_NAME);
            ck_assert_uint_eq(address.host.length, length);
            ck_assert_uint_eq(address.name.length, length - (host[length - 1] == '.'));
            ck_assert_int_eq(address.has_capitals, has_capitals);
            ck_assert_uint_eq(address.port_number, i & 1 ? 5070 : 0);
            names++;
        }
        exact_free(copy);
    }
    ck_assert_uint_gt(names, 5000);
}
END_TEST

START_TEST(wrong_port_leaves_the_host)
{
    struct address address = address_parse(text_of("192.0.2.1:sip"));
    ck_assert_int_eq(address.host_kind, HOST_IPV4);
    ASSERT_TEXT(address.host, "192.0.2.1", "192.0.2.1:sip");
    ASSERT_TEXT(address.port, "", "192.0.2.1:sip");
    ck_assert_uint_eq(address.port_number, 0);
    ck_assert(address_problem_is_port(address.problem));
    ck_assert(!address_problem_is_port(address_parse(text_of("_:sip")).problem));
    ck_assert(!address_problem_is_port(ADDRESS_OK));
}
END_TEST

START_TEST(nothing_at_all)
{
    ck_assert_int_eq(address_parse((struct text){NULL, 0}).problem, ADDRESS_EMPTY);
    ck_assert_int_eq(address_parse((struct text){"a\0b", 3}).problem, ADDRESS_BLANK);
}
END_TEST

/* All that must hold for any text. */
static void check_invariants(struct text text)
{
    struct address address = address_parse(text);
    bool slices = is_slice(address.part, text) && is_slice(address.host, text) &&
                  is_slice(address.port, text);
    bool part = address.problem == ADDRESS_OK ? !address.part.bytes : address.part.bytes != NULL;
    bool known = address.problem != ADDRESS_OK || address.host_kind != HOST_NONE;
    bool host = (address.host_kind == HOST_NONE) == (address.host.length == 0);
    bool port = (address.port_number == 0) == (address.port.length == 0);
    size_t at = text_find(text, '@');
    bool user =
        at == text.length || address.problem == ADDRESS_SCHEME || address.problem == ADDRESS_USER;
    if (!slices || !part || !known || !host || !port || !user)
        ck_abort_msg("`%.*s`: problem %d, slices %d, part %d, host %d %d, port %d",
                     (int)text.length, text.bytes, address.problem, slices, part, known, host,
                     port);
    struct text name = address.name;
    if (!is_slice(name, text) ||
        (name.length && !host_is_related(name, name) && name.bytes[0] != '.'))
        ck_abort_msg("`%.*s`: name", (int)text.length, text.bytes);
}

START_TEST(truncations)
{
    for (size_t row = 0; row < sizeof valid / sizeof valid[0]; row++) {
        struct text text = text_of(valid[row].text);
        for (size_t from = 0; from <= text.length; from += from < 3 ? 1 : 17) {
            for (size_t to = from; to <= text.length; to++) {
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
    static const char *const pieces[] = {"a",   "sip",  "-",        ".", ":", "::", "[",    "]",
                                         "1",   "255",  "256",      "@", "/", ";",  " ",    "%",
                                         "://", "\xc3", "\xc3\xa4", "_", "0", "f",  "5060", NULL};
    uint64_t state = 3261;
    for (int round = 0; round < 60000; round++) {
        char buffer[24];
        struct text copy = exact_copy(random_text(&state, pieces, buffer, sizeof buffer));
        check_invariants(copy);
        exact_free(copy);
    }
}
END_TEST

START_TEST(random_bytes)
{
    uint64_t state = 1123;
    for (int round = 0; round < 20000; round++) {
        char buffer[16];
        for (size_t at = 0; at < sizeof buffer; at++)
            buffer[at] = (char)random_under(&state, 256);
        struct text copy =
            exact_copy((struct text){buffer, random_under(&state, sizeof buffer + 1)});
        check_invariants(copy);
        exact_free(copy);
    }
}
END_TEST

/* Changes, removes or doubles one byte. */
static void mutate(uint64_t *state, char *text, size_t size)
{
    static const char bytes[] = "0123456789abcdefF:.:.g";
    size_t length = strlen(text), at = random_under(state, length);
    switch (random_under(state, 3)) {
    case 0:
        text[at] = bytes[random_under(state, sizeof bytes - 1)];
        break;
    case 1:
        memmove(text + at, text + at + 1, length - at);
        break;
    default:
        if (length + 2 < size)
            memmove(text + at + 1, text + at, length - at + 1);
    }
}

static void compare_with_inet(const char *address, int family, bool (*is_ip)(struct text),
                              unsigned counts[2])
{
    unsigned char binary[16];
    bool expected = inet_pton(family, address, binary) == 1;
    struct text copy = exact_copy(text_of(address));
    if (is_ip(copy) != expected)
        ck_abort_msg("`%s`: %s", address, expected ? "is one" : "is none");
    exact_free(copy);
    counts[expected]++;
}

START_TEST(ip_against_inet_pton)
{
    uint64_t state = 4291;
    unsigned counts[2] = {0, 0};
    for (int round = 0; round < 100000; round++) {
        int family = round % 2 ? AF_INET6 : AF_INET;
        unsigned char binary[16];
        char text[64];
        for (size_t at = 0; at < sizeof binary; at++) /* zeros make gaps */
            binary[at] = random_under(&state, 3) ? 0 : (unsigned char)random_under(&state, 256);
        if (!inet_ntop(family, binary, text, sizeof text))
            ck_abort_msg("inet_ntop");
        for (size_t mutations = random_under(&state, 4); mutations > 0 && *text; mutations--)
            mutate(&state, text, sizeof text);
        compare_with_inet(text, family, family == AF_INET ? host_is_ipv4 : host_is_ipv6, counts);
    }
    ck_assert_uint_gt(counts[0], 10000);
    ck_assert_uint_gt(counts[1], 10000);
}
END_TEST

static const char *const ipv6_texts[] = {"::",
                                         ":",
                                         ":::",
                                         "",
                                         "1",
                                         "1:",
                                         ":1",
                                         "1::",
                                         "::1",
                                         "1:::2",
                                         "1::2::3",
                                         "1:2:3:4:5:6:7:8",
                                         "1:2:3:4:5:6:7::",
                                         "::2:3:4:5:6:7:8",
                                         "1:2:3:4::5:6:7:8",
                                         "1:2:3:4:5:6:7:8:9",
                                         "1::8:",
                                         "1:2:3:4:5:6:1.2.3.4",
                                         "1:2:3:4:5:1.2.3.4",
                                         "1:2:3:4:5:6:7:1.2.3.4",
                                         "::1.2.3.4:1",
                                         "::1.2.3",
                                         "::1.2.3.4.5",
                                         "::256.1.1.1",
                                         "1.2.3.4",
                                         "::01.2.3.4",
                                         "12345::",
                                         "::g",
                                         "0001:0002:0003:0004:0005:0006:0007:0008",
                                         "00001::",
                                         "::1 ",
                                         "::ffff:255.255.255.255",
                                         "0000:0000:0000:0000:0000:0000:255.255.255.2550"};

START_TEST(ipv6_edges)
{
    unsigned counts[2];
    compare_with_inet(ipv6_texts[_i], AF_INET6, host_is_ipv6, counts);
}
END_TEST

static const struct relation {
    const char *a;
    const char *b;
    bool within;  /* a is within b */
    bool related; /* in either order */
} relations[] = {
    {"a.net", "a.net", true, true},
    {"A.NET.", "a.net", true, true},
    {"a.net", "A.net.", true, true},
    {"sip.a.net", "a.net", true, true},
    {"a.net", "sip.a.net", false, true},
    {"sip.a.net", "reg.a.net", false, true},
    {"x.sip.a.net", "reg.a.net", false, true},
    {"xa.net", "a.net", false, false},
    {"sip.a.net", "sip.b.net", false, false},
    {"a.net", "b.net", false, false},
    {"a.net", "net", true, true},
    {"sip.a.co.uk", "reg.a.co.uk", false, true},
    {"sip.a.co.uk", "sip.b.co.uk", false, false},
    {"a.CO.uk", "b.co.uk", false, false},
    {"sip.co.uk", "co.uk", true, true},
    {"sip.bmw.de", "reg.bmw.de", false, true},
    {"sip.co.net", "reg.co.net", false, true},
    {"a.uk.com", "b.uk.com", false, true}, /* such public suffixes aren't known */
    {"co.uk", "uk", true, true},
    {"a.co.uk", "x.a.co.uk", false, true},
    {"a", "a", true, true},
    {"a", "b", false, false},
    {"a.b", "c", false, false},
    {"", "", false, false},
    {"a", "", false, false},
    {".", ".", false, false},
    {"192.0.2.1", "192.0.2.1", true, true},
    {"192.0.2.1", "2.1", false, false},
    {"192.0.2.1", "198.51.2.1", false, false},
    {"2001:db8::1", "2001:DB8::1", true, true},
    {"::ffff:192.0.2.1", "64:ff9b::192.0.2.1", false, false},
    {"192.0.2.1", "x.2.1", false, false},
};

START_TEST(related_hosts)
{
    const struct relation *row = relations + _i;
    struct text a = exact_copy(text_of(row->a)), b = exact_copy(text_of(row->b));
    ck_assert_msg(host_is_within(a, b) == row->within, "%s in %s", row->a, row->b);
    ck_assert_msg(host_is_related(a, b) == row->related, "%s ~ %s", row->a, row->b);
    ck_assert_msg(host_is_related(b, a) == row->related, "%s ~ %s", row->b, row->a);
    exact_free(a);
    exact_free(b);
}
END_TEST

static const struct {
    const char *text;
    const char *domain;
} domains[] = {
    {"contoso.net", "contoso.net"},
    {"contoso.net.", "contoso.net"},
    {".contoso.net", "contoso.net"},
    {"net", "net"},
    {"10.1.2.3", "10.1.2.3"},
    {"fd00::5", "fd00::5"},
    {"[fd00::5]", "fd00::5"},
    {"", ""},
    {".", ""},
    {"..contoso.net", ""},
    {".10.1.2.3", ""},
    {".fd00::5", ""},
    {"*.contoso.net", ""},
    {" contoso.net", ""},
    {"contoso.net:5061", ""},
    {"[fd00::5]:5061", ""},
    {"1:2:3:4:5:6:7:8:9", ""},
    {"fe80::1%eth0", ""},
    {"https://contoso.net", ""},
};

START_TEST(domains_of_texts)
{
    struct text text = exact_copy(text_of(domains[_i].text));
    struct text domain = domain_read(text);
    ck_assert_msg(text_equal(domain, text_of(domains[_i].domain)), "%s: %.*s", domains[_i].text,
                  (int)domain.length, domain.bytes);
    exact_free(text);
}
END_TEST

static const struct {
    const char *host;
    enum host_reservation reservation;
} reservations[] = {
    {"example.com", RESERVED_EXAMPLE},
    {"sip.Example.NET", RESERVED_EXAMPLE},
    {"example.org.", RESERVED_EXAMPLE},
    {"myexample.com", RESERVED_NOT},
    {"example.edu", RESERVED_NOT},
    {"example.com.de", RESERVED_NOT},
    {"a.test", RESERVED_TEST},
    {"test", RESERVED_TEST},
    {"test.com", RESERVED_NOT},
    {"a.b.invalid.", RESERVED_INVALID},
    {"localhost", RESERVED_LOCALHOST},
    {"my.localhost", RESERVED_LOCALHOST},
    {"localhost.local", RESERVED_NOT},
    {"pbx.example", RESERVED_EXAMPLE},
    {"latest", RESERVED_NOT},
    {"", RESERVED_NOT},
    {".", RESERVED_NOT},
    {"192.0.2.1", RESERVED_NOT},
    {"contoso.com", RESERVED_NOT},
    {"example", RESERVED_EXAMPLE},
    {"com", RESERVED_NOT},
};

START_TEST(reserved_hosts)
{
    struct text host = exact_copy(text_of(reservations[_i].host));
    enum host_reservation found = host_reservation(host);
    ck_assert_msg(found == reservations[_i].reservation, "%s", reservations[_i].host);
    ck_assert_int_eq(host_is_reserved(host), found != RESERVED_NOT);
    exact_free(host);
}
END_TEST

static const struct {
    const char *text;
    const char *address;
} surrounded[] = {
    {"sip:sip.contoso.net", "sip.contoso.net"},
    {"https://sip.contoso.net:5061/x?y@z", ""},
    {"https://sip.contoso.net:5061/x", "sip.contoso.net:5061"},
    {"sips:ann:secret@sip.contoso.net;transport=tls", "sip.contoso.net"},
    {" sip.contoso.net\t", "sip.contoso.net"},
    {"sip: [fe80::1]:5060 ", "[fe80::1]:5060"},
    {"sip.contoso.net", "sip.contoso.net"},
    {"sip contoso.net", ""},
    {"sip:", ""},
    {"@", ""},
    {"/", ""},
    {" ", ""},
    {"", ""},
};

START_TEST(addresses_within)
{
    struct text text = exact_copy(text_of(surrounded[_i].text));
    struct text found = address_within(text);
    ck_assert_msg(text_equal(found, text_of(surrounded[_i].address)), "%s: %.*s",
                  surrounded[_i].text, (int)found.length, found.bytes);
    ck_assert(found.bytes >= text.bytes && found.bytes + found.length <= text.bytes + text.length);
    exact_free(text);
}
END_TEST

START_TEST(schemes)
{
    static const char *const rows[][2] = {{"sip:a", "sip:"},
                                          {"SIP:", "SIP:"},
                                          {"foo://", "foo://"},
                                          {"sip", ""},
                                          {"alice:secret@h", ""},
                                          {"foo://x", "foo://"},
                                          {"foo:/x", ""},
                                          {"h323:x", "h323:"},
                                          {":x", ""},
                                          {"1a://x", ""},
                                          {"a b://x", ""},
                                          {"mailto:a@b", "mailto:"},
                                          {"z39.50r://x", "z39.50r://"},
                                          {"", ""},
                                          {"://", ""}};
    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        struct text copy = exact_copy(text_of(rows[row][0]));
        struct text scheme = scheme_in_front(copy);
        size_t slashes = strchr(rows[row][1], '/') ? 2 : 0;
        ck_assert_msg(scheme.length == strlen(rows[row][1]) - slashes, "%s", rows[row][0]);
        exact_free(copy);
    }
}
END_TEST

/* A megabyte of anything takes no longer than a few megabytes of reading. */
START_TEST(huge_texts)
{
    static const char *const fillings[] = {"a", ".",  ":",  "[",  "]",  "1",  "@",        "/",
                                           " ", "a.", ":a", "@:", "::", "1.", "\xc3\xa4", NULL};
    static const char *const fronts[] = {"", NULL};
    check_huge_texts(fronts, fillings, check_invariants);
}
END_TEST

Suite *suite_address(void)
{
    Suite *suite = suite_create("address");
    TCase *tests = tcase_create("address");
    ADD_ROWS(tests, right, valid);
    ADD_ROWS(tests, explained, wrong);
    ADD_ROWS(tests, bare_ipv6_readings, readings);
    tcase_add_test(tests, names_against_the_rules);
    tcase_add_test(tests, wrong_port_leaves_the_host);
    tcase_add_test(tests, nothing_at_all);
    tcase_add_test(tests, truncations);
    tcase_add_test(tests, random_pieces);
    tcase_add_test(tests, random_bytes);
    tcase_add_test(tests, ip_against_inet_pton);
    ADD_ROWS(tests, ipv6_edges, ipv6_texts);
    ADD_ROWS(tests, related_hosts, relations);
    ADD_ROWS(tests, domains_of_texts, domains);
    ADD_ROWS(tests, reserved_hosts, reservations);
    ADD_ROWS(tests, addresses_within, surrounded);
    tcase_add_test(tests, schemes);
    tcase_add_test(tests, huge_texts);
    suite_add_tcase(suite, tests);
    return suite;
}
