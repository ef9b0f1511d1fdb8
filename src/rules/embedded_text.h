/* SPDX-License-Identifier: MIT */
/*
 * How text of a profile is written in a carrier, where the profile stands escaped in a value
 * between these quotation marks: `&` as `&amp;`, `<` as `&lt;`, `>` as `&gt;`, as Microsoft's pages
 * do it (MSDN ee499272), and the quotation mark by its name. The results are in the arena.
 */
#ifndef SIPLINT_RULES_EMBEDDED_TEXT_H
#define SIPLINT_RULES_EMBEDDED_TEXT_H

#include "base/arena.h"

/* All of a text. */
const char *embedded_text(struct arena *arena, const char *text, char quote);

/* A help, whose markup becomes what has to be written. Quotation marks around words and values, as
 * in `write protocol="TLS"`, become those of the other kind. */
const char *embedded_help(struct arena *arena, const char *help, char quote);

#endif
