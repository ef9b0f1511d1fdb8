/* SPDX-License-Identifier: MIT */
/* The form of a CSV document, and what keeps its texts from being formulas. */
#include "report/csv_text.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

static void next_cell(struct csv *csv)
{
    emit_literal(csv->out, csv->has_cells ? "," : "");
    csv->has_cells = true;
}

void csv_begin(struct csv *csv, const char *const *columns)
{
    emit_literal(csv->out, BYTE_ORDER_MARK);
    for (; *columns; columns++) {
        next_cell(csv);
        emit_literal(csv->out, *columns);
    }
    csv_end_row(csv);
}

void csv_end_row(struct csv *csv)
{
    emit_literal(csv->out, "\r\n");
    csv->has_cells = false;
}

void csv_empty(struct csv *csv)
{
    next_cell(csv);
}

void csv_number(struct csv *csv, uint64_t value)
{
    next_cell(csv);
    emit_number(csv->out, value);
}

void csv_boolean(struct csv *csv, bool value)
{
    next_cell(csv);
    emit_literal(csv->out, value ? "true" : "false");
}

void csv_begin_text(struct csv *csv)
{
    next_cell(csv);
    emit_literal(csv->out, "\"");
}

void csv_end_text(struct csv *csv)
{
    emit_literal(csv->out, "\"");
}

void csv_text(struct csv *csv, const char *value)
{
    if (!value) {
        csv_empty(csv);
        return;
    }
    csv_begin_text(csv);
    csv_put_text(csv->out, text_of(value));
    csv_end_text(csv);
}

/* Does it make a formula of the cell that it begins? */
static bool is_formula_sign(uint32_t code_point)
{
    static const uint32_t signs[] = {'=',    '+',    '-',    '@',    0xFF1D, 0xFF0B, 0xFF0D,
                                     0xFF20, 0xFE66, 0xFE62, 0xFE63, 0xFE6B, 0x2212};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i] == code_point)
            return true;
    return false;
}

/* What may separate cells, depending on the country: a cell begins after it. Tab and line ends
 * aren't shown as such. */
static bool separates_cells(uint32_t code_point)
{
    return code_point == ',' || code_point == ';' || code_point == '|';
}

/* What a reader may pass over where a cell begins. */
static bool is_passed_over(uint32_t code_point)
{
    return code_point == ' ' || code_point == '"' || code_point == '\'' || code_point == 0xA0 ||
           code_point == 0x3000;
}

/* Nobody knows what came before a piece, so a cell may begin with each. */
void csv_put_text(struct emit *out, struct text piece)
{
    const char *end = piece.bytes + piece.length;
    const char *from = piece.bytes; /* what comes before is written */
    bool begins = true;
    for (const char *at = from; at < end;) {
        uint32_t code_point;
        size_t taken = text_decode(at, end, &code_point);
        const char *before = code_point == '"'                       ? "\""
                             : begins && is_formula_sign(code_point) ? "'"
                                                                     : NULL;
        if (before) {
            emit_value(out, (struct text){from, (size_t)(at - from)});
            emit_literal(out, before);
            from = at;
        }
        begins = separates_cells(code_point) || (begins && is_passed_over(code_point));
        at += taken;
    }
    emit_value(out, (struct text){from, (size_t)(end - from)});
}
