/* SPDX-License-Identifier: MIT */
/* Dates, fixed-point numbers and URIs, each read from left to right in one pass. */
#include "grammar/value.h"
#include "base/calendar.h"
#include "grammar/address.h"
#include "grammar/userinfo.h"

#define SECONDS_A_DAY 86400
#define MINUTES_A_DAY 1440
#define FARTHEST_ZONE (14 * 60) /* minutes */

/* What needs no escape besides letters and digits, RFC 3986 sections 2 and 3. */
#define REG_NAME_MARKS "-._~!$&'()*+,;="
#define USER_MARKS REG_NAME_MARKS ":"
#define PATH_MARKS USER_MARKS "@/"
#define QUERY_MARKS PATH_MARKS "?"

#define FIXED_WHOLE_DIGITS 14
#define FIXED_FRACTION_DIGITS 4

static int number_at(struct text text, size_t at, size_t digits)
{
    int number = 0;
    for (size_t end = at + digits; at < end; at++)
        number = number * 10 + (text.bytes[at] - '0');
    return number;
}

/* Does the text start with that shape, in which `0` stands for any digit? */
static bool has_shape(struct text text, const char *shape)
{
    for (size_t at = 0; shape[at]; at++) {
        if (at == text.length)
            return false;
        if (shape[at] == '0' ? !text_is_digit(text.bytes[at]) : text.bytes[at] != shape[at])
            return false;
    }
    return true;
}

static struct text drop(struct text text, size_t bytes)
{
    return text_slice(text, bytes, text.length);
}

/* What is in a dateTime.tz; whatever may be left out is zero when it is. */
struct parts {
    struct calendar_date date;
    int hour, minute, second;
    bool has_fraction; /* one that isn't zero */
    int offset;        /* of the zone, in minutes */
    bool is_zone;      /* such an offset exists */
};

/* Takes a time of day off the front, with its `T`. False when there is none. */
static bool read_time(struct parts *parts, struct text *text)
{
    if (!has_shape(*text, "T00:00"))
        return false;
    parts->hour = number_at(*text, 1, 2);
    parts->minute = number_at(*text, 4, 2);
    *text = drop(*text, 6);
    if (!has_shape(*text, ":00"))
        return true;
    parts->second = number_at(*text, 1, 2);
    *text = drop(*text, 3);
    if (!has_shape(*text, ".0"))
        return true;
    *text = drop(*text, 1);
    size_t digits = text_leading_digits(*text);
    for (size_t at = 0; at < digits; at++)
        parts->has_fraction |= text->bytes[at] != '0';
    *text = drop(*text, digits);
    return true;
}

/* Takes a zone off the front. False when there is none. */
static bool read_zone(struct parts *parts, struct text *text)
{
    parts->is_zone = true;
    if (has_shape(*text, "Z")) {
        *text = drop(*text, 1);
        return true;
    }
    if (!has_shape(*text, "+00:00") && !has_shape(*text, "-00:00"))
        return false;
    int minutes = number_at(*text, 4, 2);
    int offset = number_at(*text, 1, 2) * 60 + minutes;
    parts->is_zone = minutes < 60 && offset <= FARTHEST_ZONE;
    parts->offset = text->bytes[0] == '-' ? -offset : offset;
    *text = drop(*text, 6);
    return true;
}

/* A leap second ends a day of UTC. */
static bool is_leap_second(const struct parts *parts)
{
    int minutes = parts->hour * 60 + parts->minute - parts->offset;
    return (minutes + MINUTES_A_DAY) % MINUTES_A_DAY == MINUTES_A_DAY - 1;
}

static bool is_time(const struct parts *parts)
{
    if (parts->hour == 24)
        return parts->minute == 0 && parts->second == 0 && !parts->has_fraction;
    if (parts->second == 60 && parts->is_zone && !is_leap_second(parts))
        return false;
    return parts->hour < 24 && parts->minute < 60 && parts->second <= 60;
}

static enum date_time_problem judge_date_time(const struct parts *parts)
{
    if (parts->date.year < 1 || !calendar_has(parts->date))
        return DATE_TIME_DATE;
    if (!is_time(parts))
        return DATE_TIME_TIME;
    return parts->is_zone ? DATE_TIME_OK : DATE_TIME_ZONE;
}

static int64_t seconds_of(const struct parts *parts)
{
    int second = parts->second == 60 ? 59 : parts->second;
    return calendar_days(parts->date) * SECONDS_A_DAY +
           (parts->hour * 60 + parts->minute - parts->offset) * 60 + second;
}

struct date_time date_time_parse(struct text text)
{
    struct date_time result = {.problem = DATE_TIME_SHAPE};
    if (!has_shape(text, "0000-00-00"))
        return result;
    struct parts parts = {.date = {.year = number_at(text, 0, 4),
                                   .month = (unsigned)number_at(text, 5, 2),
                                   .day = (unsigned)number_at(text, 8, 2)}};
    struct text rest = drop(text, 10);
    bool has_time = read_time(&parts, &rest);
    bool has_zone = read_zone(&parts, &rest);
    if (rest.length)
        return result;
    result.has_time = has_time;
    result.has_zone = has_zone;
    result.problem = judge_date_time(&parts);
    if (result.problem == DATE_TIME_OK)
        result.seconds = seconds_of(&parts);
    return result;
}

bool fixed_parse(struct text text, int64_t *value)
{
    bool negative = has_shape(text, "-");
    struct text whole = drop(text, negative || has_shape(text, "+"));
    size_t whole_digits = text_leading_digits(whole);
    struct text rest = drop(whole, whole_digits);
    bool has_point = has_shape(rest, ".");
    struct text fraction = drop(rest, has_point);
    size_t fraction_digits = text_leading_digits(fraction);
    if (whole_digits == 0 || whole_digits > FIXED_WHOLE_DIGITS ||
        fraction_digits > FIXED_FRACTION_DIGITS || fraction_digits < fraction.length ||
        (has_point && fraction_digits == 0))
        return false;
    int64_t number = 0;
    for (size_t at = 0; at < whole_digits; at++)
        number = number * 10 + (whole.bytes[at] - '0');
    for (size_t at = 0; at < FIXED_FRACTION_DIGITS; at++)
        number = number * 10 + (at < fraction_digits ? fraction.bytes[at] - '0' : 0);
    *value = negative ? -number : number;
    return true;
}

static void refuse_uri(struct uri *uri, struct text part)
{
    if (uri->valid) {
        uri->valid = false;
        uri->part = part;
    }
}

static void check_uri_characters(struct uri *uri, struct text text, const char *marks)
{
    size_t at = text_leading_uri(text, marks);
    if (at < text.length)
        refuse_uri(uri, text_character(text, at));
}

/* The index of the first character of `set`, or text.length. */
static size_t find_one_of(struct text text, const char *set)
{
    size_t at = 0;
    while (at < text.length && !text_is_one_of(text.bytes[at], set))
        at++;
    return at;
}

/* IPvFuture = "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static bool is_future_ip(struct text text)
{
    size_t dot = text_find(text, '.');
    if (dot < 2 || dot + 1 >= text.length || text_lower(text.bytes[0]) != 'v')
        return false;
    for (size_t at = 1; at < dot; at++) {
        if (!text_is_hex_digit(text.bytes[at]))
            return false;
    }
    struct text behind = drop(text, dot + 1);
    return text_find(behind, '%') == behind.length &&
           text_leading_uri(behind, USER_MARKS) == behind.length;
}

/* Reads what starts with `[`; returns the number of bytes up to and with the `]`. */
static size_t read_ip_literal(struct uri *uri, struct text text)
{
    size_t bracket = text_find(text, ']');
    if (bracket == text.length) {
        refuse_uri(uri, text);
        return text.length;
    }
    struct text between = text_slice(text, 1, bracket);
    struct text literal = text_slice(text, 0, bracket + 1);
    if (!host_is_ipv6(between) && !is_future_ip(between))
        refuse_uri(uri, between.length ? between : literal);
    return literal.length;
}

/* Reads the host and port; `front` is the scheme with colon and slashes. */
static void read_host(struct uri *uri, struct text host_port, struct text front, bool needed)
{
    bool bracketed = has_shape(host_port, "[");
    size_t end = bracketed ? read_ip_literal(uri, host_port) : text_find(host_port, ':');
    struct text behind = drop(host_port, end);
    uri->host = text_slice(host_port, 0, end);
    if (end == 0 && needed)
        refuse_uri(uri, front);
    if (!bracketed)
        check_uri_characters(uri, uri->host, REG_NAME_MARKS);
    if (behind.length && behind.bytes[0] != ':')
        refuse_uri(uri, behind);
    else if (behind.length && text_leading_digits(drop(behind, 1)) < behind.length - 1)
        refuse_uri(uri, drop(behind, 1));
}

static void read_authority(struct uri *uri, struct text authority, struct text front, bool needed)
{
    size_t at_sign = text_find_last(authority, '@');
    if (at_sign < authority.length) {
        check_uri_characters(uri, text_slice(authority, 0, at_sign), USER_MARKS);
        authority = drop(authority, at_sign + 1);
    }
    read_host(uri, authority, front, needed);
}

/* Reads what is after the colon of the scheme. */
static void read_behind_scheme(struct uri *uri, struct text text)
{
    bool needs_host = text_equal_fold(uri->scheme, text_of("http")) ||
                      text_equal_fold(uri->scheme, text_of("https"));
    struct text rest = drop(text, uri->scheme.length + 1);
    bool slashes = has_shape(rest, "//");
    struct text front = text_slice(text, 0, uri->scheme.length + (slashes ? 3 : 1));
    if (slashes) {
        size_t end = find_one_of(drop(rest, 2), "/?#") + 2;
        read_authority(uri, text_slice(rest, 2, end), front, needs_host);
        rest = drop(rest, end);
    } else if (needs_host) {
        refuse_uri(uri, front);
    }
    size_t path_end = find_one_of(rest, "?#");
    size_t query_end = text_find(rest, '#');
    check_uri_characters(uri, text_slice(rest, 0, path_end), PATH_MARKS);
    check_uri_characters(uri, text_slice(rest, path_end, query_end), QUERY_MARKS);
    if (query_end < rest.length)
        check_uri_characters(uri, drop(rest, query_end + 1), QUERY_MARKS);
}

/* Is there a port after the host in front of a text, or none asked for? */
static bool has_port(struct text authority)
{
    struct text host_port = authority;
    size_t at_sign = text_find_last(authority, '@');
    if (at_sign < authority.length)
        host_port = drop(authority, at_sign + 1);
    size_t colon = text_find(host_port, ':');
    if (colon == host_port.length || host_port.bytes[0] == '[')
        return true;
    struct text port = drop(host_port, colon + 1);
    return text_leading_digits(port) == port.length;
}

/*
 * The password in a text whose scheme was taken off. A `/`, `?` or `#` in it ends the authority
 * early; then what is where a port would is no number, and it goes on to the last `@` of all.
 */
static struct text find_password(struct text rest)
{
    if (!has_shape(rest, "//"))
        return password_in_userinfo(rest);
    rest = drop(rest, 2);
    struct text authority = text_slice(rest, 0, find_one_of(rest, "/?#"));
    return password_in_userinfo(has_port(authority) ? authority : rest);
}

/* `www.example.com:8080/help` */
static bool is_host_with_port(struct text word, struct text text)
{
    struct text behind = drop(text, word.length + 1);
    size_t digits = text_leading_digits(behind);
    return digits && text_find(word, '.') < word.length &&
           (digits == behind.length || text_is_one_of(behind.bytes[digits], "/?#"));
}

struct uri uri_parse(struct text text)
{
    struct uri uri = {.valid = true};
    struct text word = scheme_word(text);
    if (text.length && text_is_blank(text.bytes[0]))
        refuse_uri(&uri, text_slice(text, 0, 1));
    else if (word.length == 0 || is_host_with_port(word, text))
        refuse_uri(&uri, text);
    else
        uri.scheme = word;
    if (uri.valid)
        read_behind_scheme(&uri, text);
    uri.password = find_password(drop(text, scheme_in_front(text).length));
    return uri;
}
