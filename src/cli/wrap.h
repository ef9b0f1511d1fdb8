/* SPDX-License-Identifier: MIT */
/* Our own prose in lines of at most 80 columns, for --help and --explain. */
#ifndef SIPLINT_CLI_WRAP_H
#define SIPLINT_CLI_WRAP_H

#include "report/emit.h"

#define WRAP_WIDTH 80

/* A paragraph whose lines start at a column, which is where the stream is at first. */
struct wrap {
    struct emit *out;
    size_t indent;
    size_t column;
};

struct wrap wrap_begin(struct emit *out, size_t indent);

/* Adds words, with blanks between; a word that is too long for a line, such as an address, stays
 * whole. */
void wrap_words(struct wrap *wrap, const char *words);

/* Adds one word, with `mark` directly after it. */
void wrap_word(struct wrap *wrap, const char *word, const char *mark);

void wrap_end(struct wrap *wrap);

/* A paragraph of its own. */
void wrap_text(struct emit *out, const char *text, size_t indent);

/* Writes each line of `text` as it stands, indented. */
void wrap_lines(struct emit *out, const char *text, size_t indent);

#endif
