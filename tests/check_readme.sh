#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Runs the commands that README.md shows in its `console` blocks, each behind a `$ `, and fails
# when they say anything else than what stands there. `--write` puts what they say in its place.
set -eu
program=$(realpath "${SIPLINT:-build/siplint}")
readme=${README:-README.md}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The commands' siplint is the one that was built; nothing of the caller's settings reaches it.
mkdir "$work/bin"
ln -s "$program" "$work/bin/siplint"
PATH=$work/bin:$PATH
export PATH
unset NO_COLOR CLICOLOR_FORCE SOURCE_DATE_EPOCH

awk -v script="$work/block" '
    /^```console$/ { inside = 1; runs = 0; commands = ""; print; next }
    inside && /^```$/ {
        inside = 0
        if (runs) {
            printf "%s", commands > script
            close(script)
            run = "sh " script " 2>&1 </dev/null"
            while ((run | getline line) > 0)
                print line
            close(run)
        }
        print
        next
    }
    # What is to be made by hand on a fresh machine is shown, not run.
    inside && /^\$ / && !/^\$ (make|sudo|git) / {
        runs = 1
        command = substr($0, 3)
        shown = $0
        gsub(/\047/, "\047\\\047\047", shown)
        commands = commands "printf \"%s\\n\" \047" shown "\047\n" command "\n"
        next
    }
    inside && runs { next }
    { print }
' "$readme" >"$work/README.md"

if [ "${1-}" = --write ]; then
    cp "$work/README.md" "$readme"
elif ! diff -u "$readme" "$work/README.md" >&2; then
    echo "$readme shows what siplint no longer says: see the + lines" >&2
    exit 1
fi

# The table of phases is about those that there are.
# shellcheck disable=SC2016 # the backquotes are the README's
for phase in $(sed -n 's/^| \(`[A-Z`, ]*`\) |.*/\1/p' "$readme" | tr -d '`,'); do
    if ! grep -q "^    PHASE_$phase,$" src/profile/profile.h; then
        echo "$readme tells of a phase $phase, and there is none" >&2
        exit 1
    fi
done
