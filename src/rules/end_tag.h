/* SPDX-License-Identifier: MIT */
/* End tags that aren't that of the element which is open. */
#ifndef SIPLINT_RULES_END_TAG_H
#define SIPLINT_RULES_END_TAG_H

#include "rules/flag.h"

/* How the message ends where siplint can't read on. */
#define REST "; the rest of the file wasn't checked"

/* States what is to be written; the element that is open is one that is read. */
void flag_wrong_end_tag(const struct profile *profile, struct rule_context *context);

#endif
