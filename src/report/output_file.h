/* SPDX-License-Identifier: MIT */
/*
 * A file that is replaced as a whole or not at all: what is written goes to a temporary file
 * beside it, which takes its name and its mode in the end. A symbolic link stays, and what it
 * leads to is replaced or made: which links may be followed is for the caller to know.
 */
#ifndef SIPLINT_REPORT_OUTPUT_FILE_H
#define SIPLINT_REPORT_OUTPUT_FILE_H

#include <stdbool.h>

struct output_file {
    int descriptor;  /* to write to */
    char *target;    /* the file to replace */
    char *temporary; /* NULL: the target is a device, a pipe or a descriptor, written directly */
};

/*
 * Where the links lead that the path ends in, whether something is there or not; the name of a
 * descriptor (/dev/stderr, /dev/fd/3) is the end. To be freed by memory_free().
 */
char *output_file_follow(const char *path);

/* Is it the name of a descriptor of the program? */
bool output_file_is_descriptor(const char *path);

/*
 * Returns 0 or an errno value. Sets the process's file mode mask for a moment: not while other
 * threads create files.
 */
int output_file_open(struct output_file *file, const char *path);

/* One of these follows; both close the descriptor. The first returns 0 or an errno value. */
int output_file_replace(struct output_file *file);
void output_file_discard(struct output_file *file);

#endif
