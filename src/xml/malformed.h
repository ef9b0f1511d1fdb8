/* SPDX-License-Identifier: MIT */
/* Tells common mistakes apart in what expat calls an invalid token, from the bytes around it. */
#ifndef SIPLINT_XML_MALFORMED_H
#define SIPLINT_XML_MALFORMED_H

#include "xml/scan.h"

/* The bytes around an error: it stands at `error`, between the two others. */
struct error_context {
    const struct encoding *encoding;
    const unsigned char *start; /* at a boundary of characters, or not far from one */
    const unsigned char *error;
    const unsigned char *end;
};

enum malformation malformed_classify(const struct error_context *context);

/* Where what is wrong starts, which then is the context's error: that of expat, but of a reference
 * in a value, for which expat points at the tag. */
struct place malformed_start(struct error_context *context, enum malformation malformation,
                             struct place error);

/* Where what is wrong at `start` ends: behind a name, of a mismatched or duplicate one, behind a
 * reference that names nothing, else behind one character. */
struct place malformed_end(const struct error_context *context, enum malformation malformation,
                           struct place start);

#endif
