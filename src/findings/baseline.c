/* SPDX-License-Identifier: MIT */
#include "findings/baseline.h"
#include "base/hash_set.h"
#include "base/memory.h"
#include "base/path_root.h"
#include "base/small_file.h"
#include "catalogue/rules.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LONGEST (256u << 20)

struct entry {
    struct baseline_entry said;
    bool is_found;
    bool is_visited; /* its file was linted, … */
    bool is_checked; /* … and it would have been found */
    bool is_gone;
};

struct entries {
    struct entry *items;
    size_t count;
    size_t capacity;
};

struct baseline {
    bool collects;
    struct entries known;
    struct hash_map numbers; /* of them, from 1, by the first half of their fingerprints */
    struct entry **by_path;
    struct entries found; /* but not known */
    struct arena arena;
    struct path_root root;
    bool is_ready;
};

struct baseline *baseline_new(bool collects)
{
    struct baseline *baseline = memory_new(sizeof *baseline);
    baseline->collects = collects;
    baseline->root = path_root_repository();
    return baseline;
}

void baseline_free(struct baseline *baseline)
{
    if (!baseline)
        return;
    memory_free(baseline->known.items);
    memory_free(baseline->found.items);
    memory_free(baseline->by_path);
    hash_map_free(&baseline->numbers);
    arena_free(&baseline->arena);
    path_root_free(&baseline->root);
    memory_free(baseline);
}

static void append_entry(struct entries *entries, struct baseline_entry said)
{
    entries->items =
        memory_grow(entries->items, entries->count, &entries->capacity, sizeof *entries->items);
    entries->items[entries->count++] = (struct entry){.said = said};
}

/* ---- Order ---- */

static int compare_prints(const struct fingerprint *a, const struct fingerprint *b)
{
    for (int i = 0; i < 2; i++)
        if (a->words[i] != b->words[i])
            return a->words[i] < b->words[i] ? -1 : 1;
    return 0;
}

static int compare_paths(const void *left, const void *right)
{
    const struct entry *const *a = left, *const *b = right;
    return strcmp((*a)->said.path, (*b)->said.path);
}

/* Makes it ready to be looked into. */
static void prepare(struct baseline *baseline)
{
    struct entries *known = &baseline->known;
    bool is_sorted = true; /* as they're written */
    if (baseline->is_ready)
        return;
    baseline->is_ready = true;
    baseline->by_path = memory_resize(NULL, known->count, sizeof *baseline->by_path);
    for (size_t i = 0; i < known->count; i++) {
        struct entry *entry = &known->items[i];
        baseline->by_path[i] = entry;
        *hash_map_at(&baseline->numbers, entry->said.fingerprint.words[0]) = (uint32_t)(i + 1);
        is_sorted &= i == 0 || compare_paths(&baseline->by_path[i - 1], &baseline->by_path[i]) <= 0;
    }
    if (!is_sorted)
        qsort(baseline->by_path, known->count, sizeof *baseline->by_path, compare_paths);
}

static struct entry *find_print(struct baseline *baseline, const struct fingerprint *fingerprint)
{
    uint32_t number = hash_map_find(&baseline->numbers, fingerprint->words[0]);
    struct entry *entry = number ? &baseline->known.items[number - 1] : NULL;
    return entry && compare_prints(&entry->said.fingerprint, fingerprint) == 0 ? entry : NULL;
}

/* The place in by_path where the path's entries begin. */
static size_t find_path(const struct baseline *baseline, const char *path)
{
    size_t from = 0, to = baseline->known.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (strcmp(baseline->by_path[middle]->said.path, path) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* ---- Reading ---- */

static bool read_hex(struct text text, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (!text_is_hex_digit(text.bytes[i]))
            return false;
        *number = *number << 4 | text_hex_value(text.bytes[i]);
    }
    return true;
}

/* Takes the text up to the next tab. */
static struct text take_column(struct text *rest)
{
    size_t tab = text_find(*rest, '\t');
    struct text column = text_slice(*rest, 0, tab);
    *rest = text_slice(*rest, tab < rest->length ? tab + 1 : tab, rest->length);
    return column;
}

/* A path without its escapes, in the arena. */
static const char *read_path(struct baseline *baseline, struct text text)
{
    char *path = arena_take(&baseline->arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        uint64_t byte;
        bool is_escape = text.length - i >= 4 && text.bytes[i] == '\\' &&
                         text.bytes[i + 1] == 'x' &&
                         read_hex(text_slice(text, i + 2, i + 4), &byte) && byte;
        path[length++] = is_escape ? (char)byte : text.bytes[i];
        i += is_escape ? 3 : 0;
    }
    return path;
}

static bool read_line(struct baseline *baseline, struct text line)
{
    struct baseline_entry entry;
    struct text print = take_column(&line);
    struct text rule = take_column(&line);
    struct text path = take_column(&line);
    if (print.length != 32 || !read_hex(text_slice(print, 0, 16), &entry.fingerprint.words[0]) ||
        !read_hex(text_slice(print, 16, 32), &entry.fingerprint.words[1]) || !rule.length ||
        !path.length || !line.length)
        return false;
    entry.rule = arena_string(&baseline->arena, rule);
    entry.path = read_path(baseline, path);
    entry.where = arena_string(&baseline->arena, line);
    append_entry(&baseline->known, entry);
    return true;
}

static int read_lines(struct baseline *baseline, struct text rest, size_t *line)
{
    for (*line = 1; rest.length; ++*line) {
        size_t end = text_find(rest, '\n');
        struct text text = text_slice(rest, 0, end);
        if (text.length && text.bytes[text.length - 1] == '\r')
            text.length--;
        if (text.length && *text.bytes != '#' && !read_line(baseline, text))
            return BASELINE_ODD_LINE;
        rest = text_slice(rest, end < rest.length ? end + 1 : end, rest.length);
    }
    return 0;
}

int baseline_read(struct baseline *baseline, const char *path, bool follow, size_t *line)
{
    struct text bytes;
    int problem = small_file_read(path, follow, LONGEST, &bytes);
    if (!problem)
        problem = read_lines(baseline, bytes, line);
    text_free(bytes);
    return problem;
}

/* ---- A run ---- */

/* Which of the path's entries the run could find again. */
static void check_path(struct baseline *baseline, const char *path, const struct policy *policy)
{
    size_t at = find_path(baseline, path);
    for (; at < baseline->known.count && strcmp(baseline->by_path[at]->said.path, path) == 0;
         at++) {
        struct entry *entry = baseline->by_path[at];
        int rule = rule_find(text_of(entry->said.rule));
        entry->is_visited = true;
        entry->is_checked = rule >= 0 && policy->severity[rule] != SEVERITY_OFF &&
                            policy->severity[rule] >= policy->shown;
    }
}

struct telling {
    struct baseline *baseline;
    const char *path;
};

/* Is a finding known? What isn't is noted: it's taken, or may have moved here. */
static bool is_in_baseline(void *context, const struct finding *finding)
{
    const struct telling *telling = context;
    struct baseline *baseline = telling->baseline;
    if (rules[finding->rule].fixed)
        return false;
    struct entry *entry = find_print(baseline, &finding->fingerprint);
    if (entry) {
        entry->is_found = true;
        return true;
    }
    const struct baseline_entry said = {
        .fingerprint = finding->fingerprint,
        .rule = rules[finding->rule].id,
        .path = telling->path,
        .where = arena_string(&baseline->arena, text_of(finding->where)),
    };
    append_entry(&baseline->found, said);
    return baseline->collects;
}

void baseline_apply(struct baseline *baseline, struct inspection *inspection)
{
    if (inspection->outcome != OUTCOME_LINTED)
        return;
    prepare(baseline);
    char *told = path_root_tell(&baseline->root, inspection->path);
    struct telling telling = {baseline, arena_string(&baseline->arena, text_of(told))};
    memory_free(told);
    if (!inspection->partial) /* the rest may have it */
        check_path(baseline, telling.path, inspection->policy);
    findings_set_aside(&inspection->findings, is_in_baseline, &telling);
}

/* Is there a file of that path, from the root? */
static bool is_there_still(const struct baseline *baseline, const char *path)
{
    const char *root = baseline->root.directory.name;
    if (*path == '/' || !root)
        return access(path, F_OK) == 0;
    char *whole = path_join(root, path);
    bool is_there = access(whole, F_OK) == 0;
    memory_free(whole);
    return is_there;
}

size_t baseline_finish(struct baseline *baseline)
{
    size_t gone = 0;
    bool is_there = false;
    if (baseline->collects) {
        struct entries known = baseline->known;
        baseline->known = baseline->found;
        baseline->found = known;
        return 0;
    }
    prepare(baseline);
    for (size_t i = 0; i < baseline->known.count; i++) {
        struct entry *entry = baseline->by_path[i];
        if (i == 0 || strcmp(baseline->by_path[i - 1]->said.path, entry->said.path) != 0)
            is_there = entry->is_visited || is_there_still(baseline, entry->said.path);
        entry->is_gone = !entry->is_found && (entry->is_checked || !is_there);
        gone += entry->is_gone;
    }
    return gone;
}

bool baseline_next_gone(const struct baseline *baseline, size_t *number,
                        struct baseline_entry *entry)
{
    while (*number < baseline->known.count) {
        const struct entry *next = baseline->by_path[(*number)++];
        if (!next->is_gone)
            continue;
        *entry = next->said;
        return true;
    }
    return false;
}

/* ---- Updating ---- */

/* How many entries from `at` on are of the same path. */
static size_t count_path(struct entry *const *entries, size_t count, size_t at)
{
    size_t end = at;
    while (end < count && strcmp(entries[end]->said.path, entries[at]->said.path) == 0)
        end++;
    return end - at;
}

static int compare_places(const void *left, const void *right)
{
    const struct entry *const *a = left, *const *b = right;
    int order = strcmp((*a)->said.path, (*b)->said.path);
    if (!order)
        order = strcmp((*a)->said.rule, (*b)->said.rule);
    return order ? order : strcmp((*a)->said.where, (*b)->said.where);
}

/* Entries in the order of path, rule and place; to be freed. */
static struct entry **list_places(struct entries *entries)
{
    struct entry **list = memory_resize(NULL, entries->count, sizeof *list);
    for (size_t i = 0; i < entries->count; i++)
        list[i] = &entries->items[i];
    if (entries->count)
        qsort(list, entries->count, sizeof *list, compare_places);
    return list;
}

static bool is_alike(struct entry *const *gone, struct entry *const *found, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!gone[i]->is_gone || strcmp(gone[i]->said.rule, found[i]->said.rule) != 0 ||
            strcmp(gone[i]->said.where, found[i]->said.where) != 0)
            return false;
    return true;
}

static bool has_entries(const struct baseline *baseline, const char *path)
{
    size_t at = find_path(baseline, path);
    return at < baseline->known.count && strcmp(baseline->by_path[at]->said.path, path) == 0;
}

/* Lets the entries of a file that is gone go along to the file that has the same findings. */
static void move_entries(struct baseline *baseline, struct entry **gone, size_t count,
                         struct entry **found)
{
    struct entries *others = &baseline->found;
    for (size_t at = 0, length; at < others->count; at += length) {
        length = count_path(found, others->count, at);
        if (length != count || found[at]->is_found || !is_alike(gone, found + at, count) ||
            has_entries(baseline, found[at]->said.path))
            continue;
        for (size_t i = 0; i < count; i++) {
            gone[i]->said = found[at + i]->said;
            gone[i]->is_gone = false;
            found[at + i]->is_found = true;
        }
        return;
    }
}

bool baseline_update(struct baseline *baseline)
{
    struct entries *known = &baseline->known;
    struct entry **gone = list_places(known);
    struct entry **found = list_places(&baseline->found);
    bool has_changed = false;
    for (size_t at = 0, length; at < known->count; at += length) {
        length = count_path(gone, known->count, at);
        if (gone[at]->is_gone && !is_there_still(baseline, gone[at]->said.path)) {
            move_entries(baseline, gone + at, length, found);
            has_changed = true;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < known->count; i++) {
        has_changed |= known->items[i].is_gone;
        if (!known->items[i].is_gone)
            known->items[kept++] = known->items[i];
    }
    known->count = kept;
    memory_free(gone);
    memory_free(found);
    return has_changed;
}

/* ---- Writing ---- */

/* As they're written. */
static int compare_lines(const void *left, const void *right)
{
    const struct baseline_entry *a = &((const struct entry *)left)->said;
    const struct baseline_entry *b = &((const struct entry *)right)->said;
    int order = strcmp(a->path, b->path);
    if (!order)
        order = strcmp(a->rule, b->rule);
    if (!order)
        order = strcmp(a->where, b->where);
    return order ? order : compare_prints(&a->fingerprint, &b->fingerprint);
}

bool baseline_next(struct baseline *baseline, size_t *number, struct baseline_entry *entry)
{
    struct entries *known = &baseline->known;
    if (*number == 0 && known->count)
        qsort(known->items, known->count, sizeof *known->items, compare_lines);
    if (*number == known->count)
        return false;
    *entry = known->items[(*number)++].said;
    return true;
}
