#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make memcheck: the program over all fixtures and the suites, in valgrind: no wrong access, no
# value that was never set, no leak, no descriptor left open.
set -eu
program=${SIPLINT:-build/siplint}
runner=${TESTS:-build/plain/tests/runner}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

valgrind="valgrind -q --error-exitcode=99 --leak-check=full"

run() {
    status=0
    "$@" >"$log" 2>&1 || status=$?
    if [ "$status" -gt 1 ] || grep -aq '^==[0-9]*==' "$log"; then
        grep -a '^==[0-9]*==' "$log" | head -n 40 >&2
        tail -n 5 "$log" >&2
        echo "status $status: $*" >&2
        failed=1
    fi
}

failed=0
for format in gcc pretty; do
    echo "  MEM    siplint --format=$format"
    # At its end the program holds nothing, not even what's still reachable. Status 1 is right.
    # shellcheck disable=SC2086 # the words are arguments
    run $valgrind --errors-for-leak-kinds=all --show-leak-kinds=all "$program" --pedantic \
        --format=$format fixtures
done

# A process a test takes valgrind an age, so the tests of a suite share one, unless they end or
# bend theirs.
export CK_TIMEOUT_MULTIPLIER=20
for suite in $(tr -s '() ' '\n' <"$(dirname "$runner")/suites.h" | grep -v SUITE); do
    echo "  MEM    $suite"
    fork=no
    if grep -qE 'fork\(|setrlimit|_exit_test|_raise_signal' "tests/test_$suite.c"; then
        fork=yes
    fi
    # shellcheck disable=SC2086
    CK_FORK=$fork run $valgrind "$runner" "$suite"
    if ! grep -aq '^100%: ' "$log"; then
        tail -n 5 "$log" >&2
        failed=1
    fi
done
exit $failed
