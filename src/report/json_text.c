/* SPDX-License-Identifier: MIT */
/* What is between the values of a JSON document. */
#include "report/json_text.h"

#define INDENT 2

/* A new line for a member at that depth of what is broken into lines. */
static void begin_line(struct json *json, unsigned depth)
{
    emit_literal(json->out, "\n");
    emit_repeat(json->out, ' ', (size_t)depth * INDENT);
}

void json_member(struct json *json, const char *name)
{
    bool has_line = json->depth > 0 && json->depth <= json->lines;
    if (json->has_members)
        emit_literal(json->out, json->lines && !has_line ? ", " : ",");
    if (has_line)
        begin_line(json, json->depth);
    json->has_members = true;
    if (!name)
        return;
    emit_json_string(json->out, text_of(name));
    emit_literal(json->out, json->lines ? ": " : ":");
}

void json_open(struct json *json, const char *name, char bracket)
{
    json_member(json, name);
    emit_repeat(json->out, bracket, 1);
    json->depth++;
    json->has_members = false;
}

void json_close(struct json *json, char bracket)
{
    bool has_line = json->has_members && json->depth <= json->lines;
    json->depth--;
    if (has_line)
        begin_line(json, json->depth);
    emit_repeat(json->out, bracket, 1);
    json->has_members = true;
}

void json_string(struct json *json, const char *name, const char *value)
{
    json_member(json, name);
    if (value)
        emit_json_string(json->out, text_of(value));
    else
        emit_literal(json->out, "null");
}

void json_begin_string(struct json *json, const char *name)
{
    json_member(json, name);
    emit_literal(json->out, "\"");
}

void json_end_string(struct json *json)
{
    emit_literal(json->out, "\"");
}

void json_number(struct json *json, const char *name, uint64_t value)
{
    json_member(json, name);
    emit_number(json->out, value);
}

void json_integer(struct json *json, const char *name, int64_t value)
{
    json_member(json, name);
    if (value < 0)
        emit_literal(json->out, "-");
    emit_number(json->out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

void json_boolean(struct json *json, const char *name, bool value)
{
    json_member(json, name);
    emit_literal(json->out, value ? "true" : "false");
}
