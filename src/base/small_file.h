/* SPDX-License-Identifier: MIT */
/* Reads a file as a whole that siplint itself needs: settings, a baseline. */
#ifndef SIPLINT_BASE_SMALL_FILE_H
#define SIPLINT_BASE_SMALL_FILE_H

#include "base/text.h"

#define SMALL_FILE_ODD (-1)   /* it isn't a regular file */
#define SMALL_FILE_LARGE (-2) /* it's longer than `limit` */

/* 0, an errno, or one of these. `follow`: it may be a symbolic link. The bytes are to be freed by
 * text_free(), also when there's a problem. */
int small_file_read(const char *path, bool follow, size_t limit, struct text *bytes);

/* What went wrong, in words. */
const char *small_file_problem(int problem);

#endif
