# SPDX-License-Identifier: MIT
"""
    page_numbers.py RULES FOLDER...

In each folder are reports of one run: page and digest, which are html's and markdown's, json, and
rows, which is inventory-jsonl's. The page has to say what json's findings, --list-rules' RULES and
the rows give when they are counted here; the digest says some of it, and that it leaves out the rest.
"""
import collections
import difflib
import html
import json
import re
import sys

import page


def count(document, rows, usual):
    """What page.numbers() of the page has to say."""
    linted = [file for file in document["files"] if file["outcome"] == "linted"]
    rejected = lambda finding: finding["clientAnswer"] and not finding["clientAnswer"]["likely"] \
        and usual[finding["rule"]] != "note"
    yield "rejected", sum(any(map(rejected, file["findings"])) for file in linted)
    yield "clean", sum(not file["findings"] and not file["partial"] for file in linted)
    found, files = collections.Counter(), collections.Counter()
    for file in linted:
        ids = [finding["rule"] for finding in file["findings"]]
        found.update(ids)
        files.update(set(ids))
    for rule in found:
        yield "rule", rule, found[rule], files[rule]
    statistics = document["summary"]["statistics"]
    for row in statistics["folders"][:200]:
        yield "folder", row["path"], row["files"], row["error"], row["warning"], row["note"]
    for row in statistics["servers"]:
        yield "group", row["transport"], row["methods"], row["servers"]
    yield "findings", sum(found.values())
    yield "unencrypted", len({row["path"] for row in rows if row["transport"] in ("TCP", "UDP")})
    servers = collections.defaultdict(dict)
    for row in rows:
        name = html.escape(row["host"] or "no address").replace("&#x27;", "&apos;").lower(), \
            str(row["effectivePort"] or html.escape(row["port"] or "unknown")), row["transport"]
        worst = ["off", None, "note", "warning", "error"].index(row["severity"])
        servers[name][row["path"]] = max(worst, servers[name].get(row["path"], 0))
    for name, touched in servers.items():
        worst = collections.Counter(touched.values())
        yield "server", *name, len(touched), worst[4], worst[3]


def check_digest(digest, counted):
    """Are its numbers among those that are counted, and all that it doesn't leave out?"""
    number = lambda text: text.replace(",", "")
    told = {f"{name} {number(re.search(row + r' . ([0-9,]+) ', digest)[1])}" for name, row in (
        ("rejected", "rejected by the RTC client"), ("clean", "without a finding"),
        ("unencrypted", "sending credentials or signalling unencrypted"))}
    told |= {f"rule {id} {number(findings)} {number(files)}" for id, files, findings in re.findall(
        r"(?m)^1[.] .*, `([a-z0-9-]+)`\): ([0-9,]+) profiles?, ([0-9,]+) findings?[.] What", digest)}
    told |= {f"rule {id} {number(findings)} {number(files)}" for id, files, findings in re.findall(
        r"(?m)^[|] `([a-z0-9-]+)` [|] [a-z]+ [|] ([0-9,]+) [|] ([0-9,]+) [|]$", digest)}
    folders = digest[digest.index("| Folder |"):digest.index("#### Transports")]
    told |= {"folder " + " ".join(map(number, row)) for row in re.findall(
        r"(?m)^[|] `([^`]*)`" + r" [|] ([0-9,]+)" * 4 + " [|]$", folders)}
    told |= {f"group {row[0]} {row[1]} {number(row[2])}" for row in re.findall(
        r"(?m)^[|] (TLS|TCP|UDP|unknown) [|] ([a-z0-9 ]+) [|] ([0-9,]+) [|]$", digest)}
    assert told <= counted, told - counted
    missing = {line for line in counted - told if line.split()[0] in ("rule", "folder", "group")}
    left = {"rule": " more kinds?", "folder": " more folders?", "group": " more kinds?"}
    for line in missing:
        assert re.search("… and [0-9,]+" + left[line.split()[0]], digest), line


def check(folder, usual):
    at = lambda name: open(f"{folder}/{name}", encoding="utf-8")
    rows = [row for row in map(json.loads, at("rows")) if row["kind"] == "server"]
    counted = sorted(" ".join(map(str, line)) for line in count(json.load(at("json")), rows, usual))
    told = sorted(page.numbers(f"{folder}/page"))
    assert told == counted, "\n".join(["other numbers than json's:"] + list(
        difflib.unified_diff(counted, told, "json", "page", lineterm="", n=0))[:10])
    check_digest(at("digest").read(), set(counted))


failed = False
for folder in sys.argv[2:]:
    try:
        check(folder, {rule["id"]: rule["severity"] for rule in json.load(open(sys.argv[1]))})
    except AssertionError as error:
        print(folder, error, sep=": ")
        failed = True
sys.exit(failed)
