/* SPDX-License-Identifier: MIT */
/* IP addresses as numbers. */
#include "grammar/ip.h"
#include "grammar/address.h"

#include <string.h>

#define MAPPED 12 /* bytes before the IPv4 address in the IPv6 address that it's mapped to */

static void read_ipv4(struct text host, unsigned char *out)
{
    unsigned octet = 0;
    for (size_t at = 0; at < host.length; at++) {
        if (host.bytes[at] == '.')
            octet++;
        else
            out[octet] = (unsigned char)(out[octet] * 10 + (host.bytes[at] - '0'));
    }
}

/* Reads groups up to a gap or the end; returns how many bytes they are. */
static size_t read_groups(struct text groups, unsigned char *out)
{
    size_t size = 0;
    while (groups.length) {
        size_t end = text_find(groups, ':');
        struct text group = text_slice(groups, 0, end);
        unsigned value = 0;
        groups = text_slice(groups, end + (end < groups.length), groups.length);
        if (host_is_ipv4(group)) {
            read_ipv4(group, out + size);
            return size + 4;
        }
        for (size_t at = 0; at < group.length; at++)
            value = value << 4 | text_hex_value(group.bytes[at]);
        out[size++] = (unsigned char)(value >> 8);
        out[size++] = (unsigned char)value;
    }
    return size;
}

/* Where the `::` starts, or the host's length. */
static size_t find_gap(struct text host)
{
    for (size_t at = 0; at + 1 < host.length; at++) {
        if (host.bytes[at] == ':' && host.bytes[at + 1] == ':')
            return at;
    }
    return host.length;
}

struct ip ip_read(struct text host)
{
    struct ip ip = {{0}};
    unsigned char last[IP_SIZE] = {0};
    if (host_is_ipv4(host)) {
        ip.bytes[MAPPED - 2] = ip.bytes[MAPPED - 1] = 0xFF;
        read_ipv4(host, ip.bytes + MAPPED);
        return ip;
    }
    size_t gap = find_gap(host);
    read_groups(text_slice(host, 0, gap), ip.bytes);
    if (gap < host.length) {
        size_t size = read_groups(text_slice(host, gap + 2, host.length), last);
        memcpy(ip.bytes + IP_SIZE - size, last, size);
    }
    return ip;
}

bool ip_is_same(struct text a, struct text b)
{
    if (!host_is_ip(a) || !host_is_ip(b))
        return false;
    const struct ip first = ip_read(a);
    const struct ip second = ip_read(b);
    return memcmp(first.bytes, second.bytes, IP_SIZE) == 0;
}

/* Networks by their first bits. */
static const struct {
    unsigned char bytes[IP_SIZE];
    unsigned bits;
    enum ip_use use;
} networks[] = {
#define IPV4(a, b, c, d)                                                         \
    {                                                                            \
        [10] = 0xFF, [11] = 0xFF, [12] = (a), [13] = (b), [14] = (c), [15] = (d) \
    }
    {IPV4(0, 0, 0, 0), 128, IP_UNSPECIFIED},
    {IPV4(127, 0, 0, 0), 104, IP_LOOPBACK},
    {IPV4(255, 255, 255, 255), 128, IP_BROADCAST},
    {IPV4(224, 0, 0, 0), 100, IP_MULTICAST},
    {IPV4(192, 0, 2, 0), 120, IP_DOCUMENTATION},
    {IPV4(198, 51, 100, 0), 120, IP_DOCUMENTATION},
    {IPV4(203, 0, 113, 0), 120, IP_DOCUMENTATION},
#undef IPV4
    {{0}, 128, IP_UNSPECIFIED},
    {{[15] = 1}, 128, IP_LOOPBACK},
    {{0xFF}, 8, IP_MULTICAST},
    {{0x20, 0x01, 0x0D, 0xB8}, 32, IP_DOCUMENTATION},
};

static bool is_in(const struct ip *ip, const unsigned char *network, unsigned bits)
{
    unsigned whole = bits / 8;
    unsigned char mask = (unsigned char)(0xFF00 >> bits % 8);
    return memcmp(ip->bytes, network, whole) == 0 &&
           (mask == 0 || (ip->bytes[whole] & mask) == (network[whole] & mask));
}

enum ip_use ip_use(const struct ip *ip)
{
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++) {
        if (is_in(ip, networks[i].bytes, networks[i].bits))
            return networks[i].use;
    }
    return IP_USABLE;
}
