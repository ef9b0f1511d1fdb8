/* SPDX-License-Identifier: MIT */
/*
 * The structure of a JSON document while it's written: commas, line ends and indents. Strings go
 * through emit_json_string(), so any text is safe to give.
 */
#ifndef SIPLINT_REPORT_JSON_TEXT_H
#define SIPLINT_REPORT_JSON_TEXT_H

#include "report/emit.h"

/* Embed one: (struct json){.out = out}. */
struct json {
    struct emit *out;
    unsigned lines;   /* down to this depth each member is on a line of its own; 0: no lines */
    unsigned depth;   /* of what is open */
    bool has_members; /* what was opened last and is still open */
};

/* Each adds a member to what is open; `name` is NULL in an array and for the document itself. */
void json_open(struct json *json, const char *name, char bracket);        /* `{` or `[` */
void json_string(struct json *json, const char *name, const char *value); /* NULL: null */
void json_number(struct json *json, const char *name, uint64_t value);
void json_integer(struct json *json, const char *name, int64_t value);
void json_boolean(struct json *json, const char *name, bool value);

/* Begins a member, whose value the caller emits. */
void json_member(struct json *json, const char *name);

/* Likewise a string, whose pieces the caller emits, and ends it. */
void json_begin_string(struct json *json, const char *name);
void json_end_string(struct json *json);

/* Ends what was opened last. */
void json_close(struct json *json, char bracket);

#endif
