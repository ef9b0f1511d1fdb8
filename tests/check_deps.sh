#!/bin/sh
# SPDX-License-Identifier: MIT
#
# tests/tools/deps.sh in a small world of its own, where commands are there or not, root or not, and
# package managers only note what they were told.
set -eu
script=$(realpath "${DEPS:-tests/tools/deps.sh}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
shell=$(command -v sh)
failed=0

needs=$(sed -n 's/^    [a-z][a-z]*  *\([a-z]*:[^ ]*\) .*/\1/p' "$script")

# A command that does $2.
stub() {
    printf '#!%s\n%s\n' "$shell" "$2" >"$1"
    chmod +x "$1"
}

# The commands that are there when nothing is missing.
mkdir "$work/stock"
touch "$work/libasan.so"
for need in $needs; do
    name=${need#*:}
    case $need in
    command:pkg-config) stub "$work/stock/$name" "echo \"\$2\" >>'$work/asked'
        [ ! -e '$work/without-'\${2%% *} ]" ;;
    command:*) stub "$work/stock/$name" '' ;;
    compiler:*) stub "$work/stock/$name" "[ \$1 = -fsyntax-only ] || echo '$work/libasan.so'" ;;
    charset:*) stub "$work/stock/iconv" '' ;;
    python:*) stub "$work/stock/python3" "[ ! -e '$work/without-'\${2#import } ]" ;;
    esac
done

# A package manager notes how it was called, and brings all that's missing unless it's sold out.
manager() {
    stub "$work/bin/$1" "echo \"$1 \$*\" >>'$work/calls'
        [ -e '$work/sold-out' ] || { $(command -v cp) -p '$work/stock/'* '$work/bin' &&
        $(command -v rm) -f '$work/without-'*; }"
}

# All that's needed is there, but for what $1 names; the user is $2; $3 are package managers and
# sudo.
world() {
    rm -rf "${work:?}/bin" "$work"/without-* "$work/sold-out"
    mkdir "$work/bin"
    : >"$work/calls"
    cp -p "$work/stock"/* "$work/bin"
    for tool in cat tr env; do
        ln -s "$(command -v $tool)" "$work/bin/$tool"
    done
    stub "$work/bin/id" "echo $2"
    for name in $1; do
        rm -f "${work:?}/bin/$name"
        touch "$work/without-$name"
    done
    for name in $3; do
        case $name in
        sudo) stub "$work/bin/sudo" "echo sudo >>'$work/calls'; exec \"\$@\"" ;;
        *) manager "$name" ;;
        esac
    done
}

# The script, told of set $set, must end with status $1, say words $2, and have called just $3.
set=dev
expect() {
    status=0
    said=$(PATH="$work/bin${PATH_AFTER:+:$PATH_AFTER}" "$shell" "$script" "$set" 2>&1) || status=$?
    calls=$(cat "$work/calls")
    case $said in
    *"$2"*) [ "$status:$calls" = "$1:$3" ] && return ;;
    esac
    echo "tests/tools/deps.sh $set: status $status, called \"$calls\", said: $said" >&2
    failed=1
}

update='apt-get -qq update'
buy='apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends'

# Nothing is missing: nobody is called, nothing is said.
world '' 1000 'sudo apt-get'
expect 0 '' ''
[ -z "$said" ] || { echo "tests/tools/deps.sh says: $said" >&2; failed=1; }

world cppcheck 0 'sudo apt-get dnf brew'
expect 0 'cppcheck' "$update
$buy cppcheck"

world 'expat check clang-tidy' 1000 'sudo apt-get'
expect 0 'libexpat1-dev check clang-tidy' "sudo
$update
sudo
$buy libexpat1-dev check clang-tidy"

world 'cc gcc clang' 0 apt-get
expect 0 'gcc' "$update
$buy gcc libc6-dev clang"

world 'clang-tidy clang-format' 1000 'sudo dnf'
expect 0 'clang-tools-extra' 'sudo
dnf -q -y install clang-tools-extra'

world 'mandoc expat' 0 apk
expect 0 'expat-dev' 'apk add -q expat-dev mandoc'

world 'expat cppcheck' 1000 'sudo brew'
expect 0 'expat' 'brew install -q expat cppcheck'

world 'jsonschema' 0 apt-get
expect 0 'python3-jsonschema' "$update
$buy python3-jsonschema"

# Any python3 that finds it will do.
world 'jsonschema' 0 apt-get
mkdir -p "$work/other"
stub "$work/other/python3" ''
PATH_AFTER=$work/other expect 0 '' ''

# A set is what its own rows and those of the sets before it say.
set=build
world 'cc expat check jq cppcheck' 0 apt-get
expect 0 'gcc' "$update
$buy gcc libc6-dev libexpat1-dev"
world 'check mandoc clang zsh jsonschema' 0 apt-get
expect 0 '' ''
set=check
world 'cc check cppcheck' 0 apt-get
expect 0 'check' "$update
$buy gcc libc6-dev check"
world 'clang zsh pre-commit lintian git' 0 apt-get
expect 0 '' ''
set=everything
expect 2 'no set everything' ''
set=dev

# An expat that's too old is none.
world '' 0 apt-get
: >"$work/asked"
EXPAT_MINIMUM=2.2.5 expect 0 '' ''
grep -qx 'expat >= 2\.2\.5' "$work/asked" || {
    echo "tests/tools/deps.sh takes any expat: $(cat "$work/asked")" >&2
    failed=1
}

# Homebrew has no valgrind, so nothing that can be had is missing.
world valgrind 1000 brew
expect 0 '' ''

world cppcheck 1000 apt-get
expect 1 'needs root to run: env DEBIAN_FRONTEND=noninteractive apt-get' ''

world 'cppcheck mandoc' 0 ''
expect 1 'none of apt-get dnf apk brew to install what is missing: mandoc cppcheck' ''

world cppcheck 0 apt-get
touch "$work/sold-out"
expect 1 'still missing: cppcheck' "$update
$buy cppcheck"

# The goals say which set it is, and `make deps` alone is the smallest.
goals() {
    # shellcheck disable=SC2086 # the words are goals
    set=$(MAKEFLAGS='' make -n $1 2>/dev/null | sed -n 's/.* tests\/tools\/deps\.sh \([a-z]*\)$/\1/p')
    [ "$set" = "$2" ] || {
        echo "make $1: installs \"$set\", not \"$2\"" >&2
        failed=1
    }
}
goals deps build
goals 'deps demo' build
goals 'deps all install' build
goals 'deps build/plain/siplint' build
goals 'deps check' check
goals 'deps demo check' check
goals 'deps check SAN=1' check
goals 'deps lint' dev
goals 'deps check deb' dev
goals deps-dev dev

exit $failed
