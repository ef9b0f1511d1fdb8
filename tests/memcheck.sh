#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make memcheck: the program over all fixtures and all suites, in valgrind: no wrong access, no
# value that was never set, no leak, and in the program no descriptor left open. Takes some ten
# minutes on one processor.
set -eu
program=${SIPLINT:-build/siplint}
runner=${TESTS:-build/plain/tests/runner}
work=$(mktemp -d)
log=$work/log
trap 'rm -rf "$work"' EXIT
failed=0

# What valgrind complains of. A descriptor that was open before isn't the program's.
complaints() {
    grep -a '^==[0-9]*==' "$log" | awk '
        held != "" && !/<inherited from parent>/ { print held }
        { held = "" }
        /Open file descriptor [0-9]+:/ { held = $0; next }
        /<inherited from parent>|FILE DESCRIPTORS|^==[0-9]+== *$/ { next }
        { print }
        END { if (held != "") print held }'
}

# Runs in valgrind, with the options $1, what follows.
run() {
    options="-q --error-exitcode=99 --leak-check=full --suppressions=tests/valgrind.supp $1"
    shift
    status=0
    # shellcheck disable=SC2086 # the words are options
    valgrind $options "$@" >"$log" 2>&1 </dev/null || status=$?
    complaints=$(complaints)
    if [ "$status" -gt 1 ] || [ -n "$complaints" ]; then
        echo "$complaints" | head -n 40 >&2
        tail -n 5 "$log" >&2
        echo "status $status: $*" >&2
        failed=1
    fi
}

# At its end the program holds nothing, not even what's still reachable. Status 1 is right.
run_program() {
    echo "  MEM    siplint $*"
    run '--errors-for-leak-kinds=all --show-leak-kinds=all --track-fds=yes' "$program" "$@"
}

formats=$(sed -n 's/^FORMAT(\(.*\))$/\1/p' src/report/formats.def)
for format in $formats; do
    run_program --pedantic --format="$format" --jobs=4 fixtures
done
run_program --pedantic --jobs=1 --output=sarif:"$work/sarif" fixtures/rules -
run_program --list-files fixtures
run_program --list-rules
run_program --list-rules --format=json
run_program --explain=security
run_program --help

# A process a test takes valgrind an age, so the tests of a suite share one.
export CK_TIMEOUT_MULTIPLIER=20 CK_FORK=no
for suite in $(tr -s '() ' '\n' <"$(dirname "$runner")/suites.h" | grep -v SUITE); do
    echo "  MEM    $suite"
    run '' "$runner" "$suite"
    if ! grep -aq '^100%: ' "$log"; then
        tail -n 5 "$log" >&2
        failed=1
    fi
done
exit $failed
