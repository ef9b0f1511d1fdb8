/* SPDX-License-Identifier: MIT */
/*
 * The only code that talks to expat: bytes in, events out, each with its place in the input.
 *
 * What it knows of expat's ways, so that nobody else must:
 * - columns from expat start at 0, and a byte order mark counts as one;
 * - an attribute has no position: struct tag finds it in the bytes of the start tag;
 * - asking for a line makes expat count up to it, an eighth of the whole time in a document that
 * comes in one chunk. So a tag's place is looked up when it's wanted, in the bytes of its chunk;
 * - a token is never handed out before it's complete, however long it gets: more than
 * SCAN_TOKEN_LIMIT bytes without an event stop the document;
 * - it keeps each different name until the document ends, and asks for little else: so the memory
 * that it takes tells of too many;
 * - a CR and its LF count as two line ends when they come in two chunks, between tags; so a CR
 * waits for what follows it;
 * - names come as `namespace<LF>name` when in a namespace: the namespace is copied for each;
 * - when a handler stops it within a start tag, the tag's other handlers are called all the same.
 *
 * No external entity or DTD is ever opened, and an entity declaration stops the document before
 * anything is expanded.
 */
#ifndef SIPLINT_XML_SCAN_H
#define SIPLINT_XML_SCAN_H

#include "xml/tag.h"

#define SCAN_CHUNK (64 * 1024)
#define SCAN_DEPTH_LIMIT 256
#define SCAN_ATTRIBUTE_LIMIT 1000
#define SCAN_TOKEN_LIMIT (1024 * 1024)
#define SCAN_NAMESPACE_LIMIT 1024
#define SCAN_MEMORY_LIMIT (64 * 1024 * 1024) /* of expat */

/* Between the namespace and the local part of a name. */
#define SCAN_NAME_SEPARATOR '\n'

/* Something about the text itself. */
enum xml_kind {
    XML_MALFORMED,
    XML_DOCTYPE,
    XML_ENTITY,   /* declared: the document ends here */
    XML_ENCODING, /* declared, and not UTF-16 */
    XML_TOO_DEEP, /* this and the following: a limit was passed, the document ends here */
    XML_TAG_TOO_LONG,
    XML_TOO_MANY_ATTRIBUTES,
    XML_NAMESPACE_TOO_LONG,
    XML_TOO_MANY_DECLARED, /* attributes in a DTD */
    XML_TOO_MANY_NAMES,
    XML_TOO_LARGE, /* for expat */
};

/* What is wrong with a malformed document, as far as it can be told. */
enum malformation {
    MALFORMED_OTHER,
    MALFORMED_EMPTY,
    MALFORMED_TRUNCATED,
    MALFORMED_MISSING_BLANK,
    MALFORMED_QUOTE_NOT_CLOSED,
    MALFORMED_BARE_AMPERSAND,
    MALFORMED_ENTITY_WITHOUT_SEMICOLON,
    MALFORMED_UNDEFINED_ENTITY,
    MALFORMED_LESS_THAN_IN_VALUE,
    MALFORMED_NOT_QUOTED,
    MALFORMED_TEXT_BEFORE_DECLARATION,
    MALFORMED_MISMATCHED_TAG,
    MALFORMED_DUPLICATE_ATTRIBUTE,
    MALFORMED_AFTER_ROOT,
    MALFORMED_TEXT_BEFORE_ROOT,
    MALFORMED_TEXT_IN_FRONT,
    MALFORMED_C_ESCAPE,
    MALFORMED_CONTROL_CHARACTER,
    MALFORMED_NOT_ENCODED,
    MALFORMED_ENCODING_CONTRADICTED,
    MALFORMED_ENCODING_UNKNOWN,
    MALFORMED_PREFIX,
    MALFORMED_REFERENCE,
};

struct xml_fact {
    enum xml_kind kind;
    enum malformation malformation;
    struct range at;
    const char *encoding; /* XML_ENCODING: the declared name */
};

/* The attributes of an element: name, value, name, value, …, NULL. */
struct scan_start {
    const char *name;
    const char *const *attributes;
    struct tag tag; /* its bytes are valid until handler.settle() */
};

struct scan_handler {
    void *context;
    void (*start)(void *context, const struct scan_start *start);
    void (*end)(void *context);
    void (*text)(
        void *context); /* character data that isn't all white space; see scan_text_place() */
    void (*comment)(void *context, struct text text);
    void (*xml)(void *context, const struct xml_fact *fact);
    /* A chunk that isn't the last is over, and so are the bytes of its tags. May be NULL. */
    void (*settle)(void *context);
};

struct scan *scan_new(const struct scan_handler *handler);
void scan_free(struct scan *scan);

/*
 * From the next scan_reset() on expat salts its hashes with this, which must be random, instead of
 * asking the system for random bytes for each document: 5 % of the time of a run over small files.
 */
void scan_set_salt(struct scan *scan, uint64_t salt);

/* Makes ready for another document. */
void scan_reset(struct scan *scan);

/* Room for `size` bytes of the document, to be filled and handed to scan_parse(). */
void *scan_buffer(struct scan *scan, size_t size);

/*
 * Parses the `length` bytes in the buffer; `final`: no more will follow. False when the document
 * has ended early (malformed, over a limit, scan_stop()), so that the rest needn't be read; the
 * handler has been told why.
 */
bool scan_parse(struct scan *scan, size_t length, bool final);

/* From within a handler: no more events. */
void scan_stop(struct scan *scan);

/* Within the text handler: the range of the first character that isn't white space. */
struct range scan_text_place(struct scan *scan);

/* Within the comment handler: from `<!--` to `-->`. */
struct range scan_event_range(struct scan *scan);

/* Within the comment handler: the bytes [from, to) of the comment's text as a range. */
struct range scan_comment_part(struct scan *scan, struct text comment, size_t from, size_t to);

/* The offset of the current event. */
uint64_t scan_event_byte(const struct scan *scan);

/* The place of an offset that lies in the current chunk, or in the token that it completes. */
struct place scan_locate(struct scan *scan, uint64_t byte);

/* May borrowed bytes of a tag be kept until the document ends (it came in one chunk), or must they
 * be copied? */
bool scan_holds_document(const struct scan *scan);

struct tag_memo *scan_tag_memo(struct scan *scan);

const struct encoding *scan_encoding(const struct scan *scan);

/* Do the first 4096 bytes of the document, as far as they came, hold this ASCII text? */
bool scan_head_contains(const struct scan *scan, const char *ascii);

const char *scan_expat_compiled(void); /* "2.5.0" */
const char *scan_expat_running(void);

#endif
