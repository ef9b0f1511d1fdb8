/* SPDX-License-Identifier: MIT */
/* Attributes of the XML formats. */
#include "report/xml_text.h"

static void begin_attribute(struct emit *out, const char *name)
{
    emit_literal(out, " ");
    emit_literal(out, name);
    emit_literal(out, "=\"");
}

void xml_put_attribute(struct emit *out, const char *name, const char *value)
{
    begin_attribute(out, name);
    emit_xml_text(out, text_of(value));
    emit_literal(out, "\"");
}

void xml_put_number(struct emit *out, const char *name, uint64_t value)
{
    begin_attribute(out, name);
    emit_number(out, value);
    emit_literal(out, "\"");
}
