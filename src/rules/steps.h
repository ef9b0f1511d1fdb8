/* SPDX-License-Identifier: MIT */
/*
 * What rules about authentication and transport share: words for methods, and the steps of advice
 * (.steps of a statement, see flag.h) that is about the profile as a whole. NTLM and Kerberos can't
 * go over UDP, certificates are for names, and beside allowedauth a server's auth is ignored.
 */
#ifndef SIPLINT_RULES_STEPS_H
#define SIPLINT_RULES_STEPS_H

#include "rules/flag.h"

#define WINDOWS_METHODS (METHOD_NTLM | METHOD_KERBEROS | METHOD_LOGONCRED)
#define REAL_METHODS (METHOD_BASIC | METHOD_DIGEST | METHOD_NTLM | METHOD_KERBEROS)

/* RTC 1.0 and 1.01 have only Basic and Digest. */
bool is_before_1_2(const struct profile *profile);

/* The method as allowedauth has it. */
const char *method_word(unsigned method);

/* The method as people write its name: "Basic". */
const char *method_name(unsigned method);

/* Where it was allowed: the token of the first user, or the first @auth with it. */
struct token at_method(const struct profile *profile, unsigned method);

/* Does the first user have it? Written as a child element it's nothing that the client finds: then
 * it's not certain that it has an effect. */
bool has_allowedauth(const struct profile *profile);

/* The user's first token for a method; false when it isn't there. */
bool find_token(const struct user *user, unsigned method, struct text *token);

/* Steps for allowedauth. With a token go the blanks and separators before it or, of the first one,
 * after it. */
struct edit set_allowed(const struct user *user, const char *methods);
struct edit replace_token(const struct user *user, struct text token, const char *text);
struct edit delete_token(const struct user *user, struct text token);

/* A server's address in advice. */
#define EXAMPLE_ADDR "sip1.contoso.net"

/* A protocol as the file spells it, in capitals or small letters. */
const char *protocol_in_file(const struct profile *profile, enum protocol protocol);

/* The user's attribute with the password, in words: its name may be misspelt. */
const char *password_in_file(const struct element *user);

/* A server is to use TLS, in that spelling, and this host in its addr; NULL: its own suits TLS. */
void steps_use_tls(struct steps *steps, struct token server, const char *tls, const char *host);

/* What the help says of that; NULL: the row's does, which is about the protocol only. */
const char *steps_tls_help(bool suits_tls);

struct token steps_at_place(const struct server_place *place);

/* What has to change on servers before <user> can ask for NTLM or Kerberos; and the same in words,
 * to be followed by what's to be done in <user>. */
void steps_make_way(struct steps *steps, const struct profile *profile);
struct argument steps_way_words(const struct profile *profile);

/* The host of the user's uri, which is often the realm, or an example of one. */
struct realm_example {
    struct argument shown;
    char text[MESSAGE_QUOTED_LIMIT + 1];
};

struct realm_example realm_example(const struct user *user);
struct edit example_realm(const struct user *user, const char *realm);

/* Every server's Basic becomes Digest. */
struct steps digest_steps(const struct profile *profile);

/* Kerberos takes the place of other methods, where the servers have it; none where RTC doesn't. */
struct steps kerberos_steps(const struct profile *profile);

#endif
