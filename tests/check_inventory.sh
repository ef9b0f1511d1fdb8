#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The formats for spreadsheets, csv and inventory, and inventory-jsonl: what they hold against json,
# against expat and against each other; their form by RFC 4180; that no cell is a formula; whose
# addresses they show. All by python3: without it nothing is checked.
set -eu
siplint=$(realpath "${SIPLINT:-build/siplint}")
fixtures=$(realpath fixtures)
tools=$(realpath tests/tools)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C HOME="$work"
python=${PYTHON:-python3}
if ! command -v "$python" >/dev/null 2>&1; then
    echo 'inventory: no python3, so nothing is checked' >&2
    exit 0
fi
ln -s "$fixtures" "$work/tree"
cd "$work"
"$python" "$tools/inventory.py" "$siplint" tree ${THOROUGH:+thorough}
