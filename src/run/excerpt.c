/* SPDX-License-Identifier: MIT */
/* A second pass over a document's first bytes, for the lines that are shown. */
#include "run/excerpt.h"
#include "findings/message.h"
#include "run/mask.h"

#include <string.h>

#define SHOWN_COLUMNS 140 /* of a line, at most */
#define SHOWN_BEFORE 60   /* of them before the range, where the line is cut */
#define LOOK_AHEAD \
    1024 /* how far names and values behind the shown part are followed to their end */

#define CHECKED 64 /* so many columns apart it's asked whether enough of a line has come */

_Static_assert(SHOWN_COLUMNS + LOOK_AHEAD < MASK_MEMORY, "the mask remembers what is shown");
_Static_assert((SHOWN_COLUMNS + LOOK_AHEAD + CHECKED) * 4 < EXCERPT_REACH, "a reach is enough");

struct pass {
    struct findings *findings;
    size_t next; /* the first finding without an excerpt */
    struct mask mask;
    uint32_t line;
    uint32_t previous; /* the last code point */
    uint64_t byte;
};

/* The columns of its line that a finding shows: [first, end). */
static void shown_columns(const struct finding *finding, uint32_t *first, uint32_t *end)
{
    uint32_t start = finding->at.start.column;
    *first = start <= SHOWN_COLUMNS - SHOWN_BEFORE ? 1 : start - SHOWN_BEFORE;
    *end = *first + SHOWN_COLUMNS;
}

struct line_builder {
    char *out;
    size_t room;
    size_t length;
    uint32_t width; /* in code points */
    char last;      /* what was put last, as message_last() says */
};

static void put(struct line_builder *line, const char *text, uint32_t width)
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
    char form[16];
    message_visible(code_point, 0, form, sizeof form);
    if (code_point == '\t')
        put(line, "\t", 1);
    else if (code_point == TEXT_INVALID)
        put(line, "?", 1);
    else if (code_point == '#' && line->last == '#')
        put(line, MESSAGE_SECOND_HASH, (uint32_t)strlen(MESSAGE_SECOND_HASH));
    else
        put(line, form, form[0] == '\\' && code_point != '\\' ? (uint32_t)strlen(form) : 1);
}

/* Builds the excerpt from what the mask remembers of the line, which goes up to the mask's column
 * or beyond. */
static void build(struct pass *pass, struct finding *finding, bool at_line_end)
{
    char out[SHOWN_COLUMNS * 12 + 64];
    struct line_builder line = {.out = out, .room = sizeof out};
    const struct mask *mask = &pass->mask;
    uint32_t first;
    uint32_t end;
    shown_columns(finding, &first, &end);
    uint32_t mark_end_column =
        finding->at.end.line == finding->at.start.line ? finding->at.end.column : UINT32_MAX;
    bool is_cut = end < mask->column;
    if (!is_cut)
        end = mask->column;
    finding->mark_start = finding->mark_end = UINT32_MAX;
    out[0] = '\0';
    if (first > 1)
        put(&line, "…", 1);
    for (uint32_t column = first; column < end; column++) {
        bool hidden = !mask->shown[column % MASK_MEMORY];
        bool goes_on = hidden && column > first && !mask->shown[(column - 1) % MASK_MEMORY];
        /* A range within a mask covers all of it. */
        uint32_t before = line.width;
        if (hidden && !goes_on)
            put(&line, MESSAGE_MASK, (uint32_t)strlen(MESSAGE_MASK));
        else if (!hidden)
            put_code_point(&line, mask->code_points[column % MASK_MEMORY]);
        if (goes_on)
            before = line.width - (uint32_t)strlen(MESSAGE_MASK);
        if (column == finding->at.start.column)
            finding->mark_start = before;
        if (column < mark_end_column)
            finding->mark_end = line.width;
    }
    if (is_cut || !at_line_end)
        put(&line, "…", 1);
    if (finding->mark_start == UINT32_MAX) /* at the end of the line */
        finding->mark_start = line.width;
    if (finding->mark_end == UINT32_MAX || finding->mark_end < finding->mark_start)
        finding->mark_end = finding->mark_start;
    finding->excerpt = arena_string(&pass->findings->arena, (struct text){out, line.length});
}

/* Builds the excerpts of the current line that are ready: all of them at its end. */
static void build_ready(struct pass *pass, bool at_line_end)
{
    while (pass->next < pass->findings->count) {
        struct finding *finding = &pass->findings->items[pass->next];
        uint32_t first;
        uint32_t end;
        shown_columns(finding, &first, &end);
        bool is_ready = finding->at.start.line == pass->line &&
                        (at_line_end || pass->mask.column >= end + LOOK_AHEAD);
        if (!is_ready && finding->at.start.line >= pass->line)
            return;
        if (is_ready)
            build(pass, finding, at_line_end);
        pass->next++;
    }
}

static void take(struct pass *pass, uint32_t code_point)
{
    bool is_mark = code_point == TEXT_BYTE_ORDER_MARK && pass->byte == 0;
    bool is_second_half = code_point == '\n' && pass->previous == '\r';
    pass->previous = code_point;
    if (is_mark || is_second_half)
        return;
    if (code_point == '\n' || code_point == '\r') {
        build_ready(pass, true);
        mask_end_line(&pass->mask);
        pass->line++;
        return;
    }
    mask_take(&pass->mask, code_point, pass->byte);
    if (pass->mask.column % CHECKED == 0)
        build_ready(pass, false);
}

void excerpt_findings(const struct head *head, const struct encoding *encoding, uint64_t trusted,
                      struct findings *findings)
{
    struct pass pass = {.findings = findings, .line = 1};
    if (!findings->count)
        return;
    const unsigned char *at = (const unsigned char *)head->bytes;
    const unsigned char *end = at + head->length;
    mask_begin(&pass.mask, trusted);
    /* A code point may be cut off at the end of what was kept. */
    while (at < end && (head->is_whole || end - at >= 4) && pass.next < findings->count) {
        uint32_t code_point;
        size_t taken = encoding_decode(encoding, at, end, &code_point);
        take(&pass, code_point);
        pass.byte += taken;
        at += taken;
    }
    if (head->is_whole)
        build_ready(&pass, true);
}
