#!/bin/sh
# SPDX-License-Identifier: MIT
#
#     musl.sh FOLDER
#
# make check-musl: builds siplint and its tests against musl, by musl-gcc, and runs the suites and
# the checks of the program. Expat and Check are compiled from the sources that Debian's packages are
# made from, which are fetched into FOLDER once; what's there isn't fetched again.
set -eu
folder=$1
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

fail() {
    echo "make check-musl: $*" >&2
    exit 1
}

# apt-get with lists and sources of its own, for a system may have no sources of source packages.
own_apt() {
    apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$folder/apt/parts" \
        -o Dir::State::Lists="$folder/apt/lists" -o Dir::Cache="$folder/apt/cache" \
        -o APT::Sandbox::User=root "$@"
}

prepare_apt() {
    mkdir -p "$folder/apt/parts" "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial"
    for list in /etc/apt/sources.list.d/*.sources; do
        [ ! -f "$list" ] || sed 's/^Types:.*/Types: deb-src/' "$list" >"$folder/apt/parts/${list##*/}"
    done
    if [ -f /etc/apt/sources.list ]; then
        sed 's/^deb /deb-src /' /etc/apt/sources.list >"$folder/apt/parts/main.list"
    fi
    own_apt update || fail "the lists of source packages can't be fetched"
}

# Unpacks the sources of package $1, without Debian's patches, into $folder/$1.
fetch() {
    [ ! -d "$folder/$1" ] || return 0
    echo "  FETCH  $1" >&2
    [ -d "$folder/apt" ] || prepare_apt
    # What may be missing are the patches.
    (cd "$folder/apt" && own_apt source --download-only "$1" >/dev/null 2>&1) || true
    for archive in "$folder/apt/$1"_*.orig.tar.*; do
        [ -f "$archive" ] || fail "the sources of $1 can't be fetched"
        rm -rf "$folder/new"
        mkdir "$folder/new"
        tar -x -f "$archive" -C "$folder/new" --strip-components=1
    done
    mv "$folder/new" "$folder/$1"
}

# Compiles the files of library $1 in folder $2 with the config.h that comes in. A test takes the
# place of a function of expat's, which a program can with shared libraries only.
build() {
    library=$folder/lib$1.so.1
    from=$folder/$1/$2
    shift 2
    [ ! -f "$library" ] || return 0
    cat >"$from/config.h"
    cp "$from/config.h" "$from/expat_config.h"
    for file in "$@"; do
        set -- "$@" "$from/$file.c"
        shift
    done
    musl-gcc -O2 -w -DHAVE_CONFIG_H -I"$from" -I"$from/../lib" -fPIC -shared -o "$library" "$@" ||
        fail "$from can't be compiled"
}

command -v musl-gcc >/dev/null || fail "there is no musl-gcc: 'make deps-dev' installs it"
fetch expat
fetch check

source=lib
[ -d "$folder/expat/lib" ] || source=expat/lib
build expat "$source" xmlparse xmlrole xmltok <<'C'
#define BYTEORDER __BYTE_ORDER__
#define HAVE_GETRANDOM 1
#define XML_CONTEXT_BYTES 1024
#define XML_DTD 1
#define XML_GE 1
#define XML_NS 1
C

echo '#include <stdint.h>' >"$folder/check/src/check_stdint.h"
sed 's/@CHECK_[A-Z]*_VERSION@/0/; s/@HAVE_FORK@/1/; s/@ENABLE_SUBUNIT@/0/' \
    "$folder/check/src/check.h.in" >"$folder/check/src/check.h"
build check src check check_error check_list check_log check_msg check_pack check_print check_run \
    check_str <<'C'
#define _GNU_SOURCE 1
#define ENABLE_SUBUNIT 0
#define HAVE_CLOCK_GETTIME 1
#define HAVE_DECL_ALARM 1
#define HAVE_DECL_CLOCK_GETTIME 1
#define HAVE_DECL_GETLINE 1
#define HAVE_DECL_GETTIMEOFDAY 1
#define HAVE_DECL_LOCALTIME_R 1
#define HAVE_DECL_SETENV 1
#define HAVE_DECL_STRDUP 1
#define HAVE_DECL_STRSIGNAL 1
#define HAVE_FORK 1
#define HAVE_LIBRT 1
#define HAVE_MALLOC 1
#define HAVE_MKSTEMP 1
#define HAVE_REALLOC 1
#define HAVE_REGEX 1
#define ENABLE_REGEX 1
#define HAVE_REGEX_H 1
#define HAVE_SIGACTION 1
#define HAVE_SNPRINTF 1
#define HAVE_STDARG_H 1
#define HAVE_STDINT_H 1
#define HAVE_STDLIB_H 1
#define HAVE_STRING_H 1
#define HAVE_STRSIGNAL 1
#define HAVE_STRUCT_ITIMERSPEC_IT_INTERVAL 1
#define HAVE_STRUCT_ITIMERSPEC_IT_VALUE 1
#define HAVE_STRUCT_TIMESPEC_TV_NSEC 1
#define HAVE_STRUCT_TIMESPEC_TV_SEC 1
#define HAVE_SYS_TIME_H 1
#define HAVE_UNISTD_H 1
#define HAVE_VSNPRINTF 1
#define TIME_WITH_SYS_TIME 1
#define VERSION "of Debian"
C

export BUILD="$folder/build"
make -s CC=musl-gcc CFLAGS='-O2 -g' LDFLAGS="-Wl,-rpath,$folder" WERROR=1 SAN= BUILD="$BUILD" \
    EXPAT_CFLAGS="-I$folder/expat/$source" EXPAT_LIBS="$folder/libexpat.so.1" \
    CHECK_CFLAGS="-I$folder/check/src" CHECK_LIBS="$folder/libcheck.so.1" \
    "$BUILD/siplint" "$BUILD/tests/runner" "$BUILD/man/generate"

{
    for suite in tests/test_*.c; do
        suite=${suite#tests/test_}
        printf 'suite %s\t%s %s\n' "${suite%.c}" "$BUILD/tests/runner" "${suite%.c}"
    done
    for check in expat formats manual paths reading traps; do
        printf '%s\t%s\n' "tests/check_$check.sh" \
            "SIPLINT=$BUILD/siplint MANUAL=$BUILD/man/generate sh tests/check_$check.sh"
    done
} | sh tests/tools/jobs.sh "$folder/checks"
