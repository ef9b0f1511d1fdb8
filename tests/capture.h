/* SPDX-License-Identifier: MIT */
/* For tests of what writes: a stream whose output is read back as a string. */
#ifndef SIPLINT_TESTS_CAPTURE_H
#define SIPLINT_TESTS_CAPTURE_H

#include "report/emit.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

struct capture {
    FILE *file;
    struct emit *out;
};

static inline struct capture capture_begin(bool color)
{
    struct capture capture = {.file = tmpfile()};
    ck_assert_ptr_nonnull(capture.file);
    capture.out = emit_new(fileno(capture.file), color);
    return capture;
}

/* All that was written, to be freed. */
static inline char *capture_end(struct capture *capture)
{
    ck_assert_int_eq(emit_finish(capture->out), 0);
    ck_assert_int_eq(fseek(capture->file, 0, SEEK_END), 0);
    long length = ftell(capture->file);
    ck_assert_int_ge(length, 0);
    rewind(capture->file);
    char *text = calloc(1, (size_t)length + 1);
    ck_assert_ptr_nonnull(text);
    ck_assert_uint_eq(fread(text, 1, (size_t)length, capture->file), (size_t)length);
    fclose(capture->file);
    return text;
}

#endif
