/* SPDX-License-Identifier: MIT */
/* The buffer, its way to a descriptor, and the forms that each kind of text takes on it. */
#include "report/emit.h"
#include "base/descriptor.h"
#include "base/memory.h"
#include "base/system.h"
#include "findings/message.h"
#include "report/output_file.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Most runs write a line or two, and touching a page costs as much as writing one. */
#define FIRST_BUFFER 512
#define LARGEST_BUFFER (16 * 1024)

/* Room for the longest thing that message_visible() makes of a code point. */
#define VISIBLE_ROOM 16

struct emit {
    int descriptor;
    bool color;
    bool is_file;
    bool is_held; /* nothing is written; it has no descriptor */
    int problem;  /* the errno value of the first failure; from then on nothing is written */
    struct output_file file;
    char *buffer;
    size_t used;
    size_t capacity;
    char last; /* what was put last, as message_last() says */
};

static void free_emit(struct emit *emit)
{
    memory_free(emit->buffer);
    memory_free(emit);
}

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

struct emit *emit_new_held(void)
{
    struct emit *emit = emit_new(-1, false);
    emit->is_held = true;
    return emit;
}

size_t emit_held(const struct emit *emit)
{
    return emit->used;
}

void emit_shorten(struct emit *emit, size_t held)
{
    emit->used = held < emit->used ? held : emit->used;
    emit->last = message_last((struct text){emit->buffer, emit->used}, '\0');
}

/* Writes that much of what is in the buffer. */
static void write_out(struct emit *emit, size_t length)
{
    size_t done = 0;
    while (done < length && !emit->problem) {
        ssize_t written = write(emit->descriptor, emit->buffer + done, length - done);
        if (written >= 0)
            done += (size_t)written;
        else if (!descriptor_may_try_again(emit->descriptor, POLLOUT, errno))
            emit->problem = errno;
    }
    emit->used -= length;
    if (emit->used)
        memmove(emit->buffer, emit->buffer + length, emit->used);
}

void emit_flush(struct emit *emit)
{
    if (!emit->is_held)
        write_out(emit, emit->used);
}

/*
 * Makes room in a full buffer. Whole lines go out: where standard output and standard error are the
 * same, a line of the one that came within a line of the other would make of its rest one that
 * begins with whatever is there.
 */
static void make_room(struct emit *emit)
{
    if (emit->capacity < LARGEST_BUFFER || emit->is_held) {
        emit->capacity = emit->capacity ? emit->capacity * 2 : FIRST_BUFFER;
        emit->buffer = memory_resize(emit->buffer, emit->capacity, 1);
        return;
    }
    const char *line_end = system_find_last(emit->buffer, '\n', emit->used);
    write_out(emit, line_end ? (size_t)(line_end + 1 - emit->buffer) : emit->used);
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
    free_emit(emit);
    return problem;
}

bool emit_identify(const struct emit *emit, struct file_identity *identity)
{
    struct stat status;
    if (fstat(emit->descriptor, &status) < 0 || !S_ISREG(status.st_mode))
        return false;
    *identity = file_identity_of(&status);
    return true;
}

void emit_discard(struct emit *emit)
{
    if (emit->is_file)
        output_file_discard(&emit->file);
    free_emit(emit);
}

static void put(struct emit *emit, const char *bytes, size_t length)
{
    emit->last = message_last((struct text){bytes, length}, emit->last);
    while (length) {
        if (emit->used == emit->capacity)
            make_room(emit);
        size_t part = emit->capacity - emit->used;
        if (part > length)
            part = length;
        memcpy(emit->buffer + emit->used, bytes, part);
        emit->used += part;
        bytes += part;
        length -= part;
    }
}

void emit_append(struct emit *emit, const struct emit *held)
{
    put(emit, held->buffer, held->used);
}

void emit_literal(struct emit *emit, const char *constant)
{
    put(emit, constant, strlen(constant));
}

/* Puts a `#`, or in its place `second` when it follows another one. */
static void put_hash(struct emit *emit, const char *second)
{
    emit_literal(emit, emit->last == '#' ? second : "#");
}

void emit_message(struct emit *emit, const char *safe)
{
    emit_message_part(emit, text_of(safe));
}

void emit_message_part(struct emit *emit, struct text safe)
{
    for (size_t at = 0; at < safe.length; at++) {
        struct text rest = text_slice(safe, at, safe.length);
        size_t plain = text_find(rest, '#');
        put(emit, rest.bytes, plain);
        at += plain;
        if (at < safe.length)
            put_hash(emit, MESSAGE_SECOND_HASH);
    }
}

/*
 * How lines of a log begin that are commands to the CI system which shows it: GitHub's
 * `::error::…`, the headings of Buildkite, the marks of Travis CI and GitLab, variables of Continua
 * CI.
 */
static const char *const line_commands[] = {":",   "---",     "+++",      "~~~",
                                            "^^^", "travis_", "section_", "@@continua["};

/*
 * Would the path be read as a command where it begins a line? Leading blanks don't matter, nor does
 * what else may pass for one, or for nothing at all: none of that is ASCII.
 */
static bool is_command(const char *path)
{
    while (*path && (*path <= ' ' || *path > '~'))
        path++;
    struct text rest = text_of(path);
    for (size_t i = 0; i < sizeof line_commands / sizeof *line_commands; i++) {
        struct text command = text_of(line_commands[i]);
        if (rest.length >= command.length &&
            text_equal_fold(text_slice(rest, 0, command.length), command))
            return true;
    }
    return false;
}

void emit_path(struct emit *emit, const char *path)
{
    emit_literal(emit, is_command(path) ? "./" : "");
    emit_value(emit, text_of(path));
}

void emit_xml_path(struct emit *emit, const char *path)
{
    emit_literal(emit, is_command(path) ? "./" : "");
    emit_xml_text(emit, text_of(path));
}

/*
 * How many bytes from `at` on are printable ASCII but `#`, nearly always all: they are shown as
 * they are.
 */
static size_t measure_plain(const char *at, const char *end)
{
    const char *start = at;
    while (at < end && *at >= ' ' && *at <= '~' && *at != '#')
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
        if (*at == '#') {
            put_hash(emit, MESSAGE_SECOND_HASH);
            at++;
            continue;
        }
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
    if (code_point == '#') {
        put_hash(emit, "\\u0023");
    } else if (code_point == TEXT_INVALID) {
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
        while (at < end && *at >= ' ' && *at <= '~' && *at != '"' && *at != '\\' && *at != '#')
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

/* The escape of a byte, or NULL. */
static const char *find_escape(char byte, const struct escape *escapes)
{
    while (escapes->character && escapes->character != byte)
        escapes++;
    return escapes->form;
}

/* How many bytes from `at` on are printable ASCII without an escape, and no `#`. */
static size_t measure_unescaped(const char *at, const char *end, const struct escape *escapes)
{
    const char *start = at;
    while (at < end && *at >= ' ' && *at <= '~' && *at != '#' && !find_escape(*at, escapes))
        at++;
    return (size_t)(at - start);
}

/* Writes what has an escape as that, all else unchanged, except for a second `#`. */
static void put_escapes(struct emit *emit, struct text text, const struct escape *escapes,
                        const char *second_hash)
{
    for (size_t i = 0; i < text.length; i++) {
        const char *form = find_escape(text.bytes[i], escapes);
        if (form)
            emit_literal(emit, form);
        else if (text.bytes[i] == '#')
            put_hash(emit, second_hash);
        else
            put(emit, &text.bytes[i], 1);
    }
}

/*
 * The text made visible, except for what has an escape, which the visible forms undergo as well. A
 * second `#` that has none takes the form given.
 */
static void put_escaped(struct emit *emit, struct text value, const struct escape *escapes,
                        const char *second_hash)
{
    const char *at = value.bytes;
    const char *end = value.bytes + value.length;
    for (;;) {
        size_t plain = measure_unescaped(at, end, escapes);
        put(emit, at, plain);
        at += plain;
        if (at == end)
            return;
        char visible[VISIBLE_ROOM];
        struct text form = {visible, 1};
        uint32_t code_point;
        unsigned char raw = (unsigned char)*at;
        *visible = *at;
        size_t taken = text_decode(at, end, &code_point);
        if (!find_escape(*at, escapes)) /* such as GitHub's of a line end */
            form.length = message_visible(code_point, raw, visible, sizeof visible);
        put_escapes(emit, form, escapes, second_hash);
        at += taken;
    }
}

void emit_xml_text(struct emit *emit, struct text value)
{
    static const struct escape escapes[] = {
        {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&apos;"}, {0, NULL},
    };
    put_escaped(emit, value, escapes, "&#35;");
}

void emit_tap_description(struct emit *emit, struct text value)
{
    static const struct escape escapes[] = {{'\\', "\\\\"}, {'#', "\\#"}, {0, NULL}};
    put_escaped(emit, value, escapes, MESSAGE_SECOND_HASH);
}

void emit_markdown(struct emit *emit, struct text value)
{
    static const struct escape escapes[] = {
        {'&', "&amp;"},  {'<', "&lt;"},   {'>', "&gt;"},          {'`', "&#96;"}, {'*', "&#42;"},
        {'_', "&#95;"},  {'[', "&#91;"},  {']', "&#93;"},         {'#', "&#35;"}, {'|', "&#124;"},
        {'~', "&#126;"}, {'\\', "&#92;"}, {'@', "&#64;<!-- -->"}, {':', "&#58;"}, {'$', "&#36;"},
        {'{', "&#123;"}, {'}', "&#125;"}, {'!', "&#33;"},         {0, NULL}};
    static const struct text link = {"www.", 4}; /* which is one by itself */
    size_t shown = 0;
    for (size_t at = 0; at + link.length <= value.length; at++) {
        if (!text_equal_fold(text_slice(value, at, at + link.length), link))
            continue;
        put_escaped(emit, text_slice(value, shown, at + 3), escapes, "&#35;");
        emit_literal(emit, "&#46;");
        shown = at + link.length;
    }
    put_escaped(emit, text_slice(value, shown, value.length), escapes, "&#35;");
}

void emit_markdown_code(struct emit *emit, struct text value)
{
    static const struct escape escapes[] = {{'`', "\\x60"},
                                            {'|', "\\x7c"},
                                            {'\\', "\\x5c"},
                                            {0, NULL}};
    put_escaped(emit, value, escapes, MESSAGE_SECOND_HASH);
}

void emit_github_data(struct emit *emit, struct text value)
{
    static const struct escape escapes[] = {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {0, NULL}};
    put_escaped(emit, value, escapes, MESSAGE_SECOND_HASH);
}

void emit_github_property(struct emit *emit, struct text value)
{
    static const struct escape escapes[] = {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"},
                                            {':', "%3A"}, {',', "%2C"},  {0, NULL}};
    put_escaped(emit, value, escapes, MESSAGE_SECOND_HASH);
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
