/* SPDX-License-Identifier: MIT */
/*
 * The XML declaration (XML 1.0 section 2.8) as it stands in the bytes, read before expat sees them:
 * what it says decides how they are checked.
 */
#ifndef SIPLINT_XML_DECLARATION_H
#define SIPLINT_XML_DECLARATION_H

#include "xml/tag.h"

/* As many bytes of a document are looked at for its declaration. */
#define DECLARATION_LIMIT 4096

struct declaration {
    struct tag tag;       /* length 0: there is none */
    bool has_version;     /* it begins with the version, in quotation marks */
    bool is_version_late; /* it names that after something else */
    bool has_encoding;    /* likewise anywhere */
    bool is_malformed;    /* a value isn't in quotation marks */
    struct tag_attribute version;
    struct tag_attribute encoding;
    char encoding_name[64]; /* cut; "": none */
    char version_name[16];  /* likewise */
};

/*
 * Reads it at the front of a document, after a byte order mark, and sets the chunk's encoding.
 * False when more bytes are needed for that; never if `final`. The memo is for its tag.
 */
bool declaration_read(struct declaration *declaration, struct chunk *chunk, struct tag_memo *memo,
                      bool final);

/* True when there is a declaration that names another version than 1.0, or none, and nothing else
 * is seen to be wrong in it; *whole is what it names, else the declaration's name, and *at as much
 * of that as may be told. */
bool declaration_is_wrong(const struct declaration *declaration, struct range *at,
                          struct range *whole);

/* Does it name another encoding than UTF-8? */
bool declaration_names_charset(const struct declaration *declaration);

/* True when it names another encoding than UTF-16, or one of its forms; *whole is what can go for
 * it to name none, or line 0 where the file needs it. */
bool declaration_names_other(const struct declaration *declaration, struct range *at,
                             struct range *whole);

#endif
