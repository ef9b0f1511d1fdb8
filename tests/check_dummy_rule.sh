#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Adds a rule, a format and an option to a copy of the tree as README.md shows it, by its own diffs.
# Each must come out in the program, its lists and the manual; the rule must pass the tests, and fail
# them when its fixtures are missing.
set -eu
[ -z "${SAN-}" ] || exit 0 # once is enough
unset MAKEFLAGS MFLAGS MAKELEVEL SIPLINT MANUAL
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
id=account-is-uri

fail() {
    echo "what README.md's diffs add: $*" >&2
    exit 1
}

# Of the suites, those that know rules.
for entry in *; do
    [ "$entry" = build ] || cp -R "$entry" "$work"
done
cd "$work"
for suite in tests/test_*.c; do
    case $suite in
    */test_rules.c | */test_fixtures.c) ;;
    *) rm "$suite" ;;
    esac
done
awk '/^```/ { inside = $0 == "```diff"; next } inside' README.md >all.diff
sed -n 's,^+++ b/,,p' all.diff >files
for file in fixtures/rules/$id/bad.xml src/report/brief.c src/cli/options.def; do
    grep -q "^$file$" files || fail "none for $file"
done
if grep -v "^src/\(catalogue/[a-z]*\.def\|rules/[a-z]*\.c\)$" files |
    grep -v "^fixtures/rules/$id/\(bad\|good\)\.xml$" |
    grep -v '^src/report/\(brief\.c\|formats\.def\)$' | grep -v '^src/cli/\(options\.def\|handlers\.c\)$'; then
    fail "they change more than rows, functions and fixtures"
fi
patch -s -p1 <all.diff >patch.log 2>&1 || fail "they don't apply: $(cat patch.log)"

make() {
    command make "CFLAGS=-O0" "$@" >make.log 2>&1 || fail "make $*: $(tail -n 20 make.log)"
}

make all man build/plain/tests/runner
build/siplint --list-rules | grep -q "^$id " || fail "not in --list-rules"
build/siplint --explain=$id | grep -q "^$id: " || fail "not in --explain"
grep -q "$(echo $id | sed 's/-/\\\\-/g')" man/siplint.1 || fail "not in the manual"
SIPLINT=build/siplint MANUAL=build/plain/man/generate sh tests/check_manual.sh || fail "the manual"
build/siplint --help | grep -q '^  *--errors-only  ' || fail "the option isn't in --help"
grep -q 'Fl "..errors..only"' man/siplint.1 || fail "the option isn't in the manual"
grep -q '"brief"' man/siplint.1 || fail "the format isn't in the manual"
if build/siplint -q --errors-only fixtures/rules/$id/bad.xml | grep .; then
    fail "--errors-only shows notes"
fi
build/siplint -q --format=brief --pedantic fixtures/rules/$id/bad.xml | grep -q 'bad\.xml: [1-9]' ||
    fail "the format writes nothing"
build/siplint -q --pedantic --format=gcc fixtures/rules/$id/bad.xml | grep -q "\[$id\]$" ||
    fail "not found in its fixture"
build/plain/tests/runner rules fixtures edits >run.log 2>&1 || fail "$(tail -n 20 run.log)"

rm -r fixtures/rules/$id
if build/plain/tests/runner fixtures >run.log 2>&1; then
    fail "its fixtures aren't missed"
fi
