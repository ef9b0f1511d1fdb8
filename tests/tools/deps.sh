#!/bin/sh
# SPDX-License-Identifier: MIT
#
#     deps.sh SET
#
# make deps: installs what the set needs and isn't there yet, by the system's package manager. With
# nothing missing it does nothing, and needs neither network nor root. A set contains those before it:
#
#   build   builds siplint: `make deps`, `make deps demo`, …
#   check   runs the tests: `make deps check`
#   dev     lints, packages, and tries reports, completions and hooks in what reads them, which the
#           tests do where that is there: `make deps-dev`
set -eu

# A row is the set, what must be there, and the packages that bring it: `-` where the system has it
# or there is none, a comma between several. tests/check_deps.sh reads these rows too.
#
#   set   need                   apt-get            dnf                 apk                brew
table='
    build compiler:cc            gcc,libc6-dev      gcc,glibc-devel     gcc,musl-dev       -
    build command:make           make               make                make               -
    build command:pkg-config     pkg-config         pkgconf-pkg-config  pkgconf            pkgconf
    build module:expat           libexpat1-dev      expat-devel         expat-dev          expat

    check module:check           check              check-devel         check-dev          check
    check sanitizers:cc          gcc                libasan,libubsan    -                  -
    check charset:windows-1251   -                  glibc-gconv-extra   -                  -
    check command:jq             jq                 jq                  jq                 jq
    check command:mandoc         mandoc             mandoc              mandoc             mandoc
    check command:patch          patch              patch               patch              -
    check command:python3        python3            python3             python3            python3
    check command:xmllint        libxml2-utils      libxml2             libxml2-utils      libxml2

    dev   compiler:gcc           gcc,libc6-dev      gcc,glibc-devel     gcc,musl-dev       -
    dev   compiler:clang         clang              clang               clang              -
    dev   command:musl-gcc       musl-tools         -                   -                  -
    dev   command:clang-format   clang-format       clang-tools-extra   clang-extra-tools  clang-format
    dev   command:clang-tidy     clang-tidy         clang-tools-extra   clang-extra-tools  llvm
    dev   command:cppcheck       cppcheck           cppcheck            cppcheck           cppcheck
    dev   command:shellcheck     shellcheck         ShellCheck          shellcheck         shellcheck
    dev   command:valgrind       valgrind           valgrind            valgrind           -
    dev   command:git            git                git                 git                -
    dev   command:dpkg-shlibdeps dpkg-dev           -                   -                  -
    dev   command:lintian        lintian            -                   -                  -
    dev   command:bash           bash               bash                bash               bash
    dev   module:bash-completion bash-completion    -                   -                  -
    dev   command:zsh            zsh                zsh                 zsh                zsh
    dev   command:fish           fish               fish                fish               fish
    dev   command:vim            vim                vim-enhanced        vim                vim
    dev   command:pre-commit     pre-commit         pre-commit          pre-commit         pre-commit
    dev   command:cmark-gfm      cmark-gfm          -                   cmark              -
    dev   command:chromium       chromium           chromium            chromium           -
    dev   command:node           nodejs             nodejs              nodejs             node
    dev   command:npm            npm                nodejs-npm          npm                node
    dev   command:pdftotext      poppler-utils      poppler-utils       poppler-utils      poppler
    dev   command:prove          perl               perl-Test-Harness   perl-utils         -
    dev   command:soffice        libreoffice-calc-nogui libreoffice-calc libreoffice-calc -
    dev   command:parallel       parallel           parallel            parallel           parallel
    dev   command:sqlite3        sqlite3            sqlite              sqlite             sqlite
    dev   python:jsonschema      python3-jsonschema python3-jsonschema  py3-jsonschema     -
    dev   python:yaml            python3-yaml       python3-pyyaml      py3-yaml           -
'

managers='apt-get dnf apk brew'

set=${1:-build}
case $set in
build | check | dev) ;;
*)
    echo "deps.sh: no set $set" >&2
    exit 2
    ;;
esac

has() {
    command -v "$1" >/dev/null 2>&1
}

# Any python3 in PATH counts, not just the first: packages are installed for the system's.
has_python_module() (
    IFS=:
    for folder in $PATH; do
        if "$folder/python3" -c "import $1" 2>/dev/null; then
            return
        fi
    done
    return 1
)

is_there() {
    case $1 in
    command:*) has "${1#*:}" ;;
    compiler:*) echo '#include <stdlib.h>' | "${1#*:}" -fsyntax-only -x c - 2>/dev/null ;;
    sanitizers:*) [ -f "$("${1#*:}" -print-file-name=libasan.so 2>/dev/null)" ] ;;
    module:expat) has pkg-config && pkg-config --exists "expat >= ${EXPAT_MINIMUM:-0}" ;;
    module:*) has pkg-config && pkg-config --exists "${1#*:}" ;;
    python:*) has_python_module "${1#*:}" ;;
    charset:*) iconv -f "${1#*:}" -t UTF-8 </dev/null >/dev/null 2>&1 ;;
    esac
}

# Prints the place of the first package manager that's there, from 1, and its name.
find_manager() {
    place=0
    for manager in $managers; do
        place=$((place + 1))
        if has "$manager"; then
            echo "$place $manager"
            return
        fi
    done
    echo '0 none'
}

# Is a row of set $1 wanted?
is_wanted() {
    case $set:$1 in
    dev:* | check:check | *:build) ;;
    *) return 1 ;;
    esac
}

# Sets `missing` to the needs that aren't met, and `packages` to what brings them by the manager
# at place $1. What that manager doesn't have isn't counted.
look() {
    missing=
    packages=
    # Blanks in the rows are for the eye alone.
    while read -r of need apt dnf apk brew; do
        is_wanted "$of" || continue
        case $1 in
        1) cell=$apt ;;
        2) cell=$dnf ;;
        3) cell=$apk ;;
        4) cell=$brew ;;
        *) cell=$apt ;;
        esac
        if [ "$cell" = - ] || is_there "$need"; then
            continue
        fi
        missing="$missing ${need#*:}"
        for package in $(echo "$cell" | tr , ' '); do
            case " $packages " in
            *" $package "*) ;;
            *) packages="${packages:+$packages }$package" ;;
            esac
        done
    done <<ROWS
$table
ROWS
}

fail() {
    echo "make deps: $*" >&2
    exit 1
}

# Runs what follows as root, by sudo where we aren't.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif has sudo; then
        sudo "$@"
    else
        fail "needs root to run: $*"
    fi
}

# $2 and following are the packages.
install() {
    manager=$1
    shift
    echo "  DEPS   $manager: $*"
    case $manager in
    apt-get)
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y \
            --no-install-recommends "$@"
        ;;
    dnf) as_root dnf -q -y install "$@" ;;
    apk) as_root apk add -q "$@" ;;
    brew) brew install -q "$@" ;;
    esac </dev/null
}

found=$(find_manager)
place=${found% *}
manager=${found#* }

look "$place"
[ -n "$missing" ] || exit 0
[ "$place" != 0 ] || fail "there's none of $managers to install what is missing:$missing"
# shellcheck disable=SC2086 # the words are packages
install "$manager" $packages
look "$place"
[ -z "$missing" ] || fail "still missing:$missing"
