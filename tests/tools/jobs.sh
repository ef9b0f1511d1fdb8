#!/bin/sh
# SPDX-License-Identifier: MIT
#
#     jobs.sh FOLDER < LIST
#
# Runs the jobs in the list, as many at once as there are processors (JOBS=N: as N), and ends with
# `N passed, N failed`, counting each test of a Check suite and each other job as one. A line of the
# list is a job's name, a tab and its command. The output of each goes to a file in FOLDER, and is
# shown only where a job failed or a check had something to say; at the end stands how to repeat what
# failed. Behind a name stands the processor time that the job took, if that's a second or more. With
# BUDGET=N it's said when all took more than N seconds, and which three jobs took the most.
set -eu

# A job of its own process: number $2 in folder $1.
if [ "${1-}" = --run ]; then
    IFS='	' read -r name command <"$2/$3.job"
    status=0
    sh -c "$command" >"$2/$3.log" 2>&1 </dev/null || status=$?
    echo $status >"$2/$3.status"
    # The processor time of what was run: 0m3.28s 0m1.05s
    times >"$2/$3.times"
    time=$(LC_ALL=C awk -F '[ms ]+' 'NR == 2 { printf "%.1f", $1 * 60 + $2 + $3 * 60 + $4 }' "$2/$3.times")
    printf '%s\t%s\n' "$time" "$name" >"$2/$3.time"
    case $time in
    0.*) ;;
    *) name="$name ($time s)" ;;
    esac
    if [ $status = 0 ]; then
        said=$(sed -e '/^Running suite/d' -e '/^100%: /d' -e 's/^/         /' "$2/$3.log")
        printf '  %-6s %s\n%s' PASS "$name" "${said:+$said
}"
    else
        printf '  %-6s %s\n' FAIL "$name"
    fi
    exit 0
fi

folder=$1
rm -rf "$folder"
mkdir -p "$folder"
count=0
while IFS= read -r job; do
    count=$((count + 1))
    printf '%s\n' "$job" >"$folder/$count.job"
done
numbers() {
    i=0
    while [ $i -lt $count ]; do
        i=$((i + 1))
        echo $i
    done
}
begin=$(date +%s)
[ $count = 0 ] || numbers | xargs -n 1 -P "${JOBS:-$(getconf _NPROCESSORS_ONLN)}" sh "$0" --run "$folder"
took=$(($(date +%s) - begin))

# How many tests of job $1 passed and failed. A suite that breaks off without its closing line
# counts as one that failed.
count_tests() {
    closing=$(sed -n 's/^[0-9]*%: Checks: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\)$/\1 \2 \3/p' \
        "$folder/$1.log")
    # shellcheck disable=SC2086 # the words are numbers
    set -- ${closing:-1 0 0}
    bad=$(($2 + $3))
    good=$(($1 - bad))
    if [ "$status" != 0 ] && [ $bad = 0 ]; then
        bad=1
        good=$((good - 1))
    fi
}

# The name of job $1, what it said, and its command; for a suite once for each of its cases that failed.
show_failure() {
    echo
    echo "FAIL: $(cut -f 1 "$folder/$1.job")"
    cat "$folder/$1.log"
    command=$(cut -f 2- "$folder/$1.job")
    sed -n 's/^[^:]*:[0-9]*:[FE]:\([^:]*\):.*/\1/p' "$folder/$1.log" | sort -u >"$folder/cases"
    [ -s "$folder/cases" ] || echo >"$folder/cases"
    while IFS= read -r case; do
        echo "repeat: ${case:+CK_RUN_CASE='$case' }$command"
    done <"$folder/cases"
}

passed=0
failed=0
for i in $(numbers); do
    status=$(cat "$folder/$i.status" 2>/dev/null) || status=none
    count_tests "$i"
    passed=$((passed + good))
    failed=$((failed + bad))
    [ "$status" = 0 ] || show_failure "$i"
done
[ $failed = 0 ] || echo
if [ "$took" -gt "${BUDGET:-$took}" ]; then
    echo "this took $took seconds, more than $BUDGET; the most processor time went to" \
        "$(LC_ALL=C sort -rn "$folder"/*.time | head -n 3 | awk -F '\t' '{ printf "%s%s (%s s)", comma, $2, $1; comma = ", " }')"
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed != 0 ]
