/* SPDX-License-Identifier: MIT */
/*
 * How much of a value may be shown. Whatever a value is meant to be, a password can get into it by
 * a slip, so it's shown as far as it reads as what belongs there, up to and with the first
 * character that doesn't fit; what follows is hidden. Both messages and excerpts ask here, and so
 * do ranges, since the length of what is hidden mustn't show either.
 *
 * What reads right is shown, even if it's a password after all: a host name that somebody uses as
 * one can't be told from a host name. Only words in which letters and digits alternate as in
 * generated passwords are kept back, together with all that is beside them; in a host name,
 * where others are common, only those with letters of both cases.
 */
#ifndef SIPLINT_GRAMMAR_HARMLESS_H
#define SIPLINT_GRAMMAR_HARMLESS_H

#include "base/text.h"

/* What a value is meant to be. */
enum value_form {
    FORM_ID,      /* a rule's id: small letters and hyphens */
    FORM_NAME,    /* a name of XML, or of an encoding */
    FORM_TEXT,    /* words: somebody's name, a realm */
    FORM_KEY,     /* likewise; or hexadecimal digits and hyphens, mostly a GUID */
    FORM_DATE,    /* likewise; or a date */
    FORM_NUMBER,  /* a number, or a short word in its place */
    FORM_WORDS,   /* some of a list of known words */
    FORM_HOST,    /* a host, with or without a port */
    FORM_SIP,     /* a SIP address; without an `@`, what follows a colon isn't taken for a port */
    FORM_WEB,     /* a web address: without user, parameters, query and fragment */
    FORM_LETTERS, /* a name of letters only */
    FORM_SETTING, /* a telephone number, or X's in place of what may be a profile */
    FORM_SECRET,  /* nothing of it may be shown */
};

/* Of a value with more bytes than this nothing is shown. */
#define HARMLESS_LONGEST 1024

/* A text, and how many bytes of it, from its start, may be shown. */
struct harmless {
    struct text text;
    size_t shown;
};

/*
 * A value, as expat gives it. `known`, for FORM_WORDS: the words, then NULL; others stand for
 * themselves, but what follows one of those after anything but a blank is hidden (`ann;secret`).
 */
struct harmless harmless_value(enum value_form form, const char *const *known, struct text value);

/* A part of a value, which must be a slice of it: what of it may be shown. */
struct harmless harmless_part(struct harmless value, struct text part);

static inline bool harmless_is_whole(struct harmless value)
{
    return value.shown == value.text.length;
}

#endif
