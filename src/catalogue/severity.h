/* SPDX-License-Identifier: MIT */
/* How severe a rule, and what it finds, is. */
#ifndef SIPLINT_CATALOGUE_SEVERITY_H
#define SIPLINT_CATALOGUE_SEVERITY_H

enum severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };
#define SEVERITY_COUNT 4

/* "off", "note", "warning", "error". */
const char *severity_name(enum severity severity);

#endif
