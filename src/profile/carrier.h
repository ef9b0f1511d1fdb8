/* SPDX-License-Identifier: MIT */
/*
 * Carriers: documents in which profiles are embedded, each escaped in a setting's value. They are
 * those that set up the IP phones of Windows CE 6.0 (voip-provision, MSDN ee499889) and of Windows
 * Mobile (the VoIP settings of OMA Client Provisioning, bb737225).
 */
#ifndef SIPLINT_PROFILE_CARRIER_H
#define SIPLINT_PROFILE_CARRIER_H

#include "profile/element.h"

/* What a setting that is to hold a profile has for its value. */
enum setting_content {
    CONTENT_NONE, /* the operation has no value, or the setting isn't for a profile */
    CONTENT_EMPTY,
    CONTENT_OTHER,         /* no markup */
    CONTENT_ESCAPED_TWICE, /* what would be markup if it were escaped once less */
    CONTENT_PROFILE,       /* markup, whether or not it's a profile's */
};

/* An operation on a setting. */
struct carrier_setting {
    const struct element *element;
    enum setting_kind kind;  /* SETTING_NONE: its name isn't there or known */
    enum setting_kind meant; /* the same, or the one to which alone a misspelt name is close: what
                                it holds is checked as that one's */
    enum setting_content content;
    uint32_t earlier_line;  /* of the first one on this setting; 0: this is the first */
    bool has_first_profile; /* its profile is the setting's first one */
};

/* Can it hold a profile? */
static inline bool setting_is_for_profile(enum setting_kind kind)
{
    return kind && kind <= SETTINGS_WITH_PROFILE;
}

/* The documented name. */
static inline const char *carrier_setting_name(enum setting_kind kind)
{
    return value_spelling(ATTRIBUTE_setting, (int)kind);
}

#endif
