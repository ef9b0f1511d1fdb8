/* SPDX-License-Identifier: MIT */
#include "xml/mistake.h"
#include "base/text.h"

uint64_t units_before(const struct scene *scene, uint64_t byte, unsigned count)
{
    return byte - count * encoding_unit(&scene->chunk->encoding);
}

uint64_t unit_after(const struct scene *scene, uint64_t byte)
{
    return byte + encoding_unit(&scene->chunk->encoding);
}

uint64_t end_of(const struct scene *scene)
{
    return chunk_end(scene->chunk);
}

uint64_t find_any(const struct scene *scene, uint64_t byte, const char *wanted)
{
    uint32_t code_point = 0;
    for (uint64_t next; byte < end_of(scene); byte = next) {
        next = syntax_decode(scene->chunk, byte, &code_point);
        if (code_point < 0x80 && text_is_one_of((char)code_point, wanted))
            break;
    }
    return byte;
}

uint64_t run_start(const struct scene *scene, uint64_t byte, char character)
{
    while (byte > scene->chunk->origin.byte &&
           syntax_at(scene->chunk, units_before(scene, byte, 1)) == (unsigned char)character)
        byte = units_before(scene, byte, 1);
    return byte;
}

uint64_t run_end(const struct scene *scene, uint64_t byte, char character)
{
    while (syntax_at(scene->chunk, byte) == (unsigned char)character)
        byte = unit_after(scene, byte);
    return byte;
}

bool is_at(const struct scene *scene, const char *ascii)
{
    return syntax_is(scene->chunk, scene->byte, ascii);
}

bool is_one_of(const struct scene *scene, const char *set)
{
    return scene->code_point < 0x80 && text_is_one_of((char)scene->code_point, set);
}

void point_at(struct mistake *mistake, uint64_t from, uint64_t to)
{
    mistake->at = mistake->edits[0] = (struct stretch){from, to};
}

void insert_at(struct mistake *mistake, uint64_t byte)
{
    mistake->edits[0] = (struct stretch){byte, byte};
}

void add_edit(struct mistake *mistake, uint64_t from, uint64_t to)
{
    if (mistake->edit_count < MALFORMED_EDITS)
        mistake->edits[mistake->edit_count++] = (struct stretch){from, to};
}
