/* SPDX-License-Identifier: MIT */
/* A carriage return and blanks do; no escape sequence is needed. */
#include "report/progress.h"
#include "base/system.h"

#define SECOND 1000000000
#define INTERVAL (SECOND / 5)

void progress_begin(struct progress *progress, struct emit *out)
{
    *progress = (struct progress){.out = out};
    if (out)
        progress->start = system_clock();
    progress->next = progress->start + SECOND;
}

/* Writes a number and says how wide it is. */
static size_t put_measured_number(struct emit *out, uint64_t number)
{
    size_t width = 1;
    emit_number(out, number);
    while (number /= 10)
        width++;
    return width;
}

static size_t put_literal(struct emit *out, const char *constant)
{
    emit_literal(out, constant);
    return text_of(constant).length;
}

static size_t put_line(struct emit *out, const struct totals *totals, int64_t elapsed)
{
    uint64_t files = totals->files + totals->skipped + totals->unreadable;
    uint64_t findings = 0;
    for (size_t i = SEVERITY_NOTE; i < SEVERITY_COUNT; i++)
        findings += totals->by_severity[i] - totals->hidden[i];
    size_t width = put_literal(out, "siplint: ");
    width += put_measured_number(out, files);
    width += put_literal(out, files == 1 ? " file, " : " files, ");
    width += put_measured_number(out, files * SECOND / (uint64_t)elapsed);
    width += put_literal(out, " a second, ");
    width += put_measured_number(out, findings);
    return width + put_literal(out, findings == 1 ? " finding" : " findings");
}

void progress_update(struct progress *progress, const struct totals *totals)
{
    if (!progress->out)
        return;
    int64_t time = system_clock();
    if (time < progress->next)
        return;
    size_t before = progress->width;
    emit_literal(progress->out, "\r");
    progress->width = put_line(progress->out, totals, time - progress->start);
    if (progress->width < before)
        emit_repeat(progress->out, ' ', before - progress->width);
    emit_flush(progress->out);
    progress->next = time + INTERVAL;
}

void progress_hide(struct progress *progress)
{
    if (!progress->width)
        return;
    emit_literal(progress->out, "\r");
    emit_repeat(progress->out, ' ', progress->width);
    emit_literal(progress->out, "\r");
    emit_flush(progress->out);
    progress->width = 0;
}
