/* SPDX-License-Identifier: MIT */
/* Characters that are markup's nowhere, and what is outside of the root. */
#include "base/lookalike.h"
#include "xml/mistake.h"

static bool is_control(const struct scene *scene, struct mistake *mistake)
{
    uint32_t code_point = scene->code_point;
    (void)mistake;
    return (code_point < 0x20 && !text_is_blank((char)code_point)) || code_point == 0xFFFE ||
           code_point == 0xFFFF;
}

static bool is_mark(const struct scene *scene, struct mistake *mistake)
{
    (void)mistake;
    return scene->code_point == TEXT_BYTE_ORDER_MARK;
}

static bool is_odd_blank(const struct scene *scene, struct mistake *mistake)
{
    (void)mistake;
    return lookalike_is_blank(scene->code_point);
}

/* The line after the one that `byte` is in. */
static uint64_t next_line(const struct scene *scene, uint64_t byte)
{
    byte = find_any(scene, byte, "\r\n");
    return syntax_skip_blanks(scene->chunk, byte);
}

/* From a line that begins with this mark up to the next line; false when there's none. */
static bool find_mark_line(const struct scene *scene, uint64_t byte, const char *mark,
                           struct stretch *line)
{
    while ((byte = next_line(scene, byte)) < end_of(scene)) {
        if (syntax_is(scene->chunk, byte, mark)) {
            *line = (struct stretch){byte, next_line(scene, byte)};
            return true;
        }
    }
    return false;
}

/* Of a conflict's two versions the first one stays. */
static void settle_conflict(const struct scene *scene, struct mistake *mistake, uint64_t start)
{
    struct stretch middle, last;
    mistake->edit_count = 0;
    if (!syntax_is(scene->chunk, start, "<<<<<<<") ||
        !find_mark_line(scene, start, "=======", &middle) ||
        !find_mark_line(scene, middle.from, ">>>>>>>", &last))
        return;
    add_edit(mistake, start, next_line(scene, start));
    add_edit(mistake, middle.from, last.to);
}

/* A line begins with seven of one of these. */
static bool is_conflict(const struct scene *scene, struct mistake *mistake)
{
    if (!is_one_of(scene, "<=>|"))
        return false;
    char sign = (char)scene->code_point;
    uint64_t start = run_start(scene, scene->byte, sign);
    uint64_t end = run_end(scene, scene->byte, sign);
    uint32_t before = start > scene->chunk->origin.byte
                          ? syntax_at(scene->chunk, units_before(scene, start, 1))
                          : '\n';
    uint32_t after = end < end_of(scene) ? syntax_at(scene->chunk, end) : '\n';
    if (end != start + 7 * encoding_unit(&scene->chunk->encoding) ||
        (before != '\n' && before != '\r') || !text_is_blank_code_point(after))
        return false;
    point_at(mistake, start, end);
    settle_conflict(scene, mistake, start);
    return true;
}

/* What a template engine should have replaced. */
static bool is_template(const struct scene *scene, struct mistake *mistake)
{
    static const char *const starts[] = {"{{", "{%", "{#", "${", "#{", "<%", "<#", "[%", "@@"};
    mistake->edit_count = 0;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (is_at(scene, starts[i]))
            return true;
    }
    return scene->part == SYNTAX_OPEN && is_one_of(scene, "%#");
}

/* `uri=\"sip:ann@contoso.net\"`: from there to the next one. */
static bool is_c_escape(const struct scene *scene, struct mistake *mistake)
{
    uint64_t byte = scene->byte;
    if (scene->part == SYNTAX_VALUE_END && scene->syntax.last_two[1] == '\\')
        byte = units_before(scene, scene->syntax.last, 1);
    else if (!is_one_of(scene, "\\"))
        return false;
    point_at(mistake, byte, unit_after(scene, byte));
    uint64_t other = find_any(scene, unit_after(scene, byte), "\\<>");
    if (syntax_at(scene->chunk, other) == '\\')
        add_edit(mistake, other, unit_after(scene, other));
    return true;
}

/* ---- Outside of the root ---- */

/* The text up to the next markup. */
static void point_at_text(const struct scene *scene, struct mistake *mistake)
{
    mistake->edits[0].to = find_any(scene, scene->byte, "<");
    mistake->edit_count = mistake->edits[0].to < end_of(scene) ||
                          scene->error->byte + MALFORMED_AHEAD > end_of(scene);
}

static bool is_text_before(const struct scene *scene, struct mistake *mistake)
{
    point_at_text(scene, mistake);
    return !scene->error->is_after;
}

static bool is_text_after(const struct scene *scene, struct mistake *mistake)
{
    point_at_text(scene, mistake);
    return !is_one_of(scene, "<");
}

static bool is_end_after(const struct scene *scene, struct mistake *mistake)
{
    mistake->edits[0].to = unit_after(scene, find_any(scene, scene->byte, ">"));
    return is_at(scene, "</");
}

const struct mistake_row mistakes_of_anywhere[] = {
    {MALFORMED_CONTROL_CHARACTER, OF(OTHER), ANY_PART, is_control},
    {MALFORMED_CONTROL_CHARACTER, ANY_CAUSE, OUTSIDE, is_control},
    {MALFORMED_SECOND_MARK, ANY_CAUSE, OUTSIDE, is_mark},
    {MALFORMED_ODD_BLANK, ANY_CAUSE, OUTSIDE, is_odd_blank},
    {MALFORMED_CONFLICT, ANY_CAUSE, OUTSIDE, is_conflict},
    {MALFORMED_TEMPLATE, ANY_CAUSE, OUTSIDE, is_template},
    {MALFORMED_TEXT_BEFORE_ROOT, ANY_CAUSE, OUTSIDE, is_text_before},
    {MALFORMED_TEXT_AFTER_ROOT, ANY_CAUSE, OUTSIDE, is_text_after},
    {MALFORMED_END_AFTER_ROOT, ANY_CAUSE, OUTSIDE, is_end_after},
    {MALFORMED_SECOND_ROOT, ANY_CAUSE, OUTSIDE, NULL},
    {MALFORMED_IN_DOCTYPE, OF(OTHER) | OF(UNDEFINED_ENTITY), 1u << PART_DOCTYPE, NULL},
    {MALFORMED_CONFLICT, OF(OTHER), TAG | IN(OPEN) | IN(VALUE), is_conflict},
    {MALFORMED_TEMPLATE, OF(OTHER), TAG | IN(OPEN), is_template},
    {MALFORMED_ODD_BLANK, OF(OTHER), TAG | IN(OPEN), is_odd_blank},
    {MALFORMED_C_ESCAPE, OF(OTHER), TAG, is_c_escape},
    {.cause = MALFORMED_COUNT},
};
