/* SPDX-License-Identifier: MIT */
/* Numbers within sentences. */
#ifndef SIPLINT_REPORT_PHRASE_H
#define SIPLINT_REPORT_PHRASE_H

#include "report/emit.h"

/* "1,234,567" */
void phrase_number(struct emit *out, size_t number);

/* "1 profile", "1,234 profiles": all our nouns have the plain plural. */
void phrase_count(struct emit *out, size_t count, const char *noun);

#endif
