#!/bin/sh
# SPDX-License-Identifier: MIT
#
#     screenshot.sh SIPLINT PNG
#
# The beginning of a page of --format=html, on the profiles in fixtures/, as README shows it.
set -eu
program=$(realpath "$1")
tools=$(realpath tests/tools)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd fixtures && "$program" -q --format=html profiles) >"$work/page.html" || [ $? = 1 ]
HOME=$work node "$tools/browser.js" shot "$2" 1040 900 "$work/page.html"
size=$(wc -c <"$2")
[ "$size" -le 150000 ] || {
    echo "$2 has $size bytes, too many for a picture in a README" >&2
    exit 1
}
