/* SPDX-License-Identifier: MIT */
/* Finds the place in the markup, and asks the tables. */
#include "xml/malformed.h"
#include "xml/mistake.h"

/* Does a reference that XML knows by itself follow the `&` before `byte`: &amp; or &#65;? */
static bool is_predefined(const struct chunk *chunk, uint64_t byte)
{
    uint64_t end;
    return syntax_at(chunk, byte) == '#' ||
           (syntax_entity_at(chunk, byte, &end) && syntax_at(chunk, end) == ';');
}

bool malformed_find_undefined(const struct chunk *chunk, uint64_t from, uint64_t to,
                              uint64_t *reference)
{
    uint32_t first = 0;
    for (bool is_first = true; from < to; is_first = false) {
        uint32_t code_point;
        uint64_t next = syntax_decode(chunk, from, &code_point);
        if (is_first && (code_point == '"' || code_point == '\''))
            first = code_point;
        else if (first && code_point == first)
            return false;
        if (code_point == '&' && !is_predefined(chunk, next)) {
            *reference = from;
            return true;
        }
        from = next;
    }
    return false;
}

/* ---- The error ---- */

bool malformed_is_encoding(enum malformation malformation)
{
    return malformation == MALFORMED_ENCODING_UNKNOWN ||
           malformation == MALFORMED_ENCODING_CONTRADICTED;
}

/* The first character outside of the root that is neither blank nor begins markup. False when there
 * is none at hand. */
static bool find_stray(const struct chunk *chunk, const struct malformed_error *error,
                       uint64_t *stray)
{
    uint64_t byte = error->markup_end;
    if (!error->is_outside || malformed_is_encoding(error->cause))
        return false;
    byte = syntax_skip_blanks(chunk, byte < chunk->origin.byte ? chunk->origin.byte : byte);
    bool is_markup =
        syntax_is(chunk, byte, "<") &&
        (!error->is_after || syntax_is(chunk, byte, "<!") || syntax_is(chunk, byte, "<?"));
    if (byte >= chunk_end(chunk) || is_markup)
        return false;
    *stray = byte;
    return true;
}

/* What the parser says, in the light of what else is known. */
static enum malformation cause_of(const struct malformed_error *error)
{
    bool is_before = (error->is_outside && !error->is_after) || error->in_doctype;
    bool is_cut_off = error->is_incomplete && !error->is_after;
    bool has_ended =
        error->cause == MALFORMED_TRUNCATED || (error->cause == MALFORMED_EMPTY && !is_before);
    if (!has_ended)
        return error->cause;
    return error->is_invalid && !is_cut_off ? MALFORMED_NOT_ENCODED : MALFORMED_TRUNCATED;
}

/* Where the wrong character is, as the parser sees it. */
static uint64_t find_error(const struct chunk *chunk, const struct malformed_error *error)
{
    uint64_t byte = error->byte;
    if (error->cause == MALFORMED_NOT_ENCODED)
        return chunk->checked;
    if (error->cause == MALFORMED_UNDEFINED_ENTITY && syntax_at(chunk, byte) == '<')
        malformed_find_undefined(chunk, byte, chunk_end(chunk), &byte);
    return byte;
}

static struct scene find_scene(const struct chunk *chunk, const struct malformed_error *error)
{
    struct scene scene = {.chunk = chunk, .error = error, .byte = find_error(chunk, error)};
    scene.syntax.token = scene.byte;
    bool is_stray = find_stray(chunk, error, &scene.byte);
    uint64_t from = error->from > error->markup_end ? error->from : error->markup_end;
    uint64_t to = error->cause == MALFORMED_TRUNCATED ? chunk_end(chunk) : scene.byte;
    scene.next = scene.byte;
    scene.code_point = TEXT_INVALID;
    if (scene.byte < chunk_end(chunk))
        scene.next = syntax_decode(chunk, scene.byte, &scene.code_point);
    if (!is_stray && !error->in_doctype)
        scene.syntax = syntax_read(chunk, from < chunk->origin.byte ? chunk->origin.byte : from,
                                   error->in_section, to);
    scene.part = is_stray ? PART_OUTSIDE : error->in_doctype ? PART_DOCTYPE : scene.syntax.part;
    return scene;
}

static void spell_name(const struct chunk *chunk, struct stretch name,
                       char out[MALFORMED_NAME_ROOM])
{
    size_t length = 0;
    for (uint64_t byte = name.from; byte < name.to;) {
        uint32_t code_point;
        byte = syntax_decode(chunk, byte, &code_point);
        if (length + 4 >= MALFORMED_NAME_ROOM) {
            length = 0;
            break;
        }
        length += text_encode(code_point, out + length);
    }
    out[length] = '\0';
}

static bool fits(const struct mistake_row *row, const struct scene *scene, struct mistake *mistake)
{
    *mistake = (struct mistake){
        .at = {scene->byte, scene->next},
        .edits = {{scene->byte, scene->next}},
        .edit_count = 1,
    };
    return row->of >> scene->error->cause & 1 && row->parts >> scene->part & 1 &&
           (!row->fits || row->fits(scene, mistake));
}

static enum malformation find_cause(const struct scene *scene, struct mistake *mistake)
{
    static const struct mistake_row *const tables[] = {mistakes_of_file, mistakes_of_anywhere,
                                                       mistakes_of_values, mistakes_of_tags};
    static const struct mistake_row any = {MALFORMED_OTHER, ANY_CAUSE, ANY_PART, NULL};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        for (const struct mistake_row *row = tables[i]; row->cause != MALFORMED_COUNT; row++) {
            if (fits(row, scene, mistake))
                return row->cause;
        }
    }
    fits(&any, scene, mistake);
    return scene->error->cause;
}

/* The bytes that may be looked at, whether more have come or not. */
static struct chunk view_of(const struct chunk *chunk, const struct malformed_error *error)
{
    struct chunk view = *chunk;
    bool is_about_end =
        error->cause == MALFORMED_TRUNCATED || error->cause == MALFORMED_NOT_ENCODED;
    if (!is_about_end && chunk_end(chunk) > error->byte + MALFORMED_AHEAD)
        view.length = (size_t)(error->byte + MALFORMED_AHEAD - chunk->offset);
    return view;
}

/* The places of those that end within the bytes that were looked at. */
static void locate_edits(struct chunk *chunk, const struct scene *scene,
                         const struct mistake *mistake, struct range edits[MALFORMED_EDITS])
{
    size_t count = 0;
    for (size_t i = 0; i < mistake->edit_count; i++) {
        if (mistake->edits[i].to <= chunk_end(scene->chunk))
            edits[count++] = chunk_range(chunk, mistake->edits[i].from, mistake->edits[i].to);
    }
}

/* The name that the mistake is about. */
static struct stretch find_name(const struct scene *scene, enum malformation cause,
                                const struct mistake *mistake)
{
    static const unsigned of_attribute =
        IN(ATTRIBUTE) | IN(AFTER_NAME) | IN(EQUALS) | IN(VALUE) | IN(VALUE_END);
    const struct syntax *syntax = &scene->syntax;
    if (cause == MALFORMED_MISMATCHED_TAG || cause == MALFORMED_DUPLICATE_ATTRIBUTE ||
        cause == MALFORMED_PREFIX_DECLARATION ||
        (cause == MALFORMED_PREFIX && mistake->at.from > scene->byte))
        return mistake->at;
    if (cause == MALFORMED_MISSING_BLANK)
        return (struct stretch){scene->byte, syntax_skip_name(scene->chunk, scene->byte)};
    if (cause == MALFORMED_TAG_NOT_CLOSED || cause == MALFORMED_EMPTY_TAG_NOT_CLOSED)
        return (struct stretch){syntax->name, syntax->name_end};
    if (of_attribute >> scene->part & 1)
        return (struct stretch){syntax->attribute,
                                syntax_skip_name(scene->chunk, syntax->attribute)};
    return (struct stretch){0, 0};
}

struct malformed malformed_explain(struct chunk *chunk, const struct malformed_error *said)
{
    struct malformed_error error = *said;
    error.cause = cause_of(said);
    const struct chunk view = view_of(chunk, &error);
    const struct scene scene = find_scene(&view, &error);
    struct mistake mistake;
    struct malformed malformed = {.cause = find_cause(&scene, &mistake)};
    malformed.opened = chunk_locate(chunk, scene.syntax.token);
    malformed.at = chunk_range(chunk, mistake.at.from, mistake.at.to);
    locate_edits(chunk, &scene, &mistake, malformed.edits);
    malformed.references = mistake.references;
    for (size_t i = 0; i < mistake.references.count && i < MALFORMED_REFERENCES; i++)
        malformed.references.items[i].line =
            chunk_locate(chunk, mistake.references.items[i].end).line;
    malformed.is_last = mistake.is_last;
    malformed.character = mistake.character ? mistake.character : scene.code_point;
    spell_name(&view, find_name(&scene, malformed.cause, &mistake), malformed.name);
    return malformed;
}
