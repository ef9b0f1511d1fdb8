/* SPDX-License-Identifier: MIT */
/* One input, from its bytes to its findings. */
#ifndef SIPLINT_RUN_LINT_H
#define SIPLINT_RUN_LINT_H

#include "findings/inspection.h"
#include "input/input.h"
#include "input/reader.h"
#include "rules/engine.h"

/* What became of an input, and what the fleet rules need of it. */
struct linted {
    struct inspection inspection; /* its findings and entries are the caller's to free */
    const struct judgement *judgement;
    struct file_identity identity; /* the same input under two names is one */
    struct shared shared[INSPECTION_PROFILES][SHARED_COUNT];
};

struct linter; /* of one thread */

/* `judgement` is borrowed. `wanted`: a set of enum wanted. */
struct linter *linter_new(const struct judgement *judgement, unsigned wanted);
void linter_free(struct linter *linter);

/* The inputs that follow are judged by another one: see engine_judge_by(). */
void linter_judge_by(struct linter *linter, const struct judgement *judgement);

/*
 * Inspects an input; `path` is what it's called in reports. Fills `linted`, whose findings the
 * caller has reset or zeroed; the strings of the inspection are borrowed from the findings' arena
 * and from `path`.
 */
void linter_inspect(struct linter *linter, const struct input *input, const char *path,
                    struct linted *linted);

/* The same for an input that was opened before; closes the reader. */
void linter_inspect_open(struct linter *linter, const struct input *input, struct reader *reader,
                         const char *path, struct linted *linted);

/* For tests: the input comes in chunks of that many bytes; 0: SCAN_CHUNK. */
void linter_set_chunk(struct linter *linter, size_t chunk);

#endif
