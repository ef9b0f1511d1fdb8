/* SPDX-License-Identifier: MIT */
/* Attributes of the XML formats. Their values are escaped, and made visible: see emit_xml_text().
 */
#ifndef SIPLINT_REPORT_XML_TEXT_H
#define SIPLINT_REPORT_XML_TEXT_H

#include "report/report.h"

#define XML_DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* ` name="value"` */
void xml_put_attribute(struct emit *out, const char *name, const char *value);
void xml_put_number(struct emit *out, const char *name, uint64_t value);

#endif
