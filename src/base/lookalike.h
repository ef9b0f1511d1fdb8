/* SPDX-License-Identifier: MIT */
/* Letters and digits of other scripts that look like one of ASCII's: a name with one in it looks
 * right, and is another name. */
#ifndef SIPLINT_BASE_LOOKALIKE_H
#define SIPLINT_BASE_LOOKALIKE_H

#include <stdint.h>

/* The letter or digit of ASCII that the code point looks like; NUL: none. */
char lookalike_of(uint32_t code_point);

#endif
