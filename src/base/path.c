/* SPDX-License-Identifier: MIT */
/*
 * Directories are compared by their identity, so that it doesn't matter by which of its names,
 * through which links, a path comes to one.
 */
#include "base/path.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Directories ---- */

static bool identify(const char *path, struct file_identity *identity)
{
    struct stat status;
    if (stat(path, &status) < 0)
        return false;
    *identity = file_identity_of(&status);
    return true;
}

struct path_base path_base_here(void)
{
    struct path_base base = {.name = getcwd(NULL, 0)};
    if (base.name && *base.name != '/') { /* on Linux: no path from the root leads to it */
        memory_free(base.name);
        base.name = NULL;
    }
    identify(".", &base.identity);
    return base;
}

struct path_base path_base_at(const char *name)
{
    struct path_base base = {.name = realpath(name, NULL)};
    identify(name, &base.identity);
    return base;
}

void path_base_free(struct path_base *base)
{
    memory_free(base->name);
    memory_free(base->folder);
    *base = (struct path_base){0};
}

/* `path` has room for what is appended for a moment. */
static bool holds_repository(char *path, size_t length)
{
    struct stat status;
    static const char name[] = "/.git";
    size_t from = length == 1; /* the root ends with its slash already */
    memcpy(path + length, name + from, sizeof name - from);
    bool found = stat(path, &status) == 0;
    path[length] = '\0';
    return found;
}

bool path_find_repository(char *directory)
{
    size_t length = strlen(directory);
    char *path = memory_resize(NULL, length + sizeof "/.git", 1);
    memcpy(path, directory, length + 1);
    bool found = holds_repository(path, length);
    while (!found && length > 1) {
        size_t slash = (size_t)(strrchr(path, '/') - path);
        length = slash ? slash : 1;
        path[length] = '\0';
        found = holds_repository(path, length);
    }
    if (found)
        directory[length] = '\0';
    memory_free(path);
    return found;
}

bool path_base_repository(struct path_base *base)
{
    *base = path_base_here();
    if (base->name && path_find_repository(base->name) && identify(base->name, &base->identity))
        return true;
    path_base_free(base);
    return false;
}

/* ---- Spelling ---- */

static bool is_parent(const char *component, size_t length)
{
    return length == 2 && component[0] == '.' && component[1] == '.';
}

/* A clean path that is being put together; there's room for it. */
struct cleaning {
    char *path;
    size_t length;
};

static size_t last_start(const struct cleaning *cleaning)
{
    size_t start = cleaning->length;
    while (start && cleaning->path[start - 1] != '/')
        start--;
    return start;
}

/* Leaves the last folder again, as `..` asks for. False when that isn't the text's to do. */
static bool leave_last(struct cleaning *cleaning)
{
    struct stat status;
    size_t start = last_start(cleaning);
    if (start == cleaning->length) /* nothing yet; or the root, which is its own parent */
        return start > 0;
    cleaning->path[cleaning->length] = '\0';
    if (is_parent(cleaning->path + start, cleaning->length - start) ||
        lstat(cleaning->path, &status) < 0 || !S_ISDIR(status.st_mode))
        return false;
    cleaning->length = start > 1 ? start - 1 : start;
    return true;
}

static void add_component(struct cleaning *cleaning, const char *component, size_t length)
{
    if (!length || (length == 1 && *component == '.'))
        return;
    if (is_parent(component, length) && leave_last(cleaning))
        return;
    if (cleaning->length && cleaning->path[cleaning->length - 1] != '/')
        cleaning->path[cleaning->length++] = '/';
    memcpy(cleaning->path + cleaning->length, component, length);
    cleaning->length += length;
}

char *path_clean(const char *path)
{
    struct cleaning cleaning = {.path = memory_resize(NULL, strlen(path) + 2, 1)};
    if (*path == '/')
        cleaning.path[cleaning.length++] = '/';
    while (*path) {
        size_t length = strcspn(path, "/");
        add_component(&cleaning, path, length);
        path += length;
        path += strspn(path, "/");
    }
    if (!cleaning.length)
        cleaning.path[cleaning.length++] = '.';
    cleaning.path[cleaning.length] = '\0';
    return cleaning.path;
}

const char *path_last(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *path_join(const char *folder, const char *path)
{
    size_t length = strlen(folder);
    size_t size = strlen(path) + 1;
    bool needs_slash = length && folder[length - 1] != '/';
    char *whole = memory_resize(NULL, length + needs_slash + size, 1);
    memcpy(whole, folder, length);
    whole[length] = '/';
    memcpy(whole + length + needs_slash, path, size);
    return whole;
}

char *path_folder(const char *path)
{
    const char *last = path_last(path);
    if (last == path)
        return memory_copy_string(".");
    size_t length = (size_t)(last - path);
    length -= length > 1; /* the slash, except for the root's */
    char *folder = memory_resize(NULL, length + 1, 1);
    memcpy(folder, path, length);
    folder[length] = '\0';
    return folder;
}

/* ---- From a directory ---- */

static size_t inside_by_name(const struct path_base *base, const char *path)
{
    size_t length = base->name ? strlen(base->name) : 0;
    if (!length || strncmp(path, base->name, length) != 0)
        return SIZE_MAX;
    if (length == 1 || !path[length]) /* of the root, which ends with the slash; or the directory */
        return length;
    return path[length] == '/' ? length + 1 : SIZE_MAX;
}

static bool is_base(const struct path_base *base, const char *path)
{
    struct file_identity identity;
    return base->identity.number && identify(path, &identity) &&
           file_identity_equal(identity, base->identity);
}

/* Where in the paths of a folder what lies below the directory begins; changes its text. */
static size_t find_inside(const struct path_base *base, char *folder)
{
    size_t length = strlen(folder);
    size_t start = length + (folder[length - 1] != '/'); /* the root's slash is its own */
    while (!is_base(base, folder)) {
        const char *last = path_last(folder);
        if (last == folder || !*last)
            return SIZE_MAX;
        start = (size_t)(last - folder);
        folder[start > 1 ? start - 1 : start] = '\0';
    }
    return start;
}

/* The same of a path, by what its folders are; the last folder's answer is kept. */
static size_t inside_by_identity(struct path_base *base, const char *path)
{
    size_t folder = (size_t)(path_last(path) - path);
    if (is_base(base, path))
        return strlen(path);
    if (!folder)
        return SIZE_MAX;
    if (!base->folder || strncmp(base->folder, path, folder) != 0 || base->folder[folder]) {
        memory_free(base->folder);
        base->folder = memory_resize(NULL, folder + 1, 1);
        memcpy(base->folder, path, folder);
        base->folder[folder] = '\0';
        char *text = path_folder(path);
        base->inside = find_inside(base, text);
        memory_free(text);
    }
    return base->inside;
}

size_t path_inside(struct path_base *base, const char *path)
{
    bool is_up = is_parent(path, strcspn(path, "/"));
    if (*path != '/' && !is_up)
        return SIZE_MAX;
    size_t inside = inside_by_name(base, path);
    return inside == SIZE_MAX ? inside_by_identity(base, path) : inside;
}

char *path_from(struct path_base *base, const char *path)
{
    char *clean = path_clean(path);
    size_t inside = path_inside(base, clean);
    if (inside == SIZE_MAX)
        return clean;
    char *below = memory_copy_string(clean[inside] ? clean + inside : ".");
    memory_free(clean);
    return below;
}
