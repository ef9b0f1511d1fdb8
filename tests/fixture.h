/* SPDX-License-Identifier: MIT */
/*
 * For suites that go through fixtures: which there are, and what each says of itself (see
 * fixtures/README.md).
 */
#ifndef SIPLINT_TESTS_FIXTURE_H
#define SIPLINT_TESTS_FIXTURE_H

#include "bytes.h"
#include "cli/command_line.h"

#include <ftw.h>

#define MAX_FIXTURES 8192
#define MAX_LINES 4096

static char *fixtures[MAX_FIXTURES];
static int fixture_count;

/* The comments of a fixture, whatever its encoding: all we look for in them is ASCII. */
static inline char *plain_text(struct bytes file)
{
    char *text = malloc(file.length + 1);
    ck_assert_ptr_nonnull(text);
    size_t length = 0;
    for (size_t i = 0; i < file.length; i++) {
        if (file.bytes[i])
            text[length++] = file.bytes[i];
    }
    text[length] = '\0';
    return text;
}

/* Calls `take` for what stands between `<!-- NAME: ` and ` -->`. */
static inline void each_comment(const char *text, const char *name, void (*take)(void *, char *),
                                void *context)
{
    char start[64];
    snprintf(start, sizeof start, "<!-- %s: ", name);
    for (const char *at = strstr(text, start); at; at = strstr(at + 1, start)) {
        const char *from = at + strlen(start);
        const char *to = strstr(from, " -->");
        if (!to)
            return;
        char *content = strndup(from, (size_t)(to - from));
        take(context, content);
        free(content);
    }
}

struct lines {
    char *lines[MAX_LINES];
    size_t count;
};

static inline void add_line(void *context, char *line)
{
    struct lines *lines = context;
    ck_assert_uint_lt(lines->count, MAX_LINES);
    lines->lines[lines->count++] = strdup(line);
}

static inline int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static inline char *join(struct lines *lines)
{
    qsort(lines->lines, lines->count, sizeof *lines->lines, compare_lines);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    for (size_t i = 0; i < lines->count; i++) {
        fprintf(out, "%s\n", lines->lines[i]);
        free(lines->lines[i]);
    }
    fclose(out);
    return text;
}

/* ---- What a fixture says of itself ---- */

struct fixture {
    const char *path;
    struct bytes file;
    char *text;
    char *expected;
    struct lines arguments;
    struct lines with;
};

static inline void split_arguments(void *context, char *options)
{
    /* A comment can't hold the two dashes. */
    for (char *word = strtok(options, " "); word; word = strtok(NULL, " ")) {
        char option[512];
        snprintf(option, sizeof option, "--%s", word);
        add_line(context, option);
    }
}

static inline void free_lines(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->lines[i]);
}

static inline void unload(struct fixture *fixture)
{
    bytes_free(fixture->file);
    free(fixture->text);
    free(fixture->expected);
    free_lines(&fixture->arguments);
    free_lines(&fixture->with);
}

static inline struct fixture load(const char *path)
{
    struct fixture fixture = {.path = path, .file = bytes_read(path)};
    char sidecar[4096];
    snprintf(sidecar, sizeof sidecar, "%s.expect", path);
    struct bytes beside = bytes_read(access(sidecar, F_OK) == 0 ? sidecar : path);
    fixture.text = plain_text(beside);
    bytes_free(beside);
    struct lines *expected = calloc(1, sizeof *expected);
    each_comment(fixture.text, "expect", add_line, expected);
    fixture.expected = join(expected);
    free(expected);
    each_comment(fixture.text, "options", split_arguments, &fixture.arguments);
    each_comment(fixture.text, "with", add_line, &fixture.with);
    return fixture;
}

static inline enum status parse_options(const struct fixture *fixture, struct options *options)
{
    static char first[] = "siplint", pedantic[] = "--pedantic", all[] = "--max-findings=100000";
    static char last[] = "fixture";
    char *arguments[64] = {first, pedantic, all};
    int count = 3;
    for (size_t i = 0; i < fixture->arguments.count; i++)
        arguments[count++] = fixture->arguments.lines[i];
    arguments[count++] = last;
    const struct environment environment = {.clock = 1100000000};
    struct emit *errors = emit_new(STDERR_FILENO, false);
    enum status status = options_parse(options, count, arguments, &environment, errors);
    emit_finish(errors);
    return status;
}

static inline int add_fixture(const char *path, const struct stat *status, int type)
{
    (void)status;
    size_t length = strlen(path);
    if (type == FTW_F && length > 4 && strcmp(path + length - 4, ".xml") == 0 &&
        fixture_count < MAX_FIXTURES)
        fixtures[fixture_count++] = strdup(path);
    return 0;
}

#endif
