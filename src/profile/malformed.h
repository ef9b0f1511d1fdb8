/* SPDX-License-Identifier: MIT */
/* Tells common mistakes apart in what expat calls an invalid token, from the bytes around it. */
#ifndef SIPLINT_PROFILE_MALFORMED_H
#define SIPLINT_PROFILE_MALFORMED_H

#include "profile/scan.h"

/* The bytes around an error: it stands at `error`, between the two others. */
struct error_context {
    const struct encoding *encoding;
    const unsigned char *start; /* at a boundary of characters, or not far from one */
    const unsigned char *error;
    const unsigned char *end;
};

enum malformation malformed_classify(const struct error_context *context);

/* How many bytes from the error on belong to what is wrong: a name after a mismatched or duplicate
 * one, else one character. */
size_t malformed_extent(const struct error_context *context, enum malformation malformation);

#endif
