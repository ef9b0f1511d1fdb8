#!/bin/sh
# SPDX-License-Identifier: MIT
#
#     expats.sh FOLDER
#
# make check-expat: the suites that expat has a say in, with each libexpat that the machine offers:
# the installed one and, where there is apt, those of other versions that it knows of, which are
# unpacked below FOLDER; each with reparse deferral on and off, where it can be switched.
set -eu
folder=$1
runner=${TESTS:-build/plain/tests/runner}
minimum=${EXPAT_MINIMUM:-0}

say() {
    echo "  EXPAT  $*" >&2
}

# The suites that were compiled with a header of src/xml/, by what the compiler noted of each; not
# those about threads, which see the same documents.
find_suites() {
    made=$(dirname "$runner")
    for suite in $(sed 's/SUITE(\([a-z_]*\))/\1/g' "$made/suites.h"); do
        if grep -q ' src/xml/' "$made/test_$suite.d" &&
            ! grep -q ' src/run/pool\.h' "$made/test_$suite.d"; then
            echo "$suite"
        fi
    done
}

# Writes the jobs for library $1, with $2 in the runner's environment.
add_jobs() {
    for suite in $suites; do
        printf '%s: suite %s\t%s%s %s\n' "$1" "$suite" "${2:+$2 }" "$runner" "$suite"
    done
}

# The same with deferral on and off, where the library has it.
add_library() {
    if env ${2:+"$2"} EXPAT_DEFERRAL=on "$runner" deferral >/dev/null 2>&1; then
        say "$1, deferral on and off"
        add_jobs "$1, deferral on" "${2:+$2 }EXPAT_DEFERRAL=on"
        add_jobs "$1, deferral off" "${2:+$2 }EXPAT_DEFERRAL=off"
    else
        say "$1, which has no deferral"
        add_jobs "$1" "${2-}"
    fi
}

# Prints the folder of libexpat.so.1 in version $1 of Debian's package, which is fetched if need be.
fetch() {
    place=$folder/$1
    if [ ! -d "$place/root" ]; then
        rm -rf "$place"
        mkdir -p "$place"
        (cd "$place" && apt-get -qq download "libexpat1=$1") >&2 &&
            dpkg -x "$place"/*.deb "$place/unpacked" && mv "$place/unpacked" "$place/root" || return 1
    fi
    found=$(find "$place/root" -name libexpat.so.1 | head -n 1)
    [ -n "$found" ] && (cd "$(dirname "$found")" && pwd)
}

# The versions that apt knows of, but for the installed one.
find_versions() {
    installed=$(dpkg-query -W -f '${Version}\n' libexpat1 2>/dev/null | head -n 1) || true
    apt-cache madison libexpat1 2>/dev/null | awk '{ print $3 }' | sort -u | grep -vxF "$installed"
}

add_apt() {
    for version in $(find_versions); do
        if dpkg --compare-versions "$version" lt "$minimum"; then
            say "$version is older than $minimum: passed over"
        elif ! place=$(fetch "$version"); then
            say "$version can't be downloaded: passed over"
        elif ! loaded=$(LD_LIBRARY_PATH=$place ldd "$runner" 2>&1) ||
            echo "$loaded" | grep -q 'not found'; then
            say "$version can't be loaded on this system: passed over"
        elif ! echo "$loaded" | grep -qF "$place/"; then
            say "$version isn't what $runner loads: passed over"
        else
            add_library "libexpat1 $version" "LD_LIBRARY_PATH=$place"
        fi
    done
}

suites=$(find_suites)
[ -n "$suites" ] || { echo "make check-expat: no suite has to do with expat" >&2; exit 1; }
mkdir -p "$folder"
{
    add_library 'installed libexpat'
    if ! command -v apt-cache >/dev/null 2>&1; then
        say "there's no apt, so no other version is tried"
    elif [ -z "$(find_versions)" ]; then
        say 'apt knows of no other version (has apt-get update been run?)'
    else
        add_apt
    fi
} >"$folder/jobs"
sh tests/tools/jobs.sh "$folder/check" <"$folder/jobs"
