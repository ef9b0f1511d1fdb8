#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The manual: clean by mandoc's lint, in step with the tables of options and rules, its text whole
# when shown, and its examples true command lines.
set -eu
program=$(realpath "${SIPLINT:-build/siplint}")
generate=$(realpath "${MANUAL:-build/plain/man/generate}")
page=$(realpath "${PAGE:-man/siplint.1}")
profiles=$(realpath fixtures/profiles)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

complain() {
    echo "man/siplint.1: $*" >&2
    failed=1
}

"$generate" <"$page" >"$work/generated" || complain "its markers are broken"
cmp -s "$page" "$work/generated" || complain "stale: run make man"

# Which other manuals are installed, which mandoc also looks at, says nothing of this one.
if ! mandoc -T lint -W warning "$page" >"$work/lint" 2>&1; then
    complain "$(cat "$work/lint")"
fi

# Each summary of a rule and each option in one piece: no letter lost to roff's own syntax.
backspace=$(printf '\b')
mandoc -T ascii -O width=1000 "$page" | sed "s/.$backspace//g" >"$work/shown"
"$program" --list-rules >"$work/rules"
"$program" --explain=all >"$work/explained"
"$program" --help | sed -n 's/^  \(-., \|    \)\(--[^ ]*\).*/\2/p' >"$work/options"
awk '
    FILENAME == ARGV[1] {
        shown[$0]
        headed[$1, $2]
        count = split($0, parts, ", ")
        for (i = 1; i <= count; i++) {
            split(parts[i], words, " ")
            named[words[1]]
        }
        next
    }
    FILENAME == ARGV[2] {
        if (/^[a-z0-9-]*: [a-z]*, /)
            severity[$1] = substr($2, 1, length($2) - 1)
        next
    }
    FILENAME == ARGV[3] {
        if (!($0 in named))
            print "no option " $0
        next
    }
    {
        level = severity[$1 ":"]
        if (!(($1, "(" level ",") in headed || ($1, "(" level ")") in headed))
            print "no rule " $1 " (" level ")"
        id = $1
        sub(/^[^ ]* *[^ ]* *[^ ]* */, "")
        if (!("             " $0 in shown))
            print id ": the summary isn\047t whole"
    }' "$work/shown" "$work/explained" "$work/options" "$work/rules" >"$work/lacking"
[ ! -s "$work/lacking" ] || complain "$(cat "$work/lacking")"
if [ ! -s "$work/rules" ] || [ ! -s "$work/options" ]; then
    complain "nothing to compare with"
fi

# The examples, where there are the files that they speak of.
mkdir "$work/bin" "$work/there"
ln -s "$program" "$work/bin/siplint"
cp "$profiles/office-tls-kerberos.xml" "$work/there/office.xml"
cp -R "$profiles" "$work/there/profiles"
cp "$profiles/office-tls-kerberos.xml" "$work/there/profiles/office.prov"
sed -n 's/^ *\$ //p' "$work/shown" >"$work/examples"
while read -r example; do
    status=0
    (cd "$work/there" && PATH="$work/bin:$PATH" sh -c "$example") </dev/null >/dev/null 2>"$work/said" ||
        status=$?
    [ "$status" -le 1 ] || complain "status $status of: $example: $(cat "$work/said")"
done <"$work/examples"
[ -s "$work/examples" ] || complain "no examples"

exit $failed
