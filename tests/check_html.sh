#!/bin/sh
# SPDX-License-Identifier: MIT
#
# --format=html and markdown: their numbers against json's, which others count; what they hold, leave out and
# say of it; their size; that nothing from the outside becomes markup, and that the same run gives the same
# bytes. check_browser.sh looks at it in a browser.
set -eu
siplint=$(realpath "${SIPLINT:-build/siplint}")
fixtures=$(realpath fixtures)
tools=$(realpath tests/tools)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C HOME="$work"
failed=0

complain() {
    echo "html: $*" >&2
    failed=1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

python=${PYTHON:-python3}
have "$python" || {
    echo "html: no python3, so no page is read" >&2
    exit 0
}

# Digest $2, of what $1 says: no longer than tickets take, and whatever isn't ours is code.
check_digest() {
    [ "$(wc -c <"$2")" -le 60000 ] || complain "$1: the digest is too long"
    # shellcheck disable=SC2016 # these are Markdown's
    if sed 's/`[^`|]*`//g; s/<!-- -->//g; s/&[a-z#0-9]*;//g; s/^> //; s/^###* //' "$2" |
        grep '[]<>@`_#~\[]' >&2; then
        complain "$1: markup of others, above"
    fi
    have cmark-gfm || return 0
    if cmark-gfm --unsafe -e table -e autolink -e tagfilter "$2" |
        sed 's/<\(align\|table\|thead\|tbody\|tr\|t[dh]\( align="right"\)\{0,1\}\|h[1-4]\|p\|ol\|ul\|li\|strong\|code\|blockquote\)>//g; s/<\/[a-z0-4]*>//g; s/<!-- -->//g' |
        grep '[<>]' >&2; then
        complain "$1: other elements, above"
    fi
}

# ---- The numbers ----

"$siplint" --list-rules --format=json >"$work/rules.json"
cd "$fixtures"
for tree in *; do
    [ -d "$tree" ] || continue
    reports=$work/reports/$tree
    mkdir -p "$reports"
    "$siplint" -q --audit --output="html:$reports/page" --output="markdown:$reports/digest" \
        --output="inventory-jsonl:$reports/rows" --format=json "$tree" >"$reports/json" || :
    check_digest "$tree" "$reports/digest"
done
cd "$work/reports"
PYTHONDONTWRITEBYTECODE=1 "$python" "$tools/page_numbers.py" "$work/rules.json" * >&2 ||
    complain "other numbers than json's, or not well-formed: see above"

# Servers and profiles: what a plain reading of plain profiles counts.
mkdir "$work/plain" && cd "$work/plain"
for number in 1 2 3 4 5; do
    case $number in
    1) set -- TLS 5061 ;;
    2) set -- UDP 5060 ;;
    *) set -- TCP 5070 ;;
    esac
    cat >$number.xml <<XML
<provision key="k$number" name="n" expires="2031-0$number-01T00:00:00Z">
  <user uri="sip:a$number@contoso.net" realm="contoso.net" allowedauth="digest"/>
  <sipsrv addr="sip.contoso.net:$2" protocol="$1" role="proxy"><session party="first" type="im"/></sipsrv>
  <sipsrv addr="SIP.contoso.net:$2" protocol="$1" role="registrar"/>
</provision>
XML
done
"$siplint" -q --format=html . >"$work/page" || :
"$python" "$tools/page.py" --numbers "$work/page" | grep '^server \|^unencrypted \|^rejected ' >"$work/told"
cat >"$work/counted" <<'NUMBERS'
rejected 0
unencrypted 4
server sip.contoso.net 5070 TCP 3 0 3
server sip.contoso.net 5060 UDP 1 0 1
server sip.contoso.net 5061 TLS 1 0 0
NUMBERS
diff "$work/counted" "$work/told" >&2 || complain 'other servers'
grep -q 'TCP, port 5070, used by <strong>3 profiles</strong>.*3 with warnings</p><p>Worst: <a href="#rule-transport-not-tls">' \
    "$work/page" || complain "the worst server's rule isn't named"
for month in 01 02 03 04 05; do
    grep -q "<th scope=\"row\">2031-$month</th><td class=\"amount\" data-of=\"Profiles\">1</td>" \
        "$work/page" || complain "no expiry in 2031-$month"
done
! grep -q 'data-of="Expired"' "$work/page" || complain 'what has expired is told without --now'
"$siplint" -q --now=2031-03-15 --output="markdown:$work/digest" --format=html . >"$work/page" || :
[ "$(grep -c 'data-of="Expired">1</td>' "$work/page")" = 3 ] || complain 'other profiles have expired'
grep -q ' Expired: 3[.]$' "$work/digest" || complain 'the digest has other profiles expire'

# ---- What is said of what wasn't checked ----

mkdir "$work/gaps" && cd "$work/gaps"
cp "$work/plain/1.xml" .
printf '<provision>' >broken.xml
printf '<other/>' >other.xml
status=0
"$siplint" -q --pedantic --disable=duplicate-key --severity=missing-key=note --now=2026-11-29 \
    --format=html . missing.xml >"$work/page" 2>/dev/null || status=$?
[ $status = 3 ] || complain "status $status"
sed -n '/id="scope"/,$p' "$work/page" >"$work/scope"
for text in "Couldn't be read</dt><dd>1: <bdi class=\"path\">missing.xml" \
    'in part</dt><dd>1: <bdi class="path">broken.xml' 'Skipped</dt><dd>1: <bdi class="path">other' \
    'off</dt><dd>.*<code>duplicate-key</code>' '<code>missing-key</code> (note)' \
    '2026-11-29 00:00 UTC' 'siplint [0-9]'; do
    grep -q "$text" "$work/scope" || complain "the scope doesn't say: $text"
done
grep -q "Not checked: 1 input that couldn.t be read, 1 profile only in part, 1 file skipped" \
    "$work/page" || complain "what wasn't checked isn't at the top"
mkdir "$work/empty"
"$siplint" -q --allow-empty --format=html "$work/empty" >"$work/page"
{ "$python" "$tools/page.py" "$work/page" && grep -q "<h1>Nothing was checked.</h1>" "$work/page"; } ||
    complain 'no file looks like no mistake'

# ---- Names and values that would be markup ----

mkdir "$work/hostile" && cd "$work/hostile"
attack='<script>alert(1)</script>'
right_to_left=$(printf '\342\200\256')
for name in '"><img src=x onerror=alert(1)>' "<a href='javascript:alert(1)'>x" '&lt;b&gt;' \
    "a${right_to_left}lmx" "$(printf '\327\251\327\234\327\225\327\235')" '-->' ']]>' '</title>'; do
    mkdir -p "./$name"
    host=$(printf '%s' "$attack$name" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g')
    sed "s|sip.contoso.net|$(printf '%s' "$host" | sed 's/[&|]/\\&/g')|" ../plain/3.xml \
        >"./$name/x.xml"
    cp "./$name/x.xml" "./<script>alert(2) ${name%%/*}.xml"
done
# shellcheck disable=SC2016 # nothing is to be expanded
for name in '@octocat' 'www.evil.example' 'http:evil.example' '#1' '![x](y)' '`x`' '|a|b|' '* x' \
    '$x$' ':smile:' 'a@b.example'; do
    cp '<script>alert(2) -->.xml' "./$name.xml"
done
"$siplint" -q --pedantic --output="markdown:$work/digest" --format=html . >"$work/page" 2>/dev/null || :
check_digest hostile "$work/digest"
"$python" "$tools/page.py" "$work/page" >&2 || complain 'hostile names: see above'
[ "$(grep -c '<script' "$work/page")" = 1 ] || complain 'hostile names: a script of theirs'
grep -q '&lt;script&gt;alert' "$work/page" || complain "the hostile names aren't there"

# ---- The same bytes, and how many ----

cd "$fixtures"
for jobs in 1 4; do
    "$siplint" -q --pedantic --jobs=$jobs --format=html profiles encodings >"$work/page.$jobs" || :
done
cmp "$work/page.1" "$work/page.4" || complain 'two runs, two pages'
"$python" "$tools/page.py" --hashes "$work/page.1" >&2 || complain 'the policy admits another style or script'

# make_fleet FOLDER PROFILES FAULTY: of the profiles the first so many have twelve findings.
make_fleet() {
    mkdir "$1"
    awk -v folder="$1" -v count="$2" -v faulty="$3" '
        NR == FNR { bad = bad $0 "\n"; next }
        { good = good $0 "\n" }
        END {
            for (i = 0; i < count; i++) {
                name = folder "/" int(i / 1000)
                if (i % 1000 == 0)
                    system("mkdir " name)
                text = i < faulty ? bad : good
                sub(/key="[^"]*"/, "key=\"k" i "\"", text)
                gsub(/lab.test:70000/, "lab" i % 5000 ".test:70000", text)
                name = name "/" i ".xml"
                printf "%s", text >name
                close(name)
            }
        }' "$fixtures/profiles/lab-mixed.xml" "$fixtures/profiles/office-tls-kerberos.xml"
}

# limit FOLDER BYTES: a page of the folder has no more.
limit() {
    "$siplint" -q --output="markdown:$work/digest" --format=html "$1" >"$work/page" || :
    check_digest "$1" "$work/digest"
    size=$(wc -c <"$work/page")
    [ "$size" -le "$2" ] || complain "$1: $size bytes, over $2"
    "$python" "$tools/page.py" --numbers "$work/page" >"$work/numbers" || complain "$1: not well-formed"
    grep '^findings' "$work/numbers" >"$work/told" || :
}

# The longest that a digest can be: of many folders and files with long names of what's to be escaped.
mkdir "$work/long" && cd "$work/long"
long=$(printf '%120s' '' | tr ' ' '\033')
set --
for number in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
    set -- "$number$long" "$@"
done
mkdir "$@"
awk -v long="$long" '
    FNR == 1 { rules[++count] = FILENAME; sub(/.bad.xml$/, "", rules[count]); sub(/.*[/]/, "", rules[count]) }
    { texts[count] = texts[count] $0 "\n" }
    END {
        texts[0] = rules[0] = "x" # a broken one
        for (number = 1; number <= 30; number++)
            for (i = 0; i <= count; i++) {
                name = number long "/" rules[i] long ".xml"
                printf "%s", texts[i] >name
                close(name)
            }
    }' "$fixtures"/rules/[a-m]*/bad.xml
"$siplint" -q --pedantic --format=markdown . >"$work/digest" 2>/dev/null || :
check_digest long "$work/digest"

cd "$work"
make_fleet small 300 84
limit small 1000000
"$siplint" -q --format=jsonl small | grep -c '"kind":"finding"' | sed 's/^/findings /' >counted
[ "$(sed 's/.* //' counted)" -ge 1000 ] || complain 'fewer than a thousand findings'
cmp -s told counted || complain "of $(cat counted) the page has $(cat told)"
! grep -q 'id="left"' page || complain 'something is left out of a small page'

large=1500
[ -z "${THOROUGH-}" ] || [ -n "${SAN-}" ] || large=100000 # once is enough
make_fleet large $large $large
limit large 5000000
"$siplint" -q --format=statistics large | sed -n '/^Rules/,/^$/p' |
    awk '{ sum += $3 } END { print sum }' >counted
left=$(sed -n 's/.*id="left">\([0-9,]*\) finding.*/\1/p' page | tr -d ,)
awk -v left="${left:-0}" '{ print $2 + left }' told >sum
[ "${left:-0}" -gt 0 ] || complain 'nothing is left out of a large page'
cmp -s sum counted || complain "of $(cat counted) findings the page tells of $(cat sum)"
grep -q -- '--output=csv:' page || complain "the page doesn't say where the rest is"

exit $failed
