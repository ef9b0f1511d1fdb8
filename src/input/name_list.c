/* SPDX-License-Identifier: MIT */
/* Cuts what a reader gives into names. */
#include "input/name_list.h"
#include "base/memory.h"
#include "base/text.h"
#include "input/problem.h"
#include "input/reader.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

struct name_list {
    struct reader reader;
    bool nul;
    bool begun;    /* a name was met */
    size_t length; /* of the chunk */
    size_t at;     /* in it */
    char chunk[16 * 1024];
    size_t name_length; /* what was seen of the name, even if it wasn't kept */
    char name[NAME_LIST_LIMIT + 1];
};

struct name_list *name_list_open(const char *path, bool nul)
{
    struct name_list *list = memory_new(sizeof *list);
    int problem = reader_open(&list->reader, strcmp(path, "-") == 0 ? NULL : path);
    if (problem) {
        memory_free(list);
        errno = problem;
        return NULL;
    }
    list->nul = nul;
    list->reader.prompt = true;
    return list;
}

void name_list_close(struct name_list *list)
{
    if (!list)
        return;
    reader_close(&list->reader);
    memory_free(list);
}

static void add_byte(struct name_list *list, char byte)
{
    if (list->name_length < NAME_LIST_LIMIT)
        list->name[list->name_length] = byte;
    list->name_length++;
}

/* Is the list in UTF-16, as PowerShell writes it? Its bytes aren't names: one of them is a slash.
 */
static bool is_wide(const struct name_list *list)
{
    return !list->begun && !list->nul && list->name_length >= 2 &&
           (memcmp(list->name, "\xFF\xFE", 2) == 0 || memcmp(list->name, "\xFE\xFF", 2) == 0);
}

/* The bytes of the mark that editors of Windows put in front of UTF-8. */
static size_t measure_mark(const struct name_list *list, size_t length)
{
    uint32_t code_point;
    size_t taken = length ? text_decode(list->name, list->name + length, &code_point) : 0;
    return taken && !list->begun && !list->nul && code_point == TEXT_BYTE_ORDER_MARK ? taken : 0;
}

/* Ends the name; *problem says whether it's whole. NULL when it's empty, or not a name. */
static const char *end_name(struct name_list *list, int *problem)
{
    size_t length = list->name_length;
    *problem = is_wide(list) ? PROBLEM_UTF_16 : length > NAME_LIST_LIMIT ? ENAMETOOLONG : 0;
    if (*problem == PROBLEM_UTF_16)
        return NULL;
    if (*problem)
        length = NAME_LIST_LIMIT;
    else if (!list->nul && length && list->name[length - 1] == '\r')
        length--;
    list->name[length] = '\0';
    size_t mark = measure_mark(list, length);
    list->name_length = 0;
    list->begun = true;
    return length > mark ? list->name + mark : NULL;
}

/* Makes the next byte of the list ready at chunk[at]: false at its end, with *problem. */
static bool have_byte(struct name_list *list, int *problem)
{
    if (list->at < list->length)
        return true;
    list->at = 0;
    list->length = 0;
    if (!list->reader.at_end)
        *problem = reader_fill(&list->reader, list->chunk, sizeof list->chunk, &list->length);
    return list->length > 0;
}

/* The bytes of byte order marks, of UTF-16's ASCII, and white space. */
static bool may_precede_markup(char byte)
{
    static const char marks[] = {'\xEF', '\xBB', '\xBF', '\xFE', '\xFF', '\0'};
    return text_is_blank(byte) || memchr(marks, byte, sizeof marks);
}

bool name_list_is_markup(struct name_list *list)
{
    size_t at = 0;
    int problem = 0; /* comes again with the first name */
    for (;;) {
        while (at < list->length && may_precede_markup(list->chunk[at]))
            at++;
        if (at < list->length)
            return list->chunk[at] == '<';
        size_t room = sizeof list->chunk - list->length;
        size_t length = 0;
        if (room && !list->reader.at_end)
            problem = reader_fill(&list->reader, list->chunk + list->length, room, &length);
        list->length += length;
        if (!length || problem)
            return false;
    }
}

const char *name_list_next(struct name_list *list, int *problem)
{
    *problem = 0;
    while (have_byte(list, problem)) {
        char byte = list->chunk[list->at++];
        bool ends_name = byte == '\0' || (byte == '\n' && !list->nul);
        if (!ends_name) {
            add_byte(list, byte);
            continue;
        }
        const char *name = end_name(list, problem);
        if (name || *problem)
            return name;
    }
    return *problem ? NULL : end_name(list, problem);
}

bool name_list_may_wait(const struct name_list *list)
{
    return !list->reader.regular && !list->reader.at_end && list->at == list->length;
}
