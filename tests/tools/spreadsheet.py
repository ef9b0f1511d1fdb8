# SPDX-License-Identifier: MIT
"""What tests/check_spreadsheet.sh does: see there."""

import csv
import os
import subprocess
import sys
import xml.etree.ElementTree as tree

import hostile_cells

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
siplint, fixtures = sys.argv[1:]
failed = False


def complain(*what):
    global failed
    failed = True
    print("spreadsheet:", *what, file=sys.stderr)


def convert(to, separator, quoted_is_text, names):
    """Has LibreOffice import the files in English, formulas included. Their cells by name: of each
    its text, and the formula that it is."""
    options = "CSV:%d,34,76,1,,1033,%s,false,true,false,false,0,true" % (
        ord(separator), str(quoted_is_text).lower())
    subprocess.run(["soffice", "-env:UserInstallation=file://" + os.path.abspath("office"),
                    "--headless", "--convert-to", "fods", "--infilter=" + options,
                    "--outdir", to] + names, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   check=True, timeout=300)
    return {name: read(os.path.join(to, name.replace(".csv", ".fods"))) for name in names}


def text_of(part):
    """Blanks at a text's start are elements."""
    text = part.text or ""
    for child in part:
        blanks = int(child.get(TEXT + "c", 1)) if child.tag == TEXT + "s" else 0
        text += " " * blanks + text_of(child) + (child.tail or "")
    return text


def read(path):
    rows = []
    for row in tree.parse(path).getroot().iter(TABLE + "table-row"):
        cells = []
        for cell in row.findall(TABLE + "table-cell"):
            text = "\n".join(text_of(part) for part in cell.findall(TEXT + "p"))
            count = int(cell.get(TABLE + "number-columns-repeated", 1))
            cells += [(text, cell.get(TABLE + "formula"))] * min(count, 64)
        rows.append(cells)
    return rows


def formulas(rows):
    return [cell for row in rows for cell in row if cell[1]]


hostile_cells.write("hostile")
with open("control.csv", "w") as file:
    file.write('\ufeff"a","=1+1"\r\n')
for name, path in ("hostile", "hostile"), ("fixtures", fixtures):
    subprocess.run([siplint, "-q", "--pedantic", "--with-users", "--format=csv",
                    "--output=csv:%s-csv.csv" % name, "--output=inventory:%s-inventory.csv" % name,
                    path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
names = sorted(name for name in os.listdir(".") if name.endswith(".csv") and name != "control.csv")

# As a person would import it who has read the README.
for name, rows in convert("texts", ",", True, names).items():
    with open(name, encoding="utf-8-sig", newline="") as file:
        wanted = list(csv.reader(file, strict=True))
    if len(wanted) < 30 or len(rows) < len(wanted):
        complain(name, "has", len(rows), "rows, not", len(wanted))
    for row, cells in zip(wanted, rows):
        got = [text for text, _ in cells][:len(row)]
        if got + [""] * (len(row) - len(got)) != row:
            complain(name, "has other cells:", got, row)
    if formulas(rows):
        complain(name, "has formulas:", formulas(rows))

# As a person would who has not, or whose country has another separator.
for separator in ",", ";", "\t", "|":
    sheets = convert("sep%d" % ord(separator), separator, False, names + ["control.csv"])
    if separator == "," and not formulas(sheets["control.csv"]):
        complain("LibreOffice doesn't take what is one for a formula")
    for name in names:
        if formulas(sheets[name]):
            complain("with", repr(separator), name, "has formulas:", formulas(sheets[name])[:5])

sys.exit(failed)
