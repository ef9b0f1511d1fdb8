#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Files as users and other programs name them: lists, also git's, and what a list must not show.
set -eu
program=$(realpath "${SIPLINT:-build/siplint}")
fixtures=$(realpath fixtures)
tools=$(realpath tests/tools)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C
unset SOURCE_DATE_EPOCH
failed=0

same() {
    sh "$tools/same.sh" "$@"
}

complain() {
    echo "paths: $*" >&2
    failed=1
}

# Runs siplint, quietly, with the status $1, into $work/out and $work/said.
run() {
    status=$1
    shift
    got=0
    "$program" -q --format=gcc "$@" >"$work/out" 2>"$work/said" || got=$?
    [ "$got" = "$status" ] || complain "status $got, not $status: $* ($(cat "$work/said"))"
}

# The files that were named in reports, sorted.
named() {
    sed 's/:[0-9]*:[0-9]*: .*//' "$work/out" | sort -u
}

clean=$work/clean.xml
sed '/<!-- expect/d' "$fixtures/profiles/office-tls-kerberos.xml" >"$clean"
bad=$fixtures/profiles/servers-first.xml

# ---- Lists that are none ----

mkdir "$work/lists" && cd "$work/lists"
cp "$bad" profile.xml
{ printf '\357\273\277\n' && cat profile.xml; } >marked.xml
{ printf '\377\376' && iconv -f UTF-8 -t UTF-16LE profile.xml; } >wide.xml
{ echo profile.xml && cat profile.xml; } >late.xml
password=$(sed -n 's/.*password="\([^"]*\)".*/\1/p' profile.xml | head -n 1)
[ -n "$password" ] || complain "no password in the fixture"
for list in profile.xml marked.xml wide.xml; do
    for nul in '' -0; do
        # shellcheck disable=SC2086 # nothing, or an option
        run 2 $nul --files-from=$list --output=json:report.json
        # shellcheck disable=SC2086
        [ ! -s "$work/out" ] || complain "$list: something is linted"
        [ ! -e report.json ] || complain "$list: a report is written"
        [ "$(wc -l <"$work/said")" -eq 1 ] || complain "$list: $(cat "$work/said")"
        # shellcheck disable=SC2086
        run 2 $nul --files-from=- <$list
        ! grep -qF -e "$password" -e provision "$work/said" || complain "$list: it's shown"
    done
done
run 3 --files-from=late.xml
[ "$(named)" = profile.xml ] || complain "what comes before the XML isn't linted: $(named)"
! grep -qF -e "$password" -e provision "$work/said" || complain "late.xml: it's shown"

# ---- Globs ----

mkdir -p "$work/globs/profiles/legacy" && cd "$work/globs"
cp "$clean" profiles/a.xml
cp "$bad" profiles/legacy/b.xml
run 1 profiles
for glob in profiles/legacy legacy /legacy ./profiles/legacy/ "$PWD/profiles//legacy" 'profiles/*/b.xml'; do
    run 0 --exclude="$glob" profiles
    [ ! -s "$work/said" ] || complain "--exclude=$glob: $(cat "$work/said")"
done
run 1 --exclude=profile/legacy --exclude=legacy/c.xml --include='*.xml' --include="$(printf '*\033')" profiles
printf 'siplint: warning: --%s matched nothing\n' 'include=*\u{1b}' exclude=profile/legacy exclude=legacy/c.xml |
    same - "$work/said" || complain "globs that match nothing: $(cat "$work/said")"
run 1 --exclude=legacy profiles/legacy/b.xml
run 0 --exclude=legacy --force-exclude profiles/legacy/b.xml
[ ! -s "$work/said" ] || complain "--force-exclude: $(cat "$work/said")"
run 1 --exclude=other --force-exclude profiles/legacy/b.xml
[ ! -s "$work/said" ] || complain "--force-exclude, of other files: $(cat "$work/said")"
"$program" --exclude=profiles/legacy --force-exclude profiles/a.xml profiles/legacy >"$work/out" 2>"$work/said" ||
    complain "--force-exclude: status $?"
[ "$(cat "$work/said")" = 'siplint: 1 file: no findings; 1 input excluded' ] || complain "$(cat "$work/said")"

# ---- git ----

if command -v git >/dev/null 2>&1; then
    mkdir "$work/repository" && cd "$work/repository"
    # What is in the environment of a hook would lead to another repository.
    unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
    git() {
        HOME=$work command git -c user.name=a -c user.email=a@b.example -c init.defaultBranch=m "$@"
    }
    git init -q
    umlaut=$(printf 'd/\303\244.xml')
    line=$(printf 'd/a\n"b\\.xml')
    mkdir d
    for name in gone.xml same.xml changed.xml; do
        cp "$clean" $name
    done
    cp "$clean" "$umlaut"
    cp "$clean" "$line"
    git add . && git commit -qm 'first'
    git rm -q gone.xml
    for name in changed.xml "$umlaut" "$line"; do
        cp "$bad" "$name"
    done
    git diff --name-only -z --diff-filter=d HEAD >"$work/list"
    run 1 --files-from="$work/list" -0
    git diff --name-only -z --diff-filter=d HEAD | "$program" -q --files-from=- -0 >"$work/piped" || :
    same "$work/out" "$work/piped" || complain "a list from git's pipe is another one"
    [ "$(named | wc -l)" -eq 3 ] || complain "git -z: $(named)"
    cp "$work/out" "$work/with-z"
    git diff --name-only --diff-filter=d HEAD >"$work/list"
    grep -q '^"' "$work/list" || complain "git quotes nothing"
    run 1 --files-from="$work/list"
    same "$work/with-z" "$work/out" || complain "git's quoted names aren't understood"
    printf '%s\n' '"d/\303\266.xml"' >"$work/list"
    run 3 --files-from="$work/list"
    grep -q 'told -z.*--null' "$work/said" || complain "nothing is said of -z: $(cat "$work/said")"
else
    echo "paths: no git, so no list of it is read" >&2
fi

exit $failed
