/* SPDX-License-Identifier: MIT */
/*
 * Copies standard input to standard output, with what stands between its markers made anew from
 * the tables that the program itself reads. A marker is a line that ends so, whatever is a comment
 * there:
 *
 *     .\" begin generated options
 *     .\" end generated options
 */
#include "generate.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct section *const all_sections[] = {manual_sections, completion_sections};

#define LIST_COUNT (sizeof all_sections / sizeof all_sections[0])

/* The name that a line has behind `words`; NULL: it hasn't the words. */
static const char *name_behind(const char *line, const char *words)
{
    const char *found = strstr(line, words);
    return found ? found + strlen(words) : NULL;
}

static const struct section *find_section(const char *name)
{
    for (size_t list = 0; list < LIST_COUNT; list++)
        for (const struct section *section = all_sections[list]; section->name; section++)
            if (strcmp(section->name, name) == 0)
                return section;
    return NULL;
}

/*
 * Deals with a line. `inside` is the section that it stands in, NULL: none; it's changed at a
 * marker. False at a marker that's out of place, or of a section that there isn't.
 */
static bool take_line(const char *line, const struct section **inside)
{
    const char *begin = name_behind(line, "begin generated ");
    const char *end = name_behind(line, "end generated ");
    if (*inside && !end)
        return true; /* made before, and now anew */
    puts(line);
    if (end) {
        bool fits = *inside && strcmp((*inside)->name, end) == 0;
        *inside = NULL;
        return fits;
    }
    if (!begin)
        return true;
    *inside = find_section(begin);
    if (*inside)
        (*inside)->put();
    return *inside;
}

static int fail(const char *what)
{
    fprintf(stderr, "generate: %s\n", what);
    return EXIT_FAILURE;
}

int main(void)
{
    char *line = NULL;
    size_t room = 0;
    const struct section *inside = NULL;
    bool fits = true;
    while (fits && getline(&line, &room, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        fits = take_line(line, &inside);
    }
    free(line);
    if (!fits || inside)
        return fail("a marker is missing, or names no section");
    return fflush(stdout) || ferror(stdin) ? fail("can't read or write") : EXIT_SUCCESS;
}
