/* SPDX-License-Identifier: MIT */
/* Letters and digits of other scripts that look like one of ASCII's: a name with one in it looks
 * right, and is another name. */
#ifndef SIPLINT_BASE_LOOKALIKE_H
#define SIPLINT_BASE_LOOKALIKE_H

#include <stdbool.h>
#include <stdint.h>

/* The letter or digit of ASCII that the code point looks like; NUL: none. */
char lookalike_of(uint32_t code_point);

/* Is it a blank to the eye, or not to be seen at all, and none of XML's blanks: a no-break space, a
 * zero-width space, …? */
bool lookalike_is_blank(uint32_t code_point);

/* The straight quotation mark in whose place word processors put it; NUL: none. */
char lookalike_quote(uint32_t code_point);

#endif
