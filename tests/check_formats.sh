#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every format as its readers see it: hostile names and values, passwords, no findings and no files,
# outputs that can't be written, and several at once. The readers are not ours: jq, a JSON Schema
# validator, an XML parser, prove, and GitHub's escaping applied backwards. One that isn't there is
# passed over, and so said.
set -eu
program=$(realpath "${SIPLINT:-build/siplint}")
fixtures=$(realpath fixtures)
schema=$(realpath man/siplint.schema.json)
sarif_schema=$(realpath ../shared/schemas/sarif-schema-2.1.0.json 2>/dev/null || true)
tools=$(realpath tests/tools)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C
unset SOURCE_DATE_EPOCH
failed=0

# As siplint lists them; pretty has its own test, since what it adds depends on the terminal.
formats=$("$program" --format='?' x 2>&1 | sed -n 's/.*; known are //p' | tr -s ' ,' '\n\n' |
    grep -vx -e and -e pretty)
further=$(echo "$formats" | grep -vx gcc)
# Those that tell of each file, not only how many there are.
of_files=$(echo "$formats" | grep -vx statistics)

# For what hardly depends on the format, unless it's to be THOROUGH.
some='gcc json'
[ -z "${THOROUGH-}" ] || some=$formats
escape=$(printf '\033')
right_to_left=$(printf '\342\200\256')

same() {
    case " $* " in
    *' - '*) ;;
    *) ! cmp -s "$@" || return 0 ;; # which starts sooner
    esac
    sh "$tools/same.sh" "$@"
}

complain() {
    echo "formats: $*" >&2
    failed=1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# Each line of the list: what is to be read (a document, or one in each line, or the list of rules),
# the schema that it's to be valid by, the file, and whence it is. Silent when all is well. Of long lists
# each fourth item is looked at, of another four in the next report, unless it's to be THOROUGH.
cat >"$work/validate.py" <<'PY'
import json, os, sys
import jsonschema

validators = {}

def load(kind, path):
    schema = json.load(open(path))
    if kind != "document":
        schema = {"$schema": schema["$schema"], "definitions": schema["definitions"],
                  "$ref": "#/definitions/" + kind}
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)

def some(value, first):
    if isinstance(value, dict):
        return {key: some(part, first) for key, part in value.items()}
    if not isinstance(value, list):
        return value
    long = len(value) > 20 and not os.environ.get("THOROUGH")
    return [some(part, first) for part in (value[first % 4::4] if long else value)]

for number, job in enumerate(open(sys.argv[1])):
    kind, schema, path, whence = job.rstrip("\n").split("\t")
    if (kind, schema) not in validators:
        validators[kind, schema] = load(kind, schema)
    with open(path, encoding="utf-8") as file:
        one = kind in ("document", "rules")
        documents = [json.load(file)] if one else [json.loads(line) for line in file]
    for document in some(documents, number // 4):
        for error in validators[kind, schema].iter_errors(document):
            print(whence, list(error.path), error.message[:200])
PY
python=${PYTHON:-python3}
"$python" -c 'import jsonschema' 2>/dev/null || python=
for tool in jq xmllint prove iconv; do
    have $tool || echo "formats: no $tool, so nothing is read with it" >&2
done
[ -n "$python" ] || echo "formats: no jsonschema for python3, so no schema is checked" >&2
[ -n "$sarif_schema" ] || echo "formats: no SARIF schema, so it isn't checked" >&2

# Notes the file for the schema validator, which starts slowly, so that it's started once.
validate() {
    [ -z "$python" ] || [ -z "$2" ] ||
        printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" >>"$work/validate.list"
}

# What readers of JUnit's format rely on: the elements and attributes of Jenkins' junit-10.xsd, in
# the places that it gives them, and `file` of a case; sums that are true, at least one case in each
# suite and in all; the path in `file`, and no dot in the name of a class, where Jenkins would cut it.
cat >"$work/junit.py" <<'PY'
import sys, xml.etree.ElementTree as tree

KNOWN = {
    "testsuite": ({"name", "tests", "failures", "errors", "id", "skipped", "time", "file"},
                  ["properties", "testcase", "system-out", "system-err"]),
    "properties": (set(), ["property"]),
    "property": ({"name", "value"}, []),
    "testcase": ({"name", "classname", "time", "file"}, ["failure", "error", "skipped"]),
    "failure": ({"type", "message"}, []),
    "error": ({"type", "message"}, []),
    "skipped": ({"type", "message"}, []),
    "system-out": (set(), []),
    "system-err": (set(), []),
}

def check(element):
    attributes, children = KNOWN[element.tag]
    assert set(element.keys()) <= attributes, element.attrib
    tags = [child.tag for child in element]
    assert tags == sorted(tags, key=children.index), tags
    for child in element:
        check(child)

def check_suite(suite):
    assert suite.tag == "testsuite"
    check(suite)
    cases = suite.findall("testcase")
    assert cases and len(cases) == int(suite.get("tests")), suite.attrib
    for tag, name in ("failure", "failures"), ("error", "errors"), ("skipped", "skipped"):
        assert len(suite.findall("testcase/" + tag)) == int(suite.get(name)), suite.attrib
    for case in cases:
        assert case.get("classname") and "." not in case.get("classname"), case.attrib
        assert case.get("file") == suite.get("file"), case.attrib
        assert suite.get("file", "siplint") == suite.get("name"), suite.attrib

for path in sys.argv[1:]:
    root = tree.parse(path).getroot()
    assert root.tag == "testsuites" and not root.attrib and len(root), path
    for suite in root:
        check_suite(suite)
    assert len({suite.get("id") for suite in root}) == len(root), path
PY

# The reports in folder $1, called like their formats, are read later, by check_kept: readers start
# slowly, so each is started once for all reports.
kept=0
keep() {
    kept=$((kept + 1))
    mkdir -p "$work/kept"
    cp -R "$1" "$work/kept/$kept"
    echo "$kept: ${1#"$work/"}, $subject" >>"$work/kept.list"
    for report in "$work/kept/$kept"/*; do
        case ${report##*/} in
        json) validate document "$schema" "$report" "$1/json, $subject" ;;
        jsonl) validate line "$schema" "$report" "$1/jsonl, $subject" ;;
        inventory-jsonl) validate inventoryLine "$schema" "$report" "$1/inventory-jsonl, $subject" ;;
        sarif) validate document "$sarif_schema" "$report" "$1/sarif, $subject" ;;
        esac
    done
}

# What is being reported on, for the messages.
subject=
about() {
    subject=$*
}

# No raw control byte but the line end $1 is in the reports that follow.
check_controls() {
    allowed=$1'\040-\176\200-\377'
    shift
    [ "$(cat "$@" | tr -d "$allowed" | wc -c)" -ne 0 ] || return 0
    for report; do
        [ "$(tr -d "$allowed" <"$report" | wc -c)" -eq 0 ] || complain "$report: raw control bytes"
    done
}

# The reports that were kept: no control is raw, and all are UTF-8.
check_bytes() {
    # U+0080 to U+009F; U+2028 to U+202E and U+2066 to U+2069
    if grep -e "$(printf '\302[\200-\237]\n\342\200[\250-\256]\n\342\201[\246-\251]')" -- */* >&2; then
        complain "a raw C1 or bidirectional control, above"
    fi
    ! have iconv || iconv -f UTF-8 -t UTF-8 -- */* >/dev/null || complain "not UTF-8: see above"
    check_controls '\r\n' */csv */inventory # how they stand is for check_inventory.sh
    set --
    for report in */*; do
        case $report in
        */csv | */inventory) ;;
        *) set -- "$@" "$report" ;;
        esac
    done
    check_controls '\n' "$@"
}

# Those of format $1: valid by its readers.
check_kept() {
    format=$1
    set -- */"$1"
    [ -e "$1" ] || complain "$format: no reports"
    case $format in
    json | jsonl | sarif | gitlab | inventory-jsonl)
        ! have jq || jq empty "$@" 2>"$work/said" || complain "$format: $(cat "$work/said")"
        ;;
    checkstyle | junit)
        ! have xmllint || xmllint --noout "$@" 2>"$work/said" ||
            complain "$format: $(cat "$work/said")"
        [ "$format" != junit ] || [ -z "$python" ] ||
            $python "$work/junit.py" "$@" >&2 || complain "junit: see above"
        ;;
    github)
        ! grep -vE '^::(error|warning|notice) file=[^:]*::' "$@" >&2 ||
            complain "github: see above"
        ;;
    tap)
        ! have prove || ! prove -e cat "$@" 2>&1 | grep -i 'parse error\|no plan' >&2 ||
            complain "tap: see above"
        ;;
    esac
}

# How many findings report $2, of format $1, has.
count() {
    case $1 in
    gcc) grep -c ' \[[a-z0-9-]*\]$' "$2" ;;
    json) grep -o '"fingerprint": "' "$2" | wc -l ;;
    jsonl) grep -c '^{"kind":"finding"' "$2" ;;
    sarif) grep -o '"partialFingerprints": ' "$2" | wc -l ;;
    checkstyle) grep -c '<error ' "$2" ;;
    junit) sed 's/.*<failure[^>]*>//; s/.*<system-out>//' "$2" | grep -c ' \[[a-z0-9-]*\]$' ;;
    github) grep -c '^::' "$2" ;;
    gitlab) grep -o '"check_name": ' "$2" | wc -l ;;
    tap) grep -c '^    - rule: ' "$2" ;;
    csv) grep -cE '"[0-9a-f]{32}",(true|false),"' "$2" ;;
    *) echo "$findings" ;; # how is for its own test to know
    esac
}

# Lints what follows into files of folder $1 that are called like the formats; $status is the status
# wanted.
report_all() {
    to_folder=$1
    shift
    mkdir -p "$to_folder"
    outputs=
    for format in $further; do
        outputs="$outputs --output=$format:$to_folder/$format"
    done
    # shellcheck disable=SC2086 # the outputs are words
    run "$to_folder/gcc" "$@" $outputs --format=gcc
}

# Lints what is named into $out, for all formats together and once more for each of the formats $apart;
# $status is the status wanted. Each is valid, has as many records as the others, and is the same either
# way.
apart=$formats
lint_all() {
    about "$@"
    out=$work/out
    rm -rf "$out"
    set -- "$@" -q --pedantic
    report_all "$out" --jobs=8 "$@"
    for format in $apart; do
        run "$work/alone" "$@" --format="$format" --jobs=1
        same "$work/alone" "$out/$format" || complain "$format: --output differs"
    done
    for format in $formats; do
        found=$(count "$format" "$out/$format" || true)
        [ "$found" -eq "$findings" ] || complain "$format: $found records for $findings findings"
    done
    keep "$out"
}

run() {
    to=$1
    shift
    got=0
    "$program" "$@" >"$to" 2>"$work/said" || got=$?
    [ "$got" = "$status" ] || complain "status $got, not $status: $* ($(cat "$work/said"))"
}

# ---- Hostile names and values ----

mkdir "$work/hostile" && cd "$work/hostile"
profile() {
    printf '<provision key="k%s" name="n" expires="%s">\n  <user uri="sip:a@b.example" account="a" realm="x"/>\n  <sipsrv addr="a%s" protocol="%s" role="proxy" auth="digest"/>\n</provision>\n' "$1" "$3" "$2" "$3"
}
nasty="&#10;::error::pwned&#13;&#10;not ok 9 $(printf '\302\233')31m&#x202e;$right_to_left&amp;&lt;]]&gt;%0A%25"
broken=$(printf '\377\376\300\200')
newline='
'
profile 1 "$nasty" "$nasty" >"a${escape}[31mX$newline::error::pwn.xml"
profile 2 '&#x9b;&#xFFFD; &#9;' "&quot;'\\u0041" >"$(printf 'b\377\302\233')$right_to_left.xml"
profile 3 "$broken" tls >"c <&\"'>]]>, %0A:%25.xml"
profile 4 "x$broken" 'x y' >'d # TODO x \# SKIP.xml'
profile 5 '' "{}'&quot;" >"-e.xml"
# shellcheck disable=SC2016 # nothing is to be expanded
profile 6 'x' '$(id) `id`' >' f  .xml'
# shellcheck disable=SC1003 # the backslash is meant
profile '{0}' '[x](1)' '(1) {0} {{1}} \d [' >g.xml
cp "$fixtures"/hostile/*control* "$fixtures"/hostile/*escape* "$fixtures"/hostile/*forged* .

files=$(find . -type f -exec sh -c 'echo $#' sh {} +)
status=1
findings=$("$program" -q --pedantic --format=jsonl . | grep -c '"kind":"finding"' || true)
[ "$findings" -ge 20 ] || complain "only $findings findings in what is hostile"
lint_all .

# GitHub's own unescaping, backwards: what was escaped last comes first.
sed -n 's/^::[a-z]* file=\([^,]*\),.*/\1/p' "$out/github" | uniq |
    sed 's/%2C/,/g; s/%3A/:/g; s/%0D/\r/g; s/%0A/\n/g; s/%25/%/g' >"$work/names"
printf '%s\n' ' f  .xml' '-e.xml' "a\\u{1b}[31mX$newline::error::pwn.xml" \
    'b\xff\u{9b}\u{202e}.xml' "c <&\"'>]]>, %0A:%25.xml" >"$work/wanted"
head -n 6 "$work/names" | cmp -s - "$work/wanted" || {
    diff "$work/names" "$work/wanted" >&2 || true
    complain "github: unescaped, the file names are other ones"
}

# SARIF's own escapes, backwards: what is shown is what json says. No text has a link or a
# placeholder, and outside of code no Markdown means anything but what we wrote.
if [ -n "$python" ]; then
    cat >"$work/sarif.py" <<'PY'
import json, re, sys

def braces(text):
    assert not re.search(r"[{}]", re.sub(r"\{\{|\}\}", "", text)), text
    return text.replace("{{", "{").replace("}}", "}")

def shown(text):
    assert not re.search(r"[\\\[\]]", re.sub(r"\\[\\\[\]]", "", text)), text
    return re.sub(r"\\([\\\[\]])", r"\1", braces(text))

def texts(value):
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        if key == "text":
            yield part
        elif isinstance(part, (dict, list)):
            yield from texts(part)

if __name__ == "__main__":
    document, log = (json.load(open(path)) for path in sys.argv[1:])
    run = log["runs"][0]
    results = [shown(result["message"]["text"]) for result in run["results"]]
    messages = [finding["message"] for file in document["files"] for finding in file["findings"]]
    assert results == messages, (results, messages)
    others = [shown(place["message"]["text"])
              for result in run["results"] for place in result.get("relatedLocations", [])]
    assert others == [place["message"] for file in document["files"]
                      for finding in file["findings"] for place in finding["related"]]
    for text in texts(log):
        shown(text)
    for rule in run["tool"]["driver"]["rules"]:
        markdown = braces(rule["help"]["markdown"])
        prose = re.sub(r"(?ms)^```xml$.*?^```$|^- <https?://[^<>]*>$", "", markdown)
        assert prose.count("\n") == markdown.count("\n") - sum(
            part.count("\n") for part in re.findall(r"(?ms)^```xml$.*?^```$", markdown)), markdown
        assert re.fullmatch(r"(\\[!-/:-@\[-`{-~]|[^\\`*_\[\]<>&~#@$])*", prose), prose
PY
    $python "$work/sarif.py" "$out/json" "$out/sarif" || complain "SARIF's texts aren't those of json"
    # shellcheck disable=SC2016 # it's jq's
    text='"(1) {{0}} {{{{1}}}} \\d \["'
    ! have jq || jq -e --arg text "$text" \
        '[.runs[].results[].message.text | contains($text)] | any' "$out/sarif" >/dev/null ||
        complain "sarif lacks $text"
fi

# What the machine-readable formats say of a path leads back to the file.
if [ -n "$python" ]; then
    $python - "$out/json" "$out/sarif" <<'PY' || complain "a URI doesn't lead back to its file"
import json, os, sys, urllib.parse
document, log = (json.load(open(path)) for path in sys.argv[1:])
names = set(os.listdir(b"."))
uris = [file["uri"] for file in document["files"]]
assert {urllib.parse.unquote_to_bytes(uri) for uri in uris} == names, uris
for result in log["runs"][0]["results"]:
    place = result["locations"][0]["physicalLocation"]
    uri = place["artifactLocation"]["uri"]
    assert place["artifactLocation"]["uriBaseId"] in log["runs"][0]["originalUriBaseIds"]
    data = open(urllib.parse.unquote_to_bytes(uri), "rb").read()
    region = place["region"]
    assert region["byteOffset"] + region["byteLength"] <= len(data), region
    rule = log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"], rule
PY
fi
if have xmllint; then
    suites=$(xmllint --xpath 'count(//testsuite)' "$out/junit" 2>&1) || :
    [ "$suites" = "$files" ] || complain "junit: $files files, but the suites: $suites"
fi
if have prove; then
    tests=$(prove -e cat "$out/tap" 2>/dev/null | sed -n 's/.*Tests=\([0-9]*\),.*/\1/p')
    [ "$tests" -eq "$files" ] || complain "tap: $tests tests"
    # Neither a directive nor a test may be forged by a name.
    for name in d* a* -e.xml; do
        "$program" -q --format=tap -- "$name" >"$work/tap" || true
        ! prove -Q -e cat "$work/tap" >/dev/null 2>&1 || complain "tap: $name doesn't fail"
    done
fi

# ---- Any format: what ends a value can't stand in one ----

# Of a format, nothing is known but its reports. What stands around a path, such as quotes, ends a
# value; a path that has it, or what it's escaped with, must not stand there as it is, within the
# same. Nor may a message.
cat >"$work/escapes.py" <<'PY'
import functools, json, os, re, subprocess, sys

ENDS = "\"'`,;|<>"
program, formats = sys.argv[1], sys.argv[2:]
profile = """<provision key="k" name="n"><user uri="sip:a@b.example"/>
<sipsrv addr="a.example" protocol="tsl%s" role="proxy" auth="digest"/></provision>"""

@functools.cache
def reports(between):
    """The name of a file with that in it, and its report in each format."""
    name = f"Q{between}Z.xml"
    value = "".join(f"&#{ord(sign)};" for sign in between)
    with open(name, "w") as file:
        file.write(profile % value)
    outputs = [f"--output={form}:{form}" for form in formats]
    subprocess.run([program, "-q", "--pedantic", *outputs, name], stdout=subprocess.DEVNULL)
    os.remove(name)
    return name, {form: open(form, "rb").read().decode() for form in formats}

def report(form, between="y"):
    name, texts = reports(between)
    return name, texts[form]

def slots(text):
    """Each place of the path: what's in the middle of it there, and which ends are around it."""
    found = re.finditer(r"(?s)(.?)Q((?:(?!Q).)*?)Z[.]xml(.?)", text)
    return [(slot[2], {end for end in slot[1] + slot[3] if end in ENDS}) for slot in found]

def check_sign(form, sign):
    """What the sign is escaped with, by place."""
    name, text = report(form, sign)
    escapes = set()
    for place, (middle, ends) in enumerate(slots(text)):
        bad = middle == sign and sign in ends
        assert not bad, f"{form}: the path {name} stands as it is in: {text[:900]}"
        if middle != sign:
            escapes.add((place, middle[0]))
    return escapes

def check_escape(form, place, escape):
    name, text = report(form, escape + "x")
    middle, ends = slots(text)[place]
    bad = middle == escape + "x" and ends
    assert not bad, f"{form}: the path {name} stands as it is in: {text[:900]}"

def check(form):
    name, text = report(form)
    assert slots(text), f"{form} doesn't tell the path"
    escapes = {pair for sign in ENDS for pair in check_sign(form, sign)}
    for place, escape in sorted(escapes):
        if slots(text)[place][1]:
            check_escape(form, place, escape)
    lines = [json.loads(line) for line in report("jsonl")[1].splitlines()]
    messages = [line["message"] for line in lines if line["kind"] == "finding"]
    assert any('"' in message for message in messages)
    for message in messages:
        for before, after in re.findall("(?s)(.?)" + re.escape(message) + "(.?)", text):
            bad = {end for end in before + after if end in ENDS and end in message}
            assert not bad, f"{form}: the message {message} stands as it is in: {text[:900]}"

for form in formats:
    check(form)
PY
mkdir "$work/escapes" && cd "$work/escapes"
if [ -n "$python" ]; then
    # shellcheck disable=SC2086 # the formats are words
    $python "$work/escapes.py" "$program" $of_files || complain "a format doesn't escape: see above"
fi

# ---- Commands of CI systems ----

# GitHub's runner takes `##[command]` from anywhere in a line of a log and `::command::` from its
# start, Azure Pipelines takes `##vso[command]`, in any letter case; Buildkite takes `+++`, Travis CI
# and GitLab a word of theirs, from a line's start. A report of any format may go to a log, so no line
# of it, on either stream, may have one but GitHub's own.
# A report of format $1 in file $2, in $work/said what was said beside it, and in $work/both both streams
# in one: they are free of commands. (TAP's YAML has a line `  ---`, which is no heading for the blanks.)
look_for_commands() {
    format=$1
    awk -v format="$format" -v blank="$no_break_space" '
        tolower($0) ~ /##\[|##vso\[|##teamcity\[|^(\+\+\+|---|~~~|\^\^\^|travis_|section_|@@continua)/ {
            print "a command in this line, or as it begins: " $0
        }
        $0 ~ "^([ \t\r\f\v]|" blank ")*::" { own[FILENAME]++ }
        FILENAME == ARGV[1] && format == "github" && /^::(error|warning|notice) file=[^:]*::/ { records++ }
        END {
            wanted[ARGV[1]] = wanted[ARGV[2]] = records
            for (i = 1; i < ARGC; i++)
                if (own[ARGV[i]] + 0 != wanted[ARGV[i]] + 0)
                    print own[ARGV[i]] + 0 " lines begin as commands, not " wanted[ARGV[i]] + 0 ": " ARGV[i]
        }' "$2" "$work/both" "$work/said" >"$work/commands"
    [ ! -s "$work/commands" ] || complain "$format: $(head -n 4 "$work/commands")"
}

# Runs siplint with $2 and following, and $input, so that it gives a report of format $1; $status is
# the status wanted.
forge() {
    named=$1
    shift
    run "$work/log" "$@" <"$input"
    "$program" "$@" <"$input" >"$work/both" 2>&1 || true
    look_for_commands "$named" "$work/log"
}

mkdir "$work/forged" && cd "$work/forged"
no_break_space=$(printf '\302\240')
add='##[add-matcher]m.json'
set_variable='##VSO[task.setvariable variable=PATH]x'
for name in "$add" "$set_variable" '##teamcity[x]' '::error file=x::pwn' ' ::error::pwn' \
    "$no_break_space::error::pwn" 'a##' '::' '+++ x' '--- x' '~~~ x' '^^^ +++' 'travis_fold:start:x' \
    'section_start:1:x' '@@continua[setVariable x]'; do
    mkdir "./$name"
    profile "$name$add" "$add" "::error::$set_variable" >"./$name.xml"
    sed 's/auth="digest"/auth="##teamcity[x]" &/; s/realm="x"/& allowedauth="'"$add"'"/' \
        "./$name.xml" >"./$name/$name.xml"
    echo '<pom/>' >"./$name/skipped.xml"
    ln -s nowhere "./$name/gone.xml"
done
files=$(find . ! -type d -exec sh -c 'echo $#' sh {} +)
status=3
findings=$("$program" -q --pedantic --format=jsonl . 2>"$work/said" | grep -c '"kind":"finding"')
[ "$findings" -ge 50 ] || complain "only $findings findings in what is forged"
input=::.xml
out=$work/forged.out
report_all "$out" --pedantic --output=pretty:"$out/pretty" .
for format in $formats pretty; do
    "$program" --pedantic --format="$format" . >"$work/both" 2>&1 || true
    look_for_commands "$format" "$out/$format"
    case " $some " in
    *"$format"*)
        forge "$format" --color=always --format="$format" "$add.xml" '::' "$add/none" \
            '::error::none' --stdin-filename="::$add" -
        ;;
    esac
done
keep "$out"
[ "$(grep -c '^::' "$out/github")" -eq $((findings + 15)) ] || complain "github: findings are missing"
forge list-files --list-files .
for name in ::error::none "$add"; do
    forge list-files --list-files --files-from="$name.list" "$name"
    forge gcc "--output=json:$name/none/report" "$name"
done
status=2
forge usage "--$add=::" .
forge usage "-$add"
forge usage "--format=$add" .
forge usage "--only=$add" .
forge usage "--now=$add" .
forge usage "--output=$add" .
forge usage "--explain=$add"

# gcc's paths open the files, but where the name has `##` in it.
"$program" -q --pedantic . 2>"$work/said" | sed -n 's/:[0-9]*:[0-9]*: .*//p' | grep -v '#' |
    sort -u >"$work/names"
[ "$(grep -c '^\./' "$work/names")" -ge 8 ] || complain "no path that's shown with ./"
while IFS= read -r name; do
    [ -f "$name" ] || complain "gcc: no file of the name $name"
done <"$work/names"

# Readers of the other formats get what stands in the files.
if [ -n "$python" ]; then
    PYTHONPATH=$work $python - "$out" "$files" <<'PY' || complain "what is read isn't what was written"
import json, os, sys, xml.etree.ElementTree as tree
from sarif import shown
out, count = sys.argv[1], int(sys.argv[2])
names = {os.path.join(folder, name)[2:] for folder, _, files in os.walk(".") for name in files}
assert len(names) == count
at = lambda name: os.path.join(out, name)
forged = ['"#(hidden)"', '":(hidden)"']  # all that a message shows of such values

def check(format, paths, text, whole=names):
    assert set(paths) == whole, (format, set(paths) ^ whole)
    for command in forged:
        assert command in text, (format, command)

document = json.load(open(at("json")))
check("json", [file["path"] for file in document["files"]],
      " ".join(finding["message"] for file in document["files"] for finding in file["findings"]))
lines = [json.loads(line) for line in open(at("jsonl"))]
check("jsonl", [line["path"] for line in lines if line["kind"] != "summary" and not line.get("partial")],
      " ".join(line["message"] for line in lines if line["kind"] == "finding"))
outcomes = {file["path"]: (file["outcome"], file["reason"]) for file in document["files"]}
told = [(line["path"], line["outcome"], line["reason"]) for line in lines
        if line["kind"] == "file" and not line["partial"]]
assert told == [(path, *rest) for path, rest in outcomes.items() if rest[0] != "linted"], told
assert {outcome for _, outcome, _ in told} == {"skipped", "unreadable"}, told
linted = {path for path, (outcome, _) in outcomes.items() if outcome != "skipped"}
check("gitlab", [entry["location"]["path"] for entry in json.load(open(at("gitlab")))],
      " ".join(entry["description"] for entry in json.load(open(at("gitlab")))), linted)
results = json.load(open(at("sarif")))["runs"][0]["results"]
check("sarif", names, " ".join(shown(result["message"]["text"]) for result in results))
files = tree.parse(at("checkstyle")).getroot().findall("file")
check("checkstyle", [file.get("name") for file in files],
      " ".join(error.get("message") for file in files for error in file), linted)
suites = tree.parse(at("junit")).getroot().findall("testsuite")
check("junit", [suite.get("name") for suite in suites],
      " ".join(text for suite in suites for text in suite.itertext()))
PY
fi

# ---- Passwords ----

cd "$fixtures"
status=1
apart=$some
findings=$("$program" -q --pedantic --format=jsonl profiles hostile | grep -c '"finding"' || true)
lint_all profiles hostile
for password in Bridge4All hT7-kkp2 s3cret notfornow fromage; do
    grep -qr -- "$password" profiles hostile || complain "no password $password in the fixtures"
    ! grep -lr -- "$password" "$out" || complain "the password $password is in the above"
done

# ---- What was checked only in part ----

# By the one fact there is: a rule that can't be turned off found something.
status=0
run "$work/rules.json" --list-rules --format=json
validate rules "$schema" "$work/rules.json" --list-rules
status=1
about what is checked only in part
# shellcheck disable=SC2086 # THOROUGH or not, they are words
report_all "$work/part" -q hostile ${THOROUGH:+rules} profiles
[ -z "${THOROUGH-}" ] || keep "$work/part" # but for notes, they are among the above
if [ -n "$python" ]; then
    $python - "$work/rules.json" "$work/part" <<'PY' || complain "not what was checked only in part"
import json, re, sys, urllib.parse, xml.etree.ElementTree as tree
fixed = {rule["id"] for rule in json.load(open(sys.argv[1])) if rule["fixed"]}
part = sys.argv[2]
document = json.load(open(part + "/json"))
files = document["files"]
wanted = [file["path"] for file in files
          if fixed & {finding["rule"] for finding in file["findings"]}]
assert len(wanted) >= 4 and len(wanted) < len(files), len(wanted)
assert [file["path"] for file in files if file["partial"]] == wanted
assert document["summary"]["partial"] == len(wanted)

lines = [json.loads(line) for line in open(part + "/jsonl")]
assert [line["path"] for line in lines if line["kind"] == "file" and line["partial"]] == wanted
assert lines[-1]["partial"] == len(wanted)

run = json.load(open(part + "/sarif"))["runs"][0]
told = [notice["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for notice in run["invocations"][0]["toolExecutionNotifications"]]
assert told == [urllib.parse.quote(path) for path in wanted], told
assert run["properties"]["partial"] == len(wanted)

suites = tree.parse(part + "/junit").getroot()
assert [suite.get("file") for suite in suites if suite.find("properties/property[@name='partial']")
        is not None] == wanted

tests = re.findall(r"(?m)^not ok \d+ - (.*)\n  ---\n  partial: true$", open(part + "/tap").read())
assert tests == wanted, tests
PY
fi

# ---- The catalogue of rules ----

# What --explain says of the rules, made of what --list-rules says of them to programs: no more, no
# less, but for line breaks.
"$program" --explain=all >"$work/explained"
if [ -n "$python" ]; then
    $python - "$work/rules.json" "$work/explained" <<'PY' || complain "--list-rules lacks something"
import json, sys
words = []
for rule in json.load(open(sys.argv[1])):
    title = f"{rule['id']}: {rule['severity']}, {rule['category']}"
    words += [title + ", off by default" if rule["optIn"] else title]
    words += ["Fires when", rule["summary"], "Points at", rule["at"], "Why", rule["why"],
              "Wrong", rule["bad"], "Right", rule["good"], "What to do", rule["help"]]
    if rule["code"]:
        words += ["The client's answer", rule["code"] + (", likely" if rule["likely"] else "")]
    words += ["To turn it on"] * bool(rule["turnOn"]) + rule["turnOn"] + ["To silence it"]
    where = " before <provision>" if rule["category"] == "lint" else " before the element"
    words += [way + where * way.startswith("<") for way in rule["silence"]]
    words += ["It can't be turned off, lowered or suppressed: it says that a file wasn't checked to its end."] * rule["fixed"]
    words += ["Source"] * bool(rule["source"]) + rule["source"] + ["Since", "siplint " + rule["since"]]
explained = open(sys.argv[2], encoding="utf-8").read().split()
words = " ".join(words).split()
for place, (word, other) in enumerate(zip(words, explained)):
    assert word == other, (words[place - 9:place + 3], explained[place - 9:place + 3])
assert len(words) == len(explained)
PY
fi

# ---- Fingerprints ----

cd "$work" && mkdir moved && cd moved
for name in lab-mixed edited-by-hand migrated-basic; do
    cp "$fixtures/profiles/$name.xml" .
done
prints() {
    "$program" -q --pedantic --format=jsonl . | sed -n 's/.*"fingerprint":"\([0-9a-f]*\)".*/\1/p'
}
prints >"$work/before"
for file in *.xml; do
    awk '{ print } !done && /<provision.*>/ { for (i = 0; i < 100; i++) print ""; done = 1 }' \
        "$file" >"$work/longer"
    [ "$(wc -l <"$work/longer")" -ge 100 ] && cp "$work/longer" "$file"
done
prints >"$work/after"
[ "$(wc -l <"$work/before")" -ge 10 ] || complain "too few findings to compare fingerprints"
same "$work/before" "$work/after" || complain "blank lines change fingerprints"
# One file is linted once and named in one way, however it's spelt or met; so is one that's missing.
mkdir .git sub && ln -s "$work/moved" "$work/here"
for format in json pretty ${THOROUGH:+$some}; do
    status=3
    run "$work/wanted" -q --pedantic --format="$format" lab-mixed.xml nothing
    run "$work/report" -q --pedantic --format="$format" ./lab-mixed.xml lab-mixed.xml nothing .//nothing
    same "$work/wanted" "$work/report" || complain "$format: a file is linted twice"
    for name in sub/../lab-mixed.xml ./././/lab-mixed.xml "$work/moved/lab-mixed.xml" \
        "$work/here/lab-mixed.xml" ../moved/lab-mixed.xml; do
        run "$work/report" -q --pedantic --format="$format" "$name" sub/../nothing
        same "$work/wanted" "$work/report" || complain "$format: $name is called otherwise"
        (cd "$work/here" && run "$work/report" -q --pedantic --format="$format" "$name" nothing)
        same "$work/wanted" "$work/report" || complain "$format: $name is called otherwise by a link"
    done
    status=1
    run "$work/wanted" -q --pedantic --format="$format" .
    run "$work/report" -q --pedantic --format="$format" sub/../edited-by-hand.xml "$PWD" sub/.. ./
    same "$work/wanted" "$work/report" || complain "$format: what is in a folder is linted twice"
done

# Fingerprints are told from the repository's root, wherever in it siplint runs.
from() { # a directory, and what a run there lints: each format's fingerprints
    (cd "$1" && report_all "$work/from" -q --pedantic "$2")
    (cd "$work/from" && grep -oE '"(fingerprint|siplint/v1)": ?"[0-9a-f]{32}"' json jsonl sarif gitlab) || :
}
status=1
from . . >"$work/wanted"
for format in json jsonl sarif gitlab; do
    [ "$(grep -c "^$format:" "$work/wanted")" -eq "$(wc -l <"$work/before")" ] || complain "$format: too few"
done
[ -z "$(sort "$work/wanted" | uniq -d)" ] || complain "fingerprints that aren't unique"
for way in 'sub ..' "sub $work/moved" "sub $work/here" "$work $work/here" "/ $work/moved"; do
    # shellcheck disable=SC2086 # these are two words
    from $way >"$work/got"
    case $way in
    sub*) same "$work/wanted" "$work/got" || complain "other fingerprints: $way" ;;
    *) ! grep -xFf "$work/wanted" "$work/got" >&2 || complain "the same fingerprints in no repository: $way" ;;
    esac
done

# ---- GitLab's names for files, and SARIF's: in the directory of the run ----

mkdir "$work/twins"
sed '/<!-- expect/d' "$fixtures/profiles/office-tls-kerberos.xml" >"$work/twins/a.xml"
cp "$work/twins/a.xml" "$work/twins/b.xml"
status=1
for format in gitlab sarif; do
    (cd "$work/twins" && run "$work/report" -q --only=duplicate-key --format="$format" "$work/twins")
    grep -q 'a\.xml' "$work/report" || complain "$format doesn't name the first of two files"
    ! grep -qF "$work" "$work/report" || complain "$format: a path from the root"
done

# ---- Nothing found, nothing to lint, nothing to read ----

cd "$work" && mkdir empty clean
sed '/<!-- expect/d' "$fixtures/profiles/office-tls-kerberos.xml" >clean/a.xml
status=0 findings=0
lint_all clean
! have prove || prove -Q -e cat "$out/tap" >/dev/null 2>&1 || complain "tap: a clean file fails"
lint_all empty --allow-empty
[ -z "${THOROUGH-}" ] || lint_all --allow-empty
status=3
[ -z "${THOROUGH-}" ] || lint_all empty
run "$work/report" empty
grep -q 'no file to lint' "$work/said" || complain "nothing says that there's no file"
printf '<provision/>' >empty/other.xml
status=0
[ -z "${THOROUGH-}" ] || lint_all empty
status=3
report_all "$work/missing" -q missing.xml clean
keep "$work/missing"
for format in $formats; do
    case $format in
    json | jsonl | sarif | checkstyle | junit | github | gitlab | tap)
        grep -q 'be read\|unreadable' "$work/missing/$format" ||
            complain "$format doesn't say what couldn't be read"
        ;;
    esac
done

# ---- Standard input is never a device ----

status=1
report_all "$work/named" -q --stdin-filename='in box.xml' - <"$fixtures/profiles/lab-mixed.xml"
for format in $(cd "$work/named" && grep -L 'in box.xml\|in%20box.xml' *); do
    case $format in
    statistics) ;; # it names none
    *) complain "$format: not the given name" ;;
    esac
done
report_all "$work/unnamed" -q - <"$fixtures/profiles/lab-mixed.xml"
for format in $(cd "$work/unnamed" && grep -l '/dev/\|/proc/' *); do
    complain "$format: a device is named"
done

# ---- Output that can't be written ----

cd "$work" && mkdir reports
profiles=$fixtures/profiles
for format in $some; do
    status=3
    [ ! -c /dev/full ] || run /dev/full -q --format="$format" "$profiles"
    got=0
    "$program" -q --format="$format" "$profiles" >&- 2>/dev/null || got=$?
    [ "$got" = 3 ] || complain "$format: status $got when standard output is closed"
    [ ! -c /dev/full ] || run "$work/report" -q --output="$format:/dev/full" "$profiles"
    run "$work/report" -q --output="$format:nowhere/report" "$profiles"
    grep -q 'nowhere/report: the report couldn.t be written: No such' "$work/said" ||
        complain "$format: no message: $(cat "$work/said")"
    [ -s "$work/report" ] || complain "$format: the other report is missing"
    # A full disk, in the middle of it: what was there before stays.
    echo old >reports/report
    got=0
    (ulimit -f 1 && exec "$program" -q --output="$format:reports/report" \
        "$profiles" 2>/dev/null >/dev/null) || got=$?
    [ "$got" = 3 ] || complain "$format: status $got when the disk is full"
    [ "$(cat reports/report)" = old ] || complain "$format: the old report is gone"
    [ "$(ls -A reports)" = report ] || complain "$format: left behind: $(ls -A reports)"
done

# A list or a help whose reader has gone is no failure and says nothing; a report is one, and says so.
{
    sleep 0.2
    for action in --help --version --list-rules '--list-rules --format=json' --explain=all \
        "$profiles" "--list-files $profiles" "--format=sarif $profiles"; do
        # shellcheck disable=SC2086 # they are words
        "$program" -q $action 2>"$work/said" || echo "$?" >&3
        echo "$action: $(cat "$work/said")" >&3
    done
} 3>"$work/closed" | :
broken='siplint: the output couldn.t be written: Broken pipe'
sed "s| $profiles|/|; s|^$profiles|/|; s/$broken/broken/" "$work/closed" >"$work/got"
cat >"$work/wanted" <<'LIST'
--help: 
--version: 
--list-rules: 
--list-rules --format=json: 
--explain=all: 
3
/: broken
3
--list-files/: broken
3
--format=sarif/: broken
LIST
cmp -s "$work/wanted" "$work/got" || complain "closed pipes: $(diff "$work/wanted" "$work/got")"
if [ -c /dev/full ]; then
    status=3
    for action in --help --version --list-rules --explain=all; do
        run /dev/full "$action"
        grep -q 'the output couldn.t be written: No space left' "$work/said" ||
            complain "$action to a full disk: $(cat "$work/said")"
    done
fi

# One report that can't be written doesn't end the others.
status=1
run "$work/all" -q "$fixtures/rules"
run "$work/all.sarif" -q --format=sarif "$fixtures/rules"
if [ -c /dev/full ]; then
    status=3
    run "$work/report" -q --output=sarif:/dev/full "$fixtures/rules"
    same "$work/all" "$work/report" || complain "a report isn't whole because of another one"
    run /dev/full -q --output=sarif:reports/new "$fixtures/rules"
    same "$work/all.sarif" reports/new || complain "a report isn't whole without output"
    rm reports/new
fi

# What a descriptor stands for is added to, not replaced.
if [ -e /dev/fd/2 ]; then
    echo earlier >"$work/log"
    "$program" -q --output=json:/dev/fd/3 "$fixtures/rules" >/dev/null 3>>"$work/log" || :
    "$program" -q --output=gcc:/dev/stderr "$fixtures/rules" >/dev/null 2>>"$work/log" || :
    "$program" -q --format=json "$fixtures/rules" >"$work/json" || :
    { echo earlier && cat "$work/json" "$work/all"; } | same - "$work/log" ||
        complain "a report to a descriptor isn't added to its file"
    ln -s /dev/fd/3 descriptor
    {
        echo earlier >&3
        "$program" -q --output=gcc:/dev/fd/3 "$fixtures/rules" >/dev/null || :
        "$program" -q --output=gcc:descriptor "$fixtures/rules" >/dev/null || :
        echo later >&3
    } 3>"$work/log"
    { echo earlier && cat "$work/all" "$work/all" && echo later; } | same - "$work/log" ||
        complain "a report to a descriptor isn't written through it"
fi

# A run that's cut short replaces nothing, and leaves nothing behind. (The shell has what it runs in
# the background ignore SIGINT and SIGQUIT; a test of its own sends these.)
mkfifo pipe unread
heeding='' # whoever started this, as nohup does, may ignore SIGHUP
if env --default-signal=HUP true 2>/dev/null; then heeding='env --default-signal=HUP'; fi
for signal in TERM HUP; do
    $heeding "$program" -q --output=json:reports/report pipe >/dev/null 2>&1 &
    child=$!
    sleep 0.3
    [ "$(ls -A reports)" != report ] || complain "no temporary file: $(ls -A reports)"
    kill -$signal $child
    got=0
    wait $child || got=$?
    [ "$got" = 3 ] || complain "status $got when interrupted by SIG$signal"
    [ "$(cat reports/report)" = old ] || complain "an interrupted run replaced the old report"
    [ "$(ls -A reports)" = report ] || complain "interrupted, it left behind: $(ls -A reports)"
done
# Nobody reads what it writes, so it doesn't come to its end: a second signal ends it.
# shellcheck disable=SC2217 # it only holds the pipe open
sleep 60 <unread &
reader=$!
"$program" -q --format=json --output=json:reports/report "$fixtures/rules" >unread 2>/dev/null &
child=$!
sleep 0.5
kill -TERM $child
sleep 0.2
kill -TERM $child
got=0
wait $child 2>/dev/null || got=$?
kill $reader
[ "$got" = 143 ] || complain "status $got after two signals"
[ "$(ls -A reports)" = report ] || complain "after two signals, it left behind: $(ls -A reports)"

# ---- Outputs that would cost a file ----

echo old >reports/report
ln -s report reports/link
cp "$profiles/lab-mixed.xml" in.xml
refuse() {
    run "$work/report" "$@"
    [ ! -s "$work/report" ] || complain "standard output is used: $*"
    cmp -s in.xml "$profiles/lab-mixed.xml" || complain "the input is gone: $*"
    [ "$(cat reports/report)" = old ] || complain "the old report is gone: $*"
}
status=2
refuse --output=json:in.xml in.xml
refuse --output=json:./in.xml "$work/in.xml"
refuse --output=json:in.xml --stdin-filename=in.xml - </dev/null
refuse --output=json:in.xml --files-from=in.xml
refuse --output=json:new --output=sarif:./new in.xml
refuse --output=json:reports/report --output=sarif:reports/link in.xml
refuse --output=json:reports/link reports
grep -q '"reports/link" is one; name what' "$work/said" || complain "a link: $(cat "$work/said")"
refuse --output=json:- in.xml
refuse --output=json: in.xml
refuse --output=json in.xml
refuse --output=josn:x in.xml
got=0
"$program" --output=json:reports/report in.xml >>reports/report 2>/dev/null || got=$?
[ "$got" = 2 ] || complain "status $got when a report is what standard output goes to"
[ ! -e new ] || complain "a file was made"
mkdir folder && cp in.xml folder
status=3
run "$work/report" -q --output=json:folder/in.xml folder
same in.xml folder/in.xml || complain "an input that was met in a folder is gone"
grep -q 'one of those that were linted' "$work/said" || complain "no message for that"

# What is being written isn't met by the walk; what is called alike is.
mkdir own && cp in.xml own && echo x >own/.siplint-000000 && echo old >own/report && ln own/report own/too
status=0
(cd own && run "$work/list" --list-files --include='*' --output=json:new --output=sarif:report .)
printf '%s: skipped: no root element could be read\n' .siplint-000000 report too |
    sed '1a in.xml: profile' | same - "$work/list" || complain "the walk: $(cat "$work/list")"
for report in new report; do
    head -c 1 own/$report | grep -q '{' || complain "own/$report: $(cat own/$report)"
done
[ "$(cat own/too)" = old ] || complain "own/too is replaced"
[ "$(cat "$work/said")" = 'siplint: 1 file would be linted; 3 files skipped (no root element could be read)' ] ||
    complain "--list-files: $(cat "$work/said")"

# ---- What was put off ----

# What a number in the messages of the readers stands for is shown with them.
before=$failed
cd "$work/kept"
check_bytes
for format in $formats pretty; do
    check_kept "$format"
done
[ "$failed" = "$before" ] || cat "$work/kept.list" >&2
cd "$work"

if [ -s "$work/validate.list" ]; then
    said=$($python -W ignore "$work/validate.py" "$work/validate.list" 2>&1) || said="$said (failed)"
    [ -z "$said" ] || complain "$said"
fi

exit $failed
