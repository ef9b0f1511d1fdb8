#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Pages of --format=html in a Chromium, at three widths, in the light and in the dark: nothing sticks
# out, runs, is fetched or complained of, axe-core finds nothing, the servers can be sorted, all is
# there without scripts, and on paper nothing is folded. What pages and pictures there were is in
# build/browser. Passed over where there's no Chromium or Node.js; axe-core comes by npm.
set -eu
siplint=$(realpath "${SIPLINT:-build/siplint}")
fixtures=$(realpath fixtures)
tools=$(realpath tests/tools)
mkdir -p build/browser
out=$(realpath build/browser)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

have() {
    command -v "$1" >/dev/null 2>&1
}

if ! have node || ! { have chromium || have chromium-browser || have google-chrome; }; then
    echo "browser: no Chromium or no Node.js, so nothing is looked at" >&2
    exit 0
fi

# This version and these bytes of axe-core.
version=4.14.1
bytes=sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==
axe=$out/axe/node_modules/axe-core/axe.min.js
if ! grep -q "\"version\": \"$version\"" "$out/axe/node_modules/axe-core/package.json" 2>/dev/null; then
    mkdir -p "$out/axe"
    printf '{"private": true, "dependencies": {"axe-core": "%s"}}\n' $version >"$out/axe/package.json"
    cat >"$out/axe/package-lock.json" <<LOCK
{"lockfileVersion": 3, "packages": {"": {"dependencies": {"axe-core": "$version"}},
 "node_modules/axe-core": {"version": "$version", "integrity": "$bytes"}}}
LOCK
    (cd "$out/axe" && npm ci --silent --ignore-scripts --no-audit --no-fund) >/dev/null 2>&1 || {
        echo "browser: axe-core can't be fetched, so it isn't asked" >&2
        axe=
    }
fi
export HOME="$work"

# A fleet whose names, hosts and values would like to be markup, or to turn the text around.
mkdir "$work/hostile" && cd "$work/hostile"
right_to_left=$(printf '\342\200\256')
number=0
for attack in '<script>alert(1)</script>' '"><img src=x onerror=alert(1)>' "javascript:alert(1)" \
    "' onmouseover='alert(1)" '&lt;script>alert(1)&lt;/script>' "${right_to_left}gnp.lmx" \
    "$(printf '\331\205\331\204\331\201 \327\251\327\234\327\225\327\235')" \
    '</style><script>alert(1)</script>' '<svg onload=alert(1)>' '{{7*7}}'; do
    number=$((number + 1))
    name=$(printf '%s' "$attack" | tr / _)
    value=$(printf '%s' "$attack" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/"/\&quot;/g')
    mkdir "./$name"
    cat >"./$name/$name.xml" <<XML
<provision key="$value$number" name="$value" expires="$value">
  <user uri="sip:$value@contoso.net" realm="$value" allowedauth="$value"/>
  <sipsrv addr="$value" protocol="$value" role="$value"><session party="$value" type="$value"/></sipsrv>
  <sipsrv addr="a$number.contoso.net:$value" protocol="TCP" role="proxy"/>
</provision>
XML
done
"$siplint" -q --pedantic --format=html . >"$out/hostile.html" || :
"$siplint" -q --allow-empty --format=html "$work/none" >"$out/empty.html" 2>/dev/null || :
cd "$fixtures"
"$siplint" -q --audit --now=2026-11-29 --format=html profiles >"$out/profiles.html" || :
[ -z "${THOROUGH-}" ] || "$siplint" -q --pedantic --format=html . >"$out/large.html" || :

cd "$out"
for page in hostile empty profiles; do
    node "$tools/browser.js" check "$axe" "$out" $page.html || failed=1
done
# Laying out thousands of files on paper takes a browser a quarter of an hour.
[ -z "${THOROUGH-}" ] || node "$tools/browser.js" skim "$out" large.html || failed=1

# On paper a folded file is open, and a link says where it leads.
if have pdftotext; then
    pdftotext -layout profiles.pdf "$work/text"
    for text in 'branch-office.xml' 'the profile has a second registrar' 'What to do: delete this' \
        'https://learn.microsoft.com/' 'Rules that are off'; do
        grep -q "$text" "$work/text" || {
            echo "browser: on paper there's no: $text" >&2
            failed=1
        }
    done
fi
exit $failed
