/* SPDX-License-Identifier: MIT */
/*
 * The floors that siplint is measured against. They do the least that can be done and share no
 * line with siplint:
 *
 *     floor parse FILE…      expat with empty handlers, in chunks of 64 KiB
 *     floor reuse DIRECTORY  one parser for all files below it, each parsed in one final call
 *     floor read DIRECTORY   open, read, close
 *     floor plain DIRECTORY  as `parse`, for each file: a parser of its own, read to the end
 *     floor evict DIRECTORY  takes the files' pages out of the page cache
 */
#include <dirent.h>
#include <expat.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (64 * 1024)

typedef void visitor(const char *path);

static XML_Parser reused;
static char bytes[CHUNK];

static void on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    (void)data;
    (void)name;
    (void)attributes;
}

static void on_end(void *data, const XML_Char *name)
{
    (void)data;
    (void)name;
}

static void on_text(void *data, const XML_Char *text, int length)
{
    (void)data;
    (void)text;
    (void)length;
}

static void set_handlers(XML_Parser parser)
{
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
}

static _Noreturn void fail(const char *what)
{
    perror(what);
    exit(3);
}

static void check(XML_Parser parser, enum XML_Status status, const char *path)
{
    if (status == XML_STATUS_OK)
        return;
    fprintf(stderr, "%s: %s\n", path, XML_ErrorString(XML_GetErrorCode(parser)));
    exit(3);
}

static int open_input(const char *path)
{
    int file = open(path, O_RDONLY);
    if (file < 0)
        fail(path);
    return file;
}

static void parse(const char *path)
{
    XML_Parser parser = XML_ParserCreate(NULL);
    int file = open_input(path);
    ssize_t got;
    set_handlers(parser);
    do {
        got = read(file, XML_GetBuffer(parser, CHUNK), CHUNK);
        if (got < 0)
            fail(path);
        check(parser, XML_ParseBuffer(parser, (int)got, got == 0), path);
    } while (got);
    close(file);
    XML_ParserFree(parser);
}

static void parse_reused(const char *path)
{
    int file = open_input(path);
    XML_ParserReset(reused, NULL);
    set_handlers(reused);
    ssize_t got = read(file, XML_GetBuffer(reused, CHUNK), CHUNK);
    if (got < 0)
        fail(path);
    check(reused, XML_ParseBuffer(reused, (int)got, 1), path);
    close(file);
}

static void read_only(const char *path)
{
    int file = open_input(path);
    if (read(file, bytes, sizeof bytes) < 0)
        fail(path);
    close(file);
}

static void evict(const char *path)
{
    int file = open_input(path);
    if (posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) != 0)
        fail(path);
    close(file);
}

static void walk(const char *folder, visitor *visit)
{
    char path[4096];
    DIR *stream = opendir(folder);
    const struct dirent *entry;
    if (!stream)
        fail(folder);
    while ((entry = readdir(stream))) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_type == DT_DIR)
            walk(path, visit);
        else
            visit(path);
    }
    closedir(stream);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        visitor *visit;
        int walks;
    } modes[] = {{"parse", parse, 0},
                 {"reuse", parse_reused, 1},
                 {"read", read_only, 1},
                 {"plain", parse, 1},
                 {"evict", evict, 1}};
    reused = XML_ParserCreate(NULL);
    for (size_t i = 0; argc > 2 && i < sizeof modes / sizeof *modes; i++) {
        if (strcmp(argv[1], modes[i].name) != 0)
            continue;
        for (int at = 2; at < argc; at++) {
            if (modes[i].walks)
                walk(argv[at], modes[i].visit);
            else
                modes[i].visit(argv[at]);
        }
        XML_ParserFree(reused);
        return 0;
    }
    fprintf(stderr, "usage: floor parse|reuse|read|plain|evict PATH…\n");
    return 2;
}
