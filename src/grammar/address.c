/* SPDX-License-Identifier: MIT */
/*
 * Reads host[:port]. Every server entry comes through here, and nearly all are right, so a valid
 * text is read in one pass; only a wrong one is looked at again, to tell what is wrong with it.
 */
#include "grammar/address.h"
#include "grammar/userinfo.h"

#include <string.h>

#define LABEL_LONGEST 63
#define NAME_LONGEST 253
#define IPV6_GROUPS 8

/* What a byte is to a host name; those of a label add up. */
enum byte_kind {
    BYTE_SMALL = 1,
    BYTE_CAPITAL = 2,
    BYTE_DIGIT = 4,
    BYTE_HYPHEN = 8,
    BYTE_OTHER = 16,
    BYTE_END = 32 /* a dot or a colon: it ends the label */
};

static inline unsigned kind_of(char byte)
{
    /* A table, since every byte of every server's address comes through here. */
    enum {
        S = BYTE_SMALL,
        C = BYTE_CAPITAL,
        D = BYTE_DIGIT,
        H = BYTE_HYPHEN,
        O = BYTE_OTHER,
        E = BYTE_END
    };
    /* clang-format off */
    static const unsigned char kinds[256] = {
        O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
        O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
        O, O, O, O, O, O, O, O, O, O, O, O, O, H, E, O,
        D, D, D, D, D, D, D, D, D, D, E, O, O, O, O, O,
        O, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
        C, C, C, C, C, C, C, C, C, C, C, O, O, O, O, O,
        O, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
        S, S, S, S, S, S, S, S, S, S, S, O, O, O, O, O,
        O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
        O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
        O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
        O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
        O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
        O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
        O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
        O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    };
    /* clang-format on */
    return kinds[(unsigned char)byte];
}

static void refuse_address(struct address *address, enum address_problem problem, struct text part)
{
    if (address->problem == ADDRESS_OK) {
        address->problem = problem;
        address->part = part;
    }
}

/* Takes a number of 0 to 255 without leading zeros off the front; its length, or 0. */
static size_t octet_length(struct text text)
{
    size_t at = 0;
    unsigned value = 0;
    while (at < text.length && at < 3 && text_is_digit(text.bytes[at]))
        value = value * 10 + (unsigned)(text.bytes[at++] - '0');
    return value > 255 || (at > 1 && text.bytes[0] == '0') ? 0 : at;
}

bool host_is_ipv4(struct text host)
{
    size_t at = 0;
    for (int octet = 0; octet < 4; octet++) {
        if (octet && (at == host.length || host.bytes[at++] != '.'))
            return false;
        size_t length = octet_length(text_slice(host, at, host.length));
        if (length == 0)
            return false;
        at += length;
    }
    return at == host.length;
}

/* How many hexadecimal digits stand at the front, four at most. */
static size_t group_length(struct text text)
{
    size_t at = 0;
    while (at < text.length && at < 4 && text_is_hex_digit(text.bytes[at]))
        at++;
    return at;
}

static bool starts_with_gap(struct text text)
{
    return text.length >= 2 && text.bytes[0] == ':' && text.bytes[1] == ':';
}

bool host_is_ipv6(struct text host)
{
    unsigned groups = 0;
    bool gap = false;
    do {
        if (starts_with_gap(host)) {
            if (gap)
                return false;
            gap = true;
            host = text_slice(host, 2, host.length);
            if (host.length == 0)
                break;
        } else if (groups) {
            if (host.bytes[0] != ':')
                return false;
            host = text_slice(host, 1, host.length);
        }
        bool last = host_is_ipv4(host);
        size_t length = last ? host.length : group_length(host);
        if (length == 0)
            return false;
        groups += last ? 2 : 1;
        host = text_slice(host, length, host.length);
    } while (host.length && groups <= IPV6_GROUPS);
    return gap ? groups < IPV6_GROUPS : groups == IPV6_GROUPS;
}

/* Where the zone of an IPv6 address starts; the text's length when it has none, or isn't one. */
static size_t find_zone(struct text host)
{
    size_t percent = text_find(host, '%');
    return host_is_ipv6(text_slice(host, 0, percent)) ? percent : host.length;
}

/* Two colons or more among an IPv6 address's other characters: it's no name, and has no port. */
static bool resembles_ipv6(struct text host)
{
    size_t colon = text_find_last(host, ':');
    for (size_t at = 0; at < host.length; at++) {
        bool dot = host.bytes[at] == '.' && at > colon;
        if (!dot && host.bytes[at] != ':' && !text_is_hex_digit(host.bytes[at]))
            return false;
    }
    return text_find(host, ':') < colon;
}

/* A name without its trailing dot. */
static struct text without_dot(struct text name)
{
    bool dot = name.length && name.bytes[name.length - 1] == '.';
    return text_slice(name, 0, name.length - dot);
}

/* Where the label that starts at `at` ends; *kinds collects what is in it. */
static inline size_t label_end(struct text text, size_t at, unsigned *kinds)
{
    unsigned met = 0;
    for (; at < text.length; at++) {
        unsigned kind = kind_of(text.bytes[at]);
        if (kind == BYTE_END)
            break;
        met |= kind;
    }
    *kinds = met;
    return at;
}

static inline void check_label(struct address *address, struct text label, unsigned kinds)
{
    if (label.length > LABEL_LONGEST || kinds & BYTE_OTHER || label.bytes[0] == '-' ||
        label.bytes[label.length - 1] == '-')
        refuse_address(address, ADDRESS_BAD_LABEL, label);
}

/* Judges the labels of a host, and says where it ends: at a colon, or with the text. */
static size_t read_labels(struct address *address, struct text text, bool *is_number)
{
    unsigned all = 0;
    unsigned last = 0;
    size_t end = 0;
    for (size_t start = 0;; start = end + 1) {
        unsigned kinds;
        end = label_end(text, start, &kinds);
        bool dot = end < text.length && text.bytes[end] == '.';
        if (start < end) {
            check_label(address, text_slice(text, start, end), kinds);
            last = kinds;
            all |= kinds;
        } else if (dot) {
            refuse_address(address, ADDRESS_BAD_LABEL, text_slice(text, end, end + 1));
        }
        if (!dot)
            break;
    }
    address->has_capitals = all & BYTE_CAPITAL;
    *is_number = last == BYTE_DIGIT && (all == BYTE_DIGIT || address->problem == ADDRESS_OK);
    return end;
}

static size_t read_name(struct address *address, struct text text)
{
    bool is_number;
    size_t end = read_labels(address, text, &is_number);
    struct text host = text_slice(text, 0, end);
    enum host_kind kind = is_number ? HOST_IPV4 : HOST_NAME;
    if (end == 0) {
        refuse_address(address, ADDRESS_HOST_EMPTY, host);
    } else if (is_number && !host_is_ipv4(host)) {
        address->problem = ADDRESS_BAD_IPV4; /* tells more than an empty label among numbers */
        address->part = host;
    } else if (host.length - (host.bytes[end - 1] == '.') > NAME_LONGEST) {
        refuse_address(address, ADDRESS_NAME_TOO_LONG, host);
    }
    if (address->problem == ADDRESS_OK) {
        address->host = host;
        address->name = without_dot(host);
        address->host_kind = kind;
    }
    return end;
}

static size_t read_bracketed(struct address *address, struct text text)
{
    size_t bracket = text_find(text, ']');
    if (bracket == text.length) {
        refuse_address(address, ADDRESS_BRACKET, text);
        return text.length;
    }
    struct text between = text_slice(text, 1, bracket);
    size_t end = bracket + 1;
    size_t zone = find_zone(between);
    if (zone < between.length)
        refuse_address(address, ADDRESS_IPV6_ZONE, text_slice(between, zone, between.length));
    else if (!host_is_ipv6(between))
        refuse_address(address, ADDRESS_BAD_IPV6, between);
    if (end < text.length && text.bytes[end] != ':') {
        refuse_address(address, ADDRESS_BRACKET, text_slice(text, end, text.length));
        return text.length;
    }
    if (address->problem == ADDRESS_OK) {
        address->host = text_slice(text, 0, end);
        address->name = between;
        address->host_kind = HOST_IPV6;
        address->has_capitals = true; /* or not: it isn't worth a look */
    }
    return end;
}

static void read_port(struct address *address, struct text port)
{
    uint32_t number = 0;
    if (port.length == 0) {
        refuse_address(address, ADDRESS_PORT_EMPTY, port);
        return;
    }
    if (text_leading_digits(port) < port.length) {
        refuse_address(address, ADDRESS_PORT_NOT_NUMBER, port);
        return;
    }
    for (size_t at = 0; at < port.length && number <= UINT16_MAX; at++)
        number = number * 10 + (uint32_t)(port.bytes[at] - '0');
    if (number == 0 || number > UINT16_MAX) {
        refuse_address(address, ADDRESS_PORT_RANGE, port);
        return;
    }
    address->port = port;
    address->port_number = (uint16_t)number;
}

static void parse_host_port(struct address *address, struct text text)
{
    bool is_bracketed = text.length && text.bytes[0] == '[';
    *address = (struct address){.problem = ADDRESS_OK};
    size_t end = is_bracketed ? read_bracketed(address, text) : read_name(address, text);
    if (end < text.length)
        read_port(address, text_slice(text, end + 1, text.length));
}

/* The scheme with the slashes after it. `sip:5060` has none: it's a host and its port. */
static size_t scheme_length(struct text text)
{
    size_t end = scheme_in_front(text).length;
    struct text rest = text_slice(text, end, text.length);
    if (rest.length && text_leading_digits(rest) == rest.length)
        return 0;
    while (end && end < text.length && text.bytes[end] == '/')
        end++;
    return end;
}

/* Where the path, parameters, query or fragment after the host and port starts. */
static size_t host_port_end(struct text text)
{
    size_t bracket = text_find(text, ']');
    size_t at = text.bytes[0] == '[' && bracket < text.length ? bracket : 0;
    while (at < text.length && !text_is_one_of(text.bytes[at], "/;?#"))
        at++;
    return at;
}

static bool is_blank_or_control(char byte)
{
    return byte == ' ' || text_is_control(byte);
}

static size_t find_blank(struct text text)
{
    size_t at = 0;
    while (at < text.length && !is_blank_or_control(text.bytes[at]))
        at++;
    return at;
}

/* A whole URI, or the start of one, where a host should be. */
static void look_for_uri(struct address *address, struct text text)
{
    size_t scheme = scheme_length(text);
    struct text rest = text_slice(text, scheme, text.length);
    size_t at_sign = text_find_last(rest, '@');
    if (scheme)
        refuse_address(address, ADDRESS_SCHEME, text_slice(text, 0, scheme));
    if (at_sign < rest.length)
        refuse_address(address, ADDRESS_USER, text_slice(rest, 0, at_sign + 1));
}

/* What follows the last colon, if it's a port as it's usually written. */
static struct text port_at_end(struct text text)
{
    size_t colon = text_find_last(text, ':');
    struct text digits = text_slice(text, colon + (colon < text.length), text.length);
    struct address read = {.problem = ADDRESS_OK};
    read_port(&read, digits);
    bool is_usual = read.port.length && digits.bytes[0] != '0';
    return text_slice(digits, 0, is_usual ? digits.length : 0);
}

/* The address without its zone; nothing when it isn't one. */
static struct text ip_before_zone(struct text text)
{
    struct text ip = text_slice(text, 0, text_find(text, '%'));
    return text_slice(ip, 0, host_is_ipv6(ip) ? ip.length : 0);
}

struct bare_ipv6 bare_ipv6_read(struct text text)
{
    struct text port = port_at_end(text);
    struct text before = text_slice(text, 0, text.length - port.length - (port.length > 0));
    bool is_net = before.length && before.bytes[before.length - 1] == ':'; /* or a colon too many */
    if (!port.length || is_net || !ip_before_zone(before).length) {
        port = text_slice(port, 0, 0);
        before = text;
    }
    struct text ip = ip_before_zone(before);
    return (struct bare_ipv6){
        .ip = ip,
        .zone = text_slice(before, ip.length, ip.length ? before.length : ip.length),
        .port = port,
        .is_ambiguous = port.length && host_is_ipv6(text),
    };
}

/* Tells what is wrong with a text that isn't host[:port]. */
static void explain(struct address *address, struct text text)
{
    *address = (struct address){.problem = ADDRESS_OK};
    look_for_uri(address, text);
    if (address->problem != ADDRESS_OK)
        return;
    size_t end = host_port_end(text);
    struct text host_port = text_slice(text, 0, end);
    size_t blank = find_blank(host_port);
    if (blank < end)
        refuse_address(address, ADDRESS_BLANK, text_slice(text, blank, blank + 1));
    else if (bare_ipv6_read(host_port).ip.length)
        refuse_address(address, ADDRESS_IPV6_BARE, host_port);
    else if (resembles_ipv6(host_port))
        refuse_address(address, ADDRESS_BAD_IPV6, host_port);
    else if (end)
        parse_host_port(address, host_port);
    if (end < text.length)
        refuse_address(address, ADDRESS_PATH, text_slice(text, end, text.length));
}

void address_parse_into(struct address *address, struct text text)
{
    if (text.length == 0) {
        *address = (struct address){.problem = ADDRESS_EMPTY, .part = text};
        return;
    }
    parse_host_port(address, text);
    if (address->problem != ADDRESS_OK)
        explain(address, text);
}

struct address address_parse(struct text text)
{
    struct address address;
    address_parse_into(&address, text);
    return address;
}

static struct text without_blanks(struct text text)
{
    size_t start = 0;
    size_t end = text.length;
    while (start < end && is_blank_or_control(text.bytes[start]))
        start++;
    while (end > start && is_blank_or_control(text.bytes[end - 1]))
        end--;
    return text_slice(text, start, end);
}

struct text address_within(struct text text)
{
    text = without_blanks(text);
    text = text_slice(text, scheme_length(text), text.length);
    size_t at_sign = text_find_last(text, '@');
    size_t user = at_sign < text.length ? at_sign + 1 : 0;
    /* An @ in a path, or a slash in a password: who knows? */
    if (text.length && user && host_port_end(text) < user)
        return text_slice(text, 0, 0);
    text = text_slice(text, user, text.length);
    if (text.length)
        text = without_blanks(text_slice(text, 0, host_port_end(text)));
    bool is_right = address_parse(text).problem == ADDRESS_OK;
    return text_slice(text, 0, is_right ? text.length : 0);
}

bool address_problem_is_port(enum address_problem problem)
{
    return problem == ADDRESS_PORT_EMPTY || problem == ADDRESS_PORT_NOT_NUMBER ||
           problem == ADDRESS_PORT_RANGE;
}

bool host_is_ip(struct text host)
{
    return host_is_ipv4(host) || host_is_ipv6(host);
}

/* Both without trailing dots. */
static bool is_within(struct text host, struct text domain)
{
    if (domain.length == 0 || host.length < domain.length)
        return false;
    size_t start = host.length - domain.length;
    if (!text_equal_fold(text_slice(host, start, host.length), domain))
        return false;
    return start == 0 || (host.bytes[start - 1] == '.' && !host_is_ip(host));
}

bool host_is_within(struct text host, struct text domain)
{
    return is_within(without_dot(host), without_dot(domain));
}

struct text domain_read(struct text text)
{
    bool has_dot = text.length && text.bytes[0] == '.';
    struct text name = text_slice(text, has_dot, text.length);
    const struct address address = address_parse(name);
    if (address.problem == ADDRESS_IPV6_BARE && host_is_ipv6(text))
        return text;
    bool is_host = address.problem == ADDRESS_OK && !address.port.length;
    return is_host && (!has_dot || address.host_kind == HOST_NAME) ? address.name
                                                                   : text_slice(text, 0, 0);
}

enum host_reservation host_reservation(struct text host)
{
    static const struct {
        struct text name;
        size_t top; /* the length of its last label: 9 at most */
        enum host_reservation reservation;
    } reserved[] = {
        {{"example.com", 11}, 3, RESERVED_EXAMPLE}, {{"example.net", 11}, 3, RESERVED_EXAMPLE},
        {{"example.org", 11}, 3, RESERVED_EXAMPLE}, {{"test", 4}, 4, RESERVED_TEST},
        {{"example", 7}, 7, RESERVED_EXAMPLE},      {{"invalid", 7}, 7, RESERVED_INVALID},
        {{"localhost", 9}, 9, RESERVED_LOCALHOST},
    };
    host = without_dot(host);
    size_t top = 0;
    while (top < host.length && top < 10 && host.bytes[host.length - 1 - top] != '.')
        top++;
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        struct text name = reserved[i].name;
        /* The first letters rule out nearly every host; each server's is looked at. */
        if (reserved[i].top == top && host.length >= name.length &&
            text_lower(host.bytes[host.length - name.length]) == name.bytes[0] &&
            is_within(host, name))
            return reserved[i].reservation;
    }
    return RESERVED_NOT;
}

bool host_is_reserved(struct text host)
{
    return host_reservation(host) != RESERVED_NOT;
}

/* Where the label before that place starts. */
static size_t label_before(struct text name, size_t at)
{
    size_t end = at ? at - 1 : 0;
    size_t dot = text_find_last(text_slice(name, 0, end), '.');
    return dot == end ? 0 : dot + 1;
}

/* In many countries names are registered below such labels: `a.co.uk` isn't of one owner with
 * `b.co.uk`. */
static bool is_of_registry(struct text label)
{
    static const char *const labels[] = {"ac", "co", "com", "edu", "gov", "net", "or", "org"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (text_equal_fold(label, text_of(labels[i])))
            return true;
    }
    return false;
}

/* The part of a name that one owner has registered, as far as can be told: its last two labels, or
 * three. Empty when it has fewer. */
static struct text owners_domain(struct text name)
{
    size_t top = label_before(name, name.length + 1);
    size_t second = label_before(name, top);
    bool has_registry =
        name.length - top == 2 && top > 0 && is_of_registry(text_slice(name, second, top - 1));
    size_t start = has_registry ? label_before(name, second) : second;
    bool is_whole = top == 0 || (has_registry && second == 0);
    return text_slice(name, is_whole ? name.length : start, name.length);
}

bool host_is_related(struct text a, struct text b)
{
    a = without_dot(a);
    b = without_dot(b);
    if (is_within(a, b) || is_within(b, a))
        return true;
    return !host_is_ip(a) && is_within(b, owners_domain(a));
}

bool host_is_in_text(struct text host, struct text text)
{
    for (size_t at = 0; at < text.length;) {
        size_t from = at;
        while (at < text.length &&
               (text_is_letter(text.bytes[at]) || text_is_digit(text.bytes[at]) ||
                text_is_one_of(text.bytes[at], "-.")))
            at++;
        if (at > from && host_is_related(host, text_slice(text, from, at)))
            return true;
        at += at == from;
    }
    return false;
}
