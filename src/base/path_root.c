/* SPDX-License-Identifier: MIT */
#include "base/path_root.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static struct path_root make_root(struct path_base directory)
{
    struct path_root root = {.directory = directory};
    struct path_base here = path_base_here();
    size_t inside = here.name ? path_inside(&root.directory, here.name) : SIZE_MAX;
    root.below = memory_copy_string(inside == SIZE_MAX ? "" : here.name + inside);
    path_base_free(&here);
    return root;
}

struct path_root path_root_repository(void)
{
    struct path_base directory;
    bool is_in_repository = path_base_repository(&directory);
    return make_root(is_in_repository ? directory : path_base_here());
}

struct path_root path_root_at(const char *directory)
{
    return make_root(path_base_at(directory));
}

void path_root_free(struct path_root *root)
{
    path_base_free(&root->directory);
    memory_free(root->below);
    *root = (struct path_root){.below = NULL};
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

char *path_root_tell(struct path_root *root, const char *path)
{
    size_t inside = *path == '/' ? path_inside(&root->directory, path) : SIZE_MAX;
    if (*path == '/')
        return memory_copy_string(inside == SIZE_MAX ? path : path + inside);
    size_t up;
    path = go_up(path, root->below, &up);
    size_t length = strlen(path);
    char *told = memory_resize(NULL, up + length + 2, 1);
    memcpy(told, root->below, up);
    if (up && length)
        told[up++] = '/';
    memcpy(told + up, path, length + 1);
    return told;
}
