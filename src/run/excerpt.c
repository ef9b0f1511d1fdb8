/* SPDX-License-Identifier: MIT */
/* A second pass over a document's first bytes, for the lines that are shown. */
#include "run/excerpt.h"
#include "findings/message.h"
#include "run/mask.h"

#include <string.h>

/* Columns as they are shown: of what is hidden the mask counts, so that where a line is cut doesn't
 * tell how long that is. */
#define SHOWN_COLUMNS 140 /* of a line, at most */
#define SHOWN_BEFORE 60   /* of them before the range, where the line is cut */
#define UNCUT_BEFORE 80   /* a line isn't cut in front when there are no more before the range */

/* Columns of the line: what is hidden may be longer than the mask, and names and values are
 * followed to their end. */
#define LOOK_AHEAD 1024

#define CHECKED 64 /* so many columns apart it's asked whether enough of a line has come */

_Static_assert(UNCUT_BEFORE + SHOWN_COLUMNS + LOOK_AHEAD + CHECKED < MASK_MEMORY,
               "the mask remembers what is shown");
_Static_assert((SHOWN_COLUMNS + LOOK_AHEAD + CHECKED) * 4 < EXCERPT_REACH, "a reach is enough");

struct pass {
    struct finding *next; /* the first one without an excerpt, … */
    struct finding *end;
    struct arena *arena; /* … which goes there */
    struct mask mask;
    uint32_t line;
    uint32_t previous; /* the last code point */
    uint64_t byte;
};

struct line_builder {
    char *out;
    size_t room;
    size_t length;
    uint32_t width; /* in code points */
    char last;      /* what was put last, as message_last() says */
};

static void append(struct line_builder *line, const char *text, uint32_t width)
{
    size_t length = strlen(text);
    if (length + 1 > line->room - line->length)
        return;
    memcpy(line->out + line->length, text, length + 1);
    line->length += length;
    line->width += width;
    line->last = message_last((struct text){text, length}, line->last);
}

static void put_code_point(struct line_builder *line, uint32_t code_point)
{
    char form[MESSAGE_VISIBLE_ROOM];
    message_visible_in_value(code_point, 0, form);
    if (code_point == '\t')
        append(line, "\t", 1);
    else if (code_point == TEXT_INVALID)
        append(line, "?", 1);
    else if (code_point == '#' && line->last == '#')
        append(line, MESSAGE_SECOND_HASH, (uint32_t)strlen(MESSAGE_SECOND_HASH));
    else
        append(line, form, form[0] == '\\' && code_point != '\\' ? (uint32_t)strlen(form) : 1);
}

/* ---- Cells: a code point that is shown, or all of a hidden stretch ---- */

#define MASK_WIDTH (uint32_t)(sizeof MESSAGE_MASK - 1)

static bool is_masked(const struct mask *mask, uint32_t column)
{
    return !mask->line.shown[column % MASK_MEMORY];
}

/* The first column of the line that the mask remembers. */
static uint32_t oldest_column(const struct mask *mask)
{
    return mask->line.column > MASK_MEMORY ? mask->line.column - MASK_MEMORY : 1;
}

static uint32_t cell_start(const struct mask *mask, uint32_t column)
{
    while (column > oldest_column(mask) && is_masked(mask, column) && is_masked(mask, column - 1))
        column--;
    return column;
}

static uint32_t cell_end(const struct mask *mask, uint32_t column)
{
    if (is_masked(mask, column)) {
        while (column + 1 < mask->line.column && is_masked(mask, column + 1))
            column++;
    }
    return column + 1;
}

static uint32_t cell_width(const struct mask *mask, uint32_t column)
{
    return is_masked(mask, column) ? MASK_WIDTH : 1;
}

/* The first column that is shown of a line with a range that starts at `start`. */
static uint32_t first_column(const struct mask *mask, uint32_t start)
{
    uint32_t column = start < mask->line.column ? cell_start(mask, start) : start;
    uint32_t first = column;
    for (uint32_t width = 0; column > oldest_column(mask) && width < UNCUT_BEFORE;) {
        column = cell_start(mask, column - 1);
        width += cell_width(mask, column);
        if (width <= SHOWN_BEFORE)
            first = column;
    }
    return column == 1 ? 1 : first;
}

/* The column after the last one that is shown. */
static uint32_t end_column(const struct mask *mask, uint32_t first)
{
    uint32_t column = first;
    for (uint32_t width = 0; column < mask->line.column && width < SHOWN_COLUMNS;) {
        width += cell_width(mask, column);
        column = cell_end(mask, column);
    }
    return column;
}

/* Is anything hidden in the line before that column? */
static bool hides_before(const struct mask *mask, uint32_t start)
{
    uint32_t column = oldest_column(mask);
    while (column < start && column < mask->line.column && !is_masked(mask, column))
        column++;
    return mask->line.has_forgotten || (column < start && column < mask->line.column);
}

/* ---- Excerpts ---- */

static void put_cell(struct line_builder *line, const struct mask *mask, uint32_t column)
{
    if (is_masked(mask, column))
        append(line, MESSAGE_MASK, MASK_WIDTH);
    else
        put_code_point(line, mask->line.code_points[column % MASK_MEMORY]);
}

/* Puts the cells of [first, end), and notes where the finding's range is among them: within a
 * hidden stretch it covers all of it. */
static void put_cells(struct line_builder *line, const struct mask *mask, uint32_t first,
                      uint32_t end, struct finding *finding)
{
    const struct range *at = &finding->at;
    struct excerpt *excerpt = &finding->excerpt;
    uint32_t start_column = at->start.column;
    uint32_t behind = at->end.line == at->start.line ? at->end.column : UINT32_MAX;
    excerpt->mark_start = excerpt->mark_end = UINT32_MAX;
    for (uint32_t column = first; column < end;) {
        uint32_t next = cell_end(mask, column);
        if (start_column >= column && start_column < next)
            excerpt->mark_start = line->width;
        put_cell(line, mask, column);
        if (column < behind)
            excerpt->mark_end = line->width;
        column = next;
    }
    if (excerpt->mark_start == UINT32_MAX) /* at the end of the line */
        excerpt->mark_start = line->width;
    if (excerpt->mark_end == UINT32_MAX || excerpt->mark_end < excerpt->mark_start)
        excerpt->mark_end = excerpt->mark_start;
}

/* Builds the excerpt from what the mask remembers of the line, which goes up to the mask's column
 * or beyond. */
static void build(struct pass *pass, struct finding *finding, bool at_line_end)
{
    char out[SHOWN_COLUMNS * 12 + 64];
    struct line_builder line = {.out = out, .room = sizeof out};
    uint32_t first = first_column(&pass->mask, finding->at.start.column);
    uint32_t end = end_column(&pass->mask, first);
    out[0] = '\0';
    if (first > 1)
        append(&line, "…", 1);
    put_cells(&line, &pass->mask, first, end, finding);
    if (end < pass->mask.line.column || !at_line_end)
        append(&line, "…", 1);
    finding->excerpt.is_after_hidden = hides_before(&pass->mask, finding->at.start.column);
    finding->excerpt.line = arena_string(pass->arena, (struct text){out, line.length});
}

/* Builds the excerpts of the current line that are ready: all of them at its end. */
static void build_ready(struct pass *pass, bool at_line_end)
{
    for (; pass->next < pass->end; pass->next++) {
        const struct place *start = &pass->next->at.start;
        bool has_enough = pass->mask.line.column >= start->column + SHOWN_COLUMNS + LOOK_AHEAD;
        bool is_ready = start->line == pass->line && (at_line_end || has_enough);
        if (!is_ready && start->line >= pass->line)
            return;
        if (is_ready)
            build(pass, pass->next, at_line_end);
    }
}

static void take_code_point(struct pass *pass, uint32_t code_point)
{
    bool is_mark = code_point == TEXT_BYTE_ORDER_MARK && pass->byte == 0;
    bool is_second_half = code_point == '\n' && pass->previous == '\r';
    pass->previous = code_point;
    if (is_mark || is_second_half)
        return;
    if (code_point == '\n' || code_point == '\r') {
        build_ready(pass, true);
        mask_end_line(&pass->mask, pass->byte);
        pass->line++;
        return;
    }
    mask_take(&pass->mask, code_point, pass->byte);
    if (pass->mask.line.column % CHECKED == 0)
        build_ready(pass, false);
}

static void add_excerpts(const struct head *head, struct finding *findings, size_t count,
                         struct arena *arena)
{
    if (!count)
        return;
    struct pass pass;
    pass.next = findings;
    pass.end = findings + count;
    pass.arena = arena;
    pass.line = 1;
    pass.previous = 0;
    pass.byte = 0;
    const unsigned char *at = (const unsigned char *)head->bytes;
    const unsigned char *end = at + head->length;
    mask_begin(&pass.mask, head->trusted, head->embedded, head->embedded_count);
    /* A code point may be cut off at the end of what was kept. */
    while (at < end && (head->is_whole || end - at >= 4) && pass.next < pass.end) {
        uint32_t code_point;
        size_t taken = encoding_decode(head->encoding, at, end, &code_point);
        take_code_point(&pass, code_point);
        pass.byte += taken;
        at += taken;
    }
    if (head->is_whole)
        build_ready(&pass, true);
}

void excerpt_findings(const struct head *head, struct findings *findings)
{
    add_excerpts(head, findings->items, findings->count, &findings->arena);
}

struct excerpt excerpt_of(const struct head *head, const struct range *at, struct arena *arena)
{
    struct finding there = {.at = *at};
    add_excerpts(head, &there, 1, arena);
    return there.excerpt;
}
