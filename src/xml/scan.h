/* SPDX-License-Identifier: MIT */
/*
 * The only code that talks to expat: bytes in, events out, each with its place in the input.
 *
 * The same bytes give the same events, and end a document in the same way, with any version of
 * expat from the oldest that is supported on, and in whatever pieces they arrive. What that takes:
 * - places come from the bytes at hand (struct chunk), never from expat's lines and columns;
 * - a document's bytes are checked before expat sees them, and given to it as feed.h says: what one
 * version lets through, another one refuses;
 * - lengths are those of tokens in the document;
 * - text is reported when something else comes after it, since expat gives what comes before a
 * wrong `]]>` in one piece only if that came later;
 * - an error is reported when MALFORMED_AHEAD bytes after it are at hand, or all;
 * - a reference to an entity that isn't declared is an error, though expat passes over it where
 * there is a DOCTYPE.
 *
 * And what it knows of expat's ways, so that nobody else must:
 * - an attribute has no position: struct tag finds it in the bytes of the start tag;
 * - names come as `namespace<LF>name` when in a namespace: the namespace is copied for each;
 * - when a handler stops it within a start tag, the tag's other handlers are called all the same.
 *
 * No external entity or DTD is ever opened, and an entity declaration stops the document before
 * anything is expanded.
 */
#ifndef SIPLINT_XML_SCAN_H
#define SIPLINT_XML_SCAN_H

#include "base/hash.h"
#include "xml/malformed.h"
#include "xml/tag.h"

#define SCAN_CHUNK (64 * 1024)
#define SCAN_DEPTH_LIMIT 256
#define SCAN_ATTRIBUTE_LIMIT 1000      /* in a tag, or declared in a DTD */
#define SCAN_TOKEN_LIMIT (1024 * 1024) /* bytes of a tag, a comment, a DOCTYPE, … */
#define SCAN_NAMESPACE_LIMIT 1024      /* bytes of its name */

/* Between the namespace and the local part of a name. */
#define SCAN_NAME_SEPARATOR '\n'

/* Something about the text itself. */
enum xml_kind {
    XML_MALFORMED,
    XML_DOCTYPE,
    XML_ENCODING, /* declared, and not UTF-16 */
    XML_ENTITY,   /* declared: this and the following end the document */
    XML_VERSION,  /* declared, and not 1.0 */
    XML_TOO_DEEP, /* this and the following: a limit was passed */
    XML_TAG_TOO_LONG,
    XML_TOO_MANY_ATTRIBUTES,
    XML_NAMESPACE_TOO_LONG,
    XML_TOO_MANY_DECLARED, /* attributes in a DTD */
    XML_TOO_MANY_NAMES,
    XML_NAMES_TOO_LONG,
    XML_TOO_LARGE, /* for expat */
};

struct xml_fact {
    enum xml_kind kind;
    struct malformed malformed; /* XML_MALFORMED */
    struct range at;
    struct range whole; /* XML_DOCTYPE, XML_ENTITY: all of it. XML_VERSION: what should be another
                           one. XML_ENCODING: what can go without harm; line 0: nothing can */
    const char *name;   /* XML_VERSION, XML_ENCODING: what is declared, cut; "": nothing */
};

/* The attributes of an element: name, value, name, value, …, NULL. */
struct scan_start {
    const char *name;
    const char *const *attributes;
    struct tag tag; /* its bytes are valid until handler.discard() */
};

struct scan_handler {
    void *context;
    void (*start)(void *context, const struct scan_start *start);
    void (*end)(void *context);
    /* Character data that isn't all white space, and its first other character. It comes before
       what is after it. */
    void (*text)(void *context, struct range first);
    void (*comment)(void *context, struct text text);
    void (*xml)(void *context, const struct xml_fact *fact);
    /* A chunk that isn't the last is over, and so are the bytes of its tags. May be NULL. */
    void (*discard)(void *context);
    const char *const *roots; /* what scan_announces_root() is about: see prolog.h. May be NULL */
};

/* The key, which must be random, is for hashes of what a document holds, those of expat too: else
 * it would ask the system for random bytes for each document. */
struct scan *scan_new(const struct scan_handler *handler, const struct hash_key *key);
void scan_free(struct scan *scan);

/* Makes ready for another document. */
void scan_reset(struct scan *scan);

/* Room for `size` bytes of the document, to be filled and handed to scan_parse(). */
void *scan_buffer(struct scan *scan, size_t size);

/*
 * Parses the `length` bytes in the buffer; `final`: no more will follow. False when the document
 * has ended early (malformed, over a limit, scan_stop()), so that the rest needn't be read; the
 * handler has been told why. One that ends before its first start tag is read up to that.
 */
bool scan_parse(struct scan *scan, size_t length, bool final);

/* From within a handler: no more events. */
void scan_stop(struct scan *scan);

/*
 * Within a handler: another name that expat remembers until the document ends. Names that the
 * handler knows beforehand needn't be counted; those of namespaces and their prefixes are already.
 */
void scan_count_name(struct scan *scan, const char *name);

/* Parses a document that is in another one, from its start to its end; whatever encoding it
 * declares. All places are those of the outer document. False when it ended early. */
bool scan_parse_embedded(struct scan *scan, struct embedded *embedded);

/* Within the text handler: the offset of the next tag or comment; 0: before that, a CDATA section
 * has to end, or the text isn't well-formed. */
uint64_t scan_text_end(struct scan *scan);

/* Within a handler: all of what is being handled, whatever it is. Its bytes are valid until the
 * handler returns. */
struct tag scan_event(struct scan *scan);

/* The offset of the current event. */
uint64_t scan_event_byte(struct scan *scan);

/* The offset after the current event. */
uint64_t scan_event_end(struct scan *scan);

/* The bytes at hand, for what places in them say. */
const struct chunk *scan_chunk(const struct scan *scan);

/* Has it ended early? It may go on all the same, for the following. */
bool scan_has_ended(const struct scan *scan);

/* When the document has ended: was one of the handler's `roots` to be its root? Also of one that
 * ended before its first start tag, as far as it tells: see prolog.h. */
bool scan_announces_root(const struct scan *scan);

#endif
