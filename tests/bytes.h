/* SPDX-License-Identifier: MIT */
/*
 * For suites that make documents: bytes that they own, copied, converted, read from a file and
 * written to one. Whatever fails fails the test. A byte of value 0 follows the last one, so that
 * text is a string, too.
 */
#ifndef SIPLINT_TESTS_BYTES_H
#define SIPLINT_TESTS_BYTES_H

#include "base/text.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* To be freed by bytes_free(). */
struct bytes {
    char *bytes;
    size_t length;
};

static inline struct bytes bytes_copy(const char *from, size_t length)
{
    struct bytes copy = {malloc(length + 1), length};
    ck_assert_ptr_nonnull(copy.bytes);
    if (length)
        memcpy(copy.bytes, from, length);
    copy.bytes[length] = '\0';
    return copy;
}

static inline struct bytes bytes_of(const char *string)
{
    return bytes_copy(string, strlen(string));
}

static inline void bytes_free(struct bytes bytes)
{
    free(bytes.bytes);
}

/* Valid as long as the bytes are. */
static inline struct text bytes_text(struct bytes bytes)
{
    return (struct text){bytes.bytes, bytes.length};
}

/* UTF-8 converted by iconv, after a byte order mark when one is wanted. Fails when iconv does. */
static inline struct bytes bytes_convert(const char *utf_8, const char *encoding, const char *mark)
{
    iconv_t converter = iconv_open(encoding, "UTF-8");
    ck_assert_msg(converter != (iconv_t)-1, "iconv doesn't know %s", encoding);
    size_t in_left = strlen(utf_8), room = 4 * in_left + 16, out_left;
    struct bytes out = {calloc(1, room), strlen(mark)};
    memcpy(out.bytes, mark, out.length);
    char *in = (char *)(uintptr_t)utf_8, *to = out.bytes + out.length;
    out_left = room - out.length;
    ck_assert_msg(iconv(converter, &in, &in_left, &to, &out_left) != (size_t)-1,
                  "%s doesn't hold the document", encoding);
    iconv(converter, NULL, NULL, &to, &out_left);
    iconv_close(converter);
    out.length = room - out_left;
    return out;
}

/* `pattern`, in which each `from` is replaced. */
static inline struct bytes bytes_replace(const char *pattern, const char *from, const char *to)
{
    struct bytes out = {NULL, 0};
    FILE *stream = open_memstream(&out.bytes, &out.length);
    for (const char *next; (next = strstr(pattern, from)); pattern = next + strlen(from))
        fprintf(stream, "%.*s%s", (int)(next - pattern), pattern, to);
    fputs(pattern, stream);
    fclose(stream);
    return out;
}

/* ---- Files ---- */

static inline struct bytes bytes_read(const char *path)
{
    struct bytes file = {NULL, 0};
    char piece[4096];
    FILE *from = fopen(path, "rb"), *to = open_memstream(&file.bytes, &file.length);
    if (!from || !to)
        ck_abort_msg("%s: %s", path, strerror(errno));
    for (size_t length; (length = fread(piece, 1, sizeof piece, from)) > 0;)
        fwrite(piece, 1, length, to);
    fclose(from);
    fclose(to);
    return file;
}

/* Makes the file or replaces what's in it, without emptying it first: some file systems would then
 * wait for the disk. */
static inline void write_file(const char *path, struct text bytes)
{
    int descriptor = open(path, O_WRONLY | O_CREAT, 0600);
    bool is_written = descriptor >= 0 &&
                      pwrite(descriptor, bytes.bytes, bytes.length, 0) == (ssize_t)bytes.length &&
                      ftruncate(descriptor, (off_t)bytes.length) == 0;
    if (!is_written || close(descriptor) != 0)
        ck_abort_msg("%s: %s", path, strerror(errno));
}

static inline void make_file(const char *path)
{
    write_file(path, (struct text){"", 0});
}

#endif
