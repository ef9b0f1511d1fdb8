/* SPDX-License-Identifier: MIT */
/*
 * Decides what of a source line may be shown. It lets through what is known to be harmless and
 * hides all else, rather than looking for secrets: punctuation, names, and of the values of
 * attributes that the schema has what harmless.h says. Text, comments, what is within data,
 * attributes that the schema doesn't have, and values with a reference in them stay hidden.
 *
 * A document that isn't well-formed can't be trusted: a quotation mark that is missing makes a
 * value of what was none. There a value is shown only when its whole tag comes before the place
 * where expat gave up, and a name only when the schema has it. Of a DOCTYPE, the declarations in it
 * and the XML declaration, the words that they're made of are shown in any document.
 *
 * A profile that is embedded in a value is read as a document of its own: of that only what is
 * written there for what would be shown is shown.
 *
 * The mask goes through the document from its start, a code point at a time, and remembers the last
 * MASK_MEMORY of a line, since whether something may be shown is known at its end.
 */
#ifndef SIPLINT_RUN_MASK_H
#define SIPLINT_RUN_MASK_H

#include "profile/schema.h"
#include "xml/embedded.h"

#define MASK_MEMORY 2048
#define MASK_PENDING 32
#define MASK_REFERENCE_ROOM 16

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

/* A reference in an embedded profile, as far as it was read. */
struct mask_reference {
    bool is_open;
    uint64_t byte;
    uint32_t column;
    char name[MASK_REFERENCE_ROOM]; /* cut */
    size_t length;
};

struct mask {
    struct mask_line line;
    struct mask_reader document;
    const struct embedded_part *embedded; /* the profiles that are still to come; borrowed */
    size_t embedded_count;
    bool is_in_embedded;        /* the first of these has begun */
    struct mask_reader profile; /* in an embedded one */
    struct mask_reference reference;
};

/* The embedded profiles are borrowed. */
void mask_begin(struct mask *mask, uint64_t trusted, const struct embedded_part *embedded,
                size_t embedded_count);

/* The next code point of the document, which starts at that byte; not a line end. */
void mask_take(struct mask *mask, uint32_t code_point, uint64_t byte);

/* The line ends, by what starts at that byte. */
void mask_end_line(struct mask *mask, uint64_t byte);

#endif
