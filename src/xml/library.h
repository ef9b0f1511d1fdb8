/* SPDX-License-Identifier: MIT */
/* The libexpat that is used: its version, and what its errors mean. */
#ifndef SIPLINT_XML_LIBRARY_H
#define SIPLINT_XML_LIBRARY_H

#include "xml/malformation.h"

#include <stdbool.h>

const char *library_compiled(void); /* "2.5.0" */
const char *library_running(void);

/* What an enum XML_Error means, as far as it can be told without the bytes around it. */
enum malformation library_malformation(int error);

/* Does it say nothing about the text: a counter overflowed (memory itself never runs out here), or
 * the library suspects an attack? */
bool library_gave_up(int error);

#endif
