/* SPDX-License-Identifier: MIT */
/* Decoding for positions; the text itself comes decoded from expat. */
#include "xml/encoding.h"
#include "base/text.h"

#include <iconv.h>
#include <pthread.h>
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

/* What iconv makes of one byte alone: its code point, or -1. */
static int convert_byte(iconv_t converter, unsigned char byte)
{
    char in[1] = {(char)byte};
    unsigned char out[16];
    char *from = in;
    char *to = (char *)out;
    size_t from_left = sizeof in;
    size_t to_left = sizeof out;
    iconv(converter, NULL, NULL, NULL, NULL);
    size_t result = iconv(converter, &from, &from_left, &to, &to_left);
    if (result == (size_t)-1 || from_left)
        return -1;
    /* Some converters hold a letter back to join it with an accent to come (windows-1258). */
    iconv(converter, NULL, NULL, &to, &to_left);
    if (sizeof out - to_left != 4)
        return -1;
    return (int)((uint32_t)out[0] << 24 | (uint32_t)out[1] << 16 | (uint32_t)out[2] << 8 | out[3]);
}

static bool fill_map(iconv_t converter, int code_points[256])
{
    size_t known = 0;
    for (int byte = 0; byte < 256; byte++) {
        code_points[byte] = convert_byte(converter, (unsigned char)byte);
        known += code_points[byte] >= 0;
    }
    /* A multi-byte encoding leaves half of the bytes without a meaning of their own. */
    return known > 192;
}

bool encoding_load_map(const char *name, struct encoding_map *map)
{
    /* iconv loads and unloads modules; the C library's own lock around that is one that the thread
     * sanitizer doesn't see. */
    static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
    if (map->name[0] && strcmp(name, map->name) == 0)
        return true;
    map->name[0] = '\0';
    pthread_mutex_lock(&loading);
    iconv_t converter = iconv_open("UTF-32BE", name);
    bool loaded = converter != (iconv_t)-1;
    if (loaded) {
        loaded = fill_map(converter, map->code_points);
        iconv_close(converter);
    }
    pthread_mutex_unlock(&loading);
    if (loaded && strlen(name) < sizeof map->name)
        memcpy(map->name, name, strlen(name) + 1);
    return loaded;
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
    int mapped = encoding->map ? encoding->map[*bytes] : *bytes;
    *code_point = mapped < 0 ? TEXT_INVALID : (uint32_t)mapped;
    return 1;
}

bool encoding_finds(const struct encoding *encoding, const unsigned char *bytes,
                    const unsigned char *end, const char *ascii)
{
    size_t length = strlen(ascii);
    size_t matched = 0;
    while (bytes < end && matched < length) {
        uint32_t code_point;
        bytes += encoding_decode(encoding, bytes, end, &code_point);
        if (code_point == (unsigned char)ascii[matched])
            matched++;
        else
            matched = code_point == (unsigned char)ascii[0];
    }
    return matched == length;
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

/* To the start of the last line that begins before `end`, and over its ASCII: ten times as fast as
 * character by character. */
static const unsigned char *skip_lines(struct place *place, const unsigned char *bytes,
                                       const unsigned char *end)
{
    const unsigned char *start = bytes;
    const unsigned char *line_end;
    if (bytes == end || has_lone_return(bytes, end))
        return bytes;
    while (bytes < end && (line_end = memchr(bytes, '\n', (size_t)(end - bytes)))) {
        place->line++;
        place->column = 1;
        bytes = line_end + 1;
    }
    const unsigned char *line = bytes;
    while (bytes < end && *bytes >= ' ' && *bytes < 0x80)
        bytes++;
    place->column += (uint32_t)(bytes - line);
    place->byte += (uint64_t)(bytes - start);
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
        } else if (code_point != '\n' &&
                   !(code_point == TEXT_BYTE_ORDER_MARK && place->byte == 0)) {
            place->column++;
        }
        previous = code_point;
        place->byte += taken;
        bytes += taken;
    }
}

bool encoding_retreat(const struct encoding *encoding, struct place *place,
                      const unsigned char *start, const unsigned char *from,
                      const unsigned char *to)
{
    const unsigned char *before = memrchr(start, '\n', (size_t)(to - start));
    if (!before || !encoding_is_ascii_based(encoding) || has_lone_return(before, from))
        return false;
    place->byte -= (uint64_t)(from - before - 1);
    place->column = 1;
    for (const unsigned char *at = to; (at = memchr(at, '\n', (size_t)(from - at))); at++)
        place->line--;
    encoding_advance(encoding, place, before + 1, to);
    return true;
}
