/* SPDX-License-Identifier: MIT */
/*
 * Why an input can't be read: 0 for no problem, an errno value, or one of these, which no errno
 * value is.
 */
#ifndef SIPLINT_INPUT_PROBLEM_H
#define SIPLINT_INPUT_PROBLEM_H

enum {
    PROBLEM_CHANGED = -1,   /* a file was changed while it was being read */
    PROBLEM_REPLACED = -2,  /* something else is where a walk met a file or folder */
    PROBLEM_LEADS_OUT = -3, /* a symbolic link, met in a directory or a list, to a file outside */
    PROBLEM_UTF_16 = -4,    /* a list of names in UTF-16 */
    PROBLEM_MARKUP = -5, /* a list in which something begins as XML does, and isn't a file's name */
    PROBLEM_SPECIAL = -8,   /* a pipe, a socket or a device that a list names */
    PROBLEM_QUOTED = -6,    /* a name in double quotes, as git writes it, of no file */
    PROBLEM_TOO_LARGE = -7, /* more bytes than an input may have */
};

/* What to tell people; for errno values as strerror(). */
const char *problem_text(int problem);

#endif
