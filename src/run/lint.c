/* SPDX-License-Identifier: MIT */
#include "run/lint.h"
#include "base/memory.h"
#include "input/reader.h"
#include "rules/rules.h"
#include "run/excerpt.h"

#include <string.h>

struct linter {
    struct engine *engine;
    size_t chunk;
    bool excerpts;
};

struct linter *linter_new(const struct judgement *judgement, bool excerpts)
{
    struct linter *linter = memory_new(sizeof *linter);
    linter->engine = engine_new(judgement);
    linter->chunk = SCAN_CHUNK;
    linter->excerpts = excerpts;
    return linter;
}

void linter_free(struct linter *linter)
{
    if (linter)
        engine_free(linter->engine);
    memory_free(linter);
}

void linter_set_chunk(struct linter *linter, size_t chunk)
{
    linter->chunk = chunk ? chunk : SCAN_CHUNK;
}

static void fail(struct linted *linted, int problem)
{
    struct inspection *inspection = &linted->inspection;
    findings_reset(&inspection->findings);
    inspection->outcome = OUTCOME_UNREADABLE;
    inspection->reason = arena_string(&inspection->findings.arena, text_of(strerror(problem)));
}

/* Feeds the document to the engine. Returns 0 or an errno value; *complete: it was parsed to its
 * end. */
static int read_document(struct linter *linter, struct reader *reader, bool *complete)
{
    struct scan *scan = engine_scan(linter->engine);
    *complete = true;
    do {
        size_t room = reader_limit(reader, linter->chunk);
        size_t length;
        int problem = reader_fill(reader, scan_buffer(scan, room), room, &length);
        if (problem)
            return problem;
        *complete = scan_parse(scan, length, reader->at_end);
    } while (*complete && !reader->at_end);
    return 0;
}

static void note_shared_values(struct linter *linter, struct linted *linted)
{
    struct shared_value *key = &linted->key;
    struct shared_value *realm = &linted->realm;
    key->is_there = engine_key(linter->engine, &key->hash, &key->at);
    if (key->is_there)
        key->is_silenced = engine_silences(linter->engine, RULE_duplicate_key, key->at.start.byte);
    realm->is_there = engine_realm(linter->engine, &realm->hash, &realm->at);
    if (realm->is_there)
        realm->is_silenced =
            engine_silences(linter->engine, RULE_duplicate_realm, realm->at.start.byte);
}

/* The source lines that a finding of the fleet rules would show: by then the input is closed. */
static void note_excerpts(struct reader *reader, const struct encoding *encoding, uint64_t trusted,
                          struct linted *linted)
{
    struct shared_value *values[] = {&linted->key, &linted->realm};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct finding place = {.at = values[i]->at};
        struct findings list = {.items = &place, .count = values[i]->is_there};
        list.arena = linted->inspection.findings.arena;
        excerpt_findings(reader, encoding, trusted, &list);
        linted->inspection.findings.arena = list.arena;
        values[i]->excerpt = place.excerpt;
        values[i]->mark_start = place.mark_start;
        values[i]->mark_end = place.mark_end;
    }
}

static void inspect_open(struct linter *linter, struct reader *reader, const struct input *input,
                         struct linted *linted)
{
    struct inspection *inspection = &linted->inspection;
    bool complete;
    engine_begin(linter->engine, input->named, &inspection->findings);
    int problem = read_document(linter, reader, &complete);
    if (problem) {
        fail(linted, problem);
        return;
    }
    if (!engine_end(linter->engine, complete)) {
        findings_reset(&inspection->findings);
        inspection->outcome = OUTCOME_SKIPPED;
        inspection->reason = "not a profile";
        return;
    }
    note_shared_values(linter, linted);
    findings_sort(&inspection->findings);
    if (!linter->excerpts)
        return;
    const struct encoding *encoding = scan_encoding(engine_scan(linter->engine));
    uint64_t trusted = engine_trusted(linter->engine);
    excerpt_findings(reader, encoding, trusted, &inspection->findings);
    note_excerpts(reader, encoding, trusted, linted);
}

static void begin(struct linted *linted, const char *path)
{
    linted->inspection.path = path;
    linted->inspection.outcome = OUTCOME_LINTED;
    linted->inspection.reason = NULL;
    linted->key = linted->realm = (struct shared_value){0};
}

/* Do the bytes end with the root? A file system that gives a file in pieces won't break one off
 * just there, where at most comments may follow. */
static bool ends_profile(const char *bytes, size_t length)
{
    static const char root_end[] = "</provision>";
    size_t size = sizeof root_end - 1;
    while (length && text_is_blank(bytes[length - 1]))
        length--;
    return length >= size && memcmp(bytes + length - size, root_end, size) == 0;
}

void linter_inspect_open(struct linter *linter, const struct input *input, struct reader *reader,
                         const char *path, struct linted *linted)
{
    begin(linted, path);
    reader->keep = linter->excerpts;
    reader->is_whole = ends_profile;
    memcpy(linted->identity, reader->identity, sizeof linted->identity);
    inspect_open(linter, reader, input, linted);
    reader_close(reader);
}

void linter_inspect(struct linter *linter, const struct input *input, const char *path,
                    struct linted *linted)
{
    struct reader reader;
    int problem = input->problem;
    if (!problem)
        problem = reader_open(&reader, input->standard_input ? NULL : input->path);
    if (!problem) {
        linter_inspect_open(linter, input, &reader, path, linted);
        return;
    }
    begin(linted, path);
    fail(linted, problem);
}
