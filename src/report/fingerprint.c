/* SPDX-License-Identifier: MIT */
/*
 * Ordinals come from counting hashes: neither the findings of an input nor the paths of a run are
 * kept.
 */
#include "report/fingerprint.h"
#include "base/memory.h"
#include "findings/inspection.h"

#include <string.h>

/* Adds a part, with the NUL that ends it, to what is to be hashed. */
static void add_part(struct fingerprints *fingerprints, const char *part)
{
    size_t length = strlen(part) + 1;
    if (fingerprints->room - fingerprints->length < length) {
        fingerprints->room = 2 * (fingerprints->length + length);
        fingerprints->parts = memory_resize(fingerprints->parts, fingerprints->room, 1);
    }
    memcpy(fingerprints->parts + fingerprints->length, part, length);
    fingerprints->length += length;
}

static void add_number(struct fingerprints *fingerprints, uint64_t number)
{
    char digits[21];
    size_t first = sizeof digits - 1;
    digits[first] = '\0';
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    add_part(fingerprints, digits + first);
}

static uint64_t hash_parts(const struct fingerprints *fingerprints, const struct hash_key *key)
{
    return hash_text(key, (struct text){fingerprints->parts, fingerprints->length});
}

/* Goes up from `below` for each `..` that the path begins with; what's left of it in *length. */
static const char *go_up(const char *path, const char *below, size_t *length)
{
    *length = strlen(below);
    while (*length && strncmp(path, "..", 2) == 0 && (!path[2] || path[2] == '/')) {
        path += path[2] ? 3 : 2;
        while (*length && below[*length - 1] != '/')
            --*length;
        *length -= *length > 0;
    }
    return path;
}

/* The path from the repository's root. */
static char *tell_path(struct fingerprints *fingerprints, const char *path)
{
    size_t inside = *path == '/' ? path_inside(&fingerprints->root, path) : SIZE_MAX;
    if (*path == '/' || strcmp(path, STANDARD_INPUT_NAME) == 0)
        return memory_copy_string(inside == SIZE_MAX ? path : path + inside);
    size_t up;
    size_t length;
    path = go_up(path, fingerprints->below, &up);
    length = strlen(path);
    char *told = memory_resize(NULL, up + length + 2, 1);
    memcpy(told, fingerprints->below, up);
    if (up && length)
        told[up++] = '/';
    memcpy(told + up, path, length + 1);
    return told;
}

void fingerprints_init(struct fingerprints *fingerprints)
{
    struct path_base here = path_base_here();
    *fingerprints = (struct fingerprints){.key = hash_key_new()};
    bool is_in_repository = path_base_repository(&fingerprints->root);
    size_t inside = is_in_repository ? path_inside(&fingerprints->root, here.name) : SIZE_MAX;
    fingerprints->below = memory_copy_string(inside == SIZE_MAX ? "" : here.name + inside);
    path_base_free(&here);
    if (!is_in_repository)
        fingerprints->root = path_base_here();
}

void fingerprints_enter(struct fingerprints *fingerprints, const char *path)
{
    memory_free(fingerprints->path);
    fingerprints->path = tell_path(fingerprints, path);
    uint64_t hash = hash_text(&fingerprints->key, text_of(fingerprints->path));
    fingerprints->earlier = (*hash_map_at(&fingerprints->paths, hash))++;
    hash_map_clear(&fingerprints->places);
}

void fingerprints_emit(struct fingerprints *fingerprints, struct emit *out, const char *rule,
                       const char *where)
{
    fingerprints->length = 0;
    add_part(fingerprints, rule);
    add_part(fingerprints, where);
    uint64_t hash = hash_parts(fingerprints, &fingerprints->key);
    uint64_t ordinal = (*hash_map_at(&fingerprints->places, hash))++;
    fingerprints->length = 0;
    add_part(fingerprints, rule);
    add_part(fingerprints, fingerprints->path);
    add_part(fingerprints, where);
    add_number(fingerprints, ordinal);
    if (fingerprints->earlier)
        add_number(fingerprints, fingerprints->earlier);
    for (uint64_t half = 0; half < 2; half++) {
        const struct hash_key key = {{half, 0}};
        emit_hex64(out, hash_parts(fingerprints, &key));
    }
}

void fingerprints_free(struct fingerprints *fingerprints)
{
    hash_map_free(&fingerprints->paths);
    hash_map_free(&fingerprints->places);
    memory_free(fingerprints->parts);
    memory_free(fingerprints->path);
    memory_free(fingerprints->below);
    path_base_free(&fingerprints->root);
}
