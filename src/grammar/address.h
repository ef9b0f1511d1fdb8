/* SPDX-License-Identifier: MIT */
/*
 * host[:port], as it stands in sipsrv/@addr and after the `@` of a SIP URI.
 *
 * Grammar: RFC 3261 section 25.1 (hostport), with
 * - host names after RFC 1123 section 2.1: labels of 1 to 63 letters, digits and inner hyphens (no
 *   underscore), one trailing dot allowed, and at most 253 characters without it, which are the 255
 *   octets of RFC 1035 section 2.3.4. A label may start with a digit, the last one too (`3com`).
 * - a last label of digits alone makes the whole a dotted decimal, not a name. It must be four
 *   numbers of 0 to 255 without leading zeros (RFC 5954 section 4.1, which corrects RFC 3261).
 * - IPv6 addresses after RFC 4291 section 2.2 as refined by RFC 3986 section 3.2.2; no zone
 * (`%eth0`).
 *
 * All texts borrow from the text that was parsed, and lie within it.
 */
#ifndef SIPLINT_GRAMMAR_ADDRESS_H
#define SIPLINT_GRAMMAR_ADDRESS_H

#include "base/text.h"

#include <stdint.h>

enum host_kind { HOST_NONE, HOST_NAME, HOST_IPV4, HOST_IPV6 };

enum address_problem {
    ADDRESS_OK,
    ADDRESS_EMPTY,  /* nothing at all; the part is empty */
    ADDRESS_SCHEME, /* `sip:`, `http://`, … in front; the part is it, colon and slashes included */
    ADDRESS_BLANK,  /* white space or a control character; the part is the first one */
    ADDRESS_USER,   /* `user@`; the part goes up to and with the last `@` */
    ADDRESS_PATH,   /* `/…`, `;…`, `?…` or `#…` after the host; the part is all of it */
    ADDRESS_HOST_EMPTY, /* no host before the port; the part is empty, before the colon */
    ADDRESS_BAD_LABEL,  /* empty, over 63, a hyphen at an end, or another character in it; the part
                           is the label, or the dot after an empty one */
    ADDRESS_NAME_TOO_LONG, /* the part is the host */
    ADDRESS_BAD_IPV4,      /* ends in a number, or has nothing but digits and dots, and isn't an
                              IPv4 address; the part is the host */
    ADDRESS_BAD_IPV6,      /* within brackets: the part is between them; or two colons
                              or more among hexadecimal digits: the part is all of it */
    ADDRESS_IPV6_ZONE,  /* within brackets, and right except for the zone; the part is the zone */
    ADDRESS_BRACKET,    /* `[` without `]`: the part is from there on; or something other than
                           `:` after `]`: the part is what follows it */
    ADDRESS_IPV6_BARE,  /* an IPv6 address without brackets, with or without a zone or a port; the
                           part is all of it */
    ADDRESS_PORT_EMPTY, /* a colon and nothing after; the part is empty, after the colon */
    ADDRESS_PORT_NOT_NUMBER, /* the part is the port */
    ADDRESS_PORT_RANGE,      /* 0, or over 65535; the part is the port */
};

/*
 * What is wrong may be, or hold, a password: of the part, show what harmless.h says. When several
 * things are wrong, the problem is the scheme, else the user, else the blank, else the first from
 * the left.
 */
struct address {
    enum address_problem problem;
    struct text part;         /* the offending part */
    enum host_kind host_kind; /* of a host that is right, whatever follows it */
    struct text host;         /* likewise; an IPv6 address with its brackets */
    struct text name;         /* likewise, without brackets and without a trailing dot */
    bool has_capitals;        /* false: the host has no capital letters */
    struct text port;         /* the digits; length 0: none, or not valid */
    uint16_t port_number;     /* 0: likewise */
};

struct address address_parse(struct text text);
void address_parse_into(struct address *address, struct text text); /* each server's: no copy */

/*
 * The host[:port] in a text that has something else around it: a scheme and its slashes, a user,
 * blanks, a path or parameters. Empty when that isn't clear, or what is left isn't right either.
 */
struct text address_within(struct text text);

/* Is it the port that is wrong, and the host right? addr-port-invalid, not addr-invalid. */
bool address_problem_is_port(enum address_problem problem);

/* Has it an IP address for a host? */
static inline bool address_is_ip(const struct address *address)
{
    return address->host_kind == HOST_IPV4 || address->host_kind == HOST_IPV6;
}

/* Is it an IPv4 address, or (without brackets) an IPv6 address, or either? */
bool host_is_ipv4(struct text host);
bool host_is_ipv6(struct text host);
bool host_is_ip(struct text host);

/*
 * How an IPv6 address without brackets can be read: see ADDRESS_IPV6_BARE. `fd00::1:5061` can be an
 * address and its port, or all an address: only who wrote it knows.
 */
struct bare_ipv6 {
    struct text ip;    /* without a zone and the port; length 0: the text isn't one */
    struct text zone;  /* `%…` after it; length 0: none */
    struct text port;  /* the digits after the last colon, if they can be one; length 0: none */
    bool is_ambiguous; /* all of the text, port included, can be the address */
};

struct bare_ipv6 bare_ipv6_read(struct text text);

/* Those below take hosts as address.name has them; letter case and a trailing dot don't
 * matter. An IP address is within nothing but itself. An empty text is in no relation. */

/*
 * Is the name reserved by RFC 2606 (sections 2 and 3), so that it can't be a real host's? `test`,
 * `example`, `invalid`, `localhost`, `example.com`, `example.net`, `example.org`, and all names
 * below them.
 */
bool host_is_reserved(struct text host);

/* What for, as the name's last label says. */
enum host_reservation {
    RESERVED_NOT,
    RESERVED_EXAMPLE,   /* for documentation: no host has it */
    RESERVED_TEST,      /* for tests in one's own network */
    RESERVED_INVALID,   /* so that there's never such a host */
    RESERVED_LOCALHOST, /* each host's name for itself (RFC 6761 section 6.3) */
};

enum host_reservation host_reservation(struct text host);

/* Is `host` the domain itself, or within it? */
bool host_is_within(struct text host, struct text domain);

/* The domain that a text names: a host, without brackets and without a trailing dot, or `.` and a
 * name, for what is within that. Empty when it's neither. */
struct text domain_read(struct text text);

/*
 * Is one name within the other's domain (`sip.a.net` and `a.net`), or do they end in the same two
 * labels (`sip.a.net` and `reg.a.net`), or three below the usual ones of a country (`sip.a.co.uk`
 * and `reg.a.co.uk`)? Other public suffixes aren't known, so `a.uk.com` and `b.uk.com` are taken as
 * related: what rests on this is a note, which had better miss one than cry wolf.
 */
bool host_is_related(struct text a, struct text b);

/* Is one of the words of a text such a name, as in `Contoso (contoso.net)`? */
bool host_is_in_text(struct text host, struct text text);

#endif
