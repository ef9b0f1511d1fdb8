# SPDX-License-Identifier: MIT
"""Files whose names and values would be formulas, cells, rows or numbers in a spreadsheet."""

import os

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
NASTY = ["=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201",
         " =1", "'=1", '"=1', "a,=1", 'a",=1', "a;=1", "a; =1", 'a;"=1', "a|@x", "a\t=1", "\t=1",
         "\r=1", "\n=1", "a\n=1", "\u00a0=1", "=", "", "a=1", '=HYPERLINK("http://x","y")', "x;y\r\n=z",
         "\u202e=1", "%0A=1", "0001", "1E5", "2005-06-30", "1,5", "TRUE"]
PROFILE = """<provision key="%s" name="%s"><user uri="%s" realm="%s"/>
<sipsrv addr="%s" protocol="%s" role="%s" auth="digest"><session party="%s" type="%s"/></sipsrv></provision>"""


def write(folder):
    """Profiles, and in a folder of their own what is skipped and what can't be read."""
    os.makedirs(os.path.join(folder, "gone"))
    for number, value in enumerate(NASTY):
        text = "".join("&#%d;" % ord(sign) for sign in value)
        name = value.replace("/", "_")
        with open("%s/%s%d.xml" % (folder, name, number), "w") as file:
            file.write(PROFILE % ((text,) * 9))
        os.symlink("nowhere", "%s/gone/%s.xml" % (folder, name))
        with open("%s/gone/_%s.xml" % (folder, name), "w") as file:
            file.write("<pom/>")
    with open(os.fsencode(folder) + b"/=\xff.xml", "w") as file:
        file.write(PROFILE % (("k",) * 9))
