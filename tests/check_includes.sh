#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The folders of src/ are floors: fails on an include that goes up, on files that include each other
# in a circle, and on an <expat.h> outside of the two files of xml/ that stand between it and all
# others. With an argument, checks the tree there.
set -eu
cd "${1:-.}"

# shellcheck disable=SC2016 # what is in the quotes is for awk
find src -name '*.[ch]' -o -name '*.def' | LC_ALL=C sort | xargs awk '
    # What each floor may include besides itself: a folder, or a single header.
    BEGIN {
        below["base"] = ""
        below["grammar"] = "base"
        below["xml"] = "base"
        below["input"] = "base"
        below["profile"] = "base grammar xml"
        below["catalogue"] = "base profile"
        below["findings"] = "base grammar profile/target.h catalogue"
        below["rules"] = "base grammar xml profile catalogue findings"
        below["totals"] = "base catalogue findings"
        below["report"] = "base catalogue findings totals"
        below["settings"] = "base catalogue findings"
        below["run"] = "base grammar xml input profile catalogue findings rules"
        below["cli"] = below["run"] " totals report settings run"
        below["main.c"] = below["cli"] " cli"
    }
    FNR == 1 {
        split(FILENAME, part, "/")
        floor = part[2]
        if (!(floor in below))
            complain("it stands on no floor that this check knows")
    }
    /^[ \t]*#[ \t]*include[ \t]*<expat/ && FILENAME !~ "^src/xml/(library[.]c|successors[.]h)$" {
        complain("only src/xml/library.c and successors.h include <expat.h>")
    }
    /^[ \t]*#[ \t]*include[ \t]*"/ {
        header = $0
        sub(/^[^"]*"/, "", header)
        sub(/".*/, "", header)
        folder = header
        sub(/\/.*/, "", folder)
        if (folder != floor && !allowed(floor, folder) && !allowed(floor, header))
            complain(floor " may not include \"" header "\"")
        note(substr(FILENAME, 5), header)
    }
    { if (FILENAME ~ /[.]c$/) has_source[unit(substr(FILENAME, 5))] = 1 }
    # A file and its header are one unit.
    function unit(name) {
        sub(/[.][ch]$/, "", name)
        return name
    }
    function note(from, to) {
        from = unit(from)
        to = unit(to)
        if (from == to || (from, to) in includes)
            return
        includes[from, to] = 1
        targets[from] = targets[from] " " to
    }
    # Follows what a unit includes. A header without a source is a part of whatever includes it, so
    # that the way through it back to there is no circle.
    function visit(name, way, list, count, i) {
        if (state[name] == "done")
            return
        if (index(way, " " name " ")) {
            if (!(name in has_source) || !is_through_header(way, name)) {
                sub("^.* " name " ", " " name " ", way)
                print "a circle of includes:" way name
                failed = 1
            }
            return
        }
        count = split(targets[name], list, " ")
        for (i = 1; i <= count; i++)
            visit(list[i], way name " ")
        if (name in has_source)
            state[name] = "done"
    }
    # Is the circle one of `name` and headers without a source only?
    function is_through_header(way, name, list, count, i) {
        sub("^.* " name " ", "", way)
        count = split(way, list, " ")
        for (i = 1; i <= count; i++)
            if (list[i] in has_source)
                return 0
        return count > 0
    }
    function allowed(floor, what) {
        return index(" " below[floor] " ", " " what " ") > 0
    }
    function complain(what) {
        print FILENAME ":" FNR ": " what
        failed = 1
    }
    END {
        for (name in targets)
            if (name in has_source)
                visit(name, " ")
        exit failed
    }
' >&2
