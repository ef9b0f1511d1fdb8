/* SPDX-License-Identifier: MIT */
/* IP addresses as numbers: inet_pton() as an oracle, and the edges of the networks. */
#include "exact.h"
#include "grammar/address.h"
#include "grammar/ip.h"

#include <arpa/inet.h>
#include <string.h>

Suite *suite_ip(void);

static const char *const addresses[] = {
    "::",
    "::1",
    "1::",
    "2001:db8::1",
    "2001:DB8:0:0:0:0:0:1",
    "2001:0db8::0:0:1",
    "fe80::a:b:c:d",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
    "1::3:4:5:6:7:8",
    "::ffff:10.1.2.3",
    "64:ff9b::198.51.100.255",
    "1:2:3:4:5:6:255.255.255.255",
    "abcd:ef01:2345:6789:abcd:ef01:2345:6789",
};

START_TEST(against_inet_pton)
{
    unsigned char expected[IP_SIZE];
    struct text host = exact_copy(text_of(addresses[_i]));
    ck_assert_int_eq(inet_pton(AF_INET6, addresses[_i], expected), 1);
    ck_assert(host_is_ipv6(host));
    struct ip ip = ip_read(host);
    ck_assert_mem_eq(ip.bytes, expected, IP_SIZE);
    exact_free(host);
}
END_TEST

START_TEST(ipv4_is_mapped)
{
    struct ip plain = ip_read(text_of("10.1.2.255"));
    struct ip mapped = ip_read(text_of("::ffff:a01:2ff"));
    ck_assert_mem_eq(plain.bytes, mapped.bytes, IP_SIZE);
}
END_TEST

static const struct {
    const char *a;
    const char *b;
    bool is_same;
} pairs[] = {
    {"fd00::5", "FD00:0::5", true},
    {"fd00::5", "fd00::6", false},
    {"::ffff:10.1.2.3", "10.1.2.3", true},
    {"10.1.2.3", "10.1.2.4", false},
    {"::", "0.0.0.0", false},
    {"contoso.net", "contoso.net", false},
    {"fd00::5", "", false},
};

START_TEST(spellings_of_one)
{
    ck_assert_int_eq(ip_is_same(text_of(pairs[_i].a), text_of(pairs[_i].b)), pairs[_i].is_same);
    ck_assert_int_eq(ip_is_same(text_of(pairs[_i].b), text_of(pairs[_i].a)), pairs[_i].is_same);
}
END_TEST

static const struct {
    const char *host;
    enum ip_use use;
} uses[] = {
    {"0.0.0.0", IP_UNSPECIFIED},
    {"0.0.0.1", IP_USABLE},
    {"126.255.255.255", IP_USABLE},
    {"127.0.0.0", IP_LOOPBACK},
    {"127.255.255.255", IP_LOOPBACK},
    {"128.0.0.0", IP_USABLE},
    {"192.0.1.255", IP_USABLE},
    {"192.0.2.0", IP_DOCUMENTATION},
    {"192.0.2.255", IP_DOCUMENTATION},
    {"192.0.3.0", IP_USABLE},
    {"198.51.99.255", IP_USABLE},
    {"198.51.100.0", IP_DOCUMENTATION},
    {"198.51.101.0", IP_USABLE},
    {"203.0.112.255", IP_USABLE},
    {"203.0.113.0", IP_DOCUMENTATION},
    {"203.0.114.0", IP_USABLE},
    {"223.255.255.255", IP_USABLE},
    {"224.0.0.0", IP_MULTICAST},
    {"239.255.255.255", IP_MULTICAST},
    {"240.0.0.0", IP_USABLE},
    {"255.255.255.254", IP_USABLE},
    {"255.255.255.255", IP_BROADCAST},
    {"10.0.0.255", IP_USABLE},
    {"169.254.1.1", IP_USABLE},
    {"::", IP_UNSPECIFIED},
    {"::1", IP_LOOPBACK},
    {"::2", IP_USABLE},
    {"::ffff:127.0.0.1", IP_LOOPBACK},
    {"feff::1", IP_USABLE},
    {"ff00::", IP_MULTICAST},
    {"ffff::1", IP_MULTICAST},
    {"2001:db7:ffff::", IP_USABLE},
    {"2001:db8::", IP_DOCUMENTATION},
    {"2001:db8:ffff::1", IP_DOCUMENTATION},
    {"2001:db9::", IP_USABLE},
    {"fe80::1", IP_USABLE},
    {"fd00::1", IP_USABLE},
};

START_TEST(edges)
{
    struct text host = text_of(uses[_i].host);
    ck_assert(host_is_ipv4(host) || host_is_ipv6(host));
    struct ip ip = ip_read(host);
    ck_assert_msg(ip_use(&ip) == uses[_i].use, "%s: %d", uses[_i].host, (int)ip_use(&ip));
}
END_TEST

Suite *suite_ip(void)
{
    Suite *suite = suite_create("ip");
    TCase *tests = tcase_create("ip");
    tcase_add_loop_test(tests, against_inet_pton, 0, sizeof addresses / sizeof *addresses);
    tcase_add_test(tests, ipv4_is_mapped);
    tcase_add_loop_test(tests, spellings_of_one, 0, sizeof pairs / sizeof *pairs);
    tcase_add_loop_test(tests, edges, 0, sizeof uses / sizeof *uses);
    suite_add_tcase(suite, tests);
    return suite;
}
