/* SPDX-License-Identifier: MIT */
/*
 * For suites that lint whole documents: a policy that shows everything, and findings as text, so
 * that two runs can be compared.
 */
#ifndef SIPLINT_TESTS_SUPPORT_H
#define SIPLINT_TESTS_SUPPORT_H

#include "bytes.h"
#include "catalogue/rules.h"
#include "rules/engine.h"

/* Every rule on, every severity shown. Change `severity` and `policy` as needed. */
struct lab {
    uint8_t severity[RULE_COUNT];
    uint8_t forced[RULE_COUNT];
    struct policy policy;
    struct judgement judgement;
};

static inline void lab_init(struct lab *lab)
{
    *lab = (struct lab){
        .policy = {.shown = SEVERITY_NOTE, .fails = SEVERITY_WARNING, .max_findings = 100000},
        .judgement = {.now = 1100000000, .heed_suppressions = true, .key = {{1, 2}}},
    };
    for (size_t i = 0; i < RULE_COUNT; i++)
        lab->severity[i] = (uint8_t)rules[i].severity;
    lab->policy.severity = lab->severity;
    lab->policy.forced = lab->forced;
    lab->judgement.policy = &lab->policy;
}

/* Feeds a document in chunks of that many bytes (0: all at once, as the last chunk). */
static inline bool feed(struct scan *scan, const char *bytes, size_t length, size_t chunk)
{
    size_t at = 0;
    bool goes_on;
    do {
        size_t size = chunk && length - at > chunk ? chunk : length - at;
        memcpy(scan_buffer(scan, size ? size : 1), size ? bytes + at : "", size);
        at += size;
        goes_on = scan_parse(scan, size, at == length);
    } while (goes_on && at < length);
    return goes_on;
}

/* The same for an engine. */
static inline bool feed_engine(struct engine *engine, struct text document, size_t chunk)
{
    size_t at = 0;
    bool goes_on;
    do {
        size_t size = chunk && document.length - at > chunk ? chunk : document.length - at;
        memcpy(engine_buffer(engine, size ? size : 1), size ? document.bytes + at : "", size);
        at += size;
        goes_on = engine_parse(engine, size, at == document.length);
    } while (goes_on && at < document.length);
    return goes_on;
}

/* Lints a document that was named by the user. False when it's no profile. */
static inline bool lint_bytes(struct engine *engine, struct text document, size_t chunk,
                              struct findings *findings)
{
    findings_reset(findings);
    engine_begin(engine, true, findings);
    bool complete = feed_engine(engine, document, chunk);
    bool is_profile = engine_end(engine, complete);
    findings_sort(findings);
    return is_profile;
}

static inline void print_finding(FILE *out, const struct finding *finding)
{
    const struct place *start = &finding->at.start, *end = &finding->at.end;
    fprintf(out, "%u:%u-%u:%u %lu-%lu %s %s [%s] %s; help: %s; code: %s%s\n", start->line,
            start->column, end->line, end->column, (unsigned long)start->byte,
            (unsigned long)end->byte, severity_name((enum severity)finding->severity),
            rules[finding->rule].id, finding->where, finding->message, finding->help,
            finding->code ? finding->code : "-", finding->likely ? " (likely)" : "");
    const struct related *related = &finding->related;
    if (related->message)
        fprintf(out, "  %u:%u-%u:%u %s %s\n", related->at.start.line, related->at.start.column,
                related->at.end.line, related->at.end.column, related->message,
                related->path ? related->path : "");
}

/* All of the findings and their counts; the caller frees it. */
static inline char *findings_as_text(const struct findings *findings)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    for (size_t i = 0; i < findings->count; i++)
        print_finding(out, &findings->items[i]);
    for (size_t i = 0; i < SEVERITY_COUNT; i++)
        fprintf(out, "%s: %zu found, %zu hidden\n", severity_name((enum severity)i),
                findings->counts.by_severity[i], findings->counts.hidden[i]);
    fprintf(out, "%zu suppressed\n", findings->counts.suppressed);
    fclose(out);
    return text;
}

static inline bool has_rule(const struct findings *findings, enum rule_index rule)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].rule == rule)
            return true;
    }
    return false;
}

/* The document as it's told in a failure: control characters and other encodings made readable. */
static inline const char *printable(struct text bytes, char *room, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < bytes.length && length + 8 < size; i++) {
        unsigned char byte = (unsigned char)bytes.bytes[i];
        bool plain = byte >= 0x20 && byte < 0x7F;
        length += (size_t)snprintf(room + length, size - length, plain ? "%c" : "\\%03o", byte);
    }
    room[length] = '\0';
    return room;
}

#endif
