# SPDX-License-Identifier: MIT
"""What tests/check_inventory.sh does: see there."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import xml.parsers.expat

import hostile_cells

SIGNS = hostile_cells.SIGNS
PROFILE = hostile_cells.PROFILE
LEVELS = ["note", "warning", "error"]
siplint = os.path.abspath(sys.argv[1])
failed = False


def complain(*what):
    global failed
    failed = True
    print("inventory:", *what, file=sys.stderr)


def run(*arguments, status=(0, 1, 3)):
    got = subprocess.run([siplint, "-q", *arguments], capture_output=True)
    if got.returncode not in status:
        complain("status", got.returncode, arguments, got.stderr.decode())
    return got.stdout


def read_csv(data):
    """The rows by column, after a look at their form."""
    text = data.decode()
    if not text.startswith("\ufeff") or text.count("\ufeff") != 1:
        complain("no byte order mark, or more than one")
    text = text[1:]
    if text.count("\r\n") != text.count("\n") or text.count("\r") != text.count("\n"):
        complain("a line end that isn't CR LF")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    if text.count("\n") != len(rows) + 1:
        complain("a line end within a cell")
    for row in rows:
        if len(row) != len(header):
            complain("a row of", len(row), "cells, not", len(header), row)
        for cell in row:
            check_cell(cell)
    # Numbers are the only cells without quotes, and empty ones.
    for line in text.splitlines()[1:]:
        for cell in re.findall(r'(?:^|,)((?:"(?:[^"]|"")*"|[^",])*)', line):
            if not re.fullmatch(r'"(?:[^"]|"")*"|\d*|true|false', cell):
                complain("a cell that's neither a text nor a number:", cell)
    return [dict(zip(header, row)) for row in rows]


def check_cell(cell):
    """Whatever else may separate cells: none begins a formula."""
    for part in re.split("[,;|\t\r\n]", cell):
        if part.lstrip(" \"\u00a0\u3000")[:1] in tuple(SIGNS):
            complain("a cell could be taken for a formula:", repr(cell))


def safe(text):
    """The cell for a text of json's: visible, as far as it has an escape in what is tested, and an
    apostrophe before what would begin a formula."""
    cell, begins = "", True
    for sign, shown in ("\t", "\\t"), ("\r", "\\r"), ("\n", "\\n"), ("\u202e", "\\u{202e}"):
        text = text.replace(sign, shown)
    for sign in text:
        cell += "'" + sign if begins and sign in SIGNS else sign
        begins = sign in ",;|" or (begins and sign in " '\"\u00a0\u3000")
    return cell


def jsonl(data):
    lines = [json.loads(line) for line in data.decode().splitlines()]
    if lines[-1]["kind"] != "summary":
        complain("the last line isn't the summary")
    return lines[:-1], lines[-1]


def first_other(got, wanted):
    return next(pair for pair in zip(got + [None], wanted + [None]) if pair[0] != pair[1])


# ---- csv ----

def check_findings(document, rows):
    """As many findings as json has, the same, and each file that wasn't linted to its end."""
    wanted = []
    for file in document["files"]:
        outcome = "partial" if file["partial"] else file["outcome"]
        for found in file["findings"]:
            start, end = found["range"]["start"], found["range"]["end"]
            wanted.append([file["path"], start["line"], start["column"], end["line"],
                           end["column"], found["severity"], found["rule"], found["category"],
                           found["help"], found["where"], found["fingerprint"],
                           str(found["known"]).lower(), outcome])
        if not file["findings"] and outcome != "linted":
            wanted.append([file["path"]] + [""] * 11 + [outcome])
    columns = ["path", "line", "column", "endLine", "endColumn", "severity", "rule", "category",
               "help", "where", "fingerprint", "known", "outcome"]
    got = [[row[column] for column in columns] for row in rows]
    wanted = [[safe(str(cell)) for cell in row] for row in wanted]
    if got != wanted:
        complain("csv has other rows than json:", first_other(got, wanted))


# ---- The inventory ----

def as_cells(line):
    """A line of inventory-jsonl as the row it should be."""
    cells = {}
    for name, value in line.items():
        if name not in ("kind", "uri", "partial"):
            cells[name] = "" if value is None else " ".join(value) if isinstance(value, list) \
                else str(value)
    if line["partial"]:
        cells["outcome"] = "partial"
    return {name: safe(cell) for name, cell in cells.items()}


def check_same(lines, rows):
    wanted = [as_cells(line) for line in lines]
    if rows != wanted:
        complain("inventory and inventory-jsonl differ:", first_other(rows, wanted))


def worst(levels):
    return max(levels, key=LEVELS.index, default=None)


def entries_of(path):
    """The lines and extents of the server entries of a plain document, by expat; None: it has
    something about it that would need a second siplint to tell."""
    try:
        data = open(path, "rb").read()
    except OSError:  # its name isn't UTF-8
        return None
    if re.search(rb"<!DOCTYPE|<[\w]+:|xmlns|^.{1,3}\x00|encoding=|<voip-|<characteristic", data, re.S):
        return None
    parser = xml.parsers.expat.ParserCreate()
    found, depth, names = [], [0], []

    def start(name, attributes):
        names.append(name)
        if len(names) == 2 and name == "sipsrv" and names[0] == "provision":
            found.append([parser.CurrentLineNumber, parser.CurrentByteIndex, None])

    def end(name):
        if len(names) == 2 and name == "sipsrv" and names[0] == "provision":
            found[-1][2] = parser.CurrentByteIndex + 1  # within the end tag nothing is found
        names.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError:
        return None
    return found


def levels_of(file, setting, settings):
    """Of what was found in the setting's profile, or in none of these settings'."""
    return [found["severity"] for found in file["findings"]
            if found["where"].partition("/")[0] not in settings - {setting}]


def check_entries(document, lines):
    """Servers and what was found at each, by expat and json."""
    by_path = {}
    for line in lines:
        by_path.setdefault(line["path"], []).append(line)
    if list(by_path) != [file["path"] for file in document["files"]]:
        complain("not a row for each file, in their order")
    known = 0
    for file in document["files"]:
        of_file = by_path[file["path"]]
        if any((line["outcome"], line["partial"]) != (file["outcome"], file["partial"])
               for line in of_file):
            complain("another outcome than json's:", file["path"])
        if any((line["reason"] is None) != (file["outcome"] == "linted" and not file["partial"])
               for line in of_file):
            complain("a reason too few or too many:", file["path"])
        settings = {line["setting"] for line in of_file}
        if any(line["profileSeverity"] != worst(levels_of(file, line["setting"], settings))
               for line in of_file):
            complain("another worst severity than json's:", file["path"])
        if file["outcome"] != "linted" or file["partial"]:
            continue
        entries = entries_of(file["path"])
        servers = [line for line in of_file if line["kind"] == "server"]
        # A name that is nearly <sipsrv> is taken for it where there's none.
        if entries is None or any(found["rule"] in ("unknown-element", "name-case", "misplaced-element")
                                  for found in file["findings"]):
            continue
        known += len(entries)
        if [line["line"] for line in servers] != [entry[0] for entry in entries]:
            complain("other servers than expat finds:", file["path"])
            continue
        for line, (_, begin, end) in zip(servers, entries):
            at = [found for found in file["findings"]
                  if begin <= found["range"]["start"]["byte"] < end]
            if set(line["rules"]) != {found["rule"] for found in at} or \
                    line["severity"] != worst([found["severity"] for found in at]):
                complain("other findings at a server than json has there:", file["path"],
                         line["line"], line["rules"])
    return known


def check_sums(document, lines, summary):
    """Transports and methods, as the statistics count them."""
    counted = {}
    for line in lines:
        if line["kind"] == "server" and not line["partial"]:
            group = line["transport"], line["methods"]
            counted[group] = counted.get(group, 0) + 1
    for sums in document["summary"], summary:
        told = {(group["transport"], group["methods"]): group["servers"]
                for group in sums["statistics"]["servers"]}
        if told != counted:
            complain("other servers than the statistics have:", told, counted)
    for name in "files", "partial", "skipped", "unreadable", "shown", "hidden", "complete":
        if document["summary"][name] != summary[name]:
            complain("another", name, "than json's")


def reports(*arguments, status=(0, 1, 3)):
    """All four formats, of one run."""
    names = "csv", "inventory", "inventory-jsonl"
    outputs = ["--output=%s:report.%s" % (name, name) for name in names]
    document = json.loads(run("--format=json", *outputs, *arguments, status=status))
    data = [open("report." + name, "rb").read() for name in names]
    rows, entries = read_csv(data[0]), read_csv(data[1])
    lines, summary = jsonl(data[2])
    check_findings(document, rows)
    check_same(lines, entries)
    known = check_entries(document, lines)
    check_sums(document, lines, summary)
    return rows, entries, lines, known


# ---- The fixtures ----

for folder in sorted(os.listdir(sys.argv[2])) if len(sys.argv) > 3 else ["profiles"]:
    path = os.path.join(sys.argv[2], folder)
    if os.path.isdir(path):
        reports("--pedantic", path)
        reports("--audit", "--target=rtc-1.2", path)
known = reports("--pedantic", "--jobs=8", sys.argv[2])[3]
if known < 200:
    complain("only", known, "server entries that expat has found, too")

# ---- What a baseline knows was found all the same ----

profiles = os.path.join(sys.argv[2], "profiles")
before = reports(profiles)[1]
run("--write-baseline=known", profiles)
if reports("--baseline=known", profiles)[1] != before:
    complain("a baseline makes servers look clean")

# ---- Hostile cells ----

hostile_cells.write("hostile")
os.chdir("hostile")
rows, entries, lines, _ = reports("--pedantic", "--with-users", "--exclude=report.*", ".")
os.chdir("..")
of_paths = sum(row["path"].startswith("'") for row in entries)
of_keys = sum(row["key"].startswith("'") for row in entries)
if of_paths < 10 or of_keys < 5:
    complain("what is hostile isn't there:", of_paths, of_keys)
if {row["outcome"] for row in entries} != {"linted", "skipped", "unreadable"}:
    complain("outcomes are missing:", {row["outcome"] for row in entries})

# ---- Users and passwords ----

os.mkdir("users")
with open("users/a.xml", "w") as file:
    file.write(PROFILE % ("k", "n", "sip:ann@contoso.net", "contoso.net", "sip.contoso.net:5061",
                          "TLS", "proxy", "first", "im"))
with open("users/b.xml", "w") as file:
    file.write(PROFILE % ("k2", "n", "sip:bob:hT7kkp2X@contoso.net", "contoso.net", "x:hT7kkp2X@a.net",
                          "TLS", "proxy", "first", "im"))
for form in "inventory", "inventory-jsonl":
    without = run("--format=" + form, "users")
    with_users = run("--format=" + form, "--with-users", "users")
    if b"ann" in without or b"bob" in without:
        complain(form, "shows a user's address unasked")
    if b"sip:ann@contoso.net" not in with_users:
        complain(form, "doesn't show a user's address")
    if b"hT7" in without + with_users or b"kkp2X" in without + with_users:
        complain(form, "shows a password")
row = read_csv(run("--format=inventory", "--with-users", "users"))[0]
wanted = {"path": "users/a.xml", "setting": "", "key": "k", "name": "n", "domain": "contoso.net",
          "user": "sip:ann@contoso.net", "line": "2", "host": "sip.contoso.net", "port": "5061",
          "effectivePort": "5061", "transport": "TLS", "role": "proxy", "methods": "digest",
          "sessions": "first:im", "severity": "", "rules": "", "outcome": "linted", "reason": ""}
if {name: cell for name, cell in row.items() if name != "profileSeverity"} != wanted:
    complain("the row of a plain profile:", row)
with open("users/siplint.conf", "w") as file:
    file.write("with-users = true\n")
if run("--config=users/siplint.conf", "users/a.xml", status=(2,)):
    complain("a setting file may ask for users' addresses")

# ---- What isn't there, and what isn't told ----

os.mkdir("empty")
for form in "csv", "inventory":
    rows = read_csv(run("--format=" + form, "empty", status=(3,)))
    if [(row["outcome"], row["reason"]) for row in rows] != [("incomplete", "there is no file to lint")]:
        complain(form, "of no file:", rows)
    if read_csv(run("--format=" + form, "--allow-empty", "empty", status=(0,))):
        complain(form, "of no file, with --allow-empty, has rows")
with open("empty/a.xml", "w") as file:
    file.write('<provision key="k" name="n"/>')
rows = read_csv(run("--format=inventory", "empty"))
if [(row["key"], row["host"], row["transport"], row["profileSeverity"]) for row in rows] != \
        [("k", "", "", "error")] or not rows[0]["rules"]:
    complain("a profile without servers:", rows)
with open("empty/a.xml", "w") as file:
    file.write('<provision key="k"><sipsrv addr="a.net" protocol="TLS" role="registrar"/><sipsrv')
rows = read_csv(run("--format=inventory", "empty"))
if [(row["host"], row["outcome"], row["severity"], row["profileSeverity"]) for row in rows] != \
        [("a.net", "partial", "", "error")] or not rows[0]["reason"]:
    complain("a profile that broke off:", rows)

# ---- Memory ----

def peak(*arguments):
    """The most memory, in KiB, of a run in a process of its own."""
    code = "import resource,subprocess,sys;subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL," \
        "stderr=subprocess.DEVNULL);print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    return int(subprocess.run([sys.executable, "-c", code, siplint, *arguments],
                              capture_output=True).stdout)

if len(sys.argv) > 3 and not os.environ.get("SAN"):  # a sanitizer keeps what was freed
    os.mkdir("fleet")
    servers = "".join('<sipsrv addr="s%d.contoso.net" protocol="TCP" role="proxy"/>' % i
                      for i in range(200))
    for number in range(4000):
        with open("fleet/%d.xml" % number, "w") as file:
            file.write('<provision key="k%d" name="n"><user uri="sip:a@b.net"/>%s</provision>' %
                       (number, servers))
    for form in "csv", "inventory", "inventory-jsonl":
        plain_run = peak("-q", "--jobs=2", "fleet")
        told = peak("-q", "--jobs=2", "--format=" + form, "fleet")
        if told > plain_run + 8192:
            complain(form, "of a fleet takes", told, "KiB, where gcc takes", plain_run)

sys.exit(failed)
