/* SPDX-License-Identifier: MIT */
/*
 * The slash at the end of a folder's name makes the order: what lies below `a` comes where `a/`
 * does.
 */
#include "input/listing.h"
#include "base/memory.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static enum entry_kind kind_of_mode(mode_t mode)
{
    if (S_ISREG(mode))
        return ENTRY_FILE;
    if (S_ISDIR(mode))
        return ENTRY_FOLDER;
    return S_ISLNK(mode) ? ENTRY_LINK : ENTRY_OTHER;
}

static enum entry_kind kind_of_entry(int folder, const struct dirent *entry)
{
    mode_t type = system_entry_type(entry);
    struct stat status;
    if (!type && fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0)
        return ENTRY_UNSURE;
    return kind_of_mode(type ? type : status.st_mode);
}

static void add_entry(struct listing *listing, enum entry_kind kind, const char *name)
{
    size_t length = strlen(name);
    size_t needed = listing->used + length + 3; /* kind, slash, NUL */
    if (needed > listing->room) {
        listing->room = 2 * needed;
        listing->names = memory_resize(listing->names, listing->room, 1);
    }
    char *entry = listing->names + listing->used;
    *entry++ = (char)kind;
    memcpy(entry, name, length);
    entry += length;
    if (kind == ENTRY_FOLDER)
        *entry++ = '/';
    *entry++ = '\0';
    listing->used = (size_t)(entry - listing->names);
    listing->count++;
}

static int compare_entries(const void *left, const void *right)
{
    const char *const *a = left;
    const char *const *b = right;
    return strcmp(*a + 1, *b + 1);
}

static void sort_entries(struct listing *listing)
{
    listing->entries = memory_resize(NULL, listing->count, sizeof *listing->entries);
    const char *entry = listing->names;
    for (size_t i = 0; i < listing->count; i++) {
        listing->entries[i] = entry;
        entry += strlen(entry) + 1;
    }
    if (listing->count > 1)
        qsort(listing->entries, listing->count, sizeof *listing->entries, compare_entries);
}

int listing_read(struct listing *listing, DIR *stream,
                 bool (*wants)(void *context, const char *name, enum entry_kind kind),
                 void *context)
{
    const struct dirent *entry;
    for (errno = 0; (entry = readdir(stream)); errno = 0) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        enum entry_kind kind = kind_of_entry(dirfd(stream), entry);
        if (wants(context, name, kind))
            add_entry(listing, kind, name);
    }
    int problem = errno;
    sort_entries(listing);
    return problem;
}

void listing_free(struct listing *listing)
{
    memory_free(listing->names);
    memory_free(listing->entries);
    *listing = (struct listing){0};
}
