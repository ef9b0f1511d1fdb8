# shellcheck shell=bash
# SPDX-License-Identifier: MIT
#
# Completion for bash. It uses nothing of bash-completion, which loads it by its name, and works
# without: `source` it then. In a bash before 4 it completes no file name itself but leaves that to
# readline, as with `ls`.
#
# The functions share the variables of _siplint, which calls them.

# Sets `words` to the list $1.
_siplint_list_words()
{
    case $1 in
    # begin generated bash lists
    # end generated bash lists
    *) words=() ;;
    esac
}

_siplint_names=(
    # begin generated bash names
    # end generated bash names
)

# Sets `name`, `kind`, `list` and `repeatable` to those of the option $1. Fails if there's none.
_siplint_find()
{
    name='' kind=none list='' repeatable=''
    case $1 in
    # begin generated bash options
    # end generated bash options
    *) return 1 ;;
    esac
}

# compopt, where there is one.
_siplint_set()
{
    ((BASH_VERSINFO[0] < 4)) || compopt "$@"
}

# Sets REPLY to $1 as the command would get it: without quotes.
_siplint_unquote()
{
    local rest=$1 quote='' byte
    REPLY=$1
    [[ $rest == *[\\\'\"]* ]] || return 0
    REPLY=
    while [[ $rest ]]; do
        byte=${rest:0:1}
        rest=${rest:1}
        case $quote$byte in
        \' | \") quote=$byte ;;
        "''" | '""') quote= ;;
        \\)
            REPLY+=${rest:0:1}
            rest=${rest:1}
            ;;
        \"\\)
            if [[ ${rest:0:1} == [\\\"\$\`] ]]; then
                byte=${rest:0:1}
                rest=${rest:1}
            fi
            REPLY+=$byte
            ;;
        *) REPLY+=$byte ;;
        esac
    done
}

# Sets `before` to the words in front of the one at the cursor, and of that one, as far as the
# cursor, `raw` to what was typed and `current` to what it means. bash makes words of each = and :,
# too (or not: COMP_WORDBREAKS); what has no blank between is one word here. $1 is what readline
# will replace, the end of `raw`, and `head` is what stands in front of that.
_siplint_read_line()
{
    local line=${COMP_LINE:0:COMP_POINT} rest piece i
    raw=
    for ((i = 0; i <= COMP_CWORD; i++)); do
        rest=${line#"${line%%[![:space:]]*}"}
        piece=${COMP_WORDS[i]}
        ((i < COMP_CWORD)) || piece=$rest
        if ((i > 1)) && [[ $rest == "$line" ]]; then
            raw+=$piece
        else
            _siplint_unquote "$raw"
            ((i == 0)) || before+=("$REPLY")
            raw=$piece
        fi
        line=${rest#"$piece"}
    done
    _siplint_unquote "${raw%"$1"}"
    head=$REPLY
    _siplint_unquote "$raw"
    current=$REPLY
}

# Sets `given` to the options among the words before, `ended` when one of those is `--`, and
# `waiting` to the option that has its argument at the cursor.
_siplint_read_options()
{
    local word i j
    for ((i = 1; i < ${#before[@]}; i++)); do
        word=${before[i]}
        if [[ $waiting ]]; then
            waiting=
        elif [[ $ended || $word != -?* ]]; then
            continue
        elif [[ $word == -- ]]; then
            ended=yes
        elif [[ $word == --* ]]; then
            _siplint_find "${word%%=*}" && given+="$name "
            [[ $kind == none || $word == *=* ]] || waiting=$name
        else
            for ((j = 1; j < ${#word}; j++)); do
                _siplint_find "-${word:j:1}" && given+="$name "
                [[ $kind == none ]] && continue
                ((j + 1 < ${#word})) || waiting=$name
                break
            done
        fi
    done
}

# Offers those of the words from $3 on that are what is typed, with $1 in front and $2 behind.
_siplint_offer()
{
    local prefix=$1 suffix=$2 word
    shift 2
    for word; do
        word=$prefix$word$suffix
        [[ $word == "$current"* ]] && COMPREPLY+=("${word#"$head"}")
    done
}

# Writes the files that begin with $1, each with a NUL behind. To be called in a process of its own.
_siplint_list_files()
{
    local file
    set +f
    shopt -u failglob
    shopt -s nullglob
    for file in "$1"*; do
        case ${file##*/} in
        . | ..) continue ;;
        esac
        [[ -d $file ]] && file+=/
        printf '%s\0' "$file"
    done
}

# Offers files, behind $1: with $2 those that fit that pattern, and directories, or all if there's
# none. What the shell has yet to expand, readline knows how to.
_siplint_offer_files()
{
    local prefix=$1 pattern=${2-} file files=() fitting=()
    if ((BASH_VERSINFO[0] < 4)); then
        return
    elif [[ $raw == '~'* || ${raw//\\[\$\`]/} == *[\$\`]* ]]; then
        compopt -o default
        return
    fi
    while IFS= read -r -d '' file; do
        file=$prefix$file
        files+=("${file#"$head"}")
        # shellcheck disable=SC2053 # it's a pattern
        [[ $file == */ || $file == $pattern ]] && fitting+=("${file#"$head"}")
    done < <(_siplint_list_files "${current#"$prefix"}")
    ((${#fitting[@]} == 0)) || [[ ! $pattern ]] || files=("${fitting[@]}")
    ((${#files[@]} == 0)) || COMPREPLY=("${files[@]}")
    compopt -o filenames
}

_siplint_offer_options()
{
    local option
    for option in "${_siplint_names[@]}"; do
        _siplint_find "$option"
        [[ $given == *" $name "* && ! $repeatable ]] && continue
        [[ $kind == none || $option != --* ]] || option+='='
        _siplint_offer '' '' "$option"
    done
}

# Offers those words of the list that aren't among the ones that are there, behind these.
_siplint_offer_rest()
{
    local prefix=$1 there word
    there=${current#"$prefix"}
    there=${there%"${there##*,}"}
    for word in "${words[@]}"; do
        [[ ,$there == *",$word,"* ]] || _siplint_offer "$prefix$there" '' "$word"
    done
    _siplint_set -o nospace # a comma could follow
}

# Offers what the argument of option $1 can be; $2 stands in front of it in the same word.
_siplint_offer_argument()
{
    local prefix=$2 words=() name kind list repeatable
    local argument=${current#"$prefix"}
    _siplint_find "$1" || return
    [[ ! $list ]] || _siplint_list_words "$list"
    case $kind in
    file) _siplint_offer_files "$prefix" ;;
    word) _siplint_offer "$prefix" '' "${words[@]}" ;;
    list) _siplint_offer_rest "$prefix" ;;
    setting)
        if [[ $argument == *=* ]]; then
            _siplint_list_words level
            _siplint_offer "$prefix${argument%%=*}=" '' "${words[@]}"
        else
            _siplint_offer "$prefix" = "${words[@]}"
        fi
        ;;
    report)
        if [[ $argument == *:* ]]; then
            _siplint_offer_files "$prefix${argument%%:*}:"
        else
            _siplint_list_words format
            _siplint_offer "$prefix" : "${words[@]}"
        fi
        ;;
    esac
}

_siplint()
{
    local before=() raw='' current='' head='' given=' ' ended='' waiting='' REPLY
    local name kind list repeatable previous=
    COMPREPLY=()
    ((COMP_CWORD < 2)) || previous=${COMP_WORDS[COMP_CWORD - 1]}
    _siplint_set +o default
    _siplint_read_line "$2"
    _siplint_read_options
    if [[ $previous && ! ${previous//[<>&|]/} ]]; then
        _siplint_set -o default # a file that the shell opens
    elif [[ $waiting ]]; then
        _siplint_offer_argument "$waiting" ''
    elif [[ $ended || $current != -* ]]; then
        _siplint_offer_files '' '*.[xX][mM][lL]'
    elif [[ $current == --*=* ]]; then
        _siplint_offer_argument "${current%%=*}" "${current%%=*}="
    else
        _siplint_offer_options
    fi
    # More is to come behind these.
    [[ ${#COMPREPLY[@]} != 1 || ${COMPREPLY[0]} != *[=:/] ]] || _siplint_set -o nospace
}

complete -o default -F _siplint siplint
