/* SPDX-License-Identifier: MIT */
#include "settings/setting_file.h"
#include "base/memory.h"
#include "base/small_file.h"

#define LONGEST (1 << 20)

int setting_file_read(struct setting_file *file, const char *path, bool follow)
{
    *file = (struct setting_file){.settings = NULL};
    return small_file_read(path, follow, LONGEST, &file->bytes);
}

void setting_file_free(struct setting_file *file)
{
    text_free(file->bytes);
    memory_free(file->settings);
    memory_free(file->sections);
    *file = (struct setting_file){.settings = NULL};
}

/* ---- Values ---- */

static bool is_gap(char byte)
{
    return byte == ' ' || byte == '\t';
}

static struct text trimmed(struct text text)
{
    size_t from = 0, to = text.length;
    while (from < to && is_gap(text.bytes[from]))
        from++;
    while (to > from && is_gap(text.bytes[to - 1]))
        to--;
    return text_slice(text, from, to);
}

static uint32_t count_code_points(const char *from, const char *to)
{
    uint32_t count = 0;
    while (from < to) {
        uint32_t code_point;
        from += text_decode(from, to, &code_point);
        count++;
    }
    return count;
}

struct setting_place setting_part_place(const struct setting *setting, struct text part)
{
    struct setting_place place = setting->value_at;
    place.column += count_code_points(setting->value.bytes, part.bytes);
    return place;
}

bool setting_next_item(struct text *rest, struct text *item)
{
    if (!rest->bytes)
        return false;
    size_t comma = text_find(*rest, ',');
    *item = trimmed(text_slice(*rest, 0, comma));
    *rest =
        comma == rest->length ? (struct text){NULL, 0} : text_slice(*rest, comma + 1, rest->length);
    return true;
}

/* ---- Lines ---- */

struct parsing_line {
    struct setting_file *file;
    const struct setting_handler *handler;
    uint32_t number;
    struct text whole;
};

static struct setting_place place_in(const struct parsing_line *line, const char *at)
{
    return (struct setting_place){line->number, 1 + count_code_points(line->whole.bytes, at)};
}

static void complain_at(const struct parsing_line *line, const char *at, const char *problem)
{
    line->handler->problem(line->handler->context, place_in(line, at), problem);
}

/* Without the comment at its end, which a blank comes before. */
static struct text cut_comment(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] == '#' && (i == 0 || is_gap(text.bytes[i - 1])))
            return trimmed(text_slice(text, 0, i));
    return trimmed(text);
}

static void take_section(const struct parsing_line *line, struct text text)
{
    struct setting_file *file = line->file;
    struct text name = cut_comment(text_slice(text, 1, text.length));
    if (!name.length || name.bytes[name.length - 1] != ']') {
        complain_at(line, text.bytes, "a section is a glob in brackets, such as [legacy/**]");
        return;
    }
    name = trimmed(text_slice(name, 0, name.length - 1));
    if (!name.length)
        complain_at(line, text.bytes, "the section has no glob, such as [legacy/**]");
    struct setting_section *section = &file->sections[file->section_count++];
    *section = (struct setting_section){.glob = name, .at = place_in(line, name.bytes)};
    if (name.length)
        line->handler->section(line->handler->context, section);
}

static void take_setting(const struct parsing_line *line, struct text text)
{
    struct setting_file *file = line->file;
    size_t equals = text_find(text, '=');
    struct text name = trimmed(text_slice(text, 0, equals));
    if (equals == text.length || !name.length) {
        complain_at(line, text.bytes,
                    "a line is \"option = value\", a [glob] or a # comment; this is none");
        return;
    }
    struct text value = cut_comment(text_slice(text, equals + 1, text.length));
    if (!value.length) {
        complain_at(line, name.bytes, "the option has no value");
        return;
    }
    struct setting *setting = &file->settings[file->setting_count++];
    *setting = (struct setting){.name = name,
                                .value = value,
                                .name_at = place_in(line, name.bytes),
                                .value_at = place_in(line, value.bytes),
                                .section = file->section_count};
    line->handler->setting(line->handler->context, setting);
}

/* The first character that no setting file has; NULL: there's none. */
static const char *find_odd(struct text text, const char **problem)
{
    const char *at = text.bytes;
    const char *end = at + text.length;
    while (at < end) {
        uint32_t code_point;
        size_t length = text_decode(at, end, &code_point);
        *problem = code_point == TEXT_INVALID ? "this isn't UTF-8" : "this is a control character";
        if (code_point == TEXT_INVALID || (text_is_control(*at) && *at != '\t'))
            return at;
        at += length;
    }
    return NULL;
}

static void take_line(const struct parsing_line *line)
{
    const char *problem;
    const char *odd = find_odd(line->whole, &problem);
    struct text text = trimmed(line->whole);
    if (odd)
        complain_at(line, odd, problem);
    else if (text.length && *text.bytes == '[')
        take_section(line, text);
    else if (text.length && *text.bytes != '#')
        take_setting(line, text);
}

static size_t count_lines(struct text text)
{
    size_t count = 1;
    for (size_t i = 0; i < text.length; i++)
        count += text.bytes[i] == '\n';
    return count;
}

void setting_file_parse(struct setting_file *file, const struct setting_handler *handler)
{
    static const struct text mark = {"\xEF\xBB\xBF", 3};
    struct parsing_line line = {file, handler, 0, {NULL, 0}};
    struct text rest = file->bytes;
    size_t lines = count_lines(rest);
    file->settings = memory_resize(NULL, lines, sizeof *file->settings);
    file->sections = memory_resize(NULL, lines, sizeof *file->sections);
    if (rest.length >= mark.length && text_equal(text_slice(rest, 0, mark.length), mark))
        rest = text_slice(rest, mark.length, rest.length);
    while (rest.length) {
        size_t end = text_find(rest, '\n');
        bool has_return = end && rest.bytes[end - 1] == '\r';
        line.number++;
        line.whole = text_slice(rest, 0, end - has_return);
        take_line(&line);
        rest = text_slice(rest, end < rest.length ? end + 1 : end, rest.length);
    }
}
