/* SPDX-License-Identifier: MIT */
/* An input, as the walk through files and directories hands it to whoever lints it. */
#ifndef SIPLINT_INPUT_INPUT_H
#define SIPLINT_INPUT_INPUT_H

#include <stdbool.h>

/* Why an input is passed over, without being opened. */
enum passing {
    PASSING_NOT,
    PASSING_SPECIAL,  /* in a directory: a pipe, a socket, a device, or a link to one */
    PASSING_EXCLUDED, /* named, also a directory */
};

/* Something to lint, or that could have been linted. */
struct input {
    char *path; /* owned by whoever got it: free with memory_free(); "-" isn't special here */
    bool standard_input;
    bool named;     /* by the user, not met in a directory, so that it must be a profile */
    bool regular;   /* a named regular file: opening it doesn't wait for another program */
    int descriptor; /* 0, or of what was met in a directory: open, owned by whoever got it */
    int problem;    /* 0, or why this file or directory can't be read: see input/problem.h */
    enum passing passing;
};

#endif
