/* SPDX-License-Identifier: MIT */
/*
 * The only code that writes, except that base/memory.c says itself that memory has run out. A
 * stream collects what is emitted in a buffer and writes it to a descriptor; the first failure
 * sticks and is given by emit_finish(), so callers in between test nothing. Every call says by its
 * name what kind of text it takes: there is no `%s`, and no call for a secret. Whoever opens
 * streams ignores SIGPIPE, so that a closed pipe is a failure like others.
 */
#ifndef SIPLINT_REPORT_EMIT_H
#define SIPLINT_REPORT_EMIT_H

#include "base/file_identity.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct emit; /* a stream */

/* A stream on a descriptor that stays the caller's. `color`: emit_color() has an effect. */
struct emit *emit_new(int descriptor, bool color);

/*
 * A stream to the file `path`: written to a temporary file in the same folder, which gets the
 * name when emit_finish() has written everything, and is removed when something failed. What
 * isn't a regular file (a device, a named pipe), or names a descriptor (/dev/fd/3), is added to
 * directly. NULL with errno when it can't be created.
 */
struct emit *emit_new_file(const char *path);

/*
 * A stream that holds what is emitted, for a part of a document that is written before what comes
 * in front of it. emit_append() puts all that it holds to another stream; emit_discard() frees it.
 */
struct emit *emit_new_held(void);
size_t emit_held(const struct emit *emit);         /* how many bytes */
void emit_shorten(struct emit *emit, size_t held); /* drops what came after the first so many */
void emit_append(struct emit *emit, const struct emit *held);

/* Which regular file is being written, which may be a temporary one; false when it's something
 * else. */
bool emit_identify(const struct emit *emit, struct file_identity *identity);

/*
 * A report can go to the log of a CI system, in any format, and such a log takes commands. So what
 * comes from outside never shows two `#` in succession (see MESSAGE_SECOND_HASH): the second one
 * takes the form that readers of the format take back, `\x23` where there's none.
 *
 * As they stand: our own constant text, all of it. As it stands except for that: a finding's string
 * (see finding.h), and a piece of one.
 */
void emit_literal(struct emit *emit, const char *constant);
void emit_message(struct emit *emit, const char *safe);
void emit_message_part(struct emit *emit, struct text safe);

/*
 * What came from outside, made visible as message_visible() does it, for people. A path that would
 * be a command where it begins a line, `::error::…` or `--- …`, has `./` in front.
 */
void emit_path(struct emit *emit, const char *path);
void emit_value(struct emit *emit, struct text value);

/*
 * Any text as a JSON string, with its quotes: `\u202e` for what must not reach a log raw, and
 * `\xff`, as text, for a byte that isn't UTF-8.
 */
void emit_json_string(struct emit *emit, struct text value);
void emit_json_part(struct emit *emit, struct text value); /* a piece of one, without quotes */

/*
 * Any text, made visible as emit_value() does it, so that no control character is left, and
 * escaped: for XML's content and attribute values alike; for the description of a TAP test; for
 * Markdown, with character references for whatever begins markup, a link, a mention or an emoji.
 * For the message of a GitHub workflow command and for one of its properties CR and LF stay what
 * they are, escaped as GitHub's toolkit does it.
 */
void emit_xml_text(struct emit *emit, struct text value);
void emit_xml_path(struct emit *emit, const char *path); /* for people, as emit_path() */
void emit_tap_description(struct emit *emit, struct text value);
void emit_markdown(struct emit *emit, struct text value); /* as text, in a line that has begun */
void emit_markdown_code(struct emit *emit, struct text value); /* between two backquotes */
void emit_github_data(struct emit *emit, struct text value);
void emit_github_property(struct emit *emit, struct text value);

/* A path as the path of a URI: all but `/` and RFC 3986's unreserved characters as `%xx`. */
void emit_uri_path(struct emit *emit, const char *path);

void emit_number(struct emit *emit, uint64_t number);
void emit_hex64(struct emit *emit, uint64_t number); /* 16 hexadecimal digits */
void emit_repeat(struct emit *emit, char character, size_t count);

/* SGR colours; nothing when the stream has none. */
enum color {
    COLOR_NONE,
    COLOR_BOLD,
    COLOR_ERROR,
    COLOR_WARNING,
    COLOR_NOTE,
    COLOR_HELP,
    COLOR_CARET
};
void emit_color(struct emit *emit, enum color color);

void emit_flush(struct emit *emit);
bool emit_failed(const struct emit *emit);

/*
 * Writes what is left, closes what emit_new_file() opened, frees the stream. Returns 0 or the
 * errno value of the first failure.
 */
int emit_finish(struct emit *emit);

/* Frees the stream in place of emit_finish(); what emit_new_file() was to replace stays. */
void emit_discard(struct emit *emit);

#endif
