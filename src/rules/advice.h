/* SPDX-License-Identifier: MIT */
/* Advice that several families give: what to write, in words and as steps. */
#ifndef SIPLINT_RULES_ADVICE_H
#define SIPLINT_RULES_ADVICE_H

#include "findings/edit.h"
#include "profile/server.h"

struct advice {
    const char *help;
    struct edit edits[EDIT_STEPS]; /* the rest are EDIT_NONE */
};

/* The steps of an advice, for .edits of a statement. */
#define ADVICE_EDITS(advice)                                    \
    {                                                           \
        (advice).edits[0], (advice).edits[1], (advice).edits[2] \
    }

/*
 * To have a server use TLS. An IP address or the port of SIP without TLS has to change at the same
 * time: the advice says all at once.
 */
struct advice advice_for_tls(const struct server *server);

#endif
