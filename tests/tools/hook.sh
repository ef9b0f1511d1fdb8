#!/bin/sh
# SPDX-License-Identifier: MIT
#
# pre-commit's hook siplint-source: runs the siplint of the checkout that this stands in, and builds it
# first where that hasn't been done. Takes what `make deps` installs; no network.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
program=$here/build/hook/siplint

# In a folder of its own: another commit may be building it at the same time.
build() (
    own=build/hook-$$
    cd "$here"
    trap 'rm -rf "$own"' EXIT
    mkdir -p "$own" build/hook
    make "BUILD=$own" "$own/siplint" >"$own/log" 2>&1 || {
        cat "$own/log" >&2
        echo "siplint can't be built in $here" >&2
        exit 1
    }
    mv "$own/siplint" build/hook
)

[ -x "$program" ] || build
exec "$program" "$@"
