/* SPDX-License-Identifier: MIT */
/*
 * The user's SIP address, after RFC 3261 sections 19.1.1 and 25.1 (SIP-URI, userinfo, hostport,
 * uri-parameters, headers; escaped = "%" HEXDIG HEXDIG). Published samples leave the scheme out
 * (`someone@example.com`), so a text without a scheme is parsed as if it began with `sip:`.
 *
 * What is a scheme: see scheme_in_front(). `foo:bar@example.com` has none, but a user `foo` whose
 * password is `bar`. Only of a scheme of SIP's kind in a wrong place (`sip:sip:bar@example.com`,
 * `<sip:bar@example.com>`) what follows isn't taken for a password, though it's kept as secret.
 *
 * The userinfo ends at the last `@`, as no valid URI has a second one after it: of a password with
 * an `@` in it nothing is taken for a host that may be shown.
 *
 * All texts borrow from the text that was parsed, and lie within it.
 */
#ifndef SIPLINT_GRAMMAR_SIP_URI_H
#define SIPLINT_GRAMMAR_SIP_URI_H

#include "grammar/address.h"

enum sip_uri_scheme {
    SIP_URI_NO_SCHEME, /* `someone@example.com`, `host` */
    SIP_URI_SIP,       /* in any letter case */
    SIP_URI_SIPS,
    SIP_URI_TEL,
    SIP_URI_OTHER, /* `mailto:`, `h323:`, or any that is followed by `//` */
};

/*
 * A character is a code point here, so a part never cuts one. What can be wrong with a parameter is
 * a character that can't be there; an empty parameter, the part is the `;` before it; no name,
 * or no value after the `=`, the part is all of the parameter. With a header it's a character; an
 * empty header, the part is the `?` or `&` before it; no name, or no `=`, the part is the header.
 */
enum sip_uri_problem {
    SIP_URI_OK,
    SIP_URI_BLANK,      /* white space or a control character; the part is the first one */
    SIP_URI_EMPTY,      /* nothing (or only blanks), or nothing after the scheme; the part is all */
    SIP_URI_USER_EMPTY, /* nothing before the `@` or the password; the part is the `@` */
    SIP_URI_USER_INVALID, /* a character that a user can't have unescaped, or a second scheme; the
                             part is it */
    SIP_URI_PASSWORD_INVALID, /* any mistake in the password; the part is the password: a secret */
    SIP_URI_ESCAPE,           /* `%` without two hexadecimal digits after; the part is the `%` */
    SIP_URI_HOST_MISSING,     /* nothing where the host should be; the part is empty, there */
    SIP_URI_HOST_INVALID,     /* address.problem says more; the part is address.part */
    SIP_URI_PORT_INVALID,     /* likewise */
    SIP_URI_PARAMETER,        /* see above */
    SIP_URI_PARAMETER_REPEATED, /* a name for the second time; the part is that name */
    SIP_URI_HEADER,             /* see above */
};

/* Of the offending part, and of all others, show what harmless.h says. */
struct sip_uri {
    enum sip_uri_scheme scheme;
    struct text scheme_text;      /* with its colon; length 0: none */
    enum sip_uri_problem problem; /* the first from the left; for tel and others always OK */
    struct text part;             /* the offending part */

    /* What can be told apart is set whatever the problem; tel and others have but a password. */
    bool has_user;          /* it's not empty */
    struct text user;       /* before any `:password` */
    bool has_password;      /* there's something between a user with a colon and the `@` */
    struct text password;   /* A secret, never to be shown. Set without has_password where it may be
                               one: after a scheme in the wrong place, and where there's no `@`
                               and no port after a colon (`alice:secret`). */
    struct address address; /* the host and port */
    struct text parameters; /* from the first `;` on, without the headers; length 0: none */
    struct text headers;    /* from the `?` on; length 0: none */
};

struct sip_uri sip_uri_parse(struct text text);

/*
 * Whose address a valid sip:, sips: or scheme-less URI is, for a comparison: scheme and host in
 * small letters, no password. Borrows from `room`, which has as many bytes as the text that was
 * parsed and SIP_URI_IDENTITY_MORE.
 */
#define SIP_URI_IDENTITY_MORE 8
struct text sip_uri_identity(const struct sip_uri *uri, char *room);

#endif
