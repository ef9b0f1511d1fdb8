/* SPDX-License-Identifier: MIT */
/*
 * A baseline: findings that a team knows, which are left out of reports and fail no run.
 *
 * It's text that merges: a line for each, sorted by path, rule and place, of four columns with tabs
 * between: fingerprint (see findings/fingerprint.h), rule, path from the repository's root, place.
 * A finding is known by its fingerprint; the rest is for whoever reads the file, and says which
 * lines a run could have found again. Control characters and backslashes of a path are `\xHH`.
 *
 * An entry is gone when its file was linted, with its rule on and shown, and it wasn't found; or
 * when there's no such file any more.
 */
#ifndef SIPLINT_FINDINGS_BASELINE_H
#define SIPLINT_FINDINGS_BASELINE_H

#include "findings/inspection.h"

struct baseline;

/* Empty. `collects`: it takes what is found, instead of knowing it. */
struct baseline *baseline_new(bool collects);
void baseline_free(struct baseline *baseline);

/* Adds a file's entries. 0; or an errno or small_file_read()'s problem; BASELINE_ODD_LINE, with
 * *line. `follow`: it may be a symbolic link. */
#define BASELINE_ODD_LINE (-100)
int baseline_read(struct baseline *baseline, const char *path, bool follow, size_t *line);

/* Sets aside those of the inspection's findings that are known, or that it takes; fixed rules never
 * are. */
void baseline_apply(struct baseline *baseline, struct inspection *inspection);

/* The run has ended. How many entries are gone? */
size_t baseline_finish(struct baseline *baseline);

/* The next entry that is gone; false: there is none. *number is 0 for the first. */
struct baseline_entry {
    struct fingerprint fingerprint;
    const char *rule;
    const char *path;
    const char *where;
};
bool baseline_next_gone(const struct baseline *baseline, size_t *number,
                        struct baseline_entry *entry);

/* Leaves out what is gone; what is gone from one file that there isn't any more, and new in another
 * in the same way, moves along. True when anything has changed. */
bool baseline_update(struct baseline *baseline);

/* The next entry in the order in which they're written; false: there is none. *number is 0 for the
 * first, after which only this and baseline_free() are called. */
bool baseline_next(struct baseline *baseline, size_t *number, struct baseline_entry *entry);

#endif
