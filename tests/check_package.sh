#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make dist and make deb, in a folder of their own: a repository made of this tree as it stands
# gives the same tarball twice, and what is in it is built and packaged without git. The package
# holds what make install puts there, installs, runs, and leaves nothing behind.
set -eu
[ -z "${SAN-}" ] || exit 0 # once is enough
build=$(dirname "${SIPLINT:-build/plain/siplint}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY # a hook's are of another repository
unset SOURCE_DATE_EPOCH DEB_MAINTAINER
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 HOME="$work"
export DEBFULLNAME='siplint maintainers' DEBEMAIL=siplint@example.org

fail() {
    echo "make dist, make deb: $*" >&2
    exit 1
}

# Says why a part isn't tried.
skip() {
    echo "  SKIP   $*"
}

# make in folder $1, which must end well; what it says is in $work/log.
make_in() {
    command make -s -C "$@" >"$work/log" 2>&1 || fail "$*: $(cat "$work/log")"
}

# make in folder $1 must fail and say $2.
refused() {
    folder=$1
    words=$2
    shift 2
    if command make -s -C "$folder" "$@" >"$work/log" 2>&1 || ! grep -q "$words" "$work/log"; then
        fail "$*: no \"$words\" but: $(cat "$work/log")"
    fi
}

git() {
    command git -c user.name=siplint -c user.email=siplint@example.org "$@"
}

try_dist() {
    (
        cd "$work/first"
        git init -q --template=
        git add -A
        GIT_COMMITTER_DATE='2026-01-02T03:04:05Z' git commit -q -m 'as it stands'
    )
    tarball=build/siplint-$version.tar.gz
    make_in "$work/first" dist
    cp "$work/first/$tarball" "$work/first.tar.gz"

    # In another folder, with other modes, times and settings.
    mv "$work/first" "$work/second"
    chmod -R go= "$work/second"
    find "$work/second" -name .git -prune -o -exec touch {} +
    git -C "$work/second" config tar.umask 0
    git -C "$work/second" config core.autocrlf true
    (umask 077 && LC_ALL=C.UTF-8 TZ=Asia/Tokyo GZIP=--rsyncable make_in "$work/second" dist)
    cmp "$work/first.tar.gz" "$work/second/$tarball" || fail "two tarballs differ"

    touch "$work/second/stray"
    make_in "$work/second" dist
    grep -q '^?? stray$' "$work/log" || fail "nothing is said of a stray file: $(cat "$work/log")"
    cmp "$work/first.tar.gz" "$work/second/$tarball" || fail "a stray file changes the tarball"
    echo >>"$work/second/README.md"
    refused "$work/second" "aren't committed" dist

    mkdir "$work/unpacked"
    gzip -dc "$work/first.tar.gz" | tar -xf - -C "$work/unpacked"
    tree=$work/unpacked/siplint-$version
    refused "$tree" 'no git checkout' dist
}

# Files below the folder $1, of a package or of make install: the former's manual is compressed,
# zsh's file has another place, and there are two documents more.
list() {
    (cd "$1" && find . ! -type d | grep -v '^\./usr/share/doc/siplint/' |
        sed 's/\.1\.gz$/.1/; s,/zsh/vendor-completions/,/zsh/site-functions/,' | sort)
}

# -O1 in place of -O3, which takes the compiler three times as long.
try_package() {
    package=$tree/build/siplint_${version}_$(dpkg --print-architecture).deb
    make_in "$tree" "-j$(getconf _NPROCESSORS_ONLN)" deb 'DEB_CFLAGS_MAINT_APPEND=-O1 -fno-plt'
    cp "$package" "$work/package.deb"
    (umask 077 && LC_ALL=C.UTF-8 TZ=Asia/Tokyo GZIP=--rsyncable make_in "$tree" deb \
        'DEB_CFLAGS_MAINT_APPEND=-O1 -fno-plt')
    cmp "$package" "$work/package.deb" || fail "two packages differ"

    dpkg-deb -f "$package" Maintainer | grep -qx 'siplint maintainers <siplint@example.org>' ||
        fail "the maintainer is $(dpkg-deb -f "$package" Maintainer)"
    depends=$(dpkg-deb -f "$package" Depends)
    found=$(echo "$depends" | sed -n 's/.*libexpat1 (>= \([^)]*\)).*/\1/p')
    [ -n "$found" ] && dpkg --compare-versions "$found" ge "$expat" || fail "it depends on $depends"
    if dpkg-deb -c "$package" | grep -qv '^\([-d]rwxr-xr-x\|-rw-r--r--\) root/root '; then
        fail "owners and modes: $(dpkg-deb -c "$package")"
    fi
    make_in . "BUILD=$build" PREFIX=/usr "DESTDIR=$work/installed" install
    dpkg-deb -x "$package" "$work/extracted"
    list "$work/installed" >"$work/expected"
    list "$work/extracted" | diff "$work/expected" - >&2 || fail "not what make install installs"
    "$work/extracted/usr/bin/siplint" --version | grep -qx "siplint $version.*" ||
        fail "it doesn't run"
    readelf -W -h -d -s "$work/extracted/usr/bin/siplint" >"$work/log"
    for sign in 'Type: *DYN' BIND_NOW __stack_chk_fail; do
        grep -q "$sign" "$work/log" || fail "the program isn't hardened: no $sign"
    done
    if grep -qF "$work" "$work/extracted/usr/bin/siplint"; then
        fail "the program holds the path it was built at"
    fi

    if command -v lintian >/dev/null; then
        lintian "$package" >"$work/log" 2>&1 || fail "lintian: $(cat "$work/log")"
    else
        skip 'lintian: not there'
    fi
}

# dpkg itself, in a root of its own.
try_installing() {
    root=$work/root
    mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
    : >"$root/var/lib/dpkg/status"
    dpkg="dpkg --root=$root --log=/dev/null --force-not-root --force-bad-path --force-depends"
    $dpkg -i "$package" >"$work/log" 2>&1 || fail "dpkg -i: $(cat "$work/log")"
    "$root/usr/bin/siplint" --version >/dev/null || fail "installed, it doesn't run"
    $dpkg -V siplint >"$work/log" 2>&1 || fail "dpkg -V: $(cat "$work/log")"
    [ ! -s "$work/log" ] || fail "dpkg -V: $(cat "$work/log")"
    $dpkg -r siplint >"$work/log" 2>&1 || fail "dpkg -r: $(cat "$work/log")"
    [ ! -e "$root/usr" ] || fail "dpkg -r left $(find "$root/usr")"
}

version=$(sed -n 's/^VERSION := //p' Makefile)
expat=$(sed -n 's/^EXPAT_MINIMUM := //p' Makefile)
mkdir "$work/first"
tar -cf - --exclude=./.git --exclude=./build . | tar -xf - -C "$work/first"
tree=$work/first
if git --version >/dev/null 2>&1; then
    try_dist
else
    skip 'make dist: git is not there'
fi

# From here on there's no git: whoever calls it finds nothing.
mkdir "$work/bin"
printf '#!/bin/sh\necho "git $*" >>%s/git-was-called\nexit 1\n' "$work" >"$work/bin/git"
chmod +x "$work/bin/git"
export PATH="$work/bin:$PATH"
if command -v dpkg-shlibdeps >/dev/null; then
    try_package
    try_installing
else
    skip 'make deb: dpkg-dev is not there'
    make_in "$tree" SAN= BUILD=build/plain all
    "$tree/build/siplint" --version >/dev/null || fail "built of the tarball, it doesn't run"
fi
[ ! -e "$work/git-was-called" ] || fail "called: $(cat "$work/git-was-called")"
