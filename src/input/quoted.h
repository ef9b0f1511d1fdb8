/* SPDX-License-Identifier: MIT */
/*
 * Names that git writes in double quotes, with C's escapes, where it's told neither -z nor to leave
 * that: `"d/\303\244.xml"`.
 */
#ifndef SIPLINT_INPUT_QUOTED_H
#define SIPLINT_INPUT_QUOTED_H

/* The name that stands there; NULL when the text isn't so. To be freed by memory_free(). */
char *quoted_name(const char *text);

#endif
