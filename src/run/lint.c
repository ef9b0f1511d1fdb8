/* SPDX-License-Identifier: MIT */
#include "run/lint.h"
#include "base/memory.h"
#include "catalogue/rules.h"
#include "input/problem.h"
#include "run/excerpt.h"

#include <string.h>

struct linter {
    struct engine *engine;
    const struct judgement *judgement;
    size_t chunk;
    unsigned wanted;
    char *kept; /* of the document at hand, when excerpts are wanted */
    size_t kept_length;
    size_t kept_capacity;
};

struct linter *linter_new(const struct judgement *judgement, unsigned wanted)
{
    struct linter *linter = memory_new(sizeof *linter);
    linter->engine = engine_new(judgement);
    linter->judgement = judgement;
    linter->chunk = SCAN_CHUNK;
    linter->wanted = wanted;
    return linter;
}

void linter_free(struct linter *linter)
{
    if (!linter)
        return;
    engine_free(linter->engine);
    memory_free(linter->kept);
    memory_free(linter);
}

void linter_judge_by(struct linter *linter, const struct judgement *judgement)
{
    engine_judge_by(linter->engine, judgement);
    linter->judgement = judgement;
}

void linter_set_chunk(struct linter *linter, size_t chunk)
{
    linter->chunk = chunk ? chunk : SCAN_CHUNK;
}

static void fail(struct linted *linted, int problem)
{
    struct inspection *inspection = &linted->inspection;
    findings_reset(&inspection->findings);
    inventory_reset(&inspection->inventory);
    inspection->outcome = OUTCOME_UNREADABLE;
    inspection->partial = false;
    inspection->hash_count = 0;
    inspection->reason = arena_string(&inspection->findings.arena, text_of(problem_text(problem)));
}

/* Keeps bytes that were just read, as far as excerpts may come from them. */
static void keep(struct linter *linter, const char *bytes, size_t length)
{
    size_t left = EXCERPT_LIMIT - linter->kept_length;
    if (!(linter->wanted & WANTED_EXCERPTS) || !left || !length)
        return;
    length = length < left ? length : left;
    while (linter->kept_capacity < linter->kept_length + length) {
        linter->kept_capacity = linter->kept_capacity ? linter->kept_capacity * 2 : 4096;
        linter->kept = memory_resize(linter->kept, linter->kept_capacity, 1);
    }
    memcpy(linter->kept + linter->kept_length, bytes, length);
    linter->kept_length += length;
}

/* Feeds the document to the engine. Returns 0 or a problem; *complete: it was parsed to its end. */
static int read_document(struct linter *linter, struct reader *reader, bool *complete)
{
    *complete = true;
    linter->kept_length = 0;
    do {
        size_t room = reader_room(reader, linter->chunk);
        char *buffer = engine_buffer(linter->engine, room);
        size_t length;
        int problem = reader_fill(reader, buffer, room, &length);
        if (problem)
            return problem;
        keep(linter, buffer, length);
        *complete = engine_parse(linter->engine, length, reader->at_end);
    } while (*complete && !reader->at_end);
    return 0;
}

/* Where a document broke off, the line goes on. Returns 0 or a problem. */
static int read_on(struct linter *linter, struct reader *reader)
{
    uint64_t enough = reader->offset + EXCERPT_REACH;
    int problem = 0;
    while (!problem && !reader->at_end && reader->offset < enough) {
        char bytes[EXCERPT_REACH];
        size_t length;
        problem = reader_fill(reader, bytes, sizeof bytes, &length);
        keep(linter, bytes, length);
    }
    return problem;
}

/* What is told of the values that are compared. */
static void note_hashes(struct linted *linted)
{
    struct inspection *inspection = &linted->inspection;
    const struct shared *values = &linted->shared[0][0];
    for (size_t i = 0; i < INSPECTION_PROFILES * SHARED_COUNT; i++) {
        if (values[i].told.rule)
            inspection->hashes[inspection->hash_count++] = values[i].told;
    }
}

/* The source lines that a finding of the fleet rules would show: by then the input is closed. */
static void note_excerpts(const struct head *head, struct linted *linted)
{
    struct arena *arena = &linted->inspection.findings.arena;
    struct shared *values = &linted->shared[0][0];
    for (size_t i = 0; i < INSPECTION_PROFILES * SHARED_COUNT; i++) {
        if (values[i].is_there)
            values[i].excerpt = excerpt_of(head, &values[i].at, arena);
    }
}

/* Gives the findings their excerpts. Returns 0 or a problem. */
static int show_lines(struct linter *linter, struct reader *reader, struct linted *linted)
{
    int problem = read_on(linter, reader);
    if (problem)
        return problem;
    struct head head = {
        .bytes = linter->kept,
        .length = linter->kept_length,
        .is_whole = reader->at_end && reader->offset == linter->kept_length,
        .encoding = engine_encoding(linter->engine),
        .trusted = engine_trusted(linter->engine),
    };
    head.embedded = engine_embedded(linter->engine, &head.embedded_count);
    excerpt_findings(&head, &linted->inspection.findings);
    note_excerpts(&head, linted);
    return 0;
}

/* The fixed rules are those that say that a document wasn't judged to its end. */
static bool is_partial(const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        if (rules[findings->items[i].rule].fixed)
            return true;
    return false;
}

static void inspect_open(struct linter *linter, struct reader *reader, const struct input *input,
                         struct linted *linted)
{
    struct inspection *inspection = &linted->inspection;
    bool complete;
    linted->judgement = linter->judgement;
    inspection->policy = linter->judgement->policy;
    engine_begin(linter->engine, input->named, &inspection->findings);
    engine_record(linter->engine, linter->wanted & WANTED_ENTRIES ? &inspection->inventory : NULL);
    int problem = read_document(linter, reader, &complete);
    if (problem) {
        fail(linted, problem);
        return;
    }
    if (!engine_end(linter->engine, complete)) {
        inspection_skip(inspection, !reader->offset                   ? SKIP_EMPTY
                                    : engine_met_root(linter->engine) ? SKIP_NOT_PROFILE
                                                                      : SKIP_NO_ROOT);
        return;
    }
    inspection->kind = engine_kind(linter->engine, complete);
    inspection->partial = is_partial(&inspection->findings);
    if (!inspection->partial && linter->wanted & WANTED_STATISTICS)
        engine_count_servers(linter->engine, &inspection->servers);
    engine_shared(linter->engine, linted->shared);
    note_hashes(linted);
    findings_sort(&inspection->findings);
    if (linter->wanted & WANTED_EXCERPTS)
        problem = show_lines(linter, reader, linted);
    if (problem)
        fail(linted, problem);
}

static void begin(struct linted *linted, const char *path)
{
    linted->inspection.path = path;
    linted->inspection.outcome = OUTCOME_LINTED;
    linted->inspection.reason = NULL;
    linted->inspection.partial = false;
    linted->inspection.hash_count = 0;
    inventory_reset(&linted->inspection.inventory);
    linted->inspection.servers.count = 0;
    memset(linted->shared, 0, sizeof linted->shared);
}

void linter_inspect_open(struct linter *linter, const struct input *input, struct reader *reader,
                         const char *path, struct linted *linted)
{
    begin(linted, path);
    linted->identity = reader->identity;
    inspect_open(linter, reader, input, linted);
    reader_close(reader);
}

void linter_inspect(struct linter *linter, const struct input *input, const char *path,
                    struct linted *linted)
{
    struct reader reader;
    int problem = input->problem;
    if (input->passing != PASSING_NOT) {
        begin(linted, path);
        inspection_skip(&linted->inspection,
                        input->passing == PASSING_EXCLUDED ? SKIP_EXCLUDED : SKIP_SPECIAL);
        return;
    }
    if (!problem)
        problem = reader_open(&reader, input->standard_input ? NULL : input->path);
    if (!problem) {
        linter_inspect_open(linter, input, &reader, path, linted);
        return;
    }
    begin(linted, path);
    fail(linted, problem);
}
