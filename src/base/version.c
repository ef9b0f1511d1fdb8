/* SPDX-License-Identifier: MIT */
#include "base/version.h"

/* Takes the first number off the text, with the dot that follows it. Too great a one is the
 * greatest. */
static uint64_t take_number(struct text *text)
{
    size_t length = text_leading_digits(*text);
    uint64_t number = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned digit = (unsigned)(text->bytes[i] - '0');
        number = number > (UINT64_MAX - digit) / 10 ? UINT64_MAX : number * 10 + digit;
    }
    bool goes_on = length && length < text->length && text->bytes[length] == '.';
    *text = goes_on ? text_slice(*text, length + 1, text->length) : (struct text){"", 0};
    return number;
}

bool version_is_at_least(struct text version, struct text minimum)
{
    while (version.length || minimum.length) {
        uint64_t has = take_number(&version);
        uint64_t wanted = take_number(&minimum);
        if (has != wanted)
            return has > wanted;
    }
    return true;
}

bool version_is_valid(struct text version)
{
    for (;;) {
        size_t length = text_leading_digits(version);
        if (length == 0 || length == version.length)
            return length > 0;
        if (version.bytes[length] != '.')
            return false;
        version = text_slice(version, length + 1, version.length);
    }
}
