/* SPDX-License-Identifier: MIT */
/*
 * Lenient, since the document may be broken. A start tag in a comment, in quotation marks or in an
 * instruction isn't the first element's, unless these are never closed: one mark too many mustn't
 * make a document pass for one of another kind.
 */
#include "xml/prolog.h"
#include "base/text.h"

static bool is_wanted_root(const struct prolog *prolog)
{
    const struct text word = {prolog->word, prolog->length};
    const char *const *root = prolog->roots;
    while (*root && !text_equal(word, text_of(*root)))
        root++;
    return *root != NULL;
}

static bool is_in_word(char character)
{
    return text_is_letter(character) || text_is_digit(character) ||
           text_is_one_of(character, "_-.:") || (unsigned char)character >= 0x80;
}

static bool is_skipped(const struct prolog *prolog)
{
    return prolog->part == PROLOG_QUOTED || prolog->part == PROLOG_COMMENT ||
           prolog->part == PROLOG_INSTRUCTION;
}

/* `provisionkey` may be `provision key`. */
static void cut_after_root(struct prolog *prolog)
{
    const struct text word = {prolog->word, prolog->length};
    for (const char *const *root = prolog->roots; *root; root++) {
        const struct text name = text_of(*root);
        if (word.length >= name.length && text_equal(text_slice(word, 0, name.length), name))
            prolog->length = name.length;
    }
}

/* The word is over at `next`. */
static void end_word(struct prolog *prolog, char next)
{
    bool is_tag = prolog->before == '<' && !text_is_digit(*prolog->word);
    if (is_skipped(prolog)) {
        prolog->is_within |= is_tag && is_wanted_root(prolog);
    } else if (is_tag && next != '<') {
        prolog->part = PROLOG_OVER;
        if (next == '=') /* an attribute's name, after a blank that's missing */
            cut_after_root(prolog);
    } else if (prolog->is_doctype) {
        prolog->is_named |= is_wanted_root(prolog);
        prolog->is_doctype = false;
    } else if (prolog->before == '!') {
        prolog->is_doctype =
            text_equal((struct text){prolog->word, prolog->length}, text_of("DOCTYPE"));
    }
}

static void take_name_character(struct prolog *prolog, char character)
{
    bool is_in = is_in_word(character);
    bool was_in = is_in_word(prolog->last[0]);
    if (was_in && !is_in)
        end_word(prolog, character);
    if (!was_in && is_in) {
        prolog->before = prolog->last[0];
        prolog->length = 0;
    }
    if (is_in && prolog->length < sizeof prolog->word)
        prolog->word[prolog->length++] = character;
}

static void enter_part(struct prolog *prolog, enum prolog_part part)
{
    prolog->part = part;
    prolog->is_within = false;
}

/* Outside of what is skipped. */
static void take_markup_character(struct prolog *prolog, char character)
{
    if (character == '!' && prolog->last[0] == '<') {
        enter_part(prolog, PROLOG_DECLARATION);
    } else if (character == '?' && prolog->last[0] == '<') {
        enter_part(prolog, PROLOG_INSTRUCTION);
    } else if (character == '-' && prolog->last[0] == '-' && prolog->last[1] == '!') {
        enter_part(prolog, PROLOG_COMMENT);
    } else if (prolog->part == PROLOG_DECLARATION && text_is_one_of(character, "\"'")) {
        enter_part(prolog, PROLOG_QUOTED);
        prolog->quote = character;
    } else if (text_is_one_of(character, "[>")) {
        enter_part(prolog, PROLOG_TEXT);
    }
}

/* Does a `>` end it here? */
static bool is_closing(const struct prolog *prolog)
{
    if (prolog->part == PROLOG_COMMENT)
        return prolog->last[0] == '-' && prolog->last[1] == '-';
    return prolog->part == PROLOG_INSTRUCTION && prolog->last[0] == '?';
}

static void take_skipped(struct prolog *prolog, char character)
{
    if (prolog->part == PROLOG_QUOTED && character == prolog->quote)
        enter_part(prolog, PROLOG_DECLARATION);
    else if (character == '>' && is_closing(prolog))
        enter_part(prolog, PROLOG_TEXT);
}

static void take(struct prolog *prolog, char character)
{
    bool was_skipped = is_skipped(prolog);
    take_name_character(prolog, character);
    if (is_skipped(prolog))
        take_skipped(prolog, character);
    else if (!prolog_is_over(prolog))
        take_markup_character(prolog, character);
    bool opens = !was_skipped && is_skipped(prolog); /* in `<!-->` a comment has begun */
    prolog->last[1] = opens ? '\0' : prolog->last[0];
    prolog->last[0] = opens ? '\0' : character;
}

void prolog_follow(struct prolog *prolog, const struct chunk *chunk, bool final)
{
    const unsigned char *end = chunk_at(chunk, chunk_end(chunk));
    size_t whole = final ? 1 : ENCODING_HEAD; /* a character may be cut off */
    while (!prolog_is_over(prolog) && prolog->byte + whole <= chunk_end(chunk)) {
        uint32_t code_point;
        prolog->byte +=
            encoding_decode(&chunk->encoding, chunk_at(chunk, prolog->byte), end, &code_point);
        if (code_point) /* in UTF-32, which is read as UTF-16, half of all are NUL */
            take(prolog, code_point < 0x80 ? (char)code_point : (char)0x80);
    }
}

bool prolog_announces_root(const struct prolog *prolog)
{
    bool is_asked = prolog->before == '<' || prolog->is_doctype;
    return prolog->is_named || prolog->is_within || (is_asked && is_wanted_root(prolog));
}
