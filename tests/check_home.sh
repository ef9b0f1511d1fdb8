#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What README.md tells others to write into their CI's and pre-commit's files, done as those do it, in
# a scratch repository: its commands are run, a bad profile fails the job or blocks the commit, a
# good one doesn't, and the report is where it's said to be. Cloning, root, packages and Docker are
# played; make, git, pre-commit and siplint are the real ones.
set -eu
[ -z "${SAN-}" ] || exit 0 # once is enough
program=$(realpath "${SIPLINT:-build/plain/siplint}")
build=$(dirname "${SIPLINT:-build/plain/siplint}")
readme=$(realpath "${README:-README.md}")
hooks=$(realpath "${HOOKS:-.pre-commit-hooks.yaml}")
dockerfile=$(realpath "${DOCKERFILE:-.docker/Dockerfile}")
tree=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset SOURCE_DATE_EPOCH NO_COLOR CLICOLOR_FORCE
failed=0

complain() {
    echo "home: $*" >&2
    failed=1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# The block of README.md whose first line is $1, or with language $1 where there's but one.
block() {
    awk -v first="$1" '
        /^```/ && inside { inside = 0 }
        inside == 1 { inside = ($0 == first) ? 2 : 0 }
        inside == 2
        /^```./ { inside = ($0 == "```" first) ? 2 : 1 }
    ' "$readme" >"$2"
    [ -s "$2" ] || complain "no block $1 in $readme"
}

# ---- What is played ----

mkdir "$work/bin" "$work/installed"
play() {
    printf '#!/bin/sh\nset -eu\n' >"$work/bin/$1"
    cat >>"$work/bin/$1"
    chmod +x "$work/bin/$1"
}
real_make=$(command -v make)
play sudo <<'SH'
exec "$@"
SH
play apt-get <<SH
echo "apt-get \$*" >>'$work/calls'
SH
play git <<SH
case "\$*" in
'clone '*' --branch=v'*' https://github.com/OWNER/siplint /tmp/siplint') echo clone >>'$work/calls' ;;
*) exit 1 ;;
esac
SH
# The clone is this tree, with what is built in it already; it's installed for siplint to be found.
play make <<SH
grep -q clone '$work/calls' && [ "\$1 \$2 \$3" = '-C /tmp/siplint install' ]
exec '$real_make' -s -C '$tree' 'BUILD=$build' 'DESTDIR=$work/installed' PREFIX=/usr/local install
SH
played=$work/bin:$work/installed/usr/local/bin:$PATH

# ---- Jobs ----

# A repository with a bad profile, one with a good one, and one whose profiles aren't there.
for kind in bad good none; do
    mkdir -p "$work/$kind/profiles"
done
cp fixtures/profiles/servers-first.xml "$work/bad/profiles"
cp fixtures/profiles/office-tls-kerberos.xml "$work/good/profiles"
rmdir "$work/none/profiles"

# The job of $1, whose commands are in file $2 and whose report is called $3, in every repository;
# the filter $5 of program $4 counts the report's findings.
job() {
    for kind in bad good none; do
        rm -rf "$work/installed"
        : >"$work/calls"
        status=0
        (cd "$work/$kind" && PATH=$played sh -e "$2" </dev/null >"$work/$kind.log" 2>&1) ||
            status=$?
        case $kind in
        bad) expected=1 ;;
        good) expected=0 ;;
        none) expected=3 ;;
        esac
        [ "$status" = "$expected" ] ||
            complain "$1: status $status with $kind profiles: $(tail -n 3 "$work/$kind.log")"
        found=$(cd "$work/$kind" && count "$4" "$5" "$3" 2>&1) || complain "$1, $kind: no valid $3"
        case $kind:$found in
        bad:4 | good:0 | none:[01]) ;;
        *) complain "$1: $found findings in $3 with $kind profiles" ;;
        esac
    done
}

count() {
    case $1 in
    jq) jq "$2" "$3" ;;
    xmllint) xmllint --xpath "$2" "$3" ;;
    esac
}

# The version in the snippets is the one that there is.
version=v$(sed -n 's/^VERSION := //p' Makefile)
others=$(grep -o '\(--branch=\|rev: \)v[0-9.]*' "$readme" | grep -v "[=' ]$version\$" || true)
[ -z "$others" ] || complain "README.md speaks of $others, and this is $version"

python=
for candidate in python3 /usr/bin/python3; do
    if [ -z "$python" ] && "$candidate" -c 'import yaml' 2>/dev/null; then
        python=$candidate
    fi
done
to_json() {
    "$python" -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)' \
        <"$1" >"$1.json" || complain "no YAML: $(cat "$1")"
}

if [ -n "$python" ] && have jq; then
    block '# .github/workflows/profiles.yml' "$work/github"
    to_json "$work/github"
    jq -r '.jobs.siplint.steps[].run // empty' "$work/github.json" >"$work/github.sh"
    report=$(jq -r '.jobs.siplint.steps[-1].with.sarif_file' "$work/github.json")
    job GitHub "$work/github.sh" "$report" jq '.runs[0].results | length'
    grep -q '^::error file=profiles/servers-first.xml,line=3,' "$work/bad.log" ||
        complain "GitHub: no annotations: $(cat "$work/bad.log")"
    [ "$(grep -c 'clone\|apt-get' "$work/calls")" -ge 2 ] || complain "GitHub: nothing is installed"
    jq -e '.permissions["security-events"] == "write" and .permissions.contents == "read"
        and (.jobs.siplint.steps | (.[0].uses | startswith("actions/checkout@"))
        and (.[-1].uses | startswith("github/codeql-action/upload-sarif@"))
        and .[-1].if == "always()")' "$work/github.json" >/dev/null ||
        complain "GitHub: the report isn't uploaded whatever the status"

    # The problem matcher's place is where it's installed.
    matcher=$(sed -n 's/.*echo "::add-matcher::\(.*\)"$/\1/p' "$readme")
    [ -n "$matcher" ] || complain "no add-matcher in README.md"
    [ -f "$work/installed$matcher" ] || complain "no $matcher is installed"

    block '# .gitlab-ci.yml' "$work/gitlab"
    to_json "$work/gitlab"
    jq -r '.siplint | .before_script[], .script[]' "$work/gitlab.json" >"$work/gitlab.sh"
    report=$(jq -r '.siplint.artifacts.reports.codequality' "$work/gitlab.json")
    job GitLab "$work/gitlab.sh" "$report" jq length
    [ "$(grep -c 'clone\|apt-get' "$work/calls")" -ge 2 ] || complain "GitLab: nothing is installed"
    jq -e '.siplint | .artifacts.when == "always" and (.image | length > 0)' \
        "$work/gitlab.json" >/dev/null || complain "GitLab: the report isn't kept on failure"
else
    echo "home: no jq, or no python3 with yaml, so GitHub and GitLab are passed over" >&2
fi

if have xmllint; then
    block groovy "$work/jenkins"
    sed -n "s/^ *sh '\(.*\)'\$/\1/p" "$work/jenkins" >"$work/jenkins.sh"
    report=$(sed -n "s/.*checkStyle(pattern: '\(.*\)').*/\1/p" "$work/jenkins")
    "$real_make" -s "BUILD=$build" "DESTDIR=$work/installed" install >"$work/log" 2>&1 ||
        complain "make install: $(cat "$work/log")"
    mv "$work/installed" "$work/there"
    kept=$played
    played=$work/there/usr/local/bin:$PATH
    job Jenkins "$work/jenkins.sh" "$report" xmllint 'count(/checkstyle/file/error)'
    sed 's/checkstyle:/junit:/' "$work/jenkins.sh" >"$work/junit.sh"
    grep -q junit: "$work/junit.sh" || complain "Jenkins: no commands"
    job JUnit "$work/junit.sh" "$report" xmllint 'count(//failure | //error)'
    awk '/always \{/ { inside = 1 } inside && /recordIssues/ { found = 1 } END { exit !found }' \
        "$work/jenkins" || complain "Jenkins: the report isn't read on failure"
    played=$kept
    rm -rf "$work/there"
fi

# ---- The image ----

# What the Dockerfile copies from the tree is enough for its make to know what to do.
mkdir "$work/image"
sed -n 's/^COPY \([^-].*\) [^ ]*$/\1/p' "$dockerfile" >"$work/copied"
while read -r source; do
    mkdir -p "$work/image/$(dirname "$source")"
    cp -R "$source" "$work/image/$source"
done <"$work/copied"
arguments=$(sed -n 's/^RUN make //p' "$dockerfile")
[ -n "$arguments" ] || complain "$dockerfile makes nothing"
# shellcheck disable=SC2086 # they are words
(cd "$work/image" && "$real_make" -n $arguments) >"$work/said" 2>&1 ||
    complain "$dockerfile: $(tail -n 3 "$work/said")"
grep -q ' src/main\.c' "$work/said" || complain "$dockerfile has no program to make"

# ---- pre-commit ----

# Commits what is in the work tree; the hooks' output is in $work/said.
commit() {
    git add -A && git commit -q -m "$1" >"$work/said" 2>&1
}

# Enters a repository of its own, with hook $1 as the configuration $2 has it, and a good profile.
enter_repository() {
    rm -rf "$work/repository"
    git init -q "$work/repository"
    cd "$work/repository"
    sed "s/- id: siplint\$/- id: $1/" "$work/$2" >.pre-commit-config.yaml
    grep -q "id: $1\$" .pre-commit-config.yaml || complain "README.md has no hook siplint"
    pre-commit install >"$work/said" 2>&1 || complain "pre-commit: $(cat "$work/said")"
    cp -R "$work/good/profiles" .
}

# Hook $1: a commit is let through or isn't, whatever other XML is in it, and all of its files are
# judged in one call.
try_hook() {
    enter_repository "$1" pre-commit
    echo '<project/>' >pom.xml
    echo '<svg' >broken.svg
    : >"$work/calls"
    commit good || complain "$1 blocks a good profile: $(cat "$work/said")"
    [ -s "$work/calls" ] || complain "$1 isn't called"
    echo '<project></project>' >pom.xml
    commit 'no profile' || complain "$1 blocks a commit without profiles: $(cat "$work/said")"
    before=$(git rev-parse HEAD)
    cp "$work/bad/profiles/servers-first.xml" 'profiles/one more.xml'
    echo '<project> </project>' >pom.xml
    ! commit bad || complain "$1 lets a bad profile through: $(cat "$work/said")"
    grep -q '^profiles/one more.xml:3:62: error: .* \[basic-without-tls\]$' "$work/said" ||
        complain "$1 doesn't say what is wrong: $(cat "$work/said")"
    [ "$(git rev-parse HEAD)" = "$before" ] || complain "$1: there's a commit all the same"
    for number in 1 2 3 4 5 6 7 8 9 10 11 12; do
        sed "s/key=\"/&$number/" profiles/office-tls-kerberos.xml >"profiles/$number.xml"
    done
    rm 'profiles/one more.xml'
    cp profiles/1.xml profiles/same.xml
    : >"$work/calls"
    ! commit same || complain "$1 doesn't compare the files of a commit"
    [ "$(wc -l <"$work/calls")" = 1 ] || complain "$1 is called more than once for a commit"

    # Where there are profiles only, the configuration can have every file be one.
    rm profiles/same.xml
    commit 'further profiles' || complain "$1 blocks good profiles: $(cat "$work/said")"
    printf '        entry: %s\n        files: ^profiles/\n' "$2" >>.pre-commit-config.yaml
    echo '<project>  </project>' >pom.xml
    commit strict || complain "$1, strict, blocks what isn't there: $(cat "$work/said")"
    : >profiles/1.xml
    ! commit empty || complain "$1, strict, lets an empty profile through: $(cat "$work/said")"
    grep -q '^profiles/1.xml:.* \[xml-malformed\]$' "$work/said" ||
        complain "$1, strict, doesn't say what is wrong: $(cat "$work/said")"
    cd "$tree"
}

# A commit whose list pre-commit cuts: only a hook that is given the directory compares all of its
# files. The first and the last have the same key.
try_large_commit() {
    enter_repository siplint "$1"
    long=$(printf '%0200d' 0)
    number=100
    while [ $number -lt 900 ]; do
        sed "s/key=\"/&$number/" profiles/office-tls-kerberos.xml >"profiles/$number-$long.xml"
        number=$((number + 1))
    done
    cp "profiles/100-$long.xml" "profiles/899-$long.xml"
    : >"$work/calls"
    git add -A
    status=0
    pre-commit run --all-files >"$work/said" 2>&1 || status=$?
    calls=$(wc -l <"$work/calls")
    cd "$tree"
}

# The hook that builds: what it runs is the program of its own checkout, built once.
try_source_hook() {
    enter_repository siplint-source pre-commit
    : >"$work/calls"
    CFLAGS=-O0 commit good || complain "siplint-source blocks a good profile: $(cat "$work/said")"
    cp "$work/bad/profiles/servers-first.xml" profiles/bad.xml
    ! CC=false commit bad || complain "siplint-source lets a bad profile through"
    grep -q '^profiles/bad.xml:3:62: error: .* \[basic-without-tls\]$' "$work/said" ||
        complain "siplint-source doesn't say what is wrong: $(cat "$work/said")"
    [ ! -s "$work/calls" ] || complain "siplint-source runs the installed siplint"
    cd "$tree"
}

if have pre-commit && git --version >/dev/null 2>&1; then
    # No setting of the caller's counts; OWNER's repository is a scratch one with our hooks.
    # shellcheck disable=SC2046 # they are names
    unset $(git rev-parse --local-env-vars) SKIP
    export HOME="$work/home" PRE_COMMIT_HOME="$work/home/pre-commit" GIT_CONFIG_NOSYSTEM=1
    unset XDG_CONFIG_HOME XDG_CACHE_HOME
    mkdir "$HOME"
    cat >"$HOME/.gitconfig" <<GIT
[user]
    name = siplint
    email = siplint@example.org
[init]
    defaultBranch = main
[url "$work/hooks"]
    insteadOf = https://github.com/OWNER/siplint
GIT
    git init -q "$work/hooks"
    tar -cf - --exclude=./.git --exclude=./build . | tar -xf - -C "$work/hooks"
    cp "$hooks" "$work/hooks/.pre-commit-hooks.yaml"
    (cd "$work/hooks" && commit hooks && git tag "$version") || complain "$(cat "$work/said")"
    pre-commit validate-manifest "$hooks" >"$work/said" 2>&1 || complain "$(cat "$work/said")"
    block '# .pre-commit-config.yaml' "$work/pre-commit"
    block '# .pre-commit-config.yaml, all profiles' "$work/all-profiles"
    for config in pre-commit all-profiles; do
        pre-commit validate-config "$work/$config" >"$work/said" 2>&1 ||
            complain "$(cat "$work/said")"
    done

    rm "$work/bin"/*
    play siplint <<SH
echo siplint >>'$work/calls'
exec '$program' "\$@"
SH
    path=$PATH
    PATH=$work/bin:$PATH
    # shellcheck disable=SC2016 # the quotes are README.md's
    words='^`entry: \([a-z]*\)` (or `entry: \([^`]*\)` from source) and `files: ^profiles\/`.*'
    strict=$(sed -n "s/$words/\1/p" "$readme")
    [ -x "$(sed -n "s/$words/\2/p" "$readme")" ] || complain "no such entry from source in README.md"
    [ -n "$strict" ] || complain "README.md doesn't say how to be strict"
    try_hook siplint "$strict"
    try_source_hook
    try_large_commit pre-commit
    [ "$calls" -gt 1 ] || complain "README.md is wrong: pre-commit cuts no list"
    try_large_commit all-profiles
    [ "$calls:$status" = 1:1 ] || complain "all profiles: $calls calls, status $status"
    grep -q "^profiles/899-.* \[duplicate-key\]$" "$work/said" ||
        complain "all profiles aren't compared: $(cat "$work/said")"

    # Docker's part is to run the image's entry point, in the folder that's mounted there.
    mv "$work/bin/siplint" "$work/siplint"
    # shellcheck disable=SC2016 # the quotes are README.md's
    tag=$(sed -n 's/.*`docker build -t \([a-z]*\) -f .docker\/Dockerfile \.`.*/\1/p' "$readme")
    grep -qxF 'ENTRYPOINT ["siplint"]' "$dockerfile" || complain "the image's entry point"
    grep -qx 'WORKDIR /src' "$dockerfile" || complain "the image's folder"
    play docker <<SH
[ "\$1 \$2" = 'run --rm' ]
shift 2
while :; do
    case \$1 in
    -u) ;;
    -v) case \$2 in *:/src:*) cd "\${2%%:/src:*}" ;; esac ;;
    --workdir) [ "\$2" = /src ] ;;
    *) break ;;
    esac
    shift 2
done
[ "\$1" = '$tag' ] # the image
shift
exec '$work/siplint' "\$@"
SH
    try_hook siplint-docker "$strict"
    PATH=$path
else
    echo "home: no pre-commit, so its hooks aren't tried" >&2
fi

exit $failed
