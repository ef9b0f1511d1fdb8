/* SPDX-License-Identifier: MIT */
/*
 * Made-up profiles, alike in much and odd in something: what one of them was found out about would
 * be of use for the next, and wrong for another.
 */
#ifndef SIPLINT_TESTS_DOCUMENTS_H
#define SIPLINT_TESTS_DOCUMENTS_H

#include "exact.h"

#include <check.h>
#include <stdint.h>
#include <stdio.h>

#define DOCUMENTS_PICK(list, state) list[random_under(state, sizeof(list) / sizeof *(list))]

static inline void documents_put_server(FILE *out, uint64_t *state)
{
    static const char *const addresses[] = {
        "sip.contoso.net",  "SIP.contoso.net", "sip.contoso.net:5061",
        "sip.contoso.net.", "10.0.0.1",        "sip_1.contoso.net"};
    static const char *const protocols[] = {"tls", "TLS", "tcp", "udp", "tsl", "t&#108;s"};
    static const char *const roles[] = {"role=\"proxy\"", "role=\"registrar\"", "role=\"Proxy\"",
                                        "role=\"proxi\"", "rolle=\"proxy\"",    "auth=\"digest\""};
    static const char *const names[] = {"sipsrv", "sipsrv", "sipsrv", "sipSrv", "sipserv"};
    static const char *const sessions[] = {"<session party=\"first\" type=\"im\"/>",
                                           "<session party=\"first\" type=\"pc2pc\"/>",
                                           "<seSsion party=\"first\" type=\"im\"/>",
                                           "<session party=\"First\" type=\"im\"/>",
                                           "<session Party=\"first\" type=\"im\"/>",
                                           "<session party=\"first\" type=\"im\" x=\"y\"/>",
                                           "<session party='first' type='im'></session>",
                                           "<session type=\"im\" party=\"first\"/>",
                                           "<session party=\"third\" type=\"im\"/>",
                                           "<!-- siplint disable=all: why --><session/>",
                                           "<data><session party=\"first\"/></data>",
                                           "<x:session xmlns:x=\"y\" party=\"first\"/>"};
    const char *name = DOCUMENTS_PICK(names, state);
    fprintf(out, "<%s addr=\"%s\" protocol=\"%s\" %s>", name, DOCUMENTS_PICK(addresses, state),
            DOCUMENTS_PICK(protocols, state), DOCUMENTS_PICK(roles, state));
    for (size_t count = random_under(state, 4); count; count--)
        fputs(DOCUMENTS_PICK(sessions, state), out);
    fprintf(out, "</%s>\n", name);
}

/* Writes the document of that number; the first ones share their keys and realms with later ones.
 */
static inline void documents_put(FILE *out, unsigned number)
{
    static const char *const declarations[] = {
        "",
        "",
        "<?xml version=\"1.0\"?>\n",
        "<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n",
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n",
        "<!DOCTYPE provision>\n"};
    static const char *const users[] = {"allowedauth=\"digest\"",         "allowedauth=\"Digest\"",
                                        "allowedauth=\"basic kerberos\"", "password=\"p\"",
                                        "allowedAuth=\"digest\"",         ""};
    static const char *const ends[] = {"</provision>\n", "</provision>\n",
                                       "</provision>\n", "</provision>\n\n<!-- -->",
                                       "</provision>&",  ""};
    uint64_t state = (number + 1) * UINT64_C(0x9E3779B97F4A7C15);
    fputs(DOCUMENTS_PICK(declarations, &state), out);
    fprintf(
        out,
        "<provision key=\"key-%u\" name=\"n\"><user uri=\"sip:a@contoso.net\" realm=\"r%u\" %s/>\n",
        number % 151, number % 7, DOCUMENTS_PICK(users, &state));
    for (size_t count = random_under(&state, 6); count; count--)
        documents_put_server(out, &state);
    fputs(DOCUMENTS_PICK(ends, &state), out);
}

/* Likewise, to the file `path`. */
static inline void documents_write(const char *path, unsigned number)
{
    FILE *out = fopen(path, "w");
    ck_assert_msg(out != NULL, "%s", path);
    documents_put(out, number);
    ck_assert_int_eq(fclose(out), 0);
}

#endif
