/* SPDX-License-Identifier: MIT */
/*
 * Mistakes that make a text no XML, as tables: a row says what the parser calls it, in which part
 * of the markup it is, and what the bytes there look like; the first row that fits is the cause.
 * Only malformed.c looks into the tables.
 *
 * Offsets are bytes of the document.
 */
#ifndef SIPLINT_XML_MISTAKE_H
#define SIPLINT_XML_MISTAKE_H

#include "xml/malformation.h"

/* More parts of a document, for text outside of the root, and in a DOCTYPE. */
enum { PART_OUTSIDE = SYNTAX_INSTRUCTION + 1, PART_DOCTYPE };

/* What a row looks at. */
struct scene {
    const struct chunk *chunk;
    const struct malformed_error *error;
    struct syntax syntax; /* that is open at … */
    uint64_t byte;        /* … the error, or outside of the root the first stray character, … */
    uint64_t next;        /* … which ends here … */
    uint32_t code_point;  /* … and is this one; TEXT_INVALID: the document has ended */
    unsigned part;        /* enum syntax_part, or one of the above */
};

struct stretch {
    uint64_t from, to;
};

/* What a row says; at first `at` and the one edit are the character. See struct malformed. */
struct mistake {
    struct stretch at;
    struct stretch edits[MALFORMED_EDITS];
    size_t edit_count;
    struct malformed_references references;
    uint32_t character; /* 0: the one at the error */
    bool is_last;
};

struct mistake_row {
    enum malformation cause; /* MALFORMED_COUNT ends a table */
    uint64_t of;             /* what the parser says: a set of causes */
    unsigned parts;          /* a set */
    bool (*fits)(const struct scene *scene, struct mistake *mistake); /* NULL: always */
};

#define OF(cause) (UINT64_C(1) << MALFORMED_##cause)
#define ANY_CAUSE UINT64_MAX
_Static_assert(MALFORMED_COUNT <= 64, "a set of causes has 64 bits");
#define IN(part) (1u << SYNTAX_##part)
#define ANY_PART (~0u)
#define OUTSIDE (1u << PART_OUTSIDE)

/* In a start tag (or a declaration) or an end tag, but not in a value. */
#define START_TAG \
    (IN(NAME) | IN(GAP) | IN(ATTRIBUTE) | IN(AFTER_NAME) | IN(EQUALS) | IN(VALUE_END) | IN(SLASH))
#define END_TAG (IN(END_OPEN) | IN(END_NAME) | IN(END_GAP))
#define TAG (START_TAG | END_TAG)

/* In the order in which they're looked at. */
extern const struct mistake_row mistakes_of_file[]; /* its encoding, its end, outside the root */
extern const struct mistake_row mistakes_of_anywhere[]; /* characters that belong nowhere */
extern const struct mistake_row mistakes_of_values[];   /* quotation marks, references */
extern const struct mistake_row mistakes_of_tags[];     /* tags, comments, sections */

/* ---- For the rows ---- */

/* So many of the smallest characters before that place, or one after it. */
uint64_t units_before(const struct scene *scene, uint64_t byte, unsigned count);
uint64_t unit_after(const struct scene *scene, uint64_t byte);

/* Where the bytes end that a row may look at. */
uint64_t end_of(const struct scene *scene);

/* Where one of these characters (ASCII) first is from `byte` on; the end where there's none. */
uint64_t find_any(const struct scene *scene, uint64_t byte, const char *wanted);

/* Where the run of this character that `byte` is in the middle of begins, or ends. */
uint64_t run_start(const struct scene *scene, uint64_t byte, char character);
uint64_t run_end(const struct scene *scene, uint64_t byte, char character);

/* Does the document go on so at the error? Is the character there one of these (ASCII)? */
bool is_at(const struct scene *scene, const char *ascii);
bool is_one_of(const struct scene *scene, const char *set);

/* The character to change, which is also what the edit replaces; the place where the edit inserts;
 * another edit. */
void point_at(struct mistake *mistake, uint64_t from, uint64_t to);
void insert_at(struct mistake *mistake, uint64_t byte);
void add_edit(struct mistake *mistake, uint64_t from, uint64_t to);

#endif
