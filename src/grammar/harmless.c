/* SPDX-License-Identifier: MIT */
/*
 * Reads a value from the left as far as it's proved to be harmless. Each function that ends in
 * _length() returns the bytes that are.
 */
#include "grammar/harmless.h"
#include "grammar/userinfo.h"

#define UNKNOWN_LONGEST 9 /* characters in a row of a word, where others are known */
#define LETTERS_LONGEST 24
#define NUMBER_LONGEST 5 /* bytes of what isn't one, but in its place: `false` */
#define PORT_LONGEST 6   /* digits: one too many is a mistake that people make */
#define IPV6_GROUP_LONGEST 4
#define ALTERNATIONS 2 /* between small letters, capitals and digits, in a word that's plain */

static struct text from(struct text text, size_t at)
{
    return text_slice(text, at, text.length);
}

/* Latin, Greek and Cyrillic letters. Characters that look like a colon, an `@` or another separator
 * lie elsewhere. */
static bool is_foreign_letter(uint32_t code_point)
{
    return (code_point >= 0xC0 && code_point < 0x250 && code_point != 0xD7 && code_point != 0xF7) ||
           (code_point >= 0x388 && code_point < 0x530);
}

/* How many bytes of word a text starts with: letters, digits, and what joins them. */
static size_t word_length(struct text text)
{
    const char *end = text.bytes + text.length;
    size_t at = 0;
    while (at < text.length) {
        uint32_t code_point;
        size_t taken = text_decode(text.bytes + at, end, &code_point);
        bool is_ascii = code_point < 0x80;
        char byte = text.bytes[at];
        if (is_ascii
                ? !text_is_letter(byte) && !text_is_digit(byte) && !text_is_one_of(byte, "-_.+")
                : !is_foreign_letter(code_point))
            break;
        at += taken;
    }
    return at;
}

/* A blank, also one that only looks like it: these aren't letters of a password. */
static size_t blank_length(struct text text)
{
    static const uint32_t blanks[] = {' ', '\t', '\n', '\r', 0xA0, 0x202F, 0x3000, 0xFEFF};
    uint32_t code_point;
    if (!text.length)
        return 0;
    size_t taken = text_decode(text.bytes, text.bytes + text.length, &code_point);
    bool is_blank = code_point >= 0x2000 && code_point <= 0x200B;
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        is_blank |= code_point == blanks[i];
    return is_blank ? taken : 0;
}

/* The end of what fits, and the character that doesn't, if it's a blank or a punctuation mark. */
static size_t cut_behind(struct text text, size_t at)
{
    if (at == text.length)
        return at;
    char byte = text.bytes[at];
    bool is_mark = byte > ' ' && byte < 0x7F && !text_is_letter(byte) && !text_is_digit(byte);
    return at + (is_mark ? 1 : blank_length(from(text, at)));
}

/* ---- What gives a password away ---- */

enum character_class { CLASS_NONE, CLASS_JOINT, CLASS_SMALL, CLASS_CAPITAL, CLASS_DIGIT };

static enum character_class class_of(char byte)
{
    if (text_is_digit(byte))
        return CLASS_DIGIT;
    if (text_is_letter(byte))
        return text_lower(byte) == byte ? CLASS_SMALL : CLASS_CAPITAL;
    return byte == '-' || byte == '_' ? CLASS_JOINT : CLASS_NONE;
}

/* Does a word alternate as a generated password does? That a capital begins small letters doesn't
 * count. */
static bool has_generated_word(struct text text)
{
    enum character_class last = CLASS_NONE;
    unsigned alternations = 0;
    for (size_t at = 0; at < text.length && alternations <= ALTERNATIONS; at++) {
        enum character_class class = class_of(text.bytes[at]);
        if (class == CLASS_JOINT)
            continue;
        if (class == CLASS_NONE)
            alternations = 0;
        else if (last != CLASS_NONE && class != last &&
                 !(last == CLASS_CAPITAL && class == CLASS_SMALL))
            alternations++;
        last = class;
    }
    return alternations > ALTERNATIONS;
}

/* They say what follows: a password. A quotation mark was left out before it, so that this value
 * has swallowed the next attribute. */
static const char *const announcing[] = {"password", "passwort",   "passwd",   "pwd",
                                         "passcode", "passphrase", "kennwort", NULL};

static bool starts_with(struct text text, struct text word)
{
    return text.length >= word.length && text_equal_fold(text_slice(text, 0, word.length), word);
}

/* Up to and with such a word. */
static size_t announced_length(struct text value)
{
    for (size_t at = 0; at < value.length; at++) {
        if (!text_is_one_of(text_lower(value.bytes[at]), "pk"))
            continue;
        for (const char *const *word = announcing; *word; word++) {
            if (starts_with(from(value, at), text_of(*word)))
                return at + strlen(*word);
        }
    }
    return value.length;
}

/* ---- Words ---- */

/* Is all of it one of these characters? */
static bool consists_of(struct text text, const char *set)
{
    for (size_t at = 0; at < text.length; at++) {
        if (!text_is_one_of(text.bytes[at], set))
            return false;
    }
    return true;
}

static bool is_known_word(const char *const *known, struct text word)
{
    for (const char *const *name = known; *name; name++) {
        if (text_equal_fold(word, text_of(*name)))
            return true;
    }
    return text_nearest(word, known) != NULL;
}

/* The most characters in a row without a joint of the word: RTCST_PC_TO_PC has five. */
static size_t longest_piece(struct text word)
{
    size_t longest = 0;
    size_t piece = 0;
    for (size_t at = 0; at < word.length; at++) {
        if (text_is_one_of(word.bytes[at], "-_.+"))
            piece = 0;
        else if ((word.bytes[at] & 0xC0) != 0x80) /* it begins a character */
            piece++;
        longest = piece > longest ? piece : longest;
    }
    return longest;
}

static bool is_password(const char *const *known, struct text word)
{
    return has_generated_word(word) || (known && longest_piece(word) > UNKNOWN_LONGEST);
}

/* Words with joints between them: blanks, and the characters of `joints`; those only after a known
 * word, where words are known. A password hides all from the first word on that isn't known. */
static size_t words_length(struct text value, const char *joints, const char *const *known)
{
    size_t at = 0;
    size_t unknown = SIZE_MAX;
    bool may_join = true;
    value = text_slice(value, 0, announced_length(value));
    for (;;) {
        struct text word = text_slice(value, at, at + word_length(from(value, at)));
        if (word.length && is_known_word(announcing, word))
            value.length = at + word.length;
        if (word.length) {
            bool is_known = known && is_known_word(known, word);
            may_join = is_known || !known;
            if (!is_known && unknown > at)
                unknown = at;
            if (!is_known && is_password(known, word))
                return unknown;
        }
        at += word.length;
        size_t blank = blank_length(from(value, at));
        if (!blank && !(may_join && at < value.length && text_is_one_of(value.bytes[at], joints)))
            return cut_behind(value, at);
        at += blank ? blank : 1;
    }
}

/* ---- Addresses ---- */

/* `2001:db8::5`: groups that are too short for a password, with two colons at least. Between
 * brackets an address is meant for certain, so that other letters are slips. */
static size_t ipv6_length(struct text text, bool is_bracketed)
{
    size_t at = 0;
    size_t colons = 0;
    size_t group = 0;
    for (; at < text.length; at++) {
        char byte = text.bytes[at];
        bool is_digit = text_is_hex_digit(byte) || (is_bracketed && text_is_letter(byte));
        if (!is_digit && byte != ':' && byte != '.')
            break;
        group = is_digit ? group + 1 : 0;
        colons += byte == ':';
        if (group > IPV6_GROUP_LONGEST)
            return 0;
    }
    return colons > 1 ? at : 0;
}

/* An IPv6 address with or without brackets, and its zone. 0: there's none. */
static size_t ipv6_host_length(struct text text)
{
    bool is_bracketed = text.length && text.bytes[0] == '[';
    size_t at = ipv6_length(from(text, is_bracketed), is_bracketed);
    if (!at)
        return 0;
    at += is_bracketed;
    if (at < text.length && text.bytes[at] == '%') {
        size_t zone = word_length(from(text, at + 1));
        if (has_generated_word(text_slice(text, at + 1, at + 1 + zone)))
            return 0;
        at += 1 + zone;
    }
    if (!is_bracketed)
        return at;
    return at < text.length && text.bytes[at] == ']' ? at + 1 : 0;
}

/* A colon and a port, up to where it ends. 0: it's something else. */
static size_t port_length(struct text text)
{
    if (!text.length || text.bytes[0] != ':')
        return 0;
    size_t start = text.length > 1 && text_is_one_of(text.bytes[1], "+-") ? 2 : 1;
    size_t digits = text_leading_digits(from(text, start));
    size_t end = start + digits;
    bool is_over = end == text.length || text_is_one_of(text.bytes[end], "/;?#") ||
                   blank_length(from(text, end));
    return is_over && digits && digits <= PORT_LONGEST ? end : 0;
}

/* A host and a port. `may_be_user`: a single word before a colon may be one, and what follows its
 * password. */
static size_t host_port_length(struct text text, bool may_be_user)
{
    size_t ipv6 = ipv6_host_length(text);
    size_t host = ipv6 ? ipv6 : word_length(text);
    bool is_host = ipv6 || !may_be_user || text_find(text_slice(text, 0, host), '.') < host;
    return host + (is_host ? port_length(from(text, host)) : 0);
}

static bool is_one_of(const char *const *known, struct text word)
{
    while (*known && !text_equal_fold(word, text_of(*known)))
        known++;
    return *known != NULL;
}

/* `;transport=tls`: of a URI's parameters, those of RFC 3261, with the values that they can have.
 */
static size_t parameters_length(struct text text)
{
    static const char *const names[] = {"transport", "user", "method", "maddr", "ttl", "lr", NULL};
    static const char *const values[] = {"",         "udp",       "tcp",     "tls",     "sctp",
                                         "ws",       "wss",       "phone",   "ip",      "invite",
                                         "register", "subscribe", "message", "options", NULL};
    size_t at = 0;
    while (at < text.length && text.bytes[at] == ';') {
        struct text name = text_slice(text, at + 1, at + 1 + word_length(from(text, at + 1)));
        size_t end = at + 1 + name.length;
        if (!is_one_of(names, name))
            break;
        at = end;
        if (end == text.length || text.bytes[end] != '=')
            continue;
        at = end + 1;
        size_t value = word_length(from(text, at));
        if (!is_one_of(values, text_slice(text, at, at + value)))
            break;
        at += value;
    }
    return at;
}

/* `contoso.net:5061;transport=tls` */
static size_t location_length(struct text text, bool may_be_user)
{
    size_t host = host_port_length(text, may_be_user);
    return cut_behind(text, host + (host ? parameters_length(from(text, host)) : 0));
}

static bool has_both_cases(struct text text)
{
    bool small = false;
    bool capital = false;
    for (size_t at = 0; at < text.length; at++) {
        small |= class_of(text.bytes[at]) == CLASS_SMALL;
        capital |= class_of(text.bytes[at]) == CLASS_CAPITAL;
    }
    return small && capital;
}

/* The same with or without a user and `@` in front. */
static size_t address_length(struct text text, bool may_be_user)
{
    size_t at_sign = text_find(text, '@');
    bool has_user = at_sign < text.length;
    struct text user = text_slice(text, 0, has_user ? at_sign : 0);
    struct text location = from(text, has_user ? at_sign + 1 : 0);
    struct text name = text_slice(location, 0, word_length(location));
    size_t word = word_length(user);
    may_be_user &= !has_user && text_find(name, '.') == name.length;
    if (at_sign != text_find_last(text, '@') || has_generated_word(text_slice(user, 0, word)))
        return 0;
    if (word < user.length)
        return cut_behind(text, word);
    if (has_generated_word(name) && (may_be_user || has_both_cases(name)))
        return 0;
    return text.length - location.length + location_length(location, may_be_user);
}

/* The scheme in front, and the slashes after it. */
static size_t front_length(struct text value)
{
    struct text scheme = scheme_in_front(value);
    size_t at = has_generated_word(scheme) ? 0 : scheme.length;
    while (at && at < value.length && value.bytes[at] == '/')
        at++;
    return at;
}

/* Is there an `@`, escaped or not? */
static bool has_at_sign(struct text text)
{
    for (size_t at = 0; at < text.length; at++) {
        if (text.bytes[at] == '@' || starts_with(from(text, at), (struct text){"%40", 3}))
            return true;
    }
    return false;
}

static size_t sip_length(struct text value, bool may_be_user)
{
    size_t front = front_length(value);
    if (front && value.bytes[front - 1] == '/' && has_at_sign(from(value, front)))
        return front; /* a web address: see there */
    return front + address_length(from(value, front), may_be_user);
}

static size_t path_length(struct text text)
{
    size_t at = 0;
    while (at < text.length && text_is_one_of(text.bytes[at], "/~ "))
        at += 1 + word_length(from(text, at + 1));
    return at;
}

/* `www.contoso.net:8443/help`, or words. */
static size_t page_length(struct text text, bool has_scheme)
{
    size_t at = host_port_length(text, !has_scheme);
    if (has_scheme || !at || text_find(text_slice(text, 0, at), '.') < at)
        at += path_length(from(text, at));
    else if (words_length(text, "", NULL) == text.length)
        at = text.length;
    size_t ipv6 = ipv6_host_length(text);
    return has_generated_word(text_slice(text, ipv6, at)) ? 0 : cut_behind(text, at);
}

/* Where the user is in a web address, there may be a token without a user. */
static size_t web_length(struct text value)
{
    size_t front = front_length(value);
    struct text rest = from(value, front);
    bool has_slashes = front && value.bytes[front - 1] == '/';
    if (front && !has_slashes && !starts_with(value, (struct text){"http", 4}))
        return front + address_length(rest, true); /* mailto: */
    return has_at_sign(rest) ? front : front + page_length(rest, front);
}

/* ---- Values ---- */

#define TEXT_JOINTS ",(){}@\\"

static size_t text_length(struct text value)
{
    size_t length = words_length(value, TEXT_JOINTS, NULL);
    bool is_host = length && sip_length(value, true) == value.length; /* and its port */
    return is_host ? value.length : length;
}

/* `xsi:noNamespaceSchemaLocation`, which editors write, alternates as often as a password. */
static size_t name_length(struct text value)
{
    static const struct text of_editors = {"noNamespaceSchemaLocation", 25};
    size_t colon = text_find_last(value, ':');
    size_t start = colon == value.length ? 0 : colon + 1;
    size_t checked = text_equal(from(value, start), of_editors) ? start : value.length;
    size_t length = words_length(text_slice(value, 0, checked), ":", NULL);
    return length == checked ? value.length : length;
}

/* All of it or nothing: a password of letters in such a place would be one by intent. */
static size_t letters_length(struct text value)
{
    size_t at = 0;
    while (at < value.length && text_is_letter(value.bytes[at]))
        at++;
    return at == value.length && at <= LETTERS_LONGEST ? at : 0;
}

static size_t form_length(enum value_form form, const char *const *known, struct text value)
{
    switch (form) {
    case FORM_ID:
        return consists_of(value, "abcdefghijklmnopqrstuvwxyz-") ? value.length : 0;
    case FORM_NAME:
        return name_length(value);
    case FORM_TEXT:
        return text_length(value);
    case FORM_KEY:
        return consists_of(value, "0123456789abcdefABCDEF-{}") ? value.length : text_length(value);
    case FORM_NUMBER:
        return value.length <= NUMBER_LONGEST || consists_of(value, "0123456789.,+- ")
                   ? text_length(value)
                   : 0;
    case FORM_DATE:
        return consists_of(value, "0123456789TZtz:+-./ ") ? value.length : text_length(value);
    case FORM_WORDS:
        return words_length(value, ",;|/&", known);
    case FORM_HOST:
        return sip_length(value, false);
    case FORM_SIP:
        return sip_length(value, true);
    case FORM_WEB:
        return web_length(value);
    case FORM_LETTERS:
        return letters_length(value);
    case FORM_SETTING:
        return consists_of(value, "0123456789+-(). ") || consists_of(value, "Xx") ? value.length
                                                                                  : 0;
    case FORM_SECRET:
        break;
    }
    return 0;
}

struct harmless harmless_value(enum value_form form, const char *const *known, struct text value)
{
    struct harmless result = {.text = value};
    if (value.length == 0 || value.length > HARMLESS_LONGEST)
        return result;
    size_t announced = announced_length(value);
    result.shown = form_length(form, known, value);
    if (result.shown > announced)
        result.shown = announced;
    return result;
}

struct harmless harmless_part(struct harmless value, struct text part)
{
    struct harmless result = {.text = part};
    size_t start = part.length ? (size_t)(part.bytes - value.text.bytes) : 0;
    if (part.length && value.shown > start)
        result.shown = value.shown - start < part.length ? value.shown - start : part.length;
    return result;
}
