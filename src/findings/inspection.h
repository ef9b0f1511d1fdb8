/* SPDX-License-Identifier: MIT */
/* What became of one input: the unit that is handed to a report. */
#ifndef SIPLINT_FINDINGS_INSPECTION_H
#define SIPLINT_FINDINGS_INSPECTION_H

#include "findings/finding.h"
#include "findings/inventory.h"
#include "findings/policy.h"
#include "findings/told_hash.h"

enum outcome {
    OUTCOME_LINTED,     /* examined; the findings say the rest */
    OUTCOME_SKIPPED,    /* passed over for one of the reasons below */
    OUTCOME_UNREADABLE, /* couldn't be opened or read to its end */
};

/* What a report may want of each inspection beside its findings: a set. */
enum wanted {
    WANTED_EXCERPTS = 1,   /* the findings' source lines */
    WANTED_ENTRIES = 2,    /* the profiles and servers: `inventory` */
    WANTED_STATISTICS = 4, /* the servers counted, `servers`, and what a run adds up to */
};

/* What an input is. */
enum input_kind {
    INPUT_UNKNOWN, /* it broke off before that could be told */
    INPUT_PROFILE,
    INPUT_CARRIER, /* a document in which profiles are embedded */
    INPUT_OTHER,
};

/* Why an input was skipped. */
enum skip {
    SKIP_NOT_PROFILE, /* and needn't be one */
    SKIP_NO_ROOT,     /* broken, or not to be read, before the element that tells what it is */
    SKIP_EMPTY,
    SKIP_SPECIAL,  /* not a regular file, and met in a directory */
    SKIP_EXCLUDED, /* though it was named */
    SKIP_COUNT
};

/* How many servers are reached by a transport, and with which methods. */
struct server_group {
    const char *transport; /* "TLS"; "unknown" */
    const char *methods;   /* "digest ntlm"; "default", "none", "unknown" */
    size_t servers;
};

/* As many as there are transports, times the sets of methods and the words in their place. */
#define SERVER_GROUPS (4 * 35)

struct server_groups {
    size_t count;
    struct server_group items[SERVER_GROUPS]; /* no two alike but for the number */
};

/* The group of that transport and these methods, with no servers yet if it's new. Its strings are
 * borrowed. */
struct server_group *server_groups_at(struct server_groups *groups, const char *transport,
                                      const char *methods);

/* Profiles of one input that are told apart: it is one, or it's a carrier, which has up to three.
 */
#define INSPECTION_PROFILES 3

/* As many hashes are told of an input at most: two of a profile. */
#define TOLD_HASHES (2 * INSPECTION_PROFILES)

struct inspection {
    const char *path; /* as path_from() tells it; raw bytes, to be shown with emit_path() only */
    enum outcome outcome;
    enum input_kind kind; /* when linted */
    const char *reason;   /* why it was skipped or is unreadable, in words; NULL when linted */
    struct findings findings;
    struct inventory inventory; /* when a report wants it; also of one that broke off: as far as it
                                   was read then */
    struct server_groups servers;         /* when a report wants them: of profiles that were checked
                                             to their end */
    const struct policy *policy;          /* that it was judged by, when linted */
    struct told_hash hashes[TOLD_HASHES]; /* of its values, when that's asked for */
    size_t hash_count;
    bool partial; /* linted, but not to its end, or not as a profile: a finding of a fixed rule says
                   * why. What wasn't checked may have any mistake. */
    enum skip skip;                 /* of a skipped one */
    struct fingerprint fingerprint; /* of one that couldn't be read */
};

/* In place of a rule's id, of an input that couldn't be read. */
#define INSPECTION_UNREADABLE "input-unreadable"

/* Makes it one that was skipped. */
void inspection_skip(struct inspection *inspection, enum skip skip);

/* "linted", "skipped", "unreadable". */
const char *inspection_outcome(const struct inspection *inspection);

#endif
