/* SPDX-License-Identifier: MIT */
/* How a document begins and ends. */
#include "xml/mistake.h"

#include <string.h>

static bool is_utf_32(const struct scene *scene, struct mistake *mistake)
{
    static const unsigned char starts[][4] = {{0xFF, 0xFE, 0, 0},
                                              {0, 0, 0xFE, 0xFF},
                                              {'<', 0, 0, 0},
                                              {0, 0, 0, '<'}};
    const struct chunk *chunk = scene->chunk;
    for (size_t i = 0; chunk->offset == 0 && chunk->length >= 4 && i < 4; i++) {
        if (memcmp(chunk->bytes, starts[i], 4) == 0) {
            point_at(mistake, chunk->origin.byte, chunk->origin.byte);
            return true;
        }
    }
    return false;
}

/* By gzip, ZIP or xz. */
static bool is_compressed(const struct scene *scene, struct mistake *mistake)
{
    static const char *const starts[] = {"\x1F\x8B", "PK\3\4", "\3757zXZ"};
    const struct chunk *chunk = scene->chunk;
    bool is_found = false;
    (void)mistake;
    for (size_t i = 0; chunk->offset == 0 && i < sizeof starts / sizeof *starts; i++) {
        size_t length = strlen(starts[i]);
        is_found |= chunk->length >= length && memcmp(chunk->bytes, starts[i], length) == 0;
    }
    return is_found;
}

static bool is_declared(const struct scene *scene, struct mistake *mistake)
{
    (void)mistake;
    return scene->error->names_encoding;
}

static bool is_undecodable(const struct scene *scene, struct mistake *mistake)
{
    (void)mistake;
    return scene->part != PART_OUTSIDE || scene->byte >= scene->chunk->checked;
}

/* At the end of the last line: before the line ends that the file ends with. */
static bool is_at_end(const struct scene *scene, struct mistake *mistake)
{
    const struct chunk *chunk = scene->chunk;
    uint64_t end = chunk_end(chunk);
    uint64_t first =
        end - chunk->origin.byte > CHUNK_CONTEXT ? end - CHUNK_CONTEXT : chunk->origin.byte;
    while (end >= unit_after(scene, first) &&
           (syntax_at(chunk, units_before(scene, end, 1)) == '\n' ||
            syntax_at(chunk, units_before(scene, end, 1)) == '\r'))
        end = units_before(scene, end, 1);
    point_at(mistake, end, end);
    return true;
}

static bool has_ended(const struct scene *scene, struct mistake *mistake)
{
    return scene->byte >= end_of(scene) && is_at_end(scene, mistake);
}

/* `<?xml version="1.0">`: the first `>` should be `?>`. */
static bool is_open_declaration(const struct scene *scene, struct mistake *mistake)
{
    if (!scene->syntax.is_declaration)
        return false;
    uint64_t byte = scene->syntax.token;
    while (byte < end_of(scene) && syntax_at(scene->chunk, byte) != '>')
        byte = unit_after(scene, byte);
    point_at(mistake, byte, unit_after(scene, byte));
    insert_at(mistake, byte);
    return byte < end_of(scene);
}

/* `<?xml encoding="UTF-8" version="1.0"?>`: another one than can be there. */
static bool is_declaration_attribute(const struct scene *scene, struct mistake *mistake)
{
    mistake->edit_count = 0;
    return scene->syntax.is_declaration && syntax_is_name(scene->code_point);
}

/* `<?xml` after the end of the root. */
static bool is_second_document(const struct scene *scene, struct mistake *mistake)
{
    mistake->edit_count = 0;
    return scene->error->is_after && is_at(scene, "<?xml");
}

/* The blanks before it go, or it goes itself. */
static bool is_late_declaration(const struct scene *scene, struct mistake *mistake)
{
    uint64_t origin = scene->chunk->origin.byte;
    if (scene->chunk->offset == 0 && syntax_skip_blanks(scene->chunk, origin) == scene->byte)
        mistake->edits[0] = (struct stretch){origin, scene->byte};
    else
        mistake->edits[0].to = unit_after(scene, find_any(scene, scene->byte, ">"));
    return true;
}

const struct mistake_row mistakes_of_file[] = {
    {MALFORMED_UTF_32, ANY_CAUSE, ANY_PART, is_utf_32},
    {MALFORMED_COMPRESSED, ANY_CAUSE, ANY_PART, is_compressed},
    {MALFORMED_NOT_AS_DECLARED, OF(NOT_ENCODED), ~OUTSIDE, is_declared},
    {MALFORMED_NOT_ENCODED, OF(NOT_ENCODED), ANY_PART, is_undecodable},
    {MALFORMED_TRUNCATED_DOCTYPE, OF(EMPTY) | OF(TRUNCATED), 1u << PART_DOCTYPE, is_at_end},
    {MALFORMED_EMPTY, OF(EMPTY), ~OUTSIDE, is_at_end},
    {MALFORMED_DECLARATION_NOT_CLOSED, OF(TRUNCATED), ~OUTSIDE, is_open_declaration},
    {MALFORMED_DECLARATION_ATTRIBUTE, OF(OTHER), IN(GAP), is_declaration_attribute},
    {MALFORMED_TRUNCATED_COMMENT, OF(TRUNCATED), IN(COMMENT), is_at_end},
    {MALFORMED_TRUNCATED_VALUE, OF(TRUNCATED), IN(VALUE), is_at_end},
    {MALFORMED_TRUNCATED_SECTION, OF(TRUNCATED), IN(SECTION), is_at_end},
    {MALFORMED_TRUNCATED_INSTRUCTION, OF(TRUNCATED), IN(INSTRUCTION), is_at_end},
    {MALFORMED_TRUNCATED, OF(TRUNCATED), ~OUTSIDE, is_at_end},
    {MALFORMED_TRUNCATED, OF(OTHER), ~OUTSIDE, has_ended},
    {MALFORMED_SECOND_ROOT, OF(TEXT_AFTER_ROOT) | OF(DECLARATION_LATE), ~OUTSIDE,
     is_second_document},
    {MALFORMED_DECLARATION_LATE, OF(DECLARATION_LATE), ~OUTSIDE, is_late_declaration},
    {.cause = MALFORMED_COUNT},
};
