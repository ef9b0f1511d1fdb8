/* SPDX-License-Identifier: MIT */
/* Which file it is, whatever its name: two paths lead to the same file if these are equal. */
#ifndef SIPLINT_BASE_FILE_IDENTITY_H
#define SIPLINT_BASE_FILE_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

struct file_identity {
    uint64_t device;
    uint64_t number; /* on the device; no file has 0 */
};

static inline struct file_identity file_identity_of(const struct stat *status)
{
    return (struct file_identity){(uint64_t)status->st_dev, (uint64_t)status->st_ino};
}

static inline bool file_identity_equal(struct file_identity a, struct file_identity b)
{
    return a.device == b.device && a.number == b.number;
}

#endif
