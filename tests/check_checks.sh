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
    [ -d "$work/tree/${1%/*}" ] || mkdir -p "$work/tree/${1%/*}"
    { echo "$licence"; cat; } >"$work/tree/$1"
}

# Writes a file of the tree that has nothing but the licence.
put_empty() {
    [ -d "$work/tree/${1%/*}" ] || mkdir -p "$work/tree/${1%/*}"
    echo "$licence" >"$work/tree/$1"
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
    put_empty src/cli/options.h
    put_empty src/rules/checks.h
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
    put_empty src/findings/finding.h
    put src/xml/scan.c <<'C'
#include "base/text.h"
C
    put src/xml/library.c <<'C'
#include <expat.h>
C
    put_empty src/base/text.h
    put src/base/memory.c <<'C'
    ssize_t ignored = write(STDERR_FILENO, last_words, sizeof last_words - 1);
C
    put_empty src/catalogue/rules.h
    put src/report/emit.c <<'C'
#include "catalogue/rules.h"
    written = write(descriptor, buffer, used);
C
    for folder in base grammar xml input profile run; do # so much that nothing here is a fifth
        printf '%250s' '' | tr ' ' '\n' | put src/$folder/more.c
    done
    put_empty tests/test_user.c
    put_empty man/generate.c
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

# Breaks the tree by adding what comes in to file $1, of which a check will say $2.
broken() {
    [ -f "$work/tree/$1" ] || put_empty "$1"
    cat >>"$work/tree/$1"
    echo "$2" >>"$work/broken"
}

# Check $1 must say all that was broken; the tree is anew after that.
expect_broken() {
    said=$(sh "$here/check_$1.sh" "$work/tree" 2>&1) && complain "check_$1.sh passes" || :
    while IFS= read -r words; do
        case $said in
        *"$words"*) ;;
        *) complain "check_$1.sh doesn't say \"$words\" but: $said" ;;
        esac
    done <"$work/broken"
    rm "$work/broken"
    plant
}

plant
for check in includes names writers budgets; do
    expect "$check"
done

up='may not include'
echo '#include "profile/profile.h"' | broken src/base/text.h "src/base/text.h:2: base $up"
echo '#include "cli/options.h"' | broken src/rules/checks.h "src/rules/checks.h:2: rules $up"
echo '# include "rules/checks.h"' | broken src/xml/scan.c "src/xml/scan.c:3: xml $up"
echo '#include "report/emit.h"' | broken src/run/lint.c "src/run/lint.c:2: run $up"
echo '#include "rules/flag.h"' | broken src/report/gcc.c "src/report/gcc.c:2: report $up"
echo '#include "findings/finding.h"' | broken src/catalogue/rules.h "src/catalogue/rules.h:2: catalogue $up"
echo '#include "report/emit.h"' | broken src/totals/audit.c "src/totals/audit.c:2: totals $up"
echo '#include "profile/profile.h"' | broken src/findings/policy.h "src/findings/policy.h:2: findings $up"
echo '#include "../cli/options.h"' | broken src/rules/auth.c "src/rules/auth.c:2: rules $up"
echo '#include "options.h"' | broken src/cli/help.c "src/cli/help.c:2: cli $up"
echo '#include "run/pool.h"' | broken src/catalogue/auth.def "src/catalogue/auth.def:2: catalogue $up"
echo '#include <expat.h>' | broken src/xml/tag.c "src/xml/tag.c:2: only src/xml/library.c"
echo | broken src/attic/old.c "src/attic/old.c:1: it stands on no floor"
expect_broken includes

circle='a circle of includes:'
# Adds a unit $1 whose source includes header $2.
unit() {
    echo "#include \"$1.h\"" | put "src/$1.c"
    [ -z "${2-}" ] || echo "#include \"$2\"" >>"$work/tree/src/$1.c"
    put_empty "src/$1.h"
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

plant
only='only src/report/emit.c writes'
echo '    printf("%s", secret);' | broken src/rules/user.c "src/rules/user.c:10: $only"
echo '    fprintf(stream, "x");' | broken src/run/lint.c "src/run/lint.c:2: $only"
echo '    (void)puts(text);' | broken src/cli/help.c "src/cli/help.c:2: $only"
echo '    return putchar (c);' | broken src/cli/help.c "src/cli/help.c:3: $only"
echo '    write(2, text, 1);' | broken src/base/memory.c "src/base/memory.c:3: $only"
echo '    perror("/* no comment */");' | broken src/input/reader.c "src/input/reader.c:2: $only"
echo '    dprintf(1, "x"); /* why */' | broken src/report/gcc.c "src/report/gcc.c:2: $only"
echo '    /* why */ fwrite(a, 1, 1, f);' | broken src/report/gcc.c "src/report/gcc.c:3: $only"
echo '    FILE *out = stdout;' | broken src/report/gcc.c "src/report/gcc.c:4: $only"
printf '/* a\n * b */ fputs("", f);\n' | broken src/report/gcc.c "src/report/gcc.c:6: $only"
echo '#define SAY(x) syslog(1, x)' | broken src/catalogue/auth.def "src/catalogue/auth.def:2: $only"
expect_broken writers

twice='is also a static name'
printf 'static int two(int a)\n' | put src/run/a.c
number=0
for two in 'static void two(void)' 'static const struct x *two(void);' 'static int two;' \
    'static const char *const two[] = {' 'static const char two[2][3] = {{0}};' \
    'static bool (*const two[COUNT])(int) = {' 'static void (*_Atomic two)(void);' \
    'static const struct x two = {' 'static _Noreturn void two(void)'; do
    number=$((number + 1))
    echo "$two" | broken src/run/b$number.c "src/run/b$number.c:2: two $twice in src/run/a.c"
done
expect_broken names
printf 'static int two(int a)\n' | put src/run/a.c
printf 'static const struct x {\n    int two;\n} *two = {\n' | put src/run/b.c
expect names "src/run/b.c:4: two $twice"
printf 'static struct two three;\nint two(void)\n{\n    static int two;\n' | put src/run/b.c
expect names

plant
body 'void long_one(void)' 61 | broken src/run/lint.c 'src/run/lint.c:63: a function of 61 lines'
body 'int main(int argc, char **argv)' 41 | broken src/main.c 'a function of 41 lines'
printf '%600s' '' | tr ' ' '\n' | broken src/run/pool.c 'src/run/pool.c:601: over 600 lines'
printf '/* %95s */\n' x | broken tests/test_user.c 'tests/test_user.c:2: 101 columns'
printf '/* %94s… */\n' x | broken tests/test_user.c 'tests/test_user.c:3: 101 columns'
printf '\tint i;\n' | broken man/generate.c 'man/generate.c:2: a tab'
echo 'int i;' >"$work/tree/src/run.c"
echo 'src/run.c:1: the first line is not the licence' >>"$work/broken"
expect_broken budgets
for name in a b c d e; do body "void $name(void)" 11; done |
    broken src/run/lint.c '50 % of the functions take up to 11 lines'
expect_broken budgets
printf '%500s' '' | tr ' ' '\n' | broken src/xml/scan.c 'lines, over a fifth'
for name in a b c; do body "void $name(void)" 21; done |
    broken src/run/lint.c '90 % of the functions take up to 21 lines'
expect_broken budgets

# What is just within the budgets is within them.
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
# What took too long is said, with the three that took the most, and else nothing is.
printf 'a\ttrue\nb\tsleep 2\nc\ttrue\nd\ttrue\n' >"$work/list"
BUDGET=1 run_jobs 0 '4 passed, 0 failed' <"$work/list"
grep -qE '^this took [0-9]+ seconds, more than 1; the most processor time went to [a-d] \(0\.[0-9] s\), [a-d] \(0\.[0-9] s\), [a-d] \(0\.[0-9] s\)$' \
    "$work/said" || complain "jobs.sh doesn't say what took long: $(cat "$work/said")"
BUDGET=100 run_jobs 0 '1 passed, 0 failed' <<'LIST'
a	true
LIST
! grep -q 'this took' "$work/said" || complain "jobs.sh says that little took long"

[ ! -e "$work/failed" ]
