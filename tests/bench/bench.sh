#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Measures siplint against bare expat and its peers, and prints a Markdown table.
#
#     bench.sh SIPLINT TOOLS FOLDER
#
# TOOLS holds the programs made from generate.c, floor.c and measure.c; FOLDER takes the workloads,
# which stay there for the next time. Everything runs in turn, round after round; a ratio is taken
# within a round, and the table shows the medians. Settings, from the environment:
#
#     BENCH_W1_MIB=256      size of the one large profile
#     BENCH_W2_FILES=100000 how many small ones, and in how many folders
#     BENCH_W2_FOLDERS=200
#     BENCH_W3_RUNS=100     runs of a round for the one small profile
#     BENCH_ROUNDS=5
#     BENCH_SEED=1
#     BENCH_ONLY="w1 w1-noted w1-faulty w2 w2-faulty w2-evicted w3 growth instructions"
#     BENCH_PEERS=yes       no: bare expat alone
#     BENCH_JING=jing       the command to run it by
set -eu

siplint=$1 tools=$2 folder=$3
w1_mib=${BENCH_W1_MIB:-256} files=${BENCH_W2_FILES:-100000} folders=${BENCH_W2_FOLDERS:-200}
w3_runs=${BENCH_W3_RUNS:-100} rounds=${BENCH_ROUNDS:-5} seed=${BENCH_SEED:-1}
only=${BENCH_ONLY:-w1 w1-noted w1-faulty w2 w2-faulty w2-evicted w3 growth}
peers=${BENCH_PEERS:-yes} jing=${BENCH_JING:-jing}
grammar=$(dirname "$0")/profile.rng
results=$folder/results
floor=$tools/floor

say() { printf '%s\n' "$*" >&2; }

wanted() { case " $only " in *" $1 "*) ;; *) return 1 ;; esac; }

has() { [ "$peers" = yes ] && command -v "$1" >/dev/null; }

# Pages may have gone from the page cache since they were read last, even on an idle machine; what
# is measured first would pay for that.
warm() {
    if [ -d "$1" ]; then "$floor" read "$1"; else cat "$1" >/dev/null; fi
}

# measure WORKLOAD NAME INPUT REPEATS COMMAND…: one line of the results. Without an INPUT ('') the
# page cache is left as it is.
measure() {
    workload=$1 name=$2 input=$3 repeats=$4
    shift 4
    status=0
    [ -z "$input" ] || warm "$input"
    times=$("$tools/measure" "$repeats" "$@") || status=$?
    case $name:$status in
    *:[01] | xmllint*:3 | *:123) # 3 and 123: the peer, or one started by xargs, found mistakes
        echo "$workload|$name|$turn|$times" >>"$results" ;;
    *) say "bench: $workload: $name ended with status $status and is left out" ;;
    esac
}

# The programs that take one file, in the order in which they run.
measure_file() {
    workload=$1 file=$2 repeats=$3
    measure "$workload" 'bare expat' "$file" "$repeats" "$floor" parse "$file"
    measure "$workload" siplint "$file" "$repeats" "$siplint" --max-findings=100000000 "$file"
    if has xmlwf; then measure "$workload" xmlwf "$file" "$repeats" xmlwf -r "$file"; fi
    if has xmllint; then
        measure "$workload" 'xmllint --noout' "$file" "$repeats" xmllint --huge --noout "$file"
        measure "$workload" 'xmllint --stream' "$file" "$repeats" \
            xmllint --huge --stream --noout "$file"
        # With many mistakes in a file it takes minutes: its time grows with their square.
        [ "$workload" = W1-faulty ] || measure "$workload" 'xmllint --relaxng' "$file" "$repeats" \
            xmllint --huge --noout --relaxng "$grammar" "$file"
    fi
    if has "$jing" && [ "$repeats" -le 1 ]; then
        measure "$workload" jing "$file" 1 "$jing" "$grammar" "$file"
    fi
}

# A program that takes names, given many at a time.
measure_names() {
    workload=$1 name=$2 tree=$3
    shift 3
    measure "$workload" "$name" "$tree" 1 xargs -0 -n 2000 -a "$folder/$workload.names" "$@"
}

measure_tree() {
    workload=$1 tree=$2
    measure "$workload" 'bare expat, reused' "$tree" 1 "$floor" reuse "$tree"
    measure "$workload" 'open, read, close' "$tree" 1 "$floor" read "$tree"
    measure "$workload" 'siplint --jobs=1' "$tree" 1 "$siplint" --jobs=1 "$tree"
    measure "$workload" 'siplint --jobs=2' "$tree" 1 "$siplint" --jobs=2 "$tree"
    measure "$workload" siplint "$tree" 1 "$siplint" "$tree"
    if has xmlwf; then measure_names "$workload" xmlwf "$tree" xmlwf -r; fi
    if has xmllint; then
        measure_names "$workload" 'xmllint --noout' "$tree" xmllint --noout
        measure_names "$workload" 'xmllint --relaxng' "$tree" \
            xmllint --noout --relaxng "$grammar"
    fi
    if has "$jing"; then measure_names "$workload" jing "$tree" "$jing" "$grammar"; fi
}

# Each with its pages gone from the page cache.
measure_evicted() {
    workload=$1 tree=$2
    for run in 'bare expat, plain loop:plain' 'bare expat, reused:reuse'; do
        "$floor" evict "$tree"
        measure "$workload" "${run%:*}" '' 1 "$floor" "${run#*:}" "$tree"
    done
    for jobs in 1 2; do
        "$floor" evict "$tree"
        measure "$workload" "siplint --jobs=$jobs" '' 1 "$siplint" --jobs=$jobs "$tree"
    done
}

# Does doubling the work take twice the time? The first of a workload is what the others relate to.
measure_growth() {
    for part in 4 2 1; do
        measure growth-bytes "1/$part of W1" "$folder/growth$part.xml" 1 \
            "$siplint" "$folder/growth$part.xml"
    done
    measure growth-files 'half of W2' "$folder/w2" 1 \
        "$siplint" --jobs=1 "$folder"/w2/branch*[02468]
    measure growth-files 'W2' "$folder/w2" 1 "$siplint" --jobs=1 "$folder/w2"
    for part in 4 2 1; do
        measure growth-findings "1/$part of the findings" "$folder/findings$part.xml" 1 \
            "$siplint" --max-findings=100000000 "$folder/findings$part.xml"
    done
}

make_profile() { # FAULTS BYTES NAME [KIND]
    [ -e "$folder/$3" ] || "$tools/generate" "${4:-profile}" "$seed" "$1" "$2" "$folder/$3"
}

make_tree() { # FAULTS NAME
    [ -d "$folder/$2" ] && return
    mkdir "$folder/$2"
    "$tools/generate" tree "$seed" "$1" "$files" "$folders" "$folder/$2"
    find "$folder/$2" -name '*.xml' -print0 >"$folder/$2.names"
}

make_workloads() {
    say "bench: workloads go to $folder"
    mkdir -p "$folder"
    settings="$seed $w1_mib $files $folders"
    if [ "$(cat "$folder/settings" 2>/dev/null)" != "$settings" ]; then
        rm -rf "$folder"/w[123]* "$folder"/growth* "$folder"/findings*
        echo "$settings" >"$folder/settings"
    fi
    mib=1048576
    if wanted w1; then make_profile 0 $((w1_mib * mib)) w1.xml; fi
    if wanted w1-noted; then make_profile 0 $((w1_mib * mib)) w1-noted.xml noted; fi
    if wanted w1-faulty; then make_profile 10 $((w1_mib * mib)) w1-faulty.xml; fi
    if wanted w2 || wanted w2-evicted || wanted growth; then make_tree 0 w2; fi
    if wanted w2-faulty; then make_tree 10 w2-faulty; fi
    make_profile 0 2048 w3.xml
    make_profile 0 $((2 * mib)) w0.xml
    make_profile 10 $((2 * mib)) w0-faulty.xml
    make_profile 0 $((2 * mib)) w0-noted.xml noted
    if wanted growth; then
        for part in 4 2 1; do
            make_profile 0 $((w1_mib * mib / part)) growth$part.xml
            make_profile 1000 $((w1_mib * mib / 4 / part)) findings$part.xml
        done
    fi
    sync # pages that wait to be written can't be evicted
}

# A clean workload that isn't clean measures something else.
verify() {
    for clean in w0.xml w3.xml; do
        "$siplint" --pedantic --quiet "$folder/$clean" >"$folder/said" && [ ! -s "$folder/said" ] ||
            { say "bench: siplint has something to say of $folder/$clean:"; cat "$folder/said" >&2; exit 1; }
    done
}

name_missing() {
    [ "$peers" = yes ] || return 0
    for peer in xmlwf xmllint "$jing"; do
        command -v "$peer" >/dev/null || say "bench: $peer isn't installed and is left out"
    done
}

# A start takes under a millisecond, and the machine's pace changes: many short turns, not a long one.
W3_TURNS=20
measure_starts() {
    while [ "$turn" -le $((round * W3_TURNS)) ]; do
        measure_file W3 "$folder/w3.xml" $((w3_runs / W3_TURNS + 1))
        turn=$((turn + 1))
    done
}

run_rounds() {
    : >"$results"
    round=1
    while [ $round -le "$rounds" ]; do
        say "bench: round $round of $rounds"
        turn=$round
        if wanted w1; then measure_file W1 "$folder/w1.xml" 1; fi
        if wanted w1-noted; then measure_file W1-noted "$folder/w1-noted.xml" 1; fi
        if wanted w1-faulty; then measure_file W1-faulty "$folder/w1-faulty.xml" 1; fi
        if wanted w2; then measure_tree w2 "$folder/w2"; fi
        if wanted w2-faulty; then measure_tree w2-faulty "$folder/w2-faulty"; fi
        if wanted w2-evicted; then measure_evicted w2-evicted "$folder/w2"; fi
        if wanted growth; then measure_growth; fi
        turn=$(((round - 1) * W3_TURNS + 1))
        if wanted w3; then measure_starts; fi
        round=$((round + 1))
    done
}

# Medians over the rounds, or turns; the ratios are to the workload's first program.
print_table() {
    awk -F'|' '
    function median(list, n,   i, j, t) {
        for (i = 2; i <= n; i++)
            for (j = i; j > 1 && list[j - 1] > list[j]; j--) {
                t = list[j]; list[j] = list[j - 1]; list[j - 1] = t
            }
        return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
    }
    {
        row = $1 "|" $2
        if (!(row in seen)) { order[++rows] = row; seen[row] = 1 }
        if (!($1 in first)) first[$1] = $2
        wall[row, $3] = $4; cpu[row, $3] = $5
        if ($6 > resident[row]) resident[row] = $6
        if ($3 > last) last = $3
    }
    END {
        print "| workload | program | wall, ms | CPU, ms | RSS, MiB | wall ratio | CPU ratio |"
        print "|---|---|--:|--:|--:|--:|--:|"
        for (r = 1; r <= rows; r++) {
            row = order[r]; split(row, part, "|"); base = part[1] "|" first[part[1]]
            n = m = 0
            for (k = 1; k <= last; k++) {
                if (!((row, k) in wall)) continue
                w[++n] = wall[row, k]; c[n] = cpu[row, k]
                if (!((base, k) in wall)) continue
                m++
                wr[m] = wall[row, k] / wall[base, k]; cr[m] = cpu[base, k] ? cpu[row, k] / cpu[base, k] : 0
            }
            printf "| %s | %s | %.2f | %.2f | %.1f | %.2f | %.2f |\n", toupper(part[1]), part[2],
                1000 * median(w, n), 1000 * median(c, n), resident[row] / 1024,
                median(wr, m), median(cr, m)
        }
    }' "$results"
}

# Instructions an input byte: a program on 2 MiB less the same on 2 KiB, so that the start is out.
count_instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
        awk '/Collected/ { print $NF }'
}

print_instructions() {
    wanted instructions || return 0
    command -v valgrind >/dev/null || { say 'bench: valgrind is missing: no instructions'; return 0; }
    echo
    echo '| input, 2 MiB | program | instructions a byte | ratio |'
    echo '|---|---|--:|--:|'
    for kind in w0 w0-noted w0-faulty; do
        bytes=$(($(wc -c <"$folder/$kind.xml") - $(wc -c <"$folder/w3.xml")))
        base=
        for program in "$floor parse" "$siplint --max-findings=100000000"; do
            # shellcheck disable=SC2086 # the program and its argument
            count=$(($(count_instructions $program "$folder/$kind.xml") - \
                     $(count_instructions $program "$folder/w3.xml")))
            base=${base:-$count}
            echo "$kind $program $count $bytes $base" | awk '{
                name = $2; sub(".*/", "", name)
                printf "| %s | %s | %.1f | %.3f |\n", $1, name, $(NF - 2) / $(NF - 1), $(NF - 2) / $NF }'
        done
    done
}

make_workloads
verify
name_missing
if [ "$only" != instructions ]; then
    run_rounds
    print_table
fi
print_instructions
