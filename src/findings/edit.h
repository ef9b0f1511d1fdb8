/* SPDX-License-Identifier: MIT */
/*
 * What a finding's help tells to do, as steps that a program can take. No report has them: tests
 * take them, and lint the result. A step names its place by a token that the rule has at hand:
 * whoever takes it looks for the element around that. Steps aren't shown, so their places may tell
 * what the place of a secret doesn't.
 *
 * The steps of one finding are taken together: all places are those of the document as it was read.
 */
#ifndef SIPLINT_FINDINGS_EDIT_H
#define SIPLINT_FINDINGS_EDIT_H

#include "base/range.h"

#include <stdbool.h>
#include <stddef.h>

enum edit_kind {
    EDIT_NONE,             /* ends a list */
    EDIT_REPLACE,          /* the bytes of `at`; where it's empty, the text is inserted there */
    EDIT_SET_ATTRIBUTE,    /* gives the attribute `name` this value, whether it's there or not */
    EDIT_REMOVE_ATTRIBUTE, /* the attribute `name`, or one at `at` that was taken for it */
    EDIT_RENAME_ELEMENT,   /* to the text, in both tags */
    EDIT_REMOVE_ELEMENT,   /* with all that it contains */
    EDIT_UNWRAP_ELEMENT,   /* its tags go, what it contains stays */
    EDIT_MOVE_INTO,        /* the element becomes the last thing in the first element `name` */
    EDIT_INSERT_FIRST,     /* the text becomes the first thing in the element, … */
    EDIT_INSERT_LAST,      /* … or the last */
    EDIT_INSERT_BEFORE,    /* the text comes before the element */
};

/* How many steps one finding takes at most. */
#define EDIT_STEPS 8

struct edit {
    enum edit_kind kind;
    struct range at;  /* but with EDIT_REPLACE, anywhere in the start tag of the element meant */
    const char *name; /* of the attribute, or of the element to move into; or NULL */
    const char *text; /* as it's written in XML, in UTF-8; a value can stand in either quotes */
    bool is_example;  /* the text is made up: the real one is for the administrator to know */
};

/* The steps of one finding, ended by EDIT_NONE where there are fewer. Zeroed, there are none. */
struct steps {
    struct edit items[EDIT_STEPS];
    bool is_partial; /* it takes more than these: none of them is kept */
};

/* Adds a step, unless that's EDIT_NONE. */
static inline void steps_add(struct steps *steps, struct edit edit)
{
    size_t count = 0;
    while (count < EDIT_STEPS && steps->items[count].kind != EDIT_NONE)
        count++;
    if (count < EDIT_STEPS)
        steps->items[count] = edit;
    else
        steps->is_partial = true;
}

#endif
