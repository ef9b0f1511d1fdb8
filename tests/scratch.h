/* SPDX-License-Identifier: MIT */
/* For tests of files: a directory of their own, in memory where the system has such a place. */
#ifndef SIPLINT_TESTS_SCRATCH_H
#define SIPLINT_TESTS_SCRATCH_H

#include <check.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The directory, while there is one. */
static char scratch[32];

/* Where the suite was before: its other tests are run there when all share a process. */
static char scratch_origin[4096];

/* Makes the directory, and the current one. As scratch_leave(), a test's fixture. */
static inline void scratch_enter(void)
{
    strcpy(scratch, "/dev/shm/siplint-XXXXXX");
    if (!mkdtemp(scratch)) {
        strcpy(scratch, "/tmp/siplint-XXXXXX");
        ck_assert_ptr_nonnull(mkdtemp(scratch));
    }
    ck_assert_ptr_nonnull(getcwd(scratch_origin, sizeof scratch_origin));
    ck_assert_int_eq(chdir(scratch), 0);
}

static inline int scratch_remove_entry(const char *path, const struct stat *status, int type,
                                       struct FTW *walk)
{
    (void)status;
    (void)walk;
    return type == FTW_DP ? rmdir(path) : unlink(path);
}

/* Removes it with all that's in it. */
static inline void scratch_leave(void)
{
    ck_assert_int_eq(chdir(scratch_origin), 0);
    nftw(scratch, scratch_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
