/* SPDX-License-Identifier: MIT */
/*
 * How many columns of a terminal a character takes, so that a caret is below what it points
 * at. The tables are our own because wcwidth() answers by the locale, and the output mustn't
 * depend on that.
 */
#ifndef SIPLINT_BASE_WIDTH_H
#define SIPLINT_BASE_WIDTH_H

#include "base/text.h"

/* The Unicode version that the tables were made from. */
#define WIDTH_UNICODE_VERSION "14.0.0"

/* Tabs go to the next multiple of this. */
#define WIDTH_TAB_STOP 8

/*
 * 0 for what combines with the character before it or shows nothing, 2 for East Asian wide and
 * fullwidth characters and emoji, else 1. A tab is the caller's to expand.
 */
unsigned width_of(uint32_t code_point);

/* Of all its characters together. */
size_t width_of_text(struct text text);

#endif
