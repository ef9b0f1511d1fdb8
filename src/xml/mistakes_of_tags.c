/* SPDX-License-Identifier: MIT */
/* Tags, comments and sections. */
#include "xml/mistake.h"

#include <string.h>

static bool is_equals(const struct scene *scene, struct mistake *mistake)
{
    mistake->edit_count = 0;
    return is_one_of(scene, "=");
}

static bool is_comma(const struct scene *scene, struct mistake *mistake)
{
    (void)mistake;
    return is_one_of(scene, ",;");
}

static bool is_blank(const struct scene *scene, struct mistake *mistake)
{
    uint64_t end = syntax_skip_blanks(scene->chunk, scene->byte);
    mistake->edits[0].to = end;
    return end > scene->byte && syntax_is(scene->chunk, end, ">");
}

static bool is_after_slash(const struct scene *scene, struct mistake *mistake)
{
    point_at(mistake, scene->syntax.last, scene->byte);
    return true;
}

static bool is_slash(const struct scene *scene, struct mistake *mistake)
{
    (void)mistake;
    return is_one_of(scene, "/");
}

static bool is_after_end_name(const struct scene *scene, struct mistake *mistake)
{
    mistake->edits[0].to = find_any(scene, scene->byte, ">");
    return true;
}

static bool is_open_tag(const struct scene *scene, struct mistake *mistake)
{
    insert_at(mistake, scene->byte);
    return is_one_of(scene, "<");
}

/* Does the same name begin again before it's closed, or is it never closed? */
static bool is_empty_tag(const struct scene *scene, struct mistake *mistake)
{
    const struct syntax *syntax = &scene->syntax;
    const struct chunk *chunk = scene->chunk;
    size_t length = (size_t)(syntax->name_end - syntax->name);
    if (!is_open_tag(scene, mistake))
        return false;
    for (uint64_t at = scene->byte; at < end_of(scene); at = find_any(scene, at, "<")) {
        at = unit_after(scene, at);
        bool is_end = syntax_is(chunk, at, "/");
        uint64_t name = is_end ? unit_after(scene, at) : at;
        if (syntax_skip_name(chunk, name) == name + length &&
            memcmp(chunk_at(chunk, name), chunk_at(chunk, syntax->name), length) == 0)
            return !is_end;
    }
    return end_of(scene) < scene->error->byte + MALFORMED_AHEAD;
}

static bool is_second_less_than(const struct scene *scene, struct mistake *mistake)
{
    (void)mistake;
    return is_one_of(scene, "<");
}

static bool is_bare_less_than(const struct scene *scene, struct mistake *mistake)
{
    point_at(mistake, scene->syntax.last, scene->byte);
    return true;
}

/* Does a tag go on so? */
static bool is_tag(const struct scene *scene, uint64_t byte)
{
    const struct chunk *chunk = scene->chunk;
    if (syntax_at(chunk, byte) == '/')
        byte = unit_after(scene, byte);
    uint64_t name_end = syntax_skip_name(chunk, byte);
    uint64_t next = syntax_skip_blanks(chunk, name_end);
    uint64_t attribute_end = syntax_skip_name(chunk, next);
    return name_end > byte && (syntax_is(chunk, next, ">") || syntax_is(chunk, next, "/>") ||
                               (attribute_end > next &&
                                syntax_is(chunk, syntax_skip_blanks(chunk, attribute_end), "=")));
}

/* `< user …>` */
static bool is_blank_before_name(const struct scene *scene, struct mistake *mistake)
{
    uint64_t name = syntax_skip_blanks(scene->chunk, scene->byte);
    mistake->edits[0].to = name;
    return name > scene->byte && is_tag(scene, name);
}

static bool has_end_tag(const struct scene *scene, uint64_t byte)
{
    while ((byte = find_any(scene, byte, "<")) < end_of(scene)) {
        if (syntax_is(scene->chunk, byte, "</"))
            return true;
        byte = unit_after(scene, byte);
    }
    return end_of(scene) >= scene->error->byte + MALFORMED_AHEAD;
}

/* The edits are the whole end tag, and its name. */
static bool is_mismatched(const struct scene *scene, struct mistake *mistake)
{
    uint64_t end = syntax_skip_name(scene->chunk, scene->byte);
    point_at(mistake, scene->byte, end);
    mistake->edits[0] = (struct stretch){units_before(scene, scene->byte, 2),
                                         unit_after(scene, syntax_skip_blanks(scene->chunk, end))};
    add_edit(mistake, scene->byte, end);
    mistake->is_last = !has_end_tag(scene, end);
    return true;
}

/* Up to the end of its value. */
static bool is_duplicate(const struct scene *scene, struct mistake *mistake)
{
    uint64_t end = syntax_skip_name(scene->chunk, scene->byte);
    uint64_t quote = find_any(scene, end, "\"'");
    const char closing[] = {(char)syntax_at(scene->chunk, quote), '\0'};
    point_at(mistake, scene->byte, end);
    mistake->edits[0].to = unit_after(scene, find_any(scene, unit_after(scene, quote), closing));
    return true;
}

/* ---- Comments ---- */

/* `<!- …`, `<! …`, `<-- …` */
static bool is_comment_start(const struct scene *scene, struct mistake *mistake)
{
    uint64_t end = scene->byte;
    if (scene->part == SYNTAX_OPEN && !is_at(scene, "--"))
        return false;
    if (scene->part == SYNTAX_BANG && !is_one_of(scene, "- \t\r\n") &&
        scene->syntax.last_two[0] != '-')
        return false;
    point_at(mistake, scene->syntax.token, run_end(scene, end, '-'));
    return true;
}

/* Up to its end; further on than is looked at, it stays. */
static bool is_comment(const struct scene *scene, struct mistake *mistake)
{
    uint64_t end = scene->byte;
    while ((end = find_any(scene, end, "-")) < end_of(scene) &&
           !syntax_is(scene->chunk, end, "-->"))
        end = unit_after(scene, end);
    mistake->edits[0].to = end + 3 * encoding_unit(&scene->chunk->encoding);
    return is_at(scene, "<!--");
}

static bool is_nested_comment(const struct scene *scene, struct mistake *mistake)
{
    uint64_t start = units_before(scene, scene->byte, 4);
    uint64_t end = scene->byte;
    if (scene->syntax.since < 4 || !syntax_is(scene->chunk, start, "<!--"))
        return false;
    point_at(mistake, start, scene->byte);
    while ((end = find_any(scene, end, "-")) < end_of(scene) &&
           !syntax_is(scene->chunk, end, "-->"))
        end = unit_after(scene, end);
    if (end < end_of(scene))
        add_edit(mistake, end, end + 3 * encoding_unit(&scene->chunk->encoding));
    return true;
}

static bool ends_with_hyphens(const struct scene *scene, struct mistake *mistake)
{
    uint64_t start = units_before(scene, scene->byte, 2);
    uint64_t end = run_end(scene, scene->byte, '-');
    point_at(mistake, start, units_before(scene, end, 2));
    return syntax_is(scene->chunk, end, ">");
}

/* All of them, in this comment. */
static bool has_hyphens(const struct scene *scene, struct mistake *mistake)
{
    uint64_t byte = units_before(scene, scene->byte, 2);
    point_at(mistake, byte, scene->byte);
    mistake->edit_count = 0;
    while (byte < end_of(scene)) {
        uint64_t end = run_end(scene, byte, '-');
        if (syntax_is(scene->chunk, end, ">"))
            break;
        if (end > unit_after(scene, byte))
            add_edit(mistake, byte, end);
        byte = find_any(scene, end, "-");
    }
    return true;
}

const struct mistake_row mistakes_of_tags[] = {
    {MALFORMED_MISMATCHED_TAG, OF(MISMATCHED_TAG), ANY_PART, is_mismatched},
    {MALFORMED_DUPLICATE_ATTRIBUTE, OF(DUPLICATE_ATTRIBUTE), ANY_PART, is_duplicate},
    {MALFORMED_COMMENT_IN_TAG, OF(OTHER), TAG, is_comment},
    {MALFORMED_EMPTY_TAG_NOT_CLOSED, OF(OTHER), START_TAG, is_empty_tag},
    {MALFORMED_TAG_NOT_CLOSED, OF(OTHER), TAG, is_open_tag},
    {MALFORMED_SEPARATOR, OF(OTHER), IN(VALUE_END) | IN(GAP), is_comma},
    {MALFORMED_BLANK_AFTER_NAME, OF(OTHER), IN(NAME), is_equals},
    {MALFORMED_BLANK_AFTER_SLASH, OF(OTHER), IN(SLASH), is_blank},
    {MALFORMED_SLASH, OF(OTHER), IN(SLASH), is_after_slash},
    {MALFORMED_SLASH, OF(OTHER), END_TAG, is_slash},
    {MALFORMED_COMMENT_START, OF(OTHER), IN(OPEN) | IN(BANG), is_comment_start},
    {MALFORMED_EXTRA_LESS_THAN, OF(OTHER), IN(OPEN), is_second_less_than},
    {MALFORMED_BLANK_AFTER_LESS_THAN, OF(OTHER), IN(OPEN) | IN(END_OPEN), is_blank_before_name},
    {MALFORMED_BARE_LESS_THAN, OF(OTHER), IN(OPEN), is_bare_less_than},
    {MALFORMED_NESTED_COMMENT, OF(OTHER), IN(COMMENT), is_nested_comment},
    {MALFORMED_HYPHENS_AT_END, OF(OTHER), IN(COMMENT), ends_with_hyphens},
    {MALFORMED_DOUBLE_HYPHEN, OF(OTHER), IN(COMMENT), has_hyphens},
    {MALFORMED_AFTER_END_NAME, OF(OTHER), IN(END_GAP), is_after_end_name},
    {MALFORMED_STRAY, OF(OTHER), TAG, NULL},
    {.cause = MALFORMED_COUNT},
};
