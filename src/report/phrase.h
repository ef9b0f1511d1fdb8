/* SPDX-License-Identifier: MIT */
/* Numbers within sentences, and how a heading begins. */
#ifndef SIPLINT_REPORT_PHRASE_H
#define SIPLINT_REPORT_PHRASE_H

#include "report/report.h"

/* "1,234,567" */
void phrase_number(struct emit *out, size_t number);

/* "1 profile", "1,234 profiles": all our nouns have the plain plural. */
void phrase_count(struct emit *out, size_t count, const char *noun);

/* "1 more profile", "1,234 more profiles" */
void phrase_more(struct emit *out, size_t count, const char *noun);

/* A rule's summary with a capital letter, unless it begins with the name of an attribute. */
void phrase_heading(struct emit *out, const char *summary, report_put *put);

#endif
