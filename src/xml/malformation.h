/* SPDX-License-Identifier: MIT */
/* The ways in which a text isn't well-formed. */
#ifndef SIPLINT_XML_MALFORMATION_H
#define SIPLINT_XML_MALFORMATION_H

#include "xml/syntax.h"

/* So many bytes after an error must be at hand, or all that there are. */
#define MALFORMED_AHEAD 4096

/* As many places are told of that have to change. */
#define MALFORMED_EDITS 8

/* As many references without semicolon are told of. */
#define MALFORMED_REFERENCES 48

/* References that lack their semicolon, in one text or value: the one at the mistake first. */
struct malformed_references {
    size_t count; /* in what is looked at: maybe more than there's room for */
    bool is_cut;  /* the text or value goes on after that */
    struct {
        const char *entity; /* "lt" */
        uint64_t end;       /* offset after that */
        uint32_t line;      /* filled in by malformed_explain() */
    } items[MALFORMED_REFERENCES];
};

/* What an administrator did. */
enum malformation {
    MALFORMED_OTHER,

    /* The file, or its encoding. */
    MALFORMED_EMPTY,
    MALFORMED_UTF_32,
    MALFORMED_COMPRESSED,
    MALFORMED_NOT_ENCODED,
    MALFORMED_NOT_AS_DECLARED, /* likewise, where the XML declaration names the encoding */
    MALFORMED_ENCODING_CONTRADICTED,
    MALFORMED_ENCODING_UNKNOWN,
    MALFORMED_CONTROL_CHARACTER,

    /* It breaks off. */
    MALFORMED_TRUNCATED,
    MALFORMED_TRUNCATED_COMMENT,
    MALFORMED_TRUNCATED_VALUE,
    MALFORMED_TRUNCATED_SECTION,
    MALFORMED_TRUNCATED_INSTRUCTION,
    MALFORMED_TRUNCATED_DOCTYPE,
    MALFORMED_DECLARATION_NOT_CLOSED,
    MALFORMED_DECLARATION_ATTRIBUTE,

    /* Around the root. */
    MALFORMED_SECOND_MARK, /* a byte order mark that isn't the first character */
    MALFORMED_DECLARATION_LATE,
    MALFORMED_TEXT_BEFORE_ROOT,
    MALFORMED_TEXT_AFTER_ROOT,
    MALFORMED_SECOND_ROOT,
    MALFORMED_END_AFTER_ROOT,
    MALFORMED_IN_DOCTYPE,

    /* Anywhere. */
    MALFORMED_CONFLICT,
    MALFORMED_TEMPLATE,
    MALFORMED_ODD_BLANK,
    MALFORMED_C_ESCAPE,

    /* References. */
    MALFORMED_BARE_AMPERSAND,
    MALFORMED_ENTITY_WITHOUT_SEMICOLON,
    MALFORMED_UNDEFINED_ENTITY,
    MALFORMED_REFERENCE,

    /* Values. */
    MALFORMED_CURLY_QUOTE,
    MALFORMED_CURLY_QUOTES, /* on both sides */
    MALFORMED_QUOTE_NOT_CLOSED,
    MALFORMED_QUOTE_IN_VALUE,
    MALFORMED_EXTRA_QUOTE,
    MALFORMED_LESS_THAN_IN_VALUE,
    MALFORMED_NOT_QUOTED,
    MALFORMED_NO_VALUE,

    /* Tags. */
    MALFORMED_MISSING_BLANK,
    MALFORMED_BLANK_AFTER_NAME, /* likewise, but after the element's name */
    MALFORMED_MISSING_EQUALS,
    MALFORMED_SEPARATOR,
    MALFORMED_SLASH,
    MALFORMED_BLANK_AFTER_SLASH,
    MALFORMED_AFTER_END_NAME,
    MALFORMED_STRAY,
    MALFORMED_TAG_NOT_CLOSED,
    MALFORMED_EMPTY_TAG_NOT_CLOSED,
    MALFORMED_MISMATCHED_TAG,
    MALFORMED_DUPLICATE_ATTRIBUTE,
    MALFORMED_PREFIX,
    MALFORMED_PREFIX_DECLARATION, /* `xmlns:a=""`, or with a prefix or namespace that XML keeps */
    MALFORMED_BLANK_AFTER_LESS_THAN,
    MALFORMED_EXTRA_LESS_THAN,
    MALFORMED_BARE_LESS_THAN,

    /* Other markup. */
    MALFORMED_COMMENT_IN_TAG,
    MALFORMED_COMMENT_START,
    MALFORMED_DOUBLE_HYPHEN,
    MALFORMED_HYPHENS_AT_END, /* of a comment: `--->` */
    MALFORMED_NESTED_COMMENT,
    MALFORMED_SECTION_END,
    MALFORMED_COUNT
};

/* An error as the parser tells of it. */
struct malformed_error {
    enum malformation cause; /* MALFORMED_OTHER: no more than that a token is wrong */
    uint64_t byte;   /* where the parser points; of an undefined entity, where its tag may begin */
    bool is_invalid; /* the bytes that come next aren't valid in the encoding, … */
    bool is_incomplete;  /* … since the document ends in the middle of a character */
    bool names_encoding; /* the XML declaration names another encoding than UTF-8 */
    uint64_t from;       /* where markup ended that isn't far before it, … */
    bool in_section;     /* … or within a CDATA section */
    bool in_doctype;
    bool is_outside;     /* of the root and a DOCTYPE, where only markup may be, … */
    bool is_after;       /* … after the root: no further element may … */
    uint64_t markup_end; /* … where the last of it ended */
};

#endif
