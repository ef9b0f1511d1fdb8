# SPDX-License-Identifier: MIT
"""
    page.py PAGE...          are they well-formed, do they hold nothing that runs or is fetched?
    page.py --numbers PAGE   the same, and what it says, a number a line
    page.py --hashes PAGE    what its Content-Security-Policy has to admit, and admits

Pages of --format=html, read as HTML's syntax has it: each element is ended where it has to be, each
attribute is quoted, an id is there once, and a link within the page leads to one.
"""
import base64
import hashlib
import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "rect"}
KNOWN = set("""html head meta title style body a header p h1 h2 h3 h4 nav ul ol li main section svg
    rect text desc figure figcaption details summary table thead tbody tr th td bdi span b small
    strong code pre mark dl dt dd div script""".split())
ATTRIBUTES = set("""lang dir charset http-equiv content name class href id aria-label aria-hidden
    aria-labelledby role height width x y scope colspan data-of rel""".split())


class Page(HTMLParser):
    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path, self.open, self.ids, self.links = path, [], set(), []
        self.texts, self.raw = {}, {"style": "", "script": ""}
        self.heading = 0
        text = open(path, encoding="utf-8", newline="").read()
        assert text.startswith("<!DOCTYPE html>\n"), path
        self.feed(text)
        self.close()
        assert not self.open, (path, self.open)
        for link in self.links:
            assert link[1:] in self.ids if link[0] == "#" else \
                re.match(r"https://[a-z0-9.-]+/[^\s]*$", link), (path, link)

    def handle_starttag(self, tag, attributes):
        source = self.get_starttag_text()
        assert tag in KNOWN, (self.path, source)
        assert re.fullmatch(r'<[a-z0-9]+( [a-z-]+="[^"<>]*")*/?>', source) or \
            tag == "details" and source == "<details>", (self.path, source)
        for name, value in attributes:
            assert name in ATTRIBUTES, (self.path, source)
            if name == "id":
                assert value not in self.ids, (self.path, value)
                self.ids.add(value)
            if name == "href":
                self.links.append(value)
        if re.fullmatch("h[1-4]", tag):
            assert int(tag[1]) <= self.heading + 1, (self.path, tag, "after", self.heading)
            self.heading = int(tag[1])
        if tag not in VOID:
            self.open.append((tag, dict(attributes).get("id")))

    def handle_startendtag(self, tag, attributes):
        assert tag == "rect", (self.path, tag)
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1][0] == tag, (self.path, tag, self.open, self.getpos())
        self.open.pop()

    def handle_data(self, data):
        tag, name = self.open[-1] if self.open else ("", None)
        if tag in self.raw:
            self.raw[tag] += data
        if name:
            self.texts[name] = self.texts.get(name, "") + data

    def handle_comment(self, data):
        raise AssertionError((self.path, "a comment", data))

    def handle_pi(self, data):
        raise AssertionError((self.path, "an instruction", data))


def numbers(path):
    """Its lines of --numbers."""
    text = open(path, encoding="utf-8").read()
    page = Page(path)
    number = lambda of: int(of.replace(",", ""))
    lines = [(name, number(page.texts[name])) for name in ("rejected", "unencrypted", "clean")]
    for rule, files, findings in re.findall(
            r'<li id="rule-([a-z0-9-]+)">.*?in <strong>([0-9,]+) profile.*?, ([0-9,]+) finding',
            text, re.S):
        lines.append(("rule", rule, number(findings), number(files)))
    cell = r"<td[^>]*>([^<]*)</td>"
    folders = text[text.index('id="folders-text"'):text.index('id="transports-title"')]
    for row in re.findall(r'row"><bdi class="path">([^<]*)</bdi></th>' + cell * 4, folders):
        lines.append(("folder", row[0], *map(number, row[1:])))
    groups = text[text.index('id="transports-text"'):text.index('id="expiry-title"')]
    for row in re.findall(r'row">([^<]*)</th>' + cell * 2, groups):
        lines.append(("group", row[0], row[1], number(row[2])))
    servers = text[text.index('id="servers"'):text.index('id="files"')]
    for row in re.findall(r'row"><bdi class="path">([^<]*)</bdi></th>' + cell * 5, servers):
        lines.append(("server", row[0].lower(), row[1], row[2], *map(number, row[3:])))
    findings = text.count("<strong>What to do:</strong>") - text.count('<li id="rule-')
    lines.append(("findings", findings))
    return [" ".join(map(str, line)) for line in lines]


def hashes(path):
    page = Page(path)
    policy = re.search(r"Content-Security-Policy\" content=\"([^\"]*)", open(path).read()).group(1)
    for tag in "style", "script":
        digest = hashlib.sha256(page.raw[tag].encode()).digest()
        admitted = "%s-src 'sha256-%s'" % (tag, base64.b64encode(digest).decode())
        assert admitted in policy.split("; "), "html_page.c has to admit " + admitted
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy, policy


if __name__ == "__main__":
    if sys.argv[1] == "--numbers":
        print(*numbers(sys.argv[2]), sep="\n")
    elif sys.argv[1] == "--hashes":
        hashes(sys.argv[2])
    else:
        for argument in sys.argv[1:]:
            Page(argument)
