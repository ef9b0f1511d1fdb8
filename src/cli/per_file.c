/* SPDX-License-Identifier: MIT */
/* What holds is worked out once for each set of sections that hold together. */
#include "cli/per_file.h"
#include "base/glob.h"
#include "base/memory.h"
#include "base/path_root.h"
#include "cli/handlers.h"

#include <string.h>

/* What holds for the files for which just these sections hold. */
struct combination {
    bool *holds;
    struct options options;
    struct judgement judgement;
};

struct per_file {
    const struct options *options;
    const struct environment *environment;
    const struct judgement *common;
    size_t section_count;
    struct path_root root;
    bool *is_used;
    char *folder;    /* of the last path, from the root, … */
    bool *by_folder; /* … and the sections that hold for all in it */
    bool *holds;     /* room */
    struct combination **combinations;
    size_t count;
    size_t capacity;
};

struct per_file *per_file_new(const struct options *options, const struct environment *environment,
                              const struct judgement *common)
{
    size_t sections = options->config.file.section_count;
    if (!sections)
        return NULL;
    struct per_file *per_file = memory_new(sizeof *per_file);
    per_file->options = options;
    per_file->environment = environment;
    per_file->common = common;
    per_file->section_count = sections;
    per_file->root = path_root_at(options->config.folder);
    per_file->is_used = memory_new(sections);
    per_file->by_folder = memory_new(sections);
    per_file->holds = memory_new(sections);
    return per_file;
}

void per_file_free(struct per_file *per_file)
{
    if (!per_file)
        return;
    for (size_t i = 0; i < per_file->count; i++) {
        options_free(&per_file->combinations[i]->options);
        memory_free(per_file->combinations[i]->holds);
        memory_free(per_file->combinations[i]);
    }
    memory_free(per_file->combinations);
    memory_free(per_file->is_used);
    memory_free(per_file->by_folder);
    memory_free(per_file->holds);
    memory_free(per_file->folder);
    path_root_free(&per_file->root);
    memory_free(per_file);
}

/* ---- Which sections hold ---- */

/* Does the glob select the folder, or one that it's in? */
static bool selects_folder(struct text glob, struct text folder)
{
    for (size_t end = 0; end < folder.length; end++) {
        end += text_find(text_slice(folder, end, folder.length), '/');
        if (glob_selects(glob, text_slice(folder, 0, end), true))
            return true;
    }
    return false;
}

static struct text glob_of(const struct per_file *per_file, size_t section)
{
    return per_file->options->config.file.sections[section].glob;
}

/* A path from the root begins with no slash; where it's outside, that isn't told from a glob's. */
static struct text subject_of(const char *path)
{
    return text_of(path + (*path == '/'));
}

static void look_into(struct per_file *per_file, struct text folder)
{
    if (per_file->folder && text_equal(text_of(per_file->folder), folder))
        return;
    memory_free(per_file->folder);
    per_file->folder = memory_resize(NULL, folder.length + 1, 1);
    memcpy(per_file->folder, folder.bytes, folder.length);
    per_file->folder[folder.length] = '\0';
    for (size_t i = 0; i < per_file->section_count; i++)
        per_file->by_folder[i] = selects_folder(glob_of(per_file, i), folder);
}

static void find_sections(struct per_file *per_file, const char *path)
{
    char *told = path_root_tell(&per_file->root, path);
    struct text subject = subject_of(told);
    size_t slash = text_find_last(subject, '/');
    look_into(per_file, text_slice(subject, 0, slash < subject.length ? slash : 0));
    for (size_t i = 0; i < per_file->section_count; i++) {
        per_file->holds[i] =
            per_file->by_folder[i] || glob_selects(glob_of(per_file, i), subject, false);
        per_file->is_used[i] |= per_file->holds[i];
    }
    memory_free(told);
}

bool per_file_holds(struct per_file *per_file, size_t section, const char *path)
{
    find_sections(per_file, path);
    return per_file->holds[section];
}

const struct setting_section *per_file_unused(const struct per_file *per_file, size_t *number)
{
    while (*number < per_file->section_count)
        if (!per_file->is_used[(*number)++])
            return &per_file->options->config.file.sections[*number - 1];
    return NULL;
}

/* ---- What they say ---- */

static void apply(struct parsing *parsing, const struct said_list *list, const bool *holds)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct said *said = &list->items[i];
        size_t section = said->setting ? said->setting->section : 0;
        if (!section || holds[section - 1])
            said_apply(parsing, said); /* tried before */
    }
}

static struct combination *combine(struct per_file *per_file)
{
    const struct options *said = per_file->options;
    struct combination *combination = memory_new(sizeof *combination);
    struct policy *policy = &combination->options.policy;
    struct parsing parsing = {.options = &combination->options,
                              .environment = per_file->environment};
    options_init_like(&combination->options, said);
    selection_init(&parsing.selection);
    apply(&parsing, &said->config.said, per_file->holds);
    apply(&parsing, &said->said, per_file->holds);
    policy->shown = said->policy.shown;
    policy->fails = said->policy.fails;
    selection_apply(&parsing.selection, policy);
    combination->judgement = *per_file->common;
    combination->judgement.policy = policy;
    combination->judgement.target = combination->options.target;
    combination->judgement.heed_suppressions = combination->options.suppressions;
    combination->holds = memory_resize(NULL, per_file->section_count, sizeof *combination->holds);
    memcpy(combination->holds, per_file->holds, per_file->section_count);
    return combination;
}

const struct judgement *per_file_judgement(void *context, const char *path)
{
    struct per_file *per_file = context;
    find_sections(per_file, path);
    for (size_t i = 0; i < per_file->count; i++) {
        struct combination *combination = per_file->combinations[i];
        if (memcmp(combination->holds, per_file->holds, per_file->section_count) == 0)
            return &combination->judgement;
    }
    per_file->combinations = memory_grow(per_file->combinations, per_file->count,
                                         &per_file->capacity, sizeof *per_file->combinations);
    per_file->combinations[per_file->count] = combine(per_file);
    return &per_file->combinations[per_file->count++]->judgement;
}
