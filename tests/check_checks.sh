#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Checks the checks: a small tree in which all is well passes, and each way to break it is found.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# In a file, since much here runs in a pipe and so in a shell of its own.
complain() {
    echo "$*" >&2
    : >"$work/failed"
}

licence='/* SPDX-License-Identifier: MIT */'

# Writes what it reads, below the licence, to a file of the tree.
put() {
    mkdir -p "$work/tree/${1%/*}"
    { echo "$licence"; cat; } >"$work/tree/$1"
}

# The small tree, anew.
plant() {
    rm -rf "$work/tree"
    cp -R "$work/good" "$work/tree"
}

make_good() {
    put src/main.c <<'C'
#include "cli/options.h"
int main(void)
{
    return options();
}
C
    put src/cli/options.h </dev/null
    put src/rules/checks.h </dev/null
    put src/rules/user.c <<'C'
#include "findings/finding.h"
#include "rules/checks.h"
/* printf() is what a rule hasn't; */
const char *word = "puts(), stderr";
void rule_user(char *text)
{
    snprintf(text, 1, "");
}
C
    put src/findings/finding.h </dev/null
    put src/xml/scan.c <<'C'
#include "base/text.h"
C
    put src/xml/library.c <<'C'
#include <expat.h>
C
    put src/base/text.h </dev/null
    put src/base/memory.c <<'C'
    ssize_t ignored = write(STDERR_FILENO, last_words, sizeof last_words - 1);
C
    put src/catalogue/rules.h </dev/null
    put src/report/emit.c <<'C'
#include "catalogue/rules.h"
    written = write(descriptor, buffer, used);
C
    for folder in base grammar xml input profile run; do # so much that nothing here is a fifth
        printf '%250s' '' | tr ' ' '\n' | put src/$folder/more.c
    done
    put tests/test_user.c </dev/null
    put man/generate.c </dev/null
    mv "$work/tree" "$work/good"
}
make_good

# What check $1 says of the tree must hold the words $2; without words it must say nothing.
expect() {
    said=$(sh "$here/check_$1.sh" "$work/tree" 2>&1) && status=0 || status=$?
    if [ -z "${2-}" ] && [ "$status$said" = 0 ]; then
        return
    fi
    case $said in
    *"${2:-nothing}"*) [ "$status" = 0 ] || return 0 ;;
    esac
    complain "check_$1.sh, status $status, doesn't say \"${2-}\" but: $said"
}

# A function of so many lines, all in all.
body() {
    echo "$1"
    echo '{'
    i=2
    while [ "$i" -lt "$2" ]; do
        echo '    ;'
        i=$((i + 1))
    done
    echo '}'
}

# Breaks the tree by adding what comes in to file $2 and expects check $1 to say $3.
broken() {
    plant
    [ -f "$work/tree/$2" ] || put "$2" </dev/null
    cat >>"$work/tree/$2"
    expect "$1" "$3"
}

plant
for check in includes names writers budgets; do
    expect "$check"
done

up='may not include'
echo '#include "profile/profile.h"' | broken includes src/base/text.h "src/base/text.h:2: base $up"
echo '#include "cli/options.h"' | broken includes src/rules/checks.h "rules $up"
echo '# include "rules/checks.h"' | broken includes src/xml/scan.c "xml $up"
echo '#include "report/emit.h"' | broken includes src/run/lint.c "run $up"
echo '#include "rules/flag.h"' | broken includes src/report/gcc.c "report $up"
echo '#include "findings/finding.h"' | broken includes src/catalogue/rules.h "catalogue $up"
echo '#include "report/emit.h"' | broken includes src/totals/audit.c "totals $up"
echo '#include "profile/profile.h"' | broken includes src/findings/policy.h "findings $up"
echo '#include "../cli/options.h"' | broken includes src/rules/auth.c "rules $up"
echo '#include "options.h"' | broken includes src/cli/help.c "cli $up"
echo '#include "run/pool.h"' | broken includes src/catalogue/auth.def "catalogue $up"
echo '#include <expat.h>' | broken includes src/xml/tag.c "only src/xml/library.c"
echo | broken includes src/attic/old.c "no floor"

circle='a circle of includes:'
# Adds a unit $1 whose source includes header $2.
unit() {
    echo "#include \"$1.h\"" | put "src/$1.c"
    [ -z "${2-}" ] || echo "#include \"$2\"" >>"$work/tree/src/$1.c"
    put "src/$1.h" </dev/null
}
plant
unit base/a base/b.h
unit base/b base/c.h
unit base/c
expect includes
echo '#include "base/a.h"' >>"$work/tree/src/base/c.c"
expect includes "$circle"
unit base/c
echo '#include "base/b.h"' >>"$work/tree/src/base/c.h"
expect includes "$circle"
# A header without a source is a part of the file that includes it, but of one file only.
unit base/c
echo '#include "base/a.h"' | put src/base/parts.h
echo '#include "base/parts.h"' >>"$work/tree/src/base/a.c"
expect includes
echo '#include "base/parts.h"' >>"$work/tree/src/base/b.c"
expect includes "$circle"

only='only src/report/emit.c writes'
echo '    printf("%s", secret);' | broken writers src/rules/user.c "src/rules/user.c:10: $only"
echo '    fprintf(stream, "x");' | broken writers src/run/lint.c "$only"
echo '    (void)puts(text);' | broken writers src/cli/help.c "$only"
echo '    return putchar (c);' | broken writers src/cli/help.c "$only"
echo '    write(2, text, 1);' | broken writers src/base/memory.c "src/base/memory.c:3: $only"
echo '    perror("/* no comment */");' | broken writers src/input/reader.c "$only"
echo '    dprintf(1, "x"); /* why */' | broken writers src/report/gcc.c "$only"
echo '    /* why */ fwrite(a, 1, 1, f);' | broken writers src/report/gcc.c "$only"
echo '    FILE *out = stdout;' | broken writers src/report/gcc.c "$only"
printf '/* a\n * b */ fputs("", f);\n' | broken writers src/report/gcc.c "src/report/gcc.c:3: $only"
echo '#define SAY(x) syslog(1, x)' | broken writers src/catalogue/auth.def "$only"

twice='is also a static name'
printf 'static int two(int a)\n' | { plant; put src/run/a.c; }
for two in 'static void two(void)' 'static const struct x *two(void);' 'static int two;' \
    'static const char *const two[] = {' 'static const char two[2][3] = {{0}};' \
    'static bool (*const two[COUNT])(int) = {' 'static void (*_Atomic two)(void);' \
    'static const struct x two = {' 'static _Noreturn void two(void)'; do
    echo "$two" | put src/run/b.c
    expect names "src/run/b.c:2: two $twice in src/run/a.c"
done
printf 'static const struct x {\n    int two;\n} *two = {\n' | put src/run/b.c
expect names "src/run/b.c:4: two $twice"
printf 'static struct two three;\nint two(void)\n{\n    static int two;\n' | put src/run/b.c
expect names

body 'void long_one(void)' 61 | broken budgets src/run/lint.c 'a function of 61 lines'
body 'int main(int argc, char **argv)' 41 | broken budgets src/main.c 'a function of 41 lines'
for name in a b c d e; do body "void $name(void)" 11; done |
    broken budgets src/run/lint.c '50 % of the functions take up to 11 lines'
for name in a b c; do body "void $name(void)" 21; done |
    broken budgets src/run/lint.c '90 % of the functions take up to 21 lines'
printf '%600s' '' | tr ' ' '\n' | broken budgets src/run/lint.c 'over 600 lines'
printf '%100s' '' | tr ' ' '\n' | broken budgets src/xml/scan.c 'lines, over a fifth'
printf '/* %95s */\n' x | broken budgets tests/test_user.c '101 columns'
printf '/* %94s… */\n' x | broken budgets tests/test_user.c '101 columns'
printf '\tint i;\n' | broken budgets man/generate.c 'a tab'
plant
echo 'int i;' >"$work/tree/src/run.c"
expect budgets 'the licence'

# What is just within the budgets is within them.
plant
{ body 'void a(void)' 60; printf '/* %93s… */\n' x; } >>"$work/tree/src/rules/user.c"
for name in b c d e f g h; do body "void $name(void)" 10; done >>"$work/tree/src/rules/user.c"
for name in i j k l m; do body "void $name(void)" 20; done >>"$work/tree/src/rules/user.c"
expect budgets

# Checks of a document: the same with a line of it changed by sed's $3. $2 is what is said.
document() {
    case $1 in
    manual) document=man/siplint.1 ;;
    readme) document=README.md ;;
    esac
    sed "$3" "$document" >"$work/document"
    if cmp -s "$document" "$work/document"; then
        complain "\"$3\" changes nothing in $document"
    fi
    said=$(PAGE=$work/document README=$work/document sh "$here/check_$1.sh" 2>&1) && status=0 ||
        status=$?
    case $status:$said in
    0:*) ;;
    *"$2"*) return ;;
    esac
    complain "check_$1.sh, status $status, doesn't say \"$2\" but: $said"
}

if [ -n "${THOROUGH-}" ] && [ -z "${SAN-}" ]; then # once is enough
    document readme 'a phase HOSTS' 's/^| `HOST`/| `HOSTS`/'
    document manual 'stale' '/the .*basic.-without.-tls/!s/Kerberos isn.t allowed/Kerberos is/'
    document manual 'its markers are broken' '/end generated rules/d'
    document manual 'status 2 of' 's/siplint .*fail.*error profiles/siplint --fail-on=eror profiles/'
    document manual 'ERROR: ' 's/^\.Sh EXAMPLES/.Rs/'
    document manual 'no examples' '/^\.Dl \$ /d'
    document readme 'says' 's/^siplint: 1 file: /siplint: 2 files: /'
    document readme 'says' 's/^\$ siplint --format=pretty/$ siplint --format=gcc/'
fi

# The jobs of `make check`: what comes in must end with status $1, with the closing line $2, and show
# the lines that follow.
run_jobs() {
    wanted=$1
    closing=$2
    shift 2
    status=0
    sh "$here/tools/jobs.sh" "$work/jobs" >"$work/said" 2>&1 || status=$?
    if [ "$status" != "$wanted" ] || [ "$(tail -n 1 "$work/said")" != "$closing" ]; then
        complain "jobs.sh: status $status, not $wanted and \"$closing\": $(cat "$work/said")"
    fi
    for line in "$@"; do
        grep -qxF -- "$line" "$work/said" ||
            complain "jobs.sh doesn't say \"$line\" but: $(cat "$work/said")"
    done
}

# A suite of Check's that says so.
suite() {
    printf "suite %s\techo '%s'; exit %s\n" "$@"
}

{ printf 'a b\ttrue\nskips\techo no zsh\n'; suite all '100%: Checks: 3, Failures: 0, Errors: 0' 0; } |
    run_jobs 0 '5 passed, 0 failed' '  PASS   a b' '  PASS   skips' '         no zsh' '  PASS   suite all'
printf 'good\ttrue\nbad\techo why; exit 7\n' |
    run_jobs 1 '1 passed, 1 failed' '  PASS   good' '  FAIL   bad' 'FAIL: bad' why 'repeat: echo why; exit 7'
cat >"$work/list" <<'LIST'
two	echo '50%: Checks: 4, Failures: 1, Errors: 1'; echo t.c:1:F:a:x:0:; echo t.c:9:E:b:y:1:; false
LIST
run_jobs 1 '2 passed, 2 failed' 't.c:1:F:a:x:0:' <"$work/list"
grep -q "^repeat: CK_RUN_CASE='a' echo" "$work/said" &&
    grep -q "^repeat: CK_RUN_CASE='b' echo" "$work/said" ||
    complain "jobs.sh doesn't say how to repeat: $(cat "$work/said")"
# Of the first line that differs, both are shown.
printf 'a\nb\nc\n' >"$work/expected"
! printf 'a\nx\n' | sh "$here/tools/same.sh" "$work/expected" - 2>"$work/said" &&
    [ "$(tr -s ' \n' ' ' <"$work/said")" = ' line 2, expected: b line 2, got: x ' ] ||
    complain "same.sh says: $(cat "$work/said")"
sh "$here/tools/same.sh" "$work/expected" "$work/expected" || complain "same.sh finds a difference"
suite broken 'Running suite(s): broken' 139 | run_jobs 1 '0 passed, 1 failed'
suite odd '100%: Checks: 2, Failures: 0, Errors: 0' 1 | run_jobs 1 '1 passed, 1 failed'
run_jobs 1 '0 passed, 0 failed' </dev/null

[ ! -e "$work/failed" ]
