#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What users read is written in their words: fails on one that no text uses, in README, the manual,
# --help, --explain and the strings of the source.
set -eu
SIPLINT=${SIPLINT:-build/siplint}

found=$({
    sed 's/^/README.md: /' README.md
    sed -n '/^[^.]/s/^/man\/siplint.1: /p' man/siplint.1
    "$SIPLINT" --help | sed 's/^/--help: /'
    "$SIPLINT" --explain=all | sed 's/^/--explain: /'
    find src -name '*.c' -o -name '*.def' | LC_ALL=C sort | xargs awk '
        /^ *(\/\*|\*)/ { next }
        { gsub(/\\"/, "\47") }
        match($0, /".*"/) { print FILENAME ": " substr($0, RSTART, RLENGTH) }'
} | LC_ALL=C tr A-Z a-z | awk '
    { text = " " $0 " "; gsub(/[^a-z-]+/, " ", text) }
    text ~ / (readable|judged?|judges|judging|stands?|standing|behind|alone|silent(ly)?|mend(s|ed|ing)?) / ||
    text ~ / passe[sd] over | likely refuse/ ||
    text ~ / the program / && !/^readme/')
[ -z "$found" ] || {
    printf '%s\n' "$found"
    echo "these aren't words of those who read this"
    exit 1
}
