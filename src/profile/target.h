/* SPDX-License-Identifier: MIT */
/* The versions of the RTC client that a profile can be judged for, and the words for them. */
#ifndef SIPLINT_PROFILE_TARGET_H
#define SIPLINT_PROFILE_TARGET_H

#include "base/text.h"

enum target {
    TARGET_ANY, /* what fails everywhere, or on every version from 1.2 on */
    TARGET_RTC_1_0,
    TARGET_RTC_1_01,
    TARGET_RTC_1_2,
    TARGET_RTC_1_3,
    TARGET_CE_4_2,
    TARGET_CE_5_0,
    TARGET_CE_6_0
};

#define TARGET_COUNT (TARGET_CE_6_0 + 1)

/* The word for each, as --target takes it; ended by NULL. */
extern const char *const target_names[TARGET_COUNT + 1];

#endif
