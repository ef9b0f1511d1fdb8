#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The story of a team that adopts siplint on a tree with old mistakes: what is known fails nothing,
# what is new does, and what was repaired doesn't come back unseen.
set -eu
siplint=$(realpath "${SIPLINT:-build/siplint}")
readme=$(realpath README.md)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C HOME="$work/home"
mkdir "$work/tree"
cd "$work/tree"
failed=0

fail() {
    printf '%s\n' "$*"
    failed=1
}

# expect WHAT EXPECTED ACTUAL
expect() {
    [ "$2" = "$3" ] || fail "$1
expected: $2
but got:  $3"
}

# run OPTION...: sets status, shown (the rules and places of findings) and summary
run() {
    status=0
    "$siplint" "$@" >out 2>err || status=$?
    shown=
    [ ! -s out ] || shown=$(sed -nE 's/^([^:]*):([0-9]+):.*(error|warning|note):.*\[(.*)\]$/\1 \2 \4/p' out | tr '\n' ';')
    summary=
    while IFS= read -r line; do summary=$line; done <err
}

mkdir -p .git profiles/legacy
for number in 1 2 3 4 5; do
    cat >profiles/legacy/p$number.xml <<EOF
<provision key="legacy-$number" name="Contoso">
  <user uri="sip:ann$number@contoso.net" allowedauth="kerberos ntlm" password="secret$number"/>
  <sipsrv addr="sip1.contoso.net" protocol="TCP" role="proxy">
    <session party="first" type="pc2pc"/>
  </sipsrv>
  <sipsrv addr="sip2.contoso.net" protocol="TCP" role="registrar"/>
</provision>
EOF
done

# ---- Adopt ----

run profiles
expect 'before, the run fails' 1 $status
run --write-baseline=known.txt profiles
expect 'writing the baseline succeeds' 0 $status
expect 'what is written is known' 'siplint: 5 files: no findings; 5 notes hidden (--pedantic shows them); 15 known' "$summary"
expect 'a line for each' 15 "$(grep -vc '^#' known.txt)"
expect 'sorted' "$(grep -v '^#' known.txt | sort -t '	' -k 3,3 -k 2,2 -k 4,4 | cut -f 2-)" \
    "$(grep -v '^#' known.txt | cut -f 2-)"
grep -q secret known.txt && fail 'the baseline has a secret'
printf 'baseline = known.txt\n' >.siplint.conf
run profiles
expect 'the run passes' 0 $status
expect 'and says what is known' 'siplint: 5 files: no findings; 5 notes hidden (--pedantic shows them); 15 known; settings: .siplint.conf' "$summary"
cp known.txt written.txt
printf '[legacy]\nmax-findings = 500\n[profiles/legacy/p1.xml]\npedantic = no\n' >>.siplint.conf
run profiles
expect 'a section has no levels' 2 $status
sed -i '/pedantic/d' .siplint.conf
run profiles
expect 'beside sections' 'siplint: 5 files: no findings; 5 notes hidden (--pedantic shows them); 15 known; settings: .siplint.conf' "$summary"
expect 'as --print-config says' 1 "$("$siplint" --print-config=profiles/legacy/p1.xml | grep -c '^baseline  *known.txt  (.siplint.conf:1)$')"
printf 'baseline = known.txt\n' >.siplint.conf
expect 'from a folder below' 'siplint: 5 files: no findings; 5 notes hidden (--pedantic shows them); 15 known; settings: ../.siplint.conf' \
    "$(cd profiles && "$siplint" . 2>&1)"
run --audit profiles
expect 'an audit takes nothing from it' 1 $status
run --no-config --baseline=known.txt --audit profiles
expect 'an audit sets it aside' 1 "$(echo "$summary" | grep -c '; set aside: known.txt$')"

# README's own commands do the same.
mkdir ../bin ../readme
ln -s "$siplint" ../bin/siplint
cp -r profiles .git ../readme
sed -n '/^### A baseline/,/^Known findings/p' "$readme" | sed -n '/^```sh$/,/^```$/p' | sed '/^```/d' >../commands
(cd ../readme && PATH="$work/bin:$PATH" && export PATH && sh -e ../commands) >out 2>err ||
    fail "README's commands: $(cat out err)"
expect "README's last command" \
    'siplint: 5 files: no findings; 5 notes hidden (--pedantic shows them); 15 known; settings: .siplint.conf' \
    "$(tail -n 1 err)"

# ---- What changes nothing ----

# unchanged WHAT: nothing is new, and nothing is gone
unchanged() {
    run profiles
    expect "$1: nothing is new" '' "$shown"
    expect "$1: all is known" 0 "$(echo "$summary" | grep -c gone)"
}

cp -r profiles before
sed -i 's/$/\r/' profiles/legacy/p1.xml
yes '' | head -n 100 >blank
{ head -n 1 before/legacy/p2.xml && cat blank && sed 1d before/legacy/p2.xml; } >profiles/legacy/p2.xml
iconv -f UTF-8 -t UTF-16 before/legacy/p3.xml >profiles/legacy/p3.xml
sed -i 's|<sipsrv addr="sip1|<sipsrv addr="new1.contoso.net" protocol="TLS" role="proxy"><session party="first" type="im"/></sipsrv>\n  &|
    s|<sipsrv addr="sip2|<sipsrv addr="new2.contoso.net" protocol="TLS" role="proxy"><session party="first" type="im"/></sipsrv>\n  &|' \
    profiles/legacy/p4.xml
unchanged 'CR LF, blank lines, UTF-16, two servers'
run profiles/legacy/p5.xml
expect 'a part of the files: nothing is gone' 0 "$(echo "$summary" | grep -c gone)"
run --only=lint profiles
expect 'a part of the rules: nothing is gone' 0 "$(echo "$summary" | grep -c gone)"
run --min-severity=error profiles
expect 'a part of the levels: nothing is gone' 0 "$(echo "$summary" | grep -c gone)"
rm -rf profiles && mv before profiles

# ---- A new mistake ----

sed -i 's|<sipsrv addr="sip1|<sipsrv addr="new.contoso.net" protocol="UDP" role="proxy"><session party="first" type="im"/></sipsrv>\n  &|' \
    profiles/legacy/p2.xml
run profiles
expect 'a new mistake fails' 1 $status
expect 'only what is new is shown' 1 "$(echo "$shown" | grep -c 'p2.xml [0-9]* udp-auth;')"
expect 'and no more' 2 "$(echo "$shown" | tr ';' '\n' | grep -c p2.xml)"
for format in gcc pretty github gitlab checkstyle junit tap; do
    "$siplint" --format=$format profiles >out 2>/dev/null || true
    grep -q 'p[1345][.]xml.*transport-not-tls' out && fail "$format shows what is known"
done
"$siplint" --format=jsonl profiles >out 2>/dev/null || true
expect 'jsonl has the known ones' 15 "$(grep -c '"known":true' out)"
expect 'and the new ones' 2 "$(grep -c '"known":false' out)"
"$siplint" --format=sarif profiles >out 2>/dev/null || true
expect 'sarif: unchanged' 15 "$(grep -c '"baselineState": "unchanged"' out)"
expect 'sarif: new' 2 "$(grep -c '"baselineState": "new"' out)"
run --update-baseline profiles
cmp -s known.txt written.txt || fail 'an update has added something'
printf '<provision key="x" name="Contoso">' >profiles/broken.xml
run --write-baseline=other.txt profiles
expect 'what was not checked is never known' 1 $status
grep -q 'xml-malformed' other.txt && fail 'a fixed rule is in the baseline'
rm profiles/broken.xml other.txt
sed -i '/new.contoso.net/d' profiles/legacy/p2.xml

# ---- A repaired one ----

sed -i 's/ password="secret1"//' profiles/legacy/p1.xml
run profiles
expect 'a repaired one passes' 0 $status
expect 'and is told' 1 \
    "$(echo "$summary" | grep -c '; 1 entry of the baseline is gone; --update-baseline removes it;')"
run --fail-on-stale profiles
expect 'or fails' 1 $status
"$siplint" --format=sarif profiles >out 2>/dev/null || true
expect 'sarif: absent' 1 "$(grep -c '"baselineState": "absent"' out)"
run --update-baseline profiles
expect 'an update passes' 0 $status
expect 'and takes it out' 14 "$(grep -vc '^#' known.txt)"
expect 'that one' 'plaintext-password	profiles/legacy/p1.xml' \
    "$(diff known.txt written.txt | sed -n 's/^> //p' | cut -f 2,3)"
run --fail-on-stale profiles
expect 'after that nothing is gone' 0 $status

# ---- A file that moved ----

mkdir profiles/new
mv profiles/legacy/p3.xml "profiles/new/p 3 \\ ü.xml"
run profiles
expect 'a moved file is new' 1 $status
run --update-baseline profiles
run --fail-on-stale profiles
expect 'until its entries have moved' 0 $status
expect 'all of them' 14 "$(grep -vc '^#' known.txt)"
rm profiles/legacy/p4.xml
run --update-baseline profiles
expect 'a deleted file loses its entries' 11 "$(grep -vc '^#' known.txt)"

# ---- What is none ----

while IFS='|' read -r content message; do
    printf '%b' "$content" >odd.txt
    run --no-config --baseline=odd.txt profiles
    expect "the status with $content" 2 $status
    expect "with $content" "siplint: odd.txt$message" "$summary"
done <<'EOF'
x|:1: this is no line of a baseline; --write-baseline writes one
# fine\n\n<provision/>|:3: this is no line of a baseline; --write-baseline writes one
1f481058fae3170a51116d17e1a7480\tr\tp\tw|:1: this is no line of a baseline; --write-baseline writes one
1f481058fae3170a51116d17e1a7480g\tr\tp\tw|:1: this is no line of a baseline; --write-baseline writes one
1f481058fae3170a51116d17e1a74800\tr\tp|:1: this is no line of a baseline; --write-baseline writes one
EOF
run --no-config --baseline=none.txt profiles
expect 'a missing one' 'siplint: none.txt: the baseline can'"'"'t be read: No such file or directory' "$summary"
for word in /etc/passwd ../x '' a/../../x; do
    printf 'baseline = %s\n' "$word" >.siplint.conf
    run profiles
    expect "one outside of the folder: $word" 2 $status
done
rm .siplint.conf
for word in --update-baseline --fail-on-stale '--write-baseline=x --update-baseline' \
    --write-baseline=profiles/legacy/p1.xml; do
    # shellcheck disable=SC2086 # these are options
    run $word profiles profiles/legacy/p1.xml
    expect "$word" 2 $status
done
exit $failed
