/* SPDX-License-Identifier: MIT */
#include "run/run.h"
#include "base/memory.h"
#include "run/fleet.h"
#include "run/lint.h"

void run_inputs(const struct run *run, struct paths *paths)
{
    struct linter *linter = linter_new(run->judgement, run->excerpts);
    struct fleet *fleet = fleet_new(run->judgement);
    struct linted linted = {0};
    struct input input;
    bool goes_on = true;
    while (goes_on && paths_next(paths, &input)) {
        findings_reset(&linted.inspection.findings);
        linter_inspect(linter, &input, input.standard_input ? run->stdin_name : input.path,
                       &linted);
        fleet_judge(fleet, &linted);
        goes_on = run->report(run->context, &linted.inspection);
        memory_free(input.path);
    }
    findings_free(&linted.inspection.findings);
    fleet_free(fleet);
    linter_free(linter);
}
