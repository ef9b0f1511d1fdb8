#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What keeps the code readable: in src/, no file over 600 lines, no function over 80 (main() over
# 40) and a median of 15 at most; in all C files and tables no line over 100 columns, no tab, and
# the licence in the first line. With an argument, checks the tree that stands there.
set -eu
cd "${1:-.}"

# Bytes, so that every awk counts alike: a line's columns are its bytes but for UTF-8's further ones.
export LC_ALL=C

# shellcheck disable=SC2016 # what is in the quotes is for awk
find src tests man -name '*.[ch]' -o -name '*.def' | sort | xargs awk '
    FNR == 1 {
        function_start = 0
        is_source = FILENAME ~ /^src\//
        if ($0 != "/* SPDX-License-Identifier: MIT */")
            complain("the first line is not the licence")
    }
    {
        line = $0
        gsub(/[\200-\277]/, "", line)
        if (length(line) > 100)
            complain(length(line) " columns, over 100")
        if (/\t/)
            complain("a tab")
    }
    is_source && FNR == 601 { complain("over 600 lines") }
    # By our format a function is what stands from a `{` to a `}`, each alone in its first column.
    is_source && /^{$/ {
        function_start = FNR
        is_main = previous ~ /^int main\(/
    }
    is_source && /^}$/ && function_start {
        count(FNR - function_start + 1)
        function_start = 0
    }
    { previous = $0 }
    function count(lines) {
        limit = is_main ? 40 : 80
        if (lines > limit)
            complain("a function of " lines " lines, over " limit)
        functions++
        of_length[lines]++
    }
    function complain(what) {
        print FILENAME ":" FNR ": " what
        failed = 1
    }
    END {
        for (median = 0; 2 * seen < functions; median++)
            seen += of_length[median]
        if (median - 1 > 15) {
            print "src: the median of the functions is " median - 1 " lines, over 15"
            failed = 1
        }
        exit failed
    }
' >&2
