#!/bin/sh
# SPDX-License-Identifier: MIT
#
# --format=statistics against numbers counted by others: findings and files from jsonl, servers by
# grep; the same in json's summary; in the order of how bad things are.
set -eu
siplint=$(realpath "${SIPLINT:-build/siplint}")
fixtures=$(realpath fixtures)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C HOME="$work"
cd "$work"
failed=0

# same WHAT: are the files `counted` and `told` alike?
same() {
    sort counted >counted.sorted
    sort told >told.sorted
    cmp -s counted.sorted told.sorted || {
        echo "$1:"
        diff counted.sorted told.sorted | head -n 5
        failed=1
    }
}

(cd "$fixtures" && "$siplint" --format=jsonl --pedantic --output=statistics:"$work/statistics" \
    --output=json:"$work/json" profiles rules) >jsonl 2>/dev/null || true

grep '"kind":"finding"' jsonl | sed 's/.*"path":"\([^"]*\)".*"rule":"\([^"]*\)","severity":"\([^"]*\)".*/\1 \2 \3/' >found

# Rules: how many findings, in how many files.
awk '{ findings[$2]++; files[$2] += !seen[$1, $2]++ } END { for (rule in findings) print rule, findings[rule], files[rule] }' \
    found >counted
sed -n '/^Rules/,/^$/p' statistics | sed '1d;/^$/d' | awk '{ print $2, $3, $4 }' >told
same 'rules'

# Folders: how many of each severity.
sed 's|/[^/ ]* [^ ]* | |' found | awk '{ count[$1, $2]++; folder[$1] } END {
    for (f in folder) print f, count[f, "error"] + 0, count[f, "warning"] + 0, count[f, "note"] + 0 }' >counted
sed -n '/^Folders/,/^$/p' statistics | sed '1d;/^$/d' | awk '$3 + $4 + $5 { print $1, $3, $4, $5 }' >told
same 'folders'

# The worst first.
sed -n '/^Rules/,/^$/p' statistics | sed '1d;/^$/d' | awk '{ print $1 }' | uniq >told
printf 'error\nwarning\nnote\n' >counted
cmp -s counted told || {
    echo 'the rules are not in the order of their severity'
    failed=1
}

# Servers, of profiles that say nothing odd.
mkdir plain
for number in 1 2 3; do
    sed "s/7f0c1f6e/$number/" "$fixtures/rules/transport-not-tls/good.xml" >plain/$number.xml
done
"$siplint" --format=statistics plain 2>/dev/null | sed -n '/^Servers/,$p' | sed 1d | awk '{ print $NF }' >told
cat plain/*.xml | grep -c '<sipsrv' >counted
same 'servers'

# JSON has the same.
python=${PYTHON:-python3}
if command -v "$python" >/dev/null; then
    "$python" - >told <<'EOF'
import json
for row in json.load(open("json"))["summary"]["statistics"]["rules"]:
    print(row["rule"], row["findings"], row["files"])
EOF
    sed -n '/^Rules/,/^$/p' statistics | sed '1d;/^$/d' | awk '{ print $2, $3, $4 }' >counted
    same 'json'
fi
[ "$(grep -c '█' statistics)" = 0 ] || {
    echo 'a file has bars'
    failed=1
}
exit $failed
