#!/bin/sh
# SPDX-License-Identifier: MIT
#
#     dist.sh VERSION FILE
#
# make dist: the committed tree as a tarball. git gives every file the date of the commit, the same
# owner and order; what a user's settings could change of that is set here.
set -eu
version=$1
tarball=$2
unset GZIP # options for gzip

fail() {
    echo "make dist: $*" >&2
    exit 1
}

[ -e .git ] || fail "this is no git checkout; the tarball is made of what is committed there"
changes=$(git status --porcelain --untracked-files=normal) || fail "git can't read this checkout"
if echo "$changes" | grep -v -e '^??' -e '^$' >&2; then
    fail "these changes aren't committed, and the tarball would lack them"
fi
if [ -n "$changes" ]; then
    echo "make dist: these files aren't in git, and the tarball lacks them:" >&2
    echo "$changes" >&2
fi

mkdir -p "$(dirname "$tarball")"
new=$(mktemp "$tarball.XXXXXX")
trap 'rm -f "$new" "$new.gz"' EXIT
git -c core.autocrlf=false -c core.attributesFile=/dev/null -c tar.umask=0022 \
    archive --format=tar --prefix="siplint-$version/" HEAD >"$new"
gzip -9nf "$new"
chmod 644 "$new.gz"
mv "$new.gz" "$tarball"
