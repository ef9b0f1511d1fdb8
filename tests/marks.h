/* SPDX-License-Identifier: MIT */
/*
 * Included before each suite, by the Makefile. With every assertion that holds, Check writes down
 * where it is, to tell it if the process ends after that; that takes longer than most assertions.
 * It's done only while each test has a process of its own.
 */
#ifndef SIPLINT_TESTS_MARKS_H
#define SIPLINT_TESTS_MARKS_H

#include <check.h>
#include <stdbool.h>

extern bool marks_points; /* runner.c */

/* What Check's assertions call. */
#define _mark_point(file, line) (marks_points ? (_mark_point)(file, line) : (void)0)

#endif
