/* SPDX-License-Identifier: MIT */
/* Advice that several families give. */
#include "rules/advice.h"
#include "rules/flag.h"

struct advice advice_for_tls(const struct server *server)
{
    static const char *const helps[2][2] = {
        {"write protocol=\"TLS\"", "write protocol=\"TLS\", and port 5061 in addr"},
        {"write protocol=\"TLS\", and in addr the host name in the server's certificate, as in "
         "addr=\"sip1.contoso.net\"",
         "write protocol=\"TLS\", and in addr port 5061 and the host name in the server's "
         "certificate, as in addr=\"sip1.contoso.net:5061\""},
    };
    const struct address *address = &server->address;
    bool has_plain_port = address->port_number == 5060;
    struct advice advice = {
        .help = helps[address_is_ip(address)][has_plain_port],
        .edits = {edit_set(at_element(server->element), ATTRIBUTE_protocol, "TLS")},
    };
    struct edit *next = advice.edits + 1;
    if (address_is_ip(address))
        *next++ = edit_example(
            edit_part(server->element, ATTRIBUTE_addr, address->host, "sip1.contoso.net"));
    if (has_plain_port)
        *next = edit_part(server->element, ATTRIBUTE_addr, address->port, "5061");
    else if (address->port_number && !address_is_ip(address))
        advice.help = "write protocol=\"TLS\", and the server's TLS port in addr";
    return advice;
}
