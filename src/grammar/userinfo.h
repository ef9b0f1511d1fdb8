/* SPDX-License-Identifier: MIT */
/*
 * Where a password may be in a text that is, or was meant to be, a URI: `user:password@` after
 * its scheme (RFC 3986 section 3.2.1, RFC 3261 section 25.1). Texts are borrowed, and what is
 * returned is a part of them.
 */
#ifndef SIPLINT_GRAMMAR_USERINFO_H
#define SIPLINT_GRAMMAR_USERINFO_H

#include "base/text.h"

/* The word before a colon in front of a text, if it could be a scheme (RFC 3986 section 3.1). */
struct text scheme_word(struct text text);

/*
 * The scheme in front of a text, with its colon: a well-known one, or any that is followed by `//`.
 * Any other word before a colon isn't taken for a scheme, since `alice:secret@host` starts with a
 * user, and what follows is a secret. Length 0: none.
 */
struct text scheme_in_front(struct text text);

/*
 * What is between the first colon and the last `@` after it in a text without its scheme: a
 * password, or whatever must be treated as one. Length 0: nothing.
 */
struct text password_in_userinfo(struct text text);

#endif
