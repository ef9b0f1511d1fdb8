#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every run draws a key of its own for its tables: two runs over all fixtures say the same all the
# same, to the byte, and so does one with several jobs.
set -eu
siplint=${SIPLINT:-build/siplint}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run() {
    "$siplint" --format=jsonl --pedantic --fleet=enabled --output=pretty:"$work/pretty" "$@" fixtures \
        >"$work/jsonl" 2>/dev/null || true
    cat "$work/jsonl" "$work/pretty"
}

run --jobs=1 >"$work/first"
[ "$(wc -l <"$work/first")" -gt 1000 ] || {
    echo 'too few findings to compare'
    exit 1
}
for options in --jobs=1 --jobs=2 --jobs=4; do
    run $options >"$work/other"
    cmp -s "$work/first" "$work/other" || {
        echo "another run with $options says something else:"
        diff "$work/first" "$work/other" | head -n 4
        exit 1
    }
done
