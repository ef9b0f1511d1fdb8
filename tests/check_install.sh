#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make install and uninstall, into a folder of their own: what is installed works, and nothing
# is left of it in the end. make demo, too, is a target that nothing else tries.
set -eu
[ -z "${SAN-}" ] || exit 0 # once is enough
build=$(dirname "${SIPLINT:-build/plain/siplint}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "make install, uninstall, demo: $*" >&2
    exit 1
}

# With the settings of the make that runs this, if one does: they come in MAKEFLAGS.
make() {
    command make -s "BUILD=$build" "$@" >"$work/log" 2>&1 || fail "$*: $(cat "$work/log")"
}

there="$work/a folder"
make install "DESTDIR=$there" PREFIX=/usr
for file in bin/siplint share/man/man1/siplint.1; do
    [ -f "$there/usr/$file" ] || fail "no $file"
done
"$there/usr/bin/siplint" --version | grep -q '^siplint [0-9]' || fail "the program doesn't run"
mandoc -T lint -W warning "$there/usr/share/man/man1/siplint.1" || fail "the manual"
make uninstall "DESTDIR=$there" PREFIX=/usr
[ -z "$(find "$there" -type f)" ] || fail "left $(find "$there" -type f)"

make demo
grep -q '^help: ' "$work/log" || fail "the demo shows no finding"
