/* SPDX-License-Identifier: MIT */
/* Resolves a path as the system does, and looks at where each link on the way lies. */
#include "cli/planted.h"
#include "base/memory.h"
#include "base/path.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* As many links as the kernel follows. */
#define MOST_LINKS 40

/* Is what a path leads to, so far without a link, in the directory? Both are real paths. */
static bool lies_in(const char *path, const char *directory)
{
    size_t length = strlen(directory);
    if (strncmp(path, directory, length) != 0)
        return false;
    return length == 1 || path[length] == '/' || path[length] == '\0';
}

/* Does a real path lie in the directory, or in the repository that this is in? `whole`: a directory
 * that's in no repository counts, too. */
static bool lies_in_tree(const char *path, const char *directory, bool whole)
{
    char *tree = realpath(directory, NULL);
    if (!tree)
        return false;
    bool is_tree = path_find_repository(tree) || whole;
    bool lies = is_tree && lies_in(path, tree);
    free(tree);
    return lies;
}

static bool lies_by_argument(const char *path, const char *argument)
{
    struct stat status;
    if (stat(argument, &status) == 0 && S_ISDIR(status.st_mode))
        return lies_in_tree(path, argument, true);
    char *folder = path_folder(argument);
    bool lies = lies_in_tree(path, folder, true);
    memory_free(folder);
    return lies;
}

/* Has a folder, by its real path, links that somebody else may have put there? */
static bool is_theirs(const struct options *options, const char *folder)
{
    if (lies_in_tree(folder, ".", options->list != NULL))
        return true;
    for (size_t i = 0; i < options->argument_count; i++)
        if (strcmp(options->arguments[i], "-") != 0 &&
            lies_by_argument(folder, options->arguments[i]))
            return true;
    return false;
}

/* A path on its way. Both are owned. */
struct way {
    char *behind; /* what was gone through: a real path */
    char *ahead;  /* what is left to go */
    int links;
};

static void set(char **text, char *value)
{
    memory_free(*text);
    *text = value;
}

/* Takes the first component off what's ahead. */
static char *take_component(struct way *way)
{
    size_t length = strcspn(way->ahead, "/");
    char *component = memory_resize(NULL, length + 1, 1);
    memcpy(component, way->ahead, length);
    component[length] = '\0';
    const char *rest = way->ahead + length;
    set(&way->ahead, memory_copy_string(rest + strspn(rest, "/")));
    return component;
}

/* Puts what a link leads to in front of what's ahead. False when that can't be told. */
static bool follow(struct way *way, const char *link)
{
    char goal[PATH_MAX];
    ssize_t length = readlink(link, goal, sizeof goal - 1);
    if (length < 0 || way->links++ == MOST_LINKS)
        return false;
    goal[length] = '\0';
    if (*goal == '/')
        set(&way->behind, memory_copy_string("/"));
    set(&way->ahead, path_join(goal + strspn(goal, "/"), way->ahead));
    return true;
}

/* Goes one component on; *found: the link that it is, if it's theirs. False: there's no further
 * way. */
static bool take_step(const struct options *options, struct way *way, char **found)
{
    struct stat status;
    char *component = take_component(way);
    char *next = path_join(way->behind, component);
    bool is_up = strcmp(component, "..") == 0;
    bool goes_on = true;
    if (is_up) {
        set(&way->behind, path_folder(way->behind));
    } else if (lstat(next, &status) < 0) {
        goes_on = false;
    } else if (!S_ISLNK(status.st_mode)) {
        if (strcmp(component, ".") != 0 && *component)
            set(&way->behind, memory_copy_string(next));
    } else if (is_theirs(options, way->behind)) {
        *found = memory_copy_string(next);
    } else {
        goes_on = follow(way, next);
    }
    memory_free(component);
    memory_free(next);
    return goes_on && !*found;
}

char *planted_link(const struct options *options, const char *path)
{
    char *here = realpath(*path == '/' ? "/" : ".", NULL);
    char *found = NULL;
    struct way way = {.behind = here, .ahead = memory_copy_string(path + strspn(path, "/"))};
    while (way.behind && *way.ahead && take_step(options, &way, &found))
        continue;
    memory_free(way.behind);
    memory_free(way.ahead);
    if (!found)
        return NULL;
    struct path_base base = path_base_here();
    char *told = path_from(&base, found);
    path_base_free(&base);
    memory_free(found);
    return told;
}
