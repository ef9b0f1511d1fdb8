/* SPDX-License-Identifier: MIT */
/* expat, held at arm's length. */
#include "xml/scan.h"
#include "base/memory.h"
#include "xml/doctype.h"
#include "xml/feed.h"
#include "xml/library.h"
#include "xml/names.h"
#include "xml/prolog.h"
#include "xml/successors.h"

#include <assert.h>
#include <limits.h>

/* Where a document is, outside of its root. */
enum stage { STAGE_PROLOG, STAGE_ROOT, STAGE_AFTER };

struct scan {
    XML_Parser parser;
    struct scan_handler handler;
    struct feed feed;
    struct prolog prolog;
    struct scan_start start; /* of the current element */
    struct names names;

    bool has_event;       /* since bytes were last sent */
    enum XML_Error error; /* waits for what comes after it, … */
    uint64_t error_byte;  /* … where it is */

    enum stage stage;
    unsigned depth;
    bool stopped;
    bool has_text; /* that nothing has come after */
    struct range text;
    bool is_in_section;       /* a CDATA section; likewise … */
    bool text_is_in_section;  /* … the text, and … */
    bool token_is_in_section; /* … the token that isn't complete */
    uint64_t markup_end;      /* outside of the root: of the last markup, … */
    uint64_t event_end;       /* … and of the last event */

    struct xml_fact declared; /* XML_ENCODING, until expat goes on in that encoding */
    bool has_declared;

    bool has_doctype;
    struct doctype doctype;
    unsigned declared_attributes; /* in a DTD */
};

static uint64_t event_byte(const struct scan *scan)
{
    int64_t index = current_index(scan->parser);
    return index < 0 ? 0 : (uint64_t)index; /* -1: it has had nothing yet */
}

/* The current event's bytes. `tag` belongs to this scan already, and its place wasn't looked up. */
static void find_tag(const struct scan *scan, struct tag *tag)
{
    uint64_t byte = event_byte(scan);
    size_t length = (size_t)current_count(scan->parser);
    size_t most = (size_t)(chunk_end(&scan->feed.chunk) - byte);
    tag->bytes = chunk_at(&scan->feed.chunk, byte);
    tag->length = length < most ? length : most;
    tag->start.byte = byte;
}

struct tag scan_event(struct scan *scan)
{
    struct tag tag = {.chunk = &scan->feed.chunk, .memo = &scan->feed.memo};
    find_tag(scan, &tag);
    return tag;
}

/* The sign, or more, that a token starts with. Not all of it: its length could tell that of a
 * password in it. */
static struct range start_at(struct scan *scan, uint64_t byte, const char *start)
{
    size_t unit = encoding_unit(&scan->feed.chunk.encoding);
    return chunk_range(&scan->feed.chunk, byte, byte + strlen(start) * unit);
}

static uint64_t end_of_event(const struct scan *scan)
{
    return event_byte(scan) + current_count(scan->parser);
}

uint64_t scan_event_byte(struct scan *scan)
{
    return chunk_outer_byte(&scan->feed.chunk, event_byte(scan));
}

uint64_t scan_event_end(struct scan *scan)
{
    return chunk_outer_byte(&scan->feed.chunk, end_of_event(scan));
}

uint64_t scan_text_end(struct scan *scan)
{
    return scan->error || scan->text_is_in_section ? 0 : scan_event_byte(scan);
}

void scan_stop(struct scan *scan)
{
    scan->stopped = true;
    XML_StopParser(scan->parser, XML_FALSE);
}

static void report_fact(struct scan *scan, const struct xml_fact *fact)
{
    scan->handler.xml(scan->handler.context, fact);
}

/* The document passed a limit, or has something that ends it: it's read no further. */
static void give_up(struct scan *scan, enum xml_kind kind, struct range at)
{
    report_fact(scan, &(const struct xml_fact){.kind = kind, .at = at});
    scan_stop(scan);
}

/* It isn't well-formed: what is wrong, and where, is for malformed.h to say. */
static struct xml_fact explain_error(struct scan *scan, enum malformation cause, uint64_t byte)
{
    const struct malformed_error error = {
        .cause = cause,
        .byte = byte,
        .is_invalid = scan->error && scan->feed.is_invalid,
        .is_incomplete = scan->feed.is_incomplete,
        .names_encoding = declaration_names_charset(&scan->feed.declaration),
        .from = scan->feed.token,
        .in_section = scan->token_is_in_section,
        .in_doctype = scan->doctype.part != DOCTYPE_OUTSIDE,
        .is_outside = scan->stage != STAGE_ROOT && scan->doctype.part == DOCTYPE_OUTSIDE,
        .is_after = scan->stage == STAGE_AFTER,
        .markup_end = scan->markup_end,
    };
    struct xml_fact fact = {.kind = XML_MALFORMED};
    fact.malformed = malformed_explain(&scan->feed.chunk, &error);
    fact.at = fact.malformed.at;
    return fact;
}

static void give_up_undefined(struct scan *scan, uint64_t byte)
{
    const struct xml_fact fact = explain_error(scan, MALFORMED_UNDEFINED_ENTITY, byte);
    report_fact(scan, &fact);
    scan_stop(scan);
}

/* Tells of the declared encoding once expat has gone on with it: a wrong one is another mistake. */
static void report_declared(struct scan *scan)
{
    if (scan->has_declared)
        report_fact(scan, &scan->declared);
    scan->has_declared = false;
}

/* Where what may be too long starts: a token, or the DOCTYPE that it's part of. */
static uint64_t start_of_length(const struct scan *scan, uint64_t token)
{
    return scan->doctype.part != DOCTYPE_OUTSIDE ? scan->doctype.start : token;
}

/* Something but text begins or ends. False when the document has ended before. */
static bool take_event(struct scan *scan)
{
    scan->has_event = true;
    if (scan->has_text && !scan->stopped) {
        scan->has_text = false;
        scan->handler.text(scan->handler.context, scan->text);
    }
    return !scan->stopped;
}

/* Likewise markup that isn't a start tag; false also when it's too long, which is reported. */
static bool take_markup(struct scan *scan)
{
    if (!take_event(scan))
        return false;
    uint64_t end = end_of_event(scan);
    uint64_t start = start_of_length(scan, event_byte(scan));
    if (end - start > SCAN_TOKEN_LIMIT)
        give_up(scan, XML_TAG_TOO_LONG, start_at(scan, start, "<"));
    if (scan->depth == 0)
        scan->markup_end = scan->event_end = end;
    return !scan->stopped;
}

/* ---- Names ---- */

void scan_count_name(struct scan *scan, const char *name)
{
    static const enum xml_kind kinds[] = {
        [NAMES_TOO_MANY] = XML_TOO_MANY_NAMES,
        [NAMES_TOO_LONG] = XML_NAMES_TOO_LONG,
    };
    enum names_state state = scan->stopped ? NAMES_OK : names_add(&scan->names, text_of(name));
    if (state != NAMES_OK)
        give_up(scan, kinds[state], start_at(scan, event_byte(scan), "<"));
}

/* Each name in a namespace has it in front, so a long one would be copied for each. */
static void expat_namespace(void *data, const XML_Char *prefix, const XML_Char *name)
{
    struct scan *scan = data;
    if (!take_event(scan) || !name)
        return;
    struct tag tag = scan_event(scan);
    struct tag_attribute at;
    if (text_of(name).length > SCAN_NAMESPACE_LIMIT && tag.length <= SCAN_TOKEN_LIMIT) {
        report_declared(scan);
        bool is_there = tag_namespace(&tag, text_of(prefix ? prefix : ""), &at); /* not in a DTD */
        give_up(scan, XML_NAMESPACE_TOO_LONG,
                is_there ? tag_range(&tag, at.name, at.name_end) : tag_name(&tag));
    }
    scan_count_name(scan, name);
    if (prefix)
        scan_count_name(scan, prefix);
}

/* ---- The root and what is in it ---- */

/* True, and reported, when the start tag passes a limit. */
static bool is_over_limit(struct scan *scan, const struct tag *tag)
{
    struct tag_attribute attribute;
    if (scan->depth > SCAN_DEPTH_LIMIT) {
        give_up(scan, XML_TOO_DEEP, tag_name(tag));
    } else if (tag->length > SCAN_TOKEN_LIMIT) {
        give_up(scan, XML_TAG_TOO_LONG, start_at(scan, tag->start.byte, "<"));
    } else if (tag->length > SCAN_ATTRIBUTE_LIMIT * sizeof "a=''" &&
               tag_any_attribute(tag, SCAN_ATTRIBUTE_LIMIT, &attribute)) {
        give_up(scan, XML_TOO_MANY_ATTRIBUTES, tag_range(tag, attribute.name, attribute.name_end));
    }
    return scan->stopped;
}

/* Where there's a DOCTYPE, expat can drop references from values without a word. */
static bool has_undefined(struct scan *scan, uint64_t from, uint64_t to)
{
    uint64_t reference;
    if (!scan->has_doctype || !malformed_find_undefined(&scan->feed.chunk, from, to, &reference))
        return false;
    give_up_undefined(scan, reference);
    return true;
}

static void expat_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct scan *scan = data;
    struct scan_start *start = &scan->start;
    if (!take_event(scan))
        return;
    start->name = name;
    start->attributes = (const char *const *)attributes;
    find_tag(scan, &start->tag);
    scan->stage = STAGE_ROOT;
    scan->depth++;
    report_declared(scan);
    if (!is_over_limit(scan, &start->tag) &&
        !has_undefined(scan, start->tag.start.byte, start->tag.start.byte + start->tag.length))
        scan->handler.start(scan->handler.context, start);
}

static void expat_end(void *data, const XML_Char *name)
{
    struct scan *scan = data;
    (void)name;
    scan->depth--;
    if (scan->depth == 0)
        scan->stage = STAGE_AFTER;
    if (take_markup(scan))
        scan->handler.end(scan->handler.context);
}

static void expat_text(void *data, const XML_Char *text, int length)
{
    struct scan *scan = data;
    const XML_Char *end = text + length;
    scan->has_event = true;
    while (text < end && (unsigned char)*text <= ' ') /* XML has no other characters up to it */
        text++;
    if (text == end || scan->stopped || scan->has_text)
        return;
    struct tag event = scan_event(scan);
    scan->text = tag_text(&event);
    scan->text_is_in_section = scan->is_in_section;
    scan->has_text = true;
}

static void expat_comment(void *data, const XML_Char *text)
{
    struct scan *scan = data;
    if (take_markup(scan) && scan->doctype.part == DOCTYPE_OUTSIDE)
        scan->handler.comment(scan->handler.context, text_of(text));
}

static void expat_instruction(void *data, const XML_Char *target, const XML_Char *text)
{
    (void)target, (void)text;
    take_markup(data);
}

/* A reference in the content that names nothing. */
static void expat_skipped_entity(void *data, const XML_Char *name, int is_parameter)
{
    struct scan *scan = data;
    (void)name, (void)is_parameter;
    if (take_event(scan))
        give_up_undefined(scan, event_byte(scan));
}

/* ---- Before the root ---- */

static void expat_declaration(void *data, const XML_Char *version, const XML_Char *encoding,
                              int standalone)
{
    struct scan *scan = data;
    struct xml_fact *fact = &scan->declared;
    (void)version, (void)standalone;
    if (!take_markup(scan) || !encoding)
        return;
    *fact = (struct xml_fact){.kind = XML_ENCODING, .name = scan->feed.declaration.encoding_name};
    scan->has_declared = declaration_names_other(&scan->feed.declaration, &fact->at, &fact->whole);
}

/* What begins at `byte` and ends with the current event, pointed at by its first word. */
static void report_whole(struct scan *scan, enum xml_kind kind, uint64_t byte, const char *start)
{
    const struct xml_fact fact = {
        .kind = kind,
        .at = start_at(scan, byte, start),
        .whole = chunk_range(&scan->feed.chunk, byte, end_of_event(scan)),
    };
    report_fact(scan, &fact);
}

static void take_doctype(struct scan *scan, struct text token)
{
    switch (doctype_follow(&scan->doctype, token, event_byte(scan))) {
    case DOCTYPE_NOTHING:
        break;
    case DOCTYPE_BEGINS:
        report_declared(scan);
        scan->has_doctype = true;
        break;
    case DOCTYPE_ENDS:
        report_whole(scan, XML_DOCTYPE, scan->doctype.start, "<!DOCTYPE");
        break;
    case DOCTYPE_ENTITY_ENDS:
        report_whole(scan, XML_ENTITY, scan->doctype.declaration, "<!ENTITY");
        scan_stop(scan);
        break;
    case DOCTYPE_REFERENCE:
        give_up_undefined(scan, event_byte(scan));
        break;
    }
}

/* Everything that has no handler of its own: blanks, and the parts of a DOCTYPE. */
static void expat_other(void *data, const XML_Char *bytes, int length)
{
    struct scan *scan = data;
    if (scan->depth) { /* where a CDATA section begins or ends */
        scan->has_event = true;
        scan->is_in_section = *bytes == '<';
        return;
    }
    if (!take_event(scan))
        return;
    bool is_markup = scan->doctype.part != DOCTYPE_OUTSIDE;
    take_doctype(scan, (struct text){bytes, (size_t)length});
    scan->event_end = end_of_event(scan);
    if (!is_markup && scan->doctype.part == DOCTYPE_OUTSIDE)
        return;
    scan->markup_end = scan->event_end;
    if (!scan->stopped && scan->event_end - scan->doctype.start > SCAN_TOKEN_LIMIT)
        give_up(scan, XML_TAG_TOO_LONG, start_at(scan, scan->doctype.start, "<"));
}

/* expat goes through all that are declared for an element whenever it comes, given or not. */
static void expat_declared_attribute(void *data, const XML_Char *element, const XML_Char *attribute,
                                     const XML_Char *type, const XML_Char *value, int is_required)
{
    struct scan *scan = data;
    (void)element, (void)attribute, (void)type, (void)is_required;
    uint64_t byte = event_byte(scan);
    if (!take_event(scan) || (value && has_undefined(scan, byte, chunk_end(&scan->feed.chunk))))
        return;
    if (scan->declared_attributes++ == SCAN_ATTRIBUTE_LIMIT)
        give_up(scan, XML_TOO_MANY_DECLARED, start_at(scan, byte, "<"));
}

static int expat_unknown_encoding(void *data, const XML_Char *name, XML_Encoding *info)
{
    const struct scan *scan = data;
    const struct charset *charset = scan->feed.chunk.encoding.charset;
    (void)name;
    if (!charset)
        return XML_STATUS_ERROR;
    charset_map(charset, info->map);
    return XML_STATUS_OK;
}

/* ---- A scan ---- */

static void set_handlers(struct scan *scan)
{
    XML_SetUserData(scan->parser, scan);
    XML_SetElementHandler(scan->parser, expat_start, expat_end);
    XML_SetStartNamespaceDeclHandler(scan->parser, expat_namespace);
    XML_SetCharacterDataHandler(scan->parser, expat_text);
    XML_SetCommentHandler(scan->parser, expat_comment);
    XML_SetXmlDeclHandler(scan->parser, expat_declaration);
    XML_SetAttlistDeclHandler(scan->parser, expat_declared_attribute);
    XML_SetProcessingInstructionHandler(scan->parser, expat_instruction);
    XML_SetSkippedEntityHandler(scan->parser, expat_skipped_entity);
    XML_SetDefaultHandlerExpand(scan->parser, expat_other);
    XML_SetUnknownEncodingHandler(scan->parser, expat_unknown_encoding, scan);
}

struct scan *scan_new(const struct scan_handler *handler, const struct hash_key *key)
{
    static const XML_Memory_Handling_Suite allocator = {memory_take, memory_change, memory_free};
    static const XML_Char separator[] = {SCAN_NAME_SEPARATOR, '\0'};
    struct scan *scan = memory_new(sizeof *scan);
    scan->handler = *handler;
    scan->names.key = *key;
    scan->parser = XML_ParserCreate_MM(NULL, &allocator, separator);
    scan_reset(scan);
    return scan;
}

void scan_free(struct scan *scan)
{
    if (!scan)
        return;
    XML_ParserFree(scan->parser);
    feed_free(&scan->feed);
    names_free(&scan->names);
    memory_free(scan);
}

void scan_reset(struct scan *scan)
{
    struct scan fresh = {.parser = scan->parser,
                         .handler = scan->handler,
                         .feed = scan->feed,
                         .prolog = {.roots = scan->handler.roots,
                                    .part = scan->handler.roots ? PROLOG_TEXT : PROLOG_OVER},
                         .names = scan->names,
                         .start.tag = {.chunk = &scan->feed.chunk, .memo = &scan->feed.memo}};
    *scan = fresh;
    feed_reset(&scan->feed);
    names_reset(&scan->names);
    XML_ParserReset(scan->parser, NULL);
    set_salt(scan->parser, (const uint64_t[2]){hash_text(&scan->names.key, text_of("a")),
                                               hash_text(&scan->names.key, text_of("b"))});
    set_handlers(scan);
}

void *scan_buffer(struct scan *scan, size_t size)
{
    uint64_t keep = scan->stopped ? scan->prolog.byte : start_of_length(scan, scan->feed.token);
    return chunk_room(&scan->feed.chunk, keep, size);
}

/* ---- Errors ---- */

static void report_error(struct scan *scan)
{
    struct xml_fact fact = {.kind = XML_MALFORMED};
    if (library_gave_up((int)scan->error)) {
        fact.kind = XML_TOO_LARGE;
        fact.at = start_at(scan, scan->error_byte, "<");
    } else {
        fact = explain_error(scan, library_malformation((int)scan->error), scan->error_byte);
    }
    if (!malformed_is_encoding(fact.malformed.cause))
        report_declared(scan);
    if (!syntax_is_section_end(&scan->feed.chunk, scan->error_byte))
        take_event(scan);
    report_fact(scan, &fact);
    scan_stop(scan);
}

/* Reports the error once enough of what comes after it is at hand. */
static bool await_error(struct scan *scan, bool final)
{
    if (!final && chunk_end(&scan->feed.chunk) < scan->error_byte + MALFORMED_AHEAD)
        return true;
    report_error(scan);
    return false;
}

/* ---- Bytes for expat ---- */

/* Where the token starts that expat is at, as it says after a call. */
static uint64_t current_token(const struct scan *scan)
{
    uint64_t byte = event_byte(scan);
    return scan->depth == 0 && byte < scan->event_end ? scan->event_end : byte;
}

/* False, and it's reported, when a token that starts there is too long up to `end`. */
static bool may_reach(struct scan *scan, uint64_t token, uint64_t end)
{
    uint64_t start = start_of_length(scan, token);
    if (end <= start || end - start <= SCAN_TOKEN_LIMIT)
        return true;
    report_declared(scan);
    give_up(scan, XML_TAG_TOO_LONG, start_at(scan, start, "<"));
    return false;
}

/* expat has refused what it got, or it got no more because what follows isn't valid. */
static bool take_error(struct scan *scan, enum XML_Error error)
{
    scan->error = error;
    scan->error_byte = event_byte(scan);
    if (error == XML_ERROR_UNCLOSED_TOKEN)
        return may_reach(scan, current_token(scan), scan->feed.sent);
    return scan->has_event || may_reach(scan, scan->feed.token, scan->error_byte);
}

/* Gives expat what it can have. */
static bool give_bytes(struct scan *scan, bool final)
{
    const struct feed_part part = feed_next(&scan->feed, final);
    if (!part.is_due)
        return true;
    assert(part.length <= INT_MAX);
    scan->has_event = false;
    enum XML_Status status = XML_Parse(scan->parser, part.bytes, (int)part.length, part.is_last);
    enum XML_Error error = XML_ERROR_NONE;
    if (scan->stopped)
        return false;
    if (status != XML_STATUS_OK)
        error = XML_GetErrorCode(scan->parser);
    else if (scan->feed.is_invalid)
        error = XML_ERROR_UNCLOSED_TOKEN;
    if (error)
        return take_error(scan, error) && await_error(scan, final);
    feed_took(&scan->feed, current_token(scan));
    scan->token_is_in_section = scan->is_in_section;
    return part.is_last || may_reach(scan, scan->feed.token, scan->feed.sent);
}

/* Takes the bytes that have come. False when the document has ended early. */
static bool advance(struct scan *scan, bool final)
{
    if (scan->error)
        return await_error(scan, final);
    if (!scan->feed.has_begun) {
        if (!feed_begin(&scan->feed, final))
            return true;
        struct xml_fact fact = {.kind = XML_VERSION, .name = scan->feed.declaration.version_name};
        if (declaration_is_wrong(&scan->feed.declaration, &fact.at, &fact.whole)) {
            report_fact(scan, &fact);
            scan_stop(scan);
        }
    }
    return !scan->stopped && give_bytes(scan, final) && !scan->stopped;
}

bool scan_parse(struct scan *scan, size_t length, bool final)
{
    struct chunk *chunk = &scan->feed.chunk;
    chunk->is_whole = final && chunk_end(chunk) == 0;
    chunk->length += length;
    bool goes_on = !scan->stopped && advance(scan, final);
    if (scan->feed.has_begun)
        prolog_follow(&scan->prolog, chunk, final);
    if (!goes_on) /* what it was to be may come yet */
        return !final && !prolog_is_over(&scan->prolog);
    if (!final && scan->handler.discard)
        scan->handler.discard(scan->handler.context);
    return true;
}

bool scan_parse_embedded(struct scan *scan, struct embedded *embedded)
{
    scan->feed.chunk.embedded = embedded;
    XML_SetEncoding(scan->parser, "UTF-8");
    memcpy(scan_buffer(scan, embedded->length), embedded->text, embedded->length);
    return scan_parse(scan, embedded->length, true);
}

const struct chunk *scan_chunk(const struct scan *scan)
{
    return &scan->feed.chunk;
}

bool scan_has_ended(const struct scan *scan)
{
    return scan->stopped;
}

bool scan_announces_root(const struct scan *scan)
{
    return prolog_announces_root(&scan->prolog);
}
