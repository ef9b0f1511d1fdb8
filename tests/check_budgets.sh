#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What keeps the code readable: in src/, no folder over a fifth of the code, no file over 600 lines,
# no function over 60 (main() over 40), nine functions of ten at most 20 and half of them at most 10;
# in all C files and tables no line over 100 columns, no tab, and the licence in the first line. With
# an argument, checks the tree there.
set -eu
cd "${1:-.}"

# Bytes, so that every awk counts alike: a line's columns are its bytes but for UTF-8's further ones.
export LC_ALL=C

# shellcheck disable=SC2016 # what is in the quotes is for awk
find src tests man -name '*.[ch]' -o -name '*.def' | sort | xargs awk '
    FNR == 1 {
        function_start = 0
        is_source = FILENAME ~ /^src\//
        folder = is_source && split(FILENAME, part, "/") > 2 ? part[2] : ""
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
    is_source { code++ }
    folder { held[folder]++ }
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
        limit = is_main ? 40 : 60
        if (lines > limit)
            complain("a function of " lines " lines, over " limit)
        functions++
        of_length[lines]++
    }
    function check_share(share, limit,   length_, seen) {
        for (length_ = 0; seen < share * functions; length_++)
            seen += of_length[length_]
        if (length_ - 1 > limit) {
            print "src: " share * 100 " % of the functions take up to " length_ - 1 \
                " lines, over " limit
            failed = 1
        }
    }
    function check_folders(   name) {
        for (name in held)
            if (held[name] * 5 > code) {
                print "src/" name "/: " held[name] " of " code " lines, over a fifth"
                failed = 1
            }
    }
    function complain(what) {
        print FILENAME ":" FNR ": " what
        failed = 1
    }
    END {
        check_share(0.5, 10)
        check_share(0.9, 20)
        check_folders()
        exit failed
    }
' >&2
