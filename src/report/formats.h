/* SPDX-License-Identifier: MIT */
/* The list of formats. */
#ifndef SIPLINT_REPORT_FORMATS_H
#define SIPLINT_REPORT_FORMATS_H

#include "report/report.h"

/* Every format, ended by NULL; built from formats.def. */
extern const struct format *const formats[];

/* The format of that name, or NULL. */
const struct format *format_find(struct text name);

#endif
