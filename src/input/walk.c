/* SPDX-License-Identifier: MIT */
/*
 * A folder's entries are kept packed in one block: a byte for the kind, the name, NUL. A
 * sub-folder's name has a `/` appended, so that plain byte order of the names gives the byte
 * order of all paths below them: `a-b.xml` < `a.xml` < `a/b.xml`.
 */
#include "input/walk.h"
#include "base/glob.h"
#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind {
    KIND_FOLDER = 'd',
    KIND_FILE = 'f',
    KIND_UNSURE =
        '?',       /* a symbolic link, or what the system wouldn't tell: looked at in its turn */
    KIND_OTHER = 0 /* passed over */
};

struct folder {
    char *names;          /* the packed entries */
    const char **entries; /* each one's kind byte, sorted by name */
    size_t count;
    size_t next;
    size_t path_length; /* of the folder's path in walk->path, with its slash */
    DIR *stream;        /* NULL once one of its sub-folders was gone into */
    int problem;        /* why its entries aren't all there */
};

struct walk {
    const struct path_filter *filter;
    struct folder *folders; /* from the root down */
    size_t depth;
    size_t capacity;
    char *path; /* of the entry at hand */
    size_t path_capacity;
    size_t root_length; /* what of it globs aren't matched against */
};

/* A folder's entries while they are being read. */
struct listing {
    char *names;
    size_t used;
    size_t room;
    size_t count;
};

struct walk *walk_new(const struct path_filter *filter)
{
    struct walk *walk = memory_new(sizeof *walk);
    walk->filter = filter;
    return walk;
}

static void close_folder(struct folder *folder)
{
    if (folder->stream)
        closedir(folder->stream);
    folder->stream = NULL;
}

static void leave_folder(struct walk *walk)
{
    struct folder *folder = &walk->folders[--walk->depth];
    close_folder(folder);
    memory_free(folder->names);
    memory_free(folder->entries);
}

void walk_free(struct walk *walk)
{
    if (!walk)
        return;
    while (walk->depth)
        leave_folder(walk);
    memory_free(walk->folders);
    memory_free(walk->path);
    memory_free(walk);
}

/* Puts `name` behind the first `length` bytes of the path. */
static void set_path(struct walk *walk, size_t length, const char *name)
{
    size_t size = strlen(name) + 1;
    if (length + size > walk->path_capacity) {
        walk->path_capacity = 2 * (length + size);
        walk->path = memory_resize(walk->path, walk->path_capacity, 1);
    }
    memcpy(walk->path + length, name, size);
}

static bool is_selected_by(const char *const *globs, size_t count, struct text path, bool is_folder)
{
    for (size_t i = 0; i < count; i++)
        if (glob_selects(text_of(globs[i]), path, is_folder))
            return true;
    return false;
}

static bool has_profile_ending(struct text path)
{
    struct text ending = text_of(".xml");
    return path.length >= ending.length &&
           text_equal_fold(text_slice(path, path.length - ending.length, path.length), ending);
}

/* Is the entry whose path was set one to go into, or to hand out? */
static bool is_wanted(const struct walk *walk, bool is_folder)
{
    const struct path_filter *filter = walk->filter;
    struct text path = text_of(walk->path + walk->root_length);
    if (is_selected_by(filter->exclude, filter->exclude_count, path, is_folder))
        return false;
    if (is_folder)
        return true;
    if (!filter->include_count)
        return has_profile_ending(path);
    return is_selected_by(filter->include, filter->include_count, path, false);
}

static enum kind kind_of_mode(mode_t mode)
{
    if (S_ISREG(mode))
        return KIND_FILE;
    if (S_ISDIR(mode))
        return KIND_FOLDER;
    return S_ISLNK(mode) ? KIND_UNSURE : KIND_OTHER;
}

static enum kind kind_of_entry(int folder, const struct dirent *entry)
{
    struct stat status;
    switch (entry->d_type) {
    case DT_REG:
        return KIND_FILE;
    case DT_DIR:
        return KIND_FOLDER;
    case DT_LNK:
        return KIND_UNSURE;
    case DT_UNKNOWN:
        if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0)
            return KIND_UNSURE;
        return kind_of_mode(status.st_mode);
    default:
        return KIND_OTHER;
    }
}

static void add_entry(struct listing *listing, enum kind kind, const char *name)
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
    if (kind == KIND_FOLDER)
        *entry++ = '/';
    *entry++ = '\0';
    listing->used = (size_t)(entry - listing->names);
    listing->count++;
}

/* Reads the wanted entries of the folder whose path is the first `length` bytes of the walk's. */
static int read_entries(struct walk *walk, DIR *stream, size_t length, struct listing *listing)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(stream);
        if (!entry)
            return errno;
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        enum kind kind = kind_of_entry(dirfd(stream), entry);
        set_path(walk, length, name);
        if (kind != KIND_OTHER && is_wanted(walk, kind == KIND_FOLDER))
            add_entry(listing, kind, name);
    }
}

static int compare_entries(const void *left, const void *right)
{
    const char *const *a = left;
    const char *const *b = right;
    return strcmp(*a + 1, *b + 1);
}

static void sort_entries(struct folder *folder, const struct listing *listing)
{
    folder->names = listing->names;
    folder->count = listing->count;
    folder->entries = memory_resize(NULL, listing->count, sizeof *folder->entries);
    const char *entry = listing->names;
    for (size_t i = 0; i < listing->count; i++) {
        folder->entries[i] = entry;
        entry += strlen(entry) + 1;
    }
    if (listing->count > 1)
        qsort(folder->entries, listing->count, sizeof *folder->entries, compare_entries);
}

/*
 * Opens the folder whose path is the first `length` bytes, with its slash; none: the current
 * one.
 */
static int open_folder(struct walk *walk, size_t length, bool is_root)
{
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK;
    if (is_root)
        return open(length ? walk->path : ".", flags);
    /* A link may have taken its place since its folder was read; the slash would follow it. */
    walk->path[length - 1] = '\0';
    int descriptor = open(walk->path, flags | O_NOFOLLOW);
    walk->path[length - 1] = '/';
    return descriptor;
}

/* Goes into that folder. Returns 0 or an errno value. */
static int enter_folder(struct walk *walk, size_t length, bool is_root)
{
    int descriptor = open_folder(walk, length, is_root);
    if (descriptor < 0)
        return errno;
    DIR *stream = fdopendir(descriptor);
    if (!stream) {
        int problem = errno;
        close(descriptor);
        return problem;
    }
    struct listing listing = {0};
    struct folder folder = {.path_length = length, .stream = stream};
    folder.problem = read_entries(walk, stream, length, &listing);
    sort_entries(&folder, &listing);
    walk->folders = memory_grow(walk->folders, walk->depth, &walk->capacity, sizeof folder);
    walk->folders[walk->depth++] = folder;
    return 0;
}

int walk_start(struct walk *walk, const char *directory)
{
    bool is_current = strcmp(directory, ".") == 0;
    set_path(walk, 0, is_current ? "" : directory);
    size_t length = strlen(walk->path);
    while (length > 1 && walk->path[length - 1] == '/')
        length--;
    if (length && walk->path[length - 1] != '/')
        set_path(walk, length++, "/");
    walk->path[length] = '\0';
    walk->root_length = length;
    return enter_folder(walk, length, true);
}

/* The path of a folder, as it's told to people. */
static char *copy_folder_path(struct walk *walk, size_t length)
{
    if (!length)
        return memory_copy_string(".");
    walk->path[length > 1 ? length - 1 : length] = '\0';
    return memory_copy_string(walk->path);
}

/*
 * Leaves a folder when all of it was handed out: true when there's a problem to hand out as
 * well.
 */
static bool finish_folder(struct walk *walk, struct input *input)
{
    const struct folder *folder = &walk->folders[walk->depth - 1];
    int problem = folder->problem;
    if (problem)
        *input =
            (struct input){.path = copy_folder_path(walk, folder->path_length), .problem = problem};
    leave_folder(walk);
    return problem != 0;
}

/* Goes into a sub-folder whose path was set: true when that's a problem to hand out. */
static bool start_folder(struct walk *walk, struct input *input)
{
    size_t length = strlen(walk->path);
    close_folder(&walk->folders[walk->depth - 1]);
    int problem = enter_folder(walk, length, false);
    if (problem)
        *input = (struct input){.path = copy_folder_path(walk, length), .problem = problem};
    return problem != 0;
}

static bool is_own(const struct path_filter *filter, const struct stat *status)
{
    for (size_t i = 0; i < filter->own_count; i++)
        if (filter->own[2 * i] == status->st_dev && filter->own[2 * i + 1] == status->st_ino)
            return true;
    return false;
}

/*
 * Hands out the file whose path was set, unless it's a link to something else, or the run's own;
 * without globs none of those gets here, and the file needn't be looked at.
 */
static bool take_file(const struct walk *walk, const struct folder *folder, enum kind kind,
                      struct input *input)
{
    struct stat status;
    int problem = 0;
    bool may_be_own = walk->filter->own_count && walk->filter->include_count;
    if (kind == KIND_UNSURE || may_be_own) {
        problem = stat(walk->path, &status) < 0 ? errno : 0;
        if (!problem && (!S_ISREG(status.st_mode) || is_own(walk->filter, &status)))
            return false;
    }
    *input = (struct input){.path = memory_copy_string(walk->path),
                            .regular = !problem,
                            .problem = problem};
    if (kind == KIND_FILE && folder->stream) {
        input->folder = dirfd(folder->stream);
        input->name = input->path + folder->path_length;
    }
    return true;
}

/* Goes one step on: true when it gave an input. */
static bool take_entry(struct walk *walk, struct folder *folder, struct input *input)
{
    const char *entry = folder->entries[folder->next++];
    enum kind kind = (enum kind)entry[0];
    set_path(walk, folder->path_length, entry + 1);
    return kind == KIND_FOLDER ? start_folder(walk, input) : take_file(walk, folder, kind, input);
}

bool walk_next(struct walk *walk, struct input *input)
{
    bool taken = false;
    while (walk->depth && !taken) {
        struct folder *folder = &walk->folders[walk->depth - 1];
        taken = folder->next < folder->count ? take_entry(walk, folder, input)
                                             : finish_folder(walk, input);
    }
    return taken;
}

bool walk_goes_on(const struct walk *walk)
{
    return walk->depth > 0;
}
