#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Whatever happens while a file is read, its bytes get the findings that they get at once, or it's
# said that it can't be read, and the status is 3. What file systems, signals and other programs do
# is played by tests/faults/read.c.
set -eu
[ -z "${SAN-}" ] || exit 0              # a sanitizer wants to come before all else
[ "$(uname -s)" = Linux ] || exit 0 # for its /proc
program=$(realpath "${SIPLINT:-build/plain/siplint}")
faults=$(dirname "$program")/faults/read.so
mkdir -p "$(dirname "$faults")"
${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall -Wextra -O -shared -fPIC -o "$faults" tests/faults/read.c -ldl
tools=$(realpath tests/tools)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failed=0

same_as() {
    cmp -s "$@" || sh "$tools/same.sh" "$@" # cmp starts sooner
}

complain() {
    echo "reading: $*" >&2
    failed=1
}

# siplint with the fault $1 ('' for none) and the arguments that follow: $work/out, err and $status.
lint() {
    fault=$1
    shift
    status=0
    if [ -n "$fault" ]; then
        FAULT=$fault FAULT_WITH=$work/other LD_PRELOAD=$faults "$program" "$@" >out 2>err || status=$?
    else
        "$program" "$@" >out 2>err || status=$?
    fi
}

formats='pretty json' # the one that shows source lines, and one that has all of the rest

# Each file is named in pretty's turn and met in a walk in json's; if it's to be THOROUGH, both in
# both.
inputs_for() {
    case ${THOROUGH:-no}$1 in
    nopretty) echo "$2" ;;
    nojson) echo . ;;
    *) echo "$2" . ;;
    esac
}

# With each of the faults $2… the file $1 gets the report that it gets without one.
same() {
    file=$1
    shift
    for format in $formats; do
        for input in $(inputs_for "$format" "$file"); do
            lint '' --format="$format" "$input"
            mv out out.right && mv err err.right
            right=$status
            for fault; do
                lint "$fault" --format="$format" "$input"
                same_as out.right out && same_as err.right err && [ "$status" = "$right" ] ||
                    complain "$fault changes what $format says of $file ($input), status $status"
            done
        done
    done
}

# With the fault $2 the file $1 can't be read because of $3, and nothing else is said of it.
unreadable() {
    for format in $formats; do
        for input in $(inputs_for "$format" "$1"); do
            lint "$2" --format="$format" "$input"
            [ "$status" = 3 ] || complain "$1, $2, $format: status $status"
            grep -q "^siplint: .*$1: can't be read: $3" err || complain "$1, $2: says $(cat err)"
            ! grep -E "$1:[0-9]|SECRET|\"rule\": " out >said ||
            complain "$1, $2, $format: $(head -c 300 said)"
        done
    done
}

head='<provision key="k" name="n"><user uri="sip:ann@contoso.net"/>'
body='<sipsrv addr="sip.contoso.net" protocol="tls" role="proxy"><session party="first" type="im"/></sipsrv>'
wrong='<sipsrv addr="sip.contoso.net" protocol="tsl" role="proxy"/>'

# A whole profile of $1 bytes, then the arguments that follow.
profile() {
    printf '%s\n' "$head"
    size=$1
    shift
    end='</provision>'
    printf "%s\\n%$((size - ${#head} - ${#body} - 3))s\\n" "$body" "$end"
    [ $# = 0 ] || printf '%s' "$@"
}

# One of 150,000 bytes whose second line and the last but one are wrong.
large() {
    printf '%s\n' "$head" "$wrong"
    seq -f '<sipsrv addr="sip%g.contoso.net" protocol="tls" role="proxy"><session party="first" type="im"/></sipsrv>' 1500
    printf '%s\n' "$wrong" "</provision>"
}

# What looks whole isn't all.
profile 17000 >victim.xml
[ "$(wc -c <victim.xml)" = 17000 ] || complain "the profile has $(wc -c <victim.xml) bytes"
lint '' victim.xml
[ "$status" = 0 ] || complain "the profile is wrong: $(cat out)"
for junk in 'junk' '<provision/>' '<' ' &' '<!-- siplint'; do
    profile 17000 "$junk" >victim.xml
    lint '' victim.xml
    [ "$status" = 1 ] || complain "nothing is wrong with $junk"
    same victim.xml first:17000 first:16999 signals
done
# Every 64th file was read in another way.
mkdir many
# shellcheck disable=SC2046 # the names are words
tee $(seq -f 'many/victim%g.xml' 70) <victim.xml >/dev/null
lint first:17000 --quiet --format=gcc many
[ "$(grep -c xml-malformed out)" = 70 ] || complain "of 70 files $(grep -c xml-malformed out) are wrong"
# Nor does it matter how many files may be open at once; iconv opens some, too.
profile 300 | awk '
    { text = text $0 "\n" }
    END {
        for (i = 1; i <= 70; i++)
            printf "<?xml version=\"1.0\" encoding=\"windows-125%d\"?>\n%s", i % 9, text >("many/" i ".xml")
    }'
lint '' --jobs=1 many
mv out out.right && mv err err.right
for jobs in 1 4 8; do
    for limit in 8 16 32; do
        status=0
        # shellcheck disable=SC3045 # dash and others know -n
        (ulimit -n $limit && exec "$program" --jobs=$jobs many) >out 2>err || status=$?
        same_as out.right out && same_as err.right err && [ "$status" = 1 ] ||
            complain "$jobs jobs with $limit files: status $status, $(head -c 300 err)"
    done
done
# A report that is redirected into the tree is no input, however much it holds by then.
lint '' --format=checkstyle many
mv out out.right && mv err err.right
for name in victim0 z; do
    status=0
    "$program" --format=checkstyle many >"many/$name.xml" 2>err || status=$?
    same_as out.right "many/$name.xml" && same_as err.right err && [ "$status" = 1 ] ||
        complain "a report in many/$name.xml: status $status, $(cat err)"
    rm "many/$name.xml"
done
rm -r many

# Findings, and all of the file's lines, whatever the pieces.
large >victim.xml
same victim.xml short:4096 first:65536 signals
printf '%s' "$head" "$wrong" "</provision>" >victim.xml
same victim.xml short:1 short:2 signals

# Errors, wherever they come, take nothing along: neither the findings before nor other files.
profile 200000 >good.xml
large >victim.xml
for at in 0 1 200 65536 70000 "$(wc -c <victim.xml)"; do
    unreadable victim.xml "error:$at:5" 'Input/output error'
done
unreadable victim.xml error:100:116 'Stale file handle'
grep -q '"outcome": "linted"' out || complain "good.xml wasn't linted"
# After the end of what is whole there's no read that could fail.
profile 1000 >victim.xml
unreadable victim.xml error:999:5 'Input/output error'
same victim.xml error:1000:5

# Rewritten while it's read: what was read in one go is shown as it was, with no byte of what the file
# holds then; half of one version and half of another get no verdict.
printf '%s\n' "$head" "<sipsrv addr=\"a.contoso.net\" protocol=\"x\" role=\"proxy\"/>" "</provision>" >one
sed 's/"x"/"SECRET"/; s/addr="a.contoso.net"/addr=a.contoso.net/; s/uri=/password=/' one >other
cp one victim.xml
lint '' --format=pretty victim.xml
mv out out.right
lint rewrite --format=pretty victim.xml
same_as out.right out || complain "a file that was rewritten: $(cat out)"
cmp -s victim.xml other || complain "the file wasn't rewritten"
for size in 65536 65537 200000; do
    profile $size >one
    { printf '%s\n' "$head" "<!-- SECRET -->"; tail -c +"$((${#head} + 18))" one; } >other
    for input in victim.xml .; do
        cp one victim.xml
        lint rewrite --format=pretty $input
        case $size:$status in
        65536:3 | 65537:3 | 200000:3) ;;
        *) complain "a rewritten file of $size bytes: status $status" ;;
        esac
        grep -q "victim.xml: can't be read: it was changed while it was being read" err ||
            complain "a rewritten file of $size bytes: $(cat err)"
    done
done

# A list of files, too.
seq -f 'missing%g.xml' 20000 >victim.list
seq -f 'other%g.xml' 20000 >other
lint rewrite --quiet --files-from=victim.list
grep -q "victim.list: can't be read: it was changed" err || complain 'a rewritten list goes unnoticed'
rm victim.* good.xml other one

# Through pipes, byte by byte, and on standard input from where it stands.
printf '%s\n' "$head" "$wrong" "<sipsrv addr='b'<" "</provision>" >file.xml
printf '%s\n%s\n' 'a line before it' "$(cat file.xml)" >longer
for format in gcc $formats; do
    lint '' --format="$format" - <file.xml
    mv out right
    dd if=file.xml bs=1 2>/dev/null | "$program" --format="$format" - >out 2>/dev/null || :
    same_as right out || complain "$format: a slow pipe gets another report"
    { read -r line; "$program" --format="$format" - >out 2>/dev/null || :; } <longer
    [ "$line" = 'a line before it' ] || complain "read is broken"
    same_as right out || complain "$format: standard input from its middle gets another report"
    { dd bs=1 count=17 2>/dev/null >line; cat; } <longer |
        "$program" --format="$format" - >out 2>/dev/null || :
    same_as right out || complain "$format: a pipe gets another report"
done

# More than 4 GiB, of which nobody wrote but the first.
profile 1000 >sparse.xml
if truncate -s 5G sparse.xml 2>/dev/null; then
    lint '' sparse.xml
    [ "$status" = 1 ] && grep -q '^sparse.xml:.*xml-malformed' out || complain "5 GiB: $(cat out err)"
fi

exit $failed
