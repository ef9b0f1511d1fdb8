/* SPDX-License-Identifier: MIT */
#include "catalogue/severity.h"

const char *severity_name(enum severity severity)
{
    static const char *const names[SEVERITY_COUNT] = {"off", "note", "warning", "error"};
    return names[severity];
}
