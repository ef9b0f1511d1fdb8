/* SPDX-License-Identifier: MIT */
#include "xml/event.h"

#include <string.h>

struct range event_text_place(const struct tag *event)
{
    size_t at = 0;
    while (at < event->length) {
        uint32_t code_point;
        size_t taken = encoding_decode(event->encoding, event->bytes + at,
                                       event->bytes + event->length, &code_point);
        if (code_point >= 0x80 || !text_is_blank((char)code_point))
            return tag_range(event, at, at + taken);
        at += taken;
    }
    return tag_range(event, 0, event->length);
}

struct range event_comment_part(const struct tag *event, struct text comment, size_t from,
                                size_t to)
{
    const unsigned char *end = event->bytes + event->length;
    const unsigned char *byte = event->bytes + strlen("<!--") * encoding_unit(event->encoding);
    const unsigned char *start = byte;
    const char *decoded = comment.bytes;
    while (byte < end && decoded < comment.bytes + to) {
        if (decoded == comment.bytes + from)
            start = byte;
        uint32_t code_point;
        uint32_t given;
        byte += encoding_decode(event->encoding, byte, end, &code_point);
        decoded += text_decode(decoded, comment.bytes + comment.length, &given);
        if (code_point == '\r' && byte < end) { /* CR LF came as LF */
            size_t taken = encoding_decode(event->encoding, byte, end, &code_point);
            byte += code_point == '\n' ? taken : 0;
        }
    }
    return tag_range(event, (size_t)(start - event->bytes), (size_t)(byte - event->bytes));
}
