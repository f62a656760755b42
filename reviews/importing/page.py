"""What was found on a page: plain values, in the order of the page."""

from dataclasses import dataclass

TEXT, ITEM, ROW, HEADING, LABEL, TITLE = "text", "item", "row", "heading", "label", "title"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank. ``number`` counts from 1 in what was read.

    ``role`` says what it is: running text, an item of a list, a row of a table, a heading (its
    ``level`` 1 to 6 as marked, 0 where nothing marks it), the label of a field, or the title.
    """

    number: int
    text: str
    role: str = TEXT
    level: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it, to the next one. ``level`` 2, or 3 for a part of a part.

    The heading is "" for what stands before the first one, and for the fields of a registry page.
    """

    heading: str
    level: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Infobox:
    """A table of labels and values: its caption, and its rows as tuples of cells."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the words come from: ``ai_generated`` where the page says so, else ``third_party``."""

    kind: str
    tool: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Page:
    """A page as found. ``text`` is the file letter for letter; the rest was read from it.

    ``lines`` are all lines that are not blank, and ``parts`` hold each of them once, as a heading
    or below one. ``identifiers`` maps "nct", "doi", "pmid" … to the ids found. ``fields`` maps the
    fields of a registry page to the lines of their values; a label without a value has none.
    ``dates`` are pairs of the word beside a date (updated, published …) and the ISO date.
    ``remarks`` tell a person what could not be read.
    """

    name: str
    text: str
    digest: str
    media_type: str
    title: str
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    infoboxes: tuple[Infobox, ...]
    citation_keys: tuple[str, ...]
    identifiers: dict[str, tuple[str, ...]]
    fields: dict[str, tuple[str, ...]]
    dates: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]  # words, address
    origin: Origin
    remarks: tuple[str, ...] = ()
    url: str = ""  # where the page is on the web, as the importer says

    @property
    def made_on(self):
        """The ISO date of the newest state that the page gives for itself, or ""."""
        return max((day for word, day in self.dates if word != "retrieved"), default="")

    @property
    def retrieved_on(self):
        """The ISO date on which the page says that it was fetched, or ""."""
        return max((day for word, day in self.dates if word == "retrieved"), default="")
