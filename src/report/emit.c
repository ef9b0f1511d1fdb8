/* SPDX-License-Identifier: MIT */
/* The buffer, its way to a descriptor, and the forms that each kind of text takes on it. */
#include "report/emit.h"
#include "base/memory.h"
#include "findings/message.h"
#include "report/output_file.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_SIZE (64 * 1024)

/* Room for the longest thing that message_visible() makes of a code point. */
#define VISIBLE_ROOM 16

struct emit {
    int descriptor;
    bool color;
    bool is_file;
    int problem; /* the errno value of the first failure; from then on nothing is written */
    struct output_file file;
    size_t used;
    char buffer[BUFFER_SIZE];
};

struct emit *emit_new(int descriptor, bool color)
{
    struct emit *emit = memory_new(sizeof *emit);
    emit->descriptor = descriptor;
    emit->color = color;
    return emit;
}

struct emit *emit_new_file(const char *path)
{
    struct output_file file;
    int problem = output_file_open(&file, path);
    if (problem) {
        errno = problem;
        return NULL;
    }
    struct emit *emit = emit_new(file.descriptor, false);
    emit->is_file = true;
    emit->file = file;
    return emit;
}

/* A descriptor shared with another program can be a non-blocking one: then it's waited for. */
static bool may_try_again(int descriptor, int problem)
{
    if (problem == EAGAIN || problem == EWOULDBLOCK) {
        struct pollfd ready = {.fd = descriptor, .events = POLLOUT};
        return poll(&ready, 1, -1) >= 0 || errno == EINTR;
    }
    return problem == EINTR;
}

void emit_flush(struct emit *emit)
{
    size_t done = 0;
    while (done < emit->used && !emit->problem) {
        ssize_t written = write(emit->descriptor, emit->buffer + done, emit->used - done);
        if (written >= 0)
            done += (size_t)written;
        else if (!may_try_again(emit->descriptor, errno))
            emit->problem = errno;
    }
    emit->used = 0;
}

bool emit_failed(const struct emit *emit)
{
    return emit->problem != 0;
}

int emit_finish(struct emit *emit)
{
    emit_flush(emit);
    int problem = emit->problem;
    if (emit->is_file && problem)
        output_file_discard(&emit->file);
    else if (emit->is_file)
        problem = output_file_replace(&emit->file);
    memory_free(emit);
    return problem;
}

void emit_discard(struct emit *emit)
{
    if (emit->is_file)
        output_file_discard(&emit->file);
    memory_free(emit);
}

static void put(struct emit *emit, const char *bytes, size_t length)
{
    while (length) {
        if (emit->used == BUFFER_SIZE)
            emit_flush(emit);
        size_t part = BUFFER_SIZE - emit->used;
        if (part > length)
            part = length;
        memcpy(emit->buffer + emit->used, bytes, part);
        emit->used += part;
        bytes += part;
        length -= part;
    }
}

void emit_literal(struct emit *emit, const char *constant)
{
    put(emit, constant, strlen(constant));
}

void emit_message(struct emit *emit, const char *safe)
{
    put(emit, safe, strlen(safe));
}

void emit_message_part(struct emit *emit, struct text safe)
{
    put(emit, safe.bytes, safe.length);
}

void emit_path(struct emit *emit, const char *path)
{
    emit_value(emit, text_of(path));
}

/*
 * How many bytes from `at` on are printable ASCII, nearly always all: they are shown as they
 * are.
 */
static size_t measure_plain(const char *at, const char *end)
{
    const char *start = at;
    while (at < end && *at >= ' ' && *at <= '~')
        at++;
    return (size_t)(at - start);
}

void emit_value(struct emit *emit, struct text value)
{
    const char *at = value.bytes;
    const char *end = value.bytes + value.length;
    for (;;) {
        size_t plain = measure_plain(at, end);
        put(emit, at, plain);
        at += plain;
        if (at == end)
            return;
        char visible[VISIBLE_ROOM];
        uint32_t code_point;
        unsigned char raw = (unsigned char)*at;
        at += text_decode(at, end, &code_point);
        put(emit, visible, message_visible(code_point, raw, visible, sizeof visible));
    }
}

static void put_hex(struct emit *emit, uint64_t number, unsigned digits)
{
    while (digits--)
        put(emit, &"0123456789abcdef"[(number >> (4 * digits)) & 15], 1);
}

void emit_hex64(struct emit *emit, uint64_t number)
{
    put_hex(emit, number, 16);
}

static void put_json_escape(struct emit *emit, uint32_t code_point)
{
    if (code_point >= 0x10000) { /* JSON has UTF-16 escapes only: a surrogate pair */
        code_point -= 0x10000;
        emit_literal(emit, "\\u");
        put_hex(emit, 0xd800 + (code_point >> 10), 4);
        code_point = 0xdc00 + (code_point & 0x3ff);
    }
    emit_literal(emit, "\\u");
    put_hex(emit, code_point, 4);
}

/* `bytes` are the character's own, `visible` what people would be shown. */
static void put_json_character(struct emit *emit, uint32_t code_point, struct text bytes,
                               struct text visible)
{
    if (code_point == '"' || code_point == '\\')
        emit_literal(emit, "\\");
    if (code_point == TEXT_INVALID) {
        emit_literal(emit, "\\"); /* before the one of `\xff` */
        emit_message_part(emit, visible);
    } else if (code_point < 0x80 ? code_point >= 0x20 && code_point != 0x7f
                                 : text_equal(bytes, visible)) {
        emit_message_part(emit, bytes);
    } else {
        put_json_escape(emit, code_point);
    }
}

void emit_json_part(struct emit *emit, struct text value)
{
    const char *at = value.bytes;
    const char *end = value.bytes + value.length;
    for (;;) {
        const char *start = at;
        while (at < end && *at >= ' ' && *at <= '~' && *at != '"' && *at != '\\')
            at++;
        put(emit, start, (size_t)(at - start));
        if (at == end)
            return;
        char visible[VISIBLE_ROOM];
        uint32_t code_point;
        size_t length = text_decode(at, end, &code_point);
        size_t shown = message_visible(code_point, (unsigned char)*at, visible, sizeof visible);
        put_json_character(emit, code_point, (struct text){at, length},
                           (struct text){visible, shown});
        at += length;
    }
}

void emit_json_string(struct emit *emit, struct text value)
{
    emit_literal(emit, "\"");
    emit_json_part(emit, value);
    emit_literal(emit, "\"");
}

/* What stands for one character where it would mean something else. */
struct escape {
    char character; /* 0 ends a list of them */
    const char *form;
};

/* Writes a byte as its escape; false when it has none. */
static bool put_escape(struct emit *emit, char byte, const struct escape *escapes)
{
    for (; escapes->character; escapes++) {
        if (escapes->character == byte) {
            emit_literal(emit, escapes->form);
            return true;
        }
    }
    return false;
}

/* The text made visible, but for what has an escape, which the visible forms undergo as well. */
static void put_escaped(struct emit *emit, struct text value, const struct escape *escapes)
{
    const char *at = value.bytes;
    const char *end = value.bytes + value.length;
    while (at < end) {
        char visible[VISIBLE_ROOM];
        uint32_t code_point;
        unsigned char raw = (unsigned char)*at;
        if (put_escape(emit, *at, escapes)) {
            at++;
            continue;
        }
        at += text_decode(at, end, &code_point);
        size_t length = message_visible(code_point, raw, visible, sizeof visible);
        for (size_t i = 0; i < length; i++)
            if (!put_escape(emit, visible[i], escapes))
                put(emit, &visible[i], 1);
    }
}

void emit_xml_text(struct emit *emit, struct text value)
{
    static const struct escape escapes[] = {
        {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&apos;"}, {0, NULL},
    };
    put_escaped(emit, value, escapes);
}

void emit_tap_description(struct emit *emit, struct text value)
{
    static const struct escape escapes[] = {{'\\', "\\\\"}, {'#', "\\#"}, {0, NULL}};
    put_escaped(emit, value, escapes);
}

void emit_github_data(struct emit *emit, struct text value)
{
    static const struct escape escapes[] = {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {0, NULL}};
    put_escaped(emit, value, escapes);
}

void emit_github_property(struct emit *emit, struct text value)
{
    static const struct escape escapes[] = {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"},
                                            {':', "%3A"}, {',', "%2C"},  {0, NULL}};
    put_escaped(emit, value, escapes);
}

void emit_uri_path(struct emit *emit, const char *path)
{
    for (; *path; path++) {
        unsigned char byte = (unsigned char)*path;
        if (text_is_letter(*path) || text_is_digit(*path) || text_is_one_of(*path, "-._~/")) {
            put(emit, path, 1);
        } else {
            const char form[] = {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
            put(emit, form, sizeof form);
        }
    }
}

void emit_number(struct emit *emit, uint64_t number)
{
    char digits[20];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    put(emit, digits + first, sizeof digits - first);
}

void emit_repeat(struct emit *emit, char character, size_t count)
{
    while (count--)
        put(emit, &character, 1);
}

void emit_color(struct emit *emit, enum color color)
{
    static const char *const sequences[] = {
        [COLOR_NONE] = "\033[0m",       [COLOR_BOLD] = "\033[1m",    [COLOR_ERROR] = "\033[1;31m",
        [COLOR_WARNING] = "\033[1;35m", [COLOR_NOTE] = "\033[1;36m", [COLOR_HELP] = "\033[1;34m",
        [COLOR_CARET] = "\033[1;32m",
    };
    if (emit->color)
        emit_literal(emit, sequences[color]);
}
