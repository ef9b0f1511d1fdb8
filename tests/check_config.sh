#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Setting files as users write them: every mistake gets its place and the nearest word, and nothing is
# checked then; what they say holds, for the files that it's meant for, and is told where it's asked.
set -eu
siplint=$(realpath "${SIPLINT:-build/siplint}")
readme=$(realpath README.md)
schema=$(realpath man/siplint.schema.json)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C HOME="$work/home"
cd "$work"
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

profile='<provision key="contoso-1" name="Contoso">
  <user uri="sip:ann@contoso.net" allowedauth="kerberos"/>
  <sipsrv addr="sip1.contoso.net" protocol="TCP" role="proxy">
    <session party="first" type="pc2pc"/>
  </sipsrv>
  <sipsrv addr="sip2.contoso.net" protocol="TLS" role="registrar"/>
</provision>'
mkdir -p tree/.git tree/legacy/deep tree/new home
for file in tree/a.xml tree/legacy/b.xml tree/legacy/deep/c.xml tree/new/d.xml; do
    printf '%s\n' "$profile" | sed "s/contoso-1/$(basename $file)/" >$file
done
cd tree

# ---- Mistakes: FILE|MESSAGE, with the lines of the file between `\n` ----

while IFS='|' read -r file message; do
    printf '%b' "$file" >.siplint.conf
    status=0
    "$siplint" . >out 2>err || status=$?
    expect "the status with: $file" 2 $status
    [ ! -s out ] || expect "findings with: $file" '' "$(cat out)"
    { IFS= read -r said && ! IFS= read -r _; } <err || said=$(cat err)
    expect "$file" ".siplint.conf:$message" "$said"
done <<'EOF'
nonsense|1:1: error: a line is "option = value", a [glob] or a # comment; this is none
  nonsense|1:3: error: a line is "option = value", a [glob] or a # comment; this is none
= x|1:1: error: a line is "option = value", a [glob] or a # comment; this is none
target|1:1: error: a line is "option = value", a [glob] or a # comment; this is none
target =|1:1: error: the option has no value
target = # none|1:1: error: the option has no value
\n\ntarget = rtc-1.4|3:10: error: unknown target "rtc-1.4"; did you mean "rtc-1.0"?
target=tcr|1:8: error: unknown target "tcr"; known are any, rtc-1.0, rtc-1.01, rtc-1.2, rtc-1.3, ce-4.2, ce-5.0 and ce-6.0
targt = any|1:1: error: unknown option "targt"; did you mean "target"?
Target = any|1:1: error: unknown option "Target"; did you mean "target"?
--target = any|1:1: error: unknown option "--target"; did you mean "target"?
colour = never|1:1: error: unknown option "colour"; see siplint --help
output = json:x|1:1: error: "output" can be given on the command line only
format = json|1:1: error: "format" can be given on the command line only
config = x|1:1: error: "config" can be given on the command line only
files-from = x|1:1: error: "files-from" can be given on the command line only
fleet-hash = x|1:1: error: "fleet-hash" can be given on the command line only
audit = yes|1:1: error: "audit" can be given on the command line only
jobs = 3|1:1: error: "jobs" can be given on the command line only
no-suppressions = yes|1:1: error: in a setting file, write "suppressions = no" for "no-suppressions"
fail-on = warnings|1:11: error: unknown fail level "warnings"; did you mean "warning"?
min-severity = never|1:16: error: unknown severity "never"; known are error, warning and note
pedantic = 1|1:12: error: its value is yes or no, not "1"
suppressions = off|1:16: error: its value is yes or no, not "off"
force-exclude = true|1:17: error: its value is yes or no, not "true"
fleet = yes|1:9: error: unknown fleet setting "yes"; known is enabled
max-findings = 0|1:16: error: max-findings takes a number from 1 to 4294967295, not "0"
max-findings = 1k|1:16: error: max-findings takes a number from 1 to 4294967295, not "1k"
disable = basic-aut|1:11: error: unknown rule or category "basic-aut"; did you mean "basic-auth"?
disable = basic-auth basic-aut|1:11: error: unknown rule or category "basic-auth basic-aut"; see siplint --list-rules
disable = basic-auth,  basic-aut|1:24: error: unknown rule or category "basic-aut"; did you mean "basic-auth"?
disable = basic-auth,|1:22: error: unknown rule or category ""; see siplint --list-rules
enable = flet|1:10: error: unknown rule or category "flet"; did you mean "fleet"?
only = secuirty|1:8: error: unknown rule or category "secuirty"; did you mean "security"?
disable = xml-malformed|1:11: error: xml-malformed can't be turned off or lowered: it says that a file wasn't checked to its end
severity = xml-malformed=note|1:12: error: xml-malformed can't be turned off or lowered: it says that a file wasn't checked to its end
severity = basic-auth|1:12: error: severity takes RULE=LEVEL, not "basic-auth"
severity = basic-auth=hint|1:23: error: unknown severity "hint"; known are error, warning, note and off
severity = basic-auth=note, digest-md5=eror|1:40: error: unknown severity "eror"; did you mean "error"?
required-version = new|1:20: error: required-version takes a version such as 0.3 or 1.2.0, not "new"
required-version = 99|1:20: error: this is siplint 0.1.0, and version 99 or later is required
target = any\ntarget = any|2:1: error: "target" is set already, in line 1
[a]\ndisable = xml\ndisable = lint|3:1: error: "disable" is set already, in line 2
[legacy]\nfail-on = error|2:1: error: "fail-on" holds for all files; move it above the first section
[legacy]\nexclude = x|2:1: error: "exclude" holds for all files; move it above the first section
[legacy|1:1: error: a section is a glob in brackets, such as [legacy/**]
[legacy] x|1:1: error: a section is a glob in brackets, such as [legacy/**]
[]|1:1: error: the section has no glob, such as [legacy/**]
[../x]|1:2: error: the glob can match nothing: it has ".." in it, and nothing is matched outside of the folder
[[a-z.xml]|1:2: error: the glob can match nothing: its [ has no ]
exclude = old, x/../y|1:16: error: the glob can match nothing: it has ".." in it, and nothing is matched outside of the folder
include = a\\|1:11: error: the glob can match nothing: it ends with a backslash, which quotes what follows it
target = \0303\0274|1:10: error: unknown target "ü"; known are any, rtc-1.0, rtc-1.01, rtc-1.2, rtc-1.3, ce-4.2, ce-5.0 and ce-6.0
target = \0377|1:10: error: this isn't UTF-8
disable = xml\0033|1:14: error: this is a control character
\0357\0273\0277target = x|1:10: error: unknown target "x"; known are any, rtc-1.0, rtc-1.01, rtc-1.2, rtc-1.3, ce-4.2, ce-5.0 and ce-6.0
target = any\r\nx\r|2:1: error: a line is "option = value", a [glob] or a # comment; this is none
EOF

# All are told, in the order of the lines.
printf 'x\n[legacy]\ny = z\nonly = lnt\n[\n' >.siplint.conf
"$siplint" . 2>err >out || true
expect 'all mistakes are told' '1 3 4 5' "$(cut -d: -f2 err | tr '\n' ' ' | sed 's/ $//')"

# ---- What holds ----

# rules OPTION...: which rules find something, and where, notes left out
rules() {
    "$siplint" -q "$@" 2>/dev/null | sed -nE 's/^([^:]*):[0-9].*(warning|error):.*\[(.*)\]$/\1 \2 \3/p' |
        sort -u | tr '\n' ';'
}

cat >.siplint.conf <<'EOF'
# for the whole tree
fail-on = error             # warnings pass
exclude = new
[legacy]
disable = transport-not-tls
[legacy/**/c.xml]
enable = transport-not-tls
severity = transport-not-tls=error
EOF
found='a.xml warning transport-not-tls;legacy/deep/c.xml error transport-not-tls;'
expect 'sections' "$found" "$(rules .)"
expect 'a later section, from a folder below' 'deep/c.xml error transport-not-tls;' \
    "$(cd legacy && rules .)"
expect 'a file given by its path' 'legacy/deep/c.xml error transport-not-tls;' \
    "$(rules "$PWD/legacy/deep/c.xml")"
expect 'the command line wins' '' "$(rules --disable=transport-not-tls .)"
expect 'no setting file' \
    'a.xml warning transport-not-tls;legacy/b.xml warning transport-not-tls;legacy/deep/c.xml warning transport-not-tls;new/d.xml warning transport-not-tls;' \
    "$(rules --no-config .)"
expect 'set aside by --audit' 4 "$("$siplint" --audit . 2>/dev/null | grep -c transport-not-tls)"
expect 'the same for any number of jobs' "$(rules --jobs=1 .)" "$(rules --jobs=4 .)"
expect 'the summary names the file' 1 "$("$siplint" . 2>&1 >/dev/null | grep -c '; settings: .siplint.conf$')"
expect 'the summary says what is set aside' 1 \
    "$("$siplint" --audit . 2>&1 >/dev/null | grep -c '; set aside: .siplint.conf$')"
expect 'a report names it' 1 "$("$siplint" --format=jsonl . 2>/dev/null | grep -c '"config":".siplint.conf"')"
expect 'from below' 1 "$(cd legacy && "$siplint" . 2>&1 >/dev/null | grep -c '; settings: ../.siplint.conf$')"

printf 'pedantic = yes\nsuppressions = no\n[legacy]\nsuppressions = yes\nmax-findings = 1\n[nowhere]\n[a.xml]\ntarget = ce-5.0\n' >.siplint.conf
expect 'a section without a file is told' 1 \
    "$("$siplint" . 2>&1 >/dev/null | grep -c '^.siplint.conf:6:2: warning: the section \[nowhere\] matched no file$')"
expect 'of some files a section or glob says nothing' 0 \
    "$(printf 'exclude = nowhere\n' | cat - .siplint.conf >both && "$siplint" --config=both a.xml 2>&1 | grep -c 'matched no')"
expect 'of a directory it does' 2 "$("$siplint" --config=both . 2>&1 | grep -c 'matched no')"
expect 'print-config' 'target ce-5.0 (.siplint.conf:8)
suppressions no (.siplint.conf:2)
max-findings 1000 (default)
min-severity note (.siplint.conf:1)
fail-on never (--fail-on)' "$("$siplint" --print-config=a.xml --fail-on=never | sed -n '4,8s/  */ /gp')"
expect 'print-config of another path' 'suppressions yes (.siplint.conf:4)
max-findings 1 (.siplint.conf:5)' "$("$siplint" --print-config=legacy/x.xml | sed -n '5,6s/  */ /gp')"
"$siplint" --print-config --format=json >config.json
"$siplint" --no-config --print-config=legacy/x.xml --format=json >default.json
python=${PYTHON:-python3}
if command -v "$python" >/dev/null; then
    "$python" - "$schema" config.json default.json <<'EOF' || fail 'print-config is not by its schema'
import json, sys
try:
    import jsonschema
except ImportError:
    sys.exit(0)
definitions = json.load(open(sys.argv[1]))["definitions"]
for name in sys.argv[2:]:
    jsonschema.validate(json.load(open(name)), {"definitions": definitions, "$ref": "#/definitions/config"})
EOF
fi

# README's setting file, and its command, as they are. The backquotes are README's.
mkdir -p lab archive
sed 's/a.xml/e.xml/' a.xml >lab/e.xml
sed 's/a.xml/f.xml/' a.xml >archive/f.xml
sed 's/a.xml/g.xml/; s/<user/& password="x"/' a.xml >password.xml
# shellcheck disable=SC2016
sed -n '/^### Settings/,/^A line is/p' "$readme" | sed -n '/^```ini$/,/^```$/p' | sed '/^```/d' >.siplint.conf
expect "README's setting file" 'a.xml error transport-not-tls;new/d.xml error transport-not-tls;password.xml error plaintext-password;password.xml error transport-not-tls;' \
    "$(rules .)"
# shellcheck disable=SC2016
command=$(sed -n 's/.*`\(siplint --print-config=[^`]*\)`.*/\1/p' "$readme")
expect "README's command" 'target rtc-1.2 (.siplint.conf:2)
plaintext-password error (.siplint.conf:5)
transport-not-tls off (.siplint.conf:8)' \
    "$("$siplint" "${command#siplint }" | sed -nE 's/  +/ /g; /^(target|transport-not-tls|plaintext-password) /p')"
rm -r lab archive password.xml

# ---- Which file ----

rm .siplint.conf
printf 'only = lint\n' >../home/.siplint.conf
printf 'only = lint\n' >../.siplint.conf
expect 'none above the repository' 'a.xml warning transport-not-tls;' "$(rules a.xml)"
expect 'none of a home' 'x.xml warning transport-not-tls;' "$(cp a.xml ../home/x.xml && cd ../home && rules x.xml)"
expect 'one that is given' '' "$(rules --config=../.siplint.conf a.xml)"
ln -s ../.siplint.conf .siplint.conf
expect 'no link' 2 "$("$siplint" a.xml >/dev/null 2>&1 || echo $?)"
rm .siplint.conf
expect 'one that is missing' 2 "$("$siplint" --config=none a.xml >/dev/null 2>&1 || echo $?)"
"$siplint" --init
expect 'init changes nothing' 'a.xml warning transport-not-tls;' "$(rules a.xml)"
cp .siplint.conf before
"$siplint" --init 2>/dev/null && fail 'init replaced a file'
cmp -s before .siplint.conf || fail 'init changed a file'
sed 's/^#\([a-z[]\)/\1/' before >.siplint.conf
expect 'what init shows can be used' 0 "$(
    "$siplint" --print-config >/dev/null 2>&1
    echo $?
)"
expect 'help needs none' 0 "$(
    echo x >.siplint.conf
    "$siplint" --help >/dev/null 2>&1
    echo $?
)"
exit $failed
