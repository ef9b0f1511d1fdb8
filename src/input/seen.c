/* SPDX-License-Identifier: MIT */
/* A set of keyed hashes: who doesn't know the key can't have a file taken for another one. */
#include "input/seen.h"
#include "base/file_identity.h"
#include "base/memory.h"

struct seen {
    struct hash_key key;
    struct hash_set entries;
};

struct seen *seen_new(void)
{
    struct seen *seen = memory_new(sizeof *seen);
    seen->key = hash_key_new();
    return seen;
}

void seen_free(struct seen *seen)
{
    if (!seen)
        return;
    hash_set_free(&seen->entries);
    memory_free(seen);
}

struct seen_folder seen_enter(const struct seen *seen, const struct stat *status)
{
    const struct file_identity identity =
        status ? file_identity_of(status) : (struct file_identity){0};
    uint64_t hash = hash_text(&seen->key, (struct text){(const char *)&identity, sizeof identity});
    return (struct seen_folder){{{hash, seen->key.words[1]}}};
}

bool seen_add(struct seen *seen, const struct seen_folder *folder, const char *name)
{
    return hash_set_add(&seen->entries, hash_text(&folder->key, text_of(name)));
}
