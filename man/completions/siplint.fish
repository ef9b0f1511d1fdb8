# SPDX-License-Identifier: MIT
#
# Completion for fish. A function for an argument writes what it can be, with the meaning behind a
# tab; $argv names a list of words.

# The list's words.
function __siplint_word
    switch $argv[1]
        # begin generated fish lists
        # end generated fish lists
    end
end

# The argument at the cursor as it's typed so far.
function __siplint_argument
    string replace -r -- '^--[^=]*=' '' (commandline -ct | string unescape)
end

# The list's words behind those that are there, each once.
function __siplint_list
    set -l there (string match -r -- '^.*,' (__siplint_argument))
    for line in (__siplint_word $argv)
        contains -- (string split -f 1 \t -- $line) (string split , -- $there)
        or echo -- "$there$line"
    end
end

# A word of the list, = and a level.
function __siplint_setting
    set -l word (string match -r -- '^[^=]*=' (__siplint_argument))
    if test -n "$word"
        printf '%s\n' $word(__siplint_word level)
    else
        __siplint_word $argv | string replace \t =\t
    end
end

# A format, a colon and a file.
function __siplint_report
    set -l word (string match -r -- '^[^:]*:' (__siplint_argument))
    if test -n "$word"
        printf '%s\n' $word(__siplint_files (string replace -- $word '' (__siplint_argument)))
    else
        __siplint_word format | string replace \t :\t
    end
end

function __siplint_file
    __siplint_files (__siplint_argument)
end

# Files that begin with $argv. What fish expands at the start of the word, ~ or a variable, it knows.
function __siplint_files
    set -l home (commandline -ct | string match -r -- '^[~$][^/]*/')
    set -l rest (string replace -- "$home" '' $argv[1])
    complete -C "'' $home"(string escape -n -- "$rest")
end

# Profiles and directories, or all files if there's none. An unknown option has no files.
function __siplint_profiles
    string match -q -r -- '^--.*=' (commandline -ct)
    and not contains -- -- (commandline -opc)
    and return
    set -l files (__siplint_files (commandline -ct | string unescape))
    set -l profiles (string match -r -i -- '^.*(?:/|\.(?:prov)?xml)$' $files)
    set -q profiles[1]
    or set profiles $files
    string join \n -- $profiles
end

# Is neither the option $name nor its $letter there yet? A $name that ends in = takes an argument,
# which may be at the cursor.
function __siplint_lacks -a name letter
    set -l words (commandline -opc)
    set -l plain (string trim -r -c = -- $name)
    if test $plain != $name; and contains -- "$words[-1]" $plain -$letter
        set -e words[-1]
    end
    for word in $words[2..]
        string match -q -- "$plain=*" $word=
        and return 1
        test -n "$letter"
        and string match -q -r -- "^-[^-]*$letter" $word
        and return 1
    end
    return 0
end

# begin generated fish options
# end generated fish options
complete -c siplint -f -a '(__siplint_profiles)'
