/* SPDX-License-Identifier: MIT */
/*
 * The globs of a run, made ready, and which of them matched something.
 *
 * A glob without a slash is matched against the name of each file and folder. One with a slash is
 * matched against the path as it's told in reports, and against the path below the directory that
 * was named, so that both who thinks from where siplint runs and who thinks from the directory are
 * right. It's spelt as paths are, by path_from(). See base/glob.h for the rest.
 */
#ifndef SIPLINT_INPUT_FILTER_H
#define SIPLINT_INPUT_FILTER_H

#include "base/file_identity.h"
#include "base/path.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What counts in a directory by itself, in any letter case: profiles, and carriers as Windows
 * Mobile names them. */
#define FILTER_DEFAULT "*.xml, *.provxml"

/* Which files of a directory count; named files always do, unless `force_exclude`. */
struct path_filter {
    const char *const *include; /* globs; none: FILTER_DEFAULT */
    size_t include_count;
    const char *const *exclude; /* globs; a directory that one matches isn't entered */
    size_t exclude_count;
    /* Of these globs the first ones are a setting file's, to be matched against the path from the
     * folder that it's in. */
    const char *config_folder;
    size_t config_include_count;
    size_t config_exclude_count;
    bool force_exclude;              /* also what is named */
    bool skip_non_profiles;          /* a named file that isn't a profile is no mistake either */
    const struct file_identity *own; /* files that the run itself writes: passed over */
    size_t own_count;
};

/* An option and its argument. */
struct glob_name {
    const char *option; /* "include" or "exclude"; NULL: there's none */
    const char *glob;
    bool is_config; /* it's a setting file's */
};

struct filter;

/* `globs` (borrowed) are those of the user. */
struct filter *filter_new(const struct path_filter *globs, struct path_base *here);
void filter_free(struct filter *filter);

/* Is what was met in a directory, at `path` (the part below the directory begins at `below`), a
 * folder to go into, or a file to hand out? */
bool filter_wants(struct filter *filter, struct text path, size_t below, bool is_folder);

/* Is what was named to be passed over: by its own name or path, or one of the folders in that? */
bool filter_excludes(struct filter *filter, const char *path, bool is_folder);

/*
 * The next glob that matched nothing, where that's a mistake. *number is 0 for the first.
 * `was_walked`: the globs were tried with all that a directory holds; otherwise a setting file's,
 * or, with `force_exclude`, an excluded one may have matched nothing.
 */
struct glob_name filter_unmatched(const struct filter *filter, size_t *number, bool was_walked);

#endif
