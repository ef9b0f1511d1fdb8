/* SPDX-License-Identifier: MIT */
/*
 * The small value grammars of the profile schema: XDR's data types as the RTC schema names them
 * (MSDN ms256121), and absolute URIs (RFC 3986 sections 3 and 4.3).
 */
#ifndef SIPLINT_GRAMMAR_VALUE_H
#define SIPLINT_GRAMMAR_VALUE_H

#include "base/text.h"

#include <stdint.h>

/*
 * dateTime.tz, a subset of ISO 8601: `1988-04-07T18:39:09-08:00`.
 *
 * - A date of the Gregorian calendar, of the years 0001 to 9999.
 * - Then, optionally, `T`, hours and minutes, seconds if wanted, and a fraction of any length
 * (which is dropped) after a point. 24:00:00 is the end of its day. 60 seconds are taken, as 59,
 * where a leap second can be: at 23:59 UTC.
 * - Then, optionally, a zone: `Z`, or an offset `+hh:mm` or `-hh:mm` of at most 14:00. It may
 * follow the date directly: the documentation calls either part optional.
 *
 * `t` and `z` aren't valid.
 */
enum date_time_problem {
    DATE_TIME_OK,
    DATE_TIME_SHAPE, /* not of that shape at all */
    DATE_TIME_DATE,  /* no such day */
    DATE_TIME_TIME,  /* no such time of day */
    DATE_TIME_ZONE,  /* no such offset */
};

struct date_time {
    enum date_time_problem problem;
    int64_t seconds; /* since 1970-01-01T00:00:00Z; without a zone, as if it were UTC; without a
                        time, of the day's start; 0: not valid */
    bool has_time;
    bool has_zone;
};

struct date_time date_time_parse(struct text text);

/*
 * fixed.14.4: optionally a sign, as any number of XDR can have; 1 to 14 digits; optionally a point
 * and 1 to 4 digits. Hence `5.` and `.5` aren't valid. *value is set when it is, in
 * ten-thousandths.
 */
bool fixed_parse(struct text text, int64_t *value);

/*
 * An absolute URI: scheme ":" hier-part [ "?" query ] [ "#" fragment ], each character one that
 * RFC 3986 allows in its place; an http or https URI has a host (RFC 9110 section 4.2). To the
 * letter of RFC 3986, `www.example.com:8080/help` has the scheme `www.example.com`: here a word
 * with a dot in it, and a port after it, is a host without its scheme.
 *
 * All texts borrow from the text that was parsed, and lie within it; length 0: there is none.
 */
struct uri {
    bool valid;
    struct text part;     /* The first that's wrong: a character (a code point), the port, what is
                             between brackets, the scheme with colon and slashes when the host is
                             missing, or the whole text when there is no scheme. Empty only for
                             an empty text. It may be a password: show what harmless.h says. */
    struct text scheme;   /* without the colon */
    struct text host;     /* an IPv6 address with its brackets */
    struct text password; /* What is between a colon and the `@` of a user, or what may be that:
                             a secret. In `http://user:a/b@host/` it is `a/b`, though by RFC 3986
                             the host is `user` and its port `a`. */
};

struct uri uri_parse(struct text text);

#endif
