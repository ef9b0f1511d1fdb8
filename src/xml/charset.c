/* SPDX-License-Identifier: MIT */
#include "xml/charset.h"

#include <uchar.h>

/* u"…" is a literal of char16_t, which is uint_least16_t. */
_Static_assert(sizeof(char16_t) == sizeof(uint16_t), "char16_t has 16 bits");

static const struct charset charsets[] = {
    {"ISO-8859-1", "ISO_8859-1", 0x100, NULL},
    {"US-ASCII", "ASCII", 0x80, NULL},
#define CHARSET(name, other, first, upper) {name, other, first, upper},
#include "xml/charset.def"
#undef CHARSET
};

const struct charset *charset_find(struct text name)
{
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
        const struct charset *charset = &charsets[i];
        if (text_equal_fold(name, text_of(charset->name)) ||
            (charset->other && text_equal_fold(name, text_of(charset->other))))
            return charset;
    }
    return NULL;
}

void charset_map(const struct charset *charset, int map[256])
{
    for (int byte = 0; byte < 256; byte++) {
        uint32_t code_point = charset_decode(charset, (unsigned char)byte);
        map[byte] = code_point == TEXT_INVALID ? -1 : (int)code_point;
    }
}
