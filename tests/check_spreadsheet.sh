#!/bin/sh
# SPDX-License-Identifier: MIT
#
# LibreOffice reads the formats csv and inventory, of hostile files and of the fixtures: every text in
# its cell and unchanged, and no formula anywhere, with whatever separator it's told to look for.
# Passed over where LibreOffice or python3 isn't there.
set -eu
siplint=$(realpath "${SIPLINT:-build/siplint}")
fixtures=$(realpath fixtures)
tools=$(realpath tests/tools)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work"
for tool in soffice python3; do
    command -v $tool >/dev/null 2>&1 || {
        echo "spreadsheet: no $tool, so nothing is checked" >&2
        exit 0
    }
done
cd "$work"
python3 "$tools/spreadsheet.py" "$siplint" "$fixtures"
