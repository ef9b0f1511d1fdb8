#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make deps: installs what building, checking and linting need and isn't there yet, by the system's
# package manager. With nothing missing it does nothing, and needs neither network nor root.
set -eu

# A row is what must be there, and the packages that bring it: `-` where the system has it or there
# is none, a comma between several. tests/check_deps.sh reads these rows too.
#
#   need                  apt-get        dnf                 apk                brew
table='
    compiler:cc           gcc,libc6-dev  gcc,glibc-devel     gcc,musl-dev       -
    compiler:gcc          gcc,libc6-dev  gcc,glibc-devel     gcc,musl-dev       -
    compiler:clang        clang          clang               clang              -
    sanitizers:gcc        gcc            libasan,libubsan    -                  -
    command:pkg-config    pkg-config     pkgconf-pkg-config  pkgconf            pkgconf
    module:expat          libexpat1-dev  expat-devel         expat-dev          expat
    module:check          check          check-devel         check-dev          check
    charset:windows-1251  -              glibc-gconv-extra   -                  -
    command:clang-format  clang-format   clang-tools-extra   clang-extra-tools  clang-format
    command:clang-tidy    clang-tidy     clang-tools-extra   clang-extra-tools  llvm
    command:cppcheck      cppcheck       cppcheck            cppcheck           cppcheck
    command:mandoc        mandoc         mandoc              mandoc             mandoc
    command:jq            jq             jq                  jq                 jq
    command:xmllint       libxml2-utils  libxml2             libxml2-utils      libxml2
    command:patch         patch          patch               patch              -
    command:shellcheck    shellcheck     ShellCheck          shellcheck         shellcheck
    command:valgrind      valgrind       valgrind            valgrind           -
    command:dpkg-shlibdeps dpkg-dev      -                   -                  -
    command:lintian       lintian        -                   -                  -
    command:bash          bash           bash                bash               bash
    module:bash-completion bash-completion -                 -                  -
    command:zsh           zsh            zsh                 zsh                zsh
    command:fish          fish           fish                fish               fish
    command:vim           vim            vim-enhanced        vim                vim
    command:pre-commit    pre-commit     pre-commit          pre-commit         pre-commit
'

managers='apt-get dnf apk brew'

has() {
    command -v "$1" >/dev/null 2>&1
}

is_there() {
    case $1 in
    command:*) has "${1#*:}" ;;
    compiler:*) echo '#include <stdlib.h>' | "${1#*:}" -fsyntax-only -x c - 2>/dev/null ;;
    sanitizers:*) [ -f "$("${1#*:}" -print-file-name=libasan.so 2>/dev/null)" ] ;;
    module:*) has pkg-config && pkg-config --exists "${1#*:}" ;;
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

# Sets `missing` to the needs that aren't met, and `packages` to what brings them by the manager
# at place $1. What that manager doesn't have isn't counted.
look() {
    missing=
    packages=
    # Blanks in the rows are for the eye alone.
    while read -r need apt dnf apk brew; do
        [ -n "$need" ] || continue
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
