#!/bin/sh
# SPDX-License-Identifier: MIT
#
# --changed: of a tree with mistakes everywhere only those in lines that a diff adds are reported, for
# diffs as git and diff write them.
set -eu
siplint=$(realpath "${SIPLINT:-build/siplint}")
readme=$(realpath README.md)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C HOME="$work/home" GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b.c GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b.c
mkdir "$work/home" "$work/tree"
cd "$work/tree"
failed=0

# expect WHAT EXPECTED ACTUAL
expect() {
    [ "$2" = "$3" ] || {
        printf '%s\nexpected: %s\nbut got:  %s\n' "$1" "$2" "$3"
        failed=1
    }
}

command -v git >/dev/null || {
    echo 'changed: no git, so it is passed over' >&2
    exit 0
}

# found OPTION...: places and rules, without the messages
found() {
    "$siplint" "$@" 2>"$work/err" | sed -nE 's/^(.*):([0-9]+):[0-9]+: (error|warning):.*\[(.*)\]$/\1 \2 \4/p' | tr '\n' ';'
}

profile() {
    cat <<EOF
<provision key="$1" name="Contoso">
  <user uri="sip:ann@contoso.net" allowedauth="kerberos"/>
  <sipsrv addr="sip1.contoso.net" protocol="TCP" role="proxy">
    <session party="first" type="pc2pc"/>
  </sipsrv>
  <sipsrv addr="sip2.contoso.net"
          protocol="TCP"
          role="registrar"/>
</provision>
EOF
}

git init -q .
mkdir -p profiles/sub
profile 1 >profiles/a.xml
profile 2 >"profiles/sub/b ä.xml"
profile 3 | sed 's/$/\r/' >profiles/c.xml
profile 4 >profiles/d.xml
git add . && git commit -qm one
expect 'all of it' 8 "$(found profiles | tr ';' '\n' | grep -c .)"

sed -i 's/sip2.contoso.net/new.contoso.net/; s/protocol="TCP"$/protocol="UDP"/' profiles/a.xml
sed -i 's/sip1.contoso.net/new.contoso.net/' "profiles/sub/b ä.xml"
sed -i 's/sip1.contoso.net/new.contoso.net/' profiles/c.xml
git mv profiles/d.xml profiles/moved.xml
profile 5 >profiles/new.xml
git add -N .
changed='profiles/a.xml 7 transport-not-tls;profiles/a.xml 7 udp-auth;profiles/c.xml 3 transport-not-tls;profiles/new.xml 3 transport-not-tls;profiles/new.xml 7 transport-not-tls;profiles/sub/b ä.xml 3 transport-not-tls;'
sorted() { tr ';' '\n' | sort | tr '\n' ';' | sed 's/^;//'; }
changed=$(echo "$changed" | sorted)
expect 'as git writes it' "$changed" "$(git diff -U0 HEAD | found --changed=- profiles | sorted)"
expect 'with context' "$changed" "$(git diff HEAD | found --changed=- profiles | sorted)"
expect 'with other names' "$changed" "$(git diff --no-prefix HEAD | sed 's/^diff --git/diff/' | found --changed=- profiles | sorted)"
expect 'of a file' "$changed" "$(git -c core.quotepath=off diff -M HEAD >d && found --changed=d profiles | sorted)"
expect 'from a folder below' "$(echo "$changed" | sed 's|profiles/||g')" "$(cd profiles && git diff HEAD | found --changed=- . | sorted)"
expect 'the summary' 'siplint: 5 files: 1 error, 5 warnings; only changed lines' \
    "$(git diff HEAD >d; "$siplint" --changed=d profiles 2>&1 >/dev/null)"
expect 'the same for two jobs' "$changed" "$(found --jobs=2 --changed=d profiles | sorted)"
# README's commands, as they are: the first lints the files that differ, the second their changed lines.
git branch -f main HEAD
mkdir "$work/bin"
ln -s "$siplint" "$work/bin/siplint"
# readme TEXT: the places and rules that the command in the section with that text finds
readme() {
    # shellcheck disable=SC2016 # the backquotes are the README's
    sed -n "/^$1/,/^\`\`\`$/p" "$readme" | sed '1,/^```sh$/d; /^```/d' >"$work/command"
    PATH="$work/bin:$PATH" sh "$work/command" 2>"$work/err" |
        sed -nE 's/^(.*):([0-9]+):[0-9]+: (error|warning):.*\[(.*)\]$/\1 \2 \4/p' | tr '\n' ';' | sorted
}
expect "README's files of a change" 5 "$(readme 'To lint the XML files' | tr ';' '\n' | cut -d: -f1 | sed 's/ [0-9]* .*//' | sort -u | grep -c .)"
expect "README's lines of a change" "$changed" "$(readme 'To see only what')"

git show HEAD >d
expect 'a commit, with its message' 7 "$(found --changed=d . | tr ';' '\n' | grep -c .)"

git show HEAD:profiles/a.xml >old.txt
diff -u old.txt profiles/a.xml >d || true
expect 'as diff writes it' 'profiles/a.xml 7 transport-not-tls;profiles/a.xml 7 udp-auth;' "$(found --changed=d profiles | sorted)"
expect 'nothing changed' '' "$(: >d; found --changed=d profiles)"
git diff HEAD -- profiles/moved.xml profiles/d.xml -M >d
expect 'only moved' '' "$(found --changed=d profiles)"
printf '<provision key="x">' >profiles/broken.xml
expect 'a broken file that was not changed' '' "$(found --changed=d profiles/broken.xml)"
git add -N profiles/broken.xml
expect 'and one that was' 'profiles/broken.xml 1 xml-malformed;' "$(git diff HEAD | found --changed=- profiles/broken.xml)"

while IFS='|' read -r content message; do
    printf '%b' "$content" >d
    status=0
    "$siplint" --changed=d profiles >out 2>err || status=$?
    expect "the status with $content" 2 $status
    expect "with $content" "siplint: --changed: d$message" "$(cat err)"
done <<'EOF'
no diff|: this is no diff: it names no file
<provision/>\n|: this is no diff: it names no file
--- a\n+++ b\n@@ -1 +1 @@\n-x\n|:4: a diff isn't complete before this line, or it's that of a merge
--- a\n+++ b\n@@ -1,2 +1 @@\n-x\n+y\n+z\n|:6: a diff isn't complete before this line, or it's that of a merge
--- a\n+++ b\n@@ x @@\n|:3: a diff isn't complete before this line, or it's that of a merge
--- a\n+++ b\n@@@ -1 -1 +1 @@@\n|:3: a diff isn't complete before this line, or it's that of a merge
@@ -1 +1 @@\n-x\n+y\n|:1: a diff isn't complete before this line, or it's that of a merge
EOF
expect 'a missing diff' 2 "$("$siplint" --changed=none profiles 2>/dev/null || echo $?)"
expect 'standard input twice' 2 "$("$siplint" --changed=- - </dev/null 2>/dev/null || echo $?)"
exit $failed
