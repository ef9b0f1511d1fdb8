#!/bin/sh
# SPDX-License-Identifier: MIT
#
#     same.sh EXPECTED FILE
#
# Compares two files, of which one may be -, standard input; shows the first line that differs.
set -eu
copy=
[ "$1" != - ] && [ "$2" != - ] || {
    copy=$(mktemp)
    trap 'rm -f "$copy"' EXIT
    cat >"$copy"
}
expected=$1 file=$2
[ "$1" != - ] || expected=$copy
[ "$2" != - ] || file=$copy
! cmp -s "$expected" "$file" || exit 0
awk 'BEGIN {
        do {
            line++
            has_expected = (getline expected < ARGV[1]) > 0
            has_other = (getline other < ARGV[2]) > 0
        } while (has_expected && has_other && expected == other)
        printf "  line %d, expected: %.500s\n", line, has_expected ? expected : "(the end)"
        printf "  line %d, got:      %.500s\n", line, has_other ? other : "(the end)"
    }' "$expected" "$file" >&2
exit 1
