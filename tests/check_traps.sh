#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A checkout full of traps: links that lead out or round, devices, pipes that nobody writes to, names
# that are commands, folders that can't be read. A run over it ends, reads and writes nothing
# outside, and says of each trap what became of it.
set -eu
program=$(realpath "${SIPLINT:-build/siplint}")
fixtures=$(realpath fixtures)
tools=$(realpath tests/tools)
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
export LC_ALL=C
unset SOURCE_DATE_EPOCH
failed=0

same() {
    sh "$tools/same.sh" "$@"
}

complain() {
    echo "traps: $*" >&2
    failed=1
}

# ---- What an attacker makes ----

mkdir "$work/outside" "$work/checkout" && cd "$work/outside"
sed 's/key="[^"]*"/key="from-OUTSIDE"/' "$fixtures/profiles/servers-first.xml" >secret.xml
grep -q OUTSIDE secret.xml || complain "the fixture has no key"
echo precious >target
mkfifo fifo.xml
cd "$work/checkout"
profile=$fixtures/profiles/lab-mixed.xml
cp "$profile" a.xml

links=0
entrap() { # a name, and where a link of that name leads
    ln -s "$2" "$1"
    links=$((links + 1))
}
entrap out.xml ../outside/secret.xml
entrap out-by-root.xml "$work/outside/secret.xml"
entrap out-by-link.xml up/outside/secret.xml
entrap out-and-in.xml ../outside/../outside/secret.xml
entrap passwords.xml /etc/passwd
entrap loop.xml loop.xml
entrap loop-1.xml loop-2.xml
entrap loop-2.xml loop-1.xml
entrap nowhere.xml ../outside/none.xml
if [ -e /proc/self/environ ]; then
    entrap environment.xml /proc/self/environ
    entrap kernel.xml /proc/kmsg
fi
specials=0
for device in zero urandom tty null; do
    [ ! -c /dev/$device ] || ln -s /dev/$device device-$device.xml
    [ ! -c /dev/$device ] || specials=$((specials + 1))
done
mkfifo fifo.xml
ln -s fifo.xml fifo-by-link.xml
ln -s ../outside/fifo.xml fifo-outside.xml
specials=$((specials + 3))
python=${PYTHON:-python3}
if command -v "$python" >/dev/null 2>&1; then
    "$python" -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket.xml")'
    specials=$((specials + 1))
fi

# Passed over without a word: folders' links, which the manual says aren't followed, and Emacs' locks.
ln -s .. up
ln -s . here
ln -s ../outside folder-by-link.xml
ln -s ann@host.1234:5678 '.#a.xml'
ln -s ../outside/secret.xml .siplint-000000

# Linted, whatever they are called.
mkdir folder.xml folder.xml/b
cp "$profile" folder.xml/b/c.xml
files=2
newline='
'
long=$(printf '%0251d' 0).xml
# shellcheck disable=SC2016 # nothing is to be expanded
for name in "$long" "a${newline}b.xml" "$(printf '\033[2J\033]0;x\007').xml" "$(printf '\377\300').xml" \
    '::error::x.xml' '##vso[task.setvariable variable=x]y.xml' '--- x.xml' '-rf.xml' '$(reboot).xml'; do
    cp "$profile" "./$name"
    files=$((files + 1))
done
(
    for level in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do # longer than PATH_MAX
        folder=$(printf '%0250d' $level)
        mkdir "$folder" && cd -P "./$folder" 2>/dev/null || exit 0
        cp "$profile" deep.xml
    done
)
files=$((files + $(find . -name deep.xml | wc -l)))
unreadable=0
if [ "$(id -u)" -ne 0 ]; then # who may read all
    mkdir closed unlisted
    cp "$profile" closed && cp "$profile" unlisted && cp "$profile" unreadable.xml
    chmod 000 closed unreadable.xml
    chmod 400 unlisted # its files' names can be read, and no more
    unreadable=3
fi
ln -s ../outside/target report.json
ln -s ../outside reports

state() {
    find "$work/outside" ! -type d -exec ls -li {} +
    cat "$work/outside/target" "$work/outside/secret.xml"
}
state >"$work/before"

# ---- What whoever lints it sees ----

# Runs siplint with the status $1, for a while at most.
run() {
    status=$1
    shift
    got=0
    timeout 60 "$program" "$@" >"$work/out" 2>"$work/said" </dev/null || got=$?
    [ "$got" = "$status" ] || complain "status $got, not $status: $* ($(tail -n 3 "$work/said"))"
    if grep -q -e OUTSIDE -e root: -e "$work/outside" "$work/out" "$work/said"; then
        complain "something outside was read: $*"
    fi
}

for directory in . "$work/checkout" ../checkout here; do
    for jobs in 1 8; do
        case ${THOROUGH:-no}$directory$jobs in
        no.1 | no*8) ;;
        no*) continue ;; # which way leads there has no say in it
        esac
        run 3 --list-files --jobs=$jobs "$directory"
        awk -v unreadable=$((links + unreadable)) -v specials=$specials -v files=$files '
            /: can.t be read/ { is_unreadable++ }
            /leads out/ { leads_out++ }
            /: skipped: not a regular file$/ { is_special++ }
            !/: skipped|: can.t be read/ { is_file++ }
            END {
                if (is_unreadable != unreadable)
                    print is_unreadable + 0 " unreadable, not " unreadable
                if (leads_out < 5)
                    print "what leads out isn\047t said"
                if (is_special != specials)
                    print is_special + 0 " that are no files, not " specials
                if (is_file != files)
                    print is_file + 0 " files, not " files
            }' "$work/out" >"$work/wrong"
        [ ! -s "$work/wrong" ] || complain "$directory: $(cat "$work/wrong")"
    done
done
mkdir "$work/formats"
outputs=
for format in pretty json jsonl sarif checkstyle junit github gitlab tap; do
    outputs="$outputs --output=$format:$work/formats/$format"
done
# shellcheck disable=SC2086 # the outputs are words
run 3 --pedantic $outputs .
cp "$work/out" "$work/formats/gcc"
! grep -qr -e OUTSIDE -e root: -e "$work/outside" "$work/formats" || complain "a report has what's outside"
for format in gcc pretty json jsonl sarif checkstyle junit gitlab tap; do
    ! grep -qE '^(::|---|\+\+\+)' "$work/formats/$format" "$work/said" ||
        complain "$format: a name is a command"
done
! cat "$work/formats"/* | tr -d '\n\040-\176\200-\377' | grep -q . || complain "a raw control in a report"
for report in report.json ./here/report.json reports/new up/outside/target "$work/checkout/report.json"; do
    run 2 --output=json:"$report" .
    run 2 --output=json:"$report" a.xml
    [ ! -s "$work/out" ] || complain "--output=json:$report: something was linted"
done
# A list that an attacker wrote, or that leads out.
ln -s ../outside/secret.xml list
run 2 --files-from=list
find . -name '*.xml' ! -name folder-by-link.xml >names # whose name is what's asked for
mkfifo "$work/pipe"
printf '%s\n' . ../checkout fifo.xml fifo-by-link.xml device-tty.xml "$work/pipe" /dev/null >>names
run 3 --files-from=names
[ "$(grep -c "isn't a regular file" "$work/said")" -ge 5 ] || complain "a list: $(cat "$work/said")"

# What is named is read wherever it leads, but ends: what is said of the kernel's log depends on
# whether there's any.
for device in /proc/kmsg /dev/zero /dev/null; do
    [ -e $device ] || continue
    got=0
    timeout 60 "$program" $device >/dev/null 2>&1 </dev/null || got=$?
    [ $got -eq 1 ] || [ $got -eq 3 ] || complain "status $got: $device"
done

run 1 --output=json:"$work/new.json" a.xml
[ -s "$work/new.json" ] || complain "no report outside of the traps"
state | same "$work/before" - || complain "something outside has changed"
[ "$(find . -name '.siplint-*' 2>/dev/null | wc -l)" -eq 1 ] || complain "a temporary file is left"

exit $failed
