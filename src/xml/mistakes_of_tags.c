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

/* ---- Attributes ---- */

static struct stretch start_tag_name(const struct scene *scene)
{
    uint64_t from = unit_after(scene, scene->byte);
    return (struct stretch){from, syntax_skip_name(scene->chunk, from)};
}

/* Takes the attribute from `byte` on, which moves to its end. False when the tag has no more. */
static bool pass_attribute(const struct scene *scene, uint64_t *byte, struct stretch *name,
                           struct stretch *value)
{
    name->from = syntax_skip_blanks(scene->chunk, *byte);
    name->to = syntax_skip_name(scene->chunk, name->from);
    uint64_t quote = find_any(scene, name->to, "\"'>");
    const char closing[] = {(char)syntax_at(scene->chunk, quote), '\0'};
    value->from = unit_after(scene, quote);
    value->to = find_any(scene, value->from, closing);
    *byte = unit_after(scene, value->to);
    return name->to > name->from;
}

static bool is_same(const struct scene *scene, struct stretch a, struct stretch b)
{
    return a.to - a.from == b.to - b.from &&
           memcmp(chunk_at(scene->chunk, a.from), chunk_at(scene->chunk, b.from),
                  (size_t)(a.to - a.from)) == 0;
}

static bool is_word(const struct scene *scene, struct stretch name, const char *word)
{
    return syntax_is(scene->chunk, name.from, word) &&
           name.to - name.from == strlen(word) * encoding_unit(&scene->chunk->encoding);
}

static uint64_t find_colon(const struct scene *scene, struct stretch name)
{
    uint64_t byte = name.from;
    while (byte < name.to && syntax_at(scene->chunk, byte) != ':')
        byte = unit_after(scene, byte);
    return byte;
}

/* After the prefix; empty: there's none. */
static struct stretch after_prefix(const struct scene *scene, struct stretch name)
{
    uint64_t colon = find_colon(scene, name);
    return (struct stretch){colon < name.to ? unit_after(scene, colon) : colon, name.to};
}

/* Of two prefixes that are declared for the same namespace, the second one. */
static bool is_duplicate_in_namespace(const struct scene *scene, struct mistake *mistake)
{
    uint64_t byte = start_tag_name(scene).to;
    struct stretch name, value, earlier;
    while (is_one_of(scene, "<") && pass_attribute(scene, &byte, &name, &value)) {
        const struct stretch local = after_prefix(scene, name);
        uint64_t at = start_tag_name(scene).to;
        while (local.to > local.from && pass_attribute(scene, &at, &earlier, &value) &&
               earlier.from < name.from) {
            if (!is_same(scene, after_prefix(scene, earlier), local) ||
                syntax_is(scene->chunk, earlier.from, "xmlns:"))
                continue;
            mistake->at = name;
            mistake->edits[0] = (struct stretch){name.from, byte};
            return true;
        }
    }
    return false;
}

/* Up to the end of its value. */
static bool is_duplicate(const struct scene *scene, struct mistake *mistake)
{
    uint64_t byte = scene->byte;
    struct stretch value;
    pass_attribute(scene, &byte, &mistake->at, &value);
    mistake->edits[0] = (struct stretch){scene->byte, byte};
    return true;
}

/* The prefix that `xmlns:…` declares; empty: it's another attribute. */
static struct stretch declared_prefix(const struct scene *scene, struct stretch name)
{
    const char start[] = "xmlns:";
    if (!syntax_is(scene->chunk, name.from, start))
        return (struct stretch){name.to, name.to};
    return (struct stretch){name.from + strlen(start) * encoding_unit(&scene->chunk->encoding),
                            name.to};
}

static bool is_declared_here(const struct scene *scene, struct stretch prefix)
{
    uint64_t byte = start_tag_name(scene).to;
    struct stretch name, value;
    while (pass_attribute(scene, &byte, &name, &value)) {
        if (is_same(scene, declared_prefix(scene, name), prefix))
            return true;
    }
    return false;
}

/* Where the tag around has only one prefix that isn't declared in it, that's the one. */
static bool is_unbound(const struct scene *scene, struct mistake *mistake)
{
    struct stretch name = start_tag_name(scene);
    struct stretch first = {0, 0};
    struct stretch value;
    uint64_t byte = name.to;
    mistake->edit_count = 0;
    do {
        const struct stretch prefix = {name.from, find_colon(scene, name)};
        if (prefix.to >= name.to || is_word(scene, prefix, "xml") ||
            is_word(scene, prefix, "xmlns") || is_declared_here(scene, prefix))
            continue;
        if (first.to && !is_same(scene, first, prefix))
            return false;
        if (!first.to)
            mistake->at = prefix;
        first = prefix;
        add_edit(mistake, prefix.from, unit_after(scene, prefix.to));
    } while (pass_attribute(scene, &byte, &name, &value));
    if (mistake->at.from == start_tag_name(scene).from) /* the end tag has it, too */
        mistake->edit_count = 0;
    return first.to > 0;
}

/* XML keeps that prefix, or that namespace, for itself. */
static bool is_kept_by_xml(const struct scene *scene, struct stretch prefix, struct stretch value)
{
    return is_word(scene, prefix, "xml") || is_word(scene, prefix, "xmlns") ||
           is_word(scene, value, "http://www.w3.org/XML/1998/namespace") ||
           is_word(scene, value, "http://www.w3.org/2000/xmlns/");
}

static bool is_wrong_declaration(const struct scene *scene, struct mistake *mistake)
{
    uint64_t byte = start_tag_name(scene).to;
    struct stretch name, value;
    while (pass_attribute(scene, &byte, &name, &value)) {
        const struct stretch prefix = declared_prefix(scene, name);
        bool has_prefix = prefix.to > prefix.from;
        bool is_empty = has_prefix && value.to == value.from;
        if (!is_empty && !((has_prefix || is_word(scene, name, "xmlns")) &&
                           is_kept_by_xml(scene, prefix, value)))
            continue;
        mistake->at = name;
        mistake->edits[0] = (struct stretch){name.from, byte};
        return true;
    }
    return false;
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
    {MALFORMED_DUPLICATE_ATTRIBUTE, OF(DUPLICATE_ATTRIBUTE), ANY_PART, is_duplicate_in_namespace},
    {MALFORMED_DUPLICATE_ATTRIBUTE, OF(DUPLICATE_ATTRIBUTE), ANY_PART, is_duplicate},
    {MALFORMED_PREFIX, OF(PREFIX), ANY_PART, is_unbound},
    {MALFORMED_PREFIX_DECLARATION, OF(PREFIX_DECLARATION), ANY_PART, is_wrong_declaration},
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
