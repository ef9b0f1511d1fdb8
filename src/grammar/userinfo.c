/* SPDX-License-Identifier: MIT */
#include "grammar/userinfo.h"

/*
 * The schemes that people write where an address goes. Keep out what could be somebody's user name:
 * a password after it would be taken for something that may be shown.
 */
static const char *const known_schemes[] = {"sip",  "sips",  "tel",    "callto", "h323",
                                            "http", "https", "mailto", "xmpp"};

static bool is_known_scheme(struct text word)
{
    for (size_t at = 0; at < sizeof known_schemes / sizeof known_schemes[0]; at++) {
        if (text_equal_fold(word, text_of(known_schemes[at])))
            return true;
    }
    return false;
}

struct text scheme_word(struct text text)
{
    size_t at = 0;
    while (at < text.length && (text_is_letter(text.bytes[at]) || text_is_digit(text.bytes[at]) ||
                                text_is_one_of(text.bytes[at], "+-.")))
        at++;
    bool is_scheme =
        at && at < text.length && text.bytes[at] == ':' && text_is_letter(text.bytes[0]);
    return text_slice(text, 0, is_scheme ? at : 0);
}

struct text scheme_in_front(struct text text)
{
    struct text word = scheme_word(text);
    size_t end = word.length + 1;
    bool slashes = text.length >= end + 2 && text.bytes[end] == '/' && text.bytes[end + 1] == '/';
    return text_slice(text, 0, word.length && (slashes || is_known_scheme(word)) ? end : 0);
}

struct text password_in_userinfo(struct text text)
{
    size_t colon = text_find(text, ':');
    size_t at_sign = text_find_last(text, '@');
    if (at_sign == text.length || at_sign <= colon)
        return text_slice(text, 0, 0);
    return text_slice(text, colon + 1, at_sign);
}
