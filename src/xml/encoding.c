/* SPDX-License-Identifier: MIT */
/* Decoding for validity and places; the text itself comes decoded from expat. */
#include "xml/encoding.h"
#include "base/system.h"
#include "base/text.h"

#include <string.h>

enum encoding_form encoding_sniff(const unsigned char *head, size_t length, size_t *mark_length)
{
    static const struct {
        unsigned char bytes[3];
        unsigned char length;
        unsigned char mark_length;
        enum encoding_form form;
    } signs[] = {
        {{0xEF, 0xBB, 0xBF}, 3, 3, ENCODING_UTF_8},
        {{0xFF, 0xFE}, 2, 2, ENCODING_UTF_16_LITTLE},
        {{0xFE, 0xFF}, 2, 2, ENCODING_UTF_16_BIG},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (length >= signs[i].length && memcmp(head, signs[i].bytes, signs[i].length) == 0) {
            *mark_length = signs[i].mark_length;
            return signs[i].form;
        }
    }
    *mark_length = 0;
    /* A document starts with an ASCII character, so a NUL tells the byte order (XML 1.0 appendix
     * F.1). */
    if (length >= 2 && head[0] == 0)
        return ENCODING_UTF_16_BIG;
    if (length >= 2 && head[1] == 0)
        return ENCODING_UTF_16_LITTLE;
    return ENCODING_UTF_8;
}

static size_t decode_utf_16(const unsigned char *bytes, const unsigned char *end, bool big,
                            uint32_t *code_point)
{
    size_t left = (size_t)(end - bytes);
    if (left < 2) {
        *code_point = TEXT_INVALID;
        return left;
    }
    uint32_t unit = big ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
    *code_point = unit;
    if ((unit & 0xFC00) != 0xD800 || left < 4)
        return 2;
    uint32_t low = big ? (uint32_t)bytes[2] << 8 | bytes[3] : (uint32_t)bytes[3] << 8 | bytes[2];
    if ((low & 0xFC00) != 0xDC00)
        return 2;
    *code_point = 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF);
    return 4;
}

size_t encoding_decode_any(const struct encoding *encoding, const unsigned char *bytes,
                           const unsigned char *end, uint32_t *code_point)
{
    switch (encoding->form) {
    case ENCODING_UTF_8:
        return text_decode((const char *)bytes, (const char *)end, code_point);
    case ENCODING_UTF_16_LITTLE:
        return decode_utf_16(bytes, end, false, code_point);
    case ENCODING_UTF_16_BIG:
        return decode_utf_16(bytes, end, true, code_point);
    case ENCODING_BYTE:
        break;
    }
    *code_point = charset_decode(encoding->charset, *bytes);
    return 1;
}

/* ---- Validity ---- */

/* Past the ASCII bytes at the front, many at a time. */
static const unsigned char *skip_ascii(const unsigned char *bytes, const unsigned char *end)
{
    uint64_t some[4];
    while (end - bytes >= (ptrdiff_t)sizeof some) {
        memcpy(some, bytes, sizeof some);
        if ((some[0] | some[1] | some[2] | some[3]) & UINT64_C(0x8080808080808080))
            break;
        bytes += sizeof some;
    }
    while (bytes < end && *bytes < 0x80)
        bytes++;
    return bytes;
}

/* Could more bytes make a character of these, which aren't one? As it's none yet, it's one if the
 * least or the greatest bytes that can follow complete it. */
static bool begins_utf_8(const unsigned char *bytes, size_t length)
{
    static const unsigned char following[] = {0x80, 0xBF};
    for (size_t i = 0; i < sizeof following; i++) {
        unsigned char whole[4];
        uint32_t code_point;
        memset(whole, following[i], sizeof whole);
        if (length >= sizeof whole)
            return false;
        memcpy(whole, bytes, length);
        if (text_decode((const char *)whole, (const char *)whole + sizeof whole, &code_point) >
            length)
            return true;
    }
    return false;
}

static size_t valid_utf_8(const unsigned char *bytes, const unsigned char *end,
                          enum encoding_rest *rest)
{
    const unsigned char *at = bytes;
    while ((at = skip_ascii(at, end)) < end) {
        uint32_t code_point;
        size_t taken = text_decode((const char *)at, (const char *)end, &code_point);
        if (code_point == TEXT_INVALID) {
            *rest = begins_utf_8(at, (size_t)(end - at)) ? ENCODING_INCOMPLETE : ENCODING_INVALID;
            break;
        }
        at += taken;
    }
    return (size_t)(at - bytes);
}

static size_t valid_utf_16(const struct encoding *encoding, const unsigned char *bytes,
                           const unsigned char *end, enum encoding_rest *rest)
{
    const unsigned char *at = bytes;
    while (at < end) {
        uint32_t code_point;
        size_t taken = encoding_decode_any(encoding, at, end, &code_point);
        bool is_high = (code_point & 0xFFFFFC00) == 0xD800;
        if (taken < 2 || (is_high && end - at < 4)) {
            *rest = ENCODING_INCOMPLETE;
            break;
        }
        if ((code_point & 0xFFFFF800) == 0xD800) {
            *rest = ENCODING_INVALID;
            break;
        }
        at += taken;
    }
    return (size_t)(at - bytes);
}

static size_t valid_bytes(const struct charset *charset, const unsigned char *bytes,
                          const unsigned char *end, enum encoding_rest *rest)
{
    const unsigned char *at = bytes;
    while ((at = skip_ascii(at, end)) < end) {
        if (charset_decode(charset, *at) == TEXT_INVALID) {
            *rest = ENCODING_INVALID;
            break;
        }
        at++;
    }
    return (size_t)(at - bytes);
}

size_t encoding_valid(const struct encoding *encoding, const unsigned char *bytes,
                      const unsigned char *end, enum encoding_rest *rest)
{
    *rest = ENCODING_COMPLETE;
    switch (encoding->form) {
    case ENCODING_UTF_8:
        return valid_utf_8(bytes, end, rest);
    case ENCODING_UTF_16_LITTLE:
    case ENCODING_UTF_16_BIG:
        return valid_utf_16(encoding, bytes, end, rest);
    case ENCODING_BYTE:
        break;
    }
    return valid_bytes(encoding->charset, bytes, end, rest);
}

/* ---- Places ---- */

/* Is the code unit at `at` the later half of what comes before it: of a character, or of CR LF? */
static bool is_later_half(const struct encoding *encoding, const unsigned char *at)
{
    size_t unit = encoding_unit(encoding);
    uint32_t before;
    uint32_t here;
    encoding_decode(encoding, at, at + unit, &here);
    encoding_decode(encoding, at - unit, at, &before);
    if (encoding->form == ENCODING_UTF_8 && (*at & 0xC0) == 0x80)
        return true;
    return (here == '\n' && before == '\r') ||
           (unit == 2 && (here & 0xFFFFFC00) == 0xDC00 && (before & 0xFFFFFC00) == 0xD800);
}

const unsigned char *encoding_boundary(const struct encoding *encoding, const unsigned char *bytes,
                                       const unsigned char *at)
{
    size_t unit = encoding_unit(encoding);
    at -= (size_t)(at - bytes) % unit;
    while (at > bytes && is_later_half(encoding, at))
        at -= unit;
    return at;
}

/* Is there a CR that no LF follows? Behind a range that ends with a CR there may be one. */
static bool has_lone_return(const unsigned char *bytes, const unsigned char *end)
{
    while (bytes < end && (bytes = memchr(bytes, '\r', (size_t)(end - bytes)))) {
        if (++bytes == end || *bytes != '\n')
            return true;
    }
    return false;
}

/* So few at a time that their number fits into a byte, which compilers make vectors of. */
static uint32_t count_line_feeds(const unsigned char *bytes, const unsigned char *end)
{
    uint32_t count = 0;
    while (bytes < end) {
        size_t length = end - bytes < 240 ? (size_t)(end - bytes) : 240;
        unsigned char some = 0;
        for (size_t i = 0; i < length; i++)
            some = (unsigned char)(some + (bytes[i] == '\n'));
        count += some;
        bytes += length;
    }
    return count;
}

/* To the start of the last line that begins before `end`, and over its ASCII: much faster than
 * character by character. */
static const unsigned char *skip_lines(struct place *place, const unsigned char *bytes,
                                       const unsigned char *end)
{
    const unsigned char *first = bytes;
    if (bytes == end || has_lone_return(bytes, end))
        return bytes;
    const unsigned char *line_end = system_find_last(bytes, '\n', (size_t)(end - bytes));
    if (line_end) {
        place->line += count_line_feeds(bytes, line_end + 1);
        place->column = 1;
        bytes = line_end + 1;
    }
    const unsigned char *line = bytes;
    while (bytes < end && *bytes >= ' ' && *bytes < 0x80)
        bytes++;
    place->column += (uint32_t)(bytes - line);
    place->byte += (uint64_t)(bytes - first);
    return bytes;
}

void encoding_advance(const struct encoding *encoding, struct place *place,
                      const unsigned char *bytes, const unsigned char *end)
{
    uint32_t previous = 0;
    if (encoding_is_ascii_based(encoding))
        bytes = skip_lines(place, bytes, end);
    while (bytes < end) {
        uint32_t code_point;
        size_t taken = encoding_decode(encoding, bytes, end, &code_point);
        if (code_point == '\r' || (code_point == '\n' && previous != '\r')) {
            place->line++;
            place->column = 1;
        } else if (code_point != '\n') {
            place->column++;
        }
        previous = code_point;
        place->byte += taken;
        bytes += taken;
    }
}

uint32_t encoding_count_lines(const struct encoding *encoding, const unsigned char *bytes,
                              const unsigned char *end)
{
    struct place place = {.line = 0};
    if (encoding_is_ascii_based(encoding) && !has_lone_return(bytes, end))
        return count_line_feeds(bytes, end);
    encoding_advance(encoding, &place, bytes, end);
    return place.line;
}

bool encoding_retreat(const struct encoding *encoding, struct place *place,
                      const unsigned char *start, const unsigned char *from,
                      const unsigned char *to)
{
    const unsigned char *before = system_find_last(start, '\n', (size_t)(to - start));
    if (!before || !encoding_is_ascii_based(encoding) || has_lone_return(before, from))
        return false;
    place->byte -= (uint64_t)(from - before - 1);
    place->column = 1;
    for (const unsigned char *at = to; (at = memchr(at, '\n', (size_t)(from - at))); at++)
        place->line--;
    encoding_advance(encoding, place, before + 1, to);
    return true;
}
