/* SPDX-License-Identifier: MIT */
/*
 * The sections that generate can make, each from the tables that the program itself reads: of the
 * manual, and of the completions of shells. Each list ends with a row of nothing.
 */
#ifndef SIPLINT_MAN_GENERATE_H
#define SIPLINT_MAN_GENERATE_H

struct section {
    const char *name;
    void (*put)(void);
};

extern const struct section manual_sections[];
extern const struct section completion_sections[];

#endif
