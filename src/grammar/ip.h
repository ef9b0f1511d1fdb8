/* SPDX-License-Identifier: MIT */
/* IP addresses as numbers, so that two spellings of one can be compared, and what ranges of them
 * are set aside for. */
#ifndef SIPLINT_GRAMMAR_IP_H
#define SIPLINT_GRAMMAR_IP_H

#include "base/text.h"

#define IP_SIZE 16

/* In network byte order; an IPv4 address as the IPv6 address that it's mapped to,
 * `::ffff:10.1.2.3` (RFC 4291 section 2.5.5.2). */
struct ip {
    unsigned char bytes[IP_SIZE];
};

/* The number of a host for which host_is_ipv4() or host_is_ipv6() is true: see address.h. */
struct ip ip_read(struct text host);

/* Are these two spellings of one IP address? Neither has brackets. */
bool ip_is_same(struct text a, struct text b);

/* What an address is for, if it can't be a server's. */
enum ip_use {
    IP_USABLE,
    IP_UNSPECIFIED,   /* 0.0.0.0 and :: */
    IP_LOOPBACK,      /* 127.0.0.0/8 and ::1 */
    IP_BROADCAST,     /* 255.255.255.255; that of a network can't be known */
    IP_MULTICAST,     /* 224.0.0.0/4 and ff00::/8 */
    IP_DOCUMENTATION, /* RFC 5737 and RFC 3849 */
};

enum ip_use ip_use(const struct ip *ip);

#endif
