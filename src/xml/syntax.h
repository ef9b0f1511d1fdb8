/* SPDX-License-Identifier: MIT */
/*
 * In which part of which markup a place of a document is: read from the bytes, since a parser that
 * refuses them tells only where. Up to that place they're well-formed.
 *
 * Offsets are bytes of the document; ranges of them [from, to).
 */
#ifndef SIPLINT_XML_SYNTAX_H
#define SIPLINT_XML_SYNTAX_H

#include "xml/chunk.h"

enum syntax_part {
    SYNTAX_TEXT,
    SYNTAX_OPEN,        /* after `<` */
    SYNTAX_NAME,        /* of an element, in its start tag */
    SYNTAX_GAP,         /* between attributes; likewise in an XML declaration, as is what follows */
    SYNTAX_ATTRIBUTE,   /* in its name */
    SYNTAX_AFTER_NAME,  /* in the blanks after an attribute's name */
    SYNTAX_EQUALS,      /* after `=`, and blanks */
    SYNTAX_VALUE,       /* after the quotation mark that opens it */
    SYNTAX_VALUE_END,   /* right after the one that closes it */
    SYNTAX_SLASH,       /* after a `/` in a tag, or a `?` in a declaration */
    SYNTAX_END_OPEN,    /* after `</` */
    SYNTAX_END_NAME,    /* in the name in an end tag, … */
    SYNTAX_END_GAP,     /* … or in the blanks after it */
    SYNTAX_BANG,        /* after `<!`, in what is no comment and no CDATA section (yet) */
    SYNTAX_COMMENT,     /* after `<!--` */
    SYNTAX_SECTION,     /* after `<![` */
    SYNTAX_INSTRUCTION, /* after `<?` */
};

struct syntax {
    enum syntax_part part;
    uint64_t token;       /* where the markup that is open begins, or where the last one ended */
    uint64_t name;        /* where the name of the tag's element begins, … */
    uint64_t name_end;    /* … and ends */
    uint64_t attribute;   /* where the current or last attribute's name begins, … */
    uint64_t value;       /* … and its value, without the quotation mark … */
    uint32_t quote;       /* … that is this one */
    uint64_t ampersand;   /* the last `&` in text or a value */
    bool is_declaration;  /* it's the XML declaration that is open */
    uint64_t last;        /* where the last character begins, … */
    uint32_t last_two[2]; /* … that one, and the one before */
    unsigned since;       /* characters since the part began, up to 255 */
};

/* The place `to`, read from the end of some other markup or text at `from`; `in_section`: that's
 * within a CDATA section. All of it must be in the chunk. */
struct syntax syntax_read(const struct chunk *chunk, uint64_t from, bool in_section, uint64_t to);

/* The offset after the character at `byte`, and what that is. */
uint64_t syntax_decode(const struct chunk *chunk, uint64_t byte, uint32_t *code_point);

/* The character at `byte`; TEXT_INVALID at the end of the bytes, or if it's none. */
uint32_t syntax_at(const struct chunk *chunk, uint64_t byte);

/* Do the bytes at that offset read so (ASCII)? */
bool syntax_is(const struct chunk *chunk, uint64_t byte, const char *ascii);

/* The entities that XML knows, none of whose names begins with another's. */
#define SYNTAX_ENTITIES 5
struct syntax_entity {
    const char *name;
    char character; /* that it stands for */
};
extern const struct syntax_entity syntax_entities[SYNTAX_ENTITIES];

/* The one whose name is at `byte`, and the offset after that; NULL: there's none. */
const struct syntax_entity *syntax_entity_at(const struct chunk *chunk, uint64_t byte,
                                             uint64_t *end);

/* Can it be in a name? Of other characters than ASCII's all can. */
bool syntax_is_name(uint32_t code_point);

/* Where the first character from `byte` on is that isn't a blank, or in a name. */
uint64_t syntax_skip_blanks(const struct chunk *chunk, uint64_t byte);
uint64_t syntax_skip_name(const struct chunk *chunk, uint64_t byte);

/* Does the character at `byte` end a `]]>`? */
bool syntax_is_section_end(const struct chunk *chunk, uint64_t byte);

#endif
