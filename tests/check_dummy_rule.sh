#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Adds a rule to a copy of the tree as README.md shows it, by its own diff: a row, a function, a
# folder of fixtures and nothing else. It must come out in the program, its lists and the manual,
# pass the tests, and fail them when its fixtures are missing.
set -eu
[ -z "${SAN-}" ] || exit 0 # once is enough
unset MAKEFLAGS MFLAGS MAKELEVEL SIPLINT MANUAL
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
id=account-is-uri

fail() {
    echo "a rule added by README.md's diff: $*" >&2
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
awk '/^```/ { inside = $0 == "```diff"; next } inside' README.md >rule.diff
grep -q "^+++ b/fixtures/rules/$id/bad.xml" rule.diff || fail "there's no such diff"
if sed -n 's,^+++ b/,,p' rule.diff | grep -v "^src/rules/[a-z]*\.\(c\|def\)$" |
    grep -v "^fixtures/rules/$id/\(bad\|good\)\.xml$"; then
    fail "it changes more than a row, a function and fixtures"
fi
patch -s -p1 <rule.diff >patch.log 2>&1 || fail "it doesn't apply: $(cat patch.log)"

make() {
    command make "CFLAGS=-O0" "$@" >make.log 2>&1 || fail "make $*: $(tail -n 20 make.log)"
}

make all man build/plain/tests/runner
build/siplint --list-rules | grep -q "^$id " || fail "not in --list-rules"
build/siplint --explain=$id | grep -q "^$id: " || fail "not in --explain"
grep -q "$(echo $id | sed 's/-/\\\\-/g')" man/siplint.1 || fail "not in the manual"
SIPLINT=build/siplint MANUAL=build/plain/man/generate sh tests/check_manual.sh || fail "the manual"
build/siplint -q --pedantic --format=gcc fixtures/rules/$id/bad.xml | grep -q "\[$id\]$" ||
    fail "not found in its fixture"
build/plain/tests/runner rules fixtures >run.log 2>&1 || fail "$(tail -n 20 run.log)"

rm -r fixtures/rules/$id
if build/plain/tests/runner fixtures >run.log 2>&1; then
    fail "its fixtures aren't missed"
fi
