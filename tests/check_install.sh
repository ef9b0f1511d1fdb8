#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make install and uninstall, into a folder of their own: what is installed is where it's looked for
# and works, and uninstall takes that away and nothing else. make demo, too, is a target that
# nothing else tries.
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

# The mode of each file, and its place.
cat >"$work/wanted" <<'FILES'
-rwxr-xr-x bin/siplint
-rw-r--r-- share/bash-completion/completions/siplint
-rw-r--r-- share/fish/vendor_completions.d/siplint.fish
-rw-r--r-- share/man/man1/siplint.1
-rw-r--r-- share/siplint/problem-matcher.json
-rw-r--r-- share/siplint/siplint.schema.json
-rw-r--r-- share/zsh/site-functions/_siplint
FILES

# Beside each of them stands another file that is none of ours.
there="$work/a folder"
while read -r _ file; do
    mkdir -p "$there/usr/${file%/*}"
    echo mine >"$there/usr/${file%/*}/siplint-of-mine"
done <"$work/wanted"
list() {
    (cd "$there/usr" && find . ! -type d) | sed 's,^\./,,' | LC_ALL=C sort
}
list >"$work/before"

make install "DESTDIR=$there" PREFIX=/usr
list | grep -v 'siplint-of-mine$' | while read -r file; do
    mode=$(ls -l "$there/usr/$file")
    echo "$(echo "$mode" | cut -c 1-10) $file"
done >"$work/installed"
diff "$work/wanted" "$work/installed" >&2 || fail "not what is wanted (<) but (>) above"

"$there/usr/bin/siplint" --version | grep -q '^siplint [0-9]' || fail "the program doesn't run"
mandoc -T lint -W warning "$there/usr/share/man/man1/siplint.1" || fail "the manual"
for file in siplint.schema.json problem-matcher.json; do
    jq -e 'type == "object"' "$there/usr/share/siplint/$file" >/dev/null || fail "no JSON: $file"
done
for file in bash-completion/completions/siplint fish/vendor_completions.d/siplint.fish \
    zsh/site-functions/_siplint; do
    grep -q 'basic-without-tls' "$there/usr/share/$file" || fail "$file knows no rules"
done
[ "$(head -n 1 "$there/usr/share/zsh/site-functions/_siplint")" = '#compdef siplint' ] ||
    fail "zsh won't find its completion"

# The folder that is siplint's own stays while there's something else in it.
make uninstall "DESTDIR=$there" PREFIX=/usr
list | cmp -s - "$work/before" || fail "uninstall leaves $(list)"
rm "$there/usr/share/siplint/siplint-of-mine"
make uninstall "DESTDIR=$there" PREFIX=/usr
[ ! -e "$there/usr/share/siplint" ] || fail "uninstall leaves its empty folder"
rm "$there/usr/share/man/man1/siplint-of-mine"
make uninstall "DESTDIR=$there" PREFIX=/usr
[ -d "$there/usr/share/man/man1" ] || fail "uninstall removes a folder that isn't its own"

# Each folder may be somewhere else.
make install "DESTDIR=$work/b" PREFIX=/opt/s "BINDIR=/x y" DATADIR=/data MANDIR=/man
for file in 'x y/siplint' man/man1/siplint.1 data/siplint/siplint.schema.json \
    data/zsh/site-functions/_siplint; do
    [ -f "$work/b/$file" ] || fail "not at its place: $file"
done
make uninstall "DESTDIR=$work/b" PREFIX=/opt/s "BINDIR=/x y" DATADIR=/data MANDIR=/man
[ -z "$(find "$work/b" -type f)" ] || fail "uninstall leaves $(find "$work/b" -type f)"

# Where nothing can be written, make says so by its status.
echo file >"$work/file"
if command make -s "BUILD=$build" install "DESTDIR=$work/file" >"$work/log" 2>&1; then
    fail "installed into a file: $(cat "$work/log")"
fi

# A checkout whose path has a blank in it: its files are links to those here, so all is built.
mkdir "$work/a checkout"
for part in Makefile build fixtures man src tests; do
    ln -s "$PWD/$part" "$work/a checkout/$part"
done
make -C "$work/a checkout"

make demo
grep -q '^help: ' "$work/log" || fail "the demo shows no finding"
grep -q 'build/demo.html has' "$work/log" || fail "the demo names no page"
grep -q '</html>' build/demo.html || fail "the demo's page has no end"
