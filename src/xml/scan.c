/* SPDX-License-Identifier: MIT */
/* expat, held at arm's length. */
#include "xml/scan.h"
#include "base/memory.h"
#include "xml/doctype.h"
#include "xml/event.h"
#include "xml/ledger.h"
#include "xml/malformed.h"

#include <assert.h>
#include <expat.h>
#include <string.h>

#define HEAD_SIZE 4096

struct scan {
    XML_Parser parser;
    struct scan_handler handler;
    unsigned long salt; /* of expat's hashes; 0: expat finds one */
    struct encoding encoding;
    struct encoding_map *map; /* of an encoding that expat doesn't know; stays for the next */
    struct tag_memo memo;
    struct scan_start start; /* of the current element */
    char *buffer;            /* where the next bytes go, behind those held back */
    char held[4];            /* the end of the last chunk, which expat doesn't have yet */
    size_t held_length;

    const unsigned char *head; /* the document's first bytes, HEAD_SIZE at most: … */
    unsigned char *head_copy; /* … here, or where expat has them if it has all at once; or NULL */
    size_t head_length;
    size_t mark_length; /* of its byte order mark */

    const unsigned char *chunk; /* the bytes that expat has, from chunk_start to `fed` */
    struct place chunk_start;
    struct place located; /* the last place looked up in them */
    bool is_whole;        /* they are the whole document */

    uint64_t fed;           /* bytes so far */
    struct place token;     /* where the token starts that isn't complete yet */
    size_t taken;           /* bytes of memory that expat has asked for */
    uint64_t without_event; /* bytes in chunks that came and didn't complete it */
    unsigned depth;
    bool stopped;

    struct xml_fact
        declared; /* XML_ENCODING, until it's certain that the document is in that encoding */
    char declared_name[64];
    bool has_declared;

    unsigned declared_attributes; /* in a DTD */
    enum doctype_part doctype;
    struct place doctype_start;
    struct place declaration_start;
};

uint64_t scan_event_byte(const struct scan *scan)
{
    return (uint64_t)XML_GetCurrentByteIndex(scan->parser);
}

/* The place of the current event as expat counts, put right. */
static struct place expat_place(const struct scan *scan)
{
    struct place place = {
        .byte = scan_event_byte(scan),
        .line = (uint32_t)XML_GetCurrentLineNumber(scan->parser),
        .column = (uint32_t)XML_GetCurrentColumnNumber(scan->parser) + 1,
    };
    if (place.line == 1 && scan->mark_length && place.byte > 0)
        place.column--;
    return place;
}

/* The current chunk from that offset of the document on. */
static const unsigned char *bytes_at(const struct scan *scan, uint64_t byte)
{
    return scan->chunk + (byte - scan->chunk_start.byte);
}

bool scan_holds_document(const struct scan *scan)
{
    return scan->is_whole;
}

struct place scan_locate(struct scan *scan, uint64_t byte)
{
    assert(byte >= scan->chunk_start.byte && byte <= scan->fed);
    const unsigned char *wanted = bytes_at(scan, byte);
    struct place end = scan->token; /* when the chunk is over, else its start */
    if (end.byte > byte &&
        encoding_retreat(&scan->encoding, &end, scan->chunk, bytes_at(scan, end.byte), wanted))
        return end;
    if (byte < scan->located.byte)
        scan->located = scan->chunk_start;
    encoding_advance(&scan->encoding, &scan->located, bytes_at(scan, scan->located.byte), wanted);
    return scan->located;
}

static struct place event_place(struct scan *scan)
{
    return scan_locate(scan, scan_event_byte(scan));
}

/* The current event's bytes. `tag` belongs to this scan already, and its place wasn't looked up. */
static void find_tag(const struct scan *scan, struct tag *tag)
{
    uint64_t byte = scan_event_byte(scan);
    size_t length = (size_t)XML_GetCurrentByteCount(scan->parser);
    size_t most = (size_t)(scan->fed - byte);
    tag->bytes = bytes_at(scan, byte);
    tag->length = length < most ? length : most;
    tag->start.byte = byte;
}

static struct tag event_tag(struct scan *scan)
{
    struct tag tag = {.encoding = &scan->encoding, .scan = scan};
    find_tag(scan, &tag);
    return tag;
}

struct range scan_event_range(struct scan *scan)
{
    struct tag tag = event_tag(scan);
    return tag_range(&tag, 0, tag.length);
}

/* The `<`, `#` or quote that a token starts with: where it ends expat doesn't always tell. */
static struct range sign_at(const struct scan *scan, struct place start)
{
    struct place end = start;
    end.byte += encoding_unit(&scan->encoding);
    end.column++;
    return (struct range){start, end};
}

void scan_stop(struct scan *scan)
{
    scan->stopped = true;
    XML_StopParser(scan->parser, XML_FALSE);
}

static void report_at(struct scan *scan, enum xml_kind kind, struct range at)
{
    struct xml_fact fact = {.kind = kind, .at = at};
    scan->handler.xml(scan->handler.context, &fact);
}

/* The document passed a limit, or declares an entity: it's read no further. */
static void give_up(struct scan *scan, enum xml_kind kind, struct range at)
{
    report_at(scan, kind, at);
    scan_stop(scan);
}

/* True, and reported, when the start tag passes a limit. */
static bool is_over_limit(struct scan *scan, const struct tag *tag)
{
    struct tag_attribute attribute;
    if (scan->depth > SCAN_DEPTH_LIMIT) {
        give_up(scan, XML_TOO_DEEP, tag_name(tag));
    } else if (tag->length > SCAN_TOKEN_LIMIT) {
        give_up(scan, XML_TAG_TOO_LONG, tag_name(tag));
    } else if (tag->length > SCAN_ATTRIBUTE_LIMIT * sizeof "a=''" &&
               tag_any_attribute(tag, SCAN_ATTRIBUTE_LIMIT, &attribute)) {
        give_up(scan, XML_TOO_MANY_ATTRIBUTES, tag_range(tag, attribute.name, attribute.name_end));
    }
    return scan->stopped;
}

/* Tells of the declared encoding once expat has gone on with it: a wrong one is another mistake. */
static void report_declared(struct scan *scan)
{
    if (scan->has_declared)
        scan->handler.xml(scan->handler.context, &scan->declared);
    scan->has_declared = false;
}

static void on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct scan *scan = data;
    struct scan_start *start = &scan->start;
    start->name = name;
    start->attributes = (const char *const *)attributes;
    if (scan->stopped)
        return;
    find_tag(scan, &start->tag);
    scan->depth++;
    report_declared(scan);
    if (!is_over_limit(scan, &start->tag))
        scan->handler.start(scan->handler.context, start);
}

/* A namespace stands in each name that is in it, so a long one would be copied for each. */
static void on_namespace(void *data, const XML_Char *prefix, const XML_Char *name)
{
    struct scan *scan = data;
    struct tag tag = event_tag(scan);
    struct tag_attribute at;
    if (!name || strlen(name) <= SCAN_NAMESPACE_LIMIT || scan->stopped ||
        tag.length > SCAN_TOKEN_LIMIT) /* on_start() tells of it */
        return;
    report_declared(scan);
    bool is_there = tag_namespace(&tag, text_of(prefix ? prefix : ""), &at); /* not from a DTD */
    give_up(scan, XML_NAMESPACE_TOO_LONG,
            is_there ? tag_range(&tag, at.name, at.name_end) : tag_name(&tag));
}

static void on_end(void *data, const XML_Char *name)
{
    struct scan *scan = data;
    (void)name;
    scan->depth--;
    if (!scan->stopped)
        scan->handler.end(scan->handler.context);
}

static void on_text(void *data, const XML_Char *text, int length)
{
    const struct scan *scan = data;
    const XML_Char *end = text + length;
    while (text < end && text_is_blank(*text))
        text++;
    if (text < end && !scan->stopped)
        scan->handler.text(scan->handler.context);
}

struct range scan_text_place(struct scan *scan)
{
    struct tag event = event_tag(scan);
    return event_text_place(&event);
}

static void on_comment(void *data, const XML_Char *text)
{
    struct scan *scan = data;
    if (!scan->stopped && !scan->doctype)
        scan->handler.comment(scan->handler.context, text_of(text));
}

struct range scan_comment_part(struct scan *scan, struct text comment, size_t from, size_t to)
{
    struct tag event = event_tag(scan);
    return event_comment_part(&event, comment, from, to);
}

static void on_declaration(void *data, const XML_Char *version, const XML_Char *encoding,
                           int standalone)
{
    struct scan *scan = data;
    (void)version;
    (void)standalone;
    if (!encoding)
        return;
    struct text name = text_of(encoding);
    if (scan->encoding.form == ENCODING_UTF_8 && !text_equal_fold(name, text_of("UTF-8")))
        scan->encoding.form = ENCODING_BYTE;
    if (name.length >= 6 && text_equal_fold(text_slice(name, 0, 6), text_of("UTF-16")))
        return;
    struct tag tag = event_tag(scan);
    struct tag_attribute attribute;
    for (size_t i = 0; tag_attribute(&tag, i, &attribute); i++) {
        if (!tag_attribute_is(&tag, &attribute, "encoding"))
            continue;
        size_t length =
            name.length < sizeof scan->declared_name ? name.length : sizeof scan->declared_name - 1;
        memcpy(scan->declared_name, encoding, length);
        scan->declared_name[length] = '\0';
        scan->declared = (struct xml_fact){.kind = XML_ENCODING, .encoding = scan->declared_name};
        scan->declared.at = tag_range(&tag, attribute.value, attribute.value_end);
        scan->has_declared = true;
    }
}

static struct range event_range_from(struct scan *scan, struct place start)
{
    return (struct range){start, scan_event_range(scan).end};
}

/* Everything that has no handler of its own; of interest are the parts of a DOCTYPE. */
static void on_other(void *data, const XML_Char *bytes, int length)
{
    struct scan *scan = data;
    if (scan->stopped || scan->depth)
        return;
    switch (doctype_follow(&scan->doctype, (struct text){bytes, (size_t)length})) {
    case DOCTYPE_NOTHING:
        break;
    case DOCTYPE_BEGINS:
        report_declared(scan);
        scan->doctype_start = event_place(scan);
        break;
    case DOCTYPE_ENDS:
        report_at(scan, XML_DOCTYPE, event_range_from(scan, scan->doctype_start));
        break;
    case DOCTYPE_DECLARATION_BEGINS:
        scan->declaration_start = event_place(scan);
        break;
    case DOCTYPE_ENTITY_ENDS:
        give_up(scan, XML_ENTITY, event_range_from(scan, scan->declaration_start));
        break;
    }
}

/* expat goes through all that are declared for an element whenever it comes, given or not. */
static void on_declared_attribute(void *data, const XML_Char *element, const XML_Char *attribute,
                                  const XML_Char *type, const XML_Char *value, int is_required)
{
    struct scan *scan = data;
    (void)element;
    (void)attribute;
    (void)type;
    (void)value;
    (void)is_required;
    if (scan->declared_attributes++ == SCAN_ATTRIBUTE_LIMIT)
        give_up(scan, XML_TOO_MANY_DECLARED, sign_at(scan, event_place(scan)));
}

/* Keeps processing instructions from on_other(), where the last piece of one could be a `>`. */
static void on_instruction(void *data, const XML_Char *target, const XML_Char *text)
{
    (void)data;
    (void)target;
    (void)text;
}

static int on_unknown_encoding(void *data, const XML_Char *name, XML_Encoding *info)
{
    struct scan *scan = data;
    if (!encoding_load_map(name, scan->map))
        return XML_STATUS_ERROR;
    memcpy(info->map, scan->map->code_points, sizeof info->map);
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    scan->encoding.map = scan->map->code_points;
    return XML_STATUS_OK;
}

static void set_handlers(struct scan *scan)
{
    XML_SetUserData(scan->parser, scan);
    XML_SetElementHandler(scan->parser, on_start, on_end);
    XML_SetStartNamespaceDeclHandler(scan->parser, on_namespace);
    XML_SetCharacterDataHandler(scan->parser, on_text);
    XML_SetCommentHandler(scan->parser, on_comment);
    XML_SetXmlDeclHandler(scan->parser, on_declaration);
    XML_SetAttlistDeclHandler(scan->parser, on_declared_attribute);
    XML_SetProcessingInstructionHandler(scan->parser, on_instruction);
    XML_SetDefaultHandlerExpand(scan->parser, on_other);
    XML_SetUnknownEncodingHandler(scan->parser, on_unknown_encoding, scan);
}

struct scan *scan_new(const struct scan_handler *handler)
{
    static const XML_Memory_Handling_Suite allocator = {ledger_take, ledger_resize, memory_free};
    static const XML_Char separator[] = {SCAN_NAME_SEPARATOR, '\0'};
    struct scan *scan = memory_new(sizeof *scan);
    scan->handler = *handler;
    scan->map = memory_new(sizeof *scan->map);
    scan->parser = XML_ParserCreate_MM(NULL, &allocator, separator);
    set_handlers(scan);
    return scan;
}

void scan_free(struct scan *scan)
{
    if (!scan)
        return;
    XML_ParserFree(scan->parser);
    memory_free(scan->map);
    memory_free(scan->head_copy);
    memory_free(scan);
}

void scan_set_salt(struct scan *scan, uint64_t salt)
{
    scan->salt = (unsigned long)salt;
}

void scan_reset(struct scan *scan)
{
    struct scan fresh = {.parser = scan->parser,
                         .handler = scan->handler,
                         .salt = scan->salt,
                         .map = scan->map,
                         .head_copy = scan->head_copy,
                         .token = {0, 1, 1},
                         .start.tag = {.encoding = &scan->encoding, .scan = scan}};
    *scan = fresh;
    XML_ParserReset(scan->parser, NULL);
    XML_SetHashSalt(scan->parser, scan->salt);
    set_handlers(scan);
}

void *scan_buffer(struct scan *scan, size_t size)
{
    scan->buffer = XML_GetBuffer(scan->parser, (int)(size + scan->held_length));
    assert(scan->buffer); /* the allocator never fails */
    memcpy(scan->buffer, scan->held, scan->held_length);
    return scan->buffer + scan->held_length;
}

/*
 * How many bytes at the end of a chunk wait for the next one: a CR, whose LF may follow, since
 * expat can count such a pair as two line ends when it comes in two chunks; and half a character of
 * UTF-16, to see whether it's a CR.
 */
static size_t count_held(const struct scan *scan, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)scan->buffer;
    size_t unit = encoding_unit(&scan->encoding);
    size_t half = unit == 2 ? (scan->fed + length) % 2 : 0;
    if (length < unit + half)
        return half <= length ? half : 0;
    uint32_t last;
    encoding_decode(&scan->encoding, bytes + length - half - unit, bytes + length - half, &last);
    return last == '\r' ? unit + half : half;
}

static void remember_head(struct scan *scan, size_t length, bool is_whole)
{
    const char *bytes = scan->buffer + scan->held_length;
    size_t room = HEAD_SIZE - scan->head_length;
    size_t taken = length < room ? length : room;
    if (!taken)
        return;
    if (is_whole) {
        scan->head = (const unsigned char *)bytes;
    } else {
        if (!scan->head_copy)
            scan->head_copy = memory_take(HEAD_SIZE);
        memcpy(scan->head_copy + scan->head_length, bytes, taken);
        scan->head = scan->head_copy;
    }
    scan->head_length += taken;
    if (scan->encoding.form != ENCODING_BYTE)
        scan->encoding.form = encoding_sniff(scan->head, scan->head_length, &scan->mark_length);
}

static enum malformation malformation_of(enum XML_Error error)
{
    static const enum malformation malformations[] = {
        [XML_ERROR_UNCLOSED_TOKEN] = MALFORMED_TRUNCATED,
        [XML_ERROR_PARTIAL_CHAR] = MALFORMED_TRUNCATED,
        [XML_ERROR_UNCLOSED_CDATA_SECTION] = MALFORMED_TRUNCATED,
        [XML_ERROR_NO_ELEMENTS] = MALFORMED_TRUNCATED,
        [XML_ERROR_TAG_MISMATCH] = MALFORMED_MISMATCHED_TAG,
        [XML_ERROR_DUPLICATE_ATTRIBUTE] = MALFORMED_DUPLICATE_ATTRIBUTE,
        [XML_ERROR_JUNK_AFTER_DOC_ELEMENT] = MALFORMED_AFTER_ROOT,
        [XML_ERROR_MISPLACED_XML_PI] = MALFORMED_TEXT_BEFORE_DECLARATION,
        [XML_ERROR_UNDEFINED_ENTITY] = MALFORMED_UNDEFINED_ENTITY,
        [XML_ERROR_BAD_CHAR_REF] = MALFORMED_REFERENCE,
        [XML_ERROR_UNKNOWN_ENCODING] = MALFORMED_ENCODING_UNKNOWN,
        [XML_ERROR_INCORRECT_ENCODING] = MALFORMED_ENCODING_CONTRADICTED,
        [XML_ERROR_UNBOUND_PREFIX] = MALFORMED_PREFIX,
        [XML_ERROR_UNDECLARING_PREFIX] = MALFORMED_PREFIX,
        [XML_ERROR_RESERVED_PREFIX_XML] = MALFORMED_PREFIX,
        [XML_ERROR_RESERVED_PREFIX_XMLNS] = MALFORMED_PREFIX,
        [XML_ERROR_RESERVED_NAMESPACE_URI] = MALFORMED_PREFIX,
    };
    return error < sizeof malformations / sizeof *malformations ? malformations[error]
                                                                : MALFORMED_OTHER;
}

/* Not a word about the text: a name or value outgrew expat's counters (memory itself never runs out
 * here), or it suspects an attack. */
static bool is_too_large(enum XML_Error error)
{
    return error == XML_ERROR_NO_MEMORY || error == XML_ERROR_AMPLIFICATION_LIMIT_BREACH;
}

/* The bytes around the current event that expat still holds. */
static struct error_context error_context(const struct scan *scan)
{
    int offset = 0;
    int size = 0;
    const unsigned char *bytes =
        (const unsigned char *)XML_GetInputContext(scan->parser, &offset, &size);
    struct error_context context = {.encoding = &scan->encoding};
    if (bytes) {
        context.start = bytes;
        context.error = bytes + offset;
        context.end = bytes + size;
    }
    return context;
}

static void report_error(struct scan *scan)
{
    enum XML_Error error = XML_GetErrorCode(scan->parser);
    struct error_context context = error_context(scan);
    struct xml_fact fact = {.kind = is_too_large(error) ? XML_TOO_LARGE : XML_MALFORMED,
                            .malformation = malformation_of(error)};
    if (error == XML_ERROR_INVALID_TOKEN)
        fact.malformation = malformed_classify(&context);
    else if (error == XML_ERROR_SYNTAX && scan->depth == 0 && !scan->doctype)
        fact.malformation = MALFORMED_TEXT_BEFORE_ROOT;
    else if (error == XML_ERROR_NO_ELEMENTS && scan->depth == 0)
        fact.malformation = MALFORMED_EMPTY;
    if (fact.malformation != MALFORMED_ENCODING_UNKNOWN &&
        fact.malformation != MALFORMED_ENCODING_CONTRADICTED)
        report_declared(scan);
    /* Of a document without a byte expat has no position. */
    fact.at.start = scan->fed ? expat_place(scan) : (struct place){0, 1, 1};
    if (context.error)
        fact.at.start = malformed_start(&context, fact.malformation, fact.at.start);
    fact.at.end = fact.at.start;
    if (context.error)
        fact.at.end = malformed_end(&context, fact.malformation, fact.at.start);
    scan->handler.xml(scan->handler.context, &fact);
}

/* Stops a document whose current token has become too long, or which has too many names. */
static void watch_token(struct scan *scan, size_t length)
{
    uint64_t before = scan->token.byte;
    if (XML_GetCurrentByteIndex(scan->parser) >= 0)
        scan->token = expat_place(scan);
    scan->without_event = scan->token.byte != before ? 0 : scan->without_event + length;
    bool is_too_long = scan->without_event > SCAN_TOKEN_LIMIT;
    if (!is_too_long && scan->taken <= SCAN_MEMORY_LIMIT)
        return;
    report_at(scan, is_too_long ? XML_TAG_TOO_LONG : XML_TOO_MANY_NAMES,
              sign_at(scan, scan->token));
    scan->stopped = true;
}

bool scan_parse(struct scan *scan, size_t length, bool final)
{
    remember_head(scan, length, final && scan->head_length == 0);
    length += scan->held_length;
    scan->held_length = final ? 0 : count_held(scan, length);
    length -= scan->held_length;
    memcpy(scan->held, scan->buffer + length, scan->held_length);
    /* The token that wasn't complete comes first. */
    scan->chunk = (const unsigned char *)scan->buffer - (scan->fed - scan->token.byte);
    scan->chunk_start = scan->located = scan->token;
    scan->is_whole = final && scan->fed == 0;
    scan->fed += length;
    size_t before = ledger_total();
    enum XML_Status status = XML_ParseBuffer(scan->parser, (int)length, final);
    scan->taken += ledger_total() - before;
    if (scan->stopped)
        return false;
    if (status != XML_STATUS_OK) {
        report_error(scan);
        return false;
    }
    if (!final) {
        watch_token(scan, length);
        if (scan->handler.settle)
            scan->handler.settle(scan->handler.context);
    }
    return !scan->stopped;
}

struct tag_memo *scan_tag_memo(struct scan *scan)
{
    return &scan->memo;
}

const struct encoding *scan_encoding(const struct scan *scan)
{
    return &scan->encoding;
}

bool scan_head_contains(const struct scan *scan, const char *ascii)
{
    return encoding_finds(&scan->encoding, scan->head, scan->head + scan->head_length, ascii);
}

const char *scan_expat_compiled(void)
{
#define STRING(number) #number
#define VERSION(major, minor, micro) STRING(major) "." STRING(minor) "." STRING(micro)
    return VERSION(XML_MAJOR_VERSION, XML_MINOR_VERSION, XML_MICRO_VERSION);
}

const char *scan_expat_running(void)
{
    const char *version = XML_ExpatVersion(); /* "expat_2.5.0" */
    const char *number = strchr(version, '_');
    return number ? number + 1 : version;
}
