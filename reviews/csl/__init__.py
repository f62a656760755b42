"""References by the AMA style's own CSL file, through citeproc-py, with its faults kept out.

`line(item)` takes CSL-JSON whose values are already clean (see `reviews.references`) and returns
one line of plain text. docs/adr/0009 says which faults of the processor are met here, and how.
"""

import json
import re
import threading
from functools import lru_cache
from pathlib import Path

STYLE = Path(__file__).parent / "american-medical-association.csl"
LOCALE = "en-GB"  # of dates and terms: "29 August 2025", as everywhere on the site
REMEMBERED = 4096  # references; a new one costs about 5 ms, a known one nothing

# Stand-ins that no text can hold: the gate refuses noncharacters.
NOBODY = "\ufdd0"  # for an author, since the processor prints a title without author twice
LESS_THAN = "\ufdd1"  # for "<", since the processor reads markup in titles
AS_TYPED = '<span class="nocase">%s</span>'  # no capitals by machine: C9orf72 and c9orf72 differ
VERBATIM = ("title", "container-title")
ENDED = re.compile(r"([?!…])\.(?= |$)")  # a title that ends by itself needs no full stop
FIRST = "1."  # the number that the style gives to the only reference

_one_at_a_time = threading.Lock()  # the processor keeps its state in the style


def line(item: dict) -> str:
    """Return the reference as one line. `item` has a "type", and no value is empty."""
    return _line(json.dumps(item, sort_keys=True))


@lru_cache(maxsize=REMEMBERED)
def _line(item: str) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    prepared = _prepared(json.loads(item))
    with _one_at_a_time:
        source = CiteProcJSON([{"id": "only", **prepared}])
        bibliography = CitationStylesBibliography(_style(), source, formatter.plain)
        bibliography.register(Citation([CitationItem("only")]))
        text = "".join(str(entry) for entry in bibliography.bibliography())
    return _mended(text)


@lru_cache(maxsize=1)
def _style():
    # Imported when first used: the tier that only reads pages never makes a reference.
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(STYLE), locale=LOCALE, validate=False)


def _prepared(item: dict) -> dict:
    """The item without anything the processor would take for markup, double or re-case."""
    safe = json.loads(json.dumps(item, ensure_ascii=False).replace("<", LESS_THAN))
    for name in VERBATIM:
        if name in safe:
            safe[name] = AS_TYPED % safe[name]
    return {"author": [{"literal": NOBODY}], **safe}


def _mended(text: str) -> str:
    """The processor's line without its number, its stand-ins and full stops after "?"."""
    line = " ".join(text.removeprefix(FIRST).split())
    line = ENDED.sub(r"\1", line.removeprefix(f"{NOBODY}.").lstrip())
    return line.replace(LESS_THAN, "<")
