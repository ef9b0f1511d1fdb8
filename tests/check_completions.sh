#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The completions, each asked by its own shell: bash alone, with bash-completion, and without = and :
# among COMP_WORDBREAKS; zsh; fish. All must offer the same. A shell that isn't there is passed over,
# and so said.
set -eu
[ -z "${SAN-}" ] || exit 0 # once is enough
program=$(realpath "${SIPLINT:-build/siplint}")
generate=$(realpath "${MANUAL:-build/plain/man/generate}")
sources=$(realpath "${COMPLETIONS:-man/completions}")
library=${BASH_COMPLETION:-/usr/share/bash-completion/bash_completion}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset BASH_ENV ENV XDG_CONFIG_HOME XDG_CONFIG_DIRS XDG_DATA_HOME BASH_COMPLETION_USER_DIR
export LC_ALL=C TERM=dumb
failed=0

complain() {
    echo "completions: $*" >&2
    failed=1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# ---- Where the shells look for them ----

export XDG_DATA_DIRS="$work/data"
place() {
    mkdir -p "$(dirname "$XDG_DATA_DIRS/$2")"
    "$generate" <"$sources/siplint.$1" >"$XDG_DATA_DIRS/$2" || complain "$1: its markers are broken"
    ! have "$1" || "$1" -n "$XDG_DATA_DIRS/$2" || complain "$1: not well-formed"
}
place bash bash-completion/completions/siplint
place zsh zsh/site-functions/_siplint
place fish fish/vendor_completions.d/siplint.fish
! have shellcheck ||
    shellcheck "$XDG_DATA_DIRS/bash-completion/completions/siplint" >&2 || complain "bash: see above"

# ---- What is there to be offered ----

export HOME="$work/home"
mkdir -p "$HOME/mine" "$work/there/folder" "$work/bin"
touch "$HOME/mine/home.xml"
ln -s "$program" "$work/bin/siplint"
PATH=$work/bin:$PATH
cd "$work/there"
# shellcheck disable=SC2016 # nothing is to be expanded
touch one.xml 'two words.xml' "it's.xml" CAPITAL.XML a=b.xml c:d.xml '$(touch pwned);x.xml' \
    notes.txt 'my report' folder/in.xml

lines() {
    printf '%s\n' "$@"
}

"$program" --help | sed -nE 's/^  (-.,|   ) (--[^][ =]*).*/\2/p' >"$work/long"
"$program" --help | sed -n 's/^  \(-.\), .*/\1/p' >"$work/short"
"$program" --list-rules | awk '{ print $1 }' >"$work/ids"
"$program" --list-rules | awk '{ print $3 }' | sort -u | cat - "$work/ids" >"$work/rules"
{
    "$program" --list-rules | sed -E 's/^([^ ]+) +[^ ]+ +[^ ]+ +/\1\t/'
    "$program" --help | awk '
        /^[^ ]/ { name = "" }
        /^  (-.,|   ) --/ { name = substr($0, 7); sub(/[^a-z-].*/, "", name); sub(/^[^ ]* *(-., *)?--[^ ]*/, "") }
        name != "" { sub(/^ */, ""); text[name] = text[name] (text[name] == "" ? "" : " ") $0 }
        END {
            for (name in text) {
                sub(/[.;]( .*)?$/, "", text[name])
                print name "\t" text[name]
            }
        }'
} >"$work/meanings"
lines CAPITAL.XML a=b.xml c:d.xml folder "it's.xml" one.xml 'two words.xml' >"$work/profiles"
lines "\$(touch pwned);x.xml" >>"$work/profiles"
lines notes.txt 'my report' | cat "$work/profiles" - >"$work/files"

mkdir "$work/elsewhere" # for what an option writes
# The words that option $1 knows, as siplint itself lists them; behind $2 if that's given.
known() {
    (cd "$work/elsewhere" && "$program" "--$1=${2-}no such word" x 2>&1) | sed -n 's/.*; known [a-z]* //p' | tr -s ' ,' '[\n*]' |
        grep -vE '^(and)?$'
}

known format | sed 's/$/	?/' >>"$work/meanings"
known severity xml= >"$work/levels"

# The options that know some words.
with_words() {
    sed 's/^--//' "$work/long" | while read -r option; do
        [ -z "$(known "$option" 2>/dev/null)" ] || echo "$option"
    done
}
[ "$(with_words | wc -l)" -ge 6 ] && [ "$(wc -l <"$work/levels")" -ge 4 ] ||
    complain "siplint doesn't list what its options know"

# ---- The questions ----

# Sets `number`, also where this is a subshell.
ask() {
    printf '%s\t%s\t%s\n' "$1" "$2" "${3-}" >>"$work/questions"
    number=$(($(wc -l <"$work/questions")))
}

# Behind `siplint $1`, what is typed as $2 may go on as each of the words that come in, one a line.
offers() {
    ask "siplint $1${1:+ }" "$2"
    echo "$number" >>"$work/asked"
    sed "s/^/$number	/" >>"$work/offers"
}

# `siplint $1` becomes `siplint $2`, or what else is named. The cursor is where $1 has a `|`, or at its
# end.
becomes() {
    case $1 in
    *'|'*) ask "siplint ${1%|*}" '' "${1#*|}" ;;
    *) ask "siplint $1" '' ;;
    esac
    shift
    printf "$number\tsiplint %s\n" "$@" >>"$work/becomes"
}

behind() {
    sed "s/^/$1/"
}

# Names of options.
offers '' -- <"$work/long"
cat "$work/long" "$work/short" | offers '' -
offers 'one.xml' -- <"$work/long"
grep '^--f' "$work/long" | offers -q --f
becomes --pedan '--pedantic '
becomes --forma --format=
offers '' --nonesuch </dev/null
offers '' --nonesuch= </dev/null
offers -- -- </dev/null
offers '-- --format=' '' <"$work/profiles"
offers '-- --format' '' <"$work/profiles"

# Only what may be repeated is offered again.
again='--include=a --exclude=a --enable=xml --disable=xml --only=xml --severity=xml=off --output=tap:x'
offers "$again" -- <"$work/long"
grep -vE '^--(format|quiet|target)$' "$work/long" |
    offers '--format=gcc -q --target any' --
cat "$work/long" "$work/short" | grep -vE '^(--help|--quiet|-h|-q)$' | offers '--quiet -h' -
offers '--format gcc' --forma </dev/null

# Words.
for option in $(with_words); do
    known $option | offers "--$option" ''
    known $option | behind "--$option=" | offers '' "--$option="
done
becomes --format=pr '--format=pretty '
becomes '--format pr' '--format pretty '
{ echo all && cat "$work/rules"; } | behind --explain= | offers '' --explain=
offers '' --format=nonesuch </dev/null
offers '' --jobs= </dev/null
offers --jobs '' </dev/null

# Lists.
for option in enable disable only; do
    offers --$option '' <"$work/rules"
    behind --$option= <"$work/rules" | offers '' --$option=
done
grep -vE '^(xml|basic-auth)$' "$work/rules" | behind basic-auth,xml, |
    offers --only basic-auth,xml,
grep -vE '^(xml|basic-auth)$' "$work/rules" | behind --disable=basic-auth,xml, |
    offers '' --disable=basic-auth,xml,
grep '^basic-' "$work/rules" | behind --enable=xml, | offers '' --enable=xml,basic-
becomes --disable=xml,basic-au --disable=xml,basic-auth --disable=xml,basic-auth,

# RULE=LEVEL
offers --severity '' <"$work/rules"
behind --severity= <"$work/rules" | offers '' --severity=
behind basic-auth= <"$work/levels" | offers --severity basic-auth=
behind --severity=basic-auth= <"$work/levels" | offers '' --severity=basic-auth=
becomes --severity=basic-au --severity=basic-auth=
becomes --severity=basic-auth=e '--severity=basic-auth=error '

# FORMAT:FILE
known format | offers --output ''
known format | behind --output= | offers '' --output=
behind sarif: <"$work/files" | offers --output sarif:
becomes --output=sar --output=sarif:
becomes --output=sarif:not '--output=sarif:notes.txt '
becomes --output=sarif:fol --output=sarif:folder/
becomes '--output=sarif:my\ r' '--output=sarif:my\ report ' '--output\=sarif\:my\ report '
becomes '--output=sarif:"my r' '--output=sarif:"my report" ' '--output=sarif:my\ report '

# Files.
offers '' '' <"$work/profiles"
offers --quiet '' <"$work/profiles"
offers --files-from '' <"$work/files"
behind --files-from= <"$work/files" | offers '' --files-from=
behind --stdin-filename= <"$work/files" | offers '' --stdin-filename=
becomes no 'notes.txt '
becomes 'one.xml CA' 'one.xml CAPITAL.XML '
becomes tw 'two\ words.xml '
becomes '"tw' '"two words.xml" '
becomes "'tw" "'two words.xml' "
becomes 'two\ w' 'two\ words.xml '
becomes it "it\\'s.xml "
becomes '"it' "\"it's.xml\" "
becomes a= 'a=b.xml ' 'a\=b.xml '
becomes c: 'c:d.xml ' 'c\:d.xml '
becomes fol folder/
becomes folder/ 'folder/in.xml '
# shellcheck disable=SC2016,SC2088 # nothing is to be expanded
{
    becomes '~/mine/h' '~/mine/home.xml '
    becomes '$HOME/mine/h' '$HOME/mine/home.xml '
    becomes '\$' '\$\(touch\ pwned\)\;x.xml '
    becomes '\$\(touch\ p' '\$\(touch\ pwned\)\;x.xml '
}
becomes 'one.xml > no' 'one.xml > notes.txt '
becomes --jobs=no --jobs=no
becomes '--jobs no' '--jobs no'
offers '' nonesuch </dev/null

# In the midst of a line, where the others have other habits than bash.
becomes '--pedan| one.xml' '--pedantic  one.xml' '--pedantic one.xml'
becomes '--forma|nonesuch' --format=nonesuch

# Quotes within the word: it's written anew.
becomes "'two'\ w" 'two\ words.xml ' "'two words.xml' "

# ---- The shells ----

# Each writes its answers into a file: the number of the question, `offers`, a word and perhaps its
# meaning; or the number, `becomes` and the line.
export work answers="$work/answers"

# An interactive bash reads what is typed from its standard input. C-x a notes what the line has
# become, and goes on to the next question.
cat >"$work/ask.bash" <<'BASH'
bind 'set bell-style none'
bind -x '"\C-xa": answer'
fronts=()
while IFS=$'\t' read -r front _; do
    fronts+=("$front")
done <"$work/questions"
number=0
answer() {
    printf '%s\tbecomes\t%s\n' "$((++number))" "$READLINE_LINE"
    READLINE_LINE=
    READLINE_POINT=0
} >>"$answers"
probe() {
    local line=${COMP_LINE:0:COMP_POINT} word
    _siplint "$@"
    for word in "${COMPREPLY[@]}"; do
        word=${line%"$2"}$word
        printf '%s\toffers\t%s\n' "$((number + 1))" "${word#"${fronts[number]}"}"
    done
} >>"$answers"
eval "$(complete -p siplint | sed 's/-F _siplint/-F probe/')"
BASH

# What is typed first, $1, has to load them.
ask_bash() {
    {
        echo "$1"
        printf ". '%s/ask.bash'\n" "$work"
        # What stands behind the cursor is typed, too, and gone back over.
        awk -F '\t' '{
            back = $3
            gsub(/./, "\002", back)
            printf "%s%s%s%s\t\030a", $1, $2, $3, back
        }' "$work/questions"
        echo exit
    } >"$work/typed"
    bash --noprofile --norc -i <"$work/typed" >"$work/said" 2>&1 || true
    ! grep 'bash: ' "$work/said" | grep -vE ': (cannot set terminal process group|no job control)' ||
        complain "$name: see above"
}

# zsh asks all questions by one key, on a terminal of its own that is as wide as the descriptions
# need. Each word passes through compadd, where it's noted.
cat >"$work/ask.zsh" <<'ZSH'
zmodload zsh/zpty
zpty terminal zsh -f -i
zpty -w terminal "stty columns 500; . '$work/asked.zsh'"
zpty -w terminal exit # should that have failed
while zpty -r terminal line; do
    print -r -- $line
done
ZSH
cat >"$work/asked.zsh" <<'ZSH'
fpath=("$XDG_DATA_DIRS/zsh/site-functions" $fpath)
autoload -Uz compinit && compinit -u -D
setopt no_auto_menu
integer number=0
compadd() {
    local -a hits shown options=("${(@)@[1,(i)(-|--)]}")
    local at=${options[(i)-d]}
    if [[ ${#${(M)options:#-*[OAD]*}} == 0 ]]; then
        (( at > $#options )) || shown=("${(@P)options[at+1]}")
        builtin compadd -O hits -D shown "$@"
        [[ -z ${options[(r)-*Q*]} ]] || hits=("${(@Q)hits}")
        for (( at = 1; at <= $#hits; at++ )); do
            print -r -- "$number"$'\toffers\t'"$IPREFIX$hits[at]"$'\t'"$shown[at]" >>$answers
        done
    fi
    builtin compadd "$@"
}
ask() {
    local question
    local -a part
    while IFS= read -r question; do
        part=("${(@ps:\t:)question}")
        (( number += 1 ))
        BUFFER=${(j::)part}
        CURSOR=$#part[1]+$#part[2]
        zle complete-word
        print -r -- "$number"$'\tbecomes\t'"$BUFFER" >>$answers
    done <$work/questions
    BUFFER=exit
    zle accept-line
}
zle -N ask
zle-line-init() { zle ask }
zle -N zle-line-init
ZSH

ask_zsh() {
    zsh -f "$work/ask.zsh" >"$work/said" 2>&1 || true
}

# fish tells what it would offer, but not what it makes of the line.
cat >"$work/ask.fish" <<'FISH'
set number 0
while read -l question
    set number (math $number + 1)
    set part (string split \t -- $question)
    for word in (complete -C $part[1]$part[2])
        printf '%s\toffers\t%s\n' $number $word
    end
end <$work/questions >$answers
FISH

ask_fish() {
    fish "$work/ask.fish" >"$work/said" 2>&1 || true
}

# ---- Their answers ----

# What stands between the lines of a file and the questions that they answer, all in one line each.
explain() {
    awk -F '\t' 'NR == FNR { asked[NR] = $1 $2; next } { print asked[$1] " ... " $2 }' \
        "$work/questions" "$1" | sort -u
}

# A word may be offered with what follows it, or without.
check_offers() {
    awk -F '\t' 'NR == FNR { wanted[$1]; next }
        $2 == "offers" && $1 in wanted { sub(/[=:\/]$/, "", $3); print $1 "\t" $3 }' \
        "$work/asked" "$answers" >"$work/got"
    explain "$work/got" >"$work/got.explained"
    explain "$work/offers" | diff - "$work/got.explained" >"$work/diff" ||
        complain "$1: not what is expected (<) but (>): $(head -n 20 "$work/diff")"
}

# What a line becomes; of fish, which doesn't tell that, whether it has the word for it.
check_lines() {
    awk -F '\t' -v shell="$1" '
        FILENAME ~ /questions$/ { asked[FNR] = $1 $2 $3; inside[FNR] = $3 != ""; next }
        FILENAME ~ /becomes$/ && inside[$1] && shell !~ /^bash/ { next }
        FILENAME ~ /becomes$/ && shell == "fish" && $1 in wanted { next }
        FILENAME ~ /becomes$/ { may_be[$1, $2]; wanted[$1] = $2; next }
        $2 == "becomes" { line[$1] = $3 }
        $2 == "becomes" && ($1, $3) in may_be { right[$1] }
        $2 == "offers" && shell == "fish" && $1 in wanted {
            line[$1] = line[$1] " " $3
            if (ends_with(plain(wanted[$1]), plain(" " $3)))
                right[$1]
        }
        END {
            for (number in wanted) {
                unchanged = shell == "fish" && !(number in line) && wanted[number] == asked[number]
                if (!(number in right) && !unchanged)
                    print asked[number] " becomes \"" line[number] "\", not \"" wanted[number] "\""
            }
        }
        # Without quotes and what stands behind the word.
        function plain(text) {
            gsub(/[\\"\047]/, "", text)
            sub(/ $/, "", text)
            if (text ~ / --[a-z-]*=$/)
                sub(/=$/, "", text)
            return text
        }
        function ends_with(text, end) {
            return substr(text, length(text) - length(end) + 1) == end
        }' "$work/questions" "$work/becomes" "$answers" >"$work/wrong"
    [ ! -s "$work/wrong" ] || complain "$1: $(head -n 10 "$work/wrong")"
}

# Each option is shown with how its help begins, each rule with its summary, each format with some
# words.
check_meanings() {
    awk -F '\t' -v shell="$1" '
        FILENAME ~ /meanings$/ { meaning[$1] = $2; next }
        $2 == "offers" && $3 in meaning && ($1 == 1 || $3 !~ /^-/) {
            sub(/^[^ ]+ +-- /, "", $4)
            seen[$3]
            if (meaning[$3] == "?" ? $4 == "" || $4 == $3 : $4 != meaning[$3])
                print $3 ": " $4
        }
        END {
            for (word in meaning)
                if (!(word in seen))
                    print word ": nothing"
        }' "$work/meanings" "$answers" | sort -u >"$work/wrong"
    [ ! -s "$work/wrong" ] || complain "$1: meanings: $(head -n 20 "$work/wrong")"
}

ask_and_check() {
    name=$1
    shift
    : >"$answers"
    "$@"
    check_offers "$name"
    check_lines "$name"
    case $name in
    zsh | fish) check_meanings "$name" ;;
    esac
    [ ! -e pwned ] || complain "$name: a file name was run"
}

if ! have bash || bash -c '((BASH_VERSINFO[0] < 4))'; then
    echo "completions: no bash from 4 on, so it isn't asked" >&2
else
    load=". '$XDG_DATA_DIRS/bash-completion/completions/siplint'"
    ask_and_check bash ask_bash "$load"
    ask_and_check 'bash, unusual settings' ask_bash "$load; COMP_WORDBREAKS=\${COMP_WORDBREAKS//[=:]/}
        set -f; shopt -s failglob nocasematch; IFS=-"
    if [ -f "$library" ]; then
        ask_and_check 'bash-completion' ask_bash ". '$library'
siplint --vers$(printf '\t')"
    else
        echo "completions: no bash-completion, so it's tried without" >&2
    fi
fi
for shell in zsh fish; do
    if have $shell; then
        ask_and_check $shell ask_$shell
    else
        echo "completions: no $shell, so it isn't asked" >&2
    fi
done

exit $failed
