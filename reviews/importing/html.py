"""A web page as the text that a reader sees of it, in simple Markdown."""

import re
from dataclasses import dataclass, field

from bs4 import NavigableString, Tag

from reviews.importing import infobox

SKIPPED = frozenset("script style template svg math canvas object iframe".split())
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol"
    " option p pre section select summary table tbody td tfoot th thead title tr ul".split()
)
_HEADING = re.compile(r"h[1-6]\Z")
_ADDRESS = re.compile(r"(?:https?://|/(?!/))[^\s()]*\Z", re.I)
_POWER = re.compile(r"[-+−]?\d{1,4}\Z")


def read(markup: str):
    """Return (what a reader sees of a page, its tables); None if there is too much markup.

    A paragraph, an item or a row is a line of its own. Headings begin with "#", items with "-";
    tables are Markdown; links keep their address.
    """
    soup = infobox.parsed(markup)
    if soup is None:
        return None
    writer = _Writer({id(table) for table in infobox.simple_tables(soup)})
    for node, opening in infobox.walk(soup, writer.passes):
        if isinstance(node, Tag):
            (writer.open if opening else writer.close)(node)
        elif type(node) is NavigableString:
            writer.write(node)
    writer.end_line()
    return "\n".join(writer.lines), writer.boxes


@dataclass
class _Writer:
    """The lines so far, and the one being written."""

    tables: set
    lines: list = field(default_factory=list)
    now: list = field(default_factory=list)
    mark: str = ""
    pre: int = 0
    links: list = field(default_factory=list)
    taken: object = None
    boxes: list = field(default_factory=list)

    def passes(self, tag):
        """Whether what is in a tag is not to be walked through."""
        return self.taken is tag or tag.name in SKIPPED

    def open(self, tag):
        if tag.name in BLOCKS or tag.name == "br":
            self.end_line()
        if _HEADING.match(tag.name):
            self.mark = "#" * int(tag.name[1]) + " "
        elif tag.name == "li":
            self.mark = "- "
        elif tag.name == "pre":
            self.pre += 1
        elif tag.name == "a":
            self.links.append((tag, len(self.lines), len(self.now)))
        elif tag.name == "sup" and _POWER.match(str(tag.string or "").strip()):
            self.now.append("^")  # 10⁵ must not become 105
        elif id(tag) in self.tables:
            self._table(tag)

    def close(self, tag):
        if tag.name == "a" and self.links and self.links[-1][0] is tag:
            self._link(*self.links.pop())
        elif tag.name == "pre":
            self.end_line()
            self.pre -= 1
        elif tag.name in BLOCKS:
            self.end_line()
            self.mark = ""

    def write(self, string):
        if not self.pre:
            self.now.append(str(string))
            return
        first, *rest = str(string).split("\n")
        self.now.append(first)
        for line in rest:
            self.end_line()
            self.now.append(line)

    def end_line(self):
        words = " ".join("".join(self.now).split())
        if words:
            self.lines += ([""] if self._apart() else []) + [self.mark + words]
            self.mark = ""
        self.now.clear()

    def _apart(self):
        return self.lines and not (self.mark == "- " and self.lines[-1].startswith("- "))

    def _link(self, tag, line, start):
        """Put the address behind the words, where they stand on one line."""
        address = str(tag.get("href") or "").strip()
        words = " ".join("".join(self.now[start:]).split())
        if line == len(self.lines) and words and _ADDRESS.match(address):
            before = " " if self.now[start][:1].isspace() else ""
            self.now[start:] = [f"{before}[{words}]({address})"]

    def _table(self, tag):
        box = infobox.of_table(tag)
        seen = " ".join([box.caption, *(cell for row in box.rows for cell in row)]).split()
        if len(box.rows) > 1 and seen == tag.get_text(" ").split():
            self.lines += ["", *infobox.as_lines(box)]
            self.taken = tag
            self.boxes.append(box)
