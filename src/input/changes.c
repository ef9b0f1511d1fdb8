/* SPDX-License-Identifier: MIT */
/* A hunk's head says how many lines it has, so that no line in it is taken for anything else. */
#include "input/changes.h"
#include "base/memory.h"
#include "base/path_root.h"
#include "input/quoted.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct line_range {
    uint32_t begin;
    uint32_t end; /* the last one */
};

struct changed_file {
    char *path; /* as the diff has it, without git's `b/` */
    struct line_range *ranges;
    size_t count;
    size_t capacity;
};

struct changes {
    struct changed_file *files;
    size_t count;
    size_t capacity;
    bool is_git; /* paths are from the repository's root */
    struct path_root root;
};

void changes_free(struct changes *changes)
{
    if (!changes)
        return;
    for (size_t i = 0; i < changes->count; i++) {
        memory_free(changes->files[i].path);
        memory_free(changes->files[i].ranges);
    }
    memory_free(changes->files);
    path_root_free(&changes->root);
    memory_free(changes);
}

/* ---- Bytes ---- */

static bool read_all(int descriptor, struct text *bytes)
{
    size_t room = 1 << 16;
    char *all = memory_take(room);
    *bytes = (struct text){all, 0};
    for (;;) {
        if (bytes->length == room) {
            room *= 2;
            all = memory_resize(all, room, 1);
        }
        ssize_t got = read(descriptor, all + bytes->length, room - bytes->length);
        bytes->bytes = all;
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        bytes->length += (size_t)got;
    }
}

static bool read_diff(const char *path, struct text *bytes)
{
    *bytes = (struct text){NULL, 0};
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, bytes);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return false;
    bool is_read = read_all(descriptor, bytes);
    int problem = errno;
    close(descriptor);
    errno = problem;
    return is_read;
}

/* ---- Lines ---- */

struct diff {
    struct changes *changes;
    struct text rest;
    size_t line;               /* the number of the last one taken */
    bool has_text;             /* some that isn't blank */
    bool has_file;             /* a change of one */
    struct changed_file *file; /* the hunks' one; NULL: it's deleted, or none yet */
};

static bool get_line(struct diff *diff, struct text *line)
{
    if (!diff->rest.length)
        return false;
    size_t end = text_find(diff->rest, '\n');
    bool has_return = end && diff->rest.bytes[end - 1] == '\r';
    *line = text_slice(diff->rest, 0, end - has_return);
    diff->rest = text_slice(diff->rest, end < diff->rest.length ? end + 1 : end, diff->rest.length);
    diff->line++;
    return true;
}

static bool begins_with(struct text line, const char *start)
{
    struct text text = text_of(start);
    return line.length >= text.length && text_equal(text_slice(line, 0, text.length), text);
}

static char *copy_text(struct text text)
{
    char *copy = memory_resize(NULL, text.length + 1, 1);
    memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\0';
    return copy;
}

/* The name after `+++ `: up to a tab, after which `diff -u` has the time; or in git's quotes. */
static char *take_path(const struct diff *diff, struct text text)
{
    text = text_slice(text, 0, text_find(text, '\t'));
    char *name = copy_text(text);
    char *unquoted = quoted_name(name);
    if (unquoted) {
        memory_free(name);
        name = unquoted;
    }
    if (diff->changes->is_git && strncmp(name, "b/", 2) == 0)
        memmove(name, name + 2, strlen(name) - 1);
    return name;
}

static void begin_file(struct diff *diff, struct text name)
{
    struct changes *changes = diff->changes;
    char *path = take_path(diff, name);
    bool is_known = diff->file && strcmp(diff->file->path, path) == 0; /* it was renamed */
    diff->has_file = true;
    if (is_known || strcmp(path, "/dev/null") == 0) {
        diff->file = is_known ? diff->file : NULL;
        memory_free(path);
        return;
    }
    changes->files =
        memory_grow(changes->files, changes->count, &changes->capacity, sizeof *changes->files);
    diff->file = &changes->files[changes->count++];
    *diff->file = (struct changed_file){.path = path};
}

static void add_line(struct changed_file *file, uint32_t line)
{
    struct line_range *last = file && file->count ? &file->ranges[file->count - 1] : NULL;
    if (!file)
        return;
    if (last && last->end + 1 == line) {
        last->end = line;
        return;
    }
    file->ranges = memory_grow(file->ranges, file->count, &file->capacity, sizeof *file->ranges);
    file->ranges[file->count++] = (struct line_range){line, line};
}

/* Takes `12` or `12,3` off the text, after that sign. */
static bool take_range(struct text *text, char sign, uint32_t *start, uint32_t *count)
{
    uint32_t *numbers[] = {start, count};
    *count = 1;
    if (!text->length || *text->bytes != sign)
        return false;
    for (int i = 0; i < 2; i++) {
        *text = text_slice(*text, 1, text->length);
        size_t digits = text_leading_digits(*text);
        if (!digits || digits > 9)
            return false;
        *numbers[i] = 0;
        for (size_t at = 0; at < digits; at++)
            *numbers[i] = *numbers[i] * 10 + (uint32_t)(text->bytes[at] - '0');
        *text = text_slice(*text, digits, text->length);
        if (!text->length || *text->bytes != ',')
            break;
    }
    if (!text->length || *text->bytes != ' ')
        return false;
    *text = text_slice(*text, 1, text->length);
    return true;
}

/* The lines of a hunk. False when they aren't as its head, `@@ -1,2 +3,4 @@`, says. */
static bool take_hunk(struct diff *diff, struct text head)
{
    uint32_t old_start, old_left, line, new_left;
    struct text text;
    head = text_slice(head, strlen("@@ "), head.length);
    if (!take_range(&head, '-', &old_start, &old_left) ||
        !take_range(&head, '+', &line, &new_left) || !begins_with(head, "@@"))
        return false;
    while (old_left || new_left) {
        if (!get_line(diff, &text))
            return false;
        char sign = text.length ? *text.bytes : ' '; /* a mailer may have cut the blank off */
        bool is_old = sign == '-' || sign == ' ', is_new = sign == '+' || sign == ' ';
        if (sign == '\\')
            continue;
        if ((!is_old && !is_new) || (is_old && !old_left) || (is_new && !new_left))
            return false;
        if (sign == '+')
            add_line(diff->file, line);
        line += is_new;
        old_left -= is_old;
        new_left -= is_new;
    }
    return true;
}

static enum changes_problem take_lines(struct diff *diff)
{
    struct text line;
    while (get_line(diff, &line)) {
        diff->has_text |= !text_is_all_blank(line);
        if (begins_with(line, "diff --git ")) {
            diff->changes->is_git = diff->has_file = true;
            diff->file = NULL;
        } else if (begins_with(line, "+++ ")) {
            begin_file(diff, text_slice(line, strlen("+++ "), line.length));
        } else if (diff->changes->is_git && begins_with(line, "rename to ")) {
            begin_file(diff, text_slice(line, strlen("rename to "), line.length));
        } else if (begins_with(line, "@@@") ||
                   (begins_with(line, "@@ ") && (!diff->has_file || !take_hunk(diff, line)))) {
            return CHANGES_ODD_LINE;
        }
    }
    return diff->has_text && !diff->has_file ? CHANGES_NO_DIFF : CHANGES_OK;
}

static int compare_names(const void *left, const void *right)
{
    const struct changed_file *a = left, *b = right;
    return strcmp(a->path, b->path);
}

struct changes *changes_read(const char *path, enum changes_problem *problem, size_t *line)
{
    struct changes *changes = memory_new(sizeof *changes);
    struct diff diff = {.changes = changes};
    changes->root = path_root_repository();
    *problem = CHANGES_UNREADABLE;
    if (read_diff(path, &diff.rest)) {
        struct text bytes = diff.rest;
        *problem = take_lines(&diff);
        diff.rest = bytes;
    }
    text_free(diff.rest);
    *line = diff.line;
    if (changes->count)
        qsort(changes->files, changes->count, sizeof *changes->files, compare_names);
    if (*problem == CHANGES_OK)
        return changes;
    changes_free(changes);
    return NULL;
}

/* ---- Files ---- */

static const struct changed_file *find_by_path(const struct changes *changes, const char *name)
{
    const struct changed_file wanted = {.path = (char *)(uintptr_t)name};
    return changes->count ? bsearch(&wanted, changes->files, changes->count, sizeof *changes->files,
                                    compare_names)
                          : NULL;
}

/* Git's paths are from the repository's root; those of `diff -u` are likely from here. */
const struct changed_file *changes_find(struct changes *changes, const char *path)
{
    char *told = path_root_tell(&changes->root, path);
    const struct changed_file *found = find_by_path(changes, told);
    memory_free(told);
    if (found || changes->is_git)
        return found;
    return find_by_path(changes, path);
}

bool changed_file_touches(const struct changed_file *file, uint32_t begin, uint32_t end)
{
    size_t from = 0, to = file->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (file->ranges[middle].end < begin)
            from = middle + 1;
        else
            to = middle;
    }
    return from < file->count && file->ranges[from].begin <= end;
}
