#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The folders of src/ are floors: fails on an include that goes up, and on an <expat.h> outside of
# the two files of xml/ that stand between it and all others. With an argument, checks the tree there.
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
        below["findings"] = "base grammar"
        below["rules"] = "base grammar xml profile findings"
        below["report"] = "base findings rules/rules.h"
        below["run"] = "base grammar xml input profile findings rules"
        below["cli"] = "base grammar xml input profile findings rules report run"
        below["main.c"] = "base grammar xml input profile findings rules report run cli"
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
    }
    function allowed(floor, what) {
        return index(" " below[floor] " ", " " what " ") > 0
    }
    function complain(what) {
        print FILENAME ":" FNR ": " what
        failed = 1
    }
    END { exit failed }
' >&2
