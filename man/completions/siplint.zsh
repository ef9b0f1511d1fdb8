#compdef siplint
# SPDX-License-Identifier: MIT
#
# Completion for zsh, which finds it as _siplint in a folder of $fpath. The function for an
# argument gets the options of compadd, and behind them the name of a list of words.

# A word of the list.
_siplint_word() {
    local noun
    local -a entries
    case ${@[-1]} in
    # begin generated zsh lists
    # end generated zsh lists
    esac
    _describe -t "${@[-1]}" "$noun" entries "${@[1,-2]}"
}

# Words of the list with commas between, each once.
_siplint_list() {
    _sequence "${@[1,-2]}" _siplint_word - "${@[-1]}"
}

# A word of the list, = and a level.
_siplint_setting() {
    if compset -P 1 '*='; then
        _siplint_word "${@[1,-2]}" level
    else
        _siplint_word "${@[1,-2]}" -S = "${@[-1]}"
    fi
}

# A format, a colon and a file.
_siplint_report() {
    if compset -P 1 '*:'; then
        _files "$@"
    else
        _siplint_word "$@" -S : format
    fi
}

_siplint_file() {
    _files "$@"
}

_siplint() {
    local -a options
    options=(
    # begin generated zsh options
    # end generated zsh options
    )
    _arguments -s -S : "$options[@]" '*:profile or directory:_files -g "*.(#i)(prov|)xml(-.)"'
}

_siplint "$@"
