/* SPDX-License-Identifier: MIT */
/*
 * A stack of folders, of which the root and the last few are open. One further up is opened again
 * by `..` of the folder below it, if it's still the same; to have gone into that took the right
 * that this takes.
 */
#include "input/walk.h"
#include "base/memory.h"
#include "input/beneath.h"
#include "input/listing.h"
#include "input/problem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* So many folders of the stack are open, besides the root; no less than 2. */
#define OPEN_FOLDERS 4

struct folder {
    struct listing listing;
    size_t next;        /* of its entries */
    size_t path_length; /* of the folder's path in walk->path, with its slash */
    int descriptor;     /* -1: it was closed for others */
    struct file_identity identity;
    struct seen_folder seen;
    int problem; /* why not all of its entries come out */
};

struct walk {
    const struct path_filter *globs;
    struct filter *filter;
    struct seen *seen;
    struct folder *folders; /* from the root down */
    size_t depth;
    size_t capacity;
    char *path; /* of the entry at hand */
    size_t path_capacity;
    size_t root_length; /* what of it globs aren't matched against */
    char *real_root;    /* the root's real path; NULL: not needed yet */
};

struct walk *walk_new(const struct path_filter *globs, struct filter *filter, struct seen *seen)
{
    struct walk *walk = memory_new(sizeof *walk);
    walk->globs = globs;
    walk->filter = filter;
    walk->seen = seen;
    return walk;
}

static struct folder *last_folder(const struct walk *walk)
{
    return &walk->folders[walk->depth - 1];
}

/* ---- What is wanted ---- */

/* Puts `name` after the first `length` bytes of the path. */
static void set_path(struct walk *walk, size_t length, const char *name)
{
    size_t size = strlen(name) + 1;
    if (length + size > walk->path_capacity) {
        walk->path_capacity = 2 * (length + size);
        walk->path = memory_resize(walk->path, walk->path_capacity, 1);
    }
    memcpy(walk->path + length, name, size);
}

/* Is the entry of the last folder one to go into, or to hand out? */
static bool is_wanted(void *context, const char *name, enum entry_kind kind)
{
    struct walk *walk = context;
    size_t length = last_folder(walk)->path_length;
    set_path(walk, length, name);
    struct text path = {walk->path, length + strlen(name)};
    return filter_wants(walk->filter, path, walk->root_length, kind == ENTRY_FOLDER);
}

static bool is_own(const struct path_filter *globs, const struct stat *status)
{
    for (size_t i = 0; i < globs->own_count; i++)
        if (file_identity_equal(globs->own[i], file_identity_of(status)))
            return true;
    return false;
}

/* ---- The stack ---- */

static void close_folder(struct folder *folder)
{
    if (folder->descriptor >= 0)
        close(folder->descriptor);
    folder->descriptor = -1;
}

/* Looks up which folder it is. Returns 0 or an errno value. */
static int identify_folder(const struct walk *walk, struct folder *folder)
{
    struct stat status;
    if (fstat(folder->descriptor, &status) < 0)
        return errno;
    folder->identity = file_identity_of(&status);
    if (walk->seen)
        folder->seen = seen_enter(walk->seen, &status);
    return 0;
}

/* Reads the last folder's entries. The stream takes a descriptor of its own with it. */
static int read_entries(struct walk *walk)
{
    struct folder *folder = last_folder(walk);
    int copy = fcntl(folder->descriptor, F_DUPFD_CLOEXEC, 0);
    DIR *stream = copy < 0 ? NULL : fdopendir(copy);
    if (!stream) {
        int problem = errno;
        if (copy >= 0)
            close(copy);
        return problem;
    }
    int problem = listing_read(&folder->listing, stream, is_wanted, walk);
    closedir(stream);
    return problem;
}

/* Takes an open folder, whose path is the first `length` bytes, onto the stack. */
static void push_folder(struct walk *walk, int descriptor, size_t length)
{
    walk->folders = memory_grow(walk->folders, walk->depth, &walk->capacity, sizeof *walk->folders);
    walk->folders[walk->depth++] = (struct folder){.path_length = length, .descriptor = descriptor};
    if (walk->depth > OPEN_FOLDERS + 1)
        close_folder(&walk->folders[walk->depth - OPEN_FOLDERS - 1]);
    struct folder *folder = last_folder(walk);
    folder->problem = identify_folder(walk, folder);
    if (!folder->problem)
        folder->problem = read_entries(walk);
}

/* Opens the folder again from the one below it. What it has left is lost if that's elsewhere now.
 */
static void reopen_folder(const struct walk *walk, struct folder *folder,
                          const struct folder *below)
{
    struct folder found = {.descriptor = beneath_open_folder(below->descriptor, "..")};
    int problem = found.descriptor < 0 ? errno : identify_folder(walk, &found);
    if (!problem && !file_identity_equal(found.identity, folder->identity))
        problem = PROBLEM_REPLACED;
    folder->descriptor = found.descriptor;
    if (!problem)
        return;
    folder->problem = problem;
    folder->next = folder->listing.count;
    close_folder(folder);
}

static void leave_folder(struct walk *walk)
{
    struct folder *folder = last_folder(walk);
    if (walk->depth > 1 && folder[-1].descriptor < 0)
        reopen_folder(walk, &folder[-1], folder);
    close_folder(folder);
    listing_free(&folder->listing);
    walk->depth--;
}

void walk_free(struct walk *walk)
{
    if (!walk)
        return;
    while (walk->depth) {
        close_folder(last_folder(walk));
        listing_free(&last_folder(walk)->listing);
        walk->depth--;
    }
    memory_free(walk->folders);
    memory_free(walk->path);
    memory_free(walk->real_root);
    memory_free(walk);
}

int walk_start(struct walk *walk, const char *directory)
{
    int descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return errno;
    bool is_current = strcmp(directory, ".") == 0;
    set_path(walk, 0, is_current ? "" : directory);
    size_t length = strlen(walk->path);
    if (length && walk->path[length - 1] != '/')
        set_path(walk, length++, "/");
    walk->root_length = length;
    memory_free(walk->real_root);
    walk->real_root = NULL;
    push_folder(walk, descriptor, length);
    return 0;
}

/* ---- What comes out ---- */

/* The path of a folder, as it's told to people. */
static char *copy_folder_path(const struct walk *walk, size_t length)
{
    if (!length)
        return memory_copy_string(".");
    length -= length > 1; /* the slash, except for the root's */
    char *path = memory_resize(NULL, length + 1, 1);
    memcpy(path, walk->path, length);
    path[length] = '\0';
    return path;
}

/* Hands out a folder that can't be read, or not to its end. */
static void hand_out_folder(const struct walk *walk, size_t length, int problem,
                            struct input *input)
{
    *input = (struct input){.path = copy_folder_path(walk, length), .problem = problem};
}

/* Leaves a folder when all of it was handed out: true when there's a problem to hand out as well.
 */
static bool finish_folder(struct walk *walk, struct input *input)
{
    const struct folder *folder = last_folder(walk);
    int problem = folder->problem;
    if (problem)
        hand_out_folder(walk, folder->path_length, problem, input);
    leave_folder(walk);
    return problem != 0;
}

static bool is_new_entry(const struct walk *walk, const char *name)
{
    return !walk->seen || seen_add(walk->seen, &last_folder(walk)->seen, name);
}

/* Goes into a sub-folder: true when that's a problem to hand out. */
static bool start_folder(struct walk *walk, const char *name, struct input *input)
{
    size_t length = last_folder(walk)->path_length + strlen(name);
    char *plain = memory_copy_string(name); /* the slash would follow a link */
    plain[strlen(name) - 1] = '\0';
    int descriptor = beneath_open_folder(last_folder(walk)->descriptor, plain);
    int problem = descriptor < 0 ? errno : 0;
    bool is_told = problem && is_new_entry(walk, plain);
    memory_free(plain);
    if (!problem)
        push_folder(walk, descriptor, length);
    else if (is_told)
        hand_out_folder(walk, length, problem, input);
    return is_told;
}

/* Hands out the entry whose path was set. */
static bool hand_out(const struct walk *walk, int descriptor, int problem, struct input *input)
{
    *input = (struct input){.path = memory_copy_string(walk->path),
                            .descriptor = descriptor,
                            .problem = problem};
    return true;
}

/* The same for what was to be opened, with errno as that left it, unless it's the run's own. */
static bool hand_out_open(const struct walk *walk, int descriptor, struct input *input)
{
    struct stat status;
    if (descriptor < 0)
        return hand_out(walk, 0, errno == EXDEV ? PROBLEM_LEADS_OUT : errno, input);
    if (walk->globs->own_count && fstat(descriptor, &status) == 0 && is_own(walk->globs, &status)) {
        close(descriptor);
        return false;
    }
    return hand_out(walk, descriptor, 0, input);
}

static bool hand_out_special(const struct walk *walk, struct input *input)
{
    hand_out(walk, 0, 0, input);
    input->passing = PASSING_SPECIAL;
    return true;
}

/* Of Emacs: who edits a file leaves such a link beside it, which leads to no file. */
static bool is_lock(const char *name)
{
    return name[0] == '.' && name[1] == '#';
}

/* The root's real path, without links; NULL with errno. */
static const char *find_real_root(struct walk *walk)
{
    if (!walk->real_root) {
        char *root = copy_folder_path(walk, walk->root_length);
        walk->real_root = realpath(root, NULL);
        memory_free(root);
    }
    return walk->real_root;
}

static bool take_link(struct walk *walk, const char *name, struct input *input)
{
    struct stat status;
    if (fstatat(last_folder(walk)->descriptor, name, &status, 0) < 0)
        return !(errno == ENOENT && is_lock(name)) && hand_out(walk, 0, errno, input);
    if (S_ISDIR(status.st_mode))
        return false;
    if (!S_ISREG(status.st_mode))
        return hand_out_special(walk, input);
    const char *root = find_real_root(walk);
    int descriptor = root ? beneath_follow(walk->folders[0].descriptor, root, walk->path) : -1;
    return hand_out_open(walk, descriptor, input);
}

/* Hands out the entry whose path was set, if it's new. */
static bool take_file(struct walk *walk, enum entry_kind kind, const char *name,
                      struct input *input)
{
    if (!is_new_entry(walk, name))
        return false;
    if (kind == ENTRY_LINK)
        return take_link(walk, name, input);
    if (kind == ENTRY_OTHER)
        return hand_out_special(walk, input);
    return hand_out_open(walk, beneath_open(last_folder(walk)->descriptor, name), input);
}

/* Goes one step on: true when it gave an input. */
static bool take_entry(struct walk *walk, struct folder *folder, struct input *input)
{
    enum entry_kind kind = listing_kind(&folder->listing, folder->next);
    const char *name = listing_name(&folder->listing, folder->next);
    folder->next++;
    set_path(walk, folder->path_length, name);
    return kind == ENTRY_FOLDER ? start_folder(walk, name, input)
                                : take_file(walk, kind, name, input);
}

bool walk_next(struct walk *walk, struct input *input)
{
    bool taken = false;
    while (walk->depth && !taken) {
        struct folder *folder = last_folder(walk);
        taken = folder->next < folder->listing.count ? take_entry(walk, folder, input)
                                                     : finish_folder(walk, input);
    }
    return taken;
}

bool walk_goes_on(const struct walk *walk)
{
    return walk->depth > 0;
}
