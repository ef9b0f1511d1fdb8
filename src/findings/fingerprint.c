/* SPDX-License-Identifier: MIT */
/*
 * Ordinals come from counting hashes: neither the findings of an input nor the paths of a run are
 * kept.
 */
#include "findings/fingerprint.h"
#include "base/memory.h"

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

/* The path from the repository's root. */
static char *tell_path(struct fingerprints *fingerprints, const char *path)
{
    return strcmp(path, STANDARD_INPUT_NAME) == 0 ? memory_copy_string(path)
                                                  : path_root_tell(&fingerprints->root, path);
}

void fingerprints_init(struct fingerprints *fingerprints)
{
    *fingerprints = (struct fingerprints){.key = hash_key_new(), .root = path_root_repository()};
}

void fingerprints_enter(struct fingerprints *fingerprints, const char *path)
{
    memory_free(fingerprints->path);
    fingerprints->path = tell_path(fingerprints, path);
    uint64_t hash = hash_text(&fingerprints->key, text_of(fingerprints->path));
    fingerprints->earlier = (*hash_map_at(&fingerprints->paths, hash))++;
    hash_map_clear(&fingerprints->places);
}

struct fingerprint fingerprints_take(struct fingerprints *fingerprints, const char *rule,
                                     const char *where)
{
    struct fingerprint fingerprint;
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
        fingerprint.words[half] = hash_parts(fingerprints, &key);
    }
    return fingerprint;
}

void fingerprints_free(struct fingerprints *fingerprints)
{
    hash_map_free(&fingerprints->paths);
    hash_map_free(&fingerprints->places);
    memory_free(fingerprints->parts);
    memory_free(fingerprints->path);
    path_root_free(&fingerprints->root);
}
