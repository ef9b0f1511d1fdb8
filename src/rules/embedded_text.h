/* SPDX-License-Identifier: MIT */
/*
 * How a help, or the text that it says to write, reads for a profile that stands escaped in a
 * carrier's value between these quotation marks: `&` as `&amp;`, `<` as `&lt;`, `>` as `&gt;`, as
 * Microsoft's pages do it (MSDN ee499272). Such a mark around words and values, as in `write
 * protocol="TLS"`, becomes one of the other kind, and by itself it's written by its name.
 */
#ifndef SIPLINT_RULES_EMBEDDED_TEXT_H
#define SIPLINT_RULES_EMBEDDED_TEXT_H

#include "base/arena.h"

/* The result is in the arena. */
const char *embedded_text(struct arena *arena, const char *text, char quote);

#endif
