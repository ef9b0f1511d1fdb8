/* SPDX-License-Identifier: MIT */
#include "input/filter.h"
#include "base/glob.h"
#include "base/memory.h"
#include "base/path_root.h"

#include <string.h>

struct ready_glob {
    const char *given; /* by the user */
    char *glob;
    bool is_config; /* by a setting file */
    bool is_used;   /* it matched something */
};

struct filter {
    const struct path_filter *globs;
    struct path_root root; /* the setting file's folder, if it has globs */
    struct ready_glob *include;
    struct ready_glob *exclude;
};

/*
 * Spells a glob as paths are spelt. A slash at its end stays, and where there was one but in that
 * place there still is: in front of a glob that was told from the working directory.
 */
static char *spell(const char *given, struct path_base *here)
{
    size_t length = strlen(given);
    bool ends_with_slash = length > 1 && given[length - 1] == '/';
    bool has_slash = memchr(given, '/', length - ends_with_slash) != NULL;
    if (!length)
        return memory_copy_string(given);
    char *path = path_from(here, given);
    bool is_anchored = has_slash && !strchr(path, '/');
    size_t size = strlen(path) + 1;
    char *glob = memory_resize(NULL, size + 2, 1);
    *glob = '/';
    memcpy(glob + is_anchored, path, size);
    memory_free(path);
    if (ends_with_slash)
        memcpy(glob + strlen(glob), "/", sizeof "/");
    return glob;
}

static struct ready_glob *make_ready(const char *const *globs, size_t count, size_t config_count,
                                     struct path_base *here)
{
    struct ready_glob *ready = memory_resize(NULL, count, sizeof *ready);
    for (size_t i = 0; i < count; i++)
        ready[i] = (struct ready_glob){
            .given = globs[i],
            .glob = i < config_count ? memory_copy_string(globs[i]) : spell(globs[i], here),
            .is_config = i < config_count,
        };
    return ready;
}

struct filter *filter_new(const struct path_filter *globs, struct path_base *here)
{
    struct filter *filter = memory_new(sizeof *filter);
    filter->globs = globs;
    filter->include =
        make_ready(globs->include, globs->include_count, globs->config_include_count, here);
    filter->exclude =
        make_ready(globs->exclude, globs->exclude_count, globs->config_exclude_count, here);
    if (globs->config_include_count + globs->config_exclude_count)
        filter->root = path_root_at(globs->config_folder);
    return filter;
}

static void free_ready(struct ready_glob *ready, size_t count)
{
    for (size_t i = 0; i < count; i++)
        memory_free(ready[i].glob);
    memory_free(ready);
}

void filter_free(struct filter *filter)
{
    if (!filter)
        return;
    free_ready(filter->include, filter->globs->include_count);
    free_ready(filter->exclude, filter->globs->exclude_count);
    path_root_free(&filter->root);
    memory_free(filter);
}

/* What is matched: a path, the part of it that lies below the directory that was named, and the
 * path from the setting file's folder. */
struct subject {
    struct text path;
    struct text below;
    char *from_config; /* owned; NULL: no setting file has globs */
    bool is_folder;
};

static char *tell_from_config(struct filter *filter, struct text path)
{
    if (!filter->root.below)
        return NULL;
    char *copy = memory_resize(NULL, path.length + 1, 1);
    memcpy(copy, path.bytes, path.length);
    copy[path.length] = '\0';
    char *told = path_root_tell(&filter->root, copy);
    memory_free(copy);
    return told;
}

static struct subject make_subject(struct filter *filter, struct text path, size_t below,
                                   bool is_folder)
{
    size_t root = path.length && *path.bytes == '/'; /* a glob's first slash doesn't count either */
    return (struct subject){.path = text_slice(path, root, path.length),
                            .below = text_slice(path, below, path.length),
                            .from_config = tell_from_config(filter, path),
                            .is_folder = is_folder};
}

static bool matches(const struct ready_glob *ready, const struct subject *subject)
{
    struct text glob = text_of(ready->glob);
    if (ready->is_config && subject->from_config)
        return glob_selects(glob, text_of(subject->from_config), subject->is_folder);
    return glob_selects(glob, subject->below, subject->is_folder) ||
           (subject->path.length != subject->below.length &&
            glob_selects(glob, subject->path, subject->is_folder));
}

/* Does one of the globs match? The others are tried as well, until they have matched something. */
static bool is_selected(struct ready_glob *ready, size_t count, const struct subject *subject)
{
    bool selected = false;
    for (size_t i = 0; i < count; i++) {
        if ((selected && ready[i].is_used) || !matches(&ready[i], subject))
            continue;
        ready[i].is_used = true;
        selected = true;
    }
    return selected;
}

static bool has_ending(struct text path, struct text ending)
{
    return path.length >= ending.length &&
           text_equal_fold(text_slice(path, path.length - ending.length, path.length), ending);
}

/* As FILTER_DEFAULT says. */
static bool has_profile_ending(struct text path)
{
    return has_ending(path, text_of(".xml")) || has_ending(path, text_of(".provxml"));
}

bool filter_wants(struct filter *filter, struct text path, size_t below, bool is_folder)
{
    const struct path_filter *globs = filter->globs;
    struct subject subject = make_subject(filter, path, below, is_folder);
    bool is_wanted = !is_selected(filter->exclude, globs->exclude_count, &subject);
    if (is_wanted && !is_folder)
        is_wanted = globs->include_count
                        ? is_selected(filter->include, globs->include_count, &subject)
                        : has_profile_ending(subject.path);
    memory_free(subject.from_config);
    return is_wanted;
}

bool filter_excludes(struct filter *filter, const char *path, bool is_folder)
{
    size_t count = filter->globs->exclude_count;
    size_t end = *path == '/';
    for (bool is_last = false; !is_last; end++) {
        end += strcspn(path + end, "/");
        is_last = !path[end];
        struct subject subject =
            make_subject(filter, (struct text){path, end}, 0, !is_last || is_folder);
        bool is_excluded = is_selected(filter->exclude, count, &subject);
        memory_free(subject.from_config);
        if (is_excluded)
            return true;
    }
    return false;
}

struct glob_name filter_unmatched(const struct filter *filter, size_t *number, bool was_walked)
{
    const struct path_filter *globs = filter->globs;
    size_t count = globs->include_count + globs->exclude_count;
    while (*number < count) {
        size_t at = (*number)++;
        bool is_include = at < globs->include_count;
        const struct ready_glob *ready =
            is_include ? &filter->include[at] : &filter->exclude[at - globs->include_count];
        bool is_of_walks = ready->is_config || (globs->force_exclude && !is_include);
        bool was_tried = was_walked || !is_of_walks;
        if (was_tried && !ready->is_used)
            return (struct glob_name){is_include ? "include" : "exclude", ready->given,
                                      ready->is_config};
    }
    return (struct glob_name){0};
}
