#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The oldest expat that siplint works with is named once, in the Makefile: what else says it says the
# same, nothing is built with an older one, and with one that's older when it runs nothing is called
# clean.
set -eu
[ -z "${SAN-}" ] || exit 0 # a sanitizer wants to be the first library
program=$(realpath "${SIPLINT:-build/plain/siplint}")
minimum=$(sed -n 's/^EXPAT_MINIMUM := //p' Makefile)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

complain() {
    echo "expat: $*" >&2
    failed=1
}

grep -qF "libexpat $minimum or later" README.md || complain "README.md doesn't ask for $minimum"

# ---- When it's built ----

# make, which finds expat of version $1 (none without), must fail and say $2.
refused() {
    rm -rf "$work/found"
    mkdir "$work/found"
    [ -z "$1" ] || printf 'Name: expat\nDescription: played\nVersion: %s\nLibs: -lexpat\n' "$1" \
        >"$work/found/expat.pc"
    if PKG_CONFIG_LIBDIR=$work/found make -s "BUILD=$work/build" all >"$work/said" 2>&1; then
        complain "built with expat $1"
    fi
    grep -qF "siplint needs expat $minimum or later, and $2" "$work/said" ||
        complain "make doesn't say \"$2\" but: $(cat "$work/said")"
}

if pkg-config --exists expat; then
    refused 2.1.0 'pkg-config finds 2.1.0'
    refused '' "pkg-config finds none: 'make deps' installs it"
else
    echo "expat: no pkg-config, so what make says of it isn't looked at" >&2
fi

# ---- When it runs ----

# A library that stands before expat and says that it is version $PLAYED.
cat >"$work/expat.c" <<'C'
#include <stdio.h>
#include <stdlib.h>
const char *XML_ExpatVersion(void)
{
    static char version[64];
    snprintf(version, sizeof version, "expat_%s", getenv("PLAYED"));
    return version;
}
C
"${CC:-cc}" -shared -fPIC -o "$work/expat.so" "$work/expat.c"

# With expat $1, siplint $3 must have status $2.
try() {
    status=0
    # shellcheck disable=SC2086 # the words are options
    PLAYED=$1 LD_PRELOAD="$work/expat.so" "$program" $3 >"$work/out" 2>"$work/said" || status=$?
    [ "$status" = "$2" ] || complain "status $status, not $2, of siplint $3 with expat $1"
}

clean=fixtures/profiles/office-tls-kerberos.xml
"$program" -q "$clean" || complain "$clean isn't clean"
if ! PLAYED=1.0 LD_PRELOAD="$work/expat.so" "$program" --version | grep -q '^expat 1.0'; then
    echo "expat: LD_PRELOAD does nothing here, so an old library isn't tried" >&2
    exit $failed
fi
try "$minimum" 0 "-q $clean"
try 99.0.0 0 "-q $clean"
for old in 2.2.4 2.0.99 1.95.8; do
    try "$old" 3 "-q --output=json:$work/report $clean"
    grep -q "^siplint: nothing was checked: .* is $old, and siplint needs $minimum or later" \
        "$work/said" || complain "with expat $old it says: $(cat "$work/said")"
    [ ! -s "$work/out" ] || complain "with expat $old it reports: $(cat "$work/out")"
    [ ! -e "$work/report" ] || complain "with expat $old it writes a report"
    try "$old" 0 --help
done

exit $failed
