/* SPDX-License-Identifier: MIT */
/* The words for the targets. */
#include "profile/target.h"

const char *const target_names[TARGET_COUNT + 1] = {
    [TARGET_ANY] = "any",         [TARGET_RTC_1_0] = "rtc-1.0", [TARGET_RTC_1_01] = "rtc-1.01",
    [TARGET_RTC_1_2] = "rtc-1.2", [TARGET_RTC_1_3] = "rtc-1.3", [TARGET_CE_4_2] = "ce-4.2",
    [TARGET_CE_5_0] = "ce-5.0",   [TARGET_CE_6_0] = "ce-6.0",
};
