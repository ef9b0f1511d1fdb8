/* SPDX-License-Identifier: MIT */
/*
 * Takes the arguments, then the names of the list, one by one; each is handed out as it is, or
 * walked when it's a directory. What comes out isn't collected, so a hundred thousand files of a
 * directory cost no more memory than ten. The arguments are looked up beforehand: a file that is
 * named is to be that one, though the directory that holds it comes before it.
 */
#include "input/paths.h"
#include "base/memory.h"
#include "base/path.h"
#include "input/filter.h"
#include "input/name_list.h"
#include "input/problem.h"
#include "input/quoted.h"
#include "input/seen.h"
#include "input/walk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What was named, once it's looked up. */
struct operand {
    char *path; /* clean */
    int problem;
    bool is_folder;
    bool is_regular;
    bool is_repeated; /* a file that was met before */
};

struct paths {
    struct operand *operands; /* of the arguments */
    size_t count;
    size_t next;
    const char *list_path; /* NULL: there's none, or it has come to its end */
    bool nul;
    struct name_list *list; /* NULL: not opened yet */
    const struct path_filter *globs;
    struct path_base here;
    struct path_base tree; /* that links of a list may not lead out of; empty: not looked up yet */
    struct filter *filter;
    bool was_walked;                /* some directory */
    struct seen *seen;              /* NULL: nothing can be met twice */
    char *folder;                   /* that was looked up last, … */
    struct seen_folder seen_folder; /* … for `seen` */
    struct walk *walk;
};

/* ---- What was named ---- */

/* Looks up the folder that holds a file, unless the last file was in it. */
static void enter_folder(struct paths *paths, char *folder)
{
    struct stat status;
    if (paths->folder && strcmp(paths->folder, folder) == 0) {
        memory_free(folder);
        return;
    }
    memory_free(paths->folder);
    paths->folder = folder;
    paths->seen_folder = seen_enter(paths->seen, stat(folder, &status) == 0 ? &status : NULL);
}

/* Notes a file by its clean path. False when it was met before. */
static bool is_new(struct paths *paths, const char *path)
{
    if (!paths->seen)
        return true;
    enter_folder(paths, path_folder(path));
    return seen_add(paths->seen, &paths->seen_folder, path_last(path));
}

char *paths_tell(struct paths *paths, const char *name)
{
    return *name ? path_from(&paths->here, name) : memory_copy_string(name);
}

static struct operand look_up(struct paths *paths, const char *name)
{
    struct stat status;
    struct operand operand = {
        .path = paths_tell(paths, name),
        .problem = stat(name, &status) < 0 ? errno : 0,
    };
    operand.is_folder = !operand.problem && S_ISDIR(status.st_mode);
    operand.is_regular = !operand.problem && S_ISREG(status.st_mode);
    operand.is_repeated = !operand.is_folder && !is_new(paths, operand.path);
    return operand;
}

struct paths *paths_new(const char *const *arguments, size_t count, const char *list, bool nul,
                        const struct path_filter *globs)
{
    struct paths *paths = memory_new(sizeof *paths);
    *paths = (struct paths){.operands = memory_resize(NULL, count, sizeof *paths->operands),
                            .count = count,
                            .list_path = list,
                            .nul = nul,
                            .globs = globs,
                            .here = path_base_here(),
                            .seen = count > 1 || list ? seen_new() : NULL};
    paths->filter = filter_new(globs, &paths->here);
    paths->walk = walk_new(globs, paths->filter, paths->seen);
    for (size_t i = 0; i < count; i++) {
        struct operand operand = {0}; /* standard input */
        if (strcmp(arguments[i], "-") != 0)
            operand = look_up(paths, arguments[i]);
        paths->operands[i] = operand;
    }
    return paths;
}

void paths_free(struct paths *paths)
{
    if (!paths)
        return;
    for (; paths->next < paths->count; paths->next++)
        memory_free(paths->operands[paths->next].path);
    memory_free(paths->operands);
    name_list_close(paths->list);
    walk_free(paths->walk);
    filter_free(paths->filter);
    seen_free(paths->seen);
    path_base_free(&paths->here);
    path_base_free(&paths->tree);
    memory_free(paths->folder);
    memory_free(paths);
}

/* ---- What comes out ---- */

/* The path becomes the input's. */
static void set_input(const struct paths *paths, struct input *input, char *path, int problem)
{
    *input = (struct input){.named = !paths->globs->skip_non_profiles, .problem = problem};
    input->path = path;
}

/* Takes what was named: true when it's an input, false when a directory is to be walked now, or
 * the file was an input before. */
static bool take_operand(struct paths *paths, struct operand operand, struct input *input)
{
    bool is_excluded = paths->globs->force_exclude && !operand.is_repeated &&
                       filter_excludes(paths->filter, operand.path, operand.is_folder);
    if (is_excluded) {
        set_input(paths, input, operand.path, 0);
        input->passing = PASSING_EXCLUDED;
        return true;
    }
    if (operand.is_folder) {
        paths->was_walked = true;
        operand.problem = walk_start(paths->walk, operand.path);
        operand.is_repeated = !operand.problem || !is_new(paths, operand.path);
    }
    if (operand.is_repeated) {
        memory_free(operand.path);
        return false;
    }
    set_input(paths, input, operand.path, operand.problem);
    input->regular = operand.is_regular && !operand.problem;
    return true;
}

static bool take_argument(struct paths *paths, struct input *input)
{
    struct operand operand = paths->operands[paths->next++];
    if (operand.path)
        return take_operand(paths, operand, input);
    set_input(paths, input, memory_copy_string("-"), 0);
    input->standard_input = true;
    return true;
}

/* The list has come to its end, or can't be read: true when there's a problem to hand out. */
static bool end_list(struct paths *paths, int problem, struct input *input)
{
    if (problem)
        set_input(paths, input, memory_copy_string(paths->list_path), problem);
    paths->list_path = NULL;
    return problem != 0;
}

/* A name of the list in double quotes, of which there's no file, may be one that git quoted. */
static void try_unquoted(struct paths *paths, const char *name, struct operand *operand)
{
    char *unquoted = quoted_name(name);
    if (!unquoted)
        return;
    struct stat status;
    operand->problem = PROBLEM_QUOTED;
    if (stat(unquoted, &status) == 0) {
        memory_free(operand->path);
        *operand = look_up(paths, unquoted);
    }
    memory_free(unquoted);
}

/*
 * Whoever writes lists need not be who runs siplint, and what git lists may be links: is this one
 * to a file outside of the repository, or of the working directory where that's in none?
 */
static bool leads_out(struct paths *paths, const char *path)
{
    struct stat status;
    if (lstat(path, &status) < 0 || !S_ISLNK(status.st_mode))
        return false;
    if (!paths->tree.name && !path_base_repository(&paths->tree))
        paths->tree = path_base_here();
    char *real = realpath(path, NULL);
    bool leads_out = !real || path_inside(&paths->tree, real) == SIZE_MAX;
    free(real);
    return leads_out;
}

/* Why a file that a list names isn't read; 0: it is. */
static int check_listed(struct paths *paths, const struct operand *operand)
{
    if (operand->problem || operand->is_folder)
        return operand->problem;
    if (!operand->is_regular)
        return PROBLEM_SPECIAL;
    return leads_out(paths, operand->path) ? PROBLEM_LEADS_OUT : 0;
}

/* Takes a name of the list, which may have a problem: true when there's an input. */
static bool take_name(struct paths *paths, const char *line, int problem, struct input *input)
{
    struct operand operand = look_up(paths, line);
    if (problem)
        operand.problem = problem;
    if (operand.problem && line[strspn(line, " \t")] == '<') {
        memory_free(operand.path);
        return end_list(paths, PROBLEM_MARKUP, input);
    }
    if (operand.problem == ENOENT && !paths->nul)
        try_unquoted(paths, line, &operand);
    operand.problem = check_listed(paths, &operand);
    return take_operand(paths, operand, input);
}

/* NULL with errno when the list can't be opened. */
static struct name_list *open_list(struct paths *paths)
{
    if (!paths->list)
        paths->list = name_list_open(paths->list_path, paths->nul);
    return paths->list;
}

bool paths_list_is_markup(struct paths *paths)
{
    return paths->list_path && open_list(paths) && name_list_is_markup(paths->list);
}

static bool take_from_list(struct paths *paths, struct input *input)
{
    int problem;
    if (!open_list(paths))
        return end_list(paths, errno, input);
    const char *name = name_list_next(paths->list, &problem);
    if (!name)
        return end_list(paths, problem, input);
    return take_name(paths, name, problem, input);
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

struct glob_name paths_unmatched(const struct paths *paths, size_t *number)
{
    if (walk_goes_on(paths->walk) || paths->next < paths->count || paths->list_path)
        return (struct glob_name){0};
    return filter_unmatched(paths->filter, number, paths->was_walked);
}

bool paths_were_walked(const struct paths *paths)
{
    return paths->was_walked;
}

bool paths_may_wait(const struct paths *paths)
{
    if (walk_goes_on(paths->walk) || paths->next < paths->count || !paths->list_path)
        return false;
    return !paths->list || name_list_may_wait(paths->list);
}
