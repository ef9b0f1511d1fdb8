/* SPDX-License-Identifier: MIT */
/*
 * Reads a document for the mask, a character at a time, and notes which of its line may be shown.
 * Any bytes will do: what isn't understood is hidden.
 */
#ifndef SIPLINT_RUN_MASK_READER_H
#define SIPLINT_RUN_MASK_READER_H

#include "profile/schema.h"

#define MASK_MEMORY 2048
#define MASK_PENDING 32

enum mask_state {
    MASK_TEXT,
    MASK_OPEN,   /* after `<` */
    MASK_MARKUP, /* after `<!` */
    MASK_COMMENT,
    MASK_CDATA,
    MASK_DOCTYPE,
    MASK_INSTRUCTION,
    MASK_ELEMENT_NAME,
    MASK_END_TAG,
    MASK_IN_TAG, /* between attributes */
    MASK_ATTRIBUTE_NAME,
    MASK_EQUALS, /* after the name: `=` is to come */
    MASK_QUOTE,  /* after the `=`: a quotation mark is to come */
    MASK_VALUE,
    MASK_BROKEN, /* not XML any more: to the next `>` */
    MASK_SUBSET, /* between the declarations in a DOCTYPE */
};

/* What was read of a line, by column modulo MASK_MEMORY, and which of it is shown. In an embedded
 * profile a character can be written in several columns, as &lt; is: `meaning` has it in the first,
 * and MASK_GOES_ON in the others. */
struct mask_line {
    uint32_t column; /* of the code point at hand, from 1 */
    uint32_t code_points[MASK_MEMORY];
    uint32_t meaning[MASK_MEMORY];
    bool shown[MASK_MEMORY];
    bool has_forgotten; /* something hidden in this line, before what is remembered */
};

#define MASK_GOES_ON UINT32_MAX

/* How far a document was read. */
struct mask_reader {
    struct mask_line *line;
    uint64_t trusted; /* where the document stops being well-formed; UINT64_MAX: nowhere */
    uint64_t byte;    /* of the character at hand, … */
    uint32_t column;  /* … its first column, … */
    uint32_t next;    /* … and the one after it */
    enum mask_state state;
    enum element_kind element;
    enum attribute_kind attribute;
    bool is_of_setting;      /* the tag has named a setting that is known */
    uint32_t quote;          /* that ends the value, or the literal in a DOCTYPE */
    bool is_declaration;     /* what is read as a tag is an XML declaration */
    bool in_subset;          /* within the `[…]` of a DOCTYPE */
    unsigned data_depth;     /* elements open from a data element on */
    uint32_t last[2];        /* the characters before, … */
    uint32_t last_column[2]; /* … and their first columns */
    uint32_t since;          /* characters in this state */
    uint32_t word_start;     /* the column where the current name or value starts */
    bool word_is_cut;        /* it started on an earlier line */
    bool has_text;           /* in MASK_TEXT: something else than blanks was met in this line */

    struct {
        uint32_t from, to;
    } pending[MASK_PENDING]; /* columns to be shown if their tag ends well */
    unsigned pending_count;
};

/* A document begins in the line, which is borrowed; `trusted`: see struct mask_reader. */
void mask_reader_begin(struct mask_reader *reader, struct mask_line *line, uint64_t trusted);

/* The next character, which is written in the columns from reader->column to reader->next. */
void mask_reader_take(struct mask_reader *reader, uint32_t character);

/* The line has ended. */
void mask_reader_end_line(struct mask_reader *reader);

#endif
