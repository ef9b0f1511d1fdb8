#!/bin/sh
# SPDX-License-Identifier: MIT
#
# No two files of src/ call each other, also not through others: by the symbols that each object of
# the build has and wants.
set -eu
command -v nm >/dev/null || exit 0
build=$(dirname "${SIPLINT:-build/plain/siplint}")

# shellcheck disable=SC2016 # what is in the quotes is for awk
find src -name '*.c' | LC_ALL=C sort | sed "s,^src/\\(.*\\)c\$,$build/\\1o," | xargs nm -A -P |
    sed "s,^$build/\\([^:]*\\)[.]o: ,\\1 ," | awk '
    { object = $1 }
    $3 ~ /^[TDBRVWC]$/ { home[$2] = object }
    $3 == "U" { wanted[++count] = object " " $2 }
    function visit(name, way, list, number, i) {
        if (index(way, " " name " ")) {
            sub("^.* " name " ", " " name " ", way)
            print "a circle of calls:" way name
            failed = 1
            return
        }
        if (done[name])
            return
        number = split(calls[name], list, " ")
        for (i = 1; i <= number; i++)
            visit(list[i], way name " ")
        done[name] = 1
    }
    END {
        for (i = 1; i <= count; i++) {
            split(wanted[i], pair, " ")
            to = home[pair[2]]
            if (to && to != pair[1] && !((pair[1], to) in seen)) {
                seen[pair[1], to] = 1
                calls[pair[1]] = calls[pair[1]] " " to
            }
        }
        for (name in calls)
            visit(name, " ")
        exit failed || !count
    }
' >&2
