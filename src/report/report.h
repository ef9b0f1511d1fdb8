/* SPDX-License-Identifier: MIT */
/*
 * Formats. To add one: a file with its functions that fill a `struct format`, and a row in
 * formats.def. A format gets the inspections in the order in which they are to appear, one at a
 * time, and keeps none of them.
 */
#ifndef SIPLINT_REPORT_REPORT_H
#define SIPLINT_REPORT_REPORT_H

#include "findings/inspection.h"
#include "findings/policy.h"
#include "report/emit.h"
#include "totals/totals.h"

/* What held for a run besides its policy, for the formats that say so. */
struct report_settings {
    const char *target;              /* the client's version that was judged for */
    int64_t now;                     /* what dates were compared with, in seconds since 1970, … */
    bool now_is_given;               /* … if it was said; the clock's time is never shown */
    bool suppressions;               /* siplint comments were heeded */
    const char *config;              /* the setting file, or NULL */
    bool is_set_aside;               /* it was found, but nothing is taken from it */
    const struct baseline *baseline; /* NULL: nothing is known */
    const char *baseline_set_aside;  /* one from which nothing was taken, or NULL */
    struct statistics *statistics;   /* of what was reported, complete at the end; NULL: none of
                                        the reports wants them */
    bool only_changed;               /* findings in lines that weren't changed are left out */
    size_t gone;                     /* known at the end: its entries that are gone */
    const struct hmac_key *told_key; /* hashes of values are told, under this; NULL: they aren't */
    bool shows_help;                 /* where a finding is one line, too */
    bool with_users;                 /* in inventories, users' whole addresses are shown */
    bool empty_is_fine;              /* a run without any input is no mistake */
};

/* One report being written. What it needs besides `format` and `out` depends on the format. */
struct report {
    const struct format *format;
    struct emit *out;
    const struct policy *policy;
    const struct report_settings *settings;
    size_t terminal_width; /* 0: it doesn't go to a terminal */
    bool interrupted;      /* known at its end: inputs are missing */
    size_t inspections;    /* handed to it so far */
    size_t findings;
    void *state; /* the format's own: made by its begin, freed by its end */
};

struct format {
    const char *name;
    const char *summary;                  /* for --help and the manual */
    unsigned wanted;                      /* a set of enum wanted: see findings/inspection.h */
    void (*begin)(struct report *report); /* each of the three may be NULL */
    void (*inspection)(struct report *report, const struct inspection *inspection);
    void (*end)(struct report *report, const struct totals *totals);
};

#define FORMAT(name) extern const struct format format_##name;
#include "report/formats.def"
#undef FORMAT

/*
 * For --list-files, and so not among the formats: the paths of what would be linted, and for the
 * others why not.
 */
extern const struct format format_file_list;

void report_begin(struct report *report);
void report_inspection(struct report *report, const struct inspection *inspection);
void report_end(struct report *report, const struct totals *totals);

/* For formats with an escaping of their own: an emit_…() for any text. */
typedef void report_put(struct emit *out, struct text text);

/* The message with the client's answer, "…; the RTC client rejects this profile (RTC_E_…)", each
 * piece through `put`. */
void report_message_as(struct emit *out, const struct finding *finding, report_put *put);

/* Likewise, for formats that have no other place for the related one: "…; it stands here first
 * (b.xml:1:17)". */
void report_message_whole(struct emit *out, const char *path, const struct finding *finding,
                          report_put *put);

/* And with the help after it, for formats that show one text: "…; help: write protocol=…". */
void report_message_advised(struct emit *out, const char *path, const struct finding *finding,
                            report_put *put);

/* Where the reason of its rule is documented, with `before` before it; nothing if nowhere. */
void report_source_as(struct emit *out, const char *before, const struct finding *finding,
                      report_put *put);

/* The 32 digits. */
void report_fingerprint(struct emit *out, const struct fingerprint *fingerprint);

/* "can't be read: No such file or directory", each piece through `put`. */
void report_problem_as(struct emit *out, const struct inspection *inspection, report_put *put);

/*
 * Is it a failure for those who know only success and failure? As for the exit status; where
 * that never fails, everything that's shown is one, for such a report is all that's looked at.
 */
bool report_is_failure(const struct policy *policy, const struct finding *finding);

/* At a report's end: was there no input, where there had to be one? */
bool report_lacks_input(const struct report *report);

/* And, in words, why inputs may be missing that no other line tells of; NULL: none are. */
const char *report_shortfall(const struct report *report);

/* Was all looked at that was to be? Otherwise the run ends with status 3. */
bool report_is_complete(const struct report *report, const struct totals *totals);

/* One line, for standard error, of an input that couldn't be read. */
void report_unreadable(struct emit *out, const struct inspection *inspection);

/*
 * The last line, for standard error: files, errors, warnings, what was hidden, skipped,
 * unreadable.
 */
void report_summary(struct emit *out, const struct totals *totals,
                    const struct report_settings *settings);

/* The same for --list-files, which shows no findings. */
void report_list_summary(struct emit *out, const struct totals *totals);

#endif
