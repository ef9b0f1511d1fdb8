#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Only src/report/emit.c and output_file.c write: fails on a call in src/ by which anything else
# could. The one exception is the allocator's last words, a single write() in src/base/memory.c.
# With an argument, checks the tree that stands there.
set -eu
cd "${1:-.}"

# shellcheck disable=SC2016 # what is in the quotes is for awk
find src -name '*.[ch]' -o -name '*.def' | LC_ALL=C sort | xargs awk '
    BEGIN {
        calls = "v?[fd]?printf|f?put[sc](_unlocked)?|putw|putchar(_unlocked)?|fputwc|fwrite|" \
            "perror|psignal|p?writev?|pwritev2|send|sendto|sendmsg|sendfile|splice|" \
            "v?(err|warn)x?|v?syslog|error|fdopen|freopen|fopen"
        call = "(^|[^A-Za-z0-9_.>])(" calls ")[ \t]*\\("
        last_words = 1
    }
    FNR == 1 { in_comment = 0 }
    FILENAME == "src/report/emit.c" || FILENAME == "src/report/output_file.c" { next }
    {
        text = code($0)
        if (text !~ call && text !~ /(^|[^A-Za-z0-9_])(stdout|stderr)([^A-Za-z0-9_]|$)/)
            next
        if (FILENAME == "src/base/memory.c" && text ~ /write\(STDERR_FILENO,/ && last_words-- > 0)
            next
        print FILENAME ":" FNR ": only src/report/emit.c writes:" $0
        failed = 1
    }
    # The line without strings and comments, in which the words may stand.
    function code(line) {
        gsub(/\\./, "", line)
        gsub(/"[^"]*"/, "\"\"", line)
        gsub(/\/\*([^*]|\*+[^*\/])*\*+\//, " ", line)
        sub(/\/\/.*/, "", line)
        if (in_comment && !sub(/^.*\*\//, "", line))
            return ""
        in_comment = sub(/\/\*.*/, "", line)
        return line
    }
    END { exit failed }
' >&2
