/* SPDX-License-Identifier: MIT */
/*
 * A setting file, as far as it can be read without knowing what may be set:
 *
 *     # what holds for all files
 *     fail-on = error
 *
 *     [legacy]              # and for these
 *     disable = transport-not-tls, basic-auth
 *
 * A line is `option = value`, `[glob]`, a comment, or blank; blanks around each part don't count.
 * In a value and after a section's name, a `#` after a blank begins a comment. The file is UTF-8,
 * with or without a byte order mark, its lines end with LF or CR LF, and it's at most 1 MiB long.
 */
#ifndef SIPLINT_SETTINGS_SETTING_FILE_H
#define SIPLINT_SETTINGS_SETTING_FILE_H

#include "base/text.h"

/* Where something is: from 1, columns in code points. */
struct setting_place {
    uint32_t line;
    uint32_t column;
};

struct setting {
    struct text name;
    struct text value;
    struct setting_place name_at;
    struct setting_place value_at;
    size_t section; /* 0: above the first one; else the number of its section, from 1 */
};

struct setting_section {
    struct text glob;
    struct setting_place at;
};

/* Texts are borrowed from `bytes`. */
struct setting_file {
    struct text bytes; /* owned */
    struct setting *settings;
    size_t setting_count;
    struct setting_section *sections; /* section n is sections[n - 1] */
    size_t section_count;
};

/* Takes the next item off a list with commas between, without the blanks around it. False: there's
 * none left. An empty list has one, which is empty. */
bool setting_next_item(struct text *rest, struct text *item);

/* The place of a part of a setting's value. */
struct setting_place setting_part_place(const struct setting *setting, struct text part);

/* Reads the file: see small_file_read(). setting_file_free() must follow. */
int setting_file_read(struct setting_file *file, const char *path, bool follow);

/* Who is told, in the order of the lines, of what a file has. What is told of stays where it is. */
struct setting_handler {
    void *context;
    void (*setting)(void *context, const struct setting *setting);
    void (*section)(void *context, const struct setting_section *section);
    void (*problem)(void *context, struct setting_place at, const char *problem);
};

/* Takes the file's bytes apart. What can't be understood is left out. */
void setting_file_parse(struct setting_file *file, const struct setting_handler *handler);

void setting_file_free(struct setting_file *file);

#endif
