#!/bin/sh
# SPDX-License-Identifier: MIT
#
# README's commands for very large fleets, as they are, on some thousand files: what they find in
# shards is what one run finds. And --fleet-hash itself: who has the secret gets the same hashes, and
# nobody gets the secret, or the hash of what is a person's.
set -eu
siplint=$(realpath "${SIPLINT:-build/siplint}")
readme=$(realpath README.md)
schema=$(realpath man/siplint.schema.json)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C HOME="$work/home"
mkdir "$work/home" "$work/bin" "$work/tree"
ln -s "$siplint" "$work/bin/siplint"
export PATH="$work/bin:$PATH"
cd "$work/tree"
failed=0

fail() {
    printf 'shards: %s\n' "$*"
    failed=1
}

# expect WHAT EXPECTED ACTUAL
expect() {
    [ "$2" = "$3" ] || fail "$1
expected: $2
but got:  $3"
}

# ---- The option ----

# profile KEY REALM
profile() {
    printf '<provision key="%s" name="Contoso">\n' "$1"
    printf '  <user uri="sip:%s@contoso.net" realm="%s" password="canary-password"/>\n' "$1" "$2"
    printf '  <sipsrv addr="sip.contoso.net" protocol="TLS" role="proxy">\n'
    printf '    <session party="first" type="pc2pc"/>\n  </sipsrv>\n</provision>\n'
}

# hashes OPTION...: of a.xml
hashes() {
    siplint -q --fail-on=never --format=jsonl "$@" a.xml | jq -r '.hashes[]? | .rule + " " + .hash'
}

secret='canary-secret-of-the-fleet'
printf '%s\n' "$secret" >secret
profile canary-key canary-realm >a.xml
# By another program:
# printf 'duplicate-key\0canary-key' | openssl dgst -sha256 -hmac canary-secret-of-the-fleet
key='duplicate-key c25ef302941a4abd74e974d6f8e9d14d'
realm='duplicate-realm ea89515e34616636f4c78efb766506c8'
expect 'the hashes' "$key
$realm" "$(hashes --fleet=enabled --fleet-hash=secret)"
expect 'where a rule is off' "$key" "$(hashes --fleet-hash=secret)"
expect 'without the option' '' "$(hashes --fleet=enabled)"
printf '%s\r\n' "$secret" >other
expect 'a line end is no part of the secret' "$key" "$(hashes --fleet-hash=other)"
printf '%s' "$secret" >other
expect 'and needn'"'"'t be there' "$key" "$(hashes --fleet-hash=other)"
printf '%s.' "$secret" >other
expect 'another secret' 2 "$(hashes --fleet=enabled --fleet-hash=other | grep -cvxF -e "$key" -e "$realm")"
printf '[a.xml]\nmax-findings = 9\n' >.siplint.conf
expect 'beside sections' "$key" "$(hashes --fleet-hash=secret)"
rm .siplint.conf

siplint -q --fleet=enabled --fleet-hash=secret --format=json --output=jsonl:out.jsonl a.xml >out.json || :
expect 'json has them, too' "$(jq -c 'select(.hashes) | .hashes' out.jsonl)" "$(jq -c '.files[0].hashes' out.json)"
siplint --fleet-hash=secret --print-config >out
siplint --fleet-hash=secret --print-config --format=json >>out
for file in out out.json out.jsonl; do
    grep -q 'canary-[ps]' $file && fail "$file has the password or the secret"
done
python=${PYTHON:-python3}
if command -v "$python" >/dev/null; then
    "$python" - "$schema" out.json out.jsonl <<'PY' || fail 'the reports are not by the schema'
import json, sys
try:
    import jsonschema
except ImportError:
    sys.exit(0)
schema = json.load(open(sys.argv[1]))
line = {"definitions": schema["definitions"], "$ref": "#/definitions/line"}
jsonschema.validate(json.load(open(sys.argv[2])), schema)
for text in open(sys.argv[3]):
    jsonschema.validate(json.loads(text), line)
PY
fi

printf 'canary-15-bytes\n' >short
head -c 5000 /dev/zero >long
for file in short long /dev/null . none "$secret"; do
    status=0
    siplint --format=jsonl --fleet-hash="$file" a.xml >out 2>&1 || status=$?
    expect "the status with $file" 2 $status
    grep -q canary out && fail "the message about $file shows it"
done
expect 'no report that has hashes' 2 "$(siplint --fleet-hash=secret a.xml 2>/dev/null || echo $?)"
expect 'the secret as a report' 2 \
    "$(siplint --format=jsonl --fleet-hash=secret --output=gcc:secret a.xml 2>/dev/null || echo $?)"
expect 'is kept' "$secret" "$(cat secret)"

# ---- README's commands: for some seconds ----

[ -n "${THOROUGH-}" ] || exit $failed
for tool in parallel sqlite3; do
    command -v $tool >/dev/null || {
        echo "shards: no $tool, so README's commands are passed over" >&2
        exit $failed
    }
done

# Two or three files have a key or realm, mostly far from each other. Some files are no profiles, some
# are broken, some have odd names, and in some a comment suppresses the finding.
mkdir -p profiles/a profiles/a-b "profiles/o'd d"
awk 'BEGIN {
    for (i = 0; i < 12000; i++) {
        file = "profiles/" (i % 3 ? i % 2 ? "a/" : "a-b/" : "") "p" i ".xml"
        comment = i % 35 ? "" : "<!-- siplint disable=duplicate-key, duplicate-realm: a test -->"
        printf "%s\n<provision key=\"%s\" name=\"Contoso\">\n", comment, i % 7 ? i : i % 1400 >file
        printf "<user uri=\"sip:u%d@contoso.net\" realm=\"r%d\"/>\n", i, i % 11 ? i : i % 2200 >file
        printf "<sipsrv addr=\"%s%d.contoso.net%s\" ", i % 5 ? "s" : "S", i % 9, i % 8 ? "" : ":5080" >file
        printf "protocol=\"%s\" ", i % 4 ? "TLS" : "TCP" >file
        printf "role=\"proxy\"><session party=\"first\" type=\"pc2pc\"/></sipsrv>" >file
        print i % 500 == 499 ? "" : "</provision>" >file
        close(file)
    }
}'
printf '<other/>\n' >profiles/other.xml
# shellcheck disable=SC2016 # a name of no command
for name in 'new
line' "quote's" 'back\slash' 'per%41cent' "$(printf 'esc\033[31m')" "$(printf 'bad\351')" 'ü' '{}' '{#} $(x)'; do
    profile 7 r11 >"profiles/o'd d/$name.xml"
done

# Carriers, with one and with two profiles.
# embed SETTING KEY REALM
embed() {
    profile "$2" "$3" | tr -d '\n' | sed 's/&/\&amp;/g; s/</\&lt;/g; s/"/\&quot;/g; s/.*/  <set name="'"$1"'" value="&"\/>/'
}
for number in 1 2 3; do
    {
        echo '<voip-provision>'
        embed SIPSettings 7 r11
        [ $number = 1 ] || embed BackupSIPSettings 14 r11
        echo '</voip-provision>'
    } >profiles/a/carrier$number.xml
done

# shellcheck disable=SC2016 # the backquotes are the README's
sed -n '/^## Very large fleets/,/^## How/p' "$readme" | sed -n '/^```sh$/,/^```$/p' | sed '/^```/d' >../commands
sh -e ../commands >../shown 2>../err || fail "README's commands: $(cat ../err)"
[ -s ../err ] && fail "README's commands say: $(cat ../err)"
siplint -q --fleet=enabled --fail-on=never --format=json profiles >../whole.json

expect 'the secret is for its owner' '-rw-------' "$(find fleet.secret -printf %M)"
expect 'one secret, and all reports are complete' '3|3|1' "$(sed -n 2p ../shown)"

# same WHAT: one run and the shards found the same
same() {
    [ -s ../whole ] || fail "there are no $1"
    sort -o ../whole ../whole
    sort -o ../sharded ../sharded
    cmp -s ../whole ../sharded || fail "one run (-) and shards (+) find other $1:
$(diff -U0 ../whole ../sharded | head -n 20)"
}

jq -r '.files[] | .uri as $uri | .findings[] | select(.rule | test("^duplicate-(key|realm)$")) |
    "\($uri):\(.range.start.line) \(.rule) \(.related[0].uri)"' ../whole.json >../whole
grep ' duplicate-' ../shown >../sharded
same duplicates
[ "$(grep -cE '"rule":"duplicate-(key|realm)","severity"' fleet.jsonl)" -lt "$(wc -l <../whole)" ] ||
    fail 'all of them are within their shards'

siplint -q --fail-on=never --format=inventory-jsonl profiles >../servers.jsonl
jq -sr 'map(select(.kind == "server")) | group_by([.transport, (.host | ascii_downcase), .effectivePort])[] |
    "\(.[0].transport) \(.[0].host | ascii_downcase) \(.[0].effectivePort) \(length) \(map(.uri) | unique | length)"' \
    ../servers.jsonl >../whole
grep -E '^(TLS|TCP|UDP|unknown) ' ../shown >../sharded
same servers

jq -r '[.files[] | .uri as $uri | .findings[] | select(.category != "fleet") | {rule: .rule, uri: $uri}] |
    group_by(.rule)[] | "\(length) \(map(.uri) | unique | length) \(.[0].rule)"' ../whole.json >../whole
grep -E '^[0-9]+ [0-9]+ ' ../shown >../sharded
same findings
exit $failed
