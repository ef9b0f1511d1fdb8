/* SPDX-License-Identifier: MIT */
/*
 * Takes the arguments, then the names of the list, one by one; each is handed out as it is, or
 * walked when it's a directory. Nothing is collected, so a hundred thousand files cost no more
 * memory than ten.
 */
#include "input/paths.h"
#include "base/memory.h"
#include "input/name_list.h"
#include "input/walk.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

struct paths {
    const char *const *arguments;
    size_t count;
    size_t next;
    const char *list_path; /* NULL: there's none, or it has come to its end */
    bool nul;
    struct name_list *list; /* NULL: not opened yet */
    const struct path_filter *filter;
    struct walk *walk;
};

struct paths *paths_new(const char *const *arguments, size_t count, const char *list, bool nul,
                        const struct path_filter *filter)
{
    struct paths *paths = memory_new(sizeof *paths);
    *paths = (struct paths){.arguments = arguments,
                            .count = count,
                            .list_path = list,
                            .nul = nul,
                            .filter = filter,
                            .walk = walk_new(filter)};
    return paths;
}

void paths_free(struct paths *paths)
{
    if (!paths)
        return;
    name_list_close(paths->list);
    walk_free(paths->walk);
    memory_free(paths);
}

static void set_input(const struct paths *paths, struct input *input, const char *path, int problem)
{
    *input = (struct input){.path = memory_copy_string(path),
                            .named = !paths->filter->skip_non_profiles,
                            .problem = problem};
}

static const char *without_leading_dot(const char *path)
{
    while (path[0] == '.' && path[1] == '/') {
        path++;
        path += strspn(path, "/");
    }
    return *path ? path : ".";
}

/* Takes a name: true when it's an input, false when a directory is to be walked now. */
static bool take_name(struct paths *paths, const char *name, struct input *input)
{
    struct stat status;
    const char *path = *name ? without_leading_dot(name) : name;
    int problem = stat(path, &status) < 0 ? errno : 0;
    if (!problem && S_ISDIR(status.st_mode)) {
        problem = walk_start(paths->walk, path);
        if (!problem)
            return false;
    }
    set_input(paths, input, path, problem);
    input->regular = !problem && S_ISREG(status.st_mode);
    return true;
}

static bool take_argument(struct paths *paths, struct input *input)
{
    const char *argument = paths->arguments[paths->next++];
    if (strcmp(argument, "-") != 0)
        return take_name(paths, argument, input);
    set_input(paths, input, argument, 0);
    input->standard_input = true;
    return true;
}

/* The list has come to its end, or can't be read: true when there's a problem to hand out. */
static bool end_list(struct paths *paths, int problem, struct input *input)
{
    if (problem)
        set_input(paths, input, paths->list_path, problem);
    paths->list_path = NULL;
    return problem != 0;
}

static bool take_from_list(struct paths *paths, struct input *input)
{
    int problem;
    if (!paths->list)
        paths->list = name_list_open(paths->list_path, paths->nul);
    if (!paths->list)
        return end_list(paths, errno, input);
    const char *name = name_list_next(paths->list, &problem);
    if (!name)
        return end_list(paths, problem, input);
    if (!problem)
        return take_name(paths, name, input);
    set_input(paths, input, name, problem);
    return true;
}

bool paths_next(struct paths *paths, struct input *input)
{
    for (;;) {
        if (walk_next(paths->walk, input))
            return true;
        bool taken;
        if (paths->next < paths->count)
            taken = take_argument(paths, input);
        else if (paths->list_path)
            taken = take_from_list(paths, input);
        else
            return false;
        if (taken)
            return true;
    }
}

bool paths_may_wait(const struct paths *paths)
{
    if (walk_goes_on(paths->walk) || paths->next < paths->count || !paths->list_path)
        return false;
    return !paths->list || name_list_may_wait(paths->list);
}
