/* SPDX-License-Identifier: MIT */
/*
 * Composes the text of a message so that it is safe to show: what came from the input enters
 * only through quoted(), which shows of it what is harmless. There is no call that takes a secret.
 */
#ifndef SIPLINT_FINDINGS_MESSAGE_H
#define SIPLINT_FINDINGS_MESSAGE_H

#include "base/arena.h"
#include "grammar/harmless.h"

/* How many code points of a quoted value are shown before it is cut with an ellipsis. */
#define MESSAGE_QUOTED_LIMIT 60

/* What replaces whatever may be a secret: always the same, so that not even its length shows. */
#define MESSAGE_MASK "(hidden)"

enum argument_kind {
    ARGUMENT_END,
    ARGUMENT_WORD,
    ARGUMENT_PATH,
    ARGUMENT_QUOTED,
    ARGUMENT_NUMBER,
    ARGUMENT_CODE_POINT
};

/* One value for a `{}` of a message. */
struct argument {
    enum argument_kind kind;
    struct text text;
    size_t shown; /* bytes of it that may be */
    uint64_t number;
};

struct argument word(const char *constant); /* one of our own words, unchanged */
/* From the input: in double quotes, made visible, cut, and masked from where it isn't harmless. */
struct argument quoted(struct harmless value);
struct argument number(uint64_t value);
struct argument path(const char *name);     /* of an input: made visible, and whole */
struct argument code_point(uint32_t value); /* as "U+00A0" */

/*
 * `pattern` with each `{}` replaced by the next argument; the result is in the arena. There must be
 * an argument for each `{}`; the array ends with ARGUMENT_END.
 */
const char *message_compose(struct arena *arena, const char *pattern,
                            const struct argument *arguments);

/* The value as quoted() shows it, but whole and without quotes; it's in the arena. */
const char *message_value(struct arena *arena, struct harmless value);

/*
 * Writes to `out`, of `room` bytes and then terminated, the code point in a visible form: itself,
 * or `\n` `\r` `\t` `\u{9b}` for what must not reach a terminal or log raw (C0, DEL, C1,
 * bidirectional controls, line and paragraph separators, other default-ignorable or
 * non-characters), `\xff` for a byte that isn't UTF-8. Returns the bytes written.
 */
size_t message_visible(uint32_t code_point, unsigned char raw_byte, char *out, size_t room);

/* Likewise of a value or a source line, where blanks of other kinds than the usual one are shown by
 * their numbers. In a path they stay: it has to lead to the file. */
#define MESSAGE_VISIBLE_ROOM 16
size_t message_visible_in_value(uint32_t code_point, unsigned char raw_byte,
                                char out[MESSAGE_VISIBLE_ROOM]);

/*
 * CI systems take commands from anywhere in a line of a job's log: `##[add-matcher]…`,
 * `##vso[task.setvariable …]…`, `##teamcity[…]`. So a `#` is never shown after another one; this
 * replaces it. GitHub's runner compares as a language does and passes over some characters that
 * it finds in between, none of them ASCII: neither do others count here.
 */
#define MESSAGE_SECOND_HASH "\\x23"

/* What counts as the last character when `shown` follows `before`. */
static inline char message_last(struct text shown, char before)
{
    size_t end = shown.length;
    while (end && (unsigned char)shown.bytes[end - 1] >= 0x80)
        end--;
    return end ? shown.bytes[end - 1] : before;
}

#endif
