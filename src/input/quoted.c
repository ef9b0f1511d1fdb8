/* SPDX-License-Identifier: MIT */
/* What git's quote.c writes, backwards. */
#include "input/quoted.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The byte of three octal digits, or 0: no name has that byte. */
static char read_octal(const char *digits)
{
    if (digits[0] < '0' || digits[0] > '3')
        return '\0';
    int byte = digits[0] - '0';
    for (int i = 1; i < 3; i++) {
        if (digits[i] < '0' || digits[i] > '7')
            return '\0';
        byte = 8 * byte + digits[i] - '0';
    }
    return (char)byte;
}

/* Takes the character at *text, maybe an escape, and moves after it. False when it's neither. */
static bool read_character(const char **text, char *byte)
{
    static const char escapes[] = "a\ab\bf\fn\nr\rt\tv\v\"\"\\\\";
    *byte = *(*text)++;
    if (*byte != '\\')
        return *byte && *byte != '"';
    for (const char *escape = escapes; *escape; escape += 2) {
        if (**text != *escape)
            continue;
        ++*text;
        *byte = escape[1];
        return true;
    }
    *byte = read_octal(*text);
    *text += *byte ? 3 : 0;
    return *byte != '\0';
}

char *quoted_name(const char *text)
{
    if (*text++ != '"')
        return NULL;
    char *name = memory_resize(NULL, strlen(text) + 1, 1);
    size_t length = 0;
    while (read_character(&text, &name[length]))
        length++;
    name[length] = '\0';
    if (length && text[-1] == '"' && !*text)
        return name;
    memory_free(name);
    return NULL;
}
