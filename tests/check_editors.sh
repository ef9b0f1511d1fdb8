#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The lines of the gcc format as those read them who were made for compilers: GitHub's problem
# matcher, Vim's quickfix and Emacs's compile, with nothing set but what README.md says. What they
# make of each finding and each related place is what --format=jsonl says of it. Of each rule the first
# bad fixture is read, if it's to be THOROUGH, all.
set -eu
[ -z "${SAN-}" ] || exit 0 # once is enough
program=$(realpath "${SIPLINT:-build/siplint}")
matcher=$(realpath "${MATCHER:-man/siplint.problem-matcher.json}")
readme=$(realpath "${README:-README.md}")
fixtures=$(realpath fixtures)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset SOURCE_DATE_EPOCH NO_COLOR CLICOLOR_FORCE
failed=0

complain() {
    echo "editors: $*" >&2
    failed=1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# What a reader made of the findings, in file $2, against what it should have.
compare() {
    diff "$2" "$3" >"$work/diff" || complain "$1: $(head -n 6 "$work/diff")"
}

if ! have jq; then
    echo "editors: no jq, so nothing is compared" >&2
    exit 0
fi

# A line for each finding and each related place: file, line, column, severity, text, tab-separated.
cat >"$work/expect.jq" <<'JQ'
def place: [(.path | sub("^:"; "./:")), .range.start.line, .range.start.column];
select(.kind == "finding")
| (place + [.severity, "\(.message) [\(.rule)]", .rule]),
  if $related then (.related[] | place + ["note", .message]) else empty end
| @tsv
JQ

# Lints files of $2 and following, in the folder, into $work/$1.gcc and $work/$1.jsonl.
lint() {
    name=$1
    shift
    status=0
    (cd "$work/there" && "$program" --pedantic --format=gcc "--output=jsonl:$work/$name.jsonl" \
        -- "$@" >"$work/$name.gcc" 2>"$work/$name.said") || status=$?
    [ "$status" = 1 ] || complain "status $status: $(cat "$work/$name.said")"
}

mkdir -p "$work/there/box 1"
ln -s "$fixtures/profiles" "$fixtures/rules" "$fixtures/encodings" "$work/there"
for box in 'in box' 'box 1/a:b' 'box 1/a:7:b' 'box: a' '::error::a'; do
    cp "$fixtures/profiles/migrated-basic.xml" "$work/there/$box.xml"
done
rules=rules least=1000
[ -n "${THOROUGH-}" ] || { rules=$(cd "$work/there" && echo rules/*/bad.xml) && least=600; }
# shellcheck disable=SC2086 # the fixtures are words
lint all profiles $rules encodings 'in box.xml' 'box 1' 'box: a.xml' '::error::a.xml'
for box in 'in box' 'box 1/a:b' 'box 1/a:7:b' 'box: a' './::error::a'; do
    grep -q "^$box.xml:6:46: error: " "$work/all.gcc" || complain "no findings in $box.xml"
done
grep -q ': note: Basic was allowed here$' "$work/all.gcc" || complain "no related places"
[ "$(wc -l <"$work/all.gcc")" -gt $least ] || complain "too few findings"
jq -r --argjson related true -f "$work/expect.jq" "$work/all.jsonl" | cut -f 1-5 >"$work/places"
jq -r --argjson related false -f "$work/expect.jq" "$work/all.jsonl" >"$work/findings"

# ---- GitHub's problem matcher ----

# Each line that one of the matchers takes, as GitHub's runner would: the first that fits, which has
# the severity that's in the line or its own.
cat >"$work/match.jq" <<'JQ'
[$config[0].problemMatcher[] | .pattern[0] + {own: (.severity // "error")}] as $patterns
| inputs as $line
| first($patterns[] as $pattern
    | $line
    | match($pattern.regexp)
    | [.captures[].string] as $groups
    | [$pattern | .file, .line, .column, .severity, .message, .code
        | if . then $groups[. - 1] else $pattern.own end])
| .[3] |= if . == "notice" then "note" else . end
| @tsv
JQ
match() {
    jq -n -R -r --slurpfile config "$matcher" -f "$work/match.jq"
}
match <"$work/all.gcc" >"$work/matched" || complain "the matcher: jq's status $?"
compare 'the problem matcher' "$work/findings" "$work/matched"

# What else may be in a log, standard error and the lines of the pretty format, is none.
(cd "$work/there" && "$program" --pedantic --format=pretty -- 'in box.xml' no-such.xml 2>&1) |
    grep -v ' \[[a-z0-9-]*\]$' >"$work/others" || true
cat "$work/all.said" >>"$work/others"
for line in '^siplint: no-such.xml' ': note: Basic was' '^help: ' '^ *|  *^~' 'files: '; do
    grep -q "$line" "$work/others" || complain "nothing like \"$line\" among the other lines"
done
match <"$work/others" >"$work/matched"
[ ! -s "$work/matched" ] || complain "the matcher takes other lines: $(head -n 3 "$work/matched")"

# GitHub's runner asks for this much of the file; the groups are counted by JavaScript, if it's there.
jq -e '.problemMatcher | (map(.owner) | length == (unique | length)) and all(.[];
    (.owner | length > 0) and (.severity // "error" | IN("error", "warning", "notice"))
    and (.pattern | length == 1) and (.pattern[0].regexp | startswith("^") and endswith("$")))' \
    "$matcher" >/dev/null || complain "the matcher isn't one that GitHub takes"
if have node; then
    cat >"$work/match.js" <<'JS'
const fs = require("fs");
const matchers = JSON.parse(fs.readFileSync(process.argv[2], "utf8")).problemMatcher;
for (const line of fs.readFileSync(0, "utf8").split("\n")) {
    for (const { severity, pattern: [pattern] } of matchers) {
        const groups = new RegExp(pattern.regexp).exec(line);
        if (!groups) continue;
        const own = groups[pattern.severity] || severity;
        console.log([groups[pattern.file], groups[pattern.line], groups[pattern.column],
            own === "notice" ? "note" : own, groups[pattern.message], groups[pattern.code]]
            .map(value => value.replace(/\\/g, "\\\\")).join("\t"));
        break;
    }
}
JS
    node "$work/match.js" "$matcher" <"$work/all.gcc" >"$work/matched" || complain "node's status $?"
    compare 'the problem matcher in JavaScript' "$work/findings" "$work/matched"
fi

# ---- Vim ----

# Writes the quickfix list that's there to file $1; its first word is the severity.
dump_quickfix() {
    cat <<VIM
call writefile(map(filter(getqflist(), 'v:val.valid'), {i, entry -> json_encode(
    \\ [bufname(entry.bufnr), entry.lnum, entry.col, entry.text])}), '$1')
VIM
}
edit() {
    (cd "$work/there" && LC_ALL=C vim -u NONE -i NONE -N -n -es --not-a-term "$@") </dev/null \
        >"$work/vim.said" 2>&1 || complain "vim's status $?: $(head -n 5 "$work/vim.said")"
}
read_quickfix() {
    jq -r '.[0:3] + (.[3] | capture("^ (?<severity>[a-z]+): (?<message>.*)$")
        | [.severity, .message]) | @tsv' "$1"
}
if have vim && vim --version | grep -q '+quickfix'; then
    {
        echo 'set encoding=utf-8'
        echo "cgetfile $work/all.gcc"
        dump_quickfix "$work/quickfix"
        echo 'qall!'
    } >"$work/read.vim"
    edit -S "$work/read.vim"
    read_quickfix "$work/quickfix" >"$work/read"
    compare "Vim's quickfix" "$work/places" "$work/read"

    # And :make, as README.md sets it, for a file whose name isn't only letters.
    mkdir "$work/bin"
    ln -s "$program" "$work/bin/siplint"
    {
        echo 'set encoding=utf-8'
        sed -n 's/^:\(set makeprg=\)/\1/p' "$readme"
        echo 'silent make!'
        dump_quickfix "$work/made"
        echo 'qall!'
    } >"$work/make.vim"
    grep -q '^set makeprg=siplint' "$work/make.vim" || complain "no makeprg in $readme"
    PATH=$work/bin:$PATH edit -S "$work/make.vim" 'in box.xml'
    read_quickfix "$work/made" >"$work/read"
    grep '^in box.xml' "$work/places" >"$work/of-one" || complain "no findings in a box"
    # What other files have in common with it is beyond what one file has.
    grep -v ' has the same \|it was first used here' "$work/of-one" >"$work/alone"
    compare "Vim's :make" "$work/alone" "$work/read"
else
    echo "editors: no vim with quickfix, so it's passed over" >&2
fi

# ---- Emacs ----

# For Emacs a colon before a blank or a number ends a file's name, whatever the compiler.
if have emacs; then
    cat >"$work/read.el" <<'LISP'
(require 'compile)
(with-temp-buffer
  (let ((coding-system-for-read 'utf-8))
    (insert-file-contents (getenv "LINES_FILE")))
  (compilation-mode)
  (compilation--ensure-parse (point-max))
  (set-buffer-file-coding-system 'utf-8)
  (let ((coding-system-for-write 'utf-8)
        (lines nil))
    (goto-char (point-min))
    (while (not (eobp))
      (let ((message (get-text-property (point) 'compilation-message)))
        (push
         (if (not message)
             (concat "not taken: " (buffer-substring (point) (line-end-position)))
           (let ((place (compilation--message->loc message)))
             (format "%s\t%s\t%s\t%s"
                     (caar (compilation--loc->file-struct place))
                     (compilation--loc->line place) (compilation--loc->col place)
                     (nth (compilation--message->type message) '("note" "warning" "error")))))
         lines))
      (forward-line 1))
    (write-region (mapconcat 'identity (nreverse (cons "" lines)) "\n") nil
                  (getenv "READ_FILE") nil 'quiet)))
LISP
    grep -v '^box: a\|^box 1/a:7' "$work/all.gcc" >"$work/for-emacs"
    grep -v '^box: a\|^box 1/a:7' "$work/places" | cut -f 1-4 >"$work/read-by-emacs"
    LINES_FILE=$work/for-emacs READ_FILE=$work/read emacs -Q --batch -l "$work/read.el" \
        </dev/null >"$work/emacs.said" 2>&1 || complain "emacs: $(head -n 5 "$work/emacs.said")"
    compare "Emacs's compile" "$work/read-by-emacs" "$work/read"
fi

exit $failed
