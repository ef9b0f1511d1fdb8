#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A static name means one thing: fails when two files of src/ each have a static function or object
# of the same name. With an argument, checks the tree there.
set -eu
cd "${1:-.}"

# shellcheck disable=SC2016 # what is in the quotes is for awk
find src -name '*.c' | LC_ALL=C sort | xargs awk '
    FNR == 1 { is_type = 0 }
    /^static / {
        line = $0
        is_type = line ~ /(struct|enum|union)( [a-z_0-9]+)? [{]$/ # its name follows the closing brace
        if (!is_type && line !~ /=/ && match(line, /[A-Za-z_0-9]+[(]/))
            note(substr(line, RSTART, RLENGTH - 1)) # a function
        else if (!is_type) {
            sub(/( =.*|;.*)$/, "", line)
            sub(/[)][(].*/, "", line) # a pointer to a function
            sub(/(\[[^]]*\])+$/, "", line)
            sub(/^.*[^A-Za-z_0-9]/, "", line)
            note(line)
        }
    }
    is_type && /^[}] / {
        line = $0
        sub(/^[}] [*]*/, "", line)
        sub(/[^A-Za-z_0-9].*/, "", line)
        note(line)
        is_type = 0
    }
    function note(name) {
        if (name in file && file[name] != FILENAME) {
            print FILENAME ":" FNR ": " name " is also a static name in " file[name]
            failed = 1
        }
        if (!(name in file))
            file[name] = FILENAME
    }
    END { exit failed }
' >&2
